-- base/bytequeue.c and socket/filebuffer.c: the bytes between a socket and a file, compared with a plain string.
-- file_spec.lua covers the methods of files.
local core = require "pysocket.core"
local socket = require "pysocket"
local support = require "spec.support"

local SEED = tonumber(os.getenv("SPEC_SEED")) or os.time()

local function buffer_of(text)
  local s = core._filebuffer()
  if text then s:put(text) end
  return s
end

describe("a file buffer", function()
  after_each(support.cleanup)

  it("returns the bytes in the order in which they were added", function()
    local s = buffer_of()
    assert.equal(0, #s)
    assert.equal(3, s:put("one"))
    assert.equal(6, s:put("t", "", "wo"))
    assert.equal(7, s:put(1))
    assert.equal(9, s:put(socket.bytearray("xyz"):view(2)))
    assert.equal("on", s:take(2))
    assert.equal("etw", s:take(4, 1))
    assert.equal("", s:take(0))
    assert.equal("1yz", s:take(3))
    assert.equal(0, #s)
  end)

  it("adds nothing if one value is wrong", function()
    local s = buffer_of("x")
    assert.same({nil, 2}, {s:put("y", {}, "z")})
    assert.same({nil, 1}, {s:put(nil)})
    assert.equal(1, #s)
  end)

  it("finds the first newline, and the white space that comes first", function()
    local s = buffer_of("one\ntwo\n\n")
    assert.equal(4, s:newline())
    assert.equal(4, s:newline())
    assert.equal("o", s:take(1))
    assert.equal(3, s:newline())
    assert.equal("ne\n", s:take(3))
    assert.equal(4, s:newline())
    s:take(4)
    assert.equal(1, s:newline())
    s:take(1)
    assert.is_nil(s:newline())
    s:put("three")
    assert.is_nil(s:newline())
    s:put_back("four\n")
    assert.equal(5, s:newline())
    s:clear()
    assert.equal(0, s:space())
    s:put(" \t\r\n\v\f x ")
    assert.equal(7, s:space())
    assert.equal("x", s:peek(7, 1))
    assert.equal("x ", s:peek(7, 100))
    assert.equal("", s:peek(9, 1))
    assert.equal(9, #s)
  end)

  it("iterates over the complete lines, and leaves the rest to another function", function()
    local calls = {}
    local function slow(...)
      calls[#calls + 1] = table.pack(...)
      return "slow", "second result"
    end
    local s = core._filebuffer()
    s:limit(3)
    local next_line, same = s:lines("the file", slow)
    local next_whole = s:lines("the file", slow, true)
    assert.equal(s, same)
    s:put("one\ntwo\n3\nfour\npart")
    assert.same({"one"}, {next_line(s)})
    assert.same({"two\n"}, {next_whole(s)})
    assert.same({"3"}, {next_line(s)})
    assert.same({"slow"}, {next_line(s)})
    assert.same({"slow"}, {next_whole(s)})
    assert.same({{n = 2, "the file", false}, {n = 2, "the file", true}}, calls)
    assert.equal(4, s:limit(4))
    assert.equal(4, s:limit())
    do
      local use <close> = s:enter()
      assert.same({"slow"}, {next_line(use)})  -- another task waits for more
    end
    assert.same({"four"}, {next_line(s)})
    assert.equal("part", s:take(#s))
  end)

  it("lets that other function be suspended", function()
    local next_line, s = core._filebuffer():lines("the file", function() return coroutine.yield("suspended") end)
    local co = coroutine.wrap(function() return next_line(s) end)
    assert.equal("suspended", co())
    assert.equal("line", co("line"))
  end)

  it("is used by one coroutine at a time", function()
    local s = buffer_of()
    assert.is_false(s:busy())
    local use = coroutine.wrap(function()
      do
        local use <close> = s:enter()
        assert.equal(s, use)
        coroutine.yield()
      end
      coroutine.yield()
      local _ <close> = s:enter()
      error("x")
    end)
    use()
    assert.is_true(s:busy())
    assert.is_nil(s:enter())
    use()
    assert.is_false(s:busy())
    pcall(use)
    assert.is_false(s:busy())
  end)

  -- If there is no memory, __close is not called.
  it("is not blocked by a coroutine that was closed while using it", function()
    local s = buffer_of()
    s:enter()
    assert.is_false(s:busy())
    coroutine.wrap(function() s:enter() end)()
    assert.is_false(s:busy())
    assert.equal(s, s:enter())
  end)
end)

describe("a file buffer within its limits", function()
  after_each(support.cleanup)

  it("receives no more than its limit, and sends everything", function()
    local a, b = support.socketpair()
    b:sendall("0123456789")
    local s = buffer_of("x")
    assert.equal(4, s:fill(a, 4))
    assert.equal(6, s:fill(a, 1000000))
    b:shutdown(socket.SHUT_WR)
    assert.equal(0, s:fill(a, 1))
    assert.equal("x0123456789", s:peek(0, 100))
    s:drain(a)
    assert.equal(0, #s)
    assert.equal("x0123456789", b:recv(100))
    s:drain(a)  -- does nothing, so no system call can block
    assert.equal(0, #s)
  end)

  it("is in use while it receives, and not after an error", function()
    local a, b = support.socketpair()
    local s = buffer_of()
    a:settimeout(0)
    local n, e = s:receive(a, 10)
    assert.is_false(n)
    assert.is_true(socket.isinstance(e, socket.BlockingIOError))
    b:sendall("abc")
    assert.equal(3, s:receive(a, 10))
    local use = coroutine.wrap(function()
      local _ <close> = s:enter()
      coroutine.yield()
    end)
    use()
    assert.is_nil(s:receive(a, 10))
    use()
    b:sendall("d")
    assert.equal(1, s:receive(a, 10))
    assert.equal("abcd", s:take(4))
  end)

  it("refuses requests that files never make", function()
    local a = support.socketpair()
    local s = buffer_of("abc")
    for _, call in ipairs{{"take", 4}, {"take", -1}, {"take", 2, 3}, {"take", 2, -1}, {"take", (1 << 32) + 1},
                          {"peek", (1 << 32) + 1, 1}, {"peek", 4, 1}, {"peek", -1, 1},
                          {"peek", 0, -1}, {"fill", a, 0}, {"fill", a, -1}, {"drain", s}} do
      assert.matches("bad argument", support.error_message(s[call[1]], s, table.unpack(call, 2)))
    end
    assert.matches("file buffer expected, got socket", support.error_message(s.take, a, 1))
    assert.matches("Bad file descriptor: read. The file is closed.", support.error_message(s.fill, s, "x", 1), 1, true)
    assert.matches("not enough memory", support.error_message(s.fill, buffer_of(), a, math.maxinteger))
    assert.equal("abc", s:peek(0, 1 << 32))
    assert.equal("abc", s:take(3))
  end)

  it("keeps no memory while it waits for a first byte", function()
    if support.checker() then return pending("freed memory is kept by " .. support.checker()) end
    -- A hundred buffers wait for a megabyte each, and receive nothing.
    local a = support.socketpair()
    a:settimeout(0)
    local function mapped() return tonumber(support.status("VmData"):match("%d+")) end
    local before, buffers = mapped(), {}
    for i = 1, 100 do
      buffers[i] = buffer_of()
      support.raises("BlockingIOError", buffers[i].fill, buffers[i], a, 1048576)
    end
    assert.is_true(mapped() - before < 50 * 1024, "KiB")
  end)

  it("releases large memory", function()
    if support.checker() then return pending("freed memory is kept by " .. support.checker()) end
    local function mapped() return tonumber(support.status("VmData"):match("%d+")) end
    local text = ("x"):rep(1048576)
    local before, buffers = mapped(), {}
    for i = 1, 100 do
      buffers[i] = buffer_of(text)
      assert.equal(1048576, #buffers[i]:take(1048576))
    end
    text = nil  -- luacheck: ignore
    collectgarbage()
    assert.is_true(mapped() - before < 50 * 1024, "KiB")
  end)

  it(("has the same bytes as a string (seed %d)"):format(SEED), function()
    math.randomseed(SEED)
    local a, b = support.socketpair()
    local random = math.random
    local sizes = {1, 10, 100, 1000, 70000}
    local function draw_text()
      local text = ("ab\n \0"):rep(random(sizes[random(#sizes)]) // 5 + 1)
      return text:sub(1, random(#text))
    end
    local s, model = core._filebuffer(), ""
    s:limit(1 << 40)
    local next_line = s:lines(s, function() return "slow" end)
    local calls = {
      function() local t = draw_text() s:put(t) model = model .. t end,
      function() local t = draw_text() s:put_back(t) model = t .. model end,
      function()
        local n = random(0, #model)
        assert.is_true(s:take(n) == model:sub(1, n))
        model = model:sub(n + 1)
      end,
      function()
        local t = draw_text():sub(1, 50000)
        b:sendall(t)
        while t ~= "" do
          local n = s:fill(a, random(100000))
          model, t = model .. t:sub(1, n), t:sub(n + 1)
        end
      end,
      function() assert.equal((model:find("\n", 1, true)), s:newline()) end,
      function()
        local line = model:match("^([^\n]*)\n")
        assert.is_true(next_line(s) == (line or "slow"))
        if line then model = model:sub(#line + 2) end
      end,
      function() local i, n = random(0, #model), random(300) assert.equal(model:sub(i + 1, i + n), s:peek(i, n)) end,
      function()
        if #model < 50000 then
          s:drain(a)
          local got = ""
          while #got < #model do got = got .. b:recv(100000) end
          assert.is_true(got == model)
          model = ""
        end
      end,
    }
    for _ = 1, 3000 do
      calls[random(#calls)]()
      assert.equal(#model, #s, "seed " .. SEED)
      if #model > 500000 then
        s:take(#s)
        model = ""
      end
    end
    assert.is_true(s:take(#s) == model)
  end)
end)

-- lua/pysocket/file.lua: the files that makefile returns. Reads are compared with Lua's own files, and the methods
-- with Python's names with Python.
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"
local socket = require "pysocket"
local support = require "spec.support"

local SEED = tonumber(os.getenv("SPEC_SEED")) or os.time()

-- Returns the socket that the file is made from, and its peer.
local pair = support.socketpair

local function file_close(f)
  pcall(f.close, f)
end

local function file(s, ...)
  local f = s:makefile(...)
  support.defer(file_close, f)
  return f
end

-- Returns a file from which `text` and then the end of the stream can be read.
local function file_of(text, ...)
  local a, b = pair()
  b:sendall(text)
  b:close()
  return file(a, ...)
end

-- Returns one of Lua's own files with the same content.
local function lua_file(text)
  local f = assert(io.open(support.tmpfile(text), "rb"))
  support.defer(file_close, f)
  return f
end

local function nothing_to_read(s)
  local timeout = s:gettimeout()
  s:settimeout(0)
  support.raises("BlockingIOError", s.recv, s, 1, socket.MSG_PEEK)
  s:settimeout(timeout)
end

local function this_line()
  return ("file_spec.lua:%d"):format(debug.getinfo(2, "l").currentline)
end

-- Repeats a call of a non-blocking file until it succeeds; `feed` is called each time that it would block.
local function retry(feed, f, method, ...)
  for _ = 1, 100000 do
    local results = table.pack(pcall(f[method], f, ...))
    if results[1] then return table.unpack(results, 2, results.n) end
    if not socket.isinstance(results[2], socket.BlockingIOError) then error(results[2], 0) end
    feed()
  end
  error("the end was never reached")
end

-- Returns a function that sends one more piece of `text` at each call, and finally ends the stream. The pieces end at
-- the positions in `cuts`.
local function feeder(s, text, cuts)
  local sent, i = 0, 0
  return function()
    i = i + 1
    local stop = cuts[i] or #text
    if sent == #text then
      s:shutdown(socket.SHUT_WR)
    else
      s:sendall(text:sub(sent + 1, stop))
      sent = stop
    end
  end
end

describe("makefile", function()
  after_each(support.cleanup)

  it("reads by default", function()
    local a = pair()
    for mode, can in pairs{r = "r", w = "w", rw = "rw", wr = "rw", rb = "r", wb = "w", rwb = "rw",
                           b = "r", [""] = "r"} do
      local f = file(a, mode)
      assert.equal(can:find("r") ~= nil, f:readable(), mode)
      assert.equal(can:find("w") ~= nil, f:writable(), mode)
      assert.is_false(f:seekable())
      assert.equal(mode, f.mode)
    end
    local f = file(a)
    assert.is_true(f:readable())
    assert.is_false(f:writable())
    assert.equal("r", f.mode)
  end)

  it("knows its descriptor and properties", function()
    local a = pair()
    local f = file(a, "rw")
    assert.equal(a:fileno(), f:fileno())
    assert.equal(a:fileno(), f.name)
    assert.is_false(f.closed)
    assert.equal(("<socket.file fd=%d mode='rw'>"):format(a:fileno()), tostring(f))
    f:close()
    assert.is_true(f.closed)
    assert.equal("<socket.file [closed] mode='rw'>", tostring(f))
  end)

  it("refuses another mode", function()
    local a = pair()
    local function message(...) return support.error_message(a.makefile, a, ...) end
    assert.matches("bad argument #1 to 'makefile' (invalid mode 'x' (only r, w, b allowed))", message("x"), 1, true)
    assert.matches("invalid mode 'r+' (only r, w, b allowed)", message("r+"), 1, true)
    assert.matches("bad argument #1 to 'makefile' (string expected, got number)", message(1), 1, true)
  end)

  it("accepts keyword arguments in any place", function()
    local a, b = pair()
    local f = file(a, {mode = "w", buffering = 0})
    assert.is_true(f:writable())
    f:write("x")
    assert.equal("x", b:recv(9))
    f = file(a, "rw", {buffering = 0, encoding = "utf-8", errors = "strict", newline = "\n", max_line = 5})
    assert.equal(5, f.max_line)
    f:write("y")
    assert.equal("y", b:recv(9))
    f = file(a, "rw", 0, {max_line = 7})
    assert.equal(7, f.max_line)
    f:write("z")
    assert.equal("z", b:recv(9))
    f = file(a, "w", -1, "utf-8", "strict", "", 3)
    assert.equal(3, f.max_line)
    f:write("buffered")
    nothing_to_read(b)
  end)

  it("refuses unknown arguments, at the caller's line", function()
    local a = pair()
    local function message(...) return support.error_message(a.makefile, a, ...) end
    assert.matches("bad argument #1 to 'makefile' (unexpected keyword 'buffer')", message{buffer = 1}, 1, true)
    assert.matches("bad argument #2 to 'makefile' (unexpected keyword 'mode')", message("r", {mode = "r"}), 1, true)
    assert.matches("bad argument #2 to 'makefile' (integer expected, got string)", message("r", "x"), 1, true)
    assert.matches("bad argument #3 to 'makefile' (string expected, got number)", message("r", 1, 1), 1, true)
    assert.matches("bad argument #4 to 'makefile' (string expected, got number)", message{errors = 1}, 1, true)
    assert.matches("bad argument #5 to 'makefile' (line ends are not translated",
      message{newline = "\r\n"}, 1, true)
    assert.matches("bad argument #6 to 'makefile' (max_line must not be less than 0)", message{max_line = -1}, 1, true)
    assert.matches("bad argument #1 to 'makefile' (socket expected, got table)",
      support.error_message(a.makefile, {}), 1, true)
    local ok, e = pcall(function() a:makefile("x") end) local line = this_line()
    assert.is_false(ok)
    assert.matches(line, e, 1, true)
  end)

  it("reports what its mode does not allow", function()
    local a = pair()
    local e = support.raises("OSError", function() file(a, "w"):read() end)
    assert.matches("OSError: not readable: the file was made with mode 'w': read", tostring(e), 1, true)
    support.raises("OSError", function() file(a, "w"):lines() end)
    support.raises("OSError", function() file(a, "w"):readline() end)
    e = support.raises("OSError", function() file(a, "r"):write("x") end) local line = this_line()
    assert.matches(line .. ": OSError: not writable: the file was made with mode 'r': write", tostring(e), 1, true)
    assert.has_no.errors(function() file(a, "r"):flush() end)
  end)

  it("has methods that require a file", function()
    local f = file((pair()), "rw")
    for _, name in ipairs{"read", "lines", "write", "flush", "close", "setvbuf", "seek", "read1", "readline",
                          "readlines", "writelines", "readable", "writable", "seekable", "fileno"} do
      local text = "bad argument #1 to '%s' (socket.file expected, got string; call methods as x:%s(...))"
      assert.matches(text:format(name, name),
        support.error_message(f[name], "l"), 1, true)
    end
  end)

  it("has no position", function()
    local f = file((pair()))
    assert.same({nil, "not seekable", errno.ESPIPE}, {f:seek("end")})
    local pipe <close> = io.popen("true")
    assert.equal(errno.ESPIPE, (select(3, pipe:seek())))
  end)
end)

describe("file:read", function()
  after_each(support.cleanup)

  local text = "first\nsecond line\n\n12 0x1F -3.5e2\nrest\0 with\0 NULs\r\nlast"

  local wanted = {
    {}, {"l"}, {"L"}, {"*l"}, {"*L"}, {"line"}, {"a"}, {"*a"}, {3}, {0}, {5, "l"}, {"l", "L", "l"}, {100}, {"n"},
    {"l", "l", "l", "n", "n", "n"}, {"l", 0, "a", "a", "l"}, {"l", "n", "l"}, {2.0}, {"a", 0}, {"a", "n"}, {"L", "a"},
  }

  for i, formats in ipairs(wanted) do
    local name = #formats == 0 and "nothing" or table.concat(formats, ", ")
    it("returns the same as Lua's own files: " .. name .. " (" .. i .. ")", function()
      for _, content in ipairs{text, "", "\n", "x", "\n\n", "  7", "0x", "nan\n"} do
        local expected = table.pack(lua_file(content):read(table.unpack(formats)))
        for _, buffering in ipairs{-1, 0, 1, 3} do
          assert.same(expected, table.pack(file_of(content, "r", buffering):read(table.unpack(formats))))
        end
      end
    end)
  end

  it("accepts numbers of bytes that have more than 32 bits", function()
    for _, size in ipairs{(1 << 32) + 2, 1 << 40, math.maxinteger} do
      for _, buffering in ipairs{-1, 0, 3} do
        assert.equal(text, file_of(text, "r", buffering):read(size))
      end
      local f = file_of(text)
      f.max_line = size
      assert.equal("first", f:read("l"))
      local lines = {}
      for line in f:lines() do lines[#lines + 1] = line end
      assert.equal("second line", lines[1])
    end
  end)

  it("reads numbers as Lua's own files do", function()
    for _, numeral in ipairs{"0", "-0", "+7", "- 7", "1e", "1e+", "1e5x", "0x", "0xg", "0x.8p1", "0x1p-2", ".5", ".",
                             "5.", "e5", "1..2", "0b1", "--1", "1e400", "9223372036854775808", "0x7fffffffffffffff",
                             "1_000", "\v\f\t\r 12", ("1"):rep(200), ("1"):rep(201), ("1"):rep(300),
                             ("0"):rep(199) .. "x", "x", "\0", "1,5", "0x1e+1", "00x1"} do
      local reference = lua_file(numeral .. " rest")
      local expected = {reference:read("n"), reference:read("a")}
      expected.n = 2
      local f = file_of(numeral .. " rest")
      local number = f:read("n")
      assert.equal(expected[1], number, numeral)
      assert.equal(math.type(expected[1]), math.type(number), numeral)
      assert.equal(expected[2], f:read("a"), numeral)
      reference = lua_file(numeral)
      f = file_of(numeral)
      assert.equal(reference:read("n"), f:read("n"), numeral .. " at the end")
      assert.equal(reference:read("a"), f:read("a"), numeral .. " at the end")
    end
  end)

  it("refuses an unknown format, and then has read nothing", function()
    local f = file_of("one\ntwo\n")
    local function message(...) return support.error_message(f.read, f, ...) end
    assert.matches("bad argument #1 to 'read' (invalid format)", message("x"), 1, true)
    assert.matches("bad argument #1 to 'read' (invalid format)", message(""), 1, true)
    assert.matches("bad argument #2 to 'read' (invalid format)", message("l", "*q"), 1, true)
    assert.matches("bad argument #1 to 'read' (string expected, got nil)", message(nil), 1, true)
    assert.matches("bad argument #1 to 'read' (string expected, got table)", message({}), 1, true)
    assert.matches("bad argument #1 to 'read' (number has no integer representation)", message(1.5), 1, true)
    assert.matches("bad argument #1 to 'read' (the number of bytes must not be negative, got -1)",
      message(-1), 1, true)
    local ok, e = pcall(function() f:read("x") end) local line = this_line()
    assert.is_false(ok)
    assert.matches(line, e, 1, true)
    assert.equal("one\ntwo\n", f:read("a"))
  end)

  it("waits for all the data that was requested", function()
    local child = support.spawn_python([[
import socket, sys
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1])
c, _ = s.accept()
for line in sys.stdin:
    c.sendall(line.strip().encode().decode("unicode_escape").encode("latin-1"))
]], {}, {stdin = "pipe"})
    local s = support.close_later(socket.create_connection{"127.0.0.1", tonumber(child:line())})
    local f = file(s)
    child:write("one\\n12\ntw\no\\nthr\nee\\n4 0x\n10 xy\nz\n")
    child:close_stdin()
    assert.same({"one", "12tw", "o\n", "thr", 3}, {f:read("l", 4, "L", 3, 0) and "one", "12tw", "o\n", "thr", 3})
    assert.equal("ee", f:read())
    assert.same({4, 16}, {f:read("n", "n")})
    assert.equal(" xyz", f:read("a"))
    assert.is_nil(f:read())
    assert.equal("", f:read("a"))
    assert.is_nil(f:read(0))
    assert.is_nil(f:read(1))
  end)
end)

describe("file:read from a stream", function()
  after_each(support.cleanup)

  it("reads large amounts, in whatever pieces they arrive", function()
    local child = support.spawn_python([[
import socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1])
c, _ = s.accept()
data = bytes(i * 7 % 251 for i in range(1000003)) * 5
c.sendall(data)
c.close()
]])
    local s = support.close_later(socket.create_connection{"127.0.0.1", tonumber(child:line())})
    local unit = {}
    for i = 0, 1000002 do unit[#unit + 1] = string.char(i * 7 % 251) end
    unit = table.concat(unit)
    local f = file(s)
    assert.is_true(f:read(1000003) == unit)
    assert.is_true(f:read(7) == unit:sub(1, 7))
    assert.is_true(f:read("a") == unit:sub(8) .. unit:rep(3))
    assert.equal(0, child:wait().code)
  end)

  it("takes only the requested data from the socket if it is unbuffered", function()
    local a, b = pair()
    b:sendall("line\nabc12 rest")
    local f = file(a, "rb", 0)
    assert.equal("line", f:read())
    assert.equal("a", a:recv(1))
    assert.equal("b", f:read(1))
    assert.equal("c", a:recv(1))
    assert.equal(12, f:read("n"))
    assert.equal("re", a:recv(2))  -- the byte after the number was read, too, as it ends it
    b:close()
    assert.equal(" st", f:read("a"))
    assert.is_nil(f:read())
  end)

  -- The script fuzzer found that these reported a line of the module itself.
  it("reads lines of any length when it is unbuffered", function()
    local a, b = pair()
    b:sendall("line\nrest")
    local f = file(a, {buffering = 0, max_line = math.maxinteger})
    assert.equal("line", f:read())
    assert.equal("rest", a:recv(9))
  end)

  it("treats an empty datagram as the end, whether it is buffered or not", function()
    for _, buffering in ipairs{-1, 0} do
      local a, b = support.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
      b:send("")
      b:send("next\n")
      local f = file(a, "r", buffering)
      assert.is_nil(f:read())
      assert.equal("next", f:read())
    end
  end)

  it("takes no more data at once than the size of its buffer", function()
    local a, b = pair()
    b:sendall("ab\ncdefghijkl")
    local f = file(a, "r", 4)
    assert.equal("ab", f:read())
    assert.equal("d", a:recv(1))
    assert.equal("ce", f:read(2))
    assert.equal("i", a:recv(1))
  end)

  it("stops waiting as soon as a number cannot continue", function()
    local a, b = pair()
    a:settimeout(0)
    local f = file(a)
    b:sendall(("1"):rep(201))
    assert.is_nil(f:read("n"))  -- longer than a number may be for Lua
    assert.equal("1", f:read(1))
    b:sendall("  12 ")
    assert.equal(12, f:read("n"))
    b:sendall("x")
    assert.is_nil(f:read("n"))
    b:sendall("0x1")
    assert.equal("x", f:read(1))
    support.raises("BlockingIOError", f.read, f, "n")  -- more digits could follow
    b:sendall("f;")
    assert.equal(0x1f, f:read("n"))
  end)

  it("continues after the end of the stream if more data arrives", function()
    local a, b = pair()
    a:settimeout(0)
    b:sendall("x")
    local f = file(a)
    support.raises("BlockingIOError", f.read, f)
    b:sendall("\n")
    assert.equal("x", f:read())
  end)

  it("raises when it is closed", function()
    local f = file_of("text", "rw")
    f:close()
    for _, call in ipairs{{"read"}, {"read", "a"}, {"lines"}, {"write", "x"}, {"flush"}, {"read1"}, {"read1", 0},
                          {"readline"}, {"readlines"}, {"writelines", {"x"}}, {"setvbuf", "no"}, {"fileno"},
                          {"readable"}, {"writable"}, {"seekable"}} do
      assert.matches("attempt to use a closed file",
        support.error_message(f[call[1]], f, table.unpack(call, 2)), 1, true)
    end
    local ok, e = pcall(function() f:read() end) local line = this_line()
    assert.is_false(ok)
    assert.matches(line .. ": attempt to use a closed file", e, 1, true)
  end)
end)

describe("file:lines", function()
  after_each(support.cleanup)

  it("returns the lines, without their ends or with them", function()
    local text = "one\n\ntwo\nlast"
    for _, buffering in ipairs{-1, 0, 1, 4} do
      for _, format in ipairs{"l", "L", "*l", 3, "n", "a"} do
        local expected, lines = {}, {}
        for line in lua_file(text):lines(format) do
          expected[#expected + 1] = line
          if #expected == 20 then break end  -- "a" never ends
        end
        for line in file_of(text, "r", buffering):lines(format) do
          lines[#lines + 1] = line
          if #lines == 20 then break end
        end
        assert.same(expected, lines)
      end
    end
    local lines = {}
    for line in file_of(text):lines() do lines[#lines + 1] = line end
    assert.same({"one", "", "two", "last"}, lines)
  end)

  it("returns several values at once", function()
    local all = {}
    for n, rest in file_of("1 one\n2 two\nx"):lines("n", "l") do all[#all + 1] = {n, rest} end
    assert.same({{1, " one"}, {2, " two"}}, all)
  end)

  it("refuses a wrong format at once", function()
    local f = file_of("x")
    local function message(...) return support.error_message(f.lines, f, ...) end
    assert.matches("bad argument #2 to 'lines' (invalid format)", message("l", "x"), 1, true)
    assert.matches("bad argument #1 to 'lines' (invalid format)", message("x"), 1, true)
  end)

  it("leaves the file open", function()
    local f = file_of("x\ny\n")
    for _ in f:lines() do end
    assert.is_false(f.closed)
  end)

  it("applies a new max_line when it receives", function()
    local a, b = pair()
    b:sendall("1234\n")
    local f, lines = file(a), {}
    support.raises("OSError", function()
      for line in f:lines() do
        lines[#lines + 1] = line
        f.max_line = 3
        b:sendall("567\n1234\n")
      end
    end)
    assert.same({"1234", "567"}, lines)
    assert.equal("1234\n", f:read(5))
  end)

  it("continues where a timeout stopped it", function()
    local a, b = pair()
    a:settimeout(0.01)
    b:sendall("one\ntw")
    local f = file(a)
    local lines = {}
    local e = support.raises("TimeoutError", function()
      for line in f:lines() do lines[#lines + 1] = line end
    end)
    assert.equal("recv", e.call)
    assert.same({"one"}, lines)
    b:sendall("o\nthree")
    b:close()
    for line in f:lines() do lines[#lines + 1] = line end
    assert.same({"one", "two", "three"}, lines)
  end)

  it("works in a coroutine of the caller", function()
    local f = file_of("one\ntwo\n")
    local next_line = coroutine.wrap(function()
      for line in f:lines() do coroutine.yield(line) end
    end)
    assert.equal("one", next_line())
    assert.equal("two", next_line())
  end)

  it("reads a million lines in bounded memory", function()
    local child = support.spawn_python([[
import socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1])
c, _ = s.accept()
for first in range(0, 1000000, 10000):
    c.sendall(b"".join(b"line number %d\n" % i for i in range(first, first + 10000)))
c.close()
]], {}, {timeout = 60})
    local s = support.close_later(socket.create_connection{"127.0.0.1", tonumber(child:line())})
    local function resident() return tonumber(support.status("VmRSS"):match("%d+")) end
    local count, most, resident_before = 0, 0, nil
    for _ = 1, 3 do collectgarbage() end  -- frees what earlier specs have left, including what their finalizers hold
    for line in file(s):lines() do
      if line ~= "line number " .. count then error("line " .. count .. " is " .. line) end
      count = count + 1
      if count % 100000 == 0 then
        collectgarbage()
        most = math.max(most, collectgarbage("count"))
        resident_before = resident_before or resident()
      end
    end
    assert.equal(1000000, count)
    collectgarbage()
    assert.is_true(most - collectgarbage("count") < 1024, "KiB in Lua")
    if not support.checker() then  -- a checker keeps freed memory
      assert.is_true(resident() - resident_before < 8 * 1024, "KiB in all")
    end
  end)
end)

describe("a file in tasks", function()
  after_each(support.cleanup)

  -- Calls f with the files of two connected sockets.
  local function run(f)
    local a, b = pair()
    asyncio.run(function()
      f(file(a, "rw"), file(b, "rw"), a, b)
    end)
  end

  it("is read while another task writes, each when it can", function()
    run(function(here, there)
      local large, count = ("large"):rep(600000), 0
      local writer = asyncio.create_task(function()
        for i = 1, 1000 do
          there:write("line ", i, "\n")
          if i % 100 == 0 then
            there:flush()
            asyncio.sleep(0)
          end
        end
        there:write(large):flush()
        return there:read()
      end)
      for line in here:lines() do
        count = count + 1
        assert.equal("line " .. count, line)
        if count == 1000 then break end
      end
      assert.is_true(here:read(#large) == large)
      here:write("done\n"):flush()
      assert.equal("done", writer:await())
    end)
  end)

  it("is not mixed up by two readers or two writers", function()
    run(function(here, there, a, b)
      local reader = asyncio.create_task(function() return here:read(10) end)
      asyncio.sleep(0)
      assert.matches("another task is reading from this file", support.error_message(here.read, here), 1, true)
      assert.matches("another task is reading from this file", support.error_message(here.read, here, 0), 1, true)
      there:write("ab\ncdefghij"):flush()
      assert.equal("ab\ncdefghi", reader:await())
      local text = ("x"):rep(3000000)
      local writer = asyncio.create_task(function() here:write(text):flush() end)
      asyncio.sleep(0)
      assert.matches("another task is writing to this file", support.error_message(here.write, here, "y"), 1, true)
      -- It used to close the socket, and the rest was lost.
      assert.matches("another task is writing to this file", support.error_message(here.close, here), 1, true)
      assert.is_false(here.closed)
      assert.is_true(there:read(#text) == text)
      writer:await()
      here:write("z"):flush()
      assert.equal("z", b:recv(10))
      nothing_to_read(a)
    end)
  end)

  it("loses nothing when a task is cancelled or runs out of time", function()
    run(function(here, there)
      there:write("par"):flush()
      local reader = asyncio.create_task(function() return here:read() end)
      asyncio.sleep(0)
      asyncio.sleep(0)
      reader:cancel()
      assert.is_false((pcall(reader.await, reader)))
      support.raises("TimeoutError", asyncio.wait_for, function() return here:read("a") end, 0.01)
      there:write("tial\n"):flush()
      assert.equal("partial", here:read())
    end)
  end)

  it("wakes its reader with an error when it is closed", function()
    run(function(here, _, a)
      local reader = asyncio.create_task(function() return here:read() end)
      asyncio.sleep(0)
      a:close()
      here:close()
      local e = support.raises("OSError", reader.await, reader)
      assert.equal(errno.EBADF, e.errno)
    end)
  end)

  it("is flushed by the garbage collector", function()
    run(function(_, there, a)
      a:makefile("w"):write("forgotten\n")
      collectgarbage()
      assert.equal("forgotten", there:read())
    end)
  end)
end)

describe("the longest line of a file", function()
  after_each(support.cleanup)

  local function too_long(f, ...)
    local e = support.raises("OSError", f.read, f, ...)
    assert.equal(errno.EMSGSIZE, e.errno)
    return e
  end

  it("is 64 KiB", function()
    local child = support.spawn_python([[
import socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1])
c, _ = s.accept()
c.sendall(b"x" * 65536 + b"\n" + b"y" * 65537 + b"\n" + b"rest")
c.close()
]])
    local f = file(support.close_later(socket.create_connection{"127.0.0.1", tonumber(child:line())}))
    assert.equal(65536, f.max_line)
    assert.is_true(f:read() == ("x"):rep(65536))
    for _, format in ipairs{"l", "L", "l"} do
      local e = too_long(f, format)
      assert.matches("line longer than max_line, 65536 bytes; read(n) takes it in pieces", tostring(e), 1, true)
    end
    assert.is_true(f:read(65537) == ("y"):rep(65537))
    assert.equal("", f:read())
    assert.equal("rest", f:read())
  end)

  it("is the one that the caller sets", function()
    for _, buffering in ipairs{-1, 0, 1, 7} do
      local f = file_of("12345\n123456\n1234567\n12", {buffering = buffering, max_line = 5})
      assert.equal("12345", f:read())
      too_long(f, "l")
      too_long(f, "L")
      support.raises("OSError", f.readline, f)
      support.raises("OSError", f.readlines, f)
      f.max_line = 6
      assert.equal("123456\n", f:read("L"))
      too_long(f, "l")
      assert.equal("1234", f:read(4))
      assert.equal("567", f:read())
      f.max_line = 1
      too_long(f, "l")
      f.max_line = 2
      assert.equal("12", f:read())
    end
  end)

  it("counts for lines that were received before it was set", function()
    local f = file_of("1\n123456\n7\n")
    assert.equal("1", f:read())
    f.max_line = 3
    too_long(f)
    assert.equal("123456\n", f:read(7))
    assert.equal("7", f:read())
  end)

  it("ends a loop over lines, and loses nothing", function()
    for _, format in ipairs{"l", "L"} do
      local f = file_of("ok\ntoo long\nok\n", {max_line = 3})
      local lines = {}
      support.raises("OSError", function()
        for line in f:lines(format) do lines[#lines + 1] = line end
      end)
      assert.same({format == "l" and "ok" or "ok\n"}, lines)
      assert.equal("too long\nok\n", f:read("a"))
    end
  end)

  it("prevents a peer that ends no line from filling the memory", function()
    local child = support.spawn_python([[
import socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1])
c, _ = s.accept()
try:
    while True: c.sendall(b" " * 65536)
except ConnectionError:
    pass
]])
    local s = support.close_later(socket.create_connection{"127.0.0.1", tonumber(child:line())})
    local f = file(s)
    too_long(f, "l")
    too_long(f, "n")  -- white space before a number is limited as well
    assert.is_true(#f[1] < 4 * 65536)
    f:close()
    s:close()
    assert.equal(0, child:wait().code)
  end)
end)

describe("a read that fails", function()
  after_each(support.cleanup)

  it("loses nothing at a timeout in the middle of a line", function()
    local a, b = pair()
    a:settimeout(0.01)
    local f = file(a)
    b:sendall("hel")
    for _ = 1, 3 do support.raises("TimeoutError", f.read, f) end
    for _ = 1, 2 do support.raises("TimeoutError", f.read, f, 5) end
    support.raises("TimeoutError", f.read, f, "a")
    support.raises("TimeoutError", f.read, f, 3, 1)
    b:sendall("lo\nwor")
    support.raises("TimeoutError", f.read, f, "l", "l")
    support.raises("TimeoutError", f.read, f, "L", 4)
    support.raises("TimeoutError", f.read, f, "l", "a")
    support.raises("TimeoutError", f.readlines, f)
    assert.equal("hello", f:read())
    assert.equal("wo", f:read(2))
    b:sendall("ld")
    b:close()
    assert.equal("rld", f:read("a"))
  end)

  it("loses nothing if an error occurs at a later format", function()
    local a, b = pair()
    a:settimeout(0)
    local f = file(a)
    b:sendall("  12 x\nsecond\n0x")
    support.raises("BlockingIOError", f.read, f, "n", 1, "l", "L", "n")
    assert.same({12, " ", "x", "second\n"}, {f:read("n", 1, "l", "L")})
    b:sendall("1\n")
    assert.equal(1, f:read("n"))
    assert.equal("", f:read("l"))
  end)

  it("loses nothing when the text is cut at any place", function()
    local text = "one\n\n 12 0x1F\n-1.5e3\nlast line"
    local calls = {{"l"}, {"L"}, {"n", "n"}, {"l"}, {"n"}, {1}, {5, 0}, {"a"}, {"l"}, {"a"}}
    local reference, expected = lua_file(text), {}
    for i, call in ipairs(calls) do expected[i] = table.pack(reference:read(table.unpack(call))) end
    for _, buffering in ipairs{-1, 0, 2} do
      for first = 1, #text do
        local a, b = pair()
        a:settimeout(0)
        local f = file(a, "r", buffering)
        local feed = feeder(b, text, {first, math.min(#text, first + 2)})
        for i, call in ipairs(calls) do
          assert.same(expected[i], table.pack(retry(feed, f, "read", table.unpack(call))),
            ("cut after %d bytes, buffering %d, call %d"):format(first, buffering, i))
        end
        f:close()
        a:close()
        b:close()
      end
    end
  end)

  it("loses nothing at a connection reset in the middle of a line", function()
    local a, b = support.tcp_pair()
    a:settimeout(5)
    b:sendall("whole\npartial")
    local f = file(a)
    assert.equal("whole", f:read())
    a:settimeout(0)
    support.raises("BlockingIOError", f.read, f)
    b:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
    b:close()
    a:settimeout(5)
    local e = support.raises("ConnectionResetError", f.read, f)
    assert.equal("recv", e.call)
    assert.equal("partial", f:read(7))
  end)

  it("loses nothing at Ctrl-C", function()
    local server, address = support.listener()
    local child = support.spawn_lua([[
local socket = require "pysocket"
local f = socket.create_connection{"127.0.0.1", tonumber(arg[1])}:makefile()
print("connected")
print(f:read())
print(pcall(f.read, f, "l", "a"))
print(f:read("l", 1, "a"))
]], {address.port})
    local conn = support.close_later((server:accept()))
    assert.equal("connected", child:line())
    conn:sendall("one\ntwo\nthr")
    assert.equal("one", child:line())
    child:wait_blocked()
    child:kill("INT")
    assert.matches("^false.*interrupted!", child:line())
    conn:sendall("ee")
    conn:close()
    assert.equal("two\tt\three", child:line())
    assert.equal(0, child:wait().code)
  end)

  it("loses nothing to a hook that raises at the end of a system call", function()
    local a, b = pair()
    local f = file(a)
    b:sendall("one\ntwo\n")
    local stop = f[1].fill
    debug.sethook(function()
      if debug.getinfo(2, "f").func == stop then
        debug.sethook()
        error("interrupted")
      end
    end, "r")
    local ok, e = pcall(f.read, f)
    debug.sethook()
    assert.is_false(ok)
    assert.matches("interrupted", e)
    nothing_to_read(a)  -- the data had been received
    assert.same({"one", "two"}, {f:read("l", "l")})
  end)

  it("distinguishes two readers", function()
    local a, b = pair()
    b:sendall("12345\n")
    local f = file(a, "rw")
    -- Holds the stream as a task does that waits in a read or a write.
    local function waiting(stream)
      local task = coroutine.wrap(function()
        local _ <close> = stream:enter()
        coroutine.yield()
      end)
      task()
      return task
    end
    local task = waiting(f[1])
    for _, format in ipairs{"l", "L", "a", "n", 0, 3} do
      assert.matches("another task is reading from this file", support.error_message(f.read, f, format), 1, true)
    end
    assert.has_no.errors(function() f:write("x"):flush() end)
    task()
    assert.equal("12345", f:read())
    task = waiting(f[2])
    assert.matches("another task is writing to this file", support.error_message(f.write, f, "x"), 1, true)
    assert.matches("another task is writing to this file", support.error_message(f.flush, f), 1, true)
    task()
    assert.has_no.errors(function() f:write("x"):flush() end)
  end)
end)

describe("a file that is read at random", function()
  after_each(support.cleanup)

  -- Text, cuts, buffering and calls are random; one of Lua's own files gives the expected results.
  local pieces = {"\n", "\n", " ", "7", "0x1f", "-2.5", "e", "word", "\0", "\r\n", ".", ("long"):rep(50), "\t", "+"}
  local formats = {"l", "L", "n", "a", 0, 1, 2, 7, 100}

  local function draw(list) return list[math.random(#list)] end

  local function round()
    local words = {}
    for i = 1, math.random(0, 60) do words[i] = draw(pieces) end
    local text = table.concat(words)
    local cuts, at = {}, 0
    while at < #text do
      at = math.min(#text, at + math.random(1, draw{1, 5, 50, 500}))
      cuts[#cuts + 1] = at
    end
    local a, b = pair()
    a:settimeout(0)
    local f, reference = a:makefile("r", draw{-1, -1, 0, 1, 2, 64}), lua_file(text)
    local feed = feeder(b, text, cuts)
    for _ = 1, 1000 do
      local call = {}
      for i = 1, math.random(3) do call[i] = draw(formats) end
      local expected = table.pack(reference:read(table.unpack(call)))
      assert.same(expected, table.pack(retry(feed, f, "read", table.unpack(call))))
      if expected.n == 1 and expected[1] == nil and call[1] ~= "n" then break end
    end
    reference:close()
    f:close()
    a:close()
    b:close()
  end

  it(("returns the same as Lua's own files (seed %d)"):format(SEED), function()
    math.randomseed(SEED)
    for i = 1, 150 do
      local ok, e = pcall(round)
      if not ok then
        error(("seed %d, round %d: %s"):format(SEED, i, tostring(type(e) == "table" and e.message or e)), 0)
      end
      support.cleanup()
    end
  end)
end)

describe("Python's names", function()
  after_each(support.cleanup)

  local text = "one\ntwo is longer\n\nfour\nfive"

  -- Calls that are made here, and by Python on a file with the same content.
  local calls = {
    {"readline"}, {"readline", 3}, {"readline", 100}, {"readline", -1}, {"readline", 0}, {"readline", 1},
    {"readlines"}, {"readlines", 1}, {"readlines", 4}, {"readlines", 5}, {"readlines", 100}, {"readlines", -1},
    {"readlines", 0}, {"read", 3}, {"read", 100}, {"read1"}, {"read1", 3}, {"read1", 0}, {"read1", 100}, {"read1", -1},
  }

  local function hex(s)
    return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end):gsub("\n", "0a"))
  end

  local function shown(value)
    if type(value) ~= "table" then return hex(value or "") end  -- Python's b"" is nil here
    local all = {}
    for i, line in ipairs(value) do all[i] = hex(line) end
    return "[" .. table.concat(all, " ") .. "]"
  end

  it("return what Python's methods return", function()
    local words = {}
    for i, call in ipairs(calls) do words[i] = table.concat(call, ":") end
    local output = support.python([[
import socket, sys
text = bytes.fromhex(sys.argv[1])
for word in sys.argv[2:]:
    name, *size = word.split(":")
    a, b = socket.socketpair()
    b.sendall(text)
    b.close()
    f = a.makefile("rb")
    value = getattr(f, name)(*map(int, size))
    show = lambda v: "[" + " ".join(map(bytes.hex, v)) + "]" if isinstance(v, list) else v.hex()
    print(show(value), f.read().hex())
]], {hex(text), table.unpack(words)})
    local i = 0
    for line in output:gmatch("[^\n]*\n") do
      i = i + 1
      local f = file_of(text)
      local value = f[calls[i][1]](f, calls[i][2])
      assert.equal(line, shown(value) .. " " .. hex(f:read("a")) .. "\n", words[i])
    end
    assert.equal(#calls, i)
  end)

  it("read available data without waiting for more, up to a number of bytes", function()
    for _, buffering in ipairs{-1, 0, 1, 7} do
      local a, b = pair()
      local f = file(a, {buffering = buffering})
      assert.equal("", f:read1(0))  -- returns at once
      b:sendall("line\nabcdefgh")
      assert.equal("line", f:read())
      local got = f:read1(3)
      assert.is_true(#got <= 3)
      while #got < 8 do got = got .. f:read1() end  -- a small buffer returns the data in pieces
      assert.equal("abcdefgh", got)
      a:settimeout(0)
      support.raises("BlockingIOError", f.read1, f)
      b:sendall("0123456789")
      assert.equal("01", f:read1(2))
      assert.equal("2", f:read(1))
      b:close()
      assert.equal("3456789", f:read("a"))
      assert.is_nil(f:read1())
      assert.is_nil(f:read1(5))
      assert.equal("", f:read1(0))
    end
    support.raises("OSError", function() file(pair(), "w"):read1() end)
  end)

  it("write lines without adding ends", function()
    local a, b = pair()
    local f = file(a, "w")
    f:writelines{"one\n", "two", 3}
    f:flush()
    assert.equal("one\ntwo3", b:recv(100))
    assert.matches("bad argument #1 to 'writelines' (sequence of strings expected, got string)",
      support.error_message(f.writelines, f, "x"), 1, true)
    assert.matches("bad argument #1 to 'readline' (integer expected, got string)",
      support.error_message(f.readline, f, "x"), 1, true)
    assert.matches("bad argument #1 to 'read1' (integer expected, got string)",
      support.error_message(f.read1, f, "x"), 1, true)
    assert.matches("bad argument #1 to 'readlines' (integer expected, got number)",
      support.error_message(f.readlines, f, 1.5), 1, true)
  end)
end)

describe("file:write", function()
  after_each(support.cleanup)

  it("returns the file and keeps the data until flush", function()
    local a, b = pair()
    local f = file(a, "w")
    assert.equal(f, f:write("one ", 2, " "):write(2.5):write():write(""))
    nothing_to_read(b)
    assert.equal(f, f:flush())
    assert.equal("one 2 2.5", b:recv(100))
    f:flush()
    nothing_to_read(b)
  end)

  it("accepts bytearrays and views", function()
    local a, b = pair()
    local f = file(a, "w")
    local bytes = socket.bytearray("hello\0world")
    f:write(bytes, bytes:view(1, 2))
    bytes:fill(0)  -- the file has copied the data
    f:flush()
    assert.equal("hello\0worldhe", b:recv(100))
    f:setvbuf("line")
    f:write(socket.bytearray("x"))
    nothing_to_read(b)
    f:write(socket.bytearray("y\n"))
    assert.equal("xy\n", b:recv(100))
  end)

  it("refuses anything else, and then has written nothing", function()
    local a, b = pair()
    local f = file(a, "w", 0)
    local function message(...) return support.error_message(f.write, f, ...) end
    assert.matches("bad argument #1 to 'write' (string, bytearray or view expected, got nil)", message(nil), 1, true)
    assert.matches("bad argument #2 to 'write' (string, bytearray or view expected, got table)",
      message("x", {}), 1, true)
    assert.matches("bad argument #3 to 'write' (string, bytearray or view expected, got boolean)",
      message("x", 1, true), 1, true)
    assert.matches("bad argument #1 to 'write' (string, bytearray or view expected, got socket)", message(a), 1, true)
    local ok, e = pcall(function() f:write(nil) end) local line = this_line()
    assert.is_false(ok)
    assert.matches(line, e, 1, true)
    nothing_to_read(b)
  end)

  it("sends when the buffer is full, as Python's file does", function()
    local python = support.python([[
import socket
a, b = socket.socketpair()
b.setblocking(False)
f = a.makefile("wb", 4)
for data in b"ab", b"cd", b"e", b"fghijkl", b"":
    f.write(data)
    try: print(b.recv(100) and "sent")
    except BlockingIOError: print("kept")
]])
    local a, b = pair()
    b:settimeout(0)
    local f, got = file(a, "w", 4), {}
    for i, data in ipairs{"ab", "cd", "e", "fghijkl", ""} do
      f:write(data)
      got[i] = pcall(b.recv, b, 100) and "sent" or "kept"
    end
    -- Python keeps the byte that does not fit, and then some of the following ones; this module sends all of them.
    assert.same({"kept", "kept", "sent", "sent", "kept"}, got)
    assert.matches("^kept\nkept\nsent\nsent\n", python)
  end)

  it("sends at once when it is unbuffered", function()
    local a, b = pair()
    local f = file(a, "w", 0)
    f:write("x", "y")
    assert.equal("xy", b:recv(100))
  end)

  it("buffers as setvbuf says", function()
    local a, b = pair()
    local f = file(a, "w")
    f:write("before")
    assert.is_true(f:setvbuf("no"))
    assert.equal("before", b:recv(100))
    f:write("x")
    assert.equal("x", b:recv(100))
    assert.is_true(f:setvbuf("line"))
    f:write("line")
    nothing_to_read(b)
    f:write(" one\nand")
    assert.equal("line one\nand", b:recv(100))
    f:write("a", "\n", 1)
    assert.equal("a\n1", b:recv(100))
    f:setvbuf("full")
    f:write("x\n")
    nothing_to_read(b)
    f:setvbuf("full", 2)
    assert.equal("x\n", b:recv(100))
    f:write("ab")
    nothing_to_read(b)
    f:write("c")
    assert.equal("abc", b:recv(100))
    local function message(...) return support.error_message(f.setvbuf, f, ...) end
    assert.matches("bad argument #1 to 'setvbuf' (invalid option 'x')", message("x"), 1, true)
    assert.matches("bad argument #1 to 'setvbuf' (string expected, got nil)", message(), 1, true)
    assert.matches("bad argument #2 to 'setvbuf' (integer expected, got string)", message("no", "x"), 1, true)
    assert.matches("bad argument #2 to 'setvbuf' (the size must not be negative)", message("full", -1), 1, true)
  end)

  it("reads no more than it needs once setvbuf says no", function()
    local a, b = pair()
    local f = file(a, "rw")
    f:setvbuf("no")
    b:sendall("line\nrest")
    assert.equal("line", f:read())
    assert.equal("rest", a:recv(100))
  end)

  it("sends large data whole", function()
    local child = support.spawn_python([[
import hashlib, socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1])
c, _ = s.accept()
h, n = hashlib.sha256(), 0
while data := c.recv(65536):
    h.update(data)
    n += len(data)
print(n, h.hexdigest())
print(hashlib.sha256(b"0123456789abcdef" * 655360 + b"small" + b"x" * 100000).hexdigest())
]])
    do
      local s <close> = socket.create_connection({"127.0.0.1", tonumber(child:line())}, 10)
      local f <close> = s:makefile("w")
      f:write(("0123456789abcdef"):rep(655360)):write("small", ("x"):rep(100000))
    end
    local n, digest = child:expect("^(%d+) (%x+)$")
    assert.equal(16 * 655360 + 5 + 100000, tonumber(n))
    assert.equal(child:line(), digest)
  end)
end)

describe("a write that fails", function()
  after_each(support.cleanup)

  local function receive_all(s)
    local parts = {}
    s:settimeout(0)
    while true do
      local ok, data = pcall(s.recv, s, 65536)
      if not ok or not data then return table.concat(parts) end
      parts[#parts + 1] = data
    end
  end

  it("neither loses a byte nor sends one twice", function()
    for _, timeout in ipairs{0, 0.01} do
      local a, b = pair()
      a:settimeout(timeout)
      local text = ("%07d,"):rep(100000):gsub("%%07d", (function()
        local i = 0
        return function()
          i = i + 1
          return ("%07d"):format(i)
        end
      end)())
      local f = file(a, "w")
      local class = timeout == 0 and "BlockingIOError" or "TimeoutError"
      local e = support.raises(class, f.write, f, text)
      assert.equal("send", e.call)
      local received = receive_all(b)
      assert.equal(#received, e.bytes_sent)
      assert.is_true(e.bytes_sent > 0 and e.bytes_sent < #text)
      local flushes = 0
      repeat
        local ok, failed = pcall(f.flush, f)
        local more = receive_all(b)
        if not ok then assert.equal(#more, failed.bytes_sent) end
        received = received .. more
        flushes = flushes + 1
      until ok
      assert.is_true(flushes > 1)
      received = received .. receive_all(b)
      assert.is_true(received == text)
    end
  end)

  it("keeps what is written while sending fails", function()
    local a, b = pair()
    a:settimeout(0)
    local f = file(a, "w", 0)
    local text = ("x"):rep(1000000)
    support.raises("BlockingIOError", f.write, f, text)
    local e = support.raises("BlockingIOError", f.write, f, "end")
    assert.equal(0, e.bytes_sent)
    local received = ""
    repeat
      received = received .. receive_all(b)
    until pcall(f.flush, f)
    assert.is_true(received .. receive_all(b) == text .. "end")
  end)

  it("sends nothing twice when a hook raises at the end of a system call", function()
    local a, b = pair()
    local f = file(a, "w")
    f:write("once")
    local stop = f[2].drain
    debug.sethook(function()
      if debug.getinfo(2, "f").func == stop then
        debug.sethook()
        error("interrupted")
      end
    end, "r")
    local ok = pcall(f.flush, f)
    debug.sethook()
    assert.is_false(ok)
    f:write(" only"):flush()
    assert.equal("once only", receive_all(b))
  end)

  it("reports that the peer has closed the connection", function()
    local a, b = pair()
    b:close()
    local f = file(a, "w")
    f:write("x")
    local e = support.raises("BrokenPipeError", f.flush, f)
    assert.equal(0, e.bytes_sent)
    assert.equal("send", e.call)
    support.raises("BrokenPipeError", f.close, f)
    assert.is_true(f.closed)
  end)
end)

describe("closing a file", function()
  after_each(support.cleanup)

  local function at_end(s)
    s:settimeout(5)
    return s:recv(1) == nil
  end

  it("sends written data, and can be done twice", function()
    local a, b = pair()
    local f = file(a, "w")
    f:write("bye")
    assert.is_true(f:close())
    assert.equal("bye", b:recv(100))
    assert.is_true(f:close())
    nothing_to_read(b)
  end)

  it("leaves the socket open", function()
    local a, b = pair()
    file(a, "rw"):close()
    a:sendall("x")
    assert.equal("x", b:recv(1))
  end)

  it("closes a socket that was closed before", function()
    local a, b = pair()
    local fd = a:fileno()
    local f = file(a, "rw")
    a:close()
    b:sendall("in")
    assert.equal("in", f:read(2))
    f:write("out"):flush()
    assert.equal("out", b:recv(9))
    nothing_to_read(b)
    assert.is_truthy(support.open_fds()[fd])
    f:close()
    assert.is_true(at_end(b))
    assert.is_nil(support.open_fds()[fd])
    assert.equal(-1, a:fileno())
  end)

  it("closes such a socket with the last file only, however many there are", function()
    local a = pair()
    local fd = a:fileno()
    local f = file(a)
    require "pysocket.core"._io_ref(a, 1 << 16)  -- the same as making that many files
    a:close()
    f:close()
    assert.equal(fd, a:fileno())
    require "pysocket.core"._io_ref(a, -(1 << 16))
    assert.equal(-1, a:fileno())
  end)

  it("closes such a socket with the last file only", function()
    local a, b = pair()
    local files = {file(a), file(a, "w"), file(a, "rw")}
    files[1]:close()
    a:close()
    a:close()
    files[2]:close()
    files[2]:close()
    files[3]:write("still open"):flush()
    assert.equal("still open", b:recv(100))
    files[3]:close()
    assert.is_true(at_end(b))
  end)

  it("happens at the end of the block", function()
    local a, b = pair()
    do
      local f <close> = a:makefile("w")
      f:write("x")
    end
    assert.equal("x", b:recv(9))
    local kept
    assert.has_error(function()
      local f <close> = a:makefile("w")
      kept = f
      f:write("y")
      error("mine", 0)
    end, "mine")
    assert.is_true(kept.closed)
    assert.equal("y", b:recv(9))
  end)

  it("reports an error of sending at the end of the block, but hides no other error", function()
    local a, b = pair()
    b:close()
    local kept
    support.raises("BrokenPipeError", function()
      local f <close> = a:makefile("w")
      kept = f
      f:write("x")
    end)
    assert.is_true(kept.closed)
    assert.has_error(function()
      local f <close> = a:makefile("w")
      kept = f
      f:write("x")
      error("mine", 0)
    end, "mine")
    assert.is_true(kept.closed)
  end)

  it("is done by the garbage collector", function()
    local a, b = pair()
    local fd = a:fileno()
    a:makefile("w"):write("forgotten")
    collectgarbage()
    assert.equal("forgotten", b:recv(100))
    a:makefile("rw"):write("again")
    a:close()
    a = nil  -- luacheck: ignore
    collectgarbage()
    assert.equal("again", b:recv(100))
    assert.is_true(at_end(b))
    assert.is_nil(support.open_fds()[fd])
  end)

  it("neither waits nor raises an error in the garbage collector", function()
    local a, b = pair()
    a:settimeout(0)
    support.raises("BlockingIOError", a.sendall, a, ("x"):rep(50000000))
    a:settimeout(nil)
    a:makefile("w"):write("no room")
    assert.has_no.errors(collectgarbage)  -- without a timeout it would wait for ever
    assert.is_nil(a:gettimeout())
    b:close()
    a:makefile("w"):write("nobody")
    assert.has_no.errors(collectgarbage)
  end)

  it("is done when the state ends", function()
    local server, address = support.listener()
    local child = support.spawn_lua([[
local socket = require "pysocket"
f = socket.create_connection{"127.0.0.1", tonumber(arg[1])}:makefile("w")
f:write("last words")
]], {address.port})
    local conn = support.close_later((server:accept()))
    conn:settimeout(10)
    local f = file(conn)
    assert.equal("last words", f:read("a"))
    local result = child:wait()
    assert.equal(0, result.code)
    assert.equal("", result.stderr)
  end)
end)

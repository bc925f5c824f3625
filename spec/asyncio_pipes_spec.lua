-- asyncio/pipes.lua: connect_read_pipe and connect_write_pipe.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"
local select = require "pysocket.select"
local selectors = require "pysocket.selectors"
local socket = require "pysocket"

local main = tasks.main

-- Returns a file of io.popen that is closed at the end of the case.
local function popen(command, mode)
  local file = assert(io.popen(command, mode))
  support.defer(function()
    if io.type(file) == "file" then file:close() end
  end)
  return file
end

-- Returns a shell command that waits until the function that is also returned is called, and prints "open".
local function gate()
  local path = support.unix_path "gate"
  assert(os.execute("mkfifo " .. path))
  return "timeout 10 head -n 1 " .. path, function()
    local file = assert(io.open(path, "r+"))
    support.defer(file.close, file)
    file:write("open\n"):flush()
  end
end

-- Starts a task that calls f when it has run twice.
local function after_two_turns(f)
  return asyncio.create_task(function()
    asyncio.sleep(0.01)
    asyncio.sleep(0.01)
    f()
  end)
end

local function descriptor(file)
  return require "pysocket.core"._fileno(file)
end

local function is_nonblocking(fd)
  local flags = support.read_file("/proc/self/fdinfo/" .. fd):match "flags:%s*(%d+)"
  return tonumber(flags, 8) & 0x800 ~= 0
end

-- Runs the code in a task of another process. LUA stands for this process in the shell command, which gives it its
-- stdin.
local function with_input(shell, code, ...)
  local path = support.tmpfile(([[
    local asyncio = require "pysocket.asyncio"
    asyncio.run(function()
      %s
    end)]]):format(code), "child.lua")
  local words = support.lua_argv(path)
  for i, word in ipairs(words) do words[i] = "'" .. word .. "'" end
  local result = support.run({"sh", "-c", shell:gsub("LUA", function() return table.concat(words, " ") end)}, ...)
  assert.equal("", result.stderr)
  return result.stdout
end

describe("connect_read_pipe", function()
  after_each(support.cleanup)

  it("reads what a program writes while other tasks run", main(function()
    local wait, open = gate()
    local file = popen("echo one; " .. wait .. " && printf three")
    after_two_turns(open)
    local lines = {}
    local reader = asyncio.connect_read_pipe(file)
    for line in reader:lines() do lines[#lines + 1] = line end
    assert.same({"one", "open", "three"}, lines)
    assert.is_true(reader:at_eof())
    assert.is_nil(reader:read(1))
    assert.is_false(is_nonblocking(descriptor(file)))
    assert.equal("file", io.type(file))  -- the file still belongs to the caller
  end))

  it("returns the data that has arrived, and does not wait for more", main(function()
    local wait, open = gate()
    local reader = asyncio.connect_read_pipe(popen("printf abc; " .. wait))
    assert.equal("abc", reader:read(100))
    open()
    assert.equal("open\n", reader:read(100))
  end))

  it("can be cancelled, and continues later", main(function()
    local wait, open = gate()
    local reader = asyncio.connect_read_pipe(popen(wait))
    assert.is_false(pcall(asyncio.wait_for, function() return reader:read(10) end, 0.02))
    open()
    assert.equal("open\n", reader:read(10))
  end))

  it("begins with what Lua has read ahead", main(function()
    local file = popen "echo one; echo two; echo three"
    assert.equal("one", file:read())
    local reader = asyncio.connect_read_pipe(file)
    assert.equal("two\nthree\n", reader:read())
  end))

  it("reads a regular file, and a descriptor", main(function()
    local text = ("0123456789\n"):rep(50000)
    local path = support.tmpfile(text)
    local file <close> = assert(io.open(path))
    assert.equal(text, asyncio.connect_read_pipe(file):read())
    local again <close> = assert(io.open(path))
    assert.equal(text, asyncio.connect_read_pipe(descriptor(again)):read())
  end))

  it("lets others run while it reads a long file", main(function()
    local file <close> = assert(io.open "/dev/zero")
    local others = 0
    local reader = asyncio.connect_read_pipe(file)
    local other = asyncio.create_task(function()
      for _ = 1, 3 do
        asyncio.sleep(0)
        others = others + 1
      end
    end)
    local deadline = support.now() + 10
    while others < 3 and support.now() < deadline do reader:read(65536) end
    assert.equal(3, others)
    other:await()
  end))

  it("obeys the limit of a line that it is given, as Python's StreamReader does", main(function()
    local asks = {
      function() return asyncio.connect_read_pipe(popen "echo 123456; echo 12", 4) end,
      function() return asyncio.connect_read_pipe(popen "echo 123456; echo 12", {limit = 4}) end,
    }
    for _, ask in ipairs(asks) do
      local reader = ask()
      assert.matches(" limit=4>$", tostring(reader))
      support.raises(asyncio.LimitOverrunError, reader.readline, reader)
      assert.equal("12\n", reader:readline())
    end
    local file = popen "true"
    support.assert_raises("bad argument #2 to 'connect_read_pipe' (Limit cannot be <= 0)",
      asyncio.connect_read_pipe, file, 0)
    support.assert_raises("bad argument #2 to 'connect_read_pipe' (integer expected, got string)",
      asyncio.connect_read_pipe, file, "4")
    support.assert_raises("'limits'", asyncio.connect_read_pipe, file, {limits = 4})
  end))

  it("raises the error of the system", main(function()
    local file <close> = assert(io.open(support.tmpdir() .. "/only-written", "w"))
    local reader = asyncio.connect_read_pipe(file)
    local e = support.raises("OSError", reader.read, reader, 1)
    assert.equal("read", e.call)
    assert.equal(9, e.errno)  -- EBADF
  end))

  it("refuses an argument that is not a file", main(function()
    local s = support.socket()
    local closed = popen "true"
    closed:close()
    for _, connect in ipairs{"connect_read_pipe", "connect_write_pipe"} do
      local prefix = "bad argument #1 to '" .. connect .. "' "
      for _, case in ipairs{{s, "(file expected, got socket; write asyncio.open_connection{sock = s})"},
                            {{fileno = function() return 0 end},
                             "(table has a method 'fileno', but no method 'close')"},
                            {nil, "(descriptor expected: an integer, or an object with a fileno method)"},
                            {-1, "(descriptor is negative: it is closed, or not a descriptor)"},
                            {closed, "(descriptor is negative: it is closed, or not a descriptor)"}} do
        local message = support.error_message(asyncio[connect], case[1])
        assert.is_truthy(message:find(prefix .. case[2], 1, true), message)
      end
    end
  end))

  it("reads the stdin of a program, even if other processes share it", function()
    local out = with_input([[(printf 'one\ntwo\n'; sleep 0.1; echo three) | LUA]], [[
      print("first", io.read())
      for line in asyncio.connect_read_pipe(io.stdin):lines() do print(line) end]])
    assert.equal("first\tone\ntwo\nthree\n", out)
    assert.equal("3\t\n", with_input("LUA < /etc/hostname", [[
      local data = asyncio.connect_read_pipe(io.stdin):read()
      print(#data > 0 and 3 or 0, "")]]))
    assert.equal("nil\n", with_input("LUA < /dev/null", "print(asyncio.connect_read_pipe(io.stdin):read(1))"))
  end)

  support.terminal_it(it, pending)("reads a terminal, line by line, and leaves it as it is", function()
    local terminal = support.pty(support.lua_argv(support.tmpfile([[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        local reader, writer = asyncio.connect_read_pipe(io.stdin), asyncio.connect_write_pipe(io.stdout)
        local function say(text)
          writer:write(text .. "\n")
          writer:drain()
        end
        say "ready"
        for line in reader:lines() do say("<" .. line .. ">") end
        local flags = io.open("/proc/self/fdinfo/0"):read("a"):match "flags:%s*(%d+)"
        say("nonblocking " .. (tonumber(flags, 8) & 0x800))
      end)]], "terminal.lua")))
    terminal:expect "ready"
    terminal:send "hello\n"
    terminal:expect "<hello>"
    terminal:send "again\n"
    terminal:expect "<again>"
    terminal:ctrl "d"
    terminal:expect "nonblocking 0"
    terminal:wait()
  end)
end)

describe("connect_write_pipe", function()
  after_each(support.cleanup)

  it("writes to a program, and only its task waits while the program does not read", main(function()
    local path = support.tmpdir() .. "/out"
    local wait, open = gate()
    local file = popen(wait .. " >/dev/null && cat > " .. path, "w")
    file:write "before "
    local writer = asyncio.connect_write_pipe(file)
    after_two_turns(open)
    local text = ("0123456789"):rep(50000)
    writer:write(text)
    writer:set_write_buffer_limits(0)
    writer:drain()
    assert.is_false(is_nonblocking(descriptor(file)))
    writer:close()
    writer:wait_closed()
    assert.equal("closed file", io.type(file))
    assert.equal("before " .. text, support.read_file(path))
  end))

  it("writes a regular file, and a descriptor", main(function()
    local path = support.tmpdir() .. "/out"
    local text = ("x"):rep(300000)
    local writer = asyncio.connect_write_pipe(assert(io.open(path, "w")))
    writer:write(text)
    assert.equal("file", io.type(writer:get_extra_info "pipe"))
    assert.is_nil(writer:get_extra_info "socket")
    writer:close()
    writer:wait_closed()
    assert.equal(text, support.read_file(path))
    local file = assert(io.open(path, "a"))
    local copy = socket.dup(descriptor(file))
    file:close()
    support.settle()
    local before = support.count_fds()
    do
      local appended <close> = asyncio.connect_write_pipe(copy)
      appended:write "y"
    end
    assert.equal(before - 1, support.count_fds())
    assert.equal(text .. "y", support.read_file(path))
  end))

  it("ends the pipe with write_eof", main(function()
    local path = support.tmpdir() .. "/out"
    local writer = asyncio.connect_write_pipe(popen("cat > " .. path, "w"))
    writer:write "all"
    writer:write_eof()
    assert.is_true(writer:is_closing())
    writer:wait_closed()  -- it used to wait for ever
    assert.equal("all", support.read_file(path))
    support.raises("ConnectionResetError", writer.drain, writer)
    local message = support.error_message(function() writer:write "x" end)
    assert.matches("Cannot call write() after write_eof()", message, 1, true)
  end))

  -- It used to be "bad argument #2 to '?'".
  it("raises the error of the descriptor if the program has closed the file", main(function()
    local input, output = popen("cat", "r"), popen("cat", "w")
    local reader, writer = asyncio.connect_read_pipe(input), asyncio.connect_write_pipe(output)
    input:close()
    output:close()
    local e = support.raises("OSError", reader.read, reader)
    assert.same({errno.EBADF, "read"}, {e.errno, e.call})
    writer:write "x"
    e = support.raises("OSError", writer.drain, writer)
    assert.same({errno.EBADF, "write"}, {e.errno, e.call})
  end))

  it("raises BrokenPipeError when no process reads, without a signal", main(function()
    local writer = asyncio.connect_write_pipe(popen("true", "w"))
    local e
    support.wait_until(function()
      local ok, raised = pcall(function()
        writer:write(("x"):rep(100000))
        writer:drain()
      end)
      e = not ok and raised
      asyncio.sleep(0.01)
      return e
    end)
    assert.is_true(socket.isinstance(e, socket.BrokenPipeError), tostring(e))
    assert.equal("write", e.call)
  end))

  it("does not close the standard files", function()
    assert.equal("from the task\nafter it\n", with_input("LUA", [[
      local writer <close> = asyncio.connect_write_pipe(io.stdout)
      writer:write "from the task\n"
      writer:close()
      writer:wait_closed()
      print "after it"]]))
  end)
end)

local REMEDY = 'call file:setvbuf("no") before the first read'

describe("select", function()
  after_each(support.cleanup)

  it("reports that Lua has read ahead of a file, which it would not see", function()
    local file = popen "printf 'one\\ntwo\\n'"  -- a single write, so that Lua buffers both lines
    assert.equal("one", file:read())
    local message = support.error_message(select.select, {file}, {}, {}, 0)
    assert.matches("bad argument #1", message, 1, true)
    assert.matches(REMEDY, message, 1, true)
    assert.equal("two", file:read())
    assert.equal(1, #select.select({file}, {}, {}, 1))  -- readable: the end of the file
  end)

  it("sees all of a file that is not buffered", function()
    local file = popen "echo one; echo two"
    file:setvbuf "no"
    assert.equal("one", file:read())
    assert.equal(1, #select.select({file}, {}, {}, 5))
    assert.equal("two", file:read())
  end)
end)

-- By name: how to make an object with which files are registered, and how to wait with it.
local REGISTERS = {
  poll = {make = select.poll, events = select.POLLIN, other = select.POLLPRI,
    wait = function(p) return p:poll(5000) end},
  epoll = {make = select.epoll, events = select.EPOLLIN, other = select.EPOLLPRI,
    wait = function(p) return p:poll(5) end},
}
for _, name in ipairs{"SelectSelector", "PollSelector", "EpollSelector"} do
  REGISTERS[name] = {make = selectors[name], events = selectors.EVENT_READ, other = selectors.EVENT_WRITE,
    wait = function(sel) return sel:select(5) end}
end

for name, way in pairs(REGISTERS) do
  describe(name, function()
    after_each(support.cleanup)

    it("reports when it waits that Lua has read ahead of a file", function()
      local file, object = popen "printf 'one\\ntwo\\n'", way.make()
      object:register(file, way.events)
      assert.equal(1, #way.wait(object))
      assert.equal("one", file:read())
      support.assert_raises(REMEDY, way.wait, object)
      assert.matches("^spec/", support.error_message(function() way.wait(object) end))
      assert.equal("two", file:read())
      assert.equal(1, #way.wait(object))  -- readable: the end of the file
    end)

    it("reports this when the file is registered", function()
      local file, object = popen "printf 'one\\ntwo\\n'", way.make()
      assert.equal("one", file:read())
      for _ = 1, 2 do
        local message = support.error_message(function() object:register(file, way.events) end)
        assert.matches("^spec/[^ ]+ bad argument #1 to 'register' %(Lua has read ahead of this file", message)
        assert.matches(REMEDY, message, 1, true)
      end
      assert.equal("two", file:read())
      object:register(file, way.events)
      assert.equal(1, #way.wait(object))
    end)

    it("ignores a file that it does not wait for", function()
      local file, object = popen "printf 'one\\ntwo\\n'", way.make()
      local a, b = support.socketpair()
      a:send "x"
      object:register(b, way.events)
      object:register(file, way.events)
      assert.equal("one", file:read())
      object:unregister(file)
      assert.equal(1, #way.wait(object))
      local output = popen("cat >/dev/null", "w")
      object:register(output, way.other)
      object:unregister(output)
      assert.equal(1, #way.wait(object))
    end)

    it("sees all of a file that is not buffered", function()
      local file, object = popen "echo one; echo two", way.make()
      file:setvbuf "no"
      object:register(file, way.events)
      for _, line in ipairs{"one", "two"} do
        assert.equal(1, #way.wait(object))
        assert.equal(line, file:read())
      end
    end)
  end)
end

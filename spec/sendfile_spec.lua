-- sendfile: all kinds of files, their position afterwards, one timeout for the whole call, and no SIGPIPE.
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"
local socket = require "pysocket"
local select = require "pysocket.select"
local support = require "spec.support"
local tasks = require "spec.support.tasks"

local MiB = 1 << 20

local pair = support.socketpair

local function opened(path, mode)
  local f = assert(io.open(path, mode or "rb"))
  support.defer(function() return io.type(f) == "file" and f:close() end)
  return f
end

local function file(content)
  return opened(support.tmpfile(content))
end

-- Returns a large file of zeros that takes no disk space.
local function sparse(size)
  local path = support.unix_path "sparse"
  local f = opened(path, "w+b")
  f:seek("set", size - 1)
  f:write("\0")
  f:flush()
  return f, path
end

local function popen(command)
  local p = assert(io.popen(command))
  support.defer(function() return io.type(p) == "file" and p:close() end)
  return p
end

-- Returns data whose period differs from the length of any buffer.
local function numbers(size)
  local parts = {}
  for i = 1, 8191 do parts[i] = ("%7d\n"):format(i) end
  local block = table.concat(parts)
  return block:rep(size // #block + 1):sub(1, size)
end

-- Receives everything until the other end closes.
local function rest(s)
  local parts = {}
  for data in function() return s:recv(MiB) end do parts[#parts + 1] = data end
  return table.concat(parts)
end

-- Starts a Python process that connects to this one and runs `code` with `s` as its socket.
local function peer(code, ...)
  local server, address = support.listener()
  local child = support.spawn_python("import socket, sys, time\ns = socket.create_connection((\"127.0.0.1\", " ..
    "int(sys.argv[1])))\n" .. code, {address[2], ...})
  return support.close_later((server:accept())), child
end

local assert_raises = support.assert_raises

describe("socket:sendfile in a task", function()
  after_each(support.cleanup)

  -- It used to send what came over the connection that got the number of the descriptor.
  for _, kind in ipairs{"a socket", "an object"} do
    it("ends if another task closes the source: " .. kind, tasks.main(function()
      local out, there = support.socketpair()
      local source = support.socketpair()
      local given = kind == "a socket" and source or {fileno = function() return source:fileno() end}
      local relay = asyncio.create_task(out.sendfile, out, given)
      tasks.turns()
      source:close()
      local other, sender = support.socketpair()
      sender:sendall "a secret"
      assert.equal(errno.EBADF, support.raises("OSError", relay.await, relay).errno)
      assert.equal("a secret", other:recv(100))
      there:settimeout(0)
      support.raises("BlockingIOError", there.recv, there, 1)
    end))
  end
end)

-- Returns a descriptor that no Lua object owns.
local function descriptor(f)
  local a, b = socket.socketpair()
  socket.send_fds(a, {"x"}, {f})
  local _, fds = socket.recv_fds(b, 1, 1)
  a:close()
  b:close()
  support.defer(socket.close, fds[1])
  return fds[1]
end

local function position(fd)
  return tonumber(support.read_file("/proc/self/fdinfo/" .. fd):match("pos:%s*(%d+)"))
end

describe("sendfile", function()
  after_each(support.cleanup)

  it("sends a whole file from its start, whatever its position", function()
    local content = numbers(20 * MiB) .. "end"
    local path = support.tmpfile(content)
    local f = opened(path)
    f:read(100)
    local conn, child = peer([[
data = b""
parts = []
while data := s.recv(1 << 20):
    parts.append(data)
print(b"".join(parts) == open(sys.argv[2], "rb").read())
]], path)
    assert.equal(#content, conn:sendfile(f))
    conn:close()
    assert.equal(#content, f:seek())
    assert.is_nil(f:read(1))
    local result = child:wait()
    assert.equal("True\n", result.stdout, result.stderr)
  end)

  it("sends the requested part, and sets the position after it", function()
    local a, b = pair()
    local f = file "0123456789"
    assert.equal(3, a:sendfile(f, 2, 3))
    assert.equal("234", b:recv(100))
    assert.equal("56", f:read(2))
    assert.equal(2, a:sendfile(f, nil, 2))
    assert.equal("01", b:recv(100))
    assert.equal("2", f:read(1))
    assert.equal(4, a:sendfile(f, {offset = 6}))
    assert.equal("6789", b:recv(100))
    assert.equal(1, a:sendfile(f, {offset = 1, count = 1}))
    assert.equal("1", b:recv(100))
    assert.equal(10, a:sendfile(f, 0.0, 1e9))
    assert.equal("0123456789", b:recv(100))
  end)

  it("has the same result, data and position as in Python", function()
    local cases = {}
    -- Python's offsets and counts have as many bits as a pointer.
    local huge = ("T"):packsize() == 8 and 1 << 40 or 1 << 30
    for _, content in ipairs{"", "x", "0123456789"} do
      for _, offset in ipairs{0, 1, 3, 9, 10, 11, huge} do
        for _, count in ipairs{0, 1, 5, 10, 11, huge} do -- 0 means that no count is given
          cases[#cases + 1] = ("%s,%d,%d"):format(content, offset, count)
        end
      end
    end
    local python = support.python([[
import socket, sys, tempfile
for case in sys.argv[1:]:
    content, offset, count = case.split(",")
    with tempfile.TemporaryFile() as f:
        f.write(content.encode())
        f.seek(3)
        a, b = socket.socketpair()
        sent = a.sendfile(f, int(offset), int(count) or None)
        a.close()
        print(case, sent, b.recv(100).decode(), f.tell())
]], cases)
    local lines = {}
    local path = support.unix_path "f"
    for _, case in ipairs(cases) do
      local content, offset, count = case:match("^(.*),(.*),(.*)$")
      local f <close> = io.open(path, "w+b")
      f:write(content)
      f:seek("set", 3)
      local a, b <close> = socket.socketpair()
      local sent = a:sendfile(f, math.tointeger(offset), count ~= "0" and math.tointeger(count) or nil)
      a:close()
      lines[#lines + 1] = ("%s %d %s %d\n"):format(case, sent, b:recv(100) or "", f:seek())
    end
    assert.equal(python, table.concat(lines))
  end)

  it("accepts offsets and counts of more than 32 bits", function()
    local a, b = pair()
    local f = file "0123456789"
    for _, huge in ipairs{(1 << 32) + 1, 1 << 40} do
      assert.equal(0, a:sendfile(f, huge))
      assert.equal(8, a:sendfile(f, 2, huge))
      assert.equal("23456789", b:recv(100))
    end
  end)

  it("sends data that was written and not yet flushed", function()
    local a, b = pair()
    local f = opened(support.unix_path "f", "w+b")
    f:write("hello")
    assert.equal(5, a:sendfile(f))
    assert.equal("hello", b:recv(100))
    f:write(" world")
    assert.equal(6, a:sendfile(f, 5))
    assert.equal(" world", b:recv(100))
  end)

  it("uses the sendfile system call", function()
    local reason = support.strace_missing()
    if reason then return pending(reason) end
    local trace = support.unix_path "trace"
    local script = support.tmpfile([[
      local socket = require "pysocket"
      local a, b = socket.socketpair()
      print(a:sendfile(io.open(arg[1]), 2, 3))
    ]], "script.lua")
    local result = support.run(support.strace({"-e", "trace=/^sendfile,/^send,read", "-o", trace},
      support.lua_argv(script, support.tmpfile "a file's content")))
    assert.equal("3\n", result.stdout, result.stderr)
    local calls = support.read_file(trace)
    local _, count = calls:gsub("sendfile%d*%(", "")
    assert.equal(1, count, calls)
    -- Depending on its version, strace prints the new offset as [2] => [5] or as [2 => 5].
    assert.is_truthy(calls:find("sendfile%d*%(%d+, %d+, %[2%]? => %[?5%], 3%) += 3"), calls)
    assert.is_nil(calls:find "sendt?o?%(")
  end)
end)

describe("sendfile of other things than files", function()
  after_each(support.cleanup)

  it("accepts a descriptor, and an object that has one", function()
    local a, b = pair()
    local fd = descriptor(file "0123456789")
    assert.equal(10, a:sendfile(fd))
    assert.equal("0123456789", b:recv(100))
    assert.equal(10, position(fd))
    assert.equal(2, a:sendfile(fd, 3, 2))
    assert.equal("34", b:recv(100))
    assert.equal(5, position(fd))
    local object = {fileno = function() return fd end}
    assert.equal(2, a:sendfile(object, 6, 2))
    assert.equal("67", b:recv(100))
    assert.equal(8, position(fd))
    local sought
    function object.seek(self, whence, offset) sought = {self, whence, offset} end
    assert.equal(2, a:sendfile(object, 1, 2))
    assert.equal("12", b:recv(100))
    assert.same({object, "set", 3}, sought)
  end)

  it("reads what sendfile(2) cannot: popen, a FIFO, a pipe's descriptor, /proc", function()
    local a, b = pair()
    assert.equal(6, a:sendfile(popen "printf abcdef"))
    assert.equal("abcdef", b:recv(100))
    local p = popen "printf abcdef"
    assert.equal("a", p:read(1))
    assert.equal(3, a:sendfile(p, 0, 3)) -- from its current position
    assert.equal("bcd", b:recv(100))
    assert.equal("ef", p:read("a"))
    local fifo = support.unix_path "fifo"
    os.execute(("mkfifo %s; printf fifo >%s &"):format(fifo, fifo))
    assert.equal(4, a:sendfile(opened(fifo)))
    assert.equal("fifo", b:recv(100))
    assert.equal(5, a:sendfile(descriptor(popen "printf piped")))
    assert.equal("piped", b:recv(100))
    local comm = support.read_file "/proc/self/comm"
    assert.equal(#comm, a:sendfile(opened "/proc/self/comm"))
    assert.equal(comm, b:recv(100))
    assert.equal(0, a:sendfile(popen "true"))
    assert.equal(0, a:sendfile(opened "/dev/null"))
  end)

  it("reads a lot of data, and sends it all in order", function()
    local path = support.tmpfile(numbers(3 * MiB))
    for _, source in ipairs{
      function() return popen("cat " .. path) end,
      function() return descriptor(popen("cat " .. path)) end,
      function()
        local f = opened(path)
        return {read = function(_, n) return f:read(n) end}
      end,
    } do
      local conn, child = peer([[
parts = []
while data := s.recv(1 << 16):
    parts.append(data)
print(b"".join(parts) == open(sys.argv[2], "rb").read())
]], path)
      assert.equal(3 * MiB, conn:sendfile(source()))
      conn:close()
      local result = child:wait()
      assert.equal("True\n", result.stdout, result.stderr)
    end
  end)

  it("accepts any object with a read method", function()
    local a, b = pair()
    local asked = {}
    local blocks = {"one", socket.bytearray("two"), socket.bytearray("xthreex"):view(2, 6), ""}
    local object = {read = function(_, n)
      asked[#asked + 1] = n
      return table.remove(blocks, 1)
    end}
    assert.equal(11, a:sendfile(object, 0, 100))
    assert.equal("onetwothree", b:recv(100))
    assert.same({100, 97, 94, 89}, asked)

    -- An object with seek is left at the position after the data, and the offset is an absolute position.
    local text, at = "0123456789", 4
    local seekable = {}
    function seekable.read(_, n)
      local data = text:sub(at + 1, at + n)
      at = at + #data
      return data
    end
    function seekable.seek(_, whence, offset)
      if whence == "set" then at = offset end
      return at
    end
    assert.equal(3, a:sendfile(seekable, nil, 3))
    assert.equal("456", b:recv(100))
    assert.equal(7, at)
    assert.equal(2, a:sendfile(seekable, 1, 2))
    assert.equal("12", b:recv(100))
    assert.equal(3, at)
    assert.equal(7, a:sendfile(seekable))
    assert.equal("3456789", b:recv(100))
    assert.equal(0, a:sendfile(seekable))
  end)

  it("relays from another socket's file", function()
    local a, b = pair()
    local c, d = pair()
    local from <close> = b:makefile("rb")
    a:sendall("0123456789")
    assert.equal("01", from:read(2))
    a:close()
    assert.equal(8, c:sendfile(from))
    assert.equal("23456789", d:recv(100))
  end)
end)

describe("sendfile when it is misused", function()
  after_each(support.cleanup)

  it("is for blocking stream sockets", function()
    local f = file "x"
    local a, b = pair()
    assert_raises("only SOCK_STREAM type sockets are supported", function() support.udp_socket():sendfile(f) end)
    a:setblocking(false)
    assert_raises("non-blocking sockets are not supported", function() a:sendfile(f) end)
    a:settimeout(1)
    assert.equal(1, a:sendfile(f))
    a:close()
    local e = support.raises("OSError", a.sendfile, a, f)
    assert.same({9, "sendfile", 0}, {e.errno, e.call, e.bytes_sent})
    assert.equal(1, f:seek()) -- unchanged since the call before
    b:close()
    assert_raises("bad argument #1 to 'sendfile' (socket expected, got number)", socket.socket.sendfile, 1, f)
  end)

  -- The script fuzzer found that it reported a line of the module itself.
  it("reports the error of a fileno method, at the line of the call or of the method", function()
    local a = pair()
    local epoll = select.epoll()
    epoll:close()
    assert.matches("^[^\n]*sendfile_spec%.lua:%d+: I/O operation on closed epoll object$",
      support.error_message(function() a:sendfile(epoll) end))
    assert.matches("^[^\n:]*sendfile_spec%.lua:%d+: mine$", support.error_message(function()
      a:sendfile{fileno = function() error "mine" end}
    end))
    local object = {}
    local ok, raised = pcall(a.sendfile, a, {fileno = function() error(object) end})
    assert.is_false(ok)
    assert.equal(object, raised)
  end)

  it("explains what is wrong with its arguments", function()
    local a, b = pair()
    local f = file "x"
    local closed = file ""
    closed:close()
    for _, wrong in ipairs{"path", true, {}, print, 1.5} do
      assert_raises("bad argument #1 to 'sendfile' (", function() a:sendfile(wrong) end)
    end
    assert_raises("bad argument #1 to 'sendfile' (file, descriptor or object with a read or fileno method " ..
      "expected, got string)", function() a:sendfile("path") end)
    assert_raises("bad argument #1 to 'sendfile' (file, descriptor or object with a read or fileno method " ..
      "expected, got nil)", function() a:sendfile() end)
    -- The script fuzzer found this: fields that are not functions do not count as methods.
    assert_raises("bad argument #1 to 'sendfile' (file, descriptor or object with a read or fileno method " ..
      "expected, got table)", function() a:sendfile{read = 1, fileno = 2, seek = 3} end)
    assert_raises("bad argument #1 to 'sendfile' (the file is closed)", function() a:sendfile(closed) end)
    assert_raises("bad argument #1 to 'sendfile' (the descriptor must be an integer", function() a:sendfile(-1) end)
    assert_raises("bad argument #2 to 'sendfile' (integer expected, got string)", function() a:sendfile(f, "1") end)
    assert_raises("bad argument #2 to 'sendfile' (integer expected, got number)", function() a:sendfile(f, 1.5) end)
    assert_raises("bad argument #2 to 'sendfile' (offset must not be negative (got -1))",
      function() a:sendfile(f, -1) end)
    for _, count in ipairs{0, -1, 1.5, "1", true} do
      assert_raises(("bad argument #3 to 'sendfile' (count must be a positive integer (got %s))"):format(
        tostring(count)), function() a:sendfile(f, 0, count) end)
    end
    assert_raises("unexpected keyword 'size'", function() a:sendfile(f, {size = 1}) end)
    assert_raises("bad argument #2 to 'sendfile' (the file has no seek method)",
      function() a:sendfile({read = function() end}, 1) end)
    b:setblocking(false)
    support.raises("BlockingIOError", b.recv, b, 1) -- nothing was sent
  end)

  it("reports the error of the file's system call at the user's line", function()
    local a = pair()
    local e = support.raises("IsADirectoryError", function() a:sendfile(opened "/") end)
    assert.same({"sendfile", 0}, {e.call, e.bytes_sent})
    assert.is_truthy(tostring(e):find("sendfile_spec.lua:%d+: IsADirectoryError: %[Errno 21%] Is a directory"))
    assert.equal(29, support.raises("OSError", a.sendfile, a, popen "true", 1).errno) -- ESPIPE
    local unreadable = opened(support.unix_path "w", "w")
    e = support.raises("OSError", a.sendfile, a, unreadable)
    assert.equal(9, e.errno)
    assert.is_truthy(tostring(e):find("or the file is not open for reading", 1, true))
    assert.equal(9, support.raises("OSError", a.sendfile, a, 1000000).errno)
    assert_raises("broken disk", function() a:sendfile{read = function() error "broken disk" end} end)
    assert_raises("odd failure", function() a:sendfile{read = function() return nil, "odd failure" end} end)
    for _, data in ipairs{42, true, {"x"}} do
      local ok, message = pcall(a.sendfile, a, {read = function() return data end})
      assert.is_false(ok)
      assert.matches("sendfile_spec%.lua:%d+: bad argument #1 to 'sendfile' %(its read method returned a ", message)
    end
  end)

  it("leaks no descriptor", function()
    local a, b = pair()
    local f = file "x"
    support.settle()
    local before = support.count_fds()
    for _ = 1, 10 do
      a:sendfile(f)
      pcall(a.sendfile, a, -1)
      a:sendfile{read = function() end}
    end
    assert.equal(before, support.count_fds())
    assert.equal("xxxxxxxxxx", b:recv(100))
  end)
end)

describe("sendfile's timeout", function()
  after_each(support.cleanup)

  -- Checks that f raises TimeoutError after this number of seconds; returns the error.
  local function timed_out(seconds, f)
    local start = support.now()
    local e = support.raises("TimeoutError", f)
    local took = support.now() - start
    assert.is_true(took > seconds - 0.02 and took < seconds + 5, took)
    assert.equal("sendfile", e.call)
    return e
  end

  it("ends it if the peer does not read, and reports how much was sent", function()
    local a, b = pair()
    local f = sparse(64 * MiB)
    a:settimeout(0.2)
    local e = timed_out(0.2, function() a:sendfile(f, 10) end)
    assert.is_true(e.bytes_sent > 0)
    assert.equal(10 + e.bytes_sent, f:seek())
    a:close()
    assert.equal(e.bytes_sent, #rest(b))
  end)

  it("ends it in the same way when it reads and sends", function()
    local a, b = pair()
    local at = 0
    local endless = {
      read = function(_, n)
        at = at + n
        return ("x"):rep(n)
      end,
      seek = function(_, whence, offset)
        if whence == "set" then at = offset end
        return at
      end,
    }
    a:settimeout(0.2)
    local e = timed_out(0.2, function() a:sendfile(endless) end)
    assert.is_true(e.bytes_sent > 0)
    assert.equal(e.bytes_sent, at) -- seeks back over what was read but not sent
    a:close()
    assert.equal(e.bytes_sent, #rest(b))
  end)

  -- Python's timeout starts again with every piece.
  it("bounds the whole call, however steadily the peer reads", function()
    local slow = [[
while data := s.recv(1 << 18):
    time.sleep(0.01)
]]
    local f = sparse(256 * MiB)
    local endless = {read = function(_, n) return ("x"):rep(n) end}
    for _, source in ipairs{f, endless} do
      local conn = peer(slow)
      conn:settimeout(0.5)
      local e = timed_out(0.5, function() conn:sendfile(source) end)
      assert.is_true(e.bytes_sent > 0)
    end
  end)

  -- A call that never had to wait for its peer used to ignore its timeout.
  it("bounds the whole call, however slowly the file is read", function()
    local a = pair()
    a:settimeout(0.2)
    local e = timed_out(0.2, function()
      a:sendfile{read = function()
        local start = support.now()
        repeat until support.now() > start
        return "x"
      end}
    end)
    assert.is_true(e.bytes_sent > 0)
  end)

  it("also limits a pipe that has no data", function()
    local a, b = pair()
    local path = support.unix_path "fifo"
    os.execute("mkfifo " .. path)
    local fifo = opened(path, "r+b") -- opened for writing as well, so that it never ends
    fifo:write "begin"
    fifo:flush()
    local fd = descriptor(fifo)
    a:settimeout(0.2)
    local e = timed_out(0.2, function() a:sendfile(fd) end)
    assert.equal(5, e.bytes_sent)
    assert.equal("begin", b:recv(100))
  end)

  it("has no effect if the peer reads in time", function()
    local content = numbers(8 * MiB)
    local conn, child = peer([[
total = 0
while data := s.recv(1 << 20):
    total += len(data)
print(total)
]])
    conn:settimeout(10)
    assert.equal(8 * MiB, conn:sendfile(file(content)))
    conn:close()
    assert.equal(8 * MiB .. "\n", child:wait().stdout)
  end)
end)

describe("sendfile and signals", function()
  after_each(support.cleanup)

  -- Runs in a child process where SIGPIPE has its default action, which terminates the process.
  local PRELUDE = [[
    local socket = require "pysocket"
    local function status(field)
      for line in io.lines "/proc/self/status" do
        local value = line:match("^" .. field .. ":%s*(%x+)")
        if value then return tonumber(value, 16) end
      end
    end
    local SIGPIPE = 1 << 12
    local function bit(field) return status(field) & SIGPIPE ~= 0 end
    local f = io.open(arg[1])
  ]]

  it("raises BrokenPipeError and never SIGPIPE", function()
    local out = support.lua(PRELUDE .. [[
      assert(not bit "SigIgn" and not bit "SigCgt")
      local a, b = socket.socketpair()
      b:close()
      for _, source in ipairs{f, {read = function() return "x" end}} do
        local ok, e = pcall(a.sendfile, a, source)
        print(ok, socket.isinstance(e, socket.BrokenPipeError), e.bytes_sent)
      end
      print(f:seek(), bit "SigBlk", bit "SigPnd", bit "ShdPnd", bit "SigIgn", bit "SigCgt")
    ]], {support.tmpfile "content"})
    assert.equal("false\ttrue\t0\nfalse\ttrue\t0\n0\tfalse\tfalse\tfalse\tfalse\tfalse\n", out)
  end)

  -- In this case the kernel has sent some data before it raises SIGPIPE for the rest.
  it("survives a peer that closes in the middle of a system call", function()
    local _, path = sparse(64 * MiB)
    for _, family in ipairs{"AF_UNIX", "AF_INET"} do
      local server = support.socket(socket[family])
      server:bind(family == "AF_UNIX" and support.unix_path() or {"127.0.0.1", 0})
      server:listen()
      local address = server:getsockname()
      local child = support.spawn_lua(PRELUDE .. [[
        local a = socket.socket(socket[arg[2] ])
        a:connect(arg[4] and {arg[3], math.tointeger(arg[4])} or arg[3])
        local ok, e = pcall(a.sendfile, a, f)
        print(ok, socket.isinstance(e, socket.ConnectionError), e.bytes_sent == f:seek(), e.bytes_sent > 1 << 20)
        print(bit "SigBlk", bit "SigPnd", bit "ShdPnd")
      ]], {path, family, family == "AF_UNIX" and address or address[1], family == "AF_INET" and address[2] or nil})
      local conn = support.close_later((server:accept()))
      local buffer, seen = socket.bytearray(65536), 0
      while seen < 4 * MiB do seen = seen + conn:recv_into(buffer) end
      conn:close()
      local result = child:wait()
      assert.equal("false\ttrue\ttrue\ttrue\nfalse\tfalse\tfalse\n", result.stdout, result.stderr)
      assert.equal(0, result.code)
    end
  end)

  it("leaves a pending SIGPIPE alone", function()
    local script = support.tmpfile(PRELUDE .. [[
      assert(bit "SigBlk" and bit "SigPnd")
      local a, b = socket.socketpair()
      b:close()
      local ok, e = pcall(a.sendfile, a, f)
      print(ok, socket.isinstance(e, socket.BrokenPipeError), bit "SigBlk", bit "SigPnd")
    ]], "script.lua")
    local out = support.python([[
import os, signal, sys, threading
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
signal.pthread_kill(threading.get_ident(), signal.SIGPIPE)
os.execvp(sys.argv[1], sys.argv[1:])
]], support.lua_argv(script, support.tmpfile "content"))
    assert.equal("false\ttrue\ttrue\ttrue\n", out)
  end)

  it("is ended by Ctrl-C, and the position of the file is right", function()
    local _, path = sparse(64 * MiB)
    local child = support.spawn_lua([[
      local socket = require "pysocket"
      local a, b = socket.socketpair()
      local f = io.open(arg[1])
      print "ready" io.stdout:flush()
      print(pcall(a.sendfile, a, f))
      local at = f:seek()
      a:shutdown(socket.SHUT_WR)
      local total = 0
      for data in function() return b:recv(1 << 20) end do total = total + #data end
      print(at > 0, at == total)
    ]], {path})
    child:expect "^ready$"
    child:wait_blocked()
    child:kill "INT"
    local result = child:wait()
    assert.is_truthy(result.stdout:find("^false\t[^\n]*interrupted!"), result.stdout .. result.stderr)
    assert.is_truthy(result.stdout:find("\ntrue\ttrue\n"), result.stdout .. result.stderr)
  end)
end)

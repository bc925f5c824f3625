-- base/error.c, base/exception.c and base/hint.c: the tree of classes, the class for each errno, the fields of an
-- error, how it prints, and that it names the user's line.
local support = require "spec.support"
local errno = require "pysocket.errno"
local socket = require "pysocket"

local BASES = {
  OSError = "Exception",
  BlockingIOError = "OSError",
  ChildProcessError = "OSError",
  ConnectionError = "OSError",
  BrokenPipeError = "ConnectionError",
  ConnectionAbortedError = "ConnectionError",
  ConnectionRefusedError = "ConnectionError",
  ConnectionResetError = "ConnectionError",
  FileExistsError = "OSError",
  FileNotFoundError = "OSError",
  InterruptedError = "OSError",
  IsADirectoryError = "OSError",
  NotADirectoryError = "OSError",
  PermissionError = "OSError",
  ProcessLookupError = "OSError",
  TimeoutError = "OSError",
  gaierror = "OSError",
  herror = "OSError",
}

-- The classes of PEP 3151.
local CLASS_OF = {
  EAGAIN = "BlockingIOError", EALREADY = "BlockingIOError", EINPROGRESS = "BlockingIOError",
  EWOULDBLOCK = "BlockingIOError",
  ECHILD = "ChildProcessError",
  EPIPE = "BrokenPipeError", ESHUTDOWN = "BrokenPipeError",
  ECONNABORTED = "ConnectionAbortedError",
  ECONNREFUSED = "ConnectionRefusedError",
  ECONNRESET = "ConnectionResetError",
  EEXIST = "FileExistsError",
  ENOENT = "FileNotFoundError",
  EINTR = "InterruptedError",
  EISDIR = "IsADirectoryError",
  ENOTDIR = "NotADirectoryError",
  EACCES = "PermissionError", EPERM = "PermissionError",
  ESRCH = "ProcessLookupError",
  ETIMEDOUT = "TimeoutError",
}

local function superclasses(name)
  local set = {}
  while name do
    set[name] = true
    name = BASES[name]
  end
  return set
end

-- Returns what f raises.
local function raised(f, ...)
  local ok, e = pcall(f, ...)
  assert.is_false(ok)
  return e
end

local function line()
  return debug.getinfo(2, "l").currentline
end

local HERE = debug.getinfo(1, "S").short_src

-- Returns an address at which no socket listens.
local function refused()
  return {"127.0.0.1", support.free_port()}
end

describe("the error classes", function()
  it("are fields of the module, in Python's tree", function()
    for name in pairs(BASES) do
      local above = superclasses(name)
      local e = socket[name]("x")
      for other in pairs(BASES) do
        assert.equal(above[other] ~= nil, socket.isinstance(e, socket[other]), name .. " is a " .. other)
      end
      assert.is_true(socket.isinstance(e, socket.Exception))
      assert.equal(socket[BASES[name]], socket[name].__base)
    end
  end)

  it("are found behind a hundred subclasses, and a class that is its own base ends the search", function()
    local base = {}
    local class = base
    for _ = 1, 100 do class = {__base = class} end
    assert.is_true(socket.isinstance(setmetatable({}, class), base))
    base.__base = base
    assert.is_false(socket.isinstance(setmetatable({}, class), {}))
    assert.is_false(socket.isinstance(setmetatable({}, class), socket.OSError))
  end)

  it("have the old names error and timeout for OSError and TimeoutError", function()
    assert.equal(socket.OSError, socket.error)
    assert.equal(socket.TimeoutError, socket.timeout)
  end)

  it("print as classes", function()
    assert.equal("<class 'ConnectionRefusedError'>", tostring(socket.ConnectionRefusedError))
    assert.equal("<class 'OSError'>", tostring(socket.error))
  end)

  it("are chosen by errno as PEP 3151 says, for each errno", function()
    for number, name in pairs(errno.errorcode) do
      local e = socket.OSError(number, "words")
      assert.equal("<class '" .. (CLASS_OF[name] or "OSError") .. "'>", tostring(getmetatable(e)), name)
      assert.equal(number, e.errno)
      assert.equal("words", e.strerror)
    end
  end)

  it("recognize Ctrl-C, which is a string, as Python's KeyboardInterrupt and nothing else", function()
    local isinstance, KeyboardInterrupt = socket.isinstance, socket.KeyboardInterrupt
    for _, e in ipairs{"interrupted!", "demo.lua:12: interrupted!", "a:b:1: interrupted!", KeyboardInterrupt "x"} do
      assert.is_true(isinstance(e, KeyboardInterrupt), tostring(e))
      assert.is_true(isinstance(e, {socket.OSError, KeyboardInterrupt}))
      assert.is_false(isinstance(e, socket.Exception))
    end
    for _, e in ipairs{"", "interrupted", "it was interrupted!", "1: interrupted!", "interrupted! again",
      ": interrupted!", "demo.lua:: interrupted!",
      "demo.lua:x: interrupted!", "\0interrupted!", 5, {}, socket.CancelledError(),
      socket.InterruptedError()} do
      assert.is_false(isinstance(e, KeyboardInterrupt), tostring(e))
    end
  end)

  it("recognize the error that lua.c raises for Ctrl-C while Lua code runs, and while a call waits", function()
    for waits, code in pairs{[false] = "local function busy() while true do end end busy() ", [true] = "s:recv(1) "} do
      local child = support.spawn_lua([[
        local socket = require "pysocket"
        local s, peer = socket.socketpair()
        local ok, e = pcall(function()
          print "ready" io.stdout:flush()
          ]] .. code .. [[
        end)
        print(ok, socket.isinstance(e, socket.KeyboardInterrupt), e:find "^interrupted!$" ~= nil)
        peer:close()]])
      child:expect "^ready$"
      if waits then child:wait_blocked() end
      child:kill "INT"
      assert.equal(("false\ttrue\t%s\n"):format(waits), child:wait().stdout)
    end
  end)

  it("make errors that can be concatenated like messages, whatever raised them", function()
    local made = socket.OSError "wheel came off"
    local s <close> = socket.socket()
    local met = support.raises("OSError", s.recv, s, 1)
    local group = socket.ExceptionGroup("two", {made, met})
    for _, e in ipairs{made, met, group, socket.CancelledError(), socket.gaierror(1, "x")} do
      assert.equal("failed: " .. tostring(e), "failed: " .. e)
      assert.equal(tostring(e) .. "\n", e .. "\n")
      assert.equal(1 .. tostring(e), 1 .. e)
      assert.equal(tostring(e) .. tostring(made), e .. made)
    end
    for _, wrong in pairs{{}, print, true} do
      assert.matches("attempt to concatenate a " .. type(wrong) .. " value",
        support.error_message(function() return made .. wrong end), 1, true)
      assert.matches("attempt to concatenate a " .. type(wrong) .. " value",
        support.error_message(function() return wrong .. met end), 1, true)
    end
    assert.matches("attempt to concatenate a nil value",
      support.error_message(function() return made .. nil end), 1, true)
  end)

  it("are built like Python's: a message, or errno, strerror and filename", function()
    local e = socket.OSError(errno.ENOENT, "No such file or directory", "/nowhere")
    assert.is_true(socket.isinstance(e, socket.FileNotFoundError))
    assert.equal("/nowhere", e.filename)
    assert.equal("FileNotFoundError: [Errno 2] No such file or directory: '/nowhere'", tostring(e))

    e = socket.OSError "wheel came off"
    assert.is_nil(e.errno)
    assert.is_nil(e.strerror)
    assert.equal("OSError: wheel came off", tostring(e))

    e = socket.OSError((1 << 32) + errno.ENOENT, "of no call")
    assert.is_false(socket.isinstance(e, socket.FileNotFoundError))
    assert.equal((1 << 32) + errno.ENOENT, e.errno)
    e = socket.OSError()
    assert.is_nil(e.errno)
    assert.equal("OSError", tostring(e))
  end)

  it("make an error of the class that was called, unless it is OSError itself", function()
    local e = socket.ConnectionError(errno.EPIPE, "gone")
    assert.equal(socket.ConnectionError, getmetatable(e))
    e = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    assert.equal(socket.gaierror, getmetatable(e))
    assert.equal("gaierror: [Errno -2] Name or service not known", tostring(e))
  end)

  it("make errors that the user can raise, and that keep what the user adds", function()
    local e = socket.TimeoutError "my own"
    e.note = "kept"
    local got = raised(error, e)
    assert.equal(e, got)
    assert.equal("kept", got.note)
    assert.equal("TimeoutError: my own", tostring(got))
  end)
end)

describe("isinstance", function()
  after_each(support.cleanup)

  it("recognizes a class and its base classes, and no other", function()
    local e = raised(socket.socket().connect, socket.socket(), refused())
    assert.is_true(socket.isinstance(e, socket.ConnectionRefusedError))
    assert.is_true(socket.isinstance(e, socket.ConnectionError))
    assert.is_true(socket.isinstance(e, socket.OSError))
    assert.is_true(socket.isinstance(e, socket.error))
    assert.is_false(socket.isinstance(e, socket.ConnectionResetError))
    assert.is_false(socket.isinstance(e, socket.TimeoutError))
    assert.is_false(socket.isinstance(e, socket.socket))
  end)

  it("accepts a sequence of classes, as Python takes a tuple", function()
    local e = socket.TimeoutError "late"
    assert.is_true(socket.isinstance(e, {socket.BrokenPipeError, socket.TimeoutError}))
    assert.is_true(socket.isinstance(e, {socket.socket, socket.OSError}))
    assert.is_false(socket.isinstance(e, {socket.BrokenPipeError, socket.PermissionError}))
    assert.is_false(socket.isinstance(e, {}))
  end)

  it("recognizes sockets", function()
    local s <close> = socket.socket()
    assert.is_true(socket.isinstance(s, socket.socket))
    assert.is_true(socket.isinstance(s, {socket.OSError, socket.socket}))
    assert.is_false(socket.isinstance(s, socket.OSError))
    s:close()
    assert.is_true(socket.isinstance(s, socket.socket))
  end)

  it("is false for all other values", function()
    for _, value in ipairs{"text", 1, true, {}, print, io.stdout, setmetatable({}, {}), coroutine.create(print)} do
      assert.is_false(socket.isinstance(value, socket.OSError))
      assert.is_false(socket.isinstance(value, socket.socket))
      assert.is_false(socket.isinstance(value, {socket.OSError, socket.socket}))
    end
    assert.is_false(socket.isinstance(nil, socket.OSError))
  end)

  it("requires a class", function()
    for _, wrong in ipairs{"OSError", 1, print} do
      assert.matches("bad argument #2 to 'isinstance' %(class expected",
        support.error_message(function() socket.isinstance({}, wrong) end))
    end
    assert.matches("bad argument #2", support.error_message(socket.isinstance, {}))
  end)
end)

describe("an error", function()
  after_each(support.cleanup)

  it("is raised as an object with the fields errno, strerror, call and address", function()
    local s <close> = socket.socket()
    local address = refused()
    local e = support.raises("ConnectionRefusedError", s.connect, s, address)
    assert.equal("table", type(e))
    assert.equal(errno.ECONNREFUSED, e.errno)
    assert.equal("Connection refused", e.strerror)
    assert.equal("connect", e.call)
    assert.is_true(e.address == address)
    assert.equal("127.0.0.1", e.address.host)
    assert.equal(address[2], e.address.port)
    assert.is_nil(e.bytes_sent)
    assert.is_nil(e.filename)
  end)

  it("has no address if there was none", function()
    local s <close> = socket.socket()
    local e = support.raises("OSError", s.recv, s, 1)
    assert.equal("recv", e.call)
    assert.is_nil(e.address)
  end)

  describe("of the same errno and call as another", function()
    local a

    local function blocked()
      return support.raises("BlockingIOError", a.recv, a, 1)
    end

    before_each(function()
      a = support.tcp_pair()
      a:setblocking(false)
    end)

    it("is a separate object, in which fields of the other are not set", function()
      local one, other = blocked(), blocked()
      assert.are_not.equal(one, other)
      one.errno, one.strerror, one.call, one.note = 1, "words", "mine", "kept"
      for _, e in ipairs{other, blocked()} do
        assert.equal(errno.EAGAIN, e.errno)
        assert.equal("Resource temporarily unavailable", e.strerror)
        assert.equal("recv", e.call)
        assert.is_nil(e.note)
      end
      assert.same({1, "words", "mine", "kept"}, {one.errno, one.strerror, one.call, one.note})
      assert.matches(": BlockingIOError: [Errno 1] words: mine", tostring(one), 1, true)
      one.errno = nil
      assert.is_nil(one.errno)
    end)

    it("has the position of its call", function()
      for _ = 1, 2 do
        local at = line() local _, one = pcall(a.recv, a, 1)
        local _, other = pcall(a.recv, a, 1)
        assert.equal(HERE .. ":" .. at, one.where)
        assert.equal(HERE .. ":" .. at + 1, other.where)
        assert.equal("other.lua:1", select(2, pcall(load("(...):recv(1)", "=other.lua"), a)).where)
      end
    end)

    it("differs from those of another errno or call", function()
      local s <close> = socket.socket()
      for _ = 1, 2 do
        local e = support.raises("OSError", s.recv, s, 1)
        assert.same({errno.ENOTCONN, "recv"}, {e.errno, e.call})
        assert.is_false(socket.isinstance(e, socket.BlockingIOError))
        e = support.raises("BlockingIOError", a.recv_into, a, socket.bytearray(1))
        assert.same({errno.EAGAIN, "recv_into"}, {e.errno, e.call})
        e = blocked()
        assert.same({errno.EAGAIN, "recv"}, {e.errno, e.call})
      end
    end)
  end)

  it("has its class as its metatable, and all its fields in the table itself", function()
    local s <close> = socket.socket()
    local e = support.raises("ConnectionRefusedError", s.connect, s, refused())
    assert.equal(socket.ConnectionRefusedError, getmetatable(e))
    local fields = {}
    for name in next, e do fields[#fields + 1] = name end
    table.sort(fields)
    assert.same({"address", "call", "errno", "strerror", "where"}, fields)
    assert.equal("connect", rawget(e, "call"))
  end)
end)

describe("an error as a Lua value", function()
  after_each(support.cleanup)

  it("lists its fields with pairs, those that the user has set too", function()
    local s <close> = socket.socket()
    local address = refused()
    local e = support.raises("ConnectionRefusedError", s.connect, s, address)
    e.note, e.strerror = "kept", "words"
    local fields = {}
    for name, value in pairs(e) do fields[name] = value end
    assert.is_true(fields.address == address)
    fields.address = nil
    assert.same({errno = errno.ECONNREFUSED, strerror = "words", call = "connect", where = e.where, note = "kept"},
      fields)
    assert.equal("words", e.strerror)
  end)

  it("has a metatable with the name of its class, which prints like the class", function()
    local s <close> = socket.socket()
    local meta = getmetatable(support.raises("ConnectionRefusedError", s.connect, s, refused()))
    assert.equal("ConnectionRefusedError", meta.__name)
    assert.equal("<class 'ConnectionRefusedError'>", tostring(meta))
    assert.matches("string expected, got ConnectionRefusedError",
      support.error_message(string.rep, setmetatable({}, meta)))
  end)

  it("has what the user adds to its class and to the base classes", function()
    local s <close> = socket.socket()
    local e = support.raises("ConnectionRefusedError", s.connect, s, refused())
    socket.OSError.advice = function(self) return "errno " .. self.errno end
    local advice = e:advice()
    socket.OSError.advice = nil
    assert.equal("errno " .. errno.ECONNREFUSED, advice)
    assert.is_nil(e.advice)
  end)

  it("prints as its class says, before and after a user changes that", function()
    local s <close> = socket.socket()
    local class = socket.ConnectionRefusedError
    local kept = class.__tostring
    local before = support.raises("ConnectionRefusedError", s.connect, s, refused())
    class.__tostring = function(e) return "errno " .. e.errno end
    local after = support.raises("ConnectionRefusedError", s.connect, s, refused())
    local shown = {tostring(before), tostring(after)}
    class.__tostring = kept
    assert.same({"errno " .. errno.ECONNREFUSED, "errno " .. errno.ECONNREFUSED}, shown)
    assert.matches("ConnectionRefusedError: [Errno 111]", tostring(after), 1, true)
  end)

  it("has a metatable that makes errors of its class, whatever their errno is", function()
    local s <close> = socket.socket()
    local meta = getmetatable(support.raises("ConnectionRefusedError", s.connect, s, refused()))
    local e = meta("words")
    assert.is_true(socket.isinstance(e, socket.ConnectionRefusedError))
    assert.equal("ConnectionRefusedError: words", tostring(e))
    assert.same({}, {e.errno, e.strerror, e.call})
    assert.equal("ConnectionRefusedError: [Errno 5] words", tostring(meta(5, "words")))
  end)

  it("of a host that has a name has the address that was tried", function()
    local s <close> = socket.socket()
    local port = refused()[2]
    local e = support.raises("ConnectionRefusedError", s.connect, s, {"localhost", port})
    assert.is_true(e.address == {"127.0.0.1", port})
  end)

  it("prints a UNIX path, and an abstract name with its NULs", function()
    local s <close> = socket.socket(socket.AF_UNIX)
    local path = support.unix_path "nobody"
    local e = support.raises("FileNotFoundError", s.connect, s, path)
    assert.equal(path, e.address)
    assert.matches("FileNotFoundError: [Errno 2] No such file or directory: connect '" .. path .. "'",
      tostring(e), 1, true)

    local name = support.abstract_name()
    e = support.raises("ConnectionRefusedError", s.connect, s, name)
    assert.equal(name, e.address)
    assert.matches("connect b'\\x00" .. name:sub(2) .. "'. ", tostring(e), 1, true)
    assert.is_nil(tostring(e):find("\0", 1, true))
  end)

  it("prints paths, hosts and file names as Python prints strings", function()
    for _, text in ipairs{"it's", 'it\'s "so"', "tab\t, back\\slash", "caf\u{e9}", "byte \xe9", "\0it's\0\xff"} do
      local expected = support.python([[
import os, sys
b = bytes.fromhex(sys.argv[1])
print(repr(b if b.startswith(b"\0") else os.fsdecode(b)))
]], {(text:gsub(".", function(c) return ("%02x"):format(c:byte()) end))}):gsub("\n$", "")
      local s <close> = socket.socket(socket.AF_UNIX)
      local path = text:find "^%z" and text or "no-such-directory/" .. text
      assert.matches(": connect " .. expected:gsub("^(b?['\"])", path == text and "%1" or "%1no-such-directory/"),
        tostring(support.raises("OSError", s.connect, s, path)), 1, true)
      local e = socket.OSError(errno.ENOENT, "gone", text)
      assert.matches("gone: " .. expected, tostring(e), 1, true)
      if path ~= text then
        e = support.raises("gaierror", socket.getaddrinfo, text .. " ", 80)
        assert.matches(": getaddrinfo " .. expected:gsub("(['\"])$", " %1"), tostring(e), 1, true)
      end
    end
  end)

  it("has the number of bytes that a failed sendall had sent in bytes_sent and in its text", function()
    local a, b = support.tcp_pair()
    a:settimeout(0.05)
    local e = support.raises("TimeoutError", a.sendall, a, ("x"):rep(1 << 25))
    assert.equal("integer", math.type(e.bytes_sent))
    assert.is_true(e.bytes_sent > 0 and e.bytes_sent < 1 << 25)
    assert.matches(("sendall after %d bytes"):format(e.bytes_sent), tostring(e), 1, true)
    b:close()
  end)

  it("of a lookup has the EAI code as errno, and the host in its text", function()
    local e = support.raises("gaierror", function() socket.getaddrinfo("no such host", 80) end)
    assert.equal(socket.EAI_NONAME, e.errno)
    assert.equal("Name or service not known", e.strerror)
    assert.equal("getaddrinfo", e.call)
    assert.matches("gaierror: [Errno -2] Name or service not known: getaddrinfo 'no such host'", tostring(e), 1, true)
  end)

  it("has Python's text if a timeout has expired: no errno, 'timed out'", function()
    local s <close> = support.udp_socket()
    s:settimeout(0.01)
    local e = support.raises("TimeoutError", s.recv, s, 1)
    assert.is_nil(e.errno)
    assert.matches(": TimeoutError: timed out: recv$", tostring(e))
  end)

  it("has the C library's text for every errno", function()
    local words = support.python("import errno, os\nfor n in sorted(errno.errorcode): print(n, os.strerror(n))")
    local e = {}
    for number, text in words:gmatch("(%d+) ([^\n]+)") do e[tonumber(number)] = text end
    -- The errors that a socket can raise on any machine.
    local s <close> = socket.socket()
    for _, case in ipairs{
      {errno.EBADF, function() socket.close(12345) end},
      {errno.ENOTCONN, function() s:getpeername() end},
      {errno.EAFNOSUPPORT, function() socket.socket(99) end},
      {errno.ENOPROTOOPT, function() s:getsockopt(socket.SOL_SOCKET, 12345) end},
    } do
      local got = support.raises("OSError", case[2])
      assert.equal(case[1], got.errno)
      assert.equal(e[case[1]], got.strerror)
    end
  end)
end)

describe("an error's text", function()
  after_each(support.cleanup)

  it("has position, class, errno, text, call and address", function()
    local s <close> = socket.socket()
    local address = refused()
    local e, at
    e = raised(function() at = line() s:connect(address) end)
    assert.equal(("%s:%d: ConnectionRefusedError: [Errno 111] Connection refused: connect ('127.0.0.1', %d). "
      .. "No server is listening there: is it running, and are host and port right?"):format(HERE, at, address[2]),
      tostring(e))
  end)

  it("is printed on the terminal by an uncaught error, with exit status 1", function()
    local file = support.tmpfile('local socket = require "pysocket"\n\nsocket.socket():connect{"127.0.0.1", '
      .. refused()[2] .. "}\n", "demo.lua")
    local dir = file:match("^(.*)/")
    local result = support.run(support.lua_argv("demo.lua"), {cwd = dir})
    assert.equal(1, result.code)
    assert.matches("^[^\n:]+: demo.lua:3: ConnectionRefusedError: %[Errno 111%] Connection refused: "
      .. "connect %('127.0.0.1', %d+%)%. [^\n]*\n", result.stderr)
  end)

  -- Each entry: the call, the class, and the sentence that helps.
  local function bound()
    local s = support.listener()
    return s:getsockname()
  end

  -- Two non-blocking connects to a server whose backlog is full, so that the first cannot complete before the second.
  local function connect_twice(second)
    local address = support.full_listener()
    local c <close> = socket.socket()
    c:setblocking(false)
    if second then pcall(c.connect, c, address) end
    c:connect(address)
  end

  local HINTS = {
    {"an address in use", "OSError", "EADDRINUSE", "bind", "SO_REUSEADDR", function()
      local address = bound()
      local s <close> = socket.socket()
      s:bind(address)
    end},
    {"an address in use for a socket with SO_REUSEADDR", "OSError", "EADDRINUSE", "bind",
      "choose another port.$", function()
      local address = bound()
      local s <close> = socket.socket()
      s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
      s:bind(address)
    end},
    {"an address in use for create_server, which sets SO_REUSEADDR itself", "OSError", "EADDRINUSE", "bind",
      "choose another port.$", function()
      socket.create_server(bound())
    end},
    {"a path in use", "OSError", "EADDRINUSE", "bind", "remove the file", function()
      local path = support.unix_path()
      for _ = 1, 2 do
        local s <close> = socket.socket(socket.AF_UNIX)
        s:bind(path)
      end
    end},
    {"accept without listen", "OSError", "EINVAL", "accept", "call listen first", function()
      local s <close> = socket.socket()
      s:accept()
    end},
    {"a link-local address without a scope", "OSError", "EINVAL", "bind", "scope_id", function()
      local s <close> = socket.socket(socket.AF_INET6)
      s:bind{"fe80::1", 0}
    end},
    {"a path without a listener", "ConnectionRefusedError", "ECONNREFUSED", "connect", "is it running%?$", function()
      local s <close> = socket.socket(socket.AF_UNIX)
      s:connect(support.abstract_name())
    end},
    {"a connection that has ended", "BrokenPipeError", "EPIPE", "sendall", "has ended, or was never made", function()
      local a, b = socket.socketpair()
      b:close()
      a:sendall "x"
    end},
    {"two that listen on one address", "OSError", "EADDRINUSE", "listen", "Another socket is listening", function()
      local a <close> = socket.socket()
      local b <close> = socket.socket()
      for _, s in ipairs{a, b} do s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1) end
      a:bind{"127.0.0.1", 0}
      b:bind(a:getsockname())
      a:listen()
      b:listen()
    end},
    {"a second bind", "OSError", "EINVAL", "bind", "can be bound only once", function()
      local s <close> = socket.socket()
      s:bind{"127.0.0.1", 0}
      s:bind{"127.0.0.1", 0}
    end},
    {"an address of another machine", "OSError", "EADDRNOTAVAIL", "bind", "This machine has no such address", function()
      local s <close> = socket.socket()
      s:bind{"192.0.2.1", 0}
    end},
    {"a refused connection", "ConnectionRefusedError", "ECONNREFUSED", "connect",
     "No server is listening there", function()
      local s <close> = socket.socket()
      s:connect(refused())
    end},
    {"a second connect", "OSError", "EISCONN", "connect", "can be connected only once", function()
      local address = bound()
      local s <close> = socket.socket()
      s:connect(address)
      s:connect(address)
    end},
    {"a call that would block", "BlockingIOError", "EAGAIN", "recv", "wait with select first", function()
      local a = support.socketpair()
      a:setblocking(false)
      a:recv(1)
    end},
    {"a full backlog", "BlockingIOError", "EAGAIN", "connect", "backlog is full", function()
      local s <close> = socket.socket(socket.AF_UNIX)
      s:bind(support.abstract_name())
      s:listen(0)
      for _ = 1, 3 do
        local c = support.socket(socket.AF_UNIX)
        c:setblocking(false)
        c:connect(s:getsockname())
      end
    end},
    {"a connect without waiting", "BlockingIOError", "EINPROGRESS", "connect", "SO_ERROR", connect_twice},
    {"a connect that is under way", "BlockingIOError", "EALREADY", "connect", "SO_ERROR", function()
      connect_twice(true)
    end},
    {"a broadcast without the option", "PermissionError", "EACCES", "sendto", "SO_BROADCAST", function()
      local s <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s:sendto("x", {"127.255.255.255", 9})
    end},
    {"no peer", "OSError", "ENOTCONN", "recv", "Connect the socket first", function()
      local s <close> = socket.socket()
      s:recv(1)
    end},
    {"no destination", "OSError", "EDESTADDRREQ", "send", "Use sendto with an address", function()
      local s <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s:send "x"
    end},
    {"a descriptor that is not open", "OSError", "EBADF", "socket", "No such descriptor is open", function()
      socket.socket{fileno = 1000000}
    end},
    {"a closing of what is not open", "OSError", "EBADF", "close", "No such descriptor is open", function()
      socket.close(1000000)
    end},
    {"a copy of a closed descriptor", "OSError", "EBADF", "dup", "or the descriptor is not open", function()
      socket.dup(1000000)
    end},
    {"a closed socket", "OSError", "EBADF", "send", "The socket is closed", function()
      local s = socket.socket()
      s:close()
      s:send "x"
    end},
  }

  for _, hint in ipairs(HINTS) do
    local name, class, number, call, sentence, f = table.unpack(hint)
    it("reports what usually causes " .. name, function()
      local e = support.raises(class, f)
      assert.equal(errno[number], e.errno)
      assert.equal(call, e.call)
      assert.matches(". [^.]*" .. sentence, tostring(e))
      assert.matches("[.?]$", tostring(e))
    end)
  end

  it("reports what usually causes too many open descriptors", function()
    local result = support.run{"sh", "-c", 'ulimit -n 20; exec $LUA -e "$1"', "sh", [[
      local socket = require "pysocket"
      local kept = {}
      local ok, e = pcall(function() while true do kept[#kept + 1] = socket.socket() end end)
      print(e)]]}
    assert.matches("OSError: %[Errno 24%] Too many open files: socket%. Too many descriptors are open: " ..
      "[^\n]*ulimit %-n",
      result.stdout)
  end)

  it("has no such sentence for other errors", function()
    local s <close> = socket.socket()
    local e = support.raises("OSError", s.getsockopt, s, socket.SOL_SOCKET, 12345)
    assert.matches(": OSError: %[Errno 92%] Protocol not available: getsockopt$", tostring(e))
  end)
end)

describe("an error's position", function()
  after_each(support.cleanup)

  local closed

  before_each(function()
    closed = socket.socket()
    closed:close()
  end)

  local function assert_place(at, e)
    assert.equal(HERE .. ":" .. at, e.where)
    assert.equal(HERE .. ":" .. at .. ": ", tostring(e):sub(1, #HERE + #tostring(at) + 3))
  end

  it("is the line of the call", function()
    local at
    local e = raised(function()
      at = line() closed:recv(1)
    end)
    assert_place(at, e)
  end)

  it("is the innermost line of the user, in functions that call functions", function()
    local at
    local function inner() at = line() closed:send "x" return 1 end
    local function outer() return inner() + 1 end
    assert_place((function() local e = raised(outer) return at, e end)())
  end)

  it("is the line of pcall if the method itself is passed to pcall", function()
    local at = line() local _, e = pcall(closed.recv, closed, 1)
    assert_place(at, e)
  end)

  it("is the line inside a coroutine", function()
    local at
    local co = coroutine.create(function()
      coroutine.yield()
      at = line() closed:recv(1)
    end)
    coroutine.resume(co)
    local ok, e = coroutine.resume(co)
    assert.is_false(ok)
    assert_place(at, e)
    e = raised(coroutine.wrap(function() at = line() closed:recv(1) end))
    assert_place(at, e)
  end)

  it("stays what it was when the error is raised again", function()
    local at
    local e = raised(function()
      local ok, first = pcall(function() at = line() closed:recv(1) end)
      assert(not ok)
      error(first, 0)
    end)
    assert_place(at, e)
  end)

  it("is the user's line for functions that are written in Lua", function()
    local address, at = refused(), nil
    local e = raised(function() at = line() socket.create_connection(address) end)
    assert.is_true(socket.isinstance(e, socket.ConnectionRefusedError))
    assert_place(at, e)
    e = raised(function() at = line() socket.create_server{"192.0.2.1", 0} end)
    assert.equal(errno.EADDRNOTAVAIL, e.errno)
    assert_place(at, e)
  end)

  it("is in the file that made the call", function()
    local chunk = load("local s = ...\n\n\ns:recv(1)", "@some/where.lua")
    assert.equal("some/where.lua:4", raised(chunk, closed).where)
    chunk = load("(...):recv(1)", "=stdin")
    assert.equal("stdin:1", raised(chunk, closed).where)
  end)

  it("is left out if no line of Lua made the call", function()
    local ok, e = coroutine.resume(coroutine.create(closed.recv), closed, 1)
    assert.is_false(ok)
    assert.is_nil(e.where)
    assert.equal("OSError: [Errno 9] Bad file descriptor: recv. The socket is closed.", tostring(e))
  end)
end)

describe("a wrong argument", function()
  after_each(support.cleanup)

  it("is Lua's own error, a string with the place, and no OSError", function()
    local s <close> = socket.socket()
    local at
    local e = raised(function() at = line() s:recv("many") end)
    assert.equal(("%s:%d: bad argument #1 to 'recv' (number expected, got string)"):format(HERE, at), e)
    assert.is_false(socket.isinstance(e, socket.Exception))
  end)

  it("reports what to write when the method was called with a dot", function()
    local s <close> = socket.socket()
    local message = support.error_message(function() s.recv(1024) end)
    assert.matches("bad argument #1 to 'recv' %(socket expected, got number; call methods as s:method", message)
  end)

  it("of an address explains how to write it", function()
    local s <close> = socket.socket()
    local message = support.error_message(function() s:bind("127.0.0.1") end)
    assert.matches("bad argument #1 to 'bind' (AF_INET address must be a table {host, port}, got string; "
      .. 'write s:bind{"127.0.0.1", 8080})', message, 1, true)
  end)
end)

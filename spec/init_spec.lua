-- lua/pysocket/init.lua: the functions that CPython has in Lib/socket.py.
local errno = require "pysocket.errno"
local socket = require "pysocket"
local support = require "spec.support"

local LOCAL = "127.0.0.1"

local function here()
  return ("init_spec.lua:%d"):format(debug.getinfo(2, "l").currentline)
end

-- Replaces a function of the module until the test ends.
local function replace(name, value)
  local original = socket[name]
  support.defer(function() socket[name] = original end)
  socket[name] = value
  return original
end

-- Returns a row as getaddrinfo does.
local function row(family, address)
  return {family, socket.SOCK_STREAM, 0, "", address}
end

describe("the module", function()
  after_each(support.cleanup)

  it("has Python's other names for its classes", function()
    assert.equal(socket.OSError, socket.error)
    assert.equal(socket.TimeoutError, socket.timeout)
    assert.equal("<class 'socket.socket'>", tostring(socket.SocketType))
  end)

  it("shows all its names to pairs, although each is made when it is first used", function()
    assert.equal("done\n", support.lua [[
      local socket = require "pysocket"
      assert(rawget(socket, "AF_INET") == nil)
      local seen = {}
      for name, value in pairs(socket) do seen[name] = value end
      for _, name in ipairs{"AF_INET", "MsgFlag", "OSError", "timeout", "create_server", "ExceptionGroup", "socket"} do
        assert(seen[name] ~= nil and seen[name] == socket[name], name)
      end
      assert(socket.MsgFlag.MSG_PEEK == socket.MSG_PEEK and socket.timeout == socket.TimeoutError)
      assert(socket.anything == nil and socket[1] == nil and socket["OSError\\0"] == nil)
      assert(not pcall(getmetatable(socket).__index, 1, 2))
      socket.AF_INET = 7
      for name, value in pairs(socket) do assert(name ~= "AF_INET" or value == 7) end
      print "done"
    ]])
  end)
end)

local function connect(...)
  return support.close_later(socket.create_connection(...))
end

describe("create_connection", function()
  after_each(support.cleanup)

  it("connects to an address, a name, a service", function()
    local server, address = support.listener()
    for _, host in ipairs{LOCAL, "localhost"} do
      for _, port in ipairs{address.port, tostring(address.port)} do
        local s = connect{host, port}
        assert.same({LOCAL, address.port}, {table.unpack(s:getpeername())})
        assert.equal(socket.SOCK_STREAM, s.type)
        support.close_later((server:accept()))
      end
    end
    local s = connect{host = LOCAL, port = address.port}
    assert.equal(address.port, s:getpeername().port)
    s = connect(address)  -- as getsockname returns it
    assert.equal(address.port, s:getpeername().port)
  end)

  it("uses this machine if there is no host", function()
    local _, address = support.listener()
    assert.equal(address.port, connect{nil, address.port}:getpeername().port)
  end)

  it("connects over IPv6", function()
    if not support.has_ipv6() then return pending("no IPv6 here") end
    local _, address = support.listener(socket.AF_INET6)
    local s = connect{"::1", address.port}
    assert.equal(socket.AF_INET6, s.family)
    assert.matches("bad argument #1 to 'create_connection' (the address must be a table {host, port}, got 4 items)",
      support.error_message(socket.create_connection, address), 1, true)  -- as in Python, which unpacks two items
  end)

  it("sets the timeout", function()
    local _, address = support.listener()
    assert.is_nil(connect(address):gettimeout())
    assert.equal(5, connect(address, 5):gettimeout())
    assert.equal(1.5, connect(address, {timeout = 1.5}):gettimeout())
    support.defer(socket.setdefaulttimeout, nil)
    socket.setdefaulttimeout(7)
    assert.equal(7, connect(address):gettimeout())
    assert.equal(7, connect(address, nil):gettimeout())
    assert.equal(3, connect(address, 3):gettimeout())
    assert.is_nil(connect(address, false):gettimeout())
    assert.is_nil(connect(address, {timeout = false}):gettimeout())
  end)

  it("gives up in time", function()
    local address = support.full_listener()
    local e = support.raises("TimeoutError", function()
      for _ = 1, 10 do connect(address, 0.1) end
    end)
    assert.equal("connect", e.call)
    assert.equal(address, e.address)
  end)

  it("binds to the source address first", function()
    local _, address = support.listener()
    assert.equal("127.0.0.2", connect(address, nil, {"127.0.0.2", 0}):getsockname().host)
    assert.equal("127.0.0.3", connect(address, {source_address = {"127.0.0.3", 0}}):getsockname().host)
    assert.equal(LOCAL, connect(address, nil, {"", 0}):getsockname().host)
    support.settle()
    local before = support.count_fds()
    local e = support.raises("OSError", connect, address, nil, {"192.0.2.1", 0})  -- no machine has this address
    assert.equal(errno.EADDRNOTAVAIL, e.errno)
    assert.equal(before, support.count_fds())
  end)

  it("looks up stream sockets of every family", function()
    local _, address = support.listener()
    local asked
    local getaddrinfo
    getaddrinfo = replace("getaddrinfo", function(...)
      asked = {...}
      return getaddrinfo(...)
    end)
    connect(address)
    assert.same({LOCAL, address.port, 0, socket.SOCK_STREAM}, asked)
  end)

  it("tries every address, and closes what failed", function()
    local _, address = support.listener()
    replace("getaddrinfo", function()
      return {row(socket.AF_INET, {LOCAL, support.free_port()}), row(socket.AF_UNIX, support.unix_path()),
              row(12345, {}), row(socket.AF_INET, address), row(socket.AF_INET, {LOCAL, 1})}
    end)
    support.settle()
    local before = support.count_fds()
    local s = connect{"some.name", 80}
    assert.equal(address.port, s:getpeername().port)
    assert.equal(before + 1, support.count_fds())
    assert.has_no.errors(function() connect({"some.name", 80}, {all_errors = true}) end)
  end)
end)

describe("create_connection that fails", function()
  after_each(support.cleanup)

  it("raises the last error when none can be reached", function()
    local path = support.unix_path()
    local port = support.free_port()
    replace("getaddrinfo", function()
      return {row(socket.AF_INET, {LOCAL, port}), row(socket.AF_UNIX, path)}
    end)
    support.settle()
    local before = support.count_fds()
    local function call() socket.create_connection{"a.b", 80} end local line = here()
    local e = support.raises("FileNotFoundError", call)
    assert.matches(line, e.where, 1, true)
    assert.matches(line .. ": FileNotFoundError: [Errno 2] No such file or directory: connect", tostring(e), 1, true)
    assert.equal(before, support.count_fds())
  end)

  it("raises all errors if requested", function()
    local path = support.unix_path()
    local port = support.free_port()
    replace("getaddrinfo", function()
      return {row(socket.AF_INET, {LOCAL, port}), row(socket.AF_UNIX, path)}
    end)
    support.settle()
    local before = support.count_fds()
    local function call(...) socket.create_connection({"some.name", 80}, ...) end local line = here()
    for _, arguments in ipairs{{{all_errors = true}}, {nil, nil, true}} do
      local e = support.raises("ExceptionGroup", call, table.unpack(arguments, 1, 3))
      assert.equal("create_connection failed", e.message)
      assert.equal(2, #e.exceptions)
      assert.is_true(socket.isinstance(e.exceptions[1], socket.ConnectionRefusedError))
      assert.is_true(socket.isinstance(e.exceptions[2], socket.FileNotFoundError))
      assert.equal(port, e.exceptions[1].address[2])
      assert.matches(line, e.where, 1, true)
      assert.matches(line, e.exceptions[2].where, 1, true)
      assert.is_false(socket.isinstance(e, socket.OSError))
    end
    assert.equal(before, support.count_fds())
  end)

  it("raises what Python raises if there is no address", function()
    replace("getaddrinfo", function() return {} end)
    local e = support.raises("OSError", socket.create_connection, {"some.name", 80})
    assert.equal("getaddrinfo returns an empty list", e.message)
  end)

  it("lets errors of the lookup through", function()
    local e = support.raises("gaierror", function()
      socket.create_connection({"no such host", 80}, {all_errors = true})
    end)
    assert.equal(socket.EAI_NONAME, e.errno)
    assert.matches("init_spec.lua", e.where, 1, true)
    support.raises("gaierror", socket.create_connection, {LOCAL, "no such service"})
  end)

  it("closes the socket however it ends", function()
    local _, address = support.listener()
    support.settle()
    local before = support.count_fds()
    for _, call in ipairs{{nil, "no table"}, {-1}, {"x"}, {nil, {LOCAL, 70000}}} do
      assert.is_false((pcall(socket.create_connection, address, table.unpack(call, 1, 2))))
    end
    local original = socket.socket.connect
    support.defer(function() socket.socket.connect = original end)
    socket.socket.connect = function() error("from a hook", 0) end
    assert.has_error(function() socket.create_connection(address, {all_errors = true}) end, "from a hook")
    assert.equal(before, support.count_fds())
  end)

  it("closes the socket of a coroutine that is closed in the middle", function()
    local _, address = support.listener()
    local original = socket.socket.connect
    support.defer(function() socket.socket.connect = original end)
    socket.socket.connect = coroutine.yield
    support.settle()
    local before = support.count_fds()
    local co = coroutine.create(socket.create_connection)
    assert.is_true(coroutine.resume(co, address))
    assert.equal(before + 1, support.count_fds())
    assert.is_true(coroutine.close(co))
    assert.equal(before, support.count_fds())
  end)

  it("reports wrong arguments with its own name, at the caller's line", function()
    local address = {LOCAL, 1}
    local function message(...) return support.error_message(socket.create_connection, ...) end
    local function begins(text, ...)
      assert.matches("bad argument " .. text, message(...), 1, true)
    end
    begins("#1 to 'create_connection' (the address must be a table {host, port}, got string; "
      .. 'write socket.create_connection{"127.0.0.1", 8080})', LOCAL, 80)
    begins("#1 to 'create_connection' (the address must be a table {host, port}, got nil;")
    begins("#1 to 'create_connection' (the address has no port)", {LOCAL})
    begins("#1 to 'create_connection' (the address must be a table {host, port}, got 3 items)", {LOCAL, 1, 2})
    begins("#1 to 'create_connection' (string expected, got table)", {{}, 80})
    begins("#2 to 'create_connection' (number expected, got string)", address, "x")
    begins("#2 to 'create_connection' (timeout must not be negative;", address, -1)
    begins("#2 to 'create_connection' (number expected, got string)", address, {timeout = "x"})
    begins("#3 to 'create_connection' (AF_INET address must be a table {host, port}, got string; "
      .. 'write {"127.0.0.1", 8080})', address, nil, "x")
    begins("#2 to 'create_connection' (unexpected keyword 'tiemout')", address, {tiemout = 1})
    local ok, e = pcall(function() socket.create_connection(address, "x") end) local line = here()
    assert.is_false(ok)
    assert.matches(line .. ": bad argument", e, 1, true)
  end)
end)

describe("ExceptionGroup", function()
  after_each(support.cleanup)

  it("is an error of its own class", function()
    local errors = {socket.OSError(errno.ECONNREFUSED, "refused"), socket.Exception("other")}
    local e = socket.ExceptionGroup("all failed", errors)
    assert.is_true(socket.isinstance(e, socket.ExceptionGroup))
    assert.is_true(socket.isinstance(e, socket.Exception))
    assert.is_false(socket.isinstance(e, socket.OSError))
    assert.equal("all failed", e.message)
    assert.same(errors, e.exceptions)
    errors[3] = "more"
    assert.equal(2, #e.exceptions)
  end)

  it("prints what Python prints, and then each of the errors", function()
    local inner = socket.ExceptionGroup("inner", {socket.Exception("deep")})
    local e = socket.ExceptionGroup("outer", {socket.OSError(2, "no such file"), inner, "a string"})
    assert.equal("ExceptionGroup: outer (3 sub-exceptions)\n  FileNotFoundError: [Errno 2] no such file\n"
      .. "  ExceptionGroup: inner (1 sub-exception)\n    Exception: deep\n  a string", tostring(e))
    local python = support.python([[print(ExceptionGroup("outer", [OSError(), OSError(), OSError()]))]])
    assert.equal("outer (3 sub-exceptions)\n", python)
  end)

  it("requires errors", function()
    assert.matches("bad argument #2 to 'ExceptionGroup' (sequence of errors expected, got nil)",
      support.error_message(socket.ExceptionGroup, "x"), 1, true)
    assert.matches("bad argument #2 to 'ExceptionGroup' (second argument (exceptions) must be a non-empty sequence)",
      support.error_message(socket.ExceptionGroup, "x", {}), 1, true)
  end)

  -- Returns a group that contains a group, as tree() shows it.
  local function group()
    local refused = socket.OSError(errno.ECONNREFUSED, "c")
    return socket.ExceptionGroup("g", {socket.OSError(2, "a"), "b", socket.ExceptionGroup("h", {refused})})
  end

  local function tree(e)
    if not socket.isinstance(e, socket.ExceptionGroup) then return type(e) == "table" and e.strerror or e end
    local parts = {}
    for i, sub in ipairs(e.exceptions) do parts[i] = tree(sub) end
    return ("%s(%s)"):format(e.message, table.concat(parts, " "))
  end

  it("is split by class, classes or a function, as Python's", function()
    local g = group()
    local function parts(condition)
      local matched, rest = g:split(condition)
      return {tree(matched), tree(rest), n = 2}
    end
    assert.same({"g(a h(c))", "g(b)", n = 2}, parts(socket.OSError))
    assert.same({"g(h(c))", "g(a b)", n = 2}, parts(socket.ConnectionError))
    assert.same({"g(a h(c))", "g(b)", n = 2}, parts{socket.ConnectionError, socket.FileNotFoundError})
    assert.same({nil, "g(a b h(c))", n = 2}, parts(socket.TimeoutError))
    assert.same({"g(b)", "g(a h(c))", n = 2}, parts(function(e) return e == "b" end))
    assert.same({"g(h(c))", "g(a b)", n = 2}, parts(function(e) return e == g.exceptions[3] end))
    assert.equal(g, (g:split(socket.Exception)))
    assert.is_nil((select(2, g:split(socket.Exception))))
    assert.equal("g(h(c))", tree(g:subgroup(socket.ConnectionError)))
    assert.is_nil(g:subgroup(socket.TimeoutError))
  end)

  it("keeps its position in its parts", function()
    local g = group()
    g.where = "demo.lua:12"
    local matched, rest = g:split(socket.OSError)
    assert.equal("demo.lua:12", matched.where)
    assert.equal("demo.lua:12", rest.where)
  end)

  it("cannot be split by other values", function()
    for _, wrong in ipairs{5, "OSError", {5}} do
      assert.matches("bad argument #1 to 'split' (class, sequence of classes or function expected, got "
        .. type(wrong) .. ")", support.error_message(group().split, group(), wrong), 1, true)
    end
    assert.matches("bad argument #1 to 'subgroup' (class, sequence of classes or function expected, got nil)",
      support.error_message(group().subgroup, group()), 1, true)
    assert.matches("call methods as x:split(...)", support.error_message(group().split, socket.OSError), 1, true)
  end)
end)

describe("keyword arguments in the table of the address", function()
  it("are refused, with the place where they belong", function()
    for _, name in ipairs{"create_server", "create_connection"} do
      assert.matches("bad argument #1 to '" .. name .. "' (unexpected name 'timeout' in the address; put"
        .. " keyword arguments into their own table: socket." .. name .. "({\"127.0.0.1\", 8080}, {timeout = ...}))",
        support.error_message(socket[name], {"127.0.0.1", 0, timeout = 5}), 1, true)
    end
    local s <close> = socket.create_server({host = "127.0.0.1", port = 0}, {backlog = 5})
    local c <close> = socket.create_connection(s:getsockname(), {timeout = 5})
    assert.is_true(c:getpeername() == s:getsockname())
  end)
end)

describe("create_server", function()
  after_each(support.cleanup)

  local function serve(...)
    return support.close_later(socket.create_server(...))
  end

  it("listens, with SO_REUSEADDR and without SO_REUSEPORT", function()
    local server = serve{LOCAL, 0}
    assert.equal(socket.AF_INET, server.family)
    assert.equal(socket.SOCK_STREAM, server.type)
    assert.equal(1, server:getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    assert.equal(1, server:getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
    assert.equal(0, server:getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT))
    local client = support.close_later(socket.create_connection(server:getsockname()))
    local conn, address = server:accept()
    support.close_later(conn)
    assert.equal(client:getsockname(), address)
  end)

  it("accepts arguments by position and by keyword", function()
    local server = serve({LOCAL, 0}, socket.AF_INET, 3, true)
    assert.equal(1, server:getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT))
    local again = serve(server:getsockname(), {reuse_port = true, family = socket.AF_INET, backlog = 1})
    assert.equal(server:getsockname(), again:getsockname())
    support.raises("OSError", serve, server:getsockname())
  end)

  it("passes the backlog to listen", function()
    local given
    local original = socket.socket.listen
    support.defer(function() socket.socket.listen = original end)
    socket.socket.listen = function(s, ...)
      given = table.pack(...)
      return original(s, ...)
    end
    serve({LOCAL, 0}, {backlog = 5})
    assert.same({n = 1, 5}, given)
    serve({LOCAL, 0})
    assert.same({n = 0}, given)
  end)

  it("serves only IPv6, or also IPv4 if requested", function()
    if not socket.has_dualstack_ipv6() then return pending("no IPv6 here") end
    -- For a socket bound to one address, the kernel sets the option by itself.
    local server = serve({"", 0}, {family = socket.AF_INET6})
    assert.equal(1, server:getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY))
    server = serve({"", 0}, {family = socket.AF_INET6, dualstack_ipv6 = true})
    assert.equal(0, server:getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY))
    local port = server:getsockname().port
    for _, host in ipairs{LOCAL, "::1"} do
      support.close_later(socket.create_connection({host, port}, 5))
      support.close_later((server:accept()))
    end
  end)

  it("serves on a path", function()
    local path = support.unix_path()
    local server = serve(path, {family = socket.AF_UNIX})
    local client = support.socket(socket.AF_UNIX)
    client:connect(path)
    support.close_later((server:accept()))
    local e = support.raises("OSError", serve, path, {family = socket.AF_UNIX})
    assert.equal(("Address already in use (while attempting to bind on address '%s')"):format(path), e.strerror)
  end)

  it("reports the address on which it failed, in Python's words", function()
    local server = serve{LOCAL, 0}
    local port = server:getsockname().port
    support.settle()
    local before = support.count_fds()
    for _, address in ipairs{{LOCAL, port}, {"192.0.2.1", port}} do
      local expected = support.python([[
import socket, sys
try: socket.create_server((sys.argv[1], int(sys.argv[2])))
except OSError as e: print(e.errno, e.strerror, sep="\n")
]], address)
      local e = support.raises("OSError", function() socket.create_server(address) end) local line = here()
      assert.equal(expected, ("%d\n%s\n"):format(e.errno, e.strerror))
      assert.matches(line, e.where, 1, true)
      assert.equal("bind", e.call)
      assert.equal(address[1], e.address[1])
    end
    assert.equal(before, support.count_fds())
  end)

  it("keeps the class of the error", function()
    local e = support.raises("gaierror", socket.create_server, {"no such host", 0})
    assert.matches("(while attempting to bind on address ('no such host', 0))", e.strerror, 1, true)
  end)

  it("reports wrong arguments with its own name, at the caller's line", function()
    support.settle()
    local before = support.count_fds()
    local function begins(text, ...)
      assert.matches("bad argument " .. text, support.error_message(socket.create_server, ...), 1, true)
    end
    local remedy = "#1 to 'create_server' (the address must be a table {host, port}, got string; "
      .. 'write socket.create_server{"127.0.0.1", 8080})'
    begins(remedy, LOCAL)
    begins(remedy, LOCAL, 8080)
    begins("#1 to 'create_server' (AF_UNIX address must be a string, the path, got table; write "
      .. '"/tmp/app.sock")',
      {LOCAL, 0}, {family = socket.AF_UNIX})
    begins("#1 to 'create_server' (AF_INET port", {LOCAL, 65536})
    begins("#2 to 'create_server' (number expected, got string)", {LOCAL, 0}, "x")
    begins("#3 to 'create_server' (number expected, got string)", {LOCAL, 0}, nil, "x")
    begins("#2 to 'create_server' (unexpected keyword 'reuseport')", {LOCAL, 0}, {reuseport = true})
    begins("#3 to 'create_server' (nothing may follow the table of keyword arguments)", {LOCAL, 0}, {backlog = 1}, 1)
    begins("#5 to 'create_server' (dualstack_ipv6 requires AF_INET6 family)", {LOCAL, 0}, {dualstack_ipv6 = true})
    local ok, e = pcall(function() socket.create_server(LOCAL) end) local line = here()
    assert.is_false(ok)
    assert.matches(line .. ": bad argument", e, 1, true)
    assert.equal(before, support.count_fds())
  end)

  it("refuses two families if the system has only one", function()
    replace("has_dualstack_ipv6", function() return false end)
    assert.matches("dualstack_ipv6 not supported on this platform", support.error_message(
      socket.create_server, {"", 0}, {family = socket.AF_INET6, dualstack_ipv6 = true}), 1, true)
  end)
end)

describe("has_dualstack_ipv6", function()
  after_each(support.cleanup)

  it("returns what Python's returns", function()
    support.settle()
    local before = support.count_fds()
    local expected = support.python("import socket; print(socket.has_dualstack_ipv6())")
    assert.equal(expected == "True\n", socket.has_dualstack_ipv6())
    assert.equal(before, support.count_fds())
  end)

  it("is false if there is no IPv6", function()
    replace("has_ipv6", false)
    assert.is_false(socket.has_dualstack_ipv6())
  end)

  it("is false if such a socket cannot be made", function()
    replace("AF_INET6", 12345)
    assert.is_false(socket.has_dualstack_ipv6())
  end)
end)

describe("getfqdn", function()
  after_each(support.cleanup)

  it("returns what Python's returns", function()
    local names = {"", "localhost", LOCAL, "0.0.0.0", "::", " " .. LOCAL .. " "}
    local expected = support.python([[
import socket, sys
for name in sys.argv[1:]: print(socket.getfqdn(name))
]], names)
    local got = {}
    for i, name in ipairs(names) do got[i] = socket.getfqdn(name) .. "\n" end
    assert.equal(expected, table.concat(got))
    assert.equal(socket.getfqdn(""), socket.getfqdn())
  end)

  it("returns the first name with a dot in it", function()
    local answer
    replace("gethostbyaddr", function() return table.unpack(answer) end)
    answer = {"host.example", {"alias.example"}, {}}
    assert.equal("host.example", socket.getfqdn("x"))
    answer = {"host", {"alias", "alias.example", "other.example"}, {}}
    assert.equal("alias.example", socket.getfqdn("x"))
    answer = {"host", {"alias"}, {}}
    assert.equal("host", socket.getfqdn("x"))
  end)

  it("returns an unknown name unchanged", function()
    replace("gethostbyaddr", function() error(socket.herror(1, "Unknown host")) end)
    assert.equal("some.name", socket.getfqdn("some.name"))
    assert.equal(socket.gethostname(), socket.getfqdn("0.0.0.0"))
    replace("gethostbyaddr", function() error("another", 0) end)
    assert.has_error(function() socket.getfqdn("x") end, "another")
  end)

  it("requires a string", function()
    assert.matches("bad argument #1 to 'getfqdn' (string expected, got number)",
      support.error_message(socket.getfqdn, 1), 1, true)
  end)
end)

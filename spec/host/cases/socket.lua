--- Cases for the socket module and the methods of sockets, bytearrays and errors.

local core = require "pysocket.core"
local socket = require "pysocket"
local support = require "spec.host.support"

local pair, same, tolerate = support.pair, support.same, support.tolerate
local LOOPBACK = {"127.0.0.1", 0}

local function listener(family)
  local s = socket.socket(family or socket.AF_INET)
  if family == socket.AF_UNIX then
    s:bind ""
  else
    s:bind{family == socket.AF_INET6 and "::1" or "127.0.0.1", 0}
  end
  s:listen()
  return s
end

local function udp()
  local s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
  s:bind(LOOPBACK)
  return s
end

-- Returns a port that refuses connections: no socket listens on it, and no other socket can be bound to it.
local function refusing()
  local s = socket.socket()
  s:bind(LOOPBACK)
  return s
end

-- Returns the results of f(s, ...) after closing s.
local function with(f, ...)
  local function done(s, ...)
    s:close()
    return ...
  end
  local s = ...
  return done(s, f(...))
end

local TEXT = ("0123456789"):rep(2000)

-- Makes a stream pair; `call(b)` receives what was sent to `a`.
local function receiving(case, name, text, call, flavour)
  support.on_new(case, name, function()
    local a, b = socket.socketpair(socket.AF_UNIX, flavour or socket.SOCK_STREAM)
    a:sendall(text)
    return b, a
  end, call)
end

local function sending(case, name, call, flavour)
  support.on_new(case, name, function()
    return socket.socketpair(socket.AF_UNIX, flavour or socket.SOCK_STREAM)
  end, call)
end

-- Adds a case that calls a function with numbers and strings, and checks its result.
local function plain(case, name, f, expected, ...)
  local arguments = table.pack(...)
  case(name, function()
    return function()
      local result = f(table.unpack(arguments, 1, arguments.n))
      if expected ~= nil then same(expected, result) end
    end
  end)
end

local function making(case)
  case("tostring of modules", function()
    local modules = {socket}
    for i, name in ipairs{"select", "selectors", "errno", "asyncio", "struct", "time", "trace"} do
      modules[i + 1] = require("pysocket." .. name)
    end
    return function()
      for _, module in ipairs(modules) do tostring(module) end
    end
  end)
  case("pairs(socket)", function()
    return function()
      local n = 0
      for _ in pairs(socket) do n = n + 1 end
      same(true, n > 400)
    end
  end)
  case("a method of the class", function()
    local a, b = socket.socketpair()
    return function()
      function socket.socket.twice(_, x) return 2 * x end
      same(42, a:twice(21))
      same(true, b:fileno() > 0)
      local seen
      for name in pairs(socket.socket) do seen = seen or name == "twice" end
      same(true, seen)
      socket.socket.twice = nil
      same(nil, b.twice)
    end
  end)
  case("socket()", function()
    return function()
      with(function(s) same(socket.AF_INET, s.family) end, socket.socket())
    end
  end)
  case("socket{keywords}", function()
    return function() socket.socket{family = socket.AF_UNIX, type = socket.SOCK_DGRAM}:close() end
  end)
  case("socket{fileno}", function()
    local owner = socket.socket()
    return function()
      local s = socket.socket{fileno = owner:fileno()}
      s:detach()
    end
  end)
  case("socket(), left to the collector", function()
    return function() return socket.socket() end
  end)
  case("socketpair", function()
    return function()
      local a, b = socket.socketpair()
      a:close()
      b:close()
    end
  end)
  case("fromfd", function()
    local owner = socket.socket()
    return function() socket.fromfd(owner:fileno(), socket.AF_INET, socket.SOCK_STREAM):close() end
  end)
  case("dup", function()
    local owner = socket.socket()
    return function()
      owner:dup():close()
      socket.close(socket.dup(owner:fileno()))
    end
  end)
  case("detach and close", function()
    local s
    return function() socket.close(s:detach()) end, function() s = socket.socket() end
  end)
  case("close", function()
    local s
    return function()
      s:close()
      same(-1, s:fileno())
    end, function() s = socket.socket() end
  end)
  case("<close>", function()
    return function() local _ <close> = socket.socket() end
  end)
  case("setdefaulttimeout", function()
    return function()
      socket.setdefaulttimeout(2.5)
      same(2.5, socket.getdefaulttimeout())
      socket.socket():close()
      socket.setdefaulttimeout(nil)
    end, function() socket.setdefaulttimeout(nil) end
  end)
end

local function connecting(case)
  for _, row in ipairs{{"inet", socket.AF_INET}, {"inet6", socket.AF_INET6}, {"unix", socket.AF_UNIX}} do
    local name, family = row[1], row[2]
    case("bind, listen, getsockname " .. name, function()
      return function()
        local s <close> = listener(family)
        return s:getsockname()
      end
    end)
    case("connect, accept, getpeername " .. name, function()
      local server, address, s
      return function()
        s:connect(address)
        local conn, _ <const> = server:accept()
        conn:getpeername()
        conn:close()
      end, function()
        if s then s:close() end
        if server then server:close() end
        server = listener(family)
        address = server:getsockname()
        s = socket.socket(family)
      end
    end)
  end
  case("accept with a default timeout", function()
    local server, s
    return function()
      socket.setdefaulttimeout(3)
      local conn <close> = server:accept()
      socket.setdefaulttimeout(nil)
      return conn.timeout
    end, function()
      socket.setdefaulttimeout(nil)
      if s then s:close() end
      server = server or listener()
      server:setblocking(false)
      while pcall(server.accept, server) do end
      collectgarbage()
      server:setblocking(true)
      s = socket.socket()
      s:connect(server:getsockname())
    end
  end)
  case("connect with a timeout, to a name", function()
    local server, s
    return function() s:connect{"localhost", server:getsockname().port} end, function()
      if s then s:close() end
      if server then server:close() end
      server = listener()
      s = socket.socket()
      s:settimeout(10)
    end
  end)
  local function with_refusing()
    return socket.socket(), refusing()
  end
  support.on_new(case, "connect_ex", with_refusing, function(s, free)
    same(true, s:connect_ex(free:getsockname()) > 0)
  end)
  support.on_new(case, "connect, refused", with_refusing, function(s, free)
    local ok, e = pcall(s.connect, s, free:getsockname())
    if ok or not socket.isinstance(e, socket.ConnectionRefusedError) then error(e, 0) end
    return tostring(e)
  end)
  case("bind, in use", function()
    local other = listener()
    local s = socket.socket()
    return function()
      local ok, e = pcall(s.bind, s, other:getsockname())
      if ok or not socket.isinstance(e, socket.OSError) then error(e, 0) end
      return tostring(e)
    end
  end)
  support.on_new(case, "shutdown", pair, function(a, b)
    a:shutdown(socket.SHUT_WR)
    same(nil, b:recv(1))
  end)
  case("create_connection", function()
    local server = listener()
    return function()
      socket.create_connection(server:getsockname(), {timeout = 5}):close()
    end, function()
      server:close()
      server = listener()
    end
  end)
  case("create_connection, refused", function()
    local free = refusing()
    return function()
      local ok, e = pcall(socket.create_connection, free:getsockname(), {all_errors = true})
      if ok or not socket.isinstance(e, socket.ExceptionGroup) then error(e, 0) end
      return tostring(e)
    end
  end)
  case("create_server", function()
    return function() socket.create_server(LOOPBACK, {backlog = 3, reuse_port = true}):close() end
  end)
  case("create_server, in use", function()
    local other = listener()
    return function()
      local ok, e = pcall(socket.create_server, other:getsockname())
      if ok or not socket.isinstance(e, socket.OSError) then error(e, 0) end
    end
  end)
  case("has_dualstack_ipv6", function() return function() socket.has_dualstack_ipv6() end end)
end

local function transferring(case)
  sending(case, "send", function(a, b)
    local n = a:send "hello"
    same(("hello"):sub(1, n), b:recv(10))
  end)
  sending(case, "sendall", function(a, b)
    a:sendall(TEXT:sub(1, 100))
    same(TEXT:sub(1, 100), b:recv(100, socket.MSG_WAITALL))
  end)
  receiving(case, "recv", "hello", function(b) same("hello", b:recv(100)) end)
  receiving(case, "recv, large", TEXT, function(b)
    same(TEXT, b:recv(100000, socket.MSG_PEEK))
    same(TEXT, b:recv(2000000))
  end)
  receiving(case, "recv_into", "hello", function(b) same(5, b:recv_into(socket.bytearray(10))) end)
  receiving(case, "recv_into{keywords}", "hello", function(b)
    same(3, b:recv_into(socket.bytearray(10), {nbytes = 3}))
  end)
  receiving(case, "recvmsg", "hello", function(b)
    local data, ancdata, flags = b:recvmsg(100, 100)
    same("hello", data)
    same(0, #ancdata)
    same(0, flags & socket.MSG_CTRUNC)
  end)
  receiving(case, "recvmsg_into", "hello", function(b)
    same(5, (b:recvmsg_into{socket.bytearray(3), socket.bytearray(3)}))
  end)
  case("sendto, recvfrom", function()
    local a, b = udp(), udp()
    local b_address = b:getsockname()
    return function()
      a:sendto("hello", b_address)
      local data, from = b:recvfrom(20000)
      same("hello", data)
      same(tostring(a:getsockname()), tostring(from))
    end, function()
      b:setblocking(false)
      while pcall(b.recv, b, 10) do end
      b:setblocking(true)
    end
  end)
  case("sendto a name, recvfrom_into", function()
    local a, b = udp(), udp()
    local address = {"localhost", b:getsockname().port}
    return function()
      a:sendto("hello", 0, address)
      same(5, (b:recvfrom_into(socket.bytearray(20))))
    end, function()
      b:setblocking(false)
      while pcall(b.recv, b, 10) do end
      b:setblocking(true)
    end
  end)
  sending(case, "sendmsg", function(a, b)
    same(11, a:sendmsg{"hello ", socket.bytearray "world"})
    same("hello world", b:recv(100))
  end)
  sending(case, "sendmsg with an address", function(a, b)
    a:close()
    local to = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    to:bind ""
    local from = b:dup()
    from:close()
    local s <close> = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    same(5, s:sendmsg({"hello"}, {}, 0, to:getsockname()))
    to:close()
  end, socket.SOCK_DGRAM)
  for _, name in ipairs{"recv_fds", "recvmsg"} do
    sending(case, "descriptors by " .. name, function(a, b)
      same(1, socket.send_fds(a, {"x"}, {a, io.stdout, b:fileno()}))
      if name == "recv_fds" then
        local _, fds = socket.recv_fds(b, 1, 3)
        for _, fd in ipairs(fds) do socket.close(fd) end
        same(3, #fds)
      else
        local _, ancdata = b:recvmsg(1, socket.CMSG_SPACE(12))
        for at = 1, 12, 4 do socket.close((string.unpack("i", ancdata[1].cmsg_data, at))) end
      end
    end)
  end
  sending(case, "sendmsg with descriptors", function(a, b)
    local rights = {{socket.SOL_SOCKET, socket.SCM_RIGHTS, string.pack("i", a:fileno())}}
    same(1, a:sendmsg({"x"}, rights))
    b:recv(1)
  end)
  sending(case, "sendfile", function(a, b)
    local f <close> = support.file(TEXT:sub(1, 100))  -- one byte at a time, so a much larger file would block
    same(100, a:sendfile(f))
    same(TEXT:sub(1, 100), b:recv(100, socket.MSG_WAITALL))
  end)
  sending(case, "sendfile{keywords}", function(a, b)
    local f <close> = support.file(TEXT)
    same(10, a:sendfile(f, {offset = 10, count = 10}))
    same("0123456789", b:recv(10, socket.MSG_WAITALL))
  end)
  sending(case, "sendfile of an object", function(a, b)
    local left = {"one ", "two"}
    local source = {read = function() return table.remove(left, 1) end}
    same(7, coroutine.wrap(a.sendfile)(a, source))  -- on a stack that has to grow
    same("one two", b:recv(7, socket.MSG_WAITALL))
  end)
  sending(case, "sendfile from a descriptor", function(a, b)
    local c, d = socket.socketpair()
    c:sendall("hello")
    c:close()
    same(5, a:sendfile(d:fileno()))
    d:close()
    same("hello", b:recv(5, socket.MSG_WAITALL))
  end)
  case("a timeout", function()
    local a, b = socket.socketpair()
    a:settimeout(0.001)
    return function()
      same(true, b:fileno() >= 0)
      local ok, e = pcall(a.recv, a, 10)
      if ok or not socket.isinstance(e, socket.TimeoutError) then error(e, 0) end
      return tostring(e)
    end
  end)
  sending(case, "a broken sendall", function(a, b)
    b:close()
    local ok, e = pcall(a.sendall, a, "hello")
    if ok or not socket.isinstance(e, socket.BrokenPipeError) then error(e, 0) end
    return tostring(e)
  end)
  case("sendmsg_afalg", function()
    local ok, algorithm = pcall(socket.socket, socket.AF_ALG, socket.SOCK_SEQPACKET)
    if not ok then  -- the kernel does not support it; a stand-in behaves the same from here on
      local a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
      algorithm = socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET, 0, a:detach())
      return function()
        algorithm:sendmsg_afalg({("x"):rep(16)}, {op = socket.ALG_OP_ENCRYPT, iv = ("i"):rep(16)})
        same(16, #b:recv(17))
      end
    end
    ok = pcall(algorithm.bind, algorithm, {"skcipher", "cbc(aes)"})
    if not ok then return function() end end
    algorithm:setsockopt(socket.SOL_ALG, socket.ALG_SET_KEY, ("k"):rep(16))
    return function()
      local op <close> = algorithm:accept()
      op:sendmsg_afalg({("x"):rep(16)}, {op = socket.ALG_OP_ENCRYPT, iv = ("i"):rep(16)})
      same(16, #op:recv(16))
    end
  end)
end

local function asking(case)
  case("fields and tostring", function()
    local a, b = pair()
    local u = listener(socket.AF_UNIX)
    return function()
      tostring(a)
      tostring(b)
      tostring(u)
      tostring(socket.socket)
      tostring(socket)
      for _, name in ipairs{"AddressFamily", "AddressInfo", "MsgFlag", "SocketKind"} do tostring(socket[name]) end
      tostring(u:getsockname())
      same(socket.SOCK_STREAM, a.type)
      same(nil, a.timeout)
      return tostring(a:getsockname()), a:getsockname() == b:getpeername(), a:getsockname().host
    end
  end)
  case("a field that cannot be set", function()
    local s = socket.socket()
    return function()
      local ok, e = pcall(function() s.x = 1 end)
      if ok or not tostring(e):find("no field 'x'", 1, true) then error(e, 0) end
    end
  end)
  case("pairs of a socket", function()
    local s = socket.socket()
    return function()
      local ok, e = pcall(pairs, s)
      if ok or not tostring(e):find("a socket is not a table", 1, true) then error(e, 0) end
    end
  end)
  case("timeouts", function()
    local s = socket.socket()
    return function()
      s:settimeout(1.5)
      same(1.5, s:gettimeout())
      same(1.5, s.timeout)
      s:setblocking(false)
      same(false, s:getblocking())
      s:setblocking(true)
    end
  end)
  case("timeouts, with a method of another load of the module", function()
    local path = package.searchpath("pysocket.core", package.cpath)
    local other = package.loadlib(path, "luaopen_pysocket_core")().socket
    local s = socket.socket()
    return function()
      other.settimeout(s, 1.5)
      same(1.5, s.timeout)
      other.settimeout(s, nil)
      same(nil, s.timeout)
      same(socket.socket.settimeout, s.settimeout)
    end
  end)
  case("options", function()
    local s = socket.socket()
    return function()
      s:setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
      same(1, s:getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
      s:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
      same(8, #s:getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 1024))
    end
  end)
  case("inheritance", function()
    local s = socket.socket()
    return function()
      s:set_inheritable(true)
      same(true, s:get_inheritable())
    end
  end)
  case("errors", function()
    return function()
      local e = socket.OSError(2, "gone", "file")
      same(true, socket.isinstance(e, socket.FileNotFoundError))
      same(true, socket.isinstance(e, {socket.gaierror, socket.OSError}))
      tostring(socket.OSError "text")
      tostring(socket.OSError)
      tostring(socket.ExceptionGroup("several", {e, e}))
      same(true, tostring(e):find("gone", 1, true) ~= nil)
      same(true, ("failed: " .. e):find("gone", 1, true) ~= nil)
    end
  end)
  case("an error group's parts", function()
    local gone, words = socket.OSError(2, "gone"), socket.gaierror "text"
    return function()
      local group = socket.ExceptionGroup("several", {gone, words})
      local some, others = group:split(socket.FileNotFoundError)
      same(gone, some.exceptions[1])
      same(words, others.exceptions[1])
      same(words, group:subgroup(socket.gaierror).exceptions[1])
    end
  end)
  case("isinstance of a socket", function()
    local s = socket.socket()
    return function() same(true, socket.isinstance(s, socket.socket)) end
  end)
end

local function resolving(case)
  case("getaddrinfo, numbers", function()
    return function()
      local row = socket.getaddrinfo("127.0.0.1", 80, 0, socket.SOCK_STREAM)[1]
      same(80, row.sockaddr.port)
    end
  end)
  case("getaddrinfo, names", function()
    return function()
      local row = socket.getaddrinfo("localhost", "http", {type = socket.SOCK_STREAM})[1]
      same(80, row.sockaddr.port)
    end
  end)
  case("getaddrinfo, unknown", function()
    return function()
      local ok, e = pcall(socket.getaddrinfo, "127.0.0.1", "no such service")
      if ok or not socket.isinstance(e, socket.gaierror) then error(e, 0) end
      return tostring(e)
    end
  end)
  case("getnameinfo", function()
    return function()
      local host, port = socket.getnameinfo({"127.0.0.1", 80}, socket.NI_NUMERICHOST)
      same("127.0.0.1", host)
      same("http", port)
      same("::1", (socket.getnameinfo({"::1", 80, 0, 0}, socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)))
    end
  end)
  plain(case, "gethostbyname", socket.gethostbyname, "127.0.0.1", "localhost")
  plain(case, "gethostbyname of a number", socket.gethostbyname, "1.2.3.4", "1.2.3.4")
  plain(case, "gethostbyname_ex", socket.gethostbyname_ex, nil, "localhost")
  plain(case, "gethostbyaddr", socket.gethostbyaddr, nil, "127.0.0.1")
  plain(case, "getfqdn", socket.getfqdn, nil, "localhost")
  case("what the prompt shows", function()
    local s = socket.socket()
    local rows = socket.getaddrinfo("127.0.0.1", 80, socket.AF_INET, socket.SOCK_STREAM)
    return function()
      same("[(2, 1, 6, '', ('127.0.0.1', 80))]", tostring(rows))
      same("<module 'pysocket'>", tostring(socket))
      same(false, (pcall(pairs, s)))
    end
  end)
  case("help", function()
    local help, print = socket.help, print
    return function()
      _G.print = function() end  -- luacheck: ignore 122
      local ok, e = pcall(help, "recv")
      if ok then ok, e = pcall(help, socket.getaddrinfo) end
      _G.print = print  -- luacheck: ignore 122
      if not ok then error(e, 0) end
    end
  end)
  plain(case, "gethostname", socket.gethostname)
  case("sethostname", function()
    return function() tolerate(socket.PermissionError, socket.sethostname, socket.gethostname()) end
  end)
  plain(case, "getservbyname", socket.getservbyname, 80, "http", "tcp")
  plain(case, "getservbyport", socket.getservbyport, "http", 80)
  plain(case, "getprotobyname", socket.getprotobyname, 6, "tcp")
  case("interfaces", function()
    return function()
      local lo = socket.if_nametoindex "lo"
      same("lo", socket.if_indextoname(lo))
      same(true, #socket.if_nameindex() > 0)
      return socket.if_nameindex()[1].name
    end
  end)
  case("address, joined to a text", function()
    return function()
      local address = socket.address{"127.0.0.1", 80}
      same("to ('127.0.0.1', 80)", "to " .. address)
      same(true, rawequal(address, socket.address(address)))
      return "to " .. socket.address{"::1", 80}
    end
  end)
  plain(case, "inet_aton", socket.inet_aton, "\127\0\0\1", "127.0.0.1")
  plain(case, "inet_ntoa", socket.inet_ntoa, "127.0.0.1", "\127\0\0\1")
  plain(case, "inet_pton", socket.inet_pton, ("\0"):rep(15) .. "\1", socket.AF_INET6, "::1")
  plain(case, "inet_ntop", socket.inet_ntop, "::1", socket.AF_INET6, ("\0"):rep(15) .. "\1")
  plain(case, "htons", socket.htons, nil, 1)
  plain(case, "htonl", socket.htonl, nil, 1)
  plain(case, "ntohs", socket.ntohs, nil, 1)
  plain(case, "ntohl", socket.ntohl, nil, 1)
  plain(case, "CMSG_LEN", socket.CMSG_LEN, nil, 4)
  plain(case, "CMSG_SPACE", socket.CMSG_SPACE, nil, 4)
end

local ADDRESSES = {
  {"AF_INET", 0, {"127.0.0.1", 80}}, {"AF_INET6", 0, {"fe80::1%lo", 80, 1, 2}}, {"AF_UNIX", 0, "/tmp/x"},
  {"AF_PACKET", 0, {"lo", 3, 1, 2, "abcdef"}}, {"AF_NETLINK", 0, {1, 2}}, {"AF_VSOCK", 0, {1, 2}},
  {"AF_CAN", 1, {"lo"}}, {"AF_CAN", 6, {"lo", 1, 2}}, {"AF_CAN", 7, {"lo", 1, 2, 3}}, {"AF_ALG", 0, {"hash", "sha256"}},
  {"AF_TIPC", 0, {1, 2, 3, 4}}, {"AF_QIPCRTR", 0, {1, 2}}, {"AF_RDS", 0, {"127.0.0.1", 80}},
  -- The C library defines the family, and the Bluetooth headers define its addresses.
  {"AF_BLUETOOTH", 3, {"00:11:22:33:44:55", 1}, needs = "BTPROTO_RFCOMM"},
}

local function addressing(case)
  for _, row in ipairs(ADDRESSES) do
    local name, proto, address = row[1], row[2], row[3]
    if socket[row.needs or name] then
      case("addresses of " .. name, function()
        return function()
          local raw = core._sockaddr(socket[name], socket.SOCK_DGRAM, proto, address)
          local back = core._address(socket[name], socket.SOCK_DGRAM, proto, raw)
          if type(back) == "table" then
            back.host = back.host
            return tostring(back), back == core._address(socket[name], socket.SOCK_DGRAM, proto, raw)
          end
        end
      end)
    end
  end
  case("an address of no known family", function()
    return function() return tostring(core._address(99, 1, 0, "\99\0hello")) end
  end)
end

local function buffering(case)
  case("a view, set to numbers", function()
    local bytes = socket.bytearray(1000)
    return function()
      local view = bytes:view(1, 1000)
      for i = 0, 3 do view:set(980 + 4 * i, i + .25) end
      same("0.251.252.253.25", bytes:sub(980, 995))
    end
  end)
  case("bytearray", function()
    return function()
      local b = socket.bytearray "hello"
      same("hello", b:sub())
      same("bytearray(b'hello')", tostring(b))
      same(5, #b)
      b[1] = 72
      same(72, b[1])
      b:fill(32, 2, 3)
      b:set(4, "xy")
      same(120, (b:byte(4)))
      same("H  xy", b:view(1, 5):sub())
      same(true, b == socket.bytearray "H  xy")
      same("H  xy!", b .. "!")
      same(10, #socket.bytearray(10))
      return b:view(1, 2, b:view())
    end
  end)
end

local function tracing(case)
  local trace = require "pysocket.trace"
  support.on_new(case, "a trace", pair, function(a, b)
    local running <close> = trace.start{output = {write = function() end}}
    a:sendall "hello"
    same("hello", b:recv(5, socket.MSG_WAITALL))
    same("<trace of 2 sockets>", tostring(running))
  end)
end

local function packing(case)
  local struct = require "pysocket.struct"
  case("struct", function()
    return function()
      same(8, struct.calcsize "!BxH4s")
      local data = struct.pack("!BxH4s", 1, 2, "text")
      same("text", select(3, struct.unpack("!BxH4s", data)))
      same(2, select(2, struct.unpack_from("!BxH4s", data .. data, 8)))
      local buffer = socket.bytearray(4)
      struct.pack_into("?h", buffer, 0, true, -2)
      for flag, n in struct.iter_unpack("?h", buffer) do same(true, flag and n == -2) end
      tostring(struct)
    end
  end)
  case("Struct", function()
    return function()
      local record = struct.Struct "<Bp2d"
      tostring(record)
      tostring(struct.Struct)
      local data = record:pack(1, "", 0.5, 2.5)
      same(0.5, select(3, record:unpack(data)))
      same(2.5, select(4, record:unpack_from(data, 0)))
      local buffer = socket.bytearray(record.size)
      record:pack_into(buffer, 0, 3, "", 0, 0)
      for n in record:iter_unpack(buffer) do same(3, n) end
    end
  end)
  case("struct, a value that does not fit", function()
    return function()
      local ok, e = pcall(struct.pack, "B", 256)
      if ok or not socket.isinstance(e, struct.error) then error(e, 0) end
      ok, e = pcall(struct.pack, "B", "text")
      if ok or not socket.isinstance(e, struct.error) then error(e, 0) end
    end
  end)
end

return support.cases(function(case)
  case("first use of the loop", function()
    return function() same(true, core._loop().fileno() >= 0) end
  end)
  for _, fill in ipairs{making, connecting, transferring, asking, resolving, addressing, buffering,
    tracing, packing} do fill(case) end
end)

--- Bad input for the module itself, its sockets, bytearrays and errors.

local socket = require "pysocket"
local sweep = require "spec.host.arguments.sweep"

local methods = {
  accept = "", bind = "a", close = "", connect = "a", connect_ex = "a", detach = "", dup = "", fileno = "",
  get_inheritable = "", getblocking = "", getpeername = "", getsockname = "", getsockopt = "iii?", gettimeout = "",
  listen = "i?", recv = "ii?", recv_into = "wi?i?", recvfrom = "ii?", recvfrom_into = "wi?i?", recvmsg = "ii?i?",
  recvmsg_into = "vi?i?", send = "bi?", sendall = "bi?", sendmsg = "TT?i?a?", sendto = "bi?a", set_inheritable = "x",
  setblocking = "x", setsockopt = "iix", settimeout = "x", shutdown = "i", makefile = "m?i?", sendfile = "xi?i?",
  sendmsg_afalg = "x",
}

sweep.letter("v", "table keyword counted odd callable future", {socket.bytearray(4)})
sweep.letter("m", "empty string nul long", "r")  -- of a file

-- No call may wait, because nothing would ever end the wait.
socket.setdefaulttimeout(0)

local states = {
  new = function() return socket.socket() end,
  closed = function()
    local s = socket.socket()
    s:close()
    return s
  end,
  listening = function() return socket.create_server{"127.0.0.1", 0} end,
  datagram = function() return socket.socket(socket.AF_INET, socket.SOCK_DGRAM) end,
  UNIX = function() return socket.socket(socket.AF_UNIX) end,
}

local function close(s)
  s:close()
end

local selves = {socket = true, closed = true}

for name, make in pairs(states) do
  sweep.methods(name, socket.socket, methods, {make = make, done = close, selves = selves})
end

-- Data in a connected socket must stay there.
local peer
sweep.methods("connected", socket.socket, methods, {
  make = function()
    local s
    s, peer = socket.socketpair()
    peer:sendall "every byte"
    return s
  end,
  damage = function(s)
    if s:fileno() < 0 then return "it is closed" end
    local data = s:recv(100, socket.MSG_DONTWAIT)
    return data ~= "every byte" and "it has " .. tostring(data) or nil
  end,
  done = function(s)
    s:close()
    peer:close()
  end,
  selves = selves,
})

-- Functions -------------------------------------------------------------------------

local functions = {
  address = "a", CMSG_LEN = "i", CMSG_SPACE = "i", bytearray = "x", close = "i", dup = "x", fromfd = "xiii?",
  getaddrinfo = "s?xi?i?i?i?", getdefaulttimeout = "", gethostbyaddr = "s", gethostbyname = "s",
  gethostbyname_ex = "s", gethostname = "", getnameinfo = "ai", getprotobyname = "s", getservbyname = "ss?",
  getservbyport = "is?", has_dualstack_ipv6 = "", htonl = "i", htons = "i", if_indextoname = "i", if_nameindex = "",
  if_nametoindex = "s", inet_aton = "s", inet_ntoa = "b", inet_ntop = "ib", inet_pton = "is", isinstance = "xc",
  ntohl = "i", ntohs = "i", recv_fds = "tiii?", send_fds = "tTDi?a?", setdefaulttimeout = "x", sethostname = "s",
  socketpair = "i?i?i?", create_connection = "aU?a?x?", create_server = "ai?i?x?x?", getfqdn = "s?", socket = "O?O?O?",
}

-- Errors accept any argument.
for name in pairs(socket) do
  if name:find "Error$" or name:find "^%l+error$" or name == "Exception" or name == "timeout" or name == "error" then
    functions[name] = "x?x?x?"
  end
end
functions.KeyboardInterrupt = "x?x?x?"
functions.ExceptionGroup = "xE"
sweep.letter("D", "table list keyword counted odd callable future", {1})
sweep.letter("c", "table keyword odd callable future", socket.OSError)
sweep.letter("O", "integer negative huge lowest odd", 1)  -- here {fileno = 1} is valid
sweep.letter("U", "integer float", 1)  -- seconds
sweep.letter("E", "list counted mixed", {socket.OSError "x"})

local function close_all(...)
  for _, value in ipairs{...} do
    if socket.isinstance(value, socket.socket) then value:close() end
  end
end

-- Valid arguments would do harm, or look up names of other machines.
local careful = {close = true, sethostname = true, gethostbyname = true, gethostbyname_ex = true,
  gethostbyaddr = true, getaddrinfo = true, getfqdn = true}

sweep.functions(socket, "socket", functions, {
  clean = close_all, careful = careful,
  after = function() socket.setdefaulttimeout(0) end, skip = {dup = true, SocketType = true, help = true},
})
sweep.functions({dup = socket.dup}, "socket", functions, {clean = socket.close})

-- Sequences of a fixed length with one item too many ------------------------------------

local datagram = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
local address = {"127.0.0.1", 1, 0}

for name, call in pairs{
  address = function() socket.address{"::1", 1, 0, 0, 0} end,
  bind = function() datagram:bind(address) end,
  connect = function() datagram:connect(address) end,
  connect_ex = function() datagram:connect_ex(address) end,
  create_connection = function() socket.create_connection(address) end,
  ["create_connection, source_address"] = function() socket.create_connection({"127.0.0.1", 1}, 0, address) end,
  create_server = function() socket.create_server(address) end,
  getnameinfo = function() socket.getnameinfo({"::1", 1, 0, 0, 0}, 0) end,
  sendmsg = function() datagram:sendmsg({"x"}, nil, 0, address) end,
  ["sendmsg, ancdata"] = function() datagram:sendmsg({"x"}, {{0, 0, "data", 42}}) end,
  sendto = function() datagram:sendto("x", address) end,
} do
  sweep.tries = sweep.tries + 1
  local ok, e = pcall(call)
  if ok or type(e) ~= "string" or not e:find("^.-bad argument #%d.* got %d items") then
    sweep.report(name, "one item too many", "?", "unexpected error: " .. tostring(e))
  end
end
datagram:close()

-- Bytearrays --------------------------------------------------------------------------

local bytes = {view = "i?i?x", sub = "i?i?", byte = "i?i?", fill = "i?i?i?", set = "ib"}

local function damage(b)
  return b:sub() ~= "byte" and "it has " .. b:sub() or nil
end

for name, make in pairs{
  bytearray = function() return socket.bytearray "byte" end,
  view = function() return socket.bytearray("a byte"):view(3) end,
} do
  sweep.methods(name, getmetatable(make()), bytes, {
    make = make, damage = damage, selves = {bytearray = true, view = true},
  })
end

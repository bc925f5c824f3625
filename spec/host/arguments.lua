--- Bad input: every function and method with every wrong kind of argument in
-- every place, on open and on closed sockets. Always an error that names the
-- argument, or one of the system's; never a crash, never a descriptor or a byte lost.
--
--   lua arguments.lua     status 1: faults

local socket = require "pysocket"
local select = require "pysocket.select"

local open_socket, closed_socket = socket.socket(), socket.socket()
closed_socket:close()

-- Values of each kind. What is not of a place's kind is wrong there.
local kinds = {
  {"nil", nil}, {"boolean", true}, {"integer", 1}, {"negative", -1}, {"huge", math.maxinteger},
  {"lowest", math.mininteger}, {"float", 1.5}, {"inf", math.huge}, {"nan", 0 / 0}, {"empty", ""}, {"string", "x"},
  {"nul", "a\0b"}, {"long", ("y"):rep(70000)}, {"table", {}}, {"list", {1, 2, 3}},
  {"keyword", {no_such_keyword = 1}}, {"function", print}, {"thread", coroutine.create(print)}, {"file", io.stdout},
  {"socket", open_socket}, {"closed", closed_socket}, {"bytearray", socket.bytearray(4)},
}

-- What is right in a place: kinds by letter; "?" after it: nil too.
local numbers = "integer negative huge lowest"
local texts = numbers .. " empty string nul long float inf nan"
local right = {
  i = numbers, s = texts, b = texts .. " bytearray", w = "bytearray", x = "*", a = "table list string empty",
  T = "table list keyword", o = numbers .. " table",
}

-- name = places. A method has its socket before them.
local methods = {
  accept = "", bind = "a", close = "", connect = "a", connect_ex = "a", detach = "", dup = "", fileno = "",
  get_inheritable = "", getblocking = "", getpeername = "", getsockname = "", getsockopt = "iii?", gettimeout = "",
  listen = "i?", recv = "ii?", recv_into = "wi?i?", recvfrom = "ii?", recvfrom_into = "wi?i?", recvmsg = "ii?i?",
  recvmsg_into = "Ti?i?", send = "bi?", sendall = "bi?", sendmsg = "TT?i?a?", sendto = "bi?a", set_inheritable = "x",
  setblocking = "x", setsockopt = "iix", settimeout = "x", shutdown = "i", makefile = "s?i?", sendfile = "xi?i?",
  sendmsg_afalg = "x",
}

local functions = {
  CMSG_LEN = "i", CMSG_SPACE = "i", bytearray = "x", close = "i", dup = "x", fromfd = "xiii?",
  getaddrinfo = "s?xi?i?i?i?", getdefaulttimeout = "", gethostbyaddr = "s", gethostbyname = "s",
  gethostbyname_ex = "s", gethostname = "", getnameinfo = "ai", getprotobyname = "s", getservbyname = "ss?",
  getservbyport = "is?", has_dualstack_ipv6 = "", htonl = "i", htons = "i", if_indextoname = "i", if_nameindex = "",
  if_nametoindex = "s", inet_aton = "s", inet_ntoa = "b", inet_ntop = "ib", inet_pton = "is", isinstance = "xT",
  ntohl = "i", ntohs = "i", recv_fds = "xiii?", send_fds = "xTTi?a?", setdefaulttimeout = "x", sethostname = "s",
  socketpair = "o?i?i?", create_connection = "a", create_server = "a", getfqdn = "s?",
}

local bytes = {view = "i?i?x", sub = "i?i?", byte = "i?i?", fill = "i?i?i?", set = "ib"}

-- Valid values for the other places.
local valid = {i = 1, s = "x", b = "data", w = socket.bytearray(4), x = 1, a = {"127.0.0.1", 1}, T = {"x"}, o = 1}

local tries, wrong = 0, 0

local function places(signature)
  local list = {}
  for kind, optional in signature:gmatch "(%a)(%??)" do list[#list + 1] = {kind, optional == "?"} end
  return list
end

local function is_right(place, kind)
  if kind == "nil" then return place[2] or place[1] == "x" end
  return right[place[1]] == "*" or (" " .. right[place[1]] .. " "):find(" " .. kind .. " ", 1, true) ~= nil
end

local function complain(name, place, kind, text)
  wrong = wrong + 1
  print(("fault: %s with %s in place %d: %s"):format(name, kind, place, text))
end

-- Is it an error of this module, or of Lua about an argument?
local function check(name, place, kind, expected, ok, e)
  tries = tries + 1
  if ok then
    if expected then complain(name, place, kind, "it is taken") end
    return
  end
  local message = tostring(e)
  if type(e) == "table" then
    if not socket.isinstance(e, socket.Exception) then complain(name, place, kind, "a strange error: " .. message) end
  elseif not message:find("bad argument #%d+ to ") and not message:find "^calling '[%w_]+' on bad self"
    and not message:find "not enough memory" and not message:find "attempt to use a closed file"
    and not message:find "sockets are supported" and not message:find "sockets are not supported" then
    complain(name, place, kind, "names no argument: " .. message)
  end
end

local function count()
  collectgarbage()
  local n = 0
  for fd = 3, 200 do
    local ok, e = pcall(socket.dup, fd)
    if ok then
      socket.close(e)
      n = n + 1
    end
  end
  return n
end

local function sweep(name, f, signature, ...)
  local list, before = places(signature), count()
  local first = table.pack(...)
  for place = 1, #list do
    for _, kind in ipairs(kinds) do
      local arguments = table.move(first, 1, first.n, 1, {n = first.n + #list})
      for i = 1, #list do arguments[first.n + i] = valid[list[i][1]] end
      arguments[first.n + place] = kind[2]
      check(name, place, kind[1], not is_right(list[place], kind[1]),
        pcall(f, table.unpack(arguments, 1, arguments.n)))
    end
  end
  for _ = 1, 50 do  -- those of helper threads go a little later
    if count() <= before then return end
    select.select({}, {}, {}, 0.005)
  end
  complain(name, 0, "anything", ("%d descriptors more"):format(count() - before))
end

local function self_sweep(name, f)
  for _, kind in ipairs(kinds) do
    if kind[1] ~= "socket" and kind[1] ~= "closed" and kind[1] ~= "bytearray" then
      check(name .. " as a method", 0, kind[1], true, pcall(f, kind[2], 1, 1, 1))
    end
  end
end

-- No call may wait: there is nothing to wait for that ever comes.
socket.setdefaulttimeout(0)

-- The states of a socket. What lies in one that is connected must stay there.
local states = {
  {"new", function() return socket.socket() end},
  {"closed", function()
    local s = socket.socket()
    s:close()
    return s
  end},
  {"listening", function() return socket.create_server{"127.0.0.1", 0} end},
  {"datagram", function() return socket.socket(socket.AF_INET, socket.SOCK_DGRAM) end},
  {"UNIX", function() return socket.socket(socket.AF_UNIX) end},
}

-- Methods that end the socket, or take what lies in it.
local takes = {close = true, detach = true, shutdown = true, recv = true, recv_into = true, recvfrom = true,
  recvfrom_into = true, recvmsg = true, recvmsg_into = true, setsockopt = true}

for name, f in pairs(socket.socket) do
  local signature = methods[name]
  if type(f) == "function" then
    if not signature then
      complain(name, 0, "no", "a method without a signature in spec/host/arguments.lua")
    else
      self_sweep(name, f)
      for _, state in ipairs(states) do
        sweep(state[1] .. ":" .. name, function(...) return f(state[2](), ...) end, signature)
      end
      if not takes[name] then
        local a, b = socket.socketpair()
        b:sendall "every byte"
        sweep("connected:" .. name, f, signature, a)
        local data = a:fileno() >= 0 and a:recv(100, socket.MSG_DONTWAIT)
        if data ~= "every byte" then complain(name, 0, "anything", "bytes are lost: " .. tostring(data)) end
        a:close()
        b:close()
      end
    end
  end
end

for name, f in pairs(socket) do
  if type(f) == "function" and name:sub(1, 1) ~= "_" then
    if not functions[name] then
      complain(name, 0, "no", "a function without a signature in spec/host/arguments.lua")
    elseif name == "sethostname" then
      check(name, 1, "table", true, pcall(f, {}))
    elseif name == "setdefaulttimeout" then
      check(name, 1, "table", true, pcall(f, {}))
    elseif name == "dup" then
      sweep(name, function(fd) socket.close(f(fd)) end, functions[name])
    elseif name == "close" then
      check(name, 1, "string", true, pcall(f, "x"))
      check(name, 1, "negative", true, pcall(f, -1))
    else
      sweep(name, f, functions[name])
    end
  end
end

for name, signature in pairs(bytes) do
  sweep("bytearray:" .. name, function(...)
    local b = socket.bytearray(4)
    return b[name](b, ...)
  end, signature)
  self_sweep("bytearray:" .. name, socket.bytearray(1)[name])
end

print(("count wrong_arguments=%d wrong=%d"):format(tries, wrong))
os.exit(wrong == 0)

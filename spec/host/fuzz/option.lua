--- Calls getsockopt and setsockopt with any level, option and value, on new, listening and
-- connected sockets of several families. Families other than UNIX are only used if the
-- network namespace is isolated.
local source = require "spec.host.fuzz.source"
local socket = require "pysocket"

local function listening(family, host)
  local s = socket.socket(family)
  s:bind{host, 0}
  s:listen()
  return s
end

-- Returns both ends of a connection; the second one is only kept until the input is used up.
-- It resets the connection: otherwise the ports would be in TIME_WAIT, and run out.
local function connected(family, host)
  local listener <close> = listening(family, host)
  local s = socket.socket(family)
  s:connect(listener:getsockname())
  local peer = listener:accept()
  peer:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("i4i4", 1, 0))
  return s, peer
end

-- Each creates a socket. Those that this kernel or process does not support are left out.
local makers = {}
local function add(f, ...)
  local arguments = table.pack(...)
  local function make() return f(table.unpack(arguments, 1, arguments.n)) end
  local ok, s, peer = pcall(make)
  if ok then
    s:close()
    if peer then peer:close() end
    makers[#makers + 1] = make
  end
end

for _, kind in ipairs{socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET} do
  add(socket.socket, socket.AF_UNIX, kind)
  add(socket.socketpair, socket.AF_UNIX, kind)
end
if source.alone then
  for _, place in ipairs{{socket.AF_INET, "127.0.0.1"}, {socket.AF_INET6, "::1"}} do
    local family, host = place[1], place[2]
    add(socket.socket, family, socket.SOCK_STREAM)
    add(socket.socket, family, socket.SOCK_DGRAM)
    add(socket.socket, family, socket.SOCK_DGRAM, 136)  -- IPPROTO_UDPLITE
    add(socket.socket, family, socket.SOCK_RAW, family == socket.AF_INET and 1 or 58)  -- ICMP
    add(socket.socket, family, socket.SOCK_STREAM, 132)  -- IPPROTO_SCTP
    add(connected, family, host)
    add(listening, family, host)
  end
  -- AF_PACKET is left out, because its rings take the kernel's memory.
  for _, name in ipairs{"AF_NETLINK", "AF_CAN", "AF_TIPC", "AF_VSOCK", "AF_ALG", "AF_QIPCRTR", "AF_BLUETOOTH"} do
    if socket[name] then
      add(socket.socket, socket[name], socket.SOCK_RAW)
      add(socket.socket, socket[name], socket.SOCK_STREAM)
      add(socket.socket, socket[name], socket.SOCK_SEQPACKET)
    end
  end
end

local levels = {socket.SOL_SOCKET, socket.IPPROTO_IP, socket.IPPROTO_IPV6, socket.IPPROTO_TCP, socket.IPPROTO_UDP,
  255, 58, 132, 136, 270, 271, 279}  -- SOL_RAW, ICMPv6, SCTP, UDPLITE, SOL_NETLINK, SOL_TIPC, SOL_ALG

local function level_of(from)
  return from:byte() < 240 and from:pick(levels) or from:integer()
end

local function option_of(from)
  return from:byte() < 240 and from:byte() % 80 or from:integer()
end

local function set(from, s, level, option)
  local kind = from:byte() % 4
  if kind == 0 then
    source.expected(pcall(s.setsockopt, s, level, option, nil, from:integer()))
  elseif kind == 1 then
    source.expected(pcall(s.setsockopt, s, level, option, from:string()))
  elseif kind == 2 then
    source.expected(pcall(s.setsockopt, s, level, option, from:integer()))
  else
    source.expected(pcall(s.setsockopt, s, level, option, from:value(), from:value()))
  end
end

-- This is the only option whose value is a descriptor, which the caller must close.
local SO_PEERPIDFD = 77

local function close_pidfd(level, option, value)
  if level ~= socket.SOL_SOCKET or option ~= SO_PEERPIDFD then return end
  -- If the low byte comes first, a truncated value lacks only zeros.
  if type(value) == "string" then value = value ~= "" and string.unpack("=i4", value .. "\0\0\0") end
  if value then socket.close(value) end
end

local function get(from, s, level, option)
  local kind = from:byte() % 4
  if kind == 0 then
    local ok, value = pcall(s.getsockopt, s, level, option, from:value())
    if source.expected(ok, value) then close_pidfd(level, option, value) end
  elseif kind == 1 then
    local ok, value = pcall(s.getsockopt, s, level, option)
    if source.expected(ok, value) then
      assert(math.type(value) == "integer")
      close_pidfd(level, option, value)
    end
  else
    local size = from:integer()
    local ok, value = pcall(s.getsockopt, s, level, option, size)
    if source.expected(ok, value) then
      assert(size == 0 and math.type(value) == "integer" or #value <= size, "the value exceeds the buffer")
      close_pidfd(level, option, value)
    end
  end
end

return function(data)
  local from = source(data)
  local made, peer = from:pick(makers)()
  local s <close> = made
  local _ <close> = peer
  for _ = 1, 8 do
    local level, option = level_of(from), option_of(from)
    local what = from:byte() % 4
    if what > 1 then set(from, s, level, option) end
    if what < 3 then get(from, s, level, option) end
    if from:done() then break end
  end
end

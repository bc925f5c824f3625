--- Sends ancillary data in both directions: over pairs of UNIX sockets, where it carries
-- descriptors, and of UDP sockets, where the kernel fills it with the requested information.
-- Each datagram must arrive as it was sent, with the same number of descriptors, and none may
-- be lost.
local source = require "spec.host.fuzz.source"
local socket = require "pysocket"

local SO_TIMESTAMP, SO_TIMESTAMPNS, SO_RXQ_OVFL = 29, 35, 40  -- on most machines; elsewhere some other option
local SOL_SOCKET, IP, IPV6 = socket.SOL_SOCKET, socket.IPPROTO_IP, socket.IPPROTO_IPV6

local kinds = {socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET}
local levels = {SOL_SOCKET, SOL_SOCKET, IP, IPV6, socket.IPPROTO_UDP, 279}
local types = {socket.SCM_RIGHTS, socket.SCM_RIGHTS, socket.SCM_CREDENTIALS, SO_TIMESTAMP, 0, 1, 2, 8, 50, 52, 67, 103}

-- What a receiver may request from the kernel: IP_TOS, IP_TTL, IP_PKTINFO, IP_RECVERR …
local told = {
  [socket.AF_UNIX] = {{SOL_SOCKET, socket.SO_PASSCRED}, {SOL_SOCKET, SO_TIMESTAMP}, {SOL_SOCKET, SO_TIMESTAMPNS}},
  [socket.AF_INET] = {{IP, 6}, {IP, 7}, {IP, 8}, {IP, 11}, {IP, 12}, {IP, 13}, {IP, 20}, {SOL_SOCKET, SO_TIMESTAMP},
    {SOL_SOCKET, SO_RXQ_OVFL}},
  [socket.AF_INET6] = {{IPV6, 25}, {IPV6, 49}, {IPV6, 51}, {IPV6, 53}, {IPV6, 66}, {IPV6, 74},
    {SOL_SOCKET, SO_TIMESTAMP}},
}

local hosts = {}
if source.alone then hosts = {[socket.AF_INET] = "127.0.0.1", [socket.AF_INET6] = socket.has_ipv6 and "::1" or nil} end

-- Returns two sockets of one kind that are connected to each other, and their family.
local function pair(from)
  local choice = from:byte()
  local family = choice % 8 == 7 and socket.AF_INET or choice % 8 == 6 and socket.AF_INET6 or socket.AF_UNIX
  local a, b
  if not hosts[family] then
    family = socket.AF_UNIX
    a, b = socket.socketpair(family, kinds[choice // 8 % 3 + 1])
  else
    a, b = socket.socket(family, socket.SOCK_DGRAM), socket.socket(family, socket.SOCK_DGRAM)
    a:bind{hosts[family], 0}
    b:bind{hosts[family], 0}
    a:connect(b:getsockname())
    b:connect(a:getsockname())
  end
  a:settimeout(0)
  b:settimeout(0)
  local asked = from:byte()
  for i, option in ipairs(told[family]) do
    if asked >> (i - 1) % 8 & 1 == 1 then source.expected(pcall(b.setsockopt, b, option[1], option[2], 1)) end
  end
  return a, b, family
end

-- Closes the received descriptors, and returns their number.
local function close_descriptors(ancdata)
  local n = 0
  for _, item in ipairs(ancdata) do
    assert(math.type(item.cmsg_level) == "integer" and math.type(item.cmsg_type) == "integer"
      and type(item.cmsg_data) == "string", "no item")
    if item.cmsg_level == SOL_SOCKET and item.cmsg_type == socket.SCM_RIGHTS then
      for i = 1, #item.cmsg_data // 4 * 4, 4 do
        socket.close((string.unpack("=i4", item.cmsg_data, i)))
        n = n + 1
      end
    end
  end
  return n
end

local function data_of(from, a)
  local kind = from:byte() % 4
  if kind == 0 then
    local n = from:byte() % 5
    return string.pack("=i4", a:fileno()):rep(n), n
  end
  if kind == 1 then return string.pack("=i4i4", 1, 2) .. from:string(3) end
  if kind == 2 then return from:value(1) end
  return from:string()
end

-- Returns ancillary data and the number of descriptors in it, or nil if that is not known.
local function ancillary(from, a)
  if from:byte() % 16 == 0 then return from:value() end
  local list, n = {}, 0
  for i = 1, from:byte() % 5 do
    local level = from:byte() < 230 and from:pick(levels) or from:integer()
    local kind = from:byte() < 230 and from:pick(types) or from:integer()
    local data, count = data_of(from, a)
    list[i] = {level, kind, data}
    if level ~= SOL_SOCKET or kind ~= socket.SCM_RIGHTS then count = 0 end
    n = n and count and n + count
  end
  return list, n
end

-- Returns a size. It is bounded, because the sanitizer takes too long for a large one.
local function size_of(from)
  local size = from:integer()
  return size > 0 and size & 0xffff or size
end

-- Receives one message. Returns true, the message, the number of its descriptors, and whether
-- it was truncated.
local function receive(from, b)
  local how, size = from:byte() % 4, size_of(from)
  local ok, data, ancdata, flags, n
  if how == 0 then
    ok, data, ancdata, flags = pcall(socket.recv_fds, b, size, from:integer() & 0xff)
    if ok then
      n = #ancdata
      for _, fd in ipairs(ancdata) do socket.close(fd) end
    end
  elseif how == 1 then
    local first, second = socket.bytearray(from:byte()), socket.bytearray(3)
    ok, data, ancdata, flags = pcall(b.recvmsg_into, b, {first, second}, size_of(from))
    if ok then data = (first:sub(1) .. second:sub(1)):sub(1, data) end
  else
    local most = how == 2 and (from:byte() < 250 and size_of(from) or math.maxinteger) or 1000
    ok, data, ancdata, flags = pcall(b.recvmsg, b, size, most)
  end
  if not source.expected(ok, data) then return false end
  return true, data, n or close_descriptors(ancdata), flags
end

-- Sends one message in each direction.
local function exchange(from, a, b, family)
  local stream = a.type == socket.SOCK_STREAM
  local buffers = from:byte() < 230 and {from:string(), from:string()} or from:value()
  local ancdata, descriptors = ancillary(from, a)
  local flags = from:byte() < 200 and 0 or from:integer() & 0x7f
  local sent, e = pcall(a.sendmsg, a, buffers, ancdata, flags)
  source.expected(sent, e)
  local came, data, n, told_flags = receive(from, b)
  if not (sent and came) or stream or flags ~= 0 or told_flags & socket.MSG_ERRQUEUE ~= 0 then return end
  local whole = {}
  for i = 1, #buffers do whole[i] = type(buffers[i]) == "number" and buffers[i] or buffers[i]:sub(1) end
  whole = table.concat(whole)
  -- An empty message of a SOCK_SEQPACKET looks like the end, for which recv returns nil.
  data = data or ""
  local cut = told_flags & socket.MSG_TRUNC ~= 0
  assert(whole == data or cut and whole:sub(1, #data) == data, ("%q was received for %q"):format(data, whole))
  if family == socket.AF_UNIX and descriptors and told_flags & socket.MSG_CTRUNC == 0 then
    assert(n == descriptors, ("%d descriptors were sent, %d were received"):format(descriptors, n))
  end
end

-- No message may stay in the kernel's queues, and no descriptor may stay open.
local function drain(b, flags)
  for _ = 1, 8 do
    local ok, _, ancdata = pcall(b.recvmsg, b, 65536, 4096, flags)
    if not ok then break end
    close_descriptors(ancdata)
  end
end

return function(data)
  local from = source(data)
  local a, b, family = pair(from)
  local _ <close> = a
  local _ <close> = b
  for _ = 1, 4 do
    exchange(from, a, b, family)
    drain(b)
    if from:done() then break end
  end
  drain(a, socket.MSG_ERRQUEUE)
  socket.CMSG_LEN(from:byte())
  source.expected(pcall(socket.CMSG_SPACE, from:integer()))
  source.expected(pcall(socket.CMSG_LEN, from:integer()))
end

--- Ancillary data both ways, over a pair of UNIX sockets. What can be sent is what
-- comes; descriptors that come are closed here, and none is lost.
local source = require "spec.host.fuzz.source"
local socket = require "pysocket"

local SO_TIMESTAMP = 29  -- on most machines; elsewhere some other option
local kinds = {socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET}
local levels = {socket.SOL_SOCKET, socket.SOL_SOCKET, socket.IPPROTO_IP, socket.IPPROTO_IPV6, 279}
local types = {socket.SCM_RIGHTS, socket.SCM_RIGHTS, socket.SCM_CREDENTIALS, 29, 0}

local function descriptors_of(ancdata)
  for _, item in ipairs(ancdata) do
    if item.cmsg_level == socket.SOL_SOCKET and item.cmsg_type == socket.SCM_RIGHTS then
      for i = 1, #item.cmsg_data // 4 * 4, 4 do socket.close((string.unpack("=i4", item.cmsg_data, i))) end
    end
  end
end

local function data_of(from, a)
  local kind = from:byte() % 4
  if kind == 0 then return (string.pack("=i4", a:fileno())):rep(from:byte() % 5) end
  if kind == 1 then return string.pack("=i4i4", 1, 2) .. from:string(3) end
  if kind == 2 then return from:value(1) end
  return from:string()
end

local function ancillary(from, a)
  if from:byte() % 16 == 0 then return from:value() end
  local list = {}
  for i = 1, from:byte() % 5 do
    list[i] = {from:byte() < 230 and from:pick(levels) or from:integer(),
      from:byte() < 230 and from:pick(types) or from:integer(), data_of(from, a)}
  end
  return list
end

local function receive(from, b)
  local how, size = from:byte() % 4, from:integer()
  if from:byte() % 16 ~= 0 then size = size & 0xffff end  -- a large buffer takes time
  local ok, data, ancdata
  if how == 0 then
    local got
    ok, data, got = pcall(socket.recv_fds, b, size & 0xfff, from:integer() & 0xff)
    if ok then
      for _, fd in ipairs(got) do socket.close(fd) end
    end
  elseif how == 1 then
    ok, data, ancdata = pcall(b.recvmsg_into, b, {socket.bytearray(from:byte()), socket.bytearray(3)},
      from:integer() & 0xffff)
  else
    ok, data, ancdata = pcall(b.recvmsg, b, how == 2 and size or size & 0xffff, how == 2 and from:integer() or 1000)
  end
  if ok and ancdata then descriptors_of(ancdata) end
  return source.expected(ok, data)
end

return function(data)
  local from = source(data)
  local a, b = socket.socketpair(socket.AF_UNIX, from:pick(kinds))
  local _ <close> = a
  local _ <close> = b
  a:settimeout(0)
  b:settimeout(0)
  if from:byte() % 2 == 0 then b:setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1) end
  if from:byte() % 2 == 0 then b:setsockopt(socket.SOL_SOCKET, SO_TIMESTAMP, 1) end
  for _ = 1, 4 do
    local buffers = from:byte() < 230 and {from:string(), from:string()} or from:value()
    local ok, n = pcall(a.sendmsg, a, buffers, ancillary(from, a), from:byte() < 200 and 0 or from:integer() & 0x7f)
    source.expected(ok, n)
    receive(from, b)
    if from:done() then break end
  end
  socket.CMSG_LEN(from:byte())
  source.expected(pcall(socket.CMSG_SPACE, from:integer()))
  source.expected(pcall(socket.CMSG_LEN, from:integer()))
  for _ = 1, 8 do  -- none may stay in the kernel's queue
    local ok, _, ancdata = pcall(b.recvmsg, b, 65536, 4096)
    if not ok then break end
    descriptors_of(ancdata)
  end
end

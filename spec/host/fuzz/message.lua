--- Ancillary data both ways, through a socket pair of this process: any level, type
-- and data to send, any size of the buffer to receive; descriptors are not lost.

local socket = require "pysocket"

local a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
a:settimeout(0)
b:settimeout(0)

local function fine(ok, e)
  if ok or type(e) == "table" or tostring(e):find "bad argument" then return ok end
  error(e, 0)
end

local turn = 0

return function(data)
  local at = 3
  local items, size = {}, (data:byte(1) or 0) * 2
  while at < #data and #items < 8 do
    local kind, n = data:byte(at, at + 1)
    local level, type = socket.SOL_SOCKET, socket.SCM_RIGHTS
    local bytes = data:sub(at + 2, at + 1 + (n or 0))
    if kind % 4 == 0 then
      bytes = string.pack("i", a:fileno()):rep((n or 0) % 16)
    elseif kind % 4 == 1 then
      level, type = kind, n or 0
    elseif kind % 4 == 2 then
      bytes = string.pack("iI4I4", kind, n or 0, kind)  -- credentials
      type = socket.SCM_CREDENTIALS
    end
    items[#items + 1] = {level, type, bytes}
    at = at + 2 + (n or 0) % 64
  end
  if fine(pcall(a.sendmsg, a, {data:sub(1, 20)}, items, (data:byte(2) or 0) % 2 * socket.MSG_DONTWAIT)) then
    local ok, got, ancillary = pcall(b.recvmsg, b, 100, size)
    if fine(ok, got) then
      for _, item in ipairs(ancillary) do
        if item.cmsg_type == socket.SCM_RIGHTS and item.cmsg_level == socket.SOL_SOCKET then
          for i = 1, #item.cmsg_data - 3, 4 do socket.close((string.unpack("i", item.cmsg_data, i))) end
        end
      end
    end
  end
  fine(pcall(socket.send_fds, a, {"x"}, {a, 0, b}))
  local ok, got, fds = pcall(socket.recv_fds, b, 10, size % 5)
  if fine(ok, got) then for _, fd in ipairs(fds) do socket.close(fd) end end
  turn = turn + 1
  if turn % 1000 == 0 then
    local fd = socket.dup(0)
    socket.close(fd)
    assert(fd < 64, "descriptors are lost: the next would be " .. fd)
  end
end

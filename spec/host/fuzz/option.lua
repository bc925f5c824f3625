--- getsockopt and setsockopt: any level, option and value on sockets of this process
-- that nothing is connected to.

local socket = require "pysocket"

local sockets = {
  socket.socket(), socket.socket(socket.AF_INET6), socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
  (socket.socketpair()), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM),
}

local levels = {socket.SOL_SOCKET, socket.IPPROTO_TCP, socket.IPPROTO_IP, socket.IPPROTO_IPV6, socket.IPPROTO_UDP}

local function fine(ok, e)
  if ok or type(e) == "table" or tostring(e):find "bad argument" then return ok end
  error(e, 0)
end

return function(data)
  local which, level, option, length = string.unpack("<BBBI2", data .. ("\0"):rep(5))
  local s = sockets[which % #sockets + 1]
  level = level < 200 and levels[level % #levels + 1] or level
  local value = data:sub(6)
  fine(pcall(s.getsockopt, s, level, option))
  fine(pcall(s.getsockopt, s, level, option, length))
  -- SO_ATTACH_FILTER and its kin take pointers: no program of a script's can be wanted.
  if level ~= socket.SOL_SOCKET or option ~= 26 and option ~= 51 and option ~= 50 and option ~= 52 then
    fine(pcall(s.setsockopt, s, level, option, value))
    fine(pcall(s.setsockopt, s, level, option, length))
    fine(pcall(s.setsockopt, s, level, option, nil, length % 100))
  end
end

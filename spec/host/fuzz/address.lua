--- Addresses of all families both ways: what the kernel could give becomes an
-- address, which becomes the same again; what a script could give is taken or is
-- an error about that argument. No socket is there: nothing is sent.

local socket = require "pysocket"

local families = {
  {socket.AF_INET, 1, 0}, {socket.AF_INET6, 1, 0}, {socket.AF_UNIX, 1, 0}, {17, 3, 0}, {16, 3, 0},
  {40, 1, 0},
  {29, 3, 1}, {29, 2, 6}, {29, 2, 7}, {38, 5, 0}, {30, 1, 0}, {42, 2, 0}, {31, 1, 0}, {31, 1, 3}, {31, 5, 2},
  {31, 3, 1}, {21, 5, 0}, {99, 1, 0},
}

local function fine(ok, e)
  if ok or type(e) == "table" or tostring(e):find "bad argument" then return ok end
  error(e, 0)
end

-- Values of a script, out of the bytes.
local function value(data, at)
  local kind = data:byte(at) or 0
  local rest = data:sub(at + 1)
  if kind % 8 == 0 then return nil, at + 1 end
  if kind % 8 == 1 then return string.unpack("<i8", rest .. ("\0"):rep(8)), at + 9 end
  if kind % 8 == 2 then return (data:byte(at + 1) or 0) * 256 + (data:byte(at + 2) or 0), at + 3 end
  if kind % 8 == 3 then return string.unpack("<d", rest .. ("\0"):rep(8)), at + 9 end
  if kind % 8 == 4 then return kind > 128, at + 1 end
  local n = data:byte(at + 1) or 0
  return data:sub(at + 2, at + 1 + n), at + 2 + n
end

local names = {
  "host", "port", "flowinfo", "scope_id", "path", "ifname", "proto", "pid", "groups", "interface", "addr_type",
}

return function(data)
  local family = families[(data:byte(1) or 0) % #families + 1]
  local raw = data:sub(2, 129)
  local ok, address = pcall(socket._address, family[1], family[2], family[3], raw)
  if fine(ok, address) and address ~= nil then
    tostring(address)
    local there, back = pcall(socket._sockaddr, family[1], family[2], family[3], address)
    if fine(there, back) and back then
      local again = socket._address(family[1], family[2], family[3], back)
      local _ = again == address
    end
  end
  local given, at = {}, 2
  for i = 1, 6 do
    local v
    v, at = value(data, at)
    local named = (data:byte(at) or 0) % 16 == 15
    given[named and names[(data:byte(at + 1) or 0) % #names + 1] or i] = v
  end
  fine(pcall(socket._sockaddr, family[1], family[2], family[3], given))
  fine(pcall(socket._sockaddr, family[1], family[2], family[3], raw))
  local text = data:sub(2)
  fine(pcall(socket.inet_pton, socket.AF_INET6, text))
  fine(pcall(socket.inet_aton, text))
  fine(pcall(socket.inet_ntop, socket.AF_INET6, raw))
end

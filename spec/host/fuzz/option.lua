--- getsockopt and setsockopt with any level, option and value, on sockets of several
-- families; those of IP only where the network namespace has no way out.
local source = require "spec.host.fuzz.source"
local socket = require "pysocket"

local kinds = {{socket.AF_UNIX, socket.SOCK_STREAM}, {socket.AF_UNIX, socket.SOCK_DGRAM}}
if source.alone then
  for _, kind in ipairs{
    {socket.AF_INET, socket.SOCK_STREAM}, {socket.AF_INET, socket.SOCK_DGRAM}, {socket.AF_INET6, socket.SOCK_STREAM},
    {socket.AF_INET6, socket.SOCK_DGRAM}, {socket.AF_NETLINK or socket.AF_UNIX, socket.SOCK_RAW},
  } do
    if pcall(socket.socket, kind[1], kind[2]) then kinds[#kinds + 1] = kind end
  end
end
local levels = {socket.SOL_SOCKET, socket.IPPROTO_IP, socket.IPPROTO_IPV6, socket.IPPROTO_TCP, socket.IPPROTO_UDP, 270}

local function level_of(from)
  return from:byte() < 240 and from:pick(levels) or from:integer()
end

local function option_of(from)
  return from:byte() < 240 and from:byte() % 80 or from:integer()
end

local function try(from, s)
  local level, option, kind = level_of(from), option_of(from), from:byte() % 6
  if kind == 0 then
    source.expected(pcall(s.setsockopt, s, level, option, nil, from:integer()))
  elseif kind == 1 then
    source.expected(pcall(s.setsockopt, s, level, option, from:string()))
  elseif kind == 2 then
    source.expected(pcall(s.setsockopt, s, level, option, from:integer()))
  elseif kind == 3 then
    source.expected(pcall(s.setsockopt, s, level, option, from:value(), from:value()))
  elseif kind == 4 then
    local ok, value = pcall(s.getsockopt, s, level, option)
    if source.expected(ok, value) then assert(math.type(value) == "integer") end
  else
    local size = from:integer()
    local ok, value = pcall(s.getsockopt, s, level, option, size)
    if source.expected(ok, value) then
      assert(size == 0 and math.type(value) == "integer" or #value <= size, "more than there is room for")
    end
  end
end

return function(data)
  local from = source(data)
  local kind = from:pick(kinds)
  local s <close> = socket.socket(kind[1], kind[2])
  for _ = 1, 8 do
    try(from, s)
    if from:done() then break end
  end
end

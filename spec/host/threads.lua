--- The echo demo of one thread (threads.c): the side, the pair's number, the turn.
local side, number, turn = ...

local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

-- Where the two meet: no other run of this has the same name.
local name = ("\0pysocket-threads-%d-%d-%d"):format(io.open("/proc/self/stat"):read "n", number, turn)

if side == "server" then
  local s <close> = socket.socket(socket.AF_UNIX)
  s:settimeout(60)
  s:bind(name)
  s:listen(1)
  local conn <close> = s:accept()
  while true do
    local data = conn:recv(1024)
    if not data then break end
    conn:sendall(data)
  end
else
  local s <close> = socket.socket(socket.AF_UNIX)
  for _ = 1, 10000 do  -- until the server listens
    if s:connect_ex(name) == 0 then break end
    asyncio.run(asyncio.sleep, 0.001)
  end
  s:sendall "Hello, world"
  assert(s:recv(1024) == "Hello, world")
  assert(socket.gethostbyname "localhost" == "127.0.0.1")  -- the helper threads too
  assert(not pcall(socket.inet_aton, "wrong"))
end

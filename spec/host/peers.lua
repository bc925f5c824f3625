--- Peers that misbehave: one sends a byte at a time, one never reads, one resets
-- in the middle. The server goes on serving the others meanwhile.

local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local answered = 0

local function handle(reader, writer)
  while true do
    local line = reader:readline()
    if not line then break end
    if line == "much\n" then
      for _ = 1, 200 do
        writer:write(("x"):rep(100000))
        writer:drain()
      end
    else
      writer:write(line)
      writer:drain()
    end
  end
end

local function connect(server)
  local s = socket.socket()
  s:connect(server.sockets[1]:getsockname())
  return s
end

local function good(server, times)
  for i = 1, times do
    local s <close> = connect(server)
    s:settimeout(5)
    local line = ("line %d\n"):format(i)
    s:sendall(line)
    assert(s:recv(100) == line)
    answered = answered + 1
  end
end

asyncio.get_event_loop():set_exception_handler(function() end)  -- the resets
asyncio.run(function()
  local server = asyncio.start_server(handle, "127.0.0.1", 0)
  local slow, deaf = connect(server), connect(server)
  deaf:sendall "much\n"
  local trickle = asyncio.create_task(function()
    for c in ("one byte a second\n"):gmatch "." do
      slow:sendall(c)
      asyncio.sleep(c == "e" and 1 or 0.1)
    end
    return slow:recv(100)
  end)
  local resets = asyncio.create_task(function()
    for _ = 1, 200 do
      local s = connect(server)
      s:sendall "much\n"
      s:recv(10)
      s:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
      s:close()
    end
  end)
  asyncio.gather(asyncio.create_task(good, server, 500), asyncio.create_task(good, server, 500), resets)
  assert(trickle:await() == "one byte a second\n")
  local got = 0  -- what the deaf one did not read is there when it does
  while got < 20000000 do got = got + #deaf:recv(1000000) end
  slow:close()
  deaf:close()
  server:close()
  server:wait_closed()
end)
print(("count answered_meanwhile=%d resets=200"):format(answered))

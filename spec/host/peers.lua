--- Serves peers that misbehave: one sends a byte at a time, one never reads, and many reset
-- their connections halfway. The server must serve the others meanwhile.

local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local MUCH = 20000000
local RESETS = 200

local answered, stuck = 0, 0

local function handle(reader, writer)
  while true do
    local line = reader:readline()
    if not line then break end
    if line == "much\n" then
      stuck = stuck + 1  -- until the peer has read it or closed the connection
      local _ <close> = setmetatable({}, {__close = function() stuck = stuck - 1 end})
      for _ = 1, MUCH // 100000 do
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
    s:settimeout(60)  -- a client that is not served would wait for ever
    local line = ("line %d\n"):format(i)
    s:sendall(line)
    assert(s:recv(100) == line)
    answered = answered + 1
  end
end

-- Only the resets by peers may be reported.
local reported, wrong = 0, nil
asyncio.get_event_loop():set_exception_handler(function(_, context)
  if socket.isinstance(context.exception, socket.ConnectionError) then
    reported = reported + 1
  else
    wrong = wrong or tostring(context.exception or context.message)
  end
end)
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
    for _ = 1, RESETS do
      local s = connect(server)
      s:sendall "much\n"
      s:recv(10)
      s:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
      s:close()
    end
  end)
  asyncio.gather(asyncio.create_task(good, server, 500), asyncio.create_task(good, server, 500), resets)
  assert(trickle:await() == "one byte a second\n")
  while stuck > 1 do asyncio.sleep(0.01) end  -- until the handlers of reset connections have ended
  assert(stuck == 1, "the server does not wait for the peer that never reads")
  local got = 0  -- the unread data is still there
  while got < MUCH do got = got + #assert(deaf:recv(1000000), "the stream ended too early") end
  assert(got == MUCH)
  slow:close()
  deaf:close()
  server:close()
  server:wait_closed()
end)
assert(not wrong, wrong)
assert(answered == 1000 and reported == RESETS, reported .. " resets were reported")
print(("count answered_meanwhile=%d resets=%d"):format(answered, reported))

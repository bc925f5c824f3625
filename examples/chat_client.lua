-- A client of the chat room: sends the lines that are typed, and shows what the others write.
-- Run it: make && eval "$(make env)" && lua5.4 examples/chat_client.lua
-- Arguments: [host [port]]. Ctrl-D or Ctrl-C ends it.
local asyncio = require "pysocket.asyncio"

local HOST = arg[1] or "127.0.0.1"
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"

-- Copies in one direction. This runs in a task, where io.read would block all tasks.
local function copy(reader, writer)
  while true do
    local data = reader:read(4096)
    if not data then return end
    writer:write(data)
    writer:drain()
  end
end

asyncio.run(function()
  local reader, writer = asyncio.open_connection(HOST, PORT)
  local connection <close> = writer
  local screen <close> = asyncio.connect_write_pipe(io.stdout)
  local typed = asyncio.create_task(copy, asyncio.connect_read_pipe(io.stdin), connection)
  local heard = asyncio.create_task(copy, reader, screen)
  local done = asyncio.wait({typed, heard}, {return_when = asyncio.FIRST_COMPLETED})
  typed:cancel()
  heard:cancel()
  for _, task in ipairs(done) do task:result() end  -- raises the error that ended it
end)

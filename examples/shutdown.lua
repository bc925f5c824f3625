-- Shows shutdown: the client says that it has sent everything, and still receives the answer.
-- Both ends are in this script.
-- Run it: make && eval "$(make env)" && lua5.4 examples/shutdown.lua
local socket = require "pysocket"

local server <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server:bind{"127.0.0.1", 0}  -- port 0 means any free port
server:listen()

local client <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client:connect(server:getsockname())
local conn <close> = server:accept()

client:sendall("one two three ")
client:sendall("four")
client:shutdown(socket.SHUT_WR)  -- Closes the half that sends; close() would close both

-- recv returns nil when the peer has shut down its sending side.
local text = ""
while true do
  local data = conn:recv(1024)
  if not data then break end
  text = text .. data
end
local _, words = text:gsub("%w+", "")
conn:sendall(words .. " words")

print("The client received", client:recv(1024))

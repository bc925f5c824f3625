-- Shows a timeout: the script waits half a second for a datagram, and then does something else.
-- Run it: make && eval "$(make env)" && lua5.4 examples/timeout.lua
local socket = require "pysocket"

local s <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s:bind{"127.0.0.1", 0}
s:settimeout(0.5)

-- In Python: try … except TimeoutError. In Lua: pcall and isinstance.
local function receive()
  local ok, result = pcall(s.recv, s, 1024)
  if ok then
    print("Received", result)
  elseif socket.isinstance(result, socket.TimeoutError) then
    print("Nothing arrived within", s:gettimeout(), "seconds")
  else
    error(result)
  end
end

receive()
s:sendto("Hello, me", s:getsockname())  -- The socket can still be used
receive()

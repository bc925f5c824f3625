-- Shows how to look up the address of a host name, and what happens if it has none.
-- Run it: make && eval "$(make env)" && lua5.4 examples/gethostbyname.lua
-- Arguments: [name ...]
local socket = require "pysocket"

local names = #arg > 0 and arg or {"localhost", "127.0.0.1"}

print("This host is called", socket.gethostname())
for _, name in ipairs(names) do
  local ok, result = pcall(socket.gethostbyname, name)
  if ok then
    print(name, result)
  elseif socket.isinstance(result, socket.gaierror) then
    print(name, "not found: " .. result.strerror)
  else
    error(result)
  end
end

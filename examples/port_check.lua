-- Tries a hundred ports at once and prints the open ones. Use it only on your own machines.
-- Run it: make && eval "$(make env)" && lua5.4 examples/port_check.lua
-- Arguments: [host [first [last]]]
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local HOST = socket.gethostbyname(arg[1] or "127.0.0.1")
local FIRST = math.tointeger(tonumber(arg[2] or 1)) or 0
local LAST = math.tointeger(tonumber(arg[3] or 1024)) or 0
assert(0 < FIRST and FIRST <= LAST and LAST < 65536,
  "the first and the last port must be whole numbers from 1 to 65535, in this order")
local TIMEOUT = 2
local AT_ONCE = 100

local function check(port, slots, open)
  local _ <close> = slots:acquire()
  local s <close> = socket.socket()
  s:settimeout(TIMEOUT)
  if s:connect_ex{HOST, port} == 0 then open[#open + 1] = port end
end

asyncio.run(function()
  local slots, open = asyncio.Semaphore(AT_ONCE), {}
  do
    local group <close> = asyncio.TaskGroup()
    for port = FIRST, LAST do group:create_task(check, port, slots, open) end
  end                      -- waits until all tasks of the group have ended
  table.sort(open)
  for _, port in ipairs(open) do
    local known, name = pcall(socket.getservbyport, port)
    print(port, known and name or "")
  end
end)

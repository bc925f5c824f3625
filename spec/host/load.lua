--- 10,000 connections and more, opened and dropped at random for a minute: the
-- descriptors and the memory are what they were, afterwards.
--
--   lua load.lua [SECONDS]

local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local seconds = tonumber(arg[1] or 60)
local MOST = 400  -- open at a time; each has two descriptors here
local WANTED = 10000

local now = asyncio.get_event_loop().time

local function descriptors()
  local list = io.popen "ls /proc/$PPID/fd | wc -l"
  local n = list:read "n"
  list:close()
  return n
end

-- In KiB: what Lua has, and what the process has.
local function memory()
  collectgarbage()
  collectgarbage()
  local f = io.open "/proc/self/statm"
  local _, resident = f:read("n", "n")
  f:close()
  return collectgarbage "count", resident * 4
end

local opened, served, dropped = 0, 0, 0

local function serve(conn)
  local guard <close> = conn
  while true do
    local ok, data = pcall(conn.recv, conn, 4096)
    if not ok or not data then break end
    if not pcall(conn.sendall, conn, data) then break end
    served = served + 1
  end
  return guard
end

local function live(address)
  local s <close> = socket.socket()
  s:connect(address)
  opened = opened + 1
  for _ = 1, math.random(0, 5) do
    local text = ("x"):rep(math.random(1, 3000))
    s:sendall(text)
    if math.random(4) == 1 then break end  -- gone without an answer
    local left = #text
    while left > 0 do left = left - #(s:recv(left) or error "the end came too early") end
    asyncio.sleep(math.random() * 0.01)
  end
  if math.random(3) == 1 then  -- a reset
    s:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
    dropped = dropped + 1
  end
end

local function main(time, count)
  local listener <close> = socket.create_server({"127.0.0.1", 0}, {backlog = 1024})
  local address = listener:getsockname()
  local accepting = asyncio.create_task(function()
    for conn in listener.accept, listener do asyncio.create_task(serve, conn) end
  end)
  local until_, slots = now() + time, asyncio.Semaphore(MOST)
  local target = opened + count
  while now() < until_ or opened < target do
    slots:acquire()
    asyncio.create_task(function()
      local _ <close> = slots
      live(address)
    end)
    -- So many a second that the time is filled, more would fill the kernel's tables.
    if now() < until_ and opened > count * 1.5 then asyncio.sleep(0.005) end
  end
  accepting:cancel()
end

math.randomseed(tonumber(os.getenv "SEED" or os.time()))
asyncio.run(main, 0.5, 500)  -- so that all buffers have their size
local fds, lua_before, all_before = descriptors(), memory()
local began = now()
asyncio.run(main, seconds, WANTED)
local took = now() - began
local lua_after, all_after = memory()
local fds_after = descriptors()
print(("%d opened in %.0f s, %d answers, %d resets; Lua %.0f to %.0f KiB, process %d to %d KiB"):format(
  opened, took, served, dropped, lua_before, lua_after, all_before, all_after))
print(("count connections=%d descriptors_left=%d lua_kib_more=%.0f"):format(
  opened, fds_after - fds, math.max(0, lua_after - lua_before)))
assert(fds_after == fds, "descriptors are left")
assert(lua_after < lua_before + 64, "Lua's memory has grown")
assert(all_after < all_before + 8192, "the process has grown")

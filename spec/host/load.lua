--- Opens and closes thousands of connections at random for a minute. Afterwards both
-- processes have as many descriptors and as much memory as before.
--
--   lua load.lua [SECONDS [CONNECTIONS]]
--
-- The server is a separate process, so that each process needs one descriptor for each
-- connection. CONNECTIONS is 10,000, or as many as the limit of descriptors allows.

local socket = require "pysocket"
local select = require "pysocket.select"
local asyncio = require "pysocket.asyncio"

local WORKERS = 50
local GROWTH = 8192  -- KiB

local function proc(name)
  local f <close> = assert(io.open("/proc/self/" .. name))
  return f:read "a"
end

local function limit() return tonumber(proc("limits"):match "Max open files%s+(%d+)") or 1 << 20 end

-- Returns the number of open descriptors, the KiB in use by Lua, and those of the process.
local function state()
  collectgarbage()
  collectgarbage()
  local fds <close> = assert(io.popen "ls /proc/$PPID/fd | wc -l")
  return fds:read "n", math.ceil(collectgarbage "count"), tonumber(proc("statm"):match "^%d+ (%d+)") * 4
end

-- ---- the server -----------------------------------------------------------------
-- The server answers "?" with its state, ends on "!", and echoes everything else.

local function echo(conn)
  local _ <close> = conn
  while true do
    local data = conn:recv(4096)
    if not data then break end
    if data == "!" then
      conn:recv(1)
      os.exit(0)
    end
    conn:sendall(data == "?" and ("%d %d %d\n"):format(state()) or data)
  end
end

local function handle(conn)
  local ok, e = pcall(echo, conn)
  assert(ok or socket.isinstance(e, socket.ConnectionError), e)  -- a reset
end

local function serve()
  local addresses, group <close> = {}, asyncio.TaskGroup()
  for i = 1, 8 do  -- eight, because one address has only 28,000 ports for clients
    local listener = socket.create_server({"127.0.0." .. i, 0}, {backlog = 1024})
    addresses[i] = ("%s %d"):format(table.unpack(listener:getsockname()))
    group:create_task(function()
      for conn in listener.accept, listener do asyncio.create_task(handle, conn) end
    end)
  end
  print(table.concat(addresses, " "))
  io.stdout:flush()
end

-- ---- the clients ----------------------------------------------------------------

local now = asyncio.get_event_loop().time
local opened, resets, answers, most = 0, 0, 0, 0

local function drop(s)
  if math.random(3) == 1 then
    s:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
    resets = resets + 1
  end
  s:close()
end

local function answered(s)
  local text, got = ("x"):rep(math.random(3000)), 0
  s:sendall(text)
  if math.random(4) == 1 then return false end  -- does not wait for the answer
  while got < #text do got = got + #(s:recv(#text - got) or error "the stream ended too early") end
  answers = answers + 1
  return true
end

-- One turn with one of the connections, which no other task uses meanwhile.
local function turn(pool, addresses, slot, filling)
  local s = pool[slot]
  if s == "taken" then return end
  pool[slot] = "taken"
  if not s then
    s = socket.create_connection(addresses[math.random(#addresses)], 30)
    opened = opened + 1
    pool[slot] = s
  elseif filling or answered(s) and math.random(2) == 1 then
    pool[slot] = s
  else
    drop(s)
    pool[slot] = false
  end
end

local function workers(f)
  local group <close> = asyncio.TaskGroup()
  for i = 1, WORKERS do group:create_task(f, i) end
end

local function round(addresses, seconds, connections)
  local pool = {}
  for i = 1, connections do pool[i] = false end
  workers(function(first)
    for slot = first, connections, WORKERS do turn(pool, addresses, slot, true) end
  end)
  most = math.max(most, #pool)
  local until_ = now() + seconds
  workers(function()
    while now() < until_ do turn(pool, addresses, math.random(connections)) end
  end)
  for _, s in ipairs(pool) do
    if s then drop(s) end
  end
end

local function ask(address)
  local s <close> = socket.create_connection(address, 30)
  s:sendall "?"
  local f <close> = s:makefile()  -- closing both closes the connection
  return f:read("n", "n", "n")
end

-- Waits until the server has seen that all connections are closed.
local function settled(address, fds)
  local deadline, answer = now() + 60
  repeat
    answer = {ask(address)}
  until answer[1] == fds or now() > deadline or asyncio.sleep(0.05)
  return table.unpack(answer)
end

-- Returns the smallest state of this process, because helper threads close their descriptors a
-- little later. Tries until there are `fds`, or ten times if that number is not known yet.
local function calm(fds)
  local least
  for i = 1, fds and 400 or 10 do
    local found = {state()}
    if not least or found[1] < least[1] then least = found end
    if fds and found[1] <= fds then return found end
    if i > 1 then select.select({}, {}, {}, 0.05) end
  end
  return least
end

local function main(seconds, connections)
  local seed = tonumber(os.getenv "SEED" or os.time())
  math.randomseed(seed)
  print("seed " .. seed)
  local server <close> = assert(io.popen("exec " .. arg[-1] .. " " .. arg[0] .. " serve"))
  local addresses = {}
  for host, port in server:read("l"):gmatch "(%S+) (%d+)" do addresses[#addresses + 1] = {host, tonumber(port)} end
  local lifeline <close> = socket.create_connection(addresses[1], 30)
  lifeline:sendall "!"
  local fds_there = asyncio.run(ask, addresses[1])
  for _ = 1, 2 do asyncio.run(round, addresses, seconds / 8, connections) end  -- lets the buffers grow first
  local before, there = calm(), {asyncio.run(function() return settled(addresses[1], fds_there) end)}
  opened, resets, answers = 0, 0, 0
  asyncio.run(round, addresses, seconds, connections)
  local after, there_after = calm(before[1]), {asyncio.run(function() return settled(addresses[1], fds_there) end)}
  for i, what in ipairs{"descriptors", "KiB of Lua's", "KiB in all"} do
    print(("%s: client %d, then %d; server %d, then %d"):format(what, before[i], after[i], there[i], there_after[i]))
  end
  print(("count connections=%d at_a_time=%d resets=%d answers=%d descriptors_left=%d lua_kib_more=%d"):format(
    opened, most, resets, answers, after[1] - before[1] + there_after[1] - there[1],
    math.max(0, after[2] - before[2] + there_after[2] - there[2])))
  assert(opened >= connections and answers > 0 and resets > 0)
  assert(after[1] == before[1] and there_after[1] == there[1], "descriptors are left open")
  assert(after[2] < before[2] + 64 and there_after[2] < there[2] + 64, "Lua's memory has grown")
  -- The amount of memory that the C library keeps depends on the order of events, and is bounded. What
  -- each connection would leave behind is not: there are a hundred thousand in a minute.
  assert(after[3] < before[3] + GROWTH and there_after[3] < there[3] + GROWTH, "a process has grown")
end

if arg[1] == "serve" then
  asyncio.run(serve)
else
  main(tonumber(arg[1] or 60), math.min(tonumber(arg[2] or 10000), limit() - 100))
end

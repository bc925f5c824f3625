--- Runs random tasks, cancellations, timeouts, sleeps and closes, and accounts for every byte.
--
--     lua spec/support/soak.lua SEED SECONDS
--
-- Prints what it did as lines of NAME NUMBER. If anything was lost, duplicated or left over, or if an unexpected
-- error was raised, prints the reasons to stderr and exits with 1.

local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"
local loop = require "pysocket.core"._loop()
local random = math.random

local seed, seconds = assert(math.tointeger(arg[1])), assert(tonumber(arg[2]))
math.randomseed(seed)

local EXPECTED = {"TimeoutError", "CancelledError"}
local ABORTED = {[errno.EBADF] = true, [errno.EPIPE] = true, [errno.ECONNRESET] = true,
  [errno.ECONNREFUSED] = true}  -- from a datagram to a closed socket
local counts, failures = {}, {}

local function count(name, n)
  counts[name] = (counts[name] or 0) + (n or 1)
end

local function fail(fmt, ...)
  failures[#failures + 1] = fmt:format(...)
end

local function pick(...)
  return (select(random(select("#", ...)), ...))
end

local function short()
  return pick(0.0001, 0.001, 0.003, 0.01)
end

-- Starts a task that must not fail.
local function spawn(f, ...)
  return asyncio.create_task(function(...)
    local ok, e = xpcall(f, debug.traceback, ...)
    if not ok then fail("%s", e) end
  end, ...)
end

-- Ways to interrupt a call -----------------------------------------------------------

local ways = {
  plain = function(f) return f() end,
  timeout = function(f)
    local _ <close> = asyncio.timeout(short())
    return f()
  end,
  wait_for = function(f) return asyncio.wait_for(f, short()) end,
  coroutine = function(f)
    local generate = coroutine.wrap(function()
      for i = 1, random(3) do
        f()
        coroutine.yield(i)
      end
    end)
    for _ in generate do asyncio.sleep(0) end
  end,
  nested = function(f)
    local inner = coroutine.create(function()
      local _ <close> = setmetatable({}, {__close = function() asyncio.sleep(0) end})
      return coroutine.wrap(f)()
    end)
    local ok, e = coroutine.resume(inner)
    if not ok then error(e, 0) end
  end,
  cancel = function(f)
    local task = asyncio.create_task(f)
    if random(3) > 1 then asyncio.sleep(short()) end
    task:cancel()
    return task:await()
  end,
  gather = function(f)
    asyncio.gather(f, {asyncio.sleep, short()})
  end,
  group = function(f)
    local group <close> = asyncio.TaskGroup()
    group:create_task(asyncio.sleep, 0)
    group:create_task(function() pcall(f) end)
  end,
  close = function(f)  -- makes the call while an error unwinds the stack
    pcall(function()
      local _ <close> = setmetatable({}, {__close = function() f() end})
      error("unwinds")
    end)
  end,
}
local names = {}
for name in pairs(ways) do names[#names + 1] = name end
table.sort(names)

-- Returns true, or false and the error.
local function attempt(channel, f)
  local name = pick(table.unpack(names))
  local ok, e = pcall(ways[name], f)
  count(name)
  if ok then return true end
  for _, class in ipairs(EXPECTED) do
    if socket.isinstance(e, socket[class]) then
      count(class)
      return false, e
    end
  end
  if channel.aborted and socket.isinstance(e, socket.OSError) and ABORTED[e.errno] then
    count("aborted")
  else
    fail("%s: %s raised %s", channel.name, name, tostring(e))
    channel.aborted = true
  end
  return false, e
end

-- Streams: each position has a known byte ---------------------------------------------

local PERIOD = 65536
local text = {}
for i = 1, PERIOD do text[i] = string.char(random(0, 255)) end
text = table.concat(text)
text = text .. text

local function slice(at, n)
  at = at % PERIOD
  return text:sub(at + 1, at + n)
end

local function write_some(channel, s)
  local data = slice(channel.sent, pick(1, 100, 5000, 60000))
  if random(2) == 1 then
    local n = s:send(data)
    channel.sent = channel.sent + n
    return
  end
  local ok, e = pcall(s.sendall, s, data)
  if ok then
    channel.sent = channel.sent + #data
  else
    channel.sent = channel.sent + (type(e) == "table" and e.bytes_sent or 0)
    error(e, 0)
  end
end

local function take(channel, data)
  if data ~= slice(channel.got, #data) then
    fail("%s: wrong bytes at %d of %d", channel.name, channel.got, channel.sent)
    channel.aborted = true
  end
  channel.got = channel.got + #data
end

local function read_some(channel, s)
  local n = pick(1, 100, 4096, 8192, 50000)
  local how = random(4)
  local data
  if how == 1 then
    local buffer = socket.bytearray(n)
    local received = s:recv_into(buffer)
    data = received > 0 and buffer:sub(1, received) or nil
  elseif how == 2 then
    data = s:recvmsg(n)
  else
    data = s:recv(n)
  end
  if data then take(channel, data) else channel.ended = true end
end

local function settle(s)
  if s:fileno() >= 0 then s:settimeout(pick(nil, nil, 0.0005, 0.01, 1)) end
end

local function writer(channel, s)
  while not channel.stop and not channel.aborted do
    settle(s)
    attempt(channel, function() write_some(channel, s) end)
    if random(4) == 1 then asyncio.sleep(pick(0, short())) end
  end
  if channel.aborted then return end
  if random(2) == 1 then s:shutdown(socket.SHUT_WR) else channel.finish = true end
end

local function reader(channel, s)
  while not channel.ended and s:fileno() >= 0 do
    attempt(channel, function() read_some(channel, s) end)
    if random(8) == 1 then asyncio.sleep(pick(0, short())) end
  end
end

-- Records: each has a number, so that several tasks may read --------------------------

local function records(channel, data)
  for at = 1, #data, channel.size do
    local i = string.unpack("<I4", data, at)
    if channel.seen[i] or i > channel.sent then
      fail("%s: record %d %s", channel.name, i, channel.seen[i] and "was received twice" or "was never sent")
      channel.aborted = true
    end
    channel.seen[i] = true
    channel.got = channel.got + 1
  end
end

-- Keeps few records in flight, so that none is truncated and no datagram is dropped.
local function record_writer(channel, s)
  while not channel.stop and not channel.aborted do
    settle(s)
    if channel.sent - channel.got < 16 then
      attempt(channel, function()
        channel.sent = channel.sent + 1
        local ok, e = pcall(channel.send, s, string.pack("<I4", channel.sent) .. ("."):rep(channel.size - 4))
        if not ok then
          channel.sent = channel.sent - 1  -- it was not sent
          error(e, 0)
        end
      end)
    else
      asyncio.sleep(short())
    end
  end
end

local function record_reader(channel, s)
  while not channel.ended and s:fileno() >= 0 do
    attempt(channel, function()
      local data = s:recv(channel.size * channel.most)
      if data then records(channel, data) else channel.ended = true end
    end)
    if random(8) == 1 then asyncio.sleep(pick(0, short())) end
  end
end

-- Pairs of sockets ------------------------------------------------------------------

local function through_listener(listener, address)
  local client <close> = socket.socket(listener.family)
  local made
  local accepting = asyncio.create_task(function() made = listener:accept() end)
  client:connect(address)
  accepting:await()
  listener:close()
  return client:dup(), made
end

local pairs_of = {
  unix = function() return socket.socketpair() end,
  tcp = function()
    local listener = socket.create_server{"127.0.0.1", 0}
    return through_listener(listener, listener:getsockname())
  end,
  named = function()
    local listener = socket.socket(socket.AF_UNIX)
    listener:bind ""  -- the kernel chooses an abstract name
    listener:listen()
    return through_listener(listener, listener:getsockname())
  end,
  seqpacket = function() return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) end,
  datagram = function() return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM) end,
  sendto = function()
    local a, b = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    b:bind ""
    local address = b:getsockname()
    return a, b, function(s, data) return s:sendto(data, address) end
  end,
  udp = function()
    local a, b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    b:bind{"127.0.0.1", 0}
    local address = b:getsockname()
    return a, b, function(s, data) return s:sendto(data, address) end
  end,
}

-- Conversations ---------------------------------------------------------------------

local function await_all(tasks)
  for _, task in ipairs(tasks) do task:await() end
end

-- Closes one side while tasks wait on it. Everything received until then must match what was sent.
local function abort(channels, a, b)
  count "closed early"
  for _, channel in ipairs(channels) do channel.aborted = true end
  pick(a, b):close()
  asyncio.sleep(0)
  a:close()
  b:close()
end

local function both_ways()
  local kind = pick("unix", "tcp", "named")
  local a, b = pairs_of[kind]()
  local there, back = {name = kind .. " there", sent = 0, got = 0}, {name = kind .. " back", sent = 0, got = 0}
  local readers = {spawn(reader, there, b), spawn(reader, back, a)}
  local writers = {spawn(writer, there, a), spawn(writer, back, b)}
  asyncio.sleep(random() / 4)
  if random(4) == 1 then abort({there, back}, a, b) end
  there.stop, back.stop = true, true
  await_all(writers)
  if there.finish and not there.aborted then a:shutdown(socket.SHUT_WR) end
  if back.finish and not back.aborted then b:shutdown(socket.SHUT_WR) end
  await_all(readers)
  for _, channel in ipairs{there, back} do
    count("bytes", channel.got)
    if channel.got > channel.sent or not channel.aborted and channel.got ~= channel.sent then
      fail("%s: %d bytes sent, %d received", channel.name, channel.sent, channel.got)
    end
  end
  a:close()
  b:close()
end

local function shared()
  local kind = pick("unix", "tcp", "seqpacket", "datagram", "sendto", "udp")
  local stream = kind == "unix" or kind == "tcp"
  local a, b, send = pairs_of[kind]()
  local channel = {
    name = "shared " .. kind, sent = 0, got = 0, seen = {}, send = send or a.send,
    size = 4 * random(25), most = stream and random(4) or 1,
  }
  local readers = {}
  for i = 1, random(4) do readers[i] = spawn(record_reader, channel, b) end
  local writing = spawn(record_writer, channel, a)
  asyncio.sleep(random() / 4)
  if random(4) == 1 then abort({channel}, a, b) end
  channel.stop = true
  writing:await()
  if not channel.aborted then
    local deadline = loop.time() + 10
    while channel.got < channel.sent and loop.time() < deadline do asyncio.sleep(0.001) end
    if channel.got ~= channel.sent then
      fail("%s: %d records sent, %d received", channel.name, channel.sent, channel.got)
    end
    channel.aborted = true
    b:close()  -- its readers get the error
  end
  await_all(readers)
  count("records", channel.got)
  a:close()
  b:close()
end

-- A server and clients that are cancelled at any point.
local function served()
  local listener = socket.create_server{"127.0.0.1", 0}
  local address = listener:getsockname()
  local channel = {name = "served", aborted = true}
  local server = asyncio.create_task(function()
    local group <close> = asyncio.TaskGroup()
    while true do
      local conn = listener:accept()
      group:create_task(function()
        local s <close> = conn
        pcall(function()
          for data in function() return s:recv(4096) end do s:sendall(data) end
        end)
      end)
    end
  end)
  local clients = {}
  for i = 1, random(5) do
    clients[i] = spawn(function()
      attempt(channel, function()
        local s <close> = socket.create_connection(address, pick(nil, 1, 5))
        local file <close> = s:makefile("rw")
        for _ = 1, random(20) do
          local line = ("x"):rep(random(3000))
          file:write(line, "\n")
          file:flush()
          if file:read() ~= line then fail("served: the echo differs from the line") end
          count "lines"
        end
      end)
    end)
  end
  await_all(clients)
  server:cancel()
  local ok, e = pcall(server.await, server)
  if ok or not socket.isinstance(e, socket.CancelledError) then fail("the server ended with %s", tostring(e)) end
  listener:close()
end

-- Creates and cancels timers at the same time.
local function timers()
  local handles, called, due = {}, 0, 0
  for i = 1, random(50) do
    handles[i] = asyncio.get_running_loop():call_later(short(), function() called = called + 1 end)
  end
  for _, handle in ipairs(handles) do
    if random(2) == 1 then handle:cancel() else due = due + 1 end
  end
  asyncio.sleep(0.02)
  if called ~= due then fail("%d of %d callbacks were called", called, due) end
  count("callbacks", called)
end

-- The whole run -----------------------------------------------------------------------

local function converse(until_)
  local live, ended = 0, asyncio.Event()
  while loop.time() < until_ do
    while live < 12 do
      live = live + 1
      local what = pick(both_ways, both_ways, shared, shared, served, timers)
      spawn(function()
        local ok, e = xpcall(what, debug.traceback)
        if not ok then fail("%s", e) end
        count "conversations"
        live = live - 1
        ended:set()
      end)
    end
    ended:clear()
    ended:wait()
  end
  while live > 0 do
    ended:clear()
    ended:wait()
  end
end

local function descriptors()
  local name, n = os.tmpname(), 0
  os.execute("ls /proc/$PPID/fd >" .. name)  -- a pipe to ls would be one more descriptor
  for _ in io.lines(name) do n = n + 1 end
  os.remove(name)
  return n
end

local function watched()
  local n = 0
  for line in io.lines("/proc/self/fdinfo/" .. loop.fileno()) do
    if line:find "^tfd:" then n = n + 1 end
  end
  return n
end

local function round()
  asyncio.run(function()
    converse(loop.time() + seconds / 2)
    asyncio.sleep(0.05)  -- lets tasks end that gather has left running after another one failed
    local left = #loop.all(true) - 1  -- includes the module's own tasks
    if left > 0 then fail("%d tasks are still running", left) end
  end)
  collectgarbage()
  collectgarbage()
end

loop.on_unhandled(function(_, e) fail("nothing retrieved the error %s", tostring(e)) end)
loop.fileno()
collectgarbage()
local before = descriptors()
round()
local memory = collectgarbage "count"
round()
local more = collectgarbage "count" - memory
if descriptors() ~= before then fail("%d descriptors instead of %d", descriptors(), before) end
if watched() ~= 0 then fail("epoll watches %d descriptors", watched()) end
if more > 100 then fail("%.0f KiB more than after the first half", more) end

local sorted = {}
for name in pairs(counts) do sorted[#sorted + 1] = name end
table.sort(sorted)
for _, name in ipairs(sorted) do print(name, counts[name]) end
for i = 1, math.min(#failures, 20) do io.stderr:write(failures[i], "\n") end
os.exit(#failures == 0, true)

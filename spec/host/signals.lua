--- Sends a lot of data in each possible way while a signal arrives each millisecond (ticks.c).
-- Every byte must arrive in order, and timeouts must be accurate within 5%.
--
--   lua signals.lua [MIB]       default 1024; status 1: faults
--   lua signals.lua PATH PORT MIB [tls]   the sending process
--
-- It also sends with TLS if CERTIFICATE is a PEM file with a certificate for localhost and its key.

local socket = require "pysocket"
local select = require "pysocket.select"
local asyncio = require "pysocket.asyncio"
local ticks = require "ticks"

local CERTIFICATE = os.getenv "CERTIFICATE"
local ssl = CERTIFICATE and require "pysocket.ssl"

local MIB = 1024 * 1024
local now = asyncio.get_event_loop().time
local started = now()

-- Checks that signals arrived all the time. A busy machine may merge a few.
local function were_signals(count, seconds)
  return count > 20 * seconds
end

-- The test sends one block again and again. The block itself has no period, so if a byte is lost,
-- repeated or moved, all following bytes are wrong.
local function make_block()
  local state, words = 12345, {}
  for i = 1, MIB // 8 do
    state = state * 6364136223846793005 + 1442695040888963407
    words[i] = string.pack("<i8", state)
  end
  return table.concat(words)
end

local block = make_block()

local senders = {
  send = function(s)
    local buffer = socket.bytearray(block)
    local view, sent = buffer:view(), 0
    while sent < MIB do
      buffer:view(sent + 1, -1, view)
      sent = sent + s:send(view)
    end
  end,
  sendall = function(s) s:sendall(block) end,
  sendfile = function(s, file) s:sendfile(file) end,
  write = function(s)
    s.file:write(block)
    s.file:flush()
  end,
}

local receivers = {
  recv = function(s)
    local parts, left = {}, MIB
    while left > 0 do
      local data = assert(s:recv(left), "the stream ended too early")
      parts[#parts + 1], left = data, left - #data
    end
    return table.concat(parts) == block
  end,
  recv_into = function(s, state)
    state.buffer = state.buffer or socket.bytearray(MIB)
    state.view = state.view or state.buffer:view()
    state.expected = state.expected or socket.bytearray(block)
    local got = 0
    while got < MIB do
      state.buffer:view(got + 1, -1, state.view)
      local n = s:recv_into(state.view)
      assert(n > 0, "the stream ended too early")
      got = got + n
    end
    return state.buffer == state.expected
  end,
  read = function(_, state) return state.file:read(MIB) == block end,
}

local function send_all(how, s, blocks)
  local file
  if how == "sendfile" then
    file = assert(io.tmpfile())
    file:write(block)
    file:flush()
  end
  local wrapped = how == "write" and {file = s:makefile("w")} or s
  for _ = 1, blocks do senders[how](wrapped, file) end
  if file then file:close() end
  if wrapped ~= s then wrapped.file:close() end
end

local function receive_all(how, s, blocks)
  local state = {file = how == "read" and s:makefile("r")}
  local ok, where = true, nil
  for i = 1, blocks do
    ok, where = receivers[how](s, state), i
    if not ok then break end
  end
  if ok then  -- there must be nothing after it
    if state.file then ok = state.file:read(1) == nil else ok = s:recv(1) == nil end
    if not ok then where = "after the last" end
  end
  if state.file then state.file:close() end  -- closing the last file closes the socket
  return ok, where
end

-- Returns the socket, with TLS if requested.
local function client_of(s, tls)
  if not tls then return s end
  return ssl.create_default_context{cafile = CERTIFICATE}:wrap_socket(s, {server_hostname = "localhost"})
end

local function server_of(s, tls)
  if not tls then return s end
  local context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
  context:load_cert_chain(CERTIFICATE)
  return context:wrap_socket(s, {server_side = true})
end

-- Returns the items of the first list, and those of the second if there is TLS.
local function with_tls(paths, more)
  return ssl and table.move(more, 1, #more, #paths + 1, paths) or paths
end

if arg[2] then
  local s <close> = client_of(socket.create_connection{"127.0.0.1", math.tointeger(arg[2])}, arg[4])
  send_all(arg[1], s, math.tointeger(arg[3]))
  s:shutdown(socket.SHUT_WR)
  s:recv(1)  -- the other process has received everything
  os.exit(were_signals(ticks.count(), now() - started))
end

local function name_of(path)
  return ("%s to %s%s"):format(path[1], path[2], path[3] and ", TLS" or "")
end

local blocks = math.tointeger(arg[1] or 1024)
local faults, bytes = 0, 0

local function judge(name, began, ok, where)
  bytes = bytes + blocks * MIB
  if not ok then
    faults = faults + 1
    print(("fault: %s: block %s differs from what was sent"):format(name, tostring(where)))
  end
  print(("  %-24s %d MiB, %.1f s"):format(name, blocks, now() - began))
end

-- Uses two processes, so that both sides wait in the kernel.
for _, path in ipairs(with_tls(
  {{"send", "recv_into"}, {"sendall", "read"}, {"sendfile", "recv"}, {"write", "recv_into"}},
  {{"send", "recv_into", "tls"}, {"sendall", "read", "tls"}})) do
  local listener <close> = socket.create_server{"127.0.0.1", 0}
  local began = now()
  local command = ("%s spec/host/signals.lua %s %d %d %s"):format(os.getenv "LUA" or "lua5.4", path[1],
    listener:getsockname().port, blocks, path[3] or "")
  listener:settimeout(120)
  local sender = io.popen(command)
  local conn = server_of(listener:accept(), path[3])
  judge(name_of(path), began, receive_all(path[2], conn, blocks))
  conn:close()
  if not sender:close() then
    faults = faults + 1
    print(("fault: %s: the sender failed, or received no signals"):format(path[1]))
  end
end

-- The same in tasks.
for _, path in ipairs(with_tls({{"sendall", "recv_into"}, {"sendfile", "read"}, {"write", "recv"}},
  {{"sendfile", "recv", "tls"}})) do
  local began = now()
  judge("tasks, " .. name_of(path), began, asyncio.run(function()
    local a, b = socket.socketpair()
    local sending = asyncio.create_task(function()
      local s = client_of(a, path[3])
      send_all(path[1], s, blocks)
      s:close()
    end)
    b = server_of(b, path[3])
    local ok, where = receive_all(path[2], b, blocks)
    b:close()
    asyncio.wait{sending}
    return ok, where
  end))
end

-- Timeouts must never be early, and at most 5% late. Another process may have the processor
-- when the time is up, but a fault of the module would make each timeout late.
local function time(name, f)
  local best = math.huge
  for _ = 1, 20 do
    local began, count = now(), ticks.count()
    local ok, e = pcall(f)
    local took = now() - began
    if ok or not socket.isinstance(e, socket.TimeoutError) then
      faults = faults + 1
      return print(("fault: %s: no timeout: %s"):format(name, tostring(e)))
    elseif took < 0.4 then
      faults = faults + 1
      return print(("fault: %s: too early, after %.4f s"):format(name, took))
    elseif not were_signals(ticks.count() - count, took) then
      faults = faults + 1
      return print(("fault: %s: only %d signals arrived"):format(name, ticks.count() - count))
    end
    best = math.min(best, took)
    if best <= 0.42 then return end
  end
  faults = faults + 1
  print(("fault: %s: too late, after %.4f s instead of 0.4"):format(name, best))
end

-- Makes a UNIX server that accepts no more connections.
local function full_server()
  local listener = socket.socket(socket.AF_UNIX)
  listener:bind ""
  listener:listen(0)
  local waiting = {}
  repeat
    local s = socket.socket(socket.AF_UNIX)
    s:settimeout(0)
    waiting[#waiting + 1] = s
  until not pcall(s.connect, s, listener:getsockname())
  return listener, waiting
end

local function timeouts(prefix)
  local a <close>, b = socket.socketpair()
  local listener <close> = socket.create_server{"127.0.0.1", 0}
  local udp <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
  udp:bind{"127.0.0.1", 0}
  local late <close> = socket.socket(socket.AF_UNIX)
  local full <close>, waiting = full_server()
  local file <close> = assert(io.tmpfile())
  file:write(block)
  file:flush()
  for _, s in ipairs{a, listener, udp, late} do s:settimeout(0.4) end
  time(prefix .. "recv", function() a:recv(1) end)
  time(prefix .. "recv_into", function() a:recv_into(socket.bytearray(1)) end)
  time(prefix .. "recvmsg", function() a:recvmsg(1) end)
  time(prefix .. "recvfrom", function() udp:recvfrom(1) end)
  time(prefix .. "accept", function() listener:accept() end)
  time(prefix .. "connect", function() late:connect(full:getsockname()) end)
  time(prefix .. "select", function()
    if #select.select({a, udp}, {}, {}, 0.4) == 0 then error(socket.TimeoutError "as expected", 0) end
  end)
  time(prefix .. "sendall", function() a:sendall(block) end)
  time(prefix .. "send", function() a:send(block) end)
  time(prefix .. "sendfile", function() a:sendfile(file) end)
  time(prefix .. "makefile", function() a:makefile():read(1) end)
  local unsent = a:makefile("w", 0)
  time(prefix .. "a file's write", function() unsent:write(block) end)
  if prefix ~= "" then
    time(prefix .. "timeout", function()
      local _ <close> = asyncio.timeout(0.4)
      asyncio.sleep(100)
    end)
    time(prefix .. "wait_for", function() asyncio.wait_for({asyncio.sleep, 100}, 0.4) end)
  end
  b:close()
  pcall(unsent.close, unsent)
  for _, s in ipairs(waiting) do s:close() end
end

timeouts ""
asyncio.run(timeouts, "task ")

print(("count bytes_under_signals=%d signals=%d wrong=%d"):format(bytes, ticks.count(), faults))
os.exit(faults == 0)

--- Changes the objects in use from finalizers. A full garbage collection runs at each
-- allocation that allows one, and ends with a finalizer that looks for the arguments and
-- results of the running C functions. It closes sockets, moves views, fills and empties files,
-- changes sequences, registers objects and cancels tasks. Afterwards the call may only use
-- memory that it owns, which AddressSanitizer checks.
--
--   lua finalizers.lua [TIMES [SEED]]          runs each case of spec/host/cases TIMES times,
--                                              each in a separate process
--   lua finalizers.lua TIMES SEED FILE CASE    runs one case in this process
--
-- A case may wait for ever because something has changed. That is not a fault, and
-- `timeout` ends it.

local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local support = require "spec.host.support"
local tls = require "spec.host.tls"

local times, seed = tonumber(arg[1] or 3), tonumber(arg[2] or os.time())
math.randomseed(seed)

local random = math.random
local changes = 0

-- ---- changes -----------------------------------------------------------------------

local bytearrays, spare = {}, {}
for i = 1, 40 do spare[i] = socket.socket() end

local function text(most) return ("x"):rep(random(0, most)) end

local acts = {}

acts["socket.socket"] = {
  function(s) s:close() end,
  function(s) s:settimeout(random() / 20) end,
  function(s) s:setblocking(false) end,
  function(s) s:send(text(9)) end,
}
acts.bytearray = {
  function(b) bytearrays[#bytearrays % 8 + 1] = b end,
  function(b) for _, other in ipairs(bytearrays) do pcall(other.view, other, 1, -1, b) end end,
  function(b) b:view(1, random(0, 3), b) end,
  function(b) b:view(random(#b), -1, b) end,
  function(b) b:fill(random(0, 255)) end,
}
acts["file buffer"] = {
  function(b) b:clear() end,
  function(b) b:put(text(10000), "\n") end,
  function(b) b:put_back(text(300)) end,
  function(b) b:take(#b // 2) end,
}
acts["stream buffer"] = {
  function(b) b:clear_output() end,
  function(b) b:sent(random(9)) end,
  table.unpack(acts["file buffer"]),
}
acts.StreamWriter = {
  function(w) w:write(text(20000)) end,
  function(w) w:drain() end,
  function(w) w:close() end,
  function(w) w:abort() end,
  function(w) w[1] = nil end,
  function(w) w._socket = nil end,
}
acts.StreamReader = {
  function(r) r:readline() end,
  function(r) r:readexactly(random(9)) end,
  function(r) r[1] = nil end,
}
acts.file = {
  function(f) f[1], f[2] = f[2], f[1] end,
  function(f) f[random(2)] = nil end,
  function(f) f:write(text(3000), "\n") end,
  function(f) f:read(0) end,
  function(f) f:close() end,
}
acts["select.poll"] = {
  function(p) for i = 1, random(#spare) do p:register(spare[i], random(0, 3)) end end,
  function(p) for i = 1, random(#spare) do pcall(p.unregister, p, spare[i]) end end,
}
acts["select.epoll"] = {
  function(e) e:close() end,
  function(e) e:register(spare[random(#spare)], 1) end,
}
acts.MemoryBIO = {
  function(b) b:write(text(9000)) end,
  function(b) b:read() end,
  function(b) b:write_eof() end,
}
acts.SSLObject = {
  function(o) o:write(text(9)) end,
  function(o) o:read() end,
  function(o) o:unwrap() end,
  function(o) o.context = o.context end,
}
acts.SSLContext = {
  function(c) c.verify_mode = 0 end,
  function(c) c.sni_callback = function() end end,
  function(c) c:set_alpn_protocols{text(20)} end,
  function(c) c:load_verify_locations(nil, nil, tls.text "ca.pem") end,
}
acts.Task = {function(t) t:cancel() end, function(t) t:cancel(text(9)) end}
acts.TimerHandle = {function(h) h:cancel() end}
acts.Future = {function(f) f:set_result(1) end, function(f) f:cancel() end}
acts.sequence = {
  function(t) t[#t] = nil end,
  function(t) t[#t + 1] = text(5000) end,
  function(t) t[random(#t + 1)] = socket.bytearray(random(0, 5000)) end,
  function(t) t[random(#t + 1)] = random() end,
}

-- The tables in which the loop keeps its tasks, its handles and the writers with unsent data are on its stack, but no
-- program has them.
local KEPT = {Task = true, TimerHandle = true, StreamWriter = true}

local function is_internal(list)
  for _, value in pairs(list) do
    local meta = type(value) ~= "string" and debug.getmetatable(value)
    if meta and KEPT[rawget(meta, "__name")] then return true end
  end
  return false
end

-- Tables that belong to no module or class, and the named objects.
local function kind_of(value)
  if type(value) == "userdata" then
    if not debug.getmetatable(value) then return nil end  -- it is being created, so no code has it yet
    if socket.isinstance(value, socket.socket) then return "socket.socket" end
    local meta = debug.getmetatable(value)
    return type(meta) == "table" and rawget(meta, "__name")
  end
  if type(value) ~= "table" or value == _G or rawequal(value, socket) then return nil end
  local meta = getmetatable(value)
  if meta == nil then return value[1] ~= nil and not is_internal(value) and "sequence" or nil end
  return rawget(value, 2) and #value == 2 and type(value[1]) == "userdata" and "file" or rawget(meta, "__name")
end

-- The module's functions of C are closures over its state, a userdata.
local function is_of_module(f)
  local _, state = debug.getupvalue(f, 1)
  return debug.getinfo(f, "S").what == "C" and type(state) == "userdata"
end

-- The stack slots of the running functions.
local function in_use()
  local list = {}
  for level = 3, 40 do
    local info = debug.getinfo(level, "f")
    if not info then break end
    for i = 1, is_of_module(info.func) and 60 or 0 do
      local name, value = debug.getlocal(level, i)
      if not name then break end
      if acts[kind_of(value) or ""] then list[#list + 1] = value end
    end
  end
  return list
end

local armed = false

local function change()
  if armed then
    for _, value in ipairs(in_use()) do
      local list = acts[kind_of(value) or ""]
      if list and random(2) == 1 then
        changes = changes + 1
        pcall(list[random(#list)], value)
      end
    end
  end
  setmetatable({}, {__gc = change})
end

-- ---- the run -----------------------------------------------------------------------

local function prepare_all()
  socket.setdefaulttimeout(0.2)
  asyncio.run(asyncio.sleep, 0)
  asyncio.get_event_loop():set_exception_handler(function() end)
  collectgarbage("incremental", 0, 0, 100)
  collectgarbage("setpause", 0)
  change()
  collectgarbage()  -- the pause counts from the next collection on
end

local function run_bounded(f)
  local begin = os.clock()
  debug.sethook(function() if os.clock() > begin + 20 then error "it runs for ever" end end, "", 100000)
  armed = true
  local ok, e = pcall(f)
  armed = false
  debug.sethook()
  if not ok and tostring(e):find "it runs for ever" then print("fault: it runs for ever") os.exit(1) end
end

local function run_one(path, number)
  local case = dofile(path)[number]
  prepare_all()
  for _ = 1, times do
    local made, call, prepare = pcall(case[2])
    if made and (not prepare or pcall(prepare)) then run_bounded(call) end
  end
  print("changes " .. changes)
  os.exit(true, true)
end

-- ---- all cases -----------------------------------------------------------------------

local COMMAND = "timeout 20 %s spec/host/finalizers.lua %d %d %s %d 2>&1; echo status $?"

local function run_apart(path, number, name)
  local output <close> = assert(io.popen(COMMAND:format(os.getenv "LUA" or arg[-1], times, seed, path, number)))
  local all = output:read "a"
  local status = tonumber(all:match "status (%d+)\n$")
  if status ~= 0 and status ~= 124 then
    print(("fault: %s (%s %d, seed %d): status %d\n%s"):format(name, path, number, seed, status, all:sub(1, 5000)))
  end
  return tonumber(all:match "changes (%d+)" or 0), status == 0 and 0 or status == 124 and 1 or 2
end

if arg[4] then run_one(arg[3], tonumber(arg[4])) end
print("seed " .. seed)
local total, sum, ends = 0, 0, {[0] = 0, 0, 0}
for _, path in ipairs(support.case_files) do
  for number, case in ipairs(path:find "load" and {} or dofile(path)) do
    local n, how = run_apart(path, number, case[1])
    total, sum, ends[how] = total + 1, sum + n, ends[how] + 1
  end
end
print(("count hostile_cases=%d changes=%d ended_by_timeout=%d crashes=%d"):format(total, sum, ends[1], ends[2]))
os.exit(ends[2] == 0 and sum > 0)

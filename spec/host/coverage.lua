--- Checks that each function of the module has a case. Runs all cases once, with a hook
-- that records which functions are called.
--
--   lua coverage.lua     prints the functions that no case calls; status 1 if there are any

local called = {}

local function record()
  called[debug.getinfo(2, "f").func] = true
end

debug.sethook(record, "c")  -- from the start, because some functions are only called while loading

local support = require "spec.host.support"
local tls = require "spec.host.tls"

-- A new coroutine inherits the hook of its creator, except for those that the host creates.
local create = coroutine.create
coroutine.create = function(f)  -- luacheck: ignore 122
  local co = create(f)
  debug.sethook(co, record, "c")
  return co
end

-- The coroutine of a task does not inherit the hook either.
local socket = require "pysocket"
local loop = require "pysocket.core"._loop()
local spawn, main = loop.spawn, loop.main
local function hooked(f)
  return function(...)
    debug.sethook(record, "c")
    return f(...)
  end
end
loop.spawn = function(f, ...) return spawn(hooked(f), ...) end
loop.main = function(grace, f, ...) return main(grace, hooked(f), ...) end

local task_maker = loop.task_maker
loop.task_maker = function(fallback)
  local make = task_maker(fallback)
  return function(f, ...)
    return make(type(f) == "function" and hooked(f) or f, ...)
  end
end

-- Neither do the coroutines in which the loop runs callbacks.
local call_at, call_soon = loop.call_at, loop.call_soon
loop.call_at = function(when, f, ...) return call_at(when, hooked(f), ...) end
loop.call_soon = function(f, ...) return call_soon(hooked(f), ...) end

-- The hook does not see calls by the garbage collector, so a wrapper records these.
local wrapped = {}  -- the function that each wrapper calls

local function wrap(table, key)
  local f = rawget(table, key)
  local function wrapper(...)
    called[f] = true
    return f(...)
  end
  wrapped[wrapper] = f
  rawset(table, key, wrapper)
end

local function wrap_finalizers(value, seen)
  if type(value) ~= "table" or seen[value] then return end
  seen[value] = true
  if type(rawget(value, "__gc")) == "function" then wrap(value, "__gc") end
  for key, item in next, value do
    if key ~= "__gc" then wrap_finalizers(item, seen) end
  end
  wrap_finalizers(debug.getmetatable(value), seen)
end

for _, name in ipairs{
  "", ".select", ".selectors", ".errno", ".asyncio", ".file", ".sendfile", ".struct", ".time", ".socketserver",
  ".trace", ".help", ".luasocket", tls.ssl and ".ssl" or nil,
} do
  pairs(require("pysocket" .. name))  -- loads the parts that are loaded on first use
end
-- One object of each class whose metatable is not in a module.
local function examples()
  local file = socket.socket():makefile "rw"
  local list = {socket = socket.socket(), bytearray = socket.bytearray(1), file = file, buffer = file[1],
                stream = loop.stream_buffer(socket.socket(), 1)}
  if tls.ssl then
    local a, b, bio = tls.objects()
    b:write "x"
    a:read()  -- the session comes before it
    list.SSLContext, list.SSLObject, list.MemoryBIO, list.SSLSocket = a.context, a, bio, (tls.pair())
    list.SSLSession = a.session
  end
  return list
end
do
  local seen = {[_G] = true, [called] = true, [wrapped] = true}
  for _, value in next, debug.getregistry() do
    if value ~= package.loaded then wrap_finalizers(value, seen) end
  end
  for name, module in pairs(package.loaded) do
    if name:find "^pysocket" then wrap_finalizers(module, seen) end
  end
  for _, object in pairs(examples()) do wrap_finalizers(debug.getmetatable(object), seen) end
end
wrap(require "pysocket.asyncio.futures", "report")
-- Metamethods of tasks call these without a hook.
wrap(loop, "set_essential")
wrap(loop, "request_all")

local cases = 0
for _, file in ipairs(support.case_files) do
  -- The modules are loaded already. Loading them again would create new functions.
  for _, case in ipairs(file:find "load" and {} or dofile(file)) do
    local call, prepare = case[2]()
    if prepare then prepare() end
    call()
    cases = cases + 1
  end
end
debug.sethook()
loop.spawn, loop.main, loop.call_at, loop.call_soon = spawn, main, call_at, call_soon

collectgarbage()
collectgarbage()

local seen, total, missing = {}, 0, {}

local function check(name, value)
  if seen[value] then return end
  if type(value) == "function" then
    seen[value] = true
    value = wrapped[value] or value
    total = total + 1
    if not called[value] then missing[#missing + 1] = name end
  elseif type(value) == "table" then
    seen[value] = true
    for key, item in pairs(value) do
      if type(key) == "string" then check(name .. "." .. key, item) end
    end
    local meta = debug.getmetatable(value)
    if meta then check(name .. ".metatable", meta) end
  end
end

for name, module in pairs(package.loaded) do
  if name:find("^pysocket") then check(name, module) end
end
local core = require "pysocket.core"
for _, name in ipairs{"_loop", "_select", "_time", "_luasocket"} do check("core." .. name .. "()", core[name]()) end
-- The contents of the modules, and the metatables that the core keeps.
for key, value in pairs(debug.getregistry()) do
  if type(key) == "string" and key:find("^pysocket") then check(key, value) end
end
for name, object in pairs(examples()) do check(name, debug.getmetatable(object)) end

table.sort(missing)
for _, name in ipairs(missing) do print("no case calls " .. name) end
print(("count functions=%d cases=%d uncalled=%d"):format(total, cases, #missing))
os.exit(#missing == 0, true)

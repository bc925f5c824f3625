--- Does each function of the module have a case? All cases run, once, with a hook
-- that sees which functions are called: one that is called by none must get a case.
--
--   lua coverage.lua     prints what no case calls; status 1 when there is any

local called = {}

local function see()
  called[debug.getinfo(2, "f").func] = true
end

debug.sethook(see, "c")  -- from the start: some functions are for the loading alone

local support = require "spec.host.support"

-- A coroutine has the hook of the one that makes it, but for those of the host.
local create = coroutine.create
coroutine.create = function(f)  -- luacheck: ignore 122
  local co = create(f)
  debug.sethook(co, see, "c")
  return co
end

-- Nor has the coroutine of a task.
local socket = require "pysocket"
local loop = socket._loop
local spawn = loop.spawn
loop.spawn = function(f, ...)
  return spawn(function(...)
    debug.sethook(see, "c")
    return f(...)
  end, ...)
end

local cases = 0
for _, file in ipairs(support.case_files) do
  -- The rooms are loaded already, and once more would be others.
  for _, case in ipairs(file:find "load" and {} or dofile(file)) do
    local call, prepare = case[2]()
    if prepare then prepare() end
    call()
    cases = cases + 1
  end
end
debug.sethook()
loop.spawn = spawn

-- The collector calls __gc out of a hook's sight.
local unseen = {__gc = true}
local called_by_collector = {["pysocket.asyncio.futures.report"] = true}
-- This one only where a peer's reset comes before the writer has sent.
called_by_collector["pysocket.asyncio.writer.lose"] = true
-- A kernel without AF_ALG makes no such socket.
if not pcall(socket.socket, socket.AF_ALG, socket.SOCK_SEQPACKET) then unseen.sendmsg_afalg = true end

local seen, total, missing = {}, 0, {}

local function look(name, value)
  if seen[value] then return end
  if type(value) == "function" then
    seen[value] = true
    if called_by_collector[name] then return end
    total = total + 1
    if not called[value] then missing[#missing + 1] = name end
  elseif type(value) == "table" then
    seen[value] = true
    for key, item in pairs(value) do
      if type(key) == "string" and not unseen[key] then look(name .. "." .. key, item) end
    end
    local meta = debug.getmetatable(value)
    if meta then look(name .. ".metatable", meta) end
  end
end

for name, module in pairs(package.loaded) do
  if name:find("^pysocket") then look(name, module) end
end
-- What the modules make, and the metatables that the core keeps.
for key, value in pairs(debug.getregistry()) do
  if type(key) == "string" and key:find("^pysocket") then look(key, value) end
end
look("socket", debug.getmetatable(socket.socket()))
look("bytearray", debug.getmetatable(socket.bytearray(1)))
local file = socket.socket():makefile("rw")
look("file", debug.getmetatable(file))
look("stream", debug.getmetatable(file[1]))

table.sort(missing)
for _, name in ipairs(missing) do print("no case calls " .. name) end
print(("count functions=%d cases=%d uncalled=%d"):format(total, cases, #missing))
os.exit(#missing == 0, true)

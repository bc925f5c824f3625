--- Checks the layers of csrc/, and prints each name that breaks a rule.
--
--   lua layers.lua OBJECTS    the folder with the object files of csrc/ and the .d files that the compiler wrote
--
-- A folder may use itself and the folders below it, but nothing in those above it. The files of a
-- folder must not depend on each other in a cycle. A name that no other file uses
-- must be static. nm lists the functions and variables of the object files; the .d files list
-- the headers, which have the types, macros and inline functions.

-- The folders from the bottom up. The files in csrc/ itself are at the top.
local FOLDERS = {"base", "address", "wait", "tls", "tables", "names", "socket", "luasocket", "loop", "."}
-- This folder is a separate library, which has a copy of the folders below it. No other folder may use it.
local APART = "tls"

local objects = assert(arg[1], "usage: layers.lua OBJECTS")

local level = {}
for i, folder in ipairs(FOLDERS) do level[folder] = i end

local function folder_of(file)
  return file:match("^(.*)/[^/]*$") or "."
end

local function lines_of(command)
  local pipe = assert(io.popen(command))
  local lines = {}
  for line in pipe:lines() do lines[#lines + 1] = line end
  if not pipe:close() then
    io.stderr:write("layers: failed: ", command, "\n")
    os.exit(1)
  end
  return lines
end

local function quoted(word)
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- If OpenSSL is missing, the separate library is not built.
local apart_is_built = io.open(objects .. "/" .. APART) ~= nil

local files = {}
for _, path in ipairs(lines_of("find csrc -name '*.c' | LC_ALL=C sort")) do
  local file = path:match("^csrc/(.*)%.c$")
  if folder_of(file) ~= APART or apart_is_built then files[#files + 1] = file end
end

-- The names that each file needs, and the file that defines each name.
local owner, needs = {}, {}
for _, file in ipairs(files) do
  needs[file] = {}
  for _, line in ipairs(lines_of("nm -g -P " .. quoted(objects .. "/" .. file .. ".o"))) do
    local name, kind = line:match("^(%S+) (%a)")
    if kind == "U" then needs[file][#needs[file] + 1] = name else owner[name] = file end
  end
end

local faults = {}
local function fault(...)
  faults[#faults + 1] = string.format(...)
end

-- A name that no other file needs is static. Lua itself looks for the functions luaopen_*; names
-- that begin with __ are the compiler's.
local needed = {}
for _, names in pairs(needs) do
  for _, name in ipairs(names) do needed[name] = true end
end
local unshared = {}
for name in pairs(owner) do
  if not needed[name] and not name:find("^luaopen_") and not name:find("^__") then unshared[#unshared + 1] = name end
end
table.sort(unshared)
for _, name in ipairs(unshared) do
  fault("csrc/%s defines %s, which no other file uses: make it static", owner[name], name)
end

local function check_folder(file, used, what)
  local mine, theirs = level[folder_of(file)], level[folder_of(used)]
  if not mine then fault("csrc/%s: its folder is not one of %s", file, table.concat(FOLDERS, ", "))
  elseif not theirs then fault("csrc/%s uses csrc/%s, whose folder is unknown", file, used)
  elseif theirs > mine then fault("csrc/%s uses %s of csrc/%s, which is in a higher folder", file, what, used)
  elseif theirs < mine and folder_of(used) == APART then
    fault("csrc/%s uses %s of csrc/%s, which belongs to a separate library", file, what, used)
  end
end

-- Records that `file` uses `used`, if both are in the same folder.
local uses, reason = {}, {}
local function note(file, used, what)
  if folder_of(file) ~= folder_of(used) or file == used then return end
  uses[file] = uses[file] or {}
  if not reason[file .. ">" .. used] then table.insert(uses[file], used) end
  reason[file .. ">" .. used] = what
end

local compared = 0
for _, file in ipairs(files) do
  for _, name in ipairs(needs[file]) do
    local used = owner[name]
    if used and used ~= file then
      compared = compared + 1
      check_folder(file, used, name)
      note(file, used, name)
    end
  end
  local depends = assert(io.open(objects .. "/" .. file .. ".d")):read("a")
  for header in depends:gmatch("csrc/(%S+%.h)") do
    compared = compared + 1
    check_folder(file, header, "the header")
  end
end

-- A header depends on the headers that it includes.
for _, path in ipairs(lines_of("find csrc -name '*.h' | LC_ALL=C sort")) do
  local header = path:match("^csrc/(.*)$")
  for line in io.lines(path) do
    local used = line:match('^#include "(.*)"')
    if used then note(header, used, "an include") end
  end
end

-- Depth-first search. A file that is reached again on the current path closes a cycle.
local done, path, position = {}, {}, {}
local function visit(file)
  if done[file] then return end
  path[#path + 1], position[file] = file, #path + 1
  for _, used in ipairs(uses[file] or {}) do
    if position[used] then
      local cycle = {}
      for i = position[used], #path do
        cycle[#cycle + 1] = ("%s (%s)"):format(path[i], reason[path[i] .. ">" .. (path[i + 1] or used)])
      end
      fault("cycle in csrc/: %s > %s", table.concat(cycle, " > "), used)
    else
      visit(used)
    end
  end
  path[#path], position[file], done[file] = nil, nil, true
end
local starts = {}
for file in pairs(uses) do starts[#starts + 1] = file end
table.sort(starts)
for _, file in ipairs(starts) do visit(file) end

if compared == 0 then fault("nothing was compared: are there object files in %s?", objects) end
for _, text in ipairs(faults) do print(text) end
os.exit(#faults == 0)

--- Sessions at Lua's prompt as the documents show them, and the actual output of Lua.
--
--   session.shown(text)  -> the lines of a session in a document, without the typed input
--   session.run(texts[, before]) -> the lines that Lua prints for each text, all typed in one session, and the result
--                           as from support.run; `before` has words to put before the interpreter's command
--
-- Descriptors and ports, which the kernel chooses, are replaced by words in both.

local support = require "spec.support"

local session = {}

local function settled(line)
  return (line:gsub("fd=%d+", "fd=N"):gsub("(%('[%d.]+', )%d%d%d%d%d?%)", "%1PORT)"))
end

local function typed(text)
  local lines = {}
  for line in text:gmatch("[^\n]+") do lines[#lines + 1] = line:match("^>+ (.*)$") end
  return lines
end

function session.shown(text)
  local lines = {}
  for line in text:gmatch("([^\n]*)\n") do
    if not line:find("^>+ ") then lines[#lines + 1] = settled(line) end
  end
  return lines
end

-- A terminal echoes what is typed after the prompt; a pipe does so only if Lua uses readline. What remains after
-- prompts and input are removed is Lua's output.
local function answered(line, input)
  while line:find("^>+ ") and not input[line] do line = line:gsub("^>+ ", "", 1) end
  if not input[line] then return settled(line) end
end

local function end_of(i) return "end of " .. i end

function session.run(texts, before)
  local lines, input = {}, {}
  for i, text in ipairs(texts) do
    for _, line in ipairs(typed(text)) do lines[#lines + 1] = line end
    lines[#lines + 1] = ("print '%s'"):format(end_of(i))
  end
  for _, line in ipairs(lines) do input[line] = true end
  local argv = {table.unpack(before or {})}
  for _, word in ipairs(support.lua_argv("-i", "-l", "socket=pysocket")) do argv[#argv + 1] = word end
  local result = support.run(argv,
    {stdin = table.concat(lines, "\n") .. "\n", stderr = "stdout", env = {COLUMNS = "1000"}})
  local found, i = {{}}, 1
  for line in result.stdout:gsub("^Lua [^\n]*\n", ""):gmatch("([^\n]*)\n") do
    local answer = answered(line, input)
    if answer == end_of(i) then
      i = i + 1
      found[i] = {}
    elseif answer then
      table.insert(found[i], answer)
    end
  end
  return found, result
end

return session

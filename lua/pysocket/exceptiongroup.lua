--- An error that groups several errors: it has a `message`, and the errors in `exceptions`.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local ExceptionGroup = core._class("ExceptionGroup", core.Exception)

--- socket.ExceptionGroup(message, exceptions) -> error object
getmetatable(ExceptionGroup).__call = core._front(function(class, message, exceptions)
  argument.class(class)
  if type(exceptions) ~= "table" then
    argument.typeerror(2, "ExceptionGroup", "sequence of errors", exceptions)
  elseif #exceptions == 0 then
    argument.error(2, "ExceptionGroup", "second argument (exceptions) must be a non-empty sequence")
  end
  return setmetatable({
    message = message,
    exceptions = core._list(table.move(exceptions, 1, #exceptions, 1, {})),
  }, class)
end)

-- Makes a function that tests errors, from a class, a sequence of classes or a function.
local function matcher(condition, name)
  if type(condition) == "function" then return condition end
  if not pcall(core.isinstance, nil, condition) then
    argument.typeerror(1, name, "class, sequence of classes or function", condition)
  end
  return function(e) return core.isinstance(e, condition) end
end

-- Returns the same group with some of its errors; nil if there are none.
local function derive(e, exceptions)
  if #exceptions == 0 then return nil end
  local group = ExceptionGroup(e.message, exceptions)
  group.where = e.where
  return group
end

local function split(e, matches)
  if matches(e) then return e, nil end
  if not core.isinstance(e, ExceptionGroup) then return nil, e end
  local matched, rest = {}, {}
  for _, sub in ipairs(e.exceptions) do
    local meant, other = split(sub, matches)
    matched[#matched + 1], rest[#rest + 1] = meant, other
  end
  return derive(e, matched), derive(e, rest)
end

--- e:split(class | sequence of classes | function) -> group | nil, group | nil
-- Returns the errors that match and the others, as Python's `except*` splits them.
function ExceptionGroup:split(condition)
  return split(self, matcher(condition, "split"))
end

--- e:subgroup(class | sequence of classes | function) -> group | nil
function ExceptionGroup:subgroup(condition)
  return (split(self, matcher(condition, "subgroup")))
end

-- Returns the text of Python's str(), after the position that other errors have too, followed
-- by each error on its own line, with nested groups indented.
function ExceptionGroup.__tostring(e)
  local n = #e.exceptions
  local lines = {("%s%s: %s (%d sub-exception%s)"):format(e.where and e.where .. ": " or "",
    e.__name, tostring(e.message), n, n == 1 and "" or "s")}
  for i, sub in ipairs(e.exceptions) do
    lines[i + 1] = "  " .. core._text(sub):gsub("\n", "\n  ")
  end
  return table.concat(lines, "\n")
end

argument.methods(ExceptionGroup)

return {ExceptionGroup = ExceptionGroup}

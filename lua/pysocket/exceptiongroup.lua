--- Several errors raised as one: `message`, and in `exceptions` the errors.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local ExceptionGroup = core._class("ExceptionGroup", core.Exception)

--- socket.ExceptionGroup(message, exceptions) -> error object
getmetatable(ExceptionGroup).__call = function(class, message, exceptions)
  if type(exceptions) ~= "table" then
    argument.typeerror(2, "ExceptionGroup", "sequence of errors", exceptions)
  elseif #exceptions == 0 then
    argument.error(2, "ExceptionGroup", "second argument (exceptions) must be a non-empty sequence")
  end
  return setmetatable({
    message = message,
    exceptions = table.move(exceptions, 1, #exceptions, 1, {}),
  }, class)
end

-- As Python's str(), with its place as other errors have it; then each error on
-- a line of its own, groups in it indented.
function ExceptionGroup.__tostring(e)
  local n = #e.exceptions
  local lines = {("%s%s: %s (%d sub-exception%s)"):format(e.where and e.where .. ": " or "",
    e.__name, tostring(e.message), n, n == 1 and "" or "s")}
  for i, sub in ipairs(e.exceptions) do
    lines[i + 1] = "  " .. tostring(sub):gsub("\n", "\n  ")
  end
  return table.concat(lines, "\n")
end

return {ExceptionGroup = ExceptionGroup}

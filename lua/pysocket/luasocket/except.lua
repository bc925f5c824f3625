--- newtry, try, protect and skip.
--
-- try raises a table with the error inside, which only protect recognizes. Every other error
-- passes through protect, a task's cancellation too.

local core = require "pysocket.core"

core._own()

local base = core._luasocket()
local argument = require "pysocket.argument"

local except = {}

local raised = setmetatable({}, {__mode = "k"})
local meta = {__metatable = false}

--- newtry([finalizer]) -> try
-- try(...) returns its arguments. If the first one is false or nil, it calls the finalizer and
-- raises the second one.
function except.newtry(finalizer)
  local meta_of = getmetatable(finalizer)
  if finalizer and type(finalizer) ~= "function" and not (type(meta_of) == "table" and meta_of.__call) then
    argument.typeerror(1, "newtry", "function or nil", finalizer)
  end
  return function(...)
    if (...) then return ... end
    if finalizer then finalizer() end
    local e = setmetatable({(argument.select(2, ...))}, meta)
    raised[e] = true
    error(e, 0)
  end
end

except.try = except.newtry()

local function finish(ok, ...)
  if ok then return ... end
  local e = ...
  if raised[e] then return nil, e[1] end
  error(e, 0)
end

--- protect(f) -> function
-- The function returns nil and the error that a try in f raises.
function except.protect(f)
  return function(...) return finish(pcall(f, ...)) end
end

--- skip(n, ...) -> ... without the first n
except.skip = base.checked("n", function(n, ...)
  if n < 0 then argument.error(1, "skip", "the number must not be negative") end
  if n >= argument.select("#", ...) then return end  -- n + 1 may overflow
  return argument.select(n + 1, ...)
end)

return except

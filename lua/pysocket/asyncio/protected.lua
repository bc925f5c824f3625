--- pcall and xpcall for tasks: they catch what Python's `except Exception` catches.
-- A cancellation and Ctrl-C pass through, so that a task that catches its errors can
-- still be cancelled.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local NEVER_CAUGHT = {core.CancelledError, core.KeyboardInterrupt}

local function passes(e)
  return core.isinstance(e, NEVER_CAUGHT)
end

local protected = {}

local function finish(ok, ...)
  if not ok and passes((...)) then error((...), 0) end
  return ok, ...
end

--- asyncio.pcall(f, ...) -> true, results | false, error
function protected.pcall(...)
  if argument.select("#", ...) == 0 then argument.error(1, "pcall", "value expected") end
  return finish(pcall(...))
end

--- asyncio.xpcall(f, handler, ...) -> true, results | false, result of the handler
-- The handler is not called for errors that pass through. Its result is kept separately
-- from the error, which timeouts and groups must see unchanged.
function protected.xpcall(f, handler, ...)
  if type(handler) ~= "function" then argument.typeerror(2, "xpcall", "function", handler) end
  local last, result
  local function finish_handled(ok, ...)
    if ok or passes((...)) or not rawequal((...), last) then return finish(ok, ...) end
    return false, result
  end
  return finish_handled(xpcall(f, function(e)
    last, result = e, nil
    if not passes(e) then result = handler(e) end
    return e
  end, ...))
end

return protected

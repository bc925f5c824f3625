--- The errors of asyncio.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local exceptions = {
  CancelledError = core.CancelledError,
  TimeoutError = core.TimeoutError,
  InvalidStateError = core._class("InvalidStateError", core.Exception),
  BrokenBarrierError = core._class("BrokenBarrierError", core.Exception),
  QueueEmpty = core._class("QueueEmpty", core.Exception),
  QueueFull = core._class("QueueFull", core.Exception),
  QueueShutDown = core._class("QueueShutDown", core.Exception),
  IncompleteReadError = core._class("IncompleteReadError", core.Exception),
  LimitOverrunError = core._class("LimitOverrunError", core.Exception),
}

--- asyncio.IncompleteReadError(partial, expected) -> error object
-- The stream ended before `expected` bytes were received (nil: before a separator);
-- `partial` is the data that was received.
getmetatable(exceptions.IncompleteReadError).__call = function(class, partial, expected)
  argument.class(class)
  if type(partial) ~= "string" then
    argument.typeerror(1, "IncompleteReadError", "string", partial)
  end
  expected = argument.keywords("IncompleteReadError", 2, "expected", expected)
  if expected ~= nil and math.type(expected) ~= "integer" then
    argument.typeerror(2, "IncompleteReadError", "integer or nil", expected)
  end
  return setmetatable({
    message = ("%d bytes read on a total of %s expected bytes"):format(#partial, expected or "undefined"),
    partial = partial,
    expected = expected,
  }, class)
end

--- asyncio.LimitOverrunError(message, consumed) -> error object
-- `consumed` bytes can be read before the data that is too long.
getmetatable(exceptions.LimitOverrunError).__call = function(class, message, consumed)
  argument.class(class)
  return setmetatable({message = message, consumed = consumed}, class)
end

return exceptions

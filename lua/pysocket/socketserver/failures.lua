--- Errors of the program's own methods, which a server survives.
--
--   failures.passes(e) -> boolean         whether it is a cancellation or Ctrl-C, which only the caller handles
--   failures.call(f, ...) -> true | false, error, traceback | nil
--
-- The traceback begins with the program's line that raised the error.

local core = require "pysocket.core"

core._own()

local failures = {}

local NEVER_CAUGHT = {core.CancelledError, core.KeyboardInterrupt}

function failures.passes(e)
  return core.isinstance(e, NEVER_CAUGHT)
end

-- Lua calls no message handler when it is out of memory, so there is no traceback then.
function failures.call(f, ...)
  local traceback
  local ok, e = xpcall(f, function(e)
    traceback = core._traceback(e)
    return e
  end, ...)
  if ok then return true end
  return false, e, traceback
end

return failures

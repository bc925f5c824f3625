--- Tests everything that Lua code can reach besides public names: metamethods, metatables, and
-- the module's own functions, whose names begin with "_".
--
-- Calls each of these functions with every kind of argument, and changes each field of each
-- metatable while the module is in use. The outcome must be a result or a Lua error. This
-- runs in another process, because a process that crashes cannot report it.

local sweep = require "spec.host.arguments.sweep"

local lua = arg[-1]

local function run(how)
  local command = ("%s spec/host/arguments/reachable.lua %s 2>&1"):format(lua, how)
  local output <close> = assert(io.popen(command))
  local last, n = "nothing", nil
  for line in output:lines() do
    n = tonumber(line:match "^tries=(%d+)$")
    last = line
  end
  sweep.tries = sweep.tries + (n or 0)
  if not n then sweep.report(how, 0, "anything", "it ended at: " .. last) end
end

run "call"
run "change"

--- What Lua code can reach besides what has a public name: metamethods, metatables,
-- and the module's own functions, whose names begin with "_".
--
-- Each such function is called with every kind of argument, and each field of each
-- metatable is changed while the module is used. Whatever comes of it is a result or
-- a Lua error. It is done in another process: one that crashes cannot tell of it.

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
  if not n then sweep.complain(how, 0, "anything", "it ended at: " .. last) end
end

run "call"
run "change"

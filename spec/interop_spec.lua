-- The echo example between Lua and Python, in both directions, and between two Lua processes.
local demo = require "spec.support.echo_demo"
local support = require "spec.support"

describe("the echo demo", function()
  after_each(support.cleanup)

  demo.specs(it, demo.programs "", function() return nil end)
end)

--- The code that the sides in Lua share. peer.c describes the arguments and the protocol.
--
--   local side = dofile(arg[0]:match "^.*/" .. "harness.lua")
--   side.row, side.kind, side.size, side.count, side.address, side.file   the arguments
--   side.data             a string of `size` bytes
--   side.ready(port)      reports that the side is ready, with its port if it has one, and waits for the start
--   side.serving(port)    does the same for a server, which does not wait
--   side.add(tests, connect, context)   adds the tests that are the same with every library; connect() returns a
--                         connection and context() a context of TLS
--   side.run(tests)       runs the test that the row names, reports its end, and waits for the end of the input

local side = {}

side.row, side.kind, side.size, side.count, side.address, side.file = table.unpack(arg)
side.size, side.count = tonumber(side.size), tonumber(side.count)
side.data = ("x"):rep(side.size)

function side.serving(port)
  print("ready " .. (port and ("%d"):format(port) or ""))
  io.stdout:flush()
end

function side.ready(port)
  side.serving(port)
  io.read()
end

function side.finish()
  print("done")
  io.stdout:flush()
  io.read()
end

function side.add(tests, connect, context)
  function tests.connect()
    side.ready()
    for _ = 1, side.count do connect():close() end
  end

  function tests.accept_resumed()
    tests.accept()
  end

  function tests.first_context()
    side.ready()
    context()
  end

  function tests.second_context()
    local first = context()
    side.ready()
    return first, context()
  end
end

function side.run(tests)
  tests[side.row]()
  side.finish()
end

return side

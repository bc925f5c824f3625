-- The course's echo demo between Lua and Python, in both directions and between two Lua processes.
local support = require "spec.support"

local FIXTURES = support.root .. "/spec/fixtures/"
local EXAMPLES = support.root .. "/examples/"
local HOST = "127.0.0.1"

-- Each makes the argv of a program that speaks to HOST and a port.
local function slide(name)
  return function(port)
    return support.python_argv(support.root .. "/spec/support/slide.py", FIXTURES .. name, HOST, port)
  end
end

local function python(name)
  return function(port) return support.python_argv(FIXTURES .. name, HOST, port) end
end

local function lua(path)
  return function(port) return support.lua_argv(path, HOST, port) end
end

local SERVERS = {
  Lua = lua(EXAMPLES .. "echo_server.lua"),
  Python = slide "echo_server.py",
}
local CLIENTS = {
  Lua = lua(EXAMPLES .. "echo_client.lua"),
  Python = slide "echo_client.py",
}
local BIG_CLIENTS = {
  Lua = lua(FIXTURES .. "echo_10mb.lua"),
  Python = python "echo_10mb.py",
}
local CONNECTED = "^Connected by %('127%.0%.0%.1', %d+%)\n$"
local HELLO = "Received: Hello, world\n"
local BIG = {
  Lua = "Received\t10485760\n",
  Python = "Received 10485760\n",
}

local function talk(server_argv, client_argv)
  local port = support.free_port()
  local server = support.spawn(server_argv(port))
  support.wait_listening(port)
  local client = support.run(client_argv(port))
  return server:wait(), client
end

local function assert_quiet_success(result)
  assert.equal("", result.stderr)
  assert.equal(0, result.code)
end

describe("the echo demo", function()
  after_each(support.cleanup)

  for _, pair in ipairs{{"Lua", "Lua"}, {"Lua", "Python"}, {"Python", "Lua"}, {"Python", "Python"}} do
    local server_side, client_side = pair[1], pair[2]

    it(("says Hello, world between a %s server and a %s client"):format(server_side, client_side), function()
      local server, client = talk(SERVERS[server_side], CLIENTS[client_side])
      assert_quiet_success(server)
      assert_quiet_success(client)
      assert.matches(CONNECTED, server.stdout)
      assert.equal(HELLO, client.stdout)
    end)

    it(("carries 10 MB between a %s server and a %s client"):format(server_side, client_side), function()
      local server, client = talk(SERVERS[server_side], BIG_CLIENTS[client_side])
      assert_quiet_success(server)
      assert_quiet_success(client)
      assert.equal(BIG[client_side], client.stdout)
    end)
  end
end)

--- The echo example between Lua and Python, in both directions, and between two programs of the same language.
--
--     local demo = require "spec.support.echo_demo"
--     demo.programs(suffix, ...) -> {servers =, clients =, big_clients =}: for "Lua" and "Python" each, a function of
--                                the port that returns the argv. The suffix is the files'; ... are more arguments
--     demo.specs(it, programs, directory)   defines the cases; the programs run in directory()

local assert = require "luassert"
local support = require "spec.support"

local FIXTURES = support.root .. "/spec/fixtures/"
local EXAMPLES = support.root .. "/examples/"
local HOST = "127.0.0.1"
local BIG = {Lua = "Received\t10485760\n", Python = "Received 10485760\n"}

local demo = {}

-- Returns the command of an example in Python.
local function slide(name)
  return function(port)
    return support.python_argv(support.root .. "/spec/support/slide.py", FIXTURES .. name .. ".py", HOST, port)
  end
end

function demo.programs(suffix, ...)
  local more = table.pack(...)
  local function lua(path)
    return function(port) return support.lua_argv(path .. suffix .. ".lua", HOST, port, table.unpack(more)) end
  end
  local function big_python(port)
    return support.python_argv(FIXTURES .. "echo_10mb" .. suffix .. ".py", HOST, port, table.unpack(more))
  end
  return {
    servers = {Lua = lua(EXAMPLES .. "echo_server"), Python = slide("echo_server" .. suffix)},
    clients = {Lua = lua(EXAMPLES .. "echo_client"), Python = slide("echo_client" .. suffix)},
    big_clients = {Lua = lua(FIXTURES .. "echo_10mb"), Python = big_python},
  }
end

-- Runs both programs, which must succeed without error output, and returns what they print.
local function talk(server_argv, client_argv, dir)
  local port = support.free_port()
  local server = support.spawn(server_argv(port), {cwd = dir})
  support.wait_listening(port)
  local client = support.run(client_argv(port), {cwd = dir})
  local ended = server:wait()
  for _, result in ipairs{ended, client} do
    assert.equal("", result.stderr)
    assert.equal(0, result.code)
  end
  return ended.stdout, client.stdout
end

function demo.specs(it, programs, directory)
  for _, pair in ipairs{{"Lua", "Lua"}, {"Lua", "Python"}, {"Python", "Lua"}, {"Python", "Python"}} do
    local server_side, client_side = pair[1], pair[2]

    it(("says Hello, world between a %s server and a %s client"):format(server_side, client_side), function()
      local served, received = talk(programs.servers[server_side], programs.clients[client_side], directory())
      assert.matches("^Connected by %('127%.0%.0%.1', %d+%)\n$", served)
      assert.equal("Received: Hello, world\n", received)
    end)

    it(("carries 10 MB between a %s server and a %s client"):format(server_side, client_side), function()
      local _, received = talk(programs.servers[server_side], programs.big_clients[client_side], directory())
      assert.equal(BIG[client_side], received)
    end)
  end
end

return demo

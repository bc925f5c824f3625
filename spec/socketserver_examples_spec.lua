-- The examples of Python's socketserver documentation beside their originals: the clients of each language talk to
-- the servers of the other.
local support = require "spec.support"

local FIXTURES = support.root .. "/spec/fixtures/socketserver_"
local EXAMPLES = support.root .. "/examples/socketserver_"

-- Returns the path of a copy of the script that uses another port and is otherwise unchanged.
local function with_port(path, port)
  local text, count = support.read_file(path):gsub('"localhost", 9999', ('"127.0.0.1", %d'):format(port))
  assert.equal(1, count)
  return support.tmpfile(text, path:match "[^/]*$")
end

local function argv_of(path, port, ...)
  local argv = path:find "%.py$" and support.python_argv or support.lua_argv
  return argv(with_port(path, port), ...)
end

local function wait_bound(port)
  support.wait_until(function()
    return support.read_file("/proc/net/udp"):find((" 0100007F:%04X "):format(port), 1, true)
  end)
end

-- By protocol and language.
local SERVERS = {
  tcp = {Lua = EXAMPLES .. "tcp.lua", Python = FIXTURES .. "tcp_server.py"},
  udp = {Lua = EXAMPLES .. "udp.lua", Python = FIXTURES .. "udp_server.py"},
  stream = {Lua = FIXTURES .. "stream_server.lua", Python = FIXTURES .. "stream_server.py"},
}
local CLIENTS = {
  tcp = {Lua = EXAMPLES .. "tcp.lua", Python = FIXTURES .. "tcp_client.py"},
  udp = {Lua = EXAMPLES .. "udp.lua", Python = FIXTURES .. "udp_client.py"},
}
CLIENTS.stream = CLIENTS.tcp
local SAYS = {tcp = "Received from 127.0.0.1:\n", udp = "127.0.0.1 wrote:\n", stream = "127.0.0.1 wrote:\n"}

-- Removes what Python prints differently: the newline at the end of the data, and b'...' around bytes.
local function plain(text)
  return (text:gsub("\n\n+", "\n"):gsub("b'(.-)'", "%1"))
end

describe("the example of Python's documentation", function()
  after_each(support.cleanup)

  local function talk(kind, server_path, client_path)
    local port = support.free_port()
    local server = support.spawn(argv_of(server_path, port))
    if kind == "udp" then wait_bound(port) else support.wait_listening(port) end
    local said = {}
    for i, text in ipairs{"hello world", "python is nice"} do
      local client = support.run(argv_of(client_path, port, table.unpack{text:match "^(%S+) (.*)$"}))
      assert.equal("", client.stderr)
      assert.equal(("Sent:     %s\nReceived: %s\n"):format(text, text:upper()), plain(client.stdout))
      said[i] = SAYS[kind] .. text .. "\n"
    end
    server:wait_blocked()
    server:kill "INT"
    local result = server:wait()
    assert.equal(table.concat(said), plain(result.stdout))
    if server_path:find(EXAMPLES, 1, true) then assert.same({0, ""}, {result.code, result.stderr}) end
  end

  local function example(name, kind)
    for server_side, server_path in pairs(SERVERS[kind]) do
      for client_side, client_path in pairs(CLIENTS[kind]) do
        it(("%s has a %s server that serves a %s client"):format(name, server_side, client_side), function()
          talk(kind, server_path, client_path)
        end)
      end
    end
  end

  example("socketserver_tcp", "tcp")
  example("socketserver_udp", "udp")
  example("with StreamRequestHandler", "stream")

  it("with ThreadingMixIn prints the same in both languages, except for the names of tasks and threads", function()
    local function shown(argv)
      local result = support.run(argv)
      assert.equal("", result.stderr)
      local names, count = {}, 0
      local text = result.stdout:gsub("(%a+%-%d+)[ %w_()]*%f[:\n]", function(name)
        assert.is_nil(names[name])
        names[name], count = true, count + 1
        return "NAME"
      end)
      return text, count
    end
    local python, threads = shown(support.python_argv(FIXTURES .. "threaded.py"))
    local lua, named = shown(support.lua_argv(FIXTURES .. "threaded.lua"))
    assert.equal("Server loop running in thread: NAME\nReceived: NAME: Hello World 1\n" ..
      "Received: NAME: Hello World 2\nReceived: NAME: Hello World 3\n", lua)
    assert.equal(python, lua)
    assert.same({4, 4}, {threads, named})
  end)
end)

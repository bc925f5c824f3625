-- The course's echo demo over TLS between Lua and Python, in both directions and between two Lua processes.
local support = require "spec.support"

local missing = require "spec.support.certificates".missing() or not pcall(require, "pysocket.ssl") and "no TLS here"

local FIXTURES = support.root .. "/spec/fixtures/"
local EXAMPLES = support.root .. "/examples/"
local HOST = "127.0.0.1"
local CERTIFICATE = "localhost.pem"

-- The directory in which all of them run has the certificate that the example's first lines make.
local function workshop()
  local header = support.read_file(EXAMPLES .. "echo_server_tls.lua")
  local command = header:match("\n%-%-   (openssl req .-)\n%-%- Run"):gsub("\n%-%- +", "\n")
  local dir = support.tmpdir()
  local result = support.run({"sh", "-ec", command}, {cwd = dir})
  assert.equal(0, result.code, result.stderr)
  return dir
end

local function slide(name)
  return function(port)
    return support.python_argv(support.root .. "/spec/support/slide.py", FIXTURES .. name, HOST, port)
  end
end

local function lua(path)
  return function(port) return support.lua_argv(path, HOST, port, CERTIFICATE) end
end

local SERVERS = {Lua = lua(EXAMPLES .. "echo_server_tls.lua"), Python = slide "echo_server_tls.py"}
local CLIENTS = {Lua = lua(EXAMPLES .. "echo_client_tls.lua"), Python = slide "echo_client_tls.py"}
local BIG_CLIENTS = {
  Lua = lua(FIXTURES .. "echo_10mb_tls.lua"),
  Python = function(port) return support.python_argv(FIXTURES .. "echo_10mb_tls.py", HOST, port, CERTIFICATE) end,
}
local CONNECTED = "^Connected by %('127%.0%.0%.1', %d+%)\n$"
local BIG = {Lua = "Received\t10485760\n", Python = "Received 10485760\n"}

local function talk(server_argv, client_argv)
  local port, dir = support.free_port(), workshop()
  local server = support.spawn(server_argv(port), {cwd = dir})
  support.wait_listening(port)
  local client = support.run(client_argv(port), {cwd = dir})
  return server:wait(), client
end

local function assert_quiet_success(result)
  assert.equal("", result.stderr)
  assert.equal(0, result.code)
end

-- The script's lines without those of TLS, and without the first comment.
local function plain(name)
  local lines = {}
  local text = support.read_file(EXAMPLES .. name .. ".lua"):match("\n(local socket .*)$")
  for line in text:gmatch("[^\n]+") do
    if not line:find "TLS$" and not line:find "pysocket.ssl" then lines[#lines + 1] = line end
  end
  return lines
end

describe("the echo demo over TLS", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  local function example(name, story, f)
    it(name .. " " .. story, f)
  end

  for _, pair in ipairs{{"Lua", "Lua"}, {"Lua", "Python"}, {"Python", "Lua"}, {"Python", "Python"}} do
    local server_side, client_side = pair[1], pair[2]

    it(("says Hello, world between a %s server and a %s client"):format(server_side, client_side), function()
      local server, client = talk(SERVERS[server_side], CLIENTS[client_side])
      assert_quiet_success(server)
      assert_quiet_success(client)
      assert.matches(CONNECTED, server.stdout)
      assert.equal("Received: Hello, world\n", client.stdout)
    end)

    it(("carries 10 MB between a %s server and a %s client"):format(server_side, client_side), function()
      local server, client = talk(SERVERS[server_side], BIG_CLIENTS[client_side])
      assert_quiet_success(client)
      assert_quiet_success(server)
      assert.equal(BIG[client_side], client.stdout)
    end)
  end

  local function assert_adds(count, name)
    assert.same(plain((name:gsub("_tls", ""))), plain(name))
    assert.equal(count, select(2, support.read_file(EXAMPLES .. name .. ".lua"):gsub("%-%- TLS\n", "")))
  end

  example("echo_server_tls", "is the plain server with three lines more", function()
    assert_adds(3, "echo_server_tls")
  end)

  example("echo_client_tls", "is the plain client with two lines more", function()
    assert_adds(2, "echo_client_tls")
  end)

  it("ends with an error that says what to do if the client does not trust the server", function()
    local port, dir = support.free_port(), workshop()
    local server = support.spawn(SERVERS.Lua(port), {cwd = dir})
    support.wait_listening(port)
    local other = workshop()
    local client = support.run(CLIENTS.Lua(port), {cwd = other})
    assert.equal(1, client.code)
    assert.matches("^[^\n]*echo_client_tls.lua:%d+: SSLCertVerificationError: .*self%-signed certificate.*"
      .. "To trust 'CN=localhost', load its certificate with context:load_verify_locations.\n", client.stderr)
    local result = server:wait()
    assert.equal(1, result.code)
    assert.matches("echo_server_tls.lua:%d+: SSLError: %[SSL: [%w_]*ALERT_UNKNOWN_CA%]", result.stderr)
  end)
end)

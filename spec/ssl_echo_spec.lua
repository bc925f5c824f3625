-- The echo examples over TLS between Lua and Python, in both directions, and between two Lua processes.
local demo = require "spec.support.echo_demo"
local support = require "spec.support"

local missing = require "spec.support.certificates".missing() or not pcall(require, "pysocket.ssl") and "no TLS here"

local EXAMPLES = support.root .. "/examples/"
local CERTIFICATE = "localhost.pem"

-- Returns a directory with a certificate, which is made by the command in the example's first comment. All processes
-- run there.
local function workshop()
  local header = support.read_file(EXAMPLES .. "echo_server_tls.lua")
  local command = header:match("\n%-%-   (openssl req .-)\n%-%- Run"):gsub("\n%-%- +", "\n")
  local dir = support.tmpdir()
  local result = support.run({"sh", "-ec", command}, {cwd = dir})
  assert.equal(0, result.code, result.stderr)
  return dir
end

local programs = demo.programs("_tls", CERTIFICATE)

-- Returns the script's lines without the first comment and the lines that concern TLS.
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

  demo.specs(it, programs, workshop)

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
    local server = support.spawn(programs.servers.Lua(port), {cwd = dir})
    support.wait_listening(port)
    local other = workshop()
    local client = support.run(programs.clients.Lua(port), {cwd = other})
    assert.equal(1, client.code)
    assert.matches("^[^\n]*echo_client_tls.lua:%d+: SSLCertVerificationError: .*self%-signed certificate.*"
      .. "To trust 'CN=localhost', load its certificate with context:load_verify_locations.\n", client.stderr)
    local result = server:wait()
    assert.equal(1, result.code)
    assert.matches("echo_server_tls.lua:%d+: SSLError: %[SSL: [%w_]*ALERT_UNKNOWN_CA%]", result.stderr)
  end)
end)

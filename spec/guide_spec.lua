-- doc/guide.md: each of its programs prints what the guide says.
local certificates = require "spec.support.certificates"
local support = require "spec.support"

describe("doc/guide.md", function()
  after_each(support.cleanup)

  local guide = support.read_file(support.root .. "/doc/guide.md")
  local missing = certificates.missing() or not pcall(require, "pysocket.ssl") and "there is no TLS here"
  local count = 0

  -- Returns a directory with the certificates that the guide's chapter on TLS creates.
  local function workshop()
    local dir = support.tmpdir()
    local result = support.run({"sh", "-ec", guide:match "```sh\n([^`]*openssl req.-)```"}, {cwd = dir})
    assert.equal(0, result.code, result.stderr)
    return dir
  end

  for code, output in guide:gmatch("```lua\n(.-)```\n```text\n(.-)```") do
    count = count + 1
    local tls = code:find "pysocket.ssl"
    it(("has a program %d whose output is shown"):format(count), function()
      if tls and missing then return pending(missing) end
      assert.equal(output, support.lua(code, {}, {cwd = tls and workshop()}))
    end)
  end

  it("has a first HTTPS request that works, with the certificates of the system", function()
    if missing then return pending(missing) end
    local port = support.free_port()
    local server = support.spawn{"openssl", "s_server", "-www", "-accept", "127.0.0.1:" .. port, "-cert",
      certificates.server.both}
    support.wait_listening(port)
    local code, replaced = guide:match "```lua online\n(.-)```":gsub('{"www.example.org", 443}',
      ('{"127.0.0.1", %d}'):format(port))
    assert.equal(1, replaced)
    assert.matches("^HTTP/1.0 200 ok\r\n", support.lua(code, {}, {env = {SSL_CERT_FILE = certificates.ca.cert}}))
    local result = support.spawn_lua(code, {}, {env = {SSL_CERT_FILE = certificates.other_ca.cert}}):wait()
    assert.matches("SSLCertVerificationError: .* To trust its issuer 'O=pysocket, CN=Spec CA'", result.stderr)
    server:stop()
  end)

  it("has no program without its output", function()
    local _, programs = guide:gsub("```lua\n", "")
    assert.is_true(count > 0)
    assert.equal(programs, count)
  end)

  it("links to pages that exist", function()
    for page in guide:gmatch("%]%(([%w_/]+%.md)%)") do
      assert.is_truthy(support.read_file(support.root .. "/doc/" .. page), page)
    end
  end)
end)

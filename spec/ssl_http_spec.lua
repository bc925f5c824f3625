-- HTTPS between the examples and real programs: nginx, curl and a browser. Also what the server does with other
-- clients.
local certificates = require "spec.support.certificates"
local serving = require "spec.support.serving"
local support = require "spec.support"
local tls = require "spec.support.tls"
local socket = require "pysocket"

local missing, ssl = tls.missing(), tls.ssl

local EXAMPLES = support.root .. "/examples/"
local HOST = "127.0.0.1"
local with = serving.with(pending)

-- examples_spec.lua searches for these words.
local function example(name, story, f)
  it(name .. " " .. story, f)
end

local function write(path, text)
  local f <close> = assert(io.open(path, "wb"))
  assert(f:write(text))
  return path
end

local function connect(port)
  return support.close_later(socket.create_connection({HOST, port}, 10))
end

describe("the HTTPS client", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  local PAGE = "<p>The page</p>\n"

  local function fetch(url, cafile)
    return support.run(support.lua_argv(EXAMPLES .. "https_client.lua", url, cafile))
  end

  local CONFIG = [[
worker_processes 1;
events {}
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path p; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
  server {
    listen %s:%d ssl;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_certificate %s;
    ssl_certificate_key %s;
    root %s;
  }
}
]]

  -- Starts nginx with this certificate; returns the URL of its page, and the port.
  local function nginx(path, certificate)
    local dir, port = support.tmpdir(), support.free_port()
    write(dir .. "/index.html", PAGE)
    write(dir .. "/big.bin", ("0123456789"):rep(200000))
    write(dir .. "/nginx.conf", CONFIG:format(HOST, port, certificate.cert, certificate.key, dir))
    serving.start(port, {path, "-p", dir, "-e", "stderr", "-c", dir .. "/nginx.conf", "-g",
      "daemon off; master_process off; pid nginx.pid;"})
    return ("https://localhost:%d/"):format(port), port
  end

  example("https_client", "gets a page from nginx, and verifies its chain and its name", with("nginx", function(path)
    local url = nginx(path, certificates.chained)
    local result = fetch(url, certificates.ca.cert)
    assert.equal(0, result.code, result.stderr)
    assert.equal(PAGE, result.stdout)
    assert.matches("^TLSv1%.3, TLS_[%w_]+, valid until %u%l%l +%d+ [%d:]+ %d+ GMT: commonName=localhost\n"
      .. "HTTP/1%.1 200 OK\n", result.stderr)
    assert.equal(2000000, #fetch(url .. "big.bin", certificates.ca.cert).stdout)
  end))

  local function refused(pattern, result)
    assert.equal(1, result.code)
    assert.equal("", result.stdout)
    assert.matches(pattern, result.stderr)
  end

  it("refuses nginx under another name, and says which names it has", with("nginx", function(path)
    local _, port = nginx(path, certificates.server)
    refused("certificate is not valid for '127%.0%.0%.1'.*The certificate is valid for 'localhost', 'www.example.org'",
      fetch(("https://127.0.0.1:%d/"):format(port), certificates.ca.cert))
  end))

  it("refuses nginx without the root that signed its certificate, and names the root", with("nginx", function(path)
    local url = nginx(path, certificates.server)
    refused("To trust its issuer 'O=pysocket, CN=Spec CA', load that certificate",
      fetch(url, certificates.other_ca.cert))
  end))

  it("refuses nginx when its certificate has expired", with("nginx", function(path)
    local url = nginx(path, certificates.expired)
    refused("certificate has expired: .* valid until Feb  1 00:00:00 2020 GMT", fetch(url, certificates.ca.cert))
  end))

  -- Answers a request of the example in this process: sends the text and ends the connection with or without
  -- close_notify.
  local function answer(text, goodbye)
    local listener, address = support.listener()
    listener:settimeout(10)
    local client = support.spawn(support.lua_argv(EXAMPLES .. "https_client.lua",
      ("https://localhost:%d/"):format(address.port), certificates.ca.cert))
    local context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context:load_cert_chain(certificates.server.both)
    local plain = listener:accept()
    local copy = support.close_later(plain:dup())
    local s = support.close_later(context:wrap_socket(plain, {server_side = true}))
    s:recv(4096)
    s:sendall(text)
    if goodbye then s:close() end
    pcall(copy.shutdown, copy, socket.SHUT_WR) -- the client may have closed the connection already
    return client:wait()
  end

  it("distinguishes a complete page from one that was cut off", function()
    assert.equal("page", answer("HTTP/1.0 200 OK\r\n\r\npage", true).stdout)
    assert.equal("page", answer("HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\npage and more", false).stdout:sub(1, 4))
    local cut = answer("HTTP/1.0 200 OK\r\n\r\npage", false)
    assert.equal(1, cut.code)
    assert.matches("SSLEOFError: .*EOF occurred in violation of protocol", cut.stderr)
    assert.matches("ended in the middle of the page",
      answer("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\npage", true).stderr)
  end)

  it("shows no control characters from a server on the terminal", function()
    local result = answer("HTTP/1.0 200 \27[2Jfine\r\nX: \7\r\n\r\npage", true)
    assert.matches("HTTP/1%.0 200 %?%[2Jfine\nX: %?\n", result.stderr)
  end)

  it("refuses URLs that are not HTTPS, and servers that do not speak it", function()
    refused("^A URL like https://host%[:port%]%[/path%] is needed, not http://localhost/\n$", fetch "http://localhost/")
    refused("^A URL has no spaces", fetch "https://localhost/ x")
    local listener, address = support.listener()
    local client = support.spawn(support.lua_argv(EXAMPLES .. "https_client.lua",
      ("https://localhost:%d/"):format(address.port)))
    local s = support.close_later((listener:accept()))
    s:sendall("HTTP/1.0 400 Bad Request\r\n\r\n")
    refused("WRONG_VERSION_NUMBER.*The peer does not speak TLS here", client:wait())
  end)
end)

describe("the HTTPS server", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  local function www(files)
    local dir = support.tmpdir()
    for name, content in pairs(files) do write(dir .. "/" .. name, content) end
    return dir
  end

  -- Starts the example server, which makes a certificate; returns the process, its port and the file that clients
  -- need.
  local function start(files)
    local port = support.free_port()
    local server = support.spawn(support.lua_argv(EXAMPLES .. "https_server.lua",
      www(files or {["index.html"] = "<p>index\n", ["big.bin"] = ("0123456789"):rep(200000)}), HOST, port))
    local cafile = server:expect "^Try: curl %-%-cacert (%S+) https://localhost:%d+/$"
    support.defer(os.remove, cafile)  -- a signal ends the server
    server:expect "^Serving "
    return server, port, cafile
  end

  local function curl(cafile, ...)
    return support.run{"curl", "-sS", "--max-time", "10", "--noproxy", "*", "--cacert", cafile, ...}
  end

  -- Requests a page as a client that verifies the certificate.
  local function get(port, cafile)
    local context = ssl.create_default_context{cafile = cafile}
    local s <close> = context:wrap_socket(connect(port), {server_hostname = "localhost"})
    s:sendall "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    local file <close> = s:makefile "rb"
    return file:read "a"
  end

  local function assert_serves(server, port, cafile)
    assert.matches("<p>index\n$", get(port, cafile))
    serving.assert_unharmed(server)
  end

  example("https_server", "serves curl, which verifies it", with("curl", function()
    local server, port, cafile = start()
    local url = ("https://localhost:%d/"):format(port)
    local result = curl(cafile, "-4", "-w", "%{http_version} %{num_connects}\n", url, url .. "index.html")
    assert.equal("", result.stderr)
    assert.equal("<p>index\n1.1 1\n<p>index\n1.1 0\n", result.stdout)
    assert.equal(2000000, #curl(cafile, ("https://127.0.0.1:%d/big.bin"):format(port)).stdout)
    for _, version in ipairs{"1.2", "1.3"} do
      assert.equal("<p>index\n", curl(cafile, "--tlsv" .. version, "--tls-max", version, url).stdout)
    end
    assert.equal(60, curl(certificates.ca.cert, url).code)  -- curl does not trust the certificate
    serving.assert_unharmed(server)
  end))

  it("serves with the user's own certificate", with("curl", function()
    local port = support.free_port()
    local server = serving.start(port, support.lua_argv(EXAMPLES .. "https_server.lua",
      www{["index.html"] = "<p>index\n"}, HOST, port, certificates.server.both))
    assert.equal("<p>index\n", curl(certificates.ca.cert, ("https://localhost:%d/"):format(port)).stdout)
    serving.assert_unharmed(server)
  end))

  -- The server with a certificate that the authority of the specs has signed.
  local function start_signed(opts)
    local port = support.free_port()
    local server = serving.start(port, support.lua_argv(EXAMPLES .. "https_server.lua",
      www{["index.html"] = "<p>index\n"}, HOST, port, certificates.server.both), opts)
    return server, port
  end

  it("sends Strict-Transport-Security with the user's own certificate only", with("curl", function()
    local _, signed = start_signed()
    local _, port, cafile = start()
    local own = curl(certificates.ca.cert, "-i", ("https://localhost:%d/"):format(signed)).stdout
    local made = curl(cafile, "-i", ("https://localhost:%d/"):format(port)).stdout
    assert.matches("\r\nStrict-Transport-Security: max-age=31536000\r\n", own, 1, true)
    assert.is_nil(made:find("Strict-Transport-Security", 1, true))
    for _, page in ipairs{own, made} do assert.matches("\r\nX-Content-Type-Options: nosniff\r\n", page, 1, true) end
  end))

  it("offers nothing that sslscan warns of", with("sslscan", function()
    local server, port = start_signed()
    local lines = support.run({"sslscan", "--no-colour", HOST .. ":" .. port}, {timeout = 60}).stdout
    for version, state in pairs{["SSLv2"] = "dis", ["SSLv3"] = "dis", ["TLSv1.0"] = "dis", ["TLSv1.1"] = "dis",
        ["TLSv1.2"] = "en", ["TLSv1.3"] = "en"} do
      assert.matches(("\n%s +%sabled\n"):format(version:gsub("%.", "%%."), state), lines)
    end
    assert.matches("Server supports TLS Fallback SCSV", lines, 1, true)
    assert.matches("Session renegotiation not supported", lines, 1, true)
    assert.is_nil(lines:find "[^t] vulnerable to heartbleed")
    local ciphers = {}
    for cipher in lines:gmatch "\n%u%l+ed +TLSv1%.[23] +%d+ bits +(%S+)" do ciphers[#ciphers + 1] = cipher end
    table.sort(ciphers)
    assert.same({"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305",
      "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}, ciphers)
    serving.assert_unharmed(server)
  end))

  -- It takes minutes, so only `make check` runs it.
  if os.getenv "SPEC_TESTSSL" then
    it("gives testssl.sh nothing to report but its private authority", with("testssl", function()
      local server, port = start_signed{timeout = 600}
      local report = support.tmpdir() .. "/findings.csv"
      support.run({"testssl", "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none", "--ip", HOST,
        "--add-ca", certificates.ca.cert, "--csvfile", report, ("https://localhost:%d/"):format(port)}, {timeout = 600})
      local findings, count = {}, 0
      for line in io.lines(report) do
        local id, severity, text = line:match '^"([^"]*)","[^"]*","[^"]*","(%u+)","([^"]*)"'
        if id then count = count + 1 end
        -- WARN marks what testssl.sh could not test.
        if id and not id:find "^cert_" and severity ~= "OK" and severity ~= "INFO" and severity ~= "WARN" then
          findings[#findings + 1] = ("%s %s: %s"):format(severity, id, text)
        end
      end
      assert.same({}, findings)
      assert.is_true(count > 100, count .. " findings")
      serving.assert_unharmed(server)
    end))
  end

  it("serves a page with all its resources to a browser", with("chromium-headless-shell", function(browser)
    local files = {
      ["index.html"] = [[<!DOCTYPE html><link rel=stylesheet href=style.css><p id=result>
<script src=script.js></script>]],
      ["style.css"] = "#result { width: 123px }",
      ["script.js"] = [[
const result = document.getElementById("result");
const get = i => fetch(`${i}.txt`).then(r => r.text());
Promise.all([...Array(30).keys()].map(get)).then(texts => {
  const sum = texts.reduce((a, b) => a + Number(b), 0);
  result.textContent = `${sum} ${getComputedStyle(result).width} ${location.protocol} ${isSecureContext}`;
});]],
    }
    for i = 0, 29 do files[i .. ".txt"] = tostring(i) end
    local server, port, cafile = start(files)
    -- The browser cannot be given another root certificate, only the hash of a trusted key.
    local hash = support.run{"sh", "-c", "openssl x509 -in " .. cafile .. " -pubkey -noout | "
      .. "openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | base64"}.stdout:match "%S+"
    local result = support.run({browser, "--no-sandbox", "--user-data-dir=" .. support.tmpdir(),
      "--ignore-certificate-errors-spki-list=" .. hash, "--virtual-time-budget=5000", "--dump-dom",
      ("https://localhost:%d/"):format(port)}, {timeout = 40})
    assert.matches('<p id="result">435 123px https: true</p>', result.stdout, 1, true)
    server:wait_blocked()
    server:kill "INT"
    assert.equal("", server:wait().stderr)
  end))

  it("removes the certificate's file when Ctrl-C ends it", function()
    local server, _, cafile = start()
    assert.matches("^%-%-%-%-%-BEGIN CERTIFICATE%-%-%-%-%-\n[^-]+%-%-%-%-%-END CERTIFICATE%-%-%-%-%-\n$",
      support.read_file(cafile))  -- and contains no key
    server:wait_blocked()
    server:kill "INT"
    assert.equal("", server:wait().stderr)
    assert.is_nil((io.open(cafile)))
  end)

  it("serves others while a client is slow in its handshake, or says nothing", function()
    local server, port, cafile = start()
    local silent, slow = connect(port), connect(port)
    slow:sendall "\22\3\1\1"
    assert.matches("<p>index\n$", get(port, cafile))
    silent:close()
    slow:close()
    assert_serves(server, port, cafile)
  end)

  it("withstands clients that do not speak TLS, leave at once or do not trust it", function()
    local server, port, cafile = start()
    for _, text in ipairs{"GET / HTTP/1.0\r\n\r\n", "\0", "", ("\255"):rep(100000),
      "\22\3\1\255\255" .. ("x"):rep(65535)} do
      local s = connect(port)
      pcall(s.sendall, s, text)
      s:close()
    end
    local reset = connect(port)
    reset:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
    reset:close()
    support.raises(ssl.SSLCertVerificationError, get, port, certificates.ca.cert)
    assert_serves(server, port, cafile)
  end)

  it("sends nothing to a client of plain HTTP", function()
    local server, port = start()
    local s = connect(port)
    s:sendall "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert.is_nil(s:recv(100))
    s:close()
    serving.assert_unharmed(server)
  end)
end)

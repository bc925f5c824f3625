-- Connections that switch from plain text to TLS: SMTP and PostgreSQL.
local certificates = require "spec.support.certificates"
local serving = require "spec.support.serving"
local support = require "spec.support"
local tls = require "spec.support.tls"
local asyncio = require "pysocket.asyncio"

local missing, ssl = tls.missing(), tls.ssl

local HOST = "127.0.0.1"

-- examples_spec.lua searches for these words.
local function example(name, story, f)
  it(name .. " " .. story, f)
end

-- A mail server that knows just enough for STARTTLS and QUIT. Its arguments: certificate, text to inject after the
-- answer to STARTTLS, the extension that it offers.
local SMTP = [[
import socket, ssl, sys
certificate, injected, offer = sys.argv[1:4]
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate)
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
conn, _ = listener.accept()
conn.sendall(b"220 mail.example.org ESMTP\r\n")
file = conn.makefile("rb")
assert file.readline().startswith(b"EHLO [127.0.0.1]")
conn.sendall(b"250-mail.example.org\r\n250-SIZE 1000\r\n250 %s\r\n" % offer.encode())
assert file.readline() == b"STARTTLS\r\n"
conn.sendall(b"220 go ahead\r\n" + injected.encode())
try:
    conn = context.wrap_socket(conn, server_side=True)
except (ssl.SSLError, ConnectionError):
    print("no TLS", flush=True)
    sys.exit()
file = conn.makefile("rb")
assert file.readline().startswith(b"EHLO [127.0.0.1]")
conn.sendall(b"250 mail.example.org\r\n")
assert file.readline() == b"QUIT\r\n"
conn.sendall(b"221 bye\r\n")
print("bye", flush=True)
conn.close()
]]

describe("STARTTLS", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  local function run(host, port, cafile)
    return support.run(support.lua_argv(support.root .. "/examples/starttls.lua", host, port, cafile))
  end

  -- Runs the example with the server above.
  local function converse(options)
    local server = support.spawn_python(SMTP, {(options.certificate or certificates.server).both,
      options.injected or "", options.offer or "STARTTLS"})
    local result = run(options.host or "localhost", server:line(), certificates.ca.cert)
    return result, server
  end

  example("starttls", "upgrades a plain connection to TLS", function()
    local result, server = converse{}
    assert.equal("", result.stderr)
    assert.equal(0, result.code)
    assert.matches("C: STARTTLS\nS: 220 go ahead\nTLSv1%.3, TLS_[%w_]+\n"
      .. "The certificate is for localhost, www.example.org, until .- GMT%.\nC: EHLO %[127%.0%.0%.1%]\n", result.stdout)
    assert.matches("C: QUIT\nS: 221 bye\n$", result.stdout)
    assert.equal("bye", server:line())
  end)

  local function assert_fails(pattern, options)
    local result, server = converse(options)
    assert.equal(1, result.code)
    assert.matches(pattern, result.stderr)
    assert.not_matches("QUIT", result.stdout)
    return server
  end

  it("refuses data that was injected before the handshake", function()
    local server = assert_fails("WRONG_VERSION_NUMBER", {injected = "250 injected\r\n"})
    assert.equal("no TLS", server:line())
  end)

  it("refuses data that was injected, and that a file has received with the answer", function()
    local context = tls.client()
    local function iterate(f)
      local following, state = f:lines "L"
      return following(state)
    end
    for _, read in ipairs{function(f) return f:readline() end, function(f) return f:read "L" end, iterate} do
      local a, b = support.tcp_pair()
      b:sendall "220 go ahead\r\n250 injected\r\n"
      local f = a:makefile "rw"
      assert.equal("220 go ahead\r\n", read(f))
      local e = support.raises(ssl.SSLError, context.wrap_socket, context, a, {server_hostname = "localhost"})
      assert.matches("a file of the socket has unread data, which was received before the TLS handshake: " ..
        "wrap_socket. The peer must send nothing", tostring(e), 1, true)
      assert.equal("250 injected\r\n", f:readline())
    end
  end)

  it("refuses data that was injected into one of several files", function()
    local context = ssl.create_default_context{cafile = certificates.ca.cert}
    local a, b = support.tcp_pair()
    local first, second = a:makefile "r", a:makefile "r"
    b:sendall "220 go ahead\r\n250 injected\r\n"
    assert.equal("220 go ahead\r\n", first:read "L")
    local third = a:makefile "r"
    support.raises(ssl.SSLError, context.wrap_socket, context, a, {server_hostname = "localhost"})
    second:close()
    third:close()
  end)

  it("continues if the file has no data left, or was closed", function()
    local context = tls.client()
    for _, closes in ipairs{true, false} do
      local a, b = support.tcp_pair()
      b:sendall("220 go ahead\r\n" .. (closes and "more" or ""))
      local f = a:makefile "rw"
      f:readline()
      if closes then f:close() end
      support.close_later(context:wrap_socket(a, {server_hostname = "localhost", do_handshake_on_connect = false}))
      if not closes then support.raises("OSError", f.readline, f) end
    end
  end)

  it("verifies the server, as it does without STARTTLS", function()
    assert_fails("certificate is not valid for 'localhost'", {certificate = certificates.wrong_name})
    assert_fails("certificate has expired", {certificate = certificates.expired})
  end)

  it("reports that the server does not offer it", function()
    assert_fails("^The server does not offer STARTTLS%.\n$", {offer = "NOTHING"})
  end)

  -- A configuration of Exim for TLS only; on Debian it uses GnuTLS. If Exim is started by root, it runs as another
  -- user.
  local EXIM = [[
primary_hostname = localhost
local_interfaces = 127.0.0.1
daemon_smtp_ports = %d
tls_advertise_hosts = *
tls_certificate = DIR/cert.pem
tls_privatekey = DIR/key.pem
spool_directory = DIR
log_file_path = DIR/%%slog
keep_environment =
]]

  it("works with a real mail server", serving.with("exim4", function(path)
    local port, dir = support.free_port(), support.tmpdir()
    for name, source in pairs{["cert.pem"] = certificates.server.cert, ["key.pem"] = certificates.server.key} do
      assert(os.execute(("install -m 644 %s %s/%s"):format(source, dir, name)))
    end
    local config = dir .. "/exim.conf"
    do
      local file <close> = assert(io.open(config, "w"))
      file:write((EXIM:format(port):gsub("DIR", dir)))
    end
    assert(os.execute(("chmod 777 %s && chmod 644 %s"):format(dir, config)))
    serving.start(port, {path, "-C", config, "-bdf"})
    local result = run("localhost", port, certificates.ca.cert)
    assert.equal("", result.stderr)
    assert.matches("TLSv1%.3, .*C: QUIT\nS: 221 ", result.stdout)
  end))

  describe("of PostgreSQL", function()
    -- PostgreSQL refuses to run as root. Debian's package creates the user `postgres`, to whom the directory is
    -- given.
    local function start()
      local path = serving.command "postgres"
      if not path then return nil, "there is no postgres here" end
      local bin = support.run{"sh", "-c", ("dirname $(readlink -f $(command -v %s))"):format(path)}.stdout:match "%S+"
      local dir, port = support.tmpdir(), support.free_port()
      local as = support.is_root() and {"setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"} or {}
      local function command(...)
        return table.move({...}, 1, select("#", ...), #as + 1, table.move(as, 1, #as, 1, {}))
      end
      if #as > 0 and not os.execute("chown postgres " .. dir .. " 2>/dev/null") then
        return nil, "there is no user postgres here"
      end
      local made = support.run(command(bin .. "/initdb", "-A", "trust", "-N", "-D", dir .. "/data", "-U", "lua"))
      if made.code ~= 0 then return nil, "initdb fails here: " .. made.stderr end
      for name, source in pairs{["server.crt"] = certificates.server.cert, ["server.key"] = certificates.server.key} do
        os.execute(("install -m 600 %s %s %s/data/%s"):format(#as > 0 and "-o postgres" or "", source, dir, name))
      end
      local server = serving.start(port, command(bin .. "/postgres", "-D", dir .. "/data", "-p", port, "-h", HOST,
        "-k", "", "-c", "ssl=on", "-c", "fsync=off", "-c", "lc_messages=C"))
      -- It listens before it is ready.
      support.wait_until(function()
        return server:error_output():find "ready to accept connections" or not server:running()
      end, 20)
      return port
    end

    -- Reads one message; returns its type and its content.
    local function read_message(reader)
      local kind, length = string.unpack(">c1I4", reader:readexactly(5))
      return kind, reader:readexactly(length - 4)
    end

    local function answers(reader)
      local kinds, row = {}, nil
      repeat
        local kind, content = read_message(reader)
        kinds[#kinds + 1] = kind
        if kind == "D" then row = string.unpack(">s4", content, 3) end
        assert(kind ~= "E", content)
      until kind == "Z"
      return table.concat(kinds), row
    end

    it("is requested with eight bytes, and then a query is answered over TLS", function()
      local port, reason = start()
      if not port then return pending(reason) end
      asyncio.run(function()
        local reader, writer = asyncio.open_connection(HOST, port)
        writer:write(string.pack(">I4I4", 8, 80877103))
        assert.equal("S", reader:readexactly(1))
        writer:start_tls(tls.client(), {server_hostname = "localhost"})
        local parameters = "user\0lua\0database\0postgres\0\0"
        writer:write(string.pack(">I4I4", 8 + #parameters, 196608) .. parameters)
        assert.matches("^R.*Z$", (answers(reader)))
        local query = "SELECT version || ' ' || cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid()\0"
        writer:write("Q" .. string.pack(">I4", 4 + #query) .. query)
        local object = writer:get_extra_info "ssl_object"
        assert.equal(object:version() .. " " .. object:cipher(), select(2, answers(reader)))
        writer:write "X\0\0\0\4"
        writer:close()
        writer:wait_closed()
      end)
    end)
  end)
end)

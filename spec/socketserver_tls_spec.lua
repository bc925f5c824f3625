-- socketserver over TLS: the listening socket is wrapped before the server serves, as Python's users do it.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local tls = require "spec.support.tls"
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"
local socketserver = require "pysocket.socketserver"
local certificates = require "spec.support.certificates"

local ssl = tls.ssl
if not ssl then return describe("a server of socketserver over TLS", function() pending(tls.missing()) end) end

local Upper = setmetatable({}, {__index = socketserver.StreamRequestHandler})

function Upper:handle()
  for line in self.rfile:lines() do self.wfile:write(line:upper(), "\n") end
end

-- Sends lines, and prints what comes back, up to the end of the stream.
local PYTHON = [[
import socket, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[2])
with socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10) as plain:
    with context.wrap_socket(plain, server_hostname="localhost") as s:
        f = s.makefile("rwb")
        for line in (b"one\n", b"two\n"):
            f.write(line)
            f.flush()
            print(f.readline().decode(), end="", flush=True)
]]

local function make(class)
  local server = class({"127.0.0.1", 0}, Upper)
  server.socket = tls.server("server"):wrap_socket(server.socket, {server_side = true})
  support.defer(server.server_close, server)
  return server
end

local function serving(server, f)
  local task = asyncio.create_task(server.serve_forever, server, 0.01)
  f()
  server:shutdown()
  task:await()
end

describe("a server of socketserver over TLS", function()
  after_each(support.cleanup)

  for _, name in ipairs{"TCPServer", "ThreadingTCPServer", "ForkingTCPServer"} do
    it("serves Python's client, outside tasks: " .. name, function()
      local server = make(socketserver[name])
      local client = support.spawn_python(PYTHON, {server.server_address.port, certificates.ca.cert})
      server:handle_request()
      local result = client:wait()
      assert.same({0, "ONE\nTWO\n"}, {result.code, result.stdout}, result.stderr)
    end)

    it("serves clients in tasks: " .. name, tasks.main(function()
      local server = make(socketserver[name])
      serving(server, function()
        for i = 1, 2 do
          local plain = support.close_later(socket.create_connection(server.server_address))
          local s = support.close_later(tls.client():wrap_socket(plain, {server_hostname = "localhost"}))
          local f <close> = s:makefile "rw"
          f:write("line ", i, "\n")
          f:flush()
          assert.equal(("LINE %d"):format(i), f:read())
          f:close()
          s:shutdown(socket.SHUT_RDWR)  -- a child may have inherited the descriptor
          s:close()
        end
      end)
    end))
  end

  it("does not let a silent client delay the others, with ThreadingMixIn", tasks.main(function()
    local server = make(socketserver.ThreadingTCPServer)
    function server.handle_error() end
    serving(server, function()
      local silent = support.close_later(socket.create_connection(server.server_address))
      local plain = support.close_later(socket.create_connection(server.server_address))
      local s = support.close_later(tls.client():wrap_socket(plain, {server_hostname = "localhost"}))
      s:sendall "hello\n"
      assert.equal("HELLO\n", s:recv(100))
      s:close()
      silent:close()
    end)
  end))

  it("continues if a client does not speak TLS", tasks.main(function()
    local server = make(socketserver.TCPServer)
    local failed
    function server.handle_error(_, _, _, e) failed = e end
    serving(server, function()
      local plain = support.close_later(socket.create_connection(server.server_address))
      plain:sendall "GET / HTTP/1.0\r\n\r\n"
      while plain:recv(1000) do end
      plain = support.close_later(socket.create_connection(server.server_address))
      local s = support.close_later(tls.client():wrap_socket(plain, {server_hostname = "localhost"}))
      s:sendall "hello\n"
      assert.equal("HELLO\n", s:recv(100))
      s:close()
    end)
    assert.is_true(failed == nil or socket.isinstance(failed, socket.OSError))
  end))
end)

--- Lets the process run out of descriptors or memory, which the shell has limited. Calls that
-- need any of these raise an error, nothing is lost, and everything works again when some are free.
--
--   lua limits.lua descriptors | memory

local socket = require "pysocket"
local errno = require "pysocket.errno"
local select = require "pysocket.select"
local asyncio = require "pysocket.asyncio"
local tls = require "spec.host.tls"

local ssl = tls.ssl
local run, sleep = asyncio.run, asyncio.sleep  -- these load asyncio, while there are descriptors to read it with

local tries = 0

local function exhausted(name, f)
  tries = tries + 1
  local ok, e = pcall(f)
  if ok then error(name .. ": it found a descriptor", 0) end
  if type(e) ~= "table" or e.errno ~= errno.EMFILE then error(name .. ": " .. tostring(e), 0) end
end

-- Tries the TLS functions that open files, which must fail, and others, which must succeed. Returns a function for each
-- round, and one for the end.
local function tls_descriptors()
  if not ssl then return function() end, function() end end
  local server, client = tls.server(), tls.client()
  local listener = server:wrap_socket(socket.create_server{"127.0.0.1", 0}, {server_side = true})
  local asking = socket.socket()
  asking:connect(listener:getsockname())
  listener:settimeout(0)
  local a, b = tls.pair(nil, server, client)
  tls.shake(a, b)
  require "pysocket.argument"  -- create_default_context loads it
  local get_certificate = ssl.get_server_certificate  -- the first use loads another module
  local function round()
    exhausted("load_cert_chain", function() server:load_cert_chain(tls.path "server.pem") end)
    exhausted("load_verify_locations", function() client:load_verify_locations(tls.path "ca.pem") end)
    exhausted("create_default_context", ssl.create_default_context)
    exhausted("load_default_certs", function() client:load_default_certs() end)
    exhausted("load_dh_params", function() server:load_dh_params(tls.path "dh.pem") end)
    exhausted("keylog_filename", function() server.keylog_filename = "/dev/null" end)
    exhausted("accept of TLS", function() return listener:accept() end)
    exhausted("get_server_certificate", function() return get_certificate{"127.0.0.1", 1} end)
    a:sendall "data"
    assert(b:recv(10) == "data")
    local objects = {tls.objects(nil, server, client)}
    objects[1]:write "x"
    assert(objects[2]:read() == "x")
    tries = tries + 1
  end
  return round, function()
    local conn <close> = listener:accept()
    assert(socket.isinstance(conn, ssl.SSLSocket))
    -- The failed call must not have cached an empty list of authorities.
    local cafile, direct = ssl.get_default_verify_paths().cafile, ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if cafile then direct:load_verify_locations(cafile) end
    assert(ssl.create_default_context():cert_store_stats().x509 == direct:cert_store_stats().x509)
    for _, s in ipairs{listener, asking, a, b} do s:close() end
  end
end

local function descriptors()
  local tls_round, tls_end = tls_descriptors()
  require "pysocket.file"  -- makefile loads it when it is first called
  local a, b = socket.socketpair()
  local listener = socket.create_server{"127.0.0.1", 0}
  local client = socket.create_connection(listener:getsockname())
  local asking = socket.socket()  -- connects, and is accepted when a descriptor is free
  asking:connect(listener:getsockname())
  for _ = 1, 50 do
    local held = {}
    while true do
      local ok, s = pcall(socket.socket)
      if not ok then
        assert(s.errno == errno.EMFILE, s)
        break
      end
      held[#held + 1] = s
    end
    assert(#held > 30, "only " .. #held)
    exhausted("socket", socket.socket)
    exhausted("dup", function() return a:dup() end)
    exhausted("socket.dup", function() return socket.dup(0) end)
    exhausted("fromfd", function() return socket.fromfd(a:fileno(), 1, 1) end)
    exhausted("socketpair", socket.socketpair)
    for _, timeout in ipairs{0, 0.001} do
      listener:settimeout(timeout)
      exhausted("accept", function() return listener:accept() end)
    end
    listener:settimeout(nil)
    exhausted("create_connection", function() return socket.create_connection{"127.0.0.1", 1} end)
    exhausted("epoll", select.epoll)
    exhausted("a loop", function() run(sleep, 0) end)
    tls_round()
    tries = tries + 1  -- calls that need no descriptor continue
    local f <close> = b:makefile "rw"
    a:sendall "line\n"
    assert(f:read() == "line" and f:write "answer\n" and f:flush())
    assert(a:recv(7) == "answer\n")
    assert(#select.select({a}, {b}, {}, 0) == 0 and select.poll())
    -- No file can be read, and no name server asked, but the lookup may know the name anyway.
    local ok, e = pcall(socket.getaddrinfo, "localhost", 80)
    assert(ok or socket.isinstance(e, socket.OSError), e)
    -- One descriptor is free. A pair needs two, and must not keep the first.
    held[#held]:close()
    exhausted("socketpair with one left", socket.socketpair)
    held[#held] = socket.socket()
    exhausted("socket", socket.socket)
    for room = 0, 3 do  -- descriptors that do not fit are closed, and this is reported
      socket.send_fds(a, {"x"}, {a, a, a})
      for i = 1, room do held[#held - i + 1]:close() end
      local data, fds, flags = socket.recv_fds(b, 1, 3)
      assert(data == "x" and #fds == room, "recv_fds with room for " .. room .. " gave " .. #fds)
      assert((flags & socket.MSG_CTRUNC ~= 0) == (room < 3), "recv_fds: flags")
      for i, fd in ipairs(fds) do
        socket.close(fd)
        held[#held - i + 1] = socket.socket()
      end
      exhausted("socket", socket.socket)
      tries = tries + 1
    end
    for _, s in ipairs(held) do s:close() end
    assert(a:send "y" == 1 and b:recv(1) == "y")
  end
  tls_end()
  local first = listener:accept()
  local second = listener:accept()
  client:sendall "hello"
  assert(first:recv(5) == "hello" and second)
  asking:close()
  assert(#socket.getaddrinfo("localhost", 80) > 0)
  assert(run(function() return "it runs" end) == "it runs")
end

-- Allocates all available memory, in smaller and smaller pieces, until Lua has none.
local function take_all(held)
  local size = 1 << 24
  while true do
    local ok, bytes = pcall(socket.bytearray, size)
    if ok then held[#held + 1] = bytes else size = math.max(64, size // 2) end
    if not ok and size == 64 then return end
  end
end

-- Without any memory, calls that need memory raise an error, other calls continue, and nothing
-- is lost. The errors are checked when there is memory again.
local function without_any(a, b)
  local buffer, text, told = socket.bytearray(1 << 16), ("x"):rep(1 << 15), {}
  for i = 1, 200 do told[i] = false end
  local function exchange()
    a:sendall(text)
    local got = 0
    while got < #text do got = got + b:recv_into(buffer) end
  end
  exchange()
  local held = {}
  local full, why = pcall(take_all, held)
  local going, e = pcall(exchange)
  for i = 1, #told do
    local _, result = pcall(socket.socket)
    told[i] = result
  end
  held = nil  -- luacheck: ignore
  collectgarbage()
  assert(full or tostring(why):find "memory", why)
  assert(going, e)
  local lacked = 0
  for _, result in ipairs(told) do
    if socket.isinstance(result, socket.socket) then
      result:close()
    else
      assert(tostring(result):find "memory", result)
      lacked = lacked + 1
    end
  end
  assert(lacked > 0, "there was memory for 200 sockets")
  tries = tries + lacked
  exchange()
  b:settimeout(0)
  assert(not pcall(b.recv, b, 1), "more was received than was sent")
  b:settimeout(nil)
end

-- Handshakes without any memory end with an error, or succeed, and the next ones with memory succeed.
local function handshake_without_any(server, client)
  local a, b = tls.pair(nil, server, client)
  local held = {}
  local full, why = pcall(take_all, held)
  local ok, e = pcall(tls.shake, a, b)
  held = nil  -- luacheck: ignore
  collectgarbage()
  assert(full or tostring(why):find "memory", why)
  assert(ok or tostring(e):find "memory" or socket.isinstance(e, ssl.SSLError), e)
  tries = tries + (ok and 0 or 1)
  a:close()
  b:close()
  a, b = tls.sockets(nil, server, client)
  a:sendall "data"
  assert(b:recv(10) == "data")
  a:close()
  b:close()
end

local function memory()
  local a, b = socket.socketpair()
  a:sendall("still there")
  local function out_of_memory(name, f)
    tries = tries + 1
    local ok, e = pcall(f)
    if ok or not tostring(e):find "memory" then error(name .. ": " .. tostring(e), 0) end
  end
  for _ = 1, 50 do
    out_of_memory("bytearray", function() return socket.bytearray(1 << 40) end)
    out_of_memory("recv", function() return b:recv(1 << 40, socket.MSG_WAITALL) end)
    out_of_memory("recvmsg", function() return b:recvmsg(10, 0x7ffff000) end)
    out_of_memory("read", function() return b:makefile("r", 1 << 31):read(1) end)
  end
  collectgarbage()
  assert(b:recv(100) == "still there")
  for _ = 1, 5 do without_any(a, b) end
  local server, client = ssl and tls.server(), ssl and tls.client()
  for _ = 1, ssl and 20 or 0 do handshake_without_any(server, client) end
end

if arg[1] == "descriptors" then descriptors() else memory() end
print(("count %s_exhausted=%d"):format(arg[1], tries))

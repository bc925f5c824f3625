--- The tests with luv, the binding of libuv, in callbacks, which is its usual style. It cannot
-- receive without its loop, into a buffer, or by lines, so those tests are missing.

local uv = require "luv"

local side = dofile(arg[0]:match "^.*/" .. "harness.lua")
local kind, size, count, file = side.kind, side.size, side.count, side.file
local address = tonumber(side.address) or side.address
local data = side.data

local ready = side.ready

local function new()
  return kind == "unix" and uv.new_pipe(false) or uv.new_tcp()
end

local function connect(s, callback)
  if kind == "unix" then s:connect(address, callback) else s:connect("127.0.0.1", address, callback) end
end

-- Calls work(s), and runs until uv.stop().
local function connected(work)
  local s = new()
  connect(s, function(e)
    assert(not e, e)
    if kind == "tcp" then s:nodelay(true) end
    ready()
    work(s)
  end)
  uv.run()
end

local function listening(callback)
  local s = new()
  if kind == "unix" then assert(s:bind(address)) else assert(s:bind("127.0.0.1", 0)) end
  assert(s:listen(4096, function(e)
    assert(not e, e)
    callback(s)
  end))
  return kind ~= "unix" and s:getsockname().port
end

local tests = {}

function tests.pingpong()
  local got, left = 0, count
  connected(function(s)
    s:read_start(function(_, chunk)
      got = got + #chunk
      if got < size then return end
      got, left = 0, left - 1
      if left == 0 then return uv.stop() end
      s:write(data)
    end)
    s:write(data)
  end)
end

function tests.send()
  local left = count
  connected(function(s)
    local function again()
      if left == 0 then return uv.stop() end
      left = left - 1
      s:write(data, again)
    end
    again()
  end)
end

function tests.send_one()
  connected(function(s)
    for _ = 1, count do s:try_write("x") end
    uv.stop()
  end)
end

function tests.recv()
  local left = count * 1024
  connected(function(s)
    s:read_start(function(_, chunk)
      left = left - #chunk
      if left <= 0 then uv.stop() end
    end)
  end)
end

function tests.sendfile()
  local left = count
  connected(function(s)
    local f, offset = nil, size
    local function again()
      if offset >= size then
        if f then uv.fs_close(f) end
        if left == 0 then return uv.stop() end
        f, offset, left = assert(uv.fs_open(file, "r", 0)), 0, left - 1
      end
      local chunk = uv.fs_read(f, 65536, offset)
      offset = offset + #chunk
      s:write(chunk, again)
    end
    again()
  end)
end

function tests.connect()
  local left = count
  ready()
  local function again()
    if left == 0 then return uv.stop() end
    left = left - 1
    local s = new()
    connect(s, function(e)
      assert(not e, e)
      s:close(again)
    end)
  end
  again()
  uv.run()
end

function tests.accept()
  local left = count
  local port = listening(function(s)
    local conn = new()
    s:accept(conn)
    conn:close()
    left = left - 1
    if left == 0 then uv.stop() end
  end)
  ready(port)
  uv.run()
end

function tests.sendto()
  local s = uv.new_udp()
  ready()
  for _ = 1, count do s:try_send(data, "127.0.0.1", address) end
end

function tests.udp_send()
  local s = uv.new_udp()
  assert(s:connect("127.0.0.1", address))
  ready()
  for _ = 1, count do s:try_send(data, nil, nil) end
end

function tests.recvfrom()
  local s, left = uv.new_udp(), count
  assert(s:bind("127.0.0.1", 0))
  ready(s:getsockname().port)
  s:recv_start(function(_, datagram)
    if not datagram then return end
    left = left - 1
    if left == 0 then uv.stop() end
  end)
  uv.run()
end

function tests.fileno()
  connected(function(s)
    for _ = 1, count do s:fileno() end
    uv.stop()
  end)
end

-- Runs until it is killed.
function tests.echo()
  side.serving(listening(function(s)
    local conn = new()
    s:accept(conn)
    conn:nodelay(true)
    conn:read_start(function(_, message)
      if message then conn:write(message) else conn:close() end
    end)
  end))
  uv.run()
end

function tests.http()
  local reply = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 14\r\n\r\nHello, world!\n"
  side.serving(listening(function(s)
    local conn, head = new(), ""
    s:accept(conn)
    conn:nodelay(true)
    conn:read_start(function(_, chunk)
      if not chunk then return conn:close() end
      head = head .. chunk
      local last = select(2, head:find("\r\n\r\n", 1, true))
      if last then
        head = head:sub(last + 1)
        conn:write(reply)
      end
    end)
  end))
  uv.run()
end

side.run(tests)

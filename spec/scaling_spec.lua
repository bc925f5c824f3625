-- The configurations in doc/scaling.md work, with other ports, in front of the examples.
local support = require "spec.support"
local socket = require "pysocket"

local HOST = "127.0.0.1"
local EXAMPLES = support.root .. "/examples/"
local page = support.read_file(support.root .. "/doc/scaling.md")

-- Returns the fenced block of a language that contains the text.
local function block(language, text)
  for code in page:gmatch("\n```" .. language .. "\n(.-)```") do
    if code:find(text, 1, true) then return code end
  end
  error(("doc/scaling.md has no %s with %q"):format(language, text))
end

-- Returns how to call a command, also if it is where Debian installs commands for root.
local function command(name)
  for _, path in ipairs{name, "/usr/sbin/" .. name} do
    if support.has_command(path) then return path end
  end
end

local function write(path, text)
  local f <close> = assert(io.open(path, "wb"))
  assert(f:write(text))
  return path
end

-- Replaces the ports by free ports of the loopback interface; returns the text, and {[original port] = new port}.
local function with_free_ports(config, ports)
  local ours, found = {}, {}
  for _, port in ipairs(ports) do ours[port] = support.free_port() end
  config = config:gsub("([ :])(%d+)%f[%D]", function(before, number)
    local port = tonumber(number)
    found[port] = true
    return ours[port] and (before == ":" and before or before .. HOST .. ":") .. ours[port]
  end)
  for port in pairs(ours) do assert(found[port], "the configuration has no port " .. port) end
  return (config:gsub("bind :", "bind " .. HOST .. ":")), ours
end

local function example(port, name, ...)
  local server = support.spawn(support.lua_argv(EXAMPLES .. name .. ".lua", ...))
  support.wait_listening(port)
  return server
end

local function pages(port, text)
  local dir = support.tmpdir()
  write(dir .. "/index.html", text)
  return example(port, "http_server", dir, HOST, port)
end

local function connect(port)
  local s = support.socket()
  s:settimeout(10)
  s:connect{HOST, port}
  return s
end

-- Requests the page over a new connection; returns the status and the page.
local function get(port)
  local s <close> = connect(port)
  s:sendall("GET / HTTP/1.1\r\nHost: example\r\nConnection: close\r\n\r\n")
  local file <close> = s:makefile("rb")
  local status, body = file:read("a"):match("^HTTP/1%.1 (%d+) .-\r\n\r\n(.*)$")
  return tonumber(status), body
end

-- Returns the number of established connections to the server on the port. The kernel may list one twice, or leave one
-- out, if others begin or end meanwhile.
local function established(port)
  local peers, n = {}, 0
  local row = ("\n%%s*%%d+: %%x+:%04X (%%x+:%%x+) 01"):format(port)
  for peer in support.read_file("/proc/net/tcp"):gmatch(row) do
    if not peers[peer] then n = n + 1 end
    peers[peer] = true
  end
  return n
end

-- Requests the page several times, and returns how often each page came.
local function ask(port, times)
  local count = {}
  for _ = 1, times do
    local status, body = get(port)
    assert.equal(200, status)
    count[body] = (count[body] or 0) + 1
  end
  return count
end

local function assert_pages_are_spread(front, ports)
  pages(ports[8081], "one")
  local two = pages(ports[8082], "two")
  front()
  assert.same({one = 10, two = 10}, ask(ports[8080], 20))
  two:kill("KILL")
  two:wait()
  assert.same({one = 20}, ask(ports[8080], 20)) -- no client notices
  support.wait_until(function()  -- the connection is kept and used for all clients
    local n = established(ports[8081])
    return n == 1 or n == 2
  end)
end

local function assert_conversations_are_spread(front, ports)
  for _, port in ipairs{ports[50011], ports[50012]} do example(port, "echo_server_concurrent", HOST, port) end
  front()
  local guests = {}
  for i = 1, 10 do
    guests[i] = connect(ports[50007])
    guests[i]:sendall("guest " .. i)
    assert.equal("guest " .. i, guests[i]:recv(100))
  end
  support.wait_until(function() return established(ports[50011]) == 5 and established(ports[50012]) == 5 end)
  guests[1]:shutdown(socket.SHUT_WR)
  assert.is_nil(guests[1]:recv(100)) -- the end of the stream is passed on in both directions
end

describe("doc/scaling.md", function()
  after_each(support.cleanup)

  it("names only files and targets that exist", function()
    for target in page:gmatch("%]%(([^)]+)%)") do
      assert.equal(0, support.run{"test", "-e", "doc/" .. target}.code, target)
    end
    for name in page:gmatch("/usr/local/share/pysocket/([%w_]+%.lua)") do
      assert.equal(0, support.run{"test", "-e", "examples/" .. name}.code, name)
    end
  end)

  -- Returns a function that starts nginx with only this configuration, in a directory of its own.
  local function nginx(frame, config)
    local dir = support.tmpdir()
    local path = write(dir .. "/nginx.conf", frame:gsub("DIR", dir) .. config)
    return function(port)
      local server = support.spawn{command "nginx", "-p", dir, "-e", "stderr", "-c", path,
        "-g", "daemon off; master_process off; pid nginx.pid;"}
      local ok = pcall(support.wait_listening, port)
      assert(ok, server:error_output())
    end
  end

  it("spreads HTTP over two processes with nginx, and keeps its connections to them", function()
    if not command "nginx" then
      pending("there is no nginx here")
      return
    end
    local config, ports = with_free_ports(block("nginx", "upstream pages"), {8080, 8081, 8082})
    local start = nginx([[
error_log stderr crit;
events {}
http {
  access_log off;
  client_body_temp_path DIR; proxy_temp_path DIR; fastcgi_temp_path DIR; uwsgi_temp_path DIR; scgi_temp_path DIR;
]], config .. "}\n")
    assert_pages_are_spread(function() start(ports[8080]) end, ports)
  end)

  it("spreads connections over two processes with nginx's stream", function()
    if not command "nginx" then
      pending("there is no nginx here")
      return
    end
    local module = "/usr/lib/nginx/modules/ngx_stream_module.so"
    local version = support.run{command "nginx", "-V"}.stderr
    if version:find("--with-stream=dynamic", 1, true) then
      if support.run{"test", "-e", module}.code ~= 0 then
        pending("nginx has no stream module here")
        return
      end
      module = "load_module " .. module .. ";\n"
    else
      module = ""
    end
    local config, ports = with_free_ports(block("nginx", "stream {"), {50007, 50011, 50012})
    local start = nginx(module .. "error_log stderr crit;\nevents {}\n", config)
    assert_conversations_are_spread(function() start(ports[50007]) end, ports)
  end)

  it("spreads HTTP and connections over two processes with HAProxy", function()
    if not command "haproxy" then
      pending("there is no haproxy here")
      return
    end
    local config, ports = with_free_ports(block("haproxy", "frontend pages"),
      {8080, 8081, 8082, 50007, 50011, 50012})
    local path = support.tmpfile(config, "haproxy.cfg")
    local function start()
      local server = support.spawn({command "haproxy", "-db", "-f", path}, {stderr = "stdout"})
      assert(pcall(support.wait_listening, ports[8080]), "HAProxy does not listen")
      assert.is_true(server:running())
    end
    pages(ports[8081], "one")
    local two = pages(ports[8082], "two")
    assert_conversations_are_spread(start, ports)
    assert.same({one = 10, two = 10}, ask(ports[8080], 20))
    assert.is_true(established(ports[8081]) + established(ports[8082]) > 0)
    two:kill("KILL")
    two:wait()
    assert.same({one = 20}, ask(ports[8080], 20)) -- no client notices
  end)

  it("has units that systemd understands", function()
    if not support.has_command("systemd-analyze") then
      pending("there is no systemd-analyze here")
      return
    end
    local dir = support.tmpdir()
    local paths = {}
    for code in page:gmatch("\n```ini\n(.-)```") do
      local name = code:match("^# /etc/systemd/system/(%S+)\n")
      -- systemd-analyze accepts only programs that exist.
      local unit = code:gsub("ExecStart=/usr/bin/lua5.4", "ExecStart=/bin/sh")
      paths[#paths + 1] = write(dir .. "/" .. name:gsub("@", "@8081"), unit)
    end
    assert.equal(3, #paths)
    local result = support.run({"systemd-analyze", "verify", "--man=no", "--recursive-errors=no", table.unpack(paths)},
      {stderr = "stdout"})
    assert.not_matches(dir, result.stdout, 1, true)
    assert.not_matches("Unknown", result.stdout, 1, true)
    assert.equal(0, result.code, result.stdout)
  end)
end)

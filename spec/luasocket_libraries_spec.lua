-- Real libraries on pysocket.luasocket with real servers: LuaSocket's own Lua files (http, smtp, ftp), lua-redis and
-- Prosody. Libraries that are not installed are skipped.
local luasocket = require "pysocket.luasocket"
local certificates = require "spec.support.certificates"
local support = require "spec.support"
local tls = require "spec.support.tls"

local LUA_REDIS = "/usr/share/lua/5.3/redis.lua"  -- Debian packages it for Lua 5.3; it works with 5.4

local function missing(name, there)
  if there then return nil end
  return ("%s is not installed (apt-get install %s)"):format(name, name)
end

local function has(name)
  return support.has_command(name) or support.has_command("/usr/sbin/" .. name)
end

local function runs(argv)
  local result = support.run(argv)
  support.cleanup()
  return result.code == 0
end

-- Returns a Python that finds the modules of Debian's packages.
local function python_with(module)
  for _, python in ipairs{"python3", "/usr/bin/python3"} do
    if support.has_command(python) and runs{python, "-c", "import " .. module} then return python end
  end
end

-- Runs the code, in which require "socket" returns this module, outside of tasks and in a task.
local function run(code, args)
  local whole = [[
local luasocket = require "pysocket.luasocket".install()
local asyncio = require "pysocket.asyncio"
package.preload.redis = loadfile "]] .. LUA_REDIS .. [["
local function main()
]] .. code .. [[

end
main()
asyncio.run(main)
]]
  return support.lua(whole, args, {timeout = 30})
end

local function check(it_name, reason, f)
  if reason then
    pending(it_name .. ": " .. reason)
  else
    it(it_name, f)
  end
end

local function twice(text)
  return text .. text
end

-- LuaSocket's Lua files ---------------------------------------------------------------

local no_luasocket = missing("lua-socket", runs(support.lua_argv("-e", "require 'socket.http'")))

-- Starts nginx, with TLS if a certificate is given.
local function nginx(certificate)
  local dir, port = support.tmpdir(), support.free_port()
  local listen = tostring(port)
  if certificate then
    listen = ("%s ssl; ssl_certificate %s; ssl_certificate_key %s"):format(listen, certificate.both, certificate.both)
  end
  local parts = {}
  for _, name in ipairs{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} do
    parts[#parts + 1] = ("%s_temp_path %s/%s;"):format(name, dir, name)
  end
  local config = dir .. "/nginx.conf"
  local f <close> = assert(io.open(config, "w"))
  f:write(([[
daemon off; master_process off; pid %s/pid; error_log %s/error.log;
events { worker_connections 256; }
http { access_log off; %s
  server {
    listen 127.0.0.1:%s; root %s;
    location /moved { return 302 /short; }
    location /slow/ { alias %s/; limit_rate 200k; }
  } }
]]):format(dir, dir, table.concat(parts, " "), listen, dir, dir))
  f:close()
  for name, content in pairs{short = "hello\n", long = ("0123456789"):rep(10000)} do
    local file <close> = assert(io.open(dir .. "/" .. name, "w"))
    file:write(content)
  end
  support.spawn{"env", "PATH=" .. os.getenv "PATH" .. ":/usr/sbin", "nginx", "-e", dir .. "/error.log", "-c", config}
  support.wait_listening(port)
  return port
end

describe("LuaSocket's http over pysocket.luasocket", function()
  after_each(support.cleanup)
  local reason = no_luasocket or missing("nginx-light", has "nginx")

  check("gets, follows and posts to nginx", reason, function()
    assert.equal(twice("100000 200\n200 hello\n\n404\n1 hello\n\n405\nnil connection refused\n"), run([[
local http, ltn12 = require "socket.http", require "ltn12"
local base = "http://127.0.0.1:" .. arg[1]
local body, code = http.request(base .. "/long")
print(#body .. " " .. code)
body, code = http.request(base .. "/moved")
print(code .. " " .. body)
print((select(2, http.request(base .. "/nothing"))))
local parts = {}
local ok = http.request{url = base .. "/short", sink = ltn12.sink.table(parts)}
print(ok .. " " .. table.concat(parts))
print((select(2, http.request(base .. "/short", "a=b"))))
local nothing, e = http.request("http://127.0.0.1:1/")
print(tostring(nothing) .. " " .. e)]], {nginx()}))
  end)

  check("downloads twenty files in twenty tasks in the time of one", reason, function()
    local out = support.lua([[
local luasocket = require "pysocket.luasocket".install()
local asyncio, http = require "pysocket.asyncio", require "socket.http"
local url = ("http://127.0.0.1:%s/slow/long"):format(arg[1])
local function timed(f)
  local begin = luasocket.gettime()
  f()
  return luasocket.gettime() - begin
end
local function get() assert(#http.request(url) == 100000) end
local one = timed(get)
local twenty = timed(function()
  asyncio.run(function()
    local group <close> = asyncio.TaskGroup()
    for _ = 1, 20 do group:create_task(get) end
  end)
end)
print(one > 0.2, twenty < 5 * one)]], {nginx()})
    assert.equal("true\ttrue\n", out)
  end)
end)

describe("ssl.https over pysocket.luasocket", function()
  after_each(support.cleanup)
  local reason = no_luasocket or missing("nginx-light", has "nginx") or tls.missing()

  check("gets from nginx, and verifies its certificate unless this is switched off", reason, function()
    local refused = "nil certificate verify failed\n"
    assert.equal(twice("100000 200\n" .. refused .. refused .. "6 200\n1 200 hello\n\n"), run([[
local https, ltn12 = require "ssl.https", require "ltn12"
local base = ("https://localhost:%s"):format(arg[1])
local function get(params)
  local parts = {}
  params.sink = ltn12.sink.table(parts)
  local ok, code = https.request(params)
  print((ok and #table.concat(parts) or "nil") .. " " .. code)
end
get{url = base .. "/long", cafile = arg[2]}
get{url = base .. "/long"}
get{url = ("https://127.0.0.1:%s/long"):format(arg[1]), cafile = arg[2]}  -- fails: the certificate is for localhost
get{url = base .. "/short", verify = "none"}
local parts = {}
local ok, code = require "socket.http".request{url = base .. "/short", cafile = arg[2], sink = ltn12.sink.table(parts)}
print(ok .. " " .. code .. " " .. table.concat(parts))]], {nginx(certificates.server), certificates.ca.cert}))
  end)
end)

describe("LuaSocket's smtp over pysocket.luasocket", function()
  after_each(support.cleanup)
  local python = python_with "aiosmtpd"

  check("sends mail to aiosmtpd", no_luasocket or missing("python3-aiosmtpd", python), function()
    local port = support.free_port()
    local server = support.spawn{python, "-u", "-m", "aiosmtpd", "-n", "-l", "127.0.0.1:" .. port, "-c",
      "aiosmtpd.handlers.Debugging", "stdout"}
    support.wait_listening(port)
    assert.equal(twice("1\n"), run([[
local smtp = require "socket.smtp"
print(smtp.send{
  from = "<a@example.org>", rcpt = {"<b@example.org>", "<c@example.org>"}, server = "127.0.0.1", port = arg[1],
  source = smtp.message{headers = {subject = "a greeting"}, body = "first\r\n.\r\nlast"},
})]], {port}))
    for _ = 1, 2 do
      server:expect "^Subject: a greeting"
      server:expect "^first$"
      assert.equal(".", server:line())
      assert.equal("last", server:line())
    end
  end)
end)

describe("LuaSocket's ftp over pysocket.luasocket", function()
  after_each(support.cleanup)
  local python = python_with "pyftpdlib"

  check("gets, puts and lists with pyftpdlib", no_luasocket or missing("python3-pyftpdlib", python), function()
    local dir, port = support.tmpdir(), support.free_port()
    local file <close> = assert(io.open(dir .. "/there", "w"))
    file:write(("0123456789"):rep(10000))
    file:close()
    support.spawn{python, "-c", [[
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
FTPHandler.authorizer = DummyAuthorizer()
FTPHandler.authorizer.add_user("user", "word", sys.argv[1], perm="elradfmw")
FTPServer(("127.0.0.1", int(sys.argv[2])), FTPHandler).serve_forever()
]], dir, port}
    support.wait_listening(port)
    assert.equal(twice("100000\n1\nstored there\nnil 530 Authentication failed.\n"), run([[
local ftp, ltn12 = require "socket.ftp", require "ltn12"
local base = ("user:word@127.0.0.1:%s/"):format(arg[1])
print(#ftp.get("ftp://" .. base .. "there;type=i"))
print((assert(ftp.put("ftp://" .. base .. "stored;type=i", "some data")) == 9 and 1))
local parts = {}
assert(ftp.get{host = "127.0.0.1", port = arg[1], user = "user", password = "word", command = "nlst", argument = "",
  sink = ltn12.sink.table(parts)})
local names = {}
for name in table.concat(parts):gmatch "%S+" do names[#names + 1] = name end
table.sort(names)
print(table.concat(names, " "))
local nothing, e = ftp.get("ftp://user:wrong@127.0.0.1:" .. arg[1] .. "/there")
print(tostring(nothing) .. " " .. e)]], {port}))
    assert.equal("some data", support.read_file(dir .. "/stored"))
  end)
end)

-- lua-redis -----------------------------------------------------------------------------

local function redis_server()
  local dir, port = support.tmpdir(), support.free_port()
  support.spawn{"redis-server", "--port", port, "--unixsocket", dir .. "/s", "--save", "", "--dir", dir}
  support.wait_listening(port)
  return port, dir .. "/s"
end

describe("lua-redis over pysocket.luasocket", function()
  after_each(support.cleanup)
  local reason = missing("lua-redis", io.open(LUA_REDIS)) or missing("redis-server", has "redis-server")

  check("speaks to redis-server over TCP and AF_UNIX", reason, function()
    local port, path = redis_server()
    assert.equal(twice("value 1,2,3,4,5 1\nvalue\nERR wrong number of arguments for 'get' command\n"), run([[
local redis = require "redis"
local client = redis.connect("127.0.0.1", tonumber(arg[1]))
client:flushdb()
client:set("key", "value")
for i = 1, 5 do client:rpush("list", i) end
print(client:get "key" .. " " .. table.concat(client:lrange("list", 0, -1), ",") .. " " .. client:incr "count")
print(redis.connect("unix://" .. arg[2]):get "key")
print((select(2, pcall(client.get, client)):match "ERR.*$"))]], {port, path}))
  end)

  check("serves a hundred tasks on one thread, one of which is blocked in BLPOP", reason, function()
    local out = support.lua([[
require "pysocket.luasocket".install()
local asyncio = require "pysocket.asyncio"
package.preload.redis = loadfile "]] .. LUA_REDIS .. [["
local redis = require "redis"
local function connect() return redis.connect("127.0.0.1", tonumber(arg[1])) end
local left, got = 99, nil
asyncio.run(function()
  local blocked = asyncio.create_task(function() got = connect():blpop("queue", 0) end)
  local group <close> = asyncio.TaskGroup()
  for i = 1, 99 do
    group:create_task(function()
      local client, key = connect(), "key" .. i
      for j = 1, 10 do
        client:set(key, j)
        assert(client:get(key) == tostring(j))
      end
      left = left - 1
      if left > 0 then return end
      assert(got == nil)
      client:rpush("queue", "the last")
    end)
  end
  asyncio.wait_for(blocked, 10)
end)
print(left, got[1], got[2])]], {(redis_server())}, {timeout = 30})
    assert.equal("0\tqueue\tthe last\n", out)
  end)
end)

-- Prosody -------------------------------------------------------------------------------

local CONFIG = [[
run_as_root = true
pidfile, data_path = "DIR/pid", "DIR/data"
interfaces, c2s_ports, s2s_ports = {"127.0.0.1"}, {PORT}, {}
modules_enabled, modules_disabled = {"saslauth", "roster", "disco", "tls"}, {"s2s", "posix"}
c2s_require_encryption, allow_unencrypted_plain_auth = false, true
authentication = "internal_plain"
network_backend = "BACKEND"
log = {{levels = {min = "info"}, to = "console"}}
VirtualHost "localhost"
]]

-- Starts Prosody, with TLS if a certificate is given.
local function prosody(backend, certificate)
  local dir, port = support.tmpdir(), support.free_port()
  os.execute("mkdir -p " .. dir .. "/data/localhost/accounts " .. dir .. "/certs")
  if certificate then
    os.execute(("cp %s %s/certs/localhost.crt"):format(certificate.cert, dir))
    os.execute(("cp %s %s/certs/localhost.key"):format(certificate.key, dir))
  end
  for _, name in ipairs{"alice", "bob"} do
    local f <close> = assert(io.open(("%s/data/localhost/accounts/%s.dat"):format(dir, name), "w"))
    f:write('return { ["password"] = "secret" };')
  end
  local f <close> = assert(io.open(dir .. "/prosody.cfg.lua", "w"))
  f:write((CONFIG:gsub("DIR", dir):gsub("PORT", port):gsub("BACKEND", backend)))
  f:close()
  local server = support.spawn(support.lua_argv("-e", 'require "pysocket.luasocket".install()', "/usr/bin/prosody",
    "--config", dir .. "/prosody.cfg.lua", "-F"), {stderr = "stdout"})
  support.wait_listening(port)
  return port, server
end

local HEAD = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' to='localhost' version='1.0' "
  .. "xmlns:stream='http://etherx.jabber.org/streams'>"

local function receive_until(client, pattern)
  local text = ""
  while not text:find(pattern) do
    local data, e = client:receive(1)
    text = text .. (data or error(("%s after %q"):format(e, text)))
  end
  return text
end

-- Starts TLS, which the server requires if it has a certificate.
local function start_tls(client)
  client:send "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
  receive_until(client, "<proceed.->")
  local secure = assert(require "pysocket.luasocket.ssl".wrap(client, {mode = "client", cafile = certificates.ca.cert}))
  secure:settimeout(5)
  secure:sni "localhost"
  assert(secure:dohandshake())
  secure:send(HEAD)
  receive_until(secure, "</stream:features>")
  return secure
end

local function login(port, credentials, secure)
  local client = assert(luasocket.connect("127.0.0.1", port))
  support.defer(client.close, client)
  client:settimeout(5)
  client:send(HEAD)
  receive_until(client, "</stream:features>")
  if secure then client = start_tls(client) end
  client:send(("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>"):format(credentials))
  receive_until(client, "<success.->")
  client:send(HEAD)
  receive_until(client, "</stream:features>")
  client:send "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>r</resource></bind></iq>"
  receive_until(client, "</iq>")
  client:send "<presence/>"
  return client
end

describe("Prosody over pysocket.luasocket", function()
  after_each(support.cleanup)
  local reason = missing("prosody", io.open "/usr/bin/prosody")

  for _, backend in ipairs{"epoll", "select"} do
    check("logs clients in and delivers their messages, with its backend " .. backend, reason, function()
      local port = prosody(backend)
      local alice = login(port, "AGFsaWNlAHNlY3JldA==")  -- \0alice\0secret
      local bob = login(port, "AGJvYgBzZWNyZXQ=")
      alice:send "<message to='bob@localhost/r' type='chat'><body>hello</body></message>"
      assert.matches("from='alice@localhost/r'", receive_until(bob, "<body>hello</body>"), 1, true)
      alice:send "</stream:stream>"
      receive_until(alice, "</stream:stream>")
    end)
  end

  check("encrypts the stream of a client", reason or tls.missing(), function()
    local alice = login(prosody("epoll", certificates.server), "AGFsaWNlAHNlY3JldA==", true)
    alice:send "</stream:stream>"
    receive_until(alice, "</stream:stream>")
    alice:close()
  end)
end)

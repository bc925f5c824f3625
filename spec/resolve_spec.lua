-- Lookups of hosts, services, protocols and interfaces: the answers are the same as Python's, and no lookup can block
-- the program for good. Each runs on one of a few threads, which is abandoned if a signal, a timeout or the end of
-- the program comes first.
local library = require "spec.support.library"
local socket = require "pysocket"
local support = require "spec.support"

local NIL = setmetatable({}, {__tostring = function() return "None" end})

-- Lookups with an /etc/hosts of the spec's own ----------------------------------
-- The name server in that configuration never answers, so that no question leaves this machine.

local HOSTS = [[
127.0.0.1 localhost
::1 localhost ip6-localhost
127.0.0.5 many.test alias1.test alias2.test
127.0.0.6 many.test
::7 many.test
::8 six.test
]]
-- This answer needs more memory than is allocated at first.
for i = 1, 200 do HOSTS = HOSTS .. ("127.1.0.%d large.test alias%d.large.test\n"):format(i, i) end

local RESOLV = "nameserver 127.255.255.254\noptions timeout:1 attempts:1\n"
local NSSWITCH = "hosts: files dns\nservices: files\nprotocols: files\n"

local MOUNT = [[
etc=$1
shift
for file in hosts resolv.conf nsswitch.conf; do
  [ ! -e /etc/$file ] || mount --bind "$etc/$file" /etc/$file || exit 125
done
exec "$@"]]

local function write(path, content)
  local f <close> = assert(io.open(path, "w"))
  assert(f:write(content))
end

-- Runs a command with these files in /etc; returns nil if the kernel does not allow it.
local function run_elsewhere(argv)
  local etc = support.tmpdir()
  write(etc .. "/hosts", HOSTS)
  write(etc .. "/resolv.conf", RESOLV)
  write(etc .. "/nsswitch.conf", NSSWITCH)
  local prefix = {"unshare", support.is_root() and "-m" or "-rm", "sh", "-c", MOUNT, "sh", etc}
  local function with(command)
    local all = table.move(prefix, 1, #prefix, 1, {})
    return support.run(table.move(command, 1, #command, #all + 1, all))
  end
  if with{"true"}.code ~= 0 then return nil end
  local result = with(argv)
  assert.equal(0, result.code, result.stderr)
  return result.stdout
end

local NO_NAMESPACE = "needs a mount namespace, for an /etc/hosts of its own"

-- The same lookups in Python and in Lua -------------------------------------------

local CASES = {
  {"getaddrinfo", "127.0.0.1", 80},
  {"getaddrinfo", "127.0.0.1", 80, socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, socket.AI_CANONNAME},
  {"getaddrinfo", "127.0.0.1", 80, kw = {type = socket.SOCK_DGRAM}},
  {"getaddrinfo", "localhost", 80, kw = {flags = socket.AI_CANONNAME, proto = socket.IPPROTO_UDP}},
  {"getaddrinfo", "localhost", 80, kw = {family = socket.AF_INET6, type = socket.SOCK_STREAM}},
  {"getaddrinfo", "localhost", "http"},
  {"getaddrinfo", "127.0.0.1", "http"},
  {"getaddrinfo", "many.test", 1, kw = {type = socket.SOCK_STREAM}},
  {"getaddrinfo", "alias1.test", 1, kw = {type = socket.SOCK_STREAM, flags = socket.AI_CANONNAME}},
  {"getaddrinfo", "six.test", NIL},
  {"getaddrinfo", "six.test", 1, socket.AF_INET},
  {"getaddrinfo", "large.test", 1, kw = {type = socket.SOCK_STREAM}},
  {"gethostbyname_ex", "large.test"},
  {"getaddrinfo", NIL, 80},
  {"getaddrinfo", NIL, 80, 0, 0, 0, socket.AI_PASSIVE},
  {"getaddrinfo", NIL, "http"},
  {"getaddrinfo", NIL, NIL},
  {"getaddrinfo", "", 80},
  {"getaddrinfo", "", NIL},
  {"getaddrinfo", "127.0.0.1", ""},
  {"getaddrinfo", "127.0.0.1", "0x50"},
  {"getaddrinfo", "127.0.0.1", 0},
  {"getaddrinfo", "127.0.0.1", 65535},
  {"getaddrinfo", "127.0.0.1", "65535"},
  {"getaddrinfo", "127.0.0.1", 80, kw = {type = socket.SOCK_STREAM}},
  {"getaddrinfo", "127.0.0.1", 80, socket.AF_INET, socket.SOCK_DGRAM},
  {"getaddrinfo", "127.0.0.1", 80, socket.AF_INET6, socket.SOCK_STREAM},
  {"getaddrinfo", "127.0.0.1", 80, kw = {type = socket.SOCK_STREAM, proto = socket.IPPROTO_UDP}},
  {"getaddrinfo", "127.0.0.1", 80, kw = {type = socket.SOCK_RAW}},
  {"getaddrinfo", "127.0.0.1", NIL, kw = {type = socket.SOCK_STREAM}},
  {"getaddrinfo", "010.0.0.1", 80, kw = {type = socket.SOCK_STREAM}},
  {"getaddrinfo", "255.255.255.255", 80, kw = {type = socket.SOCK_DGRAM}},
  {"getaddrinfo", "127.0.0.1", "nosuchservice"},
  {"getaddrinfo", "127.0.0.1", "http", kw = {flags = socket.AI_NUMERICSERV}},
  {"getaddrinfo", "127.1", 80, kw = {type = socket.SOCK_STREAM}},
  {"getaddrinfo", "0x7f.1", 80, kw = {type = socket.SOCK_STREAM}},
  {"getaddrinfo", "::1", 80},
  {"getaddrinfo", "::1", 80, socket.AF_INET},
  {"getaddrinfo", "::ffff:127.0.0.1", 80},
  {"getaddrinfo", "127.0.0.1", 80, kw = {family = socket.AF_INET6, flags = socket.AI_V4MAPPED}},
  {"getaddrinfo", "fe80::1%lo", 80, kw = {type = socket.SOCK_STREAM}},
  {"getaddrinfo", "fe80::1%nosuch", 80},
  {"getaddrinfo", "<broadcast>", 80},
  {"getaddrinfo", "localhost", 80, kw = {flags = socket.AI_NUMERICHOST}},
  {"getaddrinfo", "127.0.0.1", 80, socket.AF_UNIX},
  {"getaddrinfo", "127.0.0.1", 80, -1},
  {"getaddrinfo", "127.0.0.1", 80, 0, 77},
  {"getaddrinfo", "127.0.0.1", 80, kw = {flags = -1}},
  {"getaddrinfo", "localhost", 80, kw = {flags = 0x100000}},
  {"getaddrinfo", "nonexistent.invalid", 80},
  {"getaddrinfo", ("x"):rep(300), 80},
  {"getaddrinfo", "a..b", 80},
  {"getaddrinfo", 5, 80},
  {"getaddrinfo", {}, 80},
  {"getaddrinfo", "127.0.0.1", 80, "x"},
  {"getaddrinfo", "127.0.0.1", 80, 0, 0, 0, 1 << 40},
  {"getaddrinfo", "127.0.0.1", 80, kw = {kind = 1}},

  {"getnameinfo", {"127.0.0.1", 80}, 0},
  {"getnameinfo", {"127.0.0.1", 80}, socket.NI_NUMERICHOST},
  {"getnameinfo", {"127.0.0.1", 80}, socket.NI_NUMERICSERV},
  {"getnameinfo", {"127.0.0.1", 80}, socket.NI_NUMERICHOST | socket.NI_NUMERICSERV},
  {"getnameinfo", {"127.0.0.1", 514}, socket.NI_DGRAM},
  {"getnameinfo", {"127.0.0.5", 0}, socket.NI_NOFQDN},
  {"getnameinfo", {"127.0.0.6", 65535}, 0},
  {"getnameinfo", {"127.0.0.77", 1}, 0},
  {"getnameinfo", {"127.0.0.77", 1}, socket.NI_NAMEREQD},
  {"getnameinfo", {"::1", 80}, 0},
  {"getnameinfo", {"::1", 80, 0, 0}, socket.NI_NUMERICHOST},
  {"getnameinfo", {"::1", 80, 0xFFFFF}, socket.NI_NUMERICHOST},
  {"getnameinfo", {"::1", 80, 0x100000, 0}, socket.NI_NUMERICHOST},
  {"getnameinfo", {"::1", 80, -1, 0}, socket.NI_NUMERICHOST},
  {"getnameinfo", {"fe80::1", 80, 0, 1}, socket.NI_NUMERICHOST},
  {"getnameinfo", {"fe80::1", 80, 0, 0xFFFFFFFF}, socket.NI_NUMERICHOST},
  {"getnameinfo", {"fe80::1%lo", 80, 0, 1}, socket.NI_NUMERICHOST},
  {"getnameinfo", {"fe80::1%lo", 80}, socket.NI_NUMERICHOST},
  {"getnameinfo", {"127.0.0.1", 80, 0}, 0},
  {"getnameinfo", {"127.0.0.1", 80, 1, 2}, 0},
  {"getnameinfo", {"127.0.0.1"}, 0},
  {"getnameinfo", {"::1", 80, 0, 0, 0}, 0},
  {"getnameinfo", {}, 0},
  {"getnameinfo", "127.0.0.1", 0},
  {"getnameinfo", {"localhost", 80}, 0},
  {"getnameinfo", {"", 80}, 0},
  {"getnameinfo", {5, 80}, 0},
  {"getnameinfo", {"127.0.0.1", "80"}, 0},
  {"getnameinfo", {"127.0.0.1\0", 80}, 0},
  {"getnameinfo", {"127.0.0.1", 80}, -1},
  {"getnameinfo", {"127.0.0.1", 80}, 1 << 20},
  {"getnameinfo", {"127.0.0.1", 80}, 1 << 40},
  {"getnameinfo", {"127.0.0.1", 80}},

  {"sethostname", ("x"):rep(300)},
  {"sethostname", NIL},
  {"getservbyname", "http"},
  {"getservbyname", "www"},
  {"getservbyname", "domain", "udp"},
  {"getservbyname", "http", "udp"},
  {"getservbyname", "http", ""},
  {"getservbyname", "nosuchservice"},
  {"getservbyname", ""},
  {"getservbyname", NIL},
  {"getservbyname", "a\0b"},
  {"getservbyport", 80},
  {"getservbyport", 53, "udp"},
  {"getservbyport", 80, "nosuch"},
  {"getservbyport", 0},
  {"getservbyport", 65535},
  {"getservbyport", 65536},
  {"getservbyport", -1},
  {"getservbyport", 1 << 40},
  {"getservbyport", "http"},
  {"getprotobyname", "icmp"},
  {"getprotobyname", "TCP"},
  {"getprotobyname", "nosuchprotocol"},
  {"getprotobyname", ""},
  {"getprotobyname", 6},
  {"if_nameindex"},
  {"if_nametoindex", "lo"},
  {"if_nametoindex", "nosuch"},
  {"if_nametoindex", ""},
  {"if_nametoindex", ("x"):rep(300)},
  {"if_nametoindex", "lo\0"},
  {"if_indextoname", 1},
  {"if_indextoname", 0},
  {"if_indextoname", 999999},
  {"if_indextoname", 1 << 31},
  {"if_indextoname", -1},
  {"if_indextoname", "lo"},
}

for _, name in ipairs{
  "127.0.0.1", "", "255.255.255.255", "localhost", "ip6-localhost", "many.test", "alias2.test", "six.test",
  "::1", "127.1", "127.0.0.77", "nonexistent.invalid", "a..b", " 127.0.0.1", "127.0.0.1 ", "a\0b", NIL, 5,
} do
  for _, call in ipairs{"gethostbyname", "gethostbyname_ex", "gethostbyaddr"} do
    CASES[#CASES + 1] = {call, name}
  end
end
for _, name in ipairs{"<broadcast>", "::7", "::8", "::77", "fe80::1%lo", "127.0.0.5", "127.0.0.6", "0.0.0.0"} do
  CASES[#CASES + 1] = {"gethostbyname", name}
  CASES[#CASES + 1] = {"gethostbyaddr", name}
end

-- All lookups whose result differs, and why.
local DIFFERENT = {
  -- Nothing is truncated silently. Python returns what the C library truncates.
  {{"getaddrinfo", "127.0.0.1", 65536}, "bad argument"},
  {{"getaddrinfo", "127.0.0.1", "65536"}, "bad argument"},
  {{"getaddrinfo", "127.0.0.1", -1}, "bad argument"},
  {{"getaddrinfo", "127.0.0.1", 1 << 40}, "bad argument"},
  {{"getaddrinfo", "a\0b", 80}, "bad argument"},
  {{"getaddrinfo", "127.0.0.1", "8\0000"}, "bad argument"},
  {{"getnameinfo", {"127.0.0.1", 65536}, 0}, "bad argument"},
  {{"getnameinfo", {"127.0.0.1", -1}, 0}, "bad argument"},
  {{"getnameinfo", {"::1", 80, 1 << 40, 0}, 0}, "bad argument"},
  {{"getnameinfo", {"::1", 80, 0, -1}, 0}, "bad argument"},
  {{"if_indextoname", (1 << 32) + 1}, "bad argument"},
  -- An argument of the wrong type is an ordinary Lua error, not an OSError.
  {{"getaddrinfo", "127.0.0.1", true}, "bad argument"},
  {{"getaddrinfo", "127.0.0.1", {1}}, "bad argument"},
  {{"getaddrinfo", "127.0.0.1", 80.5}, "bad argument"},
  -- Python reads the error from a variable that gethostbyname_r does not set.
  {{"gethostbyname_ex", "<broadcast>"}, "herror 1 Unknown host"},
}

local function quoted(text)
  return '"' .. text:gsub("[^%w%p ]", function(c) return ("\\x%02x"):format(c:byte()) end)
    :gsub("[\"]", "\\x22") .. '"'
end

-- Returns a value as source text of either language; `open` and `close` enclose a tuple, and `null` is None or nil.
local function source(value, open, close, null)
  if value == NIL then return null end
  if type(value) == "string" then
    -- Python encodes a str first, and reports a name that cannot be encoded with a message of its own.
    return ((#value > 63 or value:find("..", 1, true)) and open == "(" and "b" or "") .. quoted(value)
  elseif type(value) ~= "table" then
    return tostring(value)
  end
  local items = {}
  for i, item in ipairs(value) do items[i] = source(item, open, close, null) .. "," end
  return open .. table.concat(items) .. close
end

local function lua_case(case)
  local items = {}
  for i = 2, #case do items[#items + 1] = source(case[i], "{", "}", "nil") end
  for name, value in pairs(case.kw or {}) do
    items.kw = (items.kw or "") .. ("%s = %s, "):format(name, value)
  end
  if items.kw then items[#items + 1] = "{" .. items.kw .. "}" end
  return ("ask(%q, %s)\n"):format(case[1], "table.pack(" .. table.concat(items, ", ") .. ")")
end

local function python_case(case)
  local items, names = {}, {}
  for i = 2, #case do items[#items + 1] = source(case[i], "(", ")", "None") .. "," end
  for name, value in pairs(case.kw or {}) do names[#names + 1] = ("%s=%s"):format(name, value) end
  return ("ask(%q, (%s), dict(%s))\n"):format(case[1], table.concat(items), table.concat(names, ", "))
end

local LUA = [[
local socket = require "pysocket"
local function text(value)
  if type(value) ~= "table" then return tostring(value) end
  local items = {}
  for i, item in ipairs(value) do items[i] = text(item) end
  return "{" .. table.concat(items, ", ") .. "}"
end
local function ask(name, args)
  local r = table.pack(pcall(socket[name], table.unpack(args, 1, args.n)))
  local e = r[2]
  if r[1] then
    print(r.n == 2 and text(e) or text{table.unpack(r, 2, r.n)})
  elseif type(e) == "string" then
    print(e:match "^bad argument" or e)
  else
    print(e.__name, e.errno, e.strerror or e.message)
  end
end
]]

local PYTHON = [[
import socket
def text(value):
    if isinstance(value, (tuple, list)):
        return "{" + ", ".join(map(text, value)) + "}"
    return "nil" if value is None else str(int(value)) if isinstance(value, int) else value
def ask(name, args, names):
    try:
        print(text(getattr(socket, name)(*args, **names)))
    except OSError as e:
        print(type(e).__name__, "nil" if e.errno is None else e.errno, e.strerror or e.args[0], sep="\t")
    except (TypeError, ValueError, OverflowError):
        print("bad argument")
]]

local function lines(text)
  local list = {}
  for line in text:gmatch("([^\n]*)\n") do list[#list + 1] = line end
  return list
end

-- Runs the cases in a script and returns the lines that it prints, one for each case.
local function answers(cases, argv, prelude, write_case)
  local code = {prelude}
  for i, case in ipairs(cases) do code[i + 1] = write_case(case) end
  local out = run_elsewhere(argv(support.tmpfile(table.concat(code))))
  return out and lines(out)
end

describe("a question", function()
  after_each(support.cleanup)

  it("is answered as in Python", function()
    local ours = answers(CASES, support.lua_argv, LUA, lua_case)
    if not ours then return pending(NO_NAMESPACE) end
    local python = answers(CASES, support.python_argv, PYTHON, python_case)
    local wrong = {}
    for i, case in ipairs(CASES) do
      if ours[i] ~= python[i] then
        wrong[#wrong + 1] = ("%s-> %s, not %s"):format(python_case(case), ours[i], python[i])
      end
    end
    assert.equal("", table.concat(wrong, "\n"))
    assert.equal(#CASES, #ours)
  end)

  it("is answered better than by Python if the C library would truncate or lose something", function()
    local cases = {}
    for i, row in ipairs(DIFFERENT) do cases[i] = row[1] end
    local ours = answers(cases, support.lua_argv, LUA, lua_case)
    if not ours then return pending(NO_NAMESPACE) end
    for i, row in ipairs(DIFFERENT) do
      local asked = lua_case(row[1])
      assert.equal(asked .. row[2], asked .. ours[i]:gsub("\t", " "))
    end
  end)
end)

describe("an answer", function()
  after_each(support.cleanup)

  it("of getaddrinfo has positions and names", function()
    local list = socket.getaddrinfo("127.0.0.1", 80, {type = socket.SOCK_STREAM, flags = socket.AI_CANONNAME})
    assert.equal(1, #list)
    local ai = list[1]
    assert.same({2, 1, 6, "127.0.0.1"}, {table.unpack(ai, 1, 4)})
    assert.same({ai[1], ai[2], ai[3], ai[4]}, {ai.family, ai.type, ai.proto, ai.canonname})
    assert.equal(5, #ai)
    assert.equal(ai[5], ai.sockaddr)
    assert.equal("('127.0.0.1', 80)", tostring(ai.sockaddr))
    assert.equal(80, ai.sockaddr.port)
    assert.is_nil(ai.nosuch)
    assert.equal("(2, 1, 6, '127.0.0.1', ('127.0.0.1', 80))", tostring(ai))
    local s <close> = socket.socket(table.unpack(ai, 1, 3))
    assert.equal(socket.IPPROTO_TCP, s.proto)
  end)

  it("of getaddrinfo accepts keywords and Python's order", function()
    local function kinds(...)
      local list = {}
      for i, ai in ipairs(socket.getaddrinfo("127.0.0.1", 80, ...)) do list[i] = ai.type end
      return list
    end
    assert.same({socket.SOCK_DGRAM}, kinds{proto = socket.IPPROTO_UDP})
    assert.same({socket.SOCK_DGRAM}, kinds(0, 0, socket.IPPROTO_UDP))
    assert.same({socket.SOCK_DGRAM}, kinds(nil, socket.SOCK_DGRAM))
    assert.same({1, 2, 3}, kinds())
  end)

  it("of if_nameindex has positions and names", function()
    for _, interface in ipairs(socket.if_nameindex()) do
      assert.equal(interface[1], interface.index)
      assert.equal(interface[2], interface.name)
      assert.equal(("(%d, '%s')"):format(interface.index, interface.name), tostring(interface))
      assert.equal(interface.name, socket.if_indextoname(interface.index))
      assert.equal(interface.index, socket.if_nametoindex(interface.name))
    end
  end)

  it("of gethostname is the machine's name", function()
    assert.equal(support.run{"uname", "-n"}.stdout, socket.gethostname() .. "\n")
  end)

  it("of sethostname is the machine's new name", function()
    local result = support.run(table.move(support.lua_argv("-e", [[
      local socket = require "pysocket"
      socket.sethostname("spec-host")
      print(socket.gethostname())
    ]]), 1, 9, 3, {"unshare", support.is_root() and "-u" or "-ru"}))
    if result.stderr:find "unshare" then return pending "needs a host name of its own" end
    assert.equal("spec-host\n", result.stdout)
  end)

  it("that is an error contains the question", function()
    local e = support.raises("gaierror", socket.gethostbyname, "::1")
    assert.equal(socket.EAI_ADDRFAMILY, e.errno)
    assert.equal("::1", e.host)
    assert.equal("gethostbyname", e.call)
    assert.matches("^spec/resolve_spec.lua:%d+: gaierror: %[Errno %-9%] .*: gethostbyname '::1'$",
      (support.error_message(function() socket.gethostbyname "::1" end):gsub("^.-spec/", "spec/")))
    e = support.raises("OSError", socket.getservbyname, "nosuchservice")
    assert.equal("OSError", e.__name)
    assert.equal("getservbyname", e.call)
    for _, case in ipairs{{"getservbyname", "nosuch"}, {"getservbyport", 1, "nosuch"}, {"getprotobyname", "nosuch"},
                          {"if_nametoindex", "nosuch"}} do
      local call, asked = case[1], case[2]
      e = support.raises("OSError", socket[call], asked, case[3])
      assert.equal(asked, e.asked)
      assert.matches((asked == 1 and "%s 1" or "%s 'nosuch'"):format(call) .. "$", tostring(e))
    end
  end)
end)

describe("a socket", function()
  after_each(support.cleanup)

  local function datagram()
    return support.socket(socket.AF_INET, socket.SOCK_DGRAM)
  end

  it("binds and connects to a name", function()
    local server = support.socket()
    server:bind{"localhost", 0}
    server:listen()
    local address = server:getsockname()
    assert.equal("127.0.0.1", address.host)
    local to = {"localhost", address.port}
    local client = support.socket()
    client:connect(to)
    assert.equal(address, client:getpeername())
    assert.same({"localhost", address.port}, to) -- the caller's table is not changed
    local other = support.socket()
    assert.equal(0, other:connect_ex{host = "localhost", port = address.port})
  end)

  it("sends to a name, whichever argument it is", function()
    local server, address = support.udp_socket()
    local s = datagram()
    local to = {"localhost", address.port}
    local function assert_sent(data, ...)
      assert.equal(#data, s:sendto(data, ...))
      assert.equal(data, server:recv(10))
    end
    assert_sent("one", to)
    assert_sent("four", 0, to)
    assert_sent("5", {host = "localhost", port = to[2]})
    assert.same({"localhost", address.port}, to)
  end)

  it("accepts every text that the resolver treats as a number", function()
    local server, address = support.udp_socket()
    for _, host in ipairs{"127.1", "0x7f.0.0.1", "2130706433"} do
      datagram():sendto(host, {host, address.port})
      assert.equal(host, server:recv(20))
    end
  end)

  it("raises gaierror for a name that has no address of its family", function()
    local s = support.socket()
    for _, method in ipairs{"bind", "connect", "connect_ex"} do
      local e = support.raises("gaierror", s[method], s, {"::1", 80})
      assert.equal(socket.EAI_ADDRFAMILY, e.errno)
      assert.equal("::1", e.host)
    end
    support.raises("gaierror", s.sendto, s, "x", {"::1", 80})
  end)

  it("of IPv6 has no broadcast address, in Python's words", function()
    if not support.has_ipv6() then return pending "needs IPv6" end
    local s = support.socket(socket.AF_INET6)
    local e = support.raises("OSError", s.connect, s, {"255.255.255.255", 80})
    assert.equal(support.python[[
import socket
try:
    socket.socket(socket.AF_INET6).connect(("255.255.255.255", 80))
except OSError as e:
    print(e)
]], e.message .. "\n")
  end)

  it("looks a name up for its own family", function()
    local code = [[
      local socket = require "pysocket"
      for _, family in ipairs{socket.AF_INET, socket.AF_INET6} do
        local s <close> = socket.socket(family, socket.SOCK_DGRAM)
        s:bind{"localhost", 0}
        print(s:getsockname().host)
      end
      local s <close> = socket.socket()
      for _, name in ipairs{"six.test", "nonexistent.invalid"} do
        local _, e = pcall(s.connect, s, {name, 80})
        print(e.__name, e.errno, e.host)
      end
    ]]
    if not support.has_ipv6() then return pending "needs IPv6" end
    local out = run_elsewhere(support.lua_argv("-e", code))
    if not out then return pending(NO_NAMESPACE) end
    local python = run_elsewhere(support.python_argv("-c", [[
import socket
print("127.0.0.1\n::1")
for name in "six.test", "nonexistent.invalid":
    try:
        socket.socket().connect((name, 80))
    except OSError as e:
        print(type(e).__name__, e.errno, name, sep="\t")
]]))
    assert.equal(python, out)
  end)
end)

-- Lookups that block ----------------------------------------------------------------

local resolver

local function hanging(name, body)
  it(name, function()
    if not resolver then return pending "needs a C compiler, for a resolver that hangs" end
    return body()
  end)
end

local function new_fifo(name)
  local path = support.unix_path(name)
  assert.equal(0, support.run{"mkfifo", path}.code)
  return path
end

-- Returns the environment in which spec/support/resolver.c answers the lookups.
local function env(more)
  local gate = new_fifo "gate"
  local all = {LD_PRELOAD = resolver, RESOLVER_GATE = gate}
  for name, value in pairs(more or {}) do
    all[name] = name == "LD_PRELOAD" and resolver .. " " .. value or value
  end
  return all
end

local PRELUDE = [[
  local socket = require "pysocket"
  local s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
]]

-- Starts a script whose lookup blocks until open_gate is called.
local function start(code, more)
  local opts = {env = env(more), stdin = "pipe"}
  local child = support.spawn_lua(PRELUDE .. code, {}, opts)
  child.gate = opts.env.RESOLVER_GATE
  return child
end

-- Opens a FIFO for reading and writing, so that open does not wait for the other side.
local function open_fifo(path)
  local f = assert(io.open(path, "r+"))
  support.defer(f.close, f)
end

local function open_gate(child)
  open_fifo(child.gate)
end

local function assert_succeeded(child, stdout)
  local result = child:wait()
  assert.equal("", result.stderr)
  assert.same({0, stdout}, {result.code, result.stdout})
end

-- Expects n lines of each pattern, in any order, because the helper thread writes its own lines.
local function expect_each(child, n, ...)
  local left = {}
  for _, pattern in ipairs{...} do left[pattern] = n end
  while next(left) do
    local line = child:line() or error(child:wait().stderr)
    local found
    for pattern, count in pairs(left) do
      if line:find(pattern) then found, left[pattern] = true, count > 1 and count - 1 or nil break end
    end
    assert(found, line)
  end
end

local function threads(child)
  local list = {}
  for id in support.run{"ls", ("/proc/%d/task"):format(child.pid)}.stdout:gmatch("%d+") do
    if tonumber(id) ~= child.pid then list[#list + 1] = id end
  end
  return list
end

local function eventfds(child)
  local n = 0
  for _, target in pairs(support.open_fds(child.pid)) do
    if target:find "eventfd" then n = n + 1 end
  end
  return n
end

local HANGING = {
  {"socket.getaddrinfo('hang.test', 80)", "hang.test"},
  {"socket.gethostbyname('hang.test')", "hang.test"},
  {"socket.gethostbyname_ex('hang.test')", "hang.test"},
  {"socket.gethostbyaddr('hang.test')", "hang.test"},
  {"socket.gethostbyaddr('127.0.0.99')", "127.0.0.99"},
  {"socket.getnameinfo({'127.0.0.99', 80}, 0)", "127.0.0.99"},
  {"socket.getfqdn('127.0.0.99')", "127.0.0.99"},
  {"socket.create_connection{'hang.test', 1}", "hang.test"},
  {"s:bind{'hang.test', 0}", "hang.test"},
  {"s:connect{'hang.test', 1}", "hang.test"},
  {"s:connect_ex{'hang.test', 1}", "hang.test"},
  {"s:sendto('x', {'hang.test', 1})", "hang.test"},
  {"coroutine.wrap(function() socket.gethostbyname('hang.test') end)()", "hang.test"},
}

-- The number of lookups that run at the same time.
local MAX_THREADS = math.min(32, tonumber((support.run{"getconf", "_NPROCESSORS_ONLN"}.stdout)) + 4)

-- Makes every helper thread block in the resolver.
local OCCUPY = ([[
  local asyncio = require "pysocket.asyncio"
  local hanging = {}
  local function occupy()
    for i = 1, %d do hanging[i] = asyncio.create_task(socket.gethostbyname, "hang.test") end
  end
]]):format(MAX_THREADS)

local function start_forking(code, more)
  local path = assert(library.build("spec/support/fork.c", "fork"))
  return start(([[
    local F = package.loadlib(%q, "luaopen_fork")()
    io.stdout:setvbuf "line"
    local function threads()
      local f <close> = io.open "/proc/self/status"
      return f:read "a":match "Threads:%%s*(%%d+)"
    end
  ]]):format(path) .. code, more)
end

-- Calls describe with a resolver whose lookups block.
local function describe_hanging(title, body)
  describe(title, function()
    setup(function()
      resolver = library.keep "spec/support/resolver.c"
    end)
    teardown(function()
      if resolver then os.remove(resolver) end
    end)
    after_each(support.cleanup)
    body()
  end)
end

describe_hanging("a lookup", function()
  for _, row in ipairs(HANGING) do
    local call, asked = row[1], row[2]

    hanging("is ended by Ctrl-C, and so is the program: " .. call, function()
      local child = start(([[
        local ok, e = pcall(function() %s end)
        assert(not ok and tostring(e):find "interrupted!$", e)
        print(socket.gethostbyname "localhost", s:fileno() >= 0)
      ]]):format(call))
      child:expect(("^looking up %s$"):format(asked))
      child:wait_blocked()
      child:kill "INT"
      -- The lookup's thread is still blocked.
      assert_succeeded(child, "127.0.0.1\ttrue\n")
    end)
  end

  hanging("continues after a signal whose handler is not Lua's", function()
    local handlers = assert(library.build("spec/support/handlers.c", "handlers"))
    local child = start("print(socket.gethostbyname 'hang.test')", {LD_PRELOAD = handlers})
    child:expect "^looking up"
    child:wait_blocked()
    child:kill "USR1"
    support.wait_until(function() return child:error_output() == "!" end)
    child:wait_blocked()
    open_gate(child)
    local result = child:wait()
    assert.same({0, "127.0.0.1\n"}, {result.code, result.stdout})
  end)

  hanging("is limited by the socket's timeout, and releases everything when it is done", function()
    local child = start [[
      s:settimeout(0.3)
      local function now()
        local f <close> = io.open "/proc/uptime"
        return f:read "n"
      end
      for _, call in ipairs{"connect", "bind", "connect_ex"} do
        local start = now()
        local ok, e = pcall(s[call], s, {"hang.test", 1})
        local elapsed = now() - start
        assert(not ok and socket.isinstance(e, socket.TimeoutError), e)
        assert(elapsed >= 0.28 and elapsed < 5, elapsed)
        print(tostring(e):match "TimeoutError.*")
      end
      os.execute "ls -l /proc/self/fd | grep -c eventfd" -- counts the descriptors that a child process inherits
      io.read()
      s:sendto("x", {"localhost", 9})
    ]]
    expect_each(child, 3, "^looking up hang%.test$", "^TimeoutError: timed out: getaddrinfo %('hang%.test', 1%)$")
    child:expect "^0$"
    assert.equal(3, #threads(child))
    assert.equal(0, eventfds(child))
    open_gate(child)
    support.wait_until(function() return #threads(child) == 0 end)
    child:write "\n"
    assert_succeeded(child, "")
  end)
end)

describe_hanging("a lookup", function()
  -- A server whose backlog is full, so that connect blocks.
  local SLOW = [[
    local server = socket.create_server({"127.0.0.1", 0}, {backlog = 0})
    local address = server:getsockname()
    local waiting = {}
    repeat
      local c = socket.socket()
      waiting[#waiting + 1] = c
      c:settimeout(0.05)
    until not pcall(c.connect, c, address)
    local function connect()
      local c <close> = socket.socket()
      c:settimeout(4)
      local time = require "pysocket.core"._loop().time
      local start = time()
      local ok, e = pcall(c.connect, c, {"hang.test", address.port})
      assert(not ok and socket.isinstance(e, socket.TimeoutError) and e.call == "connect", e)
      local elapsed = time() - start
      assert(elapsed >= 4, elapsed)
      print("late", elapsed - 4)
      -- The deadline of a lookup belongs to one call only, so the next connect is not affected.
      start = time()
      ok, e = pcall(c.connect, c, address)
      assert(not ok and time() - start < 2 or socket.isinstance(e, socket.TimeoutError), e)
    end
  ]]

  for _, run in ipairs{"connect()", [[require "pysocket.asyncio".run(connect)]]} do
    hanging("and the connection attempt share the socket's timeout: " .. run, function()
      local child = start(SLOW .. run)
      child:expect "^looking up"
      os.execute "sleep 1.5"  -- uses up part of the timeout
      open_gate(child)
      local late = tonumber((child:expect "^late\t(.*)"))
      assert.is_true(late < 1.4, late .. " s later than its time")
      assert_succeeded(child, "")
    end)
  end

  hanging("suspends only the task that waits for it", function()
    local child = start [[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        asyncio.create_task(function()
          for i = 1, 3 do
            print("turn " .. i)
            asyncio.sleep(0.001)
          end
        end)
        print(socket.gethostbyname "hang.test")
      end)
    ]]
    expect_each(child, 1, "^looking up", "^turn 1", "^turn 2", "^turn 3")
    open_gate(child)
    assert_succeeded(child, "127.0.0.1\n")
  end)

  hanging("ends with an error when another task closes its socket", function()
    local child = start [[
      local asyncio = require "pysocket.asyncio"
      local calls = {
        function(c) return c:connect{"hang.test", 80} end,
        function(c) return c:connect_ex{"hang.test", 80} end,
        function(c) return c:bind{"hang.test", 0} end,
        function(c) return c:sendto("x", {"hang.test", 80}) end,
        function(c) return c:sendmsg({"x"}, {}, 0, {"hang.test", 80}) end,
      }
      asyncio.run(function()
        for _, call in ipairs(calls) do
          local c = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          local tasks = {}
          for i = 1, 3 do tasks[i] = asyncio.create_task(function() return pcall(call, c) end) end
          asyncio.sleep(0)
          tasks[2]:cancel()
          asyncio.sleep(0)
          c:close()
          for i = 1, 3, 2 do
            local ok, e = tasks[i]:await()
            print(ok, (tostring(e):gsub("^.-: ", "", 1)))
          end
          print(pcall(call, c))
        end
      end)
    ]]
    local result = child:wait()
    local output = result.stdout:gsub("looking up [%w.]*\n", ""):gsub("[^\n\t]*%.lua[^ ]* ", "")
      :gsub("[^\n\t]*/file:%d+: ", "")
    assert.equal("", result.stderr)
    local expected = {}
    for _, call in ipairs{"connect", "connect_ex", "bind", "sendto", "sendmsg"} do
      local line = call == "connect_ex" and "true\t9" or
        ("false\tOSError: [Errno 9] Bad file descriptor: %s ('hang.test', %d). The socket is closed."):format(call,
          call == "bind" and 0 or 80)
      for _ = 1, 3 do expected[#expected + 1] = line .. "\n" end
    end
    assert.equal(table.concat(expected), output)
  end)

  hanging("is waited for even by a socket that never waits for its peer", function()
    local child = start [[
      s:settimeout(0)
      s:bind{"hang.test", 0}
      print(s:getsockname().host)
    ]]
    child:expect "^looking up"
    child:wait_blocked()
    open_gate(child)
    assert_succeeded(child, "127.0.0.1\n")
  end)
end)

describe_hanging("a lookup", function()
  hanging("may end after its Lua state, and does no harm", function()
    local code = PRELUDE .. [[
      s:settimeout(0.1)
      local ok, e = pcall(s.connect, s, {"hang.test", 1})
      assert(not ok and socket.isinstance(e, socket.TimeoutError), e)
      socket.gethostbyname_ex "localhost"
      socket.if_nameindex()
    ]]
    local function run(...)
      local argv = {...}
      local lua = support.lua_argv(support.tmpfile(code))
      return support.run(table.move(lua, 1, #lua, #argv + 1, argv), {env = env{RESOLVER_LAST = "1"}})
    end
    local result = run()
    assert.same({0, ""}, {result.code, result.stderr})
    if not support.has_command "valgrind" then return pending "needs valgrind to see what the thread touches" end
    result = run("valgrind", "-q", "--error-exitcode=9", "--leak-check=full", "--errors-for-leak-kinds=definite")
    assert.same({0, ""}, {result.code, result.stderr})
  end)

  -- The event of the lookup and one end of the pair would have the same number.
  hanging("keeps its descriptor until its thread has written to it", function()
    local hold = new_fifo "hold"
    local child = start([[
      io.stdout:setvbuf "line"
      print(pcall(socket.gethostbyname, "hang.test"))
      local a, b = socket.socketpair()
      io.read()
      for _, s in ipairs{a, b} do print(pcall(s.recv, s, 8, socket.MSG_DONTWAIT)) end
    ]], {RESOLVER_HOLD = hold})
    child:expect "^looking up"
    open_gate(child)
    child:expect "^reporting the result$"
    child:kill "INT"
    child:wait_blocked()
    open_fifo(hold)
    child:expect "^false\t.*interrupted!$"
    support.wait_until(function() return #threads(child) == 0 end)
    child:write "\n"
    for _ = 1, 2 do child:expect "^false\t.*BlockingIOError" end
    assert.same({0, ""}, {child:wait().code, child:error_output()})
  end)

  hanging("does not receive the program's signals", function()
    local child = start [[
      for line in io.lines "/proc/self/status" do
        if line:find "^SigBlk" then print(line) end
      end
      socket.gethostbyname "hang.test"
    ]]
    local before = child:expect "^SigBlk:%s*(%x+)$"
    child:expect "^looking up"
    child:wait_blocked()
    assert.equal(before, support.status("SigBlk", child.pid)) -- the main thread's mask is unchanged
    local helper = ("%d/task/%s"):format(child.pid, threads(child)[1])
    local all = 0x7FFBFEFF -- without SIGKILL and SIGSTOP
    assert.equal(all, tonumber(support.status("SigBlk", helper), 16) & all)
  end)

  for _, call in ipairs{"pthread_create", "eventfd"} do
    hanging("succeeds even if " .. call .. " fails", function()
      local child = start([[
        for i = 1, 20 do
          assert(socket.gethostbyname "localhost" == "127.0.0.1")
          assert(not pcall(socket.gethostbyname_ex, "a..b"))
        end
        local asyncio = require "pysocket.asyncio"
        print(asyncio.run(function() return asyncio.create_task(socket.gethostbyname, "localhost"):await() end))
        io.read()
      ]], {RESOLVER_FAIL = call})
      child:expect "^127.0.0.1$"
      assert.equal(call == "eventfd" and 1 or 0, #threads(child))
      assert.equal(0, eventfds(child))
      child:write "\n"
      assert_succeeded(child, "")
    end)
  end

  hanging("is ended by Ctrl-C and by its timeout even if there is no descriptor to wait for", function()
    local child = start([[
      s:settimeout(0.1)
      local ok, e = pcall(s.connect, s, {"hang.test", 1})
      print(ok, e.__name)
      print(pcall(socket.gethostbyname, "hang.test"))
    ]], {RESOLVER_FAIL = "eventfd"})
    expect_each(child, 1, "^looking up", "^false\tTimeoutError$")
    child:expect "^looking up"
    child:kill "INT"
    child:expect "^false\t.*interrupted!$"
    assert_succeeded(child, "")
  end)

  hanging("makes the same requests as Python's, and fails in the same way", function()
    local cases = {{"gethostbyname", "errno.test"}, {"gethostbyaddr", "errno.test"}, {"getaddrinfo", "errno.test", 1},
      {"getnameinfo", {"::99", 80, 0x12345, 7}, 0}, {"getnameinfo", {"192.0.2.99", 80}, 0}}
    local function ask(argv, prelude, write_case)
      local code = {prelude}
      for i, case in ipairs(cases) do code[i + 1] = write_case(case) end
      local result = support.run(argv(support.tmpfile(table.concat(code))), {env = env()})
      assert.equal("", result.stderr)
      return result.stdout
    end
    local ours = ask(support.lua_argv, LUA, lua_case)
    assert.matches("^OSError\t23\t", ours)
    assert.matches("\n{flow 74565 scope 7, http}\n", ours)
    assert.matches("\tsockaddr resolved to multiple addresses\n$", ours)
    assert.equal(ask(support.python_argv, PYTHON, python_case), ours)
  end)

  hanging("keeps the scope of a name, unless the caller passes one", function()
    if not support.has_ipv6() then return pending "needs IPv6" end
    local child = start [[
      local lo = socket.if_nametoindex "lo"
      local given = {{"scoped.test", 1}, {"scoped.test", 1, 0, lo + 1000}, {host = "scoped.test", port = 1},
        {host = "scoped.test", port = 1, scope_id = lo + 1000}}
      for _, address in ipairs(given) do
        local s <close> = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        local ok, e = pcall(s.connect, s, address)
        address = ok and s:getpeername() or e.address
        print(address.host, address.scope_id - lo)
      end
    ]]
    assert_succeeded(child, "fe80::1\t0\nfe80::1\t1000\nfe80::1\t0\nfe80::1\t1000\n")
  end)
end)

describe_hanging("a lookup in a task", function()
  for _, row in ipairs(HANGING) do
    local call = row[1]

    hanging("suspends only its task, which can be cancelled: " .. call, function()
      local child = start(([[
        local asyncio = require "pysocket.asyncio"
        asyncio.run(function()
          local task = asyncio.create_task(function()
            local closed <close> = setmetatable({}, {__close = function() print "closed" end})
            %s
          end)
          asyncio.sleep(0) -- the lookup begins
          print("others run", task:done())
          print(socket.gethostbyname "localhost")
          task:cancel()
          local ok, e = pcall(task.await, task)
          print(ok, e.__name)
        end)
        print(s:fileno() >= 0)
      ]]):format(call))
      local result = child:wait()
      local output = result.stdout:gsub("looking up [%w.]*\n", "") -- the helper thread prints these lines at any time
      assert.equal("", result.stderr)
      assert.equal("others run\tfalse\n127.0.0.1\nclosed\nfalse\tCancelledError\ntrue\n", output)
      assert.equal(0, result.code)
    end)
  end

  hanging("ends in its task when the answer arrives", function()
    local child = start [[
      local asyncio = require "pysocket.asyncio"
      local server = socket.create_server{"127.0.0.1", 0}
      asyncio.run(function()
        local client = asyncio.create_task(function()
          local c <close> = socket.socket()
          c:connect{"hang.test", server:getsockname().port}
          return c:recv(10)
        end)
        local name = asyncio.create_task(socket.getnameinfo, {"127.0.0.99", 80}, socket.NI_NUMERICSERV)
        asyncio.sleep(0)
        print "asking"
        local conn <close> = server:accept()
        conn:sendall "hello"
        print(client:await(), name:await())
      end)
    ]]
    expect_each(child, 1, "^looking up 127.0.0.99$", "^looking up hang.test$", "^asking$")
    open_gate(child)
    assert_succeeded(child, "hello\t127.0.0.99\t80\n")
  end)

  hanging("is limited by a timeout of its task", function()
    local child = start [[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        for _ = 1, 2 do
          local ok, e = pcall(asyncio.wait_for, function() return socket.gethostbyname "hang.test" end, 0.1)
          print(ok, e.__name)
          s:settimeout(0.1)
          ok, e = pcall(s.connect, s, {"hang.test", 1})
          print(ok, e.__name)
        end
      end)
      io.read()
    ]]
    expect_each(child, 4, "^looking up", "^false\tTimeoutError$")
    assert.equal(4, #threads(child))
    assert.equal(0, eventfds(child))
    open_gate(child)
    support.wait_until(function() return #threads(child) == 0 end)
    child:write "\n"
    assert_succeeded(child, "")
  end)

  hanging("closes its descriptor when it ends, not when it is collected", function()
    local child = start [[
      collectgarbage "stop"
      for i = 1, 50 do
        socket.gethostbyname "localhost"
        socket.gethostbyaddr "127.0.0.1"
        assert(not pcall(socket.gethostbyname, "errno.test"))
        s:sendto("x", {"localhost", 9})
      end
      print "done"
      io.read()
    ]]
    child:expect "^done$"
    support.wait_until(function() return #threads(child) == 0 end)
    assert.equal(0, eventfds(child))
    child:write "\n"
    assert_succeeded(child, "")
  end)
end)

describe_hanging("lookups that share threads", function()
  hanging("leave a few threads and no descriptor when 3,000 of them are cancelled", function()
    local child = start [[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        local tasks = {}
        for i = 1, 3000 do tasks[i] = asyncio.create_task(socket.gethostbyname, "hang.test") end
        asyncio.sleep(0)
        for _, task in ipairs(tasks) do task:cancel() end
        for _, task in ipairs(tasks) do assert(not pcall(task.await, task) and task:cancelled()) end
      end)
      print "cancelled"
      io.read()
      print(socket.gethostbyname "localhost")
      io.read()
    ]]
    local seen = {["looking up hang.test"] = 0, cancelled = 0}
    while seen["looking up hang.test"] < MAX_THREADS or seen.cancelled < 1 do
      local line = child:line()
      seen[line] = seen[line] + 1
    end
    child:wait_blocked()
    assert.equal(MAX_THREADS, #threads(child))
    assert.equal(0, eventfds(child))
    open_gate(child)
    child:write "\n"
    assert.equal("127.0.0.1", child:line())  -- the lookups that were cancelled earlier never ran
    support.wait_until(function() return #threads(child) == 0 end)
    child:write "\n"
    assert_succeeded(child, "")
  end)

  hanging("wait for a thread if all are in use, and never start if their timeout expires first", function()
    local child = start(OCCUPY .. [[
      asyncio.run(function()
        occupy()
        asyncio.sleep(0)
        s:settimeout(0.05)
        for _ = 1, 3 do
          local ok, e = pcall(s.connect, s, {"127.0.0.99.test", 1})
          print(ok, e.__name)
          ok, e = pcall(asyncio.wait_for, function() return socket.gethostbyname "hang.test" end, 0.05)
          print(ok, e.__name)
        end
        local last = asyncio.create_task(socket.gethostbyname, "localhost")
        asyncio.sleep(0.05)
        print("waits", last:done())
        print(last:await())
      end)
    ]])
    for _ = 1, 6 do child:expect "^false\tTimeoutError$" end
    child:expect "^waits\tfalse$"
    child:wait_blocked()
    open_gate(child)
    assert_succeeded(child, "127.0.0.1\n")
  end)

  hanging("of numeric addresses use no thread, and so wait for none", function()
    local child = start(OCCUPY .. [[
      local function numbers()
        for _, host in ipairs{"127.0.0.1", "127.1", "0x7f.1", "", "<broadcast>", "255.255.255.255"} do
          socket.gethostbyname(host)
          s:sendto("x", 0, {host == "" and host or "127.0.0.1", 9})
        end
        for _, host in ipairs{"127.0.0.1", "127.1", "255.255.255.255"} do socket.gethostbyname_ex(host) end
        for _, service in ipairs{80, "80", "http", "nosuchservice"} do
          for _, flags in ipairs{0, socket.AI_NUMERICHOST, socket.AI_NUMERICSERV, socket.AI_PASSIVE} do
            for _, host in ipairs{"127.0.0.1", "127.1", "::1", "fe80::1%lo", false} do
              pcall(socket.getaddrinfo, host or nil, service, 0, 0, 0, flags)
            end
          end
        end
        socket.getnameinfo({"127.0.0.1", 80}, socket.NI_NUMERICHOST)
        socket.getnameinfo({"127.0.0.1", 80}, socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)
      end
      numbers()
      print "none"
      io.read()
      asyncio.run(function()
        occupy()
        asyncio.sleep(0)
        numbers()
        print "answered"
        for _, task in ipairs(hanging) do task:cancel() end
      end)
    ]])
    child:expect "^none$"
    assert.equal(0, #threads(child))
    child:write "\n"
    child:expect "^answered$"
    local result = child:wait()
    assert.same({0, ""}, {result.code, result.stderr})
  end)

  hanging("that follow one another share a thread, which ends after the last one", function()
    local child = start([[
      io.stdout:setvbuf "line"
      for _ = 1, 50 do socket.gethostbyname "localhost" end
      print "done"
      io.read()
    ]], {RESOLVER_COUNT = "1"})
    assert.same({"thread started", "done"}, {child:line(), child:line()})
    support.wait_until(function() return #threads(child) == 0 end)
    child:write "\n"
    assert_succeeded(child, "")
  end)
end)

describe_hanging("a lookup of a child process", function()
  hanging("uses the child's own threads, and leaves the parent's alone", function()
    if support.checker() then return pending("the child cannot free what its parent's thread was given") end
    local child = start_forking(OCCUPY .. [[
      asyncio.run(function()
        occupy()
        local queued = asyncio.create_task(socket.gethostbyname, "localhost")
        local connecting = asyncio.create_task(function() return s:connect{"hang.test", 1} end)
        asyncio.sleep(0)
        local pid = F.fork()
        if pid == 0 then
          print("in the child", threads())
          s:close()
          hanging, queued, connecting = nil, nil, nil
          collectgarbage()
          local t <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          t:connect{"localhost", 9}
          print("looked up", t:getpeername().host, socket.gethostbyname "localhost", threads())
          os.exit(true, true)
        end
        print("exited", F.wait(pid))
        for _, task in ipairs(hanging) do task:await() end
        print("parent", queued:await(), connecting:await(), s:getpeername().host)
      end)
    ]])
    child:expect "^in the child\t1$"
    child:expect "^looked up\t127.0.0.1\t127.0.0.1\t2$"
    child:expect "^exited\t0$"
    child:wait_blocked()
    open_gate(child)
    child:expect "^parent\t127.0.0.1\tnil\t127.0.0.1$"
    assert.same({0, ""}, {child:wait().code, child:error_output()})
  end)

  -- The gate holds the answer back until the task waits for it. A task that found the answer at its first attempt would
  -- wait for the report itself. A thread that frees a result holds the mutex.
  for _, doing in ipairs{"reporting", "freeing"} do
    hanging("works even if one of the parent's threads was " .. doing .. " a result at the fork", function()
      if doing == "freeing" and support.checker() then
        return pending("the child cannot free what its parent's thread was freeing")
      end
      local hold = new_fifo "hold"
      local child = start_forking(([[
        local asyncio = require "pysocket.asyncio"
        asyncio.run(function()
          local task = asyncio.create_task(socket.gethostbyname, "hang.test")
          asyncio.sleep(0)
          io.read()
          if %q == "freeing" then
            task:cancel()
            assert(not pcall(task.await, task))
            task = asyncio.create_task(function() return socket.gethostbyname "localhost" end)
          end
          print("waiting")
          io.read()
          local pid = F.fork()
          if pid == 0 then
            print("child", socket.gethostbyname "localhost")
            os.exit(true, true)
          end
          print("exited", F.wait(pid))
          io.read()
          print("parent", task:await())
        end)
      ]]):format(doing), {RESOLVER_HOLD = hold})
      child:expect "^looking up"
      child:write "\n"
      child:expect "^waiting$"
      open_gate(child)
      child:expect(("^%s the result$"):format(doing))
      child:write "\n"
      child:expect "^child\t127.0.0.1$"
      child:expect "^exited\t0$"
      open_fifo(hold)
      child:write "\n"
      child:expect "^parent\t127.0.0.1$"
      assert.same({0, ""}, {child:wait().code, child:error_output()})
    end)
  end

  hanging("fails with EAI_AGAIN in a process that was forked during the lookup", function()
    if support.checker() then return pending("the child cannot free what its parent's thread was given") end
    local handlers = assert(library.build("spec/support/handlers.c", "handlers"))
    local child = start_forking([[
      local pid
      local calls = 0
      debug.sethook(function()
        local caller = debug.getinfo(3, "f")
        if not caller or caller.func ~= socket.gethostbyname then return end
        calls = calls + 1  -- the first one is before the wait
        if calls == 2 then pid = F.fork() end
      end, "c")
      local ok, e = pcall(socket.gethostbyname, "hang.test")
      debug.sethook()
      if pid == 0 then
        print("child", ok, e.__name, e.errno == socket.EAI_AGAIN)
        os.exit(true, true)
      end
      print("parent", ok, e, F.wait(pid))
    ]], {LD_PRELOAD = handlers})
    child:expect "^looking up"
    child:wait_blocked()
    child:kill "USR1"
    child:expect "^child\tfalse\tgaierror\ttrue$"
    child:wait_blocked()
    open_gate(child)
    child:expect "^parent\ttrue\t127.0.0.1\t0$"
    assert.equal(0, child:wait().code)
  end)
end)

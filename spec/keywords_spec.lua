-- Keyword arguments follow one rule in every function that has an optional parameter, as declared in types/.
local support = require "spec.support"
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local select = require "pysocket.select"
local selectors = require "pysocket.selectors"
local socketserver = require "pysocket.socketserver"
local struct = require "pysocket.struct"
local trace = require "pysocket.trace"

local tasks = require "spec.support.tasks"
local tls = require "spec.support.tls"
local built, ssl = pcall(require, "pysocket.ssl")

local types = dofile(support.root .. "/.make/types.lua")
local model = types.all(support.root)

local close_later = support.close_later

-- How each function is called ------------------------------------------------------

local function pair(kind, data)
  local a, b = close_later(socket.socketpair(socket.AF_UNIX, kind or socket.SOCK_STREAM))
  if data then a:send(data) end
  return b
end

local function file()
  local f = pair(nil, "one\ntwo\n"):makefile("rw")
  return close_later(f)
end

local function stream()
  local a, b = close_later(socket.socketpair())
  a:sendall("one\ntwo\n")
  a:shutdown(socket.SHUT_WR)
  return asyncio.open_connection{sock = b}
end

local function address()
  return close_later(socket.create_server{"127.0.0.1", 0}):getsockname()
end

local function method(make, name)
  return function(...)
    local object = make()
    return object[name](object, ...)
  end
end

local function of_socket(name, make)
  return method(make or pair, name)
end

local function with_data() return pair(nil, "data") end

local function unconnected() return close_later(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) end

-- A socket whose object has the family AF_ALG, which the kernel may not support.
local function afalg()
  return close_later(socket.socket{family = socket.AF_ALG, fileno = socket.socket():detach()})
end

local function ended_task()
  local task = asyncio.create_task(function() end)
  asyncio.sleep(0)
  return task
end

-- Returns the message of the cancellation.
local function cancelled(make)
  return function(...)
    local awaitable = make()
    awaitable:cancel(...)
    local _, e = pcall(awaitable.await, awaitable)
    return e.message
  end
end

local function serve(start)
  return function(...)
    local server = close_later(start(print, ...))
    local listener = server.sockets[1]
    return server:is_serving(), listener:getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR),
      listener:getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT),
      listener:getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
  end
end

local function queue_of(class)
  return function(...) return class(...).maxsize end
end

local function create_server(...)
  return close_later(socket.create_server({"127.0.0.1", 0}, ...)):getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT)
end

local function key_of(name)
  return function(...)
    local selector = close_later(selectors.DefaultSelector())
    local sock = pair()
    if name == "modify" then selector:register(sock, 2) end
    return selector[name](selector, sock, 1, ...).data
  end
end

local function shutdown(...)
  local queue = asyncio.Queue()
  queue:put_nowait(1)
  queue:shutdown(...)
  return queue:qsize()
end

-- Serves at the only path that a new directory has.
local function unix_server(...)
  local server = asyncio.start_unix_server(print, ...)
  local serving, path = server:is_serving(), #server.sockets > 0 and server.sockets[1]:getsockname()
  server:close()
  return serving, os.remove(path) or "no file"
end

local function writer()
  local _, made = asyncio.open_connection{sock = pair()}
  return made
end

-- By name: the function that makes the call; `lead`, the arguments before the first optional one, if that function
-- does not supply them; `base`, arguments that are always needed; `value`, values to use where WRONG would make no
-- difference; `tables`, parameters that accept tables although their types do not say so.
local CALLS = {
  ["pysocket.bytearray"] = {socket.bytearray},
  ["pysocket.create_connection"] = {function(...) return socket.create_connection({"127.0.0.1", 1}, ...) end},
  ["pysocket.create_server"] = {create_server},
  ["pysocket.fromfd"] = {function(...)
    return close_later(socket.fromfd(pair(), socket.AF_UNIX, socket.SOCK_STREAM, ...))
  end},
  ["pysocket.getaddrinfo"] = {socket.getaddrinfo, base = {host = "127.0.0.1", port = 80}},
  ["pysocket.getfqdn"] = {socket.getfqdn},
  ["pysocket.getservbyname"] = {socket.getservbyname, lead = {"http"}},
  ["pysocket.getservbyport"] = {socket.getservbyport, lead = {80}},
  ["pysocket.recv_fds"] = {function(...) return socket.recv_fds(with_data(), 1, 1, ...) end},
  ["pysocket.send_fds"] = {function(...) return socket.send_fds(unconnected(), {"x"}, {}, ...) end},
  ["pysocket.socketpair"] = {function(...) return close_later(socket.socketpair(...)) end},

  ["pysocket.bytearray.byte"] = {method(function() return socket.bytearray "text" end, "byte")},
  ["pysocket.bytearray.fill"] = {method(function() return socket.bytearray "text" end, "fill")},
  ["pysocket.bytearray.sub"] = {method(function() return socket.bytearray "text" end, "sub")},
  ["pysocket.bytearray.view"] = {method(function() return socket.bytearray "text" end, "view")},

  ["pysocket.file.read1"] = {method(file, "read1")},
  ["pysocket.file.readline"] = {method(file, "readline")},
  ["pysocket.file.readlines"] = {method(file, "readlines"), base = {hint = 1}},
  ["pysocket.file.setvbuf"] = {method(file, "setvbuf"), lead = {"full"}},

  ["pysocket.socket"] = {function(...) return close_later(socket.socket(...)) end},
  ["pysocket.socket.getsockopt"] = {of_socket "getsockopt", lead = {socket.SOL_SOCKET, socket.SO_TYPE}},
  ["pysocket.socket.listen"] = {of_socket("listen", function() return close_later(socket.socket()) end)},
  ["pysocket.socket.makefile"] = {function(...) return close_later(pair():makefile(...)) end},
  ["pysocket.socket.recv"] = {of_socket("recv", with_data), lead = {10}},
  ["pysocket.socket.recv_into"] = {of_socket("recv_into", with_data), lead = {socket.bytearray(4)}},
  ["pysocket.socket.recvfrom"] = {of_socket("recvfrom", with_data), lead = {10}},
  ["pysocket.socket.recvfrom_into"] = {of_socket("recvfrom_into", with_data), lead = {socket.bytearray(4)}},
  ["pysocket.socket.recvmsg"] = {of_socket("recvmsg", with_data), lead = {10}},
  ["pysocket.socket.recvmsg_into"] = {of_socket("recvmsg_into", with_data), lead = {{socket.bytearray(4)}}},
  ["pysocket.socket.send"] = {of_socket "send", lead = {"x"}},
  ["pysocket.socket.sendall"] = {of_socket "sendall", lead = {"x"}},
  ["pysocket.socket.sendfile"] = {function(...) return pair():sendfile(io.tmpfile(), ...) end},
  ["pysocket.socket.sendmsg"] = {of_socket("sendmsg", unconnected), lead = {{"x"}}},
  ["pysocket.socket.sendmsg_afalg"] = {of_socket("sendmsg_afalg", afalg), lead = {{"x"}, 1}},
  ["pysocket.socket.sendto"] = {of_socket("sendto", unconnected), lead = {"x"}, base = {address = {"127.0.0.1", 9}},
    tables = {flags = true}},  -- the address may be in its place
  ["pysocket.socket.setsockopt"] = {function(...) pair():setsockopt(socket.SOL_SOCKET, socket.SO_TYPE, nil, ...) end,
    base = {optlen = 4}},

  ["pysocket.select.epoll"] = {function(...) return close_later(select.epoll(...)) end},
  ["pysocket.select.epoll.poll"] = {method(function() return close_later(select.epoll()) end, "poll"),
    base = {timeout = 0}},
  ["pysocket.select.epoll.register"] = {function(...) return close_later(select.epoll()):register(pair(), ...) end},
  ["pysocket.select.poll.poll"] = {method(select.poll, "poll"), base = {timeout = 0}},
  ["pysocket.select.poll.register"] = {method(select.poll, "register"), lead = {0}},
  ["pysocket.select.select"] = {select.select, lead = {{}, {}, {}}, base = {timeout = 0}},

  ["pysocket.selectors.BaseSelector.modify"] = {key_of "modify"},
  ["pysocket.selectors.BaseSelector.register"] = {key_of "register"},
  ["pysocket.selectors.BaseSelector.select"] = {function(...)
    return close_later(selectors.DefaultSelector()):select(...)
  end, base = {timeout = 0}},

  ["pysocket.struct.unpack_from"] = {struct.unpack_from, lead = {"!H", "text"}},
  ["pysocket.struct.Struct.unpack_from"] = {method(function() return struct.Struct "!H" end, "unpack_from"),
    lead = {"text"}},

  ["pysocket.trace.start"] = {function(...) trace.start(...):stop() end},

  ["pysocket.asyncio.BoundedSemaphore"] = {function(...) return tostring(asyncio.BoundedSemaphore(...)) end},
  ["pysocket.asyncio.Condition"] = {asyncio.Condition},
  ["pysocket.asyncio.Condition.notify"] = {function(...)
    local condition = asyncio.Condition()
    condition:acquire()
    condition:notify(...)
  end},
  ["pysocket.asyncio.EventLoop.step"] = {function(...) return asyncio.get_event_loop():step(...) end, outside = true,
    base = {timeout = 0}},
  ["pysocket.asyncio.Future.cancel"] = {cancelled(asyncio.Future)},
  ["pysocket.asyncio.IncompleteReadError"] = {function(...) return asyncio.IncompleteReadError("x", ...).expected end},
  ["pysocket.asyncio.LifoQueue"] = {queue_of(asyncio.LifoQueue)},
  ["pysocket.asyncio.PriorityQueue"] = {queue_of(asyncio.PriorityQueue)},
  ["pysocket.asyncio.Queue"] = {queue_of(asyncio.Queue)},
  ["pysocket.asyncio.Queue.shutdown"] = {shutdown},
  ["pysocket.asyncio.Semaphore"] = {function(...) return tostring(asyncio.Semaphore(...)) end},
  ["pysocket.asyncio.StreamReader.lines"] = {method(stream, "lines")},
  ["pysocket.asyncio.StreamReader.read"] = {method(stream, "read")},
  ["pysocket.asyncio.StreamReader.readuntil"] = {method(stream, "readuntil")},
  ["pysocket.asyncio.StreamWriter.get_extra_info"] = {function(...)
    return writer():get_extra_info("none", ...)
  end},
  ["pysocket.asyncio.StreamWriter.set_write_buffer_limits"] = {function(...)
    return writer():set_write_buffer_limits(...)
  end},
  ["pysocket.asyncio.StreamWriter.start_tls"] = {function(...)
    return writer():start_tls(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), ...)
  end},
  ["pysocket.asyncio.Task.cancel"] = {cancelled(function() return asyncio.create_task(asyncio.sleep, 5) end)},
  ["pysocket.asyncio.Timeout.reschedule"] = {function(...)
    local limit <close> = asyncio.timeout(5)
    limit:reschedule(...)
  end},
  ["pysocket.asyncio.as_completed"] = {function(...) return asyncio.as_completed({ended_task()}, ...) end},
  ["pysocket.asyncio.open_connection"] = {function(...)
    local _, made = asyncio.open_connection(...)
    made:abort()
  end, base = function()
    local at = address()
    return {host = at.host, port = at.port}
  end},
  ["pysocket.asyncio.connect_read_pipe"] = {function(...) return tostring(asyncio.connect_read_pipe(0, ...)) end},
  ["pysocket.asyncio.open_unix_connection"] = {asyncio.open_unix_connection, base = {path = "/nowhere"}},
  ["pysocket.asyncio.sleep"] = {asyncio.sleep, lead = {0}},
  ["pysocket.asyncio.start_server"] = {serve(asyncio.start_server), base = {host = "127.0.0.1", port = 0},
    value = {reuse_address = false, start_serving = false}},
  ["pysocket.asyncio.start_unix_server"] = {unix_server, base = function() return {path = support.unix_path()} end,
    value = {start_serving = false, cleanup_socket = false}},
  ["pysocket.asyncio.timeout"] = {function(...) local _ <close> = asyncio.timeout(...) end},
  ["pysocket.asyncio.timeout_at"] = {function(...) local _ <close> = asyncio.timeout_at(...) end},
  ["pysocket.asyncio.wait"] = {function(...) return #asyncio.wait({ended_task()}, ...) end},
  ["pysocket.asyncio.wait_for"] = {function(...) return asyncio.wait_for(function() return "done" end, ...) end},
}

-- Returns the address of a server's socket.
local function bound(call)
  return function(...)
    local server = call(...)
    close_later(server.socket)
    return tostring(server.socket:getsockname()):gsub("%d+%)", "")
  end
end

for _, kind in ipairs{"", "Threading", "Forking"} do
  for _, name in ipairs{"TCPServer", "UDPServer"} do
    CALLS["pysocket.socketserver." .. kind .. name] = {bound(socketserver[kind .. name]),
      lead = {{"127.0.0.1", 0}, print}, value = {bind_and_activate = false}}
  end
  for _, name in ipairs{"UnixStreamServer", "UnixDatagramServer"} do
    CALLS["pysocket.socketserver." .. kind .. name] = {bound(socketserver[kind .. name]), lead = {"\0", print},
      value = {bind_and_activate = false}}
  end
end
CALLS["pysocket.socketserver.TCPServer.new"] = {bound(function(...) return socketserver.TCPServer:new(...) end),
  lead = {{"127.0.0.1", 0}, print}, value = {bind_and_activate = false}}
CALLS["pysocket.socketserver.BaseServer.serve_forever"] = {function(...)
  return socketserver.BaseServer("nowhere", print):serve_forever(...)
end}
CALLS["pysocket.socketserver.ForkingMixIn.collect_children"] = {function(...)
  local server = socketserver.ForkingTCPServer({"127.0.0.1", 0}, print)
  close_later(server.socket)
  return tasks.waits_for_child(server, ...)
end}

-- The list of functions -------------------------------------------------------------

-- Python's errors take no keywords, except those of asyncio that have fields.
local ERRORS = {["pysocket.Exception"] = true, ["pysocket.KeyboardInterrupt"] = true}

local function is_error(class)
  return ERRORS[class.name] or class.bases[1] and is_error(model.classes[class.bases[1]])
end

local taking, types_of = {}, {}

-- Adds the names and types of all parameters from the first optional one on. Functions of LuaSocket take whatever
-- LuaSocket's take.
local function add(name, params)
  if name:find "^pysocket%.luasocket" then return end
  local names, kinds
  for _, param in ipairs(params) do
    if param.optional and not names then names, kinds = {}, {} end
    if names then
      names[#names + 1] = param.name
      kinds[param.name] = param.type
    end
  end
  if names then taking[name], types_of[name] = names, kinds end
end

-- The first form of a class declares its parameters.
local function params_of(class)
  local params = {}
  for name, mark, kind in class.overloads[1]:match("^fun(%b())"):gmatch("([%w_]+)(%??): ([%w_.]+)") do
    params[#params + 1] = {name = name, optional = mark == "?", type = kind}
  end
  return params
end

for _, f in ipairs(model.functions) do add(f.class.name .. "." .. f.name, f.params) end
for name, class in pairs(model.classes) do
  if #class.overloads > 0 and not (is_error(class) and not CALLS[name]) then
    add(name, params_of(class))
  end
end

-- TLS ---------------------------------------------------------------------------

local function context(protocol)
  return ssl.SSLContext(protocol or ssl.PROTOCOL_TLS)
end

local function of_context(name)
  return method(context, name)
end

-- A method of an SSLSocket that is not connected.
local function of_sslsocket(name)
  return method(function() return context():wrap_socket(close_later(socket.socket())) end, name)
end

-- A method of an SSLSocket that is connected.
local function in_connection(name)
  return function(...)
    local arguments = table.pack(...)
    local result = tls.meet(tls.server "server", tls.client(), {server_hostname = "localhost"}, function(s)
      s:recv(10)
      return table.pack(s[name](s, table.unpack(arguments)))
    end)
    if not result then error((tls.errors()), 0) end
    return table.unpack(result)
  end
end

if not tls.missing() then
  local certificates = require "spec.support.certificates"
  local server = certificates.server
  local prefix = "pysocket.ssl."
  for name, call in pairs{
    ["create_default_context"] = {ssl.create_default_context},
    ["get_server_certificate"] = {ssl.get_server_certificate, lead = {{"127.0.0.1", 1}}},
    SSLContext = {function(...) return ssl.SSLContext(...).protocol end},
    ["SSLContext.wrap_socket"] = {function(...)
      local s = context():wrap_socket(close_later(socket.socket()), ...)
      return s.server_side, s.do_handshake_on_connect, s.suppress_ragged_eofs
    end, value = {do_handshake_on_connect = false, suppress_ragged_eofs = false}},
    ["SSLContext.wrap_bio"] = {function(...)
      return context():wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), ...).server_side
    end},
    ["SSLContext.load_cert_chain"] = {of_context "load_cert_chain", lead = {server.cert}},
    ["SSLContext.load_verify_locations"] = {of_context "load_verify_locations"},
    ["SSLContext.load_default_certs"] = {of_context "load_default_certs"},
    ["SSLContext.set_psk_server_callback"] = {of_context "set_psk_server_callback", lead = {print}},
    ["SSLContext.get_ca_certs"] = {function(...)
      local trusting = context()
      trusting:load_verify_locations(certificates.ca.cert)
      return trusting:get_ca_certs(...)[1]
    end},
    ["SSLSocket.read"] = {of_sslsocket "read"},
    ["SSLSocket.do_handshake"] = {function(...)
      local a = support.socketpair()
      a:setblocking(false)
      local s = tls.client():wrap_socket(a, {server_hostname = "localhost", do_handshake_on_connect = false})
      local arguments = table.pack(...)
      return asyncio.wait_for(function() s:do_handshake(table.unpack(arguments)) end, 0.01)
    end},
    ["SSLSocket.getpeercert"] = {in_connection "getpeercert", outside = true},
    ["SSLSocket.get_channel_binding"] = {of_sslsocket "get_channel_binding"},
    ["SSLObject.read"] = {method(tls.object, "read")},
    ["SSLObject.getpeercert"] = {method(tls.object, "getpeercert")},
    ["SSLObject.get_channel_binding"] = {function(...) return #tls.object():get_channel_binding(...) end},
    ["MemoryBIO.read"] = {method(ssl.MemoryBIO, "read")},
  } do CALLS[prefix .. name] = call end
end

-- Types whose values may be tables with names.
local TABLES = {["any"] = true, ["pysocket.address.given"] = true, ["pysocket.asyncio.Lock"] = true}

-- The calls --------------------------------------------------------------------------

local WRONG = coroutine.create(print)  -- no parameter has this type

local function shown(value)
  return type(value) == "userdata" and "userdata" or tostring(value):gsub("0x%x+", "0x")
end

-- Returns the outcome of a call as text.
local function outcome(call, ...)
  local f = function(...) return table.pack(pcall(call[1], ...)) end
  local results = call.outside and f(...) or asyncio.run(f, ...)
  support.cleanup()
  for i = 1, results.n do results[i] = shown(results[i]) end
  return table.concat(results, " ")
end

-- Calls the function with the arguments of `given` from `place` on by keyword, and those before by position. If
-- `place` is 0, all are positional.
local function try(call, names, given, place)
  local base = type(call.base) == "function" and call.base() or call.base or {}
  local arguments, keywords, n = {table.unpack(call.lead or {})}, {}, #(call.lead or {})
  for i, name in ipairs(names) do
    local value = given[name]
    if value == nil then value = base[name] end
    if place > 0 and i >= place then keywords[name] = value else arguments[n + i] = value end
  end
  if place > 0 then arguments[n + place] = given.misspelt and given or keywords end
  return outcome(call, table.unpack(arguments, 1, place > 0 and n + place or n + #names))
end

-- Without OpenSSL, pysocket.ssl cannot be called.
for name in pairs(tls.missing() and taking or {}) do
  if name:find "^pysocket%.ssl" then taking[name] = nil end
end

-- Without OpenSSL, TLS cannot be started.
if not built then
  CALLS["pysocket.asyncio.StreamWriter.start_tls"], taking["pysocket.asyncio.StreamWriter.start_tls"] = nil, nil
end

local function value_of(call, name)
  local value = call.value and call.value[name]
  if value == nil then return WRONG end
  return value
end

local function can_be_value(call, name, parameter)
  return TABLES[types_of[name][parameter]] or call.tables and call.tables[parameter] or false
end

describe("keyword arguments", function()
  after_each(support.cleanup)

  it("are tested with all functions that have an optional parameter", function()
    assert.same(support.sorted(taking), support.sorted(CALLS))
  end)

  for name, names in pairs(taking) do
    local call = CALLS[name]

    it("mean the same as positions, wherever the table is: " .. name, function()
      local without = try(call, names, {}, 0)
      for i, parameter in ipairs(names) do
        local given = {[parameter] = value_of(call, parameter)}
        local expected = try(call, names, given, 0)
        assert.not_equal(without, expected, parameter .. " changes nothing")
        for place = 1, i do
          assert.equal(expected, try(call, names, given, place), ("%s, place %d"):format(parameter, place))
        end
      end
    end)

    it("can be none, in an empty table, unless that can be a value: " .. name, function()
      local lead = call.lead or {}
      local expected = not call.base and outcome(call, table.unpack(lead))
      for place, parameter in ipairs(expected and names or {}) do
        if not can_be_value(call, name, parameter) and not types_of[name][parameter]:find("[]", 1, true) then
          local arguments, last = {table.unpack(lead)}, #lead + place
          arguments[last] = {}
          assert.equal(expected, outcome(call, table.unpack(arguments, 1, last)), parameter)
        end
      end
    end)

    it("that are misspelt are reported, unless the table can be a value: " .. name, function()
      for place, parameter in ipairs(names) do
        local text = try(call, names, {misspelt = 1}, place)
        local refused = text:find("unexpected keyword 'misspelt'", 1, true) ~= nil
        assert.equal(not can_be_value(call, name, parameter), refused, parameter .. ": " .. text)
      end
    end)
  end
end)

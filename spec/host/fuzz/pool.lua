--- The objects of the script fuzzer, of all kinds and in random states, and values of all
-- Lua types to call their methods with.
--
--   local pool = require "spec.host.fuzz.pool"
--   pool.keep(...)     keeps those results that are objects or iterators of the module
--   pool.any([kind])   -> one of these objects, of that kind if given (pool.kind)
--   pool.kind(o)       -> the name of its class
--   pool.methods(o)    -> the sorted names of its methods
--   pool.value()       -> any value; pool.values() -> up to five
--   pool.socket()      -> a new socket in some state
--   pool.luasocket()        -> a socket of pysocket.luasocket; pool.is_luasocket(o)
--   pool.tls()         -> new objects of ssl in some state; pool.tls_options() -> keywords of wrap_socket
--   pool.act(f)        sets the function that functions and metamethods among the values call at times
--   pool.each(f)       calls f with each object
--   pool.limit(o)      gives a socket a timeout of pool.SHORT seconds
--   pool.clear()

local socket = require "pysocket"
local luasocket = require "pysocket.luasocket"
local source = require "spec.host.fuzz.source"
local tls = require "spec.host.tls"

local MAX_OBJECTS = 16  -- of one kind

local random = math.random
local pool = {alone = source.alone, SHORT = 0.001}

local function pick(list) return list[random(#list)] end
pool.pick = pick

-- ---- objects -------------------------------------------------------------------

local kinds, names = {}, {}
local iterators = {}
local calls = setmetatable({}, {__mode = "k"})  -- every handle, because a scheduled call keeps its arguments

-- The kind of a socket differs from its name in the module.
local function kind_of(o)
  local meta = debug.getmetatable(o)
  local name = type(meta) == "table" and rawget(meta, "__name")
  if socket.isinstance(o, socket.socket) then return name == "SSLSocket" and name or "socket.socket" end
  return type(name) == "string" and name ~= "FILE*" and name or nil
end
pool.kind = kind_of

local luasocket_classes = require "pysocket.core"._luasocket().classes

function pool.is_luasocket(o)
  return type(o) == "userdata" and luasocket_classes[kind_of(o)] ~= nil
end

-- The method of sockets is looked up before any metatable is changed.
local settimeout = socket.socket.settimeout

function pool.limit(o)
  pcall(settimeout, o, pool.SHORT)
  if pool.is_luasocket(o) then pcall(function() o:settimeout(pool.SHORT) end) end
end

function pool.keep(...)
  for i = 1, math.min(select("#", ...), 10) do
    local o = select(i, ...)
    local kind = (type(o) == "table" or type(o) == "userdata") and kind_of(o)
    if kind then
      if kind == "Handle" then calls[o] = true end
      -- Outside of tasks a stream would wait for ever, and the sockets of spec/host/tls.lua for ten seconds.
      pool.limit(o)
      if kind == "StreamWriter" then pcall(function() pool.limit(o:get_extra_info "socket") end) end
      if not kinds[kind] then
        kinds[kind] = {}
        names[#names + 1] = kind
      end
      local list = kinds[kind]
      if #list < MAX_OBJECTS then
        list[#list + 1] = o
      else
        -- The garbage collector closes half of them.
        local k = random(#list)
        if random(2) == 1 then pcall(function() list[k]:close() end) end
        list[k] = o
      end
    elseif type(o) == "function" and o ~= print then
      iterators[random(8)] = o
    end
  end
  return ...
end

function pool.any(kind)
  local list = kinds[kind or pick(names)]
  return list and pick(list)
end

function pool.iterator() return iterators[random(8)] end

function pool.each(f)
  for _, kind in ipairs(names) do
    for _, o in ipairs(kinds[kind]) do f(o) end
  end
end

function pool.clear()
  pool.each(function(o) pcall(function() o:close() end) end)
  for handle in pairs(calls) do handle:cancel() end
  kinds, names, iterators = {}, {}, {}
end

local function callable(f)
  if type(f) == "function" then return true end
  local meta = type(f) == "table" and getmetatable(f)
  return type(meta) == "table" and meta.__call ~= nil
end

-- Returns the public names of functions in the table.
function pool.functions(t)
  local list = {}
  for name, f in pairs(t) do
    if type(name) == "string" and name:sub(1, 1) ~= "_" and callable(f) then list[#list + 1] = name end
  end
  table.sort(list)
  return list
end

local known = {}

function pool.methods(o)
  local meta = debug.getmetatable(o)
  if known[meta] then return known[meta] end
  local list, seen = {}, {}
  local function look(t)
    if type(t) ~= "table" or seen[t] then return end
    seen[t] = true
    for _, name in ipairs(pool.functions(t)) do
      if not seen[name] then
        seen[name] = true
        list[#list + 1] = name
      end
    end
    look(rawget(t, "__index"))
    look(rawget(t, "__class"))
    look(getmetatable(t))
  end
  look(meta)
  if kind_of(o) == "socket.socket" then look(socket.socket) end
  known[meta] = list
  return list
end

-- ---- values --------------------------------------------------------------------

local act = function() end

function pool.act(f) act = f end

-- Runs the function of pool.act at times, as a callback in the middle of a call would.
local function within(...)
  if random(8) == 1 then act() end
  return ...
end

local EDGES = {0, 1, -1, 65535, 65536, 1 << 31, -(1 << 31), math.maxinteger, math.mininteger}
local FLOATS = {0.5, 2.0, 1e308, -1e308, 1 / 0, -1 / 0, 0 / 0, 1e-300}
local TEXTS = {
  "", "x", "l", "L", "a", "n", "r", "w", "rw", "rb", "set", "end", "full", "line", "no", "a\0b", "127.0.0.1", "::1",
  "localhost", "\0name", "lo", "\n", "http", "tcp", "%", "\xff",
}
local HOSTS = {"127.0.0.1", "::1", "", "localhost", "x", "\0", 1, "<broadcast>", "lo"}

local makers = {
  function() return nil end,
  function() return random(2) == 1 end,
  function() return random(-3, 300) end,
  function() return random(0) end,
  function() return pick(EDGES) end,
  function() return pick(FLOATS) end,
  function() return pick(TEXTS) end,
  function() return ("z\n"):rep(random(0, 3000)) end,
  function() return {} end,
  function() return {pick(HOSTS), random(0, 3), pool.alone and random(9) == 1 and random(0) or nil} end,
  function() return {flags = random(0, 64), nbytes = random(0, 9), backlog = random(-1, 9)} end,
  function() return {"one", socket.bytearray(3), "three"} end,
  function() return {socket.bytearray(random(0, 50)), socket.bytearray(2)} end,
  function() return {{random(0, 2), random(0, 3), ("\1"):rep(random(0, 30))}} end,
  function() return {pool.any "socket.socket", pool.any "socket.socket", pool.any()} end,
  function() return {[pool.any() or 1] = random(9), [random(20)] = pool.any()} end,
  function() return function(...) return within(random(9), ...) end end,
  function() return function() error(pick{"raised", pool.any()}) end end,
  function() return coroutine.create(within) end,
  function() return coroutine.wrap(within) end,
  function() return pool.any "socket.socket" end,
  function() return pool.any "socket.socket" end,
  function() return pool.any() end,
  function() return pool.any() end,
  function() return socket.bytearray(random(0, 100)) end,
  function() return socket.bytearray(100):view(random(50), random(100)) end,
  function() return io.stdout end,
  function()
    local n = pick{random(-2, 2), random(1000, 2000), pick(EDGES), "x", pool.any()}
    return {fileno = function() return within(n) end}
  end,
  function()  -- a sequence of many items, but not an endless one, which nobody could traverse
    return setmetatable({}, {__index = function(_, k)
      if math.type(k) ~= "integer" or k < 20 then return within(random(9)) end
    end})
  end,
  function()
    return setmetatable({pick(HOSTS)}, {__name = "mine", __tostring = function() return within(random(9)) end,
      __len = function() return within(-1) end, __close = within, __gc = within, __call = within,
      __eq = within, __lt = within, __add = within})
  end,
}

function pool.value() return pick(makers)() end

function pool.values()
  local list = {n = random(0, 5)}
  for i = 1, list.n do list[i] = pool.value() end
  return list
end

-- ---- sockets -------------------------------------------------------------------

local sockets = {
  function() return socket.socket() end,
  function() return socket.socket(socket.AF_INET, socket.SOCK_DGRAM) end,
  function() return socket.socket(socket.AF_INET6) end,
  function() return socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) end,
  function() return socket.socket(socket.AF_UNIX, pick{1, 2, 5}) end,
  function() return socket.socketpair(socket.AF_UNIX, pick{1, 2, 5}) end,
  function() return socket.create_server{"127.0.0.1", 0} end,
  function()
    local s = socket.socket(socket.AF_UNIX)
    s:bind ""
    s:listen()
    return s
  end,
  function()  -- two connected sockets, of which the other end may be closed or reset
    local listener <close> = socket.create_server{"127.0.0.1", 0}
    local s = socket.create_connection(listener:getsockname())
    local peer = listener:accept()
    local fate = random(4)
    if fate == 1 then peer:sendall "some data\n" end
    if fate == 2 then peer:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("=i4i4", 1, 0)) end
    if fate < 4 then peer:close() end
    return s, peer
  end,
  function()
    local a, b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    a:bind{"127.0.0.1", 0}
    b:connect(a:getsockname())
    b:send "a datagram"
    return a, b
  end,
  function()
    local s = pick{socket.socket(), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)}
    s:close()
    return s
  end,
}

-- The kernel's other families are used only if nothing can leave the network namespace.
if pool.alone then
  local others = {}
  for family in pairs(socket.AddressFamily) do
    for kind = 1, 5 do
      if math.type(family) and pcall(socket.socket, family, kind) then others[#others + 1] = {family, kind} end
    end
  end
  table.sort(others, function(a, b) return a[1] * 8 + a[2] < b[1] * 8 + b[2] end)
  sockets[#sockets + 1] = function() return socket.socket(table.unpack(pick(others))) end
end

function pool.socket() return pick(sockets)() end

-- ---- LuaSocket and TLS ------------------------------------------------------------

local new_luasockets = {
  function() return luasocket.tcp() end, function() return luasocket.udp() end,
  function() return luasocket.unix.dgram() end, function() return luasocket.unix.stream() end,
  function()
    local server = luasocket.bind("127.0.0.1", 0)
    local _, port = server:getsockname()
    local client = luasocket.connect("127.0.0.1", math.tointeger(port))
    client:send "a line\n"
    return server, client, (server:accept())
  end,
}

function pool.luasocket() return pick(new_luasockets)() end

function pool.tls_options()
  return {server_side = random(2) == 1, do_handshake_on_connect = random(2) == 1, server_hostname = pick{"localhost",
    "x", "127.0.0.1"}, suppress_ragged_eofs = random(2) == 1}
end

-- Sets callbacks of contexts that call the module again.
local function set_callbacks(context)
  if random(3) == 1 then context.sni_callback = function(...) return within(nil, ...) end end
  if random(3) == 1 then context:set_alpn_protocols{"h2", "http/1.1"} end
  if random(3) == 1 then context.maximum_version = tls.ssl.TLSVersion.TLSv1_2 end
end

local function ends(make)
  return function()
    local a, b = make(nil, tls.server(set_callbacks), tls.client(set_callbacks))
    if random(2) == 1 then pcall(b.write, b, "some data\n") end
    return a, b, a.context, b.context, a.session
  end
end

local new_tls = {
  function() return pick{tls.server, tls.client}(set_callbacks) end,
  function()
    local bio = tls.ssl.MemoryBIO()
    bio:write(pick(TEXTS))
    return bio
  end,
  ends(tls.objects), ends(tls.sockets), ends(tls.pair),
}

function pool.tls() return pick(new_tls)() end

return pool

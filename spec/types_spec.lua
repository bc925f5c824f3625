-- Compares types/ with the modules in both directions, and checks that doc/reference.md is up to date with types/.
local headers = require "spec.support.headers"
local support = require "spec.support"
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local core = require "pysocket.core"
local select = require "pysocket.select"
local selectors = require "pysocket.selectors"
local socketserver = require "pysocket.socketserver"
local luasocket = require "pysocket.luasocket"
local struct = require "pysocket.struct"

local types = dofile(support.root .. "/.make/types.lua")
local model = types.all(support.root)

local sorted = support.sorted

-- Returns the Lua function that f calls if f is a C function made by csrc/base/front.c, otherwise f.
local function behind(f)
  local _, inner = debug.getupvalue(f, 1)
  return debug.getinfo(f, "S").what == "C" and type(inner) == "function" and inner or f
end

local function is_public(name)
  return type(name) == "string" and name:sub(1, 1) ~= "_"
end

-- Returns the public names of a table.
local function public(t)
  local set = {}
  for name in pairs(t) do
    if is_public(name) or name == "_VERSION" then set[name] = true end
  end
  return set
end

-- Returns the names of the fields of a class and its bases, except positions.
local fields_of
function fields_of(class)
  local set = {}
  for _, field in ipairs(model.classes[class].fields) do
    if field.name:sub(1, 1) ~= "[" then set[field.name] = true end
  end
  for _, base in ipairs(model.classes[class].bases) do
    for name in pairs(fields_of(base)) do set[name] = true end
  end
  return set
end

-- The same for methods.
local methods_of
function methods_of(class)
  local set = {}
  for _, f in ipairs(model.classes[class].methods) do set[f.name] = true end
  for _, base in ipairs(model.classes[class].bases) do
    for name in pairs(methods_of(base)) do set[name] = true end
  end
  return set
end

local function is_constant(name)
  return name:find("^%u[%u%d_]+$") ~= nil or name == "AF_DECnet"
end

-- Removes constants that these headers do not define.
local function without_unknown(declared, live)
  local missing = {}
  for name in pairs(declared) do
    if is_constant(name) and live[name] == nil then missing[#missing + 1] = name end
  end
  if #missing == 0 then return declared end
  local known = headers.values(missing)
  for _, name in ipairs(missing) do
    if not known[name] then declared[name] = nil end
  end
  return declared
end

-- There is no TLS if OpenSSL or its headers are missing.
local tls = require "spec.support.tls"
local has_tls = tls.missing() == nil
local ssl = has_tls and require "pysocket.ssl"

if not has_tls then
  for name in pairs(model.classes) do
    if name:find "^pysocket%.ssl" then model.classes[name] = nil end
  end
  for i = #model.functions, 1, -1 do
    if model.functions[i].class.name:find "^pysocket%.ssl" then table.remove(model.functions, i) end
  end
end

local MODULES = {}
for _, file in ipairs(model.files) do
  if file.module and (has_tls or file.module ~= "pysocket.ssl") then MODULES[file.module] = require(file.module) end
end

-- The live objects --------------------------------------------------------------------

-- For each class, a table of its methods and a set of the names of its fields. Modules, errors, addresses and keyword
-- arguments are compared below.
local LIVE = {}

LIVE["pysocket.socket"] = function()
  local s = support.socket()
  s:settimeout(1)
  return socket.socket, public(debug.getmetatable(s).__index)
end

LIVE["pysocket.bytearray"] = function()
  local b = socket.bytearray(2)
  assert.equal(getmetatable(b), getmetatable(b:view(1, 1)))
  return getmetatable(b), {}
end

LIVE["pysocket.file"] = function()
  local a = support.close_later(support.tcp_pair())
  local file = a:makefile("rw")
  return getmetatable(file).__index, public(file)
end

local function names_of_row(row)
  local _, names = debug.getupvalue(getmetatable(row).__index, 1)
  return public(names)
end

LIVE["pysocket.addrinfo"] = function()
  return {}, names_of_row(socket.getaddrinfo("127.0.0.1", 80)[1])
end

LIVE["pysocket.interface"] = function()
  return {}, names_of_row(socket.if_nameindex()[1])
end

LIVE["pysocket.ancillary"] = function()
  local a, b = support.socketpair()
  socket.send_fds(a, {"x"}, {a})
  local _, ancillary = b:recvmsg(1, socket.CMSG_SPACE(4))
  local passed = string.unpack("i", ancillary[1].cmsg_data)
  socket.close(passed)
  return {}, names_of_row(ancillary[1])
end

LIVE["pysocket.select.event"] = function()
  local poll = select.poll()
  poll:register(support.socketpair(), select.POLLOUT)
  local event = poll:poll(0)[1]
  local fields = {}
  for name in pairs(fields_of "pysocket.select.event") do
    if event[name] ~= nil then fields[name] = true end
  end
  return {}, fields
end

LIVE["pysocket.select.poll"] = function()
  return getmetatable(select.poll()), {}
end

LIVE["pysocket.select.epoll"] = function()
  return select.epoll, {closed = select.epoll.closed ~= nil or nil}
end

LIVE["pysocket.selectors.SelectorKey"] = function()
  return {}, public(selectors.SelectorKey("file", 1, 2, "data"))
end

LIVE["pysocket.trace.Trace"] = function()
  local output = {write = function() end}
  local running <close> = require "pysocket.trace".start{output = output}
  return getmetatable(running).__index, {}
end

LIVE["pysocket.selectors.ready"] = function()
  local sel <close> = selectors.DefaultSelector()
  sel:register(support.socketpair(), selectors.EVENT_WRITE)
  local ready = sel:select(0)[1]
  return {}, {key = ready.key == ready[1] or nil, events = ready.events == ready[2] or nil}
end

for _, name in ipairs{"BaseSelector", "SelectSelector", "PollSelector", "EpollSelector"} do
  LIVE["pysocket.selectors." .. name] = function() return selectors[name], {} end
end

LIVE["pysocket.KeyboardInterrupt"] = function()
  return {}, public(socket.KeyboardInterrupt "x")
end

-- Returns everything that a class of socketserver has, from itself, its mix-in and its base classes.
local function with_inherited(class)
  local all = {}
  while class do
    for _, of in ipairs{class, rawget(class, "__mixin")} do
      for name, value in pairs(of) do
        if all[name] == nil then all[name] = value end
      end
    end
    class = rawget(class, "__base")
  end
  return all
end

-- Returns an object of the class whose optional fields are set.
local function of_socketserver(name, class)
  if name:find "MixIn$" then return {active_children = name:find "^Fork" and {} or nil} end
  if name:find "Handler$" then
    local request = name == "DatagramRequestHandler" and {"packet", (support.udp_socket())} or (support.socketpair())
    local _, address = support.udp_socket()
    local made = class(request, address, "server")
    if name == "StreamRequestHandler" then made.timeout = 1 end
    return made
  end
  local server = class(name:find "Unix" and support.unix_path() or {"127.0.0.1", 0}, socketserver.BaseRequestHandler)
  if server.socket then support.close_later(server.socket) end
  server.timeout, server.active_children = 1, name:find "^Fork" and {} or nil
  return server
end

for name, class in pairs(socketserver) do
  LIVE["pysocket.socketserver." .. name] = function()
    local all, fields = with_inherited(class), {}
    local object = of_socketserver(name, class)
    for _, t in ipairs{all, object} do
      for key, value in pairs(t) do
        if is_public(key) and type(value) ~= "function" then fields[key] = true end
      end
    end
    return all, fields
  end
end

-- The methods of each class of LuaSocket's sockets, and its field `class`.
for name, make in pairs{tcp = luasocket.tcp, udp = luasocket.udp, unixstream = luasocket.unix.stream,
                        unixdgram = luasocket.unix.dgram} do
  LIVE["pysocket.luasocket." .. name] = function()
    local methods = {}
    for key, value in pairs(getmetatable(make()).__index) do methods[key] = value end
    local class = methods.class
    methods.class = nil
    return methods, {class = class}
  end
end

LIVE["pysocket.luasocket.dns"] = function() return luasocket.dns, {} end
LIVE["pysocket.luasocket.unix"] = function()
  local functions = {}
  for name in pairs(public(luasocket.unix)) do functions[name] = luasocket.unix[name] end
  return functions, {}
end

-- Returns the declared fields that the object has. Some exist only after a handshake.
local function fields_found(name, object)
  local found = {}
  for field in pairs(fields_of(name)) do
    if object[field] ~= nil then found[field] = true end
  end
  return found
end

local function in_connection(look)
  local result = tls.meet(tls.server "server", tls.client(), {server_hostname = "localhost"}, function(s)
    s:settimeout(5)
    s:recv(10)
    return look(s)
  end)
  return result
end

local TLS = {}

function TLS.SSLContext()
  local context = tls.server("server", function(context)
    context.sni_callback, context.keylog_filename = print, support.tmpdir() .. "/keys"
  end)
  return ssl.SSLContext, fields_found("pysocket.ssl.SSLContext", context)
end

function TLS.SSLSocket()
  return ssl.SSLSocket, in_connection(function(s) return fields_found("pysocket.ssl.SSLSocket", s) end)
end

-- An object before the handshake has no session.
function TLS.SSLObject()
  local object = tls.client():wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), {server_hostname = "localhost"})
  local fields = fields_found("pysocket.ssl.SSLObject", object)
  fields.session = true
  return ssl.SSLObject, fields
end

function TLS.MemoryBIO()
  return ssl.MemoryBIO, fields_found("pysocket.ssl.MemoryBIO", ssl.MemoryBIO())
end

function TLS.SSLSession()
  return {}, in_connection(function(s) return fields_found("pysocket.ssl.SSLSession", s.session) end)
end

function TLS.Purpose()
  return {fromnid = ssl.Purpose.fromnid, fromname = ssl.Purpose.fromname},
    {SERVER_AUTH = true, CLIENT_AUTH = ssl.Purpose.CLIENT_AUTH ~= nil or nil}
end

function TLS.object() return {}, names_of_row(ssl.Purpose.SERVER_AUTH) end
function TLS.DefaultVerifyPaths() return {}, names_of_row(ssl.get_default_verify_paths()) end

for name, live in pairs(has_tls and TLS or {}) do LIVE["pysocket.ssl." .. name] = live end

LIVE["pysocket.struct.Struct"] = function()
  return struct.Struct, public(struct.Struct "i")
end

-- The classes of asyncio that can be called, each with an argument for that.
for name, argument in pairs{
  Future = false, Lock = false, Event = false, Condition = false, Semaphore = 1, BoundedSemaphore = 1, Queue = 1,
  PriorityQueue = 1, LifoQueue = 1,
} do
  LIVE["pysocket.asyncio." .. name] = function()
    return asyncio[name], public(asyncio[name](argument or nil))
  end
end

LIVE["pysocket.asyncio.Guard"] = function() return getmetatable(asyncio.Lock():acquire()), {} end

LIVE["pysocket.asyncio.Barrier"] = function()
  local barrier = asyncio.Barrier(1)
  local _, virtual = debug.getupvalue(behind(asyncio.Barrier.__index), 1)
  local fields = public(virtual)
  for name in pairs(public(barrier)) do fields[name] = true end
  return asyncio.Barrier, fields
end

LIVE["pysocket.asyncio.Task"] = function() return asyncio.Task, {} end

-- Calls `make` in a task, and returns what it returns.
local function in_task(make)
  return asyncio.run(make)
end

LIVE["pysocket.asyncio.TaskGroup"] = function()
  return in_task(function()
    local group <close> = asyncio.TaskGroup()
    return getmetatable(group)
  end), {}
end

LIVE["pysocket.asyncio.Timeout"] = function()
  return asyncio.Timeout, {}
end

LIVE["pysocket.asyncio.StreamReader"] = function() return asyncio.StreamReader, {} end
LIVE["pysocket.asyncio.StreamWriter"] = function() return asyncio.StreamWriter, {} end

LIVE["pysocket.asyncio.Server"] = function()
  local fields = in_task(function()
    local server <close> = asyncio.start_server(print, "127.0.0.1", 0)
    return public(server)
  end)
  return asyncio.Server, fields
end

LIVE["pysocket.asyncio.EventLoop"] = function() return getmetatable(asyncio.get_event_loop()), {} end

LIVE["pysocket.asyncio.Handle"] = function()
  local handle = asyncio.get_event_loop():call_later(0, print)
  handle:cancel()
  return getmetatable(handle).__index, {}
end

-- The other fields of errors are compared below.
LIVE["pysocket.ExceptionGroup"] = function()
  local fields = public(socket.ExceptionGroup("x", {1}))
  for name in pairs(fields_of "pysocket.Exception") do fields[name] = true end
  return socket.ExceptionGroup, fields
end

-- Returns all methods that an object of the class finds.
local function all_methods(class)
  local set = {}
  while type(class) == "table" do
    for method, f in pairs(class) do
      if is_public(method) and type(f) == "function" then set[method] = true end
    end
    local meta = getmetatable(class)
    class = meta and meta.__index
  end
  return set
end

local function is_error(class)
  while class do
    if class.name == "pysocket.Exception" then return true end
    class = model.classes[class.bases[1] or false]
  end
  return false
end

local function is_keywords(name)
  return name:find("^pysocket%.[%w_.]*keywords%.") ~= nil
end

-- Types -------------------------------------------------------------------------------

local BUILTIN = {}
for name in ("any boolean false file* fun function integer nil number string table true userdata"):gmatch "%S+" do
  BUILTIN[name] = true
end

describe("types", function()
  after_each(support.cleanup)

  it("come from all files in types/", function()
    local found = {}
    for path in support.run{"find", support.root .. "/types", "-type", "f"}.stdout:gmatch("[^\n]+") do
      found[path:match("/types/(.*)$")] = true
    end
    local read = {}
    for _, name in ipairs(types.FILES) do read[name] = true end
    assert.same(sorted(found), sorted(read))
  end)

  it("begin each file with @meta, and are Lua", function()
    for _, file in ipairs(model.files) do
      assert.matches("^%-%-%-@meta [%w._]+\n", support.read_file(file.path))
      assert.is_function(assert(loadfile(file.path, "t", {})))
    end
  end)

  it("refer only to existing types", function()
    local unknown = {}
    local function check(expression, where)
      for _, name in ipairs(types.names(expression)) do
        if not (BUILTIN[name] or model.classes[name] or model.aliases[name]) then
          unknown[#unknown + 1] = ("%s: %s"):format(where, name)
        end
      end
    end
    for name, alias in pairs(model.aliases) do check(alias.type, name) end
    for name, class in pairs(model.classes) do
      for _, base in ipairs(class.bases) do check(base, name) end
      for _, field in ipairs(class.fields) do check(field.type, name .. "." .. field.name) end
      for _, overload in ipairs(class.overloads) do check(overload, name) end
      for _, operator in ipairs(class.operators) do
        check(operator:match("%((.*)%)") or "any", name)
        check(operator:match(": (.*)$"), name)
      end
    end
    for _, f in ipairs(model.functions) do
      local where = f.class.name .. "." .. f.name
      for _, param in ipairs(f.params) do check(param.type, where) end
      for _, result in ipairs(f.returns) do check(result.type, where) end
      for _, overload in ipairs(f.overloads) do check(overload, where) end
    end
    assert.same({}, unknown)
  end)

  it("describe each function, class, field and constant, with its source", function()
    local bare = {}
    local function need(ok, what, where)
      if not ok then bare[#bare + 1] = ("%s: no %s"):format(where, what) end
    end
    local function is_line(text)
      return text and text:find("^[%u`\"%d.].*[.?:]$") ~= nil
    end
    for name, class in pairs(model.classes) do
      need(is_line(class.text[1]), "description", name)
      need(class.source, "source", name)
      need(#class.overloads == 0 or class.raises or is_error(class), "Raises", name)
      for _, field in ipairs(class.fields) do
        need(is_line(field.text), "description", name .. "." .. field.name)
        -- names of one row share the row's source
        local own = class.source and (is_keywords(name) or not field.source and class.fields[1].source == nil)
        need(field.source or own, "source", name .. "." .. field.name)
      end
    end
    for name, alias in pairs(model.aliases) do
      need(is_line(alias.text[1]), "description", name)
      need(alias.source, "source", name)
    end
    for _, f in ipairs(model.functions) do
      local where = f.class.name .. "." .. f.name
      need(is_line(f.text[1]), "description", where)
      need(f.raises, "Raises", where)
      need(f.source, "source", where)
      for _, param in ipairs(f.params) do need(param.text and param.text ~= "", "text of " .. param.name, where) end
    end
    table.sort(bare)
    assert.same({}, bare)
  end)

  it("name only existing error classes where a function raises", function()
    local known, unknown = {}, {}
    for name, class in pairs(model.classes) do
      if is_error(class) then
        known[name:match("[^.]*$")] = true
        known[name:match("[^.]*%.[^.]*$")] = true  -- struct.error
      end
    end
    local words = {bytes_sent = true}
    local function check(raises, where)
      for name in (raises or ""):gmatch("`([^`]*)`") do
        if not (known[name] or words[name]) then unknown[#unknown + 1] = ("%s: %s"):format(where, name) end
      end
    end
    for _, f in ipairs(model.functions) do check(f.raises, f.class.name .. "." .. f.name) end
    for name, class in pairs(model.classes) do check(class.raises, name) end
    assert.same({}, unknown)
  end)

  it("accept only known tags and lines", function()
    local function message(content)
      return support.error_message(types.read, support.tmpfile(content, "t.lua"))
    end
    assert.matches("t%.lua:1: unknown tag: @fiedl", message("---@fiedl x integer\n"))
    assert.matches("t%.lua:2: unexpected line: x = 1", message("---@meta _\nx = 1\n"))
    assert.matches("duplicate field x", message("---@class A\n---@field x integer X.\n---@field x integer X.\n"))
    assert.matches("duplicate function f in class A", message(
      "---@class A\nlocal A = {}\n--- F.\nfunction A.f() end\n--- F.\nfunction A.f() end\n"))
    assert.matches("f has a parameter without @param", message(
      "---@class A\nlocal A = {}\n--- F.\nfunction A.f(x) end\n"))
    assert.matches("@param y for the parameter x", message(
      "---@class A\nlocal A = {}\n--- F.\n---@param y integer Y\nfunction A.f(x) end\n"))
  end)
end)

-- The modules -------------------------------------------------------------------------

local function is_class_name(name)
  return model.classes[name] ~= nil
end

-- Whether a value has the declared type, as far as Lua can tell.
local function is_of(value, declared)
  if declared == "integer" or declared == "number" then return math.type(value) ~= nil end
  if declared == "string" or declared == "boolean" then return type(value) == declared end
  if is_class_name(declared) or declared:find("^table") then return type(value) == "table" end
  if model.aliases[declared] then return is_of(value, model.aliases[declared].type) end
  return false
end

-- The names in LuaSocket's own table that begin with an underscore.
local IN_LUASOCKET = {_DATAGRAMSIZE = true, _SETSIZE = true, _SOCKETINVALID = true, __unload = true}

-- Returns all names of a module, including those that its __pairs omits.
local function all_names(module, live)
  local set = {}
  for _, iterator in ipairs{pairs, function(t) return next, t end} do
    for name in iterator(live) do set[name] = true end
  end
  for name in pairs(module == "pysocket.luasocket" and IN_LUASOCKET or {}) do
    assert.is_true(set[name])
    set[name] = nil
  end
  return set
end

describe("the module", function()
  after_each(support.cleanup)

  for module, live in pairs(MODULES) do
    it(module .. " has what types/ declares, and nothing else", function()
      local declared = without_unknown(fields_of(module), live)
      for name in pairs(methods_of(module)) do
        assert.is_nil(declared[name], name .. " is both a field and a function")
        declared[name] = true
      end
      assert.same(sorted(all_names(module, live)), sorted(declared))
    end)

    it(module .. " has each name of the declared kind", function()
      local wrong = {}
      for _, field in ipairs(model.classes[module].fields) do
        if live[field.name] ~= nil and not is_of(live[field.name], field.type) then wrong[#wrong + 1] = field.name end
      end
      for name in pairs(methods_of(module)) do
        if type(live[name]) ~= "function" then wrong[#wrong + 1] = name end
      end
      assert.same({}, wrong)
    end)
  end
end)

-- Classes -----------------------------------------------------------------------------

-- Returns the names of a Lua function's parameters, and whether it is variadic.
local function parameters(f)
  f = behind(f)
  local info = debug.getinfo(f, "Su")
  if info.what == "C" then return nil end
  local names = {}
  for i = 1, info.nparams do names[i] = debug.getlocal(f, i) end
  return names, info.isvararg
end

-- Returns how the declared parameters differ from those of f, or nil.
local function misnamed(declared, f)
  local names, more = parameters(f)
  if not names then return nil end
  local params = {}
  if declared.method then params[1] = "self" end
  for _, param in ipairs(declared.params) do params[#params + 1] = param.name end
  if params[#params] == "..." then params[#params] = nil end
  local theirs = table.concat(names, ", ")
  local ours = table.concat(params, ", ", 1, more and math.min(#names, #params) or #params)
  -- A method that does not use its object, or passes all arguments on, names no parameter.
  if theirs == ours or more and #names == 0 or #names == 0 and ours == "self" then return nil end
  return ("%s.%s(%s) is (%s)"):format(declared.class.name, declared.name, ours, theirs)
end

describe("the class", function()
  after_each(support.cleanup)

  for name, live in pairs(LIVE) do
    it(name .. " has what types/ declares, and nothing else", function()
      local methods, fields = live()
      assert.same(sorted(all_methods(methods)), sorted(methods_of(name)))
      assert.same(sorted(fields), sorted(fields_of(name)))
    end)
  end

  it("of the types all exist", function()
    local strange = {}
    for name, class in pairs(model.classes) do
      if not (LIVE[name] or MODULES[name] or is_error(class) or is_keywords(name)
          or name:find("^pysocket%.address%.")) then
        strange[#strange + 1] = name
      end
    end
    assert.same({}, strange)
  end)

  it("names its parameters as its source does", function()
    local wrong = {}
    for _, f in ipairs(model.functions) do
      local live
      if LIVE[f.class.name] then live = LIVE[f.class.name]() else live = MODULES[f.class.name] end
      wrong[#wrong + 1] = misnamed(f, live[f.name])
    end
    assert.same({}, wrong)
  end)

  it("has as many arguments as the comment above each C function says", function()
    local source = support.run{"sh", "-c", "cat csrc/*.c csrc/*/*.c"}.stdout
    local object = {
      pysocket = "socket", ["pysocket.socket"] = "s", ["pysocket.bytearray"] = "b", ["pysocket.select"] = "select",
      ["pysocket.select.poll"] = "poll", ["pysocket.select.epoll"] = "ep", ["pysocket.asyncio.Handle"] = "handle",
    }
    -- Returns the largest number of arguments in the signature comments, such as f(a[, b]) or f(a, {b, c}).
    local function commented(f)
      local most
      local of = not f.method and f.class.name == "pysocket.select.epoll" and "select.epoll" or object[f.class.name]
      for _, before in ipairs{"/%* " .. of .. "[.:]", "\n%*%* " .. of .. "[.:]", "/%* "} do
        for arguments in source:gmatch(before .. f.name .. "(%b())") do
          local list = arguments:sub(2, -2):gsub("\n%*%*", ""):gsub("%b{}", "table"):gsub("[%[%]]", "")
          local _, count = list:gsub("[^,]+", "")
          most = math.max(most or 0, count)
        end
      end
      return most
    end
    local compared, wrong = 0, {}
    for _, f in ipairs(model.functions) do
      local owner = object[f.class.name] and (LIVE[f.class.name] and LIVE[f.class.name]() or MODULES[f.class.name])
      local live = owner and owner[f.name]
      -- sendmsg_afalg takes its keyword arguments only in a table.
      if live and debug.getinfo(behind(live), "S").what == "C" and f.name ~= "sendmsg_afalg" then
        compared = compared + 1
        local count = commented(f)
        if count ~= #f.params then
          wrong[#wrong + 1] = ("%s.%s: %s, not %d"):format(f.class.name, f.name, count, #f.params)
        end
      end
    end
    assert.same({}, wrong)
    assert.is_true(compared > 70)
  end)

  it("of a row has a position for each name", function()
    for name, class in pairs(model.classes) do
      local first = class.fields[1]
      if first and first.name == "[1]" then
        local n = #class.fields // 2
        for i = 1, n do
          local position, named = class.fields[i], class.fields[n + i]
          assert.equal(("[%d]"):format(i), position.name, name)
          assert.equal(("As `%s`."):format(named.name), position.text)
          assert.equal(named.type, position.type)
        end
        assert.equal(2 * n, #class.fields)
      end
    end
  end)
end)

-- Addresses ---------------------------------------------------------------------------

-- Returns the kinds of address that the module can make, by their names, such as "host, port".
local function live_addresses()
  local kinds = {}
  for name, family in pairs(socket) do
    if type(name) == "string" and name:find "^AF_" then
      for proto = 0, 8 do
        -- the address type must be valid for TIPC
        local raw = string.pack("=I2", family) .. "\1" .. ("\0"):rep(29)
        local address = core._address(family, socket.SOCK_STREAM, proto, raw)
        if type(address) == "table" then
          local _, names = debug.getupvalue(getmetatable(address).__index, 1)
          local list = {}
          for item, i in pairs(names) do list[i] = item end
          kinds[table.concat(list, ", ")] = true
        end
      end
    end
  end
  return kinds
end

describe("the addresses", function()
  it("are those that types/ declares, and no others", function()
    local declared = {}
    for name, class in pairs(model.classes) do
      if name:find("^pysocket%.address%.") then
        local list = {}
        for _, field in ipairs(class.fields) do
          if field.name:sub(1, 1) ~= "[" then list[#list + 1] = field.name end
        end
        declared[table.concat(list, ", ")] = true
      end
    end
    if not socket.BTPROTO_HCI then  -- built without Bluetooth
      declared["bdaddr, psm"], declared["bdaddr, channel"] = nil, nil
    end
    assert.same(sorted(live_addresses()), sorted(declared))
  end)

  it("are all in the type of returned addresses", function()
    for name in pairs(model.classes) do
      if name:find("^pysocket%.address%.") then
        local found = false
        for _, part in ipairs(types.names(model.aliases["pysocket.address"].type)) do found = found or part == name end
        assert.is_true(found, name)
      end
    end
  end)
end)

-- Errors ------------------------------------------------------------------------------

local function is_error_class(value)
  while type(value) == "table" do
    if value == socket.Exception then return true end
    value = rawget(value, "__base")
  end
  return false
end

-- Returns the error classes of all modules: {[name in types/] = class}.
local function live_errors()
  local found = {}
  for module, live in pairs(MODULES) do
    for name, value in pairs(live) do
      if is_public(name) and is_error_class(value) then
        found[(socket[value.__name] == value and "pysocket" or module) .. "." .. value.__name:match "[^.]*$"] = value
      end
    end
  end
  return found
end

-- Returns errors that together have all fields.
local function some_errors()
  local refused = support.raises("ConnectionRefusedError", function()
    socket.socket():connect{"127.0.0.1", support.free_port()}
  end)
  local a, b = support.socketpair()
  b:close()
  local broken = support.raises("BrokenPipeError", a.sendall, a, "x")
  local c = support.socketpair()
  c:settimeout(0.001)
  local late = support.raises("TimeoutError", c.recv, c, 1)
  local unknown = support.raises("gaierror", socket.getaddrinfo, "no number", 80, {flags = socket.AI_NUMERICHOST})
  local none = support.raises("OSError", socket.getservbyname, "nosuch")
  local taken = support.raises("OSError", socket.create_server, support.listener():getsockname())
  return {refused, broken, late, unknown, none, taken, socket.OSError(2, "No such file or directory", "demo.txt")}
end

describe("the errors", function()
  after_each(support.cleanup)

  it("are the classes that types/ declares, with their bases", function()
    local live, declared = live_errors(), {}
    for name, class in pairs(model.classes) do
      if is_error(class) then declared[name] = true end
    end
    assert.same(sorted(live), sorted(declared))
    for name, class in pairs(live) do
      local base = rawget(class, "__base")
      local expected = model.classes[name].bases[1]
      assert.equal(base and base.__name, expected and expected:match("[^.]*$"), name)
    end
  end)

  it("have the fields that types/ declares, and no others", function()
    local found = {}
    for _, e in ipairs(some_errors()) do
      for name in pairs(public(e)) do found[name] = true end
    end
    assert.same(sorted(found), sorted(fields_of "pysocket.OSError"))
    assert.same({"exceptions", "message"}, sorted(public(socket.ExceptionGroup("x", {1}))))
    assert.is_true(fields_of("pysocket.ExceptionGroup").exceptions)
  end)
end)

-- Keyword arguments ---------------------------------------------------------------------

-- The arguments before the table, if the function checks them first.
local LEADING = {
  ["pysocket.keywords.send_fds"] = function() return {support.socket(), {}, {}} end,
  ["pysocket.keywords.recv_fds"] = function() return {support.socket(), 1, 1} end,
  ["pysocket.struct.keywords.unpack_from"] = function() return {"!B", "x"} end,
  ["pysocket.struct.keywords.unpack"] = function() return {"x"} end,
  ["pysocket.ssl.keywords.wrap_socket"] = function() return {support.socket()} end,
  ["pysocket.ssl.keywords.wrap_bio"] = function() return {ssl.MemoryBIO(), ssl.MemoryBIO()} end,
  ["pysocket.asyncio.keywords.start_tls"] = function()
    return {has_tls and ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) or print}
  end,
  ["pysocket.asyncio.keywords.wait"] = function() return {{asyncio.Future()}} end,
  ["pysocket.asyncio.keywords.as_completed"] = function() return {{asyncio.Future()}} end,
}

-- Objects whose methods take keywords.
local OBJECTS = {
  -- A socket whose object has the family AF_ALG, which the kernel may not support.
  ["pysocket.socket"] = function()
    return support.close_later(socket.socket{family = socket.AF_ALG, fileno = socket.socket():detach()})
  end,
  ["pysocket.select.epoll"] = function() return support.close_later(select.epoll()) end,
  ["pysocket.selectors.BaseSelector"] = function() return support.close_later(selectors.DefaultSelector()) end,
  ["pysocket.ssl.SSLContext"] = function() return ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) end,
  ["pysocket.ssl.SSLSocket"] = function()
    local context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return support.close_later(context:wrap_socket(socket.socket(), {server_hostname = "localhost"}))
  end,
  ["pysocket.ssl.SSLObject"] = function()
    local context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return context:wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), {server_hostname = "localhost"})
  end,
  ["pysocket.ssl.MemoryBIO"] = function() return ssl.MemoryBIO() end,
  ["pysocket.struct.Struct"] = function() return struct.Struct "!B" end,
  ["pysocket.asyncio.Queue"] = function() return asyncio.Queue() end,
  ["pysocket.socketserver.BaseServer"] = function() return socketserver.BaseServer("nowhere", print) end,
  ["pysocket.socketserver.TCPServer"] = function() return socketserver.TCPServer end,  -- the method is `new`
  ["pysocket.socketserver.ForkingMixIn"] = function()
    local server = socketserver.ForkingTCPServer({"127.0.0.1", 0}, print)
    support.close_later(server.socket)
    return server
  end,
  ["pysocket.asyncio.StreamWriter"] = function() return setmetatable({}, asyncio.StreamWriter) end,
}

-- Returns the function that takes the keywords, or the class if its constructor does.
local function taker_of(keywords)
  local pattern = "%f[%w_]" .. keywords:gsub("%p", "%%%0") .. "%f[^%w_.]"
  for _, f in ipairs(model.functions) do
    for _, overload in ipairs(f.overloads) do
      if overload:find(pattern) then return f end
    end
  end
  for _, class in pairs(model.classes) do
    if class.overloads[2] and class.overloads[2]:find(pattern) then return class end
  end
end

-- Returns the names of its parameters; for a class, those of its first form.
local function parameters_of(taker)
  local names = {}
  if taker.params then
    for i, param in ipairs(taker.params) do names[i] = param.name end
  else
    for name in taker.overloads[1]:match("%((.-)%)"):gmatch("([%w_]+)%??:") do names[#names + 1] = name end
  end
  return names
end

local function place_of(names, first)
  for i, name in ipairs(names) do
    if name == first then return i end
  end
end

-- Returns the error that the call with the keywords raises as text, or "". The values have a type that no parameter
-- accepts, so that the call has no effect.
local function outcome(keywords, keyword)
  local taker = taker_of(keywords)
  -- After "..." the table is the last argument.
  local place = place_of(parameters_of(taker), model.classes[keywords].fields[1].name) or 1
  local arguments = LEADING[keywords] and LEADING[keywords]() or {}
  for i = #arguments + 1, place - 1 do arguments[i] = print end
  arguments[place] = {[keyword] = print}
  local f
  if not taker.params then
    local module, name = taker.name:match("^(.*)%.([^.]*)$")
    f = MODULES[module][name]
  elseif taker.method then
    local object = OBJECTS[taker.class.name]()
    f = object[taker.name]
    table.insert(arguments, 1, object)
  else
    f = MODULES[taker.class.name][taker.name]
  end
  local ok, e = pcall(f, table.unpack(arguments))
  return ok and "" or tostring(e)
end

describe("keyword arguments", function()
  after_each(support.cleanup)

  local every = {}
  for _, f in ipairs(model.functions) do
    for _, param in ipairs(f.params) do
      if param.name ~= "..." then every[param.name] = true end
    end
  end

  for name, class in pairs(model.classes) do
    if is_keywords(name) then
      it(name .. " are those that the function takes, and no others", function()
        local declared, wrong = fields_of(name), {}
        for keyword in pairs(every) do
          local taken = not outcome(name, keyword):find(("unexpected keyword '%s'"):format(keyword), 1, true)
          if taken ~= (declared[keyword] or false) then wrong[#wrong + 1] = keyword end
        end
        support.cleanup()
        assert.same({}, wrong)
      end)

      it(name .. " are the function's last parameters, in their order", function()
        local names, fields = parameters_of(taker_of(name)), {}
        for i, field in ipairs(class.fields) do fields[i] = field.name end
        if names[#names] ~= "..." then
          assert.same({table.unpack(names, (place_of(names, fields[1])))}, fields)
        end
      end)
    end
  end
end)

-- The reference -------------------------------------------------------------------------

describe("doc/reference.md", function()
  after_each(support.cleanup)

  it("is what the script generates from types/", function()
    local argv = support.lua_argv(support.root .. "/.make/reference.lua")
    local made = support.run(argv)
    assert.equal(0, made.code, made.stderr)
    local kept = support.read_file(support.root .. "/doc/reference.md")
    assert.is_true(made.stdout == kept, "types/ has changed: run `make doc`")
  end)

  it("has a heading for each function, and a row for each constant", function()
    local reference = support.read_file(support.root .. "/doc/reference.md")
    for _, f in ipairs(model.functions) do
      assert.is_truthy(reference:find((f.method and ":" or ".") .. f.name .. "(", 1, true), f.name)
    end
    for _, field in ipairs(model.classes.pysocket.fields) do
      assert.is_truthy(reference:find("| `" .. field.name .. "` |", 1, true), field.name)
    end
  end)
end)

describe(".luarc.json", function()
  it("points editors at types/ and Lua 5.4", function()
    local settings = support.read_file(support.root .. "/.luarc.json")
    assert.matches('"runtime%.version": "Lua 5%.4"', settings)
    assert.matches('"workspace%.library": %["types"%]', settings)
  end)
end)

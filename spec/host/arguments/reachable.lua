--- Tests everything that is reachable in the module (see metatables.lua).
--
--   lua reachable.lua call      calls each function with each kind of argument in each position
--   lua reachable.lua change    changes each field of each metatable, and uses the module
--
-- Prints each try before it is made, and `tries=N` at the end.

local socket = require "pysocket"
local select = require "pysocket.select"
local selectors = require "pysocket.selectors"
local asyncio = require "pysocket.asyncio"
local tls = require "spec.host.tls"
local modules = {
  socket = socket, select = select, selectors = selectors, asyncio = asyncio, errno = require "pysocket.errno",
  struct = require "pysocket.struct", time = require "pysocket.time",
  socketserver = require "pysocket.socketserver", luasocket = require "pysocket.luasocket",
  ssl = tls.ssl,
}
-- What only the module's own files use can be reached, too.
local core = require "pysocket.core"
modules.core = core
for _, name in ipairs{"_loop", "_select", "_time", "_luasocket"} do modules["core." .. name] = core[name]() end

io.stdout:setvbuf "line"

local tries = 0
local function try(what, f, ...)
  tries = tries + 1
  print(what)
  local results = table.pack(pcall(f, ...))
  pcall(tostring, results[2])
  return results
end

local function nothing() end

-- Returns a connected socket with LuaSocket's conventions, which never waits, because its peer has gone.
local function luasocket_connection()
  local path = os.tmpname()
  os.remove(path)
  local unix = modules.luasocket.unix
  local server, client = unix(), unix()
  assert(server:bind(path) and server:listen() and client:connect(path))
  os.remove(path)
  server:close()
  return client
end

-- One object of each kind.
local function objects()
  local a, b = socket.socketpair()
  a:settimeout(0.001)
  local server = socket.create_server{"127.0.0.1", 0}
  local timed = {}
  for i = 1, 20 do  -- more kinds than have their own table of fields
    timed[i] = socket.socket()
    timed[i]:settimeout(i / 100)
  end
  local _, raised = pcall(socket.socket().recv, socket.socket(), 1)
  local _, looked = pcall(socket.getaddrinfo, "", "no such service")
  local file, bytes = b:makefile("rw"), socket.bytearray(10)
  local poll, epoll, closed = select.poll(), select.epoll(), select.epoll()
  closed:close()
  poll:register(a)
  local loop = asyncio.get_event_loop()
  local list = {
    a, server, timed, socket.socket(socket.AF_INET6, socket.SOCK_DGRAM), raised, looked, file, bytes, bytes:view(2),
    poll, poll:poll(0), epoll, closed, server:getsockname(), socket.getaddrinfo("127.0.0.1", 1), socket.if_nameindex(),
    loop, loop:call_later(100, nothing), loop:create_task(nothing), asyncio.Future(), asyncio.Queue(), asyncio.Event(),
    asyncio.Lock(), asyncio.Condition(), asyncio.Semaphore(), asyncio.Barrier(1),
    modules.luasocket.tcp(), modules.luasocket.udp(), modules.luasocket.unix.dgram(), luasocket_connection(),
    modules.struct.Struct "!Hs", socket.ExceptionGroup and socket.ExceptionGroup("several", {raised}),
  }
  if tls.ssl then
    local c, d, to_c = tls.objects()
    d:write "some data"
    list[#list + 1] = {c, to_c, c.context, tls.sockets()}
    list[#list + 1] = c:read() and c.session
  end
  for _, name in ipairs{"SelectSelector", "PollSelector", "EpollSelector"} do
    local selector = selectors[name]()
    list[#list + 1] = {selector, selector:register(a, 1), selector:get_map()}
  end
  for name, class in pairs(modules.socketserver) do
    if name:find "Server$" then
      list[#list + 1] = class:new(server:getsockname(), nothing, {bind_and_activate = false})
    elseif name:find "Handler$" then
      local request = name:find "^Datagram" and {"data", socket.socket(2, socket.SOCK_DGRAM)} or b
      list[#list + 1] = class:new(request, server:getsockname(), "server")
    end
  end
  asyncio.run(function()
    local reader, writer = asyncio.open_connection{sock = (socket.socketpair())}
    list[#list + 1] = {reader, writer, asyncio.current_task(), asyncio.TaskGroup(), asyncio.timeout(1)}
  end)
  return list
end

-- Calls see(value, where) for everything that is reachable without the debug library.
local function walk(see)
  local seen = {[_G] = true, [package.loaded] = true, [getmetatable ""] = true}
  local function look(value, where)
    local kind = type(value)
    if kind ~= "table" and kind ~= "userdata" and kind ~= "function" or seen[value] then return end
    seen[value] = true
    see(value, where)
    if kind == "function" then return end
    look(getmetatable(value), where .. "|meta")
    if kind == "table" then
      for k, v in next, value do look(v, ("%s.%s"):format(where, tostring(k):sub(1, 30))) end
    end
  end
  for name, module in pairs(modules) do
    pairs(module)  -- creates what is created on first use
    look(module, name)
  end
  for i, object in ipairs(objects()) do look(object, "object " .. i) end
end

-- ---- calling ---------------------------------------------------------------------

-- These functions would wait, end the process, or change this machine.
local LEFT_OUT = {
  sethostname = true, run_forever = true, main = true, step = true, run = true, select = true, poll = true, park = true,
  run_until_complete = true, accept = true, recv_fds = true, signal = true, add_signal_handler = true, close = true,
  fromfd = true, install = true, getfqdn = true, gethostbyname = true, gethostbyname_ex = true, gethostbyaddr = true,
  getaddrinfo = true, getnameinfo = true, create_connection = true, bind = true, connect = true, connect_ex = true,
  _socket_file = true, sendto = true, sendmsg = true, send_fds = true, create_server = true, wait_fd = true,
  serve_forever = true, start_server = true, open_connection = true, open_unix_connection = true,
  start_unix_server = true, set_exception_handler = true, on_unhandled = true, _io_ref = true, set_debug = true,
  set_inheritable = true, _sendfile = true, _sendfile_read = true, _sendfile_seek = true,
  _pipe_write = true, handle_request = true, get_request = true, _fork = true,
  help = true, get_server_certificate = true,
  setfd = true, setpeername = true, setsockname = true, toip = true, tohostname = true,
}

local function call_all()
  local list = {}
  walk(function(value, where)
    local name = where:match "[^.|]+$"
    -- not asyncio's sleep, which only a task can call
    local waits = LEFT_OUT[name] or where:find "time%.sleep$" or where:find "luasocket%.sleep$"
    if type(value) == "function" and not waits then list[#list + 1] = {value, where} end
  end)
  table.sort(list, function(a, b) return a[2] < b[2] end)
  local fd = socket.socket():detach()
  local open = io.open "/dev/null"
  local kinds = {
    {"nil", nil}, {"boolean", true}, {"number", 1.5}, {"integer", fd}, {"huge", math.maxinteger}, {"string", "x"},
    {"table", {}}, {"class", {__base = 5}}, {"made", setmetatable({}, {__index = nothing, __call = nothing})},
    {"function", nothing}, {"thread", coroutine.create(nothing)}, {"file", open},
  }
  for _, make in ipairs{
    function() return socket.socket() end, function() return socket.bytearray(3) end, select.epoll, select.poll,
    function() return asyncio.get_event_loop():create_task(nothing) end,
    function() return asyncio.get_event_loop():call_later(100, nothing) end, asyncio.Future,
    function() return (socket.socketpair()):makefile("rw")[1] end, luasocket_connection, modules.luasocket.tcp,
  } do
    local made = make()
    kinds[#kinds + 1] = {tostring(made):sub(1, 20), made}
  end
  for _, item in ipairs(list) do
    local f, where = item[1], item[2]
    try(where .. " ()", f)
    for _, first in ipairs(kinds) do
      try(("%s (%s)"):format(where, first[1]), f, first[2])
      for _, second in ipairs(debug.getinfo(f, "S").what == "C" and kinds or {}) do
        try(("%s (%s, %s ...)"):format(where, first[1], second[1]), f, first[2], second[2], second[2], second[2])
      end
    end
  end
end

-- ---- changing ----------------------------------------------------------------------

local uses = {
  function()
    local a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    a:settimeout(math.random(100) / 1000)
    a:send "x"
    b:recv(1)
    tostring(a)
    return a.family, a.timeout, #a, a == b, a .. "x"
  end,
  function()
    local s = socket.fromfd(socket.socket():fileno(), 1, 1, math.random(1 << 30))  -- of a new kind
    for _, name in ipairs{"recv", "no_such_method", 1, true} do pcall(function() return s[name](s, 1) end) end
    s:makefile():read()
  end,
  function() local s <close> = socket.socket() s:bind{"127.0.0.1", 0} return tostring(s) end,
  function() local s <close> = socket.socket() s:bind{"127.0.0.1", "x"} end,
  function() local e <close> = select.epoll() e:register(socket.socket(), 1) return e:poll(0), e.closed end,
  function()
    local p = select.poll()
    p:register(socket.socket(), 1)
    for _, pair in ipairs(p:poll(0)) do tostring(pair) end
    p:unregister(3)
  end,
  function() return tostring(socket.OSError(2, "x", "y")) .. "x", socket.OSError(5, "x").errno end,
  function()
    local _, e = pcall(socket.socket().send, socket.socket(), "x")
    for k, v in pairs(e) do tostring(k == v) end
    error(e)
  end,
  function() return socket.isinstance(socket.OSError "x", socket.ConnectionError) end,
  function()
    local b = socket.bytearray "text"
    b[1] = 5
    return b[1], #b, b == b:view(1), b .. "x", tostring(b), b:sub(1), b:set(1, "x"), b.fill
  end,
  function()
    local a, b = socket.socketpair()
    a:settimeout(0.01)
    b:settimeout(0.01)
    local f, g = a:makefile "w", b:makefile "r"
    f:write("a line\n", 1.5, "\n")
    f:flush()
    g:read()
    tostring(g:lines()())
  end,
  function()
    -- The loop runs turn by turn, because some changes make a complete wait impossible.
    local loop = asyncio.get_event_loop()
    local a, b = socket.socketpair()
    local task = loop:create_task(function() a:recv(1) end)
    local queue, future = asyncio.Queue(), asyncio.Future()
    local other = loop:create_task(function() queue:get() future:await() end)
    loop:create_task(function()
      loop:call_soon(future.set_result, future, 1)
      queue:put(1)
      task:cancel()
      tostring(task)
      b:close()
    end)
    for _ = 1, 10 do pcall(loop.step, loop, 0) end
    other:cancel()
    loop:step(0)
  end,
  function() socket.getaddrinfo("127.0.0.1", 1, {flags = socket.AI_NUMERICHOST}) end,
  function() collectgarbage() end,
}

-- A use may wait for an event that a changed part no longer reports. It is ended then.
local function use_all()
  for _, use in ipairs(uses) do
    local begin = os.clock()
    debug.sethook(function() if os.clock() > begin + 0.1 then error "it runs for ever" end end, "", 10000)
    pcall(use)
    debug.sethook()
  end
end

local function change_all()
  local metas = {}
  for _ = 1, 2 do
    walk(function(value, where)
      local meta = getmetatable(value)
      if type(value) ~= "function" and type(meta) == "table" and not metas[meta] then
        metas[meta] = where
        metas[#metas + 1] = meta
      end
    end)
  end
  for _, meta in ipairs(metas) do
    local keys = {
      [true] = true, [1] = true, __mode = true, __newindex = true, __index = true, __gc = true, __base = true,
    }
    for k in next, meta do if type(k) == "string" and k:sub(1, 2) == "__" then keys[k] = true end end
    for key in pairs(keys) do
      local old = rawget(meta, key)
      for _, new in ipairs{"nil", 5, nothing, {}} do
        try(("%s|meta[%s] = %s"):format(metas[meta], tostring(key), tostring(new)), function()
          rawset(meta, key, new ~= "nil" and new or nil)
          use_all()
          rawset(meta, key, old)
        end)
      end
    end
  end
end

if arg[1] == "call" then call_all() else change_all() end
io.stdout:write(("tries=%d\n"):format(tries))
io.stdout:flush()
os.exit(0, true)

--- Random methods and functions with random arguments of all Lua kinds, on sockets
-- in random states. Whatever happens must be a result or a Lua error.
--
--   lua fuzz.lua [SECONDS [SEED]]     the seed is printed: the same one does the same

local socket = require "pysocket"
local select = require "pysocket.select"
local asyncio = require "pysocket.asyncio"

local seconds, seed = tonumber(arg[1] or 60), tonumber(arg[2] or os.time())
math.randomseed(seed)
print("seed " .. seed)
io.stdout:flush()

local random = math.random
local now = asyncio.get_event_loop().time
asyncio.get_event_loop():set_exception_handler(function() end)

-- No call waits long, and none leaves this machine: hosts are of loopback, and
-- what is no address of its family is refused.
socket.setdefaulttimeout(0.001)
local directory = os.tmpname()
os.remove(directory)

local function pick(list) return list[random(#list)] end

local pool = {}

local function keep(s)
  if #pool > 30 then
    local i = random(#pool)
    pcall(pool[i].close, pool[i])
    pool[i] = s
  else
    pool[#pool + 1] = s
  end
  return s
end

local makers = {
  function() return socket.socket() end,
  function() return socket.socket(socket.AF_INET, socket.SOCK_DGRAM) end,
  function() return socket.socket(socket.AF_INET6) end,
  function() return socket.socket(socket.AF_UNIX, pick{1, 2, 5}) end,
  function() return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW) end,
  function()
    local a, b = socket.socketpair(socket.AF_UNIX, pick{1, 2, 5})
    keep(b)
    return a
  end,
  function() return socket.create_server{"127.0.0.1", 0} end,
  function()
    local listener <close> = socket.create_server{"127.0.0.1", 0}
    local s = socket.create_connection(listener:getsockname())
    keep((listener:accept()))
    return s
  end,
  function()
    local s = socket.socket()
    s:close()
    return s
  end,
}

local values = {
  function() return nil end,
  function() return random(2) == 1 end,
  function() return random(-3, 300) end,
  function() return random(0) end,
  function() return pick{0, 1, -1, 65535, 65536, 1 << 31, -(1 << 31), math.maxinteger, math.mininteger} end,
  function() return pick{0.5, 1e308, -1e308, 1 / 0, -1 / 0, 0 / 0, 1e-300} end,
  function() return pick{"", "x", "l", "L", "a", "n", "rw", "a\0b", "127.0.0.1", "::1", "localhost", "\0name", "r"} end,
  function() return ("z"):rep(random(0, 3000)) end,
  function() return {} end,
  function() return {pick{"127.0.0.1", "::1", "", "x", 1}, random(0, 3)} end,
  function() return {flags = random(0, 64), nbytes = random(0, 9)} end,
  function() return {"one", socket.bytearray(3), "three"} end,
  function() return {socket.bytearray(random(0, 50)), socket.bytearray(2)} end,
  function() return {{1, random(0, 3), ("\1"):rep(random(0, 30))}} end,
  function() return {pick(pool), pick(pool)} end,
  function() return function() return random(9) end end,
  function() return coroutine.create(function() end) end,
  function() return pick(pool) end,
  function() return socket.bytearray(random(0, 100)) end,
  function() return socket.bytearray(100):view(random(50), random(100)) end,
  function() return io.stdout end,
  function()  -- a sequence of many items, but not without an end: nobody could go through that
    return setmetatable({}, {__index = function(_, k)
      if math.type(k) ~= "integer" or k < 20 then return random(9) end
    end})
  end,
  function()
    return setmetatable({}, {__tostring = function() return random(9) end, __len = function() return -1 end})
  end,
}

-- As pcall. What the module's own Lua stumbles over, it should have checked: an
-- error must be one of the system or of asyncio, or name what was wrong.
local OWN = "pysocket/[%w_/]+%.lua:%d+: attempt to %l+ a"

local function try(f, ...)
  local results = table.pack(pcall(f, ...))
  local e = results[2]
  if not results[1] and type(e) == "string" and e:find(OWN) then
    print("finding: " .. e)
    os.exit(1)
  end
  return table.unpack(results, 1, results.n)
end

local function descriptors()
  collectgarbage()
  collectgarbage()
  local list <close> = assert(io.popen "ls /proc/$PPID/fd | wc -l")
  return list:read "n"
end

local function any() return pick(values)() end

local function arguments()
  local list = {n = random(0, 5)}
  for i = 1, list.n do list[i] = any() end
  return table.unpack(list, 1, list.n)
end

-- Not called at random: what changes this machine, ends the descriptors of the
-- fuzzer itself, or looks names up in the network.
local left_out = {sethostname = 1, close = 1, fromfd = 1, getfqdn = 1, gethostbyaddr = 1, gethostbyname = 1,
  gethostbyname_ex = 1, getnameinfo = 1, getaddrinfo = 1, create_connection = 1, create_server = 1,
  setdefaulttimeout = 1}

local function names_of(t, except)
  local list = {}
  for name, f in pairs(t) do
    if type(name) == "string" and (type(f) == "function" or getmetatable(f) and getmetatable(f).__call)
      and name:sub(1, 1) ~= "_" and not except[name] then
      list[#list + 1] = name
    end
  end
  table.sort(list)
  return list
end

-- Of addresses: none but loopback's, whatever the family of the socket.
local addressed = {connect = 1, connect_ex = 1, bind = 1, sendto = 1, sendmsg = 1}
local methods = names_of(socket.socket, addressed)
local functions = names_of(socket, left_out)
local file_methods = {
  "read", "write", "lines", "flush", "setvbuf", "close", "readline", "readlines", "writelines", "seek",
}
local byte_methods = {"view", "sub", "byte", "fill", "set"}

local function own_address(s)
  if s.family == socket.AF_UNIX then return pick{"", "\0fuzz" .. random(9), directory .. random(9)} end
  if s.family == socket.AF_INET6 then return {"::1", random(0, 3)} end
  if s.family == socket.AF_INET then return {"127.0.0.1", pick{0, 1, 65535}} end
  return any()
end

local files = {}

-- Descriptors that a call gives as numbers are the caller's to close.
local giving = {}
function giving.detach(fd)
  if math.type(fd) == "integer" and fd > 2 then pcall(socket.close, fd) end
end
function giving.recvmsg(_, ancdata)
  for _, item in ipairs(ancdata) do
    if item.cmsg_level == socket.SOL_SOCKET and item.cmsg_type == socket.SCM_RIGHTS then
      for i = 1, #item.cmsg_data // 4 * 4, 4 do socket.close((string.unpack("=i4", item.cmsg_data, i))) end
    end
  end
end
giving.recvmsg_into = giving.recvmsg

-- Any method of the socket.
local function call(s)
  local name = pick(methods)
  local results = table.pack(try(s[name], s, arguments()))
  if results[1] and giving[name] then giving[name](table.unpack(results, 2, results.n)) end
  if socket.isinstance(results[2], socket.socket) then keep(results[2]) end
  tostring(results[2])
end

local acts = {
  function() keep(pick(makers)()) end,
  function()
    local s = pick(pool)
    call(s)
    pcall(s.settimeout, s, 0.001)  -- whatever it was that was called
  end,
  function()
    local s = pick(pool)
    local name = pick{"connect", "connect_ex", "bind"}
    try(s[name], s, own_address(s))
  end,
  function()
    local s = pick(pool)
    try(s.sendto, s, any(), own_address(s))
    try(s.sendmsg, s, any(), any(), any())
  end,
  function()
    local name = pick(functions)
    local args = table.pack(arguments())
    -- A fourth argument is a descriptor to adopt: somebody else's, here.
    if socket[name] == socket.socket then args.n = math.min(args.n, 3) end
    local ok, r, q = try(socket[name], table.unpack(args, 1, args.n))
    if name == "bytearray" and ok and #r > 100000 then return end  -- to print it takes its time
    if ok and name == "dup" then try(socket.close, r) end
    if ok and name == "recv_fds" then
      for _, fd in ipairs(q) do socket.close(fd) end
    end
    if socket.isinstance(r, socket.socket) then keep(r) end
    if socket.isinstance(q, socket.socket) then keep(q) end
    tostring(r)
  end,
  function()
    local ok, f = try(pick(pool).makefile, pick(pool), pick{"r", "w", "rw", any()}, any(), any())
    if ok then files[random(8)] = f end
  end,
  function()
    local f = files[random(8)]
    if f then try(f[pick(file_methods)], f, arguments()) end
  end,
  function()
    local b = socket.bytearray(random(0, 40))
    try(b[pick(byte_methods)], b, arguments())
    try(function() b[any()] = any() end)
    tostring(b)
  end,
  function() try(select.select, {any(), pick(pool)}, {pick(pool)}, {any()}, random() * 0.001) end,
  function()
    local p = select.poll()
    try(p.register, p, any(), any())
    try(p.register, p, pick(pool), random(0, 7))
    try(p.poll, p, random(0, 2))
  end,
  function()
    local p <close> = select.epoll()
    try(p.register, p, any(), any())
    try(p.register, p, pick(pool), random(0, 7))
    try(p.poll, p, 0.001)
  end,
  function()
    try(asyncio.run, function()
      local _ <close> = asyncio.timeout(0.02)
      for _ = 1, 3 do
        local s = pick(pool)
        asyncio.create_task(function()
          local _ <close> = setmetatable({}, {__close = function() pcall(s.settimeout, s, 0.001) end})
          call(s)
        end)
      end
      asyncio.sleep(0.001)
      try(asyncio[pick(names_of(asyncio, {run = 1, open_connection = 1, start_server = 1, open_unix_connection = 1,
        start_unix_server = 1}))], arguments())
      if random(2) == 1 then pick(pool):close() end
    end)
  end,
  function() collectgarbage(pick{"step", "generational", "incremental"}) end,
  function() try(tostring, any()) end,
}

asyncio.run(asyncio.sleep, 0)  -- the loop keeps its descriptor
local before = descriptors()
for _ = 1, 5 do acts[1]() end
local until_, calls, called = now() + seconds, 0, now()
-- No call may go on without an end.
debug.sethook(function()
  if now() > called + 10 then
    print(debug.traceback "finding: a call that does not end")
    os.exit(1)
  end
end, "", 10000000)
while now() < until_ do
  for _ = 1, 100 do
    called = now()
    try(pick(acts))
    calls = calls + 1
  end
end
for i = 0, 9 do os.remove(directory .. i) end
for _, s in ipairs(pool) do pcall(s.close, s) end
pool, files = {}, {}
local left
until_ = now() + 5
repeat  -- a name that is still looked up has a file open
  left = math.max(0, descriptors() - before)
until left == 0 or now() > until_
print(("count random_calls=%d descriptors_left=%d"):format(calls, left))
if left ~= 0 then os.execute "ls -l /proc/$PPID/fd" end
os.exit(left == 0)

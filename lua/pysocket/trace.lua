--- Shows what the sockets of a program do: it writes a line when a call ends.
--
--   lua5.4 -l pysocket.trace script.lua                        writes to standard error
--   PYSOCKET_TRACE=file.json lua5.4 -l pysocket.trace script.lua   writes records for pysocket.trace.diagram
--   local trace <close> = require "pysocket.trace".start{...}  traces a part of a program
--
-- The methods of the class are replaced by functions that call them. Yields, errors and
-- results of a call pass through: a protected call can be suspended.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local now = require "pysocket.time".monotonic

core._own()

local trace = {}

local select = argument.select
local Socket = core.socket

-- Short texts of values---------------------------------------------------------------

local MAX_SHOWN = 32  -- bytes of data

local ESCAPES = {["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ["\\"] = "\\\\", ['"'] = '\\"'}

local function quoted(bytes)
  return '"' .. bytes:gsub('[%c"\\\x7f-\xff]', function(c)
    return ESCAPES[c] or ("\\x%02x"):format(c:byte())
  end) .. '"'
end

local function plural(n, noun)
  return ("%d %s%s"):format(n, noun, n == 1 and "" or "s")
end

-- 12 bytes "Hello, world"
local function described(data)
  local start = type(data) == "string" and data or tostring(data:view(1, math.min(#data, MAX_SHOWN)))
  return ("%s %s%s"):format(plural(#data, "byte"), quoted(start:sub(1, MAX_SHOWN)), #data > MAX_SHOWN and "…" or "")
end

local function represented(value)
  local ok, text = pcall(core._repr, value)
  if not ok then ok, text = pcall(tostring, value) end
  return ok and text or type(value)
end

local function listed(list)
  local items = {}
  for i, item in ipairs(list) do items[i] = argument.is_bytes(item) and plural(#item, "byte") or represented(item) end
  return "{" .. table.concat(items, ", ") .. "}"
end

-- {flags = 2}
local function keywords(given)
  local items = {}
  for name, value in pairs(given) do
    items[#items + 1] = ("%s = %s"):format(type(name) == "string" and name or represented(name), represented(value))
  end
  table.sort(items)
  return "{" .. table.concat(items, ", ") .. "}"
end

local function is_address(t)
  return #t > 1 and type(t[1]) == "string" and type(t[2]) == "number" or t.host
end

local function shown_table(value)
  if getmetatable(value) or is_address(value) then return represented(value) end
  return #value == 0 and keywords(value) or listed(value)
end

local function shown(value)
  if type(value) == "table" then return shown_table(value) end
  if type(value) == "string" then return #value > MAX_SHOWN and described(value) or quoted(value) end
  return argument.is_bytes(value) and plural(#value, "byte") or represented(value)
end

local ENUMS = {socket = {core.AddressFamily, core.SocketKind}, shutdown = {[0] = "SHUT_RD", "SHUT_WR", "SHUT_RDWR"}}

local function named(call, i, value)
  local enum = ENUMS[call]
  if call == "socket" then enum = enum[i] end
  return enum and enum[value] or shown(value)
end

local function arguments(call, ...)
  local list = table.pack(...)
  for i = 1, list.n do list[i] = named(call, i, list[i]) end
  return table.concat(list, ", ")
end

-- The text of the error without its position.
local function failure(e)
  if type(e) ~= "table" or not e.__name then return (tostring(e):match "^[^\n]*") end
  if e.errno and e.strerror then return ("%s: [Errno %d] %s"):format(e.__name, e.errno, e.strerror) end
  return e.message and e.message ~= "" and ("%s: %s"):format(e.__name, e.message) or e.__name
end

-- The known state of each socket ------------------------------------------------------

local tracer  -- the running tracer, or nil

-- The original methods by name, which are set when the first tracer starts.
local methods = {}

local function address_from(method, s)
  local ok, address = pcall(methods[method], s)
  return ok and address ~= nil and address ~= "" and represented(address) or nil
end

local function record_of(s, role)
  local known = tracer.sockets[s]
  if not known then
    tracer.count = tracer.count + 1
    known = {number = tracer.count, state = "created", role = s.type == core.SOCK_DGRAM and "datagram" or "socket"}
    tracer.sockets[s] = known
  end
  if role then known.role = role end
  return known
end

local function update_addresses(s, known)
  known["local"] = address_from("getsockname", s) or known["local"]
  known.peer = address_from("getpeername", s) or known.peer
end

-- Results of calls ----------------------------------------------------------------------

-- Each function describes in `record` what the call did, according to its results.
local done = {}

function done.connect(_, s, known)
  known.state = "connected"
  if known.role == "socket" then known.role = "client" end
  update_addresses(s, known)
end

-- A connect that did not wait has succeeded when bytes are transferred.
local function moves(s, known)
  if known.role == "socket" and known.state ~= "connected" then update_addresses(s, known) end
  if known.role == "socket" and known.state == "created" and known.peer then done.connect(nil, s, known) end
end

local function sent(record, s, known, n)
  record.direction, record.bytes = "out", n
  if not known["local"] then update_addresses(s, known) end
  moves(s, known)
end

local function sends(record, s, known, n)
  record.result = plural(n, "byte")
  sent(record, s, known, n)
end

local function receives(record, s, known, data)
  moves(s, known)
  local bytes = type(data) == "number" and data or data and #data or 0
  if not record.peeks then record.direction, record.bytes = "in", bytes end
  if data == nil then record.result = "nil (end of stream)"
  else record.result = type(data) == "number" and plural(data, "byte") or described(data) end
  record.end_of_stream = (data == nil or data == 0 and known.role ~= "datagram") or nil
  if data == nil and known.state == "connected" then known.state = "half closed" end
end

local function receives_from(place)
  return function(record, s, known, ...)
    receives(record, s, known, (...))
    local from = select(place, ...)
    if from == nil then return end
    record.from = represented(from)
    record.result = ("%s from %s"):format(record.result, record.from)
  end
end

done.send, done.sendfile = sends, sends
done.recv, done.recv_into = receives, receives
done.recvfrom, done.recvfrom_into = receives_from(2), receives_from(2)
done.recvmsg, done.recvmsg_into = receives_from(4), receives_from(4)

function done.sendall(record, s, known)
  sent(record, s, known, record.size)
end

function done.sendto(record, s, known, n)
  sends(record, s, known, n)
  record.to = record.address
end

done.sendmsg = done.sendto

function done.bind(_, s, known)
  known.state = "bound"
  update_addresses(s, known)
end

function done.listen(_, s, known)
  known.state, known.role = "listening", "listener"
  update_addresses(s, known)
end

function done.connect_ex(record, s, known, errnum)
  record.result = tostring(errnum)
  if errnum == 0 then done.connect(record, s, known) end
end

local function made(record, s, role, state)
  local new = record_of(s, role)
  new.state = state or new.state
  update_addresses(s, new)
  record.made, record.made_role, record.made_state = new.number, new.role, new.state
  record.made_local, record.made_peer = new["local"], new.peer
  record.result = "fd " .. methods.fileno(s)
  return new
end

function done.accept(record, _, _, conn, address)
  made(record, conn, "connection", "connected")
  if address and address ~= "" then record.result = ("%s from %s"):format(record.result, represented(address)) end
end

function done.dup(record, _, known, copy)
  made(record, copy, known.role, known.state)
end

function done.shutdown(_, _, known)
  known.state = "half closed"
end

function done.close(_, _, known)
  known.state = "closed"
end

function done.detach(record, _, known, fd)
  known.state = "closed"
  record.result = "fd " .. fd
end

function done.socket(record, s)
  record.result = "fd " .. methods.fileno(s)
end

function done.socketpair(record, a, _, b)
  for _, s in ipairs{a, b} do record_of(s, "pair").state = "connected" end
  record.pair = record_of(b).number
  record.result = ("fd %d and fd %d"):format(methods.fileno(a), methods.fileno(b))
end

-- Writing records ----------------------------------------------------------------------

local JSON = {['"'] = '\\"', ["\\"] = "\\\\"}

-- All text is ASCII or valid UTF-8.
local function json(value)
  if type(value) == "number" then return (math.type(value) == "integer" and "%d" or "%.9f"):format(value) end
  if type(value) ~= "string" then return tostring(value) end
  local pattern = utf8.len(value) and '[%c"\\]' or '[%c"\\\x80-\xff]'
  return '"' .. value:gsub(pattern, function(c) return JSON[c] or ("\\u%04x"):format(c:byte()) end) .. '"'
end

local FIELDS = {
  "program", "pid", "start", "end", "task", "socket", "role", "call", "arguments", "result", "error", "direction",
  "bytes", "end_of_stream", "from", "to", "local", "peer", "state", "made", "made_role", "made_state", "made_local",
  "made_peer", "pair",
}

local function encoded(record)
  local items = {}
  for _, name in ipairs(FIELDS) do
    if record[name] ~= nil then items[#items + 1] = ('"%s": %s'):format(name, json(record[name])) end
  end
  return "{" .. table.concat(items, ", ") .. "}\n"
end

local WAITS = 0.001  -- a call that takes longer than this has waited

local function line(record, began)
  local waited = record["end"] - record.start
  return table.concat{
    ("%.6f "):format(record["end"] - began),
    record.task and ("[%s] "):format(record.task) or "",
    record.socket and ("#%d %s "):format(record.socket, record.role) or "",
    ("%s(%s)"):format(record.call, record.arguments),
    record.error and " -> " .. record.error or record.result and " -> " .. record.result or "",
    record.became and (", %s"):format(record.became) or "",
    waited >= WAITS and (", waited %.3f s"):format(waited) or "", "\n",
  }
end

local function write(record)
  if tracer.file then
    tracer.file:write(encoded(record))
    tracer.file:flush()
  end
  if tracer.output then tracer.output:write(line(record, tracer.began)) end
end

-- The name of the task in which the call was made. A task without a name gets a number
-- here, because get_name would give it a name.
local function task_name()
  local loop = package.loaded["pysocket.asyncio"] and core._loop()  -- without it there are no tasks
  local task = loop and loop.current()
  if not task then return nil end
  local name = loop.extras(task).name
  if name then return name end
  if not tracer.tasks[task] then
    tracer.task_count = tracer.task_count + 1
    tracer.tasks[task] = "task " .. tracer.task_count
  end
  return tracer.tasks[task]
end

-- The calls -------------------------------------------------------------------------------

local ADDRESSED = {sendto = true, sendmsg = true}

local function address_of(call, ...)
  if not ADDRESSED[call] then return nil end
  local address
  if call == "sendmsg" then address = select(4, ...)
  else address = select(-1, nil, ...) end
  return address ~= nil and represented(address) or nil
end

-- The position of the caller and its name for the function, for errors that are strings.
-- Between the caller and this function are `begin`, the function of WRAPPER and one of C.
local function caller()
  local here, name = debug.getinfo(5, "Sl"), debug.getinfo(4, "n")
  local place = here and here.currentline > 0 and ("%s:%d: "):format(here.short_src, here.currentline) or ""
  return place, name.name or "?", name.namewhat == "method"
end

-- The number of the argument with the flags.
local FLAGS = {recv = 2, recvfrom = 2, recv_into = 3, recvfrom_into = 3, recvmsg = 3, recvmsg_into = 3}

-- Whether the call leaves the data in the queue.
local function peeks(call, ...)
  local place = FLAGS[call]
  local last = select(-1, nil, ...)
  local flags = place and (select(place, ...))
  if place and type(last) == "table" then flags = last.flags end
  return math.type(flags) == "integer" and flags & core.MSG_PEEK ~= 0 or nil
end

local Call = {}

-- Describes the call before it starts, because it may change or close the socket.
local function recorded(call, ...)
  local record = {call = call, task = task_name()}
  record.arguments = arguments(call == "socketpair" and "socket" or call, ...)
  record.size = call == "sendall" and argument.is_bytes((...)) and #(...) or nil
  record.address, record.peeks = address_of(call, ...), peeks(call, ...)
  record.start = now()
  return record
end

local function begin(call, ...)
  local self = setmetatable({call = call, tracer = tracer}, Call)
  self.place, self.name, self.is_method = caller()
  if not tracer then return self end
  if call == "socketpair" then self.record = recorded(call, ...)
  elseif call == "socket" then self.record = recorded(call, select(2, ...))
  elseif core.isinstance((...), Socket) then
    self.s, self.record = (...), recorded(call, select(2, ...))
  end
  return self
end

local function note(self, s, ...)
  local record = self.record
  local known = record_of(s)
  local before = known.state
  if done[record.call] then done[record.call](record, s, known, ...)
  elseif not record.error and select("#", ...) > 0 then record.result = shown((...)) end
  record.became = known.state ~= before and known.state or nil
  return known
end

local function complete(self, known)
  local record = self.record
  if known then
    record.socket, record.role, record.state = known.number, known.role, known.state
    record["local"], record.peer = known["local"], known.peer
  end
  write(record)
end

local function succeeded(self, ...)
  if self.s then complete(self, note(self, self.s, ...))
  else complete(self, note(self, ...)) end
end

local function failed(self, e)
  self.record.error = failure(e)
  complete(self, self.s and record_of(self.s))
end

local here = debug.getinfo(1, "S")
local OWN_POSITION = here.short_src .. ":4: "  -- the line of the call in WRAPPER

local REMEDY = "^(.* address must be .*; write )([{\"].*)(%))$"

-- Adds to the error how the call of the method should have been written.
local function with_remedy(self, message)
  local before, address, after = message:match(REMEDY)
  if not before then return message end
  return ("%ss:%s%s%s"):format(before, self.name, address:sub(1, 1) == "{" and address or "(" .. address .. ")", after)
end

-- An error that is a string has the position of the function that calls the method, and
-- the numbers of that function's arguments. The caller must see neither of them.
local function as_without_trace(self, e)
  if type(e) ~= "string" or e:sub(1, #OWN_POSITION) ~= OWN_POSITION then return e, e end
  local text = e:sub(#OWN_POSITION + 1)
  local n, name, message = text:match "^bad argument #(%d+) to '([^']*)' (.*)$"
  if name ~= self.call then return self.place .. text, text end
  if self.is_method and n == "2" then message = with_remedy(self, message) end
  n = tonumber(n) - (self.is_method and 1 or 0)
  if n == 0 then text = ("calling '%s' on bad self %s"):format(self.name, message)
  else text = ("bad argument #%d to '%s' %s"):format(n, self.name, message) end
  return self.place .. text, text
end

-- A line that cannot be written, because memory runs out or the file is closed, is left out:
-- the call has already ended.
local function report(self, how, ...)
  self.ended = true
  if not self.record or tracer ~= self.tracer then return end
  self.record["end"] = now()
  pcall(how, self, ...)
end

local function finish(self, ok, ...)
  if ok then
    report(self, succeeded, ...)
    return ...
  end
  local e, text = as_without_trace(self, (...))
  report(self, failed, text)
  error(e, 0)
end

-- A task that is left behind is closed inside the call.
function Call.__close(self)
  if not self.ended then report(self, failed, "abandoned") end
end

-- It has the position of this file, so that the errors of the module skip it. The inner
-- function exists so that an error that is a string has a position in this file.
local WRAPPER = [[
local begin, finish, keep, pcall, socket = ...
local function inner(...)
  -- not a tail call
  return keep(socket.%s(...))
end
return function(...)
  local call <close> = begin(%q, ...)
  return finish(call, pcall(inner, ...))
end
]]

local function keep(...)
  return ...
end

local function wrapped(name, f)
  local make = assert(load(WRAPPER:format(name, name), here.source))
  return core._front(make(begin, finish, keep, pcall, {[name] = f}))
end

-- Starting and stopping ----------------------------------------------------------------------

local replaced = {}  -- {table = , key = , f = , wrapper = }

local function replace(t, key, name)
  local f = t[key]
  local wrapper = wrapped(name, f)
  replaced[#replaced + 1] = {table = t, key = key, f = f, wrapper = wrapper}
  rawset(t, key, wrapper)
end

local function install()
  if tracer then return end
  for name in pairs(methods) do methods[name] = nil end
  for name, f in pairs(Socket) do
    if type(f) == "function" and name:find "^[%a_][%w_]*$" then methods[name] = f end
  end
  for name in pairs(methods) do replace(Socket, name, name) end
  replace(getmetatable(Socket), "__call", "socket")
  replace(core._public, "socketpair", "socketpair")
end

-- Functions that the program has replaced in the meantime are kept. It needs no memory.
local function uninstall()
  for i = #replaced, 1, -1 do
    local row = replaced[i]
    if rawget(row.table, row.key) == row.wrapper then rawset(row.table, row.key, row.f) end
    replaced[i] = nil
  end
end

local Trace = {}
Trace.__index = Trace
Trace.__name = "pysocket.trace.Trace"

--- trace:stop()
-- The trace that this one had replaced continues.
function Trace:stop()
  if self.stopped then return end
  self.stopped = true
  if self.opened then self.file:close() end
  while tracer and tracer.stopped do tracer = tracer.outer end
  if not tracer then uninstall() end
end

Trace.__close = Trace.stop

function Trace:__tostring()
  return ("<trace of %s%s>"):format(plural(self.count, "socket"), self.stopped and ", stopped" or "")
end

argument.methods(Trace, "trace")

-- Takes a path or a file. Returns the file, and whether it was opened here.
local function open(target)
  if type(target) ~= "string" then return target, false end
  local file, reason = io.open(target, "w")
  if not file then argument.error(1, "start", "the file cannot be opened: " .. reason) end
  return file, true
end

local function check_writable(n, expected, target)
  local kind = type(target)
  if kind ~= "table" and kind ~= "userdata" or not target.write then
    argument.typeerror(n, "start", expected, target)
  end
end

local function header()
  local stat <close> = io.open "/proc/self/stat"
  local pid = stat and stat:read "n" or 0
  local script = type(arg) == "table" and arg[0] or "lua"
  return {program = tostring(script):match "[^/]*$", pid = pid, start = now()}
end

--- trace.start([file[, output]]) -> trace
function trace.start(...)
  local target, output = argument.keywords("start", 1, "file output", ...)
  if target ~= nil and type(target) ~= "string" then check_writable(1, "path or file", target) end
  if output ~= nil then check_writable(2, "file", output) end
  local file, opened = open(target or os.getenv "PYSOCKET_TRACE")
  local weak = {__mode = "k"}
  local new = setmetatable({
    file = file, opened = opened, output = output or not file and io.stderr or nil, outer = tracer,
    sockets = setmetatable({}, weak), tasks = setmetatable({}, weak), count = 0, task_count = 0, began = now(),
  }, Trace)
  if file then file:write(encoded(header())) end
  local ok, e = pcall(install)
  if not ok then
    if not tracer then uninstall() end
    error(e, 0)
  end
  tracer = new
  return new
end

trace.start = core._front(trace.start)

if require "pysocket.trace.loaded"() then trace.start() end

return core._module(trace, "pysocket.trace")

--- receive and send of a TLS connection with LuaSocket's conventions.
--
-- A state has the SSLSocket in `sock`. Data that was received and not yet read is in `buffer`,
-- followed by the sequence `pieces`. So a call that is cancelled loses nothing.

local core = require "pysocket.core"

core._own()

local argument = require "pysocket.argument"
local errno = require "pysocket.errno"
local ssl = require "pysocket.ssl"
local isinstance = core.isinstance
local base = core._luasocket()
local monotonic = core._time().monotonic

local tlsbuffer = {}

local CHUNK = 16 * 1024

-- Returns the text of an error that a call raised; `want` is what it waited for. Other errors
-- are raised again.
function tlsbuffer.text(state, e, want)
  if isinstance(e, {ssl.SSLWantWriteError}) then want = "wantwrite"
  elseif isinstance(e, {ssl.SSLWantReadError}) then want = "wantread"
  elseif isinstance(e, {ssl.SSLZeroReturnError, ssl.SSLEOFError}) then return "closed"
  elseif isinstance(e, ssl.SSLError) and e.reason then return (e.reason:lower():gsub("_", " "))
  elseif not isinstance(e, {core.TimeoutError, core.BlockingIOError}) then
    if not isinstance(e, core.OSError) then error(e, 0) end
    if e.errno == errno.EBADF or e.errno == errno.EPIPE then return "closed" end
    return e.errno and base.text(e.errno) or tostring(e)
  end
  state.want = want
  return want
end

-- Returns the time that a call has left, as the timeout of its next wait.
local function set_timeout(state, begin)
  local block, total = state.block, state.total
  local left = block >= 0 and block or nil
  if total >= 0 then
    local rest = math.max(0, total - (monotonic() - begin))
    if not left or rest < left then left = rest end
  end
  if state.sock.timeout ~= left then state.sock:settimeout(left) end
end

--- tlsbuffer.call(state, begin, want, name, ...) -> the results of the method | nil, error
function tlsbuffer.call(state, begin, want, name, ...)
  local sock = state.sock
  if not sock then return nil, "closed" end
  state.want = nil
  set_timeout(state, begin)
  local results = table.pack(pcall(sock[name], sock, ...))
  if results[1] then return table.unpack(results, 2, results.n) end
  return nil, tlsbuffer.text(state, results[2], want)
end

local function join(state)
  if not state.pieces[1] then return end
  state.buffer = state.buffer .. table.concat(state.pieces)
  state.pieces = {}
end

-- Returns how much of the buffer completes the request, and the result.
local function complete(state, wanted)
  local buffer = state.buffer
  if wanted == "*l" then
    local stop = buffer:find("\n", 1, true)
    if stop then return stop, (buffer:sub(1, stop - 1):gsub("\r", "")) end
  elseif wanted ~= "*a" and #buffer > 0 and #buffer >= wanted then
    return wanted, buffer:sub(1, wanted)
  end
end

local function take(state, n)
  state.buffer = state.buffer:sub(n + 1)
  state.received = state.received + n
end

-- Returns the data that was received before an error, or up to the end.
local function rest(state, wanted)
  local data = state.buffer
  take(state, #data)
  return wanted == "*l" and (data:gsub("\r", "")) or data
end

local function wanted_of(pattern, prefix)
  local n = tonumber(pattern)
  if n then
    if n ~= n or n < 0 then argument.error(1, "receive", "invalid receive pattern") end
    return math.floor(math.min(n, 2 ^ 52)) - #prefix
  end
  local name = pattern == nil and "*l" or type(pattern) == "string" and pattern:match "^%*[al]"
  return name or argument.error(1, "receive", "invalid receive pattern")
end

local function prefix_of(prefix)
  if prefix == nil then return "" end
  if type(prefix) ~= "string" and not math.type(prefix) then argument.typeerror(2, "receive", "string", prefix) end
  return tostring(prefix)
end

local function failed(state, wanted, prefix, e)
  join(state)
  local data = rest(state, wanted)
  if e == "closed" and wanted == "*a" and #data > 0 then return prefix .. data, nil, nil end
  return nil, e, prefix .. data
end

--- tlsbuffer.receive(state, pattern, prefix) -> data, nil, nil | nil, error, partial
function tlsbuffer.receive(state, pattern, prefix)
  prefix = prefix_of(prefix)
  local wanted = wanted_of(pattern, prefix)
  if math.type(wanted) and wanted <= 0 and #prefix > 0 then return prefix, nil, nil end
  local begin = state.total >= 0 and monotonic() or 0
  join(state)
  local size = #state.buffer
  while true do
    local n, data = complete(state, wanted)
    if n then
      take(state, n)
      return prefix .. data, nil, nil
    end
    repeat
      local piece, e = tlsbuffer.call(state, begin, "wantread", "recv", CHUNK)
      if not piece then return failed(state, wanted, prefix, e or "closed") end
      table.insert(state.pieces, piece)
      size = size + #piece
    until wanted == "*l" and piece:find("\n", 1, true) or math.type(wanted) and size >= wanted
    join(state)
  end
end

local function index_of(n, value, size, default)
  if value == nil then value = default end
  value = tonumber(value) or argument.typeerror(n, "send", "number", value)
  value = value < 0 and math.ceil(value) or math.floor(value)
  return value < 0 and value + size + 1 or value
end

--- tlsbuffer.send(state, data, i, j) -> index, nil, nil | nil, error, index
function tlsbuffer.send(state, data, i, j)
  if type(data) ~= "string" and not math.type(data) then argument.typeerror(1, "send", "string", data) end
  data = tostring(data)
  local first = math.max(1, index_of(2, i, #data, 1))
  local last = math.min(#data, index_of(3, j, #data, -1))
  local begin = state.total >= 0 and monotonic() or 0
  local sent = first - 1
  while sent < last do
    local n, e = tlsbuffer.call(state, begin, "wantwrite", "send", data:sub(sent + 1, math.min(last, sent + CHUNK)))
    if not n then return nil, e, sent + 0.0 end
    sent = sent + n
    state.sent = state.sent + n
  end
  return sent + 0.0, nil, nil
end

return tlsbuffer

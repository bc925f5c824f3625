--- Compares asyncio's StreamReader with a model: the content as a string.
local source = require "spec.host.fuzz.source"
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local LIMIT = 40

-- Each entry has a call of the reader and the same for the model, which gets the rest of the
-- string. The model returns the result, or nil and the class of the error, and the new rest.
local calls = {}

function calls.read(from)
  local n = from:byte()
  return function(r) return r:read(n) end, function(left, got)
    if n == 0 then return "", left end
    if left == "" then return nil, left end
    -- It returns as much as had arrived, but at least one byte.
    assert(got and #got > 0 and #got <= n and got == left:sub(1, #got), "read")
    return got, left:sub(#got + 1)
  end
end

function calls.readexactly(from)
  local n = from:byte()
  return function(r) return r:readexactly(n) end, function(left)
    if #left < n then return asyncio.IncompleteReadError, "" end
    return left:sub(1, n), left:sub(n + 1)
  end
end

function calls.readline()
  return function(r) return r:readline() end, function(left)
    local i = left:find("\n", 1, true)
    -- How much of an overlong line is dropped depends on how much had arrived.
    if (i and i - 1 or #left) > LIMIT then return "stop" end
    if left == "" then return nil, left end
    return left:sub(1, i or -1), i and left:sub(i + 1) or ""
  end
end

function calls.lines()
  return function(r)
    local next_of, state = r:lines()
    return next_of(state)
  end, function(left)
    local i = left:find("\n", 1, true)
    if (i and i - 1 or #left) > LIMIT then return "stop" end
    if left == "" then return nil, left end
    return left:sub(1, i and i - 1 or -1), i and left:sub(i + 1) or ""
  end
end

function calls.readuntil(from)
  local separators = {}
  for i = 1, from:byte() % 3 + 1 do
    local s = from:string(3)
    separators[i] = s == "" and "\n" or s
  end
  local given = {}
  for i, s in ipairs(separators) do given[i] = from:byte() % 2 == 0 and s or socket.bytearray(s) end
  return function(r) return r:readuntil(#given == 1 and given[1] or given) end, function(left)
    local first, last
    for _, s in ipairs(separators) do
      local i, j = left:find(s, 1, true)
      if i and (not last or j < last or j == last and i < first) then first, last = i, j end
    end
    if #left > LIMIT and (not first or first - 1 > LIMIT - 6) then return "stop" end
    if not first then return asyncio.IncompleteReadError, "" end
    return left:sub(1, last), left:sub(last + 1)
  end
end

local names = {"read", "readexactly", "readline", "readuntil", "lines"}

local function main(data)
  local from = source(data)
  local a, b = socket.socketpair()
  local reader, writer = asyncio.open_connection{sock = b, limit = LIMIT}
  local list = {}
  for i = 1, from:byte() % 10 do list[i] = table.pack(calls[from:pick(names)](from)) end
  local sizes = from:string(10)
  local content = from:rest()
  local feeding = asyncio.create_task(function()
    local use <close>, at = a, 1
    for i = 1, #content do
      if at > #content then break end
      local size = 1 + (sizes:byte(i) or 255) % 64
      use:sendall(content:sub(at, at + size - 1))
      at = at + size
      asyncio.sleep(0)
    end
  end)
  local left, proceed = content, true
  for _, call in ipairs(list) do
    local ok, got = pcall(call[1], reader)
    local model, after = call[2](left, ok and got)
    if model == "stop" then
      source.expected(ok or socket.isinstance(got, asyncio.LimitOverrunError)
        or socket.isinstance(got, asyncio.IncompleteReadError), got)
      proceed = false
      break
    elseif type(model) == "table" then
      assert(not ok and socket.isinstance(got, model), "no error, or the wrong one: " .. tostring(got))
    else
      assert(ok, got)
      assert(got == model, ("got %q, not %q"):format(got, model))
    end
    left = after
  end
  if proceed then assert((reader:read() or "") == left, "the rest differs") end
  feeding:cancel()
  pcall(feeding.await, feeding)
  writer:close()
  a:close()
end

return function(data)
  asyncio.run(main, data)
end

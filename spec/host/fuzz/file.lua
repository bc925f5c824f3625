--- Compares the file of makefile with a model: Lua's own file with the same content. Data
-- that arrives in pieces, with buffers of any size, must be read in the same way. A read
-- that fails because data is missing must take nothing. Written data must arrive completely.
local source = require "spec.host.fuzz.source"
local socket = require "pysocket"

local formats = {"l", "L", "n", "a", "*l", "*n"}

local function format(from)
  local kind = from:byte()
  if kind < 128 then return from:pick(formats) end
  return kind % 64
end

-- Repeats the call, and sends the next piece each time that bytes are missing.
local function retry(feed, f, ...)
  while true do
    local results = table.pack(pcall(f, ...))
    if results[1] then return results end
    if not socket.isinstance(results[2], socket.BlockingIOError) then error(results[2], 0) end
    feed()
  end
end

local function compare(what, got, model)
  local n = model.n
  assert(got.n == n + 1, what .. ": wrong number of results")
  for i = 1, n do
    if got[i + 1] ~= model[i] and (got[i + 1] == got[i + 1] or model[i] == model[i]) then
      error(("%s: result %d is %q, not %q"):format(what, i, got[i + 1], model[i]), 0)
    end
  end
end

local function reading(from)
  local a, b = socket.socketpair()
  local _ <close>, buffering = a, from:byte() % 9
  local _ <close> = b
  b:settimeout(0)
  local f <close> = b:makefile("r", buffering == 8 and -1 or buffering)
  local calls = {}
  for i = 1, from:byte() % 12 do
    local shape = from:byte()
    local list = {lines = shape >= 192, piece = shape >= 160 and shape < 192 and from:byte()}
    for k = 1, shape % 4 do list[k] = format(from) end
    calls[i] = list
  end
  local sizes = from:string(16)
  local content = from:rest()
  local at, turn = 1, 0
  local function feed()
    if at > #content then
      a:shutdown(socket.SHUT_WR)
      return
    end
    turn = turn + 1
    local size = 1 + (sizes:byte(turn) or 255)
    a:sendall(content:sub(at, at + size - 1))
    at = at + size
  end
  local model <close> = assert(io.tmpfile())
  model:write(content)
  model:seek "set"
  for i, list in ipairs(calls) do
    local what = ("%s %d of %s"):format(list.lines and "lines" or "read", i, table.concat(list, ","))
    if list.piece then
      local got = retry(feed, f.read1, f, list.piece)[2]
      assert(not got or #got <= list.piece and (got ~= "" or list.piece == 0), what .. ": a piece of the wrong size")
      assert(got == "" or got == model:read(got and #got or 1), what .. ": wrong data")
    elseif list.lines then
      local next_of, state = f:lines(table.unpack(list))
      local next_model = model:lines(table.unpack(list))
      for _ = 1, 3 do
        local expected = table.pack(next_model())
        local got = retry(feed, next_of, state)
        if expected[1] == nil then  -- the end, or not a number: Lua's file returns nothing
          assert(got[2] == nil, what .. ": the end is not reported")
          break
        end
        compare(what, got, expected)
      end
    else
      compare(what, retry(feed, f.read, f, table.unpack(list)), table.pack(model:read(table.unpack(list))))
    end
  end
  local rest = retry(feed, f.read, f, "a")[2]
  assert(rest == model:read "a", "the rest differs")
end

local modes = {"no", "full", "line"}

local function writing(from)
  local a, b = socket.socketpair()
  local _ <close> = a
  local _ <close> = b
  a:settimeout(5)
  local f = a:makefile("w", from:byte() % 9 - 1)
  local written = {}
  for _ = 1, from:byte() % 20 do
    local kind = from:byte() % 5
    if kind == 0 then
      f:flush()
    elseif kind == 1 then
      f:setvbuf(from:pick(modes), from:byte())
    else
      local piece, number = from:string(), from:byte()
      assert(f:write(piece, number, socket.bytearray(piece)) == f)
      written[#written + 1] = piece .. number .. piece
    end
  end
  f:close()
  a:close()
  local whole = table.concat(written)
  local got = {}
  repeat
    local data = b:recv(7000)
    got[#got + 1] = data
  until not data
  assert(table.concat(got) == whole, "the data differs from what was written")
end

return function(data)
  local from = source(data)
  if from:byte() % 4 == 0 then writing(from) else reading(from) end
end

--- StreamReader: the receiving side of a connection.
--
-- It receives from the socket only if it is asked for more than it has: data that is not
-- read stays in the kernel, and flow control makes the peer wait. The first item of a reader
-- is the buffer of the stream, which it shares with the writer (csrc/loop/streambuffer.c); its
-- methods for the input are those of the buffer of a file (csrc/socket/filebuffer.c).

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local exceptions = require "pysocket.asyncio.exceptions"
local writers = require "pysocket.asyncio.writer"

core._own()

local isinstance = core.isinstance

local LIMIT = 64 * 1024      -- bytes of a line
local BUFFER = 64 * 1024     -- bytes of one recv
local LARGE = 1024 * 1024    -- bytes of one recv when a lot of data is read

local StreamReader = {__name = "StreamReader"}
StreamReader.__index = StreamReader

-- Receives more data; false at the end of the stream.
local function fill(self, name, want)
  local writer, input = self._writer, self[1]
  if writer._exception then error(writer._exception, 0) end
  if self._eof or writer._closed then return false end
  local n, e = input:receive(writer._socket, want)
  if n == 0 then
    self._eof = true
    return false
  elseif n then
    return true
  elseif n == nil then
    argument.fail(name .. "() called while another task is already waiting for incoming data")
  elseif not isinstance(e, core.OSError) then
    error(e, 0)
  elseif writers.drop_timeout(writer._socket, e) then
    return fill(self, name, want)
  elseif writer._closed then  -- the connection was closed during the wait
    if #input > 0 then return true end  -- the data that was left when a write failed; the next call raises the error
    if writer._exception then error(writer._exception, 0) end
    return false
  end
  writers.connection_lost(writer, e)
  error(e, 0)
end

--- reader:read([n]) -> data | nil
-- Reads up to n bytes as soon as some have arrived; nil at the end of the stream. If n is
-- nil or negative, reads everything up to the end.
function StreamReader:read(n)
  local input = self[1]
  if type(n) == "table" then n = argument.keywords("read", 1, "n", n) end
  if n == nil or n == -1 then
    while fill(self, "read", LARGE) do end
    return input:take(#input)
  end
  argument.integer(1, "read", n)
  if n < 0 then return self:read() end
  if n == 0 then return "" end
  if #input == 0 and not fill(self, "read", math.min(math.max(n, BUFFER), LARGE)) then return nil end
  return input:take(math.min(n, #input))
end

local function raise_incomplete(input, expected)
  core._throw(exceptions.IncompleteReadError(input:take(#input), expected))
end

--- reader:readexactly(n) -> data
-- Raises IncompleteReadError if the stream ends before that.
function StreamReader:readexactly(n)
  argument.integer(1, "readexactly", n)
  if n < 0 then argument.error(1, "readexactly", "readexactly size can not be less than zero") end
  local input = self[1]
  while #input < n do
    if not fill(self, "readexactly", math.min(math.max(n - #input, BUFFER), LARGE)) then
      raise_incomplete(input, n)
    end
  end
  return input:take(n)
end

local function overrun(found, consumed)
  return exceptions.LimitOverrunError(found and "Separator is found, but chunk is longer than limit"
    or "Separator is not found, and chunk exceed the limit", consumed)
end

-- The size of the next line including its end; nil at the end of the stream; false and an
-- error if the line is too long.
local function line_size(self, name)
  local input = self[1]
  local limit = input:limit()
  while true do
    local size = input:newline()
    if size then
      if size - 1 > limit then return false, overrun(true, size - 1) end
      return size
    elseif #input > limit then
      return false, overrun(false, #input)
    elseif not fill(self, name, BUFFER) then
      return nil
    end
  end
end

-- The first and the last position of the first separator in text from `from` on. If
-- several separators match, the one that ends first counts.
local function find_separator(text, separators)
  local first, last
  for _, separator in ipairs(separators) do
    local i, j = text:find(separator, 1, true)
    if i and (not last or j < last) then first, last = i, j end
  end
  return first, last
end

local function check_separators(separator)
  local separators = type(separator) == "table" and {table.unpack(separator)} or {separator}
  if #separators == 0 then
    argument.error(1, "readuntil", "Separator should contain at least one element")
  end
  for i = 1, #separators do  -- nil among them is refused too
    local one = separators[i]
    if not argument.is_bytes(one) then
      argument.typeerror(1, "readuntil", "string, bytearray, view or sequence of such", one)
    end
    if type(one) == "userdata" then one = one:sub() end
    separators[i] = one
    if one == "" then
      argument.error(1, "readuntil", "Separator should be at least one-byte string")
    end
  end
  table.sort(separators, function(a, b) return #a < #b end)
  return separators
end

local function read_until(self, separators)
  local input, longest, seen = self[1], #separators[#separators], 0
  local limit = input:limit()
  while true do
    local size = #input
    local first, last = find_separator(input:peek(seen, size - seen), separators)
    if first then
      if seen + first - 1 > limit then core._throw(overrun(true, seen + first - 1)) end
      return input:take(seen + last)
    end
    seen = math.max(0, size + 1 - longest)
    if seen > limit then core._throw(overrun(false, seen)) end
    if not fill(self, "readuntil", BUFFER) then raise_incomplete(input) end
  end
end

--- reader:readuntil([separator]) -> data
-- Reads up to the separator ("\n", or one of a sequence of strings), which is included.
-- Raises IncompleteReadError at the end of the stream, and LimitOverrunError if there is
-- more data than the limit before the separator; then the data stays in the buffer.
function StreamReader:readuntil(separator)
  if type(separator) == "table" then separator = argument.keywords("readuntil", 1, "separator[]", separator) end
  if separator ~= nil and separator ~= "\n" then
    return read_until(self, check_separators(separator))
  end
  local size, e = line_size(self, "readuntil")
  if e then core._throw(e) end
  if not size then raise_incomplete(self[1]) end
  return self[1]:take(size)
end

local function read_line(self, keep)
  local input = self[1]
  local size, e = line_size(self, "readline")
  if size then return input:take(size, keep and 0 or 1) end
  if e then
    local at = e.consumed
    input:take(input:peek(at, 1) == "\n" and at + 1 or #input)
    core._throw(e)
  end
  size = #input
  return size > 0 and input:take(size) or nil
end

--- reader:readline() -> line | nil
-- Reads a line with its end, which only the last line of the stream may lack; nil at the
-- end of the stream. If a line is longer than the limit, LimitOverrunError is raised and
-- the line is dropped.
function StreamReader:readline()
  return read_line(self, true)
end

local next_line = core._front(read_line)  -- for iterators, which are in C

--- reader:lines([format]) -> iterator
-- "l", the default: lines without their ends, "L": with them, as with Lua's files.
function StreamReader:lines(format)
  format = argument.keywords("lines", 1, "format", format)
  if format ~= nil and format ~= "l" and format ~= "L" then
    argument.error(1, "lines", "invalid format")
  end
  return self[1]:lines(self, next_line, format == "L")
end

--- reader:at_eof() -> boolean
-- Whether the stream has ended and all its data has been read.
function StreamReader:at_eof()
  return (self._eof or self._writer._closed or false) and #self[1] == 0
end

--- reader:exception() -> error | nil
function StreamReader:exception()
  return self._writer._exception or nil
end

function StreamReader:__tostring()
  local text = ("<StreamReader %d bytes"):format(#self[1])
  if self._eof then text = text .. " eof" end
  local limit = self[1]:limit()
  if limit ~= LIMIT then text = ("%s limit=%d"):format(text, limit) end
  return text .. ">"
end

argument.methods(StreamReader)

-- These read what has arrived without calling the methods.
StreamReader.readline = core._readline(StreamReader.readline, StreamReader, function(self)
  fill(self, "readline", BUFFER)
end)
StreamReader.readexactly = core._readexactly(StreamReader.readexactly, StreamReader)

-- Making one ----------------------------------------------------------------------

--- Makes the reader of the writer's stream.
local function new(writer)
  return setmetatable({writer[1], _writer = writer}, StreamReader)
end

local function check_limit(limit, i, name)
  if limit == nil then return LIMIT end
  argument.integer(i, name, limit)
  if limit <= 0 then argument.error(i, name, "Limit cannot be <= 0") end
  return limit
end

return {StreamReader = StreamReader, LIMIT = LIMIT, new = new, check_limit = check_limit}

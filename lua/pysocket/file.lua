--- Files made from sockets: s:makefile([mode[, buffering[, ...]]]) -> file
-- They have the methods of Lua's own files, and Python's methods where their names differ.
--
-- The buffer f[1] has the data that was received and not yet read, and f[2] the data that
-- was written and not yet sent (csrc/socket/filebuffer.c). A buffer that the mode does not
-- need is false. A read removes bytes from its buffer only when it is complete, so a read
-- that fails has removed nothing.
--
-- One task may read while another writes. If two tasks read, or two write, at the same
-- time, one of them gets an error, and no data is mixed up.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local match, sub, select = string.match, string.sub, argument.select

local errno = require "pysocket.errno"

local BUFFER = 64 * 1024    -- bytes of one recv, and of the write buffer
local LARGE = 1024 * 1024   -- bytes of one recv when everything up to the end is read
local MAX_LINE = 64 * 1024
local MAX_NUMERAL = 200     -- as in Lua's own io library

local File = {}
local meta = {__name = "socket.file", __index = File}

local function check_open(self)
  if self.closed then argument.fail("attempt to use a closed file") end
end

-- Receiving ---------------------------------------------------------------------

-- The read buffer of a file. The file must be readable, and no other task may be reading.
local function input_of(self)
  check_open(self)
  local input = self[1]
  if not input then
    core._error("OSError", nil, ("not readable: the file was made with mode '%s'"):format(self.mode), "read")
  elseif input:busy() then
    argument.fail("another task is reading from this file")
  end
  return input
end

-- Receives more data; returns false at the end of the stream. An unbuffered file takes no more
-- data than was asked for, so that the socket itself can be used too. Therefore it first peeks
-- to find the end of a line.
local function fill(self, input, want, line)
  local sock = self._socket
  if not sock then return false end
  local use <close> = input:enter()
  if self._read_size > 0 then
    if line or want < self._read_size then want = self._read_size end
  elseif line then
    local seen = sock:recv(want, core.MSG_PEEK)
    if not seen then return false end
    want = seen:find("\n", 1, true) or math.max(#seen, 1)  -- an empty datagram is received too
  end
  input:limit(self.max_line)
  return use:fill(sock, want) > 0
end

-- Reading -----------------------------------------------------------------------

-- Returns the rest of the data at the end of the stream; nil if there is none.
local function rest(input)
  local size = #input
  return size > 0 and input:take(size) or nil
end

local function line_too_long(self)
  core._error("OSError", errno.EMSGSIZE,
    ("line longer than max_line, %d bytes; read(n) takes it in pieces"):format(self.max_line), "read")
end

-- Reads a line, and waits for it if necessary. `limit` bytes of it are enough.
local function read_line(self, keep, limit)
  local input = input_of(self)
  while true do
    local newline = input:newline()
    local size = newline or #input
    if limit then
      if size >= limit then return input:take(limit) end
    elseif size - (newline and 1 or 0) > self.max_line then
      line_too_long(self)
    end
    if newline then return input:take(newline, keep and 0 or 1) end
    local want = limit and limit - size or math.min(self.max_line - size, BUFFER) + 1
    if not fill(self, input, want < BUFFER and want or BUFFER, true) then return rest(input) end
  end
end

local next_line = core._front(read_line)  -- for iterators, which are in C

local function read_whole_line(self)
  return read_line(self, true)
end

-- Reads n bytes, and fewer only at the end of the stream; nil if none are left.
local function read_bytes(self, n)
  local input = input_of(self)
  while #input < n or #input == 0 do
    local want = n > 0 and n - #input or 1  -- for 0 bytes: tests for the end
    if not fill(self, input, want < LARGE and want or LARGE) then return rest(input) end
  end
  return input:take(n)
end

local function read_all(self)
  local input = input_of(self)
  repeat
    local want = #input < BUFFER and BUFFER or #input  -- grows with the amount of data
  until not fill(self, input, want < LARGE and want or LARGE)
  return rest(input) or ""
end

-- Returns the position after the numeral at the beginning of s, or nil if more of it could follow.
-- It accepts what Lua's own io library accepts.
local function numeral_end(s, at_end)
  local function open(p) return p > #s and not at_end end
  local digits, exponent, count = "^%d*()", "^[eE]()", 0
  local p = match(s, "^[+-]?()")
  if open(p) then return nil end
  if sub(s, p, p) == "0" then
    p = p + 1
    if open(p) then return nil end
    local hex = match(s, "^[xX]()", p)
    if hex then p, digits, exponent = hex, "^%x*()", "^[pP]()" else count = 1 end
  end
  local q = match(s, digits, p)
  count = count + q - p
  if sub(s, q, q) == "." then
    p, q = q + 1, match(s, digits, q + 1)
    count = count + q - p
  end
  if open(q) then return nil end
  p = count > 0 and match(s, exponent, q)
  if not p then return q end
  q = match(s, "^[+-]?%d*()", p)
  return not open(q) and q or nil
end

-- Returns the number and its text, or nil if the data is not a number. As in Lua's own io
-- library, the beginning that looked like a number is consumed.
local function read_number(self)
  local input = input_of(self)
  local at_end = false
  while true do
    local space = input:space()
    if space < #input or at_end then
      local text = input:peek(space, MAX_NUMERAL + 1)
      local full = #text > MAX_NUMERAL
      local stop = numeral_end(text, at_end or full)
      if stop then
        local too_long = stop > MAX_NUMERAL + 1
        if too_long then stop = MAX_NUMERAL + 1 end
        local raw = input:take(space + stop - 1)
        return not too_long and tonumber(sub(text, 1, stop - 1)) or nil, raw
      end
    elseif space > self.max_line then
      line_too_long(self)
    end
    at_end = not fill(self, input, 1)
  end
end

-- Reads a line. Returns it without its end, and then with it.
local function read_line_and_text(self)
  local line = read_line(self, true)
  return line and (line:gsub("\n$", "")), line
end

local readers = {l = read_line, L = read_whole_line, a = read_all, n = read_number}

-- Returns the reader for the format, and the number of bytes. Only the first letter of a name
-- counts, as in Lua's own io library.
local function reader_of(format, i, name)
  if math.type(format) then
    local n = math.tointeger(format)
    if not n then
      argument.error(i, name, "number has no integer representation")
    elseif n < 0 then
      argument.error(i, name, ("the number of bytes must not be negative, got %d"):format(n))
    end
    return read_bytes, n
  elseif type(format) ~= "string" then
    argument.typeerror(i, name, "string", format)
  end
  local reader = readers[match(format, "^%*?(.?)")]
  if not reader then argument.error(i, name, "invalid format") end
  return reader
end

local function readers_of(name, ...)
  local list = {}
  for i = 1, select("#", ...) do
    local reader, n = reader_of((select(i, ...)), i, name)
    list[2 * i - 1] = reader == read_line and read_line_and_text or reader
    list[2 * i] = n or false
  end
  return list
end

-- If one of the formats fails, the data that the earlier ones read is put back.
local function read_several(self, list)
  local results, texts, count = {}, {}, 0
  for i = 1, #list, 2 do
    local ok, value, text = pcall(list[i], self, list[i + 1])
    if not ok then
      if self[1] then self[1]:put_back(table.concat(texts)) end
      error(value, 0)
    end
    count = count + 1
    results[count] = value
    texts[count] = text or value
    if value == nil then break end
  end
  return table.unpack(results, 1, count)
end

--- f:read([format, ...]) -> value, ...
-- "l" reads a line without its end (the default), "L" a line with it, "a" everything up
-- to the end of the stream, "n" a number, and an integer that many bytes. Returns nil at
-- the end of the stream, but "" for "a".
function File:read(...)
  local n = select("#", ...)
  if n == 0 then
    return read_line(self)
  elseif n == 1 then
    local reader, size = reader_of((...), 1, "read")
    return (reader(self, size))
  end
  return read_several(self, readers_of("read", ...))
end

--- f:lines([format, ...]) -> iterator
-- Reads according to the formats until the first of them finds the end of the stream.
function File:lines(...)
  local n = select("#", ...)
  if n > 1 then
    local list = readers_of("lines", ...)
    return core._front(function() return read_several(self, list) end)
  end
  local reader, size = read_line, nil
  if n == 1 then reader, size = reader_of((...), 1, "lines") end
  local input = input_of(self)
  input:limit(self.max_line)
  if reader == read_line or reader == read_whole_line then
    return input:lines(self, next_line, reader == read_whole_line)
  end
  return core._front(function() return (reader(self, size)) end)
end

--- f:read1([size]) -> data | nil
-- Reads the data that has arrived, up to `size` bytes. Waits only if there is none, once,
-- and not at all for 0 bytes.
function File:read1(size)
  if type(size) == "table" then size = argument.keywords("read1", 1, "size", size) end
  argument.optinteger(1, "read1", size)
  local input = input_of(self)
  if size == 0 then return "" end
  if size == nil or size < 0 then size = math.max(#input, BUFFER) end
  if #input == 0 and not fill(self, input, math.min(size, LARGE)) then return nil end
  return input:take(math.min(size, #input))
end

--- f:readline([size]) -> line | nil
-- Reads a line with its end, or the first `size` bytes of a longer one.
function File:readline(size)
  if type(size) == "table" then size = argument.keywords("readline", 1, "size", size) end
  argument.optinteger(1, "readline", size)
  if size and size >= 0 then
    return size == 0 and "" or read_line(self, true, size)
  end
  return read_line(self, true)
end

--- f:readlines([hint]) -> {line, ...}
-- Reads all lines with their ends, or stops when they have more than `hint` bytes.
function File:readlines(hint)
  hint = argument.keywords("readlines", 1, "hint", hint)
  argument.optinteger(1, "readlines", hint)
  local enough = hint and hint > 0 and hint or math.huge
  local lines, size = {}, 0
  while size <= enough do
    local ok, line = pcall(read_line, self, true)
    if not ok then
      if self[1] then self[1]:put_back(table.concat(lines)) end
      error(line, 0)
    end
    if not line then break end
    lines[#lines + 1] = line
    size = size + #line
  end
  return lines
end

-- Writing -----------------------------------------------------------------------

-- The write buffer of a file. The file must be writable, and no other task may be sending.
local function output_of(self)
  check_open(self)
  local output = self[2]
  if not output then
    core._error("OSError", nil, ("not writable: the file was made with mode '%s'"):format(self.mode), "write")
  elseif output:busy() then
    argument.fail("another task is writing to this file")
  end
  return output
end

local function drain(self, output)
  if #output == 0 or not self._socket then return end
  local use <close> = output:enter()
  use:drain(self._socket)
end

local function has_newline(...)
  for i = 1, select("#", ...) do
    local value = select(i, ...)
    if type(value) == "userdata" then value = value:sub() end
    if type(value) == "string" and value:find("\n", 1, true) then return true end
  end
  return false
end

local function put(self, name, ...)
  local output = output_of(self)
  local size, wrong = output:put(...)
  if not size then
    argument.typeerror(wrong, name, "string, bytearray or view", (select(wrong, ...)))
  elseif size > self._write_size or self._by_line and has_newline(...) then
    drain(self, output)
  end
  return self
end

--- f:write(bytes, ...) -> f
-- If sending fails, the unsent data stays in the buffer: continue with flush, and do not
-- write it again. e.bytes_sent is the number of bytes that this call has sent.
function File:write(...)
  return put(self, "write", ...)
end

--- f:writelines(lines)
-- As in Python, it adds no line ends.
function File:writelines(lines)
  for _, line in ipairs(argument.bytes(1, "writelines", lines, true)) do put(self, "writelines", line) end
end

--- f:flush() -> f
-- Sends the data in the buffer.
function File:flush()
  check_open(self)
  if self[2] then drain(self, output_of(self)) end
  return self
end

-- Sets the buffer sizes: up to `size` bytes may wait to be sent.
local function set_buffering(self, size, by_line)
  self._read_size, self._write_size, self._by_line = size, size, by_line
  if self[2] then self[2]:limit(by_line and 0 or size) end
end

local modes = {no = true, full = true, line = true}

--- f:setvbuf("no" | "full" | "line"[, size]) -> true
-- Sets when written data is sent: at once, when there are more than `size` bytes, or
-- also at each line end. With "no", reading takes no more data than it needs.
function File:setvbuf(mode, size)
  if type(mode) ~= "string" then
    argument.typeerror(1, "setvbuf", "string", mode)
  elseif not modes[mode] then
    argument.error(1, "setvbuf", ("invalid option '%s'"):format(mode))
  end
  size = argument.keywords("setvbuf", 2, "size", size)
  argument.optinteger(2, "setvbuf", size)
  if size and size < 0 then argument.error(2, "setvbuf", "the size must not be negative") end
  self:flush()
  set_buffering(self, mode == "no" and 0 or size or BUFFER, mode == "line")
  return true
end

-- Closing -----------------------------------------------------------------------

local function release(self)
  self.closed = true
  for i = 1, 2 do
    local stream = self[i]
    if stream and not stream:busy() then stream:clear() end
    self[i] = false
  end
  if self._socket then core._io_ref(self._socket, -1) end
end

--- f:close() -> true
-- Sends the data in the buffer, and closes the file even if that fails. If s:close() was
-- called before, the last file closes the socket.
function File:close()
  if self.closed then return true end
  if self[2] then output_of(self) end  -- an error while another task is writing, which would be cut off
  local ok, e = pcall(File.flush, self)
  release(self)
  if not ok then error(e, 0) end
  return true
end

-- An error that ended the block takes precedence over an error of closing.
function meta.__close(self, e)
  if e == nil then File.close(self) else pcall(File.close, self) end
end

-- The finalizer must not wait or raise an error: it sends what can be sent at once.
function meta.__gc(self)
  if self.closed then return end
  if self._socket and self[2] and #self[2] > 0 then pcall(self[2].drain, self[2], self._socket, true) end
  pcall(release, self)
end

-- Properties --------------------------------------------------------------------

--- f:seek() -> nil, message, errno
-- A stream has no position: returns what Lua's own files return for a pipe.
function File.seek()
  return nil, "not seekable", errno.ESPIPE
end

--- f:readable() -> boolean
function File:readable()
  check_open(self)
  return self[1] and true
end

--- f:writable() -> boolean
function File:writable()
  check_open(self)
  return self[2] and true
end

--- f:seekable() -> false
function File:seekable()
  check_open(self)
  return false
end

--- f:fileno() -> integer
function File:fileno()
  check_open(self)
  if not self._socket then core._error("OSError", nil, "the file of a datagram has no descriptor", "fileno") end
  return self._socket:fileno()
end

function meta.__tostring(self)
  return ("<socket.file %s mode='%s'>"):format(self.closed and "[closed]"
    or self._socket and "fd=" .. self._socket:fileno() or "[datagram]", self.mode)
end

argument.methods(File, meta.__name)
argument.methods(meta)
File.read = core._reader(File.read)  -- reads a line that has arrived without calling it
File.readline = core._line_reader(File.readline)
File.write = core._writer(File.write)  -- calls it only if data must be sent

-- Making one --------------------------------------------------------------------

local function check_mode(mode)
  if type(mode) ~= "string" then
    argument.typeerror(1, "makefile", "string", mode)
  elseif mode:find("[^rwb]") then
    argument.error(1, "makefile", ("invalid mode '%s' (only r, w, b allowed)"):format(mode))
  end
end

local function check_integer(value, i, least, what)
  argument.integer(i, "makefile", value)
  if value < least then argument.error(i, "makefile", ("%s must not be less than %d"):format(what, least)) end
end

-- Files carry bytes, which no encoding changes. A translation of line ends, which is not
-- supported, is refused.
local function check_text(encoding, errors, newline)
  if encoding ~= nil and type(encoding) ~= "string" then
    argument.typeerror(3, "makefile", "string", encoding)
  elseif errors ~= nil and type(errors) ~= "string" then
    argument.typeerror(4, "makefile", "string", errors)
  elseif newline ~= nil and newline ~= "" and newline ~= "\n" then
    argument.error(5, "makefile", 'line ends are not translated: newline must be "\\n" or ""')
  end
end

local function open_file(sock, mode, max_line, readable, writable)
  local self = {
    false, false,
    closed = false, mode = mode, name = sock and sock:fileno(), max_line = max_line,
    _socket = sock, _read_size = 0, _write_size = 0, _by_line = false,
  }
  if readable then self[1] = core._filebuffer() end
  if writable then self[2] = core._filebuffer() end
  return self
end

local function new_file(sock, mode, buffering, encoding, errors, newline, max_line)
  if mode == nil then mode = "r" end
  if buffering == nil then buffering = -1 end
  if max_line == nil then max_line = MAX_LINE end
  check_mode(mode)
  check_integer(buffering, 2, math.mininteger, "buffering")
  check_text(encoding, errors, newline)
  check_integer(max_line, 6, 0, "max_line")
  local writable = mode:find("w", 1, true) ~= nil
  local readable = not writable or mode:find("r", 1, true) ~= nil
  local self = open_file(sock, mode, max_line, readable, writable)
  set_buffering(self, buffering < 0 and BUFFER or buffering, false)
  if readable then core._files[self] = sock end
  core._io_ref(sock, 1)  -- from here on nothing can fail
  return setmetatable(self, meta)
end

local getvalue = argument.method(function(self)
  local output = output_of(self)
  return output:peek(0, #output)
end, meta, "getvalue", meta.__name)

--- core._bytes_file([bytes]) -> file
-- Makes a file without a socket, for the handlers of datagrams: one that reads these bytes, or
-- one that keeps the written data, which its method getvalue returns.
function core._bytes_file(bytes)
  if bytes ~= nil and type(bytes) ~= "string" then argument.typeerror(1, "_bytes_file", "string", bytes) end
  local self = open_file(false, bytes and "rb" or "wb", MAX_LINE, bytes ~= nil, bytes == nil)
  if bytes then self[1]:put_back(bytes) else self.getvalue = getvalue end
  set_buffering(self, BUFFER, false)
  return setmetatable(self, meta)
end

return function(self, ...)
  if not core.isinstance(self, core.socket) then
    argument.typeerror(1, "makefile", "socket", self)
  end
  return new_file(self, argument.keywords("makefile", 1, "mode buffering encoding errors newline max_line", ...))
end

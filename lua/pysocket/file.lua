--- Files made from sockets: s:makefile([mode[, buffering[, keywords]]]) -> file
-- They speak the methods of Lua's own files, and Python's where those have
-- another name.
--
-- One task may read while another writes. Two that read, or two that write, at
-- the same time are told so by an error and nothing is mixed up.
--
-- What was received and not yet read is `_parts` (a sequence of strings, or nil:
-- the usual case), followed by `_buf` from `_pos` on. Whatever a read needs is
-- put there before it waits, and is taken out when the read is complete: so a
-- read that fails has taken nothing. While a task waits in a read, `_buf` is
-- used up.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local concat, find, match, sub = table.concat, string.find, string.match, string.sub

local ESPIPE, EMSGSIZE = 29, 90  -- Linux's, on every machine but the rarest
local BUFFER = 64 * 1024         -- of one recv, and of what is written
local SLICE = 256 * 1024         -- what a partial send is continued with
local LONGEST_RECV = 1024 * 1024
local MAX_LINE = 64 * 1024
local MAX_NUMERAL = 200          -- as Lua's own io library

local File = {}
local meta = {__name = "socket.file", __index = File}
local buffer_meta = getmetatable(core.bytearray())

local function check(self, name, ...)
  if getmetatable(self) ~= meta then
    argument.typeerror(1, name, meta.__name, self, ...)
  end
end

-- Ends the use by one task, whichever way it ends.
local Use = {__close = function(use) use.file[use.flag] = false end}

local function new_use(file, flag)
  return setmetatable({file = file, flag = flag}, Use)
end

-- Receiving ---------------------------------------------------------------------

local function check_reader(self)
  if self._reading then argument.fail("another task is reading from this file") end
end

local function check_readable(self)
  if self.closed then
    argument.fail("attempt to use a closed file")
  elseif not self._readable then
    core._error("OSError", nil, ("not readable: the file was made with mode '%s'"):format(self.mode), "read")
  end
end

-- Of an unbuffered file nothing is taken that was not asked for, so that the
-- socket can be used beside it: to find the end of a line, look first.
local function receive_unbuffered(sock, want, line)
  if line then
    local seen = sock:recv(BUFFER, core.MSG_PEEK)
    if not seen then return nil end
    want = find(seen, "\n", 1, true) or #seen
  end
  return sock:recv(want)
end

-- Receives more; false at the end of the stream. Keeps what is unread.
local function fill(self, want, line)
  check_reader(self)
  check_readable(self)
  local buf, pos, parts = self._buf, self._pos, self._parts
  if pos <= #buf then
    if not parts then
      parts = {}
      self._parts = parts
    end
    local part = pos == 1 and buf or sub(buf, pos)
    parts[#parts + 1] = part
    self._size = self._size + #part
  end
  self._buf, self._pos = "", 1
  self._reading = true
  local _ <close> = self._read_use
  local data
  if self._read_size == 0 then
    data = receive_unbuffered(self._sock, want, line)
  elseif want > self._read_size then
    data = self._sock:recv(want < LONGEST_RECV and want or LONGEST_RECV)
  else
    data = self._sock:recv(self._read_size)
  end
  if not data then return false end
  self._buf = data
  return true
end

-- Makes one string of all that is unread.
local function join(self)
  local parts = self._parts
  if parts then
    parts[#parts + 1] = sub(self._buf, self._pos)
    self._buf, self._pos = concat(parts), 1
    self._parts, self._size = nil, 0
  end
end

local function unread_size(self)
  return self._size + #self._buf - self._pos + 1
end

-- Takes n bytes, of which at least the last is in _buf or no part is there.
local function take(self, n)
  local pos, parts = self._pos, self._parts
  local stop = pos + n - self._size
  local s = sub(self._buf, pos, stop - 1)
  if parts then
    parts[#parts + 1] = s
    s = concat(parts)
    self._parts, self._size = nil, 0
  end
  if stop > #self._buf then
    self._buf, self._pos = "", 1  -- it may be large
  else
    self._pos = stop
  end
  return s
end

-- Reading -----------------------------------------------------------------------

local function line_too_long(self)
  core._error("OSError", EMSGSIZE,
    ("line longer than max_line, %d bytes; read(n) takes it in pieces"):format(self.max_line), "read")
end

-- A line for which the file has to look further than into _buf. `limit` bytes
-- are enough for a line, if it is given.
local function read_long_line(self, keep, limit)
  check_reader(self)
  if self._parts and not self._no_newline then join(self) end
  while true do
    local nl = find(self._buf, "\n", self._pos, true)
    local size = self._size + (nl or #self._buf + 1) - self._pos
    if limit and (nl and size + 1 or size) >= limit then
      return take(self, limit)
    elseif not limit and size > self.max_line then
      line_too_long(self)
    elseif nl then
      local line = take(self, size + 1)
      return keep and line or sub(line, 1, -2)
    end
    self._no_newline = true
    if not fill(self, self.max_line + 1 - size, true) then
      return size > 0 and take(self, size) or nil
    end
  end
end

-- Also the iterator of lines: it has no time for more than this.
local function read_line(self)
  local buf, pos = self._buf, self._pos
  local nl = find(buf, "\n", pos, true)
  if nl and nl - pos <= self.max_line and not self._parts then
    self._pos = nl + 1
    return sub(buf, pos, nl - 1)
  end
  return read_long_line(self, false)
end

local function read_line_whole(self)
  local buf, pos = self._buf, self._pos
  local nl = find(buf, "\n", pos, true)
  if nl and nl - pos <= self.max_line and not self._parts then
    self._pos = nl + 1
    return sub(buf, pos, nl)
  end
  return read_long_line(self, true)
end

-- At most n bytes, fewer at the end of the stream only; nil when none is left.
local function read_bytes(self, n)
  check_reader(self)
  local size = unread_size(self)
  if n <= self._size then join(self) end
  while size < n or size == 0 do
    self._no_newline = false
    local want = n > size and n - size or 1  -- of none: is it the end?
    if not fill(self, want) then return size > 0 and take(self, size) or nil end
    size = unread_size(self)
  end
  return take(self, n)
end

local function read_all(self)
  check_reader(self)
  repeat
    self._no_newline = false
  until not fill(self, LONGEST_RECV)
  return take(self, unread_size(self))
end

-- Where the numeral that begins at s[i] ends: the position behind it, or nil
-- when that is behind what was received and so may change.
local function numeral_end(s, i, at_end)
  local last = #s
  local function open(p) return p > last and not at_end end
  local p = match(s, "^[+-]?()", i)
  if open(p) then return nil end
  local digits, exponent = "^%d*()", "^[eE]()"
  local count = 0
  if sub(s, p, p) == "0" then
    p = p + 1
    if open(p) then return nil end
    local q = match(s, "^[xX]()", p)
    if q then p, digits, exponent = q, "^%x*()", "^[pP]()" else count = 1 end
  end
  local q = match(s, digits, p)
  count = count + q - p
  if open(q) then return nil end
  if sub(s, q, q) == "." then
    p, q = q + 1, match(s, digits, q + 1)
    count = count + q - p
    if open(q) then return nil end
  end
  p = count > 0 and match(s, exponent, q)
  if not p then return q end
  if open(p) then return nil end
  q = match(s, "^[+-]?%d*()", p)
  if open(q) then return nil end
  return q
end

-- Returns the number and the text it was, or nil when what comes is none. As in
-- Lua's own io library, what looked like the beginning of one is used up.
local function read_number(self)
  check_reader(self)
  local at_end = false
  while true do
    join(self)
    local buf, pos = self._buf, self._pos
    local first = find(buf, "%S", pos) or at_end and #buf + 1
    if first then
      -- a numeral that is longer than Lua reads ends there, and is none
      local text = sub(buf, first, first + MAX_NUMERAL)
      local stop = numeral_end(text, 1, at_end or #text > MAX_NUMERAL)
      if stop then
        if stop > MAX_NUMERAL + 1 then stop, text = MAX_NUMERAL + 1, "" end
        local raw = take(self, first + stop - 1 - pos)
        return tonumber(sub(text, 1, stop - 1)), raw
      end
    elseif #buf - pos >= self.max_line then
      line_too_long(self)
    end
    self._no_newline = false
    at_end = not fill(self, 1)
  end
end

local function read_rest_of_line(self)
  local line = read_line_whole(self)
  return line and (line:gsub("\n$", "")), line
end

local readers = {
  l = read_line, ["*l"] = read_line,
  L = read_line_whole, ["*L"] = read_line_whole,
  a = read_all, ["*a"] = read_all,
  n = read_number, ["*n"] = read_number,
}

-- The reader for the format, and the number of bytes. Of a name only the first
-- letter counts, as in Lua's own io library.
local function reader_of(format, i, name)
  local reader = readers[format]
  if reader then return reader end
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
  reader = readers[match(format, "^%*?(.)")]
  if not reader then argument.error(i, name, "invalid format") end
  return reader
end

-- Puts what was taken back in front of what is unread.
local function put_back(self, raws)
  join(self)
  self._buf = concat(raws) .. sub(self._buf, self._pos)
  self._pos = 1
end

-- If a later format fails, what the earlier ones had read is unread again.
local function read_several(self, list)
  local results, raws, count = {}, {}, 0
  for i = 1, #list, 2 do
    local ok, value, raw = pcall(list[i], self, list[i + 1])
    if not ok then
      put_back(self, raws)
      error(value, 0)
    end
    count = count + 1
    results[count] = value
    raws[count] = raw or value
    if value == nil then break end
  end
  return table.unpack(results, 1, count)
end

local function readers_of(name, ...)
  local list = {}
  for i = 1, select("#", ...) do
    local reader, n = reader_of(select(i, ...), i, name)
    -- a line that is to be put back must be known with its end
    list[2 * i - 1] = reader == read_line and read_rest_of_line or reader
    list[2 * i] = n or false
  end
  return list
end

--- f:read([format, ...]) -> value, ...
-- "l" a line without its end (when there is no format), "L" a line with it, "a"
-- all up to the end of the stream, "n" a number, an integer so many bytes. nil
-- at the end of the stream, but "" for "a".
function File:read(...)
  check(self, "read")
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
-- Reads by the formats until the first of them finds the end of the stream.
function File:lines(...)
  check(self, "lines")
  local n = select("#", ...)
  if n == 0 then return read_line, self end
  local list = readers_of("lines", ...)
  if n > 1 then
    return function() return read_several(self, list) end
  end
  local reader, size = reader_of((...), 1, "lines")
  if not size then return reader, self end
  return function() return read_bytes(self, size) end
end

--- f:readline([size]) -> line | nil
-- A line with its end; of a longer one than `size` the first `size` bytes.
function File:readline(size)
  check(self, "readline")
  if size == nil then return read_line_whole(self) end
  if math.type(size) ~= "integer" then argument.typeerror(1, "readline", "integer", size) end
  if size < 0 then return read_line_whole(self) end
  return size == 0 and "" or read_long_line(self, true, size)
end

--- f:readlines([hint]) -> {line, ...}
-- All lines with their ends, or as many as make up at least `hint` bytes.
function File:readlines(hint)
  check(self, "readlines")
  if hint ~= nil and math.type(hint) ~= "integer" then
    argument.typeerror(1, "readlines", "integer", hint)
  end
  local lines, size = {}, 0
  local enough = hint and hint > 0 and hint or math.huge
  while size < enough do
    local ok, line = pcall(read_line_whole, self)
    if not ok then
      put_back(self, lines)
      error(line, 0)
    end
    if not line then break end
    lines[#lines + 1] = line
    size = size + #line
  end
  return lines
end

-- Writing -----------------------------------------------------------------------

local function check_writable(self)
  if self.closed then
    argument.fail("attempt to use a closed file")
  elseif not self._writable then
    core._error("OSError", nil, ("not writable: the file was made with mode '%s'"):format(self.mode), "write")
  elseif self._writing then
    argument.fail("another task is writing to this file")
  end
end

-- Sends what is pending. `_sent` counts along, so that what ends it in the
-- middle leaves behind just what was not sent.
local function send_pending(self)
  local out = self._out
  local data = out[2] and concat(out) or out[1] or ""
  if self._sent > 0 then data = sub(data, self._sent + 1) end
  local size = #data
  self._out, self._out_size, self._sent = {data}, size, 0
  self._writing = true
  local _ <close> = self._write_use
  local sock, sent = self._sock, 0
  while sent < size do
    local part = sent == 0 and data or sub(data, sent + 1, sent + SLICE)
    sent = sent + sock:send(part)
    self._sent = sent
    self._out_size = size - sent
  end
  self._out, self._sent = {}, 0
end

local function flush(self)
  if self._out_size == 0 then return end
  local ok, e = pcall(send_pending, self)
  if ok then return end
  if core.isinstance(e, core.OSError) then e.bytes_sent = self._sent end
  error(e, 0)
end

-- The argument as a string.
local function bytes_of(value, i, name)
  if type(value) == "string" then
    return value
  elseif type(value) == "number" then
    return value .. ""
  elseif getmetatable(value) == buffer_meta then
    return value:sub()
  end
  argument.typeerror(i, name, "string, bytearray or view", value)
end

local function strings_of(name, ...)
  local strings = {...}
  for i = 1, select("#", ...) do strings[i] = bytes_of(strings[i], i, name) end
  return strings
end

-- Adds the strings from the first on, and sends what has to go.
local function write_strings(self, strings)
  local out, size = self._out, self._out_size
  local ended = false
  for i = 1, #strings do
    local s = strings[i]
    out[#out + 1] = s
    size = size + #s
    ended = ended or self._by_line and find(s, "\n", 1, true)
  end
  self._out_size = size
  if size > self._write_size or ended then flush(self) end
  return self
end

--- f:write(bytes, ...) -> f
-- If sending fails, all that was not sent stays with the file: call flush, not
-- write, to go on. e.bytes_sent tells what this call has sent.
function File:write(...)
  check(self, "write")
  check_writable(self)
  local s = ...
  if type(s) ~= "string" or select("#", ...) > 1 or self._by_line then
    return write_strings(self, strings_of("write", ...))
  end
  local out, size = self._out, self._out_size + #s
  out[#out + 1] = s
  self._out_size = size
  if size > self._write_size then flush(self) end
  return self
end

--- f:writelines(lines)
-- Python's: no ends of lines are added.
function File:writelines(lines)
  check(self, "writelines")
  check_writable(self)
  if type(lines) ~= "table" then argument.typeerror(1, "writelines", "sequence of strings", lines) end
  write_strings(self, strings_of("writelines", table.unpack(lines)))
end

--- f:flush() -> f
-- Sends what was written.
function File:flush()
  check(self, "flush")
  if self.closed then
    argument.fail("attempt to use a closed file")
  elseif self._writable then
    check_writable(self)
    flush(self)
  end
  return self
end

local modes = {no = true, full = true, line = true}

--- f:setvbuf("no" | "full" | "line"[, size]) -> true
-- When what is written is sent: at once, when `size` bytes are exceeded, or at
-- each end of a line too. "no" also makes reading take no more than it needs.
function File:setvbuf(mode, size)
  check(self, "setvbuf")
  if type(mode) ~= "string" then
    argument.typeerror(1, "setvbuf", "string", mode)
  elseif not modes[mode] then
    argument.error(1, "setvbuf", ("invalid option '%s'"):format(mode))
  elseif size ~= nil and math.type(size) ~= "integer" then
    argument.typeerror(2, "setvbuf", "integer", size)
  elseif size and size < 0 then
    argument.error(2, "setvbuf", "the size must not be negative")
  end
  self:flush()
  size = mode == "no" and 0 or size or BUFFER
  self._read_size, self._write_size = size, size
  self._by_line = mode == "line"
  return true
end

-- Closing -----------------------------------------------------------------------

local function release(self)
  local sock = self._sock
  self.closed = true
  self._sock, self._out, self._out_size = nil, nil, 0
  self._buf, self._pos, self._parts, self._size = "", 1, nil, 0
  core._io_ref(sock, -1)
end

--- f:close() -> true
-- Sends what was written, and closes even if that fails. The socket is closed
-- with the last of its files, if s:close() was called before.
function File:close()
  check(self, "close")
  if self.closed then return true end
  local ok, e = true, nil
  if self._out_size > 0 then
    ok, e = pcall(self.flush, self)
  end
  release(self)
  if not ok then error(e, 0) end
  return true
end

-- What ended the block counts for more than what hinders the closing.
function meta.__close(self, e)
  if e == nil then File.close(self) else pcall(File.close, self) end
end

-- The collector must neither wait nor raise: it sends what goes at once.
local function finalize(self)
  local sock = self._sock
  if self._out_size > 0 and not self._writing then
    local timeout = sock:gettimeout()
    sock:settimeout(0)
    pcall(send_pending, self)
    sock:settimeout(timeout)
  end
end

function meta.__gc(self)
  if not self.closed then
    pcall(finalize, self)
    pcall(release, self)
  end
end

-- What it is --------------------------------------------------------------------

--- f:seek() -> nil, message, errno
-- A stream has no position: the same answer as that of Lua's own pipes.
function File:seek()
  check(self, "seek")
  return nil, "not seekable", ESPIPE
end

function File:readable()
  check(self, "readable")
  return self._readable
end

function File:writable()
  check(self, "writable")
  return self._writable
end

function File:seekable()
  check(self, "seekable")
  return false
end

--- f:fileno() -> integer
function File:fileno()
  check(self, "fileno")
  if self.closed then argument.fail("attempt to use a closed file") end
  return self._sock:fileno()
end

function meta.__tostring(self)
  return ("<socket.file %s mode='%s'>"):format(
    self.closed and "[closed]" or "fd=" .. self._sock:fileno(), self.mode)
end

-- Making one --------------------------------------------------------------------

local function check_mode(mode)
  if type(mode) ~= "string" then
    argument.typeerror(1, "makefile", "string", mode)
  elseif mode:find("[^rwb]") then
    argument.error(1, "makefile", ("invalid mode '%s' (only r, w, b allowed)"):format(mode))
  end
end

local function check_size(value, i, what, least)
  if math.type(value) ~= "integer" then
    argument.typeerror(i, "makefile", "integer", value)
  elseif value < least then
    argument.error(i, "makefile", ("%s must be at least %d"):format(what, least))
  end
end

local function check_text(encoding, errors, newline)
  if encoding ~= nil and type(encoding) ~= "string" then
    argument.typeerror(3, "makefile", "string", encoding)
  elseif errors ~= nil and type(errors) ~= "string" then
    argument.typeerror(4, "makefile", "string", errors)
  elseif newline ~= nil and newline ~= "" and newline ~= "\n" then
    argument.error(5, "makefile", ("newline %s: ends of lines are not translated, only '\\n' ends one")
      :format(type(newline) == "string" and ("%q"):format(newline) or type(newline)))
  end
end

local NAMES = {"mode", "buffering", "encoding", "errors", "newline", "max_line"}

-- The table of keyword arguments may take any place.
local function arguments(sock, ...)
  local first = 1
  for i = 1, select("#", ...) do
    if type((select(i, ...))) == "table" then
      first = i
      break
    end
  end
  return sock, argument.keywords("makefile", first, table.move(NAMES, first, #NAMES, 1, {}), ...)
end

local function new_file(sock, mode, buffering, encoding, errors, newline, max_line)
  if mode == nil then mode = "r" end
  check_mode(mode)
  if buffering == nil then buffering = -1 else check_size(buffering, 2, "buffering", math.mininteger) end
  check_text(encoding, errors, newline)
  if max_line == nil then max_line = MAX_LINE else check_size(max_line, 6, "max_line", 0) end
  local writable = mode:find("w", 1, true) ~= nil
  local size = buffering < 0 and BUFFER or buffering
  local file = {
    closed = false, mode = mode, max_line = max_line, name = sock:fileno(),
    _sock = sock,
    _readable = not writable or mode:find("r", 1, true) ~= nil, _writable = writable,
    _buf = "", _pos = 1, _size = 0, _read_size = size, _reading = false, _no_newline = false,
    _out = {}, _out_size = 0, _write_size = size, _sent = 0, _writing = false, _by_line = false,
  }
  file._read_use, file._write_use = new_use(file, "_reading"), new_use(file, "_writing")
  core._io_ref(sock, 1)
  return setmetatable(file, meta)
end

return function(sock, ...)
  if not core.isinstance(sock, core.socket) then
    argument.typeerror(1, "makefile", "socket", sock)
  end
  return new_file(arguments(sock, ...))
end

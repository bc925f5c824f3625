--- socket:sendfile. This file has its control flow, and csrc/socket/sendfile.c the system calls.
--
-- A regular file is sent with sendfile(2). A pipe, or any other object with a read
-- method, is read and sent. The calls share `progress`, {bytes sent, deadline}: the
-- timeout limits all of them together.

local core = require "pysocket.core"
local argument = require "pysocket.argument"

core._own()

local BLOCK = 65536

-- The methods of Lua's files for a descriptor, or an object that has one.
local Descriptor = {}
Descriptor.__index = Descriptor

function Descriptor:read(count)
  return core._sendfile_read(self.socket, self.file, count, self.progress)
end

function Descriptor:seek(_, offset)
  return core._sendfile_seek(core._fileno(self.file) or -1, offset)
end

-- Sets the position of the file after the data that was sent, however the call ends, as Python does.
local Position = {__close = function(position)
  local sent = position.progress[1]
  if position.start and sent > 0 then
    pcall(position.file.seek, position.file, "set", position.start + sent)
  end
end}

-- Raises an error for the failure that a method of a file returned as nil, message, errno.
local function raise(progress, message, errnum)
  local e = errnum and core.OSError(errnum, (message:gsub("^.*: ", ""))) or core.OSError(message)
  e.call, e.bytes_sent = "sendfile", progress[1]
  core._throw(e)
end

local function has(value, name)
  local method = argument.field(value, name)
  local meta = getmetatable(method)
  return type(method) == "function" or type(meta) == "table" and meta.__call ~= nil
end

-- An error of a C method that pcall has called has no position, so it gets that of
-- the user's line.
local function fileno(file)
  local ok, fd = pcall(file.fileno, file)
  if ok then return fd end
  if type(fd) == "string" and not fd:find "^[^\n]*:%d+: " then argument.fail(fd) end
  error(fd, 0)
end

-- Returns an object to read from, and whether it is a regular file.
local function open(s, file, progress)
  local kind = io.type(file)
  if kind == "closed file" then
    argument.error(1, "sendfile", "the file is closed")
  elseif kind then
    return file, core._sendfile_regular(file)
  end
  local readable = type(file) ~= "string" and has(file, "read")
  local fd = file
  if type(file) ~= "number" and has(file, "fileno") then fd = fileno(file) end
  if math.type(fd) ~= "integer" or fd < 0 then
    if readable then return file end
    if fd ~= file or type(fd) == "number" then
      argument.error(1, "sendfile", "the descriptor must be an integer that is not negative; a closed object has none")
    end
    argument.typeerror(1, "sendfile", "file, descriptor or object with a read or fileno method", file)
  elseif fd > 0x7fffffff then
    argument.error(1, "sendfile", "the descriptor is too large")
  end
  local regular = core._sendfile_regular(fd)
  if regular and has(file, "seek") or readable then return file, regular end
  return setmetatable({socket = s, file = file, progress = progress}, Descriptor), regular
end

local function seek(file, offset, progress)
  if not has(file, "seek") then argument.error(2, "sendfile", "the file has no seek method") end
  local at, message, errnum = file:seek("set", offset)
  if not at then raise(progress, message, errnum) end
end

local function read_and_send(s, file, count, progress)
  while not count or progress[1] < count do
    local data, message, errnum = file:read(count and math.min(count - progress[1], BLOCK) or BLOCK)
    if message and not data then raise(progress, message, errnum) end
    if not data then return end
    if not argument.is_bytes(data) then
      argument.error(1, "sendfile",
        ("its read method returned a %s, not a string, bytearray or view"):format(type(data)))
    end
    if #data == 0 then return end
    core._sendfile_part(s, data, progress)
  end
end

local function send(s, file, offset, count)
  local progress = core._sendfile_start(s)
  local source, regular = open(s, file, progress)
  local position <close> = setmetatable({file = source, progress = progress}, Position)
  if regular then
    position.start = has(source, "seek") and offset
    if core._sendfile(s, file, offset, count, progress) then return progress[1] end
  end
  -- Without an offset Python also reads from the current position of the file.
  if regular or offset ~= 0 then seek(source, offset, progress) end
  local ok, start = pcall(source.seek, source, "cur")
  position.start = ok and math.type(start) == "integer" and start
  read_and_send(s, source, count, progress)
  return progress[1]
end

local function check(s, offset, count)
  if not core.isinstance(s, core.socket) then
    argument.typeerror(1, "sendfile", "socket", s)
  elseif type(offset) ~= "number" or not math.tointeger(offset) then
    argument.typeerror(2, "sendfile", "integer", offset)
  elseif offset < 0 then
    argument.error(2, "sendfile", ("offset must not be negative (got %d)"):format(offset))
  elseif count ~= nil and (type(count) ~= "number" or not math.tointeger(count) or count <= 0) then
    argument.error(3, "sendfile", ("count must be a positive integer (got %s)"):format(tostring(count)))
  elseif s.type ~= core.SOCK_STREAM then
    argument.fail("only SOCK_STREAM type sockets are supported")
  elseif s:gettimeout() == 0 then
    argument.fail("non-blocking sockets are not supported")
  end
end

local function sendfile(s, file, offset, count)
  if offset == nil then offset = 0 end
  check(s, offset, count)
  return send(s, file, math.tointeger(offset), count and math.tointeger(count))
end

--- s:sendfile(file[, offset[, count]]) -> bytes sent
return function(self, file, ...)
  return sendfile(self, file, argument.keywords("sendfile", 2, "offset count", ...))
end

--- connect_read_pipe, connect_write_pipe: a reader of a pipe, a terminal or a file,
-- and a writer. They take the place of a socket under StreamReader and StreamWriter.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local events = require "pysocket.asyncio.events"
local readers = require "pysocket.asyncio.reader"
local writers = require "pysocket.asyncio.writer"

core._own()

-- The methods that a stream calls on its socket. Those that have no meaning here do nothing.
local Pipe = {__name = "Pipe"}
Pipe.__index = Pipe

local function nothing() end

Pipe.settimeout, Pipe.gettimeout, Pipe.getpeername, Pipe.getsockname = nothing, nothing, nothing, nothing

function Pipe:fileno()
  return self._file and core._fileno(self._file) or -1
end

function Pipe:send(data, flags)
  return core._pipe_write(self, data, flags or 0)
end

local function close_of(file) return file.close end

-- A number and one of Lua's files can be closed; another object must have a method for it.
local function can_close(file)
  if math.type(file) or io.type(file) then return true end
  local ok, close = pcall(close_of, file)
  return ok and type(close) == "function"
end

-- Wakes the tasks that wait for it, and then closes it. Lua's standard files stay open.
function Pipe:close()
  local file = self._file
  if not file or io.type(file) == "closed file" then return end
  local fd = self:fileno()
  self._file = false
  core._pipe_closing(fd)
  if math.type(file) then core.close(fd) elseif can_close(file) then file:close() end
end

-- Ending the written data closes the pipe.
Pipe.shutdown = Pipe.close

function Pipe:__tostring()
  return ("<pipe fd=%d>"):format(self:fileno())
end

local function new(file, name)
  events.get_running_loop()
  if core.isinstance(file, core.socket) then
    argument.error(1, name, "file expected, got socket; write asyncio.open_connection{sock = s}")
  end
  local fd, reason = core._fileno(file)
  if not fd then argument.error(1, name, reason) end
  if not can_close(file) then
    argument.error(1, name, argument.typename(file) .. " has a method 'fileno', but no method 'close'")
  end
  return setmetatable({_file = file}, Pipe)
end

local pipes = {}

--- asyncio.connect_read_pipe(file[, limit]) -> reader
-- Data that Lua has read ahead of the file comes first. The file still belongs to the caller.
function pipes.connect_read_pipe(file, ...)
  local limit = argument.keywords("connect_read_pipe", 2, "limit", ...)
  limit = readers.check_limit(limit, 2, "connect_read_pipe")
  local pipe = new(file, "connect_read_pipe")
  local reader = readers.new(writers.new(pipe, limit))
  reader[1]:fill_ahead(file)
  return reader
end

--- asyncio.connect_write_pipe(file) -> writer
function pipes.connect_write_pipe(file)
  local pipe = new(file, "connect_write_pipe")
  if io.type(file) then file:flush() end
  return writers.new(pipe, readers.LIMIT)
end

return pipes

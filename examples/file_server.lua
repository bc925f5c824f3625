-- A file server: stores files and returns them. Each client has a task where a Python script has a thread.
-- Run it: make && eval "$(make env)" && lua5.4 examples/file_server.lua
-- Use it with file_client.lua. Arguments: [directory [host [port]]]. Ctrl-C ends it.
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local ROOT = (arg[1] or "."):gsub("/?$", "/")
local HOST = arg[2] or "127.0.0.1"
local PORT = tonumber(arg[3] or 50007) or error "the port must be a number"
local MAX_SIZE = 1000000000  -- bytes of a file
local MAX_LINE = 300         -- bytes of a line
local CHUNK = 65536          -- bytes of a file that are in memory at a time
local IDLE = 60              -- seconds after which a client that neither sends nor reads is disconnected

-- A client sends "get NAME", or "put NAME SIZE" and, after the answer "ready", the bytes. The answers are "ok SIZE",
-- which is followed by the bytes if they were requested, and "error TEXT".
local NAME = "^%w[%w._-]*$"  -- no name leads out of the directory or is hidden

local coming = {}  -- the names of the files that are being received

-- In Python: os.path.isfile and os.path.exists. Opening a FIFO would wait for its writer, and stop all clients.
local function test(option, path)
  return os.execute(("test -%s '%s'"):format(option, (path:gsub("'", "'\\''")))) == true
end

local function get(conn, reply, name)
  if not test("f", ROOT .. name) then return reply("error %s: there is no such file", name) end
  local file <close> = io.open(ROOT .. name, "rb")
  if not file then return reply("error %s cannot be read", name) end
  local size = file:seek("end")
  file:seek("set")
  reply("ok %d", size)
  if size > 0 and conn:sendfile(file, 0, size) < size then conn:close() end  -- the file has been truncated meanwhile
end

-- Receives into a hidden file. Returns whether all data arrived and was written.
local function receive(input, path, size)
  local part = path:gsub("[^/]*$", ".%0")
  local output <close> = io.open(part, "wb")
  if not output then return false end
  local _ <close> = setmetatable({}, {__close = function() os.remove(part) end})  -- in Python: finally
  while size > 0 do
    local data = input:read(math.min(size, CHUNK))
    if not data or not output:write(data) then return false end
    size = size - #data
  end
  return output:close() and os.rename(part, path)
end

local function put(input, reply, name, size)
  if not size or size > MAX_SIZE then return reply("error the size must be a number up to %d", MAX_SIZE) end
  if coming[name] or test("e", ROOT .. name) then return reply("error %s: the file exists already", name) end
  coming[name] = true
  local _ <close> = setmetatable({}, {__close = function() coming[name] = nil end})
  reply("ready")
  if not receive(input, ROOT .. name, size) then return reply("error %s could not be written", name) end
  print(("%s: %d bytes"):format(name, size))
  reply("ok %d", size)
end

local function serve(conn)
  local _ <close> = conn
  conn:settimeout(IDLE)
  local file <close> = conn:makefile("rwb")
  file.max_line = MAX_LINE
  local function reply(format, ...)
    file:write(format:format(...), "\n"):flush()
  end
  for line in file:lines() do
    local words = {}
    for word in line:gmatch("%S+") do words[#words + 1] = word end  -- in Python: line.split()
    local action, name = words[1], words[2] or ""
    if not name:find(NAME) then
      reply("error a request is: get NAME, or: put NAME SIZE; a name has letters, digits and ._- only")
    elseif action == "get" then
      get(conn, reply, name)
    elseif action == "put" then
      put(file, reply, name, math.tointeger(tonumber((words[3] or ""):match("^%d+$"))))
    else
reply("error unknown action")
    end
  end
end

-- An error ends only the connection to that client.
local function handle(conn)
  local ok, e = asyncio.pcall(serve, conn)  -- in Python: except Exception
  if not ok and not socket.isinstance(e, socket.OSError) then error(e, 0) end
end

local server <close> = socket.create_server{HOST, PORT}

local function accept()
  print("The file server listens at", server:getsockname())
  for conn in server.accept, server do
    asyncio.create_task(handle, conn)       -- in Python: threading.Thread(target=handle, args=(conn,)).start()
  end
end

asyncio.run(function()
  local group <close> = asyncio.TaskGroup()
  local accepting = group:create_task(accept)
  asyncio.get_running_loop():add_signal_handler("SIGINT", accepting.cancel, accepting)
end)

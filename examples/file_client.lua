-- A client of the file server: uploads or downloads several files at once, each in its own task.
-- Run it while file_server is running: make && eval "$(make env)" && lua5.4 examples/file_client.lua
-- Arguments: host port put|get file ...
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local HOST, ACTION = arg[1] or "127.0.0.1", arg[3]
local PORT = tonumber(arg[2] or 50007) or error "the port must be a number"
local TIMEOUT = 60   -- seconds without an answer
local CHUNK = 65536  -- bytes of a file that are in memory at a time

-- Reads the answer of the server. Returns its first word and the rest.
local function answer(file)
  local word, text = (file:read() or ""):match("^(%l+) ?(.*)$")
  return word or "error", text or "the server has closed the connection"
end

local function put(s, file, path)
  local input <close> = assert(io.open(path, "rb"))
  local size = input:seek("end")
  input:seek("set")
  file:write(("put %s %d\n"):format(path:match("[^/]*$"), size)):flush()  -- in Python: os.path.basename(path)
  local word, text = answer(file)
  if word ~= "ready" then return word, text end
  if size > 0 then s:sendfile(input) end
  return answer(file)
end

local function get(_, file, path)
  file:write(("get %s\n"):format(path:match("[^/]*$"))):flush()
  local word, text = answer(file)
  if word ~= "ok" then return word, text end
  local output <close> = assert(io.open(path .. ".part", "wb"))
  local left = tonumber(text) or error "the answer has no size"
  while left > 0 do
    local data = file:read(math.min(left, CHUNK))
    if not data then return "error", "the server has closed the connection" end
    assert(output:write(data))
    left = left - #data
  end
  assert(output:close())
  assert(os.rename(path .. ".part", path))
  return word, text
end

local function transfer(path)
  local s <close> = socket.create_connection({HOST, PORT}, TIMEOUT)
  local file <close> = s:makefile("rwb")
  local word, text = (ACTION == "put" and put or get)(s, file, path)
  return ("%s: %s"):format(path, word == "ok" and text .. " bytes" or text), word == "ok"
end

if ACTION ~= "put" and ACTION ~= "get" or not arg[4] then error "arguments: host port put|get file ..." end

local failed = asyncio.run(function()
  local tasks = {}
  for i = 4, #arg do tasks[#tasks + 1] = asyncio.create_task(transfer, arg[i]) end  -- in Python: thread.start()
  asyncio.wait(tasks)                                                               -- in Python: thread.join()
  local count = 0
  for i, task in ipairs(tasks) do
    local done, text, ok = asyncio.pcall(task.result, task)
    if not done then text = ("%s: %s"):format(arg[i + 3], text) end
    if not (done and ok) then count = count + 1 end
    print(text)
  end
  return count
end)
os.exit(failed == 0, true)

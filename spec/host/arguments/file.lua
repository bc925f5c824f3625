--- Bad input for files of makefile, and for sendfile.

local socket = require "pysocket"
local sweep = require "spec.host.arguments.sweep"

sweep.letter("R", "integer huge nul", 1)   -- a format of read, or a number of bytes
sweep.letter("W", "integer negative huge lowest float inf nan empty string nul long bytearray view", "data")
sweep.letter("V", "", "full")  -- of setvbuf
sweep.letter("Q", "table list keyword counted odd callable future", {"data"})  -- a sequence of bytes
sweep.letter("G", "integer huge file socket closed odd", nil)  -- the file that sendfile reads

local methods = {
  close = "", fileno = "", flush = "", lines = "R?", read = "R?", readable = "", read1 = "i?",
  readline = "i?", readlines = "i?",
  seek = "x?x?", seekable = "", setvbuf = "Vi?", writable = "", write = "W", writelines = "Q",
}

local LINE = "every byte\n"

-- Makes a file that has received a line and read nothing of it, and has written a line that has not
-- been sent.
local sock, peer

local function make_with(mode)
  return function()
    sock, peer = socket.socketpair()
    sock:settimeout(0.001)
    local f = sock:makefile(mode)
    if mode:find "r" then
      peer:sendall("first\n" .. LINE)
      f:read()
    end
    if mode:find "w" then f:write "unsent" end
    return f
  end
end

local function damage(f)
  if f.closed then return "it is closed" end
  if f:readable() then
    local line = f:read "L"
    if line ~= LINE then return "the next line is " .. tostring(line) end
  end
  if f:writable() then
    f:flush()
    local data = peer:recv(100, socket.MSG_DONTWAIT)
    if data ~= "unsent" then return "it has sent " .. tostring(data) end
  end
end

local function done(f)
  sock:close()
  peer:close()
  pcall(f.close, f)
end

local class = getmetatable(make_with "r"()).__index
for _, mode in ipairs{"r", "w", "rw"} do
  sweep.methods("file of mode " .. mode, class, methods, {
    make = make_with(mode), damage = damage, done = done, failing = mode ~= "rw",
  })
end
sweep.methods("closed file", class, methods, {
  make = function()
    local f = make_with "rw"()
    f:flush()
    f:close()
    return f
  end,
  done = done, failing = true,
})

-- sendfile must send nothing if an argument is wrong.
local function make()
  sock, peer = socket.socketpair()
  sock:settimeout(0.001)
  return sock
end
sweep.methods("stream", {sendfile = socket.socket.sendfile}, {sendfile = "Gi?i?"}, {
  make = make,
  damage = function()
    peer:setblocking(false)
    local ok, data = pcall(peer.recv, peer, 10)
    return ok and "it has sent " .. tostring(data) or nil
  end,
  done = function(s)
    s:close()
    peer:close()
  end,
  selves = {socket = true, closed = true},
})

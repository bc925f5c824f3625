-- A client of the chat room: select.select waits for the keyboard and for the socket at once.
-- Run it while select_chat_server is running: make && eval "$(make env)" && lua5.4 examples/select_chat_client.lua
-- Arguments: [name [host [port]]]. Ctrl-D or Ctrl-C ends it.
local socket = require "pysocket"
local select = require "pysocket.select"

local NAME = arg[1] or "somebody"
local HOST = arg[2] or "127.0.0.1"
local PORT = tonumber(arg[3] or 50007) or error "the port must be a number"

local s <close> = socket.create_connection{HOST, PORT}
s:sendall(NAME .. "\n")

-- Otherwise Lua would read ahead, and select would not see the lines in Lua's buffer.
io.stdin:setvbuf "no"

local function run()
  while true do
    local readable = select.select({io.stdin, s}, {}, {})
    for _, source in ipairs(readable) do
      if source == s then
        local data = s:recv(4096)
        if not data then
          print "The server has closed the connection."
          return
        end
        io.write(data)
        io.flush()
      else
        local line = io.read "L"
        if not line then return end
        s:sendall(line)
      end
    end
  end
end

local ok, e = pcall(run)
if not ok and not socket.isinstance(e, socket.KeyboardInterrupt) then error(e, 0) end

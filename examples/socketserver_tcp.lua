-- A server with pysocket.socketserver, and its client: the server sends the received text back in upper case.
-- Run it: make && eval "$(make env)" && lua5.4 examples/socketserver_tcp.lua
-- Arguments: [word ...]. Without words it is the server, which Ctrl-C ends; with words it is a client that sends them.
local socket = require "pysocket"
local socketserver = require "pysocket.socketserver"

local HOST, PORT = "localhost", 9999
local MAX_LINE = 10000  -- bytes of a line

-- A class that is derived from BaseRequestHandler. For each connection, the server creates an object of this class and
-- calls its method `handle`.
local MyTCPHandler = setmetatable({}, {__index = socketserver.BaseRequestHandler})

function MyTCPHandler:handle()
  -- self.request is the socket that is connected to the client
  local data = ""
  repeat
    local piece = self.request:recv(2000)
    data = data .. (piece or "")
  until not piece or piece:find "\n" or #data >= MAX_LINE
  print(("Received from %s:"):format(self.client_address.host))
  print((data:gsub("\n$", "")))
  self.request:sendall(data:upper())
  -- afterwards the server closes the connection
end

local function serve()
  io.stdout:setvbuf "line"
  local server <close> = socketserver.TCPServer({HOST, PORT}, MyTCPHandler)
  local _, e = pcall(server.serve_forever, server)
  if not socket.isinstance(e, socket.KeyboardInterrupt) then error(e, 0) end
end

local function ask(data)
  local sock <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
  sock:connect{HOST, PORT}
  sock:sendall(data .. "\n")
  local received = sock:recv(1024)
  print("Sent:     " .. data)
  print("Received: " .. received:gsub("\n$", ""))
end

if #arg == 0 then serve() else ask(table.concat(arg, " ")) end

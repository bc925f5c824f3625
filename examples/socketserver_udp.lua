-- A datagram server with pysocket.socketserver, and its client: the server sends the text back in upper case.
-- Run it: make && eval "$(make env)" && lua5.4 examples/socketserver_udp.lua
-- Arguments: [word ...]. Without words it is the server, which Ctrl-C ends; with words it is a client that sends them.
local socket = require "pysocket"
local socketserver = require "pysocket.socketserver"

local HOST, PORT = "localhost", 9999
local TIMEOUT = 5  -- seconds that the client waits: a datagram may be lost

-- There is no connection, so self.request is a pair of the data and the server's socket, and the answer must be sent to
-- the client's address.
local MyUDPHandler = setmetatable({}, {__index = socketserver.BaseRequestHandler})

function MyUDPHandler:handle()
  local data, sock = table.unpack(self.request)
  data = data:match "^%s*(.-)%s*$"
  print(("%s wrote:"):format(self.client_address.host))
  print(data)
  sock:sendto(data:upper(), self.client_address)
end

local function serve()
  io.stdout:setvbuf "line"
  local server <close> = socketserver.UDPServer({HOST, PORT}, MyUDPHandler)
  local _, e = pcall(server.serve_forever, server)
  if not socket.isinstance(e, socket.KeyboardInterrupt) then error(e, 0) end
end

local function ask(data)
  local sock <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
  sock:settimeout(TIMEOUT)
  sock:sendto(data .. "\n", {HOST, PORT})
  local received = sock:recv(1024)
  print("Sent:     " .. data)
  print("Received: " .. received)
end

if #arg == 0 then serve() else ask(table.concat(arg, " ")) end

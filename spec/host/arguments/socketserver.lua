--- Bad input for socketserver.

local socket = require "pysocket"
local socketserver = require "pysocket.socketserver"
local sweep = require "spec.host.arguments.sweep"

local ANY = {"127.0.0.1", 0}

local function nothing() end

local datagram = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagram:bind(ANY)
local stream = socket.socketpair()

sweep.letter("h", "function callable", nothing)        -- a handler
sweep.letter("p", "empty string nul long", "")         -- a path
sweep.letter("c", "", socketserver.TCPServer)          -- a class of servers
sweep.letter("q", "socket closed", stream)             -- a connection
sweep.letter("g", "mixed", {"data", datagram})         -- a datagram
sweep.letter("e", "table list", datagram:getsockname())  -- an address
sweep.letter("n", "integer huge float inf", 1)         -- seconds between two checks

local function close(server)
  if type(server) == "table" and server.socket then server.socket:close() end
end

local constructors = {
  BaseServer = "xh", ThreadingMixIn = "c", ForkingMixIn = "c", BaseRequestHandler = "xxx",
  StreamRequestHandler = "qxx", DatagramRequestHandler = "gex",
}
local careful = {StreamRequestHandler = true}
for _, kind in ipairs{"", "Threading", "Forking"} do
  for _, name in ipairs{"TCPServer", "UDPServer"} do constructors[kind .. name] = "ahx?" end
  for _, name in ipairs{"UnixStreamServer", "UnixDatagramServer"} do
    constructors[kind .. name] = "phx?"
    careful[kind .. name] = true  -- otherwise a path would stay
  end
end

sweep.functions(socketserver, "socketserver", constructors, {clean = close, careful = careful})

-- The methods of each class, and the class of the object that they are called on.
local METHODS = {
  BaseServer = {"BaseServer", {
    close_request = "x", finish_request = "xx", handle_error = "xxxx", handle_request = "", handle_timeout = "",
    process_request = "xx", serve_forever = "n?", server_activate = "", server_close = "", service_actions = "",
    shutdown = "", shutdown_request = "x", verify_request = "xx",
  }},
  TCPServer = {"TCPServer", {
    close_request = "q", fileno = "", get_request = "", server_activate = "", server_bind = "", server_close = "",
    shutdown_request = "q",
  }},
  UDPServer = {"UDPServer", {close_request = "x", get_request = "", server_activate = "", shutdown_request = "x"}},
  ThreadingMixIn = {"ThreadingUDPServer", {process_request = "xx", process_request_thread = "xx", server_close = ""}},
  ForkingMixIn = {"ForkingUDPServer", {
    collect_children = "x?", handle_timeout = "", process_request = "xx", server_close = "", service_actions = "",
  }},
  BaseRequestHandler = {"BaseRequestHandler", {finish = "", handle = "", setup = ""}},
  StreamRequestHandler = {"StreamRequestHandler", {finish = "", setup = ""}},
  DatagramRequestHandler = {"DatagramRequestHandler", {finish = "", setup = ""}},
}

for name, swept in pairs(METHODS) do
  local class = socketserver[swept[1]]
  sweep.methods(name, socketserver[name], swept[2], {
    make = function() return class(ANY, nothing) end,
    done = close,
    skip = {new = true},
    -- These write to stderr, serve, close the connection that all calls share, and fork.
    careful = {handle_error = true, serve_forever = true, close_request = name == "TCPServer",
      shutdown_request = name == "TCPServer", process_request = name == "ForkingMixIn"},
  })
end

-- Makes an object of a class of the program, in which the class above it is the first argument.
for _, name in ipairs{"BaseServer", "TCPServer", "BaseRequestHandler"} do
  sweep.methods(name .. ".new", {new = socketserver[name].new}, {new = "xx"}, {
    make = function() return setmetatable({__name = "new"}, {__index = socketserver[name]}) end,
    careful = {new = true},
  })
end

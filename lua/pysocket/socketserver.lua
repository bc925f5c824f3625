--- pysocket.socketserver: servers and request handlers, like Python's socketserver module.
--
--   local Handler = setmetatable({}, {__index = socketserver.StreamRequestHandler})
--   function Handler:handle() self.wfile:write(self.rfile:read("L")) end
--   local server <close> = socketserver.TCPServer({"127.0.0.1", 8080}, Handler)
--   server:serve_forever()

local core = require "pysocket.core"
local forking = require "pysocket.socketserver.forking"
local handlers = require "pysocket.socketserver.handlers"
local objects = require "pysocket.socketserver.objects"
local servers = require "pysocket.socketserver.servers"
local threading = require "pysocket.socketserver.threading"

core._own()

local socketserver = {ForkingMixIn = forking, ThreadingMixIn = threading}

for _, classes in ipairs{handlers, servers} do
  for name, class in pairs(classes) do socketserver[name] = class end
end

for _, kind in ipairs{"Forking", "Threading"} do
  local mixin = socketserver[kind .. "MixIn"]
  for _, name in ipairs{"TCPServer", "UDPServer", "UnixStreamServer", "UnixDatagramServer"} do
    socketserver[kind .. name] = mixin(servers[name])
  end
end

-- These methods call methods of the program, so they stay on the stack for its tracebacks.
local CHECKED = {finish_request = true, process_request = true, process_request_thread = true, setup = true,
  handle = true, finish = true}

local function check_of(class, key)
  local check, more = objects.receiver(class), class["_check_" .. key]
  return function(self)
    check(self, key)
    if more then more(self) end
  end
end

local function check_handler_class(class)
  objects.check_class(class, handlers.BaseRequestHandler, "BaseRequestHandler")
end

-- Returns the method as the user calls it. Only the module calls those that begin with `_`.
local function front(class, key, method)
  if CHECKED[key] then return core._checked(method, check_of(class, key)) end
  if key == "new" and class == handlers.BaseRequestHandler then return core._checked(method, check_handler_class) end
  return core._front(method)
end

for _, class in pairs(socketserver) do
  for key, method in pairs(class) do
    if type(method) == "function" and not key:find "^_" then class[key] = front(class, key, method) end
  end
end

return core._module(socketserver, "pysocket.socketserver")

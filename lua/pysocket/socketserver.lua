--- pysocket.socketserver: servers and the handlers of their requests, as Python's socketserver module.
--
--   local Handler = setmetatable({}, {__index = socketserver.StreamRequestHandler})
--   function Handler:handle() self.wfile:write(self.rfile:read("L")) end
--   local server <close> = socketserver.TCPServer({"127.0.0.1", 8080}, Handler)
--   server:serve_forever()

local core = require "pysocket.core"
local forking = require "pysocket.socketserver.forking"
local handlers = require "pysocket.socketserver.handlers"
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

-- Methods on whose stack the program's own run are called directly, so that a traceback has
-- their lines.
local BARE = {finish_request = true, process_request = true, process_request_thread = true, setup = true, finish = true}

for name, class in pairs(socketserver) do
  for key, method in pairs(class) do
    local is_new = key == "new" and not name:find "Handler"
    if type(method) == "function" and not BARE[key] and (is_new or key ~= "new" and not key:find "^_") then
      class[key] = core._front(method)
    end
  end
end

return core._module(socketserver, "pysocket.socketserver")

--- The classes of request handlers.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local objects = require "pysocket.socketserver.objects"

core._own()
core._require "pysocket.file"  -- sets core._bytes_file

-- BaseRequestHandler ----------------------------------------------------------------------

local BaseRequestHandler = objects.class "BaseRequestHandler"

-- Calls `finish` at the end of its block, whatever ended that.
local Finish = {__close = function(finish) finish[1]:finish() end}

--- socketserver.BaseRequestHandler(request, client_address, server) -> handler
-- The constructor handles the whole request.
function BaseRequestHandler:new(request, client_address, server)
  local handler = objects.new(self, BaseRequestHandler, "BaseRequestHandler")
  handler.request, handler.client_address, handler.server = request, client_address, server
  handler:setup()
  do
    local _ <close> = setmetatable({handler}, Finish)
    handler:handle()
  end
  return handler
end

function BaseRequestHandler.setup() end
function BaseRequestHandler.handle() end
function BaseRequestHandler.finish() end

-- StreamRequestHandler ----------------------------------------------------------------------

local StreamRequestHandler = objects.class("StreamRequestHandler", BaseRequestHandler)

StreamRequestHandler.rbufsize = -1
StreamRequestHandler.wbufsize = 0
StreamRequestHandler.disable_nagle_algorithm = false

local CONNECTION = {"makefile", "settimeout", "setsockopt"}

local function connection_of(self)
  if not objects.can(self.request, CONNECTION) then
    argument.typeerror(1, objects.name(getmetatable(self)), "socket", self.request)
  end
  return self.request
end

--- handler:setup()
function StreamRequestHandler:setup()
  local connection = connection_of(self)
  self.connection = connection
  if self.timeout ~= nil then connection:settimeout(self.timeout) end
  if argument.truth(self.disable_nagle_algorithm) then
    connection:setsockopt(core.IPPROTO_TCP, core.TCP_NODELAY, 1)
  end
  self.rfile = connection:makefile("rb", self.rbufsize)
  self.wfile = connection:makefile("wb", self.wbufsize)
end

local FILE = {"flush", "close"}

local function files_of(self)
  local rfile, wfile = self.rfile, self.wfile
  if not (objects.can(rfile, FILE) and objects.can(wfile, FILE)) then
    argument.fail "finish: the handler has no files; your setup must call the setup of its base class"
  end
  return rfile, wfile
end

--- handler:finish()
-- Sending the last bytes may fail, because the client may have gone.
function StreamRequestHandler:finish()
  local rfile, wfile = files_of(self)
  if not wfile.closed then
    local ok, e = pcall(wfile.flush, wfile)
    if not ok and not core.isinstance(e, core.OSError) then error(e, 0) end
  end
  wfile:close()
  rfile:close()
end

-- DatagramRequestHandler ----------------------------------------------------------------------

local DatagramRequestHandler = objects.class("DatagramRequestHandler", BaseRequestHandler)

--- handler:setup()
function DatagramRequestHandler:setup()
  local request = self.request
  if type(request) ~= "table" or type(request[1]) ~= "string" then
    argument.typeerror(1, objects.name(getmetatable(self)), "table {data, socket}", request)
  end
  self.packet, self.socket = request[1], request[2]
  self.rfile = core._bytes_file(self.packet)
  self.wfile = core._bytes_file()
end

local REPLY = {"getvalue"}

--- handler:finish()
function DatagramRequestHandler:finish()
  if not objects.can(self.wfile, REPLY) or not core.isinstance(self.socket, core.socket) then
    argument.fail "finish: the handler has no files; your setup must call the setup of its base class"
  end
  local sock, address = self.socket, self.client_address
  core._check_address(2, objects.name(getmetatable(self)), sock.family, sock.type, sock.proto, address)
  sock:sendto(self.wfile:getvalue(), address)
end

return {
  BaseRequestHandler = BaseRequestHandler, StreamRequestHandler = StreamRequestHandler,
  DatagramRequestHandler = DatagramRequestHandler,
}

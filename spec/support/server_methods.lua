--- Prints the order in which a server of pysocket.socketserver calls the methods that can be overridden.
-- server_methods.py does the same with Python's.
--
--   lua server_methods.lua DIRECTORY    the directory for the paths of UNIX sockets

local asyncio = require "pysocket.asyncio"
local core = require "pysocket.core"
local socket = require "pysocket"
local socketserver = require "pysocket.socketserver"

local KINDS = {"TCPServer", "UDPServer", "UnixStreamServer", "UnixDatagramServer"}
local SERVER = {"server_bind", "server_activate", "get_request", "verify_request", "process_request",
  "process_request_thread", "finish_request", "shutdown_request", "close_request", "handle_error", "handle_timeout",
  "collect_children", "server_close"}
local HANDLER = {"setup", "handle", "finish"}
local SCENARIOS = {"handled", "denied", "timeout", "serve_forever"}
for _, names in ipairs{SERVER, HANDLER} do
  for _, name in ipairs(names) do SCENARIOS[#SCENARIOS + 1] = name .. " fails" end
end

local function pid()
  local stat <close> = assert(io.open "/proc/self/stat")
  return stat:read "n"
end

local parent = pid()

local function note(text)
  io.write(pid() ~= parent and "  child " or "  parent ", text, "\n")
  io.flush()
end

local function noting(base, name, scenario)
  return function(...)
    note(name)
    if scenario == name .. " fails" then error(name == "get_request" and socket.OSError(5, name) or name) end
    if scenario == "denied" and name == "verify_request" then return false end
    if name ~= "handle_error" then return base[name](...) end
  end
end

local function derive(base, names, scenario)
  local class = setmetatable({}, {__index = base})
  for _, name in ipairs(names) do
    if base[name] then class[name] = noting(base, name, scenario) end
  end
  return class
end

local function ask(server, path)
  local client = socket.socket(server.address_family, server.socket_type)
  if server.socket_type == socket.SOCK_DGRAM and server.address_family == socket.AF_UNIX then
    client:bind(path .. ".client")
  end
  client:connect(server.server_address)
  client:sendall "a line\n"
  return client
end

local function serve(server, scenario)
  if scenario ~= "serve_forever" then return server:handle_request() end
  function server:service_actions()
    getmetatable(self).__base.service_actions(self)
    self:shutdown()
  end
  server:serve_forever(0.01)
end

local last  -- the most recent server

local function run(kind, scenario, path)
  local class = derive(socketserver[kind], SERVER, scenario)
  local handler = derive(socketserver.BaseRequestHandler, HANDLER, scenario)
  local server <close> = class:new(kind:find "Unix" and path or {"127.0.0.1", 0}, handler)
  last = server
  local client
  if scenario == "timeout" then server.timeout = 0 else client = ask(server, path) end
  serve(server, scenario)
  if client then client:close() end
end

asyncio.get_event_loop():set_exception_handler(function() end)
for _, mixin in ipairs{"", "Threading", "Forking"} do
  for _, kind in ipairs(KINDS) do
    for _, scenario in ipairs(SCENARIOS) do
      if not (mixin == "Forking" and kind:find "^Unix") then  -- Python has this since 3.12
        print(mixin .. kind .. " " .. scenario)
        local path = ("%s/%s%s%s"):format(arg[1], mixin, kind, scenario:gsub(" ", ""))
        local ok = pcall(run, mixin .. kind, scenario, path)
        if not ok then note "raised" end
        -- so that the child's lines come before those of the next scenario
        for _, child in ipairs(last and last.active_children or {}) do
          while not core._reap(child) do end
        end
      end
    end
  end
end

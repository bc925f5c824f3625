--- install: afterwards require "socket" returns this module, in libraries too.

local core = require "pysocket.core"

core._own()

local argument = require "pysocket.argument"

-- By the name that a library requires.
local function modules(socket)
  return {socket = socket, ["socket.core"] = socket, ["socket.unix"] = socket.unix}
end

-- The modules of TLS are loaded when they are first required, because OpenSSL is large.
local TLS = {
  ssl = function() return core._require "pysocket.luasocket.ssl" end,
  ["ssl.core"] = function() return core._require "pysocket.luasocket.ssl".core end,
  ["ssl.context"] = function() return core._require "pysocket.luasocket.ssl".context end,
  ["ssl.https"] = function() return core._require "pysocket.luasocket.https" end,
}

local installed = {}  -- the names that this module has set

local function has_tls()
  return package.preload["pysocket.tls"] or package.searchpath("pysocket.tls", package.cpath)
end

local function refuse(name)
  argument.fail(("another module '%s' is already loaded: call require \"pysocket.luasocket\".install() "
    .. "before anything requires it"):format(name))
end

local function check_tls()
  for name in pairs(TLS) do
    if package.loaded[name] ~= nil and not installed[name] then refuse(name) end
  end
end

local function install_tls()
  for name, load in pairs(TLS) do
    package.preload[name], installed[name] = load, true
  end
end

local function install(socket)
  local mine = modules(socket)
  for name, module in pairs(mine) do
    local loaded = package.loaded[name]
    if loaded ~= nil and loaded ~= module then refuse(name) end
  end
  local tls = has_tls()
  if tls then check_tls() end
  -- A library may keep coroutine.resume and coroutine.wrap in local variables, so the loop's
  -- functions must be there before.
  core._require "pysocket.asyncio"
  for name, module in pairs(mine) do package.loaded[name] = module end
  if tls then install_tls() end
  return socket
end

return function(socket)
  return core._front(function() return install(socket) end)
end

--- install: require "socket" then gives this module, to libraries too.

local core = require "pysocket.core"

core._own()

local argument = require "pysocket.argument"

-- By the name that a library requires.
local function modules(socket)
  return {socket = socket, ["socket.core"] = socket, ["socket.unix"] = socket.unix}
end

local function install(socket)
  local mine = modules(socket)
  for name, module in pairs(mine) do
    local loaded = package.loaded[name]
    if loaded ~= nil and loaded ~= module then
      argument.fail(("another module '%s' is already loaded: call require \"pysocket.luasocket\".install() "
        .. "before anything requires it"):format(name))
    end
  end
  -- A library may make coroutine.resume and wrap local, so the loop's must be there before.
  core._require "pysocket.asyncio"
  for name, module in pairs(mine) do package.loaded[name] = module end
  return socket
end

return function(socket)
  return core._front(function() return install(socket) end)
end

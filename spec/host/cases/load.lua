--- Cases for loading the modules.

local support = require "spec.host.support"

local modules = {
  "pysocket.core", "pysocket", "pysocket.errno", "pysocket.select", "pysocket.selectors", "pysocket.asyncio",
  "pysocket.file", "pysocket.sendfile", "pysocket.struct", "pysocket.time", "pysocket.trace",
  "pysocket.socketserver",
}

-- Names that the module creates on first use.
local NAMES = {"AF_INET", "MsgFlag", "OSError", "TimeoutError", "create_server", "ExceptionGroup"}

return support.cases(function(case)
  local socket = require "pysocket"
  for _, name in ipairs(NAMES) do
    case("the name " .. name, function()
      return function() assert(socket[name]) end, function() socket[name] = nil end
    end)
  end
  case("all names", function()
    return function()
      for name, value in pairs(socket) do
        if type(value) == "number" then socket[name] = nil end
      end
    end
  end)
  for _, name in ipairs{"_loop", "_select", "_time"} do
    case("the part " .. name, function()
      local core
      return function() assert(core[name]()) end, function()
        local first = package.loaded["pysocket.core"]
        package.loaded["pysocket.core"] = nil
        core = require "pysocket.core"
        package.loaded["pysocket.core"] = first
      end
    end)
  end
  case("all names of asyncio", function()
    local asyncio
    return function() for _ in pairs(asyncio) do end end, function()
      for name in pairs(package.loaded) do
        if name:find "^pysocket.asyncio" then package.loaded[name] = nil end
      end
      asyncio = require "pysocket.asyncio"
    end
  end)
  for _, module in ipairs(modules) do
    case("require " .. module, function()
      return function() require(module) end, function()
        for name in pairs(package.loaded) do
          local core = name == "pysocket.core"
          if name:find "^pysocket" and (not core or module == name) then package.loaded[name] = nil end
        end
      end
    end)
  end
end)

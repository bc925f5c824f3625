--- Cases for the loading of the module's rooms.

local support = require "spec.host.support"

local rooms = {
  "pysocket.core", "pysocket", "pysocket.errno", "pysocket.select", "pysocket.selectors", "pysocket.asyncio",
  "pysocket.file", "pysocket.sendfile",
}

return support.cases(function(case)
  for _, room in ipairs(rooms) do
    case("require " .. room, function()
      return function() require(room) end, function()
        for name in pairs(package.loaded) do
          local core = name == "pysocket.core"
          if name:find "^pysocket" and (not core or room == name) then package.loaded[name] = nil end
        end
      end
    end)
  end
end)

--- bind and connect of TCP and UDP. A name may have several addresses: each of them is tried
-- until one works.

local core = require "pysocket.core"

core._own()

local base = core._luasocket()
local resolver = require "pysocket.luasocket.resolver"

local inet = {}

-- Calls attempt(self, address) for each row, with a descriptor of the row's family. The socket
-- keeps its descriptor if it already has the right family.
local function try_rows(self, rows, attempt)
  local family, fd, block = base.info(self)
  local e
  for _, row in ipairs(rows) do
    local ok = 1
    if family ~= row[1] or fd < 0 then
      ok, e = base.create(self, row[1], row[3])
      if ok then family = row[1] end
    end
    if ok then
      ok, e = attempt(self, row[5])
      _, fd = base.info(self)
      -- With a timeout of 0 the next call finds out how it has ended. If there is no
      -- descriptor, another task has closed it.
      if ok then return ok end
      if attempt == base.connect and block == 0 or fd < 0 then return nil, e end
    end
  end
  return nil, e
end

--- inet.bind(self, host, port, type[, family]) -> 1 | nil, error
function inet.bind(self, host, port, type, family)
  local rows, e = resolver.rows(host ~= "*" and host, port, family or base.info(self), type, core.AI_PASSIVE)
  if not rows then return nil, e end
  return try_rows(self, rows, base.bind)
end

--- inet.connect(self, host, port, type) -> 1 | nil, error
function inet.connect(self, host, port, type)
  local rows, e = resolver.rows(host, port, (base.info(self)), type)
  if not rows then return nil, e end
  return try_rows(self, rows, base.connect)
end

return inet

--- Name lookups that return errors with LuaSocket's texts.

local core = require "pysocket.core"

core._own()

local base = core._luasocket()
local isinstance, OSError, gaierror = core.isinstance, core.OSError, core.gaierror

local resolver = {}

local function finish(text_of, ok, ...)
  if ok then return ... end
  local e = ...
  if isinstance(e, gaierror) or isinstance(e, core.herror) then return nil, text_of(e.errno) end
  if isinstance(e, OSError) and e.errno then return nil, base.text(e.errno) end
  error(e, 0)
end

--- resolver.call(text_of, f, ...) -> f(...), or nil and the text of the OSError that it raises
-- text_of returns the text for the code of a gaierror or herror.
function resolver.call(text_of, f, ...)
  for _, value in ipairs{...} do
    if type(value) == "string" and value:find("\0", 1, true) then return nil, text_of(core.EAI_NONAME) end
  end
  return finish(text_of, pcall(f, ...))
end

--- resolver.rows(host | nil, service | nil, family, type, flags) -> getaddrinfo's rows | nil, error
-- A port that is too large is an error, while LuaSocket takes it modulo 65536.
function resolver.rows(host, service, family, type, flags)
  local port = tonumber(service or nil)
  if port and not (port >= 0 and port <= 65535) then return nil, base.gaitext(core.EAI_SERVICE) end
  return resolver.call(base.gaitext, core.getaddrinfo, host or nil, service or nil, family, type, 0, flags or 0)
end

return resolver

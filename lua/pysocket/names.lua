--- Host names, as in CPython's Lib/socket.py.

local core = require "pysocket.core"
local socket = core._public
local argument = require "pysocket.argument"

core._own()

local names = {}

--- socket.getfqdn([name]) -> string
-- Returns the first name of the host that contains a dot.
function names.getfqdn(...)
  local name = argument.keywords("getfqdn", 1, "name", ...)
  if name ~= nil and type(name) ~= "string" then
    argument.typeerror(1, "getfqdn", "string", name)
  end
  if name and name:find("\0", 1, true) then argument.error(1, "getfqdn", "must not contain a NUL byte") end
  name = (name or ""):match("^%s*(.-)%s*$")
  if name == "" or name == "0.0.0.0" or name == "::" then name = socket.gethostname() end
  local ok, host, aliases = pcall(socket.gethostbyaddr, name)
  if not ok then
    if socket.isinstance(host, socket.OSError) then return name end
    error(host, 0)
  end
  if host:find(".", 1, true) then return host end
  for _, alias in ipairs(aliases) do
    if alias:find(".", 1, true) then return alias end
  end
  return host
end

return names

--- dns: functions that look up names. In a task they suspend only the task.

local core = require "pysocket.core"

core._own()

local base = core._luasocket()
local argument = require "pysocket.argument"
local resolver = require "pysocket.luasocket.resolver"

local dns = {}

local FAMILIES = {[core.AF_INET] = "inet", [core.AF_INET6] = "inet6"}

--- dns.getaddrinfo(host) -> {{family = , addr = }, ...} | nil, error
dns.getaddrinfo = base.checked("s", function(host)
  local rows, e = resolver.rows(host, nil, core.AF_UNSPEC, core.SOCK_STREAM)
  if not rows then return nil, e end
  local list = {}
  for i, row in ipairs(rows) do list[i] = {family = FAMILIES[row[1]] or "unknown", addr = row[5][1]} end
  return list
end)

local function name_of(address)
  return resolver.call(base.gaitext, core.getnameinfo, address, 0)
end

--- dns.getnameinfo(host | nil[, service]) -> {name, ...}[, service] | nil, error
dns.getnameinfo = base.checked("SS", function(host, service)
  if host == nil and service == nil then argument.fail("host and serv cannot be both nil") end
  local rows, e = resolver.rows(host, service, core.AF_UNSPEC, core.SOCK_STREAM)
  if not rows then return nil, e end
  local list, last = {}, nil
  for i, row in ipairs(rows) do
    local name, port = name_of(row[5])
    if host then list[i] = name end
    last = port
  end
  if service then return list, last end
  return list
end)

-- The texts of <netdb.h>'s codes, which an herror has, from TRY_AGAIN on, and those of getaddrinfo.
local HOST_ERRORS = {
  nil, "Host name lookup failure", "Unknown server error", "No address associated with name",
  [core.EAI_AGAIN] = "Host name lookup failure", [core.EAI_FAIL] = "Unknown server error",
  [core.EAI_NODATA] = "No address associated with name",
}

local function host_error(code)
  return HOST_ERRORS[code] or "host not found"
end

local function plain(list)
  return table.move(list, 1, #list, 1, {})
end

local function host_of(host)
  local name, aliases, addresses
  if pcall(core.inet_aton, host) then
    name, aliases, addresses = resolver.call(host_error, core.gethostbyaddr, core.inet_ntoa(core.inet_aton(host)))
  else
    name, aliases, addresses = resolver.call(host_error, core.gethostbyname_ex, host)
  end
  if not name then return nil, aliases end
  return {name = name, alias = plain(aliases), ip = plain(addresses)}
end

--- dns.toip(host) -> address, {name = , alias = {...}, ip = {...}} | nil, error
dns.toip = base.checked("s", function(host)
  local found, e = host_of(host)
  if not found then return nil, e end
  return found.ip[1], found
end)

--- dns.tohostname(address) -> name, {name = , alias = {...}, ip = {...}} | nil, error
dns.tohostname = base.checked("s", function(host)
  local found, e = host_of(host)
  if not found then return nil, e end
  return found.name, found
end)

--- dns.gethostname() -> name
dns.gethostname = core._front(function() return core.gethostname() end)

return {dns = dns}

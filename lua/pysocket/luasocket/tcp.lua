--- TCP: tcp, tcp4, tcp6, connect, connect4, connect6, bind, and the methods that look up names.

local core = require "pysocket.core"

core._own()

local base = core._luasocket()
local argument = require "pysocket.argument"
local dns = require "pysocket.luasocket.dns".dns
local inet = require "pysocket.luasocket.inet"

local tcp = {}

--- s:bind(host, port) -> 1 | nil, error
local function bind(self, host, port)
  return inet.bind(self, host, port, core.SOCK_STREAM)
end

local connect = base.connector(function(self, host, port)
  return inet.connect(self, host, port, core.SOCK_STREAM)
end)

local bind_checked = base.checked("ss", bind, "tcp{master}")

for class, methods in pairs(base.classes) do
  if class:find "^tcp" then
    methods.bind, methods.setsockname = bind_checked, bind_checked
    methods.connect, methods.setpeername = connect, connect
  end
end

--- tcp() -> master; tcp4(), tcp6() -> master | nil, error
tcp.tcp = base.maker("tcp{master}", core.AF_UNSPEC)
tcp.tcp4 = base.maker("tcp{master}", core.AF_INET)
tcp.tcp6 = base.maker("tcp{master}", core.AF_INET6)

local new_client = base.maker("tcp{client}", core.AF_UNSPEC)
local close = base.classes["tcp{client}"].close

local FAMILIES = {unspec = core.AF_UNSPEC, inet = core.AF_INET, inet6 = core.AF_INET6}

local function connect_from(host, port, local_host, local_port, family)
  if family ~= nil and not FAMILIES[family] then
    argument.error(5, "connect", ("invalid option '%s'"):format(family))
  end
  local self = new_client()
  local ok, e = true, nil
  if local_host then
    ok, e = inet.bind(self, local_host, local_port or "0", core.SOCK_STREAM, FAMILIES[family or "unspec"])
  end
  if ok then ok, e = connect(self, host, port) end
  if ok then return self end
  close(self)
  return nil, e
end

--- connect(host, port[, local host[, local port[, family]]]) -> client | nil, error
tcp.connect = base.checked("ssSSS", connect_from)

--- connect4(host, port[, local host[, local port]]) -> client | nil, error; connect6 the same
tcp.connect4 = base.checked("ssSS", function(host, port, local_host, local_port)
  return connect_from(host, port, local_host, local_port, "inet")
end)
tcp.connect6 = base.checked("ssSS", function(host, port, local_host, local_port)
  return connect_from(host, port, local_host, local_port, "inet6")
end)

local function serve(address, port, backlog)
  local self, ok, e
  self, e = tcp[address.family == "inet" and "tcp4" or "tcp6"]()
  if not self then return nil, e, true end
  self:setoption("reuseaddr", true)
  ok, e = bind(self, address.addr, port)
  if ok then ok, e = self:listen(backlog) end
  if ok then return self end
  self:close()
  return nil, e
end

--- bind(host, port[, backlog]) -> server | nil, error
tcp.bind = base.checked("ss", function(host, port, backlog)
  local addresses, e = dns.getaddrinfo(host == "*" and "0.0.0.0" or host)
  if not addresses then return nil, e end
  for _, address in ipairs(addresses) do
    local self, last
    self, e, last = serve(address, port, backlog)
    if self or last then return self, e end
  end
  return nil, e or "no info on address"
end)

return tcp

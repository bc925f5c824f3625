--- ssl.https: HTTP over TLS with LuaSocket's socket.http. The server's certificate is verified,
-- its chain and its name, unless the request says verify = "none".

local core = require "pysocket.core"

core._own()

local https = {_VERSION = "1.2.0", PORT = 443, TIMEOUT = 60}

local PARAMETERS = {"protocol", "options", "verify", "cafile", "capath", "certificate", "key", "password", "ciphers",
                    "alpn"}

--- https.tcp(params) -> function() -> an object that connects with TLS
function https.tcp(params)
  local socket, ssl = require "socket", require "ssl"
  local cfg = {mode = "client"}
  for _, name in ipairs(PARAMETERS) do cfg[name] = params and params[name] end
  return function()
    local conn = {sock = socket.try(socket.tcp())}
    function conn.settimeout() return conn.sock:settimeout(https.TIMEOUT) end
    function conn.connect(_, host, port)
      conn:settimeout()
      socket.try(conn.sock:connect(host, port))
      conn.sock = socket.try(ssl.wrap(conn.sock, cfg))
      conn.sock:sni(host)
      conn:settimeout()
      socket.try(conn.sock:dohandshake())
      return 1
    end
    -- All other methods are the socket's.
    return setmetatable(conn, {__index = function(_, name)
      local method = conn.sock[name]
      if type(method) ~= "function" then return method end
      return function(_, ...) return method(conn.sock, ...) end
    end})
  end
end

--- https.request(url | params[, body]) -> body | 1, code, headers, status | nil, error
function https.request(url, body)
  local ltn12, http, urls = require "ltn12", require "socket.http", require "socket.url"
  local params, parts = url, {}
  if type(url) == "string" then
    params = {url = url, method = body and "POST" or "GET", sink = ltn12.sink.table(parts)}
    if body then
      params.source = ltn12.source.string(body)
      params.headers = {["content-length"] = #body, ["content-type"] = "application/x-www-form-urlencoded"}
    end
  end
  if http.PROXY or params.proxy then return nil, "proxy not supported" end
  if params.redirect then return nil, "redirect not supported" end
  if params.create then return nil, "create function not permitted" end
  params.url = urls.build(urls.parse(params.url, {port = https.PORT}))
  params.create, params.redirect = https.tcp(params), false
  local result, code, headers, status = http.request(params)
  if result and type(url) == "string" then result = table.concat(parts) end
  return result, code, headers, status
end

return https

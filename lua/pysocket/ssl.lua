--- Python's ssl: TLS for sockets.
--
--   local context = ssl.create_default_context()
--   local s <close> = context:wrap_socket(socket.create_connection{"example.org", 443},
--     {server_hostname = "example.org"})
local core = require "pysocket.core"

core._own()

-- The library in C. Where OpenSSL's headers were missing it was not built.
local function load()
  if not package.searchpath("pysocket.tls", package.cpath) and not package.preload["pysocket.tls"] then
    error("pysocket.ssl was left out when pysocket was built, because OpenSSL 3 was missing: install OpenSSL's " ..
      "headers and pkg-config (Debian: apt-get install libssl-dev pkg-config), then build pysocket again", 0)
  end
  return require "pysocket.tls"
end

local SSLError = core._class("SSLError", core.OSError)

local ssl = load()(core)

ssl.SSLError = SSLError

return core._module(ssl, "pysocket.ssl")

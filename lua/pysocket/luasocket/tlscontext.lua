--- The contexts of LuaSec, over those of pysocket.ssl: newcontext and its configuration.
--
-- A client verifies the server unless the configuration says verify = "none". A server asks for
-- no certificate unless it is configured to.

local core = require "pysocket.core"

core._own()

local argument = require "pysocket.argument"
local ssl = require "pysocket.ssl"
local tls = core._tls

local tlscontext = {}

-- By LuaSec's name: the oldest and the newest version.
local VERSIONS = {
  any = {"MINIMUM_SUPPORTED", "MAXIMUM_SUPPORTED"}, sslv23 = {"MINIMUM_SUPPORTED", "MAXIMUM_SUPPORTED"},
  tlsv1 = {"TLSv1", "TLSv1"}, tlsv1_1 = {"TLSv1_1", "TLSv1_1"}, tlsv1_2 = {"TLSv1_2", "TLSv1_2"},
  tlsv1_3 = {"TLSv1_3", "TLSv1_3"},
}

-- By LuaSec's name: the option of OpenSSL. Options that OpenSSL 3 no longer has do nothing in LuaSec either.
local OPTIONS = {
  all = "OP_ALL", no_sslv2 = "OP_NO_SSLv2", no_sslv3 = "OP_NO_SSLv3", no_tlsv1 = "OP_NO_TLSv1",
  no_tlsv1_1 = "OP_NO_TLSv1_1", no_tlsv1_2 = "OP_NO_TLSv1_2", no_tlsv1_3 = "OP_NO_TLSv1_3",
  no_compression = "OP_NO_COMPRESSION", no_ticket = "OP_NO_TICKET", no_renegotiation = "OP_NO_RENEGOTIATION",
  cipher_server_preference = "OP_CIPHER_SERVER_PREFERENCE", single_dh_use = "OP_SINGLE_DH_USE",
  single_ecdh_use = "OP_SINGLE_ECDH_USE",
}

local function list_of(value)
  if value == nil then return {} end
  return type(value) == "table" and value or {value}
end

local function set_versions(context, protocol)
  local versions = VERSIONS[protocol or "any"]
  if not versions then return "invalid protocol (" .. tostring(protocol) .. ")" end
  context.minimum_version = ssl.TLSVersion[versions[1]]
  context.maximum_version = ssl.TLSVersion[versions[2]]
end

local function set_verify(context, cfg, server)
  local flags = {}
  for _, flag in ipairs(list_of(cfg.verify)) do flags[flag] = true end
  context.check_hostname = false  -- until a connection has a name
  if cfg.verify == nil then
    context.verify_mode = server and ssl.CERT_NONE or ssl.CERT_REQUIRED
  elseif not flags.peer then
    context.verify_mode = ssl.CERT_NONE
  else
    context.verify_mode = (not server or flags.fail_if_no_peer_cert) and ssl.CERT_REQUIRED or ssl.CERT_OPTIONAL
  end
  if cfg.cafile or cfg.capath then
    context:load_verify_locations(cfg.cafile, cfg.capath)
  elseif context.verify_mode ~= ssl.CERT_NONE then
    context:load_default_certs(server and ssl.Purpose.CLIENT_AUTH or ssl.Purpose.SERVER_AUTH)
  end
end

-- By LuaSec's name: the flag that relaxes verification, or makes it use revocation lists.
local EXTENSIONS = {
  lsec_continue = tls._tolerate,
  lsec_ignore_purpose = tls._expect_server,
  crl_check = function(context) context.verify_flags = context.verify_flags | ssl.VERIFY_CRL_CHECK_LEAF end,
  crl_check_chain = function(context) context.verify_flags = context.verify_flags | ssl.VERIFY_CRL_CHECK_CHAIN end,
}

local function extend_verify(context, names)
  for _, name in ipairs(list_of(names)) do
    local extend = EXTENSIONS[name]
    if not extend then return ("invalid verify option (%s)"):format(tostring(name)) end
    extend(context)
  end
end

local function set_options(context, options)
  for _, name in ipairs(list_of(options)) do
    local option = OPTIONS[name]
    if not option then return ("invalid option (%s)"):format(tostring(name)) end
    context.options = context.options | (ssl[option] or 0)
  end
end

-- Returns the position in `offered` of the first of the names that it contains.
local function position_of(names, offered)
  for _, name in ipairs(names) do
    for i, other in ipairs(offered) do
      if name == other then return i end
    end
  end
end

local function set_alpn(context, alpn, server)
  if alpn == nil then return end
  if server and type(alpn) == "function" then
    tls._set_alpn_callback(context, function(offered)
      local names = alpn({table.unpack(offered)})
      if type(names) == "string" then names = {names} end
      return type(names) == "table" and position_of(names, offered) or nil
    end)
  elseif type(alpn) == "table" or type(alpn) == "string" then
    context:set_alpn_protocols(list_of(alpn))
  else
    return "invalid ALPN parameter"
  end
end

local function set_ciphersuites(context, names)
  if names == nil or type(names) == "string" and tls._set_ciphersuites(context, names) then return end
  return ("error setting cipher suites (%s)"):format(tostring(names))
end

local function set_depth(context, depth)
  if depth == nil then return end
  local n = math.tointeger(tonumber(depth))
  if not n or n < 0 or n > 0x7fffffff then return ("invalid depth (%s)"):format(tostring(depth)) end
  tls._set_depth(context, n)
end

-- As in LuaSec, a single curve is used only if there is no list.
local function set_curves(context, list, curve)
  if list ~= nil then
    if type(list) ~= "string" or not tls._set_groups(context, list) then
      return ('unknown elliptic curve in "%s"'):format(tostring(list))
    end
  elseif curve ~= nil and (type(curve) ~= "string" or not tls._set_groups(context, curve)) then
    return ("elliptic curve '%s' not supported"):format(tostring(curve))
  end
end

-- LuaSec calls the function in a handshake, where OpenSSL always asks for 1024 bits. Returns PEM text, or nil and
-- perhaps an error.
local function parameters_of(cfg, server)
  if cfg.dhparam == nil then return nil end
  if type(cfg.dhparam) ~= "function" then return nil, "invalid DH parameter type" end
  local pem = server and cfg.dhparam(false, 1024)
  if type(pem) ~= "string" then return nil end
  if not pem:find("-----BEGIN", 1, true) then return nil, "invalid DH parameters (no PEM)" end
  return pem
end

-- Returns an error, or nil. OpenSSL's errors are raised.
local function configure(context, cfg, server, parameters)
  for _, certificate in ipairs(cfg.certificates or {cfg}) do
    if certificate.certificate then
      context:load_cert_chain(certificate.certificate, certificate.key, certificate.password)
    end
  end
  local e = set_versions(context, cfg.protocol)
  if e then return e end
  if cfg.ciphers then context:set_ciphers(cfg.ciphers) end
  set_verify(context, cfg, server)
  if parameters then context:load_dh_params(parameters) end
  return set_ciphersuites(context, cfg.ciphersuites)
    or set_options(context, cfg.options) or set_depth(context, cfg.depth)
    or extend_verify(context, cfg.verifyext) or set_curves(context, cfg.curveslist, cfg.curve)
    or set_alpn(context, cfg.alpn, server)
end

--- newcontext(cfg) -> context | nil, error
function tlscontext.newcontext(cfg)
  if type(cfg) ~= "table" then argument.typeerror(1, "newcontext", "table", cfg) end
  local server = cfg.mode == "server"
  if not server and cfg.mode ~= "client" then return nil, "invalid mode (" .. tostring(cfg.mode) .. ")" end
  local context = ssl.SSLContext(server and ssl.PROTOCOL_TLS_SERVER or ssl.PROTOCOL_TLS_CLIENT)
  local parameters, bad = parameters_of(cfg, server)
  if bad then return nil, bad end
  local ok, e = pcall(configure, context, cfg, server, parameters)
  if ok and not e then return context end
  if ok or type(e) == "string" then return nil, e end
  if not core.isinstance(e, core.OSError) then error(e, 0) end
  return nil, ("error loading the configuration (%s)"):format(e.reason or e.strerror or tostring(e))
end

--- context.setcipher(context, ciphers) -> true | nil, error
local function setcipher(context, ciphers)
  if not core.isinstance(context, ssl.SSLContext) then argument.typeerror(1, "setcipher", "context", context) end
  if type(ciphers) ~= "string" then argument.typeerror(2, "setcipher", "string", ciphers) end
  local ok, e = pcall(context.set_ciphers, context, ciphers)
  if ok then return true end
  if not core.isinstance(e, core.OSError) then error(e, 0) end
  return nil, "error setting cipher list"
end

tlscontext.context = {setcipher = setcipher}

local protocols, options = {}, {}
for name in pairs(VERSIONS) do protocols[name] = true end
for name, option in pairs(OPTIONS) do options[name] = ssl[option] ~= nil end

tlscontext.config = {
  protocols = protocols, options = options, algorithms = {ec = true}, protocol = protocols,
  curves = {X25519 = true, X448 = true, prime256v1 = true, secp384r1 = true, secp521r1 = true},
  capabilities = {alpn = true, curves_list = true, ecdh_auto = true, dane = false},
}

return tlscontext

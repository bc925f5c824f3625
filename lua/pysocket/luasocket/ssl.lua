--- LuaSec's module `ssl` over pysocket.ssl: wrap, newcontext, loadcertificate, config, and the
-- connection that wrap makes.

local core = require "pysocket.core"

core._own()

local argument = require "pysocket.argument"
local ssl = require "pysocket.ssl"
local tls = core._tls
local tlsbuffer = require "pysocket.luasocket.tlsbuffer"
local tlscertificate = require "pysocket.luasocket.tlscertificate"
local tlscontext = require "pysocket.luasocket.tlscontext"
local base = core._luasocket()
local monotonic = core._time().monotonic
local loadcertificate = tlscertificate.load

-- Connections ---------------------------------------------------------------------

local states = setmetatable({}, {__mode = "k"})

local function state_of(self, name)
  return states[self] or argument.error(1, name, "SSL:Connection expected")
end

local Connection = {}

local function number(n, name, value, default)
  if value == nil then return default end
  return tonumber(value) or argument.typeerror(n, name, "number", value)
end

function Connection:settimeout(value, mode)
  local state = state_of(self, "settimeout")
  value, mode = number(1, "settimeout", value, -1), mode or "b"
  local kind = type(mode) == "string" and mode:sub(1, 1)
  if kind == "b" then state.block = value
  elseif kind == "t" or kind == "r" then state.total = value
  else argument.error(2, "settimeout", "invalid timeout mode") end
  return 1
end

function Connection:gettimeout()
  local state = state_of(self, "gettimeout")
  return state.block, state.total
end

--- conn:sni(name): sets the name that the server is asked for and that its certificate must have
-- conn:sni(contexts[, strict]): sets a server's contexts by name; strict refuses other names
function Connection:sni(name, strict)
  local state = state_of(self, "sni")
  if type(name) == "table" then
    state.contexts, state.strict = name, strict
    return
  end
  if type(name) ~= "string" then argument.typeerror(1, "sni", "string", name) end
  state.name = name ~= "" and name or nil
end

local serving = setmetatable({}, {__mode = "k"})  -- by SSLSocket: the state of a server's connection

-- The callback of all servers' contexts, which is called when a client asks for a name.
local function named(sock, name)
  local state = serving[sock]
  if not state then return end
  state.name = name
  local context = state.contexts and name and state.contexts[name]
  if context then
    sock.context = context
  elseif state.contexts and state.strict then
    return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
  end
end

-- The context says whether the name is checked, so each connection has its own context.
local function wrap_socket(state)
  local context = state.context
  local server = context.protocol == ssl.PROTOCOL_TLS_SERVER
  if not server then context.check_hostname = state.name ~= nil and context.verify_mode == ssl.CERT_REQUIRED end
  if server and context.sni_callback == nil then context.sni_callback = named end
  local raw = state.raw
  raw:settimeout(nil)
  local ok, sock = pcall(context.wrap_socket, context, raw,
    {server_side = server, do_handshake_on_connect = false, server_hostname = not server and state.name or nil})
  if not ok then
    if not core.isinstance(sock, core.OSError) then error(sock, 0) end
    return nil, tlsbuffer.text(state, sock, "wantread")
  end
  state.sock, state.raw = sock, nil
  if server then serving[sock] = state end
  return true
end

--- conn:dohandshake() -> true | false, error
function Connection:dohandshake()
  local state = state_of(self, "dohandshake")
  if not state.sock and not state.raw then return false, "closed" end
  if not state.sock then
    local ok, e = wrap_socket(state)
    if not ok then return false, e end
  end
  local _, e = tlsbuffer.call(state, monotonic(), "wantread", "do_handshake")
  if e then return false, e end
  return true
end

function Connection:receive(pattern, prefix)
  return tlsbuffer.receive(state_of(self, "receive"), pattern, prefix)
end

function Connection:send(data, i, j)
  return tlsbuffer.send(state_of(self, "send"), data, i, j)
end

function Connection:close()
  local state = state_of(self, "close")
  local sock = state.sock or state.raw
  state.sock, state.raw = nil, nil
  if sock then pcall(sock.close, sock) end
  return 1
end

function Connection:getfd()
  local state = state_of(self, "getfd")
  local sock = state.sock or state.raw
  return sock and sock:fileno() or -1
end

--- conn:dirty() -> boolean: is there something that select would not see?
function Connection:dirty()
  local state = state_of(self, "dirty")
  return #state.buffer > 0 or state.pieces[1] ~= nil or state.sock ~= nil and state.sock:pending() > 0
end

--- conn:want() -> "read" | "write" | "nothing": what the last call waited for
function Connection:want()
  local want = state_of(self, "want").want
  return want and want:sub(5) or "nothing"
end

function Connection:getstats()
  local state = state_of(self, "getstats")
  return state.received + 0.0, state.sent + 0.0, monotonic() - state.birthday
end

function Connection:setstats(received, sent, age)
  local state = state_of(self, "setstats")
  state.received = number(1, "setstats", received, state.received)
  state.sent = number(2, "setstats", sent, state.sent)
  if age ~= nil then state.birthday = monotonic() - number(3, "setstats", age) end
  return 1
end

-- The SSLSocket of a connection whose handshake is over, or nil.
local function connected(self, name)
  local sock = state_of(self, name).sock
  return sock and sock:version() and sock
end

local function nth(chain, name, n)
  n = math.tointeger(number(1, name, n, 1)) or argument.error(1, name, "number has no integer representation")
  if n < 1 then return nil, "invalid certificate index" end
  return chain[n] and tlscertificate.new(chain[n]) or nil
end

local function certificates_of(chain)
  local list = {}
  for i, der in ipairs(chain) do list[i] = tlscertificate.new(der) end
  return list
end

-- Returns the certificates that this side has sent, in DER. As in LuaSec, a client's list does not contain its own.
local function local_chain(sock)
  local own, chain = tls._local_chain(sock)
  if own and sock.server_side then table.insert(chain, 1, own) end
  return chain, own
end

--- conn:getpeercertificate([n]) -> certificate | nil[, error]: the n-th that the peer has sent
function Connection:getpeercertificate(n)
  local sock = connected(self, "getpeercertificate")
  if not sock then return nil, "closed" end
  return nth(sock:get_unverified_chain(), "getpeercertificate", n)
end

--- conn:getpeerchain() -> sequence of certificates | nil, error: all that the peer has sent
function Connection:getpeerchain()
  local sock = connected(self, "getpeerchain")
  if not sock then return nil, "closed" end
  return certificates_of(sock:get_unverified_chain())
end

--- conn:getlocalcertificate([n]) -> certificate | nil[, error]: the n-th that this side has sent
function Connection:getlocalcertificate(n)
  local sock = connected(self, "getlocalcertificate")
  if not sock then return nil, "closed" end
  local chain, own = local_chain(sock)
  if not sock.server_side then chain = table.move(chain, 1, #chain, 2, {own}) end
  return nth(chain, "getlocalcertificate", n)
end

--- conn:getlocalchain() -> sequence of certificates | nil, error
function Connection:getlocalchain()
  local sock = connected(self, "getlocalchain")
  if not sock then return nil, "closed" end
  return certificates_of((local_chain(sock)))
end

--- conn:getpeerverification() -> true | false, error
-- With verifyext = "lsec_continue" the error is a table with a sequence of errors for each wrong certificate in the
-- chain. Those of the peer's own certificate are at 1.
function Connection:getpeerverification()
  local sock = connected(self, "getpeerverification")
  if not sock then return false, "closed" end
  local code, text = tls._verification(sock)
  if code == 0 then return true end
  local problems = tls._problems(sock)
  if not problems[1] then return false, text end
  local errors = {}
  for _, problem in ipairs(problems) do
    local i = problem[1] + 1
    errors[i] = errors[i] or {}
    table.insert(errors[i], problem[2])
  end
  return false, errors
end

--- conn:getfinished() -> bytes | nil, error: the verify data of the last Finished message sent
function Connection:getfinished()
  local sock = connected(self, "getfinished")
  if not sock then return nil, "closed" end
  return tls._finished(sock, false)
end

--- conn:getpeerfinished() -> bytes | nil, error: that of the last one received
function Connection:getpeerfinished()
  local sock = connected(self, "getpeerfinished")
  if not sock then return nil, "closed" end
  return tls._finished(sock, true)
end

--- conn:exportkeyingmaterial(label, length[, context]) -> bytes | nil, error
function Connection:exportkeyingmaterial(label, length, context)
  local sock = connected(self, "exportkeyingmaterial")
  if type(label) ~= "string" then argument.typeerror(1, "exportkeyingmaterial", "string", label) end
  length = math.tointeger(number(2, "exportkeyingmaterial", length)) or 0
  if length < 1 or length > 65535 then
    argument.error(2, "exportkeyingmaterial", "a length from 1 to 65535 expected")
  end
  if context ~= nil and type(context) ~= "string" then
    argument.typeerror(3, "exportkeyingmaterial", "string", context)
  end
  if not sock then return nil, "closed" end
  local bytes = tls._export(sock, label, length, context)
  if not bytes then return nil, "error exporting keying material" end
  return bytes
end

function Connection:getalpn()
  local state = state_of(self, "getalpn")
  return state.sock and state.sock:selected_alpn_protocol() or nil
end

function Connection:getsniname()
  return state_of(self, "getsniname").name
end

local DESCRIPTION = "^(%S+)%s+(%S+)%s+Kx=(%S+)%s+Au=(%S+)%s+Enc=(%S+)%s+Mac=(%S+)"

--- conn:info([field]) -> table | value
function Connection:info(field)
  local state = state_of(self, "info")
  if not state.sock then return nil end
  local text, bits, algbits = tls._cipher(state.sock)
  if not text then return nil end
  local info = {bits = bits + 0.0, algbits = algbits + 0.0, compression = state.sock:compression(), export = false}
  info.cipher, info.protocol, info.key, info.authentication, info.encryption, info.mac = text:match(DESCRIPTION)
  info.protocol = state.sock:version() or info.protocol
  if field == nil then return info end
  return info[field]
end

Connection.loadcertificate = loadcertificate

local meta = {__index = Connection, __name = "SSL:Connection"}

function meta.__tostring(self)
  state_of(self, "tostring")
  return ("SSL connection: %p"):format(self)
end

-- The module ----------------------------------------------------------------------

--- wrap(socket, cfg | context) -> connection | nil, error
-- The connection owns the descriptor from then on.
local function wrap(sock, cfg)
  local context, e = cfg
  if type(cfg) == "table" then
    context, e = tlscontext.newcontext(cfg)
    if not context then return nil, e end
  elseif not core.isinstance(cfg, ssl.SSLContext) then
    argument.typeerror(2, "wrap", "table or context", cfg)
  end
  local fd = math.tointeger(sock:getfd())
  if not fd or fd < 0 then return nil, "closed" end
  local ok, raw = pcall(core.socket, -1, -1, -1, fd)
  if not ok then return nil, tostring(raw) end
  sock:setfd(-1)
  local self = base.userdata(meta)
  states[self] = {raw = raw, context = context, buffer = "", pieces = {}, block = -1.0, total = -1.0, received = 0,
    sent = 0, birthday = monotonic()}
  return self
end

return {
  _VERSION = "1.2.0", config = tlscontext.config, loadcertificate = loadcertificate, wrap = wrap,
  newcontext = tlscontext.newcontext, context = tlscontext.context,
  core = {
    SOCKET_INVALID = -1,
    setmethod = function(name, f) Connection[name] = f end,
    copyright = function() return "LuaSec's interface over pysocket.ssl" end,
  },
}

--- Bad input for ssl: its functions, contexts, MemoryBIOs, SSLObjects and SSLSockets.

local socket = require "pysocket"
local sweep = require "spec.host.arguments.sweep"
local tls = require "spec.host.tls"

local ssl = tls.ssl
if not ssl then return end

local server, client = tls.server(), tls.client()
local ca = tls.text "ca.pem"
local numbers = "integer negative huge lowest float inf"

-- The valid values of these letters are not among the sweep's kinds.
sweep.letter("c", "", server)                       -- a context
sweep.letter("y", "", ssl.MemoryBIO())
sweep.letter("p", "callable", ssl.Purpose.SERVER_AUTH)
sweep.letter("q", "list table counted odd mixed future callable keyword", {"h2"})
sweep.letter("r", "empty string nul long", ca)      -- PEM text or a path
sweep.letter("z", "empty string nul long", "x")     -- a string that is not a number
sweep.letter("d", "empty string nul long bytearray view", ca)
sweep.letter("h", "empty string nul long", "localhost")
sweep.letter("S", "", nil)                          -- a session
sweep.letter("P", "function callable empty string nul long bytearray view", "secret")
sweep.letter("n", numbers, 0.5)
sweep.letter("i", "integer negative huge lowest float", 1)
sweep.letter("a", "list table counted odd mixed future keyword callable", {"127.0.0.1", 1})
sweep.letter("f", "function callable", print)
sweep.letter("V", "integer negative huge lowest", nil)  -- a protocol
sweep.letter("N", "*", false)
sweep.letter("m", "empty string nul long", "r")  -- of a file

-- ---- functions -----------------------------------------------------------------

local functions = {
  DER_cert_to_PEM_cert = "b", PEM_cert_to_DER_cert = "z", RAND_add = "bn", RAND_bytes = "i", RAND_status = "",
  cert_time_to_seconds = "z", create_default_context = "p?r?r?d?", get_default_verify_paths = "",
  get_protocol_name = "x", get_server_certificate = "aV?r?n?", MemoryBIO = "", SSLContext = "i?", SSLObject = "x",
  SSLSocket = "x",
}
for name in pairs(ssl) do
  if name:find "Error$" then functions[name] = "x?x?x?" end
end

-- These raise another error than "bad argument" for any argument, because they cannot create objects.
local CONSTRUCTORS = {SSLObject = true, SSLSocket = true}

sweep.functions(ssl, "ssl", functions, {skip = CONSTRUCTORS, careful = {RAND_bytes = true,
  create_default_context = true, get_server_certificate = true}})
sweep.functions({fromname = ssl.Purpose.fromname, fromnid = ssl.Purpose.fromnid}, "Purpose",
  {fromname = "z", fromnid = "i"}, {})

-- ---- contexts --------------------------------------------------------------------

local context = {
  cert_store_stats = "", get_ca_certs = "x", get_ciphers = "", load_cert_chain = "rr?P?", load_default_certs = "p?",
  load_dh_params = "r", load_verify_locations = "r?r?d?", session_stats = "", set_alpn_protocols = "q",
  set_ciphers = "z", set_default_verify_paths = "", set_ecdh_curve = "z", set_servername_callback = "f?",
  set_psk_client_callback = "f?", set_psk_server_callback = "f?h?",
  wrap_bio = "yyNh?S?", wrap_socket = "tNNNh?S?",
}

sweep.methods("SSLContext", ssl.SSLContext, context, {
  make = function() return ssl.SSLContext(ssl.PROTOCOL_TLS) end,
  damage = function(c) return c.verify_mode ~= ssl.CERT_NONE and "it verifies" or nil end,
  careful = {wrap_socket = true},
})

-- ---- connections -----------------------------------------------------------------

sweep.methods("MemoryBIO", ssl.MemoryBIO, {read = "i?", write = "b", write_eof = ""}, {
  make = function()
    local bio = ssl.MemoryBIO()
    bio:write "every byte"
    return bio
  end,
  damage = function(bio) return bio:read() ~= "every byte" and "bytes are lost" or nil end,
})

local info = {
  cipher = "", compression = "", get_channel_binding = "z?", get_unverified_chain = "", get_verified_chain = "",
  getpeercert = "x", pending = "", selected_alpn_protocol = "", selected_npn_protocol = "", shared_ciphers = "",
  verify_client_post_handshake = "", version = "",
}

local function with(more)
  for name, signature in pairs(info) do more[name] = signature end
  return more
end

local peer

sweep.methods("SSLObject", ssl.SSLObject, with{do_handshake = "", read = "i?w?", unwrap = "", write = "b"}, {
  make = function()
    local o
    o, peer = tls.objects(nil, server, client)
    peer:write "every byte"
    return o
  end,
  damage = function(o) return o:read() ~= "every byte" and "bytes are lost" or nil end,
})

-- The methods that connect are for sockets that are not connected.
local CONNECTING = {connect = true, connect_ex = true}

sweep.methods("SSLSocket", ssl.SSLSocket, with{accept = "", connect = "a", connect_ex = "a", do_handshake = "",
  read = "i?w?", unwrap = "", write = "b"}, {skip = CONNECTING,
  make = function()
    local s
    s, peer = tls.sockets(nil, server, client)
    peer:sendall "every byte"
    s:settimeout(0)
    return s
  end,
  damage = function(s) return s:recv(100) ~= "every byte" and "bytes are lost" or nil end,
  done = function(s)
    s:close()
    peer:close()
  end,
})

local function unconnected()
  return client:wrap_socket(socket.socket(), {server_hostname = "localhost"})
end

local function close(s)
  s:close()
end

sweep.methods("unconnected SSLSocket", {connect = ssl.SSLSocket.connect, connect_ex = ssl.SSLSocket.connect_ex},
  {connect = "a", connect_ex = "a"}, {make = unconnected, done = close})

-- The methods of a socket, without a connection. Methods that would bypass TLS are refused with any arguments.
sweep.methods("unconnected SSLSocket", socket.socket, {
  bind = "a", getsockname = "", getpeername = "", listen = "i?", recv = "i?i?", recv_into = "wi?i?", send = "bi?",
  sendall = "bi?", settimeout = "x", shutdown = "i", makefile = "m?i?", sendfile = "xi?i?",
  detach = "", dup = "", fileno = "", close = "", getblocking = "", gettimeout = "", get_inheritable = "",
  set_inheritable = "x", setblocking = "x", getsockopt = "iii?", setsockopt = "iix",
}, {
  make = unconnected, done = close, selves = {socket = true, closed = true},
  skip = {accept = true, connect = true, connect_ex = true, sendmsg_afalg = true, recvfrom = true,
    recvfrom_into = true, recvmsg = true, recvmsg_into = true, sendmsg = true, sendto = true},
})

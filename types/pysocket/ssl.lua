---@meta pysocket.ssl

--- TLS for sockets like Python's `ssl`, built on OpenSSL 3.
---
---     local socket, ssl = require "pysocket", require "pysocket.ssl"
---
---     local context = ssl.create_default_context()  -- verifies the server and its name
---     local s <close> = context:wrap_socket(socket.create_connection{"example.org", 443}, {server_hostname = "example.org"})
---     s:sendall "GET / HTTP/1.0\r\nHost: example.org\r\n\r\n"
---     print(s:version(), s:recv(1024))
---
--- A TLS socket is a socket: it has the same methods, timeouts and files, `select` and selectors accept it, and in a task
--- its calls suspend the task.
---
--- A server needs a certificate:
---
---     local context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
---     context:load_cert_chain("server.pem", "server.key")
---     local connection <close> = context:wrap_socket(listening:accept(), {server_side = true})
---
--- The module is built only if OpenSSL's headers are found. Otherwise `require` raises an error that says what to install.
---
--- Source: Python ssl
---@class pysocket.ssl
---@field SSLContext pysocket.ssl.SSLContext The class of contexts. Calling it makes a context. [Python ssl.SSLContext]
---@field SSLSocket pysocket.ssl.SSLSocket The class of TLS sockets, which `context:wrap_socket` makes. [Python ssl.SSLSocket]
---@field SSLObject pysocket.ssl.SSLObject The class of connections without a socket, which `context:wrap_bio` makes. [Python ssl.SSLObject]
---@field SSLSession pysocket.ssl.SSLSession The class of sessions. [Python ssl.SSLSession]
---@field MemoryBIO pysocket.ssl.MemoryBIO The class of memory buffers for an SSLObject. Calling it makes one. [Python ssl.MemoryBIO]
---@field Purpose pysocket.ssl.Purpose The purposes of certificates. [Python ssl.Purpose]
---@field SSLError pysocket.ssl.SSLError The base class of the errors of TLS. [Python ssl.SSLError]
---@field SSLZeroReturnError pysocket.ssl.SSLZeroReturnError The peer has ended TLS. [Python ssl.SSLZeroReturnError]
---@field SSLWantReadError pysocket.ssl.SSLWantReadError The call would have to wait to read. [Python ssl.SSLWantReadError]
---@field SSLWantWriteError pysocket.ssl.SSLWantWriteError The call would have to wait to write. [Python ssl.SSLWantWriteError]
---@field SSLSyscallError pysocket.ssl.SSLSyscallError A system call failed. [Python ssl.SSLSyscallError]
---@field SSLEOFError pysocket.ssl.SSLEOFError The connection ended unexpectedly. [Python ssl.SSLEOFError]
---@field SSLCertVerificationError pysocket.ssl.SSLCertVerificationError A certificate was refused. [Python ssl.SSLCertVerificationError]
---@field CertificateError pysocket.ssl.SSLCertVerificationError Another name for SSLCertVerificationError. [Python ssl.CertificateError]
---@field TLSVersion pysocket.enumeration The versions: `TLSVersion.TLSv1_3` is 772, `TLSVersion[772]` is `"TLSv1_3"`. [Python ssl.TLSVersion]
---@field Options pysocket.enumeration The `OP_` constants. [Python ssl.Options]
---@field VerifyMode pysocket.enumeration The `CERT_` constants. [Python ssl.VerifyMode]
---@field VerifyFlags pysocket.enumeration The `VERIFY_` constants. [Python ssl.VerifyFlags]
---@field AlertDescription pysocket.enumeration The `ALERT_DESCRIPTION_` constants. [Python ssl.AlertDescription]
---@field SSLErrorNumber pysocket.enumeration The `SSL_ERROR_` constants. [Python ssl.SSLErrorNumber]
---@field CHANNEL_BINDING_TYPES table<integer, string> The types that `get_channel_binding` takes: `{"tls-unique"}`. [Python ssl.CHANNEL_BINDING_TYPES]
---@field PEM_HEADER string The line that a certificate in PEM begins with. [Python ssl.PEM_HEADER]
---@field PEM_FOOTER string The line that it ends with. [Python ssl.PEM_FOOTER]
---@field OPENSSL_VERSION string The name of OpenSSL's version, such as "OpenSSL 3.0.19 27 Jan 2026". [Python ssl.OPENSSL_VERSION]
---@field OPENSSL_VERSION_INFO table<integer, integer> OpenSSL's version as numbers: major, minor, fix, patch and status. [Python ssl.OPENSSL_VERSION_INFO]
---@field OPENSSL_VERSION_NUMBER integer OpenSSL's version as one number. [Python ssl.OPENSSL_VERSION_NUMBER]
---@field ALERT_DESCRIPTION_ACCESS_DENIED integer The alert `access_denied` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_ACCESS_DENIED]
---@field ALERT_DESCRIPTION_BAD_CERTIFICATE integer The alert `bad_certificate` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE]
---@field ALERT_DESCRIPTION_BAD_CERTIFICATE_HASH_VALUE integer The alert `bad_certificate_hash_value` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE_HASH_VALUE]
---@field ALERT_DESCRIPTION_BAD_CERTIFICATE_STATUS_RESPONSE integer The alert `bad_certificate_status_response` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE_STATUS_RESPONSE]
---@field ALERT_DESCRIPTION_BAD_RECORD_MAC integer The alert `bad_record_mac` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_BAD_RECORD_MAC]
---@field ALERT_DESCRIPTION_CERTIFICATE_EXPIRED integer The alert `certificate_expired` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_CERTIFICATE_EXPIRED]
---@field ALERT_DESCRIPTION_CERTIFICATE_REVOKED integer The alert `certificate_revoked` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_CERTIFICATE_REVOKED]
---@field ALERT_DESCRIPTION_CERTIFICATE_UNKNOWN integer The alert `certificate_unknown` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_CERTIFICATE_UNKNOWN]
---@field ALERT_DESCRIPTION_CERTIFICATE_UNOBTAINABLE integer The alert `certificate_unobtainable` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_CERTIFICATE_UNOBTAINABLE]
---@field ALERT_DESCRIPTION_CLOSE_NOTIFY integer The alert `close_notify` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_CLOSE_NOTIFY]
---@field ALERT_DESCRIPTION_DECODE_ERROR integer The alert `decode_error` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_DECODE_ERROR]
---@field ALERT_DESCRIPTION_DECOMPRESSION_FAILURE integer The alert `decompression_failure` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_DECOMPRESSION_FAILURE]
---@field ALERT_DESCRIPTION_DECRYPT_ERROR integer The alert `decrypt_error` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_DECRYPT_ERROR]
---@field ALERT_DESCRIPTION_HANDSHAKE_FAILURE integer The alert `handshake_failure` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_HANDSHAKE_FAILURE]
---@field ALERT_DESCRIPTION_ILLEGAL_PARAMETER integer The alert `illegal_parameter` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_ILLEGAL_PARAMETER]
---@field ALERT_DESCRIPTION_INSUFFICIENT_SECURITY integer The alert `insufficient_security` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_INSUFFICIENT_SECURITY]
---@field ALERT_DESCRIPTION_INTERNAL_ERROR integer The alert `internal_error` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_INTERNAL_ERROR]
---@field ALERT_DESCRIPTION_NO_RENEGOTIATION integer The alert `no_renegotiation` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_NO_RENEGOTIATION]
---@field ALERT_DESCRIPTION_PROTOCOL_VERSION integer The alert `protocol_version` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_PROTOCOL_VERSION]
---@field ALERT_DESCRIPTION_RECORD_OVERFLOW integer The alert `record_overflow` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_RECORD_OVERFLOW]
---@field ALERT_DESCRIPTION_UNEXPECTED_MESSAGE integer The alert `unexpected_message` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_UNEXPECTED_MESSAGE]
---@field ALERT_DESCRIPTION_UNKNOWN_CA integer The alert `unknown_ca` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_UNKNOWN_CA]
---@field ALERT_DESCRIPTION_UNKNOWN_PSK_IDENTITY integer The alert `unknown_psk_identity` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_UNKNOWN_PSK_IDENTITY]
---@field ALERT_DESCRIPTION_UNRECOGNIZED_NAME integer The alert `unrecognized_name` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME]
---@field ALERT_DESCRIPTION_UNSUPPORTED_CERTIFICATE integer The alert `unsupported_certificate` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_UNSUPPORTED_CERTIFICATE]
---@field ALERT_DESCRIPTION_UNSUPPORTED_EXTENSION integer The alert `unsupported_extension` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_UNSUPPORTED_EXTENSION]
---@field ALERT_DESCRIPTION_USER_CANCELLED integer The alert `user_cancelled` of RFC 8446 and its predecessors. [Python ssl.ALERT_DESCRIPTION_USER_CANCELLED]
---@field CERT_NONE integer The peer is not verified. [Python ssl.CERT_NONE]
---@field CERT_OPTIONAL integer A server verifies a client that sends a certificate. [Python ssl.CERT_OPTIONAL]
---@field CERT_REQUIRED integer The peer must send a certificate, which is verified. [Python ssl.CERT_REQUIRED]
---@field HAS_ALPN boolean Whether ALPN can be used. [Python ssl.HAS_ALPN]
---@field HAS_ECDH boolean Whether elliptic curves can be used for the key exchange. [Python ssl.HAS_ECDH]
---@field HAS_NEVER_CHECK_COMMON_NAME boolean Whether the common name can be ignored. [Python ssl.HAS_NEVER_CHECK_COMMON_NAME]
---@field HAS_NPN boolean Always false: ALPN has replaced NPN. [Python ssl.HAS_NPN]
---@field HAS_PSK boolean Whether pre-shared keys can be used. [Python ssl.HAS_PSK]
---@field HAS_SNI boolean Whether a client can send the name of the server. [Python ssl.HAS_SNI]
---@field HAS_SSLv2 boolean Always false. [Python ssl.HAS_SSLv2]
---@field HAS_SSLv3 boolean Whether OpenSSL was built with SSL 3. [Python ssl.HAS_SSLv3]
---@field HAS_TLSv1 boolean Whether OpenSSL was built with TLS 1.0. [Python ssl.HAS_TLSv1]
---@field HAS_TLSv1_1 boolean Whether OpenSSL was built with TLS 1.1. [Python ssl.HAS_TLSv1_1]
---@field HAS_TLSv1_2 boolean Whether OpenSSL was built with TLS 1.2. [Python ssl.HAS_TLSv1_2]
---@field HAS_TLSv1_3 boolean Whether OpenSSL was built with TLS 1.3. [Python ssl.HAS_TLSv1_3]
---@field OP_ALL integer Work around bugs of other implementations. [Python ssl.OP_ALL]
---@field OP_CIPHER_SERVER_PREFERENCE integer A server uses its own order of ciphers. [Python ssl.OP_CIPHER_SERVER_PREFERENCE]
---@field OP_ENABLE_KTLS integer It is accepted but has no effect: this module does not let the kernel encrypt. [Python ssl.OP_ENABLE_KTLS]
---@field OP_ENABLE_MIDDLEBOX_COMPAT integer Make TLS 1.3 look like TLS 1.2 to devices between the two sides. [Python ssl.OP_ENABLE_MIDDLEBOX_COMPAT]
---@field OP_IGNORE_UNEXPECTED_EOF integer It is set for each connection; `suppress_ragged_eofs` decides what an end without close_notify means. [Python ssl.OP_IGNORE_UNEXPECTED_EOF]
---@field OP_LEGACY_SERVER_CONNECT integer A client accepts servers that do not support RFC 5746. [Python ssl.OP_LEGACY_SERVER_CONNECT]
---@field OP_NO_COMPRESSION integer Do not compress. [Python ssl.OP_NO_COMPRESSION]
---@field OP_NO_RENEGOTIATION integer Do not renegotiate. It is set for each connection. [Python ssl.OP_NO_RENEGOTIATION]
---@field OP_NO_SSLv2 integer It has no effect: OpenSSL 3 has no SSL 2. [Python ssl.OP_NO_SSLv2]
---@field OP_NO_SSLv3 integer Do not use SSL 3. [Python ssl.OP_NO_SSLv3]
---@field OP_NO_TICKET integer Do not use session tickets. [Python ssl.OP_NO_TICKET]
---@field OP_NO_TLSv1 integer Do not use TLS 1.0. Prefer minimum_version. [Python ssl.OP_NO_TLSv1]
---@field OP_NO_TLSv1_1 integer Do not use TLS 1.1. Prefer minimum_version. [Python ssl.OP_NO_TLSv1_1]
---@field OP_NO_TLSv1_2 integer Do not use TLS 1.2. Prefer minimum_version. [Python ssl.OP_NO_TLSv1_2]
---@field OP_NO_TLSv1_3 integer Do not use TLS 1.3. Prefer maximum_version. [Python ssl.OP_NO_TLSv1_3]
---@field OP_SINGLE_DH_USE integer It has no effect: keys are never reused. [Python ssl.OP_SINGLE_DH_USE]
---@field OP_SINGLE_ECDH_USE integer It has no effect: keys are never reused. [Python ssl.OP_SINGLE_ECDH_USE]
---@field PROTOCOL_SSLv23 integer Another name for PROTOCOL_TLS. [Python ssl.PROTOCOL_SSLv23]
---@field PROTOCOL_TLS integer For both sides; it verifies nothing by default. Prefer PROTOCOL_TLS_CLIENT or PROTOCOL_TLS_SERVER. [Python ssl.PROTOCOL_TLS]
---@field PROTOCOL_TLS_CLIENT integer For clients; it verifies servers and their names. [Python ssl.PROTOCOL_TLS_CLIENT]
---@field PROTOCOL_TLS_SERVER integer For servers. [Python ssl.PROTOCOL_TLS_SERVER]
---@field PROTOCOL_TLSv1 integer TLS 1.0 only. [Python ssl.PROTOCOL_TLSv1]
---@field PROTOCOL_TLSv1_1 integer TLS 1.1 only. [Python ssl.PROTOCOL_TLSv1_1]
---@field PROTOCOL_TLSv1_2 integer TLS 1.2 only. [Python ssl.PROTOCOL_TLSv1_2]
---@field SSL_ERROR_EOF integer The `errno` of SSLEOFError. [Python ssl.SSL_ERROR_EOF]
---@field SSL_ERROR_INVALID_ERROR_CODE integer It does not occur. [Python ssl.SSL_ERROR_INVALID_ERROR_CODE]
---@field SSL_ERROR_SSL integer The `errno` of other errors of a connection. [Python ssl.SSL_ERROR_SSL]
---@field SSL_ERROR_SYSCALL integer The `errno` of SSLSyscallError. [Python ssl.SSL_ERROR_SYSCALL]
---@field SSL_ERROR_WANT_CONNECT integer It does not occur. [Python ssl.SSL_ERROR_WANT_CONNECT]
---@field SSL_ERROR_WANT_READ integer The `errno` of SSLWantReadError. [Python ssl.SSL_ERROR_WANT_READ]
---@field SSL_ERROR_WANT_WRITE integer The `errno` of SSLWantWriteError. [Python ssl.SSL_ERROR_WANT_WRITE]
---@field SSL_ERROR_WANT_X509_LOOKUP integer It does not occur. [Python ssl.SSL_ERROR_WANT_X509_LOOKUP]
---@field SSL_ERROR_ZERO_RETURN integer The `errno` of SSLZeroReturnError. [Python ssl.SSL_ERROR_ZERO_RETURN]
---@field VERIFY_ALLOW_PROXY_CERTS integer Proxy certificates are allowed (RFC 3820). [Python ssl.VERIFY_ALLOW_PROXY_CERTS]
---@field VERIFY_CRL_CHECK_CHAIN integer Each certificate of the chain is checked against the revocation list of its issuer. [Python ssl.VERIFY_CRL_CHECK_CHAIN]
---@field VERIFY_CRL_CHECK_LEAF integer The peer's certificate is checked against the revocation list of its issuer. [Python ssl.VERIFY_CRL_CHECK_LEAF]
---@field VERIFY_DEFAULT integer No flags. [Python ssl.VERIFY_DEFAULT]
---@field VERIFY_X509_PARTIAL_CHAIN integer A chain may end with any trusted certificate, not only with a self-signed one. [Python ssl.VERIFY_X509_PARTIAL_CHAIN]
---@field VERIFY_X509_STRICT integer Certificates must follow RFC 5280. [Python ssl.VERIFY_X509_STRICT]
---@field VERIFY_X509_TRUSTED_FIRST integer Issuers are looked up among the trusted certificates first. [Python ssl.VERIFY_X509_TRUSTED_FIRST]
local ssl = {}

-- Contexts and certificates --------------------------------------------------------

--- Makes a context with safe settings.
---
--- For clients it verifies servers and their names, with the system's certificates if no others are given. TLS 1.2 is the
--- oldest version.
---
--- If the environment has `SSLKEYLOGFILE`, the keys are written to that file.
---
--- Raises: `OSError` or a subclass, `SSLError` if the certificates cannot be read
--- Source: Python ssl.create_default_context
---@overload fun(keywords: pysocket.ssl.keywords.create_default_context): pysocket.ssl.SSLContext
---@param purpose? pysocket.ssl.object `Purpose.SERVER_AUTH` for clients, the default, or `Purpose.CLIENT_AUTH` for servers
---@param cafile? string a PEM file with the certificates to trust
---@param capath? string a directory with such files under hashed names
---@param cadata? pysocket.bytes the certificates themselves, as PEM text or DER
---@return pysocket.ssl.SSLContext context a context
function ssl.create_default_context(purpose, cafile, capath, cadata) end

--- Connects to a server and returns its certificate. Without `ca_certs` the certificate is not verified.
---
--- Raises: `OSError` or a subclass; `SSLCertVerificationError` if ca_certs does not trust it
--- Source: Python ssl.get_server_certificate
---@overload fun(address: pysocket.address.given, keywords: pysocket.ssl.keywords.get_server_certificate): string
---@param address pysocket.address.given {host, port}
---@param ssl_version? integer a PROTOCOL_ constant; PROTOCOL_TLS_CLIENT by default
---@param ca_certs? string a PEM file with the certificates to trust
---@param timeout? number seconds for the connection and the handshake; the default timeout if it is left out
---@return string pem the certificate in PEM
function ssl.get_server_certificate(address, ssl_version, ca_certs, timeout) end

--- Returns the paths of the system's certificates.
---
--- Raises: nothing
--- Source: Python ssl.get_default_verify_paths
---@return pysocket.ssl.DefaultVerifyPaths paths the paths
function ssl.get_default_verify_paths() end

--- Converts a certificate to PEM.
---
--- Raises: nothing
--- Source: Python ssl.DER_cert_to_PEM_cert
---@param der_cert_bytes pysocket.bytes the certificate in DER
---@return string pem the certificate in PEM
function ssl.DER_cert_to_PEM_cert(der_cert_bytes) end

--- Converts a certificate to DER.
---
--- Raises: nothing but an error for an argument that is not PEM
--- Source: Python ssl.PEM_cert_to_DER_cert
---@param pem_cert_string string one certificate in PEM
---@return string der the certificate in DER
function ssl.PEM_cert_to_DER_cert(pem_cert_string) end

--- Converts `notBefore` or `notAfter` of a certificate to seconds.
---
--- Raises: nothing but an error for an argument that is not such a time
--- Source: Python ssl.cert_time_to_seconds
---@param cert_time string a time such as "Jan  5 09:34:43 2018 GMT"
---@return integer seconds the seconds since 1970-01-01 00:00 UTC
function ssl.cert_time_to_seconds(cert_time) end

--- Returns the name of a PROTOCOL_ constant.
---
--- Raises: nothing
--- Source: Python ssl.get_protocol_name
---@param protocol_code integer the constant
---@return string name the name, or "<unknown>"
function ssl.get_protocol_name(protocol_code) end

-- Random bytes ---------------------------------------------------------------------

--- Returns random bytes that are suitable for keys.
---
--- Raises: `SSLError` if there is not enough randomness
--- Source: Python ssl.RAND_bytes
---@param n integer the number of bytes
---@return string bytes the bytes
function ssl.RAND_bytes(n) end

--- Mixes bytes into the state of the generator.
---
--- Raises: nothing
--- Source: Python ssl.RAND_add
---@param bytes pysocket.bytes the bytes
---@param entropy number the minimum number of bytes of randomness in them; 0.0 is always safe
function ssl.RAND_add(bytes, entropy) end

--- Returns whether the generator has enough randomness.
---
--- Raises: nothing
--- Source: Python ssl.RAND_status
---@return boolean yes
function ssl.RAND_status() end

-- SSLContext -------------------------------------------------------------------------

--- The settings that connections share: certificates, versions, ciphers and verification.
---
--- Calling the class makes a context; `ssl.create_default_context` is safer. A context of PROTOCOL_TLS_CLIENT verifies,
--- but trusts nobody before certificates are loaded. A method that is added to the class is a method of every context. An
--- attribute that does not exist cannot be set.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLContext
---@class pysocket.ssl.SSLContext
---@overload fun(protocol?: integer): pysocket.ssl.SSLContext
---@overload fun(keywords: pysocket.ssl.keywords.SSLContext): pysocket.ssl.SSLContext
---@field check_hostname boolean Whether a client requires that the certificate is for `server_hostname`. Setting it to true sets `verify_mode` to CERT_REQUIRED if that is CERT_NONE. [Python ssl.SSLContext.check_hostname]
---@field hostname_checks_common_name boolean Whether the common name is used if a certificate has no host names; false by default. [Python ssl.SSLContext.hostname_checks_common_name]
---@field keylog_filename string? The file to which the keys are appended; with them a recorded connection can be decrypted. [Python ssl.SSLContext.keylog_filename]
---@field maximum_version integer The newest version: a value of `TLSVersion`. [Python ssl.SSLContext.maximum_version]
---@field minimum_version integer The oldest version: a value of `TLSVersion`. [Python ssl.SSLContext.minimum_version]
---@field num_tickets integer The number of session tickets that a server sends after a handshake of TLS 1.3; 2 by default. [Python ssl.SSLContext.num_tickets]
---@field options integer OP_ constants, combined by `|`. [Python ssl.SSLContext.options]
---@field post_handshake_auth boolean Whether a client lets the server ask for its certificate after the handshake, and a server may do so. [Python ssl.SSLContext.post_handshake_auth]
---@field protocol integer The PROTOCOL_ constant that it was made with. [Python ssl.SSLContext.protocol]
---@field security_level integer OpenSSL's level, which forbids weak keys; `set_ciphers` can change it. [Python ssl.SSLContext.security_level]
---@field sni_callback function? `function(s, server_name, context)`, which a server calls with the name that a client asks for, or nil. It may set `s.context`, and may return an alert, with which the handshake ends. In a task it may wait. [Python ssl.SSLContext.sni_callback]
---@field verify_flags integer VERIFY_ constants, combined by `|`. [Python ssl.SSLContext.verify_flags]
---@field verify_mode integer A CERT_ constant. [Python ssl.SSLContext.verify_mode]
local SSLContext = {}

--- Makes a TLS socket from a stream socket, and does the handshake if it is connected.
---
--- The new socket takes over the descriptor. If the handshake fails, the connection is closed.
---
--- Raises: `OSError` or a subclass; `SSLCertVerificationError` if the peer's certificate is refused, `SSLError` if the peer does not speak TLS, or no version and cipher that both support; `TimeoutError`
--- Source: Python ssl.SSLContext.wrap_socket
---@overload fun(self: pysocket.ssl.SSLContext, sock: pysocket.socket, keywords: pysocket.ssl.keywords.wrap_socket): pysocket.ssl.SSLSocket
---@param sock pysocket.socket a stream socket; from one that listens, `accept` returns TLS connections
---@param server_side? boolean whether this is the server's side; false by default
---@param do_handshake_on_connect? boolean whether to do the handshake now, and in `connect`; true by default
---@param suppress_ragged_eofs? boolean whether an end without close_notify counts as a regular end; true by default
---@param server_hostname? string the name or the address of the server, for clients
---@param session? pysocket.ssl.SSLSession a session to resume, for clients
---@return pysocket.ssl.SSLSocket s the TLS socket
function SSLContext:wrap_socket(sock, server_side, do_handshake_on_connect, suppress_ragged_eofs, server_hostname, session) end

--- Makes a connection that reads and writes memory, for programs that transport the bytes themselves.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLContext.wrap_bio
---@overload fun(self: pysocket.ssl.SSLContext, incoming: pysocket.ssl.MemoryBIO, outgoing: pysocket.ssl.MemoryBIO, keywords: pysocket.ssl.keywords.wrap_bio): pysocket.ssl.SSLObject
---@param incoming pysocket.ssl.MemoryBIO the bytes from the peer
---@param outgoing pysocket.ssl.MemoryBIO the bytes for the peer
---@param server_side? boolean whether this is the server's side; false by default
---@param server_hostname? string the name or the address of the server, for clients
---@param session? pysocket.ssl.SSLSession a session to resume, for clients
---@return pysocket.ssl.SSLObject object the connection
function SSLContext:wrap_bio(incoming, outgoing, server_side, server_hostname, session) end

--- Loads the certificate of this side, the certificates of its issuers, and its private key.
---
--- If that fails, the context keeps what it had.
---
--- Raises: `OSError` or a subclass if a file cannot be read; `SSLError` if there is no PEM in it, the password is wrong, or the key belongs to another certificate
--- Source: Python ssl.SSLContext.load_cert_chain
---@overload fun(self: pysocket.ssl.SSLContext, certfile: string, keywords: pysocket.ssl.keywords.load_cert_chain)
---@param certfile string the path of a PEM file with the certificate, followed by those of the issuers; or the PEM text itself
---@param keyfile? string the same for the private key; without it `certfile` must contain the key too
---@param password? pysocket.bytes|function the password of an encrypted key, or a function that returns it when it is needed
function SSLContext:load_cert_chain(certfile, keyfile, password) end

--- Trusts certificates, and uses revocation lists, from one or more of three places.
---
--- Raises: `OSError` or a subclass if a file cannot be read; `SSLError` if there is no certificate in it
--- Source: Python ssl.SSLContext.load_verify_locations
---@overload fun(self: pysocket.ssl.SSLContext, keywords: pysocket.ssl.keywords.load_verify_locations)
---@param cafile? string the path of a PEM file
---@param capath? string a directory with such files under the names that `openssl rehash` gives them
---@param cadata? pysocket.bytes the certificates and lists themselves: PEM text, or certificates in DER
function SSLContext:load_verify_locations(cafile, capath, cadata) end

--- Trusts the system's certificates. Contexts share them, as long as they add no others.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLContext.load_default_certs
---@overload fun(self: pysocket.ssl.SSLContext, keywords: pysocket.ssl.keywords.load_default_certs)
---@param purpose? pysocket.ssl.object it has no effect
function SSLContext:load_default_certs(purpose) end

--- Trusts the system's certificates.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLContext.set_default_verify_paths
function SSLContext:set_default_verify_paths() end

--- Returns the numbers of loaded certificates and revocation lists. Those in a directory are loaded when they are needed.
---
--- Raises: nothing
--- Source: Python ssl.SSLContext.cert_store_stats
---@return table<string, integer> stats `x509`: the number of certificates, `x509_ca`: that of certificates of authorities, `crl`: that of revocation lists
function SSLContext:cert_store_stats() end

--- Returns the loaded certificates of authorities.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLContext.get_ca_certs
---@overload fun(self: pysocket.ssl.SSLContext, keywords: pysocket.ssl.keywords.getpeercert): table
---@param binary_form? boolean return strings in DER instead of tables; false by default
---@return table certs a sequence of tables like that of `getpeercert`, or of strings
function SSLContext:get_ca_certs(binary_form) end

--- Sets the ciphers for TLS 1.2 and older versions.
---
--- Raises: `SSLError` if none of the ciphers exists
--- Source: Python ssl.SSLContext.set_ciphers
---@param ciphers string a list in OpenSSL's format, such as "ECDHE+AESGCM"
function SSLContext:set_ciphers(ciphers) end

--- Returns the ciphers that can be used, in order of preference.
---
--- Raises: nothing
--- Source: Python ssl.SSLContext.get_ciphers
---@return table[] ciphers a sequence of tables with `name`, `protocol`, `id`, `description`, `strength_bits`, `alg_bits`, `aead`, `symmetric`, `digest`, `kea` and `auth`
function SSLContext:get_ciphers() end

--- Sets the group for the key exchange.
---
--- Raises: nothing but an error for a name that OpenSSL does not know
--- Source: Python ssl.SSLContext.set_ecdh_curve
---@param curve_name string its name, such as "X25519" or "prime256v1"
function SSLContext:set_ecdh_curve(curve_name) end

--- Loads parameters for the Diffie-Hellman key exchange of a server.
---
--- Raises: `OSError` or a subclass if the file cannot be read; `SSLError` if it has no parameters
--- Source: Python ssl.SSLContext.load_dh_params
---@param dhfile string the path of a PEM file, or PEM text
function SSLContext:load_dh_params(dhfile) end

--- Sets the application protocols that this side speaks, in order of preference.
---
--- A server chooses the first one that the client speaks too.
---
--- Raises: nothing but an error for a name that does not have 1 to 255 bytes
--- Source: Python ssl.SSLContext.set_alpn_protocols
---@param alpn_protocols string[] their names, such as "h2" and "http/1.1"
function SSLContext:set_alpn_protocols(alpn_protocols) end

--- Sets `sni_callback`.
---
--- Raises: nothing
--- Source: Python ssl.SSLContext.set_servername_callback
---@param server_name_callback function|nil the function
function SSLContext:set_servername_callback(server_name_callback) end

--- Sets the function that returns a client's pre-shared key.
---
--- It is called as `function(hint)`, and returns an identity and the key. If it raises an error, the handshake fails with
--- that error. It cannot wait in a task.
---
--- Raises: `SSLError` for a server's context
--- Source: Python ssl.SSLContext.set_psk_client_callback
---@param callback function|nil the function
function SSLContext:set_psk_client_callback(callback) end

--- Sets the function that returns the pre-shared key of a client to a server.
---
--- It is called as `function(identity)`, and returns the key, or nil. In TLS 1.3 it is called for session tickets, too.
--- It cannot wait in a task.
---
--- Raises: `SSLError` for a client's context
--- Source: Python ssl.SSLContext.set_psk_server_callback
---@overload fun(self: pysocket.ssl.SSLContext, callback: function, keywords: pysocket.ssl.keywords.set_psk_server_callback)
---@param callback function|nil the function
---@param identity_hint? string a hint for clients of TLS 1.2
function SSLContext:set_psk_server_callback(callback, identity_hint) end

--- Returns the numbers of sessions that were created and resumed.
---
--- Raises: nothing
--- Source: Python ssl.SSLContext.session_stats
---@return table<string, integer> stats `number`, `connect`, `connect_good`, `connect_renegotiate`, `accept`, `accept_good`, `accept_renegotiate`, `hits`, `misses`, `timeouts` and `cache_full`
function SSLContext:session_stats() end

-- SSLSocket ---------------------------------------------------------------------------

--- A TLS socket. It has everything that a socket has; methods that make no sense with TLS raise an error.
---
--- `close` sends close_notify and waits, up to the timeout, until the kernel has accepted all data. `recv` receives 1024
--- bytes by default. A connection from `accept` does its handshake when a call needs it: one that sends or receives, or
--- that asks for the version, the cipher, the protocol or the certificates, unless the timeout is 0.
---
--- Source: Python ssl.SSLSocket
---@class pysocket.ssl.SSLSocket : pysocket.socket
---@field context pysocket.ssl.SSLContext The context. In `sni_callback` it can be set. [Python ssl.SSLSocket.context]
---@field do_handshake_on_connect boolean Whether `connect` does the handshake. [Python ssl.SSLSocket.do_handshake_on_connect]
---@field server_hostname string? The name of the server as it is in certificates. [Python ssl.SSLSocket.server_hostname]
---@field server_side boolean Whether this is the server's side. [Python ssl.SSLSocket.server_side]
---@field session pysocket.ssl.SSLSession? The session, once there is one that can be resumed. A client can set it before the handshake. [Python ssl.SSLSocket.session]
---@field session_reused boolean? Whether a session was resumed; nil before the handshake. [Python ssl.SSLSocket.session_reused]
---@field suppress_ragged_eofs boolean Whether an end without close_notify counts as a regular end. [Python ssl.SSLSocket.suppress_ragged_eofs]
local SSLSocket = {}

--- Does the handshake. Other calls do it too if it has not been done.
---
--- If it fails, the socket is closed. After a `TimeoutError` it stays open and the handshake can be continued; the peer is
--- not told. `wrap_socket` and `connect` close the socket then, too.
---
--- Raises: `OSError` or a subclass; `SSLCertVerificationError`, `SSLError`, `SSLWantReadError`, `SSLWantWriteError`, `TimeoutError`
--- Source: Python ssl.SSLSocket.do_handshake
---@overload fun(self: pysocket.ssl.SSLSocket, keywords: pysocket.ssl.keywords.do_handshake)
---@param block? boolean wait even if the timeout is 0; false by default
function SSLSocket:do_handshake(block) end

--- Receives bytes, like `recv`.
---
--- Raises: the errors of recv; `SSLWantReadError` if it would have to wait
--- Source: Python ssl.SSLSocket.read
---@overload fun(self: pysocket.ssl.SSLSocket, keywords: pysocket.ssl.keywords.read): string|integer|nil
---@param len? integer the maximum number of bytes; 1024 by default
---@param buffer? pysocket.bytearray a buffer for the bytes; then the result is their number
---@return string|integer|nil data the bytes; nil at the end
function SSLSocket:read(len, buffer) end

--- Sends bytes, like `send`.
---
--- Raises: the errors of send
--- Source: Python ssl.SSLSocket.write
---@param data pysocket.bytes the bytes
---@return integer count the number of bytes that were sent
function SSLSocket:write(data) end

--- Ends TLS: sends close_notify and waits for the peer's.
--- If plain text has arrived together with it, the plain socket receives that first.
---
--- Raises: `OSError` or a subclass, `SSLError`; `SSLEOFError` if the peer ended the connection without close_notify
--- Source: Python ssl.SSLSocket.unwrap
---@return pysocket.socket s the plain socket
function SSLSocket:unwrap() end

--- Returns the peer's certificate.
---
--- The table has `subject`, `issuer`, `version`, `serialNumber`, `notBefore`, `notAfter`, and if the certificate has them
--- `subjectAltName`, `OCSP`, `caIssuers` and `crlDistributionPoints`. Names are sequences of pairs, as in Python. The table
--- is empty if the certificate was not verified.
---
--- Raises: an error before the handshake
--- Source: Python ssl.SSLSocket.getpeercert
---@overload fun(self: pysocket.ssl.SSLSocket, keywords: pysocket.ssl.keywords.getpeercert): table|string|nil
---@param binary_form? boolean return a string in DER; false by default
---@return table|string|nil cert the certificate; nil if the peer has sent none
function SSLSocket:getpeercert(binary_form) end

--- Returns the chain that was verified, from the peer's certificate to the root.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLSocket.get_verified_chain
---@return string[] chain the certificates in DER
function SSLSocket:get_verified_chain() end

--- Returns the certificates that the peer has sent, in its order.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLSocket.get_unverified_chain
---@return string[] chain the certificates in DER
function SSLSocket:get_unverified_chain() end

--- Returns the cipher.
---
--- Raises: nothing
--- Source: Python ssl.SSLSocket.cipher
---@return string? name its name; nil before the handshake
---@return string protocol the version that defines it
---@return integer bits the number of secret bits
function SSLSocket:cipher() end

--- Returns the ciphers that both sides support, for a server.
---
--- Raises: nothing
--- Source: Python ssl.SSLSocket.shared_ciphers
---@return table[]? ciphers a sequence of rows {name, protocol, bits}; nil for a client
function SSLSocket:shared_ciphers() end

--- Returns nil: nothing is compressed.
---
--- Raises: nothing
--- Source: Python ssl.SSLSocket.compression
---@return nil none
function SSLSocket:compression() end

--- Returns the version of TLS.
---
--- Raises: nothing
--- Source: Python ssl.SSLSocket.version
---@return string? version a name such as "TLSv1.3"; nil before the handshake
function SSLSocket:version() end

--- Returns the number of bytes that can be received without waiting, because they are decrypted.
---
--- Raises: nothing
--- Source: Python ssl.SSLSocket.pending
---@return integer count the number
function SSLSocket:pending() end

--- Returns the application protocol that both sides agreed upon (ALPN).
---
--- Raises: nothing
--- Source: Python ssl.SSLSocket.selected_alpn_protocol
---@return string? protocol its name; nil if there is none
function SSLSocket:selected_alpn_protocol() end

--- Returns nil: ALPN has replaced NPN.
---
--- Raises: nothing
--- Source: Python ssl.SSLSocket.selected_npn_protocol
---@return nil none
function SSLSocket:selected_npn_protocol() end

--- Returns bytes that identify this connection, for authentication above TLS.
---
--- Raises: nothing but an error for an unknown type
--- Source: Python ssl.SSLSocket.get_channel_binding
---@overload fun(self: pysocket.ssl.SSLSocket, keywords: pysocket.ssl.keywords.get_channel_binding): string?
---@param cb_type? string "tls-unique", the default
---@return string? bytes the bytes; nil before the handshake
function SSLSocket:get_channel_binding(cb_type) end

--- Lets a server ask for the client's certificate after a handshake of TLS 1.3. The client's answer comes with the next data that it sends.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLSocket.verify_client_post_handshake
function SSLSocket:verify_client_post_handshake() end

-- SSLObject -------------------------------------------------------------------------

--- A connection that reads and writes memory.
---
--- A call that would have to wait raises SSLWantReadError. Then send the bytes of the outgoing MemoryBIO to the peer, and
--- write those from the peer into the incoming one.
---
--- Source: Python ssl.SSLObject
---@class pysocket.ssl.SSLObject
---@field context pysocket.ssl.SSLContext The context. In `sni_callback` it can be set. [Python ssl.SSLObject.context]
---@field server_hostname string? The name of the server as it is in certificates. [Python ssl.SSLObject.server_hostname]
---@field server_side boolean Whether this is the server's side. [Python ssl.SSLObject.server_side]
---@field session pysocket.ssl.SSLSession? The session, once there is one that can be resumed. A client can set it before the handshake. [Python ssl.SSLObject.session]
---@field session_reused boolean? Whether a session was resumed. [Python ssl.SSLObject.session_reused]
local SSLObject = {}

--- Does the handshake. Other calls do it too if it has not been done.
---
--- Raises: `OSError` or a subclass; `SSLCertVerificationError`, `SSLError`, `SSLWantReadError`, `SSLWantWriteError`, `TimeoutError`
--- Source: Python ssl.SSLObject.do_handshake
function SSLObject:do_handshake() end

--- Receives bytes, like `recv`.
---
--- Raises: the errors of recv; `SSLWantReadError` if it would have to wait
--- Source: Python ssl.SSLObject.read
---@overload fun(self: pysocket.ssl.SSLObject, keywords: pysocket.ssl.keywords.read): string|integer|nil
---@param len? integer the maximum number of bytes; 1024 by default
---@param buffer? pysocket.bytearray a buffer for the bytes; then the result is their number
---@return string|integer|nil data the bytes; nil at the end
function SSLObject:read(len, buffer) end

--- Encrypts all bytes, in as many records as that takes.
---
--- Raises: the errors of send
--- Source: Python ssl.SSLObject.write
---@param data pysocket.bytes the bytes
---@return integer count the number of the bytes
function SSLObject:write(data) end

--- Ends TLS: sends close_notify and waits for the peer's.
---
--- Raises: `OSError` or a subclass, `SSLError`
--- Source: Python ssl.SSLObject.unwrap
function SSLObject:unwrap() end

--- Returns the peer's certificate.
---
--- The table has `subject`, `issuer`, `version`, `serialNumber`, `notBefore`, `notAfter`, and if the certificate has them
--- `subjectAltName`, `OCSP`, `caIssuers` and `crlDistributionPoints`. Names are sequences of pairs, as in Python. The table
--- is empty if the certificate was not verified.
---
--- Raises: an error before the handshake
--- Source: Python ssl.SSLObject.getpeercert
---@overload fun(self: pysocket.ssl.SSLObject, keywords: pysocket.ssl.keywords.getpeercert): table|string|nil
---@param binary_form? boolean return a string in DER; false by default
---@return table|string|nil cert the certificate; nil if the peer has sent none
function SSLObject:getpeercert(binary_form) end

--- Returns the chain that was verified, from the peer's certificate to the root.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLObject.get_verified_chain
---@return string[] chain the certificates in DER
function SSLObject:get_verified_chain() end

--- Returns the certificates that the peer has sent, in its order.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLObject.get_unverified_chain
---@return string[] chain the certificates in DER
function SSLObject:get_unverified_chain() end

--- Returns the cipher.
---
--- Raises: nothing
--- Source: Python ssl.SSLObject.cipher
---@return string? name its name; nil before the handshake
---@return string protocol the version that defines it
---@return integer bits the number of secret bits
function SSLObject:cipher() end

--- Returns the ciphers that both sides support, for a server.
---
--- Raises: nothing
--- Source: Python ssl.SSLObject.shared_ciphers
---@return table[]? ciphers a sequence of rows {name, protocol, bits}; nil for a client
function SSLObject:shared_ciphers() end

--- Returns nil: nothing is compressed.
---
--- Raises: nothing
--- Source: Python ssl.SSLObject.compression
---@return nil none
function SSLObject:compression() end

--- Returns the version of TLS.
---
--- Raises: nothing
--- Source: Python ssl.SSLObject.version
---@return string? version a name such as "TLSv1.3"; nil before the handshake
function SSLObject:version() end

--- Returns the number of bytes that can be received without waiting, because they are decrypted.
---
--- Raises: nothing
--- Source: Python ssl.SSLObject.pending
---@return integer count the number
function SSLObject:pending() end

--- Returns the application protocol that both sides agreed upon (ALPN).
---
--- Raises: nothing
--- Source: Python ssl.SSLObject.selected_alpn_protocol
---@return string? protocol its name; nil if there is none
function SSLObject:selected_alpn_protocol() end

--- Returns nil: ALPN has replaced NPN.
---
--- Raises: nothing
--- Source: Python ssl.SSLObject.selected_npn_protocol
---@return nil none
function SSLObject:selected_npn_protocol() end

--- Returns bytes that identify this connection, for authentication above TLS.
---
--- Raises: nothing but an error for an unknown type
--- Source: Python ssl.SSLObject.get_channel_binding
---@overload fun(self: pysocket.ssl.SSLObject, keywords: pysocket.ssl.keywords.get_channel_binding): string?
---@param cb_type? string "tls-unique", the default
---@return string? bytes the bytes; nil before the handshake
function SSLObject:get_channel_binding(cb_type) end

--- Lets a server ask for the client's certificate after a handshake of TLS 1.3. The client's answer comes with the next data that it sends.
---
--- Raises: `SSLError`
--- Source: Python ssl.SSLObject.verify_client_post_handshake
function SSLObject:verify_client_post_handshake() end

-- Memory and sessions ----------------------------------------------------------------

--- A memory buffer for the bytes between an SSLObject and its peer. Calling the class makes one.
---
--- Raises: nothing
--- Source: Python ssl.MemoryBIO
---@class pysocket.ssl.MemoryBIO
---@overload fun(): pysocket.ssl.MemoryBIO
---@field eof boolean Whether write_eof was called and everything before it has been read. [Python ssl.MemoryBIO.eof]
---@field pending integer The number of bytes in the buffer. [Python ssl.MemoryBIO.pending]
local MemoryBIO = {}

--- Reads and removes bytes.
---
--- Raises: nothing
--- Source: Python ssl.MemoryBIO.read
---@overload fun(self: pysocket.ssl.MemoryBIO, keywords: pysocket.ssl.keywords.bio_read): string
---@param n? integer the maximum number of bytes; all by default
---@return string bytes the bytes, or ""
function MemoryBIO:read(n) end

--- Adds bytes.
---
--- Raises: `SSLError` after write_eof
--- Source: Python ssl.MemoryBIO.write
---@param buf pysocket.bytes the bytes
---@return integer count the number of bytes
function MemoryBIO:write(buf) end

--- Marks the end: after reading everything before it, a reader finds the end of the connection.
---
--- Raises: nothing
--- Source: Python ssl.MemoryBIO.write_eof
function MemoryBIO:write_eof() end

--- A session, with which a client can resume a connection.
---
--- A later connection with the same context and `server_hostname` then needs no certificates. The session is refused if
--- the context's verification, trust or revocation lists have changed since.
---
--- Source: Python ssl.SSLSession
---@class pysocket.ssl.SSLSession
---@field has_ticket boolean Whether it has a ticket from the server. [Python ssl.SSLSession.has_ticket]
---@field id string The identifier. [Python ssl.SSLSession.id]
---@field ticket_lifetime_hint integer The number of seconds for which the server accepts the ticket. [Python ssl.SSLSession.ticket_lifetime_hint]
---@field time integer The time of its creation, in seconds since 1970. [Python ssl.SSLSession.time]
---@field timeout integer The number of seconds for which it can be resumed. [Python ssl.SSLSession.timeout]

-- Rows -------------------------------------------------------------------------------

--- The purposes of certificates.
---
--- Source: Python ssl.Purpose
---@class pysocket.ssl.Purpose
---@field SERVER_AUTH pysocket.ssl.object A server's certificate: a client's context verifies these. [Python ssl.Purpose.SERVER_AUTH]
---@field CLIENT_AUTH pysocket.ssl.object A client's certificate: a server's context verifies these. [Python ssl.Purpose.CLIENT_AUTH]
local Purpose = {}

--- Returns an object of OpenSSL's table, by its number.
---
--- Raises: nothing but an error for an unknown number
--- Source: Python ssl.Purpose
---@param nid integer the number
---@return pysocket.ssl.object object the object
function Purpose.fromnid(nid) end

--- Returns an object of OpenSSL's table, by its short name, long name or identifier.
---
--- Raises: nothing but an error for an unknown name
--- Source: Python ssl.Purpose
---@param name string the name
---@return pysocket.ssl.object object the object
function Purpose.fromname(name) end

--- An object of OpenSSL's table of ASN.1 objects.
---
--- Source: Python ssl.Purpose
---@class pysocket.ssl.object
---@field [1] integer As `nid`.
---@field [2] string As `shortname`.
---@field [3] string As `longname`.
---@field [4] string As `oid`.
---@field nid integer The number.
---@field shortname string The short name.
---@field longname string The long name.
---@field oid string The identifier, as numbers with dots.

--- The paths of the system's certificates.
---
--- Source: Python ssl.get_default_verify_paths
---@class pysocket.ssl.DefaultVerifyPaths
---@field [1] string? As `cafile`.
---@field [2] string? As `capath`.
---@field [3] string As `openssl_cafile_env`.
---@field [4] string As `openssl_cafile`.
---@field [5] string As `openssl_capath_env`.
---@field [6] string As `openssl_capath`.
---@field cafile string? The file, if it exists.
---@field capath string? The directory, if it exists.
---@field openssl_cafile_env string The environment variable that names another file.
---@field openssl_cafile string The file that OpenSSL was built with.
---@field openssl_capath_env string The environment variable that names another directory.
---@field openssl_capath string The directory that OpenSSL was built with.

-- Errors -----------------------------------------------------------------------------

--- The base class of the errors of TLS.
---
--- Its text is that of OpenSSL, with the call and the host, and for frequent mistakes a sentence that says what to do:
---
--- `demo.lua:3: SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number: do_handshake 'localhost'. The peer does not speak TLS here ...`
---
--- Source: Python ssl.SSLError
---@class pysocket.ssl.SSLError : pysocket.OSError
---@overload fun(errno: integer, strerror: string): pysocket.ssl.SSLError
---@overload fun(message?: any): pysocket.ssl.SSLError
---@field library string? The part of OpenSSL, such as "SSL" or "PEM". [Python ssl.SSLError.library]
---@field reason string? The reason, such as "CERTIFICATE_VERIFY_FAILED". [Python ssl.SSLError.reason]

--- The peer has ended TLS, and a call other than `recv` needed the connection.
---
--- Source: Python ssl.SSLZeroReturnError
---@class pysocket.ssl.SSLZeroReturnError : pysocket.ssl.SSLError
---@overload fun(errno: integer, strerror: string): pysocket.ssl.SSLZeroReturnError
---@overload fun(message?: any): pysocket.ssl.SSLZeroReturnError

--- With timeout 0: the call would have to wait until the socket is readable.
---
--- Source: Python ssl.SSLWantReadError
---@class pysocket.ssl.SSLWantReadError : pysocket.ssl.SSLError
---@overload fun(errno: integer, strerror: string): pysocket.ssl.SSLWantReadError
---@overload fun(message?: any): pysocket.ssl.SSLWantReadError

--- With timeout 0: the call would have to wait until the socket is writable.
---
--- Source: Python ssl.SSLWantWriteError
---@class pysocket.ssl.SSLWantWriteError : pysocket.ssl.SSLError
---@overload fun(errno: integer, strerror: string): pysocket.ssl.SSLWantWriteError
---@overload fun(message?: any): pysocket.ssl.SSLWantWriteError

--- A system call failed, and the system does not say why.
---
--- Source: Python ssl.SSLSyscallError
---@class pysocket.ssl.SSLSyscallError : pysocket.ssl.SSLError
---@overload fun(errno: integer, strerror: string): pysocket.ssl.SSLSyscallError
---@overload fun(message?: any): pysocket.ssl.SSLSyscallError

--- The connection has ended in a handshake, or without close_notify where `suppress_ragged_eofs` is false.
---
--- Source: Python ssl.SSLEOFError
---@class pysocket.ssl.SSLEOFError : pysocket.ssl.SSLError
---@overload fun(errno: integer, strerror: string): pysocket.ssl.SSLEOFError
---@overload fun(message?: any): pysocket.ssl.SSLEOFError

--- A certificate was refused.
---
--- The text says what is wrong with it, and what to do: for which names it is valid, or whose certificate has to be loaded.
---
--- Source: Python ssl.SSLCertVerificationError
---@class pysocket.ssl.SSLCertVerificationError : pysocket.ssl.SSLError
---@overload fun(errno: integer, strerror: string): pysocket.ssl.SSLCertVerificationError
---@overload fun(message?: any): pysocket.ssl.SSLCertVerificationError
---@field verify_code integer? OpenSSL's number of the reason. [Python ssl.SSLCertVerificationError.verify_code]
---@field verify_message string? OpenSSL's text of the reason. [Python ssl.SSLCertVerificationError.verify_message]

-- Keyword arguments --------------------------------------------------------------------

--- The keyword arguments of `ssl.create_default_context`.
---
--- Source: Python ssl.create_default_context
---@class pysocket.ssl.keywords.create_default_context
---@field purpose? pysocket.ssl.object The purpose; `Purpose.SERVER_AUTH` by default.
---@field cafile? string A PEM file with the certificates to trust.
---@field capath? string A directory with such files.
---@field cadata? pysocket.bytes The certificates themselves.

--- The keyword arguments of `ssl.get_server_certificate`.
---
--- Source: Python ssl.get_server_certificate
---@class pysocket.ssl.keywords.get_server_certificate
---@field ssl_version? integer A PROTOCOL_ constant.
---@field ca_certs? string A PEM file with the certificates to trust.
---@field timeout? number Seconds for the connection and the handshake.

--- The keyword arguments of `ssl.SSLContext`.
---
--- Source: Python ssl.SSLContext
---@class pysocket.ssl.keywords.SSLContext
---@field protocol? integer A PROTOCOL_ constant; PROTOCOL_TLS by default.

--- The keyword arguments of `context:wrap_socket`.
---
--- Source: Python ssl.SSLContext.wrap_socket
---@class pysocket.ssl.keywords.wrap_socket
---@field server_side? boolean Whether this is the server's side.
---@field do_handshake_on_connect? boolean Whether to do the handshake now; true by default.
---@field suppress_ragged_eofs? boolean Whether an end without close_notify counts as a regular end; true by default.
---@field server_hostname? string The name or the address of the server.
---@field session? pysocket.ssl.SSLSession A session to resume.

--- The keyword arguments of `context:wrap_bio`.
---
--- Source: Python ssl.SSLContext.wrap_bio
---@class pysocket.ssl.keywords.wrap_bio
---@field server_side? boolean Whether this is the server's side.
---@field server_hostname? string The name or the address of the server.
---@field session? pysocket.ssl.SSLSession A session to resume.

--- The keyword arguments of `context:load_cert_chain`.
---
--- Source: Python ssl.SSLContext.load_cert_chain
---@class pysocket.ssl.keywords.load_cert_chain
---@field keyfile? string The private key.
---@field password? pysocket.bytes|function Its password.

--- The keyword arguments of `context:load_verify_locations`.
---
--- Source: Python ssl.SSLContext.load_verify_locations
---@class pysocket.ssl.keywords.load_verify_locations
---@field cafile? string A PEM file.
---@field capath? string A directory with such files.
---@field cadata? pysocket.bytes The certificates themselves.

--- The keyword arguments of `context:load_default_certs`.
---
--- Source: Python ssl.SSLContext.load_default_certs
---@class pysocket.ssl.keywords.load_default_certs
---@field purpose? pysocket.ssl.object The purpose, which has no effect.

--- The keyword arguments of `s:do_handshake`.
---
--- Source: Python ssl.SSLSocket.do_handshake
---@class pysocket.ssl.keywords.do_handshake
---@field block? boolean Wait even if the timeout is 0.

--- The keyword arguments of `context:set_psk_server_callback`.
---
--- Source: Python ssl.SSLContext.set_psk_server_callback
---@class pysocket.ssl.keywords.set_psk_server_callback
---@field identity_hint? string A hint for clients of TLS 1.2.

--- The keyword arguments of `s:getpeercert` and `context:get_ca_certs`.
---
--- Source: Python ssl.SSLSocket.getpeercert
---@class pysocket.ssl.keywords.getpeercert
---@field binary_form? boolean Return certificates as strings in DER.

--- The keyword arguments of `s:read`.
---
--- Source: Python ssl.SSLSocket.read
---@class pysocket.ssl.keywords.read
---@field len? integer The maximum number of bytes.
---@field buffer? pysocket.bytearray A buffer for the bytes.

--- The keyword arguments of `s:get_channel_binding`.
---
--- Source: Python ssl.SSLSocket.get_channel_binding
---@class pysocket.ssl.keywords.get_channel_binding
---@field cb_type? string The type.

--- The keyword arguments of `bio:read`.
---
--- Source: Python ssl.MemoryBIO.read
---@class pysocket.ssl.keywords.bio_read
---@field n? integer The maximum number of bytes.

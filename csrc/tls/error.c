/*
** error.c: raises the errors of OpenSSL.
**
** An error has the fields of Python's: errno, strerror ("[SSL: WRONG_VERSION_NUMBER]
** wrong version number"), library and reason. It also has its call, and for common
** mistakes a hint, which says what to do.
*/
#include "base/argument.h"
#include "base/error.h"
#include "tls/error.h"

#include <ctype.h>
#include <string.h>

static const struct { const char *name, *base; } classes[] = {
  {"SSLError", "OSError"},
  {"SSLZeroReturnError", "SSLError"},
  {"SSLWantReadError", "SSLError"},
  {"SSLWantWriteError", "SSLError"},
  {"SSLSyscallError", "SSLError"},
  {"SSLEOFError", "SSLError"},
  {"SSLCertVerificationError", "SSLError"},
};

/* Python's names of OpenSSL's libraries. */
static const struct { int library; const char *name; } libraries[] = {
  {ERR_LIB_ASN1, "ASN1"}, {ERR_LIB_ASYNC, "ASYNC"}, {ERR_LIB_BIO, "BIO"},
  {ERR_LIB_BN, "BN"}, {ERR_LIB_BUF, "BUF"}, {ERR_LIB_CMS, "CMS"},
  {ERR_LIB_CONF, "CONF"}, {ERR_LIB_CRYPTO, "CRYPTO"}, {ERR_LIB_CT, "CT"},
  {ERR_LIB_DH, "DH"}, {ERR_LIB_DSA, "DSA"}, {ERR_LIB_DSO, "DSO"},
  {ERR_LIB_EC, "EC"}, {ERR_LIB_ENGINE, "ENGINE"}, {ERR_LIB_EVP, "EVP"},
  {ERR_LIB_OBJ, "OBJ"}, {ERR_LIB_OCSP, "OCSP"},
  {ERR_LIB_OSSL_DECODER, "OSSL_DECODER"},
  {ERR_LIB_OSSL_ENCODER, "OSSL_ENCODER"}, {ERR_LIB_OSSL_STORE, "OSSL_STORE"},
  {ERR_LIB_PEM, "PEM"}, {ERR_LIB_PKCS7, "PKCS7"}, {ERR_LIB_PKCS12, "PKCS12"},
  {ERR_LIB_PROV, "PROV"}, {ERR_LIB_RAND, "RAND"}, {ERR_LIB_RSA, "RSA"},
  {ERR_LIB_SSL, "SSL"}, {ERR_LIB_SYS, "SYS"}, {ERR_LIB_UI, "UI"},
  {ERR_LIB_X509, "X509"}, {ERR_LIB_X509V3, "X509V3"},
};

#define NO_TLS \
  "The peer does not speak TLS here: is the port right, and does the protocol " \
  "begin in plain text, as SMTP and PostgreSQL do?"
#define NO_COMMON_VERSION \
  "The two sides have no version of TLS in common: see minimum_version and " \
  "maximum_version of the context."
#define REFUSED \
  "The peer has rejected this side's certificate: check the files that " \
  "load_cert_chain has loaded."
#define WEAK \
  "OpenSSL's security level does not allow it: use a stronger one, or lower the " \
  "level with context:set_ciphers 'DEFAULT:@SECLEVEL=1'."
#define NOT_PEM \
  "It must be PEM, which begins with a line such as -----BEGIN CERTIFICATE-----."

#define DAMAGED \
  "The PEM text is damaged: there is no certificate or key between its BEGIN and END " \
  "lines, or one of these is missing."

/* What to do about common errors. */
static const struct { int library, reason; const char *text; } hints[] = {
  {ERR_LIB_SSL, SSL_R_WRONG_VERSION_NUMBER, NO_TLS},
  {ERR_LIB_SSL, SSL_R_HTTP_REQUEST,
   "The client speaks plain HTTP: it needs a URL that begins with https://."},
  {ERR_LIB_SSL, SSL_R_UNEXPECTED_EOF_WHILE_READING,
   "The peer has ended the connection without close_notify. In a handshake this may "
   "mean that it does not speak TLS here; later, that data is missing."},
  {ERR_LIB_SSL, SSL_R_UNSUPPORTED_PROTOCOL, NO_COMMON_VERSION},
  {ERR_LIB_SSL, SSL_R_NO_PROTOCOLS_AVAILABLE,
   "minimum_version and maximum_version of the context leave no version."},
  {ERR_LIB_SSL, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION, NO_COMMON_VERSION},
  {ERR_LIB_SSL, SSL_R_NO_SHARED_CIPHER,
   "Has the server loaded its certificate (load_cert_chain), and do the ciphers "
   "of both sides overlap?"},
  {ERR_LIB_SSL, SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM,
   "The server has no certificate: load one with context:load_cert_chain. With "
   "pre-shared keys, both callbacks must know the key."},
  {ERR_LIB_SSL, SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE,
   "The peer has found no settings in common, or requires a certificate "
   "(load_cert_chain)."},
  {ERR_LIB_SSL, SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED,
   "The server requires a certificate of the client: load one with "
   "context:load_cert_chain."},
  {ERR_LIB_SSL, SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE,
   "The client has sent no certificate, which verify_mode CERT_REQUIRED "
   "requires."},
  {ERR_LIB_SSL, SSL_R_TLSV1_ALERT_UNKNOWN_CA,
   "The peer does not trust the issuer of this side's certificate: it must load "
   "that issuer, and this side must send the whole chain."},
  {ERR_LIB_SSL, SSL_R_SSLV3_ALERT_BAD_CERTIFICATE, REFUSED},
  {ERR_LIB_SSL, SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED, REFUSED},
  {ERR_LIB_SSL, SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED, REFUSED},
  {ERR_LIB_SSL, SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, REFUSED},
  {ERR_LIB_SSL, SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE, REFUSED},
  {ERR_LIB_SSL, SSL_R_TLSV1_UNRECOGNIZED_NAME,
   "The server does not serve the host in server_hostname."},
  {ERR_LIB_SSL, SSL_R_UNSAFE_LEGACY_RENEGOTIATION_DISABLED,
   "The server is too old for RFC 5746. To connect nevertheless, add "
   "ssl.OP_LEGACY_SERVER_CONNECT to context.options."},
  {ERR_LIB_SSL, SSL_R_CA_MD_TOO_WEAK, WEAK},
  {ERR_LIB_SSL, SSL_R_CA_KEY_TOO_SMALL, WEAK},
  {ERR_LIB_SSL, SSL_R_EE_KEY_TOO_SMALL, WEAK},
  {ERR_LIB_SSL, SSL_R_DH_KEY_TOO_SMALL, WEAK},
  {ERR_LIB_X509, X509_R_KEY_VALUES_MISMATCH,
   "The private key belongs to another certificate."},
  {ERR_LIB_X509, X509_R_NO_CERTIFICATE_OR_CRL_FOUND, NOT_PEM},
  {ERR_LIB_X509, ERR_R_ASN1_LIB, DAMAGED},
  {ERR_LIB_X509, ERR_R_PEM_LIB, DAMAGED},
  {ERR_LIB_PEM, PEM_R_NO_START_LINE, NOT_PEM},
  {ERR_LIB_PEM, PEM_R_BAD_BASE64_DECODE, DAMAGED},
  {ERR_LIB_PEM, PEM_R_BAD_END_LINE, DAMAGED},
  {ERR_LIB_PEM, ERR_R_ASN1_LIB, DAMAGED},
  {ERR_LIB_ASN1, ERR_R_NESTED_ASN1_ERROR, DAMAGED},
};

static const char *hint_for (unsigned long code) {
  size_t i;
  for (i = 0; i < COUNT(hints); i++)
    if (hints[i].library == ERR_GET_LIB(code) &&
        hints[i].reason == ERR_GET_REASON(code)) return hints[i].text;
  return NULL;
}

static const char *library_name (unsigned long code) {
  size_t i;
  for (i = 0; i < COUNT(libraries); i++)
    if (libraries[i].library == ERR_GET_LIB(code)) return libraries[i].name;
  return NULL;
}

/* Pushes Python's name of the reason, such as NO_SHARED_CIPHER for OpenSSL's "no
** shared cipher", or nil. As in Python, reasons that all libraries share have no
** name. */
static void push_reason (lua_State *L, unsigned long code) {
  const char *text = ERR_reason_error_string(code);
  luaL_Buffer b;
  if (text == NULL || code == 0 || ERR_SYSTEM_ERROR(code) ||
      (ERR_GET_REASON(code) & ERR_RFLAG_COMMON) != 0) {
    lua_pushnil(L);
    return;
  }
  luaL_buffinit(L, &b);
  for (; *text != '\0'; text++)
    luaL_addchar(&b, isalnum((unsigned char)*text)
                     ? (char)toupper((unsigned char)*text) : '_');
  luaL_pushresult(&b);
}

/* Pushes "[SSL: NO_SHARED_CIPHER] no shared cipher", given the names of library
** and reason, either of which may be nil, and the text. */
static void push_strerror (lua_State *L, int library, int reason,
                           const char *text) {
  if (lua_isnil(L, library)) lua_pushstring(L, text);
  else if (lua_isnil(L, reason))
    lua_pushfstring(L, "[%s] %s", lua_tostring(L, library), text);
  else
    lua_pushfstring(L, "[%s: %s] %s", lua_tostring(L, library),
                    lua_tostring(L, reason), text);
}

void tls_push (lua_State *L, const char *class, int errnum,
               unsigned long code, const char *text, const char *call) {
  int names;
  luaL_checkstack(L, LUA_MINSTACK, NULL);
  names = lua_gettop(L) + 1;
  if (text == NULL && code != 0) text = ERR_reason_error_string(code);
  if (text == NULL) text = "unknown error";
  lua_pushstring(L, code != 0 ? library_name(code) : NULL);
  push_reason(L, code);
  push_strerror(L, names, names + 1, text);
  err_push(L, class, errnum, call);
  lua_insert(L, names);
  lua_setfield(L, names, "reason");
  lua_setfield(L, names, "library");
  lua_pushstring(L, hint_for(code));
  tls_sethint(L);
}

void tls_sethint (lua_State *L) {
  lua_setfield(L, -2, "hint");
}

void tls_checkmemory (lua_State *L) {
  if (ERR_GET_REASON(ERR_peek_error()) != ERR_R_MALLOC_FAILURE) return;
  ERR_clear_error();
  err_memory(L);
}

int tls_fail (lua_State *L, const char *call) {
  return tls_fail_file(L, call, 0);
}

/* If a decoder finds nothing, OpenSSL's error is only that the format is not
** supported. */
static unsigned long plain_code (unsigned long code) {
  if (ERR_GET_LIB(code) == ERR_LIB_OSSL_DECODER &&
      ERR_GET_REASON(code) == ERR_R_UNSUPPORTED)
    return ERR_PACK(ERR_LIB_PEM, 0, PEM_R_NO_START_LINE);
  return code;
}

int tls_fail_file (lua_State *L, const char *call, int arg) {
  unsigned long first = ERR_peek_error(),
                code = plain_code(ERR_peek_last_error());
  arg = arg != 0 ? lua_absindex(L, arg) : 0;
  ERR_clear_error();
  if (ERR_SYSTEM_ERROR(first))
    err_pusherrno(L, ERR_GET_REASON(first), call);
  else
    tls_push(L, "SSLError", ERR_GET_REASON(code), code, NULL, call);
  if (arg != 0) {
    lua_pushvalue(L, arg);
    lua_setfield(L, -2, "filename");
  }
  return err_throw(L);
}

/* ---- the classes ---------------------------------------------------------- */

/* Creates class `i` with the core's function at `create`, and sets it in the
** module. */
static void new_class (lua_State *L, const Open *o, int create, size_t i) {
  lua_pushvalue(L, create);
  lua_pushstring(L, classes[i].name);
  if (lua_getfield(L, o->module, classes[i].base) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_getfield(L, OPEN_CORE, classes[i].base);
  }
  lua_call(L, 2, 1);
  lua_pushboolean(L, 1);
  lua_setfield(L, -2, "__own_errno");
  lua_setfield(L, o->module, classes[i].name);
}

void tls_error_open (lua_State *L, const Open *o) {
  size_t i;
  lua_getfield(L, OPEN_CORE, "_class");
  for (i = 0; i < COUNT(classes); i++) new_class(L, o, lua_gettop(L), i);
  lua_getfield(L, o->module, "SSLCertVerificationError");
  lua_setfield(L, o->module, "CertificateError");
}

/*
** failure.c: raises the errors of connections. If a certificate is refused, the
** error says what is wrong with it, and what to do.
*/
#include "base/error.h"
#include "tls/certificate.h"
#include "tls/constants.h"
#include "tls/error.h"
#include "tls/failure.h"

#include <arpa/inet.h>
#include <openssl/x509v3.h>

/* ---- errors without a reason ----------------------------------------------- */

static const struct { int code, reason; const char *class, *text; } ends[] = {
  {SSL_ERROR_ZERO_RETURN, 0, "SSLZeroReturnError",
   "TLS/SSL connection has been closed (EOF)"},
  {SSL_ERROR_WANT_READ, 0, "SSLWantReadError",
   "The operation did not complete (read)"},
  {SSL_ERROR_WANT_WRITE, 0, "SSLWantWriteError",
   "The operation did not complete (write)"},
  {SSL_ERROR_SYSCALL, 0, "SSLSyscallError", "Some I/O error occurred"},
  {SSL_ERROR_EOF, SSL_R_UNEXPECTED_EOF_WHILE_READING, "SSLEOFError",
   "EOF occurred in violation of protocol"},
};

int failure_code (lua_State *L, int code, const char *call) {
  size_t i = 0;
  unsigned long reason = 0;
  while (i < COUNT(ends) - 1 && ends[i].code != code) i++;
  if (ends[i].reason != 0) reason = ERR_PACK(ERR_LIB_SSL, 0, ends[i].reason);
  tls_push(L, ends[i].class, ends[i].code, reason, ends[i].text, call);
  return err_throw(L);
}

/* ---- certificates --------------------------------------------------------- */

/* The first or the last certificate that a server has sent, or NULL. OpenSSL has no
** chain of a client after a failure. */
static X509 *sent_certificate (const SSL *ssl, int last) {
  STACK_OF(X509) *chain = SSL_get_peer_cert_chain(ssl);
  int n = sk_X509_num(chain);
  return n > 0 ? sk_X509_value(chain, last ? n - 1 : 0) : NULL;
}

static void push_hosts_hint (lua_State *L, X509 *cert, const char *call) {
  certificate_pushhosts(L, cert, call);
  if (lua_isnil(L, -1))
    lua_pushliteral(L, "The certificate has no host names (subjectAltName): the "
                       "server needs one that has.");
  else
    lua_pushfstring(L, "The certificate is valid for %s: is server_hostname one "
                       "of these?", lua_tostring(L, -1));
  lua_remove(L, -2);
}

static void push_issuer_hint (lua_State *L, X509 *cert, const char *call) {
  certificate_pushname(L, X509_get_issuer_name(cert), call);
  lua_pushfstring(L, "To trust its issuer '%s', load that certificate with "
                     "context:load_verify_locations; if it is only an "
                     "intermediate, the server should send it too.",
                  lua_tostring(L, -1));
  lua_remove(L, -2);
}

static void push_root_hint (lua_State *L, X509 *cert, const char *call) {
  certificate_pushname(L, X509_get_subject_name(cert), call);
  lua_pushfstring(L, "To trust '%s', load its certificate with "
                     "context:load_verify_locations.", lua_tostring(L, -1));
  lua_remove(L, -2);
}

static void push_time_hint (lua_State *L, const ASN1_TIME *time, const char *what,
                      const char *call) {
  certificate_pushtime(L, time, call);
  lua_pushfstring(L, "The server's certificate is valid %s %s: is the clock of "
                     "this machine right?", what, lua_tostring(L, -1));
  lua_remove(L, -2);
}

#define STRICT \
  "VERIFY_X509_STRICT requires it: create a certificate that has it, or remove " \
  "the flag from context.verify_flags."

/* What to do about a certificate, or NULL. */
static const char *hint_of (long code) {
  switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED: case X509_V_ERR_CERT_NOT_YET_VALID:
      return "Is the clock of this machine right?";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return "To trust its issuer, load the issuer's certificate with "
             "context:load_verify_locations.";
    case X509_V_ERR_UNABLE_TO_GET_CRL:
      return "No revocation list of its issuer is loaded: load it with "
             "context:load_verify_locations, or remove VERIFY_CRL_CHECK_LEAF "
             "from context.verify_flags.";
    case X509_V_ERR_CRL_HAS_EXPIRED:
      return "Load a new revocation list.";
    case X509_V_ERR_INVALID_PURPOSE:
      return "Its extendedKeyUsage allows servers only, or clients only.";
    case X509_V_ERR_CA_MD_TOO_WEAK: case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_EE_KEY_TOO_SMALL:
      return "OpenSSL's security level does not allow it.";
    case X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER:
    case X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER:
    case X509_V_ERR_CA_CERT_MISSING_KEY_USAGE:
    case X509_V_ERR_CA_BCONS_NOT_CRITICAL:
      return STRICT;
    default: return NULL;
  }
}

/* Pushes the hint, with data of the certificate if there is one. */
static void push_hint (lua_State *L, const SSL *ssl, long code,
                       const char *call) {
  X509 *leaf = sent_certificate(ssl, 0), *last = sent_certificate(ssl, 1);
  if (leaf == NULL) {
    lua_pushstring(L, hint_of(code));
    return;
  }
  switch (code) {
    case X509_V_ERR_HOSTNAME_MISMATCH: case X509_V_ERR_IP_ADDRESS_MISMATCH:
      push_hosts_hint(L, leaf, call); break;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
      push_issuer_hint(L, last, call); break;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      push_root_hint(L, last, call); break;
    case X509_V_ERR_CERT_HAS_EXPIRED:
      push_time_hint(L, X509_get0_notAfter(leaf), "until", call); break;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      push_time_hint(L, X509_get0_notBefore(leaf), "from", call); break;
    default: lua_pushstring(L, hint_of(code)); break;
  }
}

/* Copies the address that is expected in the certificate, in the usual form:
** OpenSSL's is 0:0:0:0:0:0:0:1. Returns NULL if there is none. */
static const char *copy_address (SSL *ssl, char *text, size_t size) {
  char *ip = X509_VERIFY_PARAM_get1_ip_asc(SSL_get0_param(ssl));
  unsigned char address[sizeof(struct in6_addr)];
  const char *copy = NULL;
  if (ip == NULL) return NULL;
  if (inet_pton(AF_INET6, ip, address) == 1)
    copy = inet_ntop(AF_INET6, address, text, (socklen_t)size);
  else if (inet_pton(AF_INET, ip, address) == 1)
    copy = inet_ntop(AF_INET, address, text, (socklen_t)size);
  OPENSSL_free(ip);
  return copy;
}

/* Pushes the address that is expected in the certificate, or else the name that the
** client has sent, or nil. */
static void push_host (lua_State *L, SSL *ssl) {
  char text[INET6_ADDRSTRLEN];
  const char *name = copy_address(ssl, text, sizeof text);
  if (name == NULL) name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  lua_pushstring(L, SSL_is_server(ssl) ? NULL : name);
}

/* Pushes Python's text for the error. The host is at stack index `host`. */
static void push_message (lua_State *L, long code, int host) {
  const char *name = lua_tostring(L, host);
  if (name != NULL && code == X509_V_ERR_HOSTNAME_MISMATCH)
    lua_pushfstring(L, "Hostname mismatch, certificate is not valid for '%s'.",
                    name);
  else if (name != NULL && code == X509_V_ERR_IP_ADDRESS_MISMATCH)
    lua_pushfstring(L, "IP address mismatch, certificate is not valid for "
                       "'%s'.", name);
  else lua_pushstring(L, X509_verify_cert_error_string(code));
}

static void push_verification (lua_State *L, const SSL *ssl,
                               unsigned long code, const char *call,
                               int host) {
  long verify = SSL_get_verify_result(ssl);
  int message, len;
  push_message(L, verify, host);
  message = lua_gettop(L);
  len = (int)lua_rawlen(L, message);
  if (len > 0 && lua_tostring(L, message)[len - 1] == '.') len--;
  lua_pushlstring(L, lua_tostring(L, message), (size_t)len);
  lua_pushfstring(L, "certificate verify failed: %s", lua_tostring(L, -1));
  tls_push(L, "SSLCertVerificationError", SSL_ERROR_SSL, code,
           lua_tostring(L, -1), call);
  lua_pushvalue(L, message);
  lua_setfield(L, -2, "verify_message");
  lua_pushinteger(L, verify);
  lua_setfield(L, -2, "verify_code");
  push_hint(L, ssl, verify, call);
  tls_sethint(L);
}

/* ---- raising -------------------------------------------------------------- */

static int is_reason (unsigned long code, int reason) {
  return ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == reason;
}

/* The usual hint is about a server that has no certificate. */
static void set_signature_hint (lua_State *L, const SSL *ssl,
                                unsigned long code) {
  if (!is_reason(code, SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM) ||
      SSL_get_certificate(ssl) == NULL) return;
  lua_pushliteral(L, "The peer accepts no signature that the key of this side's "
                     "certificate can make at this security level: use another "
                     "kind of key, or change @SECLEVEL in set_ciphers.");
  tls_sethint(L);
}

int failure_raise (lua_State *L, SSL *ssl, unsigned long code,
                   const char *call) {
  int host;
  luaL_checkstack(L, LUA_MINSTACK, NULL);
  if (is_reason(code, SSL_R_UNEXPECTED_EOF_WHILE_READING))
    return failure_code(L, SSL_ERROR_EOF, call);
  push_host(L, ssl);
  host = lua_gettop(L);
  if (is_reason(code, SSL_R_CERTIFICATE_VERIFY_FAILED))
    push_verification(L, ssl, code, call, host);
  else
    tls_push(L, "SSLError", SSL_ERROR_SSL, code, code != 0 ? NULL
             : "A failure in the SSL library occurred", call);
  set_signature_hint(L, ssl, code);
  lua_pushvalue(L, host);
  lua_setfield(L, -2, "host");
  return err_throw(L);
}

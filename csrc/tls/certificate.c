/*
** certificate.c: certificates as Lua values.
**
** Python's tuples are sequences here. Guards own what OpenSSL allocates, because
** each push may raise an error.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/show.h"
#include "tls/certificate.h"
#include "tls/dict.h"
#include "tls/error.h"
#include "tls/guard.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <string.h>

#define MAX_HOSTS 20  /* names in a message */

/* ---- texts ---------------------------------------------------------------- */

BIO *certificate_begintext (lua_State *L, const char *call) {
  Guard *g = guard_push(L);
  BIO *bio;
  ERR_clear_error();
  bio = BIO_new(BIO_s_mem());
  if (bio == NULL) tls_fail(L, call);
  guard_keep(g, bio, guard_freebio);
  return bio;
}

void certificate_endtext (lua_State *L) {
  Guard *g = (Guard *)lua_touserdata(L, -1);
  char *text;
  long len = BIO_get_mem_data((BIO *)g->object, &text);
  tls_checkmemory(L);  /* what was printed may be cut short */
  lua_pushlstring(L, text, len > 0 ? (size_t)len : 0);
  guard_free(g);
  lua_replace(L, -2);
}

void certificate_pushtime (lua_State *L, const ASN1_TIME *time,
                           const char *call) {
  BIO *bio = certificate_begintext(L, call);
  (void)ASN1_TIME_print(bio, time);  /* after an error, it writes that instead */
  certificate_endtext(L);
}

void certificate_pushname (lua_State *L, const X509_NAME *name,
                           const char *call) {
  BIO *bio = certificate_begintext(L, call);
  (void)X509_NAME_print_ex(bio, name, 0,
                           XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB
                           & ~XN_FLAG_SPC_EQ);
  certificate_endtext(L);
}

static void push_serial (lua_State *L, X509 *cert, const char *call) {
  BIO *bio = certificate_begintext(L, call);
  (void)i2a_ASN1_INTEGER(bio, X509_get0_serialNumber(cert));
  certificate_endtext(L);
}

static void push_object (lua_State *L, const ASN1_OBJECT *object) {
  char text[256];
  int len = OBJ_obj2txt(text, sizeof text, object, 0);
  lua_pushlstring(L, text, len < 0 ? 0 : len < (int)sizeof text
                           ? (size_t)len : sizeof text - 1);
}

static void push_asn1 (lua_State *L, const ASN1_STRING *s) {
  const char *text = (const char *)ASN1_STRING_get0_data(s);
  lua_pushlstring(L, text != NULL ? text : "", (size_t)ASN1_STRING_length(s));
}

/* Pushes the string, converted to UTF-8. */
static void push_utf8 (lua_State *L, const ASN1_STRING *s, const char *call) {
  Guard *g = guard_push(L);
  unsigned char *text = NULL;
  int len = ASN1_STRING_to_UTF8(&text, s);
  if (len < 0) tls_fail(L, call);
  guard_keep(g, text, guard_freetext);
  lua_pushlstring(L, (const char *)text, (size_t)len);
  guard_free(g);
  lua_replace(L, -2);
}

/* ---- sequences ------------------------------------------------------------ */

static void new_list (lua_State *L) {
  lua_newtable(L);
  list_set(L);
}

/* Appends the value on the top to the list below it. */
static void append (lua_State *L) {
  lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

/* Replaces the two values on the top with a list of them. */
static void make_pair (lua_State *L) {
  new_list(L);
  lua_insert(L, -3);
  lua_rawseti(L, -3, 2);
  lua_rawseti(L, -2, 1);
}

/* Pushes a name as a list of relative distinguished names, each a list of pairs
** {type, value}. */
static void push_rdns (lua_State *L, const X509_NAME *name, const char *call) {
  int i, set = -1, count = X509_NAME_entry_count(name);
  new_list(L);
  for (i = 0; i < count; i++) {
    const X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, i);
    if (X509_NAME_ENTRY_set(entry) != set) {
      set = X509_NAME_ENTRY_set(entry);
      new_list(L);
      lua_pushvalue(L, -1);
      lua_rawseti(L, -3, (lua_Integer)lua_rawlen(L, -3) + 1);
    }
    else lua_rawgeti(L, -1, (lua_Integer)lua_rawlen(L, -1));
    push_object(L, X509_NAME_ENTRY_get_object(entry));
    push_utf8(L, X509_NAME_ENTRY_get_data(entry), call);
    make_pair(L);
    append(L);
    lua_pop(L, 1);
  }
}

/* ---- alternative names ---------------------------------------------------- */

/* Pushes an address as OpenSSL prints it. */
static void push_address (lua_State *L, const ASN1_OCTET_STRING *ip) {
  const unsigned char *p = ASN1_STRING_get0_data(ip);
  char text[64] = "<invalid>", *end = text;
  int i, len = ASN1_STRING_length(ip);
  if (len == 4)
    snprintf(text, sizeof text, "%d.%d.%d.%d", p[0], p[1], p[2], p[3]);
  else if (len == 16)
    for (i = 0; i < 16; i += 2)
      end += snprintf(end, 8, i == 0 ? "%X" : ":%X", p[i] << 8 | p[i + 1]);
  lua_pushstring(L, text);
}

/* Pushes the two parts of the text that OpenSSL prints, such as
** "othername:<unsupported>". */
static void push_printed (lua_State *L, GENERAL_NAME *name, const char *call) {
  BIO *bio = certificate_begintext(L, call);
  const char *text, *colon;
  (void)GENERAL_NAME_print(bio, name);
  certificate_endtext(L);
  text = lua_tostring(L, -1);
  colon = strchr(text, ':');
  lua_pushlstring(L, text, colon != NULL ? (size_t)(colon - text)
                                         : strlen(text));
  lua_pushstring(L, colon != NULL ? colon + 1 : "");
  lua_remove(L, -3);
}

/* Pushes the kind of the name and its value. */
static void push_general (lua_State *L, GENERAL_NAME *name, const char *call) {
  switch (name->type) {
    case GEN_EMAIL: lua_pushliteral(L, "email"); break;
    case GEN_DNS: lua_pushliteral(L, "DNS"); break;
    case GEN_URI: lua_pushliteral(L, "URI"); break;
    case GEN_DIRNAME: lua_pushliteral(L, "DirName"); break;
    case GEN_RID: lua_pushliteral(L, "Registered ID"); break;
    case GEN_IPADD: lua_pushliteral(L, "IP Address"); break;
    default: push_printed(L, name, call); return;
  }
  switch (name->type) {
    case GEN_DIRNAME: push_rdns(L, name->d.directoryName, call); break;
    case GEN_RID: push_object(L, name->d.registeredID); break;
    case GEN_IPADD: push_address(L, name->d.iPAddress); break;
    default: push_asn1(L, name->d.ia5); break;
  }
}

static void free_names (void *names) {
  GENERAL_NAMES_free((GENERAL_NAMES *)names);
}

/* The extension, or NULL if the certificate has none that OpenSSL can decode. */
static void *decode (lua_State *L, X509 *cert, int nid) {
  void *extension;
  ERR_clear_error();
  extension = X509_get_ext_d2i(cert, nid, NULL, NULL);
  if (extension == NULL) tls_checkmemory(L);
  return extension;
}

GENERAL_NAMES *certificate_pushnames (lua_State *L, X509 *cert) {
  Guard *g = guard_push(L);
  guard_keep(g, decode(L, cert, NID_subject_alt_name),
             free_names);
  return (GENERAL_NAMES *)g->object;
}

/* Sets the field subjectAltName of the table on the top. */
static void set_names (lua_State *L, X509 *cert, const char *call) {
  GENERAL_NAMES *names = certificate_pushnames(L, cert);
  int i;
  if (names != NULL) {
    new_list(L);
    for (i = 0; i < sk_GENERAL_NAME_num(names); i++) {
      push_general(L, sk_GENERAL_NAME_value(names, i), call);
      make_pair(L);
      append(L);
    }
    lua_setfield(L, -3, "subjectAltName");
    guard_free((Guard *)lua_touserdata(L, -1));
  }
  lua_pop(L, 1);
}

void certificate_pushhosts (lua_State *L, X509 *cert, const char *call) {
  GENERAL_NAMES *names = certificate_pushnames(L, cert);
  int i, found = 0, place = lua_gettop(L);
  lua_pushliteral(L, "");
  for (i = 0; i < sk_GENERAL_NAME_num(names) && found < MAX_HOSTS; i++) {
    GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
    if (name->type != GEN_DNS && name->type != GEN_IPADD) continue;
    push_general(L, name, call);
    lua_pushfstring(L, "%s%s'%s'", lua_tostring(L, -3),
                    found++ > 0 ? ", " : "", lua_tostring(L, -1));
    lua_replace(L, place + 1);
    lua_settop(L, place + 1);
  }
  guard_free((Guard *)lua_touserdata(L, place));
  if (found == 0) lua_pushnil(L);
  lua_replace(L, place);
  lua_settop(L, place);
}

/* ---- URIs of revocation lists and issuers ---------------------------------- */

/* Appends the name to the list on the top, if it is a URI. */
static void append_uri (lua_State *L, const GENERAL_NAME *name) {
  if (name->type != GEN_URI) return;
  push_asn1(L, name->d.uniformResourceIdentifier);
  append(L);
}

/* Sets the list on the top, unless it is empty, as the field of the table two
** below it, and pops it and the guard. */
static void set_uris (lua_State *L, const char *field) {
  guard_free((Guard *)lua_touserdata(L, -2));
  if (lua_rawlen(L, -1) == 0) lua_pop(L, 1);
  else lua_setfield(L, -3, field);
  lua_pop(L, 1);
}

static void free_access (void *access) {
  AUTHORITY_INFO_ACCESS_free((AUTHORITY_INFO_ACCESS *)access);
}

static void set_access (lua_State *L, X509 *cert, int nid, const char *field) {
  Guard *g = guard_push(L);
  AUTHORITY_INFO_ACCESS *access;
  int i;
  access = (AUTHORITY_INFO_ACCESS *)decode(L, cert, NID_info_access);
  guard_keep(g, access, free_access);
  new_list(L);
  for (i = 0; i < sk_ACCESS_DESCRIPTION_num(access); i++) {
    const ACCESS_DESCRIPTION *d = sk_ACCESS_DESCRIPTION_value(access, i);
    if (OBJ_obj2nid(d->method) == nid) append_uri(L, d->location);
  }
  set_uris(L, field);
}

static void free_points (void *points) {
  CRL_DIST_POINTS_free((CRL_DIST_POINTS *)points);
}

static void set_points (lua_State *L, X509 *cert) {
  Guard *g = guard_push(L);
  CRL_DIST_POINTS *points;
  int i, j;
  points = (CRL_DIST_POINTS *)decode(L, cert, NID_crl_distribution_points);
  guard_keep(g, points, free_points);
  new_list(L);
  for (i = 0; i < sk_DIST_POINT_num(points); i++) {
    const DIST_POINT_NAME *name = sk_DIST_POINT_value(points, i)->distpoint;
    if (name == NULL || name->type != 0) continue;  /* relative to the issuer */
    for (j = 0; j < sk_GENERAL_NAME_num(name->name.fullname); j++)
      append_uri(L, sk_GENERAL_NAME_value(name->name.fullname, j));
  }
  set_uris(L, "crlDistributionPoints");
}

/* ---- the whole certificate ------------------------------------------------- */

void certificate_push (lua_State *L, X509 *cert, const char *call) {
  luaL_checkstack(L, LUA_MINSTACK, NULL);
  lua_createtable(L, 0, 10);
  push_rdns(L, X509_get_subject_name(cert), call);
  lua_setfield(L, -2, "subject");
  push_rdns(L, X509_get_issuer_name(cert), call);
  lua_setfield(L, -2, "issuer");
  lua_pushinteger(L, X509_get_version(cert) + 1);
  lua_setfield(L, -2, "version");
  push_serial(L, cert, call);
  lua_setfield(L, -2, "serialNumber");
  certificate_pushtime(L, X509_get0_notBefore(cert), call);
  lua_setfield(L, -2, "notBefore");
  certificate_pushtime(L, X509_get0_notAfter(cert), call);
  lua_setfield(L, -2, "notAfter");
  set_names(L, cert, call);
  set_access(L, cert, NID_ad_OCSP, "OCSP");
  set_access(L, cert, NID_ad_ca_issuers, "caIssuers");
  set_points(L, cert);
  dict_set(L);
}

void certificate_pushder (lua_State *L, X509 *cert, const char *call) {
  Guard *g = guard_push(L);
  unsigned char *der = NULL;
  int len = i2d_X509(cert, &der);
  if (len < 0) tls_fail(L, call);
  guard_keep(g, der, guard_freetext);
  lua_pushlstring(L, (const char *)der, (size_t)len);
  guard_free(g);
  lua_replace(L, -2);
}

/* ---- functions ------------------------------------------------------------ */

X509 *certificate_pushparsed (lua_State *L, int arg, const char *call) {
  size_t len;
  const unsigned char *der = (const unsigned char *)bytes_check(L, arg, &len);
  Guard *g = guard_push(L);
  X509 *cert;
  ERR_clear_error();
  cert = d2i_X509(NULL, &der, (long)len);
  if (cert == NULL) tls_fail(L, call);
  guard_keep(g, cert, guard_freecert);
  return cert;
}

/* tls._decode(der) -> table, as getpeercert returns it */
static int ssl_decode (lua_State *L) {
  X509 *cert = certificate_pushparsed(L, 1, "_decode");
  certificate_push(L, cert, "_decode");
  guard_free((Guard *)lua_touserdata(L, -2));
  return 1;
}

#define LINE ((size_t)48)  /* bytes in a line of 64 letters of base64 */

/* ssl.DER_cert_to_PEM_cert(der) -> pem */
static int ssl_topem (lua_State *L) {
  size_t len, i;
  const char *der = bytes_check(L, 1, &len);
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  luaL_addstring(&b, "-----BEGIN " PEM_STRING_X509 "-----\n");
  for (i = 0; i < len; i += LINE) {
    unsigned char line[LINE / 3 * 4 + 1];
    size_t n = len - i < LINE ? len - i : LINE;
    int letters = EVP_EncodeBlock(line, (const unsigned char *)der + i, (int)n);
    luaL_addlstring(&b, (const char *)line, (size_t)letters);
    luaL_addchar(&b, '\n');
  }
  luaL_addstring(&b, "-----END " PEM_STRING_X509 "-----\n");
  luaL_pushresult(&b);
  return 1;
}

/* tls._base64(text without blanks) -> bytes | nil */
static int ssl_base64 (lua_State *L) {
  size_t len, padding = 0;
  const char *text = luaL_checklstring(L, 1, &len);
  luaL_Buffer b;
  unsigned char *bytes;
  int n;
  if (len % 4 != 0 || len > INT_MAX) return 0;
  while (padding < 2 && padding < len && text[len - 1 - padding] == '=')
    padding++;
  bytes = (unsigned char *)luaL_buffinitsize(L, &b, len / 4 * 3 + 1);
  n = EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)len);
  luaL_pushresultsize(&b, n < (int)padding ? 0 : (size_t)n - padding);
  if (n < 0) lua_pushnil(L);
  return 1;
}

void certificate_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"DER_cert_to_PEM_cert", ssl_topem}, {NULL, NULL}
  };
  static const luaL_Reg internal[] = {
    {"_decode", ssl_decode}, {"_base64", ssl_base64}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->module, functions);
  core_setfuncs(L, o, o->internal, internal);
}

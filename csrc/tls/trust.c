/*
** trust.c: the certificates that a context trusts.
**
** Reading the system's certificates takes much longer than anything else that a
** context does, so contexts share one store of them. A context that adds some gets
** its own copy first.
*/
#include "address/shape.h"
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/own.h"
#include "base/show.h"
#include "tls/bundle.h"
#include "tls/certificate.h"
#include "tls/context.h"
#include "tls/dict.h"
#include "tls/error.h"
#include "tls/methods.h"
#include "tls/pem.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define LOAD "load_verify_locations"

/* ---- the system's certificates --------------------------------------------- */

/* The system's certificates. The first user value is the key of push_key when they
** were read. */
typedef struct Trust {
  X509_STORE *store;
  Bundle *bundle;     /* of the store, or NULL */
} Trust;

static int trust_gc (lua_State *L) {
  Trust *t = (Trust *)own_check(L, 1, OWN_TRUST, "trust store");
  X509_STORE_free(t->store);
  t->store = NULL;
  return 0;
}

static const char *from_environment (const char *name, const char *otherwise) {
  const char *value = secure_getenv(name);
  return value != NULL ? value : otherwise;
}

static const char *default_file (void) {
  return from_environment(X509_get_default_cert_file_env(),
                          X509_get_default_cert_file());
}

static const char *default_directory (void) {
  return from_environment(X509_get_default_cert_dir_env(),
                          X509_get_default_cert_dir());
}

/* Pushes the path and its metadata, which change with its content. */
static void push_version (lua_State *L, const char *path) {
  struct stat st;
  if (stat(path, &st) != 0) memset(&st, 0, sizeof st);
  lua_pushfstring(L, "%s %I %I %I %I.%I", path, (LUAI_UACINT)st.st_dev,
                  (LUAI_UACINT)st.st_ino, (LUAI_UACINT)st.st_size,
                  (LUAI_UACINT)st.st_mtim.tv_sec,
                  (LUAI_UACINT)st.st_mtim.tv_nsec);
}

/* Pushes a string that changes if the system's certificates may have changed. */
static void push_key (lua_State *L) {
  push_version(L, default_file());
  lua_pushliteral(L, "\n");
  push_version(L, default_directory());
  lua_concat(L, 3);
}

/* Adds all certificates and revocation lists that the BIO has, and frees it. Returns
** their number, or -1 after an error of OpenSSL. */
static int add_pem (X509_STORE *store, BIO *bio) {
  STACK_OF(X509_INFO) *infos = NULL;
  int i, count = 0;
  if (bio != NULL) infos = PEM_X509_INFO_read_bio(bio, NULL, NULL, "");
  BIO_free(bio);
  if (infos == NULL) return -1;
  for (i = 0; i < sk_X509_INFO_num(infos) && count >= 0; i++) {
    const X509_INFO *info = sk_X509_INFO_value(infos, i);
    count += (info->x509 != NULL) + (info->crl != NULL);
    if ((info->x509 != NULL && !X509_STORE_add_cert(store, info->x509)) ||
        (info->crl != NULL && !X509_STORE_add_crl(store, info->crl)))
      count = -1;
  }
  sk_X509_INFO_pop_free(infos, X509_INFO_free);
  return count;
}

/* OpenSSL's own functions would open the file without O_CLOEXEC, as they do with those
** of a directory when they look for an issuer. */
static int add_file (X509_STORE *store, const char *path) {
  int count = add_pem(store, pem_file(path));
  if (count == 0) ERR_raise(ERR_LIB_X509, X509_R_NO_CERTIFICATE_OR_CRL_FOUND);
  return count > 0;
}

/* Adds the system's directory, of which certificates are read only when they are
** needed. */
static int add_directory (X509_STORE *store) {
  X509_LOOKUP *lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir());
  return lookup != NULL &&
         X509_LOOKUP_add_dir(lookup, NULL, X509_FILETYPE_DEFAULT);
}

/* Adds the system's file. A system without one is no error, but OpenSSL's function for
** it takes one that could not be read for want of descriptors or memory for none. */
static void load_file (lua_State *L, X509_STORE *store, const char *call) {
  unsigned long code;
  int err;
  ERR_clear_error();
  if (add_file(store, default_file())) return;
  code = ERR_peek_error();
  tls_checkmemory(L);
  err = ERR_SYSTEM_ERROR(code) ? ERR_GET_REASON(code) : 0;
  if (err == EMFILE || err == ENFILE || err == ENOMEM) tls_fail(L, call);
  ERR_clear_error();
}

/* Replaces the key on the top with a new store that has it. */
static Trust *load_trust (lua_State *L, const char *call) {
  Trust *t = (Trust *)lua_newuserdatauv(L, sizeof *t, 1);
  t->store = NULL;
  t->bundle = NULL;
  own_setmetatable(L, OWN_TRUST);
  lua_insert(L, -2);
  lua_setiuservalue(L, -2, 1);
  t->store = X509_STORE_new();
  if (t->store == NULL) tls_fail(L, call);
  t->bundle = bundle_read(t->store, default_file());  /* before the directory */
  if (!add_directory(t->store)) tls_fail(L, call);
  if (t->bundle == NULL) load_file(L, t->store, call);
  return t;
}

/* Pushes the system's certificates. They are read again if they have changed. */
static Trust *push_trust (lua_State *L, const char *call) {
  Trust *t;
  push_key(L);
  own_get(L, OWN_TRUSTED);
  t = (Trust *)own_test(L, -1, OWN_TRUST);
  if (t != NULL && t->store != NULL) {
    lua_getiuservalue(L, -1, 1);
    if (lua_rawequal(L, -1, -3)) {
      lua_pop(L, 1);
      lua_remove(L, -2);
      return t;
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  t = load_trust(L, call);
  lua_pushvalue(L, -1);
  own_set(L, OWN_TRUSTED);
  return t;
}

/* ---- sharing -------------------------------------------------------------- */

enum { TRUSTS_NOTHING, TRUSTS_SYSTEM, TRUSTS_OWN };

static int copy_object (X509_STORE *store, const X509_OBJECT *object) {
  X509 *cert = X509_OBJECT_get0_X509(object);
  X509_CRL *crl = X509_OBJECT_get0_X509_CRL((X509_OBJECT *)object);
  if (cert != NULL) return X509_STORE_add_cert(store, cert);
  return crl == NULL || X509_STORE_add_crl(store, crl);
}

/* Decodes all certificates of the system's file. Returns 0 if there is no memory. */
static int complete (const Context *c) {
  return c->trusts != TRUSTS_SYSTEM || c->bundle == NULL ||
         bundle_decode(SSL_CTX_get_cert_store(c->ctx), c->bundle);
}

/* Copies the certificates that were read so far, and adds the system's directory. */
static int copy_store (X509_STORE *to, X509_STORE *from) {
  STACK_OF(X509_OBJECT) *objects = X509_STORE_get0_objects(from);
  int i;
  if (!add_directory(to)) return 0;
  for (i = 0; i < sk_X509_OBJECT_num(objects); i++)
    if (!copy_object(to, sk_X509_OBJECT_value(objects, i))) return 0;
  return 1;
}

/* Call this before a change: returns a store that only this context has. */
static X509_STORE *own_store (lua_State *L, Context *c) {
  X509_STORE *store = SSL_CTX_get_cert_store(c->ctx), *copy;
  if (c->trusts == TRUSTS_SYSTEM) {
    copy = X509_STORE_new();
    if (copy == NULL || !complete(c) || !copy_store(copy, store)) {
      X509_STORE_free(copy);
      tls_fail(L, LOAD);
    }
    SSL_CTX_set_cert_store(c->ctx, copy);  /* which becomes its owner */
    store = copy;
  }
  c->trusts = TRUSTS_OWN;
  return store;
}

static int trust_system (lua_State *L, const char *call) {
  Context *c = context_check(L, 1);
  ERR_clear_error();
  if (c->trusts == TRUSTS_NOTHING) {
    const Trust *t = push_trust(L, call);
    SSL_CTX_set1_cert_store(c->ctx, t->store);
    c->bundle = t->bundle;
    c->trusts = TRUSTS_SYSTEM;
  }
  else if (c->trusts == TRUSTS_OWN) {
    X509_STORE *store = SSL_CTX_get_cert_store(c->ctx);
    if (!add_directory(store)) tls_fail(L, call);
    load_file(L, store, call);
  }
  context_changed(L, c, call);
  return 0;
}

/* context:set_default_verify_paths(): trusts the system's certificates */
static int context_set_default_verify_paths (lua_State *L) {
  return trust_system(L, "set_default_verify_paths");
}

static void check_purpose (lua_State *L, int arg) {
  static const char expected[] =
    "Purpose.SERVER_AUTH or Purpose.CLIENT_AUTH expected";
  luaL_argcheck(L, lua_istable(L, arg), arg, expected);
  lua_getfield(L, arg, "nid");
  if (lua_isinteger(L, -1)) return;
  lua_pushnil(L);
  if (!lua_next(L, arg)) return;  /* an empty table of keyword arguments */
  if (lua_type(L, -2) == LUA_TSTRING)
    luaL_argerror(L, arg, lua_pushfstring(L, "unexpected keyword '%s'",
                                          lua_tostring(L, -2)));
  luaL_argerror(L, arg, expected);
}

/* context:load_default_certs(purpose=Purpose.SERVER_AUTH): the same
** On Linux there are no certificates for one purpose only. */
static int context_load_default_certs (lua_State *L) {
  context_check(L, 1);
  keywords_check(L, 2, "purpose{}");
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) check_purpose(L, 2);
  return trust_system(L, "load_default_certs");
}

/* ---- adding --------------------------------------------------------------- */


/* The same for consecutive certificates in DER. */
static int add_der (X509_STORE *store, const char *data, long len) {
  const unsigned char *p = (const unsigned char *)data, *end = p + len;
  int count = 0, ok = 1;
  while (ok && p < end) {
    X509 *cert = d2i_X509(NULL, &p, end - p);
    ok = cert != NULL && X509_STORE_add_cert(store, cert);
    X509_free(cert);
    count++;
  }
  return ok ? count : -1;
}

static int fail_data (lua_State *L, int pem) {
  ERR_clear_error();
  tls_push(L, "SSLError", 0, 0, pem
           ? "no start line: cadata does not contain a certificate"
           : "not enough data: cadata does not contain a certificate", LOAD);
  lua_pushstring(L, pem
    ? "Its text must have a line -----BEGIN CERTIFICATE-----."
    : "It must be PEM text or DER; the path of a file is cafile.");
  tls_sethint(L);
  return err_throw(L);
}

/* Adds the certificates in cadata, which is at `arg`: PEM text or DER. */
static void add_data (lua_State *L, Context *c, int arg) {
  size_t len;
  const char *data;
  int pem, count;
  X509_STORE *store;
  if (lua_type(L, arg) == LUA_TNUMBER) luaL_typeerror(L, arg, "string");
  data = bytes_check(L, arg, &len);
  pem = memmem(data, len, "-----BEGIN ", 11) != NULL;
  luaL_argcheck(L, len > 0, arg, "empty certificate data");
  luaL_argcheck(L, len <= INT_MAX, arg, "the data is too long");
  store = own_store(L, c);
  count = pem ? add_pem(store, BIO_new_mem_buf(data, (int)len))
              : add_der(store, data, (long)len);
  if (count == 0) fail_data(L, 1);
  if (count > 0) return;
  if (!pem && ERR_GET_LIB(ERR_peek_error()) == ERR_LIB_ASN1) fail_data(L, 0);
  tls_fail(L, LOAD);
}

/* Reports a directory that does not exist now, because otherwise only the handshake
** would fail. */
static void check_directory (lua_State *L, int arg) {
  struct stat st;
  int err = 0;
  if (stat(lua_tostring(L, arg), &st) != 0) err = errno;
  else if (!S_ISDIR(st.st_mode)) err = ENOTDIR;
  if (err == 0) return;
  err_pusherrno(L, err, LOAD);
  lua_pushvalue(L, arg);
  lua_setfield(L, -2, "filename");
  lua_error(L);
}

static const char *optional_path (lua_State *L, int arg) {
  if (lua_isnil(L, arg)) return NULL;
  luaL_argcheck(L, !pem_istext(L, arg), arg,
                "this is PEM text: pass it as cadata");
  return core_checktext(L, arg);
}

/* context:load_verify_locations(cafile=nil, capath=nil, cadata=nil)
** Trusts the certificates in a PEM file, in a directory, and in PEM text or DER, and
** uses the revocation lists in them. */
static int context_load_verify_locations (lua_State *L) {
  Context *c = context_check(L, 1);
  const char *file, *directory;
  keywords_check(L, 2, "cafile capath cadata");
  lua_settop(L, 4);
  file = optional_path(L, 2);
  directory = optional_path(L, 3);
  luaL_argcheck(L, file != NULL || directory != NULL || !lua_isnil(L, 4), 2,
                "cafile, capath and cadata cannot be all omitted");
  if (directory != NULL) check_directory(L, 3);
  ERR_clear_error();
  if (!lua_isnil(L, 4)) add_data(L, c, 4);
  if (file != NULL && !add_file(own_store(L, c), file))
    return tls_fail_file(L, LOAD, 2);
  if (directory != NULL) {
    own_store(L, c);
    if (!SSL_CTX_load_verify_dir(c->ctx, directory))
      return tls_fail_file(L, LOAD, 3);
  }
  context_changed(L, c, LOAD);
  return 0;
}

/* ---- information ----------------------------------------------------------- */

/* The certificates and revocation lists of the context at 1. */
static STACK_OF(X509_OBJECT) *get_objects (lua_State *L, const char *call) {
  const Context *c = context_check(L, 1);
  ERR_clear_error();
  if (!complete(c)) tls_fail(L, call);
  return X509_STORE_get0_objects(SSL_CTX_get_cert_store(c->ctx));
}

/* context:cert_store_stats() -> table: numbers of the certificates loaded so far */
static int context_cert_store_stats (lua_State *L) {
  STACK_OF(X509_OBJECT) *objects = get_objects(L, "cert_store_stats");
  int i, certs = 0, lists = 0, authorities = 0;
  for (i = 0; i < sk_X509_OBJECT_num(objects); i++) {
    const X509_OBJECT *object = sk_X509_OBJECT_value(objects, i);
    X509 *cert = X509_OBJECT_get0_X509(object);
    if (cert == NULL) lists++;
    else {
      certs++;
      authorities += X509_check_ca(cert) != 0;
    }
  }
  lua_createtable(L, 0, 3);
  lua_pushinteger(L, certs);
  lua_setfield(L, -2, "x509");
  lua_pushinteger(L, lists);
  lua_setfield(L, -2, "crl");
  lua_pushinteger(L, authorities);
  lua_setfield(L, -2, "x509_ca");
  dict_set(L);
  return 1;
}

/* context:get_ca_certs(binary_form=false) -> list of tables or DER strings */
static int context_get_ca_certs (lua_State *L) {
  STACK_OF(X509_OBJECT) *objects;
  int i, binary, found = 0;
  context_check(L, 1);
  keywords_check(L, 2, "binary_form");
  lua_settop(L, 2);
  binary = core_truth(L, 2);
  objects = get_objects(L, "get_ca_certs");
  lua_newtable(L);
  list_set(L);
  for (i = 0; i < sk_X509_OBJECT_num(objects); i++) {
    X509 *cert = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, i));
    if (cert == NULL || X509_check_ca(cert) == 0) continue;
    if (binary) certificate_pushder(L, cert, "get_ca_certs");
    else certificate_push(L, cert, "get_ca_certs");
    lua_rawseti(L, -2, ++found);
  }
  return 1;
}

static const char *const path_names[] = {
  "cafile", "capath", "openssl_cafile_env", "openssl_cafile",
  "openssl_capath_env", "openssl_capath", NULL
};
static const Shape paths_shape = {.names = path_names};

static void set_path (lua_State *L, int i, const char *path) {
  lua_pushstring(L, path);
  lua_rawseti(L, -2, i);
}

/* The path, or NULL if there is no file of that kind. */
static const char *existing (const char *path, mode_t kind) {
  struct stat st;
  return stat(path, &st) == 0 && (st.st_mode & S_IFMT) == kind ? path : NULL;
}

/* ssl.get_default_verify_paths() -> row with the paths of the system's certificates */
static int ssl_get_default_verify_paths (lua_State *L) {
  lua_createtable(L, 6, 0);
  set_path(L, 1, existing(default_file(), S_IFREG));
  set_path(L, 2, existing(default_directory(), S_IFDIR));
  set_path(L, 3, X509_get_default_cert_file_env());
  set_path(L, 4, X509_get_default_cert_file());
  set_path(L, 5, X509_get_default_cert_dir_env());
  set_path(L, 6, X509_get_default_cert_dir());
  shape_set(L, &paths_shape);
  return 1;
}

void trust_open (lua_State *L, const Open *o, int methods) {
  static const luaL_Reg functions[] = {
    {"cert_store_stats", context_cert_store_stats},
    {"get_ca_certs", context_get_ca_certs},
    {"load_default_certs", context_load_default_certs},
    {"load_verify_locations", context_load_verify_locations},
    {"set_default_verify_paths", context_set_default_verify_paths},
    {NULL, NULL}
  };
  static const luaL_Reg others[] = {
    {"get_default_verify_paths", ssl_get_default_verify_paths}, {NULL, NULL}
  };
  static const luaL_Reg metamethods[] = {{"__gc", trust_gc}, {NULL, NULL}};
  own_newmetatable(L, o, OWN_TRUST, metamethods);
  core_setfuncs(L, o, methods, functions);
  core_setfuncs(L, o, o->module, others);
}

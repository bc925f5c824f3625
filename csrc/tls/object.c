/*
** object.c: MemoryBIO and SSLObject: TLS without a socket.
**
** An SSLObject is a connection whose records come from one MemoryBIO and go to
** another. A call that would have to wait raises SSLWantReadError.
*/
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/own.h"
#include "base/show.h"
#include "tls/failure.h"
#include "tls/hello.h"
#include "tls/info.h"
#include "tls/object.h"
#include "tls/owner.h"
#include "tls/start.h"

/* ---- MemoryBIO ------------------------------------------------------------ */

static ByteQueue *bio_check (lua_State *L, int arg) {
  return (ByteQueue *)own_check(L, arg, OWN_MEMORYBIO, "MemoryBIO");
}

/* ssl.MemoryBIO() -> bio */
static int bio_call (lua_State *L) {
  ByteQueue *f;
  (void)core_firstofcall(L);
  f = (ByteQueue *)lua_newuserdatauv(L, sizeof *f, 1);
  memset(f, 0, sizeof *f);
  own_anchor(L);
  own_setmetatable(L, OWN_MEMORYBIO);
  return 1;
}

static int bio_gc (lua_State *L) {
  bytequeue_free(bio_check(L, 1));
  return 0;
}

/* bio:read(n=-1) -> bytes */
static int bio_read (lua_State *L) {
  ByteQueue *f = bio_check(L, 1);
  lua_Integer n = keywords_optint(L, 2, -1, "n");
  size_t len = bytequeue_len(f);
  if (n >= 0 && core_size(n) < len) len = core_size(n);
  if (len == 0) lua_pushliteral(L, "");
  else lua_pushlstring(L, f->data + f->pos, len);
  bytequeue_advance(f, len);
  return 1;
}

/* bio:write(bytes) -> count */
static int bio_write (lua_State *L) {
  ByteQueue *f = bio_check(L, 1);
  size_t len;
  const char *bytes = bytes_check(L, 2, &len);
  if (f->eof) {
    lua_pushliteral(L, "cannot write() after write_eof()");
    err_push(L, "SSLError", 0, "write");
    return err_throw(L);
  }
  if (bytequeue_put(f, bytes, len) != 0) return err_memory(L);
  lua_pushinteger(L, (lua_Integer)len);
  return 1;
}

/* bio:write_eof() */
static int bio_write_eof (lua_State *L) {
  bio_check(L, 1)->eof = 1;
  return 0;
}

/* bio.pending -> number of bytes; bio.eof -> boolean; or a method
** The metatable's field __base is the class. */
static int bio_index (lua_State *L) {
  const ByteQueue *f = bio_check(L, 1);
  const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
  lua_settop(L, 2);
  if (strcmp(name, "pending") == 0)
    lua_pushinteger(L, (lua_Integer)bytequeue_len(f));
  else if (strcmp(name, "eof") == 0)
    lua_pushboolean(L, f->eof && bytequeue_len(f) == 0);
  else {
    own_get(L, OWN_MEMORYBIO);
    lua_getfield(L, -1, "__base");
    lua_pushvalue(L, 2);
    lua_gettable(L, -2);
  }
  return 1;
}

/* tostring(bio) -> "<_ssl.MemoryBIO object at 0x…>" */
static int bio_tostring (lua_State *L) {
  lua_pushfstring(L, "<_ssl.MemoryBIO object at %p>", (void *)bio_check(L, 1));
  return 1;
}

/* ---- SSLObject ------------------------------------------------------------ */

enum { ARG_CONTEXT = 1, ARG_INCOMING, ARG_OUTGOING, ARG_SERVER_SIDE,
       ARG_HOSTNAME, ARG_SESSION };

/* context:wrap_bio(incoming, outgoing, server_side=false, server_hostname=nil,
**   session=nil) -> SSLObject */
static int context_wrap_bio (lua_State *L) {
  ByteQueue *in, *out;
  Connection *c;
  context_check(L, ARG_CONTEXT);
  in = bio_check(L, ARG_INCOMING);
  out = bio_check(L, ARG_OUTGOING);
  start_keywords(L, ARG_SERVER_SIDE, ARG_SESSION,
                 "server_side server_hostname session");
  c = start_push(L, ARG_CONTEXT, core_truth(L, ARG_SERVER_SIDE), ARG_HOSTNAME,
                 ARG_SESSION, "wrap_bio");
  c->in = in;
  c->out = out;
  c->ragged = 1;
  lua_pushvalue(L, ARG_INCOMING);
  lua_setiuservalue(L, -2, CONNECTION_INCOMING);
  lua_pushvalue(L, ARG_OUTGOING);
  lua_setiuservalue(L, -2, CONNECTION_OUTGOING);
  own_setmetatable(L, OWN_SSLOBJECT);
  start_tls(L, -1, "wrap_bio");
  return 1;
}

static int object_gc (lua_State *L) {
  connection_free(sslobject_check(L, 1));
  return 0;
}

/* Raises the error of a call, unless it has succeeded. */
static void check_result (lua_State *L, Connection *c, int result,
                          const char *call) {
  if (result == CONNECTION_DONE) return;
  if (result == -EAGAIN || result == -EINTR)
    failure_code(L, SSL_ERROR_WANT_READ, call);
  if (result == -ENOMEM) err_memory(L);
  connection_raise(L, c, call);
}

static Connection *check_usable (lua_State *L) {
  Connection *c = sslobject_check(L, 1);
  if (c->ssl == NULL || c->busy || c->asking)
    err_fail(L, c->ssl == NULL ? "the SSLObject is finalized" :
             "a callback of the connection cannot use the connection");
  return c;
}

/* Returns 0 if sni_callback has to be called before the handshake can continue. */
static int handshake (lua_State *L, Connection *c) {
  int failed, result;
  if (c->finished) return 1;
  result = hello_step(L, c, 0, &failed);
  if (failed) lua_error(L);
  if (result == CONNECTION_HELLO) return 0;
  check_result(L, c, result, "do_handshake");
  return 1;
}

static int answered (lua_State *L, int status, lua_KContext method) {
  if (hello_answer(L, sslobject_check(L, 1), status)) return lua_error(L);
  return ((lua_CFunction)method)(L);
}

/* Calls sni_callback, which may wait, and then the method again. */
static int call_before (lua_State *L, lua_CFunction method) {
  return hello_call(L, sslobject_check(L, 1), 1, (lua_KContext)method, answered);
}

/* o:do_handshake() */
static int object_do_handshake (lua_State *L) {
  if (!handshake(L, check_usable(L))) return call_before(L, object_do_handshake);
  return 0;
}

static int object_read (lua_State *L);

/* Reads into `buf`. Returns the number of bytes, 0 at the end. */
static size_t read_some (lua_State *L, Connection *c, char *buf, size_t len) {
  size_t n = 0;
  int result = connection_read(c, buf, len, &n, 0);
  if (result == CONNECTION_END && !c->cut) return 0;
  check_result(L, c, result, "read");
  return n;
}

#define MAX_DATA 16384  /* the maximum of one record */

/* o:read(len, buffer) -> count */
static int read_into (lua_State *L, Connection *c) {
  lua_Integer len = luaL_optinteger(L, 2, 0);
  size_t space;
  char *into = bytes_checkwritable(L, 3, &space);
  if (len > 0 && core_size(len) < space) space = core_size(len);
  if (space > 0 && !handshake(L, c)) return call_before(L, object_read);
  lua_pushinteger(L, (lua_Integer)(space > 0 ? read_some(L, c, into, space) : 0));
  return 1;
}

/* o:read(len=1024) -> bytes | nil at the end
** o:read(len, buffer) -> count */
static int object_read (lua_State *L) {
  Connection *c = check_usable(L);
  char buf[MAX_DATA];
  size_t n, max = sizeof buf;
  lua_Integer len;
  keywords_check(L, 2, "len buffer");
  lua_settop(L, 3);
  if (!lua_isnil(L, 3)) return read_into(L, c);
  len = luaL_optinteger(L, 2, 1024);
  luaL_argcheck(L, len >= 0, 2, "size should not be negative");
  if (core_size(len) < max) max = core_size(len);
  if (max == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if (!handshake(L, c)) return call_before(L, object_read);
  n = read_some(L, c, buf, max);
  if (n == 0) lua_pushnil(L);
  else lua_pushlstring(L, buf, n);
  return 1;
}

/* o:write(bytes) -> count: writes all, in as many records as it takes */
static int object_write (lua_State *L) {
  Connection *c = check_usable(L);
  size_t len, done = 0, n;
  const char *bytes = bytes_check(L, 2, &len);
  if (!handshake(L, c)) return call_before(L, object_write);
  for (; done < len; done += n) {
    size_t part = len - done < MAX_DATA ? len - done : MAX_DATA;
    check_result(L, c, connection_write(c, bytes + done, part, &n, 0), "write");
  }
  lua_pushinteger(L, (lua_Integer)done);
  return 1;
}

/* o:unwrap() */
static int object_unwrap (lua_State *L) {
  Connection *c = check_usable(L);
  int result;
  if (!handshake(L, c)) return call_before(L, object_unwrap);
  result = connection_unwrap(c, 0);
  if (c->cut && result == CONNECTION_DONE) result = CONNECTION_END;
  if (result == CONNECTION_END && !c->cut) return 0;
  check_result(L, c, result, "unwrap");
  return 0;
}

/* o.name -> field or method */
static int object_index (lua_State *L) {
  sslobject_check(L, 1);
  lua_settop(L, 2);
  own_get(L, OWN_SSLOBJECT);
  lua_getfield(L, -1, "__base");
  lua_pushvalue(L, 2);
  if (lua_gettable(L, -2) != LUA_TNIL || lua_type(L, 2) != LUA_TSTRING)
    return 1;
  return info_pushfield(L, 1, lua_tostring(L, 2));
}

/* tostring(o) -> "<ssl.SSLObject object at 0x…>" */
static int object_tostring (lua_State *L) {
  lua_pushfstring(L, "<ssl.SSLObject object at %p>",
                  (void *)sslobject_check(L, 1));
  return 1;
}

/* SSLObject(...): raises an error */
static int objectclass_call (lua_State *L) {
  return err_fail(L, "SSLObject does not have a public constructor: its "
                     "instances are returned by context:wrap_bio(incoming, "
                     "outgoing)");
}

/* ---- opening -------------------------------------------------------------- */

/* Creates the metatable with the key, and pushes the class `name` with the
** methods. */
static void open_class (lua_State *L, const Open *o, int key, const char *name,
                        const luaL_Reg *metamethods, const luaL_Reg *methods,
                        const luaL_Reg *class) {
  own_newmetatable(L, o, key, metamethods);
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  lua_newtable(L);
  core_setfuncs(L, o, lua_gettop(L), methods);
  lua_createtable(L, 0, 2);
  core_setfuncs(L, o, lua_gettop(L), class);
  lua_setmetatable(L, -2);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "__base");
  lua_remove(L, -2);
  lua_pushvalue(L, -1);
  lua_setfield(L, o->module, name);
}

void memorybio_open (lua_State *L, const Open *o) {
  static const luaL_Reg metamethods[] = {
    {"__gc", bio_gc}, {"__index", bio_index}, {"__tostring", bio_tostring},
    {NULL, NULL}
  };
  static const luaL_Reg methods[] = {
    {"read", bio_read}, {"write", bio_write}, {"write_eof", bio_write_eof},
    {NULL, NULL}
  };
  static const luaL_Reg class[] = {{"__call", bio_call}, {NULL, NULL}};
  open_class(L, o, OWN_MEMORYBIO, "MemoryBIO", metamethods, methods, class);
  show_as(L, "class", "_ssl.MemoryBIO");
}

void sslobject_open (lua_State *L, const Open *o) {
  static const luaL_Reg metamethods[] = {
    {"__gc", object_gc}, {"__index", object_index},
    {"__newindex", info_newindex}, {"__tostring", object_tostring}, {NULL, NULL}
  };
  static const luaL_Reg methods[] = {
    {"do_handshake", object_do_handshake}, {"read", object_read},
    {"write", object_write}, {"unwrap", object_unwrap}, {NULL, NULL}
  };
  static const luaL_Reg class[] = {{"__call", objectclass_call}, {NULL, NULL}};
  static const luaL_Reg contexts[] = {
    {"wrap_bio", context_wrap_bio}, {NULL, NULL}
  };
  open_class(L, o, OWN_SSLOBJECT, "SSLObject", metamethods, methods, class);
  show_as(L, "class", "ssl.SSLObject");
  info_open(L, o, lua_gettop(L));
  lua_getfield(L, o->module, "SSLContext");
  core_setfuncs(L, o, lua_gettop(L), contexts);
}

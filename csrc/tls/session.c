/*
** session.c: SSLSession, which a later connection can resume.
**
** OpenSSL would also resume a session that was created without the verification that
** is required now, or with another host. So a session stores its context, the
** generation of the context's rules and the host, and can only be resumed with the
** same.
*/
#include "base/argument.h"
#include "base/own.h"
#include "base/show.h"
#include "tls/context.h"
#include "tls/error.h"
#include "tls/session.h"

typedef struct Session {
  SSL_SESSION *session;
  uint64_t generation;
} Session;

enum { SESSION_STATE = 1, SESSION_CONTEXT, SESSION_HOST,
       SESSION_VALUES = SESSION_HOST };

static Session *check (lua_State *L, int index) {
  Session *s = (Session *)own_check(L, index, OWN_SSLSESSION, "SSLSession");
  luaL_argcheck(L, s->session != NULL, index, "this SSLSession is finalized");
  return s;
}

SSL_SESSION *session_test (lua_State *L, int index) {
  const Session *s = (Session *)own_test(L, index, OWN_SSLSESSION);
  return s != NULL ? s->session : NULL;
}

/* A copy is needed because a connection that ends without close_notify invalidates
** its session. */
void session_push (lua_State *L, SSL_SESSION *session, int context, int host,
                   uint64_t generation) {
  Session *s;
  context = lua_absindex(L, context);
  host = lua_absindex(L, host);
  s = (Session *)lua_newuserdatauv(L, sizeof *s, SESSION_VALUES);
  s->session = NULL;
  s->generation = generation;
  own_setmetatable(L, OWN_SSLSESSION);
  own_anchor(L);
  lua_pushvalue(L, context);
  lua_setiuservalue(L, -2, SESSION_CONTEXT);
  lua_pushvalue(L, host);
  lua_setiuservalue(L, -2, SESSION_HOST);
  ERR_clear_error();
  s->session = SSL_SESSION_dup(session);
  if (s->session == NULL) tls_fail(L, "session");
}

const char *session_refusal (lua_State *L, int index, int context, int host) {
  const Session *s = check(L, index);
  const char *why = NULL;
  index = lua_absindex(L, index);
  context = lua_absindex(L, context);
  host = lua_absindex(L, host);
  lua_getiuservalue(L, index, SESSION_CONTEXT);
  lua_getiuservalue(L, index, SESSION_HOST);
  if (!lua_rawequal(L, -2, context))
    why = "the session is of another SSLContext";
  else if (s->generation != context_check(L, context)->generation)
    why = "the session was made before the context's verification was changed";
  else if (!lua_rawequal(L, -1, host))
    why = "the session was made for another server_hostname";
  lua_pop(L, 2);
  return why;
}

static int session_gc (lua_State *L) {
  Session *s = (Session *)own_check(L, 1, OWN_SSLSESSION, "SSLSession");
  SSL_SESSION_free(s->session);
  s->session = NULL;
  return 0;
}

/* a == b: sessions with the same id, as in Python */
static int session_eq (lua_State *L) {
  const Session *a = (Session *)own_test(L, 1, OWN_SSLSESSION),
                *b = (Session *)own_test(L, 2, OWN_SSLSESSION);
  unsigned int na = 0, nb = 0;
  const unsigned char *ida, *idb;
  if (a == NULL || b == NULL || a->session == NULL || b->session == NULL) {
    lua_pushboolean(L, 0);
    return 1;
  }
  ida = SSL_SESSION_get_id(a->session, &na);
  idb = SSL_SESSION_get_id(b->session, &nb);
  lua_pushboolean(L, na == nb && memcmp(ida, idb, na) == 0);
  return 1;
}

/* tostring(session) -> "<ssl.SSLSession object at 0x…>" */
static int session_tostring (lua_State *L) {
  const void *p = own_check(L, 1, OWN_SSLSESSION, "SSLSession");
  lua_pushfstring(L, "<ssl.SSLSession object at %p>", p);
  return 1;
}

/* ---- its fields ----------------------------------------------------------- */

static void get_has_ticket (lua_State *L, const SSL_SESSION *s) {
  lua_pushboolean(L, SSL_SESSION_has_ticket(s));
}

static void get_id (lua_State *L, const SSL_SESSION *s) {
  unsigned int len = 0;
  const unsigned char *id = SSL_SESSION_get_id(s, &len);
  lua_pushlstring(L, (const char *)id, len);
}

static void get_lifetime (lua_State *L, const SSL_SESSION *s) {
  lua_pushinteger(L, (lua_Integer)SSL_SESSION_get_ticket_lifetime_hint(s));
}

#if OPENSSL_VERSION_NUMBER >= 0x30300000L
#define time_of SSL_SESSION_get_time_ex
#else
#define time_of SSL_SESSION_get_time  /* OpenSSL 3.4 deprecates it */
#endif

static void get_time (lua_State *L, const SSL_SESSION *s) {
  lua_pushinteger(L, (lua_Integer)time_of(s));
}

static void get_timeout (lua_State *L, const SSL_SESSION *s) {
  lua_pushinteger(L, (lua_Integer)SSL_SESSION_get_timeout(s));
}

static const struct {
  const char *name;
  void (*get) (lua_State *L, const SSL_SESSION *s);
} fields[] = {
  {"has_ticket", get_has_ticket}, {"id", get_id},
  {"ticket_lifetime_hint", get_lifetime}, {"time", get_time},
  {"timeout", get_timeout},
};

/* session.name -> value | nil */
static int session_index (lua_State *L) {
  const Session *s = check(L, 1);
  const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
  size_t i;
  for (i = 0; i < COUNT(fields); i++) {
    if (strcmp(fields[i].name, name) != 0) continue;
    fields[i].get(L, s->session);
    return 1;
  }
  return 0;
}

/* session.name = value: raises an error */
static int session_newindex (lua_State *L) {
  check(L, 1);
  return luaL_error(L, "the fields of an SSLSession cannot be set");
}

void session_open (lua_State *L, const Open *o) {
  static const luaL_Reg metamethods[] = {
    {"__gc", session_gc}, {"__eq", session_eq}, {"__index", session_index},
    {"__newindex", session_newindex}, {"__tostring", session_tostring},
    {NULL, NULL}
  };
  own_newmetatable(L, o, OWN_SSLSESSION, metamethods);
  lua_pushliteral(L, "SSLSession");
  lua_setfield(L, -2, "__name");
  lua_newtable(L);  /* only for comparisons: its objects come from s.session */
  show_as(L, "class", "ssl.SSLSession");
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "__base");
  lua_setfield(L, o->module, "SSLSession");
  lua_pop(L, 1);
}

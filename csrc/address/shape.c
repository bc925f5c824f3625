/*
** shape.c: reads, creates and prints addresses that are tables.
*/
#include "address/family.h"
#include "base/error.h"
#include "base/own.h"
#include "base/repr.h"
#include "base/show.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- the address object -------------------------------------------------- */

/* addr.name -> the item at the position of that name */
static int object_index (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  position_check(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNUMBER)
    lua_rawgeti(L, 1, lua_tointeger(L, 2));
  return 1;
}

/* addr.name = value: sets the position of that name */
static int object_newindex (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 3);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNUMBER)
    lua_replace(L, 2);
  else
    lua_pop(L, 1);
  lua_rawset(L, 1);
  return 0;
}

/* addr == other: the same items; other may be a plain table */
static int object_eq (lua_State *L) {
  lua_Integer i, n;
  int same;
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TTABLE);
  n = (lua_Integer)lua_rawlen(L, 1);
  same = n == (lua_Integer)lua_rawlen(L, 2);
  for (i = 1; same && i <= n; i++) {
    lua_rawgeti(L, 1, i);
    lua_rawgeti(L, 2, i);
    same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
  }
  lua_pushboolean(L, same);
  return 1;
}

/* Is the bit of item `i` set? Additional items have no bit. */
static int item_bit (unsigned char bits, int i) {
  return i < 8 && (bits >> i & 1);
}

/* Adds item `i` (from 0) of the address at stack index 1. The item is put at
** index 2, because the buffer needs the top of the stack. */
static void repr_item (lua_State *L, luaL_Buffer *b, const Shape *shape,
                       int i) {
  size_t len;
  const char *s;
  char word[24];
  lua_rawgeti(L, 1, i + 1);
  lua_replace(L, 2);
  if (lua_type(L, 2) == LUA_TSTRING && item_bit(shape->bytes, i)) {
    s = lua_tolstring(L, 2, &len);
    repr_add(b, s, len, REPR_BYTES);
  }
  else if (lua_isinteger(L, 2) && item_bit(shape->wide, i)) {
    snprintf(word, sizeof(word), "%llu",
             (unsigned long long)lua_tointeger(L, 2));
    luaL_addstring(b, word);
  }
  else repr_addvalue(L, b, 2);
}

/* tostring(addr) -> "('127.0.0.1', 8080)" */
static int object_tostring (lua_State *L) {
  const Shape *shape = (const Shape *)lua_touserdata(L, lua_upvalueindex(2));
  int i, n;
  luaL_Buffer b;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  n = (int)lua_rawlen(L, 1);
  luaL_buffinit(L, &b);
  luaL_addchar(&b, '(');
  for (i = 0; i < n; i++) {
    if (i > 0) luaL_addstring(&b, ", ");
    repr_item(L, &b, shape, i);
  }
  luaL_addstring(&b, n == 1 ? ",)" : ")");
  luaL_pushresult(&b);
  return 1;
}

/* addr .. text, text .. addr -> string */
static int object_concat (lua_State *L) {
  int i;
  lua_settop(L, 2);
  for (i = 1; i <= 2; i++) {
    if (lua_isstring(L, i)) continue;
    if (luaL_getmetafield(L, i, "__tostring") == LUA_TNIL)
      return luaL_error(L, "attempt to concatenate a %s value",
                        luaL_typename(L, i));
    luaL_tolstring(L, i, NULL);
    lua_replace(L, i);
    lua_settop(L, 2);
  }
  lua_concat(L, 2);
  return 1;
}

/* The metatable is created on first use, because few programs use more than one.
** Its functions share the table of names. */
void shape_push (lua_State *L, const Shape *shape) {
  static const luaL_Reg meta[] = {
    {"__index", object_index}, {"__newindex", object_newindex},
    {"__eq", object_eq}, {"__tostring", object_tostring},
    {"__concat", object_concat}, {NULL, NULL}
  };
  int i;
  luaL_checkstack(L, 8, "address");
  own_get(L, OWN_SHAPES);
  if (lua_rawgetp(L, -1, shape) != LUA_TNIL) {
    lua_remove(L, -2);
    return;
  }
  lua_pop(L, 1);
  lua_createtable(L, 0, 6);
  lua_pushliteral(L, "address");
  lua_setfield(L, -2, "__name");
  lua_newtable(L);
  for (i = 0; shape->names[i] != NULL; i++) {
    lua_pushinteger(L, i + 1);
    lua_setfield(L, -2, shape->names[i]);
  }
  lua_pushlightuserdata(L, (void *)shape);
  luaL_setfuncs(L, meta, 2);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, -3, shape);
  lua_remove(L, -2);
}

void shape_set (lua_State *L, const Shape *shape) {
  shape_push(L, shape);
  lua_setmetatable(L, -2);
}

/* ---- reading an argument -------------------------------------------------- */

/* The name of the running function if it is called as a method, or NULL. */
static const char *method_name (lua_State *L) {
  lua_Debug ar;
  if (!lua_getstack(L, 0, &ar) || !lua_getinfo(L, "n", &ar)) return NULL;
  return strcmp(ar.namewhat, "method") == 0 ? ar.name : NULL;
}

/* The name by which the running function is called, if the class has a method of
** that name, which may be a replacement that calls the original. */
static const char *replaced_name (lua_State *L, int class) {
  lua_Debug ar;
  int known;
  if (!lua_getstack(L, 0, &ar) || !lua_getinfo(L, "n", &ar) || ar.name == NULL)
    return NULL;
  lua_pushstring(L, ar.name);
  known = lua_rawget(L, class) == LUA_TFUNCTION;
  lua_pop(L, 1);
  return known ? ar.name : NULL;
}

/* Under pcall Lua does not know the name, so it is looked up in the class. */
const char *addr_call (lua_State *L) {
  int top = lua_gettop(L);
  const char *name = NULL;
  lua_Debug ar;
  luaL_checkstack(L, 4, "address");
  if (!lua_getstack(L, 0, &ar) || !lua_getinfo(L, "f", &ar)) return "address";
  sock_pushmethods(L);
  for (lua_pushnil(L); lua_next(L, top + 2); lua_pop(L, 1))
    if (lua_type(L, -2) == LUA_TSTRING && lua_rawequal(L, -1, top + 1))
      name = lua_tostring(L, -2);
  if (name == NULL) name = replaced_name(L, top + 2);
  lua_settop(L, top);  /* the class anchors the name */
  return name != NULL ? name : "address";
}

/* The correct call, such as s:bind{"127.0.0.1", 8080}, or only the address if
** other arguments come before it. */
static const char *shape_remedy (lua_State *L, int arg, const char *example) {
  const char *name = arg == 2 ? method_name(L) : NULL;
  if (name == NULL) return example;
  return lua_pushfstring(L, *example == '{' ? "s:%s%s" : "s:%s(%s)",
                         name, example);
}

int shape_refuse (lua_State *L, int arg, const char *message) {
  if (arg != CHECKED_ADDRESS) return luaL_argerror(L, arg, message);
  return err_fail(L, lua_pushfstring(L, "bad argument #%I to '%s' (%s)",
    (LUAI_UACINT)lua_tointeger(L, 1), lua_tostring(L, 2), message));
}

int shape_error (lua_State *L, int arg, const Shape *shape, const char *what) {
  const char *msg = lua_pushfstring(L, "%s address must be %s, %s; write %s",
    shape->family, shape->form, what,
    shape_remedy(L, arg, shape->example));
  return shape_refuse(L, arg, msg);
}

int shape_argerror (lua_State *L, int arg, const Shape *shape, int i,
                    const char *fmt, ...) {
  va_list ap;
  const char *what;
  va_start(ap, fmt);
  what = lua_pushvfstring(L, fmt, ap);
  va_end(ap);
  return shape_refuse(L, arg, lua_pushfstring(L, "%s %s %s", shape->family,
                                              shape->names[i], what));
}

/* Fills missing positions from the items that have names. An unknown name is an
** error, because a misspelt one would otherwise be ignored. */
static void shape_named (lua_State *L, int arg, const Shape *shape, int base) {
  int i;
  for (lua_pushnil(L); lua_next(L, arg); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING) continue;
    for (i = 0; shape->names[i] != NULL; i++)
      if (strcmp(shape->names[i], lua_tostring(L, -2)) == 0) break;
    if (shape->names[i] == NULL)
      shape_error(L, arg, shape, lua_pushfstring(L, "it has no '%s'",
                                                 lua_tostring(L, -2)));
    if (!lua_isnil(L, base + i)) continue;
    lua_pushvalue(L, -1);
    lua_replace(L, base + i);
  }
}

int shape_isobject (lua_State *L, int arg) {
  int has = lua_getmetatable(L, arg);
  if (has) lua_pop(L, 1);
  return has;
}

int shape_unpack (lua_State *L, int arg, const Shape *shape) {
  int i, missing = 0, base = lua_gettop(L) + 1;
  if (lua_type(L, arg) != LUA_TTABLE)
    shape_error(L, arg, shape, lua_pushfstring(L, "got %s",
                                               luaL_typename(L, arg)));
  luaL_checkstack(L, 16, "too many arguments");
  for (i = 0; shape->names[i] != NULL; i++)
    if (lua_rawgeti(L, arg, i + 1) == LUA_TNIL) missing = 1;
  if (lua_rawgeti(L, arg, i + 1) != LUA_TNIL)
    shape_error(L, arg, shape, lua_pushfstring(L, "got %d items",
                                               (int)lua_rawlen(L, arg)));
  lua_pop(L, 1);
  if (!missing && shape_isobject(L, arg)) return base;
  shape_named(L, arg, shape, base);
  for (i = 0; i < shape->required; i++)
    if (lua_isnil(L, base + i))
      shape_error(L, arg, shape, lua_pushfstring(L, "the %s is missing",
                                                 shape->names[i]));
  return base;
}

lua_Integer shape_integer (lua_State *L, int arg, const Shape *shape,
                           int base, int i, lua_Integer lo, lua_Integer hi) {
  int isnum, type = lua_type(L, base + i);
  lua_Integer n = lua_tointegerx(L, base + i, &isnum);
  if (type == LUA_TNIL) return 0;  /* missing and optional */
  if (type == LUA_TNUMBER && isnum && n >= lo && n <= hi) return n;
  if (type == LUA_TNUMBER)
    return shape_argerror(L, arg, shape, i,
      "must be an integer from %I to %I, got %s", lo, hi,
      luaL_tolstring(L, base + i, NULL));
  return shape_argerror(L, arg, shape, i,
    "must be an integer from %I to %I, got a %s; %s", lo, hi,
    luaL_typename(L, base + i), type == LUA_TSTRING
      ? "write the number without quotes, or use tonumber" : "write a number");
}

const char *shape_string (lua_State *L, int arg, const Shape *shape,
                          int base, int i, size_t *len) {
  if (lua_type(L, base + i) != LUA_TSTRING)
    shape_argerror(L, arg, shape, i, "must be a string, got a %s; write %s",
                   luaL_typename(L, base + i), shape->example);
  return lua_tolstring(L, base + i, len);
}

/* ---- the address as it was given ------------------------------------------- */

/* Pushes item `i` of the table at `arg` as the value that Python would have. */
static void given_item (lua_State *L, int arg, const Shape *shape, int i) {
  int isint;
  lua_Integer n;
  if (lua_rawgeti(L, arg, i + 1) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_pushstring(L, shape->names[i]);
    lua_rawget(L, arg);
  }
  if (lua_type(L, -1) != LUA_TNUMBER) return;
  n = lua_tointegerx(L, -1, &isint);
  if (isint) {  /* 80.0 becomes 80 */
    lua_pop(L, 1);
    lua_pushinteger(L, n);
  }
}

void shape_pushgiven (lua_State *L, int arg, const Shape *shape) {
  int i;
  luaL_checkstack(L, 4, "address");
  arg = lua_absindex(L, arg);
  lua_newtable(L);
  for (i = 0; shape->names[i] != NULL; i++) {
    given_item(L, arg, shape, i);
    lua_rawseti(L, -2, i + 1);
  }
  shape_set(L, shape);
}

/* ---- a family that has no row ---------------------------------------------- */

static const char *const raw_names[] = {"family", "data", NULL};
static const Shape raw_shape = {.names = raw_names, .bytes = 1 << 1};

void addr_pushraw (lua_State *L, const Address *a) {
  size_t head = sizeof(sa_family_t);
  lua_createtable(L, 2, 0);
  lua_pushinteger(L, a->u.sa.sa_family);
  lua_rawseti(L, -2, 1);
  lua_pushlstring(L, (const char *)&a->u + head,
                  a->len > head ? a->len - head : 0);
  lua_rawseti(L, -2, 2);
  shape_set(L, &raw_shape);
}

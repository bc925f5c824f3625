/*
** ancillary.c: converts ancillary data between Lua values and the control
** messages of a message.
*/
#include "address/shape.h"
#include "base/argument.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/show.h"
#include "socket/message.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#ifndef SCM_PIDFD
#define SCM_PIDFD 4
#endif

/* One (cmsg_level, cmsg_type, cmsg_data), which points into the message. */
typedef struct Control {
  int level, type;
  const char *data;
  size_t len;
} Control;

/* ---- sending --------------------------------------------------------------- */

char *control_add (Message *m, size_t *at, int level, int type,
                   size_t len) {
  char *place = (char *)m->hdr.msg_control + *at;
  struct cmsghdr *c = (struct cmsghdr *)(void *)place;
  /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): space was counted */
  memset(c, 0, CMSG_SPACE(len));  /* the kernel reads the padding, too */
  SET_LENGTH(c->cmsg_len, CMSG_LEN(len));
  c->cmsg_level = level;
  c->cmsg_type = type;
  *at += CMSG_SPACE(len);
  return (char *)CMSG_DATA(c);
}

/* Returns `size` plus the space that `len` bytes of data need. */
static size_t add_space (lua_State *L, size_t size, size_t len,
                        const char *call) {
  if (len > MAX_ANCILLARY - CMSG_SPACE(1))
    err_message(L, call, "ancillary data item too large");
  size += CMSG_SPACE(len);
  if (size > MAX_ANCILLARY)
    err_message(L, call, "too much ancillary data");
  return size;
}

#define CONTROL_FORM "table {cmsg_level, cmsg_type, cmsg_data}"

/* Pushes the item with this position, or else with this name, of the table on the
** top. */
static void push_item (lua_State *L, int place, const char *name) {
  if (lua_rawgeti(L, -1, place) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_pushstring(L, name);
    lua_rawget(L, -2);
  }
}

/* Pops an integer that fits an int, a field of item `i`. */
static int item_int (lua_State *L, int arg, lua_Integer i, const char *field) {
  int isint;
  lua_Integer n = lua_tointegerx(L, -1, &isint);
  if (!isint) item_error(L, arg, "ancdata", i, field, "integer");
  if (n < INT_MIN || n > INT_MAX)
    luaL_argerror(L, arg, lua_pushfstring(L, "ancdata[%I]%s: %I is out of range",
      (LUAI_UACINT)i, field, (LUAI_UACINT)n));
  lua_pop(L, 1);
  return (int)n;
}

/* Reads item `i` of the sequence at `arg`, and leaves its data on the stack. */
static void get_item (lua_State *L, int arg, lua_Integer i, Control *a) {
  if (lua_rawgeti(L, arg, i) != LUA_TTABLE)
    item_error(L, arg, "ancdata", i, "", CONTROL_FORM);
  if (lua_rawgeti(L, -1, 4) != LUA_TNIL)
    luaL_argerror(L, arg, lua_pushfstring(L,
      "ancdata[%I]: " CONTROL_FORM " expected, got %d items", (LUAI_UACINT)i,
      (int)lua_rawlen(L, -2)));
  lua_pop(L, 1);
  push_item(L, 1, "cmsg_level");
  a->level = item_int(L, arg, i, ".cmsg_level");
  push_item(L, 2, "cmsg_type");
  a->type = item_int(L, arg, i, ".cmsg_type");
  push_item(L, 3, "cmsg_data");
  a->data = bytes_test(L, -1, &a->len);
  if (a->data == NULL)
    item_error(L, arg, "ancdata", i, ".cmsg_data",
               "string, bytearray or view");
  lua_remove(L, -2);
}

size_t control_size (lua_State *L, int arg, const char *call) {
  size_t size = 0;
  lua_Integer i, n;
  if (lua_isnil(L, arg)) return 0;
  luaL_checktype(L, arg, LUA_TTABLE);
  n = (lua_Integer)lua_rawlen(L, arg);
  for (i = 1; i <= n; i++) {
    Control a;
    get_item(L, arg, i, &a);
    size = add_space(L, size, a.len, call);
    lua_pop(L, 1);
  }
  return size;
}

void control_copy (lua_State *L, int arg, Message *m) {
  size_t at = 0;
  lua_Integer i;
  for (i = 1; at < m->controlsize; i++) {
    Control a;
    get_item(L, arg, i, &a);
    /* This is only true if a finalizer has changed the sequence meanwhile. */
    if (CMSG_SPACE(a.len) > m->controlsize - at)
      luaL_argerror(L, arg, "ancillary data changed while it was read");
    if (a.len > 0)
      memcpy(control_add(m, &at, a.level, a.type, a.len), a.data, a.len);
    else control_add(m, &at, a.level, a.type, 0);
    lua_pop(L, 1);
  }
}

/* ---- receiving ------------------------------------------------------------- */

/* Reads the control message at *at and advances *at. Returns 0 if there is none.
** Unlike some versions of glibc's CMSG_NXTHDR, it does not skip a truncated
** message, whose descriptors would leak. */
static int control_next (const Message *m, size_t *at, Control *c) {
  const char *place;
  const struct cmsghdr *head;
  size_t left = m->hdr.msg_controllen - *at, whole;
  if (left < CMSG_LEN(0)) return 0;  /* the buffer may be empty */
  place = (const char *)m->hdr.msg_control + *at;
  head = (const struct cmsghdr *)(const void *)place;
  if (head->cmsg_len < CMSG_LEN(0)) return 0;
  whole = head->cmsg_len < left ? head->cmsg_len : left;
  c->level = head->cmsg_level;
  c->type = head->cmsg_type;
  c->data = place + CMSG_LEN(0);
  c->len = whole - CMSG_LEN(0);
  whole = CMSG_ALIGN(whole);
  *at += whole < left ? whole : left;
  return 1;
}

static int is_rights (const Control *c) {
  return c->level == SOL_SOCKET && c->type == SCM_RIGHTS;
}

static int is_pidfd (const Control *c) {
  return c->level == SOL_SOCKET && c->type == SCM_PIDFD;
}

static int fd_at (const Control *c, size_t k) {
  int fd;
  memcpy(&fd, c->data + k * sizeof fd, sizeof fd);
  return fd;
}

void control_release (Message *m, int rights) {
  Control c;
  size_t at = 0, k;
  m->owns = 0;
  while (control_next(m, &at, &c)) {
    if (!is_pidfd(&c) && !(rights && is_rights(&c))) continue;
    for (k = 0; k < c.len / sizeof(int); k++)
      (void)close(fd_at(&c, k));
  }
}

int control_hasrights (const Message *m) {
  Control c;
  size_t at = 0;
  while (control_next(m, &at, &c))
    if (is_rights(&c)) return 1;
  return 0;
}

static const char *const control_names[] = {
  "cmsg_level", "cmsg_type", "cmsg_data", NULL
};
static const Shape control_shape = {.names = control_names, .bytes = 1 << 2};

static void push_control (lua_State *L, const Control *c) {
  lua_createtable(L, 3, 0);
  row_setinteger(L, 1, c->level);
  row_setinteger(L, 2, c->type);
  row_setstring(L, 3, c->data, c->len);
  shape_set(L, &control_shape);
}

void control_pushall (lua_State *L, const Message *m) {
  Control c;
  size_t at = 0;
  lua_Integer n = 0;
  lua_newtable(L);
  while (control_next(m, &at, &c)) {
    push_control(L, &c);
    lua_rawseti(L, -2, ++n);
  }
  list_set(L);
}

void control_pushfds (lua_State *L, const Message *m) {
  Control c;
  size_t at = 0, k;
  lua_Integer n = 0;
  lua_newtable(L);
  while (control_next(m, &at, &c)) {
    if (!is_rights(&c)) continue;
    for (k = 0; k < c.len / sizeof(int); k++) {
      lua_pushinteger(L, fd_at(&c, k));
      lua_rawseti(L, -2, ++n);
    }
  }
  list_set(L);
}

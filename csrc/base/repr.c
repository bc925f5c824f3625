/*
** repr.c: strings as Python prints them.
*/
#include "base/repr.h"

#include <string.h>

/* The length of the UTF-8 sequence at `s`, or 0 if it is invalid. */
static size_t utf8_length (const unsigned char *s, size_t len) {
  size_t i, n = *s >= 0xF0 ? 4 : *s >= 0xE0 ? 3 : 2;
  if (*s < 0xC2 || *s > 0xF4 || n > len) return 0;
  for (i = 1; i < n; i++)
    if ((s[i] & 0xC0) != 0x80) return 0;
  if ((*s == 0xE0 && s[1] < 0xA0) || (*s == 0xF0 && s[1] < 0x90) ||
      (*s == 0xED && s[1] > 0x9F) || (*s == 0xF4 && s[1] > 0x8F))
    return 0;  /* an overlong form, a surrogate, or beyond Unicode */
  return n;
}

static void add_hex (luaL_Buffer *b, const char *escape, unsigned char c) {
  static const char hex[] = "0123456789abcdef";
  luaL_addstring(b, escape);
  luaL_addchar(b, hex[c >> 4]);
  luaL_addchar(b, hex[c & 15]);
}

/* In a str, a byte that is not UTF-8 is half a surrogate (surrogateescape). In
** a bytearray, ' is escaped inside double quotes too. */
static void add_byte (luaL_Buffer *b, unsigned char c, char quote, int kind) {
  const unsigned char end = (unsigned char)quote;
  static const char *const named[256] = {
    ['\t'] = "\\t", ['\n'] = "\\n", ['\r'] = "\\r", ['\\'] = "\\\\"
  };
  if (named[c] != NULL) luaL_addstring(b, named[c]);
  else if (c == end || (c == '\'' && kind == REPR_BYTEARRAY)) {
    luaL_addchar(b, '\\');
    luaL_addchar(b, (char)c);
  }
  else if (c >= ' ' && c < 0x7f) luaL_addchar(b, (char)c);
  else add_hex(b, c >= 0x80 && kind == REPR_STR ? "\\udc" : "\\x", c);
}

/* Adds the character at `p` of a str, and returns its length. A UTF-8 sequence
** is not escaped, unless it is a control character or a blank of Latin-1. */
static size_t add_char (luaL_Buffer *b, const unsigned char *p, size_t len,
                        char quote) {
  size_t n = utf8_length(p, len);
  if (n == 0) {
    add_byte(b, *p, quote, REPR_STR);
    return 1;
  }
  if (*p == 0xC2 && (p[1] < 0xA1 || p[1] == 0xAD)) add_hex(b, "\\x", p[1]);
  else luaL_addlstring(b, (const char *)p, n);
  return n;
}

void repr_add (luaL_Buffer *b, const char *s, size_t len, int kind) {
  const unsigned char *p = (const unsigned char *)s, *end = p + len;
  char quote = memchr(s, '\'', len) && !memchr(s, '"', len) ? '"' : '\'';
  if (kind != REPR_STR) luaL_addchar(b, 'b');
  luaL_addchar(b, quote);
  while (p < end) {
    if (kind != REPR_STR) add_byte(b, *p++, quote, kind);
    else p += add_char(b, p, (size_t)(end - p), quote);
  }
  luaL_addchar(b, quote);
}

int repr_kind (const char *s, size_t len) {
  return len > 0 && *s == '\0' ? REPR_BYTES : REPR_STR;
}

void repr_addvalue (lua_State *L, luaL_Buffer *b, int idx) {
  size_t len;
  const char *s;
  if (lua_type(L, idx) == LUA_TSTRING) {
    s = lua_tolstring(L, idx, &len);
    repr_add(b, s, len, REPR_STR);
  }
  else if (lua_isnil(L, idx)) luaL_addstring(b, "None");
  else {
    luaL_tolstring(L, idx, NULL);
    luaL_addvalue(b);
  }
}

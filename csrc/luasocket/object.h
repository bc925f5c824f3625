/*
** object.h: the socket object of pysocket.luasocket, which follows the conventions
** of LuaSocket: its classes, and the start and end of an operation on it.
*/
#ifndef PYSOCKET_LUASOCKET_OBJECT_H
#define PYSOCKET_LUASOCKET_OBJECT_H

#include "base/bytequeue.h"
#include "base/op.h"

/* LuaSocket's classes. An object changes its class when it connects or listens,
** and each method requires one class, or any of its object's kind. */
enum {
  TCP_MASTER, TCP_CLIENT, TCP_SERVER,
  UDP_CONNECTED, UDP_UNCONNECTED,
  STREAM_MASTER, STREAM_CLIENT, STREAM_SERVER,
  DGRAM_CONNECTED, DGRAM_UNCONNECTED,
  CLASSES
};

#define IN(class) (1u << (class))
#define MASTERS (IN(TCP_MASTER) | IN(STREAM_MASTER))
#define CLIENTS (IN(TCP_CLIENT) | IN(STREAM_CLIENT))
#define SERVERS (IN(TCP_SERVER) | IN(STREAM_SERVER))
#define TCP_ANY (IN(TCP_MASTER) | IN(TCP_CLIENT) | IN(TCP_SERVER))
#define UDP_ANY (IN(UDP_CONNECTED) | IN(UDP_UNCONNECTED))
#define STREAM_ANY (IN(STREAM_MASTER) | IN(STREAM_CLIENT) | IN(STREAM_SERVER))
#define DGRAM_ANY (IN(DGRAM_CONNECTED) | IN(DGRAM_UNCONNECTED))
#define CONNECTED (IN(UDP_CONNECTED) | IN(DGRAM_CONNECTED))
#define UNCONNECTED (IN(UDP_UNCONNECTED) | IN(DGRAM_UNCONNECTED))
#define STREAMS (TCP_ANY | STREAM_ANY)
#define DATAGRAMS (UDP_ANY | DGRAM_ANY)
#define INTERNET (TCP_ANY | UDP_ANY)
#define ANY (STREAMS | DATAGRAMS)

/* The socket has no descriptor before its first use and after close, but may get
** a new one then. */
typedef struct LuaSocket {
  Socket s;             /* first; s.magic is the address of luasock_magic */
  int class;
  int family;           /* AF_UNSPEC until it is bound or connected */
  uint32_t generation;  /* the number of descriptors that it had before */
  double block, total;  /* of settimeout, in seconds; negative: none */
  ByteQueue in;         /* received and not yet read */
  double received, sent;  /* bytes, for getstats */
  int64_t birthday;
} LuaSocket;

extern const char luasock_magic;  /* only its address matters */

/* The object at `arg`, or NULL. */
static inline LuaSocket *luasock_test (lua_State *L, int arg) {
  LuaSocket *ls = (LuaSocket *)lua_touserdata(L, arg);
  if (ls != NULL && lua_rawlen(L, arg) == sizeof(LuaSocket) &&
      ls->s.magic == &luasock_magic) return ls;
  return NULL;
}

int luasock_typeerror (lua_State *L, unsigned wanted);
/* The object at 1 if it has one of these classes, else "bad argument". */
static inline LuaSocket *luasock_check (lua_State *L, unsigned classes) {
  LuaSocket *ls = luasock_test(L, 1);
  if (ls == NULL || !(IN(ls->class) & classes)) luasock_typeerror(L, classes);
  return ls;
}

/* The set of classes that the name of a class or a group means; 0: none. */
unsigned luasock_classes (const char *name);

/* Pushes a new object without a descriptor. */
LuaSocket *luasock_new (lua_State *L, int class, int family);
/* Changes the class of the object at `index`. */
void luasock_setclass (lua_State *L, int index, int class);
/* Stores a descriptor of the family, which was created with these flags of
** socket(2). Calls no Lua function. */
void luasock_adopt (LuaSocket *ls, int fd, int family, int flags);
/* The flags for a new descriptor. */
int luasock_flags (const LuaSocket *ls);
/* Replaces the descriptor with a new one. Returns 0 or an errno. */
int luasock_create (LuaSocket *ls, int family, int proto);
void luasock_close (LuaSocket *ls);

typedef struct LuaSocketOp {
  Op op;                /* its socket is the first member of the object */
  uint32_t generation;  /* that of the object when the operation began */
  int64_t until;        /* the total timeout's deadline, if there is also a
                        ** block timeout */
} LuaSocketOp;

static inline LuaSocket *luasock_of (const LuaSocketOp *o) {
  return (LuaSocket *)o->op.s;
}

/* Initializes an operation. `fail` handles all errors, including EAGAIN for the
** timeout. */
void luasock_begin (LuaSocketOp *o, size_t size, const char *call, LuaSocket *ls,
                    short events, int (*step) (lua_State *, Op *),
                    int (*fail) (lua_State *, Op *, int));
/* Each step calls this first: 0, or -EBADF if the object has lost the descriptor
** that the operation began with. */
int luasock_ready (LuaSocketOp *o);
/* Bytes were transferred: restarts the block timeout, within the total one. */
void luasock_progressed (LuaSocketOp *o);

/* Push nil and LuaSocket's text for an error, or return that text. In an operation
** some errors have another text: a lost descriptor is "closed". */
int luasock_pusherror (lua_State *L, int errnum);
const char *luasock_text (int errnum);
const char *luasock_optext (const LuaSocketOp *o, int errnum);

static inline int luasock_success (lua_State *L) {
  lua_pushnumber(L, 1);
  return 1;
}

/* ---- the files that define methods ------------------------------------------- */

/* Creates the metatables, and sets the field `classes` of the table at `table`: the
** tables of methods by class. */
void luasock_open (lua_State *L, const Open *o, int table);
void luasock_stream_open (lua_State *L, const Open *o, int table);
void luasock_datagram_open (lua_State *L, const Open *o, int table);
void luasock_connect_open (lua_State *L, const Open *o, int table);
void luasock_option_open (lua_State *L, const Open *o, int table);
void luasock_select_open (lua_State *L, const Open *o, int table);

/* Adds the methods to each of the wanted classes in the field `classes`. */
void luasock_addmethods (lua_State *L, const Open *o, int table, unsigned wanted,
                         const luaL_Reg *methods);

#endif

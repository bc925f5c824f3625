/*
** face.h: the socket object of pysocket.luasocket, which follows the conventions
** of LuaSocket: its classes, and the start and end of an operation on it.
*/
#ifndef PYSOCKET_LUASOCKET_FACE_H
#define PYSOCKET_LUASOCKET_FACE_H

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
typedef struct Face {
  Socket s;             /* s.magic is the address of face_magic */
  int class;
  int family;           /* AF_UNSPEC until it is bound or connected */
  uint32_t generation;  /* the number of descriptors that it had before */
  double block, total;  /* of settimeout, in seconds; negative: none */
  ByteQueue in;         /* received and not yet read */
  double received, sent;  /* bytes, for getstats */
  int64_t birthday;
} Face;

extern const char face_magic;  /* only its address matters */

/* The object at `arg`, or NULL. */
static inline Face *face_test (lua_State *L, int arg) {
  Face *f = (Face *)lua_touserdata(L, arg);
  if (f != NULL && lua_rawlen(L, arg) == sizeof(Face) &&
      f->s.magic == &face_magic) return f;
  return NULL;
}

int face_typeerror (lua_State *L, unsigned wanted);
/* The object at 1 if it has one of these classes, else "bad argument". */
static inline Face *face_check (lua_State *L, unsigned classes) {
  Face *f = face_test(L, 1);
  if (f == NULL || !(IN(f->class) & classes)) face_typeerror(L, classes);
  return f;
}

/* The set of classes that the name of a class or a group means; 0: none. */
unsigned face_classes (const char *name);

/* Pushes a new object without a descriptor. */
Face *face_new (lua_State *L, int class, int family);
/* Changes the class of the object at `index`. */
void face_setclass (lua_State *L, int index, int class);
/* Stores a descriptor of the family, which was created with these flags of
** socket(2). Calls no Lua function. */
void face_adopt (Face *f, int fd, int family, int flags);
/* The flags for a new descriptor. */
int face_flags (const Face *f);
/* Replaces the descriptor with a new one. Returns 0 or an errno. */
int face_create (Face *f, int family, int proto);
void face_close (Face *f);

typedef struct FaceOp {
  Op op;
  Face *f;
  uint32_t generation;  /* that of the object when the operation began */
  int64_t until;        /* the total timeout's deadline, if there is also a
                        ** block timeout */
} FaceOp;

/* Initializes an operation. `fail` handles all errors, including EAGAIN for the
** timeout. */
void face_begin (FaceOp *o, size_t size, const char *call, Face *f,
                 short events, int (*step) (lua_State *, Op *),
                 int (*fail) (lua_State *, Op *, int));
/* Each step calls this first: 0, or -EBADF if the object has lost the descriptor
** that the operation began with. */
int face_ready (FaceOp *o);
/* Bytes were transferred: restarts the block timeout, within the total one. */
void face_progressed (FaceOp *o);

/* Push nil and LuaSocket's text for an error, or return that text. In an operation
** some errors have another text: a lost descriptor is "closed". */
int face_pusherror (lua_State *L, int errnum);
const char *face_text (int errnum);
const char *face_optext (const FaceOp *o, int errnum);

static inline int face_one (lua_State *L) {
  lua_pushnumber(L, 1);
  return 1;
}

/* ---- the files that define methods ------------------------------------------- */

/* Creates the metatables, and sets the field `classes` of the table at `table`: the
** tables of methods by class. */
void face_open (lua_State *L, const Open *o, int table);
void facestream_open (lua_State *L, const Open *o, int table);
void facedatagram_open (lua_State *L, const Open *o, int table);
void faceconnect_open (lua_State *L, const Open *o, int table);
void faceoption_open (lua_State *L, const Open *o, int table);
void faceselect_open (lua_State *L, const Open *o, int table);

/* Adds the methods to each of the wanted classes in the field `classes`. */
void face_addmethods (lua_State *L, const Open *o, int table, unsigned wanted,
                      const luaL_Reg *methods);

#endif

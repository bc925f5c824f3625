/*
** socket.h: the Socket object, the operation and the prototypes that all
** rooms share. A room is one .c file; each says what it offers here.
*/
#ifndef PYSOCKET_SOCKET_H
#define PYSOCKET_SOCKET_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1  /* accept4, ppoll, struct ucred */
#endif

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

#include <lauxlib.h>
#include <lua.h>

#if LUA_VERSION_NUM != 504
#error "pysocket needs Lua 5.4"
#endif

typedef struct State State;
typedef struct Socket Socket;
typedef struct Op Op;
typedef struct Address Address;
typedef struct Selection Selection;

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define NS_PER_S 1000000000
#define NS_PER_MS 1000000
#define NEVER_S 9.2e9  /* seconds: so many the clock cannot count */

/* A timeout in nanoseconds; these two stand for themselves. */
#define TIMEOUT_NONE ((int64_t)-1)    /* wait for ever: Python's None */
#define TIMEOUT_ZERO ((int64_t)0)     /* never wait: a non-blocking socket */
#define DEADLINE_UNSET ((int64_t)-2)  /* the wait has not begun */

/* ---- address.c ---------------------------------------------------------- */

struct Address {
  socklen_t len;
  union {
    struct sockaddr sa;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
    struct sockaddr_un un;
    struct sockaddr_storage ss;
  } u;
};

/* ---- what one Lua state needs: there are no globals --------------------- */

/* The text of the last IPv4 address, kept so that a peer that sends or is
** sent to again costs no conversion. `text` is anchored in the registry. */
typedef struct HostCache {
  const char *text;
  int ref;                  /* where: what luaL_ref gave */
  struct in_addr ip;
} HostCache;

struct State {
  lua_State *main;          /* the main thread: it lives as long as the state */
  int64_t default_timeout;  /* setdefaulttimeout */
  char *scratch;            /* the reused receive buffer (buffer.c) */
  void *scratch_memory;     /* what to free: scratch is aligned inside it */
  size_t scratch_size;
  HostCache host;
  int inet_ref;             /* the metatable of AF_INET's addresses */
  int64_t until;            /* from resolve_again to the method it goes on with */
  /* Set by loop.c only while a task runs. `suspend` keeps a copy of the
  ** operation, yields, and goes on with wait_run(L, copy) when it is ready;
  ** `share` lets the others run once the task had its fair share, and then
  ** returns the `n` results that lie on the stack. */
  int (*suspend)(lua_State *L, State *st, Op *op);
  int (*share)(lua_State *L, State *st, int n);
  /* Set by loop.c once there is a loop: wakes whoever waits on `fd`. */
  void (*closing)(State *st, int fd);
  void *loop;
  Selection *selections;    /* of tasks that wait for several (select.c) */
};

/* Every function and method of the core is a closure over these three. */
#define UP_STATE lua_upvalueindex(1)   /* State, a full userdata */
#define UP_SOCKET lua_upvalueindex(2)  /* metatable of new sockets */
#define UP_BUFFER lua_upvalueindex(3)  /* metatable of bytearrays and views */
#define NUPVALUES 3

static inline State *state_of (lua_State *L) {
  return (State *)lua_touserdata(L, UP_STATE);
}

/* ---- the Socket object --------------------------------------------------- */

struct Socket {
  const void *magic; /* sock_magic: tells a socket from any other userdata */
  int fd;            /* -1: closed, detached, or not yet made */
  int family, type, proto;
  int64_t timeout;
  State *state;
  int io_refs;       /* files made from it that are still open */
  char closed;       /* close() was called: the last file closes fd */
  char nonblocking;  /* the descriptor's own flag is set */
  char exhausted;    /* accept lacked descriptors: it was told (connect.c) */
  char watched;      /* loop.c: the loop's epoll knows it and tells each edge */
  char hungup;       /* loop.c: it told the end, an error or urgent data */
  char drained;      /* a short read left nothing: an edge comes before data */
  struct Lookup *lookups;  /* that its methods wait for (lookup.c) */
};

/* Room openers get the stack indices of what they fill. */
typedef struct Open {
  int module;      /* table: the module */
  int methods;     /* table: those of sockets */
  int state, socket_mt, buffer_mt;
} Open;

/* core.c */

/* Sets each function of `regs` into the table at `table`, as a closure over
** the three shared upvalues. */
void core_setfuncs (lua_State *L, const Open *o, int table,
                    const luaL_Reg *regs);

/* Pushes the three for a closure of its own: from the running function, and
** while a room is opened. */
static inline void core_pushupvalues (lua_State *L) {
  lua_pushvalue(L, UP_STATE);
  lua_pushvalue(L, UP_SOCKET);
  lua_pushvalue(L, UP_BUFFER);
}
static inline void core_pushshared (lua_State *L, const Open *o) {
  lua_pushvalue(L, o->state);
  lua_pushvalue(L, o->socket_mt);
  lua_pushvalue(L, o->buffer_mt);
}

/* next(t, key), for what __pairs gives. */
int core_next (lua_State *L);

/* If the argument `first` is a table, the keyword arguments `names` (ended by
** NULL) are taken from it and laid out as positional arguments from `first`
** on, missing ones nil. An unknown name is an error. */
void core_keywords (lua_State *L, int first, const char *const names[]);

/* Calls require for a room that is written in Lua, and pushes its result. */
void core_require (lua_State *L, const char *room);

/* An integer argument that must fit a C int, or `def` where it is absent. */
int core_checkint (lua_State *L, int arg);
static inline int core_optint (lua_State *L, int arg, int def) {
  if (lua_gettop(L) < arg || lua_isnil(L, arg)) return def;
  return core_checkint(L, arg);
}

/* ---- error.c: the sole raiser of system errors --------------------------- */

/* Raises the class for `errnum`. `call` names the operation ("connect");
** never returns; the int is for `return err_raise(...)`. */
int err_raise (lua_State *L, int errnum, const char *call);
/* The same; the value at `address` (a stack index, 0: none) becomes e.address,
** and `bytes_sent` (-1: none) e.bytes_sent. */
int err_raise_at (lua_State *L, int errnum, const char *call, int address,
                  lua_Integer bytes_sent);
int err_timeout (lua_State *L, const char *call, int address,
                 lua_Integer bytes_sent);
/* gaierror for an EAI code, of what was asked: "getaddrinfo 'host'".
** EAI_SYSTEM is raised as the error of `errnum`. */
int err_gai (lua_State *L, int eai, int errnum, const char *call, int host);
int err_herror (lua_State *L, int h_err, const char *call, int host);
/* An OSError that no errno stands for, in Python's words. */
int err_message (lua_State *L, const char *call, const char *message);
/* The same; the value at `arg` (a stack index, 0: none) becomes the field. */
int err_message_at (lua_State *L, const char *call, const char *message,
                    const char *field, int arg);
/* There is no memory: raises what Lua itself raises. As long as the state lives
** this is a string that needs no memory to be made. */
#define NO_MEMORY "not enough memory"
int err_memory (lua_State *L);
/* Pushes, without raising, an object of the class named `class`, with
** errno `errnum` (0: none) and the message on the top of the stack, which it
** replaces. For errors that Python raises with words of its own. */
void err_push (lua_State *L, const char *class, int errnum, const char *call);
/* Raises the object on the top of the stack, giving it its place (file:line)
** if it has none. */
int err_throw (lua_State *L);
/* Pushes the class of that name; 0: the module has none. */
int err_pushclass (lua_State *L, const char *name);
/* Asks the module at stack index `module` for each class. */
void err_all (lua_State *L, int module);
void err_open (lua_State *L, const Open *o);

/* ---- wait.c: the deadline, the one retry loop, the one place that waits -- */

/* One operation that may have to wait. A room embeds it at the head of a
** struct of its own with whatever the step needs. A task keeps a byte copy of
** that struct (`size` bytes) while it is suspended: so it must hold no pointer
** into itself or into the C stack, and what it points to must be anchored by
** the Lua stack (the arguments stay where they are). */
struct Op {
  /* One try. Leaves its results on the stack and returns their number, or
  ** leaves the stack as it was and returns -errno: -EAGAIN or -EINPROGRESS to
  ** wait for `events` and be called again, -EINTR to be called again at once,
  ** else to be raised. It may itself raise. */
  int (*step) (lua_State *L, Op *op);
  /* What to do about the errno that ended it; NULL: raise. (connect_ex) */
  int (*fail) (lua_State *L, Op *op, int errnum);
  const char *call;     /* its name in errors */
  Socket *s;            /* whose fd to wait on and whose close to notice */
  int64_t timeout;      /* bounds the whole operation */
  int64_t deadline;     /* DEADLINE_UNSET until it first has to wait */
  size_t size;
  size_t done;          /* bytes handed over so far (see `counts`) */
  int fd;               /* to wait on when s is NULL */
  short events;         /* POLLIN, POLLOUT; 0: try again after a short rest */
  unsigned char address;  /* stack index of the address argument, for errors */
  unsigned char counts;   /* a failure tells `done` as bytes_sent */
};

/* Fills the head for an operation on a socket. */
static inline void op_init (Op *op, size_t size, const char *call, Socket *s,
                            short events, int (*step) (lua_State *, Op *)) {
  op->step = step;
  op->fail = NULL;
  op->call = call;
  op->s = s;
  op->timeout = s != NULL ? s->timeout : TIMEOUT_NONE;
  op->deadline = DEADLINE_UNSET;
  op->size = size;
  op->done = 0;
  op->fd = -1;
  op->events = events;
  op->address = 0;
  op->counts = 0;
}

/* With MSG_DONTWAIT a socket without a timeout does not wait, not even where a
** task has made its descriptor non-blocking. The queue of errors never makes
** wait. */
static inline void op_heed (Op *op, int flags) {
  if ((flags & (MSG_DONTWAIT | MSG_ERRQUEUE)) && op->timeout == TIMEOUT_NONE)
    op->timeout = TIMEOUT_ZERO;
}

static inline State *op_state (lua_State *L, const Op *op) {
  return op->s != NULL ? op->s->state : state_of(L);
}
/* Goes on with an operation whose step returned `n`. */
int wait_on (lua_State *L, Op *op, int n);
/* Runs the operation to its end: returns the number of results, or raises.
** Always call it as `return wait_run(L, op)`: in a task it yields. Inline, so
** that a first try that succeeds is a direct call of the step. */
static inline int wait_run (lua_State *L, Op *op) {
  int n = op->step(L, op);
  if (n >= 0 && op_state(L, op)->share == NULL) return n;
  return wait_on(L, op, n);
}
/* Returns the `n` results of an operation that succeeded before it was
** prepared. In a task it may yield: `return wait_done(L, st, n)`. */
static inline int wait_done (lua_State *L, State *st, int n) {
  return st->share == NULL ? n : st->share(L, st, n);
}
/* Ends the operation with an errno: raises it, unless op->fail takes it. */
int wait_fail (lua_State *L, Op *op, int errnum);
/* The same for a timeout that ran out. */
int wait_timedout (lua_State *L, Op *op);
/* Runs Lua's hooks, so that Ctrl-C ends a call that a signal interrupted. */
void wait_hooks (lua_State *L, State *st);
/* For a step whose system call can itself wait, for several things at once
** (select.c): for how many milliseconds it may. -1: for ever; 0: not at all,
** as in a task, where the loop waits. */
int wait_left (const State *st, Op *op);
int64_t wait_now (void);                        /* monotonic, ns */
int64_t wait_deadline (int64_t timeout);        /* from now; none of none */
/* The argument as a timeout: seconds, nil for none. */
int64_t wait_checktimeout (lua_State *L, int arg);
void wait_pushtimeout (lua_State *L, int64_t timeout);

/* ---- address.c ------------------------------------------------------------ */

/* Parses the address at `arg` for the socket's family into *a; a wrong shape
** raises "bad argument". Returns 1, or 0 where a host name has to be looked up
** first: then `return resolve_again(L, s, arg, method)`. */
int addr_parse (lua_State *L, int arg, const Socket *s, Address *a);
/* Pushes an address as Python returns it (nil for an empty one). `proto` and
** `fd` matter to few families (CAN, PACKET, BLUETOOTH); fd may be -1. */
void addr_push (lua_State *L, const Socket *s, const Address *a);
/* Pushes the address argument as an address object that prints as Python
** prints it: what goes into an error. */
void addr_pushgiven (lua_State *L, int arg);
/* Pushes {host, port} resp. {host, port, flowinfo, scope_id} of an INET or
** INET6 sockaddr, for any room that has no socket at hand. */
void addr_pushinet (lua_State *L, State *st, const Address *a);
/* Pushes how Python prints the address at `index`, a string (a UNIX path, an
** abstract name) included. */
void addr_pushrepr (lua_State *L, int index);
void addr_open (lua_State *L, const Open *o);

/* What address.c shares with family.c and bluetooth.c, which have the rarer
** families, and with resolve.c. */

/* The items of an address that is a table. */
typedef struct Shape {
  const char *family;       /* "AF_INET" */
  const char *form;         /* "a table {host, port}" */
  const char *example;      /* "{\"127.0.0.1\", 8080}" */
  const char *const *names; /* of its items, ended by NULL */
  unsigned char required;   /* so many items must be there */
  unsigned char bytes;      /* bit i: item i prints as Python's bytes */
  unsigned char wide;       /* bit i: item i is an unsigned word of 64 bits */
} Shape;

typedef struct Family {
  int family;
  int proto;                /* -1: any */
  const Shape *shape;
  /* NULL: the kernel may give such an address, the caller cannot */
  int (*parse) (lua_State *L, int arg, const Socket *s, Address *a);
  /* *a is padded with zeros: no field of it lies beyond its end */
  void (*push) (lua_State *L, const Socket *s, const Address *a);
} Family;

extern const Family family_rows[], bluetooth_rows[];  /* ended by AF_UNSPEC */

/* Sets item `i` (from 1) of the table on the top of the stack. */
static inline void row_setinteger (lua_State *L, int i, lua_Integer n) {
  lua_pushinteger(L, n);
  lua_rawseti(L, -2, i);
}
static inline void row_setstring (lua_State *L, int i, const void *s,
                                  size_t len) {
  lua_pushlstring(L, (const char *)s, len);
  lua_rawseti(L, -2, i);
}
/* Makes the table on the top of the stack one of that shape: positions have
** names, and it prints as Python's tuple. A shape without a family is that of a
** row. */
void shape_set (lua_State *L, const Shape *shape);
/* Pushes the items of the address at `arg`, by position or else by name;
** missing optional ones are nil. Returns the stack index of the first. */
int shape_lay (lua_State *L, int arg, const Shape *shape);
/* Item `i` (from 0) of those laid out at `base`; an optional one is 0. */
lua_Integer shape_integer (lua_State *L, int arg, const Shape *shape,
                           int base, int i, lua_Integer lo, lua_Integer hi);
const char *shape_string (lua_State *L, int arg, const Shape *shape,
                          int base, int i, size_t *len);
/* "bad argument": the address is no such table; item `i` is wrong. */
int shape_error (lua_State *L, int arg, const Shape *shape, const char *what);
int shape_argerror (lua_State *L, int arg, const Shape *shape, int i,
                    const char *fmt, ...);
/* Takes over a sockaddr that was made in a variable of its own type. */
static inline void addr_put (Address *a, const void *sa, size_t size) {
  a->len = (socklen_t)size;
  memcpy(&a->u, sa, size);
}

/* Pushes {family, data}. */
void addr_pushraw (lua_State *L, const Address *a);
/* The name of the running method, for errors of the system. */
const char *addr_call (lua_State *L);

/* ---- buffer.c ------------------------------------------------------------- */

/* The kernel copies fastest to the start of one. */
#define CACHE_LINE ((size_t)64)

/* A bytearray or a view, as bytes; else "bad argument". */
const char *bytes_checkbuffer (lua_State *L, int arg, size_t *len);
/* The same of a string too: the usual case. */
static inline const char *bytes_check (lua_State *L, int arg, size_t *len) {
  const char *str = lua_tolstring(L, arg, len);
  return str != NULL ? str : bytes_checkbuffer(L, arg, len);
}
/* A bytearray or a view, as writable bytes. */
char *bytes_checkwritable (lua_State *L, int arg, size_t *len);
/* The same for any stack index: NULL where those would raise. */
const char *bytes_test (lua_State *L, int idx, size_t *len);
char *bytes_testwritable (lua_State *L, int idx, size_t *len);
/* The state's reused receive buffer, at least `size` bytes, aligned to a
** cache line; raises when there is no memory. Valid until the next call. */
char *bytes_scratch (lua_State *L, State *st, size_t size);
/* Gives an unusually large scratch buffer back, resp. any. */
void bytes_trim (State *st);
void bytes_free (State *st);
void buffer_open (lua_State *L, const Open *o);

/* ---- socket.c ------------------------------------------------------------- */

int sock_typeerror (lua_State *L, int arg);

extern const char sock_magic;  /* only its address matters */

/* Has it an end, which a receive without a byte tells? */
static inline int sock_isstream (const Socket *s) {
  return s->type == SOCK_STREAM || s->type == SOCK_SEQPACKET;
}

/* The socket at `arg` or NULL. Its size and its first word tell it from every
** other userdata; a comparison of metatables costs three times as much. */
static inline Socket *sock_test (lua_State *L, int arg) {
  Socket *s = (Socket *)lua_touserdata(L, arg);
  if (s != NULL && lua_rawlen(L, arg) == sizeof(Socket) &&
      s->magic == &sock_magic) return s;
  return NULL;
}

/* The socket at `arg`, else "bad argument". A closed one passes: its fd is -1
** and the system call says EBADF. */
static inline Socket *sock_check (lua_State *L, int arg) {
  Socket *s = sock_test(L, arg);
  if (s == NULL) sock_typeerror(L, arg);
  return s;
}

/* Pushes a socket object that owns nothing yet (fd = -1) and shows what the
** socket at `index` shows, unless the timeout of new sockets is another. */
Socket *sock_newlike (lua_State *L, int index);
/* Gives it its descriptor; no Lua call, so nothing can be lost. */
void sock_adopt (Socket *s, int fd, int family, int type, int proto);
/* Sets or clears the descriptor's own O_NONBLOCK; 0 or an errno. */
int sock_setnonblocking (Socket *s, int on);
/* Before a system call: in a task the descriptor must not block. */
static inline void sock_ready (Socket *s) {
  if (s->state->suspend != NULL && !s->nonblocking)
    (void)sock_setnonblocking(s, 1);
}
/* What a step returns that could not send to an address. poll knows nothing of
** a UNIX peer's full queue unless connected to it: rest, and try again. */
static inline int sock_sendfailed (Op *op, int errnum) {
  op->events = (short)(errnum == EAGAIN && op->s->family == AF_UNIX
                       ? 0 : POLLOUT);
  return -errnum;
}
/* The descriptor of an integer, a file of io.open or anything with a fileno
** method; "bad argument" when it is none of these or is negative. */
int sock_checkfd (lua_State *L, int arg);
/* The same for any stack index: where that would raise the reason, and -1 of
** what is closed or negative, FD_NONE of what is no descriptor. */
#define FD_NONE (-2)
int sock_testfd (lua_State *L, int idx, const char **reason);
/* socket.socket(...), the class's __call. */
int socket_call (lua_State *L);
void socket_open (lua_State *L, const Open *o);
void connect_open (lua_State *L, const Open *o);  /* bind, listen, accept … */

/* ---- class.c -------------------------------------------------------------- */

/* Lets the socket at `index` show its family, type, proto and timeout as
** fields: after sock_adopt, and when one of them has changed. */
void sock_setfields (lua_State *L, int index);
/* Pushes the metatable that shows the fields of `s`, to be set when nothing can
** fail any more. */
void sock_pushfields (lua_State *L, const Socket *s);
/* Pushes the table of sockets' methods, by name. */
void class_pushmethods (lua_State *L);
void class_open (lua_State *L, const Open *o);

/* ---- the other rooms ------------------------------------------------------ */

/* How much memory it takes to receive at most `size` bytes at once. */
size_t transfer_size (const Socket *s, size_t size, int flags);
void transfer_open (lua_State *L, const Open *o);
void message_open (lua_State *L, const Open *o);
void rights_open (lua_State *L, const Open *o);   /* send_fds, recv_fds */
void afalg_open (lua_State *L, const Open *o);
void sendfile_open (lua_State *L, const Open *o);
void stream_open (lua_State *L, const Open *o);  /* under makefile */
void option_open (lua_State *L, const Open *o);
/* Looks the host of the address at `arg` up, puts the numeric address in its
** place and calls `again` with the same arguments. In a task it yields. */
int resolve_again (lua_State *L, Socket *s, int arg, lua_CFunction again);
/* What such a method calls first of all: its deadline, of which the look-up has
** used some; DEADLINE_UNSET if there was none. */
static inline int64_t resolve_until (const Socket *s) {
  int64_t until = s->state->until;
  s->state->until = DEADLINE_UNSET;
  return until;
}
/* The socket closes: who waits for a look-up on its behalf is woken. */
void lookup_closing (Socket *s);
void resolve_open (lua_State *L, const Open *o);
void inet_open (lua_State *L, const Open *o);
/* Tells the tasks that wait for `fd` among others that it is being closed. */
void select_closed (State *st, int fd);
void select_open (lua_State *L, const Open *o);
void loop_open (lua_State *L, const Open *o);
/* Pushes the constant or the enumeration of that name; 0: there is none. */
int constants_push (lua_State *L, const char *name, size_t len);
/* Asks the module at stack index `module` for each. */
void constants_all (lua_State *L, int module);
void errno_open (lua_State *L, const Open *o);

#endif

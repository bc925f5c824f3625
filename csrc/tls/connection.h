/*
** connection.h: one TLS connection, be it over a socket or between two
** MemoryBIOs. Nothing here waits or calls Lua, but connection_raise.
*/
#ifndef PYSOCKET_TLS_CONNECTION_H
#define PYSOCKET_TLS_CONNECTION_H

#include "base/layer.h"
#include "tls/context.h"
#include "tls/fifo.h"

#include <openssl/ssl.h>

typedef struct Shared Shared;  /* what all connections of a state share */

/* What is wrong with one of the peer's certificates. */
typedef struct Problem {
  int code;   /* X509_V_ERR_... */
  int depth;  /* 0: its own, 1: that of its issuer */
} Problem;

#define PROBLEMS_MOST 32  /* of a connection */

typedef struct Connection {
  Layer layer;        /* first: of a socket, this is its layer. `kept` counts
                      ** the bytes in `out` */
  SSL *ssl;           /* NULL: not connected yet, or closed */
  State *state;
  Shared *shared;
  Fifo *in, *out;     /* records that were received, or are to be sent */
  Fifo own[2];        /* these, of a socket */
  int fd;             /* the socket's; -1: there is none */
  int error;          /* of sending, for the next who sends */
  int code;           /* SSL_ERROR_… of the last call */
  short events;       /* what to wait for after -EAGAIN */
  uint32_t process;   /* the one that used it last */
  uint64_t generation;  /* of the context's rules when it began */
  char server_side;
  char started;       /* the handshake has begun */
  char finished;      /* the handshake */
  char goodbye;       /* close_notify was sent */
  char arrived;       /* something has, since connection_note */
  char more;          /* the last call has not looked at all that was received */
  char broken;        /* a fatal error has ended it: OpenSSL is not called again */
  unsigned long reason;  /* OpenSSL's code for that error; 0: there is none */
  char told;          /* recv has raised that error */
  char cut;           /* OpenSSL has seen an end that is no close_notify */
  char foreign;       /* what comes is no TLS: OpenSSL says so */
  char busy;          /* inside OpenSSL, which calls back */
  char failed;        /* a callback: its error is on the caller's stack */
  lua_State *caller;  /* who has called OpenSSL, where that may call back */
  char asking;        /* the callback for the name waits for something */
  const lua_State *asker;  /* in which coroutine: it is only compared */
  char handshakes;    /* so does connect, as its last part */
  char ragged;        /* an end without close_notify is an error */
  char hello;         /* HELLO_… */
  unsigned char name_len;
  char name[255];     /* what a client asks for, where that is a question */
  int alert;          /* the answer of the callback: 0, or what ends it */
  Problem *problems;  /* what is wrong with the peer's certificates, where their
                      ** context records it, or NULL */
  int nproblems;
} Connection;

/* The user values of the userdata that is or belongs to a connection. */
enum {
  CONNECTION_STATE = 1, CONNECTION_CONTEXT, CONNECTION_HOSTNAME,
  CONNECTION_SESSION, CONNECTION_INCOMING, CONNECTION_OUTGOING,
  CONNECTION_SHARED, CONNECTION_VALUES = CONNECTION_SHARED
};

enum { HELLO_NONE, HELLO_EXPECTED, HELLO_ANSWERED };

/* The options that each connection has besides those of its context. */
#define CONNECTION_OPTIONS \
  (SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_RENEGOTIATION)

/* What the functions below return besides -errno, of which -EAGAIN means to wait
** for c->events, and -EINTR to try again. */
enum {
  CONNECTION_END = 0, CONNECTION_DONE = 1,
  CONNECTION_FAILED = -100000,  /* see connection_raise */
  CONNECTION_HELLO  /* the callback for the client's hello is to be called */
};

/* Pushes a connection that has no SSL yet, with the context at `context`. */
Connection *connection_push (lua_State *L, int context);
/* Makes its SSL. Raises. `call` as in tls_fail. */
void connection_begin (lua_State *L, Connection *c, const Context *context,
                       const char *call);
/* With the context's post_handshake_auth, the server may ask for the client's
** certificate after the handshake. */
void connection_offer (Connection *c, const Context *context);
/* `flags`: of recv, 0 where it may block. The number of bytes is in *n. */
int connection_handshake (Connection *c, int flags);
/* Its session was resumed, although its peer was not verified as it is to be. */
int connection_unverified (const Connection *c);
#define CONNECTION_UNVERIFIED \
  "the session that was resumed is one whose peer was not verified"
int connection_read (Connection *c, char *buf, size_t len, size_t *n,
                     int flags);
int connection_write (Connection *c, const char *data, size_t len, size_t *n,
                      int flags);
/* Sends close_notify and waits for the peer's. */
int connection_unwrap (Connection *c, int flags);
/* This process uses it. What another process has kept is not sent twice. */
void connection_use (Connection *c);
int connection_isours (const Connection *c);
/* Sends close_notify once. */
void connection_goodbye (Connection *c);
/* Would a read return something, be it the end or an error? -1: it is not known
** yet. */
int connection_ready (Connection *c, int arrived);
/* Tells select and epoll whether there is something that they have to look at.
** Returns whether it has just arrived, and nobody knows of it. */
int connection_note (Connection *c);
/* Sends what is kept: 0 or an errno. */
int connection_flush (Connection *c);
/* Frees what it has; nothing is sent. */
void connection_drop (Connection *c);
/* Its SSL object, or NULL if it was closed. Pushes a guard that keeps the object
** and what belongs to it: a finalizer may close the connection during any call of
** Lua. */
SSL *connection_hold (lua_State *L, const Connection *c);
/* Raises what made a function return CONNECTION_FAILED or, in a handshake,
** CONNECTION_END. */
int connection_raise (lua_State *L, const Connection *c, const char *call);
void connection_open (lua_State *L, const Open *o);

#endif

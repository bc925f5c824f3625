/*
** connection.h: one TLS connection, over a socket or between two MemoryBIOs. No
** function waits, and only connection_raise calls Lua.
*/
#ifndef PYSOCKET_TLS_CONNECTION_H
#define PYSOCKET_TLS_CONNECTION_H

#include "base/bytequeue.h"
#include "base/layer.h"
#include "tls/context.h"

#include <openssl/ssl.h>

typedef struct Shared Shared;  /* see record.h */

/* What is wrong with one of the peer's certificates. */
typedef struct Problem {
  int code;   /* X509_V_ERR_... */
  int depth;  /* 0: the peer's own, 1: that of its issuer, ... */
} Problem;

#define MAX_PROBLEMS 32  /* recorded for a connection */

typedef struct Connection {
  Layer layer;        /* first: the layer of its socket. layer.kept is the number
                      ** of bytes in `out` */
  SSL *ssl;           /* NULL: not connected yet, or closed */
  State *state;
  Shared *shared;
  ByteQueue *in, *out;  /* records that were received, or have to be sent */
  ByteQueue own[2];   /* these two, if there is a socket */
  int fd;             /* of the socket; -1: there is none */
  int error;          /* the errno of sending, which the next send raises */
  int received;       /* the errno of receiving, which the next recv raises */
  int code;           /* SSL_ERROR_… of the last call */
  short events;       /* what to wait for after -EAGAIN */
  uint32_t process;   /* the process that used it last */
  uint64_t generation;  /* of the context's rules when it began */
  char server_side;
  char started;       /* the handshake has begun */
  char finished;      /* the handshake has ended */
  char close_sent;    /* close_notify was sent */
  char arrived;       /* data has arrived since connection_note */
  char write_reads;   /* the last write has to wait for data */
  char more;          /* the last call has not processed all received records */
  char broken;        /* a fatal error has ended it: OpenSSL is not called again */
  unsigned long reason;  /* OpenSSL's code for that error, or 0 */
  char reported;      /* recv has raised that error */
  char told;          /* a call has raised `error` */
  char cut;           /* OpenSSL has seen an end without close_notify */
  char unverified;    /* broken, because the peer of the resumed session was not
                      ** verified, but has to be */
  char awaited;       /* a call that must not wait needs the end of the handshake,
                      ** after which the connection counts as readable */
  char foreign;       /* the peer does not send TLS; OpenSSL raises the error */
  char busy;          /* OpenSSL is running, which may call callbacks */
  char failed;        /* a callback failed: its error is on the caller's stack */
  lua_State *caller;  /* the coroutine that has called OpenSSL, for callbacks */
  char asking;        /* sni_callback is running */
  const lua_State *asker;  /* the coroutine that runs it: only compared */
  char handshakes;    /* connect does the handshake, too */
  char drained;       /* the last receive took all that had come */
  char ragged;        /* an end without close_notify is an error */
  char hello;         /* HELLO_… */
  unsigned char name_len;
  char name[255];     /* the server name that the client has sent */
  int alert;          /* the result of the callback; 0: none */
  Problem *problems;  /* those of the peer's certificates, if the context is
                      ** tolerant, else NULL */
  int nproblems;
} Connection;

/* The user values of a connection's userdata. */
enum {
  CONNECTION_STATE = 1, CONNECTION_CONTEXT, CONNECTION_HOSTNAME,
  CONNECTION_SESSION, CONNECTION_INCOMING, CONNECTION_OUTGOING,
  CONNECTION_SHARED, CONNECTION_VALUES = CONNECTION_SHARED
};

enum { HELLO_NONE, HELLO_EXPECTED, HELLO_ANSWERED };

/* The options that each connection has besides those of its context. */
#define CONNECTION_OPTIONS \
  (SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_RENEGOTIATION)

/* The results of the functions below, besides -errno: -EAGAIN means to wait for
** c->events, and -EINTR to try again. */
enum {
  CONNECTION_END = 0, CONNECTION_DONE = 1,
  CONNECTION_FAILED = -100000,  /* see connection_raise */
  CONNECTION_HELLO  /* sni_callback has to be called; above it: -errno */
};

/* Pushes a connection that has no SSL yet, with the context at `context`. */
Connection *connection_push (lua_State *L, int context);
/* Creates its SSL, or raises. `call` as in tls_fail. */
void connection_begin (lua_State *L, Connection *c, const Context *context,
                       const char *call);
/* Frees its SSL again and raises OpenSSL's error, after a failure that left it without
** one of its rules. */
int connection_unbegin (lua_State *L, Connection *c, const char *call);
/* If the context has post_handshake_auth, lets the server request the client's
** certificate after the handshake. */
void connection_offer (Connection *c, const Context *context);
#define CONNECTION_DRAINED (-1)
/* `flags` are those of recv: 0 if it may block. CONNECTION_DRAINED: there is nothing to
** receive. The number of bytes is in *n. */
int connection_handshake (Connection *c, int flags);
int connection_read (Connection *c, char *buf, size_t len, size_t *n,
                     int flags);
int connection_write (Connection *c, const char *data, size_t len, size_t *n,
                      int flags);
/* Sends close_notify and waits for the peer's. */
int connection_unwrap (Connection *c, int flags);
/* Call this before a use: if another process has used it, its unsent bytes are
** dropped, so that they are not sent twice. */
void connection_use (Connection *c);
int connection_isours (const Connection *c);
/* Sends close_notify once. */
void connection_close_notify (Connection *c);
/* Would a read return data, the end or an error? -1: it is not known yet. Continues
** the handshake of a connection that is opening. */
int connection_ready (Connection *c, int arrived);
/* Updates layer.busy. Returns 1 if data has arrived since the last call, and it still
** holds some, or a write waits for it. */
int connection_note (Connection *c);
/* Sends the kept bytes. Returns 0 or an errno. */
int connection_flush (Connection *c);
/* Frees all that it owns, and sends nothing. */
void connection_free (Connection *c);
/* Its SSL object, or NULL if it was closed. Pushes a guard that keeps the object
** alive, because a finalizer may close the connection during any call of Lua. */
SSL *connection_hold (lua_State *L, const Connection *c);
/* Raises the error for which a function returned CONNECTION_FAILED or, in a
** handshake, CONNECTION_END. */
int connection_raise (lua_State *L, const Connection *c, const char *call);

#endif

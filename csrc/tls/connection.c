/*
** connection.c: one TLS connection. record.c sends and receives its records.
*/
#include "base/error.h"
#include "base/own.h"
#include "base/process.h"
#include "tls/connection.h"
#include "tls/error.h"
#include "tls/failure.h"
#include "tls/guard.h"
#include "tls/record.h"

#include <openssl/err.h>
#include <poll.h>
#include <stdlib.h>

#define MAX_KEPT ((size_t)65536)  /* with more, a read sends first */
#define OBJECT_KB 16  /* OpenSSL's memory for a connection, for the collector */
#define MAX_RECORDS 32  /* without data, before the others have their turn */

/* ---- unsent bytes ---------------------------------------------------------- */

int connection_isours (const Connection *c) {
  return c->process == process_number(c->state);
}

void connection_use (Connection *c) {
  if (connection_isours(c)) return;
  record_forget(c);
  c->process = process_number(c->state);
}

int connection_flush (Connection *c) {
  size_t sent;
  if (!connection_isours(c)) return 0;
  if (c->error != 0 || c->layer.kept == 0) return c->error;
  if (c->fd < 0) return EAGAIN;
  sent = record_send(c, c->out->data + c->out->pos, c->layer.kept);
  bytequeue_advance(c->out, sent);
  c->layer.kept -= sent;
  if (c->error != 0 || c->layer.kept == 0) record_forget(c);
  if (c->error != 0) return c->error;
  return c->layer.kept > 0 ? EAGAIN : 0;
}

/* ---- calling OpenSSL ------------------------------------------------------ */

typedef struct Call {
  int (*f) (Connection *c, struct Call *call);
  char *into;
  const char *data;
  size_t len, n;
  int reads;  /* it has to receive first */
} Call;

/* Outside of tasks, only this wait can send the kept bytes. */
static int wait_for (Connection *c, short events, int err) {
  c->events = events;
  if (c->layer.kept > 0 && c->state->suspend == NULL)
    c->events = (short)(events | POLLOUT);
  return -err;
}

/* An SSLObject that ran out of memory for its records cannot continue. For a socket,
** the next write raises the error, and reads continue. */
static int is_lost (Connection *c) {
  if (c->fd >= 0 || c->error == 0) return 0;
  c->broken = 1;
  return 1;
}

/* Is there nothing in OpenSSL's buffers? Old versions of OpenSSL 3.0 would free them
** in the middle of a record too. */
static int are_buffers_unused (const Connection *c) {
  return !c->busy && !c->foreign && !c->in->eof && !SSL_has_pending(c->ssl);
}

/* With SSL_MODE_RELEASE_BUFFERS, OpenSSL allocates a buffer for each record, and an
** idle connection has none. Only the last one that `blocks` keeps its buffers. */
static void keep_buffers (Connection *c, int blocks) {
  const Connection *last = c->shared->last;
  if (last == c ? blocks : last == NULL && !blocks) return;
  if (last != NULL) {
    SSL_set_mode(last->ssl, SSL_MODE_RELEASE_BUFFERS);
    if (are_buffers_unused(last)) (void)SSL_free_buffers(last->ssl);
  }
  if (blocks) SSL_clear_mode(c->ssl, SSL_MODE_RELEASE_BUFFERS);
  c->shared->last = blocks ? c : NULL;
}

/* ERR_clear_error takes four times as long as ERR_peek_error. */
static void clear_errors (void) {
  if (ERR_peek_error() != 0) ERR_clear_error();
}

static int has_ended (const Connection *c) {
  return (SSL_get_shutdown(c->ssl) & SSL_RECEIVED_SHUTDOWN) != 0;
}

/* Does OpenSSL need another record? After the peer's close_notify it does not. */
static int must_pull (const Connection *c, const Call *call) {
  return call->reads && c->fd >= 0 && SSL_pending(c->ssl) == 0 && !has_ended(c);
}

/* A write after the connection's own close_notify is an error of the program: the peer
** may still send. */
static int is_fatal (unsigned long code) {
  return ERR_GET_LIB(code) != ERR_LIB_SSL ||
         ERR_GET_REASON(code) != SSL_R_PROTOCOL_IS_SHUTDOWN;
}

/* Keeps the newest error of OpenSSL's queue, which is the one that Python raises.
** After a fatal one, each later call fails with it, too. */
static int break_off (Connection *c) {
  c->reason = ERR_peek_last_error();
  c->broken = (char)is_fatal(c->reason);
  ERR_clear_error();
  return CONNECTION_FAILED;
}

/* May receiving another record block? Then Lua's hooks have to run first (-EINTR),
** because Ctrl-C may have come while OpenSSL computed. Calls that write are excluded:
** after -EINTR they would start from the beginning. */
static int may_block (Connection *c, const Call *call, int flags) {
  return flags == 0 && call->data == NULL && c->received == 0 && !record_ready(c);
}

/* A callback has closed the connection: drops what OpenSSL has written since. */
static int end_closed (Connection *c) {
  ERR_clear_error();
  bytequeue_free(&c->own[1]);
  return -EBADF;
}

/* Calls OpenSSL, and receives the records that it needs, until the call has ended. An
** SSLObject processes all records that it has, because nothing would call it again. */
static int run (Connection *c, Call *call, int flags) {
  int i, err, result;
  if (is_lost(c)) return -c->error;
  if (c->broken) return CONNECTION_FAILED;
  keep_buffers(c, c->fd >= 0 && flags == 0);
  c->more = 0;
  c->reason = 0;
  for (i = 0; i < MAX_RECORDS || c->fd < 0; i++) {
    if (call->reads && c->layer.kept > MAX_KEPT &&
        (err = connection_flush(c)) == EAGAIN)
      return wait_for(c, POLLOUT, err);
    if (must_pull(c, call)) {
      if (i > 0 && may_block(c, call, flags)) return -EINTR;
      if ((err = record_pull(c, flags)) != 0) return wait_for(c, POLLIN, err);
    }
    clear_errors();
    c->busy = 1;
    result = call->f(c, call);
    c->busy = 0;
    if (c->ssl == NULL) return end_closed(c);
    if (is_lost(c)) return -c->error;
    if (result > 0 && !c->failed) return CONNECTION_DONE;
    c->code = SSL_get_error(c->ssl, result);
    if (c->code == SSL_ERROR_ZERO_RETURN) return CONNECTION_END;
    if (c->code == SSL_ERROR_WANT_CLIENT_HELLO_CB) return CONNECTION_HELLO;
    if (c->code != SSL_ERROR_WANT_READ || c->failed) return break_off(c);
    if (c->fd < 0 && bytequeue_len(c->in) == 0 && !c->in->eof)
      return wait_for(c, POLLIN, EAGAIN);
    call->reads = 1;
  }
  c->more = 1;
  return wait_for(c, OP_TURN, EAGAIN);
}

/* A callback may close the connection, so this keeps the SSL until it returns. */
static int call_handshake (Connection *c, Call *call) {
  SSL *ssl = c->ssl;
  int result;
  (void)call;
  c->started = 1;
  SSL_up_ref(ssl);
  result = SSL_do_handshake(ssl);
  SSL_free(ssl);
  return result;
}

static int is_unverified (const Connection *c) {
  const Context *of = (const Context *)
    SSL_CTX_get_app_data(SSL_get_SSL_CTX(c->ssl));
  return SSL_session_reused(c->ssl) && (of == NULL || !of->tolerant) &&
         (SSL_get_verify_mode(c->ssl) & SSL_VERIFY_PEER) &&
         SSL_get_verify_result(c->ssl) != X509_V_OK;
}

int connection_handshake (Connection *c, int flags) {
  Call call = {.f = call_handshake, .reads = c->started};
  int result = run(c, &call, flags);
  if (result == CONNECTION_DONE && is_unverified(c)) {
    c->broken = c->unverified = 1;
    result = CONNECTION_FAILED;
  }
  if (result == CONNECTION_DONE) c->finished = 1;
  if (result == CONNECTION_HELLO) c->started = 0;  /* OpenSSL has the hello already */
  if (result != -EAGAIN && result != -EINTR) c->layer.opening = 0;
  return result;
}

static int call_read (Connection *c, Call *call) {
  return SSL_read_ex(c->ssl, call->into, call->len, &call->n);
}

int connection_read (Connection *c, char *buf, size_t len, size_t *n,
                     int flags) {
  Call call = {.f = call_read, .into = buf, .len = len, .reads = 1};
  int result = run(c, &call, flags);
  *n = call.n;
  return result;
}

static int call_write (Connection *c, Call *call) {
  return SSL_write_ex(c->ssl, call->data, call->len, &call->n);
}

int connection_write (Connection *c, const char *data, size_t len, size_t *n,
                      int flags) {
  Call call = {.f = call_write, .data = data, .len = len};
  int result = run(c, &call, flags);
  c->write_reads = (char)(call.reads && result == -EAGAIN);
  *n = call.n;
  return result;
}

static int call_shutdown (Connection *c, Call *call) {
  int result = SSL_shutdown(c->ssl);
  (void)call;
  c->close_sent = 1;
  return result == 0 ? SSL_shutdown(c->ssl) : result;
}

int connection_unwrap (Connection *c, int flags) {
  Call call = {.f = call_shutdown, .reads = c->close_sent};
  return run(c, &call, flags);
}

void connection_close_notify (Connection *c) {
  if (c->ssl == NULL || !c->finished || c->broken || c->close_sent) return;
  c->close_sent = 1;
  ERR_clear_error();
  (void)SSL_shutdown(c->ssl);
  ERR_clear_error();
}

/* Does it hold received bytes or whole records? */
static int connection_holds (const Connection *c) {
  return c->ssl != NULL &&
         (SSL_pending(c->ssl) > 0 || has_ended(c) || c->received != 0 ||
          (c->awaited && c->finished) ||
          (bytequeue_len(c->in) > 0 && record_ready((Connection *)c)));
}

static int call_peek (Connection *c, Call *call) {
  char byte;
  return SSL_peek_ex(c->ssl, &byte, 1, &call->n);
}

int connection_note (Connection *c) {
  int holds, news;
  if (c->fd < 0) return 0;
  record_giveback(c);
  holds = c->broken || c->more || connection_holds(c);
  news = c->arrived && (holds || c->write_reads);
  c->arrived = 0;
  layer_setbusy(c->state, &c->layer,
                c->layer.kept > 0 || holds || c->layer.opening);
  return news;
}

/* Does the result of a call mean that a read need not wait? An errno is kept for
** that read. */
static int is_ready (Connection *c, int result) {
  if (result == -EAGAIN || result == -EINTR) return 0;
  if (result < 0 && result > CONNECTION_HELLO) c->received = -result;
  return 1;
}

/* If a call has to do the handshake, it needs any record that has arrived. */
static int peek (Connection *c) {
  Call call = {.f = call_peek, .reads = 1};
  if (c->layer.opening) {
    connection_use(c);
    if (!is_ready(c, connection_handshake(c, MSG_DONTWAIT))) return 0;
    if (c->awaited) return 1;
  }
  return is_ready(c, c->finished ? run(c, &call, MSG_DONTWAIT)
                                 : -record_pull(c, MSG_DONTWAIT));
}

int connection_ready (Connection *c, int arrived) {
  if (c->ssl == NULL || c->broken || c->received != 0) return 1;
  if (SSL_pending(c->ssl) > 0 || (c->awaited && c->finished)) return 1;
  if (!arrived && !c->more && !connection_holds(c) && !c->in->eof) return 0;
  if (peek(c)) return 1;
  return c->more ? -1 : 0;
}

/* ---- creating and freeing ------------------------------------------------- */

Connection *connection_push (lua_State *L, int context) {
  Connection *c = (Connection *)lua_newuserdatauv(L, sizeof *c,
                                                  CONNECTION_VALUES);
  memset(c, 0, sizeof *c);
  c->state = state_of(L);
  c->fd = -1;
  c->in = &c->own[0];
  c->out = &c->own[1];
  own_get(L, OWN_BIO);
  c->shared = (Shared *)lua_touserdata(L, -1);
  lua_setiuservalue(L, -2, CONNECTION_SHARED);
  own_anchor(L);
  lua_pushvalue(L, context);
  lua_setiuservalue(L, -2, CONNECTION_CONTEXT);
  return c;
}

void connection_offer (Connection *c, const Context *context) {
  int mode = SSL_get_verify_mode(c->ssl);
  if (!context->post_handshake_auth) return;
  if (!c->server_side) SSL_set_post_handshake_auth(c->ssl, 1);
  else if (mode & SSL_VERIFY_PEER)
    SSL_set_verify(c->ssl, mode | SSL_VERIFY_POST_HANDSHAKE, NULL);
}

int connection_unbegin (lua_State *L, Connection *c, const char *call) {
  SSL *ssl = c->ssl;
  c->ssl = NULL;
  SSL_free(ssl);
  return tls_fail(L, call);
}

void connection_begin (lua_State *L, Connection *c, const Context *context,
                       const char *call) {
  BIO *b;
  ERR_clear_error();
  if (context->tolerant && c->problems == NULL) {
    c->problems = (Problem *)malloc(MAX_PROBLEMS * sizeof *c->problems);
    if (c->problems == NULL) err_memory(L);
  }
  c->ssl = SSL_new(context->ctx);
  if (c->ssl == NULL || !SSL_set_app_data(c->ssl, c))
    connection_unbegin(L, c, call);
  b = record_newbio(c);
  if (b == NULL) connection_unbegin(L, c, call);
  SSL_set_bio(c->ssl, b, b);
  SSL_clear_mode(c->ssl, SSL_MODE_AUTO_RETRY);
  SSL_set_mode(c->ssl, SSL_MODE_ENABLE_PARTIAL_WRITE |
                       SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                       SSL_MODE_RELEASE_BUFFERS);
  SSL_set_options(c->ssl, CONNECTION_OPTIONS);
  c->process = process_number(c->state);
  SSL_set_read_ahead(c->ssl, 0);
  c->generation = context->generation;
  if (c->server_side) SSL_set_accept_state(c->ssl);
  else {
    /* session.c checks the sessions of clients. OpenSSL's session id context would
    ** refuse pre-shared keys in TLS 1.3. */
    SSL_set_connect_state(c->ssl);
    (void)SSL_set_session_id_context(c->ssl, (const unsigned char *)"", 0);
  }
  connection_offer(c, context);
  if (lua_gc(L, LUA_GCISRUNNING)) lua_gc(L, LUA_GCSTEP, OBJECT_KB);
}

void connection_free (Connection *c) {
  SSL *ssl = c->ssl;
  layer_setbusy(c->state, &c->layer, 0);
  if (c->shared->last == c) c->shared->last = NULL;
  c->ssl = NULL;
  c->fd = -1;
  bytequeue_free(&c->own[0]);
  bytequeue_free(&c->own[1]);
  c->layer.kept = 0;
  free(c->problems);
  c->problems = NULL;
  c->nproblems = 0;
  SSL_free(ssl);
}

static void free_ssl (void *ssl) {
  SSL_free((SSL *)ssl);
}

SSL *connection_hold (lua_State *L, const Connection *c) {
  Guard *g = guard_push(L);
  if (c->ssl == NULL) return NULL;
  SSL_up_ref(c->ssl);
  guard_keep(g, c->ssl, free_ssl);
  return c->ssl;
}

/* ---- errors --------------------------------------------------------------- */

int connection_raise (lua_State *L, const Connection *c, const char *call) {
  SSL *ssl;
  if (c->unverified) {
    lua_pushliteral(L, "the peer of the resumed session was not verified");
    err_push(L, "SSLError", SSL_ERROR_SSL, call);
    return err_throw(L);
  }
  if (c->cut && c->reason == 0)
    return failure_code(L, SSL_ERROR_EOF, call);
  if (c->code == SSL_ERROR_ZERO_RETURN)
    return failure_code(L, c->code, call);
  ssl = connection_hold(L, c);
  if (ssl == NULL) return err_raise(L, EBADF, call);
  return failure_raise(L, ssl, c->reason, call);
}

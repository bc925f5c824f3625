/*
** tls.h: streams, with or without TLS, for peer.c and limit.c. They use OpenSSL's
** own socket BIO. The peer accepts only TLS 1.3, AES-256-GCM and X25519. The sides
** have default settings, so they all use these, too.
*/
#ifndef BENCH_TLS_H
#define BENCH_TLS_H

#include "bench.h"

typedef struct Stream {
  int fd;
  struct ssl_st *ssl;      /* NULL: without TLS */
} Stream;

typedef struct ssl_session_st Session;

static inline int is_tls (const char *kind) {
  return strcmp(kind, "tls") == 0;
}

#ifdef BENCH_TLS

#include <openssl/err.h>
#include <openssl/ssl.h>

static inline void tls_die (const char *what) {
  fprintf(stderr, "%s: ", what);
  ERR_print_errors_fp(stderr);
  exit(1);
}

static int tls_chooses;    /* this is the peer */

static inline int tls_choose (SSL_CTX *ctx) {
  return SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) &&
         SSL_CTX_set_ciphersuites(ctx, "TLS_AES_256_GCM_SHA384") &&
         SSL_CTX_set1_groups_list(ctx, "X25519");
}

/* The file contains a key and its certificate, which clients trust. */
static inline SSL_CTX *tls_context (int server, const char *file) {
  static SSL_CTX *made[2];
  SSL_CTX *ctx = made[server];
  int ok;
  if (ctx != NULL) return ctx;
  ctx = made[server] = SSL_CTX_new(server ? TLS_server_method()
                                          : TLS_client_method());
  if (ctx == NULL) tls_die("SSL_CTX_new");
  /* A side that closes without close_notify leaves a session to resume. */
  SSL_CTX_set_options(ctx, SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_verify(ctx, server ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, NULL);
  ok = server
    ? SSL_CTX_use_certificate_chain_file(ctx, file) &&
      SSL_CTX_use_PrivateKey_file(ctx, file, SSL_FILETYPE_PEM)
    : SSL_CTX_load_verify_locations(ctx, file, NULL);
  if (!ok || (tls_chooses && !tls_choose(ctx))) tls_die(file);
  return ctx;
}

/* Creates both contexts now rather than with the first connection. */
static inline void tls_contexts (const char *file, int chooses) {
  tls_chooses = chooses;
  tls_context(0, file);
  tls_context(1, file);
}

/* Prepares TLS. The handshake is done by the first read or write. */
static inline void stream_prepare (Stream *s, int server, const char *file,
                                   Session *session) {
  s->ssl = SSL_new(tls_context(server, file));
  if (s->ssl == NULL || !SSL_set_fd(s->ssl, s->fd)) tls_die("SSL_new");
  if (server) SSL_set_accept_state(s->ssl);
  else {
    SSL_set_connect_state(s->ssl);
    if (!SSL_set_tlsext_host_name(s->ssl, "localhost") ||
        !SSL_set1_host(s->ssl, "localhost") ||
        (session != NULL && !SSL_set_session(s->ssl, session)))
      tls_die("SSL_set1_host");
  }
}

static inline void stream_handshake (const Stream *s) {
  if (SSL_do_handshake(s->ssl) != 1) tls_die("SSL_do_handshake");
}

static inline int stream_resumed (const Stream *s) {
  return SSL_session_reused(s->ssl);
}

static inline ssize_t stream_send (const Stream *s, const char *data,
                                   size_t len) {
  if (s->ssl == NULL) return send(s->fd, data, len, MSG_NOSIGNAL);
  return SSL_write(s->ssl, data, (int)len);
}

static inline ssize_t stream_recv (const Stream *s, char *buf, size_t len,
                                   int flags) {
  if (s->ssl == NULL) return recv(s->fd, buf, len, flags);
  return SSL_read(s->ssl, buf, (int)len);
}

/* Has the stream ended? Otherwise there is only nothing to receive now. */
static inline int stream_ended (const Stream *s, ssize_t n) {
  if (s->ssl == NULL) return n == 0;
  return n <= 0 && SSL_get_error(s->ssl, (int)n) != SSL_ERROR_WANT_READ;
}

static inline Session *stream_session (const Stream *s) {
  return SSL_get1_session(s->ssl);
}

static inline void stream_close (const Stream *s) {
  if (s->ssl != NULL) {
    SSL_shutdown(s->ssl);
    SSL_free(s->ssl);
    ERR_clear_error();
  }
  close(s->fd);
}

/* A context for clients, with the certificates that this system trusts. */
static inline void tls_default_context (void) {
  SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
  if (ctx == NULL || !SSL_CTX_set_default_verify_paths(ctx))
    tls_die("SSL_CTX_set_default_verify_paths");
}

#else

static inline void no_tls (void) {
  fputs("built without OpenSSL\n", stderr);
  exit(1);
}

#define stream_prepare(s, server, file, session) \
  ((void)(s), (void)(file), (void)(session), no_tls())
#define tls_contexts(file, chooses) no_tls()
#define stream_handshake(s) no_tls()
#define stream_resumed(s) ((void)(s), 0)
#define stream_send(s, data, len) send((s)->fd, data, len, MSG_NOSIGNAL)
#define stream_recv(s, buf, len, flags) recv((s)->fd, buf, len, flags)
#define stream_ended(s, n) ((n) == 0)
#define stream_session(s) ((void)(s), no_tls(), (Session *)NULL)
#define stream_close(s) close((s)->fd)
#define tls_default_context() no_tls()

#endif

/* Connects and, with TLS, does the handshake. A session that is given must be
** resumed. */
static inline Stream stream_connect (const char *kind, const char *address,
                                     const char *file, Session *session) {
  Stream s = {connect_socket(kind, address), NULL};
  if (!is_tls(kind)) return s;
  stream_prepare(&s, 0, file, session);
  stream_handshake(&s);
  if (session != NULL && !stream_resumed(&s)) die("session");
  return s;
}

#endif

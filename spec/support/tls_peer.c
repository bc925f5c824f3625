/*
** tls_peer.c: a TLS peer that updates its keys and sends tickets at any time, which common
** programs do not.
**
**   tls_peer client|server PORT CERTIFICATE COUNT
**
** Connects to that port of this machine and does the handshake as that side. Then it updates
** its keys COUNT times and requests an update from the other side each time. It reads nothing
** as long as it can send. A server also sends tickets in between. Finally it sends "done\n",
** reads a line and prints it.
*/
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static SSL *ssl;
static int fd;
static char line[1000];
static size_t len;

static void fail (const char *what) {
  perror(what);
  ERR_print_errors_fp(stderr);
  exit(1);
}

static void connect_to (int port) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
  int size = 16384;
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  fd = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  if (connect(fd, (struct sockaddr *)&a, sizeof a) < 0) fail("connect");
}

static void shake_hands (int server, const char *certificate) {
  SSL_CTX *ctx = SSL_CTX_new(TLS_method());
  if (server && (SSL_CTX_use_certificate_chain_file(ctx, certificate) != 1 ||
                 SSL_CTX_use_PrivateKey_file(ctx, certificate,
                                             SSL_FILETYPE_PEM) != 1))
    fail("certificate");
  ssl = SSL_new(ctx);
  SSL_set_fd(ssl, fd);
  if (server) SSL_set_accept_state(ssl);
  else SSL_set_connect_state(ssl);
  if (SSL_do_handshake(ssl) != 1) fail("handshake");
  fcntl(fd, F_SETFL, O_NONBLOCK);
}

/* Reads the records that have arrived. They may contain only the other side's updates. */
static void drain (void) {
  int n = SSL_read(ssl, line + len, (int)(sizeof line - len));
  if (n > 0) len += (size_t)n;
  else if (SSL_get_error(ssl, n) != SSL_ERROR_WANT_READ &&
           SSL_get_error(ssl, n) != SSL_ERROR_WANT_WRITE) fail("read");
}

static void wait_for (short events) {
  struct pollfd p = {fd, events, 0};
  if (poll(&p, 1, 20000) != 1) fail("poll");
}

/* Handles a failed attempt to send. The reason may be data that has to be read first. */
static void retry (int result) {
  if (SSL_get_error(ssl, result) == SSL_ERROR_WANT_WRITE)
    wait_for(POLLIN | POLLOUT);
  else if (SSL_get_error(ssl, result) == SSL_ERROR_WANT_READ) wait_for(POLLIN);
  else fail("send");
  drain();
}

/* Sends a pending message of the protocol after the handshake. */
static void send_message (void) {
  int n;
  while ((n = SSL_do_handshake(ssl)) != 1) retry(n);
}

int main (int argc, char **argv) {
  long i;
  int n;
  if (argc != 5) return 2;
  connect_to(atoi(argv[2]));
  shake_hands(strcmp(argv[1], "server") == 0, argv[3]);
  for (i = atol(argv[4]); i > 0; i--) {
    if (i % 50 == 0 && SSL_is_server(ssl)) {
      if (SSL_new_session_ticket(ssl) != 1) fail("ticket");
      send_message();
    }
    if (SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED) != 1) fail("update");
    send_message();
  }
  while ((n = SSL_write(ssl, "done\n", 5)) <= 0) retry(n);
  while (len == 0 || line[len - 1] != '\n') {
    wait_for(POLLIN);
    drain();
  }
  fwrite(line, 1, len, stdout);
  SSL_shutdown(ssl);
  return 0;
}

/*
** limit.c: the C side, which shows the lowest possible cost: each test in plain C,
** with the same structure as the scripts in sides/. See peer.c for the arguments
** and the protocol.
*/
#include "tls.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

typedef struct Test {
  const char *kind, *address, *file;
  size_t size;
  long count;
  int fd;                  /* the same as that of the stream, if there is one */
  Stream s;
  char *buf;               /* of `size` bytes, at the start of a page */
} Test;

static void ready (int port) {
  char line[32];
  if (port != 0) printf("ready %d\n", port);
  else puts("ready");
  fflush(stdout);
  if (fgets(line, sizeof line, stdin) == NULL) exit(1);
}

static void connect_peer (Test *t) {
  t->s = stream_connect(t->kind, t->address, t->file, NULL);
  t->fd = t->s.fd;
  no_delay(t->fd);
  ready(0);
}

static void pingpong (Test *t) {
  long i;
  connect_peer(t);
  for (i = 0; i < t->count; i++) {
    size_t got = 0;
    if (stream_send(&t->s, t->buf, t->size) < 0) die("send");
    while (got < t->size) {
      ssize_t n = stream_recv(&t->s, t->buf + got, t->size - got, 0);
      if (n <= 0) die("recv");
      got += (size_t)n;
    }
  }
}

static void send_bulk (Test *t) {
  long i;
  connect_peer(t);
  for (i = 0; i < t->count; i++) {
    size_t done = 0;
    while (done < t->size) {
      ssize_t n = stream_send(&t->s, t->buf + done, t->size - done);
      if (n < 0) die("send");
      done += (size_t)n;
    }
  }
}

/* Receives `count` KiB. */
static void recv_bulk (Test *t) {
  long long left = (long long)t->count * 1024;
  connect_peer(t);
  while (left > 0) {
    ssize_t n = stream_recv(&t->s, t->buf, t->size, 0);
    if (n <= 0) die("recv");
    left -= n;
  }
}

static void send_file (Test *t) {
  long i;
  connect_peer(t);
  for (i = 0; i < t->count; i++) {
    int file = open(t->file, O_RDONLY | O_CLOEXEC);
    off_t offset = 0;
    while (offset < (off_t)t->size)
      if (sendfile(t->fd, file, &offset, t->size - (size_t)offset) <= 0)
        die("sendfile");
    close(file);
  }
}

static void lines (Test *t) {
  char *line = NULL;
  size_t size = 0;
  long i;
  FILE *f;
  connect_peer(t);
  f = fdopen(t->fd, "r");
  for (i = 0; i < t->count; i++)
    if (getline(&line, &size, f) != 64) die("getline");
}

static void connect_and_close (const Test *t, Session *session) {
  long i;
  ready(0);
  for (i = 0; i < t->count; i++) {
    Stream s = stream_connect(t->kind, t->address, t->file, session);
    stream_close(&s);
  }
}

static void connect_close (Test *t) {
  connect_and_close(t, NULL);
}

/* Resumes the session of a first connection. */
static void resume (Test *t) {
  char c;
  t->s = stream_connect(t->kind, t->address, t->file, NULL);
  if (stream_recv(&t->s, &c, 1, 0) != 1) die("recv");
  connect_and_close(t, stream_session(&t->s));
}

static void accept_close (Test *t) {
  long i;
  t->fd = open_socket(t->kind, t->address);
  ready(port_of(t->fd));
  for (i = 0; i < t->count; i++) {
    Address a;
    socklen_t len = sizeof a;
    Stream s = {accept4(t->fd, &a.sa, &len, SOCK_CLOEXEC), NULL};
    if (s.fd < 0) die("accept");
    if (is_tls(t->kind)) {
      stream_prepare(&s, 1, t->file, NULL);
      stream_handshake(&s);
    }
    stream_close(&s);
  }
}

static void udp_sendto (Test *t) {
  Address a;
  socklen_t len = fill_address(&a, t->kind, t->address);
  long i;
  t->fd = new_socket(t->kind);
  ready(0);
  for (i = 0; i < t->count; i++)
    if (sendto(t->fd, t->buf, t->size, 0, &a.sa, len) < 0) die("sendto");
}

static void udp_send (Test *t) {
  long i;
  connect_peer(t);
  for (i = 0; i < t->count; i++)
    if (send(t->fd, t->buf, t->size, 0) < 0) die("send");
}

static void udp_recvfrom (Test *t) {
  long i;
  t->fd = open_socket(t->kind, "0");
  ready(port_of(t->fd));
  for (i = 0; i < t->count; i++) {
    Address a;
    socklen_t len = sizeof a;
    if (recvfrom(t->fd, t->buf, t->size, 0, &a.sa, &len) < 0) die("recvfrom");
  }
}

static void udp_recv (Test *t) {
  long i;
  t->fd = connect_socket(t->kind, t->address);
  ready(port_of(t->fd));
  for (i = 0; i < t->count; i++)
    if (recv(t->fd, t->buf, t->size, 0) < 0) die("recv");
}

static void would_block (Test *t) {
  long i;
  connect_peer(t);
  if (fcntl(t->fd, F_SETFL, O_NONBLOCK) < 0) die("fcntl");
  for (i = 0; i < t->count; i++)
    if (recv(t->fd, t->buf, t->size, 0) >= 0) die("recv");
}

/* Measures only the loop, because C already has the descriptor. */
static void fileno_of (Test *t) {
  volatile int fd;
  long i;
  connect_peer(t);
  for (i = 0; i < t->count; i++) fd = t->fd;
  (void)fd;
}

static void one_byte_in (Test *t) {
  long i;
  connect_peer(t);
  for (i = 0; i < t->count; i++)
    if (recv(t->fd, t->buf, 1, 0) != 1) die("recv");
}

/* The server's connections, by descriptor. */
static Stream served[1 << 16];

static void serve_one (const Test *t, int ep) {
  struct epoll_event e = {.events = EPOLLIN | EPOLLET};
  int fd = accept4(t->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return;
  no_delay(fd);
  e.data.fd = fd;
  if (fd >= 1 << 16 || epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e) < 0)
    die("epoll_ctl");
  served[fd] = (Stream){fd, NULL};
  if (is_tls(t->kind)) stream_prepare(&served[fd], 1, t->file, NULL);
}

static void echo_one (const Stream *s) {
  char buf[4096];
  ssize_t n = stream_recv(s, buf, sizeof buf, 0);
  if (n > 0) (void)stream_send(s, buf, (size_t)n);
  else if (stream_ended(s, n)) stream_close(s);
}

/* Runs until it is killed. */
static void echo_server (Test *t) {
  struct epoll_event events[256], e = {.events = EPOLLIN};
  int ep = epoll_create1(EPOLL_CLOEXEC);
  e.data.fd = t->fd = open_socket(t->kind, t->address);
  if (epoll_ctl(ep, EPOLL_CTL_ADD, t->fd, &e) < 0) die("epoll_ctl");
  printf("ready %d\n", port_of(t->fd));
  fflush(stdout);
  for (;;) {
    int i, n = epoll_wait(ep, events, 256, -1);
    for (i = 0; i < n; i++) {
      if (events[i].data.fd == t->fd) serve_one(t, ep);
      else echo_one(&served[events[i].data.fd]);
    }
  }
}

/* Creates only one context, so that it is the first of the process. */
static void first_context (Test *t) {
  (void)t;
  ready(0);
  tls_default_context();
}

static void second_context (Test *t) {
  (void)t;
  tls_default_context();
  ready(0);
  tls_default_context();
}

static const struct { const char *row; void (*run) (Test *); } tests[] = {
  {"pingpong", pingpong}, {"send", send_bulk}, {"recv", recv_bulk},
  {"recv_into", recv_bulk}, {"sendfile", send_file}, {"lines", lines},
  {"connect", connect_close}, {"accept", accept_close},
  {"resume", resume}, {"accept_resumed", accept_close},
  {"first_context", first_context}, {"second_context", second_context},
  {"sendto", udp_sendto}, {"recvfrom", udp_recvfrom},
  {"udp_send", udp_send}, {"udp_recv", udp_recv},
  {"would_block", would_block}, {"fileno", fileno_of},
  {"send_one", send_bulk}, {"recv_one", one_byte_in}, {"echo", echo_server}, {NULL, NULL}
};

int main (int argc, char **argv) {
  static Test t;
  int i;
  if (argc != 7) return 2;
  t.kind = argv[2];
  t.size = (size_t)atol(argv[3]);
  t.count = atol(argv[4]);
  t.address = argv[5];
  t.file = argv[6];
  if (posix_memalign((void **)&t.buf, 4096, t.size + 4096) != 0) die("memory");
  memset(t.buf, 'x', t.size);
  if (is_tls(t.kind)) tls_contexts(t.file, 0);
  for (i = 0; tests[i].row != NULL; i++) {
    if (strcmp(tests[i].row, argv[1]) != 0) continue;
    tests[i].run(&t);
    puts("done");
    fflush(stdout);
    return getchar() != EOF;
  }
  return 2;
}

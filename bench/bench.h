/*
** bench.h: what peer.c and limit.c share: arguments, sockets, clocks.
*/
#ifndef BENCH_H
#define BENCH_H

#define _GNU_SOURCE 1

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define BACKLOG 4096

typedef union Address {
  struct sockaddr sa;
  struct sockaddr_in in;
  struct sockaddr_un un;
} Address;

static inline void die (const char *what) {
  perror(what);
  exit(1);
}

static inline int64_t clock_ns (clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* `address` is a path for "unix", otherwise a port on 127.0.0.1. Returns the length
** of the result. */
static inline socklen_t fill_address (Address *a, const char *kind,
                                      const char *address) {
  memset(a, 0, sizeof *a);
  if (strcmp(kind, "unix") == 0) {
    a->un.sun_family = AF_UNIX;
    strncpy(a->un.sun_path, address, sizeof a->un.sun_path - 1);
    return sizeof a->un;
  }
  a->in.sin_family = AF_INET;
  a->in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  a->in.sin_port = htons((uint16_t)atoi(address));
  return sizeof a->in;
}

static inline int new_socket (const char *kind) {
  int fd = socket(strcmp(kind, "unix") == 0 ? AF_UNIX : AF_INET,
                  (strcmp(kind, "udp") == 0 ? SOCK_DGRAM : SOCK_STREAM) |
                  SOCK_CLOEXEC, 0);
  if (fd < 0) die("socket");
  return fd;
}

static inline int port_of (int fd) {
  Address a;
  socklen_t len = sizeof a;
  if (getsockname(fd, &a.sa, &len) < 0) die("getsockname");
  return a.sa.sa_family == AF_INET ? ntohs(a.in.sin_port) : 0;
}

/* Returns a socket bound to that address. It listens unless it is for datagrams. */
static inline int open_socket (const char *kind, const char *address) {
  Address a;
  socklen_t len = fill_address(&a, kind, address);
  int fd = new_socket(kind);
  if (bind(fd, &a.sa, len) < 0) die("bind");
  if (strcmp(kind, "udp") != 0 && listen(fd, BACKLOG) < 0) die("listen");
  return fd;
}

static inline int connect_socket (const char *kind, const char *address) {
  Address a;
  socklen_t len = fill_address(&a, kind, address);
  int fd = new_socket(kind);
  if (connect(fd, &a.sa, len) < 0) die("connect");
  return fd;
}

static inline void no_delay (int fd) {
  int on = 1;
  (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

#endif

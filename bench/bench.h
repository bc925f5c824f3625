/*
** bench.h: shared by peer.c and limit.c: arguments, sockets, clocks.
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

typedef union Place {
  struct sockaddr sa;
  struct sockaddr_in in;
  struct sockaddr_un un;
} Place;

static inline void die (const char *what) {
  perror(what);
  exit(1);
}

static inline int64_t clock_ns (clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* A path for "unix", otherwise a port of 127.0.0.1. Returns the length of the
** address. */
static inline socklen_t place_of (Place *p, const char *kind,
                                  const char *place) {
  memset(p, 0, sizeof *p);
  if (strcmp(kind, "unix") == 0) {
    p->un.sun_family = AF_UNIX;
    strncpy(p->un.sun_path, place, sizeof p->un.sun_path - 1);
    return sizeof p->un;
  }
  p->in.sin_family = AF_INET;
  p->in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  p->in.sin_port = htons((uint16_t)atoi(place));
  return sizeof p->in;
}

static inline int new_socket (const char *kind) {
  int fd = socket(strcmp(kind, "unix") == 0 ? AF_UNIX : AF_INET,
                  (strcmp(kind, "udp") == 0 ? SOCK_DGRAM : SOCK_STREAM) |
                  SOCK_CLOEXEC, 0);
  if (fd < 0) die("socket");
  return fd;
}

static inline int port_of (int fd) {
  Place p;
  socklen_t len = sizeof p;
  if (getsockname(fd, &p.sa, &len) < 0) die("getsockname");
  return p.sa.sa_family == AF_INET ? ntohs(p.in.sin_port) : 0;
}

/* A socket bound to that address. It listens, unless it is for datagrams. */
static inline int open_place (const char *kind, const char *place) {
  Place p;
  socklen_t len = place_of(&p, kind, place);
  int fd = new_socket(kind);
  if (bind(fd, &p.sa, len) < 0) die("bind");
  if (strcmp(kind, "udp") != 0 && listen(fd, BACKLOG) < 0) die("listen");
  return fd;
}

static inline int connect_place (const char *kind, const char *place) {
  Place p;
  socklen_t len = place_of(&p, kind, place);
  int fd = new_socket(kind);
  if (connect(fd, &p.sa, len) < 0) die("connect");
  return fd;
}

static inline void no_delay (int fd) {
  int on = 1;
  (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

#endif

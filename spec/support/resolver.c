/*
** resolver.c: when it is preloaded, it replaces functions of the C library's resolver.
** It handles these names and addresses itself:
**   hang.test       the lookup blocks until a process has the FIFO $RESOLVER_GATE open for
**                   writing. Then the address is 127.0.0.1
**   127.0.0.99      the lookup of its name blocks in the same way
**   errno.test      fails with EAI_SYSTEM and ENFILE
**   scoped.test     has the address fe80::1%lo
**   ::99            has a name that consists of its flow label and its scope
**   192.0.2.99      has more than one row where one is expected
** Each lookup that blocks prints a line: "looking up hang.test". The environment:
**   $RESOLVER_FAIL  "pthread_create" or "eventfd": this call fails
**   $RESOLVER_HOLD  a second FIFO: the first thread that reports its result blocks in the
**                   write to the eventfd until a process has that FIFO open for writing.
**                   It prints "reporting the result". So does the first that frees a
**                   result for which nothing waits any more: "freeing the result"
**   $RESOLVER_COUNT if it is set, each thread that is started prints "thread started"
**   $RESOLVER_LAST  if it is set, the gate is opened at exit, which waits until all other
**                   threads have ended
*/
#define _GNU_SOURCE 1
#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* Prints the line, and blocks until a process has the FIFO open for writing. */
static void hang (const char *what, const char *name, const char *gate) {
  char line[300];
  int n = snprintf(line, sizeof line, "%s%s\n", what, name);
  ssize_t ignored = write(1, line, (size_t)n);
  int fd = open(getenv(gate), O_RDONLY | O_CLOEXEC);
  close(fd);
  (void)ignored;
}

static int hangs (const char *address) {
  return strcmp(address, "127.0.0.99") == 0;
}

static int fails (const char *call) {
  const char *failing = getenv("RESOLVER_FAIL");
  return failing != NULL && strcmp(failing, call) == 0;
}

int getaddrinfo (const char *host, const char *service,
                 const struct addrinfo *hints, struct addrinfo **list) {
  REAL(getaddrinfo);
  struct addrinfo any = *hints;
  any.ai_socktype = 0;
  if (host == NULL) return real(host, service, hints, list);
  if (strcmp(host, "192.0.2.99") == 0) return real(host, service, &any, list);
  if (hints->ai_flags & AI_NUMERICHOST)
    return real(host, service, hints, list);
  if (strcmp(host, "errno.test") == 0) {
    errno = ENFILE;
    return EAI_SYSTEM;
  }
  if (strcmp(host, "scoped.test") == 0) host = "fe80::1%lo";
  if (strcmp(host, "hang.test") == 0) {
    hang("looking up ", host, "RESOLVER_GATE");
    host = "127.0.0.1";
  }
  return real(host, service, hints, list);
}

int getnameinfo (const struct sockaddr *sa, socklen_t len, char *host,
                 socklen_t hostlen, char *port, socklen_t portlen, int flags) {
  REAL(getnameinfo);
  const struct sockaddr_in *in = (const void *)sa;
  const struct sockaddr_in6 *in6 = (const void *)sa;
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(sa->sa_family, sa->sa_family == AF_INET6
            ? (const void *)&in6->sin6_addr : (const void *)&in->sin_addr,
            text, sizeof text);
  if (strcmp(text, "::99") == 0) {
    snprintf(host, hostlen, "flow %u scope %u", ntohl(in6->sin6_flowinfo),
             in6->sin6_scope_id);
    snprintf(port, portlen, "http");
    return 0;
  }
  if (hangs(text)) {
    hang("looking up ", text, "RESOLVER_GATE");
    flags |= NI_NUMERICHOST;
  }
  return real(sa, len, host, hostlen, port, portlen, flags);
}

int gethostbyaddr_r (const void *ip, socklen_t len, int family,
                     struct hostent *entry, char *memory, size_t size,
                     struct hostent **found, int *h_err) {
  REAL(gethostbyaddr_r);
  const struct in_addr one = {htonl(INADDR_LOOPBACK)};
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(family, ip, text, sizeof text);
  if (hangs(text)) {
    hang("looking up ", text, "RESOLVER_GATE");
    ip = &one;
  }
  return real(ip, len, family, entry, memory, size, found, h_err);
}

int pthread_create (pthread_t *thread, const pthread_attr_t *attr,
                    void *(*start) (void *), void *arg) {
  REAL(pthread_create);
  static const char line[] = "thread started\n";
  if (getenv("RESOLVER_COUNT") != NULL) (void)!write(1, line, strlen(line));
  return fails("pthread_create") ? EAGAIN : real(thread, attr, start, arg);
}

/* Blocks the first thread beside the main one. */
static void hold (const char *what) {
  static atomic_flag held = ATOMIC_FLAG_INIT;
  if (gettid() != getpid() && getenv("RESOLVER_HOLD") != NULL &&
      !atomic_flag_test_and_set(&held))
    hang(what, " the result", "RESOLVER_HOLD");
}

ssize_t write (int fd, const void *data, size_t size) {
  REAL(write);
  if (size == sizeof(uint64_t)) hold("reporting");
  return real(fd, data, size);
}

void freeaddrinfo (struct addrinfo *list) {
  REAL(freeaddrinfo);
  hold("freeing");
  real(list);
}

int eventfd (unsigned count, int flags) {
  REAL(eventfd);
  if (fails("eventfd")) {
    errno = EMFILE;
    return -1;
  }
  return real(count, flags);
}

static int threads (void) {
  int n = 0;
  DIR *dir = opendir("/proc/self/task");
  while (dir != NULL && readdir(dir) != NULL) n++;
  if (dir != NULL) closedir(dir);
  return n - 2;  /* . and .. */
}

__attribute__((destructor)) static void wait_for_threads (void) {
  if (getenv("RESOLVER_LAST") == NULL || threads() == 1) return;
  open(getenv("RESOLVER_GATE"), O_RDWR | O_CLOEXEC);
  while (threads() > 1) sched_yield();
}

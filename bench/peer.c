/*
** peer.c: the other end of every test, which also measures the time.
**
**   peer ROLE ROW KIND SIZE COUNT CONNECTIONS SAME_CORE -- COMMAND...
**
** runs the side under test, COMMAND ROW KIND SIZE COUNT ADDRESS FILE. ADDRESS is
** the peer's port, or a path for a UNIX socket. If KIND is "tls", FILE contains a
** key and its certificate. When the side is ready, it writes "ready", followed by
** its own port if it is the server, and reads a line. When its work is done, it
** writes "done", and it exits when its input ends. Between these two lines, this
** program measures the side's CPU time (user and system) and the elapsed time, and
** runs the peer in a separate process. A server under load (echo, http) runs until
** it is killed.
**
** The side runs on core 0. With SAME_CORE the peer runs there too, both under
** SCHED_BATCH, so that work is measured and not wake-ups across cores.
*/
#include "tls.h"

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define MAX_SECONDS 300    /* no test lasts longer */
#define PENDING 64         /* connections that the other end has not closed yet */
#define DATAGRAMS 128      /* sent or received with one call */
#define CHUNK (1 << 18)

typedef struct Job {
  const char *row, *kind, *address;
  size_t size;
  long count;
  int connections, same_core;
  int listener;            /* of the peer, before the side starts */
  char dir[96], file[128], path[128], port[16];
  pid_t side;
  int from_side, to_side;  /* its output and its input */
  FILE *lines;
} Job;

typedef struct Figures {
  int64_t cpu, wall;
  long count;
  double p50, p99;         /* of a request, us */
  long rss_before, rss_after;  /* KiB, without and with idle connections */
} Figures;

typedef struct Role {
  const char *name;
  int listens;             /* the peer is the server */
  void (*play) (const Job *);
  void (*test) (Job *, Figures *);
} Role;

/* ---- peers ----------------------------------------------------------------- */

static Stream take (const Job *j) {
  Stream s = {accept4(j->listener, NULL, NULL, SOCK_CLOEXEC), NULL};
  if (s.fd < 0) die("accept");
  no_delay(s.fd);
  if (is_tls(j->kind)) stream_prepare(&s, 1, j->file, NULL);
  return s;
}

static void play_echo (const Job *j) {
  static char buf[CHUNK];
  Stream s = take(j);
  ssize_t n;
  while ((n = stream_recv(&s, buf, sizeof buf, 0)) > 0)
    if (stream_send(&s, buf, (size_t)n) < 0) break;
}

static void play_drain (const Job *j) {
  static char buf[1 << 20];
  /* With MSG_TRUNC, TCP discards the bytes without copying them. */
  int flags = strcmp(j->kind, "tcp") == 0 ? MSG_TRUNC : 0;
  Stream s = take(j);
  while (stream_recv(&s, buf, sizeof buf, flags) > 0) continue;
}

/* Sends lines of 64 bytes. */
static void play_source (const Job *j) {
  static char buf[CHUNK];
  Stream s = take(j);
  size_t i;
  for (i = 0; i < sizeof buf; i++) buf[i] = i % 64 == 63 ? '\n' : 'x';
  while (stream_send(&s, buf, sizeof buf) > 0) continue;
}

/* Sends an ACK at once. TLS session tickets may be waiting for it. */
static void quick_ack (int fd) {
  int on = 1;
  (void)setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

/* Waits until the side has closed, and resets the connection, which then does not
** stay in TIME_WAIT. With TLS, the handshake of a server is done here, and the
** side's last bytes may be waiting for an ACK. */
static void reset_after (Stream *s) {
  struct linger reset = {1, 0};
  char c;
  if (s->fd < 0) return;
  quick_ack(s->fd);
  (void)stream_recv(s, &c, 1, 0);
  (void)setsockopt(s->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  stream_close(s);
}

static void accepts (const Job *j, int pending) {
  Stream all[PENDING];
  int i;
  memset(all, -1, sizeof all);
  for (i = 0;; i = (i + 1) % pending) {
    reset_after(&all[i]);
    all[i] = take(j);
  }
}

/* A TLS client waits for the handshake, so only one connection is pending. */
static void play_acceptor (const Job *j) {
  accepts(j, is_tls(j->kind) ? 1 : PENDING);
}

/* Sends a byte on the first connection. A side that has received it has received the
** session ticket as well. */
static void play_resumable (const Job *j) {
  Stream s = take(j);
  if (stream_send(&s, "x", 1) != 1) die("send");
  accepts(j, 1);
}

/* Opens connections before the side accepts them. */
static void connects (const Job *j, Session *session) {
  Stream all[PENDING];
  int i;
  memset(all, -1, sizeof all);
  for (i = 0;; i = (i + 1) % PENDING) {
    reset_after(&all[i]);
    all[i] = stream_connect(j->kind, j->address, j->file, session);
  }
}

static void play_connector (const Job *j) {
  connects(j, NULL);
}

/* All connections but the first resume its session. */
static void play_resumer (const Job *j) {
  Stream s = stream_connect(j->kind, j->address, j->file, NULL);
  char c;
  (void)stream_recv(&s, &c, 1, 0);
  connects(j, stream_session(&s));
}

static void datagrams (struct mmsghdr *m, struct iovec *v, char *buf,
                       size_t size) {
  int i;
  memset(m, 0, DATAGRAMS * sizeof *m);
  for (i = 0; i < DATAGRAMS; i++) {
    v[i].iov_base = buf;
    v[i].iov_len = size;
    m[i].msg_hdr.msg_iov = &v[i];
    m[i].msg_hdr.msg_iovlen = 1;
  }
}

static void play_sink (const Job *j) {
  static char buf[65536];
  struct mmsghdr m[DATAGRAMS];
  struct iovec v[DATAGRAMS];
  datagrams(m, v, buf, sizeof buf);
  while (recvmmsg(j->listener, m, DATAGRAMS, MSG_WAITFORONE, NULL) >= 0)
    continue;
}

/* Sends as many as fit into the side's receive buffer, then waits for the side. */
static void play_sprinkler (const Job *j) {
  static char buf[65536];
  struct mmsghdr m[DATAGRAMS];
  struct iovec v[DATAGRAMS];
  Address a;
  socklen_t len = fill_address(&a, j->kind, j->address);
  if (connect(j->listener, &a.sa, len) < 0) die("connect");
  datagrams(m, v, buf, j->size);
  for (;;) {
    (void)sendmmsg(j->listener, m, DATAGRAMS, 0);
    sched_yield();
  }
}

/* ---- the load generator ----------------------------------------------------- */

/* Latencies in bins: 64 for each power of two. */
typedef struct Latencies {
  long total, bins[40 * 64];
} Latencies;

static void latency_add (Latencies *l, int64_t ns) {
  int log = ns < 64 ? 6 : 63 - __builtin_clzll((unsigned long long)ns);
  size_t bin = (size_t)((log - 6) * 64) + (size_t)(ns >> (log - 6)) % 64;
  l->bins[bin]++;
  l->total++;
}

static double latency_at (const Latencies *l, double part) {
  long seen = 0, wanted = (long)((double)l->total * part);
  int i;
  for (i = 0; i < 40 * 64 - 1 && (seen += l->bins[i]) <= wanted; i++) continue;
  return (double)((int64_t)(64 + i % 64) << (i / 64)) / 1000.0;
}

typedef struct Load {
  Stream s;
  size_t got;              /* of the answer */
  int64_t sent;            /* when */
} Load;

static void load_send (Load *c, const char *message, size_t size) {
  c->got = 0;
  c->sent = clock_ns(CLOCK_MONOTONIC);
  if (stream_send(&c->s, message, size) != (ssize_t)size) die("send");
}

/* Opens the connections one after the other. It waits for the first answer each
** time, so that the backlog does not overflow. */
static void load_connect (const Job *j, Load *all, int ep, char *message) {
  int i;
  for (i = 0; i < j->connections; i++) {
    struct epoll_event e = {.events = EPOLLIN, .data = {.ptr = &all[i]}};
    all[i].s = stream_connect(j->kind, j->address, j->file, NULL);
    no_delay(all[i].s.fd);
    load_send(&all[i], message, j->size);
    quick_ack(all[i].s.fd);
    if (stream_recv(&all[i].s, message, j->size, MSG_WAITALL) !=
        (ssize_t)j->size) die("recv");
    if (epoll_ctl(ep, EPOLL_CTL_ADD, all[i].s.fd, &e) < 0) die("epoll_ctl");
  }
}

/* Receives, and returns 1 if the whole answer has arrived. */
static int load_receive (const Job *j, Load *c, char *buf) {
  ssize_t n = stream_recv(&c->s, buf, j->size - c->got, 0);
  if (n <= 0) die("recv");
  c->got += (size_t)n;
  return c->got == j->size;
}

/* Keeps one request in flight on each connection until `count` are answered. */
static void load_run (const Job *j, int ep, char *message, long count,
                      Latencies *l) {
  struct epoll_event events[256];
  while (count > 0) {
    int i, n = epoll_wait(ep, events, 256, -1);
    for (i = 0; i < n; i++) {
      Load *c = (Load *)events[i].data.ptr;
      if (!load_receive(j, c, message)) continue;
      if (l != NULL) latency_add(l, clock_ns(CLOCK_MONOTONIC) - c->sent);
      count--;
      load_send(c, message, j->size);
    }
  }
}

/* ---- the side's clock --------------------------------------------------------- */

static int64_t side_cpu (const Job *j) {
  clockid_t clock;
  if (clock_getcpuclockid(j->side, &clock) != 0) die("clock_getcpuclockid");
  return clock_ns(clock);
}

static long side_rss (const Job *j) {
  char path[64];
  long pages = 0;
  FILE *f;
  snprintf(path, sizeof path, "/proc/%d/statm", (int)j->side);
  f = fopen(path, "r");
  if (f == NULL || fscanf(f, "%*d %ld", &pages) != 1) die(path);
  fclose(f);
  return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void begin (const Job *j, Figures *f) {
  f->wall = clock_ns(CLOCK_MONOTONIC);
  f->cpu = side_cpu(j);
}

static void end (const Job *j, Figures *f) {
  f->cpu = side_cpu(j) - f->cpu;
  f->wall = clock_ns(CLOCK_MONOTONIC) - f->wall;
}

/* ---- the side ----------------------------------------------------------------- */

static void run_on (int core, int batch) {
  struct sched_param param = {0};
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET((size_t)core, &set);
  (void)sched_setaffinity(0, sizeof set, &set);
  if (batch) (void)sched_setscheduler(0, SCHED_BATCH, &param);
}

static void start_side (Job *j, char **command) {
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0) die("pipe");
  j->side = fork();
  if (j->side < 0) die("fork");
  if (j->side == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    run_on(0, j->same_core);
    dup2(in[0], 0);
    dup2(out[1], 1);
    execvp(command[0], command);
    perror(command[0]);
    _exit(1);
  }
  close(in[0]);
  close(out[1]);
  j->to_side = in[1];
  j->lines = fdopen(out[0], "r");
}

/* Reads the side's next line, which must begin with `word`. The rest of the line
** is a port. */
static void expect (Job *j, const char *word) {
  char line[256];
  size_t len = strlen(word);
  if (fgets(line, sizeof line, j->lines) == NULL) {
    fprintf(stderr, "peer: the side ended without \"%s\"\n", word);
    exit(1);
  }
  if (strncmp(line, word, len) != 0) {
    fprintf(stderr, "peer: \"%s\" expected, the side wrote %s", word, line);
    exit(1);
  }
  if (line[len] == ' ' && atoi(line + len) > 0) {
    snprintf(j->port, sizeof j->port, "%d", atoi(line + len));
    j->address = j->port;
  }
}

static void go (const Job *j) {
  if (write(j->to_side, "go\n", 3) != 3) die("write");
}

/* ---- the tests ------------------------------------------------------------------ */

static pid_t start_peer (const Job *j, void (*play) (const Job *)) {
  pid_t peer = fork();
  if (peer != 0) return peer;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  run_on(j->same_core || sysconf(_SC_NPROCESSORS_ONLN) < 2 ? 0 : 1,
         j->same_core);
  play(j);
  _exit(0);
}

/* A TLS server has to answer before the side is ready. Other peers start after the
** side is ready, because they may need to know its port. */
static void test_with (Job *j, Figures *f, const Role *role) {
  pid_t peer = -1;
  if (role->listens && is_tls(j->kind)) peer = start_peer(j, role->play);
  expect(j, "ready");
  if (role->play != NULL && peer < 0) peer = start_peer(j, role->play);
  f->rss_before = side_rss(j);
  begin(j, f);
  go(j);
  expect(j, "done");
  end(j, f);
  f->rss_after = side_rss(j);
  f->count = j->count;
  if (peer > 0) {
    kill(peer, SIGKILL);
    waitpid(peer, NULL, 0);
  }
}

static void test_load (Job *j, Figures *f) {
  static Latencies l;
  Load *all = (Load *)calloc((size_t)j->connections, sizeof *all);
  char *message = (char *)malloc(j->size);
  int i, ep = epoll_create1(EPOLL_CLOEXEC);
  if (all == NULL || message == NULL || ep < 0) die("load");
  memset(message, 'x', j->size);
  run_on(sysconf(_SC_NPROCESSORS_ONLN) < 2 ? 0 : 1, 0);
  expect(j, "ready");
  f->rss_before = side_rss(j);
  load_connect(j, all, ep, message);
  f->rss_after = side_rss(j);
  for (i = 0; i < j->connections; i++) load_send(&all[i], message, j->size);
  load_run(j, ep, message, j->count / 10, NULL);
  begin(j, f);
  load_run(j, ep, message, j->count, &l);
  end(j, f);
  f->count = j->count;
  f->p50 = latency_at(&l, 0.5);
  f->p99 = latency_at(&l, 0.99);
  kill(j->side, SIGKILL);
}

/* Runs wrk on the other core for `count` seconds. The server may accept connections
** only some time after it has written "ready". */
static void test_wrk (Job *j, Figures *f) {
  char command[256], line[256];
  Address a;
  socklen_t len;
  int fd;
  FILE *out;
  expect(j, "ready");
  len = fill_address(&a, j->kind, j->address);
  while (connect(fd = new_socket(j->kind), &a.sa, len) < 0) {
    close(fd);
    usleep(1000);
  }
  close(fd);
  run_on(sysconf(_SC_NPROCESSORS_ONLN) < 2 ? 0 : 1, 0);
  snprintf(command, sizeof command, "wrk -t1 -c%d -d%ld http://127.0.0.1:%s/",
           j->connections, j->count, j->address);
  begin(j, f);
  out = popen(command, "r");
  if (out == NULL) die("wrk");
  while (fgets(line, sizeof line, out) != NULL) {
    if (strstr(line, "requests in") != NULL) f->count = atol(line);
    if (strstr(line, "Non-2xx") != NULL || strstr(line, "Socket errors") != NULL)
      fprintf(stderr, "peer: wrk says: %s", line);
  }
  if (pclose(out) != 0 || f->count == 0) die("wrk");
  end(j, f);
  kill(j->side, SIGKILL);
}

/* Measures a whole process, from start to end, without a peer. */
static void test_life (Job *j, Figures *f) {
  struct rusage used;
  f->wall = clock_ns(CLOCK_MONOTONIC);
  close(j->to_side);
  if (wait4(j->side, NULL, 0, &used) < 0) die("wait4");
  f->wall = clock_ns(CLOCK_MONOTONIC) - f->wall;
  f->cpu = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000000 +
           (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1000;
  f->count = 1;
  j->side = 0;
}

static const Role roles[] = {
  {"echo", 1, play_echo, NULL},
  {"drain", 1, play_drain, NULL},
  {"source", 1, play_source, NULL},
  {"acceptor", 1, play_acceptor, NULL},
  {"connector", 0, play_connector, NULL},
  {"resumable", 1, play_resumable, NULL},
  {"resumer", 0, play_resumer, NULL},
  {"sink", 1, play_sink, NULL},
  {"sprinkler", 1, play_sprinkler, NULL},
  {"nobody", 0, NULL, NULL},
  {"load", 0, NULL, test_load},
  {"wrk", 0, NULL, test_wrk},
  {"life", 0, NULL, test_life},
  {NULL, 0, NULL, NULL}
};

/* ---- the program ------------------------------------------------------------------ */

static Job job;
static pid_t owner;        /* this process, not a peer that it forks */

static void remove_files (void) {
  char path[160];
  static const char *const names[] = {"file", "socket", "nginx.conf",
                                      "nginx.pid"};
  size_t i;
  if (getpid() != owner) return;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", job.dir, names[i]);
    unlink(path);
  }
  rmdir(job.dir);
}

/* Runs when the time is up. exit removes the files. */
static void on_alarm (int sig) {
  (void)sig;
  exit(1);
}

/* Creates a key and a self-signed certificate that clients can trust as a CA. */
static void make_certificate (const Job *j) {
  char command[512];
  snprintf(command, sizeof command, "openssl req -x509 -newkey ec -nodes "
           "-pkeyopt ec_paramgen_curve:P-256 -days 2 -subj /CN=localhost "
           "-addext subjectAltName=DNS:localhost -addext "
           "keyUsage=critical,keyCertSign,digitalSignature "
           "-keyout %s -out %s 2>/dev/null", j->file, j->file);
  if (system(command) != 0) die("openssl req");
}

static void make_files (Job *j, const Role *role) {
  const char *tmp = getenv("TMPDIR");
  int fd;
  snprintf(j->dir, sizeof j->dir, "%s/pysocket-bench.XXXXXX",
           tmp != NULL && strlen(tmp) < 60 ? tmp : "/tmp");
  if (mkdtemp(j->dir) == NULL) die("mkdtemp");
  owner = getpid();
  atexit(remove_files);
  snprintf(j->file, sizeof j->file, "%s/file", j->dir);
  snprintf(j->path, sizeof j->path, "%s/socket", j->dir);
  if (strcmp(j->row, "sendfile") == 0) {
    fd = open(j->file, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0 || ftruncate(fd, (off_t)j->size) < 0) die(j->file);
    close(fd);
  }
  if (is_tls(j->kind)) {
    make_certificate(j);
    tls_contexts(j->file, 1);
  }
  j->address = strcmp(j->kind, "unix") == 0 ? j->path : "0";
  if (!role->listens && role->test != test_wrk) return;
  j->listener = open_socket(j->kind, j->address);
  if (strcmp(j->kind, "unix") == 0) return;
  snprintf(j->port, sizeof j->port, "%d", port_of(j->listener));
  j->address = j->port;
  if (!role->listens) close(j->listener);  /* it only needs a free port */
}

static void more_descriptors (void) {
  struct rlimit r;
  getrlimit(RLIMIT_NOFILE, &r);
  r.rlim_cur = r.rlim_max;
  setrlimit(RLIMIT_NOFILE, &r);
}

static void end_side (Job *j) {
  if (j->side == 0) return;
  close(j->to_side);
  waitpid(j->side, NULL, 0);
}

static const Role *role_of (const char *name) {
  const Role *r;
  for (r = roles; r->name != NULL; r++)
    if (strcmp(r->name, name) == 0) return r;
  fprintf(stderr, "peer: no role '%s'\n", name);
  exit(2);
}

/* Appends the side's arguments to its command. */
static void add_arguments (Job *j, char **command, int n, char **argv) {
  int i;
  for (i = 0; i < 4; i++) command[n + i] = argv[i];
  command[n + 4] = (char *)j->address;
  command[n + 5] = j->file;
  command[n + 6] = NULL;
}

int main (int argc, char **argv) {
  Figures f = {0};
  const Role *role;
  char *command[40];
  int n = argc - 9;
  if (n < 1 || n > 30 || strcmp(argv[8], "--") != 0) {
    fprintf(stderr, "usage: peer ROLE ROW KIND SIZE COUNT CONNECTIONS "
                    "SAME_CORE -- COMMAND...\n");
    return 2;
  }
  role = role_of(argv[1]);
  job.row = argv[2];
  job.kind = argv[3];
  job.size = (size_t)atol(argv[4]);
  job.count = atol(argv[5]);
  job.connections = atoi(argv[6]);
  job.same_core = atoi(argv[7]);
  signal(SIGALRM, on_alarm);
  signal(SIGPIPE, SIG_IGN);  /* OpenSSL does not prevent it */
  alarm(MAX_SECONDS);
  more_descriptors();
  make_files(&job, role);
  memcpy(command, argv + 9, (size_t)n * sizeof *command);
  if (role->test != test_life) add_arguments(&job, command, n, argv + 2);
  else command[n] = NULL;
  start_side(&job, command);
  if (role->test != NULL) role->test(&job, &f);
  else test_with(&job, &f, role);
  end_side(&job);
  /* The side may have left an unfinished line on stderr. */
  printf("\ncpu=%lld wall=%lld count=%ld p50=%.1f p99=%.1f rss_before=%ld "
         "rss_after=%ld\n", (long long)f.cpu, (long long)f.wall, f.count, f.p50,
         f.p99, f.rss_before, f.rss_after);
  return 0;
}

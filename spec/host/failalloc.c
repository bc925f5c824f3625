/*
** failalloc.c: runs a script with an allocator that fails at the n-th allocation, for
** n = 1, 2, 3, ... until the script succeeds. Lua tests itself in this way
** (testes/api.lua); this program tests a module.
**
** As a program: failalloc [-openssl] CASES.lua [PATTERN [N | =N]]
** The script CASES.lua returns a sequence of {name, function}. The function of a case
** returns two functions: the call to test, and the preparation for each try, or nil.
** Each n runs in a new process, which is a copy of one whose Lua state has loaded the
** cases. Lua's memory and the memory that the module's C code gets from malloc are
** counted together. After each try:
**   - the process still runs, and did not wait for ever;
**   - the call succeeded, or raised the memory error;
**   - no descriptor is open except those that were open before, and those of
**     finalizers that Lua warned it had no memory to call;
**   - the same call succeeds when it is repeated with memory;
**   - after lua_close nothing is left: no byte, no block, no descriptor.
** Each n is tried twice: in one try all later allocations fail too until the call has
** ended, in the other only this allocation fails. With N there is only one try, of
** either kind, in this process, for use in a debugger. With HOLDERS=1 in the environment
** it shows what refers to sockets that should be closed.
** Prints lines that begin with `fault:`, and one that begins with `count`. The status is
** 1 if there were faults.
**
** With -openssl only the allocations of OpenSSL fail. Then an SSLError is a correct result,
** too. OpenSSL never frees all of its memory, so after the call it may have as many blocks
** as after calls with memory, but not more.
**
** As a Lua module: failalloc.after(n, f, ...) calls f like pcall, with memory for n
** allocations. All later ones fail until f has ended.
*/
#define _GNU_SOURCE 1

#include <dirent.h>
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#define SECONDS 60      /* a try that takes longer is considered to wait for ever */
#define MAX_ALLOCATIONS 20000    /* a case has fewer allocations than this */
#define MAX_FAULTS 6    /* a case with this many faults is abandoned */

/* ---- the limit ------------------------------------------------------------- */

typedef struct Limit {
  lua_Alloc alloc;
  void *ud;
  lua_Integer left;
} Limit;

static void *limited (void *ud, void *block, size_t osize, size_t nsize) {
  Limit *limit = (Limit *)ud;
  if (nsize > 0 && (block == NULL || nsize > osize) && limit->left-- <= 0)
    return NULL;
  return limit->alloc(limit->ud, block, osize, nsize);
}

/* failalloc.after(n, f, ...) -> true, ... | false, error */
static int after (lua_State *L) {
  Limit limit;
  int status;
  limit.left = luaL_checkinteger(L, 1);
  limit.alloc = lua_getallocf(L, &limit.ud);
  lua_setallocf(L, limited, &limit);
  status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
  lua_setallocf(L, limit.alloc, limit.ud);
  lua_pushboolean(L, status == LUA_OK);
  lua_replace(L, 1);
  return lua_gettop(L);
}

int luaopen_failalloc (lua_State *L);
int luaopen_failalloc (lua_State *L) {
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, after);
  lua_setfield(L, -2, "after");
  return 1;
}

#ifndef MODULE

#include "module.h"

enum Mode { MODE_FROM, MODE_ONE, MODES };
static const char *const modes[] = {"from allocation", "at allocation"};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int armed;
static enum Mode mode;
static long left;          /* allocations until the fault */
static int faulted;        /* the fault has occurred */
static pthread_t caller;   /* the allocations of helper threads do not fail */
static int of_openssl;     /* the allocations of OpenSSL fail, and no others */

/* Must this allocation fail? Lua repeats a failed allocation after a garbage collection;
** both attempts count as one. */
static int to_fail (int retried) {
  if (!armed || !pthread_equal(caller, pthread_self())) return 0;
  if (left > 0) {
    left--;
    return 0;
  }
  if (mode == MODE_ONE && faulted >= (retried ? 2 : 1)) return 0;
  faulted++;
  return 1;
}

/* ---- Lua's memory ------------------------------------------------------------ */

static long bytes;  /* in use by Lua */

static void *alloc (void *ud, void *block, size_t osize, size_t nsize) {
  void *p;
  (void)ud;
  if (block == NULL) osize = 0;
  if (nsize == 0) {
    free(block);
    bytes -= (long)osize;
    return NULL;
  }
  if (nsize > osize && !of_openssl && to_fail(1)) return NULL;
  p = realloc(block, nsize);
  if (p != NULL) bytes += (long)nsize - (long)osize;
  return p;
}

/* ---- the C memory of the module ---------------------------------------------- */

/* The program's malloc takes precedence over the C library's. Only requests by the module's
** own code are counted and may fail. */
void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_memalign (size_t align, size_t size);
void __libc_free (void *p);

#define BLOCKS 4096
static void *blocks[BLOCKS];
static int nblocks;

static void *keep (void *p) {
  if (p == NULL) return NULL;
  pthread_mutex_lock(&lock);
  if (nblocks < BLOCKS) blocks[nblocks++] = p;
  pthread_mutex_unlock(&lock);
  return p;
}

static void forget (void *p) {
  int i;
  if (p == NULL || nblocks == 0) return;
  pthread_mutex_lock(&lock);
  for (i = nblocks - 1; i >= 0; i--)
    if (blocks[i] == p) {
      blocks[i] = blocks[--nblocks];
      break;
    }
  pthread_mutex_unlock(&lock);
}

#define OWN_CALL (!of_openssl && module_calls(__builtin_return_address(0)))

__attribute__((noinline, visibility("default"))) void *malloc (size_t size) {
  if (!OWN_CALL) return __libc_malloc(size);
  return to_fail(0) ? NULL : keep(__libc_malloc(size));
}

__attribute__((noinline, visibility("default")))
void *calloc (size_t n, size_t size) {
  if (!OWN_CALL) return __libc_calloc(n, size);
  return to_fail(0) ? NULL : keep(__libc_calloc(n, size));
}

__attribute__((noinline, visibility("default")))
void *aligned_alloc (size_t align, size_t size) {
  if (!OWN_CALL) return __libc_memalign(align, size);
  return to_fail(0) ? NULL : keep(__libc_memalign(align, size));
}

__attribute__((visibility("default"))) void free (void *p) {
  forget(p);
  __libc_free(p);
}

/* ---- OpenSSL's memory ----------------------------------------------------------- */

static long openssl_blocks;
static void (*openssl_forget) (void);  /* frees the texts of earlier errors */

static void *openssl_malloc (size_t size, const char *file, int line) {
  void *p;
  (void)file;
  (void)line;
  if (size == 0 || to_fail(0)) return NULL;
  p = malloc(size);
  openssl_blocks += p != NULL;
  return p;
}

static void openssl_free (void *block, const char *file, int line) {
  (void)file;
  (void)line;
  openssl_blocks -= block != NULL;
  free(block);
}

static void *openssl_realloc (void *block, size_t size, const char *file,
                              int line) {
  if (block == NULL) return openssl_malloc(size, file, line);
  if (size == 0) {
    openssl_free(block, file, line);
    return NULL;
  }
  return to_fail(0) ? NULL : realloc(block, size);
}

/* OpenSSL accepts these functions before its first allocation. */
static void openssl_take (void) {
  union {
    void *object;
    int (*call) (void *(*) (size_t, const char *, int),
                 void *(*) (void *, size_t, const char *, int),
                 void (*) (void *, const char *, int));
  } set = {NULL};
  void *library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_GLOBAL);
  if (library != NULL) {
    set.object = dlsym(library, "CRYPTO_set_mem_functions");
    *(void **)&openssl_forget = dlsym(library, "OPENSSL_thread_stop");
  }
  if (set.object == NULL || openssl_forget == NULL ||
      !set.call(openssl_malloc, openssl_realloc, openssl_free)) {
    fprintf(stderr, "OpenSSL does not accept other memory functions.\n");
    exit(2);
  }
  of_openssl = 1;
  /* cppcheck-suppress resourceLeak ; the library stays open to the end */
}

/* ---- what is open ------------------------------------------------------------- */

static int descriptors (void) {
  int n = 0;
  DIR *dir = opendir("/proc/self/fd");
  if (dir == NULL) abort();
  while (readdir(dir) != NULL) n++;
  closedir(dir);
  return n;
}

/* Helper threads close their descriptors and free their memory a little later; on
** a busy machine that can take a while. */
enum { MILLISECONDS = 3000 };

static int descriptors_at_most (int most) {
  int tries, n = 0;
  for (tries = 0; tries < MILLISECONDS; tries++) {
    n = descriptors();
    if (n <= most) break;
    usleep(1000);
  }
  return n;
}

static int no_blocks (void) {
  int tries;
  for (tries = 0; tries < MILLISECONDS && nblocks > 0; tries++) usleep(1000);
  return nblocks == 0;
}

/* ---- one try -------------------------------------------------------------------- */

/* A try reports its result to the sweep as its exit status. */
enum { FAULTED = 1, WRONG = 2, UNFINISHED = 4 };

typedef struct Try {
  const char *path;    /* CASES.lua */
  char name[100];      /* of the case */
  int number;          /* of the case */
  long n;
  enum Mode mode;
  int wrong;
} Try;

static void fault (Try *t, const char *what, const char *detail) {
  t->wrong = 1;
  printf("fault: %s: %s %ld: %s%s%s\n", t->name, modes[t->mode], t->n, what,
         *detail != '\0' ? ": " : "", detail);
  fflush(stdout);
}

/* Is the error on the top of the stack a memory error? An ExceptionGroup is one if one of
** its errors is. A C function that cannot extend the Lua stack raises "stack overflow". */
static int is_memory_error (lua_State *L) {
  static const char *const texts[] = {
    "not enough memory", "Cannot allocate memory", "emory allocation failure",
    "stack overflow (stack overflow)"
  };
  static const char *const ssl[] = {
    "SSLError: ", "SSLCertVerificationError: ", "SSLSyscallError: ",
    "SSLEOFError: "
  };
  const char *text = luaL_tolstring(L, -1, NULL);
  size_t i;
  int is = 0;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++)
    is = is || strstr(text, texts[i]) != NULL;
  for (i = 0; of_openssl && i < sizeof ssl / sizeof ssl[0]; i++)
    is = is || strstr(text, ssl[i]) != NULL;
  lua_pop(L, 1);
  return is;
}

/* Lua calls a finalizer once, and warns if it had no memory for the call. What the finalizer
** would have closed stays open (doc/reliability.md). These warnings are counted, and only
** they excuse an open descriptor. */
static int unfinished;

static void warned (void *ud, const char *text, int more) {
  static int of_gc;
  (void)ud;
  if (strcmp(text, "__gc") == 0) of_gc = 1;
  else if (of_gc && strstr(text, "not enough memory") != NULL) unfinished++;
  if (!more) of_gc = 0;
}

static int show_holders;  /* HOLDERS is set in the environment */

/* Calls the function at 2 (the preparation) unless it is nil. */
static int prepare (lua_State *L, Try *t) {
  if (lua_isnil(L, 2)) return 1;
  lua_pushvalue(L, 2);
  if (lua_pcall(L, 0, 0, 0) == LUA_OK) return 1;
  fault(t, "cannot be prepared", luaL_tolstring(L, -1, NULL));
  return 0;
}

static void collect (lua_State *L) {
  lua_gc(L, LUA_GCCOLLECT);
  lua_gc(L, LUA_GCCOLLECT);
}

/* Prints what refers to the open sockets. */
static void print_holders (lua_State *L) {
  if (luaL_dostring(L, "for _, h in ipairs(require 'spec.host.fuzz.holders'()) do\n"
                       "  print(h[1], h[2])\n"
                       "end") != LUA_OK) lua_pop(L, 1);
}

static void no_descriptors (lua_State *L, Try *t, int before,
                            const char *when) {
  collect(L);
  before += unfinished;
  if (descriptors_at_most(before) <= before) return;
  fault(t, "a descriptor is left open", when);
  if (show_holders) print_holders(L);
}

/* Does the case create the loop, whose descriptor stays open? */
static int is_first (const Try *t) {
  return strncmp(t->name, "first ", 6) == 0;
}

/* Calls the case with memory, which is done before and after the call without memory.
** Returns the number of blocks that OpenSSL has then. */
static long call_again (lua_State *L, Try *t, const char *fails) {
  if (!prepare(L, t)) return 0;
  lua_pushvalue(L, 1);
  if (lua_pcall(L, 0, 0, 0) != LUA_OK)
    fault(t, fails, luaL_tolstring(L, -1, NULL));
  lua_settop(L, 2);
  collect(L);
  if (of_openssl) openssl_forget();
  return openssl_blocks;
}

/* OpenSSL may keep something of each call, such as a session, and so of this one, too. */
static void no_openssl_blocks (Try *t, long first, long second, long now) {
  char text[60];
  long max = second > first ? second + 3 * (second - first) : second;
  if (now <= max) return;
  snprintf(text, sizeof text, "%ld blocks more than %ld", now - second, second);
  fault(t, "OpenSSL has not freed memory", text);
}

/* The call and its preparation are at 1 and 2. */
static void call_faulty (lua_State *L, Try *t) {
  int status, before;
  long first = 0, second = 0;
  if (of_openssl) {
    first = call_again(L, t, "fails with memory");
    second = call_again(L, t, "fails with memory");
  }
  if (!prepare(L, t)) return;
  collect(L);
  before = descriptors();
  left = t->n - 1;
  faulted = unfinished = 0;
  mode = t->mode;
  caller = pthread_self();
  lua_pushvalue(L, 1);
  armed = 1;
  status = lua_pcall(L, 0, 0, 0);
  armed = 0;
  if (status != LUA_OK && faulted == 0)
    fault(t, "fails with memory", luaL_tolstring(L, -1, NULL));
  else if (status != LUA_OK && !is_memory_error(L))
    fault(t, "unexpected error", luaL_tolstring(L, -1, NULL));
  if (faulted == 0) return;
  lua_settop(L, 2);
  if (!prepare(L, t)) return;
  no_descriptors(L, t, before + is_first(t), "after it");
  (void)call_again(L, t, "fails when it is repeated");
  no_descriptors(L, t, before + is_first(t), "after it was repeated");
  if (of_openssl) no_openssl_blocks(t, first, second, openssl_blocks);
}

/* lauxlib creates the metatable of its buffers when the first of them grows. Without memory
** the metatable stays empty for ever, and every later buffer that grows raises an error
** ("got a non-closable value"). This is a fault of Lua 5.4, so create it beforehand. */
static void make_buffers (lua_State *L) {
  luaL_Buffer b;
  luaL_buffinitsize(L, &b, 10000);
  luaL_pushresultsize(&b, 0);
  lua_pop(L, 1);
}

/* Leaves only the list of the cases on the stack. */
static void load_cases (lua_State *L, const Try *t) {
  luaL_openlibs(L);
  lua_setwarnf(L, warned, NULL);
  make_buffers(L);
  if (luaL_dofile(L, t->path) == LUA_OK) return;
  fprintf(stderr, "%s\n", lua_tostring(L, -1));
  exit(2);
}

/* Leaves only the case's call and preparation on the stack. */
static int load_case (lua_State *L, Try *t) {
  lua_rawgeti(L, 1, t->number);
  lua_rawgeti(L, -1, 2);
  lua_replace(L, 1);
  lua_settop(L, 1);
  if (lua_pcall(L, 0, 2, 0) == LUA_OK) return 1;
  fault(t, "cannot be created", luaL_tolstring(L, -1, NULL));
  return 0;
}

/* Runs in a separate process, whose state has loaded the cases. */
static int try_once (lua_State *L, Try *t) {
  int before = descriptors();
  t->wrong = 0;
  alarm(SECONDS);
  faulted = 0;
  if (load_case(L, t)) call_faulty(L, t);
  lua_close(L);
  if (bytes != 0) fault(t, "Lua has not freed all memory", "");
  if (nblocks > 0 && !no_blocks()) fault(t, "memory from malloc is not freed", "");
  before += unfinished;
  if (descriptors_at_most(before) > before)
    fault(t, "a descriptor is open after lua_close", "");
  return (faulted > 0 ? FAULTED : 0) | (t->wrong ? WRONG : 0) |
         (unfinished > 0 ? UNFINISHED : 0);
}

/* ---- all cases --------------------------------------------------------------- */

typedef struct Totals { long tries, faults, unfinished; } Totals;

/* Returns the result of the try. A try that was killed is a fault too. */
static int try_apart (lua_State *L, Try *t) {
  int status;
  pid_t pid = fork();
  if (pid < 0) exit(2);
  if (pid == 0) _exit(try_once(L, t));
  if (waitpid(pid, &status, 0) < 0) exit(2);
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  fault(t, WTERMSIG(status) == SIGALRM ? "it waits for ever" : "killed by a signal",
        strsignal(WTERMSIG(status)));
  return FAULTED | WRONG;
}

/* Runs all tries of one case. */
static void sweep (lua_State *L, Try *t, Totals *sum) {
  long sparse = of_openssl ? 25 : 400;
  for (t->mode = MODE_FROM; t->mode < MODES; t->mode++) {
    long wrong = 0;
    /* Thousands of allocations come from Lua's compiler, or from OpenSSL, so not all of
    ** them are tried. */
    for (t->n = 1; t->n <= MAX_ALLOCATIONS && wrong < MAX_FAULTS; t->n += 1 + t->n / sparse) {
      int result = try_apart(L, t);
      sum->tries++;
      wrong += (result & WRONG) != 0;
      sum->unfinished += (result & UNFINISHED) != 0;
      if (!(result & FAULTED)) break;
    }
    sum->faults += wrong;
  }
}

/* A single try in this process, for a debugger. "12" makes all allocations from the 12th on
** fail, "=12" only that one. */
static int one (lua_State *L, Try *t, const char *n) {
  t->mode = *n == '=' ? MODE_ONE : MODE_FROM;
  t->n = strtol(n + (*n == '='), NULL, 10);
  return try_once(L, t);
}

int main (int argc, char **argv) {
  lua_State *L = lua_newstate(alloc, NULL);
  Try t = {0};
  Totals sum = {0, 0, 0};
  int ran = 0, count;
  if (argc > 1 && strcmp(argv[1], "-openssl") == 0) {
    openssl_take();
    argc--;
    argv++;
  }
  if (argc < 2) return 2;
  show_holders = getenv("HOLDERS") != NULL;
  t.path = argv[1];
  load_cases(L, &t);
  module_find();
  nblocks = 0;  /* ignore what the module keeps for all cases */
  count = (int)lua_rawlen(L, 1);
  for (t.number = 1; t.number <= count; t.number++) {
    lua_rawgeti(L, 1, t.number);
    lua_rawgeti(L, -1, 1);
    snprintf(t.name, sizeof t.name, "%s", lua_tostring(L, -1));
    lua_pop(L, 2);
    if (argc > 2 && strstr(t.name, argv[2]) == NULL) continue;
    if (argc > 3) return one(L, &t, argv[3]);
    sweep(L, &t, &sum);
    ran++;
  }
  printf("count cases=%d tries=%ld faults=%ld finalizers_lost=%ld\n", ran,
         sum.tries, sum.faults, sum.unfinished);
  lua_close(L);
  return sum.faults > 0 || ran == 0;
}

#endif

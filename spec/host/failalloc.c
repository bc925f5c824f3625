/*
** failalloc.c: a script under an allocator that fails at the n-th allocation,
** for n = 1, 2, 3, ... until the script gets through. What Lua does to itself
** (testes/api.lua), done to a module.
**
** As a program: failalloc CASES.lua [PATTERN]
** The script CASES.lua returns a sequence of {name, function}. A case's
** function makes what is needed and returns two functions: the call that is
** tried, and (or nil) what is to be prepared before each try. For each n there
** is a new Lua state. The memory of Lua and what the module's C takes from
** malloc are counted together. After each try:
**   - the process is still there, and did not wait for ever;
**   - the call succeeded, or its error is the lack of memory;
**   - no descriptor is open but those that were open before;
**   - the same call succeeds when it is tried again, with memory;
**   - after lua_close nothing is left: no byte, no block, no descriptor.
** Each n is tried twice: from there on there is no memory until the call has
** ended, and there is none for this one allocation alone.
** Prints `fault:` lines and one that begins with `count`; status 1: faults.
**
** As a Lua module: failalloc.after(n, f, ...) -> as pcall: calls f with memory
** for n allocations; from then on there is none until f has ended.
*/
#define _GNU_SOURCE 1

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#define SECONDS 120     /* for all tries of one case */
#define N_MOST 20000    /* a case has fewer allocations than this */

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
static int faulted;        /* it came */
static pthread_t caller;   /* helper threads have memory */

/* Is this allocation to fail? Lua tries a failed one a second time, after a
** collection: both are the same. */
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

static long bytes;  /* that Lua has */

static void *alloc (void *ud, void *block, size_t osize, size_t nsize) {
  void *p;
  (void)ud;
  if (block == NULL) osize = 0;
  if (nsize == 0) {
    free(block);
    bytes -= (long)osize;
    return NULL;
  }
  if (nsize > osize && to_fail(1)) return NULL;
  p = realloc(block, nsize);
  if (p != NULL) bytes += (long)nsize - (long)osize;
  return p;
}

/* ---- the C memory of the module ---------------------------------------------- */

/* The program's malloc comes before the C library's. Only what the module's
** own code asks for is counted, and fails. */
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

#define OWN_CALL module_calls(__builtin_return_address(0))

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

/* ---- what is open ------------------------------------------------------------- */

static int descriptors (void) {
  int n = 0;
  DIR *dir = opendir("/proc/self/fd");
  if (dir == NULL) abort();
  while (readdir(dir) != NULL) n++;
  closedir(dir);
  return n;
}

/* Descriptors of helper threads go a little later. */
static int descriptors_at_most (int most) {
  int tries, n = 0;
  for (tries = 0; tries < 200; tries++) {
    n = descriptors();
    if (n <= most) break;
    usleep(1000);
  }
  return n;
}

static int no_blocks (void) {
  int tries;
  for (tries = 0; tries < 200 && nblocks > 0; tries++) usleep(1000);
  return nblocks == 0;
}

/* ---- one try -------------------------------------------------------------------- */

typedef struct Try {
  char *chunk;         /* CASES.lua, compiled */
  size_t size;
  const char *path;
  int number;          /* of the case */
  long n;
  enum Mode mode;
  long faults;
  int loose;           /* descriptors may be left */
  const char *name;    /* of the case, for messages */
} Try;

static void fault (Try *t, const char *what, const char *detail) {
  t->faults++;
  printf("fault: %s: %s %ld: %s%s%s\n", t->name, modes[t->mode], t->n, what,
         *detail != '\0' ? ": " : "", detail);
  fflush(stdout);
}

/* Does the error on the top say that memory is lacking? Of tasks it is not
** asked: what one of them lacked the others may see as anything. */
static int is_memory_error (lua_State *L) {
  static const char *const texts[] = {
    "not enough memory", "Cannot allocate memory", "emory allocation failure",
    "error in error handling", "stack overflow (stack overflow)"
  };
  const char *text = luaL_tolstring(L, -1, NULL);
  size_t i;
  int is = 0;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++)
    is = is || strstr(text, texts[i]) != NULL;
  lua_pop(L, 1);
  return is;
}

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

static void no_descriptors (lua_State *L, Try *t, int before) {
  collect(L);
  if (descriptors_at_most(before) > before)
    fault(t, "a descriptor is left open", "");
}

static int is_task (const Try *t) {
  return strncmp(t->name, "task ", 5) == 0;
}

/* The cases look at the global TRYING: they wait less for what may not come. */
static void trying (lua_State *L, int on) {
  lua_pushboolean(L, on);
  lua_setglobal(L, "TRYING");
}

/* Its call makes a descriptor that stays: the loop's. */
static int is_first (const Try *t) {
  return strncmp(t->name, "first ", 6) == 0;
}

/* The next run cancels the tasks that one without memory left behind, and may be
** told what they have to say. */
static void clean_up (lua_State *L, Try *t) {
  if (!prepare(L, t)) return;
  lua_pushvalue(L, 1);
  lua_pcall(L, 0, 0, 0);
  lua_settop(L, 2);
}

/* The call, and what goes with it, lie at 1 and 2. */
static void call_faulty (lua_State *L, Try *t) {
  int status, before;
  if (!prepare(L, t)) return;
  collect(L);
  before = descriptors();
  left = t->n - 1;
  faulted = 0;
  mode = t->mode;
  caller = pthread_self();
  trying(L, 1);
  lua_pushvalue(L, 1);
  armed = 1;
  status = lua_pcall(L, 0, 0, 0);
  armed = 0;
  if (status != LUA_OK && faulted == 0)
    fault(t, "fails with memory", luaL_tolstring(L, -1, NULL));
  else if (status != LUA_OK && !is_task(t) && !is_memory_error(L))
    fault(t, "another error", luaL_tolstring(L, -1, NULL));
  if (faulted == 0) return;
  lua_settop(L, 2);
  /* Tasks that asyncio.run had no memory to cancel have what they had until its
  ** next run cancels them. */
  if (!is_task(t)) no_descriptors(L, t, before);
  if (status == LUA_OK) return;
  /* Without any memory Lua cannot call __gc and __close, nor can the loop tell a
  ** task what it waits for: what is left of tasks then stays until lua_close. */
  if (is_task(t) && t->mode == MODE_FROM) {
    t->loose = 1;
    return;
  }
  if (is_task(t)) clean_up(L, t);
  trying(L, 0);
  if (!prepare(L, t)) return;
  lua_pushvalue(L, 1);
  if (lua_pcall(L, 0, 0, 0) != LUA_OK)
    fault(t, "does not work when tried again", luaL_tolstring(L, -1, NULL));
  lua_settop(L, 2);
  no_descriptors(L, t, before + is_first(t));
}

/* lauxlib's buffers get their metatable when the first of them grows. Without
** memory it stays empty for ever, and every later buffer that grows is an error
** ("got a non-closable value"): Lua 5.4's own, so it is made before. */
static void make_buffers (lua_State *L) {
  luaL_Buffer b;
  luaL_buffinitsize(L, &b, 10000);
  luaL_pushresultsize(&b, 0);
  lua_pop(L, 1);
}

static int load_cases (lua_State *L, const Try *t) {
  luaL_openlibs(L);
  make_buffers(L);
  if (luaL_loadbuffer(L, t->chunk, t->size, t->path) == LUA_OK &&
      lua_pcall(L, 0, 1, 0) == LUA_OK) return 1;
  fprintf(stderr, "%s\n", lua_tostring(L, -1));
  return 0;
}

/* Leaves the case's call and preparation on the stack, which is else empty. */
static int load_case (lua_State *L, Try *t) {
  if (!load_cases(L, t)) exit(2);
  lua_rawgeti(L, -1, t->number);
  lua_rawgeti(L, -1, 2);
  lua_replace(L, 1);
  lua_settop(L, 1);
  if (lua_pcall(L, 0, 2, 0) == LUA_OK) return 1;
  fault(t, "cannot be made", luaL_tolstring(L, -1, NULL));
  return 0;
}

/* Returns 1 where the fault came. */
static int try_once (Try *t) {
  int before = descriptors(), blocks_before = nblocks;
  lua_State *L = lua_newstate(alloc, NULL);
  faulted = 0;
  if (load_case(L, t)) {
    module_find();
    call_faulty(L, t);
  }
  lua_close(L);
  if (bytes != 0) fault(t, "Lua's memory is left", "");
  bytes = 0;
  if (nblocks > blocks_before && !no_blocks())
    fault(t, "C's memory is left", "");
  nblocks = 0;
  if (!t->loose && descriptors_at_most(before) > before)
    fault(t, "a descriptor is left after lua_close", "");
  t->loose = 0;
  return faulted > 0;
}

/* All of one case, in a process of its own. Returns its number of tries. */
static long sweep (Try *t) {
  long tries = 0, faults = t->faults;
  for (t->mode = MODE_FROM; t->mode < MODES; t->mode++)
    /* Thousands of allocations are Lua's compiler at work, and hundreds in tasks
    ** are turns of the loop: then not each. */
    for (t->n = 1; t->n <= N_MOST; t->n += 1 + t->n / (is_task(t) ? 60 : 400)) {
      tries++;
      if (!try_once(t) || t->faults > faults + 5) break;
    }
  return tries;
}

/* ---- all cases --------------------------------------------------------------- */

static long tries_of (Try *t) {
  int ends[2], status;
  long result[2] = {0, 1};
  pid_t pid;
  if (pipe(ends) < 0 || (pid = fork()) < 0) exit(2);
  if (pid == 0) {
    alarm(SECONDS);
    close(ends[0]);
    result[0] = sweep(t);
    result[1] = t->faults;
    if (write(ends[1], result, sizeof result) < 0) _exit(2);
    _exit(0);
  }
  close(ends[1]);
  if (read(ends[0], result, sizeof result) < 0) exit(2);
  close(ends[0]);
  waitpid(pid, &status, 0);
  if (WIFSIGNALED(status))
    printf("fault: %s: signal %d (%s)\n", t->name, WTERMSIG(status),
           WTERMSIG(status) == SIGALRM ? "it waits for ever"
                                       : strsignal(WTERMSIG(status)));
  t->faults = result[1];
  return result[0];
}

static int dump (lua_State *L, const void *p, size_t size, void *ud) {
  Try *t = (Try *)ud;
  char *chunk = (char *)realloc(t->chunk, t->size + size);
  (void)L;
  if (chunk == NULL) return 1;
  memcpy(chunk + t->size, p, size);
  t->chunk = chunk;
  t->size += size;
  return 0;
}

/* Compiles the script and leaves the list of its cases on the stack. */
static void compile (lua_State *L, Try *t) {
  if (luaL_loadfile(L, t->path) != LUA_OK) {
    fprintf(stderr, "%s\n", lua_tostring(L, -1));
    exit(2);
  }
  if (lua_dump(L, dump, t, 0) != 0 || !load_cases(L, t)) exit(2);
}

int main (int argc, char **argv) {
  lua_State *L = luaL_newstate();
  Try t = {0};
  long tries = 0, faults = 0;
  int i, ran = 0, count;
  if (argc < 2) return 2;
  t.path = argv[1];
  compile(L, &t);
  count = (int)lua_rawlen(L, -1);
  for (i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, i);
    lua_rawgeti(L, -1, 1);
    t.name = lua_tostring(L, -1);
    lua_pop(L, 2);  /* the list keeps it */
    if (argc > 2 && strstr(t.name, argv[2]) == NULL) continue;
    t.number = i;
    t.faults = 0;
    fflush(stdout);
    tries += tries_of(&t);
    faults += t.faults;
    ran++;
  }
  printf("count cases=%d tries=%ld faults=%ld\n", ran, tries, faults);
  return faults > 0 || ran == 0;
}

#endif

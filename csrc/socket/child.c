/*
** child.c: child processes of socketserver.ForkingMixIn.
*/
#include "base/argument.h"
#include "base/error.h"
#include "socket/pipe.h"
#include "socket/socket.h"

#include <stdio.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Both processes would write the output that is buffered at the fork, and the
** child's buffers are lost at its end. Other files are not flushed, because another
** thread may hold their locks for long. */
static void flush_output (void) {
  SigpipeBlock b;
  sigpipe_block(&b);
  fflush(stdout);
  fflush(stderr);
  sigpipe_unblock(&b);
}

/* Calls the function and ends the process, without the finalizers, __close and
** atexit functions, which are for the end of the parent. */
static _Noreturn void run_child (lua_State *L) {
  int ok = lua_pcall(L, lua_gettop(L) - 1, 1, 0) == LUA_OK &&
           lua_toboolean(L, -1);
  flush_output();
  _exit(ok ? 0 : 1);
}

/* core._fork(f, ...) -> process id
** Calls f(...) in a child process, which then ends with status 0 if f returns a
** true value, and otherwise with 1. */
static int child_fork (lua_State *L) {
  pid_t pid;
  int err;
  luaL_checktype(L, 1, LUA_TFUNCTION);
  flush_output();
  pid = fork();
  err = errno;
  if (pid == 0) run_child(L);
  if (pid < 0) return err_raise(L, err, "fork");
  lua_pushinteger(L, (lua_Integer)pid);
  return 1;
}

/* core._reap(process id) -> boolean: true if it has ended or is not a child
** It does not wait. */
static int child_reap (lua_State *L) {
  int pid = core_checkint(L, 1), status;
  luaL_argcheck(L, pid > 0, 1, "process id expected");
  status = waitpid((pid_t)pid, NULL, WNOHANG);
  lua_pushboolean(L, status > 0 || (status < 0 && errno == ECHILD));
  return 1;
}

void child_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {
    {"_fork", child_fork}, {"_reap", child_reap}, {NULL, NULL}
  };
  core_setfuncs(L, o, o->internal, functions);
}

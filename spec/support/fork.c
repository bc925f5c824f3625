/*
** fork.c: functions that the specs of fork need and Lua does not have: fork, wait, kill, _exit,
** getpid.
*/
#include <lauxlib.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* fork() -> pid, 0 in the child */
static int do_fork (lua_State *L) {
  lua_pushinteger(L, fork());
  return 1;
}

/* wait(pid) -> exit code, or minus the signal that ended it */
static int do_wait (lua_State *L) {
  int status = 0;
  waitpid((pid_t)luaL_checkinteger(L, 1), &status, 0);
  lua_pushinteger(L, WIFEXITED(status) ? WEXITSTATUS(status)
                                       : -WTERMSIG(status));
  return 1;
}

/* kill(pid, signal) */
static int do_kill (lua_State *L) {
  kill((pid_t)luaL_checkinteger(L, 1), (int)luaL_checkinteger(L, 2));
  return 0;
}

/* exit(code): exits at once, without running finalizers */
static int do_exit (lua_State *L) {
  _exit((int)luaL_checkinteger(L, 1));
}

/* pid() -> pid */
static int do_pid (lua_State *L) {
  lua_pushinteger(L, getpid());
  return 1;
}

int luaopen_fork (lua_State *L) {
  static const luaL_Reg functions[] = {
    {"fork", do_fork}, {"wait", do_wait}, {"kill", do_kill},
    {"exit", do_exit}, {"pid", do_pid}, {NULL, NULL}
  };
  luaL_newlib(L, functions);
  return 1;
}

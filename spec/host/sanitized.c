/*
** sanitized.c: stands for the Lua that $SANITIZED names, and starts it with the
** libraries of $SANITIZER preloaded, after those that the caller preloads: of
** libraries that do not need each other the last is made ready first. As
** arg[-1] is this program, a script that starts its own interpreter again
** starts the sanitized one.
*/
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main (int argc, char **argv) {
  const char *preload = getenv("LD_PRELOAD");
  const char *sanitizer = getenv("SANITIZER");
  const char *lua = getenv("SANITIZED");
  char libraries[4096];
  (void)argc;
  if (sanitizer == NULL || lua == NULL) {
    fputs("SANITIZER and SANITIZED are needed.\n", stderr);
    return 126;
  }
  snprintf(libraries, sizeof libraries, "%s %s", preload != NULL ? preload : "",
           sanitizer);
  setenv("LD_PRELOAD", libraries, 1);
  execvp(lua, argv);
  perror(lua);
  return 126;
}

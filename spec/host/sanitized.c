/*
** sanitized.c: starts the Lua that $SANITIZED names, with the libraries of $SANITIZER
** preloaded. They come after those that the caller preloads, because the dynamic linker
** initializes the last of independent libraries first. As arg[-1] is this program, a
** script that starts its own interpreter starts the sanitized one again.
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
    fputs("SANITIZER and SANITIZED must be set.\n", stderr);
    return 126;
  }
  snprintf(libraries, sizeof libraries, "%s %s", preload != NULL ? preload : "",
           sanitizer);
  setenv("LD_PRELOAD", libraries, 1);
  execvp(lua, argv);
  perror(lua);
  return 126;
}

/*
** Preloaded into a program, catches SIGUSR1 with a handler that lets system
** calls fail with EINTR (no SA_RESTART), as a program that embeds Lua may have
** one. Each time it has run there is one '!' more on standard error.
*/
#include <errno.h>
#include <signal.h>
#include <unistd.h>

static void caught (int signum) {
  int saved = errno;
  ssize_t written = write(2, "!", 1);
  (void)signum;
  (void)written;
  errno = saved;
}

__attribute__((constructor)) static void install (void) {
  struct sigaction action = {0};
  action.sa_handler = caught;
  sigaction(SIGUSR1, &action, NULL);
}

/*
** handlers.c: when it is preloaded, it catches SIGUSR1 with a handler that lets system calls
** fail with EINTR (without SA_RESTART), as a program that embeds Lua may do. The handler
** writes one '!' to standard error each time.
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

/*
** once.c: preloaded after a sanitizer's runtime: the programs that this one
** starts (shells, Python) go without. What LD_PRELOAD was is in PRELOADED.
*/
#include <stdlib.h>

__attribute__((constructor)) static void once (void) {
  const char *preload = getenv("LD_PRELOAD");
  if (preload != NULL) setenv("PRELOADED", preload, 1);
  unsetenv("LD_PRELOAD");
}

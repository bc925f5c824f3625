/*
** once.c: preloaded after a sanitizer's runtime: the programs that this one
** starts (shells, Python) go without.
*/
#include <stdlib.h>

__attribute__((constructor)) static void once (void) {
  unsetenv("LD_PRELOAD");
}

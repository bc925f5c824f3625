/*
** once.c: preloaded after a sanitizer's runtime. The programs that this process starts
** (shells, Python) then run without the sanitizer.
*/
#include <stdlib.h>

__attribute__((constructor)) static void once (void) {
  unsetenv("LD_PRELOAD");
}

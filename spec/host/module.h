/*
** module.h: finds the module's code in memory, so that a host that replaces functions of
** the C library can make only the module's own calls fail.
*/
#include <link.h>
#include <stdint.h>
#include <string.h>

static uintptr_t module_start, module_end;

/* Does this address belong to the module's own code? */
static int module_calls (const void *address) {
  return (uintptr_t)address - module_start < module_end - module_start;
}

static int module_look (struct dl_phdr_info *info, size_t size, void *data) {
  int i;
  (void)size;
  (void)data;
  if (strstr(info->dlpi_name, "pysocket/core.so") == NULL) return 0;
  for (i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *h = &info->dlpi_phdr[i];
    if (h->p_type != PT_LOAD || !(h->p_flags & PF_X)) continue;
    module_start = info->dlpi_addr + h->p_vaddr;
    module_end = module_start + h->p_memsz;
  }
  return 1;
}

/* Finds the module after it was loaded. */
static void module_find (void) {
  if (module_end == 0) dl_iterate_phdr(module_look, NULL);
}

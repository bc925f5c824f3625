/*
** module.h: finds the module's code in memory, so that a host that replaces functions of
** the C library can make only the module's own calls fail.
*/
#include <link.h>
#include <stdint.h>
#include <string.h>

/* The libraries of the module, and those of OpenSSL. */
static const char *const module_names[] = {
  "pysocket/core.so", "pysocket/tls.so", "/libcrypto.so", "/libssl.so"
};

#define MODULE_OWN 2  /* of these names are the module's */
#define MODULE_COUNT (sizeof module_names / sizeof module_names[0])

static struct { uintptr_t start, end; } module_code[MODULE_COUNT];

static int module_within (const void *address, size_t first, size_t end) {
  size_t i;
  for (i = first; i < end; i++)
    if ((uintptr_t)address - module_code[i].start <
        module_code[i].end - module_code[i].start) return 1;
  return 0;
}

/* Does this address belong to the module's own code? */
static int module_calls (const void *address) {
  return module_within(address, 0, MODULE_OWN);
}

static int module_look (struct dl_phdr_info *info, size_t size, void *data) {
  size_t m;
  int i;
  (void)size;
  (void)data;
  for (m = 0; m < MODULE_COUNT; m++) {
    if (strstr(info->dlpi_name, module_names[m]) == NULL) continue;
    for (i = 0; i < info->dlpi_phnum; i++) {
      const ElfW(Phdr) *h = &info->dlpi_phdr[i];
      if (h->p_type != PT_LOAD || !(h->p_flags & PF_X)) continue;
      module_code[m].start = info->dlpi_addr + h->p_vaddr;
      module_code[m].end = module_code[m].start + h->p_memsz;
    }
  }
  return 0;
}

/* Finds the module after it was loaded. */
static void module_find (void) {
  dl_iterate_phdr(module_look, NULL);
}

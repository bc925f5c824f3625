/*
** idna.h: host names that are not ASCII.
*/
#ifndef PYSOCKET_TLS_IDNA_H
#define PYSOCKET_TLS_IDNA_H

#include <stddef.h>

#define IDNA_MAX 255

/* Writes the name, which is UTF-8, to `out` (IDNA_MAX + 1 bytes), with each label
** that is not ASCII as an A-label, such as "xn--bcher-kva". Returns NULL, or an
** error message. */
const char *idna_encode (const char *name, size_t len, char *out);

#endif

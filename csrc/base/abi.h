/*
** abi.h: what two libraries that share a State must agree on. The TLS library
** is built with the core, has its own copy of the folders below it, and refuses
** a core from another build, whose structures may differ.
*/
#ifndef PYSOCKET_BASE_ABI_H
#define PYSOCKET_BASE_ABI_H

#include "base/op.h"
#include "base/own.h"

#define ABI_REVISION 2u  /* increase it when a structure changes its meaning */
#define ABI \
  ((uint32_t)(sizeof(State) + 1009 * sizeof(Socket) + 65537 * sizeof(Op)) + \
   (uint32_t)OWN_END * 16777213u + ABI_REVISION)

#endif

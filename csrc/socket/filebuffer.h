/*
** filebuffer.h: the buffers of makefile's files and of asyncio's readers.
*/
#ifndef PYSOCKET_SOCKET_FILEBUFFER_H
#define PYSOCKET_SOCKET_FILEBUFFER_H

#include "base/bytequeue.h"

typedef struct Stream {
  const char *magic;  /* &stream_magic: distinguishes it from other userdata */
  ByteQueue bytes;
  size_t limit;       /* reading: the maximum length of an iterator's line;
                      ** writing: the maximum number of unsent bytes */
  uint32_t busy;      /* the process in which fill or drain is waiting, or 0 */
  uint32_t process;   /* the process that wrote the first unsent byte */
} Stream;

/* The stream at `idx`, or NULL. */
Stream *stream_test (lua_State *L, int idx);
/* Pushes the next line if it is complete and has at most `most` bytes. */
int stream_pushline (lua_State *L, Stream *s, size_t most, int keep);
/* Removes `n` bytes, and pushes them without the last `drop`. */
void stream_pushtaken (lua_State *L, Stream *s, size_t n, size_t drop);
/* Converts the numbers from `first` on to strings. This may run finalizers, which
** may change any stream or view, so call it before anything is examined or
** counted. */
void stream_convert (lua_State *L, int first);
/* Returns the total length of the arguments from `first` on, and in *wrong the
** index of the first one that is not bytes. */
size_t stream_sum (lua_State *L, int first, int *wrong);
/* Adds the arguments from `first` on, for which the caller has reserved space. */
void stream_add (lua_State *L, Stream *s, int first);

#endif

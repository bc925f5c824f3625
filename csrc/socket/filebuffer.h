/*
** filebuffer.h: the buffers of makefile's files. Those of asyncio's streams extend them
** (loop/streambuffer.c).
*/
#ifndef PYSOCKET_SOCKET_FILEBUFFER_H
#define PYSOCKET_SOCKET_FILEBUFFER_H

#include "base/bytequeue.h"

typedef struct FileBuffer {
  const char *magic;  /* &filebuffer_magic: distinguishes it from other userdata */
  ByteQueue bytes;
  size_t limit;       /* reading: the maximum length of an iterator's line;
                      ** writing: the maximum number of unsent bytes */
  uint32_t busy;      /* the process in which fill or drain is waiting, or 0 */
  uint32_t process;   /* the process that wrote the first unsent byte */
} FileBuffer;

#define FILEBUFFER_VALUES 3  /* the user values that its userdata has */

/* Initializes the file buffer at the start of a userdata. */
void filebuffer_init (FileBuffer *b, lua_Integer limit);
/* The buffer at `idx`, or NULL. */
FileBuffer *filebuffer_test (lua_State *L, int idx);
/* Pushes the next line if it is complete and has at most `max` bytes. */
int filebuffer_pushline (lua_State *L, FileBuffer *b, size_t max, int keep);
/* Removes `n` bytes, and pushes them without the last `drop`. */
void filebuffer_pushtaken (lua_State *L, FileBuffer *b, size_t n, size_t drop);
/* Converts the numbers from `first` on to strings. This may run finalizers, which
** may change any buffer or view, so call it before anything is examined or
** counted. */
void filebuffer_convert (lua_State *L, int first);
/* Returns the total length of the arguments from `first` on, and in *wrong the
** index of the first one that is not bytes. */
size_t filebuffer_sum (lua_State *L, int first, int *wrong);
/* Adds the arguments from `first` on, for which the caller has reserved space. */
void filebuffer_add (lua_State *L, FileBuffer *b, int first);

#endif

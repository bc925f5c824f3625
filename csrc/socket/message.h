/*
** message.h: the messages of sendmsg and recvmsg, and their ancillary data.
** rights.c passes descriptors in them, and afalg.c uses AF_ALG.
*/
#ifndef PYSOCKET_SOCKET_MESSAGE_H
#define PYSOCKET_SOCKET_MESSAGE_H

#include "address/address.h"
#include "wait/wait.h"

#include <limits.h>
#include <sys/uio.h>

/* The kernel counts ancillary data with an int. */
#define MAX_ANCILLARY ((size_t)INT_MAX)

/* Sets a length. POSIX lets the C library choose the width of these fields. */
#define SET_LENGTH(field, n) ((field) = (__typeof__(field))(n))

/* The data that the kernel reads and writes, in a userdata on the stack of the
** call. Its user values anchor the buffers. It owns received descriptors until
** Lua has them: its finalizer closes them after an error. */
typedef struct Message {
  struct msghdr hdr;
  Address address;     /* the destination, or the sender */
  size_t controlsize;  /* space for ancillary data, which follows iov */
  int owns;            /* Lua does not own the descriptors in it yet */
  int64_t until;       /* its deadline, if a lookup has used some of its time */
  struct iovec iov[];
} Message;

typedef struct Reception {
  Op op;
  Message *m;
  size_t size;
} Reception;

/* ---- message.c ------------------------------------------------------------- */

/* Pushes a message with `count` buffers, which the caller must set. */
Message *message_new (lua_State *L, size_t count, size_t controlsize);
/* Pushes a message with the buffers at 2. */
Message *message_tosend (lua_State *L, size_t controlsize, const char *call);
/* Sends it to the address in its header, which is the argument `address` (0:
** none). */
int message_send (lua_State *L, Socket *s, const char *call, Message *m,
                  int flags, int address);
/* Sends it to the address at 5, parsed in *to, or to the peer if that is nil. */
int message_sendto (lua_State *L, Socket *s, const char *call, Message *m,
                    int flags, const Address *to);
/* Pushes a message to receive `controlsize` bytes of ancillary data. */
Message *message_toreceive (lua_State *L, size_t count, size_t controlsize);
int message_receive (lua_State *L, Socket *s, const char *call, Message *m,
                     size_t size, int flags, int (*step) (lua_State *, Op *));
/* The argument `bufsize`, limited as by transfer_size. */
size_t message_checksize (lua_State *L, int arg, const Socket *s, int flags);
/* For a step: receives and pushes the data, or nil for the end of a stream.
** Returns a negative errno if that fails. */
int message_pushdata (lua_State *L, Reception *r);
/* Pushes msg_flags and address, the last results. */
void message_pushrest (lua_State *L, const Reception *r);

/* ---- ancillary.c: ancillary data ---------------------------------------------- */

/* Writes the header of a control message at *at, which it advances. Returns the
** place for the data. */
char *control_add (Message *m, size_t *at, int level, int type, size_t len);
/* The space that the sequence of control messages at `arg` (or nil) needs. */
size_t control_size (lua_State *L, int arg, const char *call);
/* Copies the sequence into the message. */
void control_copy (lua_State *L, int arg, Message *m);
/* Pushes the sequence of all control messages. */
void control_pushall (lua_State *L, const Message *m);
/* Closes the received descriptors: those that the kernel itself created, and
** with `rights` also those that were passed. */
void control_release (Message *m, int rights);
/* Has it received passed descriptors? */
int control_hasrights (const Message *m);
/* Pushes the sequence of the received descriptors. */
void control_pushfds (lua_State *L, const Message *m);

#endif

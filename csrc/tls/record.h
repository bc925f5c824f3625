/*
** record.h: the records of a TLS connection, which OpenSSL writes and reads through a
** BIO.
*/
#ifndef PYSOCKET_TLS_RECORD_H
#define PYSOCKET_TLS_RECORD_H

#include "tls/connection.h"

/* Data that all connections of a State share: the methods of their BIOs, and memory
** for receiving, which usually only one needs at a time. It is created before any
** connection, and so it is finalized after them. */
struct Shared {
  BIO_METHOD *method;
  ByteQueue spare;    /* memory for receiving at once, or none */
  Connection *last;   /* the one that keeps OpenSSL's buffers, or NULL */
};

/* Sends what the kernel takes now, and returns the number of bytes. Stores an error in
** c->error. */
size_t record_send (Connection *c, const char *data, size_t len);
/* Drops the bytes that the kernel has not taken. */
void record_forget (Connection *c);
/* Can OpenSSL continue with the received bytes? It also has to refuse a header that
** is not one of TLS. */
int record_ready (Connection *c);
/* Receives until there is a whole record. Returns 0 or an errno. After its own
** close_notify it receives nothing beyond the peer's, because plain text may
** follow. */
int record_pull (Connection *c, int flags);
/* Releases the memory for receiving if it is empty. */
void record_giveback (Connection *c);
/* Returns a BIO of the connection, or NULL if memory is short. */
BIO *record_newbio (Connection *c);
void record_open (lua_State *L, const Open *o);

#endif

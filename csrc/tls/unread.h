/*
** unread.h: plain text that was received with the end of TLS.
*/
#ifndef PYSOCKET_TLS_UNREAD_H
#define PYSOCKET_TLS_UNREAD_H

#include "base/bytequeue.h"
#include "base/layer.h"

/* A layer that holds the bytes, which it takes out of the ByteQueue. NULL: there is no
** memory. */
Layer *unread_new (ByteQueue *bytes);
/* Gives the layer to a plain socket that has a descriptor, and owns it from now on.
** The table of layers has space for it. */
void unread_set (Socket *s, Layer *l);

#endif

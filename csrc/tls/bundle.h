/*
** bundle.h: a store's certificates from a file of many, each decoded when its name is
** first looked up.
*/
#ifndef PYSOCKET_TLS_BUNDLE_H
#define PYSOCKET_TLS_BUNDLE_H

#include <openssl/x509_vfy.h>

typedef struct Bundle Bundle;

/* Reads a PEM file for the store, which owns the result: it is valid as long as the
** store. Returns NULL if the file contains anything but certificates, or after an error;
** then the store is as before. */
Bundle *bundle_read (X509_STORE *store, const char *path);
/* Decodes all the rest that can be decoded. Returns 0 if there is no memory. OpenSSL's
** errors have to be cleared before. */
int bundle_decode (X509_STORE *store, Bundle *b);

#endif

/*
** bundle.c: a store's certificates from a file of many, each decoded when its name is
** first looked up.
**
** Decoding a certificate takes OpenSSL 3.0 a tenth of a millisecond, and a
** system has more than a hundred, of which a program needs one or two. So only their
** subjects are decoded at first. OpenSSL asks a store's lookups for the certificates of
** a subject that the store itself does not have.
*/
#include "tls/bundle.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

typedef struct Entry {
  unsigned char *der;   /* NULL: it is in the store */
  long len;
  X509_NAME *subject;
} Entry;

struct Bundle {
  X509_LOOKUP_METHOD *method;  /* each has its own, so that none has to outlive them */
  Entry *entries;
  size_t count, size;
};

static void bundle_free (Bundle *b) {
  size_t i;
  for (i = 0; i < b->count; i++) {
    OPENSSL_free(b->entries[i].der);
    X509_NAME_free(b->entries[i].subject);
  }
  free(b->entries);
  X509_LOOKUP_meth_free(b->method);
  free(b);
}

/* ---- reading ---------------------------------------------------------------- */

/* Moves *p into the element there, or past it. Returns 0 if it has another tag. */
static int step (const unsigned char **p, const unsigned char *end, int expected,
                 int into) {
  long len;
  int tag, class;
  const unsigned char *q = *p;
  if (q >= end || (ASN1_get_object(&q, &len, &tag, &class, end - q) & 0x80) ||
      class != V_ASN1_UNIVERSAL || tag != expected) return 0;
  *p = into ? q : q + len;
  return 1;
}

/* The version is optional, and has a tag of its own: 0 of this context. */
static void skip_version (const unsigned char **p, const unsigned char *end) {
  long len;
  int tag, class;
  const unsigned char *q = *p;
  if (q < end && !(ASN1_get_object(&q, &len, &tag, &class, end - q) & 0x80) &&
      class == V_ASN1_CONTEXT_SPECIFIC && tag == 0) *p = q + len;
}

/* The subject follows the version, the serial number, the algorithm, the issuer and the
** validity. Returns NULL if this is not a certificate. */
static X509_NAME *read_subject (const unsigned char *p, long len) {
  const unsigned char *end = p + len;
  int i;
  for (i = 0; i < 2; i++)  /* the certificate, and the part of it that is signed */
    if (!step(&p, end, V_ASN1_SEQUENCE, 1)) return NULL;
  skip_version(&p, end);
  if (!step(&p, end, V_ASN1_INTEGER, 0)) return NULL;
  for (i = 0; i < 3; i++)  /* the algorithm, the issuer, the validity */
    if (!step(&p, end, V_ASN1_SEQUENCE, 0)) return NULL;
  return d2i_X509_NAME(NULL, &p, end - p);
}

/* Takes the certificate. Returns 0 if that fails. */
static int add (Bundle *b, unsigned char *der, long len) {
  X509_NAME *subject = read_subject(der, len);
  if (b->count == b->size) {
    size_t size = b->size > 0 ? 2 * b->size : 128;
    Entry *p = (Entry *)realloc(b->entries, size * sizeof *p);
    if (p != NULL) {
      b->entries = p;
      b->size = size;
    }
  }
  if (subject == NULL || b->count == b->size) {
    X509_NAME_free(subject);
    OPENSSL_free(der);
    return 0;
  }
  b->entries[b->count++] = (Entry){.der = der, .len = len, .subject = subject};
  return 1;
}

static int is_certificate (const char *name) {
  return strcmp(name, PEM_STRING_X509) == 0 || strcmp(name, PEM_STRING_X509_OLD) == 0;
}

/* Reads all of the file. Returns 0 if it has anything else. */
static int read_all (Bundle *b, BIO *bio) {
  char *name, *header;
  unsigned char *der;
  long len;
  while (PEM_read_bio(bio, &name, &header, &der, &len)) {
    int ok = is_certificate(name) && header[0] == '\0';
    OPENSSL_free(name);
    OPENSSL_free(header);
    if (!ok) OPENSSL_free(der);
    if (!ok || !add(b, der, len)) return 0;
  }
  return b->count > 0 && ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_PEM &&
         ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
}

/* ---- looking up --------------------------------------------------------------- */

/* Decodes the certificate into the store, which may have an equal one already. */
static int decode (X509_STORE *store, Entry *e) {
  const unsigned char *p = e->der;
  X509 *cert = d2i_X509(NULL, &p, e->len);
  int ok = cert != NULL && X509_STORE_add_cert(store, cert);
  X509_free(cert);
  if (!ok) return 0;
  OPENSSL_free(e->der);
  e->der = NULL;
  return 1;
}

/* Sets a certificate of the name that the store has. The caller counts the reference. */
static int set_result (X509_STORE *store, const X509_NAME *name, X509_OBJECT *result) {
  const X509_OBJECT *object = X509_OBJECT_retrieve_by_subject(
    X509_STORE_get0_objects(store), X509_LU_X509, name);
  X509 *cert = object != NULL ? X509_OBJECT_get0_X509(object) : NULL;
  if (cert == NULL || !X509_OBJECT_set1_X509(result, cert)) return 0;
  X509_free(cert);
  return 1;
}

/* Decodes all certificates of the name, since OpenSSL does not ask again. Any result but
** 0 would mean success. */
static int by_subject (X509_LOOKUP *lookup, X509_LOOKUP_TYPE type,
                       const X509_NAME *name, X509_OBJECT *result) {
  Bundle *b = (Bundle *)X509_LOOKUP_get_method_data(lookup);
  X509_STORE *store = X509_LOOKUP_get_store(lookup);
  int found = 0;
  size_t i;
  for (i = 0; i < b->count && type == X509_LU_X509; i++) {
    Entry *e = &b->entries[i];
    if (e->der == NULL || X509_NAME_cmp(e->subject, name) != 0) continue;
    found |= decode(store, e);
  }
  return found && set_result(store, name, result);
}

int bundle_decode (X509_STORE *store, Bundle *b) {
  size_t i;
  for (i = 0; i < b->count; i++) {
    if (b->entries[i].der == NULL || decode(store, &b->entries[i])) continue;
    if (ERR_GET_REASON(ERR_peek_error()) == ERR_R_MALLOC_FAILURE) return 0;
    ERR_clear_error();  /* a damaged one */
  }
  return 1;
}

static void lookup_free (X509_LOOKUP *lookup) {
  Bundle *b = (Bundle *)X509_LOOKUP_get_method_data(lookup);
  if (b != NULL) bundle_free(b);
}

static int add_lookup (X509_STORE *store, Bundle *b) {
  X509_LOOKUP *lookup;
  b->method = X509_LOOKUP_meth_new("pysocket's bundle");
  if (b->method == NULL || !X509_LOOKUP_meth_set_free(b->method, lookup_free) ||
      !X509_LOOKUP_meth_set_get_by_subject(b->method, by_subject)) return 0;
  lookup = X509_STORE_add_lookup(store, b->method);
  return lookup != NULL && X509_LOOKUP_set_method_data(lookup, b);
}

Bundle *bundle_read (X509_STORE *store, const char *path) {
  Bundle *b = (Bundle *)calloc(1, sizeof *b);
  BIO *bio = b != NULL ? BIO_new_file(path, "re") : NULL;
  int ok = bio != NULL && read_all(b, bio) && add_lookup(store, b);
  BIO_free(bio);
  if (ok) return b;
  if (b != NULL) bundle_free(b);
  return NULL;
}

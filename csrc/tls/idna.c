/*
** idna.c: encodes host names that are not ASCII, in Punycode (RFC 3492).
**
** Letters are converted to lower case. Anything else that IDNA maps is left as it
** is: such a name is not found, but never confused with another.
*/
#include "tls/idna.h"

#include <string.h>

#define TOO_LONG "a host name has at most 253 letters"
#define LETTERS 63

typedef unsigned int Letter;

/* ---- UTF-8 ---------------------------------------------------------------- */

/* Reads a letter at *p, and advances *p. Returns 0 if it is not UTF-8. */
static Letter next_letter (const char **p, const char *end) {
  const unsigned char *s = (const unsigned char *)*p;
  int i, more = *s < 0x80 ? 0 : *s >= 0xF0 ? 3 : *s >= 0xE0 ? 2 : 1;
  static const Letter least[] = {1, 0x80, 0x800, 0x10000};
  Letter c;
  if ((*s >= 0x80 && *s < 0xC2) || *s > 0xF4 || end - *p <= more) return 0;
  c = more == 0 ? *s : *s & (0x3Fu >> more);
  for (i = 1; i <= more; i++) {
    if ((s[i] & 0xC0) != 0x80) return 0;
    c = c << 6 | (s[i] & 0x3Fu);
  }
  *p += more + 1;
  return c < least[more] || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF ? 0 : c;
}

/* The lower case of Latin, Greek, Cyrillic and Armenian letters. */
static Letter to_small (Letter c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if ((c >= 0x100 && c <= 0x12E) || (c >= 0x132 && c <= 0x137) ||
      (c >= 0x14A && c <= 0x177) || (c >= 0x1E00 && c <= 0x1E95) ||
      (c >= 0x1EA0 && c <= 0x1EFF) || (c >= 0x460 && c <= 0x481) ||
      (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F)) return c | 1;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
    return c + (c & 1);
  if (c == 0x178) return 0xFF;
  if (c == 0x386) return 0x3AC;
  if (c >= 0x388 && c <= 0x38A) return c + 37;
  if (c >= 0x391 && c <= 0x3AB && c != 0x3A2) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x531 && c <= 0x556) return c + 48;
  return c;
}

static int is_dot (Letter c) {
  return c == '.' || c == 0x3002 || c == 0xFF0E || c == 0xFF61;
}

/* ---- Punycode ------------------------------------------------------------- */

enum { BASE = 36, TMIN = 1, TMAX = 26, SKEW = 38, DAMP = 700, BIAS = 72 };

static char digit (Letter d) {
  return (char)(d < 26 ? 'a' + d : '0' + (d - 26));
}

static Letter adapt (Letter delta, Letter points, int first) {
  Letter k = 0;
  delta = first ? delta / DAMP : delta / 2;
  delta += delta / points;
  for (; delta > (BASE - TMIN) * TMAX / 2; k += BASE) delta /= BASE - TMIN;
  return k + (BASE - TMIN + 1) * delta / (delta + SKEW);
}

/* Writes delta as a number of variable length. Returns the new end, or NULL if
** it does not fit. */
static char *put_delta (char *out, const char *end, Letter delta,
                        Letter bias) {
  Letter k;
  for (k = BASE; out < end; k += BASE) {
    Letter t = k <= bias ? TMIN : k >= bias + TMAX ? TMAX : k - bias;
    if (delta < t) {
      *out++ = digit(delta);
      return out;
    }
    *out++ = digit(t + (delta - t) % (BASE - t));
    delta = (delta - t) / (BASE - t);
  }
  return NULL;
}

static Letter least_from (const Letter *letters, int n, Letter from) {
  Letter least = 0x110000;
  int i;
  for (i = 0; i < n; i++)
    if (letters[i] >= from && letters[i] < least) least = letters[i];
  return least;
}

/* Writes the letters that are not ASCII, after the `basic` ones that are. A label is
** too short for delta to overflow. */
static char *put_others (char *out, const char *end, const Letter *letters,
                         int n, Letter basic) {
  Letter code = 128, delta = 0, bias = BIAS, done = basic;
  int i;
  while (done < (Letter)n) {
    Letter next = least_from(letters, n, code);
    delta += (next - code) * (done + 1);
    code = next;
    for (i = 0; i < n; i++) {
      if (letters[i] < code) delta++;
      if (letters[i] != code) continue;
      out = put_delta(out, end, delta, bias);
      if (out == NULL) return NULL;
      bias = adapt(delta, done + 1, done == basic);
      delta = 0;
      done++;
    }
    delta++;
    code++;
  }
  return out;
}

/* Writes a label that is not all ASCII. */
static char *put_label (char *out, const char *end, const Letter *letters,
                        int n) {
  static const char prefix[] = {'x', 'n', '-', '-'};
  Letter basic = 0;
  int i;
  if (end - out < (int)sizeof prefix + n + 1) return NULL;
  memcpy(out, prefix, sizeof prefix);
  out += sizeof prefix;
  for (i = 0; i < n; i++)
    if (letters[i] < 128) {
      *out++ = (char)letters[i];
      basic++;
    }
  if (basic > 0) *out++ = '-';
  return put_others(out, end, letters, n, basic);
}

/* ---- names ---------------------------------------------------------------- */

/* Reads the letters of a label, and advances *p to the dot after them or to the
** end. Returns their number, or -1 if they are not UTF-8 or too many. */
static int read_label (const char **p, const char *end, Letter *letters,
                       int *ascii) {
  int n = 0;
  *ascii = 1;
  while (*p < end) {
    const char *before = *p;
    Letter c = next_letter(p, end);
    if (is_dot(c)) {
      *p = before;
      return n;
    }
    if (c == 0 || n == LETTERS + 1) return -1;
    if (c >= 128) *ascii = 0;
    letters[n++] = c;
  }
  return n;
}

/* Writes a label, which is not converted if it is ASCII. */
static char *put_any (char *out, const char *end, Letter *letters, int n,
                      int ascii) {
  int i;
  if (!ascii) {
    for (i = 0; i < n; i++) letters[i] = to_small(letters[i]);
    return put_label(out, end, letters, n);
  }
  if (end - out < n) return NULL;
  for (i = 0; i < n; i++) *out++ = (char)letters[i];
  return out;
}

const char *idna_encode (const char *name, size_t len, char *out) {
  const char *p = name, *end = name + len, *last = out + IDNA_MAX;
  while (p < end) {
    Letter letters[LETTERS + 1];
    int ascii, n = read_label(&p, end, letters, &ascii);
    if (n < 0) return "it is not UTF-8, or a part has more than 63 letters";
    out = put_any(out, last, letters, n, ascii);
    if (out == NULL || (p < end && out == last)) return TOO_LONG;
    if (p < end) {
      (void)next_letter(&p, end);
      *out++ = '.';
    }
  }
  *out = '\0';
  return NULL;
}

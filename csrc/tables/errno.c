/*
** errno.c: the table pysocket.errno, with the names of Python's errno module and
** `errorcode`, which maps a number to its name.
*/
#include "base/argument.h"
#include "tables/tables.h"

#define VALUE(name) {#name, name}

/* If two names have the same number, errorcode has the later one, so the aliases
** EWOULDBLOCK and EOPNOTSUPP come first. EDEADLK and EDEADLOCK are in the right
** order anyway. */
static const struct { const char *name; int value; } errnos[] = {
#ifdef EWOULDBLOCK
  VALUE(EWOULDBLOCK),
#endif
#ifdef EOPNOTSUPP
  VALUE(EOPNOTSUPP),
#endif
#ifdef E2BIG
  VALUE(E2BIG),
#endif
#ifdef EACCES
  VALUE(EACCES),
#endif
#ifdef EADDRINUSE
  VALUE(EADDRINUSE),
#endif
#ifdef EADDRNOTAVAIL
  VALUE(EADDRNOTAVAIL),
#endif
#ifdef EADV
  VALUE(EADV),
#endif
#ifdef EAFNOSUPPORT
  VALUE(EAFNOSUPPORT),
#endif
#ifdef EAGAIN
  VALUE(EAGAIN),
#endif
#ifdef EALREADY
  VALUE(EALREADY),
#endif
#ifdef EBADE
  VALUE(EBADE),
#endif
#ifdef EBADF
  VALUE(EBADF),
#endif
#ifdef EBADFD
  VALUE(EBADFD),
#endif
#ifdef EBADMSG
  VALUE(EBADMSG),
#endif
#ifdef EBADR
  VALUE(EBADR),
#endif
#ifdef EBADRQC
  VALUE(EBADRQC),
#endif
#ifdef EBADSLT
  VALUE(EBADSLT),
#endif
#ifdef EBFONT
  VALUE(EBFONT),
#endif
#ifdef EBUSY
  VALUE(EBUSY),
#endif
#ifdef ECANCELED
  VALUE(ECANCELED),
#endif
#ifdef ECHILD
  VALUE(ECHILD),
#endif
#ifdef ECHRNG
  VALUE(ECHRNG),
#endif
#ifdef ECOMM
  VALUE(ECOMM),
#endif
#ifdef ECONNABORTED
  VALUE(ECONNABORTED),
#endif
#ifdef ECONNREFUSED
  VALUE(ECONNREFUSED),
#endif
#ifdef ECONNRESET
  VALUE(ECONNRESET),
#endif
#ifdef EDEADLK
  VALUE(EDEADLK),
#endif
#ifdef EDEADLOCK
  VALUE(EDEADLOCK),
#endif
#ifdef EDESTADDRREQ
  VALUE(EDESTADDRREQ),
#endif
#ifdef EDOM
  VALUE(EDOM),
#endif
#ifdef EDOTDOT
  VALUE(EDOTDOT),
#endif
#ifdef EDQUOT
  VALUE(EDQUOT),
#endif
#ifdef EEXIST
  VALUE(EEXIST),
#endif
#ifdef EFAULT
  VALUE(EFAULT),
#endif
#ifdef EFBIG
  VALUE(EFBIG),
#endif
#ifdef EHOSTDOWN
  VALUE(EHOSTDOWN),
#endif
#ifdef EHOSTUNREACH
  VALUE(EHOSTUNREACH),
#endif
#ifdef EIDRM
  VALUE(EIDRM),
#endif
#ifdef EILSEQ
  VALUE(EILSEQ),
#endif
#ifdef EINPROGRESS
  VALUE(EINPROGRESS),
#endif
#ifdef EINTR
  VALUE(EINTR),
#endif
#ifdef EINVAL
  VALUE(EINVAL),
#endif
#ifdef EIO
  VALUE(EIO),
#endif
#ifdef EISCONN
  VALUE(EISCONN),
#endif
#ifdef EISDIR
  VALUE(EISDIR),
#endif
#ifdef EISNAM
  VALUE(EISNAM),
#endif
#ifdef EKEYEXPIRED
  VALUE(EKEYEXPIRED),
#endif
#ifdef EKEYREJECTED
  VALUE(EKEYREJECTED),
#endif
#ifdef EKEYREVOKED
  VALUE(EKEYREVOKED),
#endif
#ifdef EL2HLT
  VALUE(EL2HLT),
#endif
#ifdef EL2NSYNC
  VALUE(EL2NSYNC),
#endif
#ifdef EL3HLT
  VALUE(EL3HLT),
#endif
#ifdef EL3RST
  VALUE(EL3RST),
#endif
#ifdef ELIBACC
  VALUE(ELIBACC),
#endif
#ifdef ELIBBAD
  VALUE(ELIBBAD),
#endif
#ifdef ELIBEXEC
  VALUE(ELIBEXEC),
#endif
#ifdef ELIBMAX
  VALUE(ELIBMAX),
#endif
#ifdef ELIBSCN
  VALUE(ELIBSCN),
#endif
#ifdef ELNRNG
  VALUE(ELNRNG),
#endif
#ifdef ELOOP
  VALUE(ELOOP),
#endif
#ifdef EMEDIUMTYPE
  VALUE(EMEDIUMTYPE),
#endif
#ifdef EMFILE
  VALUE(EMFILE),
#endif
#ifdef EMLINK
  VALUE(EMLINK),
#endif
#ifdef EMSGSIZE
  VALUE(EMSGSIZE),
#endif
#ifdef EMULTIHOP
  VALUE(EMULTIHOP),
#endif
#ifdef ENAMETOOLONG
  VALUE(ENAMETOOLONG),
#endif
#ifdef ENAVAIL
  VALUE(ENAVAIL),
#endif
#ifdef ENETDOWN
  VALUE(ENETDOWN),
#endif
#ifdef ENETRESET
  VALUE(ENETRESET),
#endif
#ifdef ENETUNREACH
  VALUE(ENETUNREACH),
#endif
#ifdef ENFILE
  VALUE(ENFILE),
#endif
#ifdef ENOANO
  VALUE(ENOANO),
#endif
#ifdef ENOBUFS
  VALUE(ENOBUFS),
#endif
#ifdef ENOCSI
  VALUE(ENOCSI),
#endif
#ifdef ENODATA
  VALUE(ENODATA),
#endif
#ifdef ENODEV
  VALUE(ENODEV),
#endif
#ifdef ENOENT
  VALUE(ENOENT),
#endif
#ifdef ENOEXEC
  VALUE(ENOEXEC),
#endif
#ifdef ENOKEY
  VALUE(ENOKEY),
#endif
#ifdef ENOLCK
  VALUE(ENOLCK),
#endif
#ifdef ENOLINK
  VALUE(ENOLINK),
#endif
#ifdef ENOMEDIUM
  VALUE(ENOMEDIUM),
#endif
#ifdef ENOMEM
  VALUE(ENOMEM),
#endif
#ifdef ENOMSG
  VALUE(ENOMSG),
#endif
#ifdef ENONET
  VALUE(ENONET),
#endif
#ifdef ENOPKG
  VALUE(ENOPKG),
#endif
#ifdef ENOPROTOOPT
  VALUE(ENOPROTOOPT),
#endif
#ifdef ENOSPC
  VALUE(ENOSPC),
#endif
#ifdef ENOSR
  VALUE(ENOSR),
#endif
#ifdef ENOSTR
  VALUE(ENOSTR),
#endif
#ifdef ENOSYS
  VALUE(ENOSYS),
#endif
#ifdef ENOTBLK
  VALUE(ENOTBLK),
#endif
#ifdef ENOTCONN
  VALUE(ENOTCONN),
#endif
#ifdef ENOTDIR
  VALUE(ENOTDIR),
#endif
#ifdef ENOTEMPTY
  VALUE(ENOTEMPTY),
#endif
#ifdef ENOTNAM
  VALUE(ENOTNAM),
#endif
#ifdef ENOTRECOVERABLE
  VALUE(ENOTRECOVERABLE),
#endif
#ifdef ENOTSOCK
  VALUE(ENOTSOCK),
#endif
#ifdef ENOTSUP
  VALUE(ENOTSUP),
#endif
#ifdef ENOTTY
  VALUE(ENOTTY),
#endif
#ifdef ENOTUNIQ
  VALUE(ENOTUNIQ),
#endif
#ifdef ENXIO
  VALUE(ENXIO),
#endif
#ifdef EOVERFLOW
  VALUE(EOVERFLOW),
#endif
#ifdef EOWNERDEAD
  VALUE(EOWNERDEAD),
#endif
#ifdef EPERM
  VALUE(EPERM),
#endif
#ifdef EPFNOSUPPORT
  VALUE(EPFNOSUPPORT),
#endif
#ifdef EPIPE
  VALUE(EPIPE),
#endif
#ifdef EPROTO
  VALUE(EPROTO),
#endif
#ifdef EPROTONOSUPPORT
  VALUE(EPROTONOSUPPORT),
#endif
#ifdef EPROTOTYPE
  VALUE(EPROTOTYPE),
#endif
#ifdef ERANGE
  VALUE(ERANGE),
#endif
#ifdef EREMCHG
  VALUE(EREMCHG),
#endif
#ifdef EREMOTE
  VALUE(EREMOTE),
#endif
#ifdef EREMOTEIO
  VALUE(EREMOTEIO),
#endif
#ifdef ERESTART
  VALUE(ERESTART),
#endif
#ifdef ERFKILL
  VALUE(ERFKILL),
#endif
#ifdef EROFS
  VALUE(EROFS),
#endif
#ifdef ESHUTDOWN
  VALUE(ESHUTDOWN),
#endif
#ifdef ESOCKTNOSUPPORT
  VALUE(ESOCKTNOSUPPORT),
#endif
#ifdef ESPIPE
  VALUE(ESPIPE),
#endif
#ifdef ESRCH
  VALUE(ESRCH),
#endif
#ifdef ESRMNT
  VALUE(ESRMNT),
#endif
#ifdef ESTALE
  VALUE(ESTALE),
#endif
#ifdef ESTRPIPE
  VALUE(ESTRPIPE),
#endif
#ifdef ETIME
  VALUE(ETIME),
#endif
#ifdef ETIMEDOUT
  VALUE(ETIMEDOUT),
#endif
#ifdef ETOOMANYREFS
  VALUE(ETOOMANYREFS),
#endif
#ifdef ETXTBSY
  VALUE(ETXTBSY),
#endif
#ifdef EUCLEAN
  VALUE(EUCLEAN),
#endif
#ifdef EUNATCH
  VALUE(EUNATCH),
#endif
#ifdef EUSERS
  VALUE(EUSERS),
#endif
#ifdef EXDEV
  VALUE(EXDEV),
#endif
#ifdef EXFULL
  VALUE(EXFULL),
#endif
};

/* core._errno() -> table
** It is created when pysocket.errno is loaded, because most programs do not need
** it. */
static int errno_table (lua_State *L) {
  size_t i;
  lua_createtable(L, 0, COUNT(errnos) + 1);
  lua_newtable(L);
  for (i = 0; i < COUNT(errnos); i++) {
    lua_pushinteger(L, errnos[i].value);
    lua_setfield(L, -3, errnos[i].name);
    lua_pushstring(L, errnos[i].name);
    lua_rawseti(L, -2, errnos[i].value);
  }
  lua_setfield(L, -2, "errorcode");
  return 1;
}

void errno_open (lua_State *L, const Open *o) {
  static const luaL_Reg functions[] = {{"_errno", errno_table}, {NULL, NULL}};
  core_setfuncs(L, o, o->internal, functions);
}

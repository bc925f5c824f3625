#!/bin/sh
# alone.sh COMMAND ...: runs the command in a network namespace that has only the loopback
# interface, if that is possible, and otherwise directly.

up='import fcntl, socket, struct
fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sH22x", b"lo", 0x41))  # SIOCSIFFLAGS: IFF_UP | IFF_RUNNING'

if command -v python3 >/dev/null && unshare -n true 2>/dev/null; then
  exec unshare -n sh -c 'python3 -c "$0" && exec "$@"' "$up" "$@"
fi
exec "$@"

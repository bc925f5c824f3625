#!/bin/sh
# platforms.sh [SUITE:ARCHITECTURE ...]: runs `make demo` and `make test` on other versions
# of Debian, in a network namespace that has only the loopback interface. Prints a line
# `count …` for each. debootstrap installs the systems below $PLATFORMS
# (/tmp/pysocket-platforms), using the mirror and the proxy of this machine's apt, and they
# stay there for the next time. Without root privileges it ends with status 77.
#
# It runs the sources as they are here, without .git and build.

roots=${PLATFORMS:-/tmp/pysocket-platforms}
packages=clang,gcc,libc6-dev,liblua5.4-dev,libssl-dev,lua-argparse,lua-busted,lua-check,lua-dkjson,lua-socket,lua5.4,make,netbase,openssl,pkg-config,python3,strace
[ $# != 0 ] || set -- bookworm:amd64 trixie:amd64 bookworm:i386

skip() {
  echo "$1"
  exit 77
}

[ "$(id -u)" = 0 ] || skip "Only root can make root directories."
for command in debootstrap unshare chroot ip apt-get; do
  command -v $command >/dev/null || skip "There is no $command here."
done
unshare -mn true 2>/dev/null || skip "There are no namespaces here."
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1)
[ "$mirror" ] || skip "The configuration of apt names no mirror of Debian."
eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
[ -z "$http_proxy" ] || export http_proxy

# make_root SUITE ARCHITECTURE: installs the system in $root, completely or not at all.
make_root() {
  [ -d "$root" ] && return
  rm -rf "$root.new"
  mkdir -p "$roots" || return
  debootstrap --variant=minbase --arch="$2" --include=$packages "$1" "$root.new" "$mirror" >"$root.log" 2>&1 ||
    { tail -n 5 "$root.log"; return 1; }
  printf '127.0.0.1 localhost\n::1 localhost ip6-localhost\n' >"$root.new/etc/hosts"
  mv "$root.new" "$root"
}

# within COMMAND ...: runs the command in namespaces that end with it, together with its mounts.
within() {
  unshare -mnpf --kill-child sh -c '
    root=$0
    ip link set lo up || exit
    mount --make-rprivate / &&
      mount -t proc proc "$root/proc" &&
      mount --rbind /sys "$root/sys" &&
      mount --rbind /dev "$root/dev" &&
      mount -t tmpfs tmp "$root/tmp" || exit
    exec chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEPS=0 "$@"' "$root" "$@"
}

# try SUITE ARCHITECTURE
try() {
  root=$roots/$1-$2
  make_root "$1" "$2" || return
  rm -rf "$root/src"
  mkdir "$root/src"
  tar -c --exclude=./.git --exclude=./build --warning=no-file-ignored . | tar -x -C "$root/src" || return
  within sh -c 'cd /src && make demo && make test' >"$root.out" 2>&1
  status=$?
  tail -n 4 "$root.out" | sed -n "s/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped.*/\
count $1_$2_passed=\1 $1_$2_failed=\2 $1_$2_skipped=\3/p"
  [ $status = 0 ] || { grep -A 8 -E 'FAILED|error:' "$root.out" || tail -n 20 "$root.out"; }
  return $status
}

failed=0
for platform in "$@"; do
  try "${platform%:*}" "${platform#*:}" || failed=1
done
exit $failed

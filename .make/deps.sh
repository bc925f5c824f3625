#!/bin/sh
# deps.sh [--check] bench|build|check|demo|lint|test
# Finds out which of the things that the target needs are missing, lists them, and installs
# them with apt-get. With --check or DEPS=0, or without apt-get, it only lists them. If
# nothing is missing, it prints nothing and runs no package manager. Things that a target can
# use but does not need are installed too, if possible.

here=$(dirname "$0")
cc=${CC:-cc}
lua=${LUA:-lua5.4}
version=$(sh "$here/lua.sh" version)
hint=:

needs() {
  case $1 in
    # An interpreter that the user names decides which headers are used.
    build) echo cc libc headers "$([ "$lua" = lua5.4 ] || echo lua)" ;;
    bench | check | demo) echo cc libc headers lua ;;
    lint) echo cc libc headers luacheck "$(for_ci gcc clang)" ;;
    test) echo "$(needs lint)" lua busted python3 strace names proc \
      "$(for_ci luarocks valgrind curl socat wrk nginx nginx-stream haproxy \
        lua-redis redis-server prosody aiosmtpd pyftpdlib)" ;;
  esac
}

has_use_for() {
  case $1 in
    bench) echo python3 luasocket luv cqueues luasec luaossl nginx wrk valgrind ssl openssl ;;
    demo) echo ssl ;;
    test) echo ssl openssl argparse dkjson luasocket luasec \
      "$(for_ci gnutls-cli stunnel4 exim4 postgres chromium-headless-shell sslscan)" ;;
    check) echo "$(needs test)" "$(has_use_for test)" gcc clang sanitizers fuzzer liblua valgrind clang-tidy cppcheck \
      "$(for_ci testssl)" ;;
  esac
}

# Prints the things that only CI needs: C must compile without warnings with both compilers,
# the rockspec must build, no code may use freed memory, the examples must work with real
# clients and behind real proxies, and other libraries must work with real servers.
for_ci() {
  [ -z "$CI" ] || echo "$@"
}

has() {
  case $1 in
    cc) command -v "${cc%% *}" >/dev/null ;;
    libc) echo '#include <stdio.h>' | $cc -E - >/dev/null 2>&1 ;;
    headers) sh "$here/lua.sh" cflags >/dev/null ;;
    lua) runs_lua ;;
    busted) runs_lua 'require "busted.runner"' ;;
    luacheck) luacheck --version >/dev/null 2>&1 ;;
    luasocket) runs_lua 'require "socket"' ;;
    luasec) runs_lua 'require "ssl"' ;;
    luv | argparse | dkjson) runs_lua "require '$1'" ;;
    cqueues) runs_lua 'require "cqueues"' ;;
    luaossl) runs_lua 'require "openssl"' ;;
    python3) python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null ;;
    names) resolves_names ;;
    proc) [ -r /proc/self/stat ] ;;
    sanitizers) builds gcc -fsanitize=address,undefined && builds gcc -fsanitize=thread ;;
    fuzzer) builds clang -fsanitize=fuzzer,address,undefined LLVMFuzzerTestOneInput ;;
    liblua) builds "$cc" -llua$version ;;
    lua-redis) [ -e /usr/share/lua/5.3/redis.lua ] ;;
    aiosmtpd | pyftpdlib) /usr/bin/python3 -c "import $1" 2>/dev/null ;;
    nginx | haproxy | exim4) command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] ;;
    postgres) command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 ;;
    ssl) "${PKG_CONFIG:-pkg-config}" --exists 'openssl >= 3' 2>/dev/null ;;
    nginx-stream) [ -e /usr/lib/nginx/modules/ngx_stream_module.so ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

builds() {
  echo "int ${3:-main}(void) { return 0; }" | $1 -x c - "$2" -o /dev/null 2>/dev/null
}

# A system without these three does not even resolve localhost.
resolves_names() {
  grep -qs '^http[[:space:]]' /etc/services &&
    grep -qs '^tcp[[:space:]]' /etc/protocols &&
    grep -qsw localhost /etc/hosts
}

runs_lua() {
  $lua -e "assert(_VERSION == 'Lua $version') $1" </dev/null >/dev/null 2>&1
}

debian_package() {
  case $1 in
    cc)
      case $cc in
        clang*) echo clang libc6-dev ;;
        cc* | gcc*) echo gcc libc6-dev ;;
      esac ;;
    libc) echo libc6-dev ;;
    headers) echo liblua$version-dev ;;
    lua) [ "$lua" != lua5.4 ] || echo lua5.4 ;; # otherwise it is the user's own
    busted) echo lua-busted ;;
    luacheck) echo lua-check ;;
    luasocket) echo lua-socket ;;
    luasec) echo lua-sec ;;
    luv | argparse | dkjson) echo "lua-$1" ;;
    cqueues | luaossl) echo "lua-$1" ;;
    ssl) echo libssl-dev pkg-config ;;
    nginx) echo nginx-light ;;
    gnutls-cli) echo gnutls-bin ;;
    exim4) echo exim4-daemon-light ;;
    testssl) echo testssl.sh ;;
    postgres) echo postgresql ;;
    names) echo netbase ;;
    nginx-stream) echo libnginx-mod-stream ;;
    aiosmtpd | pyftpdlib) echo "python3-$1" ;;
    proc) ;;
    sanitizers) echo gcc libc6-dev ;;
    fuzzer) echo clang libclang-rt-dev ;;
    liblua) echo liblua$version-dev ;;
    *) echo "$1" ;;
  esac
}

describe() {
  case $1 in
    cc) echo "a C compiler ($cc)" ;;
    libc) echo "the C library's headers" ;;
    headers) echo "the C headers of Lua $version" ;;
    lua) echo "Lua 5.4$([ "$lua" = lua5.4 ] || echo " or 5.5, which LUA=$lua is not")" ;;
    busted) echo "busted for Lua $version" ;;
    python3) echo "Python 3.8 or newer" ;;
    proc) echo "/proc" ;;
    sanitizers) echo "gcc's sanitizers" ;;
    fuzzer) echo "clang's sanitizers and libFuzzer" ;;
    liblua) echo "the library of Lua $version, to link with" ;;
    names) echo "names of services, protocols and localhost in /etc" ;;
    nginx-stream) echo "nginx's stream module" ;;
    argparse | dkjson) echo "the library $1 for Lua $version, which doc/porting.md shows" ;;
    ssl) echo "OpenSSL 3 for pysocket.ssl (and pkg-config, which finds it)" ;;
    *) echo "$1" ;;
  esac
}

# Hints for installing by hand.
hint() {
  case $1 in
    headers) echo " (lua.h; LUA_INCDIR=DIRECTORY names their directory)" ;;
    lua) echo " (LUA=FILE names the interpreter)" ;;
    busted) echo " (luarocks --lua-version $version install busted)" ;;
    luacheck) echo " (luarocks install luacheck)" ;;
    proc) echo " (mount -t proc proc /proc)" ;;
  esac
}

missing() {
  for item in "$@"; do
    has "$item" || echo "$item"
  done
}

list() {
  for item in "$@"; do
    echo "  $(describe "$item")$($hint "$item")"
  done
}

packages() {
  for item in "$@"; do
    debian_package "$item"
  done | tr ' ' '\n' | sort -u | tr '\n' ' '
}

by_hand() {
  {
    hint=hint
    echo "Missing here:"
    list "$@"
    echo "$advice"
  } >&2
  exit 1
}

apt() {
  # Non-interactive, and waits for another apt that is running.
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

# Checks whether apt knows the packages. Empty or old package lists may lack a package, or
# name a file that no longer exists.
known() {
  for package in "$@"; do
    apt-cache show --no-all-versions "$package" >/dev/null 2>&1 || return 1
  done
}

install() {
  echo "Missing here:"
  list "$@"
  set -- $(packages "$@")
  echo "Installing with apt-get (DEPS=0 prevents it): $*"
  known "$@" || apt update || return
  apt install -y --no-install-recommends "$@" ||
    { apt update && apt install -y --no-install-recommends "$@"; }
}

check=
[ "$DEPS" != 0 ] || check=yes
if [ "$1" = --check ]; then
  check=yes
  shift
fi
target=$1

# Installs the useful things one by one, so that a missing package does not prevent the others.
install_useful() {
  useful=$(missing $(has_use_for "$target"))
  [ -n "$useful" ] && [ -z "$check" ] && command -v apt-get >/dev/null || return
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || return
  [ "$(id -u)" = 0 ] || as_root=sudo
  for item in $useful; do
    install "$item" || echo "Continuing without $(describe "$item")."
  done
}

found=$(missing $(needs "$target"))
if [ -z "$found" ]; then
  install_useful
  exit 0
fi

if [ "$check" ]; then
  advice="Install it by hand, or with: make deps"
  packages $found | grep -q . || advice="No package contains it."
  by_hand $found
fi
if ! command -v apt-get >/dev/null; then
  advice="This system has no apt-get: please install it by hand, then run make again."
  by_hand $found
fi
for item in $found; do
  if [ -z "$(debian_package "$item")" ]; then
    advice="No package contains it."
    by_hand "$item"
  fi
done
as_root=
if [ "$(id -u)" != 0 ]; then
  as_root=sudo
  if ! command -v sudo >/dev/null; then
    advice="There is no sudo here. As root: apt-get install $(packages $found)"
    by_hand $found
  fi
fi
install $found
found=$(missing $(needs "$target"))
if [ -n "$found" ]; then
  advice="apt-get did not install it: please install it by hand, then run make again."
  by_hand $found
fi
install_useful
exit 0

#!/bin/sh
# check.sh [NAME ...]: what `make check` runs, all of it or what is named: tries to
# break the module, with memory and system calls that fail, sanitizers, fuzzers,
# signals, threads, load, and static analysis. Two checks run at a time. Ends with
# `N passed, N failed, N skipped`, and status 1 if any failed.
#
# check.sh --figures: writes the figures of the last run into doc/reliability.md.
#
# A check is a function check_NAME below. It prints lines `count KEY=VALUE ...`,
# which are its figures; status 77 says that it was skipped, its last line why.

root=$(cd "$(dirname "$0")/.." && pwd) || exit
cd "$root" || exit
build=${BUILD:-build}
out=$build/check
lua=${LUA:-lua5.4}
cc=${CC:-cc}
host=spec/host
seconds=${FUZZ_SECONDS:-60}  # of each fuzzer
lua_cflags=$(sh .make/lua.sh cflags) || exit
warnings="-Wall -Wextra -Wshadow -Wconversion -Werror"

mkdir -p "$out" || exit

# ---- building ----------------------------------------------------------------

# A program of spec/host, linked with Lua.
program() {
  eval "${2:-$cc} -std=gnu11 -O1 -g $warnings -rdynamic $lua_cflags ${3:-} \
    -o $out/$1.$$ $host/$1.c -llua5.4 -ldl -pthread" && mv "$out/$1.$$" "$out/$1"
}

# A library of spec/host, for LD_PRELOAD or Lua's require.
library() {
  eval "$cc -std=gnu11 -O1 -g $warnings -shared -fPIC -DMODULE $lua_cflags \
    -o $out/$1.so.$$ $host/$1.c -ldl -pthread" && mv "$out/$1.so.$$" "$out/$1.so"
}

# core.so with other flags, into a directory of its own: variant NAME CC CFLAGS
variant() {
  make -s build BUILD="$out/$1" CC="$2" CFLAGS="$3" HARDEN= LDFLAGS= >"$out/$1.build" 2>&1 ||
    { cat "$out/$1.build"; return 1; }
}

with_variant() {
  eval "$(BUILD=$out/$1 sh .make/env.sh)"
}

# ---- the checks ---------------------------------------------------------------

# Memory fails at each allocation in turn.
memory() {
  program failalloc || return
  "$out/failalloc" "$host/cases/$1.lua" 2>"$out/memory_$1.stderr" ||
    { tail -n 5 "$out/memory_$1.stderr"; return 1; }
}
check_memory_socket() { memory socket; }
check_memory_file() { memory file; }
check_memory_select() { memory select; }
check_memory_asyncio() { memory asyncio; }
check_memory_load() { memory load; }

# Has each function a case?
check_coverage() { $lua "$host/coverage.lua"; }

# ---- running them ---------------------------------------------------------------

# What is sensitive to time is not disturbed by others: it comes last, alone.
together="memory_asyncio memory_load memory_socket memory_file memory_select coverage"
alone=""

one() {
  began=$(date +%s)
  log=$out/$1.log
  # A check that hangs is a failure, not the end of the run.
  timeout -k 5 "${CHECK_TIMEOUT:-600}" sh "$0" --run "$1" >"$log" 2>&1
  status=$?
  took=$(($(date +%s) - began))
  case $status in
    0) word=ok ;;
    77) word=skipped ;;
    124 | 137) word=FAILED; echo "It did not end in time." >>"$log" ;;
    *) word=FAILED ;;
  esac
  echo "$word" >"$out/$1.status"
  {
    printf '%-8s %-20s %4d s  %s\n' "$word" "$1" "$took" \
      "$(sed -n 's/^count //p' "$log" | tr '\n' ' ')"
    if [ "$word" = FAILED ]; then tail -n 40 "$log" | sed 's/^/      /'; fi
    if [ "$word" = skipped ]; then tail -n 1 "$log" | sed 's/^/      /'; fi
  } >"$out/$1.report"
  cat "$out/$1.report"
  return 0
}

number() {
  n=0
  for check in $names; do
    if [ "$(cat "$out/$check.status" 2>/dev/null)" = "$1" ]; then n=$((n + 1)); fi
  done
  echo "$n"
}

wanted() {

  check=$1
  shift
  for name in "$@"; do
    case $check in $name*) return 0 ;; esac
  done
  return 1
}

case $1 in
  --run)
    "check_$2"
    exit ;;
  --one)
    one "$2"
    exit ;;
  --figures)
    exec $lua "$host/figures.lua" "$out" ;;
esac

names=
for check in $together $alone; do
  if [ $# = 0 ] || wanted "$check" "$@"; then names="$names $check"; fi
done
for check in $names; do rm -f "$out/$check.status"; done
for check in $together; do
  case " $names " in *" $check "*) echo "$check" ;; esac
done | xargs -r -n 1 -P 2 sh "$0" --one
for check in $alone; do
  case " $names " in *" $check "*) one "$check" ;; esac
done
passed=$(number ok) skipped=$(number skipped)
failed=$(($(echo "$names" | wc -w) - passed - skipped))
echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]

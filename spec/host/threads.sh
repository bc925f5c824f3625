#!/bin/sh
# threads.sh: several Lua states on several threads, each running the echo demo,
# blocking and in tasks, under ThreadSanitizer. STATES (8) and ROUNDS (4) may be
# given. Ends with `N passed, N failed, N skipped`.

cd "$(dirname "$0")/../.." || exit
out=${BUILD:-build}/check
mkdir -p "$out" || exit
lua_cflags=$(sh .make/lua.sh cflags) || exit
tsan="-fsanitize=thread -O1 -g"

skip() {
  echo "0 passed, 0 failed, 1 skipped"
  echo "$1"
  exit 77
}

# Some kernels place memory where ThreadSanitizer wants its own.
for plain in "" "setarch -R"; do
  for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    echo 'int main (void) { return 0; }' | $cc -x c $tsan -o "$out/try" - 2>/dev/null &&
      $plain "$out/try" 2>/dev/null && break 2
  done
  cc=
done
[ "$cc" ] || skip "No compiler here has a ThreadSanitizer that runs."

make -s build BUILD="$out/tsan" CC="$cc" CFLAGS="$tsan" HARDEN= LDFLAGS= >"$out/tsan.build" 2>&1 ||
  { cat "$out/tsan.build"; exit 1; }
eval "$cc -std=gnu11 -Wall -Wextra -Wshadow -Wconversion -Werror $tsan $lua_cflags \
  -rdynamic -o $out/threads spec/host/threads.c -llua5.4 -ldl -pthread" || exit
eval "$(BUILD=$out/tsan sh .make/env.sh)"

TSAN_OPTIONS="halt_on_error=0 exitcode=66 report_signal_unsafe=1" \
  timeout 200 $plain "$out/threads" spec/host/threads.lua "${STATES:-8}" "${ROUNDS:-4}" >"$out/threads.out" 2>&1
status=$?
races=$(grep -c '^WARNING: ThreadSanitizer' "$out/threads.out")
if [ $status = 0 ] && [ "$races" = 0 ]; then
  cat "$out/threads.out"
  echo "count races=0"
  echo "1 passed, 0 failed, 0 skipped"
else
  head -n 150 "$out/threads.out"
  echo "status $status, $races reports"
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

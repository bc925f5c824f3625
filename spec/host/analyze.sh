#!/bin/sh
# analyze.sh [gcc|clang-tidy|cppcheck]: static analysis of the C code in csrc and spec/host
# with each of the three tools, which must find nothing. Each suppression has a comment with
# its reason: in .clang-tidy, in analyze/cppcheck.txt, or in the source. The last line is
# `N passed, N failed, N skipped`, where each unit is one file checked by one tool.

cd "$(dirname "$0")/../.." || exit
lua_cflags=$(sh .make/lua.sh cflags) || exit
settings=spec/host/analyze
out=${BUILD:-build}/analyze
mkdir -p "$out" || exit
common="-std=gnu11 -Icsrc -D_GNU_SOURCE -include $settings/noreturn.h $lua_cflags"
# `make lint` runs gcc -Wall -Wextra and clang; these tools find more.

defining() { echo "-DDEFINES_$(basename "$1" .c)"; }

gcc_() {
  wrong=
  # gcc 12 loses track of memory that is stored through a pointer in a struct.
  case $1 in csrc/socket/filebuffer.c) wrong=-Wno-analyzer-malloc-leak ;; esac
  eval "gcc -O2 -fanalyzer -Wall -Wextra -Werror $common $(defining "$1") $wrong -c -o /dev/null $1"
}

clang_tidy_() {
  eval "clang-tidy --quiet $1 -- $common $(defining "$1")" 2>/dev/null
}

cppcheck_() {
  eval "cppcheck -q --error-exitcode=1 --enable=warning,performance,portability,style \
    --inline-suppr --std=c11 -Icsrc -D__linux__ -DLLONG_MAX=9223372036854775807LL --library=posix \
    --library=$settings/cppcheck.cfg --suppressions-list=$settings/cppcheck.txt $lua_cflags $1"
}

if [ "$1" = --one ]; then
  log=$out/$2.$(basename "$3").log
  case $2 in gcc) f=gcc_ ;; clang-tidy) f=clang_tidy_ ;; cppcheck) f=cppcheck_ ;; esac
  if "$f" "$3" >"$log" 2>&1; then echo "ok      $2 $3"; else
    echo "FAILED  $2 $3"
    sed 's/^/      /' "$log"
  fi
  exit 0
fi

for tool in ${*:-clang-tidy cppcheck gcc}; do
  for file in csrc/*.c csrc/*/*.c spec/host/*.c spec/host/*/*.c; do
    [ -f "$file" ] || continue
    if command -v "$tool" >/dev/null; then echo "$tool $file"; else echo "$tool" >&3; fi
  done
done 3>"$out/skipped" | xargs -r -n 2 -P "${JOBS:-2}" sh "$0" --one | tee "$out/results"
sort -u "$out/skipped" | sed 's/^/There is no /; s/$/ here: C goes without its analysis./'
passed=$(grep -c '^ok ' "$out/results")
failed=$(grep -c '^FAILED ' "$out/results")
skipped=$(wc -l <"$out/skipped")
echo "count analyses=$passed findings=$failed"
echo "$passed passed, $failed failed, $((skipped)) skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]

#!/bin/sh
# analyze.sh [gcc|clang-tidy|cppcheck]: static analysis of csrc and of spec/host's
# own C, with each of the three, which must find nothing. What is suppressed says
# why where it stands: in .clang-tidy, in analyze/cppcheck.txt, in the source.
# Ends with `N passed, N failed, N skipped`: one check of one file with one tool.

cd "$(dirname "$0")/../.." || exit
lua_cflags=$(sh .make/lua.sh cflags) || exit
told=spec/host/analyze
out=${BUILD:-build}/analyze
mkdir -p "$out" || exit
common="-std=gnu11 -Icsrc -D_GNU_SOURCE -include $told/noreturn.h $lua_cflags"
# gcc -Wall -Wextra and clang are `make lint`; here is what looks further.

room() { echo "-DROOM_$(basename "$1" .c)"; }

gcc_() {
  wrong=
  # gcc 12 loses sight of memory that is kept in what a pointer in a struct points to.
  case $1 in csrc/socket/filebuffer.c) wrong=-Wno-analyzer-malloc-leak ;; esac
  eval "gcc -O2 -fanalyzer -Wall -Wextra -Werror $common $(room "$1") $wrong -c -o /dev/null $1"
}

clang_tidy_() {
  eval "clang-tidy --quiet $1 -- $common $(room "$1")" 2>/dev/null
}

cppcheck_() {
  eval "cppcheck -q --error-exitcode=1 --enable=warning,performance,portability,style \
    --inline-suppr --std=c11 -Icsrc -D__linux__ -DLLONG_MAX=9223372036854775807LL --library=posix \
    --library=$told/cppcheck.cfg --suppressions-list=$told/cppcheck.txt $lua_cflags $1"
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

#!/bin/sh
# check.sh [NAME ...]: runs the checks of `make check`, either all of them or those that
# are named. They try to break the module, with failing memory and system calls,
# sanitizers, fuzzers, signals, threads, load, and static analysis. Two checks run at a
# time. The last line is `N passed, N failed, N skipped`; the status is 1 if any failed.
#
# check.sh --figures: writes the figures of the last run into doc/reliability.md.
#
# A check is a function check_NAME below. It prints its figures in lines
# `count KEY=VALUE ...`. Status 77 means that it was skipped; its last line says why.

root=$(cd "$(dirname "$0")/.." && pwd) || exit
cd "$root" || exit
build=${BUILD:-build}
out=$build/check
case $out in
  /*) whole=$out ;;
  *) whole=$root/$out ;;
esac
lua=${LUA:-lua5.4}
cc=${CC:-cc}
host=spec/host
seconds=${FUZZ_SECONDS:-60}  # of each fuzzer
lua_version=$(sh .make/lua.sh version)
lua_cflags=$(sh .make/lua.sh cflags) || exit
warnings="-Wall -Wextra -Wshadow -Wconversion -Werror"

mkdir -p "$out" || exit

# ---- building ----------------------------------------------------------------

# Skips the check if the compiler does not support it: able CC FLAGS WHAT [FUNCTION]
able() {
  echo "int ${4:-main} (void) { return 0; }" | eval "$1 -x c - -o $out/able.$$ $2" 2>/dev/null ||
    { echo "There is no $3 here."; return 77; }
  rm "$out/able.$$"
}

# Builds a program of spec/host, linked with Lua.
program() {
  able "$cc" -llua$lua_version "library of Lua $lua_version to link with" || return
  eval "${2:-$cc} -std=gnu11 -O1 -g $warnings -rdynamic $lua_cflags ${3:-} \
    -o $out/$1.$$ $host/$1.c -llua$lua_version -ldl -pthread" && mv "$out/$1.$$" "$out/$1"
}

# Builds a library of spec/host, for LD_PRELOAD or Lua's require.
library() {
  eval "$cc -std=gnu11 -O1 -g $warnings -shared -fPIC -DMODULE $lua_cflags \
    -o $out/$1.so.$$ $host/$1.c -ldl -pthread" && mv "$out/$1.so.$$" "$out/$1.so"
}

# Builds core.so with other flags, in a directory of its own: variant NAME CC CFLAGS
variant() {
  make -s build BUILD="$out/$1" CC="$2" CFLAGS="$3" HARDEN= LDFLAGS= >"$out/$1.build" 2>&1 ||
    { cat "$out/$1.build"; return 1; }
}

with_variant() {
  eval "$(BUILD=$out/$1 sh .make/env.sh)"
}

# Skips the check where pysocket.ssl was not built.
with_ssl() {
  [ -f "$out/plain/pysocket/tls.so" ] || { echo "There is no OpenSSL here."; return 77; }
}

# ---- the checks ---------------------------------------------------------------

# Each allocation fails in turn.
memory() {
  program failalloc || return
  "$out/failalloc" "$host/cases/$1.lua" 2>"$out/memory_$1.stderr" ||
    { tail -n 5 "$out/memory_$1.stderr"; return 1; }
}
check_memory_socket() { memory socket; }
check_memory_file() { memory file; }
check_memory_select() { memory select; }
check_memory_asyncio() { memory asyncio; }
check_memory_socketserver() { memory socketserver; }
check_memory_luasocket() { memory luasocket; }
check_memory_ssl() { with_ssl && memory ssl; }
# A sample of OpenSSL's allocations fails, one at a time.
check_memory_openssl() {
  with_ssl && program failalloc && "$out/failalloc" -openssl "$host/openssl.lua"
}
check_memory_load() { memory load; }

# Checks that each function has a case.
check_coverage() { $lua "$host/coverage.lua"; }

# Each system call fails in turn, with each error that it can return.
check_faults() {
  library faults || return
  export LUA_CPATH="$out/?.so;$LUA_CPATH"
  env LD_PRELOAD="$whole/faults.so" $lua "$host/faults.lua"
}

check_arguments() { $lua "$host/arguments.lua"; }

# Makes a certificate for localhost, if there is TLS: $CERTIFICATE.
certificate() {
  $lua -e 'require "pysocket.ssl"' 2>/dev/null && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
    -nodes -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout "$out/key.pem" -out "$out/cert.pem" \
    2>/dev/null || return
  cat "$out/key.pem" "$out/cert.pem" >"$out/localhost.pem"
  CERTIFICATE=$out/localhost.pem
  export CERTIFICATE
}

# A signal arrives each millisecond. Lua's own io is not used, because EINTR would end it.
check_signals() {
  library ticks || return
  certificate
  export LUA_CPATH="$out/?.so;$LUA_CPATH"
  LUA="$lua" $lua "$host/signals.lua" "${MIB:-1024}"
}

# specs NAME [SPEC ...]: runs the specs with $LUA, or with the command $runner if the
# processes that they start must not use it too. busted puts its own paths first, so it
# gets the same ones.
specs() {
  name=$1
  shift
  ${runner:-${LUA:-$lua}} .make/busted.lua --cpath="${LUA_CPATH%%;*}" "$@" >"$out/specs_$name.out" 2>&1
  status=$?
  tail -n 1 "$out/specs_$name.out" |
    sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/count specs_passed=\1 specs_failed=\2 specs_skipped=\3/p'
  [ $status = 0 ] || awk '/^[^ ]|^  [^ ]/ { failed = /^  FAILED/ } failed' "$out/specs_$name.out"
  return $status
}

# Fails if a report contains a line that does not match the pattern:
# reports NAME [PATTERN]
reports() {
  found=$(grep -l -v -E -e "${2:-^$}" "$out/$1".report.* 2>/dev/null)
  echo "count reports=$(echo "$found" | grep -c .)"
  [ -z "$found" ] || { head -n 40 $found; return 1; }
}

# ASan and UBSan: core.so is built with both, and their runtime is preloaded into the
# system's Lua in each process that is started as $LUA (spec/host/sanitized.c).
sanitized() {
  able gcc -fsanitize=address,undefined "AddressSanitizer of gcc" || return
  # Of two checks that run at the same time, one builds and the other waits for it.
  (
    flock 9
    library once && program sanitized && variant asan gcc \
      "-g -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"
  ) 9>"$out/asan.lock" || return
  with_variant asan
  SANITIZED=$lua SANITIZER="$(gcc -print-file-name=libasan.so) $whole/once.so" LUA=$whole/sanitized
  # Libraries of specs that are preloaded come before it (see sanitized.c).
  ASAN_OPTIONS="detect_leaks=1:verify_asan_link_order=0:allocator_may_return_null=1"
  UBSAN_OPTIONS="print_stacktrace=1"
  export SANITIZED SANITIZER LUA ASAN_OPTIONS UBSAN_OPTIONS
}

# Runs the specs, except for those of the tools, which build and measure without the
# sanitizers. Specs that cannot run here skip themselves, see support.checker().
check_asan() {
  sanitized || return
  rm -f "$out"/asan.report.*
  ASAN_OPTIONS="$ASAN_OPTIONS:log_path=$whole/asan.report"
  UBSAN_OPTIONS="$UBSAN_OPTIONS:log_path=$whole/asan.report"
  specs asan $(ls spec/*_spec.lua | grep -v -E '/(bench|build|layers)_spec')
  failed=$?
  # The specs also make allocations fail. LeakSanitizer cannot stop the threads of a
  # parent whose child it examines, and says so, but it still reports leaks.
  reports asan 'WARNING: AddressSanitizer failed to allocate|Running thread [0-9]+ was not suspended' &&
    [ $failed = 0 ]
}

# Finalizers change the objects in use, at every allocation.
check_finalizers() {
  sanitized || return
  "$LUA" "$host/finalizers.lua" 4 $FUZZ_SEED
}

# cases NAME TIMES COMMAND ...: runs each case TIMES times with the command.
cases() {
  cat >"$out/cases_$1.lua" <<END
local support = require "spec.host.support"
local n = 0
for _, file in ipairs(support.case_files) do
  for _, case in ipairs(dofile(file)) do
    local call, prepare = case[2]()
    for _ = 1, $2 do
      if prepare then prepare() end
      local ok, e = pcall(call)
      if not ok then error(case[1] .. ": " .. tostring(e), 0) end
      n = n + 1
    end
  end
end
debug.sethook()
print("count $1_cases=" .. n)
END
  name=$1
  shift 2
  "$@" "$out/cases_$name.lua"
}

# spec_files NAME ...: prints the paths of these specs.
spec_files() {
  printf 'spec/%s_spec.lua\n' "$@"
}

# The garbage collector under stress, in every Lua process: generational, and with a full
# collection at each allocation that allows one. The cases also run with a collection at
# each call of any function (spec/host/collect.c).
check_collector() {
  library collect || return
  export LUA_CPATH="$LUA_CPATH;$whole/?.so"
  generational='collectgarbage "generational"'
  stressed='collectgarbage("incremental", 0, 0, 100) pcall(collectgarbage, "setpause", 0) pcall(collectgarbage, "param", "pause", 0)'
  cases generational 20 env LUA_INIT="$generational" $lua || return
  cases stressed 2 env LUA_INIT="require 'collect' $stressed" $lua || return
  export LUA=$lua
  LUA_INIT=$generational specs generational $(spec_files address argument buffer connect core error file inet init loop \
    message option select selectors sendfile socket filebuffer task transfer wait asyncio_locks asyncio_queues asyncio_run \
    asyncio_server asyncio_streams asyncio_suspend asyncio_taskgroups asyncio_tasks asyncio_timeouts asyncio_gather) || return
  # Each in a separate process, because a collection takes longer with more objects.
  failed=0
  : >"$out/stressed"
  for file in argument connect core error inet loop message option sendfile socket transfer wait asyncio_queues \
    asyncio_streams asyncio_taskgroups asyncio_tasks asyncio_timeouts asyncio_gather; do
    LUA_INIT=$stressed specs "stressed_$file" $(spec_files $file) >>"$out/stressed" || failed=1
  done
  grep -v '^count' "$out/stressed"
  awk -F '[= ]' '/^count/ { n += $3 } END { print "count stressed_specs=" n }' "$out/stressed"
  echo "No Debian package contains a Lua that was built with LUA_USE_APICHECK."
  [ $failed = 0 ]
}

# memcheck: the cases, and the specs of the C files. What these start in other
# processes is checked under AddressSanitizer, because valgrind takes a second to start.
check_valgrind() {
  command -v valgrind >/dev/null || { echo "There is no valgrind here."; return 77; }
  variant valgrind "$cc" "-g -O1" || return
  with_variant valgrind
  memcheck="valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite
    --errors-for-leak-kinds=definite --suppressions=$host/valgrind.supp"
  cases memcheck 1 $memcheck $lua || return
  rm -f "$out"/valgrind.report.*
  export LUA=$lua
  runner="$memcheck --log-file=$whole/valgrind.report.%p $lua"
  specs valgrind $(spec_files address argument buffer connect core error inet loop message option resolve select \
    ssl_context ssl_session tls_object \
    sendfile socket filebuffer task transfer wait)
  failed=$?
  # Messages of valgrind about itself, such as about unknown system calls, begin with --.
  reports valgrind '^--[0-9]+-- ' && [ $failed = 0 ]
}

# Several states in several threads, under ThreadSanitizer. Some kernels place memory
# where the sanitizer needs its own; setarch -R prevents that.
check_threads() {
  able gcc -fsanitize=thread "ThreadSanitizer of gcc" || return
  echo 'int main (void) { return 0; }' | gcc -fsanitize=thread -o "$out/try" -x c - || return
  for plain in "" "setarch -R"; do $plain "$out/try" 2>/dev/null && break; done ||
    { echo "ThreadSanitizer does not run here."; return 77; }
  certificate
  variant tsan gcc "-g -O1 -fsanitize=thread" && program threads gcc -fsanitize=thread || return
  with_variant tsan
  TSAN_OPTIONS="exitcode=66 halt_on_error=0 suppressions=$host/tsan.supp" $plain "$out/threads" "$host/threads.lua" 8 10 &&
    echo "count races=0"
}

# Descriptors and memory run out; connections come and go; peers misbehave.
check_limits() { sh -c 'ulimit -n 64; exec "$@"' sh $lua "$host/limits.lua" descriptors; }
check_memory_limit() { sh -c 'ulimit -v 200000; exec "$@"' sh $lua "$host/limits.lua" memory; }
# Raises the limit of descriptors as far as possible: 10,000 connections need that many in
# each of two processes.
check_load() {
  ulimit -n "$(ulimit -H -n)" 2>/dev/null
  $lua "$host/load.lua" "${LOAD_SECONDS:-60}"
}
check_peers() { $lua "$host/peers.lua"; }
# Cuts the connection at each byte of a handshake, or changes the byte. (make test does this only
# at some bytes.)
check_tls_cuts() { SPEC_CUT_STEP=1 specs tls_cuts --filter="network that tampers" spec/ssl_hostile_spec.lua; }

# testssl.sh examines the example of an HTTPS server.
check_tls_scan() {
  command -v testssl >/dev/null || { echo "There is no testssl.sh here."; return 77; }
  SPEC_TESTSSL=1 specs tls_scan --filter="testssl.sh" spec/ssl_http_spec.lua
}

# Allocations that would slow down the sanitizers, or use all of the machine's memory,
# fail. Code that allocates arbitrary sizes must handle that.
bounds=allocator_may_return_null=1:max_allocation_size_mb=64

# Random calls with random arguments, in a network namespace of its own if possible, so
# that nothing leaves this machine. If a call waits for ever, the sanitizer prints its
# stack.
check_fuzz_script() {
  able gcc -fsanitize=address,undefined "AddressSanitizer of gcc" || return
  variant fuzz_asan gcc "-g -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined" && library once || return
  with_variant fuzz_asan
  # UNIX sockets are bound to random relative paths, which must not exist before.
  rm -rf "$out/fuzz_script" && mkdir "$out/fuzz_script"
  (cd "$out/fuzz_script" && LUA_PATH="$root/?.lua;$LUA_PATH" timeout -s ABRT $((seconds + 240)) sh "$root/$host/alone.sh" \
    env ASAN_OPTIONS=detect_leaks=1:handle_abort=1:$bounds UBSAN_OPTIONS=print_stacktrace=1 \
    LD_PRELOAD="$(gcc -print-file-name=libasan.so) $whole/once.so" FUZZ_TRACE="$whole/fuzz_script.trace" \
    $lua "$root/$host/fuzz.lua" "$seconds" $FUZZ_SEED) >"$out/fuzz_script.out" 2>&1
  rm -rf "$out/fuzz_script"
  grep -a '^count ' "$out/fuzz_script.out"
  grep -a -q '^count .* descriptors_left=0' "$out/fuzz_script.out" &&
    ! grep -a -q -E 'ERROR: |runtime error' "$out/fuzz_script.out" && return
  # The innermost frames come first.
  grep -a -v -E '^count|WARNING: AddressSanitizer failed to allocate' "$out/fuzz_script.out" | head -n 30
  echo "The last calls:"
  tail -n 8 "$out/fuzz_script.trace" | cut -c 1-200
  return 1
}

# libFuzzer, starting from a stored corpus: fuzz TARGET
fuzz() {
  able clang -fsanitize=fuzzer,address,undefined "libFuzzer of clang" LLVMFuzzerTestOneInput || return
  # Of two checks that run at the same time, one builds and the other waits for it.
  (
    flock 9
    variant fuzz_core clang "-g -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined"
  ) 9>"$out/fuzz_core.lock" || return
  program fuzz clang -fsanitize=fuzzer,address,undefined || return
  with_variant fuzz_core
  corpus=$out/corpus_$1
  mkdir -p "$corpus"
  cp -n "$host/corpus/$1"/* "$corpus" 2>/dev/null
  FUZZ="$host/fuzz/$1.lua" ASAN_OPTIONS=detect_leaks=0:$bounds \
    sh "$host/alone.sh" "$out/fuzz" -max_total_time="$seconds" \
    -max_len=512 -timeout=60 -detect_leaks=0 -print_funcs=0 -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="$out/$1-" \
    "$corpus" >"$out/fuzz_$1.out" 2>&1
  status=$?
  [ $status = 0 ] || grep -v -E '^(#|INFO|==[0-9]*==WARNING)' "$out/fuzz_$1.out" | head -n 30
  echo "count inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/fuzz_$1.out")"
  [ $status = 0 ]  # libFuzzer's status 77 is a finding and not a skipped check
}
check_fuzz_address() { fuzz address; }
check_fuzz_message() { fuzz message; }
check_fuzz_file() { fuzz file; }
check_fuzz_option() { fuzz option; }
check_fuzz_reader() { fuzz reader; }
check_fuzz_tls() { with_ssl && fuzz tls; }

# clang-tidy, cppcheck and gcc -fanalyzer.
check_analyze() { JOBS=1 sh "$host/analyze.sh"; }

# Other versions of Debian, and 32 bits. This takes long, so it runs only if it is named.
check_platforms() { sh "$host/platforms.sh"; }

# ---- running them ---------------------------------------------------------------

# The longest checks come first, so that both processes end at about the same time. The checks
# that measure load or time run last and alone, so that others do not disturb them.
together="asan valgrind collector analyze threads fuzz_script fuzz_address fuzz_message fuzz_file fuzz_option fuzz_reader fuzz_tls
  memory_ssl memory_openssl memory_asyncio memory_load memory_luasocket memory_socket faults memory_socketserver memory_file
  memory_select arguments finalizers coverage limits memory_limit tls_cuts tls_scan"
alone="load peers signals"
named="platforms"  # runs only if it is named

one() {
  began=$(date +%s)
  log=$out/$1.log
  # A check that hangs is a failure, not the end of the run.
  limit=1800
  [ "$1" != platforms ] || limit=7200
  timeout -k 5 "${CHECK_TIMEOUT:-$limit}" sh "$0" --run "$1" >"$log" 2>&1
  status=$?
  took=$(($(date +%s) - began))
  case $status in
    0) word=ok ;;
    77) word=skipped ;;
    124 | 137) word=FAILED; echo "The check timed out." >>"$log" ;;
    *) word=FAILED ;;
  esac
  echo "$word" >"$out/$1.status"
  {
    printf '%-8s %-20s %4d s  %s\n' "$word" "$1" "$took" \
      "$(sed -n 's/^count //p' "$log" | tr '\n' ' ')"
    if [ "$word" = FAILED ]; then grep -a -v '^ok ' "$log" | tail -n 40 | sed 's/^/      /'; fi
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

# The run has its own build, so that nothing rebuilds it meanwhile.
if [ "$1" != --run ] && [ "$1" != --one ] && [ "$1" != --figures ]; then
  make -s build BUILD="$out/plain" || exit
fi
eval "$(BUILD=$out/plain sh .make/env.sh)"

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
for check in $named; do
  if [ $# != 0 ] && wanted "$check" "$@"; then names="$names $check"; fi
done
for check in $names; do rm -f "$out/$check.status"; done
for check in $together; do
  case " $names " in *" $check "*) echo "$check" ;; esac
done | xargs -r -n 1 -P 2 sh "$0" --one
for check in $alone $named; do
  case " $names " in *" $check "*) one "$check" ;; esac
done
# Checks that measure load or time are repeated once, because the machine may have been busy.
# Every other failure counts: a crash in one of ten runs is a crash.
for check in $alone; do
  case " $names " in *" $check "*) ;; *) continue ;; esac
  [ "$(cat "$out/$check.status")" = FAILED ] || continue
  grep -q "^The check timed out" "$out/$check.log" && continue
  cp "$out/$check.log" "$out/$check.first.log"
  echo "Second try of $check, which measures load or time. The first try is in $out/$check.first.log."
  one "$check"
done
passed=$(number ok) skipped=$(number skipped)
failed=$(($(echo "$names" | wc -w) - passed - skipped))
echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]

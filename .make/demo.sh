#!/bin/sh
# Runs the two processes of the slides' demo, and marks each line of their output with its
# side. With TRACE=1 it also prints a line for each call of a socket, and draws all calls on
# a page.

lua=${LUA:-lua5.4}
host=127.0.0.1
dir=$(mktemp -d) || exit
server=
client=

finish() {
  trap - EXIT
  # `timeout` passes the signal on to the command that it runs.
  kill $server $client 2>/dev/null
  wait
  rm -rf "$dir"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# The slides' port, or a free one if it is in use.
free_port() {
  $lua - "$host" <<'LUA'
local socket = require "pysocket"
local s <close> = socket.socket()
if not pcall(s.bind, s, {arg[1], 50007}) then s:bind{arg[1], 0} end
print(s:getsockname().port)
LUA
}

# Marks the lines of a side, and flushes each line, so that the lines of both sides appear in
# the order in which they were printed.
mark='
io.stdout:setvbuf "line"
function print(...)
  local words = table.pack(...)
  for i = 1, words.n do words[i] = tostring(words[i]) end
  io.write(os.getenv "SIDE", " ", table.concat(words, "\t"), "\n")
end'

# Shows what each call of a socket did, and stores the records for the page.
trace='
local lines = {}
function lines:write(text) io.write(os.getenv "SIDE", " ", text) end
require "pysocket.trace".start{file = os.getenv "RECORDS", output = lines}'
page=${BUILD:=build}/demo.html

# example SIDE NAME: runs the example in the background, for at most 30 seconds.
example() {
  SIDE="[$1]" RECORDS=$dir/$1.json timeout 30 $lua -e "$mark" ${TRACE:+-e "$trace"} "examples/$2.lua" "$host" "$port" 2>"$dir/$1" &
}

# Prints what the side has written to its standard error.
errors() {
  sed "s/^/[$1] /" "$dir/$1"
}

port=$(free_port) || exit

echo "[server] \$ $lua examples/echo_server.lua $host $port"
example server echo_server
server=$!

# The server does not report when it listens, so a client that is refused tries again.
echo "[client] \$ $lua examples/echo_client.lua $host $port"
tries=0
while :; do
  example client echo_client
  client=$!
  wait $client
  status=$?
  tries=$((tries + 1))
  grep -q ConnectionRefusedError "$dir/client" || break
  [ $tries -lt 100 ] && kill -0 $server 2>/dev/null || break
  sleep 0.05
done
client=
errors client
[ $status = 0 ] || kill $server 2>/dev/null
wait $server
served=$?
server=
errors server
[ $status != 0 ] || status=$served
if [ -n "$TRACE" ]; then
  $lua -l pysocket.trace.diagram "$dir/server.json" "$dir/client.json" >"$page" && echo "The diagram is in $page"
fi
exit $status

#!/bin/sh
# The two processes of the slides' demo, each line marked with its side.

lua=${LUA:-lua5.4}
host=127.0.0.1
dir=$(mktemp -d) || exit
server=
client=

finish() {
  trap - EXIT
  # `timeout` passes it on to what it runs.
  kill $server $client 2>/dev/null
  wait
  rm -rf "$dir"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Quick, so that the lines of the two sides come in the order they were written.
mark() {
  exec $lua -e "io.stdout:setvbuf('line') for line in io.lines() do print('[$1] ' .. line) end"
}

# The slides' port, or when it is taken one that is free.
free_port() {
  $lua -l socket=pysocket - "$host" <<'LUA'
local s <close> = socket.socket()
if not pcall(s.bind, s, {arg[1], 50007}) then s:bind{arg[1], 0} end
print(s:getsockname().port)
LUA
}

# Lua keeps what it writes to a pipe until there is plenty: here it is shown at
# once. Nothing lasts longer than 30 seconds.
example() {
  exec timeout 30 $lua -e 'io.stdout:setvbuf("line")' "examples/$1.lua" "$host" "$port"
}

port=$(free_port) || exit
mkfifo "$dir/server" "$dir/client" || exit

mark server <"$dir/server" &
echo "[server] \$ $lua examples/echo_server.lua $host $port"
example echo_server >"$dir/server" 2>&1 &
server=$!

# The server tells nobody when it listens: a client that is refused tries again.
echo "[client] \$ $lua examples/echo_client.lua $host $port"
tries=0
while :; do
  mark client <"$dir/client" &
  marker=$!
  example echo_client >"$dir/client" 2>"$dir/errors" &
  client=$!
  wait $client
  status=$?
  wait $marker
  tries=$((tries + 1))
  grep -q ConnectionRefusedError "$dir/errors" || break
  [ $tries -lt 100 ] && kill -0 $server 2>/dev/null || break
  sleep 0.05
done
client=
if [ -s "$dir/errors" ]; then
  mark client <"$dir/errors" &
  wait $!
fi
if [ $status != 0 ]; then
  kill $server 2>/dev/null
  exit $status
fi

wait $server
status=$?
server=
wait
exit $status

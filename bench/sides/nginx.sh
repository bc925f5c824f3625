#!/bin/sh
# nginx as one process with a static reply. See peer.c for the arguments.
PATH=$PATH:/usr/sbin
port=$5
dir=$(dirname "$6")
cat >"$dir/nginx.conf" <<EOF
daemon off;
master_process off;
pid $dir/nginx.pid;
error_log /dev/null;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path $dir;
  proxy_temp_path $dir;
  fastcgi_temp_path $dir;
  uwsgi_temp_path $dir;
  scgi_temp_path $dir;
  server {
    listen 127.0.0.1:$port backlog=4096;
    location / { default_type text/plain; return 200 "Hello, world!\n"; }
  }
}
EOF
echo "ready $port"
exec nginx -e stderr -p "$dir" -c "$dir/nginx.conf"

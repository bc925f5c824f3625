-- A small HTTP/1.1 server: serves the files below a directory, and handles each connection in its own task.
-- Run it: make && eval "$(make env)" && lua5.4 examples/http_server.lua
-- Then open http://127.0.0.1:8080/. Arguments: [directory [host [port]]]. Ctrl-C ends it.
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"

local directory, host, port, CONTEXT, FIELDS = ...  -- https_server.lua passes a context, and fields of each answer
local ROOT = directory or "."
local HOST = host or "127.0.0.1"
local PORT = tonumber(port or 8080) or error "the port must be a number"
local TIMEOUT = 30      -- seconds to receive a request, and to send each piece of an answer
local LINGER = 2        -- seconds for a client to close the connection after its last answer
local MAX_HEAD = 16384  -- bytes of a request's head
local CHUNK = 65536     -- bytes of a file that are sent at a time
local MAX_KINDS = 1000  -- paths whose kind is remembered at a time

local REASONS = {[200] = "OK", [301] = "Moved Permanently", [400] = "Bad Request", [403] = "Forbidden",
  [404] = "Not Found", [405] = "Method Not Allowed", [431] = "Request Header Fields Too Large",
  [501] = "Not Implemented", [503] = "Service Unavailable", [505] = "HTTP Version Not Supported"}
local TYPES = {html = "text/html; charset=utf-8", txt = "text/plain; charset=utf-8", css = "text/css",
  md = "text/plain; charset=utf-8", lua = "text/plain; charset=utf-8", js = "text/javascript",
  json = "application/json", svg = "image/svg+xml", png = "image/png", jpg = "image/jpeg", gif = "image/gif"}
local WELCOME = "<!DOCTYPE html><title>pysocket</title><h1>It works</h1>\n"

-- Requests

-- Returns the next request's head, and the data that came after it, or nil at the end of the connection. Empty lines
-- before the head are allowed. `parse` refuses a head with wrong line ends.
local function read_head(conn, rest)
  local _ <close> = asyncio.timeout(TIMEOUT)
  local from = 1
  while true do
    while rest:find("^\r\n") do rest = rest:sub(3) end
    local _, last = rest:find("\n\r?\n", from)
    if last then return rest:sub(1, last), rest:sub(last + 1) end
    if #rest > MAX_HEAD then return "", "" end
    from = math.max(1, #rest - 2)
    local data = conn:recv(4096)
    if not data then return nil end
    rest = rest .. data
  end
end

local function decode(path)
  return (path:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

local TOKEN = "[%w!#$%%&'*+%-.^_`|~]+"
local REQUEST_LINE = "^(" .. TOKEN .. ") ([\33-\126\128-\255]+) HTTP/(%d)%.(%d)\r\n()"
local FIELD_LINE = "^(" .. TOKEN .. "):[ \t]*([\t\32-\126\128-\255]*)\r\n()"
local HOST_VALUE = "^[%w%-._~%%!$&'()*+,;=:%[%]]*$"

-- Returns the header fields by name; those of the same name are joined. Returns nil if a line is invalid: folded, with
-- a space before its colon, without a name, or with a control character or a CR or LF inside. A proxy in front might
-- interpret such a line differently, and see another request.
local function parse_fields(head, at)
  local headers = {}
  while not head:find("^\r\n", at) do
    local name, value, behind = head:match(FIELD_LINE, at)
    if not name then return nil end
    name, value = name:lower(), value:gsub("[ \t]+$", "")
    headers[name] = headers[name] and headers[name] .. ", " .. value or value
    at = behind
  end
  return headers
end

-- Returns the status that refuses a body whose end is uncertain. The server reads no bodies, but it must not interpret
-- the data after one as a request.
local function body_fault(request, length, coding)
  if length and (coding or #length > 15 or not length:find("^%d+$")) then return 400 end
  if coding and request.minor == "0" then return 400 end
  if coding and coding:lower() ~= "chunked" then
    return coding:lower():find(",[ \t]*chunked$") and 501 or 400
  end
end

-- Returns the status that refuses the request, or nil if it is valid.
local function fault(request)
  local headers = request.headers
  if request.major ~= "1" then return 505
  elseif not headers then return 400
  elseif not headers.host and request.minor ~= "0" then return 400
  elseif headers.host and not headers.host:find(HOST_VALUE) then return 400 end
  local status = body_fault(request, headers["content-length"], headers["transfer-encoding"])
  if status then return status
  elseif request.method ~= "GET" and request.method ~= "HEAD" then return 405
  elseif not request.target:find("^/[^#]*$") or request.path:find("\0", 1, true) then return 400
  elseif (request.path .. "/"):find("/../", 1, true) then return 403
  end
end

-- May another request follow on the connection? Not after a body.
local function keeps(request)
  local headers = request.headers
  if request.fault or headers["content-length"] or headers["transfer-encoding"] then return false end
  local connection = (headers.connection or ""):lower()
  if connection:find("close", 1, true) then return false end
  return request.minor ~= "0" or connection:find("keep-alive", 1, true) ~= nil
end

local function parse(head)
  if head == "" then return {fault = 431} end
  local method, target, major, minor, behind = head:match(REQUEST_LINE)
  if not method then return {fault = 400} end
  local whole = target:match("^[hH][tT][tT][pP]://[^/?#]+(.*)$")  -- the form for proxies
  if whole then target = whole:find("^/") and whole or "/" .. whole end
  local request = {
    method = method, major = major, minor = minor, target = target:gsub("%?.*", ""),
    headers = parse_fields(head, behind),
  }
  request.path = decode(request.target)
  request.fault = fault(request)
  request.keep = keeps(request)
  return request
end

-- Answers

local function head_of(request, status, kind, length, more)
  return ("HTTP/1.1 %d %s\r\nDate: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: %s\r\n%s\r\n"):format(
    status, REASONS[status], os.date("!%a, %d %b %Y %H:%M:%S GMT"), kind, length,
    request.keep and "keep-alive" or "close", (more or "") .. (FIELDS or ""))
end

local function answer(conn, request, status, kind, body, more)
  local head = head_of(request, status, kind, #body, more)
  conn:sendall(request.method == "HEAD" and head or head .. body)
end

local function reply_status(conn, request, status, more)
  answer(conn, request, status, TYPES.txt, REASONS[status] .. "\n", more)
end

local function serve_file(conn, request, file, kind)
  local size = file:seek("end")
  if size <= CHUNK then
    file:seek("set")
    return answer(conn, request, 200, kind, file:read("a"))
  end
  conn:sendall(head_of(request, 200, kind, size))
  local sent = 0
  while request.method ~= "HEAD" and sent < size do
    local n = conn:sendfile(file, sent, math.min(CHUNK, size - sent))
    if n == 0 then request.keep = false break end  -- the file was truncated meanwhile: closing tells the client
    sent = sent + n
  end
end

-- Finds the kind of a path: "file", "directory", "nothing" or "other". Opening a FIFO would wait for its writer and
-- block all clients, so the command `test` is called first. Its answer is used for a second.
local KINDS = {[0] = "file", "directory", "other"}
local kinds, count, asked = {}, 0, 0

local function ask_kind(path)
  local quoted = "'" .. path:gsub("'", "'\\''") .. "'"
  local _, _, code = os.execute(("test -f %s || { test -d %s && exit 1; test -e %s && exit 2; exit 3; }"):format(
    quoted, quoted, quoted))
  return KINDS[code] or "nothing"
end

local function kind_of(path)
  local now = os.time()
  if now ~= asked or count == MAX_KINDS then kinds, count, asked = {}, 0, now end
  local kind = kinds[path]
  if not kind then
    kind = ask_kind(path)
    kinds[path], count = kind, count + 1
  end
  return kind
end

local REFUSED = {[errno.EACCES] = 403, [errno.ENOENT] = 404}

local function serve_path(conn, request, path)
  local file <close>, _, code = io.open(path, "rb")
  if not file then return reply_status(conn, request, REFUSED[code] or 503) end
  serve_file(conn, request, file, TYPES[path:match("%.(%w+)$")] or "application/octet-stream")
end

local function serve(conn, request)
  if request.fault == 405 then return reply_status(conn, request, 405, "Allow: GET, HEAD\r\n") end
  if request.fault then return reply_status(conn, request, request.fault) end
  local path = ROOT .. request.path:gsub("/$", "/index.html")
  local kind = kind_of(path)
  if kind == "file" then
    serve_path(conn, request, path)
  elseif kind == "directory" and not request.path:find("/$") then
    reply_status(conn, request, 301, ("Location: %s/\r\n"):format(request.target:gsub("^/+", "/")))
  elseif kind == "nothing" and request.path == "/" then
    answer(conn, request, 200, TYPES.html, WELCOME)
  else
    reply_status(conn, request, kind == "nothing" and 404 or 403)
  end
end

-- Connections

-- Discards the data that still arrives. If the connection were closed at once, it would be reset, and the answer might
-- be lost.
local function linger(conn)
  local _ <close> = asyncio.timeout(LINGER)
  conn:shutdown(socket.SHUT_WR)
  while conn:recv(CHUNK) do end
end

local function converse(conn)
  local _ <close> = conn
  local rest = ""
  repeat
    local head
    head, rest = read_head(conn, rest)
    if not head then return end
    local request = parse(head)
    serve(conn, request)
  until not request.keep
  linger(conn)
end

-- The TLS handshake happens in this task, so that a slow client does not delay the others.
local function handle(conn)
  local _ <close> = conn
  conn:settimeout(TIMEOUT)
  conn:setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
  converse(CONTEXT and CONTEXT:wrap_socket(conn, {server_side = true}) or conn)
end

-- A client that disconnects early or sends nothing needs no report.
local function guarded(conn)
  local ok, e = asyncio.pcall(handle, conn)
  if not ok and not socket.isinstance(e, socket.OSError) then error(e, 0) end
end

local function accept(s)
  for conn in s.accept, s do asyncio.create_task(guarded, conn) end
end

if kind_of(ROOT) ~= "directory" then error(("'%s' is not a directory"):format(ROOT), 0) end
asyncio.run(function()
  local s <close> = socket.create_server({HOST, PORT}, {backlog = 1024})
  local group <close> = asyncio.TaskGroup()
  local server = group:create_task(accept, s)
  asyncio.get_running_loop():add_signal_handler("SIGINT", server.cancel, server)
  print("Serving " .. ROOT .. " at", s:getsockname())
end)

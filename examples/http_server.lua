-- A small HTTP/1.1 server: serves the files below a directory, each connection in a task of its own.
-- Run it: lua5.4 examples/http_server.lua [directory [host [port]]], then open http://127.0.0.1:8080/
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"
local errno = require "pysocket.errno"

local ROOT = arg[1] or "."
local HOST, PORT = arg[2] or "127.0.0.1", tonumber(arg[3]) or 8080
local PATIENCE = 30        -- seconds for a request to come, and for each piece of an answer to leave
local PARTING = 2          -- seconds for a client to leave after its last answer
local HEAD_MOST = 16384    -- bytes of a request's head
local PIECE = 65536        -- bytes of a file that leave at a time

local REASONS = {[200] = "OK", [301] = "Moved Permanently", [400] = "Bad Request", [403] = "Forbidden",
  [404] = "Not Found", [405] = "Method Not Allowed", [431] = "Request Header Fields Too Large",
  [505] = "HTTP Version Not Supported"}
local TYPES = {html = "text/html; charset=utf-8", txt = "text/plain; charset=utf-8", css = "text/css",
  md = "text/plain; charset=utf-8", lua = "text/plain; charset=utf-8", js = "text/javascript",
  json = "application/json", svg = "image/svg+xml", png = "image/png", jpg = "image/jpeg", gif = "image/gif"}
local WELCOME = "<!DOCTYPE html><title>pysocket</title><h1>It works</h1>\n"

-- Requests

-- The next request's head, and what came behind it; nil at the end of the connection.
local function read_head(conn, rest)
  local _ <close> = asyncio.timeout(PATIENCE)
  local from = 1
  while true do
    local _, last = rest:find("\r?\n\r?\n", from)
    if last then return rest:sub(1, last), rest:sub(last + 1) end
    if #rest > HEAD_MOST then return "", "" end
    from = math.max(1, #rest - 2)
    local data = conn:recv(4096)
    if not data then return nil end
    rest = rest .. data
  end
end

local function decode(path)
  return (path:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

-- The status that refuses the request, nil for a good one.
local function fault(request)
  if request.major ~= "1" then return 505
  elseif request.minor ~= "0" and not request.headers.host then return 400
  elseif request.method ~= "GET" and request.method ~= "HEAD" then return 405
  elseif not request.path:find("^/") or request.path:find("\0", 1, true) then return 400
  elseif (request.path .. "/"):find("/../", 1, true) then return 403
  end
end

local function parse(head)
  local method, target, major, minor = head:match("^%s*(%S+) (%S+) HTTP/(%d)%.(%d)\r?\n")
  if not method then return {fault = head == "" and 431 or 400} end
  local headers = {}
  for name, value in head:gmatch("\n([^%s:]+):[ \t]*([^\r\n]*)") do headers[name:lower()] = value end
  target = target:gsub("^http://[^/]*", ""):gsub("[?#].*", "")
  local request = {
    method = method, major = major, minor = minor, headers = headers, target = target, path = decode(target),
  }
  request.fault = fault(request)
  local connection = (headers.connection or ""):lower()
  local asked = minor ~= "0" and not connection:find("close", 1, true) or connection:find("keep-alive", 1, true)
  local body = headers["content-length"] or headers["transfer-encoding"]  -- nobody reads it
  request.keep = asked and not body and not request.fault
  return request
end

-- Answers

local function head_of(request, status, kind, length, more)
  return ("HTTP/1.1 %d %s\r\nDate: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: %s\r\n%s\r\n"):format(
    status, REASONS[status], os.date("!%a, %d %b %Y %H:%M:%S GMT"), kind, length,
    request.keep and "keep-alive" or "close", more or "")
end

local function answer(conn, request, status, kind, body, more)
  local head = head_of(request, status, kind, #body, more)
  conn:sendall(request.method == "HEAD" and head or head .. body)
end

local function tell(conn, request, status, more)
  answer(conn, request, status, TYPES.txt, REASONS[status] .. "\n", more)
end

local function serve_file(conn, request, file, kind)
  local size = file:seek("end")
  if size <= PIECE then
    file:seek("set")
    return answer(conn, request, 200, kind, file:read("a"))
  end
  conn:sendall(head_of(request, 200, kind, size))
  local sent = 0
  while request.method ~= "HEAD" and sent < size do
    local n = conn:sendfile(file, sent, math.min(PIECE, size - sent))
    if n == 0 then request.keep = false break end  -- it was cut meanwhile: the client is told by the end
    sent = sent + n
  end
end

local function serve(conn, request)
  if request.fault == 405 then return tell(conn, request, 405, "Allow: GET, HEAD\r\n") end
  if request.fault then return tell(conn, request, request.fault) end
  local path = ROOT .. request.path:gsub("/$", "/index.html")
  local file <close> = io.open(path, "rb")
  if not file then
    if request.path == "/" then return answer(conn, request, 200, TYPES.html, WELCOME) end
    return tell(conn, request, 404)
  end
  local _, _, trouble = file:read(0)  -- a directory can be opened, but not read
  if trouble == errno.EISDIR then
    return tell(conn, request, 301, ("Location: %s/\r\n"):format(request.target:gsub("^/+", "/")))
  elseif trouble then
    return tell(conn, request, 403)
  end
  serve_file(conn, request, file, TYPES[path:match("%.(%w+)$")] or "application/octet-stream")
end

-- Connections

-- What still comes is thrown away: closed at once, the connection would be reset, and the answer perhaps lost.
local function part(conn)
  local _ <close> = asyncio.timeout(PARTING)
  conn:shutdown(socket.SHUT_WR)
  while conn:recv(PIECE) do end
end

local function handle(conn)
  local _ <close> = conn
  conn:settimeout(PATIENCE)
  conn:setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
  local rest = ""
  repeat
    local head
    head, rest = read_head(conn, rest)
    if not head then return end
    local request = parse(head)
    serve(conn, request)
  until not request.keep
  part(conn)
end

-- A client that leaves in the middle, or says nothing, is no fault of the server.
local function guarded(conn)
  local ok, e = pcall(handle, conn)
  if not ok and not socket.isinstance(e, socket.OSError) then error(e, 0) end
end

asyncio.run(function()
  local s <close> = socket.create_server({HOST, PORT}, {backlog = 1024})
  print("Serving " .. ROOT .. " at", s:getsockname())
  while true do
    local ok, conn = pcall(s.accept, s)
    if ok then
      asyncio.create_task(guarded, conn)
    elseif socket.isinstance(conn, socket.OSError) then
      io.stderr:write(tostring(conn), "\n")  -- too many open files: accept waits before it tries again
    else
      error(conn, 0)
    end
  end
end)

-- A small HTTP/1.1 client: gets a page and prints it, and prints the headers to stderr.
-- Run it while http_server is running: make && eval "$(make env)" && lua5.4 examples/http_client.lua
-- Arguments: [URL]
local socket = require "pysocket"

local url = arg[1] or "http://127.0.0.1:8080/"
local TIMEOUT = 10     -- seconds to wait for the server, each time
local CHUNK = 65536    -- bytes of the page that are in memory at a time
local MAX_LINE = 8192  -- bytes of a line
local MAX_LINES = 200  -- lines of all heads and trailers together
local MAX_DIGITS = 15  -- digits of a length: a longer one exceeds any page, and an integer

local function fail(message)
  io.stderr:write(message, "\n")
  os.exit(1, true)         -- true: closes what is open
end

-- With a line break, which would end the request line, the author of a URL could add headers and requests.
if url:find("[%c ]") then fail("A URL has no spaces and no control characters: write them as %20 and so on.") end
local authority, target = url:match("^http://([^/?#]+)([^#]*)")
local host, port = (authority or ""):match("^%[(.+)%]:?(%d*)$")  -- an IPv6 address is in brackets
if not host then host, port = (authority or ""):match("^([^:%[%]@]+):?(%d*)$") end
if not host then fail("A URL like http://host[:port][/path] is needed, not " .. url) end
if not target:find("^/") then target = "/" .. target end

local s <close> = socket.create_connection({host, tonumber(port) or 80}, TIMEOUT)
s:sendall(("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"):format(target, authority))
local file <close> = s:makefile("rb")
file.max_line = MAX_LINE

local function read(what)
  local ok, data = pcall(file.read, file, what)
  if ok then return data end
  fail("The answer cannot be read: " .. tostring(data))
end

local function line()
  local text = (read("L") or ""):match("^(.-)\r?\n$")
  return text or fail("The server ended in the middle of its answer.")
end

local lines = 0

-- Reads a line of a head or a trailer, and prints it without control characters.
local function head_line()
  lines = lines + 1
  if lines > MAX_LINES then fail("The server sends too many headers.") end
  local text = line()
  if text ~= "" then io.stderr:write((text:gsub("[%c\x80-\xFF]", "?")), "\n") end
  return text
end

-- Prints `size` bytes, or everything up to the end of the stream.
local function copy(size)
  while size ~= 0 do
    local data = read(size and math.min(size, CHUNK) or CHUNK)
    if not data then return size and fail("The server ended in the middle of the page.") end
    io.write(data)
    if size then size = size - #data end
  end
end

-- Reads the fields. Those of the same name are joined, so two lengths are not a valid length.
local function read_fields()
  local headers = {}
  for text in head_line do
    if text == "" then return headers end
    local name, value = text:match("^([^%s:]+):%s*(.-)%s*$")
    if not name then fail("The server sent an invalid header.") end
    name = name:lower()
    headers[name] = headers[name] and headers[name] .. ", " .. value or value
  end
end

local function read_head()
  local status = head_line():match("^HTTP/1%.%d (%d%d%d)%f[ \0]") or fail("This is not HTTP.")
  return status, read_fields()
end

local function number(digits, base)
  if #digits > MAX_DIGITS then fail("The server announced an impossible length.") end
  return tonumber(digits, base)
end

local function copy_chunks()
  repeat
    local digits = line():match("^(%x+)[ \t]*%f[;\0]") or fail("The server sent a chunk without its size.")
    local size = number(digits, 16)
    copy(size)
    if size > 0 and line() ~= "" then fail("The server sent a chunk that is longer than its size.") end
  until size == 0
  read_fields()            -- the trailer
end

local status, headers
repeat status, headers = read_head() until not status:find("^1")  -- 1xx: another one follows

if status == "204" or status == "304" then return end  -- they never have a page
local coding, length = headers["transfer-encoding"], headers["content-length"]
if coding then
  if coding:lower() ~= "chunked" then fail("The server sends the page in a coding that was not requested.") end
  copy_chunks()
elseif length then
  copy(number(length:match("^%d+$") or fail("The server sent an invalid length."), 10))
else
  copy()
end

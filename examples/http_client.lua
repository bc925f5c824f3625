-- A small HTTP/1.1 client: gets a page and prints it; what the server says of it goes to stderr.
-- Run it: lua5.4 examples/http_client.lua http://127.0.0.1:8080/
local socket = require "pysocket"

local url = arg[1] or "http://127.0.0.1:8080/"
local PATIENCE = 10        -- seconds to wait for the server, each time
local PIECE = 65536        -- bytes of the page that are in memory at a time

local function fail(message)
  io.stderr:write(message, "\n")
  os.exit(1, true)         -- true: closes what is open
end

local authority, target = url:match("^http://([^/?#]+)([^#]*)")
local host, port = (authority or ""):match("^%[(.+)%]:?(%d*)$")  -- an IPv6 address stands in brackets
if not host then host, port = (authority or ""):match("^([^:%[%]]+):?(%d*)$") end
if not host then fail("A URL like http://host[:port][/path] is needed, not " .. url) end
if not target:find("^/") then target = "/" .. target end

local s <close> = socket.create_connection({host, tonumber(port) or 80}, PATIENCE)
s:sendall(("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"):format(target, authority))
local file <close> = s:makefile("rb")

local function line()
  local text = file:read("l") or fail("The server ended in the middle of its answer.")
  return (text:gsub("\r$", ""))
end

-- Prints so many bytes, or all up to the end.
local function copy(size)
  while size ~= 0 do
    local data = file:read(size and math.min(size, PIECE) or PIECE)
    if not data then return size and fail("The server ended in the middle of the page.") end
    io.write(data)
    if size then size = size - #data end
  end
end

local function read_head()
  local status, headers = line(), {}
  io.stderr:write(status, "\n")
  for text in line do
    if text == "" then break end
    io.stderr:write(text, "\n")
    local name, value = text:match("^([^:]+):%s*(.-)%s*$")
    if name then headers[name:lower()] = value end
  end
  return status:match("^HTTP/1%.%d (%d%d%d)") or fail("This is not HTTP."), headers
end

local status, headers
repeat status, headers = read_head() until not status:find("^1")  -- 1xx: another one follows

if status == "204" or status == "304" then return end  -- they never have a page
if (headers["transfer-encoding"] or ""):lower() == "chunked" then
  repeat
    local size = tonumber(line():match("^%x+") or fail("The server sent a chunk without its size."), 16)
    copy(size)
    line()
  until size == 0
else
  copy(tonumber(headers["content-length"]))
end

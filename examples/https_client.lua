-- A small HTTPS client: gets a page and prints it, and prints information about the server to stderr.
-- Run it: make && eval "$(make env)" && lua5.4 examples/https_client.lua
-- Arguments: [URL [certificates]]. `certificates` is a PEM file with certificates to trust instead of the system's.
-- Without a URL it gets the page of https_server.lua.
local socket = require "pysocket"
local ssl = require "pysocket.ssl"

local URL = arg[1] or "https://localhost:8443/"
local TIMEOUT = 10      -- seconds to connect, and for each piece of the answer
local MAX_HEAD = 65536  -- bytes of the answer's head
local CHUNK = 65536     -- bytes of the page that are in memory at a time

local function say(...)
  io.stderr:write(...)
  io.stderr:write("\n")
end

local function fail(message)
  say(message)
  os.exit(1, true)         -- true: closes what is open
end

-- With spaces and line breaks, the author of a URL could change the request and add headers.
local function parse(url)
  if url:find("[%c ]") then fail "A URL has no spaces and no control characters: write them as %20 and so on." end
  local authority, target = url:match "^https://([^/?#]+)([^#]*)"
  local host, port = (authority or ""):match "^%[(.+)%]:?(%d*)$"  -- an IPv6 address is in brackets
  if not host then host, port = (authority or ""):match "^([^:%[%]@]+):?(%d*)$" end
  if not host then fail("A URL like https://host[:port][/path] is needed, not " .. url) end
  return host, tonumber(port) or 443, authority, target:find "^/" and target or "/" .. target
end

-- Returns the names of a certificate's subject in one line: "O=Example, CN=example.org".
local function subject(certificate)
  local parts = {}
  for _, rdn in ipairs(certificate.subject) do
    for _, pair in ipairs(rdn) do parts[#parts + 1] = pair[1] .. "=" .. pair[2] end
  end
  return table.concat(parts, ", ")
end

-- Replaces control characters, which a server may send and a terminal would obey.
local function clean(text)
  return (text:gsub("[^\n\32-\126]", "?"))
end

-- Prints the head to stderr. Returns the data that came after it, and the length of the page if the server gives it.
local function read_head(s)
  local text = ""
  repeat
    local data = s:recv(4096) or fail "The server has closed the connection without an answer."
    text = text .. data
    if #text > MAX_HEAD then fail "The server sends too many headers." end
    local head, rest = text:match "^(.-\n)\r?\n(.*)$"
    if head then
      if not head:find "^HTTP/1%.%d %d%d%d" then fail "This is not HTTP." end
      say(clean((head:gsub("\r\n", "\n"))))
      return rest, tonumber(head:lower():match "\ncontent%-length:[ \t]*(%d+)\r?\n")
    end
  until false
end

-- Prints the page. If the server gives no length, its close_notify ends the page. An end without close_notify is an
-- error, because anybody on the path can cut a connection.
local function print_page(s)
  local data, length = read_head(s)
  local left = length or math.huge
  while data and left > 0 do
    io.write(data)
    left = left - #data
    data = left > 0 and s:recv(CHUNK)
  end
  if length and left > 0 then fail "The server ended in the middle of the page." end
end

local function get(context)
  local host, port, authority, target = parse(URL)
  local s <close> = context:wrap_socket(socket.create_connection({host, port}, TIMEOUT),
    {server_hostname = host, suppress_ragged_eofs = false})
  local certificate = s:getpeercert()
  say(s:version(), ", ", (s:cipher()), ", valid until ", certificate.notAfter, ": ", clean(subject(certificate)))
  s:sendall(("GET %s HTTP/1.0\r\nHost: %s\r\n\r\n"):format(target, authority))
  print_page(s)
end

local ok, e = pcall(function()
  get(ssl.create_default_context{cafile = arg[2]})
end)
if not ok then fail(tostring(e)) end

-- Asks a mail server for TLS with STARTTLS, and shows its certificate.
-- Run it: make && eval "$(make env)" && lua5.4 examples/starttls.lua
-- Arguments: [host [port [certificates]]]. `certificates` is a PEM file with certificates to trust instead of the
-- system's.
local asyncio = require "pysocket.asyncio"
local socket = require "pysocket"
local ssl = require "pysocket.ssl"

local HOST = arg[1] or "localhost"
local PORT = tonumber(arg[2] or 25) or error "the port must be a number"
local CERTIFICATES = arg[3]
local TIMEOUT = 30     -- seconds for the whole conversation
local MAX_LINE = 4096  -- bytes of a line from the server
local MAX_LINES = 100  -- lines of an answer

-- Replaces control characters, which a server may send and a terminal would obey.
local function clean(text)
  return (text:gsub("[^\32-\126]", "?"))
end

-- Reads an answer. All lines except the last have a hyphen after the code: "250-SIZE". Returns the lines.
local function read_answer(reader, expected)
  local lines = {}
  repeat
    local line = reader:readline() or error("The server has closed the connection.", 0)
    lines[#lines + 1] = clean(line:gsub("\r?\n$", ""))
    print("S: " .. lines[#lines])
    if not line:find("^" .. expected) or #lines > MAX_LINES then error("The answer is unexpected.", 0) end
  until line:find "^%d%d%d%f[^%d-]"
  return lines
end

local function ask(reader, writer, command, expected)
  print("C: " .. command)
  writer:write(command .. "\r\n")
  writer:drain()
  return read_answer(reader, expected)
end

local function offers_tls(lines)
  for _, line in ipairs(lines) do
    if line:upper():find "^250[ -]STARTTLS%f[%s\0]" then return true end
  end
end

local function show(writer)
  local tls = writer:get_extra_info "ssl_object"
  local certificate = writer:get_extra_info "peercert"
  local names = {}
  for _, name in ipairs(certificate.subjectAltName or {}) do names[#names + 1] = clean(name[2]) end
  print(("%s, %s"):format(tls:version(), (tls:cipher())))
  print(("The certificate is for %s, until %s."):format(table.concat(names, ", "), certificate.notAfter))
end

local function converse()
  local _ <close> = asyncio.timeout(TIMEOUT)
  local reader, writer = asyncio.open_connection(HOST, PORT, {limit = MAX_LINE})
  read_answer(reader, "220")
  local name = "[" .. writer:get_extra_info "sockname".host .. "]"
  local lines = ask(reader, writer, "EHLO " .. name, "250")
  if not offers_tls(lines) then error("The server does not offer STARTTLS.", 0) end
  ask(reader, writer, "STARTTLS", "220")
  -- From here on everything is encrypted. Earlier lines of the server are ignored, because anybody on the path could
  -- have sent them. Data that the server sends too early makes the handshake fail.
  writer:start_tls(ssl.create_default_context{cafile = CERTIFICATES})
  show(writer)
  ask(reader, writer, "EHLO " .. name, "250")
  ask(reader, writer, "QUIT", "221")
  writer:close()
  writer:wait_closed()
end

local ok, e = pcall(asyncio.run, converse)
if not ok and socket.isinstance(e, socket.KeyboardInterrupt) then os.exit(1, true) end
if not ok then
  io.stderr:write(tostring(e), "\n")
  os.exit(1, true)
end

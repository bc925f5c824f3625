-- A DNS client with struct: asks a name server over UDP, or over TCP if the answer is long, and prints the records.
-- Run it: make && eval "$(make env)" && lua5.4 examples/dns_client.lua
-- Arguments: [name [type [server [port]]]]. The type is A, NS, CNAME, MX, TXT or AAAA.
local socket = require "pysocket"
local struct = require "pysocket.struct"

local NAME = arg[1] or "localhost"
local TYPE = arg[2] or "A"
local SERVER = arg[3] or "127.0.0.1"
local PORT = tonumber(arg[4] or 53) or error "the port must be a number"
local TIMEOUT = 2      -- seconds until the query is sent again
local TRIES = 3

local TYPES = {A = 1, NS = 2, CNAME = 5, MX = 15, TXT = 16, AAAA = 28}
local NAMES = {}
for name, number in pairs(TYPES) do NAMES[number] = name end
local ERRORS = {"format error", "server failure", "no such name", "not implemented", "refused"}
local HEADER = struct.Struct "!HHHHHH"  -- id, flags, and how many questions, answers and other records
local RESPONSE, TRUNCATED, RECURSION = 0x8000, 0x0200, 0x0100

local function fail(message)
  io.stderr:write(message, "\n")
  os.exit(1, true)     -- true: closes open sockets
end

local function pack_name(name)
  local parts = {}
  for label in name:gmatch("[^.]+") do  -- in Python: for label in name.split(".")
    if #label > 63 then fail("A part of a name has at most 63 bytes.") end
    parts[#parts + 1] = struct.pack("!B", #label) .. label
  end
  return table.concat(parts) .. "\0"
end

local function pack_question(id)
  return HEADER:pack(id, RECURSION, 1, 0, 0, 0) .. pack_name(NAME) .. struct.pack("!HH", TYPES[TYPE], 1)
end

-- Offsets count from 0, as in Python: byte `offset` of the message is message:byte(offset + 1).
-- Returns a name and the offset after it. A name may end in a pointer to an earlier position.
local function unpack_name(message, offset)
  local labels, after, limit = {}, nil, #message
  while true do
    local length = struct.unpack_from("!B", message, offset)
    if length == 0 then break end
    if length >= 0xC0 then
      after = after or offset + 2
      offset = struct.unpack_from("!H", message, offset) & 0x3FFF
      if offset >= limit then error(struct.error("a pointer is out of range")) end
      limit = offset
    else
      labels[#labels + 1] = struct.unpack_from(("%ds"):format(length), message, offset + 1)
      offset = offset + 1 + length
    end
  end
  local name = table.concat(labels, "."):gsub("[%c\x80-\xFF]", "?")
  return name, after or offset + 1
end

local function unpack_texts(message, offset, length)
  local texts, last = {}, offset + length
  while offset < last do
    local size = struct.unpack_from("!B", message, offset)
    local text = struct.unpack_from(("%ds"):format(size), message, offset + 1)
    texts[#texts + 1] = '"' .. text:gsub('[%c"\\\x80-\xFF]', "?") .. '"'
    offset = offset + 1 + size
  end
  return table.concat(texts, " ")
end

local DATA = {
  A = function(message, offset) return socket.inet_ntoa((struct.unpack_from("4s", message, offset))) end,
  AAAA = function(message, offset)
    return socket.inet_ntop(socket.AF_INET6, (struct.unpack_from("16s", message, offset)))
  end,
  CNAME = function(message, offset) return (unpack_name(message, offset)) end,
  MX = function(message, offset)
    return ("%d %s"):format(struct.unpack_from("!H", message, offset), (unpack_name(message, offset + 2)))
  end,
  TXT = unpack_texts,
}
DATA.NS = DATA.CNAME

-- Prints the record at the offset, and returns the offset after it.
local function print_record(message, offset)
  local name, after = unpack_name(message, offset)
  local type, _, ttl, length = struct.unpack_from("!HHIH", message, after)
  offset = after + 10
  local read = DATA[NAMES[type]]
  local data = read and read(message, offset, length) or ("%d bytes"):format(length)
  print(name, ttl, NAMES[type] or type, data)
  return offset + length
end

local function print_answer(message)
  local _, flags, questions, answers = HEADER:unpack_from(message)
  local code = flags & 0xF
  if code ~= 0 then fail(("%s: %s"):format(NAME, ERRORS[code] or "error " .. code)) end  -- 0 is true in Lua
  local offset = HEADER.size
  for _ = 1, questions do
    offset = select(2, unpack_name(message, offset)) + 4
  end
  for _ = 1, answers do offset = print_record(message, offset) end
  if answers == 0 then print(NAME, "has no record of the type " .. TYPE) end
end

-- Waits for the answer to this question, and ignores other datagrams.
local function receive(s, id)
  while true do
    local message = s:recv(4096)
    if #message >= HEADER.size then
      local got, flags = HEADER:unpack_from(message)
      if got == id and flags & RESPONSE ~= 0 then return message, flags end
    end
  end
end

local function ask_by_tcp(id)
  local s <close> = socket.create_connection({SERVER, PORT}, TIMEOUT)
  local file <close> = s:makefile("rwb")
  local question = pack_question(id)
  file:write(struct.pack("!H", #question), question):flush()
  local header = file:read(2) or ""
  return file:read((struct.unpack("!H", header))) or ""
end

local function ask()
  local id = math.random(0, 0xFFFF)  -- in Python: random.randrange(65536)
  local s <close> = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
  s:settimeout(TIMEOUT)
  s:connect{SERVER, PORT}            -- receive only the server's datagrams
  for _ = 1, TRIES do
    s:send(pack_question(id))
    local ok, message, flags = pcall(receive, s, id)
    if ok then
      return flags & TRUNCATED ~= 0 and ask_by_tcp(id) or message
    elseif not socket.isinstance(message, socket.TimeoutError) then
      error(message, 0)
    end
  end
  fail(("%s does not answer."):format(SERVER))
end

if not TYPES[TYPE] then fail("The type must be A, NS, CNAME, MX, TXT or AAAA.") end
local ok, e = pcall(function() print_answer(ask()) end)
if not ok and socket.isinstance(e, struct.error) then fail("The answer is malformed: " .. e.message) end
if not ok and socket.isinstance(e, socket.OSError) then fail("The question failed: " .. (e.strerror or e.message)) end
if not ok and not socket.isinstance(e, socket.KeyboardInterrupt) then error(e, 0) end

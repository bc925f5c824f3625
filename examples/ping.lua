-- Ping: sends echo requests of ICMP, packed with struct, and measures how long the replies take.
-- Run it: make && eval "$(make env)" && lua5.4 examples/ping.lua
-- Arguments: [host [count]]. It needs root, or a group that net.ipv4.ping_group_range allows. Ctrl-C ends it.
local socket = require "pysocket"
local struct = require "pysocket.struct"
local time = require "pysocket.time"

local HOST = arg[1] or "127.0.0.1"
local COUNT = math.tointeger(tonumber(arg[2] or 4)) or 0
assert(1 <= COUNT and COUNT <= 65535, "the count must be a whole number from 1 to 65535")
local INTERVAL = 1     -- seconds from one request to the next
local TIMEOUT = 1      -- seconds to wait for each reply
local ECHO_REPLY, ECHO_REQUEST = 0, 8
local HEADER = struct.Struct "!BBHHH"  -- type, code, checksum, id, sequence
local DATA = ("abcdefgh"):rep(7)       -- 56 bytes, as usual
local ID = math.random(0, 0xFFFF)      -- in Python: os.getpid() & 0xFFFF

-- The Internet checksum: the complement of the sum of all 16-bit words, to which the carries are added.
local function checksum(data)
  if #data % 2 == 1 then data = data .. "\0" end
  local sum = 0
  for word in struct.iter_unpack("!H", data) do sum = sum + word end
  sum = (sum >> 16) + (sum & 0xFFFF)
  sum = sum + (sum >> 16)
  return ~sum & 0xFFFF
end

local function make_packet(sequence)
  local header = HEADER:pack(ECHO_REQUEST, 0, 0, ID, sequence)
  return HEADER:pack(ECHO_REQUEST, 0, checksum(header .. DATA), ID, sequence) .. DATA
end

-- A datagram socket for ICMP does not need root if the system allows it; a raw socket always needs root.
local function open_socket()
  local ok, s = pcall(socket.socket, socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP)
  if ok then return s, false end
  if not socket.isinstance(s, socket.PermissionError) then error(s, 0) end
  return socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP), true
end

-- Returns the ICMP part: a raw socket also receives the IP header, whose length in words is in its first byte.
local function without_ip(packet, raw)
  if not raw then return packet end
  return packet:sub((packet:byte(1) & 0xF) * 4 + 1)  -- in Python: packet[(packet[0] & 0xF) * 4:]
end

-- Waits for the reply to this request. A raw socket also receives replies to other programs, and our own request.
local function receive(s, raw, sequence)
  local deadline = time.monotonic() + TIMEOUT
  while true do
    s:settimeout(math.max(deadline - time.monotonic(), 0.001))
    local packet, addr = s:recvfrom(2048)
    packet = without_ip(packet, raw)
    if #packet >= HEADER.size then
      local kind, _, _, id, number = HEADER:unpack_from(packet)
      local ours = not raw or id == ID  -- a datagram socket has its own id, and receives only replies to it
      if kind == ECHO_REPLY and ours and number == sequence and checksum(packet) == 0 then return packet, addr end
    end
  end
end

-- Returns the round-trip time in milliseconds, or nil.
local function ping(s, raw, address, sequence)
  local start = time.perf_counter()
  s:sendto(make_packet(sequence), {address, 0})
  local ok, packet, addr = pcall(receive, s, raw, sequence)
  if ok then
    local ms = (time.perf_counter() - start) * 1000
    print(("%d bytes from %s: icmp_seq=%d time=%.3f ms"):format(#packet, addr.host, sequence, ms))
    return ms
  elseif socket.isinstance(packet, socket.TimeoutError) then
    print(("no reply to icmp_seq=%d"):format(sequence))
  else
    error(packet, 0)
  end
end

local times, sent = {}, 0

local function run(s, raw)
  local address = socket.gethostbyname(HOST)
  print(("PING %s (%s): %d data bytes"):format(HOST, address, #DATA))
  for sequence = 1, COUNT do
    if sequence > 1 then time.sleep(INTERVAL) end
    sent = sent + 1
    times[#times + 1] = ping(s, raw, address, sequence)  -- nil adds nothing
  end
end

local opened, s, raw = pcall(open_socket)
if not opened then
  io.stderr:write(tostring(s), "\n")
  os.exit(2, true)
end
local ok, e = pcall(run, s, raw)
s:close()
if not ok and not socket.isinstance(e, socket.KeyboardInterrupt) then error(e, 0) end
print(("%d sent, %d received"):format(sent, #times))
if #times > 0 then  -- in Python: if times
  local sum = 0
  for _, ms in ipairs(times) do sum = sum + ms end
  table.sort(times)
  print(("min/avg/max = %.3f/%.3f/%.3f ms"):format(times[1], sum / #times, times[#times]))
end
os.exit(#times > 0, true)

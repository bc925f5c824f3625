-- Addresses in both directions: what a call accepts, what it returns, and how it reports a wrong address.
local socket = require "pysocket"
local core = require "pysocket.core"
local support = require "spec.support"

local U32 = 0xFFFFFFFF
local LO = socket.if_nametoindex "lo"

-- The numbers of the families are written out, because the kernel or the headers may lack a family whose addresses
-- the module supports all the same.
local INET, INET6, UNIX, PACKET, NETLINK, VSOCK = 2, 10, 1, 17, 16, 40
local CAN, ALG, TIPC, QIPCRTR, RDS, BLUETOOTH = 29, 38, 30, 42, 21, 31
local STREAM, DGRAM, RAW, SEQPACKET = 1, 2, 3, 5
local CAN_RAW, CAN_BCM, CAN_ISOTP, CAN_J1939 = 1, 2, 6, 7
local L2CAP, HCI, SCO, RFCOMM = 0, 1, 2, 3

-- For each family: the address that is given, the bytes that the kernel gets (written down here from the headers, in
-- the machine's byte order), the address that is returned, its names, what Python prints for it, and how wrong ones
-- are reported.
--   given     if it differs from what is returned
--   wrong     {address, the part of the message after the family's name}
local families = {
  {
    name = "INET", family = INET, type = STREAM, proto = 0,
    address = {"127.0.0.1", 8080}, names = {"host", "port"},
    raw = string.pack("=I2 >I2 c4 c8", INET, 8080, "\127\0\0\1", ""),
    printed = "('127.0.0.1', 8080)",
    wrong = {
      {"127.0.0.1", [=[address must be a table {host, port}, got string; write {"127.0.0.1", 8080}]=]},
      {nil, [=[address must be a table {host, port}, got nil; write {"127.0.0.1", 8080}]=]},
      {8080, [=[address must be a table {host, port}, got number; write {"127.0.0.1", 8080}]=]},
      {{}, [=[address must be a table {host, port}, the host is missing; write {"127.0.0.1", 8080}]=]},
      {{"h"}, [=[address must be a table {host, port}, the port is missing; write {"127.0.0.1", 8080}]=]},
      {{nil, 1}, [=[address must be a table {host, port}, the host is missing; write {"127.0.0.1", 8080}]=]},
      {{"h", 1, 2}, [=[address must be a table {host, port}, got 3 items; write {"127.0.0.1", 8080}]=]},
      {{host = "h", prot = 1},
        [=[address must be a table {host, port}, it has no 'prot'; write {"127.0.0.1", 8080}]=]},
      {{"h", prot = 1},
        [=[address must be a table {host, port}, it has no 'prot'; write {"127.0.0.1", 8080}]=]},
      {{"h", 1, timeout = 5},
        [=[address must be a table {host, port}, it has no 'timeout'; write {"127.0.0.1", 8080}]=]},
      {{1, 1}, [=[host must be a string, got a number; write {"127.0.0.1", 8080}]=]},
      {{{}, 1}, [=[host must be a string, got a table; write {"127.0.0.1", 8080}]=]},
      {{"h\0", 1}, [=[host must not contain a NUL byte; cut it off before the \0]=]},
      {{"127.0.0.1", "80"}, [=[port must be an integer from 0 to 65535, got a string; ]=]
        .. [=[write the number without quotes, or use tonumber]=]},
      {{"127.0.0.1", true}, [=[port must be an integer from 0 to 65535, got a boolean; write a number]=]},
      {{"127.0.0.1", -1}, [=[port must be an integer from 0 to 65535, got -1]=]},
      {{"127.0.0.1", 65536}, [=[port must be an integer from 0 to 65535, got 65536]=]},
      {{"127.0.0.1", 80.5}, [=[port must be an integer from 0 to 65535, got 80.5]=]},
      {{"127.0.0.1", 2^53}, [=[port must be an integer from 0 to 65535, got ]=] .. 2^53},
      {{"127.0.0.1", 0/0}, [=[port must be an integer from 0 to 65535, got ]=] .. tostring(0/0)},
      {{"127.0.0.1", math.mininteger}, [=[port must be an integer from 0 to 65535, got -9223372036854775808]=]},
    },
  },
  {
    name = "INET, UDPLITE", family = INET, type = DGRAM, proto = 136,
    address = {"10.20.30.40", 0}, names = {"host", "port"},
    raw = string.pack("=I2 >I2 c4 c8", INET, 0, "\10\20\30\40", ""),
    printed = "('10.20.30.40', 0)",
    wrong = {{{"h"}, [=[address must be a table {host, port}, the port is missing; write {"127.0.0.1", 8080}]=]}},
  },
  {
    name = "INET, SCTP", family = INET, type = SEQPACKET, proto = 132,
    address = {"255.255.255.255", 65535}, names = {"host", "port"},
    raw = string.pack("=I2 >I2 c4 c8", INET, 65535, "\255\255\255\255", ""),
    printed = "('255.255.255.255', 65535)",
    wrong = {{{"h", 65536}, [=[port must be an integer from 0 to 65535, got 65536]=]}},
  },
  {
    name = "RDS", label = "AF_INET", family = RDS, type = SEQPACKET, proto = 0,
    address = {"127.0.0.1", 18634}, names = {"host", "port"},
    raw = string.pack("=I2 >I2 c4 c8", INET, 18634, "\127\0\0\1", ""),  -- an address of AF_INET, including the family
    printed = "('127.0.0.1', 18634)",
    wrong = {{{"h"}, [=[address must be a table {host, port}, the port is missing; write {"127.0.0.1", 8080}]=]}},
  },
  {
    name = "INET6", family = INET6, type = STREAM, proto = 0,
    address = {"fe80::1:2", 8080, 0xABCDE, 7}, names = {"host", "port", "flowinfo", "scope_id"},
    raw = string.pack("=I2 >I2 >I4 c16 =I4", INET6, 8080, 0xABCDE,
      "\xfe\x80\0\0\0\0\0\0\0\0\0\0\0\1\0\2", 7),
    printed = "('fe80::1:2', 8080, 703710, 7)",
    wrong = {
      {"::1", [=[address must be a table {host, port[, flowinfo[, scope_id]]}, got string; write {"::1", 8080}]=]},
      {{"::1"}, [=[address must be a table {host, port[, flowinfo[, scope_id]]}, the port is missing; ]=]
        .. [=[write {"::1", 8080}]=]},
      {{"::1", 1, 2, 3, 4}, [=[address must be a table {host, port[, flowinfo[, scope_id]]}, got 5 items; ]=]
        .. [=[write {"::1", 8080}]=]},
      {{"::1", 1, scopeid = 1}, [=[address must be a table ]=]
        .. [=[{host, port[, flowinfo[, scope_id]]}, it has no 'scopeid'; write {"::1", 8080}]=]},
      {{1, 1}, [=[host must be a string, got a number; write {"::1", 8080}]=]},
      {{"::1\0", 1}, [=[host must not contain a NUL byte; cut it off before the \0]=]},
      {{"<broadcast>", 1}, [=[host cannot be "<broadcast>": IPv6 has none; write a multicast address, ]=]
        .. [=[like "ff02::1"]=]},
      {{"::1", 65536}, [=[port must be an integer from 0 to 65535, got 65536]=]},
      {{"::1", 1, 0x100000}, [=[flowinfo must be an integer from 0 to 1048575, got 1048576]=]},
      {{"::1", 1, -1}, [=[flowinfo must be an integer from 0 to 1048575, got -1]=]},
      {{"::1", 1, 0, -1}, [=[scope_id must be an integer from 0 to 4294967295, got -1]=]},
      {{"::1", 1, 0, U32 + 1}, [=[scope_id must be an integer from 0 to 4294967295, got 4294967296]=]},
      {{"::1", 1, 0, "lo"}, [=[scope_id must be an integer from 0 to 4294967295, got a string; ]=]
        .. [=[write the number without quotes, or use tonumber]=]},
    },
  },
  {
    name = "UNIX", family = UNIX, type = STREAM, proto = 0,
    address = "/tmp/app.sock", raw = string.pack("=I2", UNIX) .. "/tmp/app.sock",
    printed = "/tmp/app.sock",
    wrong = {
      {{"/tmp/s"}, [=[address must be a string, the path, got table; write "/tmp/app.sock"]=]},
      {nil, [=[address must be a string, the path, got nil; write "/tmp/app.sock"]=]},
      {1, [=[address must be a string, the path, got number; write "/tmp/app.sock"]=]},
      {"/tmp/a\0b", [=[path must not contain a NUL byte; only an abstract name does, and starts with \0]=]},
      {("p"):rep(108), [=[path is too long: 108 bytes, at most 107; choose a shorter one, or a relative one]=]},
      {"\0" .. ("p"):rep(108), [=[path is too long: 109 bytes, at most 108; ]=]
        .. [=[choose a shorter one, or a relative one]=]},
    },
  },
  {
    name = "PACKET", family = PACKET, type = RAW, proto = 0,
    address = {"lo", 0x0800, 4, 772, "\1\2\3\4\5\0"}, names = {"ifname", "proto", "pkttype", "hatype", "addr"},
    raw = string.pack("=I2 >I2 =i4 I2 I1 I1 c8", PACKET, 0x0800, LO, 772, 4, 6, "\1\2\3\4\5"),
    printed = [=[('lo', 2048, 4, 772, b'\x01\x02\x03\x04\x05\x00')]=],
    wrong = {
      {"lo", [=[address must be a table {ifname, proto[, pkttype[, hatype[, addr]]]}, got string; ]=]
        .. [=[write {"eth0", 0x0800}]=]},
      {{"lo"}, [=[address must be a table {ifname, proto[, pkttype[, hatype[, addr]]]}, the proto is missing; ]=]
        .. [=[write {"eth0", 0x0800}]=]},
      {{"lo", 1, 2, 3, "", 5}, [=[address must be a table {ifname, proto[, pkttype[, hatype[, addr]]]}, ]=]
        .. [=[got 6 items; write {"eth0", 0x0800}]=]},
      {{1, 1}, [=[ifname must be a string, got a number; write {"eth0", 0x0800}]=]},
      {{"lo\0", 1}, [=[ifname must not contain a NUL byte; if_nameindex lists the names]=]},
      {{("i"):rep(16), 1}, [=[ifname is too long: 16 bytes, at most 15; if_nameindex lists the names]=]},
      {{"lo", 65536}, [=[proto must be an integer from 0 to 65535, got 65536]=]},
      {{"lo", 0, 256}, [=[pkttype must be an integer from 0 to 255, got 256]=]},
      {{"lo", 0, 0, -1}, [=[hatype must be an integer from 0 to 65535, got -1]=]},
      {{"lo", 0, 0, 0, 1}, [=[addr must be a string, got a number; write {"eth0", 0x0800}]=]},
      {{"lo", 0, 0, 0, "123456789"}, [=[addr must be a hardware address of at most 8 bytes, got 9; ]=]
        .. [=[write its bytes, as in "\x02\0\0\0\0\1"]=]},
    },
  },
  {
    name = "NETLINK", family = NETLINK, type = RAW, proto = 0,
    address = {U32, 5}, names = {"pid", "groups"},
    raw = string.pack("=I2 I2 I4 I4", NETLINK, 0, U32, 5),
    printed = "(4294967295, 5)",
    wrong = {
      {0, [=[address must be a table {pid, groups}, got number; write {0, 0}]=]},
      {{0}, [=[address must be a table {pid, groups}, the groups is missing; write {0, 0}]=]},
      {{0, 0, 0}, [=[address must be a table {pid, groups}, got 3 items; write {0, 0}]=]},
      {{"0", 0}, [=[pid must be an integer from 0 to 4294967295, got a string; ]=]
        .. [=[write the number without quotes, or use tonumber]=]},
      {{-1, 0}, [=[pid must be an integer from 0 to 4294967295, got -1]=]},
      {{0, U32 + 1}, [=[groups must be an integer from 0 to 4294967295, got 4294967296]=]},
    },
  },
  {
    name = "VSOCK", family = VSOCK, type = STREAM, proto = 0,
    address = {2, U32}, names = {"cid", "port"},
    raw = string.pack("=I2 I2 I4 I4 c4", VSOCK, 0, U32, 2, ""),
    printed = "(2, 4294967295)",
    wrong = {
      {"2", [=[address must be a table {cid, port}, got string; write {socket.VMADDR_CID_HOST, 1234}]=]},
      {{2}, [=[address must be a table {cid, port}, the port is missing; write {socket.VMADDR_CID_HOST, 1234}]=]},
      {{2, 1, 0}, [=[address must be a table {cid, port}, got 3 items; write {socket.VMADDR_CID_HOST, 1234}]=]},
      {{{}, 1}, [=[cid must be an integer from 0 to 4294967295, got a table; write a number]=]},
      {{U32 + 1, 1}, [=[cid must be an integer from 0 to 4294967295, got 4294967296]=]},
      {{2, -1}, [=[port must be an integer from 0 to 4294967295, got -1]=]},
    },
  },
  {
    name = "CAN, raw", family = CAN, type = RAW, proto = CAN_RAW,
    address = {"lo"}, names = {"interface"},
    raw = string.pack("=I2 I2 i4 c16", CAN, 0, LO, ""), printed = "('lo',)",
    wrong = {
      {"lo", [=[address must be a table {interface}, got string; write {"can0"}]=]},
      {{}, [=[address must be a table {interface}, the interface is missing; write {"can0"}]=]},
      {{"lo", 1}, [=[address must be a table {interface}, got 2 items; write {"can0"}]=]},
      {{1}, [=[interface must be a string, got a number; write {"can0"}]=]},
      {{("i"):rep(16)}, [=[interface is too long: 16 bytes, at most 15; if_nameindex lists the names]=]},
    },
  },
  {
    name = "CAN, BCM", family = CAN, type = DGRAM, proto = CAN_BCM,
    address = {""}, names = {"interface"},  -- "" means all interfaces
    raw = string.pack("=I2 I2 i4 c16", CAN, 0, 0, ""), printed = "('',)",
    wrong = {{{}, [=[address must be a table {interface}, the interface is missing; write {"can0"}]=]}},
  },
  {
    name = "CAN, ISOTP", family = CAN, type = DGRAM, proto = CAN_ISOTP,
    address = {"lo", 0x123, U32}, names = {"interface", "rx_addr", "tx_addr"},
    raw = string.pack("=I2 I2 i4 I4 I4 c8", CAN, 0, LO, 0x123, U32, ""),
    printed = "('lo', 291, 4294967295)",
    wrong = {
      {{"lo", 1}, [=[address must be a table {interface, rx_addr, tx_addr}, the tx_addr is missing; ]=]
        .. [=[write {"can0", 0x123, 0x124}]=]},
      {{"lo", 1, 2, 3}, [=[address must be a table {interface, rx_addr, tx_addr}, got 4 items; ]=]
        .. [=[write {"can0", 0x123, 0x124}]=]},
      {{"lo", -1, 2}, [=[rx_addr must be an integer from 0 to 4294967295, got -1]=]},
      {{"lo", 1, U32 + 1}, [=[tx_addr must be an integer from 0 to 4294967295, got 4294967296]=]},
      {{"lo", 1, "2"}, [=[tx_addr must be an integer from 0 to 4294967295, got a string; ]=]
        .. [=[write the number without quotes, or use tonumber]=]},
    },
  },
  {
    name = "CAN, J1939", family = CAN, type = DGRAM, proto = CAN_J1939,
    address = {"lo", -1, 0x3FFFF, 0xFE}, names = {"interface", "name", "pgn", "addr"},
    raw = string.pack("=I2 I2 i4 i8 I4 I1 c3", CAN, 0, LO, -1, 0x3FFFF, 0xFE, ""),
    printed = "('lo', 18446744073709551615, 262143, 254)",
    wrong = {
      {{"lo", 0, 0}, [=[address must be a table {interface, name, pgn, addr}, the addr is missing; ]=]
        .. [=[write {"can0", socket.J1939_NO_NAME, 0x1234, 0x20}]=]},
      {{"lo", 0, 0, 0, 0}, [=[address must be a table {interface, name, pgn, addr}, got 5 items; ]=]
        .. [=[write {"can0", socket.J1939_NO_NAME, 0x1234, 0x20}]=]},
      {{"lo", 2.0^64, 0, 0}, [=[name must be an integer from -9223372036854775808 to 9223372036854775807, ]=]
        .. [=[got ]=] .. 2^64},
      {{"lo", 0, U32 + 1, 0}, [=[pgn must be an integer from 0 to 4294967295, got 4294967296]=]},
      {{"lo", 0, 0, 256}, [=[addr must be an integer from 0 to 255, got 256]=]},
    },
  },
  {
    name = "ALG", family = ALG, type = SEQPACKET, proto = 0,
    address = {"hash", "hmac(sha256)", 1, 2}, names = {"type", "name", "feat", "mask"},
    raw = string.pack("=I2 c14 I4 I4 c64", ALG, "hash", 1, 2, "hmac(sha256)"),
    printed = "('hash', 'hmac(sha256)', 1, 2)",
    wrong = {
      {"hash", [=[address must be a table {type, name[, feat[, mask]]}, got string; write {"hash", "sha256"}]=]},
      {{"hash"}, [=[address must be a table {type, name[, feat[, mask]]}, the name is missing; ]=]
        .. [=[write {"hash", "sha256"}]=]},
      {{"hash", "sha256", 0, 0, 0}, [=[address must be a table {type, name[, feat[, mask]]}, got 5 items; ]=]
        .. [=[write {"hash", "sha256"}]=]},
      {{1, "sha256"}, [=[type must be a string, got a number; write {"hash", "sha256"}]=]},
      {{("t"):rep(14), "n"}, [=[type is too long: 14 bytes, at most 13; /proc/crypto lists the names]=]},
      {{"hash", ("n"):rep(64)}, [=[name is too long: 64 bytes, at most 63; /proc/crypto lists the names]=]},
      {{"ha\0sh", "n"}, [=[type must not contain a NUL byte; /proc/crypto lists the names]=]},
      {{"hash", "n", U32 + 1}, [=[feat must be an integer from 0 to 4294967295, got 4294967296]=]},
      {{"hash", "n", 0, -1}, [=[mask must be an integer from 0 to 4294967295, got -1]=]},
    },
  },
  {
    name = "TIPC, a range", family = TIPC, type = STREAM, proto = 0,
    address = {1, 18888, 10, 20, 3}, names = {"addr_type", "v1", "v2", "v3", "scope"},
    raw = string.pack("=I2 I1 i1 I4 I4 I4", TIPC, 1, 3, 18888, 10, 20),
    printed = "(1, 18888, 10, 20, 3)",
    wrong = {
      {18888, [=[address must be a table {addr_type, v1, v2, v3[, scope]}, got number; ]=]
        .. [=[write {socket.TIPC_ADDR_NAME, 18888, 17, 0}]=]},
      {{2, 1, 2}, [=[address must be a table {addr_type, v1, v2, v3[, scope]}, the v3 is missing; ]=]
        .. [=[write {socket.TIPC_ADDR_NAME, 18888, 17, 0}]=]},
      {{2, 1, 2, 3, 4, 5}, [=[address must be a table {addr_type, v1, v2, v3[, scope]}, got 6 items; ]=]
        .. [=[write {socket.TIPC_ADDR_NAME, 18888, 17, 0}]=]},
      {{0, 1, 2, 3}, [=[addr_type must be an integer from 1 to 3, got 0]=]},
      {{4, 1, 2, 3}, [=[addr_type must be an integer from 1 to 3, got 4]=]},
      {{2, -1, 2, 3}, [=[v1 must be an integer from 0 to 4294967295, got -1]=]},
      {{2, 1, "2", 3}, [=[v2 must be an integer from 0 to 4294967295, got a string; ]=]
        .. [=[write the number without quotes, or use tonumber]=]},
      {{2, 1, 2, U32 + 1}, [=[v3 must be an integer from 0 to 4294967295, got 4294967296]=]},
      {{2, 1, 2, 3, 128}, [=[scope must be an integer from -128 to 127, got 128]=]},
    },
  },
  {
    name = "TIPC, a name", family = TIPC, type = STREAM, proto = 0,
    given = {2, 18888, 17, 0}, address = {2, 18888, 17, 17, 2},  -- the scope defaults to the cluster
    names = {"addr_type", "v1", "v2", "v3", "scope"},
    raw = string.pack("=I2 I1 i1 I4 I4 I4", TIPC, 2, 2, 18888, 17, 0),
    printed = "(2, 18888, 17, 17, 2)", wrong = {},
  },
  {
    name = "TIPC, a socket", family = TIPC, type = STREAM, proto = 0,
    given = {3, 0x1001001, 99, 7, 0}, address = {3, 0x1001001, 99, 0, 0},
    names = {"addr_type", "v1", "v2", "v3", "scope"},
    raw = string.pack("=I2 I1 i1 I4 I4 I4", TIPC, 3, 0, 99, 0x1001001, 0),
    printed = "(3, 16781313, 99, 0, 0)", wrong = {},
  },
  {
    name = "QIPCRTR", family = QIPCRTR, type = DGRAM, proto = 0,
    address = {1, U32}, names = {"node", "port"},
    raw = string.pack("=I2 I2 I4 I4", QIPCRTR, 0, 1, U32),
    printed = "(1, 4294967295)",
    wrong = {
      {1, [=[address must be a table {node, port}, got number; write {1, 16}]=]},
      {{1}, [=[address must be a table {node, port}, the port is missing; write {1, 16}]=]},
      {{1, 2, 3}, [=[address must be a table {node, port}, got 3 items; write {1, 16}]=]},
      {{-1, 2}, [=[node must be an integer from 0 to 4294967295, got -1]=]},
      {{1, U32 + 1}, [=[port must be an integer from 0 to 4294967295, got 4294967296]=]},
      {{1, "2"}, [=[port must be an integer from 0 to 4294967295, got a string; ]=]
        .. [=[write the number without quotes, or use tonumber]=]},
    },
  },
  {
    name = "BLUETOOTH, L2CAP", family = BLUETOOTH, type = SEQPACKET, proto = L2CAP, needs = "BTPROTO_L2CAP",
    address = {"00:11:22:AA:BB:CC", 4097}, names = {"bdaddr", "psm"},
    raw = string.pack("=I2 I2 c6 I2 I1 c1", BLUETOOTH, 4097, "\xCC\xBB\xAA\x22\x11\0", 0, 0, ""),
    printed = "('00:11:22:AA:BB:CC', 4097)",
    wrong = {
      {"00:11:22:AA:BB:CC", [=[address must be a table {bdaddr, psm}, got string; ]=]
        .. [=[write {"00:11:22:AA:BB:CC", 4097}]=]},
      {{"00:11:22:AA:BB:CC"}, [=[address must be a table {bdaddr, psm}, the psm is missing; ]=]
        .. [=[write {"00:11:22:AA:BB:CC", 4097}]=]},
      {{"00:11:22:AA:BB:CC", 1, 2}, [=[address must be a table {bdaddr, psm}, got 3 items; ]=]
        .. [=[write {"00:11:22:AA:BB:CC", 4097}]=]},
      {{1, 1}, [=[bdaddr must be a string, got a number; write {"00:11:22:AA:BB:CC", 4097}]=]},
      {{"00:11:22:AA:BB", 1}, [=[bdaddr must be six octets in hexadecimal, got "00:11:22:AA:BB"; ]=]
        .. [=[write "00:11:22:AA:BB:CC"]=]},
      {{"00:11:22:AA:BB:CC:DD", 1}, [=[bdaddr must be six octets in hexadecimal, ]=]
        .. [=[got "00:11:22:AA:BB:CC:DD"; write "00:11:22:AA:BB:CC"]=]},
      {{"00:11:22:AA:BB:100", 1}, [=[bdaddr must be six octets in hexadecimal, ]=]
        .. [=[got "00:11:22:AA:BB:100"; write "00:11:22:AA:BB:CC"]=]},
      {{"00:11:22:AA:BB:GG", 1}, [=[bdaddr must be six octets in hexadecimal, ]=]
        .. [=[got "00:11:22:AA:BB:GG"; write "00:11:22:AA:BB:CC"]=]},
      {{"00:11:22:AA:BB:-1", 1}, [=[bdaddr must be six octets in hexadecimal, ]=]
        .. [=[got "00:11:22:AA:BB:-1"; write "00:11:22:AA:BB:CC"]=]},
      {{"00:11:22:AA:BB:+C", 1}, [=[bdaddr must be six octets in hexadecimal, ]=]
        .. [=[got "00:11:22:AA:BB:+C"; write "00:11:22:AA:BB:CC"]=]},
      {{"00:11:22:AA:BB:CC\0", 1}, [=[bdaddr must be six octets in hexadecimal, ]=]
        .. [=[got "00:11:22:AA:BB:CC"; write "00:11:22:AA:BB:CC"]=]},
      {{"00:11:22:AA:BB:CC", 65536}, [=[psm must be an integer from 0 to 65535, got 65536]=]},
    },
  },
  {
    name = "BLUETOOTH, RFCOMM", family = BLUETOOTH, type = STREAM, proto = RFCOMM, needs = "BTPROTO_RFCOMM",
    given = {"0:1:2:a:b:c", 30}, address = {"00:01:02:0A:0B:0C", 30}, names = {"bdaddr", "channel"},
    raw = string.pack("=I2 c6 I1 c1", BLUETOOTH, "\x0C\x0B\x0A\2\1\0", 30, ""),
    printed = "('00:01:02:0A:0B:0C', 30)",
    wrong = {
      {{"00:11:22:AA:BB:CC"}, [=[address must be a table {bdaddr, channel}, the channel is missing; ]=]
        .. [=[write {"00:11:22:AA:BB:CC", 1}]=]},
      {{"00:11:22:AA:BB:CC", 1, 2}, [=[address must be a table {bdaddr, channel}, got 3 items; ]=]
        .. [=[write {"00:11:22:AA:BB:CC", 1}]=]},
      {{"", 1}, [=[bdaddr must be six octets in hexadecimal, got ""; write "00:11:22:AA:BB:CC"]=]},
      {{"00:11:22:AA:BB:CC", 256}, [=[channel must be an integer from 0 to 255, got 256]=]},
      {{"00:11:22:AA:BB:CC", "1"}, [=[channel must be an integer from 0 to 255, got a string; ]=]
        .. [=[write the number without quotes, or use tonumber]=]},
    },
  },
  {
    name = "BLUETOOTH, HCI", family = BLUETOOTH, type = RAW, proto = HCI, needs = "BTPROTO_HCI",
    given = {3}, address = 3,
    raw = string.pack("=I2 I2 I2", BLUETOOTH, 3, 0), printed = "3",
    wrong = {
      {"3", [=[address must be a table {device_id}, got string; write {0}]=]},
      {{}, [=[address must be a table {device_id}, the device_id is missing; write {0}]=]},
      {{3, 0}, [=[address must be a table {device_id}, got 2 items; write {0}]=]},
      {{-1}, [=[device_id must be an integer from 0 to 65535, got -1]=]},
      {65536, [=[device_id must be an integer from 0 to 65535, got 65536]=]},
    },
  },
  {
    name = "BLUETOOTH, SCO", family = BLUETOOTH, type = SEQPACKET, proto = SCO, needs = "BTPROTO_SCO",
    address = "00:11:22:AA:BB:CC",
    raw = string.pack("=I2 c6", BLUETOOTH, "\xCC\xBB\xAA\x22\x11\0"), printed = "00:11:22:AA:BB:CC",
    wrong = {
      {{"00:11:22:AA:BB:CC"}, [=[address must be a string, the device's address, got table; ]=]
        .. [=[write "00:11:22:AA:BB:CC"]=]},
      {"00:11:22:AA:BB", [=[bdaddr must be six octets in hexadecimal, got "00:11:22:AA:BB"; ]=]
        .. [=[write "00:11:22:AA:BB:CC"]=]},
    },
  },
}

local function sockaddr(family, type, proto, address)
  local raw = core._sockaddr(family, type, proto, address)
  return raw
end

local function hex(bytes)
  return bytes and bytes:gsub(".", function(c) return ("%02x "):format(c:byte()) end)
end

-- {first item, …} -> {name of the first = first item, …}
local function by_name(names, address)
  local named = {}
  for i, name in ipairs(names) do named[name] = address[i] end
  return named
end

local function can(f)
  return not f.needs or socket[f.needs] ~= nil
end

describe("an address", function()
  after_each(support.cleanup)

  for _, f in ipairs(families) do
    describe("of " .. f.name, function()
      local function it_can(what, body)
        it(what, function()
          if not can(f) then return pending("built without the header that has " .. f.needs) end
          body()
        end)
      end

      it_can("is converted to the bytes that the kernel expects", function()
        assert.are.equal(hex(f.raw), hex(sockaddr(f.family, f.type, f.proto, f.given or f.address)))
      end)

      it_can("is returned with its parts, and prints as Python prints it", function()
        local address = core._address(f.family, f.type, f.proto, f.raw)
        assert.are.equal(type(f.address), type(address))
        if type(address) ~= "table" then
          assert.are.equal(f.address, address)
          return
        end
        assert.are.same(f.address, {table.unpack(address)})
        assert.are.equal(f.printed, tostring(address))
      end)

      it_can("has names for its positions", function()
        local address = core._address(f.family, f.type, f.proto, f.raw)
        if type(address) ~= "table" then return end
        assert.are.equal(#f.names, #address)
        for i, name in ipairs(f.names) do
          assert.are.equal(f.address[i], address[name])
          address[name] = "changed"
          assert.are.equal("changed", address[i])
          assert.is_nil(rawget(address, name))
        end
      end)

      it_can("is accepted as it was returned", function()
        local address = core._address(f.family, f.type, f.proto, f.raw)
        assert.are.equal(hex(f.raw), hex(sockaddr(f.family, f.type, f.proto, address)))
      end)

      it_can("is accepted with names instead of some or all positions", function()
        if not f.names then return end
        local named = by_name(f.names, f.given or f.address)
        assert.are.equal(hex(f.raw), hex(sockaddr(f.family, f.type, f.proto, named)))
        named[1], named[f.names[1]] = named[f.names[1]], "not looked at"
        assert.are.equal(hex(f.raw), hex(sockaddr(f.family, f.type, f.proto, named)))
      end)

      it_can("is refused with an explanation if it is wrong", function()
        local label = f.label or "AF_" .. f.name:match("^%w+")
        for _, case in ipairs(f.wrong) do
          local ok, message = pcall(sockaddr, f.family, f.type, f.proto, case[1])
          assert.is_false(ok, f.name .. " took what is wrong: " .. case[2])
          local place, text = message:match("^(.-: )bad argument #4 to '_sockaddr' (.*)$")
          assert.is_truthy(place, message)
          assert.are.equal(("(%s %s)"):format(label, case[2]), text)
        end
      end)

      it_can("is the same key each time, until the program changes it", function()
        local address = core._address(f.family, f.type, f.proto, f.raw)
        local again = core._address(f.family, f.type, f.proto, f.raw)
        assert.is_true(rawequal(address, again))
        if type(address) ~= "table" then return end
        for i = 1, #address do
          local part = address[i]
          address[i] = "changed"
          again = core._address(f.family, f.type, f.proto, f.raw)
          assert.are.same(f.address, {table.unpack(again)})
          address[i] = part
          address = again
        end
        address.note = "mine"
        again = core._address(f.family, f.type, f.proto, f.raw)
        assert.is_nil(again.note)
        setmetatable(again, nil)
        assert.are.equal(f.printed, tostring(core._address(f.family, f.type, f.proto, f.raw)))
      end)

      it_can("is never read beyond its end", function()
        -- The bytes beyond a short sockaddr count as zeros; _address puts other bytes there.
        local full = string.pack("=I2", f.family == RDS and INET or f.family) .. ("\xFF"):rep(126)
        for len = 2, 128 do
          for _, raw in ipairs{f.raw:sub(1, len), full:sub(1, len)} do
            local short = core._address(f.family, f.type, f.proto, raw)
            if f.family == UNIX then
              assert.is_true(#short <= len - 2)
            elseif f.family == PACKET then
              assert.is_true(#short.addr <= math.max(len - 12, 0))
              assert.are.equal(raw:sub(13, 12 + #short.addr), short.addr)
            else
              local whole = core._address(f.family, f.type, f.proto, raw .. ("\0"):rep(128 - #raw))
              -- A TIPC sockaddr of an unknown kind is returned as its bytes.
              if f.family ~= TIPC or whole[1] ~= TIPC then assert.is_true(short == whole) end
            end
          end
        end
      end)
    end)
  end

  it("may have any bytes when the kernel returns it", function()
    math.randomseed(20240607)
    local protos = {0, 1, 2, 3, 6, 7, 99}
    for family = 0, 50 do
      for _, proto in ipairs(protos) do
        for _ = 1, 8 do
          local bytes = {}
          for i = 1, math.random(0, 126) do bytes[i] = string.char(math.random(0, 255)) end
          local raw = string.pack("=I2", family) .. table.concat(bytes)
          assert.is_string(tostring(core._address(family, STREAM, proto, raw)))
        end
      end
    end
  end)

  it("of an unknown family has its number and its bytes", function()
    local address = core._address(99, STREAM, 0, string.pack("=I2", 99) .. "ab\0'\"")
    assert.is_true(address == {99, "ab\0'\""})
    assert.are.equal([[(99, b'ab\x00\'"')]], tostring(address))
    assert.are.equal(99, address.family)
    assert.are.equal("ab\0'\"", address.data)
    assert.is_true(core._address(99, STREAM, 0, "\99") == {(string.unpack("=I2", "\99\0")), ""})
    local message = support.error_message(sockaddr, 99, STREAM, 5, address)
    assert.is_truthy(message:find("(addresses of family 99, protocol 5 are not supported; "
      .. "use calls that take no address)", 1, true), message)
  end)

  it("of an unknown CAN protocol is returned as its interface, and is not accepted", function()
    assert.is_true(core._address(CAN, RAW, 3, string.pack("=I2 I2 i4", CAN, 0, LO)) == {"lo"})
    assert.is_truthy(support.error_message(sockaddr, CAN, RAW, 3, {"lo"})
      :find("addresses of family 29, protocol 3 are not supported", 1, true))
  end)

  it("of an unknown TIPC kind is returned as its bytes", function()
    local raw = string.pack("=I2 I1 i1 I4 I4 I4", TIPC, 9, 0, 1, 2, 3)
    assert.is_true(core._address(TIPC, STREAM, 0, raw) == {TIPC, raw:sub(3)})
  end)

  it("of length 0 is nil", function()
    assert.is_nil(core._address(INET, DGRAM, 0, ""))
    local a, b = support.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    a:send("x")
    local data, address = b:recvfrom(10)
    assert.are.equal("x", data)
    assert.is_nil(address)
  end)

  it("names a removed interface as Python does", function()
    assert.are.equal("", core._address(PACKET, RAW, 0, string.pack("=I2 I2 i4", PACKET, 0, 0x7FFFFFFF)).ifname)
    assert.are.equal("", core._address(PACKET, RAW, 0, string.pack("=I2 I2 i4", PACKET, 0, -1)).ifname)
    assert.are.equal("", core._address(PACKET, RAW, 0, string.pack("=I2 I2 i4", PACKET, 0, 0)).ifname)
  end)

  it("with an unknown interface raises the system's error", function()
    for _, case in ipairs{{PACKET, RAW, 0, {"nosuch0", 0}}, {PACKET, RAW, 0, {"", 0}},
                          {CAN, RAW, CAN_RAW, {"nosuch0"}}, {CAN, DGRAM, CAN_ISOTP, {"nosuch0", 1, 2}}} do
      local e = support.raises("OSError", sockaddr, table.unpack(case))
      assert.are.equal(19, e.errno)  -- ENODEV
      assert.are.equal("No such device", e.strerror)
      assert.is_true(e.address == case[4])
    end
  end)

  it("with 20 hardware bytes, as of InfiniBand, is returned whole", function()
    local hardware = ("abcde"):rep(4)
    local raw = string.pack("=I2 >I2 =i4 I2 I1 I1", PACKET, 0, LO, 32, 0, 20) .. hardware
    assert.are.equal(hardware, core._address(PACKET, RAW, 0, raw).addr)
    assert.are.equal("abc", core._address(PACKET, RAW, 0, raw:sub(1, 15)).addr)
  end)
end)

describe("the host", function()
  local function bytes4(host)
    local raw = sockaddr(INET, STREAM, 0, {host, 1})
    return raw and raw:sub(5, 8)
  end

  local function bytes6(host)
    local raw = sockaddr(INET6, STREAM, 0, {host, 1})
    return raw and raw:sub(9, 24)
  end

  it("\"\" is every address, \"<broadcast>\" the broadcast address", function()
    assert.are.equal("\0\0\0\0", bytes4 "")
    assert.are.equal("\255\255\255\255", bytes4 "<broadcast>")
    assert.are.equal("\255\255\255\255", bytes4 "255.255.255.255")
    assert.are.equal(("\0"):rep(16), bytes6 "")
  end)

  it("is an address if it has the only form that needs no resolver", function()
    for _, octet in ipairs{0, 1, 9, 10, 11, 99, 100, 101, 199, 200, 255} do
      local host = ("%d.0.%d.%d"):format(octet, octet, 255 - octet)
      local raw = string.char(octet, 0, octet, 255 - octet)
      -- Convert from bytes first, because a text that was converted to bytes is cached.
      assert.are.equal(host, core._address(INET, STREAM, 0,
        string.pack("=I2 >I2", INET, 1) .. raw .. ("\0"):rep(8)).host)
      assert.are.equal("\1\1\1\1", bytes4 "1.1.1.1")
      assert.are.equal(raw, bytes4(host))
    end
    assert.are.equal(("\0"):rep(15) .. "\1", bytes6 "::1")
    assert.are.equal(("\0"):rep(10) .. "\255\255\127\0\0\1", bytes6 "::ffff:127.0.0.1")
  end)

  it("in any other form is left to the resolver", function()
    for _, host in ipairs{"localhost", "127.1", "0x7f.0.0.1", "0177.0.0.1", "127.0.0.256", "127.0.0.1.",
                          " 127.0.0.1", "::1", "2130706433", "%lo"} do
      assert.is_nil(bytes4(host), host)
    end
    for _, host in ipairs{"localhost", "127.0.0.1", "255.255.255.255", ":::1", "::1%nosuch0", "localhost%lo"} do
      assert.is_nil(bytes6(host), host)
    end
  end)

  it("may name the interface, which an explicit scope_id overrides", function()
    local function scope(address)
      return string.unpack("=I4", sockaddr(INET6, STREAM, 0, address), 25)
    end
    assert.are.equal(LO, scope{"fe80::1%lo", 1})
    assert.are.equal(LO, scope{"ff02::1%lo", 1, 0})
    assert.are.equal(77, scope{"fe80::1%77", 1})
    assert.are.equal(9, scope{"fe80::1%lo", 1, 0, 9})
    assert.are.equal(0, scope{"fe80::1%lo", 1, 0, 0})
    assert.are.equal(0, scope{"fe80::1", 1})
  end)

  it("is cached, and never confused with another", function()
    -- Two peers alternate, and their texts are collected and created again in between.
    for round = 1, 300 do
      local a, b = ("127.0.%d.1"):format(round % 7), ("127.0.%d.2"):format(round % 5)
      local raw_a, raw_b = sockaddr(INET, DGRAM, 0, {a, 1}), sockaddr(INET, DGRAM, 0, {b, 2})
      assert.are.equal(string.char(127, 0, round % 7, 1), raw_a:sub(5, 8))
      assert.are.equal(string.char(127, 0, round % 5, 2), raw_b:sub(5, 8))
      if round % 3 == 0 then collectgarbage() end
      assert.are.equal(a, core._address(INET, DGRAM, 0, raw_a).host)
      assert.are.equal(a, core._address(INET, DGRAM, 0, raw_a).host)
      assert.are.equal(b, core._address(INET, DGRAM, 0, raw_b).host)
      assert.are.equal(raw_a, sockaddr(INET, DGRAM, 0, {a, 1}))
    end
    assert.is_nil(bytes4 "localhost")
    assert.are.equal("\0\0\0\0", bytes4 "")
    assert.are.equal("\127\0\0\1", bytes4 "127.0.0.1")
    assert.are.equal("\0\0\0\0", bytes4 "")
  end)

  it("is not confused with that of a finalizer that runs meanwhile", function()
    local other = sockaddr(INET, DGRAM, 0, {"10.9.9.9", 1})
    local meta = {__gc = function() core._address(INET, DGRAM, 0, other) end}
    for i = 1, 20000 do
      local host = "127.0.0." .. i % 2
      setmetatable({}, meta)
      assert(core._address(INET, DGRAM, 0, sockaddr(INET, DGRAM, 0, {host, i})).host == host)
    end
  end)
end)

describe("a port", function()
  it("may be a float that is an integer", function()
    assert.are.equal("\x1f\x90", sockaddr(INET, STREAM, 0, {"", 8080.0}):sub(3, 4))
    assert.are.equal("\xff\xff", sockaddr(INET6, STREAM, 0, {"", 65535.0}):sub(3, 4))
  end)
end)

describe("an address that is a path", function()
  it("is passed on whole, up to the kernel's maximum length", function()
    for _, path in ipairs{"", "s", "/tmp/a b", "\xff\xfe", ("p"):rep(107), "\0", "\0name", "\0na\0me\0",
                          "\0" .. ("p"):rep(107)} do
      local raw = sockaddr(UNIX, STREAM, 0, path)
      assert.are.equal(string.pack("=I2", UNIX) .. path, raw)
      assert.are.equal(path, core._address(UNIX, STREAM, 0, raw))
    end
  end)

  it("may lack its NUL, or have it only after sun_path", function()
    local path = ("p"):rep(108)
    local raw = string.pack("=I2", UNIX) .. path
    assert.are.equal(path, core._address(UNIX, STREAM, 0, raw))
    assert.are.equal(path, core._address(UNIX, STREAM, 0, raw .. "\0"))
    assert.are.equal("s", core._address(UNIX, STREAM, 0, string.pack("=I2", UNIX) .. "s\0garbage"))
    assert.are.equal("", core._address(UNIX, STREAM, 0, string.pack("=I2", UNIX)))
  end)
end)

describe("an address object", function()
  local function inet(host, port)
    return core._address(INET, STREAM, 0, sockaddr(INET, STREAM, 0, {host, port}))
  end

  it("equals an address with the same parts", function()
    local a = inet("127.0.0.1", 80)
    assert.is_true(a == inet("127.0.0.1", 80))
    assert.is_true(a == {"127.0.0.1", 80})
    assert.is_true({"127.0.0.1", 80} == a)
    assert.is_true(a == {"127.0.0.1", 80.0})
    assert.is_false(a == inet("127.0.0.1", 81))
    assert.is_false(a == inet("127.0.0.2", 80))
    assert.is_false(a == {"127.0.0.1"})
    assert.is_false(a == {"127.0.0.1", 80, 0, 0})
    assert.is_false(a == {"127.0.0.1", "80"})
    assert.is_false(a == {host = "127.0.0.1", port = 80})
    assert.is_false(a == "('127.0.0.1', 80)")
  end)

  it("is a table of positions with names", function()
    local a = inet("127.0.0.1", 80)
    local host, port = table.unpack(a)
    assert.are.same({"127.0.0.1", 80, 2}, {host, port, #a})
    a.port = 81
    assert.are.equal(81, a[2])
    a[2] = 82
    assert.are.equal(82, a.port)
    assert.is_nil(a.flowinfo)
    assert.is_nil(a[3])
    a.note = "mine"
    assert.are.equal("mine", a.note)
    assert.are.equal(2, #a)
    assert.are.equal("address", getmetatable(a).__name)
  end)

  it("prints strings and other items as Python prints a tuple", function()
    local a = inet("127.0.0.1", 80)
    local function printed(host)
      a.host = host
      return (tostring(a):match("^%((.*), 80%)$"))
    end
    assert.are.equal([["it's"]], printed "it's")
    assert.are.equal([['"both\'"']], printed [["both'"]])
    assert.are.equal([['back\\slash']], printed [[back\slash]])
    assert.are.equal([['\t\n\r\x00\x1b\x7f']], printed "\t\n\r\0\27\127")
    assert.are.equal([['bücher.example']], printed "bücher.example")
    assert.are.equal([['\udcff\udcc3']], printed "\xff\xc3")
    assert.are.equal([['\x80\xa0\xad¡']], printed "\u{80}\u{A0}\u{AD}\u{A1}")
    assert.are.equal([['\udced\udca0\udc80']], printed "\xed\xa0\x80")  -- a surrogate is not valid UTF-8
    assert.are.equal([[None]], printed(nil) or tostring(a):match("^%((None)"))
    assert.are.equal([[1.5]], printed(1.5))
    a[1] = a
    assert.has_error(function() return tostring(a) end)  -- an address that contains itself has no end
  end)

  it("has metamethods that accept only tables", function()
    local mt = getmetatable(inet("127.0.0.1", 80))
    for _, value in ipairs{1, "('127.0.0.1', 80)", print, io.stdout} do
      for _, name in ipairs{"__index", "__newindex", "__tostring", "__eq"} do
        assert.has_error(function() mt[name](value, "host", 1) end)
      end
      assert.has_error(function() mt.__eq({}, value) end)
    end
  end)

  it("prints any number of items", function()
    local a = core._address(99, STREAM, 0, string.pack("=I2", 99) .. "bytes")
    local expected = "(99, b'bytes'"
    for i = 3, 70 do
      a[i] = "str"
      expected = expected .. ", 'str'"
    end
    assert.are.equal(expected .. ")", tostring(a))
  end)
end)

describe("an address as a key", function()
  after_each(support.cleanup)

  local function inet(host, port)
    return core._address(INET, STREAM, 0, sockaddr(INET, STREAM, 0, {host, port}))
  end

  it("distinguishes all different addresses", function()
    local seen, others = {}, {}
    for _, host in ipairs{"0.0.0.0", "0.0.0.1", "0.1.0.0", "127.0.0.1", "1.0.0.127", "255.255.255.255"} do
      for _, port in ipairs{0, 1, 255, 256, 65535} do
        local a = inet(host, port)
        assert.is_nil(seen[a])
        seen[a] = host .. port
        others[#others + 1] = {host, port}
      end
    end
    for _, given in ipairs(others) do assert.are.equal(given[1] .. given[2], seen[socket.address(given)]) end
  end)

  it("is the same table wherever it comes from", function()
    local l = support.close_later(socket.create_server{"127.0.0.1", 0})
    local at = l:getsockname()
    local s = support.close_later(socket.create_connection(at))
    local conn, from = l:accept()
    support.close_later(conn)
    assert.is_true(rawequal(at, s:getpeername()))
    assert.is_true(rawequal(at, conn:getsockname()))
    assert.is_true(rawequal(from, conn:getpeername()))
    assert.is_true(rawequal(from, s:getsockname()))
    assert.is_true(rawequal(at, socket.getaddrinfo("127.0.0.1", at.port, socket.AF_INET)[1].sockaddr))
    assert.is_true(rawequal(at, socket.address{"127.0.0.1", at.port}))
  end)

  it("of IPv6 is one table, too", function()
    local l = support.close_later(socket.create_server({"::1", 0}, {family = socket.AF_INET6}))
    local s = support.close_later(socket.create_connection{"::1", l:getsockname().port})
    local conn, from = l:accept()
    support.close_later(conn)
    assert.is_true(rawequal(from, s:getsockname()))
    assert.is_true(rawequal(l:getsockname(), s:getpeername()))
    assert.is_true(rawequal(l:getsockname(), socket.address{"::1", l:getsockname().port}))
  end)

  it("is the address of an error, for IPv4 and IPv6", function()
    for _, case in ipairs{{socket.AF_INET, "127.0.0.1", support.free_port()},
                          {socket.AF_INET6, "::1", support.free_port(), 0, 0}} do
      local s = support.socket(case[1])
      local given = {table.unpack(case, 2)}
      local e = support.raises("ConnectionRefusedError", s.connect, s, given)
      assert.is_true(rawequal(socket.address(given), e.address))
      assert.is_false(rawequal(given, e.address))
    end
  end)

  it("in an error is the one that was passed, even if a call would return another", function()
    for _, case in ipairs{{{"localhost", 80}, "('localhost', 80)"}, {{"", 80}, "('', 80)"},
                          {{"127.0.0.1", -1}, "('127.0.0.1', -1)"}, {{"127.0.0.1", 65536}, "('127.0.0.1', 65536)"},
                          {{"127.0.0.1", "80"}, "('127.0.0.1', '80')"}, {{80}, "(80,)"},
                          {{"::01", 80, 0, 0}, "('::01', 80, 0, 0)"}, {{"::1", 80, 1, 2}, "('::1', 80, 1, 2)"}} do
      assert.are.equal(case[2], core._repr(case[1]))
    end
  end)

  it("is kept as long as the program has it, and no longer", function()
    local function used()
      collectgarbage()
      collectgarbage()
      return collectgarbage "count"
    end
    local function meet()
      local peers = {}
      for i = 1, 10000 do peers[inet("10.0." .. i // 256 .. "." .. i % 256, i)] = i end
      collectgarbage()
      for i = 1, 10000 do
        assert(peers[inet("10.0." .. i // 256 .. "." .. i % 256, i)] == i)
      end
    end
    local before = used()
    for _ = 1, 5 do meet() end
    assert.is_true(used() - before < 1500, "10000 addresses leave more than their places behind")
    for i = 1, 20000 do  -- new addresses take the cache's places from the old ones
      inet("127.0.0.1", i)
      if i % 4000 == 0 then collectgarbage() end  -- a large heap is not collected in this loop otherwise
    end
    assert.is_true(used() - before < 800)
  end)

  for _, mode in ipairs{"incremental", "generational"} do
    it("survives the garbage collector while it is in use: " .. mode, function()
      collectgarbage(mode)
      local kept = {}
      for i = 1, 20000 do
        local a = inet("10.1.1." .. i % 200, 7)
        assert(kept[a.host] == nil or rawequal(kept[a.host], a))
        if i % 3 == 0 then kept[a.host] = a end
        if i % 700 == 0 then kept = {} end
      end
      collectgarbage "incremental"
    end)
  end
end)

describe("address", function()
  it("makes the address of IPv4 or of IPv6 that calls return", function()
    for _, case in ipairs{
      {{"127.0.0.1", 80}, "('127.0.0.1', 80)"}, {{host = "127.0.0.1", port = 80}, "('127.0.0.1', 80)"},
      {{"", 80.0}, "('0.0.0.0', 80)"}, {{"<broadcast>", 9}, "('255.255.255.255', 9)"},
      {{"::1", 80}, "('::1', 80, 0, 0)"}, {{host = "::1", port = 80, scope_id = 1}, "('::1', 80, 0, 1)"},
      {{"0:0::1", 80, 5, 1}, "('::1', 80, 5, 1)"}, {{"", 80, 0, 0}, "('::', 80, 0, 0)"},
      {{"fe80::1%lo", 80}, "('fe80::1', 80, 0, " .. LO .. ")"},
    } do
      local a = socket.address(case[1])
      assert.are.equal(case[2], tostring(a))
      assert.is_true(rawequal(a, socket.address(a)))
    end
  end)

  it("reports what is wrong with its argument", function()
    for _, case in ipairs{
      {{"localhost", 80}, [[(AF_INET host must be numeric, such as "127.0.0.1"; look a name up with getaddrinfo)]]},
      {{"localhost", 80, 0, 0}, [[(AF_INET6 host must be numeric, such as "::1"; look a name up with getaddrinfo)]]},
      {"127.0.0.1", [[(AF_INET address must be a table {host, port}, got string; write {"127.0.0.1", 8080})]]},
      {{"127.0.0.1"}, "the port is missing"}, {{"127.0.0.1", "80"}, "port must be an integer"},
      {{"::1", 80, -1}, "AF_INET6 flowinfo must be an integer"}, {{}, "the host is missing"},
    } do
      local message = support.error_message(socket.address, case[1])
      assert.is_truthy(message:find(case[2], 1, true), message)
    end
    assert.has_error(function() socket.address() end)
  end)
end)

describe("an address in a text", function()
  it("joins as it prints", function()
    local a = socket.address{"127.0.0.1", 80}
    assert.are.equal("from ('127.0.0.1', 80)", "from " .. a)
    assert.are.equal("('127.0.0.1', 80) said 5", a .. " said " .. 5)
    assert.are.equal("5('127.0.0.1', 80)('127.0.0.1', 80)", 5 .. a .. a)
  end)

  it("joins nothing that would not join a string", function()
    local a = socket.address{"127.0.0.1", 80}
    for _, value in ipairs{{}, true, print} do
      local message = "attempt to concatenate a " .. type(value) .. " value"
      assert.matches(message, support.error_message(function() return a .. value end), 1, true)
      assert.matches(message, support.error_message(function() return value .. a end), 1, true)
    end
    assert.matches("attempt to concatenate a nil value", support.error_message(function() return a .. nil end), 1, true)
  end)
end)

describe("a method's address", function()
  after_each(support.cleanup)

  local function inet()
    return support.socket(socket.AF_INET, socket.SOCK_STREAM)
  end

  local function message(f)
    return support.error_message(f):match("^[^:]+:%d+: (.*)$")
  end

  it("is reported with the call as it should have been written", function()
    local s = inet()
    assert.are.equal([[bad argument #1 to 'bind' (AF_INET address must be a table {host, port}, got string; ]]
      .. [[write s:bind{"127.0.0.1", 8080})]], message(function() s:bind "127.0.0.1" end))
    assert.are.equal([[bad argument #1 to 'connect' (AF_INET address must be a table {host, port}, ]]
      .. [[the port is missing; write s:connect{"127.0.0.1", 8080})]], message(function() s:connect{"127.0.0.1"} end))
    assert.are.equal([[bad argument #1 to 'connect_ex' (AF_INET port must be an integer from 0 to 65535, got 65536)]],
      message(function() s:connect_ex{"127.0.0.1", 65536} end))
    assert.are.equal([[bad argument #2 to 'sendto' (AF_INET address must be a table {host, port}, got string; ]]
      .. [[write {"127.0.0.1", 8080})]], message(function() s:sendto("x", "127.0.0.1") end))
    local u = support.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    assert.are.equal([[bad argument #1 to 'bind' (AF_UNIX address must be a string, the path, got table; ]]
      .. [[write s:bind("/tmp/app.sock"))]], message(function() u:bind{"/tmp/app.sock"} end))
  end)

  it("may be wrong and leaves the socket usable", function()
    local s = inet()
    for _ = 1, 50 do assert.has_error(function() s:bind{"127.0.0.1", "http"} end) end
    s:bind{"127.0.0.1", 0}
    assert.are.equal("127.0.0.1", s:getsockname().host)
  end)

  it("becomes the address of its error, printed as Python prints it", function()
    local port = support.free_port()
    local s = inet()
    local e = support.raises("ConnectionRefusedError", s.connect, s, {"127.0.0.1", port + 0.0})
    assert.is_true(e.address == {"127.0.0.1", port})
    assert.are.equal(("('127.0.0.1', %d)"):format(port), tostring(e.address))
    assert.are.equal(port, e.address.port)
    s = inet()
    e = support.raises("ConnectionRefusedError", s.connect, s, {host = "127.0.0.1", port = port})
    assert.are.equal(("('127.0.0.1', %d)"):format(port), tostring(e.address))
  end)

  it("of a missing path is the error's address too", function()
    local u = support.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    local path = support.unix_path "it's"
    local e = support.raises("FileNotFoundError", u.connect, u, path)
    assert.are.equal(path, e.address)
    local name = support.abstract_name()
    e = support.raises("ConnectionRefusedError", u.connect, u, name)
    assert.are.equal(name, e.address)
  end)

  it("is in the text of its socket as Python prints it", function()
    local u = support.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    u:bind("\0it's\n\xff")
    assert.is_truthy(tostring(u):find([[laddr=b"\x00it's\n\xff">]], 1, true), tostring(u))
  end)
end)

-- Compares with the same calls in Python on the same kernel.
describe("a name that an address does not have", function()
  after_each(support.cleanup)

  it("is refused although the address was used just before", function()
    local s = support.udp_socket()
    local host, port = table.unpack(s:getsockname())
    s:sendto("x", {host, port})
    assert.matches("it has no 'timeout'", support.error_message(s.sendto, s, "x", {host, port, timeout = 5}), 1, true)
    assert.equal(1, s:sendto("x", {[2] = port, [1] = host}))
  end)

  it("may be set by the program on an address that a call returned", function()
    local s = support.udp_socket()
    local at = s:getsockname()
    rawset(at, "nick", "own")
    assert.equal(1, s:sendto("x", at))
  end)
end)

local RUNNER = [[
import socket, sys

def show(address, mask):
  if isinstance(address, (str, bytes)):
      raw = address.encode("utf-8", "surrogateescape") if isinstance(address, str) else address
      return "string " + raw.hex()
  if isinstance(address, tuple):
      return repr(tuple(0 if i + 1 in mask else part for i, part in enumerate(address)))
  return repr(address)

def one(family, type, proto, options, method, address, mask):
  with socket.socket(family, type, proto) as s:
      for option in options:
          s.setsockopt(*option)
      try:
          getattr(s, method)(address)
          return show(s.getsockname() if method == "bind" else s.getpeername(), mask)
      except socket.gaierror as e:
          return "gaierror %d" % e.errno
      except OSError as e:
          return "wrong" if e.errno is None else "errno %d" % e.errno
      except (TypeError, ValueError, OverflowError):
          return "wrong"

for case in CASES:
  print(one(*case))
]]

-- Returns a Lua value as Python source; hardware addresses become bytes.
local function source(value, bytes)
  if type(value) == "number" then return tostring(value) end
  if type(value) == "string" then
    return (bytes and "b" or "") .. "'" .. value:gsub("[^%w /._:%%<>()-]",
      function(c) return ("\\x%02x"):format(c:byte()) end) .. "'"
  end
  local parts = {}
  for i = 1, #value do parts[i] = source(value[i], i == 5) .. "," end
  return "(" .. table.concat(parts) .. ")"
end

local function show(address, mask)
  if type(address) == "string" then
    return "string " .. address:gsub(".", function(c) return ("%02x"):format(c:byte()) end)
  end
  if type(address) == "table" then
    for _, i in ipairs(mask) do address[i] = 0 end
  end
  return tostring(address)
end

local function one(case)
  local s <close> = socket.socket(case.family, case.type, case.proto)
  for _, option in ipairs(case.options) do s:setsockopt(table.unpack(option)) end
  local ok, e = pcall(s[case.method], s, case.address)
  if ok then return show(case.method == "bind" and s:getsockname() or s:getpeername(), case.mask) end
  if type(e) == "string" and e:find "bad argument #" then return "wrong" end
  if socket.isinstance(e, socket.gaierror) then return ("gaierror %d"):format(e.errno) end
  return e.errno and ("errno %d"):format(e.errno) or "wrong: " .. tostring(e)
end

local function compare(family, type, proto, rows)
  local cases, lines = {}, {}
  for i, row in ipairs(rows) do
    local case = {family = family, type = type, proto = proto, method = row[1], address = row[2],
      options = row.options or {}, mask = row.mask or {}}
    cases[i] = case
    lines[i] = ("(%d, %d, %d, %s, %q, %s, %s),"):format(family, type, proto, source(case.options),
      case.method, source(case.address), source(case.mask))
  end
  local theirs = support.python("CASES = [\n" .. table.concat(lines, "\n") .. "\n]\n" .. RUNNER)
  local i = 0
  for line in theirs:gmatch("[^\n]+") do
    i = i + 1
    assert.are.equal(line, one(cases[i]), lines[i])
  end
  assert.are.equal(#cases, i)
end

-- Returns the kernel's reason if there is no such socket here, or nil.
local function reason(family, type, proto)
  local ok, e = pcall(socket.socket, family, type, proto)
  if ok then e:close() else return e.strerror end
end

describe("against Python", function()
  after_each(support.cleanup)

  it("INET", function()
    local broadcast = {{socket.SOL_SOCKET, socket.SO_BROADCAST, 1}}
    compare(INET, DGRAM, 0, {
      {"connect", {"127.0.0.1", 9}},
      {"connect", {"127.0.0.1", 65535}},
      {"connect", {"127.1", 9}},
      {"connect", {"localhost", 9}},
      {"connect", {"", 9}},
      {"connect", {"0x7f.0.0.1", 9}},
      {"connect", {"127.0.0.256", 9}},
      {"connect", {"::1", 9}},
      {"connect", {"127.0.0.1", 65536}},
      {"connect", {"127.0.0.1", -1}},
      {"connect", {"127.0.0.1", "9"}},
      {"connect", {"127.0.0.1"}},
      {"connect", {"127.0.0.1", 9, 9}},
      {"connect", "127.0.0.1"},
      {"connect", {"127.0.0.1\0", 9}},
      {"connect", {9, 9}},
      {"connect", {"<broadcast>", 9}},
      {"connect", {"255.255.255.255", 9}},
      {"bind", {"<broadcast>", 0}, options = broadcast, mask = {2}},
      {"bind", {"", 0}, mask = {2}},
      {"bind", {"127.0.0.1", 0}, mask = {2}},
      {"bind", {"127.0.0.77", 0}, mask = {2}},
      {"bind", {"192.0.2.200", 0}},
    })
  end)

  it("INET6", function()
    if not support.has_ipv6() then return pending("the kernel has no ::1") end
    local flow = {{socket.IPPROTO_IPV6, 33, 1}}  -- IPV6_FLOWINFO_SEND
    compare(INET6, DGRAM, 0, {
      {"connect", {"::1", 9}},
      {"connect", {"::1", 9, 0x12345}, options = flow},
      {"connect", {"::1", 9, 0xFFFFF, 0}, options = flow},
      {"connect", {"::1", 9, 0x100000}, options = flow},
      {"connect", {"::1", 9, 0, 0}},
      {"connect", {"0:0:0:0:0:0:0:1", 9}},
      {"connect", {"::ffff:127.0.0.1", 9}},
      {"connect", {"", 9}},
      {"connect", {"::1", 65536}},
      {"connect", {"::1"}},
      {"connect", {"::1", 9, 0, 0, 0}},
      {"connect", {"<broadcast>", 9}},
      {"connect", {"127.0.0.1", 9}},
      {"connect", {"::1%nosuch0", 9}},
      {"bind", {"ff02::1", 0, 0, LO}, mask = {2}},
      {"bind", {"fe80::1", 0, 0, LO}},
      {"bind", {"fe80::1", 0}},
      {"bind", {"::", 0}, mask = {2}},
      {"bind", {"::1", 0}, mask = {2}},
    })
  end)

  it("UNIX", function()
    local dir = support.tmpdir()
    local function path(len)
      return dir .. "/" .. ("p"):rep(len - #dir - 1)
    end
    local rows = {
      {"bind", "\0" .. dir},
      {"bind", "\0" .. dir .. "\0x\0"},
      {"bind", "\0" .. ("n"):rep(107 - #dir) .. dir},
      {"bind", "\0" .. ("n"):rep(108 - #dir) .. dir},
      {"bind", path(108)},
      {"bind", {dir}},
      {"bind", 1},
      {"connect", dir .. "/nobody"},
      {"connect", "\0" .. dir .. "/nobody"},
    }
    compare(UNIX, STREAM, 0, rows)
    -- Both sides create the file themselves.
    for _, name in ipairs{dir .. "/s", dir .. "/it's", dir .. "/\xff", path(107)} do
      local theirs = support.python([[
import os, socket, sys
with socket.socket(socket.AF_UNIX) as s:
    s.bind(bytes.fromhex(sys.argv[1]))
    print("string", os.fsencode(s.getsockname()).hex())
    os.unlink(s.getsockname())
]], {(name:gsub(".", function(c) return ("%02x"):format(c:byte()) end))})
      local s <close> = socket.socket(UNIX, STREAM)
      s:bind(name)
      assert.are.equal(theirs, show(s:getsockname(), {}) .. "\n")
      os.remove(name)
    end
  end)

  it("UNIX, bound to no name", function()
    local s <close> = socket.socket(UNIX, STREAM)
    assert.are.equal("", s:getsockname())
    s:bind ""  -- the kernel chooses the name
    assert.is_truthy(s:getsockname():find("^\0%x%x%x%x%x$"))
  end)

  it("NETLINK", function()
    local why = reason(NETLINK, RAW, 0)
    if why then return pending(why) end
    compare(NETLINK, RAW, 0, {
      {"bind", {7777777, 3}},
      {"bind", {0, 1}, mask = {1}},
      {"bind", {0}},
      {"bind", {0, 0, 0}},
      {"bind", {"0", 0}},
      {"bind", "0"},
      {"connect", {0, 1}},
      {"connect", {4294967295, 0}},
    })
  end)

  it("VSOCK", function()
    local why = reason(VSOCK, STREAM, 0)
    if why then return pending(why) end
    compare(VSOCK, STREAM, 0, {
      {"bind", {socket.VMADDR_CID_ANY, 54321}},
      {"bind", {socket.VMADDR_CID_ANY, socket.VMADDR_PORT_ANY}, mask = {2}},
      {"bind", {77777, 54321}},
      {"bind", {1}},
      {"bind", {1, 2, 3}},
      {"bind", {"1", 2}},
    })
  end)

  it("PACKET", function()
    local why = reason(PACKET, RAW, 0)
    if why then return pending(why) end
    compare(PACKET, RAW, 0, {
      {"bind", {"lo", 0}},
      {"bind", {"lo", 0x0800}},
      {"bind", {"lo", 0x0800, 1, 2, "abc"}},
      {"bind", {"nosuch0", 0}},
      {"bind", {"", 0}},
      {"bind", {"lo"}},
      {"bind", {"lo", 65536}},
      {"bind", {"lo", 0, 0, 0, "123456789"}},
      {"bind", "lo"},
    })
    local s <close> = socket.socket(PACKET, RAW, 0)
    local e = support.raises("OSError", function() s:bind{"nosuch0", 3} end)
    assert.is_truthy(tostring(e):find("OSError: [Errno 19] No such device: bind ('nosuch0', 3)", 1, true), tostring(e))
    for call, args in pairs{bind = {{"nosuch0", 3}}, sendto = {"x", {"nosuch0", 3}}} do
      assert.are.equal(call, support.raises("OSError", s[call], s, table.unpack(args)).call)  -- under pcall
    end
  end)

  it("ALG", function()
    local why = reason(ALG, SEQPACKET, 0)
    if why then return pending(why) end
    compare(ALG, SEQPACKET, 0, {
      {"bind", {"hash", "sha256"}},
      {"bind", {"hash", "no such hash"}},
      {"bind", {"nosuch", "sha256"}},
      {"bind", {"hash"}},
      {"bind", {("t"):rep(14), "sha256"}},
      {"bind", {"hash", ("n"):rep(64)}},
    })
  end)

  it("UDPLITE", function()
    local why = reason(INET, DGRAM, 136)
    if why then return pending(why) end
    compare(INET, DGRAM, 136, {
      {"bind", {"127.0.0.1", 0}, mask = {2}},
      {"connect", {"127.0.0.1", 9}},
    })
  end)

  for name, f in pairs{
    ["SCTP"] = {INET, STREAM, 132, {"127.0.0.1", 0}, {2}},
    ["RDS"] = {RDS, SEQPACKET, 0, {"127.0.0.1", 0}, {2}},
    ["TIPC"] = {TIPC, STREAM, 0, {1, 18888, 10, 20}, {}},
    ["QIPCRTR"] = {QIPCRTR, DGRAM, 0, {1, 4242}, {}},
    ["CAN, raw"] = {CAN, RAW, CAN_RAW, {""}, {}},
    ["CAN, ISOTP"] = {CAN, DGRAM, CAN_ISOTP, {"nosuch0", 1, 2}, {}},
    ["CAN, J1939"] = {CAN, DGRAM, CAN_J1939, {"nosuch0", 0, 0x3FFFF, 0x20}, {}},
  } do
    it(name, function()
      local why = reason(f[1], f[2], f[3])
      if why then return pending(why) end
      compare(f[1], f[2], f[3], {{"bind", f[4], mask = f[5]}})
    end)
  end
end)

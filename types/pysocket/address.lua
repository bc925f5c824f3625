---@meta _

-- Addresses, and what else comes as a row: positions and names.

--- An address as it comes back: a table with positions and names, by the family; a string for AF_UNIX.
---
--- It prints as Python prints it, and equals an address with the same parts.
---
--- Source: Python socket, address formats
---@alias pysocket.address string|integer|pysocket.address.inet|pysocket.address.inet6|pysocket.address.packet|pysocket.address.netlink|pysocket.address.vsock|pysocket.address.can|pysocket.address.isotp|pysocket.address.j1939|pysocket.address.alg|pysocket.address.tipc|pysocket.address.qipcrtr|pysocket.address.l2cap|pysocket.address.rfcomm|pysocket.address.raw

--- An address as it is given: one that came back, or a plain table `{host, port}`, by positions or names; a string for AF_UNIX.
---
--- Source: Python socket, address formats
---@alias pysocket.address.given string|integer|table

-- The kinds of address ------------------------------------------------------------

--- AF_INET: IPv4. AF_RDS, too.
---
--- Source: ip(7)
---@class pysocket.address.inet
---@field [1] string As `host`.
---@field [2] integer As `port`.
---@field host string As "127.0.0.1"; given, it may be a name, `""` for any address, `"<broadcast>"`.
---@field port integer 0 to 65535.

--- AF_INET6: IPv6.
---
--- Source: ipv6(7)
---@class pysocket.address.inet6
---@field [1] string As `host`.
---@field [2] integer As `port`.
---@field [3] integer As `flowinfo`.
---@field [4] integer As `scope_id`.
---@field host string As "::1"; given, it may be a name, `""` for any address, and have a scope, `"fe80::1%eth0"`.
---@field port integer 0 to 65535.
---@field flowinfo integer The flow label, 0 to 1048575; may be left out.
---@field scope_id integer The index of the interface of a link-local address; may be left out.

--- AF_PACKET: packets of a network interface.
---
--- Source: packet(7)
---@class pysocket.address.packet
---@field [1] string As `ifname`.
---@field [2] integer As `proto`.
---@field [3] integer As `pkttype`.
---@field [4] integer As `hatype`.
---@field [5] string As `addr`.
---@field ifname string The interface's name, as "eth0".
---@field proto integer The protocol in host byte order, an ETHERTYPE_ or ETH_P_ constant.
---@field pkttype integer A PACKET_ constant; may be left out.
---@field hatype integer The kind of hardware, of ARP; may be left out.
---@field addr string The hardware address as bytes; may be left out.

--- AF_NETLINK: the kernel.
---
--- Source: netlink(7)
---@class pysocket.address.netlink
---@field [1] integer As `pid`.
---@field [2] integer As `groups`.
---@field pid integer The port: 0 is the kernel, and for bind one that it chooses.
---@field groups integer Multicast groups, one bit for each.

--- AF_VSOCK: virtual machines.
---
--- Source: vsock(7)
---@class pysocket.address.vsock
---@field [1] integer As `cid`.
---@field [2] integer As `port`.
---@field cid integer The machine, as VMADDR_CID_HOST.
---@field port integer 0 to 2^32 - 1.

--- AF_CAN with CAN_RAW or CAN_BCM.
---
--- Source: Python socket, address formats
---@class pysocket.address.can
---@field [1] string As `interface`.
---@field interface string As "can0"; "" is every interface.

--- AF_CAN with CAN_ISOTP.
---
--- Source: Python socket, address formats
---@class pysocket.address.isotp
---@field [1] string As `interface`.
---@field [2] integer As `rx_addr`.
---@field [3] integer As `tx_addr`.
---@field interface string As "can0".
---@field rx_addr integer The identifier of what is received.
---@field tx_addr integer The identifier of what is sent.

--- AF_CAN with CAN_J1939.
---
--- Source: Python socket, address formats
---@class pysocket.address.j1939
---@field [1] string As `interface`.
---@field [2] integer As `name`.
---@field [3] integer As `pgn`.
---@field [4] integer As `addr`.
---@field interface string As "can0".
---@field name integer A word of 64 bits: with its highest bit set it is negative in Lua.
---@field pgn integer The parameter group.
---@field addr integer The node, 0 to 255.

--- AF_ALG: an algorithm of the kernel's crypto.
---
--- Source: Python socket, address formats
---@class pysocket.address.alg
---@field [1] string As `type`.
---@field [2] string As `name`.
---@field [3] integer As `feat`.
---@field [4] integer As `mask`.
---@field type string "aead", "hash", "skcipher" or "rng".
---@field name string As "sha256"; /proc/crypto lists them.
---@field feat integer Features; may be left out.
---@field mask integer Which features count; may be left out.

--- AF_TIPC: a service in a cluster.
---
--- Source: Python socket, address formats
---@class pysocket.address.tipc
---@field [1] integer As `addr_type`.
---@field [2] integer As `v1`.
---@field [3] integer As `v2`.
---@field [4] integer As `v3`.
---@field [5] integer As `scope`.
---@field addr_type integer A TIPC_ADDR_ constant.
---@field v1 integer The name's type, or the node of TIPC_ADDR_ID.
---@field v2 integer The name, the lowest of a range, or the socket of TIPC_ADDR_ID.
---@field v3 integer The highest name of TIPC_ADDR_NAMESEQ, else 0.
---@field scope integer A TIPC_ scope constant; may be left out.

--- AF_QIPCRTR: Qualcomm's IPC router.
---
--- Source: Python socket, address formats
---@class pysocket.address.qipcrtr
---@field [1] integer As `node`.
---@field [2] integer As `port`.
---@field node integer 0 to 2^32 - 1.
---@field port integer 0 to 2^32 - 1.

--- AF_BLUETOOTH with BTPROTO_L2CAP. With BTPROTO_HCI it is an integer, with BTPROTO_SCO a string.
---
--- Source: Python socket, address formats
---@class pysocket.address.l2cap
---@field [1] string As `bdaddr`.
---@field [2] integer As `psm`.
---@field bdaddr string As "00:11:22:AA:BB:CC".
---@field psm integer 0 to 65535.

--- AF_BLUETOOTH with BTPROTO_RFCOMM.
---
--- Source: Python socket, address formats
---@class pysocket.address.rfcomm
---@field [1] string As `bdaddr`.
---@field [2] integer As `channel`.
---@field bdaddr string As "00:11:22:AA:BB:CC".
---@field channel integer 0 to 255.

--- A family that this module does not know.
---
--- Source: Python socket, address formats
---@class pysocket.address.raw
---@field [1] integer As `family`.
---@field [2] string As `data`.
---@field family integer The number of the family.
---@field data string All bytes of the address behind the family.

-- Rows ----------------------------------------------------------------------------

--- A row of `socket.getaddrinfo`: the arguments for `socket.socket`, and the address for connect or bind.
---
--- Source: Python socket.getaddrinfo
---@class pysocket.addrinfo
---@field [1] integer As `family`.
---@field [2] integer As `type`.
---@field [3] integer As `proto`.
---@field [4] string As `canonname`.
---@field [5] pysocket.address As `sockaddr`.
---@field family integer An AF_ constant.
---@field type integer A SOCK_ constant.
---@field proto integer An IPPROTO_ constant.
---@field canonname string The official name with AI_CANONNAME, else "".
---@field sockaddr pysocket.address The address.

--- A row of `socket.if_nameindex`.
---
--- Source: Python socket.if_nameindex
---@class pysocket.interface
---@field [1] integer As `index`.
---@field [2] string As `name`.
---@field index integer From 1 on.
---@field name string As "eth0".

--- An item of ancillary data, as `s:recvmsg` returns it; `s:sendmsg` takes plain tables too.
---
--- Source: Python socket.socket.recvmsg, cmsg(3)
---@class pysocket.ancillary
---@field [1] integer As `cmsg_level`.
---@field [2] integer As `cmsg_type`.
---@field [3] string As `cmsg_data`.
---@field cmsg_level integer A SOL_ or IPPROTO_ constant.
---@field cmsg_type integer As SCM_RIGHTS.
---@field cmsg_data string Its bytes.

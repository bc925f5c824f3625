---@meta _

-- Addresses and other rows. Each of their items has a position and a name.

--- An address that a call returns: a table with positions and names that depend on the family; a string for AF_UNIX.
---
--- `tostring` and `..` format it as Python does. It equals an address with the same parts. Equal addresses are the
--- same table, so that an address can be a key. If the program changes that table, calls return another one from then on.
---
--- Source: Python socket, address formats
---@alias pysocket.address string|integer|pysocket.address.inet|pysocket.address.inet6|pysocket.address.packet|pysocket.address.netlink|pysocket.address.vsock|pysocket.address.can|pysocket.address.isotp|pysocket.address.j1939|pysocket.address.alg|pysocket.address.tipc|pysocket.address.qipcrtr|pysocket.address.l2cap|pysocket.address.rfcomm|pysocket.address.raw

--- An address that is passed to a call: one that a call returned, or a plain table with positions or names, such as `{host, port}`; a string for AF_UNIX.
---
--- Source: Python socket, address formats
---@alias pysocket.address.given string|integer|table

-- The kinds of addresses ------------------------------------------------------------

--- An address of AF_INET, which is IPv4, or of AF_RDS.
---
--- Source: ip(7)
---@class pysocket.address.inet
---@field [1] string As `host`.
---@field [2] integer As `port`.
---@field host string The address, such as "127.0.0.1". A call also accepts a name, `""` for any address and `"<broadcast>"`.
---@field port integer The port, 0 to 65535.

--- An address of AF_INET6, which is IPv6.
---
--- Source: ipv6(7)
---@class pysocket.address.inet6
---@field [1] string As `host`.
---@field [2] integer As `port`.
---@field [3] integer As `flowinfo`.
---@field [4] integer As `scope_id`.
---@field host string The address, such as "::1". A call also accepts a name, `""` for any address, and a scope, as in `"fe80::1%eth0"`.
---@field port integer The port, 0 to 65535.
---@field flowinfo integer The flow label, 0 to 1048575; optional.
---@field scope_id integer The index of the interface of a link-local address; optional.

--- An address of AF_PACKET, for packets of a network interface.
---
--- Source: packet(7)
---@class pysocket.address.packet
---@field [1] string As `ifname`.
---@field [2] integer As `proto`.
---@field [3] integer As `pkttype`.
---@field [4] integer As `hatype`.
---@field [5] string As `addr`.
---@field ifname string The name of the interface, such as "eth0".
---@field proto integer The protocol in host byte order, an ETHERTYPE_ or ETH_P_ constant.
---@field pkttype integer A PACKET_ constant; optional.
---@field hatype integer The hardware type of ARP; optional.
---@field addr string The hardware address as bytes; optional.

--- An address of AF_NETLINK, for messages to and from the kernel.
---
--- Source: netlink(7)
---@class pysocket.address.netlink
---@field [1] integer As `pid`.
---@field [2] integer As `groups`.
---@field pid integer The port. 0 is the kernel; with bind 0 lets the kernel choose the port.
---@field groups integer The multicast groups, one bit for each.

--- An address of AF_VSOCK, for virtual machines.
---
--- Source: vsock(7)
---@class pysocket.address.vsock
---@field [1] integer As `cid`.
---@field [2] integer As `port`.
---@field cid integer The machine, such as VMADDR_CID_HOST.
---@field port integer The port, 0 to 2^32 - 1.

--- An address of AF_CAN with CAN_RAW or CAN_BCM.
---
--- Source: Python socket, address formats
---@class pysocket.address.can
---@field [1] string As `interface`.
---@field interface string The name, such as "can0"; "" is every interface.

--- An address of AF_CAN with CAN_ISOTP.
---
--- Source: Python socket, address formats
---@class pysocket.address.isotp
---@field [1] string As `interface`.
---@field [2] integer As `rx_addr`.
---@field [3] integer As `tx_addr`.
---@field interface string The name, such as "can0".
---@field rx_addr integer The identifier of the frames to receive.
---@field tx_addr integer The identifier of the frames to send.

--- An address of AF_CAN with CAN_J1939.
---
--- Source: Python socket, address formats
---@class pysocket.address.j1939
---@field [1] string As `interface`.
---@field [2] integer As `name`.
---@field [3] integer As `pgn`.
---@field [4] integer As `addr`.
---@field interface string The name, such as "can0".
---@field name integer The 64-bit name. If its highest bit is set, it is negative in Lua.
---@field pgn integer The parameter group.
---@field addr integer The address of the node, 0 to 255.

--- An address of AF_ALG, which names an algorithm of the kernel's crypto API.
---
--- Source: Python socket, address formats
---@class pysocket.address.alg
---@field [1] string As `type`.
---@field [2] string As `name`.
---@field [3] integer As `feat`.
---@field [4] integer As `mask`.
---@field type string "aead", "hash", "skcipher" or "rng".
---@field name string The name, such as "sha256"; /proc/crypto lists the names.
---@field feat integer The features; optional.
---@field mask integer The mask of the features; optional.

--- An address of AF_TIPC, for a service in a cluster.
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
---@field v3 integer The highest name of TIPC_ADDR_NAMESEQ; otherwise 0.
---@field scope integer A TIPC_ scope constant; optional.

--- An address of AF_QIPCRTR, Qualcomm's IPC router.
---
--- Source: Python socket, address formats
---@class pysocket.address.qipcrtr
---@field [1] integer As `node`.
---@field [2] integer As `port`.
---@field node integer The node, 0 to 2^32 - 1.
---@field port integer The port, 0 to 2^32 - 1.

--- An address of AF_BLUETOOTH with BTPROTO_L2CAP. With BTPROTO_HCI an address is an integer, with BTPROTO_SCO a string.
---
--- Source: Python socket, address formats
---@class pysocket.address.l2cap
---@field [1] string As `bdaddr`.
---@field [2] integer As `psm`.
---@field bdaddr string The device address, such as "00:11:22:AA:BB:CC".
---@field psm integer The protocol/service multiplexer, 0 to 65535.

--- An address of AF_BLUETOOTH with BTPROTO_RFCOMM.
---
--- Source: Python socket, address formats
---@class pysocket.address.rfcomm
---@field [1] string As `bdaddr`.
---@field [2] integer As `channel`.
---@field bdaddr string The device address, such as "00:11:22:AA:BB:CC".
---@field channel integer The channel, 0 to 255.

--- An address of a family that the module does not know.
---
--- Source: Python socket, address formats
---@class pysocket.address.raw
---@field [1] integer As `family`.
---@field [2] string As `data`.
---@field family integer The number of the family.
---@field data string All bytes of the address after the family.

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
---@field canonname string The official name with AI_CANONNAME; otherwise "".
---@field sockaddr pysocket.address The address.

--- A row of `socket.if_nameindex`.
---
--- Source: Python socket.if_nameindex
---@class pysocket.interface
---@field [1] integer As `index`.
---@field [2] string As `name`.
---@field index integer The index, at least 1.
---@field name string The name, such as "eth0".

--- An item of ancillary data, which `s:recvmsg` returns. `s:sendmsg` accepts plain tables too.
---
--- Source: Python socket.socket.recvmsg, cmsg(3)
---@class pysocket.ancillary
---@field [1] integer As `cmsg_level`.
---@field [2] integer As `cmsg_type`.
---@field [3] string As `cmsg_data`.
---@field cmsg_level integer A SOL_ or IPPROTO_ constant.
---@field cmsg_type integer The type, such as SCM_RIGHTS.
---@field cmsg_data string The bytes of the item.

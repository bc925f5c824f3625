---@meta pysocket.struct

--- Binary data by formats, as Python's `struct`: exact sizes, which are checked.
---
---     local struct = require "pysocket.struct"
---     local header = struct.pack("!HHHHHH", id, 0x0100, 1, 0, 0, 0)
---     local id, flags = struct.unpack_from("!HH", packet)
---
--- The first character of a format tells the byte order: `<` little, `>` or `!` big, `=` this machine's, all with the
--- same sizes everywhere and nothing between the items. With `@`, or none of these, sizes and alignment are those of C.
--- Each other character is an item, and a number before it repeats it, but `4s` is one string of four bytes:
---
--- - `b` `B`, `h` `H`, `i` `I` or `l` `L`, `q` `Q`: integers of 1, 2, 4, 8 bytes, with a sign and without; `n` `N` `P`: native formats alone
--- - `e`, `f`, `d`: floats of 2, 4, 8 bytes; `?`: a boolean; `c`: a string of one byte
--- - `s`: a string, cut or filled up with zeros to its size; `p`: the same behind a byte that has its length
--- - `x`: a byte that is no item; blanks are skipped
---
--- `string.pack` of Lua has another language: `!` is an alignment there, and `L` may have 8 bytes.
---
--- Source: Python struct
---@class pysocket.struct
---@field Struct pysocket.struct.Struct A format as an object. [Python struct.Struct]
---@field error pysocket.struct.error What is raised when a format, a value or a size is wrong. [Python struct.error]
local struct = {}

--- Tells how many bytes a format has.
---
--- Raises: `struct.error`
--- Source: Python struct.calcsize
---@param format string as above
---@return integer size bytes
function struct.calcsize(format) end

--- Makes bytes of values.
---
--- Raises: `struct.error`
--- Source: Python struct.pack
---@param format string as above
---@param ... any as many values as the format has items
---@return string data of exactly `calcsize(format)` bytes
function struct.pack(format, ...) end

--- Makes bytes of values, in a bytearray; it changes nothing there when it raises.
---
--- Raises: `struct.error`
--- Source: Python struct.pack_into
---@param format string as above
---@param buffer pysocket.bytearray where to, a view too
---@param offset integer how many bytes stay before it; negative: from the end
---@param ... any as many values as the format has items
function struct.pack_into(format, buffer, offset, ...) end

--- Makes values of bytes.
---
--- Raises: `struct.error`
--- Source: Python struct.unpack
---@param format string as above
---@param buffer pysocket.bytes of exactly `calcsize(format)` bytes
---@return any ... a value of each item
function struct.unpack(format, buffer) end

--- Makes values of bytes that are somewhere in a buffer.
---
--- Raises: `struct.error`
--- Source: Python struct.unpack_from
---@overload fun(format: string, buffer: pysocket.bytes, keywords: pysocket.struct.keywords.unpack_from): ...: any
---@param format string as above
---@param buffer pysocket.bytes with `calcsize(format)` bytes at least from there on
---@param offset? integer how many bytes come before them; negative: from the end; 0
---@return any ... a value of each item
function struct.unpack_from(format, buffer, offset) end

--- Goes through bytes that are of one format again and again.
---
---     for kind, length in struct.iter_unpack("!BH", data) do
---
--- Raises: `struct.error`
--- Source: Python struct.iter_unpack
---@param format string as above, with one item at least
---@param buffer pysocket.bytes of a multiple of `calcsize(format)` bytes
---@return fun(): any iterator gives the values of each
function struct.iter_unpack(format, buffer) end

--- A format as an object: its methods are the functions above without their first argument.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct
---@class pysocket.struct.Struct
---@overload fun(format: string): pysocket.struct.Struct
---@field format string As it was given. [Python struct.Struct.format]
---@field size integer How many bytes it has. [Python struct.Struct.size]
local Struct = {}

--- As `struct.pack`.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct.pack
---@param ... any as many values as the format has items
---@return string data of exactly `size` bytes
function Struct:pack(...) end

--- As `struct.pack_into`.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct.pack_into
---@param buffer pysocket.bytearray where to, a view too
---@param offset integer how many bytes stay before it; negative: from the end
---@param ... any as many values as the format has items
function Struct:pack_into(buffer, offset, ...) end

--- As `struct.unpack`.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct.unpack
---@param buffer pysocket.bytes of exactly `size` bytes
---@return any ... a value of each item
function Struct:unpack(buffer) end

--- As `struct.unpack_from`.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct.unpack_from
---@overload fun(self: pysocket.struct.Struct, buffer: pysocket.bytes, keywords: pysocket.struct.keywords.unpack): ...: any
---@param buffer pysocket.bytes with `size` bytes at least from there on
---@param offset? integer how many bytes come before them; negative: from the end; 0
---@return any ... a value of each item
function Struct:unpack_from(buffer, offset) end

--- As `struct.iter_unpack`.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct.iter_unpack
---@param buffer pysocket.bytes of a multiple of `size` bytes
---@return fun(): any iterator gives the values of each
function Struct:iter_unpack(buffer) end

--- A format, a value or a size is wrong.
---
--- Source: Python struct.error
---@class pysocket.struct.error : pysocket.Exception
---@overload fun(message?: any): pysocket.struct.error

-- Keyword arguments ---------------------------------------------------------------

--- Of `struct.unpack_from`.
---
--- Source: Python struct.unpack_from
---@class pysocket.struct.keywords.unpack_from
---@field offset? integer How many bytes come before.

--- Of `Struct:unpack_from`.
---
--- Source: Python struct.Struct.unpack_from
---@class pysocket.struct.keywords.unpack
---@field offset? integer How many bytes come before.

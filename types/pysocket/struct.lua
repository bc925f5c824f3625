---@meta pysocket.struct

--- Packs and unpacks binary data according to formats, as Python's `struct` does. All sizes are exact and checked.
---
---     local struct = require "pysocket.struct"
---     local header = struct.pack("!HHHHHH", id, 0x0100, 1, 0, 0, 0)
---     local id, flags = struct.unpack_from("!HH", packet)
---
--- The first character of a format sets the byte order: `<` is little-endian, `>` or `!` big-endian, and `=` that of this
--- machine. With these the sizes are the same on every machine, and there is no padding between items. With `@`, or with
--- none of these characters, sizes and alignment are those of C. Every other character is an item. A number before it
--- repeats the item, except that `4s` is one string of four bytes:
---
--- - `b` `B`, `h` `H`, `i` `I` or `l` `L`, `q` `Q`: signed and unsigned integers of 1, 2, 4 and 8 bytes; `n` `N` `P`: integers of C's sizes, only in native formats
--- - `e`, `f`, `d`: floats of 2, 4 and 8 bytes; `?`: a boolean; `c`: a string of one byte
--- - `s`: a string, which is truncated or padded with zeros to its size; `p`: the same after a byte with its length
--- - `x`: a padding byte, which has no value; blanks are ignored
---
--- The formats of Lua's `string.pack` differ: there `!` sets the alignment, and `L` may have 8 bytes.
---
--- Source: Python struct
---@class pysocket.struct
---@field Struct pysocket.struct.Struct The class of compiled formats. [Python struct.Struct]
---@field error pysocket.struct.error The error that is raised if a format, a value or a size is wrong. [Python struct.error]
local struct = {}

--- Returns the size of a format in bytes.
---
--- Raises: `struct.error`
--- Source: Python struct.calcsize
---@param format string a format
---@return integer size the size
function struct.calcsize(format) end

--- Packs values into a string.
---
--- Raises: `struct.error`
--- Source: Python struct.pack
---@param format string a format
---@param ... any the values, one for each item of the format
---@return string data the bytes, of length `calcsize(format)`
function struct.pack(format, ...) end

--- Packs values into a bytearray. If it raises an error, the bytearray is unchanged.
---
--- Raises: `struct.error`
--- Source: Python struct.pack_into
---@param format string a format
---@param buffer pysocket.bytearray a bytearray or a view
---@param offset integer the number of bytes to skip; a negative number counts from the end
---@param ... any the values, one for each item of the format
function struct.pack_into(format, buffer, offset, ...) end

--- Unpacks values from bytes.
---
--- Raises: `struct.error`
--- Source: Python struct.unpack
---@param format string a format
---@param buffer pysocket.bytes exactly `calcsize(format)` bytes
---@return any ... a value for each item
function struct.unpack(format, buffer) end

--- Unpacks values from a position in a buffer.
---
--- Raises: `struct.error`
--- Source: Python struct.unpack_from
---@overload fun(format: string, buffer: pysocket.bytes, keywords: pysocket.struct.keywords.unpack_from): ...: any
---@param format string a format
---@param buffer pysocket.bytes the bytes, at least `calcsize(format)` from the position on
---@param offset? integer the number of bytes to skip; a negative number counts from the end; 0 by default
---@return any ... a value for each item
function struct.unpack_from(format, buffer, offset) end

--- Iterates over bytes that repeat one format.
---
---     for kind, length in struct.iter_unpack("!BH", data) do
---
--- Raises: `struct.error`
--- Source: Python struct.iter_unpack
---@param format string a format with at least one item
---@param buffer pysocket.bytes bytes whose number is a multiple of `calcsize(format)`
---@return fun(): any iterator an iterator, which returns the values of each repetition
function struct.iter_unpack(format, buffer) end

--- A compiled format. Its methods are the functions above without their first argument.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct
---@class pysocket.struct.Struct
---@overload fun(format: string): pysocket.struct.Struct
---@field format string The format string. [Python struct.Struct.format]
---@field size integer The size in bytes. [Python struct.Struct.size]
local Struct = {}

--- Does the same as `struct.pack`.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct.pack
---@param ... any the values, one for each item of the format
---@return string data the bytes, of length `size`
function Struct:pack(...) end

--- Does the same as `struct.pack_into`.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct.pack_into
---@param buffer pysocket.bytearray a bytearray or a view
---@param offset integer the number of bytes to skip; a negative number counts from the end
---@param ... any the values, one for each item of the format
function Struct:pack_into(buffer, offset, ...) end

--- Does the same as `struct.unpack`.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct.unpack
---@param buffer pysocket.bytes exactly `size` bytes
---@return any ... a value for each item
function Struct:unpack(buffer) end

--- Does the same as `struct.unpack_from`.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct.unpack_from
---@overload fun(self: pysocket.struct.Struct, buffer: pysocket.bytes, keywords: pysocket.struct.keywords.unpack): ...: any
---@param buffer pysocket.bytes the bytes, at least `size` from the position on
---@param offset? integer the number of bytes to skip; a negative number counts from the end; 0 by default
---@return any ... a value for each item
function Struct:unpack_from(buffer, offset) end

--- Does the same as `struct.iter_unpack`.
---
--- Raises: `struct.error`
--- Source: Python struct.Struct.iter_unpack
---@param buffer pysocket.bytes bytes whose number is a multiple of `size`
---@return fun(): any iterator an iterator, which returns the values of each repetition
function Struct:iter_unpack(buffer) end

--- A format, a value or a size is wrong.
---
--- Source: Python struct.error
---@class pysocket.struct.error : pysocket.Exception
---@overload fun(message?: any): pysocket.struct.error

-- Keyword arguments ---------------------------------------------------------------

--- The keyword arguments of `struct.unpack_from`.
---
--- Source: Python struct.unpack_from
---@class pysocket.struct.keywords.unpack_from
---@field offset? integer The number of bytes to skip; 0 by default.

--- The keyword arguments of `Struct:unpack_from`.
---
--- Source: Python struct.Struct.unpack_from
---@class pysocket.struct.keywords.unpack
---@field offset? integer The number of bytes to skip; 0 by default.

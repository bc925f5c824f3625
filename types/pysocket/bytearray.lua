---@meta _

--- An array of bytes that can be changed, made by `socket.bytearray`, or a view of a part of one, made by `b:view`.
---
--- Positions count from 1, and negative positions from the end, as in `string.sub`. `#b` is the number of bytes, `b[i]`
--- is a byte (nil if the position does not exist), `b[i] = byte` sets a byte, `a == b` compares the bytes, and `a .. b`
--- makes a string. The size never changes.
---
--- Source: Python bytearray, Python memoryview
---@class pysocket.bytearray
---@field [integer] integer A byte, 0 to 255. [Python bytearray]
---@operator len: integer
---@operator concat(string|pysocket.bytearray): string
local Bytearray = {}

--- Makes a view of the bytes from i to j. It shares their memory, and keeps that memory alive.
---
--- Raises: nothing
--- Source: Python memoryview
---@param i? integer the first byte; 1 by default
---@param j? integer the last byte; -1 by default
---@param view? pysocket.bytearray an existing view of the same bytearray, which is moved and returned, so that a loop creates no garbage
---@return pysocket.bytearray view the view
function Bytearray:view(i, j, view) end

--- Copies the bytes from i to j into a string.
---
--- Raises: nothing
--- Source: Lua string.sub
---@param i? integer the first byte; 1 by default
---@param j? integer the last byte; -1 by default
---@return string bytes the copy
function Bytearray:sub(i, j) end

--- Returns the bytes from i to j as integers.
---
--- Raises: nothing
--- Source: Lua string.byte
---@param i? integer the first byte; 1 by default
---@param j? integer the last byte; i by default
---@return integer ... the bytes, 0 to 255
function Bytearray:byte(i, j) end

--- Sets each byte from i to j to one value.
---
--- Raises: nothing
--- Source: pysocket
---@param byte? integer the value, 0 to 255; 0 by default
---@param i? integer the first byte; 1 by default
---@param j? integer the last byte; -1 by default
---@return pysocket.bytearray self the object itself
function Bytearray:fill(byte, i, j) end

--- Copies bytes to the positions from i on. All of them must fit.
---
--- Raises: nothing
--- Source: pysocket
---@param i integer the position of the first byte
---@param bytes pysocket.bytes the bytes to copy
---@return pysocket.bytearray self the object itself
function Bytearray:set(i, bytes) end

return Bytearray

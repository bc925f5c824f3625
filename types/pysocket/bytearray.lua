---@meta _

--- Bytes that can be written to, by `socket.bytearray`, or a view of a part of them, by `b:view`.
---
--- Positions count from 1, negative ones from the end, as string.sub has it. `#b` is the number of bytes, `b[i]` a byte
--- (nil where there is none), `b[i] = byte` sets one, `a == b` compares the bytes, `a .. b` makes a string. The size
--- never changes.
---
--- Source: Python bytearray, Python memoryview
---@class pysocket.bytearray
---@field [integer] integer A byte, 0 to 255. [Python bytearray]
---@operator len: integer
---@operator concat(string|pysocket.bytearray): string
local Bytearray = {}

--- Makes a view of the bytes from i to j: it shares their memory, and keeps it alive.
---
--- Raises: nothing
--- Source: Python memoryview
---@param i? integer the first byte; 1
---@param j? integer the last byte; -1
---@param view? pysocket.bytearray a view of the same bytearray that is moved there, so that a loop makes no garbage
---@return pysocket.bytearray view of these bytes
function Bytearray:view(i, j, view) end

--- Copies the bytes from i to j to a string.
---
--- Raises: nothing
--- Source: Lua string.sub
---@param i? integer the first byte; 1
---@param j? integer the last byte; -1
---@return string bytes the copy
function Bytearray:sub(i, j) end

--- Tells the bytes from i to j as integers.
---
--- Raises: nothing
--- Source: Lua string.byte
---@param i? integer the first byte; 1
---@param j? integer the last byte; i
---@return integer ... 0 to 255
function Bytearray:byte(i, j) end

--- Sets each byte from i to j to one value.
---
--- Raises: nothing
--- Source: pysocket
---@param byte? integer 0 to 255; 0
---@param i? integer the first byte; 1
---@param j? integer the last byte; -1
---@return pysocket.bytearray self itself
function Bytearray:fill(byte, i, j) end

--- Copies bytes to position i and what follows; all of them must fit.
---
--- Raises: nothing
--- Source: pysocket
---@param i integer where the first one goes
---@param bytes pysocket.bytes what to copy
---@return pysocket.bytearray self itself
function Bytearray:set(i, bytes) end

return Bytearray

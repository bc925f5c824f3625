---@meta pysocket.trace

--- Shows what the sockets of a program do: it writes a line when a call of a socket ends.
---
---     lua5.4 -l pysocket.trace script.lua
---
--- A line has the seconds since the start, the task if there is one, the number and role of the socket, the call with its
--- arguments, the abbreviated result or the error, the socket's new state, and how long the call waited:
---
---     0.507613 #1 listener accept() -> fd 5 from ('127.0.0.1', 37948), waited 0.507 s
---     0.507987 #2 connection recv(1024) -> 12 bytes "Hello, world"
---     0.508411 #2 connection recv(1024) -> nil (end of stream), half closed
---
--- If the environment variable `PYSOCKET_TRACE=file.json` is set, records are written to that file instead, one JSON
--- object per line. `pysocket.trace.diagram` draws a page from them. Each process that starts with the variable
--- overwrites the file. A child made by fork continues the file of its parent, as if it were the parent.
---
--- While a trace runs, the methods of `socket.socket`, the call of the class and `socket.socketpair` are replaced by
--- functions that call them, so that a traced program behaves as it does without a trace. Errors have the same text and
--- position; a traceback has one more line for each call. Files made by `makefile` and the streams of asyncio do not call
--- these methods, so a trace does not show what they read and write.
---
--- Source: pysocket
---@class pysocket.trace
local trace = {}

--- The keyword arguments of `trace.start`.
---
--- Source: pysocket
---@class pysocket.trace.keywords.start
---@field file? string|file* The file for records.
---@field output? file* The file for lines.

--- Starts a trace, in a program that traces only a part of its run.
---
---     local trace <close> = require "pysocket.trace".start()
---
--- A trace that is started while another one runs replaces it until it is stopped.
---
--- Raises: an error if the file cannot be opened
--- Source: pysocket
---@overload fun(keywords: pysocket.trace.keywords.start): pysocket.trace.Trace
---@param file? string|file* the path of a file for records, or an open file; nil: the value of `PYSOCKET_TRACE`
---@param output? file* the file for lines, or any object with a method `write`; nil: standard error, or no lines if there is a file for records
---@return pysocket.trace.Trace trace the trace, which can be stopped or closed
function trace.start(file, output) end

--- A running trace. It can be closed.
---
--- Source: pysocket
---@class pysocket.trace.Trace
local Trace = {}

--- Ends the trace. A second call does nothing.
---
--- Raises: nothing
--- Source: pysocket
function Trace:stop() end

return trace

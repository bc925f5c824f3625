---@meta pysocket.trace

--- Shows what the sockets of a program do: one line for each call of a socket, as it ends.
---
---     lua5.4 -l pysocket.trace script.lua
---
--- A line has the seconds since the start, the task if there is one, the socket by its number and role, the call with
--- its arguments, the result in short or the error, the socket's new state, and how long the call waited:
---
---     0.507613 #1 listener accept() -> fd 5 from ('127.0.0.1', 37948), waited 0.507 s
---     0.507987 #2 connection recv(1024) -> 12 bytes "Hello, world"
---     0.508411 #2 connection recv(1024) -> nil (end of stream), half closed
---
--- With the environment variable `PYSOCKET_TRACE=file.json` set records are written into that file instead, one JSON
--- object a line, of which `pysocket.trace.diagram` draws a page. The file is made anew by each process that
--- starts with it; a child that fork makes goes on in its parent's, as if it were its parent.
---
--- While a trace runs, the methods of `socket.socket`, the call of the class and `socket.socketpair` are replaced by
--- functions that call them: a program that is traced does what it does without. Errors have the same text and place;
--- a traceback has one more line for each call. What a file of `makefile` or a stream of asyncio reads and writes goes
--- past the methods, and is not seen.
---
--- Source: pysocket
---@class pysocket.trace
local trace = {}

--- Keyword arguments of `start`.
---
--- Source: pysocket
---@class pysocket.trace.keywords.start
---@field file? string|file* Where records go.
---@field output? file* Where lines go.

--- Starts a trace, in a program that traces a part of what it does.
---
---     local trace <close> = require "pysocket.trace".start()
---
--- A trace that is started while another runs takes its place until it is stopped.
---
--- Raises: an error if the file cannot be opened
--- Source: pysocket
---@overload fun(keywords: pysocket.trace.keywords.start): pysocket.trace.Trace
---@param file? string|file* the path of a file for records, or an open file; nil: what `PYSOCKET_TRACE` says
---@param output? file* where lines are written, or anything with a method `write`; nil: standard error, or if there is a file for records, nowhere
---@return pysocket.trace.Trace trace to be stopped, or closed
function trace.start(file, output) end

--- A trace that runs. It can be closed.
---
--- Source: pysocket
---@class pysocket.trace.Trace
local Trace = {}

--- Ends the trace. What is stopped already stays so.
---
--- Raises: nothing
--- Source: pysocket
function Trace:stop() end

return trace

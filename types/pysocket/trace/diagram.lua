---@meta pysocket.trace.diagram

--- Draws what `pysocket.trace` has recorded, of one or more processes of this machine, as a sequence diagram.
---
---     PYSOCKET_TRACE=server.json lua5.4 -l pysocket.trace server.lua
---     PYSOCKET_TRACE=client.json lua5.4 -l pysocket.trace client.lua
---     lua5.4 -l pysocket.trace.diagram server.json client.json >page.html
---
--- Each socket has a lifeline, in the colour of its state: created, bound, listening, connected, half closed, closed. An
--- arrow goes from the call that connects or sends to the call that accepts or receives, a bar is a wait. A click on a
--- call shows all that is known of it. The page needs no other file.
---
--- Source: pysocket
---@class pysocket.trace.diagram
local diagram = {}

--- Draws a page of HTML.
---
--- Raises: an error if a file cannot be read, or is no trace
--- Source: pysocket
---@param paths string[] the files of the traces
---@return string page
function diagram.html(paths) end

--- Draws the picture alone.
---
--- Raises: an error if a file cannot be read, or is no trace
--- Source: pysocket
---@param paths string[] the files of the traces
---@return string svg
function diagram.svg(paths) end

return diagram

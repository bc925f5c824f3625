---@meta pysocket.trace.diagram

--- Draws the records that `pysocket.trace` made in one or more processes of this machine as a sequence diagram.
---
---     PYSOCKET_TRACE=server.json lua5.4 -l pysocket.trace server.lua
---     PYSOCKET_TRACE=client.json lua5.4 -l pysocket.trace client.lua
---     lua5.4 -l pysocket.trace.diagram server.json client.json >page.html
---
--- Each socket has a lifeline, coloured by its state: created, bound, listening, connected, half closed, closed. An
--- arrow goes from the call that connects or sends to the call that accepts or receives, and a bar shows how long a call waited.
--- Clicking a call shows its details. The page needs no other file.
---
--- Source: pysocket
---@class pysocket.trace.diagram
local diagram = {}

--- Draws an HTML page.
---
--- Raises: an error if a file cannot be read, or is not a trace
--- Source: pysocket
---@param paths string[] the paths of the record files
---@return string page
function diagram.html(paths) end

--- Draws only the picture, as SVG.
---
--- Raises: an error if a file cannot be read, or is not a trace
--- Source: pysocket
---@param paths string[] the paths of the record files
---@return string svg
function diagram.svg(paths) end

return diagram

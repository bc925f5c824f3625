--- asyncio's StreamReader: any bytes, read in any way.

local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local function fine(ok, e)
  if ok or type(e) == "table" or tostring(e):find "bad argument" then return ok end
  error(e, 0)
end

local function read(reader, plan)
  local got = {}
  for i = 1, #plan do
    local c = plan:byte(i)
    local ok, data
    if c % 5 == 0 then ok, data = pcall(reader.read, reader, c)
    elseif c % 5 == 1 then ok, data = pcall(reader.readline, reader)
    elseif c % 5 == 2 then ok, data = pcall(reader.readexactly, reader, c)
    elseif c % 5 == 3 then ok, data = pcall(reader.readuntil, reader, plan:sub(i, i + c % 3))
    else ok, data = pcall(reader.readuntil, reader, {"\n", string.char(c)}) end
    if fine(ok, data) then
      if data == nil then break end
      got[#got + 1] = data
    elseif not socket.isinstance(data, asyncio.LimitOverrunError) then
      break
    end
  end
  return table.concat(got)
end

return function(data)
  local plan, text = data:sub(2, 12), data:sub(13)
  asyncio.run(function()
    local a, b = socket.socketpair()
    a:sendall(text)
    a:close()
    local reader, writer = asyncio.open_connection{sock = b, limit = (data:byte(1) or 0) + 1}
    local got = read(reader, plan)
    assert(#got <= #text)
    writer:close()
    writer:wait_closed()
  end)
end

--- The reader of makefile: any bytes, in any parts, read by any formats; what it
-- gives is what a reader of the whole text at once would give.

local socket = require "pysocket"

local formats = {"l", "L", "n", "a", 0, 1, 7, 100}

local function fine(ok, e)
  if ok or type(e) == "table" or tostring(e):find "bad argument" then return ok end
  error(e, 0)
end

return function(data)
  local plan, text = data:sub(1, 16), data:sub(17)
  local a, b = socket.socketpair()
  a:sendall(text)
  a:shutdown(socket.SHUT_WR)
  local first = plan:byte(1) or 0
  local f = b:makefile("r", {buffering = first % 40, max_line = first < 128 and 65536 or first % 30})
  b:close()
  local whole, lossless = {}, true
  for i = 2, #plan do
    local format = formats[plan:byte(i) % #formats + 1]
    if format == "n" or format == "l" then lossless = false end
    local ok, got = pcall(f.read, f, format)
    if not fine(ok, got) or got == nil then break end
    whole[#whole + 1] = got
  end
  fine(pcall(f.readline, f, first))
  if lossless and #whole > 0 then
    local got = table.concat(whole)
    assert(text:sub(1, #got) == got, "other bytes than were sent")
  end
  f:close()
  a:close()
end

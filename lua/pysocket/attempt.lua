--- Closes sockets again if a later step fails, and connects to one of several addresses.
--
--   attempt.guard(...) -> guard            for a <close> variable, which closes these sockets unless they were released
--   attempt.release(guard)                 keeps the sockets open
--   attempt.connect_one(row, prepare, ...) -> socket
--   attempt.connect(rows, prepare, ...) -> socket, row | nil, errors
--
-- connect tries rows such as getaddrinfo's one after the other. prepare(socket, ...) is
-- called before a socket connects. If all fail, `errors` holds the OSError of each.

local core = require "pysocket.core"

core._own()

local attempt = {}

local Guard = {__close = function(guard)
  for i = 1, #guard do guard[i]:close() end
end}

function attempt.guard(...)
  return setmetatable({...}, Guard)
end

function attempt.release(guard)
  for i = #guard, 1, -1 do guard[i] = nil end
end

function attempt.connect_one(row, prepare, ...)
  local guard <close> = attempt.guard(core.socket(row[1], row[2], row[3]))
  local sock = guard[1]
  prepare(sock, ...)
  sock:connect(row[5])
  attempt.release(guard)
  return sock
end

function attempt.connect(rows, prepare, ...)
  local errors = {}
  for _, row in ipairs(rows) do
    local ok, sock = pcall(attempt.connect_one, row, prepare, ...)
    if ok then return sock, row end
    if not core.isinstance(sock, core.OSError) then error(sock, 0) end
    errors[#errors + 1] = sock
  end
  return nil, errors
end

return attempt

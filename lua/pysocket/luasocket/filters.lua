--- sink and source, with which ltn12 writes and reads a socket, and choose, which makes them.

local core = require "pysocket.core"

core._own()

local argument = require "pysocket.argument"

--- choose(table) -> function(name, ...): calls the table's function of that name, or of "default"
local function choose(functions)
  if type(functions) ~= "table" then argument.typeerror(1, "choose", "table", functions) end
  return function(...)
    local name, first, second = ...
    if type(name) ~= "string" then name, first, second = "default", name, first end
    local make = functions[name]
    if type(make) ~= "function" then argument.fail(("unknown key (%s)"):format(name)) end
    return make(first, second)
  end
end

local function check_socket(name, sock, method)
  if type(argument.field(sock, method)) == "function" then return end
  argument.fail(("bad argument to '%s' (socket expected, got %s)"):format(name, argument.typename(sock)))
end

-- Makes a filter that select accepts in place of its socket.
local function filter(sock, call)
  return setmetatable({
    getfd = function() return sock:getfd() end,
    dirty = function() return sock:dirty() end,
  }, {__call = function(_, ...) return call(...) end})
end

local sinkt = {}

sinkt["close-when-done"] = function(sock)
  check_socket("sink", sock, "send")
  return filter(sock, function(chunk)
    if chunk then return sock:send(chunk) end
    sock:close()
    return 1
  end)
end

sinkt["keep-open"] = function(sock)
  check_socket("sink", sock, "send")
  return filter(sock, function(chunk)
    if chunk then return sock:send(chunk) end
    return 1
  end)
end

sinkt.default = sinkt["keep-open"]

-- The sources read socket.BLOCKSIZE bytes at once, which a program may set.
local function sources(socket)
  local sourcet = {}

  sourcet["by-length"] = function(sock, length)
    check_socket("source", sock, "receive")
    if type(length) ~= "number" then argument.typeerror(3, "source", "number", length) end
    return filter(sock, function()
      if length <= 0 then return nil end
      local chunk, e = sock:receive(math.min(socket.BLOCKSIZE, length))
      if e then return nil, e end
      length = length - #chunk
      return chunk
    end)
  end

  sourcet["until-closed"] = function(sock)
    check_socket("source", sock, "receive")
    local done = false
    return filter(sock, function()
      if done then return nil end
      local chunk, e, partial = sock:receive(socket.BLOCKSIZE)
      if not e then return chunk end
      if e ~= "closed" then return nil, e end
      sock:close()
      done = true
      return partial
    end)
  end

  sourcet.default = sourcet["until-closed"]
  return sourcet
end

return function(socket)
  local sourcet = sources(socket)
  return {choose = choose, sinkt = sinkt, sourcet = sourcet, sink = choose(sinkt), source = choose(sourcet)}
end

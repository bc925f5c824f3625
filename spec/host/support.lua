--- What the cases share. A case is a call that is tested while something fails: memory
-- (failalloc.c) or a system call (faults.lua). Each file in cases/ contains
-- `return support.cases(function(case) … end)` and returns a sequence of {name, make}.
--
--   case(name, make)   make() -> call[, prepare]. `call` is called any number of times,
--                      each time after `prepare`. It checks its result, and raises an
--                      error if that is wrong.
--   case[name]         a name that begins with "task " runs in tasks
--
--   support.on_new(case, name, make, call)  adds a case that calls call(...) with the objects
--                         that make() has made for this call, and closes them after it
--   support.pair()     -> a, b: a TCP connection over loopback
--   support.closing(...) -> a value for a <close> variable, which closes these sockets
--   support.name()     -> an abstract UNIX name that is not in use
--   support.path       -> the path of a file that does not exist
--   support.file(text) -> a file of io.open with this text
--   support.tolerate(class, f, ...)  calls f; an error of the class counts as success
--   support.case_files -> the files of cases

local socket = require "pysocket"

local support = {}

-- The path is found only once, because without memory a case could not remove the file that tmpname creates.
support.path = os.tmpname()
os.remove(support.path)

support.case_files = {}
for i, name in ipairs{"socket", "file", "select", "asyncio", "socketserver", "luasocket", "ssl", "load"} do
  support.case_files[i] = ("spec/host/cases/%s.lua"):format(name)
end

function support.cases(fill)
  local list = {}
  fill(function(name, make) list[#list + 1] = {name, make} end)
  return list
end

function support.on_new(case, name, make, call)
  case(name, function()
    local made = {}
    return function() return call(table.unpack(made)) end, function()
      for _, s in ipairs(made) do s:close() end
      made = {make()}
    end
  end)
end

function support.pair()
  local listener <close> = socket.socket()
  listener:bind{"127.0.0.1", 0}
  listener:listen()
  local a = socket.socket()
  a:connect(listener:getsockname())
  local b = listener:accept()
  return a, b
end

local Closing = {__close = function(list)
  for _, s in ipairs(list) do s:close() end
end}

function support.closing(...)
  return setmetatable({...}, Closing)
end

function support.name()
  local s <close> = socket.socket(socket.AF_UNIX)
  s:bind ""  -- the kernel chooses one
  return s:getsockname()
end

function support.file(text)
  local f = assert(io.tmpfile())
  f:write(text)
  f:flush()
  f:seek "set"
  return f
end

function support.tolerate(class, f, ...)
  local ok, e = pcall(f, ...)
  if not ok and not socket.isinstance(e, class) then error(e, 0) end
end

function support.same(expected, got)
  if expected ~= got then
    error(("expected %s, got %s"):format(tostring(expected), tostring(got)), 2)
  end
end

return support

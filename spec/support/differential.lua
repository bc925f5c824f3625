-- differential.lua OPERATIONS DIRECTORY: runs each operation with this module and prints its result on one line.
-- differential.py does the same with Python's own socket; both print values and errors in the same form.
--
-- The operations are written in Python and translated as follows: s.f(x) is s:f(x), a tuple is a table, several
-- results are a tuple, None is nil, and keyword arguments are a table after the other arguments.
local socket = require "pysocket"
local errno = require "pysocket.errno"

local FILE, DIRECTORY = arg[1], arg[2]

-- The parser ------------------------------------------------------------------------

local ESCAPES = {n = "\n", r = "\r", t = "\t", ["\\"] = "\\", ["'"] = "'", ['"'] = '"', ["0"] = "\0", ["1"] = "\1"}

local function unescape(s)
  s = s:gsub("\\x(%x%x)", function(hex) return ("\\<%s>"):format(hex) end)
  return (s:gsub("\\(.)(%x?%x?>?)", function(c, rest)
    if c == "<" then return string.char(tonumber(rest:sub(1, 2), 16)) end
    return (ESCAPES[c] or error("unknown escape " .. c)) .. rest
  end))
end

local function tokens(source)
  local list, at = {}, 1
  local function take(pattern, kind, convert)
    local first, last, found = source:find("^" .. pattern, at)
    if not first then return false end
    list[#list + 1] = {kind = kind, value = convert and convert(found) or found}
    at = last + 1
    return true
  end
  while at <= #source do
    local space = source:match("^%s+()", at)
    if space then
      at = space
    elseif not (take('b?(%b"")', "literal", function(s) return unescape(s:sub(2, -2)) end)
        or take("b?(%b'')", "literal", function(s) return unescape(s:sub(2, -2)) end)
        or take("(0x%x+)", "literal", math.tointeger)
        or take("(%d+%.?%d*e?%-?%d*)", "literal", function(s) return math.tointeger(s) or tonumber(s) end)
        or take("([%a_][%w_]*)", "name")
        or take("([=!<>]=)", "operator")
        or take("([%(%)%[%],.=|*+<>%-])", "operator")) then
      error("unexpected text: " .. source:sub(at))
    end
  end
  list[#list + 1] = {kind = "end"}
  return list
end

local Parser = {}
Parser.__index = Parser

function Parser:accept(value)
  local token = self.list[self.at]
  if token.kind == "operator" and token.value == value then
    self.at = self.at + 1
    return true
  end
end

function Parser:expect(value)
  if not self:accept(value) then error("missing " .. value .. " in " .. self.source) end
end

-- Returns the items up to `closing`, and whether a comma follows the last one.
function Parser:items(closing)
  local list, comma = {}, false
  while not self:accept(closing) do
    if #list > 0 and not comma then error("missing comma in " .. self.source) end
    list[#list + 1] = self:comparison()
    comma = self:accept ","
  end
  return list, comma
end

function Parser:atom()
  local token = self.list[self.at]
  if self:accept "-" then
    return {kind = "binary", operator = "-", left = {kind = "literal", value = 0}, right = self:postfix()}
  elseif self:accept "(" then
    local list, comma = self:items ")"
    if #list == 1 and not comma then return list[1] end
    return {kind = "tuple", items = list}
  elseif self:accept "[" then
    return {kind = "tuple", items = (self:items "]")}
  end
  self.at = self.at + 1
  return {kind = token.kind, value = token.value}
end

function Parser:arguments()
  local arguments, keywords = {}, nil
  while not self:accept ")" do
    local name, equals = self.list[self.at], self.list[self.at + 1]
    if name.kind == "name" and equals.value == "=" then
      self.at = self.at + 2
      keywords = keywords or {}
      keywords[name.value] = self:comparison()
    else
      arguments[#arguments + 1] = self:comparison()
    end
    self:accept ","
  end
  return arguments, keywords
end

function Parser:postfix()
  local node = self:atom()
  while true do
    if self:accept "." then
      node = {kind = "field", of = node, name = self.list[self.at].value}
      self.at = self.at + 1
    elseif self:accept "(" then
      local arguments, keywords = self:arguments()
      node = {kind = "call", f = node, arguments = arguments, keywords = keywords}
    elseif self:accept "[" then
      node = {kind = "index", of = node, index = self:comparison()}
      self:expect "]"
    else
      return node
    end
  end
end

local function binary(operators, below)
  return function(self)
    local node = self[below](self)
    while true do
      local operator
      for _, candidate in ipairs(operators) do
        if self:accept(candidate) then
          operator = candidate
          break
        end
      end
      if not operator then return node end
      node = {kind = "binary", operator = operator, left = node, right = self[below](self)}
    end
  end
end

Parser.product = binary({"*"}, "postfix")
Parser.sum = binary({"+", "-"}, "product")
Parser.union = binary({"|"}, "sum")
Parser.comparison = binary({"==", "!=", ">=", "<=", "<", ">"}, "union")

local function parse(source)
  local parser = setmetatable({list = tokens(source), at = 1, source = source}, Parser)
  local node = parser:comparison()
  if parser.list[parser.at].kind ~= "end" then error("unexpected text at the end of " .. source) end
  return node
end

-- The evaluation ----------------------------------------------------------------------

local Tuple = {}
local Undefined = {}
local variables, defined

local function undefined(name)
  error(setmetatable({name = name}, Undefined), 0)
end

local function equal(a, b)
  if a == b then return true end
  if type(a) ~= "table" or type(b) ~= "table" or #a ~= #b then return false end
  for i = 1, #a do
    if not equal(a[i], b[i]) then return false end
  end
  return true
end

local function repeated(list, n)
  local t = {}
  for i = 1, n * #list do t[i] = list[(i - 1) % #list + 1] end
  return t
end

local OPERATORS = {
  ["*"] = function(a, b)
    if type(a) == "table" then return repeated(a, b) end
    return type(a) == "string" and a:rep(b) or a * b
  end,
  ["+"] = function(a, b) return type(a) == "string" and a .. b or a + b end,
  ["-"] = function(a, b) return a - b end,
  ["|"] = function(a, b) return a | b end,
  ["=="] = equal,
  ["!="] = function(a, b) return not equal(a, b) end,
  [">="] = function(a, b) return a >= b end,
  ["<="] = function(a, b) return a <= b end,
  ["<"] = function(a, b) return a < b end,
  [">"] = function(a, b) return a > b end,
}

local eval
local MODULES = {[socket] = true, [errno] = true}

local function packed(...)
  if select("#", ...) <= 1 then return (...) end
  return setmetatable(table.pack(...), Tuple)
end

local function list(nodes, keywords)
  local t = {n = #nodes}
  for i, node in ipairs(nodes) do t[i] = eval(node) end
  if keywords then
    t.n = t.n + 1
    t[t.n] = {}
    for name, node in pairs(keywords) do t[t.n][name] = eval(node) end
  end
  return t
end

local function call(f, name, ...)
  if f == nil then undefined(name) end
  return packed(f(...))
end

local EVAL = {
  literal = function(node) return node.value end,
  tuple = function(node)
    local t = list(node.items)
    t.n = nil
    return t
  end,
  name = function(node)
    local name = node.value
    if name == "None" then return nil end
    if name == "True" or name == "False" then return name == "True" end
    if defined[name] then return variables[name] end
    if name:match "^%u[%u%d_]+$" and socket[name] then return socket[name] end
    undefined(name)
  end,
  field = function(node)
    local of = eval(node.of)
    return of[node.name]
  end,
  index = function(node)
    return eval(node.of)[eval(node.index) + 1]
  end,
  call = function(node)
    local f = node.f
    if f.kind == "field" then
      local of = eval(f.of)
      local arguments = list(node.arguments, node.keywords)
      if MODULES[of] then return call(of[f.name], f.name, table.unpack(arguments, 1, arguments.n)) end
      return call(of[f.name], f.name, of, table.unpack(arguments, 1, arguments.n))
    end
    local arguments = list(node.arguments, node.keywords)
    return call(eval(f), f.value, table.unpack(arguments, 1, arguments.n))
  end,
  binary = function(node)
    return OPERATORS[node.operator](eval(node.left), eval(node.right))
  end,
}

function eval(node)
  return EVAL[node.kind](node)
end

-- The result --------------------------------------------------------------------------

local function escape(data)
  if #data > 80 then
    local checksum = 0
    for i = 1, #data do checksum = (checksum + i * data:byte(i)) % 65521 end
    return ("%d bytes, checksum %d"):format(#data, checksum)
  end
  return "'" .. data:gsub("[^ -~]", function(c) return ("\\x%02x"):format(c:byte()) end)
    :gsub("['\\]", function(c) return c == "'" and "\\x27" or nil end) .. "'"
end

local function text(s)
  local directory = DIRECTORY:gsub("%p", "%%%0")
  return escape((s:gsub(directory, "DIR"):gsub("spec%-%d+%-", "ABSTRACT-")))
end

local show

local function items(t, n)
  local shown = {}
  for i = 1, n do shown[i] = show(t[i]) end
  if n > 1 and type(t[1]) == "string" and shown[2]:find "^%d%d%d%d+$" then shown[2] = "PORT" end
  return "[" .. table.concat(shown, ", ") .. "]"
end

local function show_socket(s)
  return ("<socket family=%d type=%d proto=%d timeout=%s%s>"):format(s.family, s.type, s.proto, show(s:gettimeout()),
    s:fileno() < 0 and " closed" or "")
end

function show(v)
  if v == nil then return "None" end
  if v == true then return "True" end
  if v == false then return "False" end
  if math.type(v) == "integer" then return tostring(v) end
  if math.type(v) == "float" then return ("%g"):format(v) end
  if type(v) == "string" then return text(v) end
  if socket.isinstance(v, socket.socket) then return show_socket(v) end
  if type(v) == "userdata" and v.view and v.sub then return text(v:sub()) end
  if type(v) == "table" and type(rawget(v, "__base")) == "table" then return "<class " .. v.__name .. ">" end
  if type(v) == "table" and type(v.read) == "function" then return "<object>" end -- a file
  if getmetatable(v) == Tuple then return items(v, v.n) end
  if type(v) == "table" and (#v > 0 or next(v) == nil) then return items(v, #v) end
  return "<object>"
end

local function words(e)
  local s = e.errno and e.strerror or e.message or ""
  return text((s:gsub("%f[%w]%d%d%d%d%d?%f[%W]", "PORT")))
end

local function failure(e)
  if getmetatable(e) == Undefined then return "undefined: " .. tostring(e.name) end
  if socket.isinstance(e, socket.OSError) then
    return ("raise %s %s %s"):format(getmetatable(e).__name, show(e.errno), words(e))
  end
  if type(e) == "string" and e:find "bad argument #%d+ to '" then return "raise bad argument" end
  return "raise " .. tostring(e):gsub("^[^\n]-:%d+: ", "")
end

-- The helpers -------------------------------------------------------------------

local function pid()
  local f <close> = assert(io.open "/proc/self/stat")
  return f:read "n"
end

local case = 0

local function path(name)
  return ("%s/%d-%s"):format(DIRECTORY, case, name)
end

local function file(name, content)
  local f <close> = assert(io.open(path(name), "wb"))
  f:write(content)
  f:close()
  return assert(io.open(path(name), "rb"))
end

local function fill(s)
  s:setblocking(false)
  for _, chunk in ipairs{("x"):rep(65536), "x"} do
    local ok, e
    repeat ok, e = pcall(s.send, s, chunk) until not ok
    if not socket.isinstance(e, socket.BlockingIOError) then error(e, 0) end
  end
end

local function received(s, n)
  local data = ""
  while #data < n do data = data .. s:recv(n - #data) end
  return data
end

local function arrived(s)
  s:recv(1, socket.MSG_PEEK)
end

local function reset(s)
  s:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, "\1\0\0\0\0\0\0\0")
  s:close()
end

local HELPERS = {
  socket = socket, errno = errno, path = path, file = file, fill = fill, received = received, arrived = arrived,
  reset = reset,
  abstract = function(name) return ("\0spec-%d-%s"):format(pid(), name) end,
  bytearray = socket.bytearray,
  bytes = function(b) return b:sub() end,
  len = function(x) return #x end,
  names = function(name) return socket[name] end,
  readline = function(f) return f:read "L" end,
  readall = function(f) return f:read "a" end,
  readn = function(f, n) return f:read(n) end,
  write = function(f, data) f:write(data) end,
  flush = function(f) f:flush() end,
  close = function(f) f:close() end,
}

-- The run -----------------------------------------------------------------------

local function start_case()
  case = case + 1
  for _, v in pairs(variables or {}) do
    if socket.isinstance(v, socket.socket) then pcall(v.close, v) end
  end
  socket.setdefaulttimeout(nil)
  variables, defined = {}, {}
  for name, helper in pairs(HELPERS) do
    variables[name] = helper
    defined[name] = true
  end
end

local function assign(targets, value)
  local names = {}
  for name in targets:gmatch "[%w_]+" do names[#names + 1] = name end
  for i, name in ipairs(names) do
    if #names == 1 then variables[name] = value else variables[name] = value[i] end
    defined[name] = true
  end
end

local function run(line)
  local source, varies = line:match "^(.-)(  # varies)$"
  line = source or line
  local targets, expression = line:match "^([%l%d_, ]+) = (.*)$"
  local ok, result = pcall(function()
    local value = eval(parse(expression or line))
    if targets then assign(targets, value) end
    return varies and "varies" or show(value)
  end)
  return ok and result or failure(result)
end

io.stdout:setvbuf "line"
local number = 0
for line in io.lines(FILE) do
  number = number + 1
  if line:find "^==" then
    start_case()
  elseif line ~= "" and not line:find "^#" then
    print(("%d\t%s"):format(number, run(line)))
  end
end
start_case()

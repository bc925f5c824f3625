--- Reads the LuaCATS definitions in types/, for the reference and its spec.
--
--     local types = dofile ".make/types.lua"
--     local model = types.read("types/pysocket.lua", "types/pysocket/file.lua", …)
--
-- Supports the subset of LuaCATS that types/ uses, and raises an error with its position for
-- any other line. The model:
--
--   model.files                 sequence of {path, module, sections}; module: what `require` takes, or nil
--     section                   {title, items}; an item is a class, a function or an alias
--   model.classes[name]         {kind = "class", name, bases, text, raises, source, fields, methods, overloads,
--                               operators}
--   model.functions             sequence of {kind = "function", name, class, method, text, raises, source, params,
--                               returns, overloads}; class: whose field it is, method: whether it is called with ":"
--   model.aliases[name]         {kind = "alias", name, type, text, raises, source}
--   a field                     {name, type, optional, text, source}; so is a param, without a source
--   text                        sequence of lines; raises and source are lines of their own
--
-- A class that is defined in several places has the fields of all of them.

local types = {}

local Reader = {}
Reader.__index = Reader

function Reader:fail(message)
  error(("%s:%d: %s"):format(self.path, self.number, message), 0)
end

-- Types -----------------------------------------------------------------------------

local CLOSING = {["("] = ")", ["{"] = "}", ["["] = "]", ["<"] = ">"}

-- Returns the position after the bracket that closes the one at position `at`.
function Reader:behind_bracket(s, at)
  local open = s:sub(at, at)
  local close, depth = CLOSING[open], 0
  for i = at, #s do
    local c = s:sub(i, i)
    if c == open then depth = depth + 1 end
    if c == close then depth = depth - 1 end
    if depth == 0 then return i + 1 end
  end
  self:fail("missing " .. close .. " in " .. s)
end

-- Returns the position after the type that begins at position `at`.
function Reader:behind_type(s, at)
  local i = s:match("^fun%(()", at)
  if i then
    i = self:behind_bracket(s, i - 1)
    local results = s:match("^: ()", i)
    while results do
      i = self:behind_type(s, results)
      results = s:match("^, ()", i)
    end
  elseif s:find("^[%({%[]", at) then
    i = self:behind_bracket(s, at)
  else
    i = s:match('^"[^"]*"()', at) or s:match("^[%a_][%w_.]*%*?()", at)
    if not i then self:fail("type expected: " .. s:sub(at)) end
    if s:find("^<", i) then i = self:behind_bracket(s, i) end
  end
  i = s:match("^[%[%]?]*()", i)
  if s:find("^|", i) then return self:behind_type(s, i + 1) end
  return i
end

-- Returns the type at the beginning of s, and the rest of s.
function Reader:split_type(s)
  local i = self:behind_type(s, 1)
  local rest = s:match("^ (.*)$", i)
  if not rest and i <= #s then self:fail("unexpected text after a type: " .. s:sub(i)) end
  return s:sub(1, i - 1), rest
end

--- Returns the names that a type refers to.
function types.names(expression)
  local names = {}
  expression = expression:gsub('"[^"]*"', " ")
  -- names of parameters and fields
  expression = expression:gsub("([%a_][%w_]*)%??%s*:", " ")
  for name in expression:gmatch("[%a_][%w_.]*%*?") do names[#names + 1] = name end
  return names
end

-- Tags ------------------------------------------------------------------------------

local function new_doc()
  return {text = {}, fields = {}, params = {}, returns = {}, overloads = {}, operators = {}}
end

-- A name that may end in "?", a type, and a text.
function Reader:named(s, pattern)
  local name, optional, rest = s:match("^(" .. pattern .. ")(%??) (.*)$")
  if not name then self:fail("name expected: " .. s) end
  local type, text = self:split_type(rest)
  return {name = name, optional = optional == "?", type = type, text = text}
end

local TAGS = {}

function TAGS:param(doc, s)
  if s:find("^%.%.%. ") then
    local type, text = self:split_type(s:sub(5))
    doc.params[#doc.params + 1] = {name = "...", type = type, text = text}
    return
  end
  doc.params[#doc.params + 1] = self:named(s, "[%a_][%w_]*")
end

TAGS["return"] = function(self, doc, s)
  local type, rest = self:split_type(s)
  local name, text = (rest or ""):match("^([%a_][%w_]*) ?(.*)$")
  if not name then name, text = (rest or ""):match("^(%.%.%.) ?(.*)$") end
  if not name then self:fail("the result has no name: " .. s) end
  doc.returns[#doc.returns + 1] = {name = name, type = type, text = text}
end

function TAGS:field(doc, s)
  local field
  if s:find("^%[") then
    local i = self:behind_bracket(s, 1)
    local type, text = self:split_type(s:sub(i + 1))
    field = {name = s:sub(1, i - 1), type = type, text = text}
  else
    field = self:named(s, "[%a_][%w_]*")
  end
  if field.text then
    local text, source = field.text:match("^(.*) %[([^%]]*)%]$")
    field.text, field.source = text or field.text, source
  end
  doc.fields[#doc.fields + 1] = field
end

function TAGS.overload(_, doc, s)
  doc.overloads[#doc.overloads + 1] = s
end

function TAGS.operator(_, doc, s)
  doc.operators[#doc.operators + 1] = s
end

function TAGS:class(doc, s)
  local name, bases = s:match("^([%w_.]+)(.*)$")
  if not name then self:fail("the class has no name: " .. s) end
  doc.class, doc.bases = name, {}
  for base in bases:gsub("^%s*:%s*", ""):gmatch("[^,%s]+") do doc.bases[#doc.bases + 1] = base end
end

function TAGS:alias(doc, s)
  local name, rest = s:match("^([%w_.]+) (.*)$")
  if not name then self:fail("the alias has no name: " .. s) end
  local type, text = self:split_type(rest)
  if text then self:fail("unexpected text after the type: " .. text) end
  doc.alias, doc.type = name, type
end

function TAGS:meta(doc, s)
  doc.meta = true
  if self.number ~= 1 then self:fail("@meta must be on the first line") end
  if s ~= "_" then self.file.module = s end
end

-- Parsing ----------------------------------------------------------------

function Reader:section(title)
  self.items = {}
  self.file.sections[#self.file.sections + 1] = {title = title, items = self.items}
end

function Reader:add(item)
  if not self.items then self:section(nil) end
  self.items[#self.items + 1] = item
end

function Reader:finish_class(doc)
  local model = self.model
  local class = model.classes[doc.class]
  if not class then
    class = {kind = "class", name = doc.class, bases = doc.bases, fields = {}, methods = {}, text = {}, overloads = {},
      operators = {}, file = self.file}
    model.classes[doc.class] = class
  end
  if #doc.text > 0 then
    if #class.text > 0 then self:fail("class " .. doc.class .. " has two descriptions") end
    class.text, class.raises, class.source = doc.text, doc.raises, doc.source
    class.overloads, class.operators, class.bases = doc.overloads, doc.operators, doc.bases
  end
  for _, field in ipairs(doc.fields) do
    for _, other in ipairs(class.fields) do
      if other.name == field.name then self:fail(("duplicate field %s in class %s"):format(field.name, doc.class)) end
    end
    class.fields[#class.fields + 1] = field
    field.class = doc.class
  end
  self:add{kind = "fields", class = class, fields = doc.fields, text = doc.text}
  self.last_class = class
end

-- Ends the comment block.
function Reader:finish()
  local doc = self.doc
  self.doc = nil
  if not doc or doc.meta then return end
  if doc.class then
    self:finish_class(doc)
  elseif doc.alias then
    if self.model.aliases[doc.alias] then self:fail("duplicate alias " .. doc.alias) end
    local alias = {kind = "alias", name = doc.alias, type = doc.type, text = doc.text, raises = doc.raises,
      source = doc.source}
    self.model.aliases[doc.alias] = alias
    self:add(alias)
  else
    return doc
  end
end

function Reader:comment(line)
  local doc = self.doc or new_doc()
  self.doc = doc
  local tag, rest = line:match("^%-%-%-@(%a+) ?(.*)$")
  if tag then
    local read = TAGS[tag]
    if not read then self:fail("unknown tag: @" .. tag) end
    read(self, doc, rest)
    return
  end
  local text = line:match("^%-%-%- (.*)$") or line == "---" and ""
  if not text then self:fail("malformed comment: " .. line) end
  for _, name in ipairs{"Raises", "Source"} do
    local of = text:match("^" .. name .. ": (.*)$")
    if of then
      doc[name:lower()] = of
      return
    end
  end
  doc.text[#doc.text + 1] = text
end

function Reader:define(variable, separator, name, params)
  local doc = self:finish()
  local class = self.variables[variable]
  if not class then self:fail("unknown class of " .. variable) end
  if not doc then self:fail(name .. " has no comment") end
  local names, i = {}, 0
  for param in params:gmatch("[^,%s]+") do names[#names + 1] = param end
  for _, param in ipairs(doc.params) do
    i = i + 1
    if names[i] ~= param.name then self:fail(("@param %s for the parameter %s"):format(param.name, names[i])) end
  end
  if #names ~= #doc.params then self:fail(name .. " has a parameter without @param") end
  for _, other in ipairs(class.methods) do
    if other.name == name then self:fail(("duplicate function %s in class %s"):format(name, class.name)) end
  end
  local f = {kind = "function", name = name, class = class, method = separator == ":", text = doc.text,
    raises = doc.raises, source = doc.source, params = doc.params, returns = doc.returns, overloads = doc.overloads}
  class.methods[#class.methods + 1] = f
  self.model.functions[#self.model.functions + 1] = f
  self:add(f)
end

function Reader:line(line)
  if line:find("^%-%-%-") then return self:comment(line) end
  local variable, separator, name, params = line:match("^function (%w+)([.:])([%w_]+)%((.-)%) end$")
  if variable then return self:define(variable, separator, name, params) end
  if self:finish() then self:fail("the comment describes nothing") end
  local title = line:match("^%-%- (.-) %-%-%-+$")
  if title then return self:section(title) end
  variable = line:match("^local (%w+) = {}$")
  if variable then
    self.variables[variable] = self.last_class or self:fail("unknown class of " .. variable)
  elseif line ~= "" and not line:find("^%-%- ") and not line:find("^return %w+$") then
    self:fail("unexpected line: " .. line)
  end
end

local function trim(text)
  while text[#text] == "" do text[#text] = nil end
end

local function read_file(model, path)
  local file = {path = path, sections = {}}
  model.files[#model.files + 1] = file
  local reader = setmetatable({model = model, path = path, number = 0, file = file, variables = {}}, Reader)
  for line in io.lines(path) do
    reader.number = reader.number + 1
    reader:line(line)
  end
  if reader:finish() then reader:fail("the comment describes nothing") end
end

function types.read(...)
  local model = {files = {}, classes = {}, functions = {}, aliases = {}}
  for i = 1, select("#", ...) do read_file(model, (select(i, ...))) end
  for _, list in ipairs{model.classes, model.functions, model.aliases} do
    for _, item in pairs(list) do trim(item.text) end
  end
  return model
end

--- Returns the files, in the order of the reference.
types.FILES = {
  "pysocket.lua", "pysocket/socket.lua", "pysocket/file.lua", "pysocket/bytearray.lua", "pysocket/address.lua",
  "pysocket/errors.lua", "pysocket/arguments.lua", "pysocket/asyncio.lua", "pysocket/asyncio/tasks.lua",
  "pysocket/asyncio/sync.lua", "pysocket/asyncio/streams.lua", "pysocket/asyncio/loop.lua",
  "pysocket/asyncio/errors.lua", "pysocket/select.lua", "pysocket/selectors.lua",
  "pysocket/socketserver.lua", "pysocket/ssl.lua", "pysocket/struct.lua",
  "pysocket/time.lua", "pysocket/luasocket.lua", "pysocket/luasocket/sockets.lua", "pysocket/luasocket/names.lua",
  "pysocket/constants.lua", "pysocket/errno.lua", "pysocket/trace.lua",
  "pysocket/trace/diagram.lua",
}

--- Reads all of types/ in the directory `root`.
function types.all(root)
  local paths = {}
  for i, name in ipairs(types.FILES) do paths[i] = root .. "/types/" .. name end
  return types.read(table.unpack(paths))
end

return types

--- Writes the reference, made from types/, to its output: `make doc` puts it into doc/reference.md, as Markdown, and
-- with the argument "help" into lua/pysocket/reference.lua, as what socket.help prints.

local root = arg[0]:match("^(.*)/%.make/[^/]*$") or "."
local types = dofile(root .. "/.make/types.lua")
local model = types.all(root)

local HEAD = [[
# Reference

Made by `make doc` from the definitions in [types](../types), which editors read too. What differs from Python is in
[differences.md](differences.md).

Of each function: its arguments, what it returns, the errors that it raises, where it is specified. A `?` behind an
argument: it may be left out; what stands for it then comes after its description. Times are seconds, sizes bytes,
positions count from 1. Where a boolean is taken, any value is one, and as in Python 0 and `""` are false, too. A wrong
argument raises Lua's own `bad argument #1 to 'bind' (…)`, a string; it is not listed.
Every call that waits can be ended with Ctrl-C, and inside a task it suspends that task alone; where the task is
cancelled meanwhile, it raises `CancelledError`.
]]

-- The prefix of a function's name: the variable that holds its object.
local OBJECT = {
  pysocket = "socket", ["pysocket.socket"] = "s", ["pysocket.bytearray"] = "b", ["pysocket.file"] = "f",
  ["pysocket.select.epoll"] = "ep", ["pysocket.selectors.BaseSelector"] = "sel",
  ["pysocket.selectors.EpollSelector"] = "sel", ["pysocket.asyncio.EventLoop"] = "loop",
  ["pysocket.asyncio.StreamReader"] = "reader", ["pysocket.asyncio.StreamWriter"] = "writer",
  ["pysocket.asyncio.TaskGroup"] = "group", ["pysocket.asyncio.Timeout"] = "limit",
  ["pysocket.struct.Struct"] = "record",
  ["pysocket.trace.Trace"] = "trace", ["pysocket.trace"] = "trace", ["pysocket.trace.diagram"] = "diagram",
}

local out = {}

local function write(...)
  out[#out + 1] = table.concat{...}
end

local function code(text)
  return "`" .. text .. "`"
end

-- Sources ---------------------------------------------------------------------------

-- The page of Python's documentation that describes a name: the first that matches.
local PAGES = {
  {"^asyncio%.run$", "asyncio-runner"},
  {"^asyncio%.[%w]*Queue[%w.]*", "asyncio-queue"},
  {"^asyncio%.Lock", "asyncio-sync"}, {"^asyncio%.Event%f[^%w]", "asyncio-sync"}, {"^asyncio%.Event%.", "asyncio-sync"},
  {"^asyncio%.Condition", "asyncio-sync"}, {"^asyncio%.[%w]*Semaphore", "asyncio-sync"},
  {"^asyncio%.Barrier", "asyncio-sync"}, {"^asyncio%.BrokenBarrierError", "asyncio-sync"},
  {"^asyncio%.Stream", "asyncio-stream"}, {"^asyncio%.open_", "asyncio-stream"},
  {"^asyncio%.start_", "asyncio-stream"},
  {"^asyncio%.Future", "asyncio-future"}, {"^asyncio%.isfuture", "asyncio-future"},
  {"^asyncio%.ensure_future", "asyncio-future"}, {"^asyncio%.wrap_future", "asyncio-future"},
  {"^asyncio%.loop", "asyncio-eventloop"}, {"^asyncio%.Server", "asyncio-eventloop"},
  {"^asyncio%.[%w]*Handle", "asyncio-eventloop"}, {"^asyncio%.%w+_event_loop", "asyncio-eventloop"},
  {"^asyncio%.get_running_loop", "asyncio-eventloop"},
  {"^asyncio%.[%w]*Transport", "asyncio-protocol"},
  {"^asyncio%.%w+Error$", "asyncio-exceptions"},
  {"^asyncio", "asyncio-task"},
  {"^socket", "socket"}, {"^select%f[^%w]", "select"}, {"^select%.", "select"}, {"^selectors", "selectors"},
  {"^struct", "struct"}, {"^time", "time"},
  {"^errno", "errno"}, {"^io%.", "io"}, {"^enum%.", "enum"}, {"^signal%.", "signal"},
  {"^isinstance$", "functions"}, {"^help$", "functions"}, {"^anext$", "functions"},
  {"^bytearray", "stdtypes"}, {"^memoryview", "stdtypes"},
  {"^%u%w*Error", "exceptions"}, {"^KeyboardInterrupt", "exceptions"}, {"^%w*Exception", "exceptions"},
}

-- Terms of the documentation that have anchors of their own.
local WORDS = {
  ["bytes-like object"] = "glossary.html#term-bytes-like-object",
  ["file object"] = "glossary.html#term-file-object",
  ["asyncio-eventloop"] = "library/asyncio-eventloop.html",
  ["socket, address formats"] = "library/socket.html#socket-families",
}

local MODULE_PAGES = {socket = true, select = true, selectors = true, errno = true, asyncio = true,
  struct = true, time = true}

local function python_url(name)
  if WORDS[name] then return "https://docs.python.org/3.13/" .. WORDS[name] end
  if MODULE_PAGES[name] then return ("https://docs.python.org/3.13/library/%s.html"):format(name) end
  for _, row in ipairs(PAGES) do
    if name:find(row[1]) then
      return ("https://docs.python.org/3.13/library/%s.html#%s"):format(row[2], name)
    end
  end
  error("no page of Python's documentation for " .. name, 0)
end

local function url(source)
  local name = source:match("^Python (.+)$")
  if name then return python_url(name) end
  local page, section = source:match("^([%w_]+)%((%d)%)$")
  if page then return ("https://man7.org/linux/man-pages/man%s/%s.%s.html"):format(section, page, section) end
  local rfc = source:match("^RFC (%d+)$")
  if rfc then return "https://www.rfc-editor.org/rfc/rfc" .. rfc end
  name = source:match("^Lua (.+)$")
  if name then return "https://www.lua.org/manual/5.4/manual.html#pdf-" .. name end
  error("no source that is known: " .. source, 0)
end

local links = {}

-- The links are listed at the end, each once.
local function linked(source)
  if source:find("^<.*>$") then return code(source) end
  if source == "pysocket" then return "this module alone" end
  if not links[source] then
    links[source] = url(source)
    links[#links + 1] = source
  end
  return "[" .. source .. "]"
end

local function sources(text)
  local list = {}
  -- the only source that contains a comma
  text = text:gsub("socket, address formats", "socket; address formats")
  for source in (text .. ", "):gmatch("(.-), ") do list[#list + 1] = linked((source:gsub(";", ","))) end
  return table.concat(list, ", ")
end

-- Text ------------------------------------------------------------------------------

local function cell(text)
  return (text:gsub("|", "\\|"))
end

local function type_of(item)
  return item.type .. (item.optional and "?" or "")
end

local function paragraphs(text)
  for _, line in ipairs(text) do write(line) end
  if #text > 0 then write() end
end

-- Functions ---------------------------------------------------------------------------

local function object_of(f)
  local name = f.class.name
  if not f.method and f.class ~= model.classes[f.class.file.module or false] then
    return (name:gsub("^pysocket%.", ""))  -- called without an object
  end
  return OBJECT[name] or name:match("[^.]*$"):lower()
end

local function is_optional(param)
  return param.optional or param.name == "..."
end

-- The same form as in the comments above functions: f(a[, b[, c]]).
local function signature(f)
  local text, open = "", 0
  for i, param in ipairs(f.params) do
    local comma = i > 1 and ", " or ""
    local more = f.params[i + 1]
    -- an optional parameter before required ones
    if is_optional(param) and not (more and not is_optional(more)) then
      text = text .. "[" .. comma .. param.name
      open = open + 1
    else
      text = text .. comma .. param.name
    end
  end
  local results = {}
  for i, result in ipairs(f.returns) do results[i] = result.name end
  return ("%s%s%s(%s)%s"):format(object_of(f), f.method and ":" or ".", f.name, text .. ("]"):rep(open),
    #results > 0 and " -> " .. table.concat(results, ", ") or "")
end

-- Overloads. Those with keyword arguments are for editors; the reference explains the rule
-- once.
local function forms(f)
  for _, overload in ipairs(f.overloads) do
    if not overload:find("%.keywords%.") then
      write("- Also: ", code(overload:gsub("^fun%(self: [%w_.]+, ", "fun(")), ".")
    end
  end
end

local function write_function(f)
  write("#### `", signature(f), "`")
  write()
  paragraphs(f.text)
  for _, param in ipairs(f.params) do
    write(("- `%s` %s: %s"):format(param.name, code(type_of(param)), param.text))
  end
  for _, result in ipairs(f.returns) do
    local text = result.text ~= "" and ": " .. result.text or ""
    write(("- returns `%s` %s%s"):format(result.name, code(result.type), text))
  end
  forms(f)
  write("- Raises: ", f.raises)
  write("- Source: ", sources(f.source))
  write()
end

-- Fields ------------------------------------------------------------------------------

local function same(fields, name)
  for _, field in ipairs(fields) do
    if field[name] ~= fields[1][name] then return false end
  end
  return true
end

local function write_fields(fields)
  if #fields == 0 then return end
  local typed, sourced = not same(fields, "type") or fields[1].type ~= "integer", fields[1].source
  write("| Name |", typed and " Type |" or "", " |", sourced and " Source |" or "")
  write("|---|", typed and "---|" or "", "---|", sourced and "---|" or "")
  for _, field in ipairs(fields) do
    write(("| `%s` |%s %s |%s"):format(field.name, typed and " " .. code(cell(type_of(field))) .. " |" or "",
      cell(field.text), sourced and " " .. sources(field.source) .. " |" or ""))
  end
  write()
end

local function write_class(item)
  local class = item.class
  if #item.text > 0 and not item.is_module then
    local bases = #class.bases > 0 and " : " .. table.concat(class.bases, ", ") or ""
    write("### Class `", class.name, bases, "`")
    write()
  end
  paragraphs(item.text)
  if #item.text > 0 then
    if class.raises then write("- Raises: ", class.raises) end
    write("- Source: ", sources(class.source))
    write()
  end
  write_fields(item.fields)
end

local function write_alias(alias)
  write("### Type `", alias.name, "`")
  write()
  paragraphs(alias.text)
  local list = {}
  for part in alias.type:gmatch("[^|]+") do list[#list + 1] = code(part) end
  write("- One of: ", alias.type:find("[<{]") and code(alias.type) or table.concat(list, ", "))
  write("- Source: ", sources(alias.source))
  write()
end

local WRITE = {["function"] = write_function, fields = write_class, alias = write_alias}

-- The page ---------------------------------------------------------------------------

local function is_keywords(item)
  return item.kind == "fields" and item.class.name:find("%.keywords%.") ~= nil
end

local TITLES = {
  ["pysocket/socket.lua"] = "Sockets",
  ["pysocket/file.lua"] = "Files",
  ["pysocket/bytearray.lua"] = "Bytearrays and views",
  ["pysocket/address.lua"] = "Addresses",
  ["pysocket/errors.lua"] = "Errors",
  ["pysocket/arguments.lua"] = "Arguments",
  ["pysocket/constants.lua"] = "Constants",
  ["pysocket/asyncio/tasks.lua"] = "Tasks",
  ["pysocket/asyncio/sync.lua"] = "Locks and queues",
  ["pysocket/asyncio/streams.lua"] = "Streams",
  ["pysocket/asyncio/loop.lua"] = "The event loop",
  ["pysocket/asyncio/errors.lua"] = "Errors of tasks",
}

local function heading(file)
  return file.module and ("Module `%s`"):format(file.module) or TITLES[file.path:match("/types/(.*)$")]
end

local function anchor(title)
  return "#" .. title:lower():gsub("[^%w%-_ ]", ""):gsub(" ", "-")
end

local function write_file(file)
  write("## ", heading(file))
  write()
  for _, section in ipairs(file.sections) do
    local items = {}
    for _, item in ipairs(section.items) do
      if not is_keywords(item) then items[#items + 1] = item end
    end
    if section.title and #items > 0 then
      write("### ", section.title)
      write()
    end
    for _, item in ipairs(items) do
      item.is_module = file.module and item.class and item.class.name == file.module
      WRITE[item.kind](item)
    end
  end
end

-- What socket.help prints ----------------------------------------------------------

-- The text that `f` writes, without Markdown.
local function plain(f, ...)
  out = {}
  f(...)
  local text = table.concat(out, "\n"):gsub("^#+ ", ""):gsub("%s+$", "")
  return (text:gsub("`", ""):gsub("%[([^%]\n]+)%]%f[,\n\0]", "%1"))
end

-- A class without its table of fields, because fields have their own entries.
local function help_of_class(item)
  local class, lines = item.class, {item.class.name .. "\n"}
  for _, line in ipairs(item.text) do lines[#lines + 1] = line end
  lines[#lines + 1] = ""
  for _, f in ipairs(model.functions) do
    if f.class == class then lines[#lines + 1] = "  " .. signature(f) end
  end
  return table.concat(lines, "\n")
end

local function help_of_field(field)
  write(field.name, " (", type_of(field), "): ", field.text)
end

local function each_entry(tell)
  for _, file in ipairs(model.files) do
    for _, section in ipairs(file.sections) do
      for _, item in ipairs(section.items) do
        if item.kind == "function" then
          tell(item.class.name .. "." .. item.name, plain(write_function, item))
        elseif item.kind == "fields" and not is_keywords(item) then
          if #item.text > 0 then tell(item.class.name, plain(write, help_of_class(item))) end
          for _, field in ipairs(item.fields) do
            local name = item.class.name .. "." .. field.name
            if not field.name:find("^%[") and not model.classes[name] then tell(name, plain(help_of_field, field)) end
          end
        end
      end
    end
  end
end

if arg[1] == "help" then
  io.write("--- Made by `make doc` from types/: what socket.help prints, by name.\n-- luacheck: ignore 631\nreturn {\n")
  each_entry(function(name, text) io.write(("  {%q, %q},\n"):format(name, text)) end)
  io.write("}\n")
  return
end

write(HEAD)
for _, file in ipairs(model.files) do
  write(("- [%s](%s)"):format(heading(file), anchor(heading(file))))
end
write()
for _, file in ipairs(model.files) do write_file(file) end
table.sort(links)
for _, source in ipairs(links) do write(("[%s]: %s"):format(source, links[source])) end
io.write(table.concat(out, "\n"), "\n")

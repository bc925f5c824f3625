local names = require "spec.support.names"
local differences = require "spec.support.differences"
local headers = require "spec.support.headers"
local support = require "spec.support"
local errno = require "pysocket.errno"
local select_module = require "pysocket.select"
local selectors = require "pysocket.selectors"
local socketserver = require "pysocket.socketserver"
local struct = require "pysocket.struct"
local time = require "pysocket.time"
local socket = require "pysocket"

local KINDS = {
  attribute = function(value) return type(value) ~= "function" end,
  bool = function(value) return type(value) == "boolean" end,
  class = function(value) return type(value) == "table" end,
  constant = function(value) return math.type(value) == "integer" end,
  dict = function(value) return type(value) == "table" end,
  ["function"] = function(value) return type(value) == "function" end,
  method = function(value) return type(value) == "function" end,
}

-- Machines whose kernel has the same numbers for options and errors as x86-64's.
local SAME_NUMBERS = {x86_64 = true, i686 = true, aarch64 = true, armv7l = true, riscv64 = true, s390x = true}

local function machine()
  return (support.run{"uname", "-m"}.stdout:match("%S+"))
end

local sorted = support.sorted

-- Returns the names of the rows for which `has` is false. A constant that these headers do not define may be missing.
local function absent(rows, documented, prefix, has)
  local result, constants = {}, {}
  for _, row in ipairs(rows) do
    if not documented[prefix .. row.name] and not has(row) then
      local list = row.kind == "constant" and constants or result
      list[#list + 1] = row.name
    end
  end
  if #constants > 0 then
    for name in pairs(headers.values(constants)) do result[#result + 1] = name end
  end
  table.sort(result)
  return result
end

local function names_of(rows)
  local set = {}
  for _, row in ipairs(rows) do set[row.name] = true end
  return set
end

-- Returns the public names of `t` that are neither in the list nor documented.
local function unlisted(t, rows, documented, prefix)
  local listed, extra = names_of(rows), {}
  for name in pairs(t) do
    if type(name) == "string" and name:sub(1, 1) ~= "_" and not listed[name] and not documented[prefix .. name] then
      extra[#extra + 1] = name
    end
  end
  table.sort(extra)
  return extra
end

describe("names", function()
  after_each(support.cleanup)

  it("come from a complete list", function()
    local function count(module) return #names.rows(module) end
    assert.same({419, 40, 134, 32, 8, 8, 38, 18}, {count("socket"), count("socket.socket"), count("errno"),
      count("select"), count("selectors"), count("struct"), count("time"), count("socketserver")})
  end)

  it("of Python's socket module all exist with the right kind", function()
    assert.same({}, absent(names.rows("socket"), names.missing(), "", function(row)
      return KINDS[row.kind](socket[row.name])
    end))
  end)

  it("of Python's socket objects all exist with the right kind", function()
    local s = support.socket()
    s:settimeout(3)
    assert.same({}, absent(names.rows("socket.socket"), names.missing(), "socket.socket.", function(row)
      local value = s[row.name]
      if row.kind == "method" and value ~= socket.socket[row.name] then return false end
      return value ~= nil and KINDS[row.kind](value)
    end))
  end)

  it("of Python's errno module all exist", function()
    assert.same({}, absent(names.rows("errno"), names.missing(), "errno.", function(row)
      return KINDS[row.kind](errno[row.name])
    end))
  end)

  for name, module in pairs{
    select = select_module, selectors = selectors, struct = struct, time = time, socketserver = socketserver,
  } do
    it(("of Python's %s module all exist with the right kind"):format(name), function()
      assert.same({}, absent(names.rows(name), names.missing(), name .. ".", function(row)
        return KINDS[row.kind](module[row.name])
      end))
    end)
  end

  it("have Python's values", function()
    if not SAME_NUMBERS[machine()] then
      pending("the list's numbers are those of other machines")
      return
    end
    local wrong = {}
    for module, t in pairs{socket = socket, errno = errno, select = select_module, selectors = selectors} do
      for _, row in ipairs(names.rows(module)) do
        if row.kind == "constant" and t[row.name] ~= nil and t[row.name] ~= row.value then
          wrong[#wrong + 1] = ("%s is %s, in Python %d"):format(row.name, t[row.name], row.value)
        end
      end
    end
    assert.same({}, wrong)
    assert.is_true(socket.has_ipv6)
  end)

  it("that Python lacks are documented", function()
    local documented = names.additions()
    assert.same({}, unlisted(socket, names.rows("socket"), documented, ""))
    assert.same({}, unlisted(socket.socket, names.rows("socket.socket"), documented, "socket.socket."))
    assert.same({}, unlisted(errno, names.rows("errno"), documented, "errno."))
    assert.same({}, unlisted(select_module, names.rows("select"), documented, "select."))
    assert.same({}, unlisted(selectors, names.rows("selectors"), documented, "selectors."))
    assert.same({}, unlisted(struct, names.rows("struct"), documented, "struct."))
    assert.same({}, unlisted(time, names.rows("time"), documented, "time."))
    assert.same({}, unlisted(socketserver, names.rows("socketserver"), documented, "socketserver."))
  end)

  it("are documented as missing or as additions only if they are", function()
    local listed = {
      [""] = names_of(names.rows("socket")), ["socket.socket."] = names_of(names.rows("socket.socket")),
      ["select."] = names_of(names.rows("select")), ["time."] = names_of(names.rows("time")),
      ["socketserver.BaseServer."] = names_of(names.rows("socketserver.BaseServer")),
      ["socketserver.BaseRequestHandler."] = names_of(names.rows("socketserver.BaseRequestHandler")),
    }
    local live = {
      [""] = socket, ["socket.socket."] = socket.socket, ["select."] = select_module, ["time."] = time,
      ["socketserver.BaseServer."] = socketserver.BaseServer,
      ["socketserver.BaseRequestHandler."] = socketserver.BaseRequestHandler,
    }
    for name in pairs(names.missing()) do
      local prefix, field = name:match("^(.-)([^.]+)$")
      assert.is_true(listed[prefix][field], name .. " is no name of Python's")
      assert.is_nil(live[prefix][field], name .. " is there")
    end
    local untrue = {}
    for name in pairs(names.additions()) do
      local prefix, field = name:match("^(.-)([^.]+)$")
      assert.is_nil(listed[prefix][field], name .. " is a name of Python's")
      if live[prefix][field] == nil then untrue[#untrue + 1] = name end
    end
    table.sort(untrue)
    if #untrue > 0 then
      -- Only a constant that the headers do not define may be missing.
      local known = headers.values(untrue)
      assert.same({}, sorted(known))
      for _, name in ipairs(untrue) do assert.matches("^%u[%u%d_]+$", name) end
    end
  end)

  it("and all other differences are in tables with a reason each", function()
    local heading, seen = nil, {}
    for line in differences.read():gmatch("[^\n]+") do
      heading = line:match("^##+ (.*)$") or heading
      if line:sub(1, 1) == "|" then seen[heading] = true end
      assert.not_matches("^%s*[-*] ", line)
    end
    for title in pairs(seen) do assert.is_true(#differences.rows(title) > 0, title) end
    assert.is_true(#sorted(seen) > 15)
  end)

  it("that are missing are all listed", function()
    local missing = names.missing()
    for name in pairs(missing) do
      if name:find "^time%." then missing[name] = nil end  -- the case above checks that these do not exist
    end
    assert.same({"SocketIO", "socket.socket.__enter__", "socket.socket.__exit__", "socket.socket.__repr__",
      "socketserver.BaseServer.__enter__", "socketserver.BaseServer.__exit__"}, sorted(missing))
  end)

  it("of the classes have Python's meaning", function()
    assert.equal(socket.socket, socket.SocketType)
    assert.equal(socket.OSError, socket.error)
    assert.equal(socket.TimeoutError, socket.timeout)
    assert.equal(socket.OSError, select_module.error)
  end)
end)

-- argument.lua: arguments of functions that are written in Lua.
local argument = require "pysocket.argument"
local socket = require "pysocket"
local support = require "spec.support"

local function message(...)
  return support.error_message(...)
end

local function here()
  return ("argument_spec.lua:%d: "):format(debug.getinfo(2, "l").currentline)
end

describe("argument", function()
  it("tells a bad argument as a C function does", function()
    assert.matches("bad argument #2 to 'f' (too large)", message(argument.error, 2, "f", "too large"), 1, true)
    local _, in_c = pcall(function() string.rep("x", {}) end)
    in_c = in_c:match("bad argument.*"):gsub("'rep'", "'f'")
    assert.equal(in_c, message(argument.typeerror, 2, "f", "number", {}):match("bad argument.*"))
    _, in_c = pcall(function() string.rep("x") end)
    in_c = in_c:match("bad argument.*"):gsub("'rep'", "'f'")
    assert.equal(in_c, message(argument.typeerror, 2, "f", "number"):match("bad argument.*"))
  end)

  it("names the type of a value as C does", function()
    local function got(value) return message(argument.typeerror, 1, "f", "x", value):match("got (.*)%)") end
    local s <close> = socket.socket()
    assert.equal("socket", got(s))
    assert.equal("bytearray", got(socket.bytearray()))
    assert.equal("my type", got(setmetatable({}, {__name = "my type"})))
    assert.equal("table", got(setmetatable({}, {__name = 1})))
    assert.equal("nil", got(nil))
  end)

  it("points at the user's line, from whatever depth of the module", function()
    local ok, e = pcall(function() argument.fail("wrong") end) local line = here()
    assert.is_false(ok)
    assert.equal("spec/" .. line .. "wrong", (e:gsub("^%./", "")))
    local function call() argument.keywords("f", 1, {}, {x = 1}) end line = here()
    assert.matches(line .. "bad argument #1 to 'f' (unexpected keyword 'x')", message(call), 1, true)
  end)

  it("lays a table of keyword arguments out by position", function()
    local names = {"a", "b", "c"}
    local function laid(...) return table.pack(argument.keywords("f", 2, names, ...)) end
    assert.same({n = 4, "x", 1, nil, 3}, laid("x", {a = 1, c = 3}))
    assert.same({n = 4, "x"}, laid("x", {}))
    assert.same({n = 4, "x", nil, false}, laid("x", {b = false}))
    assert.same({n = 4, "x", 1}, laid("x", {a = 1}, nil, nil))
    assert.same({n = 4, nil, 1}, laid(nil, {a = 1}))
  end)

  it("leaves other arguments as they are", function()
    local function laid(...) return table.pack(argument.keywords("f", 2, {"a", "b"}, ...)) end
    assert.same({n = 0}, laid())
    assert.same({n = 1, "x"}, laid("x"))
    assert.same({n = 3, "x", nil, 2}, laid("x", nil, 2))
    assert.same({n = 3, "x", 1, {}}, laid("x", 1, {}))
    assert.same({n = 2, nil, nil}, laid(nil, nil))
  end)

  it("refuses unknown keywords, as the core does", function()
    local function laid(...) return message(argument.keywords, "f", 2, {"a"}, ...) end
    assert.matches("bad argument #2 to 'f' (unexpected keyword 'b')", laid("x", {b = 1}), 1, true)
    assert.matches("bad argument #2 to 'f' (keyword arguments are named: {name = value})", laid("x", {1}), 1, true)
    assert.matches("bad argument #4 to 'f' (nothing may follow the table of keyword arguments)",
      laid("x", {a = 1}, nil, 2), 1, true)
    for text, wrong in pairs{["unexpected keyword 'b'"] = {b = 1}, ["keyword arguments are named"] = {1}} do
      assert.matches(text, message(socket.socketpair, wrong), 1, true)
    end
  end)

  it("tells an inner bad argument as the caller's own", function()
    local s <close> = socket.socket()
    local map = {settimeout = {3}, bind = {[1] = 2}}
    local function call(f) return message(argument.blame, "outer", map, f) end
    assert.matches("bad argument #3 to 'outer' (number expected, got string)",
      call(function() s:settimeout("x") end), 1, true)
    assert.matches("bad argument #2 to 'outer' (AF_INET address must be a table {host, port}, got nil; write {",
      call(function() s:bind(nil) end), 1, true)
    assert.matches("bad argument #1 to 'listen' (", call(function() s:listen("x") end), 1, true)
    assert.matches("%f[%w]other$", call(function() error("other") end))
    support.raises("OSError", argument.blame, "outer", map, function() s:getpeername() end)
    local function same(...) return ... end
    assert.same({n = 3, 1, nil, nil}, table.pack(argument.blame("outer", map, same, 1, nil, nil)))
  end)
end)

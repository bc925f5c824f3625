-- Every script in examples/ runs, ends by itself and prints what its first comment promises.
local support = require "spec.support"

local EXAMPLES = support.root .. "/examples/"

local function run(name, ...)
  return support.run(support.lua_argv(EXAMPLES .. name .. ".lua", ...))
end

-- Runs an example and compares each line of its output with a pattern.
local function assert_prints(lines, name, ...)
  local result = run(name, ...)
  assert.equal("", result.stderr)
  assert.equal(0, result.code)
  local i = 0
  for line in result.stdout:gmatch("([^\n]*)\n") do
    i = i + 1
    assert.matches("^" .. (lines[i] or "no line " .. i) .. "$", line)
  end
  assert.equal(#lines, i)
  return result.stdout
end

-- Words that one of the languages needs and the other does not have.
local GLUE = {}
for word in ("local do then end nil True decode b arg tonumber or error"):gmatch("%S+") do GLUE[word] = true end

-- Returns the words of each line after the one that imports the module. Lines without words are left out, but empty
-- lines count.
local function outline(path)
  local lines = {}
  local body = assert(support.read_file(path):match("\n?[^\n]*import socket\n(.*)$")
    or support.read_file(path):match("require \"pysocket\"\n(.*)$"))
  for line in body:gmatch("([^\n]*)\n") do
    local words = {}
    local text = line:gsub("%-%-.*$", ""):gsub("#.*$", ""):gsub("arg%[%d%] or", "")
      :gsub("or error .*", ""):gsub("mydomain%.com", "localhost"):gsub("{}", "%%s"):gsub("while true", "while")
    for word in text:gmatch("%%?[%w_]+") do
      if not GLUE[word] then words[#words + 1] = word end
    end
    if #words > 0 or line == "" then lines[#lines + 1] = table.concat(words, " ") end
  end
  return lines
end

-- Returns the command after "Run it" in the header, including the indented lines that follow.
local function command_of(header)
  local first, more = header:match("\n%-%- Run it[^:\n]*: ([^\n]*\n)(.*)")
  local lines = {first}
  for line in (more or ""):gmatch("[^\n]*\n") do
    local further = line:match("^%-%-   (.*)$")
    if not further then break end
    lines[#lines + 1] = further
  end
  return table.concat(lines)
end

describe("examples", function()
  after_each(support.cleanup)

  local tried = {}

  local function example(name, story, f)
    tried[name] = true
    it(name .. " " .. story, f)
  end

  -- interop_spec.lua runs these two against each other and against Python.
  for _, name in ipairs{"echo_server", "echo_client"} do
    example(name, "has the structure of the course's Python script, line by line", function()
      local python = outline(support.root .. "/spec/fixtures/" .. name .. ".py")
      assert.is_true(#python >= 10)
      assert.same(python, outline(EXAMPLES .. name .. ".lua"))
    end)
  end

  example("gethostbyname", "prints the addresses of names", function()
    assert_prints({
      "This host is called\t.+",
      "localhost\t127%.0%.0%.1",
      "127%.0%.0%.1\t127%.0%.0%.1",
    }, "gethostbyname")
  end)

  it("include gethostbyname, which says which name has no address", function()
    -- A label of 64 letters is not valid, so no name server is asked.
    local name = ("x"):rep(64) .. ".invalid"
    assert_prints({"This host is called\t.+", name .. "\tnot found: %u.+"}, "gethostbyname", name)
  end)

  example("udp", "asks and answers", function()
    assert_prints({
      "The server received\tWhat is the answer%?\tfrom\t%('127%.0%.0%.1', %d+%)",
      "The client received\t42\tfrom\t%('127%.0%.0%.1', %d+%)",
    }, "udp")
  end)

  example("udp_broadcast", "needs SO_BROADCAST and reaches both receivers", function()
    assert_prints({
      "Without SO_BROADCAST:\tPermission denied",
      "The first received\tIs anybody there%?",
      "The second received\tIs anybody there%?",
    }, "udp_broadcast")
  end)

  example("unix_socket", "communicates over a path and removes it", function()
    local out = assert_prints({
      "The server listens at\t/.+",
      "The server received\tHello through a file",
      "The client received\tHello back",
    }, "unix_socket")
    local path = out:match("\t(/[^\n]+)")
    assert.is_nil((io.open(path)))
    assert.is_false(os.execute("test -e " .. path) == true)
  end)

  example("ipv6", "communicates over ::1", function()
    if not support.has_ipv6() then
      pending("the loopback interface has no ::1")
      return
    end
    assert_prints({
      "The server listens at\t%('::1', %d+, 0, 0%)",
      "Connected by\t%('::1', %d+, 0, 0%)",
      "The server received\tHello, IPv6",
    }, "ipv6")
  end)

  example("timeout", "continues after a timeout", function()
    assert_prints({"Nothing arrived within\t0%.5\tseconds", "Received\tHello, me"}, "timeout")
  end)

  example("shutdown", "receives the answer after closing one half", function()
    assert_prints({"The client received\t4 words"}, "shutdown")
  end)

  -- Commands that replace the real ones: a lua5.4 that only checks that the script exists and finds the module, and
  -- an activation that runs it at once.
  local LUA = [[
test -f "$1" || exit
PATH=$REAL_PATH exec $REAL_LUA -e 'print((package.searchpath("pysocket.core", package.cpath)))' -l pysocket
]]
  local ACTIVATE = [[
while [ "$1" != lua5.4 ]; do shift; done
exec "$@"
]]

  it("name a command that works in a fresh checkout", function()
    local bin = support.tmpdir()
    for name, script in pairs{["lua5.4"] = LUA, ["systemd-socket-activate"] = ACTIVATE} do
      local f <close> = assert(io.open(bin .. "/" .. name, "w"))
      f:write("#!/bin/sh\n", script)
    end
    os.execute(("chmod +x '%s'/*"):format(bin))
    local count = 0
    for path in io.popen("ls " .. EXAMPLES .. "*.lua"):lines() do
      local result = support.run({"env", "-u", "LUA_PATH", "-u", "LUA_CPATH", "-u", "LUA", "-u", "MAKEFLAGS",
        "-u", "MAKELEVEL", "REAL_LUA=" .. support.lua_env().LUA, "REAL_PATH=" .. os.getenv("PATH"),
        "PATH=" .. bin .. ":" .. os.getenv("PATH"), "sh", "-ec", command_of(support.read_file(path))},
        {cwd = support.root, timeout = 300})  -- the first one may have to compile the module
      assert.equal("", result.stderr, path)
      assert.equal(0, result.code, path)
      assert.equal(support.root .. "/build/pysocket/core.so", result.stdout:match "([^\n]*)\n$", path)
      count = count + 1
    end
    assert.is_true(count > 10)
  end)

  -- Servers are in servers_spec.lua, examples that correspond to a Python script in ported_spec.lua, and those of TLS
  -- in specs of their own.
  for _, file in ipairs{"servers", "ported", "ssl_echo", "ssl_http", "ssl_starttls", "socketserver_examples"} do
    for name in support.read_file("spec/" .. file .. "_spec.lua"):gmatch '\n  example%("([%w_]+)", ' do
      tried[name] = true
    end
  end

  local names = {}
  for path in io.popen("ls " .. EXAMPLES .. "*.lua"):lines() do
    names[#names + 1] = path:match("([^/]+)%.lua$")
  end

  for _, name in ipairs(names) do
    it(name .. " is run by a spec", function()
      assert.is_true(tried[name])
    end)

    it(name .. " says first what it shows and how to run it", function()
      local first = support.read_file(EXAMPLES .. name .. ".lua"):match("^(%-%- .-\n)%f[^\n%-]")
      assert.is_true(#first:match("^[^\n]*") > 30)
      assert.matches("lua5.4 examples/" .. name .. ".lua\n", command_of(first), 1, true)
    end)
  end
end)

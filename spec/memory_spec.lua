-- Where there is no memory: what a sweep over every function found (see
-- spec/host/failalloc.c; `make check` makes the whole sweep).
local support = require "spec.support"

describe("without memory", function()
  local host

  setup(function()
    host = os.tmpname()
    local built = support.run({"sh", "-c", [[
      exec ${CC:-cc} -std=gnu11 -rdynamic $(sh .make/lua.sh cflags) -o "$1" spec/host/failalloc.c -llua5.4 -ldl -pthread
    ]], "sh", host}, {cwd = support.root})
    if built.code ~= 0 then host = nil end
  end)

  teardown(function()
    if host then os.remove(host) end
    support.cleanup()
  end)

  local function survives(file, case)
    -- The host's own malloc, which fails, stands before that of a checker.
    if support.checker() then return pending(support.checker() .. " has a malloc of its own") end
    if not host then return pending "a program cannot be linked with Lua here" end
    local result = support.run({host, "spec/host/cases/" .. file .. ".lua", case}, {cwd = support.root, timeout = 60})
    local tries, faults = result.stdout:match "tries=(%d+) faults=(%d+)"
    assert.equal("0", faults, result.stdout .. result.stderr)
    assert.is_true(tonumber(tries) > 4, "nothing was tried")
  end

  it("for its fields, a socket made from a descriptor leaves that open: it is the caller's", function()
    survives("socket", "socket{fileno}")
  end)

  it("settimeout changes nothing, and works when it is tried again", function()
    survives("socket", "timeouts")
  end)

  it("accept asks for what it needs before it takes a connection", function()
    survives("socket", "accept with a default timeout")
  end)

  it("for the call of __close, a file is not for ever read by another task", function()
    survives("file", "readline, no byte lost")
  end)

  it("to finish it, a loop that is given up does not take the next one with it", function()
    survives("socket", "first use of the loop")
  end)

  it("for its results, a task fails and is not waited for without end", function()
    survives("asyncio", "run")
  end)
end)

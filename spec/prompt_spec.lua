-- What is printed at the prompt: what functions return, as Python prints it, and errors, with the user's lines first.
local support = require "spec.support"
local socket = require "pysocket"
local selectors = require "pysocket.selectors"

local select = require "pysocket.select"

describe("a list", function()
  after_each(support.cleanup)

  it("of addresses prints as Python prints it", function()
    assert.equal("[(2, 1, 6, '', ('127.0.0.1', 80))]",
      tostring(socket.getaddrinfo("127.0.0.1", 80, socket.AF_INET, socket.SOCK_STREAM)))
    local rows = support.python "import socket; print(socket.if_nameindex())"
    assert.equal(rows, tostring(socket.if_nameindex()) .. "\n")
  end)

  it("of names prints as Python prints it", function()
    local _, aliases, addresses = socket.gethostbyname_ex("127.0.0.1")
    assert.equal("['127.0.0.1']", tostring(addresses))
    assert.matches("^%[.*%]$", tostring(aliases))
    _, aliases, addresses = socket.gethostbyaddr("127.0.0.1")
    assert.equal("['127.0.0.1']", tostring(addresses))
    assert.matches("^%[.*%]$", tostring(aliases))
  end)

  it("of ready objects prints as Python prints it", function()
    local a, b = support.socketpair()
    a:send("x")
    local r, w, x = select.select({b}, {a, 1}, {}, 0)
    assert.equal(("[%s] [%s, 1] []"):format(b, a), ("%s %s %s"):format(r, w, x))
    for _, poller in ipairs{select.poll(), select.epoll()} do
      poller:register(b, select.POLLIN)
      assert.equal(("[(%d, 1)]"):format(b:fileno()), tostring(poller:poll(0)))
    end
    for _, class in ipairs{selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector} do
      local sel <close> = class()
      local key = sel:register(b, selectors.EVENT_READ, "it's")
      assert.equal(("SelectorKey(fileobj=%s, fd=%d, events=1, data=\"it's\")"):format(b, b:fileno()), tostring(key))
      assert.equal(("[(%s, 1)]"):format(key), tostring(sel:select(0)))
    end
  end)

  it("of tasks, of a server's sockets and of a group's errors prints as Python prints it", function()
    local shown = support.lua [[
        local asyncio, socket = require "pysocket.asyncio", require "pysocket"
        asyncio.run(function()
          print(asyncio.all_tasks())
          local done, pending = asyncio.wait{asyncio.create_task(asyncio.sleep, 0)}
          print(("%s %s"):format(done, pending))
          local server <close> = asyncio.start_server(print, "127.0.0.1", 0)
          print(server.sockets)
          print(socket.ExceptionGroup("several", {"a", 1}).exceptions)
        end)
    ]]
    assert.matches("^%[<Task pending name='Task%-1'>%]\n%[<Task finished.*>%] %[%]\n", shown)
    assert.matches("\n%[<socket.socket fd=.*>%]\n%['a', 1%]\n$", shown)
  end)

  it("of ancillary data and of descriptors prints as Python prints it", function()
    local a, b = support.socketpair()
    a:sendmsg({"x"}, {{socket.SOL_SOCKET, socket.SCM_RIGHTS, string.pack("i", a:fileno())}})
    local _, control = b:recvmsg(10, 100)
    local fd = string.unpack("i", control[1].cmsg_data)
    support.defer(socket.close, fd)
    assert.matches("^%[%(1, 1, b'.*'%)%]$", tostring(control))
    socket.send_fds(a, {"x"}, {a, b})
    local _, fds = socket.recv_fds(b, 10, 2)
    for _, one in ipairs(fds) do support.defer(socket.close, one) end
    assert.equal(("[%d, %d]"):format(fds[1], fds[2]), tostring(fds))
  end)

  it("of results prints as Python prints it, those that are nil too", function()
    assert.equal("['one', None, 3.5, None]\n", support.lua [[
      local asyncio = require "pysocket.asyncio"
      local sleep = asyncio.sleep
      print(asyncio.run(asyncio.gather, {sleep, 0, "one"}, {sleep, 0}, {sleep, 0, 3.5}, {sleep, 0}))
    ]])
  end)

  it("is a table like any other", function()
    local list = socket.getaddrinfo("127.0.0.1", 80, socket.AF_INET, socket.SOCK_STREAM)
    assert.equal(1, #list)
    list[2] = "x"
    assert.equal("x", table.concat(list, "", 2))
    list[1] = list
    local ok, e = pcall(tostring, list)  -- not a crash
    assert.is_false(ok)
    assert.matches("overflow", e)
    support.assert_raises("table expected", getmetatable(list).__tostring)
    support.assert_raises("table expected", getmetatable(list).__tostring, io.stdout)
  end)
end)

describe("a module", function()
  it("prints with its name", function()
    assert.equal("<module 'pysocket'>", tostring(socket))
    for _, name in ipairs{"select", "selectors", "errno", "asyncio"} do
      assert.equal(("<module 'pysocket.%s'>"):format(name), tostring(require("pysocket." .. name)))
    end
  end)
end)

describe("an enumeration", function()
  it("prints as Python prints it", function()
    for _, name in ipairs{"AddressFamily", "SocketKind", "MsgFlag", "AddressInfo"} do
      assert.equal(("<enum '%s'>"):format(name), tostring(socket[name]))
    end
  end)
end)

describe("pairs", function()
  after_each(support.cleanup)

  it("of a socket explains what to do instead, at the user's line", function()
    for _, s in ipairs{support.close_later(socket.socket()), (support.socketpair())} do
      local e = support.error_message(function()
        for _ in pairs(s) do error("never") end
      end)
      assert.matches("^spec/prompt_spec.lua:%d+: bad argument #1 to 'pairs' %(a socket is no table: tostring%(s%)", e)
    end
  end)

  it("of the class iterates over its methods", function()
    local seen = {}
    for name in pairs(socket.socket) do seen[name] = true end
    assert.is_true(seen.recv and seen.makefile and seen.sendfile)
  end)
end)

-- Errors --------------------------------------------------------------------------------

-- What each raises; `s` is a socket, `f` a file, `sel` a selector.
local WRONG = {
  [[socket.create_connection("localhost", 80)]], [[socket.create_connection{"127.0.0.1", 1}]],
  [[socket.create_server("x")]], [[socket.create_server{"127.0.0.1", 80000}]], [[socket.getfqdn(1)]],
  [[s:makefile("x")]], [[s:sendfile(f, -1)]], [[f:read("x")]], [[f:lines("x")]], [[f:write({})]], [[f:readline("x")]],
  [[f:setvbuf("x")]], [[f.close(3)]], [[sel:register("x", 1)]], [[sel:register(s, 4)]], [[sel:select("x")]],
  [[sel:get_key(s)]], [[asyncio.get_running_loop()]], [[asyncio.timeout("x")]], [[pairs(s)]],
  [[asyncio.Queue("x")]], [[asyncio.Semaphore("x")]], [[asyncio.Barrier(-1)]], [[asyncio.gather(5)]],
  [[asyncio.wait_for(5)]], [[asyncio.open_connection("x")]], [[asyncio.run(5)]],
  [[socket.ExceptionGroup("x", 5)]], [[struct.Struct(5)]], [[trace.start(5)]],
  [[asyncio.run{print, grace = "x"}]], [[asyncio.get_event_loop():run_until_complete(5)]],
}

local PRELUDE = [[
socket = require "pysocket" selectors = require "pysocket.selectors" asyncio = require "pysocket.asyncio"
s = socket.socket() a, b = socket.socketpair() f = a:makefile("rw") sel = selectors.DefaultSelector()
struct = require "pysocket.struct" trace = require "pysocket.trace"
]]

describe("an uncaught error", function()
  after_each(support.cleanup)

  -- The message, and the first line of its traceback that is not of C. Lua's interpreter shows none of an object.
  local function told(errors)
    local traceback = errors:match("\nstack traceback:\n(.*)$")
    return errors:match("^[^\n]*"), traceback and traceback:gsub("\t%[C%]:[^\n]*\n", ""):match("^[^\n]*")
  end

  for _, wrong in ipairs(WRONG) do
    it("in " .. wrong .. " shows the user's line first, behind a tail call too", function()
      for _, call in ipairs{"return %s", "local _ = %s", ";(function() return %s end)()"} do
        local path = support.tmpfile(PRELUDE .. call:format(wrong), "demo.lua")
        local result = support.run(support.lua_argv(path))
        assert.equal(1, result.code)
        local message, line = told(result.stderr)
        assert.matches("demo.lua:4: ", message, 1, true)
        assert.matches("^\t[^\n]*demo.lua:4: in ", line or message:find("Error: ") and "\tdemo.lua:4: in ")
      end
    end)

    it("in " .. wrong .. " names the line at the prompt", function()
      local result = support.run(support.lua_argv("-i"), {stdin = PRELUDE .. wrong .. "\n"})
      local message, line = told(result.stderr)
      assert.matches("^stdin:1: ", message)
      assert.matches("^\tstdin:1: in ", line or message:find("Error: ") and "\tstdin:1: in ")
    end)
  end
end)

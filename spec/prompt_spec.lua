-- What the prompt prints: the results of functions, in the form that Python uses, and errors, with the user's lines
-- first.
local support = require "spec.support"
local socket = require "pysocket"
local selectors = require "pysocket.selectors"

local select = require "pysocket.select"

local model = dofile(support.root .. "/.make/types.lua").all(support.root)

describe("a list", function()
  after_each(support.cleanup)

  it("says whether an object is in it, as Python's `in` does", function()
    local a, b = support.socketpair()
    a:send "x"
    local file <close> = assert(io.open "/dev/null")
    local r, w = select.select({b, file}, {a, 1}, {}, 0)
    assert.is_true(r[b])
    assert.is_true(r[file])
    assert.is_nil(r[a])
    assert.is_true(w[a])
    assert.equal(a, w[1])
    for _, other in ipairs{{}, "x", 7, 1.5, true, print} do assert.is_nil(r[other]) end
  end)

  it("refuses Python's positions, as its items and addresses do", function()
    local a, b = support.socketpair()
    a:send "x"
    local poll, sel <close> = select.poll(), selectors.DefaultSelector()
    poll:register(b)
    sel:register(b, selectors.EVENT_READ)
    local rows, ready, server = socket.getaddrinfo("127.0.0.1", 80), sel:select(0), support.listener()
    for name, value in pairs{list = select.select({b}, {}, {}, 0), rows = rows, row = rows[1], address = rows[1][5],
        pairs = poll:poll(0), pair = poll:poll(0)[1], ready = ready, one = ready[1], key = ready[1].key,
        name = server:getsockname()} do
      for position, what in pairs{[0] = "0: in Lua the first is 1", [-1] = "-1: in Lua"} do
        local message = support.error_message(function() return value[position] end)
        assert.matches("^spec/prompt_spec.lua:%d+: there is no position ", message, name)
        assert.matches(what, message, 1, true)
      end
      assert.is_nil(value[100])
    end
  end)

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

  it("of results prints as Python prints it, even if results are nil", function()
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
    local ok, e = pcall(tostring, list)  -- raises an error and does not crash
    assert.is_false(ok)
    assert.matches("overflow", e)
    support.assert_raises("table expected", getmetatable(list).__tostring)
    support.assert_raises("table expected", getmetatable(list).__tostring, io.stdout)
  end)
end)

describe("a module", function()
  it("prints with its name", function()
    for _, file in ipairs(model.files) do
      local name = file.module
      if name and not name:find "luasocket" then  -- pysocket.luasocket prints as LuaSocket does
        assert.equal(("<module '%s'>"):format(name), tostring(require(name)))
      end
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
    for _, s in ipairs{support.socket(), (support.socketpair())} do
      local e = support.error_message(function()
        for _ in pairs(s) do error("never") end
      end)
      assert.matches("^spec/prompt_spec.lua:%d+: bad argument #1 to 'pairs' %(a socket is not a table: tostring", e)
    end
  end)

  it("of the class iterates over its methods", function()
    local seen = {}
    for name in pairs(socket.socket) do seen[name] = true end
    assert.is_true(seen.recv and seen.makefile and seen.sendfile)
  end)
end)

-- Errors --------------------------------------------------------------------------------

-- In one line, so that the wrong call is in line 4 of a script.
local PRELUDE = [[
socket = require "pysocket" selectors = require "pysocket.selectors" struct = require "pysocket.struct"
asyncio = require "pysocket.asyncio" trace = require "pysocket.trace" time = require "pysocket.time"
socketserver = require "pysocket.socketserver" dofile(%q)
]]

-- Objects of each class with methods in Lua, also in each state in which a method raises an error.
local OBJECTS = [[
diagram = require "pysocket.trace.diagram"
s, t = socket.socketpair()
f = s:makefile("rw")
closed_file = t:makefile()
closed_file:close()
errors = socket.ExceptionGroup("several", {"a"})
st = struct.Struct "i"
sel = selectors.DefaultSelector()
closed_sel = selectors.PollSelector()
closed_sel:close()
key = sel:register(s, 1)
traced = trace.start{output = {write = function() end}}
traced:stop()
base = socketserver.BaseServer("x", print)
tcp = socketserver.TCPServer({"127.0.0.1", 0}, print)
threading, forking = socketserver.ThreadingUDPServer({"", 0}, print), socketserver.ForkingTCPServer({"", 0}, print)
closed_tcp = socketserver.TCPServer({"127.0.0.1", 0}, print)
closed_tcp:server_close()
handler = socketserver.BaseRequestHandler("request", "address", tcp)
loop = asyncio.get_event_loop()
future, done = asyncio.Future(), asyncio.Future()
done:set_result(1)
event, lock, cond, sem = asyncio.Event(), asyncio.Lock(), asyncio.Condition(), asyncio.Semaphore(0)
bounded, barrier = asyncio.BoundedSemaphore(1), asyncio.Barrier(2)
held, held_cond = asyncio.Lock(), asyncio.Condition()
held:acquire()
held_cond:acquire()
q, full, pq = asyncio.Queue(), asyncio.LifoQueue(1), asyncio.PriorityQueue()
full:put_nowait(1)
pq:put_nowait(1)
asyncio.run(function()
  task, group, limit = asyncio.current_task(), asyncio.TaskGroup(), asyncio.timeout(nil)
  reader, writer = asyncio.open_connection{sock = socket.socketpair()}
  server = asyncio.start_server(print, "127.0.0.1", 0, {start_serving = false})
  closed_server = asyncio.start_server(print, "127.0.0.1", 0)
  closed_server:close()
  ended = asyncio.create_task(error, "x")
  pcall(ended.await, ended)
end)
]]

-- For each class and module, the variable or expression that holds an object of it.
local VARIABLES = {
  ["pysocket.file"] = "f", ["pysocket.ExceptionGroup"] = "errors", ["pysocket.struct.Struct"] = "st",
  ["pysocket.trace.Trace"] = "traced", ["pysocket.selectors.BaseSelector"] = "sel",
  ["pysocket.selectors.EpollSelector"] = "sel", ["pysocket.asyncio.Task"] = "task",
  ["pysocket.asyncio.Future"] = "future", ["pysocket.asyncio.TaskGroup"] = "group",
  ["pysocket.asyncio.Timeout"] = "limit", ["pysocket.asyncio.Lock"] = "lock", ["pysocket.asyncio.Event"] = "event",
  ["pysocket.asyncio.Condition"] = "cond", ["pysocket.asyncio.Semaphore"] = "sem",
  ["pysocket.asyncio.Barrier"] = "barrier", ["pysocket.asyncio.Queue"] = "q",
  ["pysocket.asyncio.StreamReader"] = "reader", ["pysocket.asyncio.StreamWriter"] = "writer",
  ["pysocket.asyncio.Server"] = "server", ["pysocket.asyncio.EventLoop"] = "loop",
  ["pysocket.asyncio.Handle"] = "loop:call_soon(print)", ["pysocket"] = "socket", ["pysocket.asyncio"] = "asyncio",
  ["pysocket.struct"] = "struct", ["pysocket.trace"] = "trace",
  ["pysocket.socketserver.BaseServer"] = "base", ["pysocket.socketserver.TCPServer"] = "tcp",
  ["pysocket.socketserver.ThreadingMixIn"] = "threading", ["pysocket.socketserver.ForkingMixIn"] = "forking",
  ["pysocket.socketserver.BaseRequestHandler"] = "handler",
  ["pysocket.trace.diagram"] = "diagram",
}

-- These accept any argument.
local ACCEPTING = {
  ["socket.has_dualstack_ipv6"] = true, ["socket.help"] = true, ["asyncio.isfuture"] = true,
  ["asyncio.current_task"] = true, ["asyncio.all_tasks"] = true, ["asyncio.get_event_loop"] = true,
  ["asyncio.new_event_loop"] = true, ["loop.time"] = true,
}

-- Calls with a wrong argument, or in a wrong state.
local WRONG = {
  functions = {
    [[socket.create_connection("localhost", 80)]], [[socket.create_connection{"127.0.0.1", 1}]],
    [[socket.create_server("x")]], [[socket.create_server{"127.0.0.1", 80000}]], [[socket.getfqdn(1)]],
    [[socket.ExceptionGroup("x", 5)]], [[struct.Struct(5)]], [[struct.calcsize "$"]], [[struct.pack("i", "x")]],
    [[struct.pack_into("i", 5)]], [[struct.unpack("i", "x")]], [[struct.unpack_from("i", "x")]],
    [[struct.iter_unpack("i", "x")]], [[trace.start(5)]], [[trace.start{outputs = 5}]], [[time.sleep("x")]],
    [[diagram.svg(5)]], [[diagram.html(5)]], [[pairs(s)]],
  },
  asyncio = {
    [[asyncio.run(5)]], [[asyncio.run{print, grace = "x"}]], [[asyncio.create_task(5)]], [[asyncio.create_task(print)]],
    [[asyncio.ensure_future(5)]], [[asyncio.sleep("x")]], [[asyncio.sleep(0)]], [[asyncio.timeout("x")]],
    [[asyncio.timeout(1)]], [[asyncio.timeout_at("x")]], [[asyncio.wait_for(5)]], [[asyncio.shield(5)]],
    [[asyncio.gather(5)]], [[asyncio.wait(5)]], [[asyncio.as_completed(5)]], [[asyncio.TaskGroup()]],
    [[asyncio.pcall()]], [[asyncio.xpcall(print)]], [[asyncio.open_connection("x")]],
    [[asyncio.open_unix_connection("x")]], [[asyncio.connect_read_pipe(5)]], [[asyncio.connect_write_pipe(5)]],
    [[asyncio.start_server(5)]], [[asyncio.start_unix_server(5)]], [[asyncio.get_running_loop()]],
    [[asyncio.set_event_loop(5)]], [[asyncio.Queue("x")]], [[asyncio.Semaphore("x")]], [[asyncio.Barrier(-1)]],
    [[asyncio.Condition(5)]], [[asyncio.IncompleteReadError(5)]],
  },
  ["methods of asyncio"] = {
    [[lock:release()]], [[held:acquire()]], [[event:wait()]], [[cond:wait()]], [[cond:notify()]], [[cond:release()]],
    [[held_cond:notify("x")]], [[held_cond:wait_for(5)]], [[sem:acquire()]], [[bounded:release()]], [[barrier:wait()]],
    [[q:get_nowait()]], [[q:get()]], [[q:task_done()]], [[full:put_nowait(2)]], [[full:put(2)]],
    [[pq:put_nowait("x")]], [[pq:join()]], [[future:result()]], [[future:exception()]], [[future:await()]],
    [[future:add_done_callback(5)]], [[future:set_exception()]], [[done:set_result(2)]],
    [[ended:add_done_callback(5)]], [[limit:reschedule("x")]], [[group:create_task(print)]],
    [[reader:read("x")]], [[reader:readexactly(-1)]], [[reader:readuntil(5)]], [[reader:lines("x")]],
    [[writer:write(5)]], [[writer:writelines(5)]], [[writer:get_extra_info(5)]],
    [[writer:set_write_buffer_limits("x")]], [[server:serve_forever()]], [[closed_server:start_serving()]],
    [[loop:call_soon(5)]], [[loop:call_later("x", print)]], [[loop:call_at(0 / 0, print)]], [[loop:create_task(5)]],
    [[loop:add_signal_handler("x", print)]], [[loop:remove_signal_handler(0)]], [[loop:set_exception_handler(5)]],
    [[loop:call_exception_handler(5)]], [[loop:default_exception_handler(5)]], [[loop:run_until_complete(5)]],
    [[loop:run_until_complete(future)]], [[loop:step("x")]], [[getmetatable(lock).__tostring(5)]],
  },
  socketserver = {
    [[socketserver.TCPServer(5, print)]], [[socketserver.TCPServer({"127.0.0.1", 0})]],
    [[socketserver.TCPServer(tcp.server_address, print)]], [[socketserver.ThreadingMixIn(5)]],
    [[socketserver.StreamRequestHandler(5)]], [[tcp:serve_forever("x")]], [[tcp:serve_forever(-1)]],
    [[closed_tcp:serve_forever()]], [[closed_tcp:handle_request()]], [[base:handle_request()]],
    [[tcp:shutdown_request(5)]], [[tcp:close_request(5)]], [[tcp.new(5)]], [[handler.new(5)]],
    [[forking:collect_children{blocked = true}]],
  },
  ["other methods"] = {
    [[s:makefile("x")]], [[s:sendfile(f, -1)]], [[f:read("x")]], [[f:lines("x")]], [[f:write({})]],
    [[f:writelines(5)]], [[f:readline("x")]], [[f:readlines("x")]], [[f:read1("x")]], [[f:setvbuf("x")]],
    [[closed_file:read()]], [[closed_file:fileno()]], [[closed_file:lines()]], [[sel:register("x", 1)]],
    [[sel:register(s, 4)]], [[sel:modify(t, 1)]], [[sel:unregister(t)]], [[sel:get_key(t)]], [[sel:select("x")]],
    [[closed_sel:register(t, 1)]], [[closed_sel:get_key(t)]], [[key.__index(5, 1)]], [[st:pack("x")]],
    [[st:pack_into("x")]], [[st:unpack("x")]], [[st:unpack_from("x")]], [[st:iter_unpack("x")]], [[errors:split(5)]],
    [[errors:subgroup(5)]],
  },
}

local FORMS = {
  "local _ = %s", ";(function() return %s end)()", "asyncio.run(function() return %s end)",
}

-- Returns the message, and the first line of its traceback that is not a C function. If an error is an object, Lua's
-- interpreter prints no traceback.
local function parse_error(errors)
  local traceback = errors:match "\nstack traceback:\n(.*)$"
  return errors:match "^[^\n]*", traceback and traceback:gsub("\t%[C%]:[^\n]*\n", ""):match "^[^\n]*", traceback
end

-- Checks that each error is raised at `place`, and that the traceback begins there.
local function check_error(calls, texts, place)
  local wrong = {}
  for i, call in ipairs(calls) do
    local message, line, traceback = parse_error(texts[i])
    if not message:find(place .. ": ", 1, true) or line and not line:find(place .. ": in ", 1, true)
        or texts[i]:find "pysocket%.asyncio%.%l+%." then
      wrong[#wrong + 1] = ("%s: %s\n%s"):format(call, message, traceback)
    end
  end
  assert.equal("", table.concat(wrong, "\n"))
end

-- Returns what the interpreter writes to stderr for scripts that end with these calls.
local function scripts(calls)
  local dir, objects, texts = support.tmpdir(), support.tmpfile(OBJECTS, "objects.lua"), {}
  for i, call in ipairs(calls) do
    local f <close> = assert(io.open(("%s/%d.demo.lua"):format(dir, i), "w"))
    f:write(PRELUDE:format(objects), call, "\n")
  end
  local each = 'cd "$0"; for f in *.lua; do "$@" $f 2>$f.err >/dev/null; done'
  support.run({"sh", "-c", each, dir, table.unpack(support.lua_argv())}, {timeout = 60})
  for i in ipairs(calls) do texts[i] = support.read_file(("%s/%d.demo.lua.err"):format(dir, i)) end
  return texts
end

-- The same for calls that are typed at the prompt.
local function prompted(calls)
  local lines = {(PRELUDE:format(support.tmpfile(OBJECTS, "objects.lua")):gsub("\n", " "))}
  for _, call in ipairs(calls) do
    lines[#lines + 1] = call
    lines[#lines + 1] = 'io.stderr:write "\\0"'
  end
  local result = support.run(support.lua_argv("-i"), {stdin = table.concat(lines, "\n") .. "\n", timeout = 60})
  local texts = {}
  for text in result.stderr:gmatch "([^\0]*)\0" do texts[#texts + 1] = text end
  return texts
end

-- Returns calls of all methods that are written in Lua, each with the wrong object.
local function all_methods()
  local calls = {}
  for _, f in ipairs(model.functions) do
    local object = VARIABLES[f.class.name]
    if f.method and object and not ACCEPTING[object .. "." .. f.name] then
      calls[#calls + 1] = ("(%s).%s(5)"):format(object, f.name)
    end
  end
  return calls
end

describe("an uncaught error", function()
  after_each(support.cleanup)

  for group, calls in pairs(WRONG) do
    it("of " .. group .. " shows the user's line first, behind a tail call too", function()
      local tails = {}
      for i, call in ipairs(calls) do tails[i] = "return " .. call end
      check_error(calls, scripts(tails), "demo.lua:4")
    end)

    it("of " .. group .. " names the line at the prompt", function()
      check_error(calls, prompted(calls), "stdin:1")
    end)
  end

  it("shows the user's line first, however the function is called", function()
    local calls = {}
    for _, form in ipairs(FORMS) do
      for _, call in ipairs{"lock:release()", "f:read('x')", "asyncio.shield(5)", "struct.pack('i', 'x')"} do
        calls[#calls + 1] = form:format(call)
      end
    end
    check_error(calls, scripts(calls), "demo.lua:4")
  end)

  it("of any method with a wrong object names the line at the prompt, in a task too", function()
    local calls = all_methods()
    assert.is_true(#calls > 100)
    for i = 1, #calls do calls[#calls + 1] = FORMS[3]:format(calls[i]) end
    check_error(calls, prompted(calls), "stdin:1")
  end)

  it("is tested for each function that can raise one", function()
    local given, missing = table.concat(WRONG.functions, "\n") .. table.concat(WRONG.asyncio, "\n"), {}
    for _, f in ipairs(model.functions) do
      local name = f.class.name ~= "pysocket" and VARIABLES[f.class.name]
      name = not f.method and name and name .. "." .. f.name
      if name and not ACCEPTING[name] and not given:find(name .. "[({ ]") then missing[#missing + 1] = name end
    end
    assert.same({}, missing)
  end)
end)

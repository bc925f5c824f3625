-- lua/pysocket/argument.lua: the arguments of functions that are written in Lua.
local argument = require "pysocket.argument"
local core = require "pysocket.core"
local socket = require "pysocket"
local socketserver = require "pysocket.socketserver"
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local tls = require "spec.support.tls"

local ssl = not tls.missing() and require "pysocket.ssl"

local function message(...)
  return support.error_message(...)
end

local function here()
  return ("argument_spec.lua:%d: "):format(debug.getinfo(2, "l").currentline)
end

describe("argument", function()
  it("reports a bad argument as a C function does", function()
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

  it("reports the user's line from any depth of the module", function()
    local ok, e = pcall(function() argument.fail("wrong") end) local line = here()
    assert.is_false(ok)
    assert.equal("spec/" .. line .. "wrong", (e:gsub("^%./", "")))
    local function call() argument.keywords("f", 1, "y", {x = 1}) end line = here()
    assert.matches(line .. "bad argument #1 to 'f' (unexpected keyword 'x')", message(call), 1, true)
  end)

  it("puts keyword arguments in their positions, wherever the table is", function()
    local function sorted(...) return table.pack(argument.keywords("f", 2, "a b[] c{}", ...)) end
    assert.same({n = 3, 1, nil, 3}, sorted{a = 1, c = 3})
    assert.same({n = 3, 1, 2, 3}, sorted(1, {b = 2, c = 3}))
    assert.same({n = 3, nil, nil, 3}, sorted(nil, nil, {c = 3}))
    assert.same({n = 3, false}, sorted{a = false})
    assert.same({n = 3, 1}, sorted({a = 1}, nil, nil))
  end)

  it("leaves other arguments as they are", function()
    local function sorted(...) return table.pack(argument.keywords("f", 2, "a b[] c{}", ...)) end
    assert.same({n = 0}, sorted())
    assert.same({n = 3, 1, nil, 2}, sorted(1, nil, 2))
    assert.same({n = 4, 1, nil, nil, {}}, sorted(1, nil, nil, {}))
    assert.same({n = 2, nil, nil}, sorted(nil, nil))
  end)

  it("treats a table with another key, and an empty one for a parameter that takes tables, as a value", function()
    local function sorted(...) return table.pack(argument.keywords("f", 2, "a b[] c{}", ...)) end
    for _, value in ipairs{{}, {1, 2}, {"x", c = 3}} do
      assert.equal(value, sorted(1, value)[2])
      assert.equal(value, sorted(1, 2, value)[3])
    end
    for _, value in ipairs{{x = 1}, {b = 1}, {c = 1, x = 1}, {a = 1}} do assert.equal(value, sorted(1, 2, value)[3]) end
    local object = setmetatable({}, {})
    assert.equal(object, sorted(object)[1])
    assert.same({n = 3}, sorted{})
  end)

  it("does not call the metamethods of a table", function()
    local given = setmetatable({a = 1}, {__index = error, __pairs = error, __len = error})
    assert.same({n = 1, 1}, table.pack(argument.keywords("f", 1, "a", given)))
  end)

  it("refuses unknown keywords where a table cannot be a value, as the core does", function()
    local function sorted(...) return message(argument.keywords, "f", 2, "a b[] c{}", ...) end
    assert.matches("bad argument #2 to 'f' (unexpected keyword 'x')", sorted{x = 1}, 1, true)
    assert.matches("bad argument #3 to 'f' (unexpected keyword 'a')", sorted(1, {a = 1}), 1, true)
    assert.matches("bad argument #2 to 'f' (keyword arguments are named: {name = value})", sorted{1}, 1, true)
    assert.matches("bad argument #4 to 'f' (nothing may follow the table of keyword arguments)",
      sorted({a = 1}, nil, 2), 1, true)
    for text, wrong in pairs{["unexpected keyword 'b'"] = {b = 1}, ["keyword arguments are named"] = {1}} do
      assert.matches(text, message(socket.socketpair, wrong), 1, true)
    end
    assert.matches("nothing may follow", message(socket.socketpair, {proto = 0}, 1), 1, true)
  end)

  it("names the function and the argument that an address was given to", function()
    local function refused(text, ...)
      assert.matches("bad argument #2 to 'outer' (" .. text, message(core._check_address, 2, "outer", ...), 1, true)
    end
    local INET, STREAM = socket.AF_INET, socket.SOCK_STREAM
    refused('AF_INET address must be a table {host, port}, got nil; write {"127.0.0.1", 8080})', INET, STREAM, 0)
    refused('AF_INET address must be a table {host, port}, got 4 items; write {', INET, STREAM, 0, {"h", 1, 2, 3})
    refused("AF_INET port must be an integer from 0 to 65535, got 70000)", INET, STREAM, 0, {"h", 70000})
    refused("AF_UNIX path must not contain a NUL byte", socket.AF_UNIX, STREAM, 0, "x\0")
    refused("addresses of family 99", 99, STREAM, 0, {})
    assert.equal(0, select("#", core._check_address(2, "outer", INET, STREAM, 0, {"a host", 1})))
  end)

  it("checks numbers, texts and ports as the core does", function()
    local function refused(text, check, value)
      assert.matches("bad argument #1 to 'f' (" .. text, message(argument[check], 1, "f", value), 1, true)
    end
    refused("number expected, got string)", "optint", "1")
    refused("number has no integer representation)", "optint", 1.5)
    for _, wrong in ipairs{1 << 31, -1 << 32, math.maxinteger} do
      refused("integer out of range: it must fit 32 bits)", "optint", wrong)
    end
    for _, right in ipairs{0, -1 << 31, 0x7fffffff, 2.0} do argument.optint(1, "f", right) end
    refused("string expected, got table)", "text", {})
    refused("must not contain a NUL byte)", "text", "a\0")
    for _, wrong in ipairs{-1, 65536, "65536"} do
      refused("port must be an integer from 0 to 65535)", "port", wrong)
    end
    refused("string expected, got boolean)", "port", true)
    for _, right in ipairs{0, 65535, "80", "http"} do argument.port(1, "f", right) end
    refused("timeout must not be negative; seconds, or nil for none)", "timeout", -1)
    refused("timeout too large; seconds, or nil for none)", "timeout", 1e300)
    for _, check in ipairs{"optint", "text", "port", "timeout"} do argument[check](1, "f", nil) end
  end)
end)

-- Faults that the sweep of spec/host/arguments.lua found.
describe("a wrong argument", function()
  local asyncio = require "pysocket.asyncio"
  local select = require "pysocket.select"
  local selectors = require "pysocket.selectors"

  -- f must fail with bad argument #n of `name`, and with a position in this file.
  local function refused(n, name, f, ...)
    local text = message(f, ...)
    assert.matches(("bad argument #%d to '%s' ("):format(n, name), text, 1, true)
    assert.matches("argument_spec.lua:%d+: bad", text)
    return text
  end

  local function in_task(f)
    return asyncio.run(f)
  end

  it("is the missing object of a method that is called with a dot, in all of asyncio", function()
    in_task(function()
      local objects = {
        Lock = asyncio.Lock(), Event = asyncio.Event(), Condition = asyncio.Condition(),
        BoundedSemaphore = asyncio.BoundedSemaphore(), Barrier = asyncio.Barrier(1), Queue = asyncio.PriorityQueue(),
        future = asyncio.Future(), task = asyncio.current_task(), EventLoop = asyncio.get_running_loop(),
      }
      local methods = {Lock = "locked", Event = "set", Condition = "notify", BoundedSemaphore = "release",
        Barrier = "abort", Queue = "put", future = "result", task = "cancel", EventLoop = "call_soon"}
      for class, object in pairs(objects) do
        local name = methods[class]
        local text = refused(1, name, function() object[name]() end)
        assert.matches(("%s expected, got no value; call methods as x:%s(...)"):format(class, name), text, 1, true)
        assert.matches("expected, got number", refused(1, name, function() object[name](5) end), 1, true)
      end
    end)
  end)

  it("is not a missing object of loop.time, which needs none", function()
    local now = asyncio.get_event_loop().time
    assert.is_number(now())
  end)

  it("is reported with the function that was called, not with one that this one calls", function()
    local loop = asyncio.get_event_loop()
    refused(1, "call_later", function() loop:call_later(math.huge, print) end)
    refused(1, "add_signal_handler", function() loop:add_signal_handler(1000, print) end)
    refused(1, "remove_signal_handler", function() loop:remove_signal_handler(0) end)
    refused(1, "getfqdn", function() socket.getfqdn "a\0b" end)
    in_task(function()
      refused(2, "wait", function() asyncio.wait({asyncio.current_task()}, 0 / 0) end)
      refused(3, "wait", function() asyncio.wait({asyncio.current_task()}, 0, {1}) end)
      refused(2, "gather", function() asyncio.gather(function() end, {x = 1}) end)
      refused(1, "create_task", function() asyncio.create_task{print, n = "x"} end)
      refused(1, "notify", function() asyncio.Condition():notify "x" end)
      refused(1, "Condition", function() asyncio.Condition(5) end)
      refused(1, "wait_for", function() asyncio.Condition():wait_for(5) end)
      refused(4, "open_connection", function() asyncio.open_connection("127.0.0.1", 1, nil, {1}) end)
      refused(1, "open_connection", function() asyncio.open_connection("a\0b", 1) end)
      refused(8, "open_connection", function() asyncio.open_connection("127.0.0.1", 1, {local_addr = 5}) end)
      refused(2, "start_server", function() asyncio.start_server(print, {"127.0.0.1", 5}, 0) end)
      refused(2, "start_server", function() asyncio.start_server(print, {"127.0.0.1", port = 0}, 0) end)
      refused(8, "start_server", function()
        asyncio.start_server(print, "127.0.0.1", 0, {backlog = "x", start_serving = false})
      end)
      refused(2, "start_unix_server", function() asyncio.start_unix_server(print, "a\0b") end)
      refused(1, "open_unix_connection", function() asyncio.open_unix_connection "a\0b" end)
      refused(1, "IncompleteReadError", function() asyncio.IncompleteReadError() end)
    end)
  end)

  it("is reported by wait_for even if no time is left", function()
    in_task(function() refused(1, "wait_for", function() asyncio.wait_for(nil, 0) end) end)
  end)

  it("is not a time that is longer than the clock can count", function()
    in_task(function()
      local task = asyncio.create_task(asyncio.sleep, 1e300)
      asyncio.sleep(0)
      assert.is_false(task:done())
      task:cancel()
      local _ <close> = asyncio.timeout(1e300)
      local ended = asyncio.create_task(function() end)
      local done = asyncio.wait({ended}, 1e300)
      assert.equal(ended, done[1])
    end)
  end)

  it("among several prevents the write of those before it", function()
    local a, b = socket.socketpair()
    local _ <close> = a
    local _ <close> = b
    local f = a:makefile("w", 0)
    refused(1, "writelines", function() f:writelines{"one", {}} end)
    in_task(function()
      local _, writer = asyncio.open_connection{sock = a}
      refused(1, "writelines", function() writer:writelines{"one", {}} end)
      refused(1, "writelines", function() writer:writelines{"one", 5} end)
      refused(1, "read", function() setmetatable({}, asyncio.StreamReader):read {x = 1} end)
      writer:writelines{"two"}
      writer:drain()
      assert.equal("two", b:recv(10))
      refused(2, "set_write_buffer_limits", function() writer:set_write_buffer_limits{low = "x"} end)
      refused(1, "get_extra_info", function() writer:get_extra_info {} end)
      assert.equal("none", writer:get_extra_info("size", "none"))
      writer:abort()
    end)
  end)

  it("that a PriorityQueue cannot compare leaves the queue as it was", function()
    local queue = asyncio.PriorityQueue()
    queue:put_nowait {1, "a"}
    refused(1, "put_nowait", function() queue:put_nowait "x" end)
    assert.equal(1, queue:qsize())
    -- These two are compared only when the first item has been removed.
    queue = asyncio.PriorityQueue()
    for _, item in ipairs{{0}, {1, "a"}, {1, 2}} do queue:put_nowait(item) end
    assert.matches("argument_spec.lua:%d+: the items of a PriorityQueue are compared with '<': attempt to compare",
      message(function() queue:get_nowait() end))
    assert.equal(3, queue:qsize())
  end)

  it("is an object whose fileno cannot be called", function()
    for _, f in ipairs{socket.dup, function(o) select.select({o}, {}, {}) end} do
      assert.matches("descriptor expected: an integer, or an object with a fileno method",
        message(f, {fileno = 5}), 1, true)
    end
    local a <close> = socket.socketpair()
    refused(1, "sendfile", function() a:sendfile(1 << 40) end)
  end)

  it("is a selector of another class", function()
    local sel <close> = selectors.SelectSelector()
    for _, name in ipairs{"select", "fileno", "close"} do
      refused(1, name, function() selectors.EpollSelector[name](sel, 0) end)
    end
    refused(1, "select", function() selectors.PollSelector.select(sel, 0) end)
  end)

  it("is an item that is not a class, anywhere in a sequence of classes", function()
    local function isinstance(...) return socket.isinstance(...) end
    local text = message(function() return (isinstance(socket.OSError "x", {socket.OSError, 5})) end)
    assert.matches("bad argument #2 to 'isinstance' (sequence of classes expected)", text:gsub("'%?'", "'isinstance'"),
      1, true)
    assert.is_true(socket.isinstance(socket.OSError "x", {socket.gaierror, socket.OSError}))
  end)

  it("is a task to be removed as a callback, which would never wake up", function()
    in_task(function()
      local event = asyncio.Event()
      local slow = asyncio.create_task(function() event:wait() end)
      local waiting = asyncio.create_task(function() return slow:await() end)
      asyncio.sleep(0)
      refused(1, "remove_done_callback", function() slow:remove_done_callback(waiting) end)
      event:set()
      waiting:await()
    end)
  end)
end)

-- Which value of each boolean parameter of types/ counts as true.
describe("a boolean", function()
  local asyncio = require "pysocket.asyncio"
  local struct = require "pysocket.struct"
  local close_later = support.close_later

  local function option(s, name) return s:getsockopt(socket.SOL_SOCKET, socket[name]) ~= 0 end

  local function server(keywords)
    return asyncio.run(function()
      local made <close> = asyncio.start_server(print, "127.0.0.1", 0, keywords)
      local s = made.sockets[1]
      return {
        reuse_address = option(s, "SO_REUSEADDR"), reuse_port = option(s, "SO_REUSEPORT"),
        keep_alive = option(s, "SO_KEEPALIVE"), start_serving = made:is_serving(),
      }
    end)
  end

  local function of_server(name)
    return function(value) return server{[name] = value}[name] end
  end

  local TAKEN = {
    reuse_address = of_server "reuse_address", reuse_port = of_server "reuse_port",
    keep_alive = of_server "keep_alive", start_serving = of_server "start_serving",
    ["reuse_port of create_server"] = function(value)
      return option(close_later(socket.create_server({"127.0.0.1", 0}, {reuse_port = value})), "SO_REUSEPORT")
    end,
    dualstack_ipv6 = function(value)
      return not pcall(function()  -- for AF_INET, which does not support it
        close_later(socket.create_server({"127.0.0.1", 0}, {dualstack_ipv6 = value}))
      end)
    end,
    all_errors = function(value)
      local _, e = pcall(socket.create_connection, {"127.0.0.1", support.free_port()}, {all_errors = value})
      return socket.isinstance(e, socket.ExceptionGroup)
    end,
    ["start_serving of a UNIX server"] = function(value)
      return asyncio.run(function()
        local made <close> = asyncio.start_unix_server(print, support.unix_path(), {start_serving = value})
        return made:is_serving()
      end)
    end,
    cleanup_socket = function(value)
      local path = support.unix_path()
      asyncio.run(function()
        asyncio.start_unix_server(print, path, {cleanup_socket = value}):close()
      end)
      return not os.rename(path, path)
    end,
    immediate = function(value)
      return asyncio.run(function()
        local queue = asyncio.Queue()
        queue:put(1)
        queue:shutdown(value)
        return queue:empty()
      end)
    end,
    return_exceptions = function(value)
      return asyncio.run(function()
        return (pcall(asyncio.gather, function() error "x" end, {return_exceptions = value}))
      end)
    end,
    inheritable = function(value)
      local s = close_later(socket.socket())
      s:set_inheritable(value)
      return s:get_inheritable()
    end,
    flag = function(value)
      local s = close_later(socket.socket())
      s:setblocking(value)
      return s:getblocking()
    end,
    bind_and_activate = function(value)
      local made = socketserver.TCPServer({"127.0.0.1", 0}, print, value)
      return close_later(made.socket):getsockname().port ~= 0
    end,
    blocking = function(value)
      local made = socketserver.ForkingTCPServer({"127.0.0.1", 0}, print, {bind_and_activate = false})
      close_later(made.socket)
      return asyncio.run(tasks.waits_for_child, made, value)
    end,
    ["? of struct"] = function(value) return (struct.unpack("?", struct.pack("?", value))) end,
  }

  -- A TLS socket that is not connected.
  local function wrapped(name, value)
    local s = ssl.SSLContext():wrap_socket(close_later(socket.socket()), {[name] = value})
    return s[name]
  end

  for _, name in ipairs{"server_side", "do_handshake_on_connect", "suppress_ragged_eofs"} do
    TAKEN[name] = ssl and function(value) return wrapped(name, value) end or nil
  end

  TAKEN.binary_form = ssl and function(value)
    local context = ssl.SSLContext()
    context:load_verify_locations(require "spec.support.certificates".ca.cert)
    return type(context:get_ca_certs(value)[1]) == "string"
  end or nil

  TAKEN.block = ssl and function(value)
    local a = close_later(socket.socketpair())
    a:setblocking(false)
    local s = tls.client():wrap_socket(a, {server_hostname = "localhost", do_handshake_on_connect = false})
    local _, e = pcall(asyncio.run, asyncio.wait_for, function() s:do_handshake(value) end, 0.01)
    return socket.isinstance(e, socket.TimeoutError)
  end or nil

  after_each(support.cleanup)

  for name, taken in pairs(TAKEN) do
    it(("is false for 0 and the empty string, as in Python: %s"):format(name), function()
      for _, value in ipairs{false, 0, 0.0, ""} do assert.is_false(taken(value), tostring(value)) end
      for _, value in ipairs{true, 1, -1, 0.5, "0", "x"} do assert.is_true(taken(value), tostring(value)) end
    end)
  end

  it("is tested for each boolean parameter", function()
    local model = dofile(support.root .. "/.make/types.lua").all(support.root)
    local untried = {}
    local function check(kind, name, class)
      if not ssl and class:find "^pysocket%.ssl" then return end
      if kind:find "^boolean" and not TAKEN[name] then untried[#untried + 1] = name end
    end
    for _, f in ipairs(model.functions) do
      for _, param in ipairs(f.params) do check(param.type, param.name, f.class.name) end
    end
    for class, declared in pairs(model.classes) do
      for _, field in ipairs(class:find "keywords" and declared.fields or {}) do
        check(field.type, field.name, class)
      end
    end
    assert.same({}, untried)
  end)

  it("is not a number written as a string, for setsockopt: its bytes are the value", function()
    local s = close_later(socket.socket())
    support.raises("OSError", s.setsockopt, s, socket.SOL_SOCKET, socket.SO_KEEPALIVE, "1")
    s:setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, string.pack("i4", 1))
    assert.equal(1, s:getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE))
  end)
end)

-- Users of coroutines may call the function by mistake, so that it runs at once, and pass its result.
describe("what was called instead of passed", function()
  local asyncio = require "pysocket.asyncio"

  local function f() end
  local function file() return "data" end

  local function in_task(call)
    return function() asyncio.run(call) end
  end

  local function of_loop(call)
    return function() call(asyncio.get_event_loop()) end
  end

  local CALLS = {
    ["asyncio.create_task"] = {in_task(function() asyncio.create_task(f(1)) end),
      "write create_task(f, x), not create_task(f(x))"},
    ["asyncio.run"] = {function() asyncio.run(f()) end, "write run(main), not run(main())"},
    ["asyncio.ensure_future"] = {in_task(function() asyncio.ensure_future(f(1)) end),
      "write ensure_future({f, x}), not ensure_future(f(x))"},
    ["asyncio.shield"] = {in_task(function() asyncio.shield(f()) end), "write shield({f, x}), not shield(f(x))"},
    ["asyncio.gather"] = {in_task(function() asyncio.gather(f(), file()) end),
      "write gather({f, x}, g), not gather(f(x), g())"},
    ["asyncio.as_completed"] = {in_task(function() asyncio.as_completed{file()} end),
      "write as_completed({{f, x}, g}), not as_completed({f(x), g()})"},
    ["asyncio.wait_for"] = {in_task(function() asyncio.wait_for(file(), 0.3) end),
      "write wait_for({f, x}, timeout), of a method wait_for({o.f, o, x}, timeout), not wait_for(f(x), timeout)"},
    ["asyncio.start_server"] = {in_task(function() asyncio.start_server(f(), "127.0.0.1", 0) end),
      "write start_server(f, host, port), not start_server(f(), host, port)"},
    ["asyncio.start_unix_server"] = {in_task(function() asyncio.start_unix_server(f(), "path") end),
      "write start_unix_server(f, path), not start_unix_server(f(), path)"},
    ["asyncio.Task.add_done_callback"] = {in_task(function() asyncio.current_task():add_done_callback(f()) end),
      "write add_done_callback(f), not add_done_callback(f())"},
    ["asyncio.Task.remove_done_callback"] = {in_task(function() asyncio.current_task():remove_done_callback(f()) end),
      "write remove_done_callback(f), not remove_done_callback(f())"},
    ["asyncio.Future.add_done_callback"] = {function() asyncio.Future():add_done_callback(f()) end,
      "write add_done_callback(f), not add_done_callback(f())"},
    ["asyncio.Future.remove_done_callback"] = {function() asyncio.Future():remove_done_callback(f()) end,
      "write remove_done_callback(f), not remove_done_callback(f())"},
    ["asyncio.Condition.wait_for"] = {in_task(function() asyncio.Condition():wait_for(f()) end),
      "write wait_for(f), not wait_for(f())"},
    ["asyncio.EventLoop.call_soon"] = {of_loop(function(loop) loop:call_soon(f(1)) end),
      "write call_soon(f, x), not call_soon(f(x))"},
    ["asyncio.EventLoop.call_later"] = {of_loop(function(loop) loop:call_later(1, f(1)) end),
      "write call_later(delay, f, x), not call_later(delay, f(x))"},
    ["asyncio.EventLoop.call_at"] = {of_loop(function(loop) loop:call_at(1, f(1)) end),
      "write call_at(when, f, x), not call_at(when, f(x))"},
    ["asyncio.EventLoop.create_task"] = {of_loop(function(loop) loop:create_task(f(1)) end),
      "write create_task(f, x), not create_task(f(x))"},
    ["asyncio.EventLoop.add_signal_handler"] = {of_loop(function(loop) loop:add_signal_handler("SIGUSR1", f()) end),
      "write add_signal_handler(signal, f, x), not add_signal_handler(signal, f(x))"},
    ["asyncio.EventLoop.set_exception_handler"] = {of_loop(function(loop) loop:set_exception_handler(file()) end),
      "write set_exception_handler(f), not set_exception_handler(f())"},
    ["asyncio.EventLoop.run_until_complete"] = {of_loop(function(loop) loop:run_until_complete(file()) end),
      "write run_until_complete({f, x}), not run_until_complete(f(x))"},
    ["asyncio.TaskGroup.create_task"] = {in_task(function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(f(1))
    end), "write create_task(f, x), not create_task(f(x))"},
  }

  for name, case in pairs(CALLS) do
    it("is reported at the user's line, with the correct form: " .. name, function()
      local text = message(case[1])
      assert.matches(("argument_spec.lua:%%d+: bad argument #%%d to '%s' %%("):format(name:match "[%w_]+$"), text)
      assert.matches("expected, got %l+; write ", text)
      assert.matches("; " .. case[2] .. ")", text, 1, true)
    end)
  end

  it("is reported by a function that needs the loop if main itself was called", function()
    local takes = "call it inside asyncio.run(main), which takes main and not main(), or write loop:run_until_complete{"
    local function main() asyncio.sleep(1) end
    local text = message(function() asyncio.run(main()) end)
    assert.matches("argument_spec.lua:%d+: sleep would have to wait, which only a task can: ", text)
    assert.matches(takes .. "f, ...}", text, 1, true)
    local loop = asyncio.get_event_loop()
    for name, arguments in pairs{
      open_connection = {"127.0.0.1", 1}, start_server = {print, "127.0.0.1", 0}, open_unix_connection = {"path"},
      start_unix_server = {print, "path"},
    } do
      text = message(function() loop:run_until_complete(asyncio[name](table.unpack(arguments))) end)
      assert.matches("argument_spec.lua:%d+: no running event loop: ", text)
      assert.matches(takes .. "asyncio." .. name .. ", ...}", text, 1, true)
    end
    assert.matches("no running event loop: " .. takes, message(function() asyncio.create_task(main) end), 1, true)
  end)

  it("is detected wherever a function has to be passed", function()
    local model = dofile(support.root .. "/.make/types.lua").all(support.root)
    local untried = {}
    for _, g in ipairs(model.functions) do
      for _, param in ipairs(g.params) do
        local name = (g.class.name .. "." .. g.name):match "^pysocket%.(asyncio%..*)$"
        local takes = param.type:find "fun" or param.type:find "awaitable"
        -- xpcall is called in the same way as Lua's
        if name and takes and name ~= "asyncio.xpcall" and not CALLS[name] then untried[#untried + 1] = name end
      end
    end
    assert.same({}, untried)
  end)
end)

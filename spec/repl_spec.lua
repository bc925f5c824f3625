-- The standalone interpreter in a real terminal. Ctrl-C ends each blocking call at once, in the main chunk and inside
-- a coroutine, and all objects remain usable.
local support = require "spec.support"

-- Starts a REPL and loads the module. Its input is typed line by line.
local function repl()
  local t = support.pty(support.lua_argv("-i"))
  t:expect("^> ")
  local self = {}

  -- Types a line, and returns what is printed before the next prompt.
  function self.type(line)
    assert(not line:find("\n"))
    t:send(line .. "\n")
    t:expect(line:gsub("%p", "\\%0") .. "\\n") -- the terminal echoes it
    return t:expect("(?s)(.*?)^> ")
  end

  -- Types a line whose last call blocks, and returns when it does.
  function self.block(line)
    t:send("print('wait' .. 'ing') " .. line .. "\n")
    t:expect("^waiting\\n")
    t:blocked()
  end

  -- Presses Ctrl-C, and returns the message with its traceback, up to the next prompt.
  function self.interrupt()
    t:ctrl("c")
    return t:expect("(?s)(\\S*interrupted!.*?)^> ")
  end

  self.terminal = t
  self.type [[socket = require "pysocket"]]
  return self
end

local function assert_prints(expected, r, line)
  assert.equal(expected .. "\n", r.type(line))
end

describe("the REPL", function()
  local it = support.terminal_it(it, pending)
  after_each(support.cleanup)

  it("shows a socket as Python's does", function()
    local r = repl()
    r.type "s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)"
    local fd = r.type("s:fileno()"):match("^%d+")
    assert_prints(("<socket.socket fd=%s, family=AF_INET, type=SOCK_STREAM, proto=0, laddr=('0.0.0.0', 0)>"):format(fd),
      r, "s")
    r.type [[s:bind{"127.0.0.1", 0}]]
    local port = r.type("s:getsockname().port"):match("^%d+")
    assert_prints(
      ("<socket.socket fd=%s, family=AF_INET, type=SOCK_STREAM, proto=0, laddr=('127.0.0.1', %s)>"):format(fd, port),
      r, "s")
    assert_prints(("('127.0.0.1', %s)"):format(port), r, "s:getsockname()")
    r.type "s:listen()"
    r.type "c = socket.socket() c:connect(s:getsockname())"
    local laddr = r.type("c:getsockname()"):match("^[^\n]*")
    assert_prints(
      ("<socket.socket fd=%s, family=AF_INET, type=SOCK_STREAM, proto=0, laddr=%s, raddr=('127.0.0.1', %s)>"):format(
        r.type("c:fileno()"):match("%d+"), laddr, port),
      r, "c")
    r.type "s:close()"
    assert_prints("<socket.socket [closed] fd=-1, family=AF_INET, type=SOCK_STREAM, proto=0>", r, "s")
    r.terminal:ctrl("d")
    assert.equal("exit 0", r.terminal:wait())
  end)

  -- The line before the call, the call that blocks, and a line after Ctrl-C with the output that it must have, which
  -- shows that the same socket still works.
  local LISTEN = [[s = socket.socket() s:bind{"127.0.0.1", 0} s:listen() address = s:getsockname()]]
  local PAIR = LISTEN .. [[ a = socket.socket() a:connect(address) b = s:accept()]]
  local UDP = [[s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM) s:bind{"127.0.0.1", 0}]]
  local RECEIVE = [[s:sendto("still here", s:getsockname()) print((s:recvfrom(100)))]]
  local CASES = {
    {
      name = "accept", before = LISTEN, call = "s:accept()",
      after = [[c = socket.socket() c:connect(address) conn, peer = s:accept() print(peer == c:getsockname())]],
      prints = "true",
    },
    {
      name = "accept with a timeout", before = LISTEN .. " s:settimeout(60)", call = "s:accept()",
      after = [[c = socket.socket() c:connect(address) conn, peer = s:accept() print(peer == c:getsockname())]],
      prints = "true",
    },
    {
      name = "recv", before = PAIR, call = "b:recv(100)",
      after = [[a:sendall("still here") print(b:recv(100))]],
      prints = "still here",
    },
    {
      name = "recv with a timeout", before = PAIR .. " b:settimeout(60)", call = "b:recv(100)",
      after = [[a:sendall("still here") print(b:recv(100))]],
      prints = "still here",
    },
    {name = "recvfrom", before = UDP, call = "s:recvfrom(100)", after = RECEIVE, prints = "still here"},
    {
      name = "recvfrom with a timeout", before = UDP .. " s:settimeout(60)", call = "s:recvfrom(100)",
      after = RECEIVE, prints = "still here",
    },
    {
      name = "sendall on a full buffer", before = PAIR, call = [[a:sendall(("x"):rep(50000000))]],
      after = [[while pcall(b.recv, b, 1000000, socket.MSG_DONTWAIT) do end a:sendall("!") ]] ..
        [[repeat d = b:recv(1000000) until d:find("!") print(d:sub(-1))]],
      prints = "!",
    },
    {
      name = "sendall with a timeout on a full buffer", before = PAIR .. " a:settimeout(60)",
      call = [[a:sendall(("x"):rep(50000000))]],
      after = [[while pcall(b.recv, b, 1000000, socket.MSG_DONTWAIT) do end a:sendall("!") ]] ..
        [[repeat d = b:recv(1000000) until d:find("!") print(d:sub(-1))]],
      prints = "!",
    },
    {
      -- A backlog of 0 holds one connection; the next one waits until that is accepted.
      name = "connect", before = [[s = socket.socket() s:bind{"127.0.0.1", 0} s:listen(0) ]] ..
        [[address = s:getsockname() a = socket.socket() a:connect(address) c = socket.socket()]],
      call = "c:connect(address)",
      after = [[s:accept() c:connect(address) print(c:getpeername() == address)]],
      prints = "true",
    },
  }

  local PLACES = {
    {name = "", call = "%s"},
    {name = " inside a coroutine", call = "coroutine.wrap(function() return %s end)()"},
  }

  for _, case in ipairs(CASES) do
    for _, place in ipairs(PLACES) do
      it(("continues after Ctrl-C in %s%s"):format(case.name, place.name), function()
        local r = repl()
        r.type(case.before)
        local subject = case.call:match("^%a")
        local shown = r.type(subject)
        assert.matches("^<socket%.socket fd=%d+, ", shown)
        local started = support.now()
        r.block(place.call:format(case.call))
        assert.matches("interrupted!", r.interrupt())
        assert.is_true(support.now() - started < 10)
        -- One Ctrl-C raises one error, and nothing remains of it.
        assert_prints("42", r, "print(6 * 7)")
        assert_prints("42", r, "coroutine.wrap(function() print(6 * 7) end)()")
        if case.name ~= "connect" then assert.equal(shown, r.type(subject)) end
        assert_prints(case.prints, r, case.after)
        r.terminal:ctrl("d")
        assert.equal("exit 0", r.terminal:wait())
      end)
    end
  end

  it("returns the interruption from coroutine.resume as an error, and blocks again", function()
    local r = repl()
    r.type(LISTEN)
    r.type "co = coroutine.create(function() return s:accept() end)"
    r.block "print(coroutine.resume(co))"
    r.terminal:ctrl("c")
    r.terminal:expect("false\\t.*interrupted!\\n^> ")
    assert_prints("dead", r, "print(coroutine.status(co))")
    r.block "s:accept()"
    assert.matches("interrupted!", r.interrupt())
    r.block "coroutine.wrap(function() s:accept() end)()"
    assert.matches("interrupted!", r.interrupt())
  end)

  it("may catch the interruption with pcall", function()
    local r = repl()
    r.type(PAIR)
    r.block "print(pcall(b.recv, b, 100))"
    r.terminal:ctrl("c")
    r.terminal:expect("false\\t.*interrupted!\\n^> ")
    assert_prints("still here", r, [[a:sendall("still here") print(b:recv(100))]])
  end)

  it("is not confused by a global select, errno or selectors: at the prompt a local lasts for one line", function()
    local r = repl()
    for _, name in ipairs{"select", "errno", "selectors", "asyncio"} do
      r.type(('%s = require "pysocket.%s"'):format(name, name))
    end
    r.type [[s = socket.create_server({"127.0.0.1", 0}, {backlog = 5})]]
    r.type [[c = socket.create_connection(s:getsockname(), {timeout = 5}) conn = s:accept()]]
    r.type [[c:makefile("w"):write("one\n", 2, "\n"):close()]]
    assert_prints("one\t2", r, [[conn:makefile():read("l", "n")]])
    r.type [[sel = selectors.SelectSelector() sel:register(c, selectors.EVENT_WRITE)]]
    assert_prints("1", r, "#sel:select(5)")
    r.type [[run, nap = asyncio.run, {asyncio.sleep, 0, "slept"}]]
    assert_prints("slept", r, "run(function() return asyncio.gather(nap, {return_exceptions = true})[1] end)")
    assert_prints("1", r, "#run(function() return asyncio.wait({asyncio.create_task(nap)}, {timeout = 5}) end)")
    r.type [[function echo(reader, writer) writer:write(reader:readline()) writer:close() end]]
    r.type [[function client(h, p) local r, w = asyncio.open_connection(h, p) w:write("hi\n") return r:readline() end]]
    r.type [[function start() server = asyncio.start_server(echo, "127.0.0.1", 0) return server end]]
    r.type [[function main() local s <close> = start() return client(table.unpack(s.sockets[1]:getsockname())) end]]
    assert_prints("hi\n", r, "asyncio.run(main)")
  end)

  it("continues after Ctrl-C in asyncio.run, whose tasks have run their <close> variables", function()
    local r = repl()
    r.type [[asyncio = require "pysocket.asyncio"]]
    r.type "closed = {}"
    r.type "function closing(n) return setmetatable({}, {__close = function(_, e) closed[n] = e.__name end}) end"
    r.type "function wait(n) local _ <close> = closing(n) local a, b = socket.socketpair() b:recv(1) end"
    r.block "asyncio.run(wait, 1)"
    assert.matches("interrupted!", r.interrupt())
    assert_prints("CancelledError", r, "closed[1]")
    r.block "asyncio.run(function() asyncio.create_task(wait, 2) wait(3) end)"
    assert.matches("interrupted!", r.interrupt())
    assert_prints("CancelledError\tCancelledError", r, "closed[2], closed[3]")
    r.terminal:send "asyncio.run(function() print('tur' .. 'ning') while true do asyncio.sleep(0) end end)\n"
    r.terminal:expect "^turning\\n"
    assert.matches("interrupted!", r.interrupt())
    assert_prints("0", r, "#asyncio.all_tasks()")
    r.type "a, b = socket.socketpair()"
    r.type [[t = asyncio.get_event_loop():create_task(a.send, a, "x")]]
    assert_prints("x", r, "asyncio.run(b.recv, b, 1)")
    assert_prints("1", r, "t:result()")
  end)
end)

-- pysocket.trace writes a line or a record for each call of a socket and changes nothing else. pysocket.trace.diagram
-- makes a page that shows who connected and sent what to whom; a browser loads it here.
local socket = require "pysocket"
local support = require "spec.support"

-- An exchange of a process with itself, in a task and outside of tasks.
local ECHO = [[
  local socket = require "pysocket"
  local asyncio = require "pysocket.asyncio"
  local s = socket.create_server({"127.0.0.1", 0}, {backlog = 1})
  local address = s:getsockname()
  asyncio.run(function()
    local client = asyncio.create_task{function()
      local c = socket.socket()
      c:connect(address)
      asyncio.sleep(0.05)
      c:sendall "Hello, world"
      c:recv(1024)
      c:close()
    end, name = "client"}
    local conn = s:accept()
    while true do
      local data = conn:recv(1024)
      if not data then break end
      conn:sendall(data)
    end
    conn:close()
    client:await()
  end)
]]

-- Runs the code with `lua -l pysocket.trace`.
local function traced(code, env)
  local argv = support.lua_argv("-l", "pysocket.trace", support.tmpfile(code))
  return support.run(argv, {env = env})
end

-- Removes times, ports and descriptors, and also waits, as any call may wait on a busy machine.
local function plain(text)
  return (text:gsub("%f[^\n\0]%d+%.%d+ ", ""):gsub("(', )%d+%)", "%1P)"):gsub(", waited [%d.]+ s", "")
    :gsub("fd %d+", "fd N"))
end

-- Records a program, and returns the path of the records.
local function record(code)
  local path = support.tmpdir() .. "/records.json"
  local result = traced(code, {PYSOCKET_TRACE = path})
  assert.equal("", result.stderr)
  return path
end

describe("pysocket.trace", function()
  after_each(support.cleanup)

  it("writes a line for each call of a socket", function()
    local result = traced [[
      local socket = require "pysocket"
      local a, b = socket.socketpair()
      a:sendall "Hello, world"
      b:recv(5)
      b:recv(1024)
      a:shutdown(socket.SHUT_WR)
      b:recv(1024)
      b:settimeout(2.5)
      b:setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 9000)
      a:close()
      local s = socket.socket()
      s:bind{"127.0.0.1", 0}
      s:listen(1)
      local c <close> = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
      c:connect(s:getsockname())
      s:accept()
      c:send(("x"):rep(100))
      local u <close> = socket.socket{type = socket.SOCK_DGRAM}
      u:bind{"127.0.0.1", 0}
      u:sendto("\0\xff\n", u:getsockname())
      u:recvfrom(10)
    ]]
    assert.equal([[
#1 pair socketpair() -> fd N and fd N, connected
#1 pair sendall("Hello, world")
#2 pair recv(5) -> 5 bytes "Hello"
#2 pair recv(1024) -> 7 bytes ", world"
#1 pair shutdown(SHUT_WR), half closed
#2 pair recv(1024) -> nil (end of stream), half closed
#2 pair settimeout(2.5)
#2 pair setsockopt(1, 8, 9000)
#1 pair close(), closed
#3 socket socket() -> fd N
#3 socket bind(('127.0.0.1', P)), bound
#3 listener listen(1), listening
#4 socket socket(AF_INET, SOCK_STREAM) -> fd N
#3 listener getsockname() -> ('127.0.0.1', P)
#4 client connect(('127.0.0.1', P)), connected
#3 listener accept() -> fd N from ('127.0.0.1', P)
#4 client send(100 bytes "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"…) -> 100 bytes
#6 datagram socket({type = 2}) -> fd N
#6 datagram bind(('127.0.0.1', P)), bound
#6 datagram getsockname() -> ('127.0.0.1', P)
#6 datagram sendto("\x00\xff\n", ('127.0.0.1', P)) -> 3 bytes
#6 datagram recvfrom(10) -> 3 bytes "\x00\xff\n" from ('127.0.0.1', P)
]], plain(result.stderr))
    assert.equal(0, result.code)
  end)

  it("names the task, and reports how long a call waited", function()
    local result = traced(ECHO)
    local lines = plain(result.stderr)
    assert.matches('\n[task 1] #3 connection recv(1024) -> 12 bytes "Hello, world"\n', lines, 1, true)
    assert.matches('\n[client] #2 client sendall("Hello, world")\n', lines, 1, true)
    assert.matches("\n[task 1] #3 connection recv(1024) -> nil (end of stream), half closed", lines, 1, true)
    local waited = tonumber(result.stderr:match 'connection recv%(1024%) [^\n]*"Hello, world", waited ([%d.]+) s\n')
    assert.is_true(waited >= 0.01 and waited < 5, waited)
    local last = 0
    for seconds in result.stderr:gmatch "%f[^\n\0](%d+%.%d+) " do
      assert.is_true(tonumber(seconds) >= last)
      last = tonumber(seconds)
    end
  end)

  it("reports the error of a call that fails, of a cancelled task, and of a task that is left behind", function()
    local result = traced [[
      local socket = require "pysocket"
      local asyncio = require "pysocket.asyncio"
      local a, b = socket.socketpair()
      a:settimeout(0.01)
      pcall(a.recv, a, 1)
      local c = socket.socket()
      c:close()
      pcall(c.recv, c, 1)
      pcall(b.recv, b, "x")
      asyncio.run(function()
        local task = asyncio.create_task{b.recv, b, 1, name = "waiting"}
        asyncio.sleep(0)
        task:cancel()
        pcall(task.await, task)
      end)
    ]]
    local lines = plain(result.stderr)
    assert.matches("#1 pair recv(1) -> TimeoutError: timed out\n", lines, 1, true)
    assert.matches("#3 socket recv(1) -> OSError: [Errno 9] Bad file descriptor\n", lines, 1, true)
    assert.matches("#2 pair recv(\"x\") -> bad argument #2 to '?' (number expected, got string)\n", lines, 1, true)
    assert.matches("[waiting] #2 pair recv(1) -> CancelledError", lines, 1, true)
  end)

  it("traces a part of a program, and leaves the class as it was", function()
    local methods = {}
    for name, method in pairs(socket.socket) do methods[name] = method end
    local lines = {}
    local output = {write = function(_, line) lines[#lines + 1] = plain(line) end}
    local a, b = support.socketpair()
    do
      local trace <close> = require "pysocket.trace".start{output = output}
      assert.not_equal(methods.send, socket.socket.send)
      a:send "x"
      do
        local inner <close> = require "pysocket.trace".start{output = {write = function() end}}
        a:send "y"
        assert.equal("<trace of 1 socket>", tostring(inner))
      end
      b:recv(10)
      assert(socket.socket()):close()
      trace:stop()
      trace:stop()
      a:send "z"
    end
    a:send "z"
    assert.same({'#1 socket send("x") -> 1 byte\n', '#2 socket recv(10) -> 2 bytes "xy"\n'}, {lines[1], lines[2]})
    assert.equal(4, #lines)
    for name, method in pairs(socket.socket) do assert.equal(methods[name], method) end
  end)

  it("keeps a method that the program has replaced, and passes on calls of one that it kept", function()
    local original = socket.socket.recv
    support.defer(function() socket.socket.recv = original end)
    local trace = require "pysocket.trace".start{output = {write = function() end}}
    local send, mine = socket.socket.send, function() return "mine" end
    local recv = socket.socket.recv
    socket.socket.recv = mine
    trace:stop()
    local a, b = support.socketpair()
    assert.equal(mine, socket.socket.recv)
    assert.equal("mine", a:recv())
    socket.socket.recv = nil
    send(a, "x")
    assert.equal("x", recv(b, 1))
  end)

  it("is not loaded unless a program requires it", function()
    assert.equal("nil\tnil\n", support.lua [[
      local socket = require "pysocket"
      require "pysocket.asyncio"
      socket.socketpair()
      print(package.loaded["pysocket.trace"], package.loaded["pysocket.trace.diagram"])
    ]])
  end)

  it("is not started by a program that only loads it", function()
    local result = support.run(support.lua_argv("-e", [[
      require "pysocket.trace"
      require "pysocket".socketpair()
    ]]))
    assert.same({0, ""}, {result.code, result.stderr})
  end)

  it("refuses wrong arguments", function()
    local start = require "pysocket.trace".start
    for _, case in ipairs{{5}, {nil, 5}, {{files = "x"}}, {"/nonexistent/x.json"}} do
      assert.matches("^spec/trace_spec.lua:%d+: bad argument #%d to 'start' %(",
        (support.error_message(function() start(table.unpack(case, 1, 2)) end):gsub("^.-spec/", "spec/")))
    end
  end)
end)

-- Programs that must print the same with and without a trace ------------------------------

local SAME = {
  ["a wrong argument, by whomever it is called"] = [[
    print(pcall(function() s:recv("x") end))
    print(pcall(function() s.recv(s, "x") end))
    print(pcall(function() return s:recv("x") end))
    print(pcall(s.recv, s, "x"))
    print(pcall(s.recv, 5))
    print(pcall(function() s.recv(5) end))
    print(pcall(function() s.recv() end))
    print(pcall(function() s:bind(5) end))
    print(pcall(function() s:recv() end))
    print(pcall(function() s["recv"](s) end))
    print(pcall(function() socket.socket("x") end))
    print(pcall(function() socket.socketpair("x") end))
    print(pcall(function() socket.create_connection(5) end))
    print(pcall(function() socket.create_server({"127.0.0.1", 0}, {backlog = "x"}) end))
    print(pcall(function() s:makefile("q") end))
    print(pcall(function() s:sendfile(5) end))
    local names = {}
    for name, f in pairs(socket.socket) do
      if type(f) == "function" then names[#names + 1] = name end
    end
    table.sort(names)
    for _, name in ipairs(names) do print(name, pcall(socket.socket[name], s == r)) end
    for _, name in ipairs{"sendto", "sendmsg", "sendall", "recv_into", "recvmsg", "connect", "shutdown"} do
      print(name, pcall(function() return s[name](s) end))
      print(name, pcall(function() return s[name](s, {[setmetatable({}, {__tostring = error})] = 1}) end))
    end
    print(select("#", s:close()))]],
  ["an error object, with its place"] = [[
    local u = socket.socket(socket.AF_UNIX)
    local e = select(2, pcall(function()
      u:connect "/nonexistent"
    end))
    print(e, e.where, e.call, e.address)
    u:close()
    e = select(2, pcall(function() u:connect "/x" end))
    print(e, e.where, e.call)
    u = socket.socket()
    u:close()
    e = select(2, pcall(function() u:connect{"localhost", 1} end))
    print(e, e.where, e.call)]],
  ["an error in a message handler"] = [[
    print(xpcall(function() s:recv("x") end, function(m) return "handled " .. m end))
    print(xpcall(function() s:accept() end, function(e) return e.__name end))]],
  ["a coroutine"] = [[
    local co = coroutine.wrap(function(x)
      while true do x = coroutine.yield(s:send(x)) end
    end)
    print(co "abc", co "de")
    print(coroutine.resume(coroutine.create(function() s:recv("x") end)))]],
  ["a task that waits, and one that is cancelled"] = [[
    local asyncio = require "pysocket.asyncio"
    print(asyncio.run(function()
      local waiting = asyncio.create_task(function() return r:recv(3) end)
      local cancelled = asyncio.create_task(function() return s:recv(3) end)
      asyncio.sleep(0)
      s:sendall "abc"
      cancelled:cancel()
      local ok, e = pcall(cancelled.await, cancelled)
      print(ok, e.__name, cancelled:cancelled(), waiting:get_name())
      return waiting:await()
    end))]],
  ["what to-be-closed variables and results are"] = [[
    do local t <close> = socket.socket() end
    print(select("#", s:sendall "x"), select("#", r:recvfrom(0)), s:gettimeout(), s.timeout)
    print(socket.isinstance(s, socket.socket), rawequal(getmetatable(s), getmetatable(s)))]],
}

describe("a program that is traced", function()
  after_each(support.cleanup)

  local PRELUDE = 'local socket = require "pysocket"\nlocal s, r = socket.socketpair()\n'

  for name, code in pairs(SAME) do
    it("prints the same: " .. name, function()
      local path = support.tmpfile(PRELUDE .. code)
      local plain_run = support.run(support.lua_argv(path))
      local traced_run = support.run(support.lua_argv("-l", "pysocket.trace", path))
      assert.equal("", plain_run.stderr)
      assert.equal(plain_run.stdout, traced_run.stdout)
      assert.equal(0, traced_run.code)
    end)
  end

  it("ends with the same error, and a traceback with only additional lines of the trace", function()
    for _, code in ipairs{"s:recv('x')", "socket.socket():connect{'127.0.0.1', 1}"} do
      local path = support.tmpfile(PRELUDE .. code)
      local plain_run = support.run(support.lua_argv(path))
      local argv = support.lua_argv("-l", "pysocket.trace", path)
      local traced_run = support.run(argv, {env = {PYSOCKET_TRACE = "/dev/null"}})
      local function lines(text)
        local list = {}
        for line in text:gsub("%(\t)%[C%]: in [^\n]*", "%1[C]"):gmatch "[^\n]+" do
          if not line:find("pysocket/trace.lua:", 1, true) and not line:find "^\t%[C%]" then list[#list + 1] = line end
        end
        return list
      end
      assert.same(lines(plain_run.stderr), lines(traced_run.stderr))
      assert.equal(1, traced_run.code)
    end
  end)
end)

-- Records, and the page made from them -----------------------------------------------------

describe("the records of a trace", function()
  after_each(support.cleanup)

  it("are JSON, an object a line", function()
    local path = record([[
      local socket = require "pysocket"
      local a, b = socket.socketpair()
      a:send('\0"\\\xff\xc3\xa4')
      b:recv(10)
      pcall(a.connect, a, "/\xffx\n")
    ]])
    local out = support.python(([[
import json
records = [json.loads(line) for line in open(%q)]
print(sorted(records[0]))
for r in records[1:]:
    more = [r.get(name) for name in ("bytes", "direction", "pair")]
    shown = None if r["call"] == "socketpair" else ascii(r.get("result"))
    print(r["socket"], r["call"], r["end"] >= r["start"], *more, shown)
]]):format(path))
    assert.equal([=[
['pid', 'program', 'start']
1 socketpair True None None 2 None
1 send True 6 out None '6 bytes'
2 recv True 6 in None '6 bytes "\\x00\\"\\\\\\xff\\xc3\\xa4"'
1 connect True None None None None
]=], out)
  end)
end)

describe("pysocket.trace.diagram", function()
  after_each(support.cleanup)

  local diagram = require "pysocket.trace.diagram"

  -- Returns the arrows of the picture, each as "kind: call -> call".
  local function arrows(svg)
    local calls, list = {}, {}
    for id, title in svg:gmatch '<g class="call" id="call%-(%d+)"><title>call: ([%w_]+)%(' do calls[id] = title end
    for kind, from, to in svg:gmatch '<g class="arrow (%w+) from%-(%d+) to%-(%d+)"><path d="M' do
      list[#list + 1] = ("%s: %s -> %s"):format(kind, calls[from], calls[to])
    end
    table.sort(list)
    return list
  end

  local function states(svg)
    local list = {}
    for state in svg:gmatch '<g class="state">.-<text[^>]*>([^<]*)</text>' do list[#list + 1] = state end
    return list
  end

  it("draws connections and data from the call that sent to the call that received", function()
    local svg = diagram.svg{record(ECHO)}
    assert.same({"connection: connect -> accept", "data: sendall -> recv", "data: sendall -> recv",
      "end: close -> recv"}, arrows(svg))
    assert.same({"created", "bound", "listening", "created", "connected", "closed", "connected", "half closed",
      "closed"}, states(svg))
  end)

  it("draws arrows between processes", function()
    local dir = support.tmpdir()
    local server = support.spawn(support.lua_argv("-l", "pysocket.trace", "-e", [[
      local socket = require "pysocket"
      local s = socket.create_server{"127.0.0.1", 0}
      print(s:getsockname().port)
      io.stdout:flush()
      local conn = s:accept()
      conn:recv(5)
      conn:recv(100)
      conn:recv(1)
    ]]), {env = {PYSOCKET_TRACE = dir .. "/server.json"}})
    local port = server:line()
    local client = support.run(support.lua_argv("-l", "pysocket.trace", "-e", ([[
      local c <close> = require "pysocket".create_connection{"localhost", %s}
      c:send "abc"
      c:sendall "defgh"
      c:shutdown(1)
    ]]):format(port)), {env = {PYSOCKET_TRACE = dir .. "/client.json"}})
    assert.same({0, 0}, {client.code, server:wait().code})
    local svg = diagram.svg{dir .. "/server.json", dir .. "/client.json"}
    local drawn = arrows(svg)
    assert.same({"connection: connect -> accept", "data: send -> recv", "data: sendall -> recv"},
      {drawn[1], drawn[2], drawn[#drawn - 1]})
    assert.equal("end: shutdown -> recv", drawn[#drawn])
  end)

  it("draws a connection that did not wait", function()
    local svg = diagram.svg{record [[
      local socket = require "pysocket"
      local select = require "pysocket.select"
      local s <close> = socket.create_server{"127.0.0.1", 0}
      local c <close> = socket.socket()
      c:setblocking(false)
      c:connect_ex(s:getsockname())
      select.select({}, {c}, {})
      c:send "abc"
      local conn <close> = s:accept()
      conn:recv(3, socket.MSG_PEEK)
      conn:recv(3)
    ]]}
    assert.same({"connection: connect_ex -> accept", "data: send -> recv"}, arrows(svg))
  end)

  it("draws pairs, UNIX sockets and datagrams", function()
    local path = support.unix_path()
    local svg = diagram.svg{record(([[
      local socket = require "pysocket"
      local a, b = socket.socketpair()
      a:send "to b"
      b:recv(10)
      local s, c = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
      s:bind %q
      s:listen()
      c:connect(s:getsockname())
      local conn = s:accept()
      conn:send "to c"
      c:recv(10)
      local u, v = socket.socket{type = socket.SOCK_DGRAM}, socket.socket{type = socket.SOCK_DGRAM}
      u:bind{"", 0}
      v:sendto("one", {"127.0.0.1", u:getsockname().port})
      v:sendto("three", {"127.0.0.1", u:getsockname().port})
      u:recvfrom(10)
      u:recv(10)
    ]]):format(path))}
    assert.same({"connection: connect -> accept", "data: send -> recv", "data: send -> recv", "data: sendto -> recv",
      "data: sendto -> recvfrom"}, arrows(svg))
  end)

  it("writes a page that needs no other file", function()
    local path = record('require "pysocket".socketpair():send("<b>&\\"")')
    local result = support.run(support.lua_argv("-l", "pysocket.trace.diagram", path))
    assert.same({0, ""}, {result.code, result.stderr})
    assert.equal(diagram.html{path}, result.stdout)
    assert.is_nil(result.stdout:gsub("http://www.w3.org/2000/svg", ""):match "https?:")
    assert.is_nil(result.stdout:match "<b>")
    assert.is_nil(result.stdout:match "src=")
  end)

  it("reports what is wrong with its files", function()
    local function errors(...)
      local result = support.run(support.lua_argv("-l", "pysocket.trace.diagram", ...))
      assert.same({1, ""}, {result.code, result.stdout})
      return result.stderr
    end
    assert.matches("^usage: ", errors())
    assert.equal("pysocket.trace.diagram: /nonexistent.json: No such file or directory\n", errors("/nonexistent.json"))
    assert.matches("json:1: this is not a record of pysocket.trace\n$", errors(support.tmpfile("hello\n", "a.json")))
    assert.matches("this is not a trace of pysocket.trace\n$", errors(support.tmpfile("", "a.json")))
    assert.matches("the traces contain no calls of sockets\n$", errors(record "return 0"))
    assert.matches("bad argument #1 to 'svg' %(sequence of paths of traces expected, got nil%)",
      support.error_message(diagram.svg))
  end)
end)

describe("the page, in a browser,", function()
  after_each(support.cleanup)

  local function browser()
    for _, name in ipairs{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} do
      if support.has_command(name) then return name end
    end
  end

  -- Returns the page after its script has run.
  local function visit(path, hash)
    local result = support.run({browser(), "--headless", "--no-sandbox", "--disable-gpu",
      "--disable-background-networking", "--disable-sync", "--user-data-dir=" .. support.tmpdir(), "--dump-dom",
      "file://" .. path .. (hash or "")}, {timeout = 60})
    assert.equal(0, result.code, result.stderr)
    return result.stdout
  end

  it("shows the selected call, and marks what it sent", function()
    if not browser() then return pending "needs Chromium" end
    local html = require "pysocket.trace.diagram".html{record(ECHO)}
    local path = support.tmpfile(html, "page.html")
    assert.matches('<pre id="details">Click on a call.</pre>', visit(path), 1, true)
    local call, to = html:match 'class="arrow data from%-(%d+) to%-(%d+)"'
    local page = visit(path, "#call-" .. call)
    assert.matches('<pre id="details">call: sendall("Hello, world")\nsocket: #2 client of ', page, 1, true)
    assert.matches(('<g class="call selected" id="call-%s">'):format(call), page, 1, true)
    assert.matches(('class="arrow data from-%s to-%s selected"'):format(call, to), page, 1, true)
    local _, selected = page:gsub('<g class="call selected"', "")
    assert.equal(1, selected)
  end)

  it("has all texts inside the picture, without overlaps", function()
    if not browser() then return pending "needs Chromium" end
    local html = require "pysocket.trace.diagram".html{record(ECHO)}
    local measure = [[<script>
      const picture = document.querySelector("svg").getBoundingClientRect(), wrong = []
      const texts = [...document.querySelectorAll("svg text")].filter(t => t.textContent)
      for (const t of texts) {
        const r = t.getBoundingClientRect()
        if (r.left < picture.left || r.right > picture.right || r.bottom > picture.bottom) wrong.push(t.textContent)
      }
      const boxes = [...document.querySelectorAll(".call text")].filter(t => t.textContent)
      for (const a of boxes) for (const b of boxes) {
        const p = a.getBoundingClientRect(), q = b.getBoundingClientRect()
        if (a !== b && p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 2 && q.top < p.bottom - 2)
          wrong.push(a.textContent + " over " + b.textContent)
      }
      document.title = `measured ${texts.length}: ${wrong.join(", ")}`
    </script></html>]]
    local page = visit(support.tmpfile(html:gsub("</html>", function() return measure end), "page.html"))
    local n, wrong = page:match "<title>measured (%d+): (.-)</title>"
    assert.is_true(tonumber(n) > 20, page)
    assert.equal("", wrong)
  end)
end)

describe("make demo TRACE=1", function()
  after_each(support.cleanup)

  it("shows the calls of both sides, and says where the page is", function()
    local build = os.getenv "BUILD" or "build"
    local result = support.run({"make", "--no-print-directory", "demo", "TRACE=1"}, {cwd = support.root, timeout = 100})
    assert.equal(0, result.code, result.stderr)
    assert.matches("[server] Connected by ('127.0.0.1', ", result.stdout, 1, true)
    assert.matches('%[server%] [%d.]+ #2 connection recv%(1024%) %-> 12 bytes "Hello, world"', result.stdout)
    assert.matches('%[client%] [%d.]+ #1 client sendall%("Hello, world"%)', result.stdout)
    local page = result.stdout:match "The diagram is in (%S+)\n$"
    assert.equal(build .. "/demo.html", page)
    if page:sub(1, 1) ~= "/" then page = support.root .. "/" .. page end
    assert.matches("<title>Sockets of echo_server.lua and echo_client.lua</title>", support.read_file(page), 1, true)
  end)
end)

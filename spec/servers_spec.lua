-- The example servers with real clients, with many clients at once, and with clients that misbehave.
local support = require "spec.support"
local serving = require "spec.support.serving"
local socket = require "pysocket"
local errno = require "pysocket.errno"

local EXAMPLES = support.root .. "/examples/"
local HOST = "127.0.0.1"

-- examples_spec.lua searches for these words.
local function example(name, story, f)
  it(name .. " " .. story, f)
end

local with, assert_unharmed = serving.with(pending), serving.assert_unharmed

-- Returns a copy of the example with other constants, so that the spec does not have to wait for half a minute.
local function altered(name, constants)
  local text = support.read_file(EXAMPLES .. name .. ".lua")
  for constant, value in pairs(constants) do
    local count
    text, count = text:gsub("(\nlocal " .. constant .. " = )[%w.]+", "%1" .. value)
    assert(count == 1, name .. " has no constant " .. constant)
  end
  return support.tmpfile(text, name .. ".lua")
end

local function lua(file, ...)
  return support.lua_argv(file:find("/") and file or EXAMPLES .. file .. ".lua", ...)
end

local function serve(port, file, ...)
  return serving.start(port, lua(file, ...))
end

local function connect(port, rcvbuf)
  local s = support.socket()
  s:setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
  if rcvbuf then s:setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, rcvbuf) end
  s:settimeout(10)
  s:connect{HOST, port}
  return s
end

-- Connects to a server that lacks descriptors. The proxy then resets the connection, perhaps before connect returns.
local function try_connect(port)
  local s = support.socket()
  s:settimeout(10)
  local e = s:connect_ex{HOST, port}
  assert(e == 0 or e == errno.ECONNRESET, e)
  return s
end

-- Receives everything up to the end of the stream.
local function rest_of(s)
  local file <close> = s:makefile("rb")
  return file:read("a")
end

local function reset(s)
  s:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
  s:close()
end

local function run(argv, opts)
  local result = support.run(argv, opts)
  assert.equal("", result.stderr)
  assert.equal(0, result.code)
  return result.stdout
end

describe("the concurrent echo server", function()
  after_each(support.cleanup)

  example("echo_server_concurrent", "has the unchanged loop of echo_server", function()
    local loop = support.read_file(EXAMPLES .. "echo_server.lua"):match("\n(while .-\nend\n)")
    local indented = loop:gsub("[^\n]+", "  %0")
    assert.matches("\n" .. indented, support.read_file(EXAMPLES .. "echo_server_concurrent.lua"), 1, true)
  end)

  it("serves all clients at once", function()
    local port = support.free_port()
    local server = serve(port, "echo_server_concurrent", HOST, port)
    local guests = {}
    for i = 1, 20 do guests[i] = connect(port) end
    for i = #guests, 1, -1 do  -- in reverse order, as no client may have to wait for an earlier one
      guests[i]:sendall("guest " .. i)
      assert.equal("guest " .. i, guests[i]:recv(100))
    end
    for _, guest in ipairs(guests) do guest:close() end
    assert_unharmed(server)
  end)

  it("echoes socat", with("socat", function()
    local port = support.free_port()
    local server = serve(port, "echo_server_concurrent", HOST, port)
    local text = ("0123456789\n"):rep(100000)
    assert.equal(text, run({"socat", "-t", "10", "-", ("TCP:%s:%d"):format(HOST, port)}, {stdin = text}))
    assert_unharmed(server)
  end))
end)

describe("the chat room", function()
  after_each(support.cleanup)

  local function join(port, name, rcvbuf)
    local s = connect(port, rcvbuf)
    local guest = {socket = s, file = s:makefile("rw")}
    assert.equal("Your name? ", guest.file:read(11))
    guest.file:write(name, "\n"):flush()
    return guest
  end

  local function say(guest, text)
    guest.file:write(text, "\n"):flush()
  end

  local function leave(guest)
    guest.file:close()
    guest.socket:close()
  end

  example("chat_server", "sends each line to all the others", function()
    local port = support.free_port()
    local server = serve(port, "chat_server", HOST, port)
    local ann = join(port, "ann")
    local bob = join(port, "bob\r")  -- telnet ends lines with \r\n
    assert.equal("bob has joined", ann.file:read())
    local other = join(port, "ann")
    assert.equal("ann_ has joined", ann.file:read())
    assert.equal("ann_ has joined", bob.file:read())
    say(ann, "hello")
    assert.equal("ann: hello", bob.file:read())
    assert.equal("ann: hello", other.file:read())
    say(bob, "hello \27[2Jann\r")
    assert.equal("bob: hello [2Jann", ann.file:read())  -- she does not receive her own messages
    assert.equal("bob: hello [2Jann", other.file:read())
    say(bob, "caf\u{E9} \u{9B}31m \u{85}|\u{202E}|\u{2066}| \u{1F600}")
    assert.equal("bob: caf\u{E9} 31m ||| \u{1F600}", ann.file:read())
    assert.equal("bob: caf\u{E9} 31m ||| \u{1F600}", other.file:read())
    say(bob, "\x9B31m \xC2\27\x9B")  -- not UTF-8, maybe Latin-1
    assert.equal("bob: ?31m ??", ann.file:read())
    assert.equal("bob: ?31m ??", other.file:read())
    leave(bob)
    assert.equal("bob has left", ann.file:read())
    other.file:close()
    reset(other.socket)
    assert.equal("ann_ has left", ann.file:read())
    leave(join(port, ""))
    leave(ann)
    assert_unharmed(server)
  end)

  example("chat_client", "sends the lines that are typed and shows those of the others", function()
    local port = support.free_port()
    local server = serve(port, "chat_server", HOST, port)
    local ann = join(port, "ann")
    local client = support.spawn(lua("chat_client", HOST, port), {stdin = "pipe"})
    client:write "bob\n"
    assert.equal("bob has joined", ann.file:read())
    say(ann, "hello")
    client:expect "ann: hello$"
    client:write "good day\n"
    assert.equal("bob: good day", ann.file:read())
    client:close_stdin()
    assert.equal("bob has left", ann.file:read())
    local result = client:wait()
    assert.equal(0, result.code)
    assert.equal("", result.stderr)
    leave(ann)
    assert_unharmed(server)
  end)

  it("does not wait for a member who does not read", function()
    local port = support.free_port()
    local server = serve(port, "chat_server", HOST, port)
    local slow = join(port, "slow", 4096)
    local bob = join(port, "bob")
    assert.equal("bob has joined", slow.file:read())
    local ann = join(port, "ann")
    assert.equal("ann has joined", bob.file:read())
    local line, said = ("x"):rep(900), 0
    repeat  -- until it exceeds the kernel's buffers and the queue for the slow member
      for _ = 1, 50 do
        said = said + 1
        say(ann, ("%08d%s"):format(said, line))
      end
      for i = said - 49, said do assert.equal(("ann: %08d%s"):format(i, line), bob.file:read()) end
    until said == 10000
    leave(ann)
    assert.equal("ann has left", bob.file:read())
    slow.socket:shutdown(socket.SHUT_WR)
    assert.equal("slow has left", bob.file:read())
    assert.equal("ann has joined", slow.file:read())
    local last, count = 0, 0
    for text in slow.file:lines() do  -- in order, up to the first gap
      local number = tonumber(text:match("^ann: (%d%d%d%d%d%d%d%d)x"))
      if not number then break end
      assert.equal(last + 1, number)
      last, count = number, count + 1
    end
    assert.is_true(count > 0 and count < said)
    leave(bob)
    leave(slow)
    assert_unharmed(server)
  end)

  it("forgets members who have left", function()
    local text = support.read_file(EXAMPLES .. "chat_server.lua")
    text = text:gsub('" has left"', '%0 .. (" of %%d"):format(#asyncio.all_tasks())')
    local port = support.free_port()
    local server = serve(port, support.tmpfile(text, "chat_server.lua"), HOST, port)
    local ann = join(port, "ann")
    for _ = 1, 20 do
      local bob = join(port, "bob")
      assert.equal("bob has joined", ann.file:read())
      leave(bob)
      local tasks = tonumber(ann.file:read():match("^bob has left of (%d+)$"))
      assert.is_true(tasks <= 6)  -- the main task, the accepting one, and two for each member
    end
    leave(ann)
    assert_unharmed(server)
  end)

  it("disconnects a client that writes an endless line", function()
    local port = support.free_port()
    local server = serve(port, "chat_server", HOST, port)
    local ann, bob = join(port, "ann"), join(port, "bob")
    assert.equal("bob has joined", ann.file:read())
    bob.socket:sendall(("x"):rep(5000))
    assert.equal("bob has left", ann.file:read())
    leave(ann)
    leave(bob)
    assert_unharmed(server)
  end)
end)

describe("the port checker", function()
  after_each(support.cleanup)

  -- Returns the first of `count` consecutive ports, and sockets that are bound to them.
  local function neighbours(count)
    for _ = 1, 100 do
      local first, sockets = support.free_port(), {}
      local ok = pcall(function()
        for i = 1, count do
          sockets[i] = support.socket()
          sockets[i]:bind{HOST, first + i - 1}
        end
      end)
      if ok then return first, sockets end
      for _, s in ipairs(sockets) do s:close() end
    end
    error("there are no adjacent free ports")
  end

  example("port_check", "prints the open ports", function()
    local first, sockets = neighbours(5)
    sockets[2]:listen()
    sockets[5]:listen()
    assert.matches(("^%d\t[^\n]*\n%d\t[^\n]*\n$"):format(first + 1, first + 4),
      run(lua("port_check", HOST, first, first + 4)))
  end)

  it("waits at the same time for all addresses that do not answer", function()
    local first, sockets = neighbours(20)
    for i = 1, 19 do
      sockets[i]:listen(0)
      connect(first + i - 1)  -- fills the backlog, so that the kernel drops further requests
    end
    sockets[20]:listen()
    local checker = altered("port_check", {TIMEOUT = 1})
    local start = support.now()
    assert.matches(("^%d\t[^\n]*\n$"):format(first + 19), run(lua(checker, HOST, first, first + 19)))
    local seconds = support.now() - start
    assert.is_true(seconds >= 0.9 and seconds < 9, seconds .. " s for 19 ports of a second each")
  end)

  it("refuses an invalid range of ports before it tries the first port", function()
    for _, range in ipairs{{"abc"}, {1.5}, {0, 5}, {65535, 65536}, {2, 1}, {1, "abc"}} do
      local result = support.run(lua("port_check", HOST, table.unpack(range)))
      assert.equal(1, result.code)
      assert.equal("", result.stdout)
      assert.matches("must be whole numbers from 1 to 65535, in this order\n", result.stderr, 1, true)
    end
  end)

  it("reports which name has no address", function()
    local result = support.run(lua("port_check", ("x"):rep(64) .. ".invalid"))
    assert.equal(1, result.code)
    assert.matches("gaierror", result.stderr, 1, true)
  end)
end)

describe("the proxy", function()
  after_each(support.cleanup)

  -- Starts a proxy whose target is a listener of this process.
  local function start()
    local target, address = support.listener()
    target:settimeout(10)
    local port = support.free_port()
    local proxy = serve(port, "proxy", port, HOST, address.port)
    return proxy, port, target
  end

  local function converse(port, target)
    local client = connect(port)
    local server = support.close_later((target:accept()))
    server:settimeout(10)
    return client, server
  end

  example("proxy", "relays in both directions, which end separately", function()
    local proxy, port, target = start()
    local client, server = converse(port, target)
    client:sendall("question")
    client:shutdown(socket.SHUT_WR)
    assert.equal("question", rest_of(server))
    server:sendall("answer")
    assert.equal("answer", client:recv(100))  -- although the client has ended its direction
    server:close()
    assert.is_nil(client:recv(100))
    assert_unharmed(proxy)
  end)

  it("passes a reset on as a reset", function()
    local proxy, port, target = start()
    for i = 1, 2 do
      local one, other = converse(port, target)
      if i == 2 then one, other = other, one end
      one:sendall("half of it")
      assert.equal("half of it", other:recv(100))
      reset(one)
      support.raises("ConnectionResetError", other.recv, other, 100)
    end
    assert_unharmed(proxy)
  end)

  it("resets the client when the target refuses", function()
    local proxy, port, target = start()
    target:close()
    support.raises("ConnectionResetError", function()
      connect(port):recv(100)
    end)
    assert_unharmed(proxy)
  end)

  it("carries megabytes for several socats at once", with("socat", function()
    local echo_port, port = support.free_port(), support.free_port()
    local echo = serve(echo_port, "echo_server_concurrent", HOST, echo_port)
    local proxy = serve(port, "proxy", port, HOST, echo_port)
    local text = ("0123456789\n"):rep(200000)
    local clients = {}
    for i = 1, 3 do
      clients[i] = support.spawn({"socat", "-t", "10", "-", ("TCP:%s:%d"):format(HOST, port)}, {stdin = text})
    end
    for _, client in ipairs(clients) do
      local result = client:wait()
      assert.equal("", result.stderr)
      assert.is_true(result.stdout == text)
    end
    assert_unharmed(proxy)
    assert_unharmed(echo)
  end))
end)

local BIG = ("0123456789abcdef"):rep(65536 * 3) .. "end"

local function www(files)
  local dir = support.tmpdir()
  for name, content in pairs(files) do
    os.execute(("mkdir -p '%s/%s'"):format(dir, name:match("^(.*)/") or ""))
    local f <close> = assert(io.open(dir .. "/" .. name, "wb"))
    f:write(content)
  end
  return dir
end

local function serve_files(files, file)
  local port = support.free_port()
  local dir = www(files or {["index.html"] = "<p>index\n", ["a b.txt"] = "a b\n", ["big.bin"] = BIG,
    ["empty.txt"] = "", ["sub/index.html"] = "<p>sub\n", ["bare/x.txt"] = "x\n"})
  local server = serve(port, file or "http_server", dir, HOST, port)
  return server, port, ("http://%s:%d"):format(HOST, port)
end

-- Parses the responses in the text into {status, headers, body}. `methods` says which have no body (HEAD).
local function answers(text, ...)
  local list, at = {}, 1
  while at <= #text do
    local first, last = text:find("\r\n\r\n", at, true)
    local head = text:sub(at, first + 1)
    local answer = {headers = {}, status = tonumber(head:match("^HTTP/1%.1 (%d%d%d) "))}
    for name, value in head:gmatch("\n([^:]+): ([^\r]*)") do answer.headers[name:lower()] = value end
    list[#list + 1] = answer
    local length = select(#list, ...) == "HEAD" and 0 or tonumber(answer.headers["content-length"])
    answer.body = text:sub(last + 1, last + length)
    assert.equal(length, #answer.body)
    at = last + 1 + length
  end
  return list
end

-- Sends the whole request at once, and returns the responses up to the end of the stream.
local function ask(port, request, ...)
  local s = connect(port)
  s:sendall(request)
  local list = answers(rest_of(s), ...)
  s:close()
  return list
end

local function get(port, target, more)
  local list = ask(port, ("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n"):format(target, more or ""))
  assert.equal(1, #list)
  return list[1]
end

local function curl(...)
  return run{"curl", "-sS", "--max-time", "10", "--noproxy", "*", ...}
end

local VALID = "GET / HTTP/1.1\r\nHost: x\r\n"
local SMUGGLED = "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"

-- Heads that servers interpret in different ways. Whatever follows one must not be taken for a request.
local MALFORMED = {
  {"a space before the colon", VALID .. "Content-Length : 5\r\n\r\n"},
  {"a tab before the colon", VALID .. "Transfer-Encoding\t: chunked\r\n\r\n"},
  {"a folded line", VALID .. "X: a\r\n Content-Length: 5\r\n\r\n"},
  {"a line folded with a tab", VALID .. "X: a\r\n\tb\r\n\r\n"},
  {"a space before the first field", "GET / HTTP/1.1\r\n Host: x\r\nHost: x\r\n\r\n"},
  {"a line without a colon", VALID .. "Content-Length 5\r\n\r\n"},
  {"a field without a name", VALID .. ": 5\r\n\r\n"},
  {"a name that is no token", VALID .. "X(y): 5\r\n\r\n"},
  {"a name with a letter beyond ASCII", VALID .. "Content-Length\xA0: 5\r\n\r\n"},
  {"a bare CR in a value", VALID .. "X: a\rContent-Length: 5\r\n\r\n"},
  {"a bare CR at the end of a line", VALID .. "X: a\r\r\n\r\n"},
  {"a bare CR in the request line", "GET / HTTP/1.1\rHost: x\r\n\r\n"},
  {"a bare LF at the end of a line", VALID .. "X: a\nContent-Length: 5\r\n\r\n"},
  {"bare LFs that end the head", VALID .. "X: a\n\n"},
  {"an empty line that ends in a bare LF", VALID .. "\n"},
  {"an LF and then CR LF", VALID .. "X: a\n\r\n"},
  {"a NUL in a value", VALID .. "X: a\0b\r\n\r\n"},
  {"a NUL in a name", VALID .. "Content-Length\0: 5\r\n\r\n"},
  {"a vertical tab before the value", VALID .. "Transfer-Encoding:\vchunked\r\n\r\n"},
  {"a DEL in a value", VALID .. "X: \127\r\n\r\n"},
  {"two hosts", VALID .. "Host: y\r\n\r\n"},
  {"the same host twice", VALID .. "Host: x\r\n\r\n"},
  {"a host that is none", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"},
  {"no host", "GET / HTTP/1.1\r\n\r\n"},
  {"a length and a coding", VALID .. "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"},
  {"two lengths", VALID .. "Content-Length: 5\r\nContent-Length: 6\r\n\r\n"},
  {"a list of lengths", VALID .. "Content-Length: 5, 5\r\n\r\n"},
  {"a length with a sign", VALID .. "Content-Length: +5\r\n\r\n"},
  {"a negative length", VALID .. "Content-Length: -5\r\n\r\n"},
  {"a length in hexadecimal digits", VALID .. "Content-Length: 0x5\r\n\r\n"},
  {"an empty length", VALID .. "Content-Length:\r\n\r\n"},
  {"a length beyond all files", VALID .. "Content-Length: 18446744073709551621\r\n\r\n"},
  {"a coding other than chunked at the end", VALID .. "Transfer-Encoding: chunked, identity\r\n\r\n"},
  {"a coding that looks like chunked", VALID .. "Transfer-Encoding: xchunked\r\n\r\n"},
  {"an empty coding", VALID .. "Transfer-Encoding:\r\n\r\n"},
  {"a coding in HTTP/1.0", "GET / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"},
  {"a coding that it does not know", VALID .. "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
  {"two spaces in the request line", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n"},
  {"a tab in the request line", "GET\t/ HTTP/1.1\r\nHost: x\r\n\r\n"},
  {"a space before the request line", " GET / HTTP/1.1\r\nHost: x\r\n\r\n"},
  {"a space behind the version", "GET / HTTP/1.1 \r\nHost: x\r\n\r\n"},
  {"a method that is no token", "G(T / HTTP/1.1\r\nHost: x\r\n\r\n"},
  {"a version of two digits", "GET / HTTP/1.10\r\nHost: x\r\n\r\n"},
  {"a version in small letters", "GET / http/1.1\r\nHost: x\r\n\r\n"},
  {"a control character in the target", "GET /\1 HTTP/1.1\r\nHost: x\r\n\r\n"},
  {"a fragment in the target", "GET /#x HTTP/1.1\r\nHost: x\r\n\r\n"},
  {"an absolute target without a host", "GET http:///x HTTP/1.1\r\nHost: x\r\n\r\n"},
  {"no version", "GET /\r\n\r\n"},
}

describe("the HTTP server", function()
  after_each(support.cleanup)

  example("http_server", "serves files to curl", with("curl", function()
    local server, _, url = serve_files()
    assert.equal("<p>index\n", curl(url .. "/"))
    assert.equal("a b\n", curl(url .. "/a%20b.txt?query#fragment"))
    assert.equal("", curl(url .. "/empty.txt"))
    assert.equal("<p>sub\n", curl("-L", url .. "/sub"))
    assert.is_true(curl(url .. "/big.bin") == BIG)
    assert.equal("Not Found\n404", curl("-w", "%{http_code}", url .. "/nothing"))
    assert.equal("404", curl("-w", "%{http_code}", "-o", "/dev/null", url .. "/bare/"))
    assert_unharmed(server)
  end))

  it("answers curl's HEAD without a body", with("curl", function()
    local server, _, url = serve_files()
    local head = curl("-I", url .. "/big.bin")
    assert.matches("^HTTP/1%.1 200 OK\r\n", head)
    assert.matches("\nContent-Length: " .. #BIG .. "\r\n", head, 1, true)
    assert.matches("\r\n\r\n$", head)
    assert.matches("^HTTP/1%.1 404 Not Found\r\n.*\r\n\r\n$", curl("-I", url .. "/nothing"))
    assert_unharmed(server)
  end))

  it("keeps the connection for curl's next URL, in HTTP/1.0 if requested", with("curl", function()
    local server, _, url = serve_files()
    -- "200 1" is a response over a new connection, "200 0" one over the existing connection.
    local function codes(...)
      local argv = {"-w", "%{http_code} %{num_connects}\n", "-o", "/dev/null", "-o", "/dev/null", "-o", "/dev/null"}
      return curl(table.unpack(table.move({...}, 1, select("#", ...), #argv + 1, argv)))
    end
    local urls = {url .. "/", url .. "/nothing", url .. "/big.bin"}
    assert.equal("200 1\n404 0\n200 0\n", codes(table.unpack(urls)))
    assert.equal("200 1\n404 0\n200 0\n", codes("-I", table.unpack(urls)))
    assert.equal("200 1\n404 1\n200 1\n", codes("--http1.0", table.unpack(urls)))
    assert.equal("200 1\n404 0\n200 0\n", codes("--http1.0", "-H", "Connection: Keep-Alive", table.unpack(urls)))
    assert.equal("200 1\n404 1\n200 1\n", codes("-H", "Connection: close", table.unpack(urls)))
    assert_unharmed(server)
  end))

  it("refuses curl's POST, and curl reads the answer after a long body", with("curl", function()
    local server, _, url = serve_files()
    local body = support.tmpfile(BIG)
    for _, expect in ipairs{"Expect:", "Expect: 100-continue"} do
      local answer = curl("-i", "-H", expect, "--data-binary", "@" .. body, url .. "/")
      assert.matches("^HTTP/1%.1 405 Method Not Allowed\r\n", answer)
      assert.matches("\r\nAllow: GET, HEAD\r\n", answer, 1, true)
    end
    assert_unharmed(server)
  end))

  it("withstands wrk", with("wrk", function()
    local server, _, url = serve_files()
    for path, clients in pairs{["/"] = 20, ["/big.bin"] = 5} do
      local report = run({"wrk", "-t", "1", "-c", clients, "-d", "1s", "--timeout", "15s", url .. path})
      assert.is_true(tonumber(report:match("(%d+) requests in")) > 0)
      assert.not_matches("Socket errors", report)
      assert.not_matches("Non%-2xx", report)
    end
    assert_unharmed(server)
  end))

  it("serves a page with all its resources to a browser", with("chromium-headless-shell", function()
    local files = {
      ["index.html"] = [[<!DOCTYPE html><link rel=stylesheet href=style.css><p id=result>
<script src=script.js></script>]],
      ["style.css"] = "#result { width: 123px }",
      ["script.js"] = [[
const result = document.getElementById("result");
const get = i => fetch(`part/${i}.txt`).then(r => r.text());
Promise.all([...Array(30).keys()].map(get)).then(texts => {
  const sum = texts.reduce((a, b) => a + Number(b), 0);
  result.textContent = `${sum} ${getComputedStyle(result).width}`;
});]],
    }
    for i = 0, 29 do files[("part/%d.txt"):format(i)] = tostring(i) end
    local server, _, url = serve_files(files)
    local result = support.run({"chromium-headless-shell", "--no-sandbox", "--user-data-dir=" .. support.tmpdir(),
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--virtual-time-budget=5000", "--dump-dom",
      url .. "/"}, {timeout = 40})
    assert.matches('<p id="result">435 123px</p>', result.stdout, 1, true)
    assert_unharmed(server)
  end))
end)

describe("the HTTP server's parser", function()
  after_each(support.cleanup)

  it("answers pipelined requests in their order, however they are split", function()
    local server, port = serve_files()
    local requests = "GET / HTTP/1.1\r\nHost: x\r\n\r\n" .. "HEAD /nothing HTTP/1.1\r\nHost: x\r\n\r\n"
      .. "\r\nGET /a%20b.txt HTTP/1.1\r\nHost:\t x \r\n\r\n" .. "GET /sub/ HTTP/1.1\r\nHOST:x\r\n"
      .. "connection: Close\r\n\r\n"
    local function check(list)
      assert.equal(4, #list)
      assert.same({200, 404, 200, 200}, {list[1].status, list[2].status, list[3].status, list[4].status})
      assert.same({"<p>index\n", "", "a b\n", "<p>sub\n"}, {list[1].body, list[2].body, list[3].body, list[4].body})
      assert.same({"keep-alive", "close"}, {list[3].headers.connection, list[4].headers.connection})
    end
    check(ask(port, requests, "GET", "HEAD"))
    local s = connect(port)
    for c in requests:gmatch(".") do s:sendall(c) end
    check(answers(rest_of(s), "GET", "HEAD"))
    s:close()
    assert_unharmed(server)
  end)

  it("refuses malformed requests, and paths that lead out of the directory", function()
    local server, port = serve_files()
    local function refused(request)
      local list = ask(port, request)
      assert.equal(1, #list)
      assert.equal("close", list[1].headers.connection)
      return list[1].status
    end
    assert.equal(400, refused("GET / HTTP/1.1\r\n\r\n"))
    assert.equal(400, refused("rubbish\r\n\r\n"))
    assert.equal(400, refused("GET nowhere HTTP/1.0\r\n\r\n"))
    assert.equal(400, refused("GET /%00 HTTP/1.0\r\n\r\n"))
    assert.equal(403, refused("GET /../x HTTP/1.0\r\n\r\n"))
    assert.equal(403, refused("GET /sub/%2E%2e%2fx HTTP/1.0\r\n\r\n"))
    assert.equal(403, refused("GET /.. HTTP/1.0\r\n\r\n"))
    assert.equal(405, refused("OPTIONS * HTTP/1.0\r\n\r\n"))
    assert.equal(431, refused("GET / HTTP/1.0\r\nX: " .. ("x"):rep(100000) .. "\r\n\r\n"))
    assert.equal(505, refused("PRI * HTTP/2.0\r\n\r\n"))
    assert_unharmed(server)
  end)

  it("refuses each malformed head, and treats nothing after it as a request", function()
    local server, port = serve_files()
    for _, case in ipairs(MALFORMED) do
      local list = ask(port, case[2] .. SMUGGLED)
      assert.equal(1, #list, case[1])
      assert.equal(case[3] or 400, list[1].status, case[1])
      assert.equal("close", list[1].headers.connection, case[1])
    end
    assert_unharmed(server)
  end)

  it("accepts well-formed requests, however unusual", function()
    local server, port = serve_files()
    for _, head in ipairs{
      "GET / HTTP/1.1\r\nhOST:x\r\n\r\n", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
      "GET / HTTP/1.9\r\nHost: x\r\n\r\n", "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
      VALID .. "X:\r\nX: a\tb \xFC \t \r\n!#$%&'*+-.^_`|~: x\r\n\r\n", VALID .. "Content-Length2: 5\r\n\r\n",
      "GET HTTP://x HTTP/1.1\r\nHost: x\r\n\r\n", "GET http://x?y HTTP/1.1\r\nHost: x\r\n\r\n",
    } do
      local list = ask(port, head .. "GET /nothing HTTP/1.0\r\n\r\n")
      assert.equal(2, #list, head)
      assert.same({200, 404}, {list[1].status, list[2].status}, head)
    end
    assert_unharmed(server)
  end)

  -- A byte of a head that announces a body is changed, inserted or removed. Unless that changes the name of the
  -- announcing field, the body must not be taken for a request.
  it("never treats a body as a request, whichever byte of the head changes", function()
    local server, port = serve_files()
    local heads = {VALID .. ("Content-Length: %d\r\nX: y\r\n\r\n"):format(#SMUGGLED),
      VALID .. "Transfer-Encoding: chunked\r\nX: y\r\n\r\n"}
    local BYTES = "\0\t\n\v\f\r !\"(),/:;=?@A[\\]_{}\127\x80\xA0\xFF5"
    local refused = 0
    for i = 1, 1500 do
      local head, announced = heads[i % 2 + 1], i % 2 == 1 and "transfer-encoding" or "content-length"
      local at, byte = math.random(#head), math.random(#BYTES)
      local width = math.random(0, 2)  -- insert, change, remove
      head = head:sub(1, at - 1) .. (width < 2 and BYTES:sub(byte, byte) or "") .. head:sub(at + math.min(width, 1))
      local s = connect(port)
      s:sendall(head .. SMUGGLED)
      s:shutdown(socket.SHUT_WR)
      local list = answers(rest_of(s))
      s:close()
      local names = head:lower():gsub("[^%w!#$%%&'*+%-.^_`|~\n:]", "")
      if names:find("\n" .. announced .. ":", 1, true) then assert.equal(1, #list, ("%q"):format(head)) end
      if list[1].status == 400 then refused = refused + 1 end
    end
    assert.is_true(refused > 500)
    assert_unharmed(server)
  end)
end)

describe("the HTTP server", function()
  after_each(support.cleanup)

  it("is not blocked by a FIFO, and serves no device", function()
    local port, dir = support.free_port(), www{["index.html"] = "index"}
    assert(os.execute(("cd '%s' && mkfifo fifo && ln -s /dev/zero zero && ln -s fifo link && ln -s no dangling")
      :format(dir)))
    local server = serve(port, "http_server", dir, HOST, port)
    for _, path in ipairs{"/fifo", "/link", "/zero"} do assert.equal(403, get(port, path).status) end
    assert.equal(404, get(port, "/dangling").status)
    assert.equal(404, get(port, "/fifo/").status)
    assert.equal("index", get(port, "/").body)
    assert_unharmed(server)
  end)

  it("notices within a second or so that a file was created or removed", function()
    local port, dir = support.free_port(), www{["it's.txt"] = "old"}
    local server = serve(port, "http_server", dir, HOST, port)
    assert.equal("old", get(port, "/it's.txt").body)
    assert.equal(404, get(port, "/new.txt").status)
    os.rename(dir .. "/it's.txt", dir .. "/new.txt")
    assert.equal(404, get(port, "/it's.txt").status)
    support.wait_until(function() return get(port, "/new.txt").status == 200 end)
    assert_unharmed(server)
  end)

  it("reports an invalid directory and an invalid port", function()
    local result = support.run(lua("http_server", "/nonexistent"))
    assert.equal(1, result.code)
    assert.matches("'/nonexistent' is not a directory\n", result.stderr, 1, true)
    assert.matches("'' is not a directory\n", support.run(lua("http_server", "")).stderr, 1, true)
    assert.matches("the port must be a number\n", support.run(lua("http_server", ".", HOST, "x")).stderr, 1, true)
  end)

  it("does not treat a body as the next request", function()
    local server, port = serve_files()
    local body = "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"
    local list = ask(port, ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"):format(#body, body))
    assert.equal(1, #list)
    assert.equal(200, list[1].status)
    assert_unharmed(server)
  end)

  it("understands paths as browsers and proxies write them", function()
    local server, port = serve_files()
    assert.equal("a b\n", get(port, "/a%20b.txt").body)
    assert.equal("a b\n", get(port, "http://x/%61%20b.txt?x=/../y").body)
    assert.equal(404, get(port, "/a%2.txt").status)
    assert.equal("text/plain; charset=utf-8", get(port, "/a%20b.txt").headers["content-type"])
    assert.equal("application/octet-stream", get(port, "/big.bin").headers["content-type"])
    assert.equal("/sub/", get(port, "/sub").headers.location)
    assert.equal("/sub/", get(port, "//sub").headers.location)  -- //sub would be another host
    assert.equal(404, get(port, "/empty.txt/").status)
    assert_unharmed(server)
  end)

  it("serves a default page if there is no index", function()
    local server, port = serve_files{["x.txt"] = "x"}
    assert.matches("It works", get(port, "/").body, 1, true)
    assert_unharmed(server)
  end)

  it("continues when clients leave in the middle", function()
    local server, port = serve_files()
    connect(port):close()
    reset(connect(port))
    for _, finish in ipairs{reset, function(s) s:close() end} do
      local s = connect(port, 4096)
      s:sendall("GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n")
      assert.equal("HTTP", s:recv(4))
      finish(s)
      s = connect(port)
      s:sendall("GET / HT")
      finish(s)
    end
    assert.equal(200, get(port, "/").status)
    assert_unharmed(server)
  end)

  it("serves others while one reads slowly, however long that lasts", function()
    local size = 36 * 1024 * 1024  -- more than the kernel's buffers hold
    local port, dir = support.free_port(), www{["index.html"] = "index"}
    os.execute(("truncate -s %d '%s/zeros'"):format(size, dir))
    local server = serve(port, altered("http_server", {TIMEOUT = 2}), dir, HOST, port)
    local slow = connect(port)
    slow:sendall("GET /zeros HTTP/1.0\r\n\r\n")
    local began, got = support.now(), 0
    repeat  -- reads a piece, then lets the others run for a while
      got = got + #slow:recv(131072, socket.MSG_WAITALL)
      local last = support.now()
      repeat assert.equal("index", get(port, "/").body) until support.now() > last
    until got >= size
    assert.is_true(support.now() - began > 2.5)
    slow:close()
    assert_unharmed(server)
  end)

  it("disconnects a client that never finishes a request", function()
    local server, port = serve_files(nil, altered("http_server", {TIMEOUT = 0.3}))
    assert.is_nil(connect(port):recv(1))
    local dripping = connect(port)
    dripping:settimeout(0.02)
    local ok, data
    local start_time = support.now()
    repeat  -- each byte arrives within the timeout, but the request never ends
      ok, data = pcall(function()
        dripping:sendall("x")
        return dripping:recv(1)
      end)
    until ok or not socket.isinstance(data, socket.TimeoutError) or support.now() - start_time > 10
    assert.is_true(ok and data == nil or socket.isinstance(data, socket.ConnectionError))
    assert_unharmed(server)
  end)
end)

describe("the HTTP client", function()
  after_each(support.cleanup)

  -- Answers the client's request; returns what it prints, and the request.
  local function fetch(answer, path, family)
    local listener, address = support.listener(family)
    listener:settimeout(10)
    local host = family == socket.AF_INET6 and "[::1]" or HOST
    local client = support.spawn(lua("http_client", ("http://%s:%d%s"):format(host, address.port, path or "/")))
    local s = support.close_later((listener:accept()))
    s:settimeout(10)
    local request = ""
    repeat request = request .. s:recv(4096) until request:find("\r\n\r\n", 1, true)
    s:sendall(answer)
    s:close()
    local result = client:wait()
    result.request = request:gsub(":" .. address.port, ":PORT")
    return result
  end

  local function assert_page(page, result)
    assert.equal(page, result.stdout)
    assert.equal(0, result.code)
  end

  example("http_client", "gets pages from the HTTP server", function()
    local port = support.free_port()
    local big = ("0123456789"):rep(100000)
    local dir = support.tmpfile(big, "big.bin"):match("^(.*)/")
    serve(port, "http_server", dir, HOST, port)
    local url = ("http://%s:%d"):format(HOST, port)
    local result = support.run(lua("http_client", url .. "/big.bin"))
    assert.is_true(result.stdout == big)
    assert.matches("^HTTP/1%.1 200 OK\nDate: [^\n]+\nContent%-Type: ", result.stderr)
    assert_page("Not Found\n", support.run(lua("http_client", url .. "/nothing")))
    assert.matches("It works", support.run(lua("http_client", url)).stdout, 1, true)
  end)

  it("sends requests as HTTP/1.1 requires", function()
    local answer = "HTTP/1.1 200 OK\r\n\r\n"
    assert.equal("GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n",
      fetch(answer, "/a?b#c").request)
    assert.matches("^GET / HTTP", fetch(answer, "").request)
    assert.matches("^GET /%?b HTTP", fetch(answer, "?b").request)
  end)

  it("sends an IPv6 address in brackets", function()
    if not support.has_ipv6() then
      pending("the loopback interface has no ::1")
      return
    end
    local result = fetch("HTTP/1.1 200 OK\r\n\r\nsix", "/", socket.AF_INET6)
    assert_page("six", result)
    assert.matches("\r\nHost: [::1]:PORT\r\n", result.request, 1, true)
  end)

  it("reads a page to its length, to the end, in chunks, or none", function()
    assert_page("page", fetch("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage and more"))
    assert_page("all of it", fetch("HTTP/1.0 200 OK\n\nall of it"))
    assert_page("chunks and more", fetch("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
      .. "6\r\nchunks\r\n" .. "9;name=value\r\n and more\r\n" .. "0\r\nTrailer: x\r\n\r\n"))
    assert_page("last", fetch("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\nlast"))
    assert_page("", fetch("HTTP/1.1 204 No Content\r\n\r\n"))
  end)

  it("does not accept a partial answer as complete", function()
    local function assert_fails(message, result)
      assert.equal(1, result.code)
      assert.matches(message .. "\n$", result.stderr)
      assert.not_matches("traceback", result.stderr)
    end
    assert_fails("middle of the page%.", fetch("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\npage"))
    assert_fails("middle of the page%.", fetch("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nx"))
    assert_fails("middle of its answer%.", fetch("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"))
    assert_fails("without its size%.", fetch("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"))
    assert_fails("middle of its answer%.", fetch("HTTP/1.1 200 OK\r\nContent-"))
    assert_fails("This is not HTTP%.", fetch("SSH-2.0-server\r\n\r\n"))
    for _, url in ipairs{"ftp://x", "http://", "http://[::1", "http://x:y/", "http://user@x/"} do
      assert_fails("is needed, not .*", support.run(lua("http_client", url)))
    end
  end)

  it("lets no URL inject text into the request", function()
    for _, part in ipairs{"\r\nX: y", "\n", "\r", " HTTP/1.0", "\0", "\t", "\127"} do
      for _, url in ipairs{"http://127.0.0.1:1/%s", "http://127.0.0.1:1/?%s", "http://%s127.0.0.1/"} do
        -- An argument cannot contain NUL.
        local result = support.run(lua("http_client", (url:format(part:gsub("%z", "\1")))))
        assert.equal(1, result.code)
        assert.matches("^A URL has no spaces and no control characters", result.stderr)
      end
    end
  end)

  it("accepts no impossible length", function()
    local CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for _, case in ipairs{
      {"an impossible length%.", CHUNKED .. "FFFFFFFFFFFFFFFF\r\nx"},
      {"an impossible length%.", CHUNKED .. "8000000000000000\r\nx"},
      {"an impossible length%.", CHUNKED .. "0000000000000001\r\nx"},
      {"without its size%.", CHUNKED .. "-1\r\nx"},
      {"without its size%.", CHUNKED .. "0x5\r\nhello"},
      {"without its size%.", CHUNKED .. "5x\r\nhello"},
      {"longer than its size%.", CHUNKED .. "3\r\nhello\r\n0\r\n\r\n"},
      {"an invalid length%.", "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nhello"},
      {"an invalid length%.", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"},
      {"an invalid length%.", "HTTP/1.1 200 OK\r\nContent-Length: 5.0\r\n\r\nhello"},
      {"an invalid length%.", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nhello"},
      {"an invalid length%.", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 4\r\n\r\nhello"},
      {"an impossible length%.", "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551621\r\n\r\nhello"},
      {"not requested%.", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
      {"an invalid header%.", "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\nhello"},
      {"an invalid header%.", "HTTP/1.1 200 OK\r\nX: a\r\n folded\r\n\r\nhello"},
    } do
      local result = fetch(case[2])
      assert.equal(1, result.code, case[2])
      assert.matches(case[1] .. "\n$", result.stderr, case[2])
    end
  end)

  it("has a limit for headers, for one and for all together", function()
    for message, answer in pairs{
      ["too many headers%."] = "HTTP/1.1 200 OK\r\n" .. ("X: y\r\n"):rep(1000),
      ["line longer than max_line, 8192 bytes[^\n]*"] = "HTTP/1.1 200 OK\r\nX: " .. ("y"):rep(100000),
    } do
      local result = fetch(answer)
      assert.equal(1, result.code)
      assert.matches(message .. "\n$", result.stderr)
    end
    assert.matches("too many headers%.\n$", fetch(("HTTP/1.1 100 Continue\r\n\r\n"):rep(1000)).stderr)
    assert.matches("too many headers%.\n$",
      fetch("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" .. ("X: y\r\n"):rep(1000)).stderr)
  end)

  it("shows no control characters of headers to the terminal", function()
    local result = fetch("HTTP/1.1 200 \27[2J\r\nX: \xC2\x9B31m\7\r\nContent-Length: 0\r\n\r\n")
    assert.equal(0, result.code)
    assert.equal("HTTP/1.1 200 ?[2J\nX: ??31m?\nContent-Length: 0\n", result.stderr)
  end)
end)

describe("the server of several processes", function()
  after_each(support.cleanup)

  local function start(port)
    local parent = serve(port, "processes", port, 2)
    parent:expect("^worker %d listens")
    parent:expect("^worker %d listens")
    return parent
  end

  -- Exchanges a greeting; returns the number of the worker that answers, and the connection.
  local function greet(port)
    local s = connect(port)
    local file = s:makefile("rw")
    local number = file:read():match("^worker (%d)$")
    file:write("hello\n"):flush()
    assert.equal("hello", file:read())
    return number, s
  end

  local function children(parent)
    local list = {}
    local path = ("/proc/%d/task/%d/children"):format(parent.pid, parent.pid)
    for pid in support.read_file(path):gmatch("%d+") do list[#list + 1] = tonumber(pid) end
    return list
  end

  local function gone(pid)
    local ok, state = pcall(support.status, "State", pid)
    return not ok or state:find("^[ZX]") ~= nil
  end

  local function assert_all_end(parent, workers)
    assert.not_equal(124, parent:wait().code)
    support.wait_until(function()
      for _, pid in ipairs(workers) do
        if not gone(pid) then return false end
      end
      return true
    end)
  end

  example("processes", "spreads connections over the workers", function()
    local port = support.free_port()
    local parent = start(port)
    local count = {["1"] = 0, ["2"] = 0}
    local total = 0
    repeat  -- the kernel chooses the worker; in 60 attempts it practically never misses one
      local number, s = greet(port)
      count[number], total = count[number] + 1, total + 1
      if total % 2 == 0 then s:close() end
    until count["1"] > 0 and count["2"] > 0 or total == 60
    assert.is_true(count["1"] > 0 and count["2"] > 0)
    assert.is_true(parent:running())
    assert.equal("", parent:error_output())
  end)

  it("replaces a worker that died", function()
    local port = support.free_port()
    local parent = start(port)
    local workers = children(parent)
    assert.equal(2, #workers)
    os.execute("kill -KILL " .. workers[1])
    local number = parent:expect("^worker (%d) has exited")
    support.wait_until(function() return gone(workers[1]) end)  -- and with it its listening socket
    assert.truthy(greet(port))  -- the other worker still serves
    assert.equal(number, parent:expect("^worker (%d) listens"))
    local now = children(parent)
    assert.equal(2, #now)
    assert.not_equal(workers[1], now[1] == workers[2] and now[2] or now[1])
  end)

  -- In a terminal, Ctrl-C sends the signal to all of them.
  for _, signal in ipairs{"INT", "TERM"} do
    it("ends as a whole when SIG" .. signal .. " comes to all", function()
      local port = support.free_port()
      local parent = start(port)
      local workers = children(parent)
      local _, guest = greet(port)
      os.execute(("kill -%s %d %d %d 2>/dev/null"):format(signal, parent.pid, workers[1], workers[2]))
      assert_all_end(parent, workers)
      assert.is_nil(guest:recv(1))
      assert.equal("", parent:error_output())
    end)
  end

  it("refuses an invalid port, or one in use, before it starts a worker", function()
    local taken, address = support.listener()
    for port, message in pairs{[80000] = "from 0 to 65535, got 80000", [address.port] = "Address already in use",
        abc = "the port must be a number"} do
      local result = support.run(lua("processes", port))
      assert.equal(1, result.code)
      assert.equal("", result.stdout)
      assert.matches(message, result.stderr, 1, true)
    end
    taken:close()
  end)

  it("refuses a number of processes that is not an integer, or less than one", function()
    for _, number in ipairs{"abc", 1.5, 0, -1} do
      local result = support.run(lua("processes", 0, number))
      assert.equal(1, result.code)
      assert.equal("", result.stdout)
      assert.matches("the number of processes must be a whole number, and at least 1", result.stderr, 1, true)
    end
  end)

  it("uses any free port for all workers if the port is 0", function()
    local parent = support.spawn(lua("processes", 0))
    local port = parent:expect("^worker %d listens at\t%('127.0.0.1', (%d+)%)$")
    assert.equal(port, parent:expect("^worker %d listens at\t%('127.0.0.1', (%d+)%)$"))
    parent:kill("INT")
    assert.equal(0, parent:wait().code)
  end)

  for _, signal in ipairs{"INT", "TERM", "KILL"} do
    it("leaves no worker behind when its parent gets SIG" .. signal, function()
      local port = support.free_port()
      local parent = start(port)
      local workers = children(parent)
      parent:kill(signal)
      assert_all_end(parent, workers)
    end)
  end
end)

describe("the server that systemd starts", function()
  after_each(support.cleanup)

  -- Does what systemd does: listens, and executes the script with the sockets as descriptors from 3 on.
  local SYSTEMD = [[
import os, socket, sys
tcp = socket.create_server(("127.0.0.1", 0))
print(tcp.getsockname()[1])
sys.stdout.flush()
path = sys.argv[1]
unix = socket.socket(socket.AF_UNIX)
unix.bind(path)
unix.listen()
fds = [os.dup(fd) for fd in (tcp.fileno(), unix.fileno())]
tcp.close(), unix.close()
high = [fd + 100 for fd in (3, 4)]
for fd, to in zip(fds, high): os.dup2(fd, to)
for fd, to in zip(high, (3, 4)): os.dup2(fd, to)
os.closerange(5, 200)
os.environ["LISTEN_FDS"] = "2"
os.environ["LISTEN_PID"] = str(os.getpid() + int(sys.argv[2]))
os.execvp(sys.argv[3], sys.argv[3:])
]]

  local function start(other_pid, ...)
    local path = support.unix_path()
    local child = support.spawn_python(SYSTEMD, {path, other_pid, table.unpack(lua("socket_activation", ...))})
    return child, tonumber(child:line()), path
  end

  local function greet(s)
    s:sendall("hello")
    assert.equal("hello", s:recv(100))
  end

  example("socket_activation", "serves the sockets that it finds, and exits when no client connects", function()
    local server, port, path = start(0, 0.3)
    local guest = connect(port)
    greet(guest)
    local other = support.socket(socket.AF_UNIX)
    other:settimeout(10)
    other:connect(path)
    greet(other)
    other:close()
    local began = support.now()
    repeat greet(guest) until support.now() - began > 1  -- it keeps running as long as it has a client
    guest:close()
    local result = server:wait()
    assert.equal(0, result.code)
    assert.equal("", result.stderr)
    assert.equal(("Listening at\t('127.0.0.1', %d)\nListening at\t%s\n"):format(port, path), result.stdout)
  end)

  it("disconnects a silent guest, and ends quietly on Ctrl-C", function()
    local words = lua(altered("socket_activation", {SILENCE = 0.3}))
    local child = support.spawn_python(SYSTEMD, {support.unix_path(), 0, table.unpack(words)})
    local port = tonumber(child:line())
    assert.is_nil(connect(port):recv(1))
    child:wait_blocked()
    child:kill("INT")
    local result = child:wait()
    assert.equal("", result.stderr)
    assert.equal(0, result.code)
  end)

  it("requires sockets that are intended for it", function()
    local child = start(1)
    local result = child:wait()
    assert.equal(1, result.code)
    assert.matches("LISTEN_FDS names no socket", result.stderr, 1, true)
    assert.equal(1, support.run(lua("socket_activation")).code)
  end)

  it("is started by systemd-socket-activate", with("systemd-socket-activate", function()
    local port = support.free_port()
    local env = {}
    for name in pairs(support.lua_env()) do env[#env + 1] = "--setenv=" .. name end
    local argv = {"systemd-socket-activate", "-l", HOST .. ":" .. port}
    table.move(env, 1, #env, #argv + 1, argv)
    table.move(lua("socket_activation", 0.2), 1, 5, #argv + 1, argv)
    local server = support.spawn(argv)
    support.wait_listening(port)
    local guest = connect(port)
    greet(guest)
    guest:close()
    assert.equal(0, server:wait().code)
  end))
end)

describe("each server", function()
  after_each(support.cleanup)

  -- By name, the arguments that make a server listen on the port.
  local SERVERS = {
    chat_server = function(port) return HOST, port end,
    echo_server_concurrent = function(port) return HOST, port end,
    http_server = function(port) return ".", HOST, port end,
    proxy = function(port, target) return port, HOST, target or 1 end,
    processes = function(port) return port, 2 end,
    select_chat_server = function(port) return HOST, port end,
    selectors_server = function(port) return HOST, port end,
    file_server = function(port) return support.tmpdir(), HOST, port end,
  }

  for name, arguments in pairs(SERVERS) do
    it(name .. " ends quietly on Ctrl-C, with and without a client", function()
      for clients = 0, 1 do
        local port = support.free_port()
        local _, target = support.listener()
        local server = serve(port, name, arguments(port, target.port))
        local client = clients == 1 and connect(port)
        server:wait_blocked()
        server:kill("INT")
        local result = server:wait()
        assert.equal("", result.stderr)
        assert.equal(0, result.code)
        if client then
          pcall(rest_of, client)  -- the end of the stream, or a reset
          client:close()
        end
      end
    end)

    it(name .. " reports a port that is not a number, or too large", function()
      for port, message in pairs{abc = "port must be a number", [80000] = "from 0 to 65535, got 80000"} do
        local result = support.run(lua(name, arguments(port)))
        assert.equal(1, result.code)
        assert.matches("^[^\n]*" .. message, result.stderr)
      end
    end)
  end

  local function first_byte(client)
    client:sendall("GET / HTTP/1.0\r\n\r\n")
    return client:recv(1)
  end

  for name, arguments in pairs(SERVERS) do
    it(name .. " survives more clients than descriptors", function()
      local port = support.free_port()
      local _, target = support.listener()
      local server = serving.start(port, support.with_descriptors(20, lua(name, arguments(port, target.port))))
      local clients = {}
      for i = 1, 60 do clients[i] = try_connect(port) end
      support.wait_until(function() return server:error_output():find("Errno 24", 1, true) end)
      for _, client in ipairs(clients) do client:close() end
      support.wait_until(function()  -- afterwards it answers requests again
        local client <close> = try_connect(port)
        client:settimeout(0.2)
        local ok, data = pcall(first_byte, client)
        return ok and data ~= nil or name == "proxy" and not ok and socket.isinstance(data, socket.TimeoutError)
      end)
      assert.is_true(server:running())
      -- It reports each time that it runs out of descriptors, not each client, and nothing else.
      local errors = server:error_output()
      local lines, reported = select(2, errors:gsub("\n", "")), select(2, errors:gsub("%[Errno 24%]", ""))
      assert.is_true(lines == reported and reported < 40, errors)
    end)
  end

  -- The name of the constant that limits how long a server waits for a silent client.
  local PATIENT = {
    chat_server = "IDLE", echo_server_concurrent = "IDLE", http_server = "TIMEOUT", processes = "IDLE", proxy = "IDLE",
    select_chat_server = "IDLE", selectors_server = "IDLE", file_server = "IDLE",
  }

  for name, patience in pairs(PATIENT) do
    it(name .. " disconnects a silent client", function()
      local port = support.free_port()
      local _, target = support.listener()
      local server = serve(port, altered(name, {[patience] = 0.3}), SERVERS[name](port, target.port))
      local began = support.now()
      pcall(rest_of, connect(port))  -- the end of the stream, or a reset
      local seconds = support.now() - began
      assert.is_true(seconds > 0.2 and seconds < 9, seconds .. " s")
      assert.equal("", server:error_output())
      assert.is_true(server:running())
    end)
  end
end)

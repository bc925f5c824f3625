-- The examples that have the structure of Python scripts: a Lua client with a Python server and vice versa. Both must
-- print the same.
local support = require "spec.support"
local socket = require "pysocket"
local struct = require "pysocket.struct"

local HOST = "127.0.0.1"

-- examples_spec.lua searches for these words.
local function example(name, story, f)
  it(name .. " " .. story, f)
end

-- By language: returns the argv of an example, or of the script that it was ported from.
local PROGRAMS = {
  Lua = function(name, ...) return support.lua_argv(("%s/examples/%s.lua"):format(support.root, name), ...) end,
  Python = function(name, ...)
    return support.python_argv(("%s/spec/fixtures/%s.py"):format(support.root, name), ...)
  end,
}
local PAIRS = {{"Lua", "Lua"}, {"Lua", "Python"}, {"Python", "Lua"}, {"Python", "Python"}}

-- Calls f for each pair of languages, with a function `same` that requires the same text of all pairs for a title.
local function compare(f)
  local texts = {}
  for _, pair in ipairs(PAIRS) do
    f(PROGRAMS[pair[1]], PROGRAMS[pair[2]], function(title, text)
      texts[title] = texts[title] or text
      assert.equal(texts[title], text, ("%s, %s server, %s client"):format(title, pair[1], pair[2]))
    end)
    support.cleanup()
  end
end

local function serve(port, argv)
  local server = support.spawn(argv)
  support.wait_listening(port)
  return server
end

local function connect(port)
  local s = support.close_later(socket.create_connection({HOST, port}, 10))
  s:setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
  return s
end

-- Ends a server with Ctrl-C, and returns what it printed, without the ports.
local function printed(server)
  server:wait_blocked()
  server:kill "INT"
  local result = server:wait()
  assert.equal("", result.stderr)
  assert.equal(0, result.code)
  return (result.stdout:gsub("', %d+%)", "', PORT)"))
end

local function assert_done(result)
  assert.equal("", result.stderr)
  assert.equal(0, result.code)
  return result.stdout
end

describe("the chat around select", function()
  after_each(support.cleanup)

  example("select_chat_server", "and select_chat_client do what the Python scripts do", function()
    compare(function(server_of, client_of, same)
      local port = support.free_port()
      local server = serve(port, server_of("select_chat_server", HOST, port))
      local ann = support.spawn(client_of("select_chat_client", "ann", HOST, port), {stdin = "pipe"})
      ann:expect "^Welcome"
      local raw = connect(port)
      raw:sendall "raw\nhel"
      ann:expect "^raw has joined$"
      raw:sendall "lo\nand more\n"
      ann:expect "^raw: hello$"
      ann:expect "^raw: and more$"
      local bob = support.spawn(client_of("select_chat_client", "bob", HOST, port), {stdin = "pipe"})
      ann:expect "^bob has joined$"
      ann:write "hello bob\nare you there?\n"  -- two lines at once, neither of which may remain in a buffer
      bob:expect "^ann: hello bob$"
      bob:expect "^ann: are you there%?$"
      bob:write "yes\n"
      ann:expect "^bob: yes$"
      bob:close_stdin()
      ann:expect "^bob has left$"
      assert_done(bob:wait())
      raw:close()
      ann:expect "^raw has left$"
      same("what the server prints", printed(server))
      ann:expect "^The server has closed the connection%.$"
      local result = ann:wait()
      same("how a client ends", result.stdout .. result.stderr .. result.code)
    end)
  end)

  example("select_chat_client", "ends quietly at Ctrl-C", function()
    local port = support.free_port()
    serve(port, PROGRAMS.Lua("select_chat_server", HOST, port))
    for _, client_of in pairs(PROGRAMS) do
      local client = support.spawn(client_of("select_chat_client", "ann", HOST, port), {stdin = "pipe"})
      client:expect "^Welcome"
      client:wait_blocked()
      client:kill "INT"
      assert_done(client:wait())
    end
  end)

  local function start()
    local port = support.free_port()
    return port, serve(port, PROGRAMS.Lua("select_chat_server", HOST, port))
  end

  local function join(port, name)
    local s = connect(port)
    local guest = {socket = s, file = s:makefile("rw")}
    assert.matches("^Welcome", guest.file:read())
    guest.file:write(name, "\n"):flush()
    return guest
  end

  it("removes control characters, and gives everybody a name", function()
    local port, server = start()
    local ann = join(port, "ann")
    local bob = join(port, "")
    assert.equal("somebody has joined", ann.file:read())
    bob.file:write("a\27[2Jb\r\nc\u{85}d caf\u{E9}\n\xFF\x9B\n"):flush()
    assert.equal("somebody: a[2Jb", ann.file:read())
    assert.equal("somebody: cd caf\u{E9}", ann.file:read())
    assert.equal("somebody: ??", ann.file:read())
    assert.is_true(server:running())
  end)

  it("disconnects a guest who writes an endless line, or who resets", function()
    local port = start()
    local ann, bob = join(port, "ann"), join(port, "bob")
    assert.equal("bob has joined", ann.file:read())
    pcall(bob.socket.sendall, bob.socket, ("x"):rep(100000))
    assert.equal("bob has left", ann.file:read())
    local eve = join(port, "eve")
    assert.equal("eve has joined", ann.file:read())
    eve.file:close()
    eve.socket:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    eve.socket:close()
    assert.equal("eve has left", ann.file:read())
  end)

  it("does not wait for a guest who does not read", function()
    local port = support.free_port()
    local argv = PROGRAMS.Lua("select_chat_server", HOST, port)
    serve(port, {"sh", "-c", 'exec "$@" >/dev/null', "sh", table.unpack(argv)})
    local slow = join(port, "slow")
    slow.socket:setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    local ann = join(port, "ann")
    local bob = join(port, "bob")
    assert.equal("bob has joined", ann.file:read())
    local line, many = ("x"):rep(900), {}
    for i = 1, 50 do many[i] = line end
    for _ = 1, 150 do  -- 6.8 MB, more than the kernel's buffers hold
      ann.file:write(table.concat(many, "\n"), "\n"):flush()
      for _ = 1, #many do assert.equal("ann: " .. line, bob.file:read()) end
    end
    slow.file:close()
    slow.socket:close()
    assert.equal("slow has left", bob.file:read())
  end)
end)

describe("the server with selectors", function()
  after_each(support.cleanup)

  local QUESTIONS = {"upper hello", "reverse hello", "length hello, world", "upper", "nothing else", "", "length ",
    "upper " .. ("x"):rep(60000)}

  example("selectors_server", "and selectors_client do what the Python scripts do", function()
    compare(function(server_of, client_of, same)
      local port = support.free_port()
      local server = serve(port, server_of("selectors_server", HOST, port))
      same("the answers", assert_done(support.run(client_of("selectors_client", HOST, port, table.unpack(QUESTIONS)))))
      local raw = connect(port)
      for byte in (struct.pack("!I", 7) .. "upper a" .. struct.pack("!I", 9) .. "reverse a"):gmatch "." do
        raw:sendall(byte)  -- byte by byte
      end
      raw:shutdown(socket.SHUT_WR)
      local file <close> = raw:makefile("rb")
      same("bytes one by one", file:read "a")
      local loud = connect(port)
      loud:sendall(struct.pack("!I", 65537))
      same("too long", loud:makefile("rb"):read "a")
      raw:close()
      loud:close()
      local lines = {}
      for line in printed(server):gmatch "[^\n]+" do lines[#lines + 1] = line end
      table.sort(lines)  -- connections end in any order
      same("what the server prints", table.concat(lines, "\n"))
    end)
  end)

  example("selectors_client", "reports that no server listens, or that the answer is invalid", function()
    local port = support.free_port()
    for _, client_of in pairs(PROGRAMS) do
      local result = support.run(client_of("selectors_client", HOST, port, "upper hello"))
      assert.equal(1, result.code)
      assert.matches("ConnectionRefusedError: %[Errno 111%] Connection refused", result.stderr)
    end
    local server, address = support.listener()
    local client = support.spawn(PROGRAMS.Lua("selectors_client", HOST, address.port, "upper a", "upper b"))
    server:settimeout(10)
    local one, other = support.close_later((server:accept())), support.close_later((server:accept()))
    one:sendall(struct.pack("!I", 0xFFFFFFFF))
    other:recv(11, socket.MSG_WAITALL)  -- unread data would turn the end of the stream into a reset
    other:close()
    local lines = {assert_done(client:wait()):match "^([^\n]*)\n([^\n]*)\n$"}
    local texts = {}
    for _, line in ipairs(lines) do texts[#texts + 1] = line:match ": (.*)$" end
    table.sort(texts)
    assert.same({"no answer", "the answer is too long"}, texts)
  end)

  it("does not read more questions from a client who does not read the answers", function()
    local port = support.free_port()
    local server = serve(port, PROGRAMS.Lua("selectors_server", HOST, port))
    local s, question = connect(port), "upper " .. ("x"):rep(60000)
    s:settimeout(0.3)
    local message, sent = struct.pack("!I", #question) .. question, 0
    support.raises("TimeoutError", function()
      while sent < 1000 do
        s:sendall(message)
        sent = sent + 1
      end
    end)
    assert.equal("upper hello: HELLO\n",
      assert_done(support.run(PROGRAMS.Lua("selectors_client", HOST, port, "upper hello"))))
    local memory = tonumber(support.status("VmRSS", server.pid):match "%d+")
    if not support.checker() then assert.is_true(memory < 50000, memory .. " kB") end
  end)
end)

describe("the DNS client", function()
  after_each(support.cleanup)

  local function start()
    local port = support.free_port()
    local server = support.spawn(PROGRAMS.Python("dns_server", port))
    server:expect "^ready$"
    return server, port
  end

  local QUESTIONS = {"www.test A", "www.test AAAA", "www.test MX", "www.test NS", "www.test TXT", "www.test CNAME",
    "none.test A", "nowhere.test A", "refused.test A", "long.test A", "loop.test A", "ahead.test A", "short.test A"}

  example("dns_client", "prints what the Python script prints", function()
    local server, port = start()
    for _, question in ipairs(QUESTIONS) do
      local name, type = question:match "^(%S+) (%S+)$"
      local results = {}
      for language, program in pairs(PROGRAMS) do
        results[language] = support.run(program("dns_client", name, type, HOST, port))
        results[language].stderr = results[language].stderr:gsub("malformed: unpack_from.*", "malformed")
      end
      assert.same(results.Python, results.Lua, question)
    end
    server:kill()
    local asked = server:wait().stdout
    assert.matches("udp long.test 1\n.*tcp long.test 1\n", asked)
  end)

  it("asks again if there is no answer", function()
    local server, port = start()
    local text = support.read_file(support.root .. "/examples/dns_client.lua"):gsub("\nlocal TIMEOUT = 2", "%0 / 4")
    local client = support.lua_argv(support.tmpfile(text, "dns_client.lua"), "silent.test", "A", HOST, port)
    assert.equal("silent.test\t300\tA\t10.0.0.2\n", assert_done(support.run(client)))
    server:kill()
    assert.equal("udp silent.test 1\nudp silent.test 1\n", server:wait().stdout)
    local _, address = support.udp_socket()  -- which never answers
    client[#client] = tostring(address.port)
    local result = support.run(client)
    assert.equal(1, result.code)
    assert.equal("127.0.0.1 does not answer.\n", result.stderr)
  end)

  it("reports what is wrong with a question", function()
    for message, arguments in pairs{
      ["The type must be A, NS, CNAME, MX, TXT or AAAA.\n"] = {"www.test", "XYZ"},
      ["A part of a name has at most 63 bytes.\n"] = {("x"):rep(64) .. ".test"},
      ["The question failed: Connection refused\n"] = {"www.test", "A", HOST, 1},
    } do
      local result = support.run(PROGRAMS.Lua("dns_client", table.unpack(arguments)))
      assert.equal(1, result.code)
      assert.equal(message, result.stderr)
    end
  end)
end)

describe("ping", function()
  after_each(support.cleanup)

  -- Removes the times, which differ in each run.
  local function untimed(text)
    return (text:gsub("%d+%.%d%d%d", "N"))
  end

  local function ping(prefix)
    local argv = table.move(PROGRAMS.Lua("ping", HOST, 1), 1, 20, #prefix + 1, {table.unpack(prefix)})
    return support.run(argv)
  end

  example("ping", "prints what the Python script prints", function()
    local python = support.run(PROGRAMS.Python("ping", HOST, 2, 0))
    if python.stderr:find "PermissionError" then return pending "ICMP sockets need root here" end
    local text = support.read_file(support.root .. "/examples/ping.lua"):gsub("\nlocal INTERVAL = 1", "%0 - 1")
    local lua = support.run(support.lua_argv(support.tmpfile(text, "ping.lua"), HOST, 2))
    assert.equal("", lua.stderr)
    assert.equal(0, python.code)
    assert.equal(0, lua.code)
    assert.equal(untimed(python.stdout), untimed(lua.stdout))
    assert.matches("\n2 sent, 2 received\n", lua.stdout, 1, true)
  end)

  it("needs no raw socket where the system allows datagrams of ICMP", function()
    local alone = {"unshare", support.is_root() and "-n" or "-rn", "sh", "-c",
      'ip link set lo up && sysctl -qw net.ipv4.ping_group_range="0 70000" && exec "$@"', "sh"}
    local trial = table.move({"setpriv", "--bounding-set=-net_raw", "true"}, 1, 3, #alone + 1, {table.unpack(alone)})
    if support.run(trial).code ~= 0 then return pending "there is no network of its own to be had" end
    table.move({"setpriv", "--inh-caps=-net_raw", "--bounding-set=-net_raw"}, 1, 3, #alone + 1, alone)
    assert.matches("\n1 sent, 1 received\n", assert_done(ping(alone)), 1, true)
  end)

  it("says that it lacks the permission", function()
    if not support.is_root() or not support.has_command "setpriv" then return pending "needs root to give it away" end
    if support.read_file "/proc/sys/net/ipv4/ping_group_range" ~= "1\t0\n" then
      return pending "datagrams of ICMP are allowed here"
    end
    local result = ping{"setpriv", "--inh-caps=-net_raw", "--bounding-set=-net_raw"}
    assert.equal(2, result.code)
    assert.equal("", result.stdout)
    assert.matches("PermissionError: [Errno 1] Operation not permitted: socket", result.stderr, 1, true)
  end)

  it("refuses an invalid count", function()
    for _, count in ipairs{"0", "-1", "1.5", "abc", "65536"} do
      local result = support.run(PROGRAMS.Lua("ping", HOST, count))
      assert.equal(1, result.code)
      assert.matches("the count must be a whole number from 1 to 65535\n", result.stderr, 1, true)
    end
  end)
end)

describe("the file transfer", function()
  after_each(support.cleanup)

  local BIG = ("0123456789abcdef"):rep(65536 * 2) .. "end"

  local function folder(files)
    local dir = support.tmpdir()
    for name, content in pairs(files) do
      local file <close> = assert(io.open(dir .. "/" .. name, "wb"))
      file:write(content)
    end
    return dir
  end

  -- Returns the names in the directory, including hidden ones.
  local function list(dir)
    return support.run{"ls", "-A", dir}.stdout:gsub("\n", " ")
  end

  example("file_server", "and file_client do what the Python scripts do", function()
    compare(function(server_of, client_of, same)
      local port, root = support.free_port(), support.tmpdir()
      local server = serve(port, server_of("file_server", root, HOST, port))
      local files = {["big.bin"] = BIG, ["a.txt"] = "hello\n", empty = ""}
      local function run(title, dir, ...)
        local result = support.run(client_of("file_client", HOST, port, ...), {cwd = dir})
        assert.equal("", result.stderr)
        same(title, result.stdout .. result.code)
      end
      local there = folder(files)
      run("put", there, "put", "big.bin", "a.txt", "empty")
      run("put again", there, "put", "a.txt")
      run("a hidden name", folder{[".x"] = ""}, "put", ".x")
      same("what the server has", list(root))
      local here = support.tmpdir()
      run("get", here, "get", "empty", "big.bin", "a.txt")
      for name, content in pairs(files) do
        assert.is_true(support.read_file(root .. "/" .. name) == content, name)
        assert.is_true(support.read_file(here .. "/" .. name) == content, name)
      end
      run("what is not there", here, "get", "nothing", "a.txt")
      same("what the client has", list(here))
      local lines = {}
      for line in printed(server):gmatch "[^\n]+" do lines[#lines + 1] = line end
      table.sort(lines)  -- transfers end in any order
      same("what the server prints", table.concat(lines, "\n"))
    end)
  end)

  local function start()
    local port, root = support.free_port(), support.tmpdir()
    return port, root, serve(port, PROGRAMS.Lua("file_server", root, HOST, port))
  end

  local function ask(port, request)
    local s = connect(port)
    s:sendall(request)
    s:shutdown(socket.SHUT_WR)
    local file <close> = s:makefile("rb")
    return file:read "a"
  end

  example("file_client", "reports which file it cannot read, and that no server listens", function()
    local port = start()
    local result = support.run(PROGRAMS.Lua("file_client", HOST, port, "put", "no such file"))
    assert.equal(1, result.code)
    assert.matches("^no such file: [^\n]*No such file or directory\n$", result.stdout)
    result = support.run(PROGRAMS.Lua("file_client", HOST, support.free_port(), "get", "a", "b"))
    assert.equal(1, result.code)
    assert.matches("^a: [^\n]*Connection refused[^\n]*\nb: [^\n]*Connection refused[^\n]*\n$", result.stdout)
    result = support.run(PROGRAMS.Lua("file_client"))
    assert.matches("arguments: host port put|get file ...", result.stderr, 1, true)
  end)

  it("accepts no name that leads out of the directory, and waits for no FIFO", function()
    local port, root, server = start()
    os.execute(("mkfifo '%s/fifo'; mkdir '%s/sub'"):format(root, root))
    for _, name in ipairs{"../x", "/etc/passwd", ".", "..", ".x", "a/b", "sub/x", "'", "x'y", "\0x", "-f", "x\0"} do
      for _, request in ipairs{"get %s\n", "put %s 0\n"} do
        assert.matches("^error [^\n]+\n$", ask(port, request:format(name)), name)
      end
    end
    for request, answer in pairs{
      ["get fifo\n"] = "error fifo: there is no such file\n",
      ["put fifo 0\n"] = "error fifo: the file exists already\n",
      ["get sub\n"] = "error sub: there is no such file\n",
      ["put x\n"] = "error the size must be a number up to 1000000000\n",
      ["put x -1\n"] = "error the size must be a number up to 1000000000\n",
      ["put x 0x10\n"] = "error the size must be a number up to 1000000000\n",
      ["put x 1000000001\n"] = "error the size must be a number up to 1000000000\n",
      ["put x 99999999999999999999\n"] = "error the size must be a number up to 1000000000\n",
      ["nothing x\n"] = "error unknown action\n",
      ["put x 5\nhel"] = "ready\nerror x could not be written\n",
    } do
      assert.equal(answer, ask(port, request), request)
    end
    assert.equal("fifo sub ", (list(root)))
    assert.equal("", ask(port, ("x"):rep(5000)))
    assert.is_true(server:running())
    assert.equal("", server:error_output())
  end)

  it("keeps nothing of a file that did not arrive completely", function()
    local port, root, server = start()
    local s = connect(port)
    s:sendall "put x 100000\n"
    assert.equal("ready\n", s:recv(100))
    s:sendall(("x"):rep(50000))
    support.wait_until(function() return list(root) == ".x " end)
    assert.equal("error x: the file exists already\n", ask(port, "put x 1\n"))  -- during the other transfer
    s:close()
    support.wait_until(function() return list(root) == "" end)
    s = connect(port)
    s:sendall "put x 100000\n"
    assert.equal("ready\n", s:recv(100))
    support.wait_until(function() return list(root) == ".x " end)
    server:wait_blocked()
    server:kill "INT"
    local result = server:wait()
    assert.equal("", result.stderr)
    assert.equal(0, result.code)
    assert.equal("", (list(root)))
  end)
end)

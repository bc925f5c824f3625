-- TLS with a hostile or failing peer, network or program: either the data arrives byte for byte, or there is an
-- error.
local certificates = require "spec.support.certificates"
local headers = require "spec.support.headers"
local support = require "spec.support"
local tls = require "spec.support.tls"
local socket = require "pysocket"
local asyncio = require "pysocket.asyncio"

local missing, ssl = tls.missing(), tls.ssl

local VERSIONS = {"TLSv1_2", "TLSv1_3"}
local PATIENCE = 10

-- The cases that cut a handshake or change a byte of it do so at every STEPth byte; `make check` sets 1.
local STEP = math.tointeger(os.getenv "SPEC_CUT_STEP") or 23

local function contexts(version)
  local server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
  server:load_cert_chain(certificates.server.both)
  local client = tls.client()
  if version then
    for _, context in ipairs{server, client} do
      context.minimum_version, context.maximum_version = ssl.TLSVersion[version], ssl.TLSVersion[version]
    end
  end
  return server, client
end

local function wrap_server(context, s)
  return context:wrap_socket(s, {server_side = true, suppress_ragged_eofs = false})
end

local function wrap_client(context, s)
  return context:wrap_socket(s, {server_hostname = "localhost", suppress_ragged_eofs = false})
end

-- Returns both ends of a connection. Must be called in a task.
local function meet(version, a, b)
  local server, client = contexts(version)
  local task = asyncio.create_task(wrap_server, server, b)
  local s = wrap_client(client, a)
  return support.close_later(s), support.close_later((task:await()))
end

-- Receives everything up to the end.
local function rest_of(s)
  local pieces = {}
  for data in function() return s:recv(65536) end do pieces[#pieces + 1] = data end
  return table.concat(pieces)
end

local function reset(s)
  s:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
  s:close()
end

describe("A network that tampers with the data", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  -- Returns two plain connections through one listener, which is reused because thousands of them are needed.
  local function two_pairs(listener, patience)
    local address, sockets = listener:getsockname(), {}
    for i = 1, 3, 2 do
      sockets[i] = socket.create_connection(address)
      sockets[i + 1] = listener:accept()
    end
    for _, s in ipairs(sockets) do
      s:settimeout(patience)
      s:setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    end
    return table.unpack(sockets)
  end

  -- Copies bytes from one socket to the other. `meddle(data, position)` returns what to send instead, or nil to stop.
  local function carry(from, to, meddle, count)
    while true do
      local ok, data = pcall(from.recv, from, 4096)
      if not ok or not data then
        pcall(to.shutdown, to, socket.SHUT_WR)
        return
      end
      local position = count[1]
      count[1] = position + #data
      data = meddle(data, position)
      if not data or not pcall(to.sendall, to, data) then return end
    end
  end

  -- Exchanges a question and an answer over a network that changes one direction. Returns what each side received, or
  -- its error, and how many bytes were carried in each direction.
  local function converse(listener, server, client, patience, direction, meddle)
    local result, counts = {}, {{0}, {0}}
    local near, left, right, far = two_pairs(listener, patience)
    local function through(data) return data end
    local function cut(how) how(left) how(right) end
    local carriers = {
      asyncio.create_task(carry, left, right, direction == "question" and meddle(cut) or through, counts[1]),
      asyncio.create_task(carry, right, left, direction == "answer" and meddle(cut) or through, counts[2]),
    }
    local function ask()
      local s <close> = wrap_client(client, near)
      s:sendall "question"
      return s:recv(100)
    end
    local function reply()
      local s <close> = wrap_server(server, far)
      local question = s:recv(100)
      s:sendall "answer"
      return question, s:recv(100)
    end
    local tasks = {
      asyncio.create_task(function() result.asked = table.pack(pcall(ask)) end),
      asyncio.create_task(function() result.replied = table.pack(pcall(reply)) end),
    }
    for _, task in ipairs(tasks) do task:await() end
    for _, s in ipairs{near, left, right, far} do s:close() end
    for _, task in ipairs(carriers) do task:await() end
    return result.asked, result.replied, counts[1][1], counts[2][1]
  end

  -- Each side gets either the whole text or an error of the connection, and nothing else.
  local function assert_right(expected, results, where)
    if results[1] then
      assert(results[2] == expected, where)
    else
      assert(socket.isinstance(results[2], socket.OSError), ("%s: %s"):format(where, results[2]))
    end
  end

  -- Repeats the conversation with a change at each position, and calls f(asked, replied, position).
  local function at_each_byte(version, patience, meddle, f)
    local server, client = contexts(version)
    asyncio.run(function()
      local listener = support.listener()
      local lengths = {}
      local _
      _, _, lengths.question, lengths.answer = converse(listener, server, client, PATIENCE)
      for direction, length in pairs(lengths) do
        for position = 0, length - 1, STEP do
          local asked, replied = converse(listener, server, client, patience, direction, meddle(position))
          local where = ("%s, byte %d of the %s's side"):format(version, position, direction)
          assert_right("answer", asked, where)
          assert_right("question", replied, where)
          f(asked, replied, where)
        end
      end
    end)
  end

  local function cutting(how)
    return function(limit)
      return function(cut)
        return function(data, position)
          if position + #data <= limit then return data end
          return data:sub(1, limit - position), cut(how)
        end
      end
    end
  end

  local function assert_ended(asked, replied, where)
    for _, results in ipairs{asked, replied} do
      assert(results[1] or not socket.isinstance(results[2], socket.TimeoutError), where .. ": it hangs")
    end
  end

  for _, version in ipairs(VERSIONS) do
    it("ends a connection at any byte, which never looks like a regular end: " .. version, function()
      at_each_byte(version, PATIENCE, cutting(function(s) s:close() end), assert_ended)
    end)

    it("resets a connection at any byte: " .. version, function()
      at_each_byte(version, PATIENCE, cutting(reset), assert_ended)
    end)

    -- If the length of a record was increased, both sides wait for more, which is why the timeout is short.
    it("changes any byte, and no other data comes out: " .. version, function()
      at_each_byte(version, 0.1, function(which)
        return function()
          return function(data, position)
            local i = which - position + 1
            if i < 1 or i > #data then return data end
            return data:sub(1, i - 1) .. string.char(data:byte(i) ~ 1) .. data:sub(i + 1)
          end
        end
      end, function() end)
    end)

    it("carries one byte at a time: " .. version, function()
      local server, client = contexts(version)
      asyncio.run(function()
        local a, b = support.socketpair()
        local c, d = support.socketpair()
        local function trickle(from, to)
          while true do
            local data = from:recv(1)
            if not data then return to:shutdown(socket.SHUT_WR) end
            to:sendall(data)
          end
        end
        local tasks = {asyncio.create_task(trickle, b, c), asyncio.create_task(trickle, c, b)}
        local task = asyncio.create_task(function()
          local s <close> = wrap_server(server, d)
          s:sendall(rest_of(s):upper())
        end)
        local s <close> = wrap_client(client, a)
        local text = ("some text "):rep(2000)
        s:sendall(text)
        s:shutdown(socket.SHUT_WR)
        assert.equal(text:upper(), rest_of(s))
        task:await()
        s:close()
        for _, t in ipairs(tasks) do t:await() end
      end)
    end)
  end
end)

describe("Data is right byte for byte", function()
  after_each(support.cleanup)
  if missing then return pending(missing) end

  -- Returns a plain connection with small buffers.
  local function narrow_pair()
    local a, b = support.tcp_pair()
    for _, s in ipairs{a, b} do
      s:setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
      s:setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
    end
    return a, b
  end

  -- Ways to send that may fail. Each returns how much was accepted, and whether it succeeded.
  local WAYS = {
    function(s, data)  -- send with a timeout
      s:settimeout(math.random() * 0.001)
      local ok, n = pcall(s.send, s, data)
      return ok and n or 0, ok
    end,
    function(s, data)  -- sendall with a timeout
      s:settimeout(math.random() * 0.001)
      local ok, e = pcall(s.sendall, s, data)
      return ok and #data or e.bytes_sent, ok
    end,
    function(s, data)  -- non-blocking send
      s:settimeout(0)
      local ok, n = pcall(s.send, s, data)
      return ok and n or 0, ok
    end,
    function(s, data)  -- send in a task that is cancelled
      s:settimeout(nil)
      local n
      local task = asyncio.create_task(function() n = s:send(data) end)
      for _ = 1, math.random(0, 2) do asyncio.sleep(0) end
      task:cancel()
      pcall(task.await, task)
      return n or 0, n ~= nil
    end,
  }

  -- Sends in all of these ways, in random order, while the peer reads a little now and then.
  local function send_in_all_ways(s, peer, times)
    local sent, received, failures = {}, {}, {}
    peer:settimeout(0)
    for i = 1, times do
      local data = ("%08d|"):format(i):rep(math.random(3000))
      local way = math.random(#WAYS)
      local n, ok = WAYS[way](s, data)
      sent[#sent + 1] = data:sub(1, n)
      if not ok then failures[way] = true end
      if math.random(8) == 1 then
        local got, piece = pcall(peer.recv, peer, 20000)
        if got then received[#received + 1] = piece end
      end
    end
    return table.concat(sent), table.concat(received), #failures
  end

  for _, version in ipairs(VERSIONS) do
    it("after timeouts, cancellations and partial sends: " .. version, function()
      asyncio.run(function()
        local a, b = narrow_pair()
        local ends = {meet(version, a, b)}
        for i = 1, 2 do
          local s, peer = ends[i], ends[3 - i]
          local sent, received, failures = send_in_all_ways(s, peer, 150)
          assert.equal(#WAYS, failures)  -- each way has failed at least once
          s:settimeout(PATIENCE)
          peer:settimeout(PATIENCE)
          local last = asyncio.create_task(s.sendall, s, "the end")
          while received:sub(-7) ~= "the end" do received = received .. peer:recv(65536) end
          last:await()
          assert.is_true(received == sent .. "the end")
        end
      end)
    end)

    it("outside of tasks, too: " .. version, function()
      local a, b = narrow_pair()
      local s, peer
      asyncio.run(function() s, peer = meet(version, a, b) end)
      local sent, received = {}, {}
      s:settimeout(0)
      peer:settimeout(0)
      local function read()
        local ok, data = pcall(peer.recv, peer, 5000)
        if ok then received[#received + 1] = data end
        return ok
      end
      for i = 1, 300 do
        local data = ("%08d|"):format(i):rep(math.random(3000))
        local ok, n = pcall(s.send, s, data)
        if ok then sent[#sent + 1] = data:sub(1, n) else read() end
      end
      sent = table.concat(sent)
      support.wait_until(function()
        read()
        pcall(s.recv, s, 1)  -- any call sends what is still buffered
        return #table.concat(received) == #sent
      end)
      assert.is_true(table.concat(received) == sent)
    end)

    it("after a close, with unread tickets: " .. version, function()
      local text = ("0123456789abcdef"):rep(200000)
      asyncio.run(function()
        for _, timeout in ipairs{false, 5} do
          local a, b = support.tcp_pair()
          local s, peer = meet(version, a, b)
          local task = asyncio.create_task(function()
            asyncio.sleep(0.05)  -- when the client closes, most of the data is still unread
            return rest_of(peer)
          end)
          s:settimeout(timeout or nil)
          s:sendall(text)
          s:close()
          assert.is_true(task:await() == text)
        end
      end)
    end)

    it("with a reader and a writer in tasks on each side: " .. version, function()
      asyncio.run(function()
        local a, b = narrow_pair()
        local ends = {meet(version, a, b)}
        local texts = {ssl.RAND_bytes(1000000), ssl.RAND_bytes(700000)}
        local tasks = {}
        for i, s in ipairs(ends) do
          s:settimeout(PATIENCE)
          tasks[i] = asyncio.create_task(function()
            s:sendall(texts[i])
            s:shutdown(socket.SHUT_WR)
          end)
          tasks[i + 2] = asyncio.create_task(rest_of, s)
        end
        for _, task in ipairs(tasks) do task:await() end
        assert.is_true(tasks[3]:result() == texts[2])
        assert.is_true(tasks[4]:result() == texts[1])
      end)
    end)
  end
end)

describe("A flood of key updates", function()
  if missing then return pending(missing) end

  local program

  setup(function()
    local cc = headers.compiler()
    if not cc then return end
    program = os.tmpname()
    local command = ("%s -O1 -o %s spec/support/tls_peer.c $(pkg-config --cflags --libs openssl)"):format(cc, program)
    local built = support.run({"sh", "-c", command}, {cwd = support.root, timeout = 100})
    assert(built.code == 0, built.stderr)
    support.cleanup()
  end)

  teardown(function()
    if program then os.remove(program) end
  end)

  after_each(support.cleanup)

  local function flood(side, count)
    local listener, address = support.listener()
    listener:setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
    local child = support.spawn{program, side, address.port, certificates.server.both, count}
    local plain = listener:accept()
    local server, client = contexts "TLSv1_3"
    plain:settimeout(PATIENCE)
    local s = side == "client" and wrap_server(server, plain) or wrap_client(client, plain)
    return support.close_later(s), child
  end

  local function assert_survives(side, count, begins)
    local s, child = flood(side, count)
    if begins then begins() end
    local before = tonumber(support.status "VmRSS":match "%d+")
    assert.equal("done\n", s:recv(100))  -- the only data among the key updates
    local more = tonumber(support.status "VmRSS":match "%d+") - before
    if not support.checker() then assert.is_true(more < 2000, more .. " KiB more") end
    s:sendall "thanks\n"
    assert.is_nil(s:recv(100))
    assert.equal("thanks\n", child:wait().stdout)
  end

  for _, side in ipairs{"client", "server"} do
    it(("from a %s uses little memory, and loses nothing"):format(side), function()
      if not program then return pending "there is no C compiler here" end
      assert_survives(side, 5000)
    end)

    it(("from a %s lets other tasks run"):format(side), function()
      if not program then return pending "there is no C compiler here" end
      asyncio.run(function()
        local clock, turns
        assert_survives(side, 1000, function()
          turns = 0
          clock = asyncio.create_task(function()
            while true do
              asyncio.sleep(0)
              turns = turns + 1
            end
          end)
        end)
        clock:cancel()
        assert.is_true(turns >= 1000 // 32, turns .. " turns")  -- one after each 32 records
      end)
    end)
  end
end)

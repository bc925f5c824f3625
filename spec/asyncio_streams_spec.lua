-- asyncio/reader.lua, asyncio/writer.lua and asyncio/streams.lua: StreamReader, StreamWriter, open_connection.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local core = require "pysocket.core"
local selecting = require "pysocket.select"
local socket = require "pysocket"

local main, turns, open_fds = tasks.main, tasks.turns, tasks.open_fds
local CancelledError = asyncio.CancelledError

-- Returns the two ends of a connection: reader and writer, and the peer's socket.
local function opened(options)
  local a, b = support.tcp_pair()
  -- Small buffers ensure that the kernel takes only part of a large write.
  a:setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
  b:setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
  options = options or {}
  options.sock = a
  local reader, writer = asyncio.open_connection(options)
  return reader, writer, b
end

-- Returns a reader that receives these pieces and then the end of the stream.
local function fed(pieces, limit)
  local reader, _, peer = opened{limit = limit}
  for _, piece in ipairs(pieces) do
    peer:sendall(piece)
  end
  peer:shutdown(socket.SHUT_WR)
  return reader
end

-- The same, but each piece is sent only when the reader waits for it.
local function trickled(pieces, limit)
  local reader, _, peer = opened{limit = limit}
  asyncio.create_task(function()
    for _, piece in ipairs(pieces) do
      turns(3)
      peer:sendall(piece)
    end
    turns(3)
    peer:shutdown(socket.SHUT_WR)
  end)
  return reader
end

local function received(s, n)
  local got = {}
  local count = 0
  while not n or count < n do
    local data = s:recv(65536)
    if not data then break end
    got[#got + 1] = data
    count = count + #data
  end
  return table.concat(got)
end

describe("a stream reader", function()
  after_each(support.cleanup)

  it("reads the available data, up to a number of bytes", main(function()
    local reader = fed{"hello world"}
    assert.equal("", reader:read(0))
    assert.equal("hello", reader:read(5))
    assert.equal(" world", reader:read(100))
    assert.is_nil(reader:read(100))
    assert.is_nil(reader:read(1))
    assert.equal("", reader:read(0))
  end))

  it("reads everything up to the end", main(function()
    assert.equal("abc", trickled{"a", "b", "c"}:read())
    assert.equal("abc", fed{"abc"}:read(-1))
    local reader = fed{"x"}
    assert.equal("x", reader:read())
    assert.equal("", reader:read())
  end))

  it("reads lines with their ends", main(function()
    local reader = trickled{"one\ntw", "o\n", "\nthree"}
    assert.equal("one\n", reader:readline())
    assert.equal("two\n", reader:readline())
    assert.equal("\n", reader:readline())
    assert.equal("three", reader:readline())
    assert.is_nil(reader:readline())
  end))

  it("iterates over lines, without or with their ends", main(function()
    local lines = {}
    for line in trickled{"a\nb", "b\n\nc"}:lines() do lines[#lines + 1] = line end
    assert.same({"a", "bb", "", "c"}, lines)
    lines = {}
    for line in fed{"a\nb"}:lines("L") do lines[#lines + 1] = line end
    assert.same({"a\n", "b"}, lines)
    assert.matches("invalid format", support.error_message(function() fed{}:lines("n") end))
  end))

  it("reads exactly a number of bytes", main(function()
    local reader = trickled{"ab", "cd", "ef", "g"}
    assert.equal("", reader:readexactly(0))
    assert.equal("abc", reader:readexactly(3))
    assert.equal("def", reader:readexactly(3))
    local e = support.raises(asyncio.IncompleteReadError, reader.readexactly, reader, 3)
    assert.equal("g", e.partial)
    assert.equal(3, e.expected)
    assert.matches("asyncio_streams_spec.lua:%d+: IncompleteReadError: 1 bytes read on a total of 3 expected bytes",
      support.error_message(function() fed{"g"}:readexactly(3) end))
    assert.matches("readexactly size can not be less than zero",
      support.error_message(function() reader:readexactly(-1) end))
  end))

  it("reads until a separator", main(function()
    local reader = trickled{"one\r", "\ntwo\r\n\r", "\nrest"}
    assert.equal("one\r\n", reader:readuntil("\r\n"))
    assert.equal("two\r\n\r\n", reader:readuntil("\r\n\r\n"))
    local e = support.raises(asyncio.IncompleteReadError, reader.readuntil, reader, "\n")
    assert.equal("rest", e.partial)
    assert.is_nil(e.expected)
    assert.matches("4 bytes read on a total of undefined expected bytes", tostring(e))
  end))

  it("reads until the first of several separators", main(function()
    local reader = trickled{"a;b,c", ";;d", "END"}
    assert.equal("a;", reader:readuntil{",", ";"})
    assert.equal("b,", reader:readuntil{",", ";"})
    assert.equal("c;;", reader:readuntil{";;", ","})
    assert.equal("dEND", reader:readuntil{"END", "ENDING"})
    assert.matches("at least one%-byte string", support.error_message(function() reader:readuntil("") end))
    local separator = socket.bytearray("<;>")
    reader = trickled{"a;b,c", ";;d", "END"}
    assert.equal("a;", reader:readuntil(separator:view(2, 2)))
    assert.equal("b,", reader:readuntil{separator:view(2, 2), ","})
    separator:set(1, "END")
    assert.equal("c;;dEND", reader:readuntil(separator))
    assert.matches("at least one%-byte string",
      support.error_message(function() reader:readuntil(separator:view(1, 0)) end))
    assert.matches("string, bytearray, view or sequence of such expected",
      support.error_message(function() reader:readuntil(1) end))
    local with_nil = setmetatable({"a", nil, "b"}, {__len = function() return 3 end})
    -- A nil among the separators used to end the check early, but not the search.
    assert.matches("streams_spec%.lua:%d+: bad argument #1 to 'readuntil' %(string, bytearray, view or sequence of",
      support.error_message(function() return (reader:readuntil(with_nil)) end))
    assert.matches("at least one element", support.error_message(function() reader:readuntil{} end))
  end))

  it("reports that a separator is not found within the limit", main(function()
    local reader = trickled({"0123456789", "abc\nx"}, 8)
    local e = support.raises(asyncio.LimitOverrunError, reader.readuntil, reader)
    assert.equal("Separator is not found, and chunk exceed the limit", e.message)
    assert.equal(10, e.consumed)
    assert.equal("0123456789abc\n", reader:readexactly(14))  -- nothing was lost
    reader = fed({"0123456789\nrest\n"}, 8)
    e = support.raises(asyncio.LimitOverrunError, reader.readuntil, reader)
    assert.equal("Separator is found, but chunk is longer than limit", e.message)
    assert.equal(10, e.consumed)
    reader = fed({"0123456789|"}, 8)
    assert.equal(10, support.raises(asyncio.LimitOverrunError, reader.readuntil, reader, "|").consumed)
    reader = fed({"0123456789"}, 8)
    assert.equal(9, support.raises(asyncio.LimitOverrunError, reader.readuntil, reader, "||").consumed)
    reader = fed({"01234567\n"}, 8)
    assert.equal("01234567\n", reader:readuntil())
  end))

  it("drops a line that is longer than the limit", main(function()
    local reader = fed({"0123456789\nshort\n"}, 8)
    support.raises(asyncio.LimitOverrunError, reader.readline, reader)
    assert.equal("short\n", reader:readline())
    reader = fed({"0123456789\nshort\n"}, 8)
    support.raises(asyncio.LimitOverrunError, reader:lines(), reader[1])
    for line in reader:lines() do assert.equal("short", line) end
  end))

  it("has a limit of 64 KiB by default", main(function()
    local line = ("x"):rep(64 * 1024)
    assert.equal(line .. "\n", fed{line .. "\n"}:readline())
    local reader = fed{line .. "y\n"}
    support.raises(asyncio.LimitOverrunError, reader.readline, reader)
    assert.matches("Limit cannot be <= 0", support.error_message(opened, {limit = 0}))
  end))
end)

describe("a stream reader and its connection", function()
  after_each(support.cleanup)

  it("knows the end of the stream", main(function()
    local reader = fed{"x"}
    assert.is_false(reader:at_eof())
    reader:read(1)
    assert.is_false(reader:at_eof())  -- nobody has read the end yet
    assert.is_nil(reader:read(1))
    assert.is_true(reader:at_eof())
    reader = fed{"xy"}
    reader:readline()
    assert.is_true(reader:at_eof())
  end))

  it("serves one task at a time", main(function()
    local reader = opened()
    local task = asyncio.create_task(reader.read, reader, 1)
    turns()
    assert.matches("readline%(%) called while another task is already waiting for incoming data",
      support.error_message(function() reader:readline() end))
    task:cancel()
    support.raises(CancelledError, task.await, task)
  end))

  it("loses nothing when it is cancelled", main(function()
    local reader, _, peer = opened()
    peer:sendall("half a ")
    local task = asyncio.create_task(reader.readline, reader)
    turns()
    task:cancel()
    support.raises(CancelledError, task.await, task)
    peer:sendall("line\n")
    assert.equal("half a line\n", reader:readline())
  end))

  it("raises the error of a broken connection at every call", main(function()
    local reader, writer, peer = opened()
    peer:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("i4i4", 1, 0))
    peer:close()
    local e = support.raises("ConnectionResetError", reader.read, reader, 1)
    assert.equal(e, select(2, pcall(reader.readline, reader)))
    assert.equal(e, reader:exception())
    assert.equal(e, select(2, pcall(writer.drain, writer)))
    assert.equal(e, select(2, pcall(writer.wait_closed, writer)))
    assert.is_true(writer:is_closing())
  end))

  it("sees the end when the connection is closed here", main(function()
    local reader, writer = opened()
    local task = asyncio.create_task(reader.read, reader, 1)
    turns()
    writer:close()
    assert.is_nil(task:await())
    assert.is_true(reader:at_eof())
    assert.is_nil(reader:exception())
  end))

  it("reads a large stream whole, however it is split", main(function()
    local piece = ("0123456789abcde\n"):rep(4096)
    local reader, _, peer = opened()
    asyncio.create_task(function()
      for _ = 1, 64 do peer:sendall(piece) end
      peer:close()
    end)
    assert.equal(piece, reader:readexactly(#piece))
    local count = 0
    for line in reader:lines() do
      assert(line == "0123456789abcde")
      count = count + 1
    end
    assert.equal(63 * 4096, count)
  end))

  it("prints its state", main(function()
    local reader = fed({"abc"}, 5)
    reader:read(1)
    assert.equal("<StreamReader 2 bytes limit=5>", tostring(reader))
    reader:read()
    assert.equal("<StreamReader 0 bytes eof limit=5>", tostring(reader))
  end))
end)

describe("a stream writer", function()
  after_each(support.cleanup)

  it("sends written data in the background, all at once", main(function()
    local _, writer, peer = opened()
    writer:write("one ")
    writer:write("two ")
    writer:writelines{"three ", "four"}
    assert.equal(18, writer:get_write_buffer_size())
    assert.equal("one two three four", peer:recv(100))
    assert.equal(0, writer:get_write_buffer_size())
  end))

  -- If the finalizer ran after the last writer had been sent, its writer used to be forgotten, and so was all that
  -- was written to it later.
  it("sends what a finalizer writes while another writer's bytes are sent", main(function()
    local _, first, first_peer = opened()
    local _, second, second_peer = opened()
    local send = socket.socket.send
    support.defer(function() socket.socket.send = send end)
    socket.socket.send = function(...)
      collectgarbage()
      return send(...)
    end
    setmetatable({}, {__gc = function() second:write "from a finalizer" end})
    first:write(("first"):rep(2000000))  -- more than the kernel's buffers hold
    first_peer:settimeout(10)
    assert.equal("first", first_peer:recv(5))
    second_peer:settimeout(10)
    assert.equal("from a finalizer", second_peer:recv(100))
    second:write "later"
    assert.equal("later", second_peer:recv(100))
  end))

  -- It used to wait for more room, which nobody reported when the later bytes were sent at once.
  it("ends a drain when there was room, whatever another task has written since", main(function()
    local _, writer, peer = opened()
    writer:set_write_buffer_limits{high = 0}
    writer:write(("x"):rep(1 << 20))
    local drain = asyncio.create_task(writer.drain, writer)
    asyncio.create_task(function()
      repeat asyncio.sleep(0) until writer:get_write_buffer_size() == 0
      writer:write "y"
    end)
    asyncio.sleep(0)
    received(peer, (1 << 20) + 1)
    asyncio.wait_for(drain, 20)
  end))

  for _, method in ipairs{"close", "write_eof", "drain"} do
    it("raises the error of a large write, and not that of a later send: " .. method, main(function()
      local _, writer, peer = opened()
      writer:write "unread"
      writer:drain()
      assert.equal("u", peer:recv(1))
      peer:close()  -- resets the connection
      selecting.select({writer:get_extra_info "socket"}, {}, {}, 20)
      writer:write(("x"):rep(20000))
      pcall(writer[method], writer)
      writer:close()
      support.raises("ConnectionResetError", writer.wait_closed, writer)
    end))
  end

  it("sends at once with drain", main(function()
    local _, writer, peer = opened()
    writer:write("x")
    writer:drain()
    peer:settimeout(0)
    assert.equal("x", peer:recv(100))
    writer:drain()  -- there is nothing to drain
  end))

  it("accepts bytearrays and views, with their bytes at that time", main(function()
    local _, writer, peer = opened()
    local b = socket.bytearray("abcdef")
    writer:write(b)
    writer:write(b:view(2, 3))
    b[1] = 120
    writer:drain()
    assert.equal("abcdefbc", peer:recv(100))
    assert.matches("asyncio_streams_spec.lua:%d+: bad argument #1 to 'write' %(string, bytearray or view expected",
      support.error_message(function() writer:write(5) end))
  end))

  it("never waits in write, and sends all in order", main(function()
    local _, writer, peer = opened()
    local pieces, sum = {}, 0
    for i = 1, 200 do
      pieces[i] = ("%d "):format(i):rep(10000)
      sum = sum + #pieces[i]
      writer:write(pieces[i])
    end
    assert.is_true(writer:get_write_buffer_size() > 0)
    turns(3)
    writer:write("end")
    assert.is_true(table.concat(pieces) .. "end" == received(peer, sum + 3))
  end))

  it("makes drain wait while too much data is unsent", main(function()
    local _, writer, peer = opened()
    writer:write(("x"):rep(16 * 1024 * 1024))
    local drained = asyncio.create_task(writer.drain, writer)
    local also = asyncio.create_task(writer.drain, writer)
    turns(20)
    assert.is_false(drained:done() or also:done())
    local reading = asyncio.create_task(received, peer)
    drained:await()
    also:await()
    assert.is_true(writer:get_write_buffer_size() <= 16 * 1024)
    writer:close()
    assert.equal(16 * 1024 * 1024, #reading:await())
  end))

  it("loses nothing to a drain that is cancelled", main(function()
    local _, writer, peer = opened()
    local data = ("0123456789abcdef"):rep(1024 * 1024)
    writer:write(data)
    local drain = asyncio.create_task(writer.drain, writer)
    turns()
    drain:cancel()
    support.raises(CancelledError, drain.await, drain)
    assert.is_true(data == received(peer, #data))
  end))

  it("has limits that can be set", main(function()
    local _, writer = opened()
    writer:set_write_buffer_limits{high = 32 * 1024 * 1024}
    writer:write(("x"):rep(16 * 1024 * 1024))
    writer:drain()
    assert.is_true(writer:get_write_buffer_size() > 64 * 1024)
    assert.matches("high %(1%) must be >= low %(2%) must be >= 0",
      support.error_message(function() writer:set_write_buffer_limits(1, 2) end))
  end))
end)

describe("a stream writer that finalizers use", function()
  after_each(support.cleanup)

  local function set_pause(percent)
    if _VERSION == "Lua 5.4" then return collectgarbage("setpause", percent) end
    return collectgarbage("param", "pause", percent)
  end

  -- Calls f. Meanwhile each allocation runs a full collection.
  local function collecting(f)
    local mode = collectgarbage("incremental", 0, 0, 100)
    local pause = set_pause(0)
    local _ <close> = setmetatable({}, {__close = function()
      set_pause(pause)
      collectgarbage(mode)
    end})
    collectgarbage()
    f()
  end

  -- A finalizer that wrote while strings were being concatenated used to lose its data, though it was counted; a
  -- drain at that time sent data twice.
  it("sends each byte once and in order, whenever finalizers write and drain", main(function()
    local _, writer, peer = opened()
    local reading = asyncio.create_task(received, peer)
    local finalizers, written = 0, {}
    local function arm()
      setmetatable({}, {__gc = function()
        if not written then return end
        finalizers = finalizers + 1
        writer:write "x"
        if finalizers % 3 == 0 then pcall(writer.drain, writer) end
        arm()
      end})
    end
    arm()
    collecting(function()
      for i = 1, 40 do
        local piece = ("<%d>"):format(i)
        if i % 10 == 0 then piece = piece:rep(100000) end
        written[i] = piece
        writer:write(piece)
        if i % 10 == 0 then asyncio.sleep(0) end
      end
    end)
    local sent = table.concat(written)
    written = nil
    writer:close()
    writer:wait_closed()
    local got, count = reading:await():gsub("x", "")
    assert.is_true(got == sent)
    assert.equal(finalizers, count)
    assert.is_true(count > 40, count)
  end))

  -- Calls f. The first function of C in it that lets the collector run calls `act` as a finalizer.
  local function with_finalizer(act, f)
    local ran, in_time, debt = false, false, {}
    local meta = {__gc = function() ran = true act() end}
    collecting(function()
      collectgarbage "stop"
      ;(function() setmetatable({}, meta) end)()
      collectgarbage "restart"
      for i = 1, 1000 do debt[i] = i end
      f()
      in_time = ran
    end)
    assert.is_true(in_time and #debt > 0)
  end

  -- The number of unsent bytes used to be counted before that, and bytes that had been sent were sent again.
  it("sends nothing twice if a finalizer drains while drain is called", main(function()
    local _, writer, peer = opened()
    writer:write "abc"
    with_finalizer(function() writer:drain() end, function() writer:drain() end)
    writer:close()
    assert.equal("abc", received(peer))
  end))

  -- They used to come after the part of the large piece that the kernel took.
  it("sends what a finalizer writes before or after a large piece", main(function()
    local _, writer, peer = opened()
    local large = ("x"):rep(1 << 20)
    with_finalizer(function() writer:write "<finalizer>" end, function() writer:write(large) end)
    local reading = asyncio.create_task(received, peer)
    writer:close()
    assert.is_true(reading:await() == "<finalizer>" .. large)
  end))

  it("sends what a finalizer writes while the stream is closed", main(function()
    local _, writer, peer = opened()
    with_finalizer(function() writer:write "<finalizer>" end, function() writer:close() end)
    assert.equal("<finalizer>", received(peer))
  end))
end)

describe("a stream writer that ends", function()
  after_each(support.cleanup)

  it("closes after all data is sent", main(function()
    local reader, writer, peer = opened()
    local data = ("x"):rep(4 * 1024 * 1024)
    writer:write(data)
    writer:close()
    assert.is_true(writer:is_closing())
    writer:write("too late, and dropped")
    local reading = asyncio.create_task(received, peer)
    writer:wait_closed()
    assert.equal(-1, writer:get_extra_info("socket"):fileno())
    assert.is_true(data == reading:await())
    assert.is_nil(reader:read(1))
    writer:close()
    writer:wait_closed()
    support.raises("ConnectionResetError", writer.drain, writer)
  end))

  it("sends the rest although a program cancels all tasks except its own, as Python's does", main(function()
    local _, writer, peer = opened()
    local data = ("x"):rep(4 * 1024 * 1024)
    writer:write(data)
    writer:close()
    turns()
    assert.same({asyncio.current_task()}, asyncio.all_tasks())
    for _, task in ipairs(asyncio.all_tasks()) do
      if task ~= asyncio.current_task() then task:cancel() end
    end
    turns()
    assert.equal(#data, #received(peer))
    writer:wait_closed()
  end))

  it("sends the rest while tasks that the end of the run cancels wait for it", function()
    local data, got, closed = ("x"):rep(4 * 1024 * 1024), nil, false
    asyncio.run(function()
      local _, writer, peer = opened()
      writer:write(data)
      writer:close()
      asyncio.create_task(function()
        pcall(tasks.hang)
        local _ <close> = asyncio.timeout(5)
        got = received(peer)
      end)
      asyncio.create_task(function()
        pcall(tasks.hang)
        local _ <close> = asyncio.timeout(5)
        writer:wait_closed()
        closed = true
      end)
      turns()
    end)
    assert.is_true(closed)
    assert.is_true(data == got)
  end)

  it("waits in wait_closed until the writer is closed", main(function()
    local _, writer = opened()
    local waiting = asyncio.create_task(writer.wait_closed, writer)
    turns()
    assert.is_false(waiting:done())
    writer:close()
    waiting:await()
  end))

  it("aborts at once", main(function()
    local _, writer = opened()
    writer:write(("x"):rep(16 * 1024 * 1024))
    local drain = asyncio.create_task(writer.drain, writer)
    turns()
    writer:abort()
    writer:wait_closed()
    drain:await()  -- returns without an error if another task closes the writer, as in Python
    assert.equal(0, writer:get_write_buffer_size())
    support.raises("ConnectionResetError", writer.drain, writer)
  end))

  it("shuts down only one direction", main(function()
    local reader, writer, peer = opened()
    assert.is_true(writer:can_write_eof())
    writer:write("question")
    writer:write_eof()
    assert.matches("asyncio_streams_spec.lua:%d+: Cannot call write%(%) after write_eof%(%)",
      support.error_message(function() writer:write("x") end))
    assert.equal("question", received(peer))
    peer:sendall("answer")
    peer:close()
    assert.equal("answer", reader:read())
    writer:write_eof()
  end))

  it("shuts down that direction after all data is sent", main(function()
    local _, writer, peer = opened()
    writer:write(("x"):rep(4 * 1024 * 1024))
    writer:write_eof()
    assert.equal(4 * 1024 * 1024, #received(peer))
    _, writer, peer = opened()
    writer:write_eof()
    assert.is_nil(peer:recv(1))
  end))

  it("reports that it cannot shut down that direction, because the peer would wait for the end", main(function()
    local reader, writer, peer = opened()
    peer:setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, string.pack("ii", 1, 0))
    peer:close()
    local ok, e = pcall(writer.write_eof, writer)
    if ok then ok, e = pcall(reader.read, reader) end
    assert.is_false(ok)
    assert.is_true(socket.isinstance(e, socket.OSError))
    assert.equal(require "pysocket.errno".ENOTCONN, e.errno)
    writer:close()  -- does not report an error that is known already
    assert.is_true(writer:is_closing())
  end))
end)

describe("a stream writer on its socket", function()
  after_each(support.cleanup)

  it("raises an error in drain when the peer has closed the connection", main(function()
    local _, writer, peer = opened()
    peer:close()
    local e = support.raises(socket.ConnectionError, function()
      while true do
        writer:write(("x"):rep(65536))
        writer:drain()
      end
    end)
    assert.equal(e, select(2, pcall(writer.drain, writer)))
    writer:write("dropped")
  end))

  it("works whatever timeout its socket is given", main(function()
    for _, timeout in ipairs{0, 0.001} do
      local reader, writer, peer = opened()
      local sock = writer:get_extra_info("socket")
      sock:settimeout(timeout)
      asyncio.create_task(function()
        asyncio.sleep(0.01)  -- longer than the timeout
        peer:sendall("late\n")
      end)
      assert.equal("late\n", reader:read(100))
      sock:settimeout(timeout)
      local data = ("x"):rep(4 * 1024 * 1024)
      writer:write(data)
      local draining = asyncio.create_task(writer.drain, writer)
      asyncio.sleep(0.01)
      assert.is_false(draining:done())
      sock:settimeout(timeout)
      writer:close()
      assert.is_true(data == received(peer))
      draining:await()
      writer:wait_closed()
    end
  end))

  it("can still be read from when a write has failed", main(function()
    for _, waiting in ipairs{false, true} do
      local reader, writer, peer = opened()
      local answer = ("too much, "):rep(500)
      local first = waiting and asyncio.create_task(reader.readexactly, reader, #answer)
      turns()
      writer:write("unread, so that the end of the connection is a reset")
      writer:drain()
      peer:sendall(answer)
      peer:close()
      local e = support.raises(socket.ConnectionError, function()
        while true do
          writer:write(("x"):rep(65536))
          writer:drain()
        end
      end)
      local got = first and first:await() or reader:readexactly(#answer)
      assert.is_true(answer == got)
      assert.equal(e, select(2, pcall(reader.read, reader, 1)))
    end
  end))

  it("no longer knows its own address after close, if nothing has asked for it before", main(function()
    local _, writer = opened()
    writer:close()
    assert.is_nil(writer:get_extra_info("sockname"))
    assert.is_not_nil(writer:get_extra_info("peername"))
  end))

  it("returns its addresses and its socket", main(function()
    local _, writer, peer = opened()
    local sock = writer:get_extra_info("socket")
    assert.equal(tostring(sock:getpeername()), tostring(writer:get_extra_info("peername")))
    assert.equal(tostring(peer:getpeername()), tostring(writer:get_extra_info("sockname")))
    assert.equal(1, sock:getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
    assert.equal("default", writer:get_extra_info("compression", "default"))
    assert.is_nil(writer:get_extra_info("nothing"))
    writer:close()
    assert.is_not_nil(writer:get_extra_info("peername"))
    assert.is_not_nil(writer:get_extra_info("sockname"))
    assert.matches("^<StreamWriter closed socket=<socket.socket %[closed%]", tostring(writer))
  end))

  it("closes at the end of the block", main(function()
    local peer
    do
      local _, writer, p = opened()
      peer = p
      local w <close> = writer
      w:write("bye")
    end
    assert.equal("bye", received(peer))
  end))
end)

describe("open_connection", function()
  -- Otherwise the socket would stay open until the next collection.
  it("closes its socket at once when it cannot set it up", main(function()
    local _, address = support.listener()
    local loop = core._loop()
    local original, before = loop.stream_buffer, open_fds()
    loop.stream_buffer = function() error(socket.OSError(12, "Cannot allocate memory"), 0) end
    collectgarbage "stop"
    local ok, e = pcall(asyncio.open_connection, "127.0.0.1", address.port)
    loop.stream_buffer = original
    local after = support.open_fds()
    collectgarbage "restart"
    assert.is_false(ok)
    assert.equal(12, e.errno)
    assert.same(before, after)
  end))

  after_each(support.cleanup)

  it("connects to a host and a port", main(function()
    local server, address = support.listener()
    local reader, writer = asyncio.open_connection("localhost", address.port)
    local conn = support.close_later((server:accept()))
    conn:sendall("hi\n")
    assert.equal("hi\n", reader:readline())
    writer:close()
    reader, writer = asyncio.open_connection{host = "127.0.0.1", port = address.port, family = socket.AF_INET,
      local_addr = {"127.0.0.1", 0}}
    support.close_later((server:accept()))
    writer:close()
    assert.is_nil(reader:read(1))
  end))

  it("tells the address of the peer as the kernel does, also after the end", main(function()
    local function check(listener, host, options)
      local _, writer = asyncio.open_connection(host, listener:getsockname().port, options)
      support.close_later((listener:accept()))
      local expected = writer:get_extra_info("socket"):getpeername()
      writer:close()
      assert.equal(expected, writer:get_extra_info("peername"))
    end
    local any = support.close_later(socket.create_server{"", 0})
    for _, host in ipairs{"127.0.0.1", "localhost", "0.0.0.0", "0"} do check(any, host, {family = socket.AF_INET}) end
    check(any, "127.0.0.2")
    check(any, "0.0.0.0", {local_addr = {"127.0.0.3", 0}})
    if not support.has_ipv6() then return end
    any = support.close_later(socket.create_server({"::", 0}, {family = socket.AF_INET6}))
    for _, host in ipairs{"::1", "::"} do check(any, host) end
  end))

  it("connects to a UNIX socket", main(function()
    local listener, path = support.listener(socket.AF_UNIX)
    local reader, writer = asyncio.open_unix_connection(path)
    local conn = support.close_later((listener:accept()))
    writer:write("x")
    assert.equal("x", conn:recv(1))
    conn:close()
    assert.is_nil(reader:read(1))
    writer:close()
    local a, b = socket.socketpair()
    support.close_later(a, b)
    reader = asyncio.open_unix_connection{sock = a}
    b:sendall("y")
    assert.equal("y", reader:read(1))
  end))

  it("accepts a stream that is not TCP", main(function()
    if not (socket.AF_VSOCK and support.has_family(socket.AF_VSOCK)) then
      return pending "the kernel has no AF_VSOCK"
    end
    local s = support.socket(socket.AF_VSOCK)
    local _, writer = asyncio.open_connection{sock = s}
    assert.equal(s, writer:get_extra_info("socket"))
    writer:close()
  end))

  it("raises the error that prevents it, and leaks no descriptor", main(function()
    local port = support.free_port()
    local before = open_fds()
    local e = support.raises("ConnectionRefusedError", asyncio.open_connection, "127.0.0.1", port)
    assert.equal("connect", e.call)
    support.raises("gaierror", asyncio.open_connection, "name.invalid", port, {flags = socket.AI_NUMERICHOST})
    support.raises("FileNotFoundError", asyncio.open_unix_connection, support.unix_path())
    assert.same(before, open_fds())
  end))

  it("can be cancelled, and leaves no descriptor behind", main(function()
    local before = open_fds()
    local listener, path = support.listener(socket.AF_UNIX)
    listener:listen(0)
    asyncio.open_unix_connection(path)  -- fills its queue
    local task = asyncio.create_task(function()
      while true do asyncio.open_unix_connection(path) end
    end)
    turns(10)
    assert.is_false(task:done())
    task:cancel()
    support.raises(CancelledError, task.await, task)
    listener:close()
    assert.same(before, open_fds())
  end))

  it("explains what its arguments must be", main(function()
    local function message(...)
      return support.error_message(function(...) asyncio.open_connection(...) end, ...)
    end
    assert.matches("asyncio_streams_spec.lua:%d+: bad argument #1 to 'open_connection' %(host and port was not",
      message())
    assert.matches("write asyncio%.open_connection%(host, port%)", message({"127.0.0.1", 80}))
    assert.matches("host/port and sock can not be specified at the same time",
      message("127.0.0.1", 80, {sock = socket.socket()}))
    assert.matches("A Stream Socket was expected",
      message{sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)})
    assert.matches("unexpected keyword 'tls'", message("127.0.0.1", 80, {tls = true}))
    assert.matches("socket expected, got number", message{sock = 5})
    assert.matches("path was not specified", support.error_message(asyncio.open_unix_connection))
  end))

  it("is only for tasks", function()
    assert.matches("asyncio_streams_spec.lua:%d+: no running event loop",
      support.error_message(function() asyncio.open_connection("127.0.0.1", 1) end))
  end)
end)

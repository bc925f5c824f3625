-- A call that blocks suspends only its own task. This holds for every call that may block, also deep inside
-- generators and pcall, where a cancellation reaches it as well. Lookups of names are in resolve_spec.lua.
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"
local select = require "pysocket.select"
local selectors = require "pysocket.selectors"
local socket = require "pysocket"

local pair = support.socketpair

-- f(s) waits until the peer sends a byte.
local function receiving(f)
  return function()
    local a, b = pair()
    return function() return f(b) end, function() a:send "x" end
  end
end

-- The same for f(file).
local function reading(f)
  return receiving(function(s) return f(s:makefile("rw", {buffering = 1})) end)
end

local function selecting(class)
  return receiving(function(s)
    local selector <close> = selectors[class]()
    selector:register(s, selectors.EVENT_READ)
    return #selector:select() == 1
  end)
end

-- f(s) waits until the peer reads the data that fills its buffers.
local function sending(f)
  return function()
    local a, b = pair()
    a:setblocking(false)
    repeat until not pcall(a.send, a, ("x"):rep(65536))
    a:setblocking(true)
    return function() return f(a) end, function()
      b:setblocking(false)
      repeat until not pcall(b.recv, b, 1 << 20)
    end
  end
end

-- f(address) waits until a listener whose backlog is full has room again. The kernel repeats the request for a
-- connection only a second later.
local function connecting(f)
  return function()
    local listener = support.socket()
    listener:bind{"127.0.0.1", 0}
    listener:listen(0)
    local address = listener:getsockname()
    repeat
      local s = support.socket()
      s:settimeout(0.05)
      local connected = pcall(s.connect, s, address)
      if not connected then s:close() end
    until not connected
    return function() support.close_later(f(address)) end, function() listener:accept():close() end
  end
end

-- Each prepares what it needs, and returns a function that waits and one that ends the wait.
local WAYS = {
  recv = receiving(function(s) return s:recv(1) end),
  recvfrom = receiving(function(s) return s:recvfrom(1) end),
  recv_into = receiving(function(s) return s:recv_into(socket.bytearray(1)) end),
  recvfrom_into = receiving(function(s) return s:recvfrom_into(socket.bytearray(1)) end),
  recvmsg = receiving(function(s) return s:recvmsg(1) end),
  recvmsg_into = receiving(function(s) return s:recvmsg_into{socket.bytearray(1)} end),
  recv_fds = receiving(function(s) return socket.recv_fds(s, 1, 1) end),
  send = sending(function(s) return s:send "x" end),
  sendall = sending(function(s) return s:sendall "x" end),
  sendmsg = sending(function(s) return s:sendmsg{"x"} end),
  send_fds = sending(function(s) return socket.send_fds(s, {"x"}, {s}) end),
  sendfile = sending(function(s)
    local file <close> = assert(io.open("README.md", "rb"))
    return s:sendfile(file, 0, 1)
  end),
  accept = function()
    local listener, address = support.listener()
    return function() support.close_later((listener:accept())) end, function()
      support.close_later(socket.create_connection(address))
    end
  end,
  connect = connecting(function(address)
    local s = socket.socket()
    s:connect(address)
    return s
  end),
  create_connection = connecting(socket.create_connection),
  ["a file's read"] = reading(function(file) return file:read(1) end),
  ["a file's lines"] = reading(function(file) return file:lines(1)() end),
  ["a file's write"] = sending(function(s) return s:makefile("w"):write("x"):flush() end),
  ["select.select"] = receiving(function(s) return #select.select({s}, {}, {}) == 1 end),
  ["select.poll"] = receiving(function(s)
    local poll = select.poll()
    poll:register(s, select.POLLIN)
    return #poll:poll() == 1
  end),
  ["select.epoll"] = receiving(function(s)
    local epoll <close> = select.epoll()
    epoll:register(s, select.EPOLLIN)
    return #epoll:poll() == 1
  end),
  DefaultSelector = selecting "DefaultSelector",
  EpollSelector = selecting "EpollSelector",
  PollSelector = selecting "PollSelector",
  SelectSelector = selecting "SelectSelector",
}

local names = {}
for name in pairs(WAYS) do names[#names + 1] = name end
table.sort(names)

-- Reads lines from a generator that itself reads from another generator, as a program might.
local function lines_of(s)
  local file = s:makefile()
  return coroutine.wrap(function()
    local words = coroutine.wrap(function()
      for line in file:lines() do
        for word in line:gmatch("%S+") do coroutine.yield(word) end
      end
    end)
    for word in words do coroutine.yield(word:upper()) end
  end)
end

for _, name in ipairs(names) do
  describe(name, function()
    after_each(support.cleanup)

    it("suspends only its task", tasks.main(function()
      local wait, release = WAYS[name]()
      local ticks, task = 0, asyncio.create_task(wait)
      for _ = 1, 10 do
        asyncio.sleep(0)
        ticks = ticks + 1
        assert.is_false(task:done())
      end
      release()
      task:await()
      assert.equal(10, ticks)
    end))

    it("is cancelled where it waits, in a generator of a generator under pcall", tasks.main(function()
      local wait, release = WAYS[name]()
      local log = tasks.log()
      local task = asyncio.create_task(function()
        local ok, e = pcall(function()
          for _ in coroutine.wrap(function()
            for _ in coroutine.wrap(function()
              local _ <close> = setmetatable({}, {__close = function(_, e)
                asyncio.sleep(0)
                log("inner closed", e.__name)
              end})
              wait()
            end) do log "never" end
          end) do log "never" end
        end)
        log(tostring(ok), e.__name)
        error(e, 0)
      end)
      tasks.turns(10)
      assert.is_false(task:done())
      task:cancel()
      support.raises(asyncio.CancelledError, task.await, task)
      assert.is_true(task:cancelled())
      assert.same({"inner closed CancelledError", "false CancelledError"}, log.list)
      release()
    end))
  end)
end

describe("data that was received before a cancellation", function()
  after_each(support.cleanup)

  it("is lost only with MSG_WAITALL: files and readers keep it", tasks.main(function()
    local function cancelled_after_half(read, s, peer)
      local task = asyncio.create_task(read, 4)
      peer:send "ab"
      tasks.turns()
      task:cancel()
      support.raises(asyncio.CancelledError, task.await, task)
      peer:send "cd"
      s:settimeout(5)
      return read(2)
    end
    local a, b = pair()
    assert.equal("cd", cancelled_after_half(function(n) return b:recv(n, socket.MSG_WAITALL) end, b, a))
    local file = b:makefile()
    assert.equal("ab", cancelled_after_half(function(n) return file:read(n) end, b, a))
    local c, d = pair()
    local reader = asyncio.open_connection{sock = d}
    assert.equal("ab", cancelled_after_half(function(n) return reader:readexactly(n) end, d, c))
  end))
end)

describe("generators in a task", function()
  after_each(support.cleanup)

  it("return items while the task waits for the data", tasks.main(function()
    local a, b = pair()
    local got = {}
    local reader = asyncio.create_task(function()
      for word in lines_of(b) do got[#got + 1] = word end
    end)
    for i, part in ipairs{"one tw", "o\nthr", "ee\n"} do
      a:sendall(part)
      tasks.turns(3)
      assert.equal(({0, 2, 3})[i], #got)
    end
    a:close()
    reader:await()
    assert.same({"ONE", "TWO", "THREE"}, got)
  end))

  it("wait at the end of their blocks too, when an error ends them", tasks.main(function()
    local ended = 0
    local generate = coroutine.wrap(function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(function()
        local _ <close> = setmetatable({}, {__close = function()
          tasks.turns(3)
          ended = ended + 1
        end})
        tasks.hang()
      end)
      asyncio.sleep(0)
      coroutine.yield "first"
      error "no more"
    end)
    assert.equal("first", generate())
    local e = support.raises("ExceptionGroup", generate)
    assert.matches("no more", e.exceptions[1])
    assert.equal(1, ended)
    assert.matches("cannot resume dead coroutine", support.error_message(generate))
  end))

  it("may be nested 90 deep", tasks.main(function()
    local a, b = pair()
    local function nest(depth)
      if depth == 0 then return b:recv(1) end
      return coroutine.wrap(nest)(depth - 1)
    end
    local task = asyncio.create_task(nest, 90)
    tasks.turns()
    a:send "x"
    assert.equal("x", task:await())
  end))

  it("may themselves run a loop if none is running", function()
    local generate = coroutine.wrap(function()
      local a, b = pair()
      coroutine.yield((asyncio.run(function()
        asyncio.create_task(a.sendall, a, "from a task")
        return b:recv(100)
      end)))
      return "outside"
    end)
    assert.equal("from a task", generate())
    assert.equal("outside", generate())
  end)
end)

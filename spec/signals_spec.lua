-- A signal that interrupts a system call neither disturbs the operation nor extends its timeout, writing to a closed
-- peer raises no SIGPIPE, and no signal disposition is changed.
local library = require "spec.support.library"
local support = require "spec.support"

local TIMEOUT = 0.6

local function succeeded(child)
  local result = child:wait()
  assert.equal("", (result.stderr:gsub("!", "")))
  assert.equal(0, result.code)
  return result.stdout
end

-- Prints "ready", blocks, and prints the time until the TimeoutError.
local BLOCKED = [[
  s:settimeout(%g)
  ready()
  local start = now()
  local ok, e = pcall(function() %s end)
  print(now() - start)
  assert(not ok and socket.isinstance(e, socket.TimeoutError), e)
]]
local LISTEN = 'local s = socket.socket() s:bind{"127.0.0.1", 0} s:listen(0) '
local UDP = 'local s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM) s:bind{"127.0.0.1", 0} '
local PAIR = LISTEN .. [[
  local c = socket.socket()
  c:connect(s:getsockname())
  s = s:accept()
]]
local FULL = LISTEN .. [[
  local address = s:getsockname()
  local c = socket.socket()
  c:connect(address)
  local listener = s
  s = socket.socket()
]]
local CALLS = {
  {name = "recv", before = PAIR, call = "s:recv(1)"},
  {name = "recvfrom", before = UDP, call = "s:recvfrom(1)"},
  {name = "accept", before = LISTEN, call = "s:accept()"},
  {name = "sendall", before = PAIR .. 'local data = ("x"):rep(50000000) ', call = "s:sendall(data)"},
  {name = "connect", before = FULL, call = "s:connect(address)"},
  {name = "sleep", before = 'local s = socket.socket() local time = require "pysocket.time" ',
    call = ("time.sleep(%g) error(socket.TimeoutError())"):format(TIMEOUT)},
}

describe("a signal", function()
  local handlers

  setup(function()
    handlers = assert(library.keep "spec/support/handlers.c")
  end)

  teardown(function() os.remove(handlers) end)

  after_each(support.cleanup)

  -- Starts a Lua script in a process that catches SIGUSR1; the script prints "ready" before it blocks.
  local function start(code, args)
    local child = support.spawn_lua([[
      local socket = require "pysocket"
      local HOST, PORT = arg[1], tonumber(arg[2])
      local function ready() print "ready" io.stdout:flush() end
      local function now()
        local f <close> = io.open "/proc/uptime"
        return f:read "n"
      end
    ]] .. code, args, {env = {LD_PRELOAD = handlers}})
    child:expect "^ready$"
    return child
  end

  local function caught(child)
    local _, count = child:error_output():gsub("!", "")
    return count
  end

  -- Interrupts the blocking call by a signal, and returns when the handler has run.
  local function by_handler(child)
    local before = caught(child)
    child:kill "USR1"
    support.wait_until(function() return caught(child) > before or not child:running() end)
  end

  -- Stops and continues the process, after which some calls fail with EINTR without any handler.
  local function by_stop(child)
    child:kill "STOP"
    support.wait_until(function()
      local ok, state = pcall(support.status, "State", child.pid)
      return not ok or state:find "^[TZX]"  -- it may have ended by itself
    end)
    child:kill "CONT"
  end

  local INTERRUPTIONS = {
    {name = "that has a handler", interrupt = by_handler},
    {name = "that stops the process", interrupt = by_stop},
  }

  for _, kind in ipairs(INTERRUPTIONS) do
    for _, case in ipairs(CALLS) do
      it(("%s leaves the timeout of %s where it is"):format(kind.name, case.name), function()
        local child = start(case.before .. BLOCKED:format(TIMEOUT, case.call))
        local count = 0
        support.wait_until(function()  -- for ever, if the timeout started again at each signal
          kind.interrupt(child)
          count = count + 1
          return not child:running()
        end)
        assert.is_true(count >= 2)
        local elapsed = tonumber(succeeded(child))
        assert.is_true(elapsed >= TIMEOUT - 0.011, "too early: " .. elapsed) -- the clock has ticks of 1/100 s
      end)
    end

    -- This process is the peer. None of its calls blocks for longer than its timeout.
    local function listener(backlog)
      local s = support.socket()
      s:bind{"127.0.0.1", 0}
      s:listen(backlog)
      s:settimeout(10)
      return s, s:getsockname()
    end

    local function accepted(s)
      local conn = support.close_later((s:accept()))
      conn:settimeout(10)
      return conn
    end

    local function interrupt(child)
      for _ = 1, 3 do
        child:wait_blocked()
        kind.interrupt(child)
      end
      child:wait_blocked()
    end

    it(kind.name .. " does not disturb recv", function()
      local s, address = listener()
      local child = start([[
        local s = socket.socket()
        s:connect{HOST, PORT}
        ready()
        print(s:recv(100))
      ]], address)
      local conn = accepted(s)
      interrupt(child)
      conn:sendall "after the signals"
      assert.equal("after the signals\n", succeeded(child))
    end)

    it(kind.name .. " does not disturb recvfrom", function()
      local s, address = support.udp_socket()
      local child = start([[
        local s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s:sendto("where I am", {HOST, PORT})
        ready()
        print((s:recvfrom(100)))
      ]], address)
      s:settimeout(10)
      local _, peer = s:recvfrom(100)
      interrupt(child)
      s:sendto("after the signals", peer)
      assert.equal("after the signals\n", succeeded(child))
    end)

    it(kind.name .. " does not disturb accept", function()
      local port = support.free_port()
      local child = start([[
        local s = socket.socket()
        s:bind{HOST, PORT}
        s:listen()
        ready()
        local conn, addr = s:accept()
        print(addr)
      ]], {"127.0.0.1", port})
      interrupt(child)
      local c = support.socket()
      c:connect{"127.0.0.1", port}
      local address = tostring(c:getsockname())
      assert.equal(address .. "\n", succeeded(child))
    end)

    it(kind.name .. " does not disturb sendall", function()
      local s, address = listener()
      local child = start([[
        local s = socket.socket()
        s:connect{HOST, PORT}
        local numbers = {}
        for i = 1, 250000 do numbers[i] = string.pack(">I4", i):rep(8) end
        ready()
        s:sendall(table.concat(numbers))
      ]], address)
      local conn = accepted(s)
      interrupt(child)
      local parts = {}
      while true do
        local data = conn:recv(100000)
        if not data then break end
        parts[#parts + 1] = data
        if #parts % 20 == 0 and child:running() then kind.interrupt(child) end
      end
      local all = table.concat(parts)
      assert.equal(8000000, #all)
      for i = 1, 250000 do
        if string.unpack(">I4", all, 32 * i - 3) ~= i then error("something else came at " .. i) end
      end
      succeeded(child)
    end)

    it(kind.name .. " does not disturb connect", function()
      -- A backlog of 0 holds one connection; the next one waits until that is accepted.
      local s, address = listener(0)
      local first = support.socket()
      first:connect(address)
      local child = start([[
        local s = socket.socket()
        ready()
        s:connect{HOST, PORT}
        s:sendall(tostring(s:getpeername()))
      ]], address)
      interrupt(child)
      accepted(s)
      local conn = accepted(s)
      assert.equal(tostring(address), conn:recv(100))
      succeeded(child)
    end)
  end
end)

describe("a timeout", function()
  after_each(support.cleanup)

  -- This is what Ctrl-Z and a later fg do. The rest of the timeout used to start again when the process continued.
  it("continues while the process is stopped", function()
    local child = support.spawn_lua [[
      local socket = require "pysocket"
      local s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s:bind{"127.0.0.1", 0}
      s:settimeout(1.5)
      print "ready"
      io.stdout:flush()
      local ok, e = pcall(s.recv, s, 1)
      assert(socket.isinstance(e, socket.TimeoutError), e)
      local f <close> = io.open "/proc/uptime"  -- the clock of support.now
      print(f:read "n")
    ]]
    child:expect "^ready$"
    child:wait_blocked()
    child:kill "STOP"
    local over = support.now() + 1.6
    support.wait_until(function() return support.now() > over end)
    child:kill "CONT"
    local continued = support.now()
    local result = child:wait()
    assert.equal("", result.stderr)
    assert.is_true(tonumber(result.stdout) - continued < 1.3)
  end)
end)

describe("SIGPIPE", function()
  after_each(support.cleanup)

  -- Runs the code and compares the signal dispositions before and after it. SIGPIPE has its default action.
  local function run(code)
    local script = support.tmpfile([[
      -- Returns the signals that are blocked, ignored and caught, except 32 and 33, which the C library reserves for
      -- its threads.
      local function dispositions()
        local f <close> = io.open "/proc/self/status"
        local text = ""
        for name, mask in f:read("a"):gmatch "(Sig%u%l%l):%s*(%x+)" do
          if name ~= "SigPnd" then
            text = ("%s%s=%016x\n"):format(text, name, tonumber(mask, 16) & ~(3 << 31))
          end
        end
        return text
      end
      local before = dispositions()
      assert(before:find "SigBlk=%x+\nSigIgn=%x+\nSigCgt=%x+\n")
      local socket = require "pysocket"
      local function pair(family)
        local s = socket.socket(family)
        if family == socket.AF_UNIX then s:bind(arg[1]) else s:bind{"127.0.0.1", 0} end
        s:listen()
        local a = socket.socket(family)
        a:connect(s:getsockname())
        return a, (s:accept())
      end
      -- Writes until the system reports that the peer has closed.
      local function broken(f, ...)
        local ok, e
        repeat
          ok, e = pcall(f, ...)
        until not ok and not socket.isinstance(e, socket.ConnectionResetError)
        assert(socket.isinstance(e, socket.BrokenPipeError), e)
      end
    ]] .. code .. [[
      assert(dispositions() == before, dispositions())
      print "alive"
    ]])
    return support.run{"env", "--default-signal=PIPE", table.unpack(support.lua_argv(script, support.unix_path()))}
  end

  local function assert_alive(result)
    assert.equal("", result.stderr)
    assert.equal("alive\n", result.stdout)
    assert.equal(0, result.code)
  end

  for _, family in ipairs{"AF_INET", "AF_UNIX"} do
    for _, call in ipairs{
      "a.send, a, 'x'", "a.sendall, a, ('x'):rep(100000)", "a.send, a, 'x', 0", "a.sendall, a, 'x', 0",
    } do
      it(("is not raised by %s to a closed peer, %s"):format(call, family), function()
        assert_alive(run(("local a, b = pair(socket.%s) b:close() broken(%s)"):format(family, call)))
      end)
    end

    it("is not raised by sending after shutdown, " .. family, function()
      assert_alive(run(([[
        local a, b = pair(socket.%s)
        a:shutdown(socket.SHUT_WR)
        broken(a.send, a, "x")
        broken(a.sendall, a, "x")
      ]]):format(family)))
    end)
  end

  it("is not raised by sendto on a connected socket", function()
    assert_alive(run [[
      local a, b = pair(socket.AF_INET)
      local peer = a:getpeername()
      b:close()
      broken(a.sendto, a, "x", peer)
    ]])
  end)

  it("and all other signals keep their disposition, whatever was called", function()
    assert_alive(run [[
      local a, b = pair(socket.AF_INET)
      a:settimeout(0.01)
      pcall(a.recv, a, 1)
      pcall(a.sendall, a, ("x"):rep(50000000))
      a:close()
      b:recv(10)
      socket.getaddrinfo("localhost", 80)
      socket.gethostbyname("127.0.0.1")
      pcall(socket.socket().connect, socket.socket(), {"127.0.0.1", 1})
    ]])
  end)

  it("still ends a process that receives it from elsewhere", function()
    local result = run [[
      local a, b = pair(socket.AF_INET)
      b:close()
      broken(a.send, a, "x")
      local f <close> = io.open "/proc/self/stat"
      os.execute("kill -PIPE " .. f:read "n")
    ]]
    assert.equal("", result.stdout)
    assert.equal(13, result.signal)
  end)
end)

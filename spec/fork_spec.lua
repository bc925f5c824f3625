-- What the child of a fork inherits. What the parent has left must not act in the child, and the child must not
-- affect the parent.
local library = require "spec.support.library"
local support = require "spec.support"

-- Each script has `fork` (see support/fork.c) and child(f), which runs f in a child process, waits for it and returns
-- its exit code: 0, 1 for an error, or the negative number of a signal.
local PRELUDE = [[
  local fork = assert(package.loadlib("%s", "luaopen_fork"))()
  local socket = require "pysocket"
  local asyncio = require "pysocket.asyncio"
  local function child(f, ...)
    local pid = fork.fork()
    if pid ~= 0 then return fork.wait(pid) end
    local ok, e = xpcall(f, debug.traceback, ...)
    if not ok then io.stderr:write(tostring(e), "\n") end
    fork.exit(ok and 0 or 1)
  end
]]

local path

local function run(script, env)
  local file = support.tmpfile(PRELUDE:format(path):gsub("\n", " ") .. script)
  return support.run(support.lua_argv(file), {timeout = 20, env = env})
end

-- Runs a script and compares its output.
local function prints(expected, script, env)
  local ran = run(script, env)
  assert.same({0, expected}, {ran.code or ran.signal, ran.stdout}, ran.stderr)
  return ran.stderr
end

-- The function of a script that waits until its act() has set `forked`.
local UNTIL_FORKED = [[
  local function until_forked()
    while not forked do asyncio.sleep(0.001) end
  end
]]

-- All places in which a program may fork. Each calls act() there.
local PLACES = {
  ["the main chunk"] = "act()",
  ["main"] = "asyncio.run(act)",
  ["a task"] = "asyncio.run(function() asyncio.create_task(act):await() end)",
  ["a task that has waited"] = "asyncio.run(function() asyncio.sleep(0.001) act() end)",
  ["a coroutine of a task"] = "asyncio.run(function() coroutine.wrap(act)() end)",
  ["a task of a group"] = [[
    asyncio.run(function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(asyncio.sleep, 0.01)
      group:create_task(act)
    end)]],
  ["the block of a group"] = [[
    asyncio.run(function()
      local group <close> = asyncio.TaskGroup()
      group:create_task(asyncio.sleep, 0.01)
      asyncio.sleep(0)
      act()
    end)]],
  ["the handler of a server"] = [[
    asyncio.run(function()
      local server <close> = asyncio.start_server(act, "127.0.0.1", 0)
      local reader, writer = asyncio.open_connection(table.unpack(server.sockets[1]:getsockname(), 1, 2))
      writer:close()
      until_forked()
    end)]],
  ["a function called from C"] = 'asyncio.run(function() string.gsub("x", "x", act) end)',
  ["a finalizer"] = [[
    asyncio.run(function()
      setmetatable({}, {__gc = act})
      collectgarbage()
    end)]],
  ["a task that holds a lock"] = [[
    asyncio.run(function()
      local lock = asyncio.Lock()
      local held <close> = lock:acquire()
      asyncio.create_task(lock.acquire, lock)
      asyncio.sleep(0)
      act()
    end)]],
  ["a timeout"] = [[
    asyncio.run(function()
      local limit <close> = asyncio.timeout(30)
      act()
    end)]],
  ["a task that is gathered"] = "asyncio.run(function() asyncio.gather({asyncio.sleep, 0.01}, act) end)",
  ["the end of a block"] = [[
    asyncio.run(function()
      local _ <close> = setmetatable({}, {__close = act})
    end)]],
  ["a callback"] = [[
    asyncio.run(function()
      asyncio.get_running_loop():call_soon(act)
      until_forked()
    end)]],
  ["a timer"] = [[
    asyncio.run(function()
      asyncio.get_running_loop():call_later(0.001, act)
      until_forked()
    end)]],
  ["a done callback of a task"] = [[
    asyncio.run(function()
      asyncio.create_task(asyncio.sleep, 0):add_done_callback(act)
      until_forked()
    end)]],
  ["a done callback of a future"] = [[
    asyncio.run(function()
      local future = asyncio.Future()
      future:add_done_callback(act)
      future:set_result(1)
      until_forked()
    end)]],
  ["the handler of a signal"] = [[
    asyncio.run(function()
      asyncio.get_running_loop():add_signal_handler("SIGUSR2", act)
      fork.kill(fork.pid(), 12)
      until_forked()
    end)]],
  ["the handler of lost errors"] = [[
    asyncio.run(function()
      local loop = asyncio.get_running_loop()
      loop:set_exception_handler(act)
      loop:call_soon(error, "lost")
      until_forked()
      loop:set_exception_handler(nil)
    end)]],
  ["a step"] = "local loop = asyncio.get_event_loop() loop:call_soon(act) loop:step(1)",
}

-- What the child does there. It either exits or continues with the parent's tasks, which must raise an error.
local ACTIONS = {
  ["blocks in calls"] = [[
    local a, b = socket.socketpair()
    a:sendall("x")
    assert(b:recv(1) == "x")
    b:settimeout(0.01)
    assert(socket.isinstance(select(2, pcall(b.recv, b, 1)), socket.TimeoutError))]],
  ["has a loop of its own"] = [[
    local seen = {}
    local loop = asyncio.get_event_loop()
    local result = asyncio.run(function()
      loop:call_soon(table.insert, seen, "soon")
      loop:call_later(0.001, table.insert, seen, "later")
      loop:add_signal_handler("SIGUSR2", table.insert, seen, "signal")
      fork.kill(fork.pid(), 12)
      local a, b = socket.socketpair()
      local reads = asyncio.create_task(b.recv, b, 10)
      reads:add_done_callback(function() table.insert(seen, "done") end)
      asyncio.sleep(0.002)
      a:sendall("hello")
      asyncio.gather({asyncio.sleep, 0.001}, {asyncio.sleep, 0.002})
      collectgarbage()
      return reads:await()
    end)
    collectgarbage()
    assert(result == "hello" and #seen == 4, table.concat(seen, " "))]],
  ["forks again"] = [[
    local code = child(function()
      asyncio.run(function()
        local code = child(function() asyncio.run(asyncio.sleep, 0.001) collectgarbage() end)
        assert(code == 0, code)
        asyncio.sleep(0.001)
      end)
      collectgarbage()
    end)
    assert(code == 0, code)]],
  ["closes and collects all"] = [[
    for _, s in ipairs(kept) do s:close() end
    collectgarbage()
    asyncio.get_event_loop():call_soon(print)
    collectgarbage()]],
  ["cancels what it inherited"] = [[
    kept.task:cancel()
    kept.handle:cancel()
    kept.soon:cancel()
    assert(kept.task:done() and kept.task:cancelled())
    local ok, e = pcall(kept.task.result, kept.task)
    assert(socket.isinstance(e, asyncio.CancelledError), tostring(e))
    local tasks = {}
    asyncio.run(function()
      for i = 1, 9 do tasks[i] = asyncio.create_task(asyncio.sleep, 0.001, i) end
      for i = 1, 9 do assert(tasks[i]:await() == i) end
      assert(#asyncio.all_tasks() == 1)
      local ok, e = pcall(kept.task.await, kept.task)
      assert(socket.isinstance(e, asyncio.CancelledError), tostring(e))
    end)]],
  ["ends the state"] = "os.exit(true, true)",
}

-- A task that reads, a timer and a signal handler, all of which must continue in the parent.
local WITNESS = [[
  local loop = asyncio.get_event_loop()
  local a, b = socket.socketpair()
  local came = {}
  local kept = {a, b, task = loop:create_task(function()
    for i = 1, 3 do came[i] = b:recv(10) end
  end)}
  kept.handle = loop:call_later(0.02, function() came.timer = true end)
  kept.soon = loop:call_soon(function() end)
  loop:add_signal_handler("SIGUSR1", function() came.signals = (came.signals or 0) + 1 end)
  local results = {}
  local forked = false
  local function act()
    if forked then return end
    forked = true
    for name, f in pairs(actions(kept)) do results[name] = child(f) end
  end
]] .. UNTIL_FORKED .. [[
  %s
  a:sendall("one")
  fork.kill(fork.pid(), 10)
  local deadline = loop:time() + 5
  while not (came[1] and came.timer and came.signals) and loop:time() < deadline do loop:step(0.05) end
  loop:remove_signal_handler("SIGUSR1")
  for name, code in pairs(results) do
    if code ~= 0 then print(name, code) end
  end
  print(forked, came[1], came.timer, came.signals)
]]

local function actions_of(list)
  local code = {"local function actions(kept) return {"}
  for _, name in ipairs(support.sorted(list)) do
    code[#code + 1] = ("[%q] = function() %s end,"):format(name, list[name])
  end
  code[#code + 1] = "} end\n"
  return table.concat(code, "\n")
end

-- Calls describe with the library that provides fork.
local function describe_child(title, body)
  describe(title, function()
    setup(function() path = assert(library.keep "spec/support/fork.c") end)
    teardown(function() os.remove(path) end)
    after_each(support.cleanup)
    body()
  end)
end

describe_child("a fork's child", function()
  for _, place in ipairs(support.sorted(PLACES)) do
    it("of " .. place .. " is independent, and leaves the parent alone", function()
      -- asyncio.run cancels the tasks of the parent, so a function that starts no new loop replaces it.
      local witness = WITNESS:gsub("%%s", function() return PLACES[place] end)
      if PLACES[place]:find("asyncio.run", 1, true) then
        witness = witness:gsub("asyncio%.run%(", "in_loop(")
        witness = [[
          local function in_loop(f)
            local task = asyncio.get_event_loop():create_task(f)
            while not task:done() do asyncio.get_event_loop():step(1) end
            task:result()
          end
        ]] .. witness
      end
      prints("true\tone\ttrue\t1\n", actions_of(ACTIONS) .. witness)
    end)
  end

  -- How a child continues in the parent's task, and the error that it gets.
  local GOES_ON = {
    ["returns"] = {"", "a task or callback of the parent process continued in the child"},
    ["waits"] = {"asyncio.sleep(0)", "a task or callback of the parent process continued in the child"},
    ["fails"] = {"error 'of its own'", "of its own"},
    ["runs a loop and returns"] = {"asyncio.run(asyncio.sleep, 0.001) collectgarbage()", "continued in the child"},
  }

  for _, place in ipairs(support.sorted(PLACES)) do
    if place ~= "the main chunk" then
      it("of " .. place .. " that continues gets an error", function()
        for _, name in ipairs(support.sorted(GOES_ON)) do
          if place == "a finalizer" and name == "fails" then goto continue end  -- Lua turns this error into a warning
          local ran = run(([[
            local forked, parent = false, fork.pid()
            local function act()
              if forked then return end
              forked = true
              local pid = fork.fork()
              if pid ~= 0 then return print(fork.wait(pid)) end
              %s
            end
          ]] .. UNTIL_FORKED .. [[
            local ok, e = pcall(function() %s end)
            if fork.pid() == parent then return assert(ok, e) end
            io.stderr:write(tostring(e), "\n")
            os.exit(ok and 0 or 1, true)
          ]]):format(GOES_ON[name][1], PLACES[place]))
          assert.same({0, "1\n"}, {ran.code, ran.stdout}, name .. ": " .. ran.stderr)
          assert.matches(GOES_ON[name][2], ran.stderr, 1, true)
          ::continue::
        end
      end)
    end
  end
end)

describe_child("a task that forks", function()
  -- The child's C code may use the operation in which the task forked. With nothing else that referred to the task,
  -- the child's garbage collector used to free it.
  it("stays alive in the child until it continues there", function()
    prints("0\n", [[
      asyncio.run(function()
        local tasks = setmetatable({}, {__mode = "v"})
        tasks[1] = asyncio.create_task(function()
          print(child(function()
            asyncio.get_event_loop():call_soon(print)
            collectgarbage()
            collectgarbage()
            assert(tasks[1])
          end))
        end)
        asyncio.sleep(0)
      end)
    ]])
  end)
end)

describe_child("the child of a process with a loop", function()
  it("gets its own signals, and not its parent's handler", function()
    prints("-10\tnil\n", [[
      local seen
      local loop = asyncio.get_event_loop()
      loop:add_signal_handler("SIGUSR1", function() seen = true end)
      local code = child(function()
        fork.kill(fork.pid(), 10)
        asyncio.get_event_loop():step(0.1)
      end)
      loop:step(0)
      print(code, seen)
    ]])
  end)

  it("inherits no signal handler from its parent", function()
    prints("0\n", [[
      local loop = asyncio.get_event_loop()
      loop:add_signal_handler("SIGUSR1", print)
      print(child(function()
        assert(loop:remove_signal_handler("SIGUSR1") == false)
      end))
    ]])
  end)

  it("is not affected by a stop that its parent requested", function()
    prints("0\n", [[
      local loop = asyncio.get_event_loop()
      loop:call_soon(function()
        loop:stop()
        print(child(function()
          local ran
          loop:call_later(0.001, function() ran = true end)
          loop:run_forever()
          assert(ran)
        end))
      end)
      loop:run_forever()
    ]])
  end)

  it("does not run again what failed in it and must not fail in its parent", function()
    prints("from the child\n0\n", [[
      local loop = require "pysocket.core"._loop()
      loop.set_essential(loop.call_soon(function()
        local pid = fork.fork()
        if pid == 0 then
          loop.call_soon(print, "from the child")
          error "fails in the child"
        end
        print(fork.wait(pid))
      end))
      local ok = pcall(loop.step)
      if not ok then
        collectgarbage()
        asyncio.run(asyncio.sleep, 0)
        fork.exit(0)
      end
    ]])
  end)

end)

describe_child("the child of a process with streams and files", function()
  it("sends what it writes, while the parent sends what it has written", function()
    prints("0\tfrom the child\tfrom the parent\n", [[
      asyncio.run(function()
        local a, b = socket.socketpair()
        local _, writer = asyncio.open_connection{sock = a}
        writer:write("from ")
        local code = child(function()
          asyncio.run(function()
            writer:write("from ")
            writer:write("the ")
            asyncio.sleep(0)
            writer:write("child")
            writer:drain()
          end)
        end)
        local got = b:recv(100)
        writer:write("the parent")
        writer:drain()
        print(code, got, b:recv(100))
      end)
    ]])
  end)

  it("sends what it writes even if its parent's connection is stuck", function()
    prints("0\ttrue\n", [[
      asyncio.run(function()
        local a, b = socket.socketpair()
        local _, writer = asyncio.open_connection{sock = a}
        local sent = 0
        repeat
          writer:write(("p"):rep(100000))
          sent = sent + 100000
          asyncio.sleep(0)
        until writer:get_write_buffer_size() > 0
        local code = child(function()
          assert(writer:get_write_buffer_size() == 0)
          writer:write("child")
          assert(writer:get_write_buffer_size() == 5)
        end)
        writer:close()
        local got = {}
        for data in function() return b:recv(1000000) end do got[#got + 1] = data end
        print(code, table.concat(got) == ("p"):rep(sent))
      end)
    ]])
  end)

  it("closes an inherited server without removing the path of its socket", function()
    prints("0\ttrue\tfalse\n", (([[
      asyncio.run(function()
        local server = asyncio.start_unix_server(print, "PATH")
        local code = child(function() server:close() end)
        local there = require "pysocket.core"._socket_file("PATH") ~= nil
        server:close()
        print(code, there, require "pysocket.core"._socket_file("PATH") ~= nil)
      end)
    ]]):gsub("PATH", support.unix_path())))
  end)

  it("reads from a file in which a task of its parent waits", function()
    prints("0\tline\n", [[
      asyncio.run(function()
        local a, b = socket.socketpair()
        local file = b:makefile()
        local task = asyncio.create_task(file.read, file)
        asyncio.sleep(0)
        local code = child(function()
          a:sendall("mine\n")
          assert(file:read() == "mine")
        end)
        a:sendall("line\n")
        print(code, task:await())
      end)
    ]])
  end)

  it("neither sends the data of its parent's files nor changes whether they block", function()
    prints("0\tmine and its own\ttrue\n", [[
      local a, b = socket.socketpair()
      local file = a:makefile("w")
      file:write("mine")
      asyncio.run(function() b:sendall("x") a:recv(1) end)
      local code = child(function()
        file = nil
        collectgarbage()
        local other = a:makefile("w")
        other:write(" and its own")
        other = nil
        collectgarbage()
        assert(b:recv(100) == " and its own")
        b:sendall(" and its own")
      end)
      local later = a:recv(100)
      file:flush()
      local flags = io.open("/proc/self/fdinfo/" .. a:fileno()):read("a"):match "flags:%s*(%d+)"
      print(code, b:recv(100) .. later, tonumber(flags, 8) & tonumber("4000", 8) ~= 0)
    ]])
  end)

  it("does not report the errors that its parent has not seen", function()
    local stderr = prints("0\n", [[
      local loop = asyncio.get_event_loop()
      local failed, future = loop:create_task(error, "of the task"), loop:create_future()
      future:set_exception("of the future")
      loop:step(0)
      local untouched = child(function() failed, future = nil collectgarbage() collectgarbage() end)
      local used = child(function()
        asyncio.run(asyncio.sleep, 0)
        failed, future = nil
        collectgarbage()
        collectgarbage()
      end)
      io.stderr:write("parent: ")
      failed, future = nil
      collectgarbage()
      collectgarbage()
      print(untouched + used)
    ]])
    assert.matches("^parent: ", stderr)
    assert.matches("of the task", stderr)
    assert.matches("of the future", stderr)
  end)

  it("serves a connection for which a server's handler forked it", function()
    prints("0\tanswer to question\tnil\n", [[
      asyncio.run(function()
        local code
        local server <close> = asyncio.start_server(function(reader, writer)
          code = child(function()
            asyncio.run(function()
              writer:write("answer to ")
              writer:write(reader:readline())
              writer:close()
              writer:wait_closed()
            end)
          end)
          writer:close()
        end, "127.0.0.1", 0)
        local reader, writer = asyncio.open_connection(table.unpack(server.sockets[1]:getsockname(), 1, 2))
        writer:write("question\n")
        writer:drain()
        local answer, rest = reader:readline(), reader:readline()
        print(code, (answer:gsub("\n", "")), rest)
      end)
    ]])
  end)

  -- QEMU does this before version 8.
  it("is noticed if an emulator accepts and ignores every madvise", function()
    local source = support.tmpfile("int madvise (void *p, unsigned long n, int advice) { return 0; }", "madvise.c")
    prints("0\n", [[
      print(asyncio.run(child, function() asyncio.run(asyncio.sleep, 0) end))
    ]], {LD_PRELOAD = assert(library.build(source, "madvise"))})
  end)
end)

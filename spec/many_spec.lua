-- Ten thousand conversations at once: nothing is lost, and what each costs.
local support = require "spec.support"

-- The limit of descriptors is raised as far as the system lets it.
local function argv(script, ...)
  return {"sh", "-c", 'ulimit -n "$(ulimit -Hn)"; exec "$@"', "sh",
    table.unpack(support.lua_argv(support.tmpfile(script), ...))}
end

local RESIDENT = [[
  local function resident()
    collectgarbage()
    collectgarbage()
    return tonumber(io.open("/proc/self/status"):read("a"):match("VmRSS:%s*(%d+)")) * 1024
  end
]]

-- Echoes. Says what a connection costs when so many are open, and at each batch of
-- messages how much processor time it has had.
local SERVER = RESIDENT .. [[
  local socket = require "pysocket"
  local asyncio = require "pysocket.asyncio"
  local most, batch = tonumber(arg[1]), tonumber(arg[2])
  io.stdout:setvbuf "line"
  local messages, open = 0, 0
  local function handle(conn)
    local conn <close> = conn
    while true do
      local data = conn:recv(1024)
      if not data then break end
      conn:sendall(data)
      messages = messages + 1
      if messages % batch == 0 then print("batch", os.clock()) end
    end
    open = open - 1
  end
  asyncio.run(function()
    local listener <close> = socket.create_server({"127.0.0.1", 0}, {backlog = 4096})
    print("port", listener:getsockname().port)
    local before, accepted = resident(), 0
    local tasks = {}
    while accepted < most do
      tasks[#tasks + 1] = asyncio.create_task(handle, (listener:accept()))
      accepted, open = accepted + 1, open + 1
    end
    print("memory", (resident() - before) // most, open)
    asyncio.gather(table.unpack(tasks, 1, 1))  -- the first is the last to go
    print("ended", open, messages)
  end)
]]

local CLIENT = [[
  local socket = require "pysocket"
  local asyncio = require "pysocket.asyncio"
  local port, few, many, batch, batches = table.unpack(arg)
  few, many = tonumber(few), tonumber(many)
  local conns = {}
  local function connect(n)
    local group <close> = asyncio.TaskGroup()
    local next_ = #conns
    for _ = 1, 50 do
      group:create_task(function()
        while next_ < n do
          next_ = next_ + 1
          local i = next_
          conns[i] = socket.create_connection{"127.0.0.1", tonumber(port)}
        end
      end)
    end
  end
  local function echo(i, round)
    local s, data = conns[i], ("%d in round %d;"):format(i, round):rep(1 + i % 20)
    s:sendall(data)
    local got = ""
    while #got < #data do got = got .. assert(s:recv(1024)) end
    assert(got == data)
  end
  -- Fifty are busy, the others are there.
  local function busy()
    local group <close> = asyncio.TaskGroup()
    for i = 1, 50 do
      group:create_task(function()
        for round = 1, tonumber(batch) * tonumber(batches) // 50 do
          conns[i]:sendall("x")
          assert(conns[i]:recv(10) == "x")
        end
      end)
    end
  end
  asyncio.run(function()
    connect(few)
    busy()
    connect(many)
    busy()
    for round = 1, 2 do
      local group <close> = asyncio.TaskGroup()
      for i = 1, many do group:create_task(echo, i, round) end
    end
    print("echoed", many)
    for i = many, 1, -1 do conns[i]:close() end
  end)
]]

describe("very many", function()
  after_each(support.cleanup)

  it("connections echo at once, with less than 4 KiB each, and wake-ups cost no more", function()
    local few, many, batch, batches = 1000, 10000, 2000, 5
    local hard = tonumber((support.run{"sh", "-c", "ulimit -Hn"}).stdout) or math.huge
    many = math.min(many, hard - 50)
    if many <= few then pending("the limit of descriptors is " .. hard) return end
    local server = support.spawn(argv(SERVER, many, batch), {timeout = 90})
    local port = server:expect "^port\t(%d+)"
    local client = support.spawn(argv(CLIENT, port, few, many, batch, batches), {timeout = 90})

    local function cheapest()
      local last, least = nil, math.huge
      for _ = 1, batches do
        local now = tonumber((server:expect "^batch\t(.*)"))
        if last then least = math.min(least, now - last) end
        last = now
      end
      return least / batch
    end
    local with_few = cheapest()
    local memory, open = server:expect "^memory\t(%d+)\t(%d+)"
    local with_many = cheapest()
    local ended = client:wait()
    assert.equal("", ended.stderr)
    assert.equal(("echoed\t%d\n"):format(many), ended.stdout)
    local left, messages = server:expect "^ended\t(%d+)\t(%d+)"
    print(("%d connections at once, %s bytes for each with its task; a message costs %.1f us with %d, %.1f us with %d")
      :format(many, memory, with_few * 1e6, few, with_many * 1e6, many))
    assert.equal(many, tonumber(open))
    assert.equal("0", left)
    assert.is_true(tonumber(messages) >= 2 * batch * batches + 2 * many)
    assert.is_true(tonumber(memory) < 4096, memory .. " bytes for each connection")
    assert.is_true(with_many < 2 * with_few, ("%g s instead of %g s"):format(with_many, with_few))
    assert.equal(0, server:wait().code)
  end)

  it("tasks sleep: 100000 start within two seconds of processor time and take less than 200 MB", function()
    local out = support.lua(RESIDENT .. [[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        local before, start = resident(), os.clock()
        local woken = 0
        for i = 1, 100000 do
          asyncio.create_task(function()
            asyncio.sleep(i <= 1000 and 0.01 or 1000)
            woken = woken + 1
          end)
        end
        asyncio.sleep(0)
        asyncio.sleep(0)
        print(os.clock() - start)
        print((resident() - before) // 1000000)
        while woken < 1000 do asyncio.sleep(0.01) end
        print(woken, #asyncio.all_tasks())
      end)
      print("ended")
    ]], nil, {timeout = 60})
    local seconds, megabytes = out:match "^(%S+)\n(%d+)\n1000\t99001\nended\n$"
    assert(seconds, out)
    print(("100000 sleeping tasks: %s s, %s MB"):format(seconds, megabytes))
    if support.checker() then return end  -- takes time and memory of its own
    assert.is_true(tonumber(seconds) < 2)
    assert.is_true(tonumber(megabytes) < 200)
  end)
end)

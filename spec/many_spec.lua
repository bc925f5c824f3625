-- Ten thousand connections at once, and even more tasks: nothing is lost, and each takes little memory. bench/
-- measures the time.
local support = require "spec.support"

-- Raises the limit on descriptors as far as the system allows.
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

-- An echo server that prints how much memory each connection takes when all of them are open.
local SERVER = RESIDENT .. [[
  local socket = require "pysocket"
  local asyncio = require "pysocket.asyncio"
  local most = tonumber(arg[1])
  io.stdout:setvbuf "line"
  local messages, open = 0, 0
  local function handle(conn)
    local conn <close> = conn
    while true do
      local data = conn:recv(1024)
      if not data then break end
      conn:sendall(data)
      messages = messages + 1
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
    asyncio.gather(table.unpack(tasks, 1, 1))  -- the first connection ends last
    print("ended", open, messages)
  end)
]]

local CLIENT = [[
  local socket = require "pysocket"
  local asyncio = require "pysocket.asyncio"
  local port, many = tonumber(arg[1]), tonumber(arg[2])
  local conns = {}
  local function connect()
    local group <close> = asyncio.TaskGroup()
    local last = 0
    for _ = 1, 50 do
      group:create_task(function()
        while last < many do
          last = last + 1
          local i = last
          conns[i] = socket.create_connection{"127.0.0.1", port}
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
  asyncio.run(function()
    connect()
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

  it("connections echo at once, with less than 4 KiB each", function()
    local hard = tonumber((support.run{"sh", "-c", "ulimit -Hn"}).stdout) or math.huge
    local many = math.min(10000, hard - 50)
    if many <= 1000 then pending("the limit of descriptors is " .. hard) return end
    local server = support.spawn(argv(SERVER, many), {timeout = 90})
    local client = support.spawn(argv(CLIENT, server:expect "^port\t(%d+)", many), {timeout = 90})
    local memory, open = server:expect "^memory\t(%d+)\t(%d+)"
    local ended = client:wait()
    assert.equal("", ended.stderr)
    assert.equal(("echoed\t%d\n"):format(many), ended.stdout)
    local left, messages = server:expect "^ended\t(%d+)\t(%d+)"
    assert.equal(many, tonumber(open))
    assert.equal("0", left)
    assert.is_true(tonumber(messages) >= 2 * many)
    assert.is_true(tonumber(memory) < 4096, memory .. " bytes for each connection")
    assert.equal(0, server:wait().code)
  end)

  it("tasks sleep: 100000 take less than 200 MB", function()
    local out = support.lua(RESIDENT .. [[
      local asyncio = require "pysocket.asyncio"
      asyncio.run(function()
        local before = resident()
        local woken = 0
        for i = 1, 100000 do
          asyncio.create_task(function()
            asyncio.sleep(i <= 1000 and 0.01 or 1000)
            woken = woken + 1
          end)
        end
        asyncio.sleep(0)
        asyncio.sleep(0)
        print((resident() - before) // 1000000)
        while woken < 1000 do asyncio.sleep(0.01) end
        print(woken, #asyncio.all_tasks())
      end)
      print("ended")
    ]], nil, {timeout = 60})
    local megabytes = out:match "^(%d+)\n1000\t99001\nended\n$"
    assert(megabytes, out)
    if support.checker() then return end  -- a checker needs memory of its own
    assert.is_true(tonumber(megabytes) < 200, megabytes .. " MB")
  end)
end)

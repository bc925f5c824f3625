--- Cases for select, poll, epoll and selectors.

local socket = require "pysocket"
local select = require "pysocket.select"
local selectors = require "pysocket.selectors"
local support = require "spec.host.support"
local time = require "pysocket.time"

local same = support.same

-- Returns a pair whose second socket has data to read; both are writable.
local function ready_pair()
  local a, b = socket.socketpair()
  a:sendall("hello")
  return a, b
end

local function selecting(case, name)
  case(name, function()
    local a, b = ready_pair()
    return function()
      local sel <close> = selectors[name]()
      local key = sel:register(b, selectors.EVENT_READ, "data")
      tostring(key)
      tostring(sel)
      same(4, #key)
      sel:register(a, selectors.EVENT_READ)
      sel:modify(a, selectors.EVENT_WRITE, "more")
      same(2, #sel:select(1))
      same("data", sel:get_key(b).data)
      same("table", type(sel:get_map()))
      if sel.fileno then same(true, sel:fileno() >= 0) end
      sel:unregister(a)
      sel:unregister(b)
      sel:close()
    end
  end)
end

return support.cases(function(case)
  case("the clocks", function()
    return function()
      tostring(time)
      for _, name in ipairs{"time", "monotonic", "perf_counter", "process_time", "thread_time"} do
        same(true, time[name]() > 0)
        same(true, time[name .. "_ns"]() > 0)
      end
    end
  end)
  case("sleep", function()
    return function()
      local start = time.monotonic_ns()
      time.sleep(0.001)
      same(true, time.monotonic() >= start / 1e9 + 0.001)
    end
  end)
  case("select", function()
    local a, b = ready_pair()
    return function()
      local r, w = select.select({b}, {a, b}, {}, 1)
      same(b, r[1])
      same(2, #w)
    end
  end)
  case("select, nothing in time", function()
    local a, b = socket.socketpair()
    return function()
      local r = select.select({a, b}, {}, {}, 0.001)
      same(0, #r)
    end
  end)
  case("poll", function()
    local a, b = ready_pair()
    return function()
      local p = select.poll()
      p:register(b, select.POLLIN)
      p:register(a, select.POLLIN)
      p:modify(a, select.POLLOUT)
      same(2, #p:poll(1000))
      p:unregister(a)
      p:unregister(b)
      tostring(p)
    end
  end)
  case("poll of many", function()
    local sockets = {}
    for i = 1, 40 do sockets[i] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM) end
    return function()
      local p = select.poll()
      for _, s in ipairs(sockets) do p:register(s, select.POLLOUT) end
      same(40, #p:poll(1000))
    end
  end)
  case("epoll", function()
    local a, b = ready_pair()
    return function()
      local p <close> = select.epoll()
      p:register(b, select.EPOLLIN)
      p:register(a, select.EPOLLIN)
      p:modify(a, select.EPOLLOUT)
      same(2, #p:poll(1))
      p:unregister(a)
      tostring(p)
      same(true, p:fileno() >= 0)
      p:close()
    end
  end)
  case("poll and epoll of a file of Lua", function()
    local file = io.popen "echo hello"
    return function()
      local p, e <close> = select.poll(), select.epoll()
      p:register(file, select.POLLIN)
      e:register(file, select.EPOLLIN)
      same(1, #p:poll(1000))
      same(1, #e:poll(1))
      p:unregister(file)
      e:unregister(file)
    end
  end)
  case("epoll, left to the collector", function()
    return function() return select.epoll() end
  end)
  case("epoll.fromfd", function()
    local p = select.epoll()
    local fd
    return function() select.epoll.fromfd(fd):close() end, function()
      if fd then pcall(socket.close, fd) end
      fd = socket.dup(p:fileno())
    end
  end)
  case("the classes", function()
    return function()
      for _, module in ipairs{select, selectors, require "pysocket.errno"} do tostring(module) end
      tostring(select.epoll)
      tostring(selectors.SelectorKey)
      for _, name in ipairs{"BaseSelector", "EpollSelector", "PollSelector", "SelectSelector"} do
        tostring(selectors[name])
      end
      for _, name in ipairs{"register", "unregister", "modify", "select", "close", "get_map"} do
        local ok, e = pcall(selectors.BaseSelector[name], setmetatable({}, selectors.BaseSelector), 1, 1)
        if not ok and tostring(e):find "memory" then error(e, 0) end
      end
    end
  end)
  case("task select, poll, epoll", function()
    local asyncio = require "pysocket.asyncio"
    local a, b = ready_pair()
    asyncio.get_event_loop():fileno()
    return function()
      asyncio.run(function()
        local group <close> = asyncio.TaskGroup()
        group:create_task(function()
          asyncio.sleep(0.001)
          b:sendall("x")
        end)
        same(1, #select.select({a}, {}, {}, 1))
        same("x", a:recv(1))
        local p = select.poll()
        p:register(b, select.POLLIN)
        same(1, #p:poll(1000))
      end)
    end, function()
      a:setblocking(false)
      while pcall(a.recv, a, 10) do end
      a:setblocking(true)
    end
  end)
  for _, name in ipairs{"DefaultSelector", "EpollSelector", "PollSelector", "SelectSelector"} do
    selecting(case, name)
  end
end)

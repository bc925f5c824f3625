--- The rows: what is measured, and how.
-- role, test, kind, size: peer.c's arguments; count: units of work of one run,
-- about 0.15 s of C; same_core: both processes on one core.
-- reach: what this module is to stay below, as the median over C's.

local rows = {}

local function row(r)
  r.kind = r.kind or "tcp"
  r.size = r.size or 1
  r.connections = r.connections or 1
  r.measure = r.measure or "ratio"
  rows[#rows + 1] = r
end

local function each(list, make)
  for _, entry in ipairs(list) do row(make(table.unpack(entry))) end
end

local kinds = {tcp = "TCP", unix = "UNIX", udp = "UDP"}
local sizes = {[1] = "1 B", [64] = "64 B", [1024] = "1 KiB", [4096] = "4 KiB", [65536] = "64 KiB",
               [1 << 20] = "1 MiB"}

each({{"tcp", 1, 1.05}, {"unix", 1, 1.08}, {"tcp", 1024}, {"unix", 1024}}, function(kind, size, reach)
  return {
    group = "pingpong", title = ("ping-pong %s, %s"):format(sizes[size], kinds[kind]), reach = reach,
    role = "echo", test = "pingpong", kind = kind, size = size, count = 20000, same_core = true,
    unit = "exchange",
    how = "The side sends the bytes and receives them back from the peer; both on one core.",
  }
end)

each({{65536, 1.10, 8000}, {1 << 20, 1.02, 800}}, function(size, reach, count)
  return {
    group = "send", title = ("bulk send %s"):format(sizes[size]), reach = reach,
    role = "drain", test = "send", size = size, count = count, unit = "call",
    how = "The side sends all of a string again and again over TCP; the peer throws it away on the other core.",
  }
end)

each({{"recv", 4096, 1.9}, {"recv", 65536, 1.5}, {"recv", 1 << 20, 1.7},
      {"recv_into", 4096, 1.2}, {"recv_into", 65536, 1.15}, {"recv_into", 1 << 20, 1.05}}, function(test, size, reach)
  return {
    group = "recv", title = ("bulk %s %s"):format(test, sizes[size]), reach = reach,
    role = "source", test = test, size = size, count = size == 4096 and 200000 or 500000, unit = "KiB",
    how = "The side receives at most so much at once over TCP; the peer sends without end on the other core.",
  }
end)

each({{"connector", "accept", "tcp", 1.06}, {"connector", "accept", "unix", 1.10},
      {"acceptor", "connect", "tcp", 1.10}, {"acceptor", "connect", "unix", 1.20}}, function(role, test, kind, reach)
  return {
    group = test, title = ("%s+close %s"):format(test, kinds[kind]), reach = reach,
    role = role, test = test, kind = kind, count = 5000, same_core = true, unit = "connection",
    how = "The peer does the opposite, up to 64 connections ahead or behind; both on one core.",
  }
end)

each({{"sink", "sendto", "sendto", 1.07, 40000}, {"sprinkler", "recvfrom", "recvfrom", 1.4, 100000},
      {"sink", "udp_send", "connected send", 1.06, 40000},
      {"sprinkler", "udp_recv", "connected recv", 1.25, 100000}}, function(role, test, title, reach, count)
  return {
    group = "udp", title = ("UDP %s 64 B"):format(title), reach = reach,
    role = role, test = test, kind = "udp", size = 64, count = count, same_core = true, unit = "datagram",
    how = "The peer takes or gives datagrams in lots of 128; both on one core.",
  }
end)

row{
  group = "would_block", title = "a recv that would block, caught", reach = 800, measure = "difference",
  role = "drain", test = "would_block", size = 64, count = 100000, unit = "call",
  how = "A non-blocking TCP socket with nothing to receive; nanoseconds above C's recv.",
}

each({{"fileno", "drain"}, {"send_one", "drain", 600}, {"recv_one", "source"}, {"would_block", "drain"}},
  function(test, role, reach)
    local titles = {fileno = "fileno", send_one = "send of 1 byte", recv_one = "recv of 1 byte",
                    would_block = "a recv that would block"}
    return {
      group = "instructions", title = "instructions: " .. titles[test], reach = reach, measure = "instructions",
      role = role, test = test, count = 20000, unit = "call",
      how = "User-space instructions by callgrind: a run of 21,000 calls less one of 1,000, divided by 20,000.",
    }
  end)

each({{1}, {100, 1.15}, {1000, 1.15}, {10000, 1.15}}, function(connections, reach)
  return {
    group = "echo", title = ("echo, %d connection%s"):format(connections, connections > 1 and "s" or ""),
    reach = reach, measure = "load", role = "load", test = "echo", size = 64,
    count = connections == 1 and 20000 or 100000, connections = connections, unit = "request",
    without = connections > 1000 and {luasocket = true} or nil,
    how = "A server of 64-byte messages: this module and cqueues in a task for each connection, LuaSocket in " ..
      "coroutines over select (which ends at 1,024 descriptors), luv in callbacks, Python with asyncio's " ..
      "streams. The load generator on the other core has one message of each connection under way.",
  }
end)

row{
  group = "echo", title = "KiB of an idle connection", reach = 1.3, measure = "load", figure = "memory",
  role = "load", test = "echo", size = 64, count = 1000, connections = 10000, unit = "connection",
  without = {luasocket = true},
  how = "Resident memory of the same servers with 10,000 connections, each of which has had one message, less " ..
    "that without any, divided by their number.",
}

row{
  group = "sendfile", title = "sendfile 1 MiB", role = "drain", test = "sendfile", size = 1 << 20, count = 400,
  unit = "file", how = "Opens, sends and closes a file of 1 MiB over TCP; the peer throws it away.",
}

row{
  group = "lines", title = "lines of a makefile", role = "source", test = "lines", count = 500000, unit = "line",
  how = "Lines of 64 bytes over TCP, one by one; C uses getline.",
}

each({{"HTTP, a short reply", "http", "this module in a task for each connection, luv in callbacks, Python with " ..
         "asyncio's streams: no more HTTP than the reply needs"},
      {"HTTP, the example server", "http_example", "examples/http_server.lua, whole"}}, function(title, test, what)
  return {
    group = "http", title = title, measure = "http", role = "wrk", test = test, count = 3, connections = 100,
    unit = "request",
    how = "100 connections of wrk on the other core, against nginx with a static reply; " .. what .. ".",
  }
end)

row{
  group = "start", title = "require, ms above bare Lua", reach = 0.3, measure = "start", role = "life",
  test = "start", count = 20, unit = "ms",
  how = "User and system time of a process that requires the module and ends, less one's that does not.",
}

row{
  group = "start", title = "require, MiB above bare Lua", reach = 0.2, measure = "resident", test = "start",
  unit = "MiB",
  how = "Resident memory of a process that has just required the module, less one's that has not.",
}

-- The last is Lua's own, without this module: what a task is made of.
each({{"wakes", "wake-up", 9000, 100000, 1.2}, {"timers", "timer", 10000, 100000, 1.2},
      {"tasks", "task", 10000, 50000, 1.2},
      {"coroutines", "coroutine", 10000, 200000}}, function(test, title, size, count, reach)
  return {
    group = "growth", title = ("growth: a %s among %d"):format(title, size), reach = reach, measure = "growth",
    role = "nobody", test = test, size = size, count = count, unit = title, only = "pysocket",
    how = ("One %s while %d %s wait, against one while a tenth of them do."):format(title, size,
      reach and "tasks" or "others"),
  }
end)

row{
  group = "crowd", title = "100,000 sleeping tasks, MiB", reach = 200, measure = "crowd", role = "nobody",
  test = "sleepers", count = 100000, unit = "MiB",
  how = "Resident memory of 100,000 tasks in asyncio.sleep, and the time until all of them sleep.",
}

return rows

--- The rows of the benchmark: what each one measures, and how.
-- role, test, kind, size: peer.c's arguments. count: units of work in one run,
-- about 0.15 s of C. rounds: fewer than those of the other rows. same_core: both processes run on one core.
-- reach: the target, an upper limit for this module's median divided by C's, or, where
-- the row names one, by that of the side `than` or of its own test `beside`.
-- how: the method; rows that the report describes together, a family, share one text.
-- family: the common name of these rows.

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
    family = "ping-pong",
    how = "The side sends the bytes and receives them back from the peer, which runs on the same core.",
  }
end)

each({{65536, 1.10, 8000}, {1 << 20, 1.02, 800}}, function(size, reach, count)
  return {
    group = "send", title = ("bulk send %s"):format(sizes[size]), reach = reach,
    role = "drain", test = "send", size = size, count = count, unit = "call",
    family = "bulk send",
    how = "The side repeatedly sends a whole string over TCP. The peer, on the other core, discards it.",
  }
end)

each({{"recv", 4096, 1.9}, {"recv", 65536, 1.5}, {"recv", 1 << 20, 1.7},
      {"recv_into", 4096, 1.2}, {"recv_into", 65536, 1.15}, {"recv_into", 1 << 20, 1.05}}, function(test, size, reach)
  return {
    group = "recv", title = ("bulk %s %s"):format(test, sizes[size]), reach = reach,
    role = "source", test = test, size = size, count = size == 4096 and 200000 or 500000, unit = "KiB",
    family = "bulk recv, bulk recv_into",
    how = "Over TCP, the side receives at most this much in a call. The peer, on the other core, sends without pause.",
  }
end)

each({{"connector", "accept", "tcp", 1.06}, {"connector", "accept", "unix", 1.10},
      {"acceptor", "connect", "tcp", 1.10}, {"acceptor", "connect", "unix", 1.20}}, function(role, test, kind, reach)
  return {
    group = test, title = ("%s+close %s"):format(test, kinds[kind]), reach = reach,
    role = role, test = test, kind = kind, count = 5000, same_core = true, unit = "connection",
    family = "accept+close, connect+close",
    how = "The peer, on the same core, does the opposite and stays at most 64 connections ahead or behind.",
  }
end)

each({{"sink", "sendto", "sendto", 1.07, 40000}, {"sprinkler", "recvfrom", "recvfrom", 1.4, 100000},
      {"sink", "udp_send", "connected send", 1.06, 40000},
      {"sprinkler", "udp_recv", "connected recv", 1.25, 100000}}, function(role, test, title, reach, count)
  return {
    group = "udp", title = ("UDP %s 64 B"):format(title), reach = reach,
    role = role, test = test, kind = "udp", size = 64, count = count, same_core = true, unit = "datagram",
    family = "UDP",
    how = "The peer, on the same core, receives or sends the datagrams in batches of 128.",
  }
end)

row{
  group = "would_block", title = "a recv that would block, caught", reach = 800, measure = "difference",
  role = "drain", test = "would_block", size = 64, count = 100000, unit = "call",
  family = "a recv that would block, caught",
  how = "A non-blocking TCP socket has nothing to receive. The figure is the time above that of C's recv, in " ..
    "nanoseconds.",
}

each({{"fileno", "drain"}, {"send_one", "drain", 600}, {"recv_one", "source"}, {"would_block", "drain"}},
  function(test, role, reach)
    local titles = {fileno = "fileno", send_one = "send of 1 byte", recv_one = "recv of 1 byte",
                    would_block = "a recv that would block"}
    return {
      group = "instructions", title = "instructions: " .. titles[test], reach = reach, measure = "instructions",
      role = role, test = test, count = 20000, rounds = 3, unit = "call",
      family = "instructions",
      how = "callgrind counts the user-space instructions of a run of 21,000 calls and of a run of 1,000 calls; " ..
        "the figure is the difference divided by 20,000.",
    }
  end)

each({{1}, {100, 1.15}, {1000, 1.10}, {10000, 1.10}}, function(connections, reach)
  return {
    group = "echo", title = ("echo, %d connection%s"):format(connections, connections > 1 and "s" or ""),
    reach = reach, measure = "load", role = "load", test = "echo", size = 64,
    count = connections == 1 and 20000 or 100000, connections = connections, unit = "request",
    without = connections > 1000 and {luasocket = true} or nil,
    family = "echo",
    how = "The side is a server that echoes messages of 64 bytes. This module and cqueues use a task for each " ..
      "connection, LuaSocket uses coroutines and select (which is limited to 1,024 descriptors), luv uses " ..
      "callbacks, and Python uses asyncio's streams. The load generator, on the other core, keeps one message in " ..
      "flight for each connection.",
  }
end)

row{
  group = "echo", title = "KiB of an idle connection", reach = 1.5, measure = "load", figure = "memory",
  role = "load", test = "echo", size = 64, count = 1000, connections = 10000, unit = "connection",
  without = {luasocket = true},
  family = "KiB of an idle connection",
  how = "The figure is the resident memory of the same servers with 10,000 connections, each of which has echoed " ..
    "one message, minus that without connections, divided by the number of connections.",
}

row{
  group = "sendfile", title = "sendfile 1 MiB", role = "drain", test = "sendfile", size = 1 << 20, count = 400,
  unit = "file", family = "sendfile",
  how = "The side opens a file of 1 MiB, sends it over TCP and closes it. The peer discards the data.",
}

row{
  group = "lines", title = "lines of a makefile", role = "source", test = "lines", count = 500000, unit = "line",
  family = "lines of a makefile",
  how = "The side reads lines of 64 bytes over TCP, one at a time. C uses getline.",
}

each({{"HTTP, a short reply", "http"}, {"HTTP, the example server", "http_example"}}, function(title, test)
  return {
    group = "http", title = title, measure = "http", role = "wrk", test = test, count = 3, connections = 100,
    unit = "request", family = "HTTP",
    how = "wrk keeps 100 connections busy, on the other core; the ratio is to nginx with a static reply. For the " ..
      "short reply, this module uses a task for each connection, luv uses callbacks and Python uses asyncio's " ..
      "streams, and they implement no more of HTTP than the reply needs. The example server is the complete " ..
      "examples/http_server.lua.",
  }
end)

row{
  group = "start", title = "require, ms above bare Lua", reach = 0.3, measure = "start", role = "life",
  test = "start", count = 20, unit = "ms",
  family = "require, ms above bare Lua",
  how = "The figure is the user and system time of a process that requires the module and ends, minus that of a " ..
    "process that does not require it.",
}

row{
  group = "start", title = "require, MiB above bare Lua", reach = 0.2, measure = "resident", test = "start",
  unit = "MiB",
  family = "require, MiB above bare Lua",
  how = "The figure is the resident memory of a process that has just required the module, minus that of a process " ..
    "that has not.",
}

-- The last row uses Lua's coroutines without this module, for comparison with tasks.
each({{"wakes", "wake-up", 9000, 100000, 1.2}, {"timers", "timer", 10000, 100000, 1.2},
      {"tasks", "task", 10000, 50000, 1.2}, {"limits", "time limit that is due", 10000, 50000, 2},
      {"coroutines", "coroutine", 10000, 200000}}, function(test, title, size, count, reach)
  return {
    group = "growth", title = ("growth: a %s among %d"):format(title, size), reach = reach, measure = "growth",
    role = "nobody", test = test, size = size, count = count, unit = title, only = "pysocket",
    family = "growth",
    how = "The figure is the time of one operation while the given number of tasks wait, divided by its time while " ..
      "a tenth as many wait. In the row of time limits, that many tasks leave the " ..
      "block of an asyncio.timeout in the turn in which it is due. In the row of coroutines, Lua's own coroutines " ..
      "wait, without this module.",
  }
end)

row{
  group = "crowd", title = "100,000 sleeping tasks, MiB", reach = 200, measure = "crowd", role = "nobody",
  test = "sleepers", count = 100000, unit = "MiB",
  family = "100,000 sleeping tasks",
  how = "The figures are the resident memory of 100,000 tasks in asyncio.sleep, and the time until all sleep.",
}

-- Tasks, locks, queues and streams: this group has its own sides, in bench/tasks. size: the
-- number of tasks, or of operations that belong together.
local function tasks(family, how, list)
  local titles = {}
  for _, r in ipairs(list) do
    titles[r.test] = r.title
    r.beside_title = titles[r.beside]
    r.group, r.measure, r.family, r.how = "asyncio", r.measure or "time", family, how
    r.role = r.role or "nobody"
    row(r)
  end
end

tasks("tasks", "Batches of 10,000 tasks run an empty function: they are created and awaited one by one, given to " ..
  "gather, or made in a TaskGroup. The last row waits, with a timeout, for a task that has ended. Here and below, " ..
  "luv's side uses bare coroutines without checks, cancellation or errors, so it shows a lower limit rather than a " ..
  "library. The tasks of cqueues are its promises.", {
  {title = "create and await", test = "create_await", size = 10000, count = 100000, than = "luv", reach = 1},
  {title = "gather", test = "gather", size = 10000, count = 50000, than = "Python", reach = 0.39},
  {title = "TaskGroup", test = "task_group", size = 10000, count = 50000, than = "Python", reach = 0.44},
  {title = "wait_for of what has ended", test = "wait_for_ended", count = 100000, than = "Python", reach = 0.13},
})

tasks("sleep(0)", "Each task repeatedly lets the others run.", {
  {title = "sleep(0), 1 task", test = "sleep_zero", count = 500000, than = "luv", reach = 1},
  {title = "sleep(0), 100 tasks", test = "sleep_zero", size = 100, count = 500000, than = "luv", reach = 1},
  {title = "sleep(0), 10,000 tasks", test = "sleep_zero", size = 10000, count = 1000000, than = "luv", reach = 1},
})

tasks("queues", "One task puts items and one or 100 tasks take them, or one task does both without waiting. The " ..
  "figure is the cost of one item. The queue of the 100 consumers has room for 100 items.", {
  {title = "Queue of 1", test = "queue", count = 100000, than = "Python", reach = 0.17},
  {title = "Queue of 100", test = "queue", size = 100, count = 200000, than = "Python", reach = 0.72},
  {title = "Queue, 1 to 100 consumers", test = "queue_crowd", size = 100, count = 200000, than = "Python",
   reach = 0.41},
  {title = "put_nowait and get_nowait", test = "queue_nowait", count = 300000, than = "Python", reach = 1},
})

tasks("locks", "One task calls acquire and release, or 100 tasks do, each of which calls sleep(0) while it holds " ..
  "the lock. The semaphore's value is 10. The last row is the wake-up of one of 10,000 tasks that wait for an Event.", {
  {title = "Lock, free", test = "lock_free", count = 300000, than = "Python", reach = 1},
  {title = "Lock, 100 tasks", test = "lock", size = 100, count = 100000, than = "cqueues", reach = 1},
  {title = "Semaphore, free", test = "semaphore_free", count = 300000, than = "Python", reach = 0.43},
  {title = "Semaphore, 100 tasks", test = "semaphore", size = 100, count = 100000, than = "Python", reach = 0.15},
  {title = "Event, wakes 10,000", test = "event", size = 10000, count = 200000, than = "cqueues", reach = 1},
})

tasks("streams", "A task reads from or writes to the peer on the other core over TCP: lines of 64 bytes; frames, " ..
  "which are readexactly calls for 4 and for 60 bytes; lines that are written and drained.", {
  {title = "readline, 64 B", test = "readline", role = "source", count = 500000, than = "cqueues", reach = 1},
  {title = "readexactly, a frame", test = "frame", role = "source", count = 300000, than = "cqueues", reach = 1},
  {title = "write and drain", test = "write_drain", role = "drain", count = 50000, than = "cqueues", reach = 1},
})

tasks("files", "The methods of a file of makefile read lines of 64 bytes over TCP, without tasks.", {
  {title = "makefile readline", test = "makefile_readline", role = "source", count = 500000, than = "Python",
   reach = 1},
  {title = 'makefile read "l"', test = "makefile_read", role = "source", count = 500000, than = "Python", reach = 1},
})

tasks("connecting", "A task connects over TCP and closes the connection, with a stream or a socket. The lookup of " ..
  "localhost runs without tasks.", {
  {title = "create_connection by IP", test = "connect_ip", role = "acceptor", count = 3000},
  {title = "open_connection by IP", test = "open_connection", role = "acceptor", count = 3000, beside = "connect_ip",
   reach = 1.1},
  {title = "create_connection by name", test = "connect_name", role = "acceptor", count = 2000, than = "luv",
   reach = 1},
  {title = "lookup of localhost", test = "lookup", count = 5000, than = "Python", reach = 2},
})

tasks("two tasks", "Two tasks of one process play ping-pong with 64 bytes over a socketpair.", {
  {title = "two tasks, sockets", test = "pair_sockets", count = 20000},
  {title = "two tasks, streams", test = "pair_streams", count = 20000, beside = "pair_sockets", reach = 1.35},
})

tasks("timeouts that fire", "In each of 100 tasks at once, a timeout of 1 ms fires: that of the socket, " ..
  "asyncio.timeout around a recv, or wait_for around a sleep. The figure is CPU time, which excludes the wait.", {
  {title = "timeout of recv", test = "timeout_recv", size = 100, count = 10000},
  {title = "asyncio.timeout of a recv", test = "timeout_context", size = 100, count = 10000, beside = "timeout_recv",
   reach = 1.5},
  {title = "wait_for of a sleep", test = "timeout_wait_for", size = 100, count = 10000},
})

tasks("selectors", "The figure is the cost of one call with 1,000 registered sockets, 10 of which are readable.", {
  {title = "DefaultSelector", test = "selector", size = 1000, count = 10000, than = "Python", reach = 1},
  {title = "epoll", test = "epoll", size = 1000, count = 20000, than = "Python", reach = 1},
})

tasks("memory of a waiting task", "The figure is the resident memory of 10,000 tasks that wait for one Event, or " ..
  "for an item of one Queue, divided by their number, in KiB.", {
  {title = "KiB of an Event's waiter", test = "event_memory", measure = "memory", count = 10000, reach = 1.6},
  {title = "KiB of a Queue's waiter", test = "queue_memory", measure = "memory", count = 10000, reach = 1.6},
})

-- TLS: in these rows luasocket stands for LuaSec, and cqueues for luaossl.
local function tls(r)
  r.group, r.kind = "tls", r.kind or "tls"
  row(r)
end

for _, r in ipairs{
  {"full handshake, client", "acceptor", "connect", 300, 1.05},
  {"full handshake, server", "connector", "accept", 400},
  {"resumed handshake, client", "resumable", "resume", 500, 1.08},
  {"resumed handshake, server", "resumer", "accept_resumed", 500},
} do
  tls{
    title = r[1], role = r[2], test = r[3], count = r[4], reach = r[5], same_core = true, unit = "connection",
    family = "TLS handshake",
    how = "The side connects or accepts, does the handshake and closes; the peer runs on the same core. A client " ..
      "verifies the certificate and the host name; a program with LuaSec has to check the name itself. A resumed " ..
      "handshake uses the same session each time, which LuaSec and luaossl cannot do.",
  }
end

for _, r in ipairs{
  {"send", "drain", "send", 15000, 1.03, "call"}, {"recv", "source", "recv", 200000, 1.12, "KiB"},
  {"recv_into", "source", "recv_into", 200000, 1.03, "KiB"},
} do
  tls{
    title = ("TLS %s 16 KiB"):format(r[1]), role = r[2], test = r[3], count = r[4], reach = r[5], unit = r[6],
    size = 16384, family = "TLS records",
    how = "Each call sends or receives a record of 16 KiB, the largest size. The peer runs on the other core.",
  }
end

tls{
  title = "TLS ping-pong 1 B", role = "echo", test = "pingpong", count = 10000, reach = 0.95, same_core = true,
  unit = "exchange", family = "TLS ping-pong",
  how = "The side sends a byte and receives it back from the peer, which runs on the same core.",
}

for _, connections in ipairs{100, 1000, 10000} do
  tls{
    title = ("TLS echo, %d connections"):format(connections), reach = connections > 100 and 1.15 or nil,
    measure = "load", role = "load", test = "echo", size = 64, count = 15000, connections = connections,
    rounds = connections > 1000 and 3 or nil, unit = "request",
    without = connections > 1000 and {luasocket = true} or nil, family = "TLS echo",
    how = "The servers are those of the rows of echo, with TLS. LuaSec's side uses coroutines and select, as Copas " ..
      "does, which Debian does not package for this Lua. The row of 10,000 connections has at most 3 rounds.",
  }
end

tls{
  title = "KiB of an idle TLS connection", reach = 18.5, measure = "load", figure = "memory", role = "load",
  test = "echo", size = 64, count = 1000, connections = 1000, unit = "connection",
  family = "KiB of an idle TLS connection",
  how = "The figure is the resident memory of the same servers with 1,000 connections, each of which has echoed one " ..
    "message, minus that without connections, divided by the number of connections. C and LuaSec keep OpenSSL's " ..
    "buffers for reading and writing all the time.",
}

for _, r in ipairs{{"first default context", "first_context"}, {"second default context", "second_context", 0.02}} do
  tls{
    title = r[1], test = r[2], reach = r[3], role = "nobody", count = 1, unit = "context",
    family = "default context",
    how = "The side creates a context for clients that trusts the system's certificates: the first one of the " ..
      "process, or another one after it.",
  }
end

tls{
  title = "require with TLS, ms above bare Lua", measure = "start", kind = "tcp", role = "life", test = "start_tls",
  count = 20, unit = "ms", than = "cqueues", reach = 1,
  family = "require with TLS, ms above bare Lua",
  how = "The figure is like that of the row of require, for the TLS module and everything that it needs. The ratio " ..
    "in brackets is that of whole processes.",
}

return rows

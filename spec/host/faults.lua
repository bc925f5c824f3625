--- Makes each system call of each case fail, once with each error that the call can return,
-- at each point where it is made (see faults.c, which must be preloaded). A call that has
-- to be repeated must succeed. Any other error must be the one that is raised or reported
-- to the loop. No descriptor may stay open, and the case must succeed when it is repeated.
--
--   lua faults.lua [PATTERN]    status 1: faults

local socket = require "pysocket"
local errno = require "pysocket.errno"
local select = require "pysocket.select"
local support = require "spec.host.support"
local loop = require("pysocket.asyncio").get_event_loop()
local faults = require "faults"

-- luacheck: globals TRYING

local MAX_OCCURRENCES = 6  -- of one call in a case

local SLOW = {accept4 = 1, connect = 1, recv = 1, recvfrom = 1, recvmsg = 1, send = 1, sendto = 1, sendmsg = 1,
  sendfile = 1, poll = 1, epoll_wait = 1, close = 1, read = 1}

local ERRORS = {
  socket = {"EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"}, socketpair = {"EMFILE", "ENOMEM"},
  accept4 = {"EINTR", "EAGAIN", "ECONNABORTED", "EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"},
  connect = {"EINTR", "ENOBUFS", "ENOMEM", "ECONNREFUSED", "ENETUNREACH"},
  bind = {"ENOMEM", "EADDRINUSE", "EACCES"}, listen = {"EADDRINUSE"},
  recv = {"EINTR", "EAGAIN", "ENOMEM", "ECONNRESET"}, recvfrom = {"EINTR", "EAGAIN", "ENOMEM"},
  recvmsg = {"EINTR", "EAGAIN", "ENOMEM", "EMFILE"},
  send = {"EINTR", "EAGAIN", "ENOBUFS", "ENOMEM", "EPIPE", 0, -1}, sendto = {"EINTR", "EAGAIN", "ENOBUFS", "ENOMEM"},
  sendmsg = {"EINTR", "EAGAIN", "ENOBUFS", "ENOMEM"},
  sendfile = {"EINTR", "EAGAIN", "ENOMEM", "EIO", 0, -1}, poll = {"EINTR", "ENOMEM"}, epoll_wait = {"EINTR"},
  epoll_ctl = {"ENOMEM", "ENOSPC"}, epoll_create1 = {"EMFILE", "ENOMEM"}, fcntl = {"EMFILE"},
  getsockopt = {"ENOBUFS"}, setsockopt = {"ENOMEM"}, getsockname = {"ENOBUFS"}, getpeername = {"ENOBUFS"},
  shutdown = {"ENOTCONN"}, close = {"EINTR", "EIO"}, read = {"EINTR", "EIO"}, eventfd = {"EMFILE"}, pipe2 = {"EMFILE"},
  pthread_create = {"EAGAIN"}, fork = {"EAGAIN", "ENOMEM"}, waitpid = {"ECHILD", "EINTR"},
}

-- The caller must not see these errors: the call is repeated, or replaced by another.
local function must_succeed(call, name)
  if name == "EINTR" then return SLOW[call] ~= nil end
  if name == 0 or name == -1 then return true end
  return call == "eventfd" or call == "pthread_create"
end

-- Cases that expect an error, or for which an error counts as success.
local EXPECTING = {}
for name in ([[connect_ex; connect, refused; bind, in use; create_connection, refused; create_server, in use;
    has_dualstack_ipv6; a timeout; a broken sendall; fields and tostring; getfqdn; task errors of streams;
    task closing wakes; TLS without a connection; TLS unwrap with plain text behind the end;
    a signal's handler]]):gmatch "%s*([^;]+)" do
  EXPECTING[name] = true
end

-- No result depends on these calls.
local UNCHECKED = {
  close = true,        -- by <close>, by the garbage collector, or of a descriptor that a call used internally
  epoll_ctl = true,    -- removes a descriptor that nobody waits for any more, or that has been closed
  getsockname = true,  -- tostring then shows no address
  getpeername = true,
  waitpid = true,      -- a child that other code has waited for has ended
}

-- The result does not depend on the flags of a descriptor that comes from elsewhere or is
-- passed on, nor on the read of a lookup's event, which follows the answer.
local OPTIONAL = {getsockopt = "^socket{fileno}$|^fromfd$", fcntl = "^socket{fileno}$|^detach",
  read = "to a name|^getaddrinfo|^gethostby|^task a lookup$"}

local function is_optional(case, call)
  for pattern in (OPTIONAL[call] or ""):gmatch "[^|]+" do
    if case:find(pattern) then return true end
  end
  return false
end

-- A server continues after an error in accept, and one of socketserver also if the client has
-- ended the connection before the handler. If a task's socket cannot be made
-- non-blocking, the kernel does not know the descriptor, and the next call reports that.
local function may_succeed(case, call)
  return EXPECTING[case] or UNCHECKED[call] or is_optional(case, call)
    or case:find "^task " and (call == "accept4" or call == "fcntl")
    or case:find "^server " and (call == "accept4" or call == "recvfrom" or call == "shutdown")
    or case:find "^task server " and call == "shutdown"
end

local function descriptors()
  collectgarbage()
  collectgarbage()
  return faults.descriptors()
end

-- Helper threads close their descriptors a little later; on a busy machine that can take a while.
local function more_than(before)
  for _ = 1, 1000 do
    if descriptors() <= before then return false end
    select.select({}, {}, {}, 0.002)
  end
  return true
end

local total, wrong = 0, 0

local function report(case, call, name, n, text)
  wrong = wrong + 1
  print(("fault: %s: %s %s at call %d: %s"):format(case, name, call, n, text))
end

-- The errors that no code retrieved and that were reported to the loop.
local reported = {}
local function on_exception(_, context)
  reported[#reported + 1] = context.exception
end

-- Is this the injected error, with its class and errno?
local function is_injected(e, how)
  if type(e) ~= "table" then return false end
  for _, one in ipairs(e.exceptions or {}) do
    if is_injected(one, how) then return true end
  end
  return e.errno == how and e.__name == socket.OSError(how, "").__name
end

-- An error in one task may cause another error elsewhere. Then the first one was reported.
local function was_reported(how)
  for _, e in ipairs(reported) do
    if is_injected(e, how) then return true end
  end
  return false
end

-- Returns what is wrong with the result of the case, or nil.
local function judge(case, call, name, how, ok, e)
  if must_succeed(call, name) then return not ok and "raises: " .. tostring(e) or nil end
  collectgarbage()  -- reports the errors of futures
  if was_reported(how) or not ok and is_injected(e, how) then return nil end
  if not ok then return "unexpected error: " .. tostring(e) end
  return not may_succeed(case, call) and "no error is reported" or nil
end

-- Returns whether the fault occurred, and what was wrong. With `hurried`, the cases wait a
-- shorter time for events that may not come. A busy machine may need the longer time.
local function inject(case, call, name, n, try, hurried)
  local how = type(name) == "string" and errno[name] or name
  reported = {}
  loop:set_exception_handler(on_exception)
  faults.arm(call, how, n)
  if os.getenv "VERBOSE" then io.stderr:write(("%s: %s %s at %d\n"):format(case, name, call, n)) end
  TRYING = hurried and 0.03 or 10
  local ok, e = pcall(try)
  TRYING = nil
  if not faults.disarm() then return false end
  return true, judge(case, call, name, how, ok, e)
end

local function check(case, call, name, n, try, prepare)
  if prepare then prepare() end
  local before = descriptors()
  local came, text = inject(case, call, name, n, try, true)
  if text then
    if prepare then prepare() end
    came, text = inject(case, call, name, n, try, false)
  end
  if not came then return end
  total = total + 1
  if text then report(case, call, name, n, text) end
  if prepare then prepare() end
  if more_than(before) then report(case, call, name, n, "a descriptor is left open") end
  if prepare then prepare() end
  local ok, e = pcall(try)
  if not ok then report(case, call, name, n, "fails when it is repeated: " .. tostring(e)) end
end

-- To a caller that waits for edges, as the loop does, the kernel never returns EAGAIN while
-- something is ready. After such an error the loop would wait for an edge that has passed.
local function possible(case, call)
  local list = {}
  -- A script may do anything with a descriptor number after close has failed.
  if call == "close" and case:find "^descriptors" then return {"EINTR"} end
  for _, name in ipairs(ERRORS[call]) do
    if name ~= "EAGAIN" or call == "pthread_create" or not case:find "^task " then list[#list + 1] = name end
  end
  return list
end

local function sweep(case, make)
  local try, prepare = make()
  if prepare then prepare() end
  faults.arm("pipe2", 0, math.maxinteger)
  local ok, e = pcall(try)
  local made = faults.calls()
  faults.disarm()
  if not ok then return report(case, "no", "no", 0, "fails without a fault: " .. tostring(e)) end
  for call, times in pairs(made) do
    for _, name in ipairs(possible(case, call)) do
      for n = 1, math.min(times, MAX_OCCURRENCES) do check(case, call, name, n, try, prepare) end
    end
  end
end

for _, file in ipairs(support.case_files) do
  -- The texts of LuaSocket's errors do not contain the errno, and EAGAIN is its timeout.
  for _, case in ipairs(file:find "luasocket" and {} or dofile(file)) do
    if not arg[1] or case[1]:find(arg[1], 1, true) then sweep(case[1], case[2]) end
  end
end
print(("count faults_injected=%d wrong=%d"):format(total, wrong))
os.exit(wrong == 0 and total > 0)

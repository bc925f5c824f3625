--- Each system call of each case is made to fail, once with each error that fits
-- it, at each place where it is made (see faults.c, which must be preloaded).
-- What has to be tried again must succeed, what is raised or told to the loop must be that error; no
-- descriptor may be left, and the case must succeed when it is tried again.
--
--   lua faults.lua [PATTERN]    status 1: faults

local socket = require "pysocket"
local errno = require "pysocket.errno"
local select = require "pysocket.select"
local support = require "spec.host.support"
local loop = require("pysocket.asyncio").get_event_loop()
local faults = require "faults"

-- luacheck: globals TRYING

local PLACES = 6  -- at most so many of a call that a case makes often

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
  pthread_create = {"EAGAIN"},
}

-- These must not be seen: it is tried again, or done in another way.
local function must_succeed(call, name)
  if name == "EINTR" then return SLOW[call] ~= nil end
  if name == 0 or name == -1 then return true end
  return call == "eventfd" or call == "pthread_create"
end

-- Cases in which an error is what is expected, or is as good as none.
local EXPECTING = {}
for name in ([[connect_ex; connect, refused; bind, in use; create_connection, refused; create_server, in use;
    has_dualstack_ipv6; a timeout; a broken sendall; fields and tostring; getfqdn; task errors of streams;
    task closing wakes; a signal's handler]]):gmatch "%s*([^;]+)" do
  EXPECTING[name] = true
end

-- Nothing that was asked for depends on these.
local ASIDE = {
  close = true,        -- of <close>, of the collector, or of what a call made for itself
  epoll_ctl = true,    -- a descriptor that nobody waits for any more, or that has been closed, is taken out
  getsockname = true,  -- tostring shows no address then
  getpeername = true,
}

-- What a descriptor from elsewhere has, and what is to be changed as it is given
-- away, is asked as a courtesy.
local COURTESY = {getsockopt = "^socket{fileno}$|^fromfd$", fcntl = "^socket{fileno}$|^detach"}

local function is_courtesy(case, call)
  for pattern in (COURTESY[call] or ""):gmatch "[^|]+" do
    if case:find(pattern) then return true end
  end
  return false
end

-- A server goes on after what hinders accept; a task's socket that cannot be made
-- non-blocking is none that the kernel knows, which the call that follows tells.
local function may_succeed(case, call)
  return EXPECTING[case] or ASIDE[call] or is_courtesy(case, call)
    or case:find "^task " and (call == "accept4" or call == "fcntl")
end

local function descriptors()
  collectgarbage()
  collectgarbage()
  return faults.descriptors()
end

-- Those of helper threads go a little later.
local function more_than(before)
  for _ = 1, 50 do
    if descriptors() <= before then return false end
    select.select({}, {}, {}, 0.002)
  end
  return true
end

local total, wrong = 0, 0

local function complain(case, call, name, n, text)
  wrong = wrong + 1
  print(("fault: %s: %s %s at call %d: %s"):format(case, name, call, n, text))
end

-- What the loop was told of errors that nobody took.
local told = {}
local function hear(_, context)
  told[#told + 1] = context.exception
end

-- Is it the error that was injected: its class, with its errno?
local function is_it(e, how)
  if type(e) ~= "table" then return false end
  for _, one in ipairs(e.exceptions or {}) do
    if is_it(one, how) then return true end
  end
  return e.errno == how and e.__name == socket.OSError(how, "").__name
end

-- What fails in one task, others see as something else: then it was told.
local function was_told(how)
  for _, e in ipairs(told) do
    if is_it(e, how) then return true end
  end
  return false
end

-- What is wrong with how the case ended, or nil.
local function judge(case, call, name, how, ok, e)
  if must_succeed(call, name) then return not ok and "is seen: " .. tostring(e) or nil end
  collectgarbage()  -- errors of futures are told then
  if was_told(how) or not ok and is_it(e, how) then return nil end
  if not ok then return "another error: " .. tostring(e) end
  return not may_succeed(case, call) and "nobody is told" or nil
end

-- Did it come? And what was wrong. The cases wait a shorter time for what may not
-- come when they are `hurried`: a machine that is busy may need the longer one.
local function inject(case, call, name, n, try, hurried)
  local how = type(name) == "string" and errno[name] or name
  told = {}
  loop:set_exception_handler(hear)
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
  if text then complain(case, call, name, n, text) end
  if prepare then prepare() end
  if more_than(before) then complain(case, call, name, n, "a descriptor is left open") end
  if prepare then prepare() end
  local ok, e = pcall(try)
  if not ok then complain(case, call, name, n, "does not work when tried again: " .. tostring(e)) end
end

-- An EAGAIN where there is something never comes from the kernel to who waits for
-- edges, as the loop does: it would wait for one that has passed.
local function possible(case, call)
  local list = {}
  -- What a script does about numbers of descriptors when close fails is its affair.
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
  if not ok then return complain(case, "no", "no", 0, "fails by itself: " .. tostring(e)) end
  for call, times in pairs(made) do
    for _, name in ipairs(possible(case, call)) do
      for n = 1, math.min(times, PLACES) do check(case, call, name, n, try, prepare) end
    end
  end
end

for _, file in ipairs(support.case_files) do
  for _, case in ipairs(dofile(file)) do
    if not arg[1] or case[1]:find(arg[1], 1, true) then sweep(case[1], case[2]) end
  end
end
print(("count faults_injected=%d wrong=%d"):format(total, wrong))
os.exit(wrong == 0 and total > 0)

--- Each system call of each case is made to fail, once with each error that fits
-- it, at each place where it is made (see faults.c, which must be preloaded).
-- What has to be tried again must succeed, what is raised must be that error; no
-- descriptor may be left, and the case must succeed when it is tried again.
--
--   lua faults.lua [PATTERN]    status 1: faults

local errno = require "pysocket.errno"
local select = require "pysocket.select"
local support = require "spec.host.support"
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

local function check(case, call, name, n, try, prepare)
  local how = type(name) == "string" and errno[name] or name
  if prepare then prepare() end
  local before = descriptors()
  faults.arm(call, how, n)
  if os.getenv "VERBOSE" then io.stderr:write(("%s: %s %s at %d\n"):format(case, name, call, n)) end
  TRYING = true  -- the cases wait less for what may not come
  local ok, e = pcall(try)
  TRYING = nil
  local came = faults.disarm()
  if not came then return end
  total = total + 1
  if not ok then
    local message = tostring(e)
    local is_it = type(e) == "table" and e.errno == how
      or type(name) == "string" and message:find("%[Errno " .. how .. "%]")
    if must_succeed(call, name) then
      complain(case, call, name, n, "is seen: " .. message)
    elseif not is_it and not case:find "^task " then  -- what fails in one task others see as anything
      complain(case, call, name, n, "another error: " .. message)
    end
  end
  e = nil  -- luacheck: ignore 311
  if prepare then prepare() end
  if more_than(before) then complain(case, call, name, n, "a descriptor is left open") end
  if prepare then prepare() end
  ok, e = pcall(try)
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

--- ForkingMixIn: a child process for each request.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local failures = require "pysocket.socketserver.failures"
local objects = require "pysocket.socketserver.objects"
local servers = require "pysocket.socketserver.servers"

core._own()

local loop, sleep = core._loop(), core._time().sleep

local CHECK_INTERVAL = 0.005  -- seconds between two checks whether a child has ended

local ForkingMixIn = objects.mixin("ForkingMixIn", servers.BaseServer)
local check = objects.receiver(ForkingMixIn)

ForkingMixIn.timeout = 300
ForkingMixIn.active_children = nil  -- a sequence of process ids, from the first request on
ForkingMixIn.max_children = 40
ForkingMixIn.block_on_close = true

-- Collecting ------------------------------------------------------------------------------

-- Removes those that have ended. The others keep their order.
local function reap(children)
  local kept, n = 0, #children
  for i = 1, n do
    local pid = children[i]
    if not core._reap(pid) then
      kept = kept + 1
      children[kept] = pid
    end
  end
  for i = kept + 1, n do children[i] = nil end
end

local function check_children(self)
  local children, max = self.active_children, self.max_children
  if type(children) ~= "table" then
    argument.fail(("the server's field 'active_children' must be a sequence of process ids, got %s"):format(
      argument.typename(children)))
  elseif math.type(max) ~= "integer" or max < 1 then
    argument.fail(("the server's field 'max_children' must be a positive integer, got %s"):format(argument.shown(max)))
  end
  return children
end

-- In a task only the task sleeps. The end of a child is noticed even if other code has waited for it.
local function wait_until_fewer(self, limit)
  local children = check_children(self)
  reap(children)
  while #children >= limit do
    sleep(CHECK_INTERVAL)
    reap(children)
  end
end

--- server:collect_children([blocking])
-- Waits while there are max_children or more, or with `blocking` for all children.
function ForkingMixIn:collect_children(...)
  check(self, "collect_children")
  local blocking = argument.truth(argument.keywords("collect_children", 1, "blocking", ...))
  if self.active_children == nil then return end
  check_children(self)
  wait_until_fewer(self, blocking and 1 or self.max_children)
end

--- server:handle_timeout()
function ForkingMixIn:handle_timeout()
  check(self, "handle_timeout")
  self:collect_children()
end

--- server:service_actions()
function ForkingMixIn:service_actions()
  check(self, "service_actions")
  self:collect_children()
end

-- Requests ------------------------------------------------------------------------------

-- Using the loop makes the child drop what belongs to the parent, signal handlers included,
-- before code of the program runs.
local function finish_request(self, request, client_address)
  loop.current()
  self:finish_request(request, client_address)
end

-- Runs in the child, which ends when this returns.
local function serve_in_child(self, request, client_address)
  local ok, e, traceback = failures.call(finish_request, self, request, client_address)
  if not ok and not failures.passes(e) then pcall(self.handle_error, self, request, client_address, e, traceback) end
  pcall(self.shutdown_request, self, request)
  return ok
end

-- A TLS connection belongs to the child now: sending close_notify from here would end it.
local function give_up(request)
  local ssl = package.loaded["pysocket.ssl"]
  if ssl and core.isinstance(request, ssl.SSLSocket) then core._abort(request) end
end

--- server:process_request(request, client_address)
-- The position in the sequence is allocated before the fork, so that the child is not lost if
-- memory runs out.
function ForkingMixIn:process_request(request, client_address)
  if self.active_children == nil then self.active_children = {} end
  local children = check_children(self)
  local place = #children + 1
  children[place] = 0
  local ok, pid = pcall(core._fork, serve_in_child, self, request, client_address)
  children[place] = ok and pid or nil
  if not ok then error(pid, 0) end
  give_up(request)
  self:close_request(request)
end

--- server:server_close()
function ForkingMixIn:server_close()
  check(self, "server_close")
  objects.super(self, ForkingMixIn).server_close(self)
  self:collect_children{blocking = self.block_on_close}
end

return ForkingMixIn

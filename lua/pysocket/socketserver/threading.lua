--- ThreadingMixIn: handles each request in a task.
--
-- Outside a task, a server runs its own loop, in which its requests run to their end.

local core = require "pysocket.core"
local argument = require "pysocket.argument"
local asyncio = require "pysocket.asyncio"
local failures = require "pysocket.socketserver.failures"
local futures = require "pysocket.asyncio.futures"
local objects = require "pysocket.socketserver.objects"
local servers = require "pysocket.socketserver.servers"

core._own()

local loop = core._loop()

local ThreadingMixIn = objects.mixin("ThreadingMixIn", servers.BaseServer)
local check = objects.receiver(ThreadingMixIn)

ThreadingMixIn.daemon_threads = false
ThreadingMixIn.block_on_close = true

-- Requests ------------------------------------------------------------------------------

-- By task: whether the server waits for its end, which it does unless the task is a daemon. A
-- child process does not have those of its parent.
local function requests_of(self)
  if not self._requests or self._process ~= loop.process() then
    self._requests, self._process = {}, loop.process()
  end
  return self._requests
end

-- Handles an error of handle_error itself, or a lack of memory for it.
local function report(task)
  local _, e = loop.result(task)
  asyncio.get_event_loop():call_exception_handler{
    message = "Unhandled exception in process_request_thread", exception = e, traceback = loop.traceback(task),
    task = task,
  }
end

-- Removes a task at its end. If it was cancelled before it began, the request is shut down
-- here; if it failed, for example because it had no memory for that, its socket is closed.
-- Without a server there is nothing to do.
local Request = {}
Request.__index = Request

function Request:_ended(task)
  self.requests[task] = nil
  if self.server and not self.begun then
    self.server:shutdown_request(self.request)
  elseif loop.status(task) == "failed" then
    if core.isinstance(self.request, core.socket) then self.request:close() end
    report(task)
  end
end

local function begin(self, client_address)
  self.begun = true
  if self.server then self.server:process_request_thread(self.request, client_address) end
end

local function add_task(self, task)
  futures.subscribe(task, self)
  self.requests[task] = not argument.truth(self.server.daemon_threads)
end

function ThreadingMixIn._check_process_request()
  if not loop.running() then
    argument.fail "process_request: a server with ThreadingMixIn processes requests in a running event loop only"
  end
end

--- server:process_request(request, client_address)
function ThreadingMixIn:process_request(request, client_address)
  local entry = setmetatable({server = self, request = request, requests = requests_of(self), begun = false}, Request)
  local task = loop.spawn(begin, entry, client_address)
  local ok, e = pcall(add_task, entry, task)
  if ok then return end
  entry.server = nil
  error(e, 0)
end

--- server:process_request_thread(request, client_address)
function ThreadingMixIn:process_request_thread(request, client_address)
  local _ <close> = setmetatable({}, {__close = function() self:shutdown_request(request) end})
  local ok, e, traceback = failures.call(self.finish_request, self, request, client_address)
  if ok then return end
  if failures.passes(e) then error(e, 0) end
  self:handle_error(request, client_address, e, traceback)
end

-- Waiting for them ------------------------------------------------------------------------

-- Returns the next task to wait for; with `all` it may be a daemon. A request may close its own
-- server.
local function next_of(requests, all)
  for task, waited in pairs(requests) do
    if (waited or all) and task ~= loop.current() then return task end
  end
end

local function wait_for_requests(self, name, all)
  local requests = requests_of(self)
  local task = next_of(requests, all)
  while task do
    futures.wait_for_end(task, name)
    requests[task] = nil
    task = next_of(requests, all)
  end
end

-- A server whose task is cancelled does not wait for clients that may never end.
function ThreadingMixIn:_settle(e)
  check(self, "_settle")
  if e ~= nil and failures.passes(e) then
    for task in pairs(requests_of(self)) do task:cancel() end
  elseif e == nil and argument.truth(self.block_on_close) then
    wait_for_requests(self, "serve_forever")
  end
end

-- Nothing would run the rest of a request after handle_request, so this waits for daemons too.
local function run_to_end(self, name, f, ...)
  f(self, ...)
  wait_for_requests(self, name, name == "handle_request")
end

function ThreadingMixIn:_run(name, f, ...)
  check(self, "_run")
  if loop.current() then return f(self, ...) end
  asyncio.run(run_to_end, self, name, f, ...)
end

--- server:server_close()
function ThreadingMixIn:server_close()
  check(self, "server_close")
  objects.super(self, ThreadingMixIn).server_close(self)
  if not argument.truth(self.block_on_close) or not next_of(requests_of(self)) then return end
  if loop.current() then
    wait_for_requests(self, "server_close")
  elseif not loop.running() then
    asyncio.get_event_loop():run_until_complete(function() wait_for_requests(self, "server_close") end)
  end
end

return ThreadingMixIn

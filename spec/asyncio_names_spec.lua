-- Compares the names of asyncio with Python's in both directions, and with doc/differences.md.
local names = require "spec.support.names"
local support = require "spec.support"
local tasks = require "spec.support.tasks"
local asyncio = require "pysocket.asyncio"

local CLASSES = {
  "AbstractEventLoop", "Barrier", "BoundedSemaphore", "Condition", "Event", "Future", "Lock", "Queue", "Semaphore",
  "Server", "StreamReader", "StreamWriter", "Task", "TaskGroup", "Timeout", "TimerHandle",
}

-- Makes an object of each class that asyncio does not export or whose objects have fields besides methods.
local OBJECTS = {
  AbstractEventLoop = asyncio.get_event_loop,
  Barrier = function() return asyncio.Barrier(1) end,
  Queue = asyncio.Queue,
  Server = function() return asyncio.start_server(print, "127.0.0.1", 0) end,
  TaskGroup = asyncio.TaskGroup,
  TimerHandle = function() return asyncio.get_event_loop():call_soon(print) end,
}

local function fields_of(class, object)
  local fields = asyncio[class] or getmetatable(object).__index
  return type(fields) == "table" and fields or getmetatable(object)
end

-- Calls f with each class, its fields and, if there is one, an object.
local function each_class(f)
  for _, class in ipairs(CLASSES) do
    local object = OBJECTS[class] and OBJECTS[class]()
    f(class, fields_of(class, object), object)
    if class == "TimerHandle" then object:cancel() end
    if class == "Server" then object:close() end
  end
end

local sorted = support.sorted

local KINDS = {
  class = function(value) return type(value) == "table" or type(value) == "function" end,
  ["function"] = function(value) return type(value) == "function" end,
  method = function(value) return type(value) == "function" end,
  attribute = function(value) return value ~= nil and type(value) ~= "function" end,
}

describe("asyncio's names", function()
  local missing = names.listed("Missing asyncio names")
  local additions = names.listed("Additional asyncio names")

  it("come from a complete list", function()
    assert.equal(92, #names.rows("asyncio"))
    for _, class in ipairs(CLASSES) do assert.is_true(#names.rows("asyncio." .. class) > 0, class) end
  end)

  it("of the module all exist with the right kind, or are documented", function()
    local absent = {}
    for _, row in ipairs(names.rows("asyncio")) do
      if not missing[row.name] and not KINDS[row.kind](asyncio[row.name]) then absent[row.name] = true end
    end
    assert.same({}, sorted(absent))
  end)

  it("of its classes all exist with the right kind, or are documented", tasks.main(function()
    local absent = {}
    each_class(function(class, fields, object)
      for _, row in ipairs(names.rows("asyncio." .. class)) do
        local name = class .. "." .. row.name
        local value = fields[row.name]
        if object ~= nil and value == nil then value = object[row.name] end
        if not missing[name] and not KINDS[row.kind](value) then absent[name] = true end
      end
    end)
    assert.same({}, sorted(absent))
  end))

  it("that Python lacks are documented", tasks.main(function()
    local extra = {}
    local function compare(prefix, fields, rows)
      local listed = {}
      for _, row in ipairs(rows) do listed[row.name] = true end
      for name in pairs(fields) do
        if name:sub(1, 1) ~= "_" and not listed[name] then extra[prefix .. name] = true end
      end
    end
    compare("", asyncio, names.rows("asyncio"))
    each_class(function(class, fields)
      compare(class .. ".", fields, names.rows("asyncio." .. class))
    end)
    assert.same(sorted(additions), sorted(extra))
  end))

  it("are documented as missing only if they are missing", tasks.main(function()
    local listed = {}
    for _, row in ipairs(names.rows("asyncio")) do listed[row.name] = asyncio[row.name] == nil end
    each_class(function(class, fields)
      for _, row in ipairs(names.rows("asyncio." .. class)) do
        listed[class .. "." .. row.name] = fields[row.name] == nil
      end
    end)
    local wrong = {}
    for name in pairs(missing) do
      if not listed[name] then wrong[name] = true end
    end
    assert.same({}, sorted(wrong))
  end))
end)

describe("the files of asyncio", function()
  after_each(support.cleanup)

  it("are loaded when one of their names is used, and all when the loop is", function()
    assert.equal("nil nil nil; table nil nil; table table table\n", support.lua[[
      local asyncio = require "pysocket.asyncio"
      local function loaded()
        local kinds = {}
        for i, name in ipairs{"queues", "streams", "gather"} do
          kinds[i] = type(package.loaded["pysocket.asyncio." .. name])
        end
        return table.concat(kinds, " ")
      end
      local before = loaded()
      local _ = asyncio.Queue
      local after = loaded()
      _ = asyncio.run
      print(before .. "; " .. after .. "; " .. loaded())
    ]])
  end)

  it("need no file once the loop has been used", function()
    support.lua[[
      local socket = require "pysocket"
      local asyncio = require "pysocket.asyncio"
      local run = asyncio.run
      package.path, package.cpath, package.searchers = "", "", {}
      local ok, e = pcall(run, function()
        local group <close> = asyncio.TaskGroup()
        group:create_task(error, "one")
        group:create_task(asyncio.open_connection, "127.0.0.1", 1)
      end)
      assert(not ok and socket.isinstance(e, socket.ExceptionGroup), tostring(e))
    ]]
  end)

  it("leave a name that a program has set as it is", function()
    assert.equal("mine\ttrue\n", support.lua[[
      local asyncio = require "pysocket.asyncio"
      asyncio.sleep = "mine"
      local task = asyncio.create_task
      print(asyncio.sleep, type(task) == "function")
    ]])
  end)
end)

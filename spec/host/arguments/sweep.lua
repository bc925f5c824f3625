--- Bad input: what arguments.lua does to each function and method. Each is called with valid
-- arguments except for one, which takes every kind in turn. A wrong kind must raise an error
-- that names the function and the position. A valid kind may succeed, or raise one of the
-- module's errors.
--
--   sweep.functions(module, name, signatures, options)   each function and callable class of a module
--   sweep.methods(name, class, signatures, options)      each method of a class
--
-- A signature has a letter for each position, see `right`; "?" after a letter allows nil.
-- Options:
--   make()           creates the object
--   damage(object)   returns what is wrong with it afterwards, or nil
--   try              is called instead of pcall
--   clean(...)       undoes the results of a call
--   done(object)     closes the object
--   after()          is called after each call
--   skip             set of names that are not called
--   careful          set of names that are only called with wrong arguments, because valid ones would do harm
--   selves           set of the kinds that are objects
--   selfless         set of the methods that need no object
--   failing          true if no call can succeed anyway

local socket = require "pysocket"
local select = require "pysocket.select"
local asyncio = require "pysocket.asyncio"

local sweep = {tries = 0, wrong = 0, swept = {}}  -- swept: by name and class

local open_socket, closed_socket = socket.socket(), socket.socket()
closed_socket:close()

local function nothing() end

local ended, future = nil, asyncio.Future()
future:set_result()
asyncio.run(function()
  ended = asyncio.create_task(nothing)
  ended:await()
end)

-- Values of each kind.
local kinds = {
  {"nil", nil}, {"boolean", true}, {"integer", 1}, {"negative", -1}, {"huge", math.maxinteger},
  {"lowest", math.mininteger}, {"float", 1.5}, {"inf", math.huge}, {"nan", 0 / 0}, {"empty", ""}, {"string", "x"},
  {"nul", "a\0b"}, {"long", ("y"):rep(70000)}, {"table", {[true] = 1}}, {"list", {1, 2, 3}},
  {"keyword", {no_such_keyword = 1}}, {"counted", {n = "x", nothing}}, {"function", nothing},
  {"callable", setmetatable({}, {__call = nothing})}, {"thread", coroutine.create(nothing)}, {"file", io.stdout},
  {"socket", open_socket}, {"closed", closed_socket}, {"bytearray", socket.bytearray(4)},
  {"view", socket.bytearray(4):view(2)}, {"pointer", debug.upvalueid(function() return socket end, 1)},
  {"task", ended}, {"future", future}, {"odd", {fileno = 1}}, {"mixed", {"x", {}}},
}

local integers = "integer negative huge lowest"
local numbers = integers .. " float inf"
local texts = numbers .. " nan empty string nul long"

-- By letter: the kinds that are accepted, and a valid value.
local right = {
  i = {integers, 1},
  n = {numbers, 1},
  s = {texts, "x"},
  z = {"empty string nul long", "x"},                -- a number is not accepted as this string
  b = {texts .. " bytearray view", "data"},
  w = {"bytearray view", socket.bytearray(4)},
  x = {"*", 1},
  a = {"table list callable string empty nul long", {"127.0.0.1", 1}},
  T = {"table list keyword counted odd callable future", {"x"}},
  f = {"function callable", nothing},
  t = {"socket closed", open_socket},
  A = {"function callable counted task future", nothing},  -- something to await
  C = {"function callable", nothing},                      -- something to run in a task
  d = {"integer negative huge lowest socket closed file odd", open_socket},  -- has a descriptor
}

local function letter_of(letter)
  return assert(right[letter], letter)
end

--- Defines another letter.
function sweep.letter(letter, accepted, value)
  right[letter] = {accepted, value}
end

local function positions(signature)
  local list = {}
  for letter, optional in signature:gmatch "(%a)(%??)" do list[#list + 1] = {letter, optional == "?"} end
  return list
end

local function is_accepted(position, kind)
  local accepted = letter_of(position[1])[1]
  return accepted == "*" or kind == "nil" and position[2]
    or (" " .. accepted .. " "):find(" " .. kind .. " ", 1, true) ~= nil
end

local function report(name, position, kind, text)
  sweep.wrong = sweep.wrong + 1
  print(("fault: %s with %s in position %s: %s"):format(name, kind, position, text))
end

sweep.report = report

-- Is this an error that the module's own Lua code made, with a line of the module?
local function is_own_error(message)
  return message:find("lua/pysocket", 1, true) or message:find("attempt to %l+ a") and
    not message:find("attempt to use a closed file", 1, true)
end

-- Is this the expected error for a wrong argument? A C function that is called without a name may
-- have the name of its module in front.
local function names_argument(message, short, position)
  if not position then  -- any position is accepted
    position = message:match "bad argument #(%d+)"
    if not position then return true end
    position = tonumber(position)
  end
  if position == 0 and message:find(("calling '%s' on bad self"):format(short), 1, true) then return true end
  local n, name = message:match "bad argument #(%d+) to '([^']*)'"
  if not n or name:match "[%w_]*$" ~= short then return false end
  -- A table may be taken for keyword arguments; then the arguments after it are wrong.
  return tonumber(n) == math.max(position, 1) or message:find("nothing may follow the table of keyword", 1, true) ~= nil
end

-- Is this an error of the module, or Lua's error about an argument?
local function is_error(e, message)
  return type(e) == "table" and socket.isinstance(e, socket.Exception)
    or type(e) == "string" and not is_own_error(message)
end

local function check(call, position, kind, accepted, ok, e)
  sweep.tries = sweep.tries + 1
  local message = tostring(e)
  if ok then
    if not accepted then report(call.name, position, kind, "it is accepted") end
  elseif not is_error(e, message) then
    report(call.name, position, kind, "unexpected error: " .. message)
  elseif accepted or call.options.failing then
    if type(e) == "string" and not names_argument(message, call.short) then
      report(call.name, position, kind, "names another function: " .. message)
    end
  elseif type(e) == "table" or not names_argument(message, call.short, position) then
    report(call.name, position, kind, "names another argument, or none: " .. message)
  end
end

local function descriptors()
  collectgarbage()
  local n = 0
  for fd = 3, 200 do
    local ok, e = pcall(socket.dup, fd)
    if ok then
      socket.close(e)
      n = n + 1
    end
  end
  return n
end

-- Helper threads close their descriptors a little later.
local function check_descriptors(name, before)
  for _ = 1, 200 do
    if descriptors() <= before then return end
    select.select({}, {}, {}, 0.005)
  end
  report(name, 0, "anything", ("%d more descriptors are open"):format(descriptors() - before))
end

local function try_one(call, position, kind, accepted, first, arguments)
  local options = call.options
  local object = first == 1 and options.make()
  if first == 1 then
    table.move(arguments, 1, arguments.n, 2)
    arguments[1] = object
  end
  local results = table.pack((options.try or pcall)(call.f, table.unpack(arguments, 1, arguments.n + first)))
  if options.after then options.after() end
  check(call, position, kind, accepted, results[1], results[2])
  if results[1] and options.clean then options.clean(table.unpack(results, 2, results.n)) end
  local text = object and options.damage and not accepted and options.damage(object)
  if text then report(call.name, position, kind, "the object was changed: " .. text) end
  if object and options.done then options.done(object) end
end

local function each_kind(call, position, accepts, arguments, at)
  for _, kind in ipairs(kinds) do
    local accepted = accepts(kind[1])
    if accepted ~= nil then
      local list = table.move(arguments, 1, arguments.n, 1, {n = arguments.n})
      list[at] = kind[2]
      try_one(call, position, kind[1], accepted, call.options.make and position > 0 and 1 or 0, list)
    end
  end
end

local function sweep_call(call, signature)
  local list, before = positions(signature), descriptors()
  local careful = call.options.careful and call.options.careful[call.short]
  local arguments = {n = #list}
  for i, position in ipairs(list) do arguments[i] = not position[2] and letter_of(position[1])[2] or nil end
  for i, position in ipairs(list) do
    each_kind(call, i, function(kind)
      local accepted = is_accepted(position, kind)
      if not (accepted and careful) then return accepted end
    end, arguments, i)
  end
  check_descriptors(call.name, before)
end

-- Calls the function by its name, as a script does, so that errors contain that name.
local function keep(...) return ... end
local function calling(expression, o)
  return load(("local keep, o = ... return function(%s) return keep(%s) end"):format(
    o == nil and "o, ..." or "...", expression), "=script")(keep, o)
end

local function public(name, value)
  if type(name) ~= "string" or name:sub(1, 1) == "_" then return false end
  if type(value) == "function" then return true end
  local meta = type(value) == "table" and getmetatable(value)
  return meta and meta.__call ~= nil
end

-- Calls each(call, signature) for everything public in the table. The call's name consists of
-- `name` and the key.
local function sweep_all(list, name, signatures, options, each)
  for key, value in pairs(list) do
    if public(key, value) and not (options.skip and options.skip[key]) then
      local call = {name = name .. key, short = key, options = options}
      if signatures[key] then
        each(call, signatures[key])
      else
        report(call.name, 0, "no", "the sweep has no signature for it")
      end
    end
  end
end

function sweep.functions(module, name, signatures, options)
  sweep_all(module, name .. ".", signatures, options, function(call, signature)
    call.f = calling(("o.%s(...)"):format(call.short), module)
    sweep_call(call, signature)
  end)
end

-- Calls the method without an object, and on objects that do not belong to the class.
local function sweep_self(name, key, class, options, signature)
  local arguments = {n = #positions(signature) + 1}
  for i, position in ipairs(positions(signature)) do arguments[i + 1] = letter_of(position[1])[2] end
  local call = {name = name .. "." .. key .. " as a method", short = key,
    options = {try = options.try}, f = calling(("o.%s(...)"):format(key), class)}
  each_kind(call, 0, function(kind)
    if options.selves and options.selves[kind] then return nil end
    return false
  end, arguments, 1)
end

function sweep.methods(name, class, signatures, options)
  sweep.swept[name], sweep.swept[class] = true, true
  sweep_all(class, name .. ":", signatures, options, function(call, signature)
    local key = call.short
    call.f = calling(("o:%s(...)"):format(key))
    sweep_call(call, signature)
    if not (options.selfless and options.selfless[key]) then sweep_self(name, key, class, options, signature) end
  end)
end

return sweep

--- Bad input for select, poll, epoll and the selectors.

local socket = require "pysocket"
local select = require "pysocket.select"
local selectors = require "pysocket.selectors"
local sweep = require "spec.host.arguments.sweep"

local a = socket.socketpair()

sweep.letter("r", "table keyword counted odd callable future list", {a})  -- descriptors, by ipairs
sweep.letter("p", "integer float empty", 0)  -- a timeout
sweep.letter("q", "integer negative lowest float", 0)
sweep.letter("e", "integer", 1)      -- events of a selector
sweep.letter("j", "integer socket", a)  -- an object to register

local function close(...)
  for _, value in ipairs{...} do
    if type(value) == "userdata" and value.close then value:close() end
  end
end

sweep.functions({select = select.select, poll = select.poll, epoll = select.epoll}, "select",
  {select = "rrrp?", poll = "", epoll = "i?i?"}, {clean = close})

local POLL = {register = "di?", modify = "di?", unregister = "d", poll = "q?"}
local EPOLL = {register = "di?", modify = "di", unregister = "d", poll = "q?i?", close = "", fileno = ""}

-- With valid arguments these wait.
local waits = {poll = true, select = true}

sweep.methods("poll", getmetatable(select.poll()), POLL, {make = select.poll, careful = waits})
sweep.methods("epoll", getmetatable(select.epoll()), EPOLL, {
  make = select.epoll, done = close, skip = {fromfd = true}, careful = waits,
})
sweep.methods("closed epoll", getmetatable(select.epoll()), EPOLL, {
  make = function()
    local e = select.epoll()
    e:close()
    return e
  end,
  skip = {fromfd = true}, failing = true,
})
sweep.functions({fromfd = select.epoll.fromfd}, "epoll", {fromfd = "d"}, {careful = {fromfd = true}})

local SELECTOR = {
  register = "dex?", unregister = "j", modify = "jex?", get_key = "j", get_map = "", select = "q?", close = "",
  fileno = "",
}

local function registered(name)
  return function()
    local sel = selectors[name]()
    sel:register(a, selectors.EVENT_READ)
    return sel
  end
end

local function damage(sel)
  return #(sel:get_map() or "") ~= 1 and "something else is registered" or nil
end

for _, name in ipairs{"SelectSelector", "PollSelector", "EpollSelector"} do
  -- The methods of a class are also in its base classes.
  local class = {}
  for key in pairs(SELECTOR) do class[key] = selectors[name][key] end
  sweep.methods(name, class, SELECTOR, {
    make = registered(name), damage = damage, done = function(sel) sel:close() end, careful = waits,
  })
  sweep.methods("closed " .. name, class, SELECTOR, {
    make = function()
      local sel = selectors[name]()
      sel:close()
      return sel
    end,
    failing = true,
  })
  -- A selector of another class must be refused by methods that only this class has.
  local other = selectors[name == "SelectSelector" and "PollSelector" or "SelectSelector"]()
  for _, key in ipairs{"select", "close", "fileno"} do
    local ok, e = pcall(class[key] or other.close, other, 0)
    if not ok and tostring(e):find "lua/pysocket" then
      sweep.report(name .. ":" .. key, 0, "another selector", tostring(e))
    end
  end
end

sweep.functions(selectors, "selectors", {
  SelectorKey = "xxxx", DefaultSelector = "", EpollSelector = "", PollSelector = "", SelectSelector = "",
}, {clean = function(sel) if sel.close then sel:close() end end})

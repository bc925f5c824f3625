-- csrc/module.c: the module is complete, all functions take their arguments in the same way, and it belongs to one
-- Lua state: other states and threads never share anything with it.
local library = require "spec.support.library"
local support = require "spec.support"
local socket = require "pysocket"

describe("the module", function()
  after_each(support.cleanup)

  it("is one table, under one name, and sets no global variable", function()
    local result = support.lua [[
      local before = {}
      for name in pairs(_G) do before[name] = true end
      local socket = require "pysocket"
      for name in pairs(_G) do assert(before[name], name) end
      for name in pairs(package.loaded) do if not name:find "^pysocket" then before[name] = true end end
      assert(not before.socket and package.loaded.pysocket == socket)
      print "ok"
    ]]
    assert.equal("ok\n", result)
  end)

  it("hides its private functions in a table of their own", function()
    local core = require "pysocket.core"
    local private = {}
    for name in next, core do
      assert.matches("^_", name)
      if socket[name] ~= nil then private[#private + 1] = name end
    end
    assert.same({}, private)
    assert.equal(core.recv_fds, socket.recv_fds)  -- the module's own files need no other table
    assert.equal(core._loop(), core._loop())
  end)

  it("names its functions in messages as the user does", function()
    for _ = 1, 8 do  -- several times, because Lua searches the loaded modules in a random order
      assert.equal("bad argument #1 to 'pysocket.inet_aton' (string expected, got table)\n",
        support.lua [[print(select(2, pcall(require "pysocket".inet_aton, {})))]])
    end
  end)

  it("marks each of its files that has functions, so that errors do not name lines in them", function()
    local unmarked = {}
    for path in support.run{"find", support.root .. "/lua", "-name", "*.lua"}.stdout:gmatch "[^\n]+" do
      local text = support.read_file(path)
      if ("\n" .. text):find "\nl?o?c?a?l? ?function " and not text:find("\ncore._own()\n", 1, true) then
        unmarked[#unmarked + 1] = path
      end
    end
    assert.same({}, unmarked)
  end)

  it("leaves the name socket to LuaSocket", function()
    local result = support.lua [[
      package.preload.socket = function() return "LuaSocket" end
      local socket = require "pysocket"
      print(require "socket", type(socket.socket))
    ]]
    assert.equal("LuaSocket\ttable\n", result)
  end)

  it("asks whether the Lua that loads it is the one it was built for", function()
    local core = support.read_file(package.searchpath("pysocket.core", package.cpath))
    assert.is_truthy(core:find("luaL_checkversion_", 1, true))
  end)

  it("can be loaded by its parts in any order", function()
    for _, part in ipairs{"pysocket.core", "pysocket.errno", "pysocket"} do
      assert.equal("table\n", support.lua(("print(type(require %q))"):format(part)))
    end
  end)
end)

describe("keyword arguments", function()
  after_each(support.cleanup)

  it("stand in the place of an optional argument", function()
    local s = support.close_later(socket.socket{type = socket.SOCK_DGRAM})
    assert.equal(socket.SOCK_DGRAM, s.type)
    assert.equal(socket.AF_INET, s.family)
    local rows = socket.getaddrinfo("127.0.0.1", 80, {type = socket.SOCK_STREAM, flags = socket.AI_NUMERICHOST})
    assert.equal(1, #rows)
    s = support.socket(socket.AF_INET, {type = socket.SOCK_DGRAM})
    assert.equal(socket.SOCK_DGRAM, s.type)
  end)

  it("must have known names", function()
    assert.matches("bad argument #1 to 'socket' %(unexpected keyword 'kind'%)",
      support.error_message(function() socket.socket{kind = 1} end))
    assert.matches("bad argument #3 to 'getaddrinfo' %(unexpected keyword 'host'%)",
      support.error_message(function() socket.getaddrinfo("127.0.0.1", 80, {host = ""}) end))
    for _, wrong in ipairs{{1}, {[true] = 1}, {[2.5] = 1}} do
      assert.matches("bad argument #1 to 'socket' %(keyword arguments are named: {name = value}%)",
        support.error_message(function() socket.socket(wrong) end))
    end
  end)

  it("are left as they are", function()
    local keywords = {type = socket.SOCK_DGRAM}
    support.socket(keywords)
    assert.same({type = socket.SOCK_DGRAM}, keywords)
  end)
end)

describe("integer arguments", function()
  it("must be integers that fit 32 bits", function()
    local function message(...)
      return support.error_message(function(...) socket.socket(...) end, ...)
    end
    assert.matches("bad argument #1 to 'socket' %(integer out of range: it must fit 32 bits%)", message(1 << 31))
    assert.matches("bad argument #1 to 'socket' %(integer out of range: it must fit 32 bits%)", message(-(1 << 31) - 1))
    assert.matches("bad argument #2 to 'socket' %(number has no integer representation%)", message(2, 1.5))
    assert.matches("bad argument #3 to 'socket' %(number expected, got boolean%)", message(2, 1, true))
  end)
end)

-- A C module that runs Lua code in separate states, each in its own thread.
local STATES = [[
#include <lauxlib.h>
#include <lualib.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

typedef struct Run { const char *code; char result[500]; } Run;

static void *run (void *arg) {
  Run *r = (Run *)arg;
  lua_State *L = luaL_newstate();
  luaL_openlibs(L);
  (void)(luaL_loadstring(L, r->code) || lua_pcall(L, 0, 1, 0));
  snprintf(r->result, sizeof r->result, "%s", luaL_tolstring(L, -1, NULL));
  lua_close(L);
  return NULL;
}

/* states(code, ...) -> result, ... */
static int states (lua_State *L) {
  static Run runs[16];
  pthread_t threads[16];
  int i, n = lua_gettop(L);
  for (i = 0; i < n; i++) {
    runs[i].code = luaL_checkstring(L, i + 1);
    pthread_create(&threads[i], NULL, run, &runs[i]);
  }
  for (i = 0; i < n; i++) {
    pthread_join(threads[i], NULL);
    lua_pushstring(L, runs[i].result);
  }
  return n;
}

int luaopen_states (lua_State *L) {
  lua_pushcfunction(L, states);
  return 1;
}
]]

describe("a Lua state", function()
  after_each(support.cleanup)

  -- Runs a Lua script that can call states(code, ...); the case is pending if there is no compiler.
  local function with_states(code)
    local path, reason = library.build(support.tmpfile(STATES, "states.c"), "states")
    if not path then
      pending(reason)
      return
    end
    return support.lua("local states = require 'states'\n" .. code, nil, {env = library.env(path)})
  end

  it("has its own default timeout, classes and metatables", function()
    local result = with_states [[
      local socket = require "pysocket"
      socket.setdefaulttimeout(7)
      function socket.socket.added() end
      print(states [=[
        local socket = require "pysocket"
        local before = tostring(socket.getdefaulttimeout())
        socket.setdefaulttimeout(3)
        return before .. " " .. socket.socket():gettimeout() .. " " .. tostring(socket.socket.added)
      ]=])
      print(socket.getdefaulttimeout(), socket.socket():gettimeout())
    ]]
    if result then assert.equal("nil 3.0 nil\n7.0\t7.0\n", result) end
  end)

  it("closes its sockets when it is closed, and no others", function()
    local result = with_states [[
      local socket = require "pysocket"
      local a, b = socket.socketpair()
      local fd = states [=[
        local socket = require "pysocket"
        kept = socket.socket()
        kept:bind{"127.0.0.1", 0}
        lost = {socket.socketpair()}
        return kept:fileno()
      ]=]
      print(pcall(socket.close, tonumber(fd)))
      a:sendall "still here"
      print(b:recv(100))
    ]]
    if result then
      assert.matches("^false\t.*Bad file descriptor: close", result)
      assert.matches("\nstill here\n$", result)
    end
  end)

  it("in a thread of its own disturbs none in another", function()
    local result = with_states [[
      local code = [=[
        local socket = require "pysocket"
        local mine = %d
        local a, b = socket.socketpair()
        a:settimeout(10)
        for i = 1, 500 do
          local data = ("%%d:%%d"):format(mine, i):rep(1 + i %% 40)
          a:sendall(data)
          assert(b:recv(1 << 16) == data)
          local ok, e = pcall(socket.close, 100000 + mine)
          assert(not ok and socket.isinstance(e, socket.OSError) and e.errno == 9)
          local s <close> = socket.socket()
          s:bind{"127.0.0." .. mine, 0}
          assert(s:getsockname().host == "127.0.0." .. mine)
          if i %% 100 == 0 then assert(socket.gethostbyname "localhost" == "127.0.0.1") end
        end
        return "fine"
      ]=]
      print(states(code:format(1), code:format(2), code:format(3), code:format(4)))
    ]]
    if result then assert.equal("fine\tfine\tfine\tfine\n", result) end
  end)
end)

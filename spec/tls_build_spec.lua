-- The TLS library: the build leaves it out if OpenSSL is missing and says so, and it refuses the core of another
-- build.
local headers = require "spec.support.headers"
local support = require "spec.support"

local function sh(command)
  return support.run({"sh", "-c", command}, {cwd = support.root})
end

-- Runs the code with the module's Lua files and a directory that contains only the named libraries.
local function with_libraries(names, code)
  local dir = support.tmpdir()
  support.run{"mkdir", dir .. "/pysocket"}
  for _, name in ipairs(names) do
    support.run{"cp", support.build .. "/pysocket/" .. name, dir .. "/pysocket/"}
  end
  return support.run({"env", "-u", "LUA_PATH_5_4", "-u", "LUA_CPATH_5_4", "LUA_CPATH=" .. dir .. "/?.so",
    ("LUA_PATH=%s/lua/?.lua;%s/lua/?/init.lua"):format(support.root, support.root), support.lua_env().LUA, "-e", code})
end

describe("the build of TLS", function()
  after_each(support.cleanup)

  it("leaves the library out if pkg-config finds no OpenSSL 3, and says so once", function()
    local dir = support.tmpdir() .. "/build"
    local make = ("env -u MAKEFLAGS make --no-print-directory PKG_CONFIG=false BUILD='%s' "):format(dir)
    local line = "pysocket.ssl is left out: pkg-config finds no OpenSSL 3 here (Debian: libssl-dev).\n"
    assert.equal(line, sh(make .. "'" .. dir .. "/flags'").stdout)
    assert.not_matches("left out", sh(make .. "'" .. dir .. "/flags'").stdout, 1, true)
    assert.not_matches("pysocket/tls.so", sh(make .. "-n build").stdout, 1, true)
  end)

  it("reports what to install when it is required", function()
    local result = with_libraries({"core.so"}, "require 'pysocket.ssl'")
    assert.equal(1, result.code)
    assert.matches("install OpenSSL's headers and pkg-config (Debian: apt-get install libssl-dev pkg-config), then " ..
      "build pysocket again", result.stderr, 1, true)
  end)

  local function if_built(f)
    return function()
      if not package.searchpath("pysocket.tls", package.cpath) then pending "pysocket.ssl was not built" return end
      f()
    end
  end

  it("needs no symbol of the core, and exports only luaopen", if_built(function()
    local result = support.run{"nm", "-D", support.build .. "/pysocket/tls.so"}
    local given = {}
    for name in result.stdout:gmatch "%x+ T (%S+)" do given[#given + 1] = name end
    assert.same({"luaopen_pysocket_tls"}, given)
    assert.not_matches("U %w+_raise", result.stdout)
    assert.equal("", with_libraries({"core.so", "tls.so"}, "require 'pysocket.ssl'").stderr)
  end))

  it("reports that OpenSSL's library is missing where it runs", if_built(function()
    local dir = support.tmpdir()
    local result = with_libraries({"core.so", "tls.so"}, ([[
      local path = package.searchpath("pysocket.tls", package.cpath)
      local file = io.open(path, "rb")
      local code = file:read "a":gsub("libssl%.so%.3", "libsss.so.3")
      file:close()
      package.cpath = "DIR/?.so;" .. package.cpath
      os.execute "mkdir DIR/pysocket"
      file = io.open("DIR/pysocket/tls.so", "wb")
      file:write(code)
      file:close()
      require "pysocket.ssl"]]):gsub("DIR", dir))
    assert.equal(1, result.code)
    assert.matches("pysocket.ssl needs the OpenSSL 3 with which it was built: install it (Debian: apt-get install " ..
      "openssl), or build pysocket again\n", result.stderr, 1, true)
    assert.matches("libsss.so.3: cannot open shared object file", result.stderr, 1, true)
  end))

  it("leaves the core linked with the C library only", if_built(function()
    local needed = support.run{"readelf", "-d", support.build .. "/pysocket/core.so"}.stdout
    for library in needed:gmatch "NEEDED[^\n]*%[(.-)%]" do assert.matches("^lib[cm]%.so", library) end
  end))

  it("refuses a value that is not the table of a core", if_built(function()
    local open = require "pysocket.tls"
    local function none() end
    for _, wrong in ipairs{{}, {_require = 1}, {_require = none}, {_require = print}, 1, "core"} do
      support.assert_raises("the table of pysocket.core expected", open, wrong)
    end
  end))

  it("reports which libraries do not belong together", if_built(function()
    if not headers.compiler() then pending "there is no C compiler" return end
    local dir = support.tmpdir()
    local source = support.tmpfile([[
      #include "base/argument.h"
      static int nothing (lua_State *L) { (void)L; return 0; }
      __attribute__((visibility("default"))) int luaopen_other (lua_State *L) {
        lua_newtable(L);
        memset(lua_newuserdatauv(L, sizeof(State), 0), 0, sizeof(State));
        lua_newtable(L);
        lua_newtable(L);
        lua_pushcclosure(L, nothing, NUPVALUES);
        lua_setfield(L, -2, "_require");
        return 1;
      }]], "other.c")
    local cflags = sh("sh .make/lua.sh cflags").stdout:gsub("\n", "")
    local built = sh(("%s -shared -fPIC -Icsrc %s "
      .. "-o '%s/other.so' '%s'"):format(headers.compiler(), cflags, dir, source))
    assert.equal("", built.stderr)
    local other = assert(package.loadlib(dir .. "/other.so", "luaopen_other"))()
    support.assert_raises("pysocket/tls.so and pysocket/core.so are of different builds: install both again",
      require "pysocket.tls", other)
  end))
end)

-- The commands that the README gives: make and what it runs.
local support = require "spec.support"

local VERSION = _VERSION:match "%d.%d"
local BUILDS = 300  -- in seconds, for a complete build on a busy machine

local function sh(script, opts)
  opts = opts or {}
  opts.timeout = opts.timeout or 60
  return support.run({"sh", "-c", script}, opts)
end

local function succeeds(script, opts)
  local result = sh(script, opts)
  if result.code ~= 0 then error(result.stdout .. result.stderr, 2) end
  return result.stdout
end

-- Copies only the files that the build needs, so that a build there does not interfere with this one.
local function copy_of_sources()
  local dir = support.tmpdir()
  succeeds(("cp -r Makefile .make LICENSE README.md pysocket-1.0.0-1.rockspec csrc lua examples '%s'"):format(dir))
  return dir
end

-- Makes commands that take precedence in PATH; each appends its command line to `log`.
local function fakes(commands)
  local dir = support.tmpdir()
  for name, script in pairs(commands) do
    succeeds(("printf '%%s\n' '#!/bin/sh' 'echo %s \"$@\" >>%s/log' '%s' >%s/%s && chmod +x %s/%s")
      :format(name, dir, script, dir, name, dir, name))
  end
  return {
    dir = dir,
    log = function()
      local f <close> = io.open(dir .. "/log")
      return f and f:read("a") or ""
    end,
  }
end

-- Returns a PATH that has only these commands and those that deps.sh itself needs.
local function only(...)
  local dir = support.tmpdir()
  for _, name in ipairs{"sh", "dirname", "id", "grep", "sed", "env", "cat", "tr", "sort", ...} do
    succeeds(("ln -s \"$(command -v %s)\" %s/%s"):format(name, dir, name))
  end
  return dir
end

describe("make", function()
  after_each(support.cleanup)

  it("help lists every target and every variable that its user may set", function()
    local listed = succeeds("make --no-print-directory help")
    local makefile = support.read_file("Makefile")
    for target in makefile:gmatch("\n([a-z][a-z-]*):[^=]") do
      assert.matches("\nmake " .. target .. " ", "\n" .. listed, 1, true)
    end
    local own = {MAKE = true}
    for name in makefile:gmatch("\n([A-Z_]+) *:?=") do own[name] = true end
    own.CC, own.LUA = nil, nil
    for _, pattern in ipairs{"%$%(([A-Z_]+)%)", "%$%(if %$%(([A-Z_]+)%)", "\n([A-Z_]+) *%?="} do
      for name in makefile:gmatch(pattern) do
        if not own[name] then assert.matches("%f[%w]" .. name .. "%f[^%w_]", listed) end
      end
    end
  end)

  it("env puts the build on Lua's paths, from anywhere", function()
    succeeds("make --no-print-directory build")
    local exports = support.tmpfile(succeeds("make --no-print-directory env"))
    assert.equals(support.build .. "/pysocket/core.so\n", succeeds(([[
      unset LUA_PATH LUA_CPATH
      cd / && . %s &&
      %s -e 'require "pysocket"; print(package.searchpath("pysocket.core", package.cpath))']])
      :format(exports, support.lua_env().LUA)))
  end)

  it("env quotes for the shell and keeps what was on the paths", function()
    local dir = support.tmpdir() .. "/it's a place"
    local out = succeeds((([[
      mkdir "%s" && cp -r .make "%s" && cd "%s"
      unset LUA_CPATH LUA_CPATH_5_4 BUILD
      LUA_PATH=/before LUA_PATH_5_4='/mine/?.lua'
      export LUA_PATH LUA_PATH_5_4
      eval "$(sh .make/env.sh)"
      echo "$LUA_PATH"; echo "$LUA_CPATH"; echo "${LUA_PATH_5_4-none}"]])
      :gsub("5_4", (VERSION:gsub("%.", "_")))):format(dir, dir, dir))
    assert.equals(("%s/lua/?.lua;%s/lua/?/init.lua;/mine/?.lua\n%s/build/?.so;;\nnone\n"):format(dir, dir, dir), out)
  end)

  -- Root needs no user namespace, and cannot create one inside a chroot.
  local function alone_options()
    return support.is_root() and "-m" or "-rm"
  end

  -- Runs the script in a read-only source tree, in its own mount namespace.
  local function read_only(dir, script)
    local alone = {"unshare", alone_options(), "sh", "-ec", ([[
      mount --bind '%s' '%s'
      mount -o remount,bind,ro '%s'
      cd '%s'
      ! touch written 2>/dev/null
      unset MAKEFLAGS
      %s]]):format(dir, dir, dir, dir, script)}
    return support.run(alone, {timeout = BUILDS})
  end

  it("builds and tests in the directory that BUILD names, and writes nowhere else", function()
    if support.run{"unshare", alone_options(), "true"}.code ~= 0 then
      return pending("there are no mount namespaces here")
    end
    local dir, build = copy_of_sources(), support.tmpdir() .. "/out"
    succeeds(("mkdir '%s/spec' && cp -r spec/support '%s/spec' && cp .busted .luacheckrc '%s'"):format(dir, dir, dir))
    local spec = support.tmpfile([[
      it("has this build", function()
        assert.equals(os.getenv "BUILD" .. "/pysocket/core.so", package.searchpath("pysocket.core", package.cpath))
        require "pysocket"
      end)]], "here_spec.lua")
    local result = read_only(dir, ("make -s lint spec BUILD=%s SPEC=%s"):format(build, spec))
    assert.matches("\n1 passed, 0 failed, 0 skipped\n$", result.stdout .. result.stderr)
    assert.equals(0, result.code)
    succeeds(("cd '%s' && unset MAKEFLAGS && make clean BUILD=%s"):format(dir, build))
    assert.equals("", succeeds(("find %s '%s/build' 2>/dev/null || :"):format(build, dir)))
  end)

  it("runs the specs with the build that a relative BUILD names, and clean leaves other files", function()
    local dir = copy_of_sources()
    succeeds(("mkdir '%s/spec' && cp -r spec/support '%s/spec' && cp .busted '%s'"):format(dir, dir, dir))
    local spec = support.tmpfile([[
      it("has this build", function()
        assert.equals("b2/pysocket/core.so", package.searchpath("pysocket.core", package.cpath))
      end)]], "here_spec.lua")
    local function make(words)
      return sh(("cd '%s' && env -u MAKEFLAGS -u BUILD make -s %s"):format(dir, words), {timeout = BUILDS})
    end
    assert.matches("\n1 passed, 0 failed, 0 skipped\n$", make("spec BUILD=b2 SPEC=" .. spec).stdout)
    succeeds(("echo mine >'%s/b2/mine'"):format(dir))
    assert.equals(0, make("clean BUILD=b2").code)
    assert.equals("b2\nb2/mine\n", succeeds(("cd '%s' && find b2"):format(dir)))
    for _, wrong in ipairs{"BUILD=.", "BUILD='a b'", "BUILD="} do
      local refused = make("clean " .. wrong)
      assert.equals(2, refused.code)
      assert.matches("must be a directory that is used for nothing else", refused.stderr, 1, true)
    end
  end)

  it("spec accepts only the name of a spec", function()
    assert.matches(" %.make/busted%.lua +\\\n +spec/inet_spec%.lua spec/core_spec%.lua\n",
      succeeds("make -n spec MAKEFLAGS= SPEC='inet spec/core_spec.lua'"))
  end)

  it("refuses an invalid interpreter with a message", function()
    local dir = copy_of_sources()
    local result = sh(("cd '%s' && env -u MAKEFLAGS -u BUILD make LUA=lua5.44"):format(dir))
    assert.equals(2, result.code)
    assert.matches("Lua 5.4 or 5.5, which LUA=lua5.44 is not", result.stderr, 1, true)
    assert.not_matches("core", result.stdout, 1, true)
  end)

  it("reports what is missing before it checks", function()
    local result = sh("env -u MAKEFLAGS make check DEPS=0 CHECK=coverage LUA_INCDIR=/nowhere")
    assert.equals(2, result.code)
    assert.matches("Missing here:\n  the C headers of Lua " .. VERSION .. " (lua.h; LUA_INCDIR=DIRECTORY",
      result.stderr, 1, true)
  end)

  it("repl starts with socket loaded", function()
    local out = succeeds("make --no-print-directory repl", {stdin = "print(socket == require 'pysocket')\n"})
    assert.matches("true", out, 1, true)
  end)

  it("install puts the module below DESTDIR and PREFIX and reports it, and uninstall removes exactly that", function()
    local dest = support.tmpdir() .. "/a b"
    local at = ("DESTDIR='%s' PREFIX='/opt/my lua'"):format(dest)
    local there = dest .. "/opt/my lua"
    local share = there .. "/share/lua/" .. VERSION
    local output = succeeds("make install " .. at)
    assert.equals(("%s/lib/lua/%s/pysocket/core.so\n"):format(there, VERSION), succeeds(([[
      cd / && LUA_PATH='%s/?.lua;%s/?/init.lua' LUA_CPATH='%s/lib/lua/%s/?.so' \
        %s -e 'require "pysocket"; print(package.searchpath("pysocket.core", package.cpath))']])
      :format(share, share, there, VERSION, support.lua_env().LUA)))
    assert.equals(succeeds("cd lua && find pysocket -name '*.lua' | sort"),
      succeeds("cd '" .. share .. "' && find pysocket -type f | sort"))
    for file in succeeds("find '" .. dest .. "' -type f"):gmatch("[^\n]+") do
      assert.matches("Installed " .. file .. "\n", output, 1, true)
    end

    succeeds(("echo mine >'%s/pysocket/mine.lua'"):format(share))
    succeeds("make uninstall " .. at)
    assert.equals(share .. "/pysocket/mine.lua\n", succeeds("find '" .. dest .. "' -type f"))
    os.remove(share .. "/pysocket/mine.lua")
    succeeds("make install " .. at .. " && make uninstall " .. at)
    assert.equals("", succeeds("find '" .. dest .. "' -name 'pysocket*'"))
    succeeds("make uninstall " .. at)
  end)
end)

describe("make with a compiler", function()
  after_each(support.cleanup)

  it("builds with the user's compiler and flags, and without them when they are no longer given", function()
    local dir = copy_of_sources()
    local function build(words)
      return succeeds(("cd '%s' && env -u MAKEFLAGS -u BUILD -u CFLAGS -u CC make -n build %s"):format(dir, words))
    end
    assert.matches("clang %-std=gnu11 [^\n]* %-DMINE=1 [^\n]*module%.c", build("CC=clang CFLAGS='-DMINE=1'"))
    assert.matches(" %-shared [^\n]* %-Wl,%-%-mine ", build("LDFLAGS=-Wl,--mine"))
    assert.matches(" %-Werror ", build("WERROR=1"))
    assert.not_matches("-Werror", build(""), 1, true)
    assert.not_matches("-DMINE", build(""), 1, true)
  end)

  it("builds a hardened module", function()
    if not support.has_command("readelf") then return pending("there is no readelf") end
    local function readelf(options)
      return succeeds(("readelf -W %s '%s/pysocket/core.so'"):format(options, support.build))
    end
    local dynamic, segments, symbols = readelf("--dynamic"), readelf("--segments"), readelf("--dyn-syms")
    -- Full RELRO: whatever the dynamic linker writes becomes read-only before the first call.
    assert.matches("%f[%u]BIND_NOW%f[%U]", dynamic)
    assert.matches("FLAGS_1%)%s+Flags: NOW", dynamic)
    assert.matches("%f[%u_]GNU_RELRO ", segments)
    assert.not_matches("(TEXTREL)", dynamic, 1, true)
    assert.matches("GNU_STACK [^\n]* RW  0x", segments)  -- not RWE
    assert.not_matches("\n  LOAD [^\n]* RWE ", segments)
    assert.matches("UND __stack_chk_fail@", symbols)
    assert.matches("UND __snprintf_chk@", symbols)  -- from _FORTIFY_SOURCE
  end)

  it("rebuilds when the flags change, and otherwise does nothing", function()
    local dir = support.tmpdir()
    succeeds("cp -r Makefile .make '" .. dir .. "' && mkdir '" .. dir .. "/csrc'")
    succeeds(("echo 'int one = 1;' >'%s/csrc/one.c'"):format(dir))
    local function build(words)
      return succeeds(("cd '%s' && env -u MAKEFLAGS -u BUILD make --no-print-directory %s"):format(dir, words))
    end
    assert.matches("one.c", build(""), 1, true)
    assert.equals("", build(""):gsub("make: Nothing[^\n]*\n", ""))
    assert.matches("one.c", build("CFLAGS=-DMINE"), 1, true)
  end)

  it("finds Lua's headers with pkg-config, without it, and where LUA_INCDIR says", function()
    local function cflags(words)
      return sh(words .. " sh .make/lua.sh cflags")
    end
    local plain = cflags("env -u LUA_INCDIR PKG_CONFIG=false")
    if plain.code ~= 0 and VERSION ~= "5.4" then return pending("no package has put this Lua's headers here") end
    local incdir = plain.stdout:match("^%-I(.*)\n$")
    assert.matches(VERSION == "5.4" and "LUA_VERSION_NUM%s+504" or "LUA_VERSION_MINOR_N%s+5",
      support.read_file(incdir .. "/lua.h"))
    local asked = fakes{["my-pkg-config"] = "[ \"$1\" = --exists ] || echo -I/from/pkg-config"}
    assert.equals("-I/from/pkg-config\n",
      cflags(("env -u LUA_INCDIR PKG_CONFIG=%s/my-pkg-config"):format(asked.dir)).stdout)
    assert.equals(plain.stdout, cflags("LUA_INCDIR='" .. incdir .. "'").stdout)
    local odd = support.tmpdir() .. "/a b"
    succeeds(("ln -s '%s' '%s'"):format(incdir, odd))
    assert.equals("-I" .. odd:gsub(" ", "\\ ") .. "\n", cflags("LUA_INCDIR='" .. odd .. "'").stdout)
    assert.equals(1, cflags("LUA_INCDIR=/nowhere").code)
  end)

  it("makes the rock that the rockspec describes", function()
    if not support.has_command("luarocks") then pending("luarocks is not installed") end
    local dir = copy_of_sources()
    local out = succeeds(([[cd '%s' && env -u MAKEFLAGS -u BUILD -u LUA_PATH -u LUA_CPATH HOME='%s' \
      luarocks --lua-version 5.4 make --tree=tree 2>&1 &&
      unset LUA_PATH LUA_CPATH && eval "$(luarocks --lua-version 5.4 --tree='%s/tree' path)" && cd / &&
      %s -e 'require "pysocket"; print(package.searchpath("pysocket.core", package.cpath))
        print(package.searchpath("pysocket.tls", package.cpath), (pcall(require, "pysocket.ssl")))']])
      :format(dir, dir, dir, support.lua_env().LUA), {timeout = 120})
    assert.matches(dir .. "/tree/lib/lua/5.4/pysocket/core.so", out, 1, true)
    if support.run{"pkg-config", "--exists", "openssl >= 3"}.code == 0 then
      assert.matches(dir .. "/tree/lib/lua/5.4/pysocket/tls.so\ttrue\n", out, 1, true)
    end
  end)
end)

describe("make demo", function()
  after_each(support.cleanup)

  local function exchange(before)
    local out = succeeds((before or "") .. "make --no-print-directory demo")
    local port = tonumber(out:match("%[server%] %$ [^\n]*echo_server.lua 127.0.0.1 (%d+)\n"))
    assert.matches("[server] Connected by ('127.0.0.1', ", out, 1, true)
    assert.matches("[client] Received: Hello, world\n", out, 1, true)
    local sides = {}
    for side in out:gmatch("%[(%l+)%] ") do sides[#sides + 1] = side end
    assert.same({"server", "client", "server", "client"}, sides)
    for line in out:gmatch("[^\n]+") do
      -- The build that precedes it may print lines of its own.
      if line:find("echo_", 1, true) then assert.matches("^%[%l+%] ", line) end
    end
    return port
  end

  it("shows both sides and ends by itself", function()
    assert.is_number(exchange())
  end)

  it("uses another port if the slides' port is in use", function()
    local socket = require "pysocket"
    local s <close> = socket.socket()
    pcall(s.bind, s, {"127.0.0.1", 50007}) -- fails if another process uses the port, which serves as well
    local port = exchange()
    assert.not_equals(50007, port)
  end)

  it("fails when a side fails, and leaves no server behind", function()
    local dir = copy_of_sources()
    succeeds(("echo 'error(\"no client\", 0)' >'%s/examples/echo_client.lua'"):format(dir))
    local result = sh(("cd '%s' && sh .make/demo.sh"):format(dir))
    assert.equals(1, result.code)
    assert.matches("%[client%] [^\n]*no client", result.stdout)
    local s <close> = require("pysocket").socket()
    local port = tonumber(result.stdout:match("echo_server.lua 127.0.0.1 (%d+)\n"))
    assert.not_equals(0, s:connect_ex{"127.0.0.1", port})

    dir = copy_of_sources()
    succeeds(("echo 'error(\"no server\", 0)' >'%s/examples/echo_server.lua'"):format(dir))
    result = sh(("cd '%s' && sh .make/demo.sh"):format(dir))
    assert.not_equals(0, result.code)
    assert.matches("%[server%] [^\n]*no server", result.stdout)
  end)
end)

describe("the set-up", function()
  after_each(support.cleanup)

  local function deps(path, words, env)
    return sh(("env -u CI -u DEPS PATH='%s' %s sh .make/deps.sh %s"):format(path, env or "", words))
  end

  it("says nothing and runs no package manager when nothing is missing", function()
    if os.getenv "DEPS" == "0" then return pending "DEPS=0: what specs can do without may be missing" end
    local fake = fakes{["apt-get"] = "exit 1", sudo = "exit 1"}
    for _, target in ipairs{"build", "demo", "lint", "test"} do
      local result = deps(fake.dir .. ":" .. os.getenv("PATH"), target)
      assert.same({0, "", ""}, {result.code, result.stdout, result.stderr})
    end
    assert.equals("", fake.log())
  end)

  it("reports what is missing, installs it with apt-get, and checks again", function()
    local fake = fakes{["apt-get"] = "", ["apt-cache"] = "", id = "echo 0"}
    local result = deps(fake.dir .. ":" .. only("cc"), "test", "LUA=")
    assert.matches("Missing here:\n.*Lua 5.4\n.*strace\n", result.stdout)
    local words = fake.log():match("apt%-get [^\n]* install ([^\n]*)")
    for _, package in ipairs{"lua5.4", "lua-busted", "lua-check", "python3", "strace"} do
      assert.matches(" " .. package .. " ", words .. " ", 1, true)
    end
    assert.not_matches("sudo", fake.log(), 1, true)
    assert.not_matches("update", fake.log(), 1, true) -- the package lists contain all of them
    assert.equals(1, result.code) -- this apt-get does not install anything
    assert.matches("by hand", result.stderr, 1, true)
  end)

  it("installs nothing with DEPS=0, which it mentions before it installs anything", function()
    local fake = fakes{["apt-get"] = "", ["apt-cache"] = "", id = "echo 0"}
    local path = fake.dir .. ":" .. only("cc")
    local result = deps(path, "demo", "LUA= DEPS=0")
    assert.equals(1, result.code)
    assert.matches("Missing here:\n.*  Lua 5%.4 ", result.stderr)
    assert.equals("", fake.log())
    assert.matches("\nInstalling with apt%-get %(DEPS=0 prevents it%): [^\n]*lua5%.4",
      deps(path, "demo", "LUA=").stdout)
  end)

  it("fetches the lists first when they are empty", function()
    local fake = fakes{["apt-get"] = "", ["apt-cache"] = "exit 100", id = "echo 0"}
    deps(fake.dir .. ":" .. only("cc"), "demo", "LUA=")
    assert.matches("apt%-get [^\n]*update\napt%-get [^\n]*install [^\n]*lua5%.4", fake.log())
  end)

  it("uses sudo if it is not root", function()
    local fake = fakes{["apt-get"] = "", ["apt-cache"] = "", id = "echo 1000", sudo = "exec \"$@\""}
    deps(fake.dir .. ":" .. only("cc"), "demo", "LUA=")
    assert.matches("sudo env DEBIAN_FRONTEND=noninteractive apt%-get [^\n]*install [^\n]*\napt%-get", fake.log())
  end)

  it("prints a list to install by hand on an unknown system, and where it cannot install", function()
    local result = deps(only("cc"), "test", "LUA=")
    assert.equals(1, result.code)
    assert.matches("Lua 5.4", result.stderr, 1, true)
    assert.matches("luarocks --lua-version 5.4 install busted", result.stderr, 1, true)
    assert.matches("no apt-get", result.stderr, 1, true)

    local fake = fakes{["apt-get"] = "", ["apt-cache"] = "", id = "echo 1000"}
    result = deps(fake.dir .. ":" .. only("cc"), "demo", "LUA=")
    assert.equals(1, result.code)
    assert.matches("As root: apt-get install", result.stderr, 1, true)
    assert.not_matches("apt-get", fake.log(), 1, true)
  end)

  it("leaves an interpreter that the user names alone", function()
    local fake = fakes{["apt-get"] = "", ["apt-cache"] = "", id = "echo 0"}
    local result = deps(fake.dir .. ":" .. os.getenv("PATH"), "demo", "LUA=/nowhere/lua")
    assert.equals(1, result.code)
    assert.matches("LUA=/nowhere/lua", result.stderr, 1, true)
    assert.not_matches("apt-get", fake.log(), 1, true)
  end)
end)

describe("the report of the specs", function()
  after_each(support.cleanup)

  local function busted(spec)
    local path = support.tmpfile(spec, "a_spec.lua")
    return support.run(support.lua_argv(".make/busted.lua", path))
  end

  it("ends with the line that counts", function()
    local result = busted('it("works", function() end)')
    assert.equals(0, result.code)
    assert.matches("\n1 passed, 0 failed, 0 skipped\n$", result.stdout)
  end)

  it("counts failures and errors as failed, with their traces, and fails", function()
    local result = busted([[
it("fails", function() assert.equals(1, 2) end)
it("raises", function() error("oh") end)
it("works", function() end)
describe("around", function() before_each(function() error("ah") end) it("never runs", function() end) end)]])
    assert.equals(1, result.code)
    assert.matches("FAILED  fails %(.-a_spec.lua:1%)", result.stdout)
    assert.matches("a_spec.lua:2: oh\n%s+stack traceback", result.stdout)
    assert.matches("\n1 passed, 3 failed, 0 skipped\n$", result.stdout)
  end)

  it("counts a file that does not load as failed", function()
    local result = busted("this is not Lua")
    assert.equals(1, result.code)
    assert.matches("\n0 passed, 1 failed, 0 skipped\n$", result.stdout)
  end)

  it("says why something was skipped", function()
    local result = busted([[
it("works", function() end)
it("needs the moon", function() pending("there is no moon") end)]])
    assert.equals(0, result.code)
    assert.matches("skipped needs the moon %(.-a_spec.lua:2%)\n%s+there is no moon\n", result.stdout)
    assert.matches("\n1 passed, 0 failed, 1 skipped\n$", result.stdout)
  end)

  it("fails when nothing ran", function()
    for _, spec in ipairs{"", 'it("is skipped", function() pending("always") end)'} do
      local result = busted(spec)
      assert.equals(1, result.code)
      assert.matches("\nNo spec ran.\n\n0 passed, 0 failed, %d skipped\n$", result.stdout)
    end
  end)

  it("does not let a spec end the run", function()
    local result = busted('it("leaves", function() os.exit(0) end)')
    assert.equals(1, result.code)
    assert.matches("\n0 passed, 1 failed, 0 skipped\n$", result.stdout)
  end)
end)

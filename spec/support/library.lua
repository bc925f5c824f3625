--- Compiles C code for a spec.
--
--   local library = require "spec.support.library"
--   library.build("spec/host/faults.c", "faults", "-DMODULE")  -> path of faults.so | nil, why it cannot be built
--   library.keep("spec/support/handlers.c")   -> path of a library for several cases | nil, why it cannot be built
--   library.env(path)                         -> an environment in which a Lua child can require the library
--
-- cleanup removes the result of `build`. The caller of `keep`, usually a setup function, must remove the library
-- itself.

local headers = require "spec.support.headers"
local support = require "spec.support"

local library = {}

local function compile(path, source, flags, cc)
  cc = cc or headers.compiler()
  local lua = support.run({"sh", ".make/lua.sh", "cflags"}, {cwd = support.root})
  if not cc or not support.has_command(cc) or lua.code ~= 0 then
    return nil, "there is no C compiler, or no headers of Lua"
  end
  local built = support.run({"sh", "-c", ("%s -std=gnu11 -shared -fPIC %s %s -o %s %s -ldl -pthread"):format(cc,
    flags or "", lua.stdout:gsub("\n", " "), path, source)}, {cwd = support.root, timeout = 300})
  if built.code ~= 0 then error(built.stderr, 0) end
  return path
end

function library.build(source, name, flags, cc)
  return compile(("%s/%s.so"):format(support.tmpdir(), name), source, flags, cc)
end

function library.keep(source)
  local path = os.tmpname()
  local ok, built, reason = pcall(compile, path, source)
  support.cleanup()
  if not (ok and built) then os.remove(path) end
  if not ok then error(built, 0) end
  return built, reason
end

function library.env(path)
  local env = support.lua_env()
  env.LUA_CPATH = path:gsub("[^/]*%.so$", "?.so") .. ";" .. env.LUA_CPATH
  return env
end

return library

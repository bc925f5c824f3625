--- Compiles C for a spec.
--
--   local library = require "spec.support.library"
--   library.build("spec/host/faults.c", "faults", "-DMODULE")  -> path of faults.so | nil, why it cannot be built
--
-- The library goes with the spec's other temporary files.

local headers = require "spec.support.headers"
local support = require "spec.support"

local library = {}

function library.build(source, name, flags, cc)
  cc = cc or headers.compiler()
  local lua = support.run({"sh", ".make/lua.sh", "cflags"}, {cwd = support.root})
  if not cc or not support.has_command(cc) or lua.code ~= 0 then
    return nil, "there is no C compiler, or no headers of Lua"
  end
  local path = ("%s/%s.so"):format(support.tmpdir(), name)
  local built = support.run({"sh", "-c", ("%s -std=gnu11 -shared -fPIC %s %s -o %s %s -ldl -pthread"):format(cc,
    flags or "", lua.stdout:gsub("\n", " "), path, source)}, {cwd = support.root, timeout = 300})
  if built.code ~= 0 then error(built.stderr, 2) end
  return path
end

return library

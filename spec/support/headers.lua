--- Asks the C compiler which names this machine's headers define.
--
--     local headers = require "spec.support.headers"
--     headers.values{"AF_INET", "CAN_RAW_FILTER", "AF_NOSUCH"}   -> {AF_INET = 2, CAN_RAW_FILTER = 1}
--     headers.compiler()                                         -> its command, or nil if there is none
--
-- A name is known if it is a macro or an enumerator.

local support = require "spec.support"

local headers = {}

local REQUIRED = {
  "errno.h", "net/ethernet.h", "netdb.h", "netinet/in.h", "netinet/tcp.h", "netinet/udp.h", "sys/ioctl.h",
  "sys/socket.h",
}

local OPTIONAL = {
  "linux/can.h", "linux/can/bcm.h", "linux/can/isotp.h", "linux/can/j1939.h", "linux/can/raw.h",
  "linux/if_alg.h", "linux/if_packet.h", "linux/netlink.h", "linux/tipc.h", "linux/vm_sockets.h",
  "bluetooth/bluetooth.h", "bluetooth/hci.h",
}

local function prologue()
  local lines = {"#define _GNU_SOURCE 1", "#include <stdio.h>"}
  for _, name in ipairs(REQUIRED) do lines[#lines + 1] = ("#include <%s>"):format(name) end
  for _, name in ipairs(OPTIONAL) do
    lines[#lines + 1] = ("#if __has_include(<%s>)\n#include <%s>\n#endif"):format(name, name)
  end
  return table.concat(lines, "\n") .. "\n"
end

function headers.compiler()
  for _, cc in ipairs{os.getenv("CC") or "cc", "gcc", "clang"} do
    if support.has_command(cc) then return cc end
  end
end

-- Each name gets a function of its own, so that an undeclared name does not affect the others.
local function unknown(cc, names)
  local source = {prologue()}
  for i, name in ipairs(names) do
    source[#source + 1] = ("long long f%d(void) { return (long long)(%s); }"):format(i, name)
  end
  local file = support.tmpfile(table.concat(source, "\n"), "names.c")
  local all = cc:find("clang", 1, true) and "-ferror-limit=0" or "-fmax-errors=0"
  local result = support.run({cc, "-std=gnu11", "-fsyntax-only", all, file}, {env = {LC_ALL = "C"}})
  local set = {}
  for name in result.stderr:gmatch("'([%w_]+)' undeclared") do set[name] = true end               -- gcc
  for name in result.stderr:gmatch("undeclared identifier '([%w_]+)'") do set[name] = true end    -- clang
  if result.code ~= 0 and next(set) == nil then error(result.stderr, 0) end
  return set
end

function headers.values(names)
  local cc = assert(headers.compiler(), "there is no C compiler")
  local missing = unknown(cc, names)
  local source = {prologue(), "int main(void) {"}
  for _, name in ipairs(names) do
    if not missing[name] then
      source[#source + 1] = ('printf("%s %%lld\\n", (long long)(%s));'):format(name, name)
    end
  end
  source[#source + 1] = "return 0; }"
  local dir = support.tmpdir()
  local file = support.tmpfile(table.concat(source, "\n"), "values.c")
  local built = support.run{cc, "-std=gnu11", "-o", dir .. "/values", file}
  if built.code ~= 0 then error(built.stderr, 0) end
  local values = {}
  for name, value in support.run({dir .. "/values"}).stdout:gmatch("([%w_]+) (%-?%d+)\n") do
    values[name] = math.tointeger(tonumber(value))
  end
  return values
end

return headers

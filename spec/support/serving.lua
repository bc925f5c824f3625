--- Helpers for specs of servers and of programs that talk to them.
--
--     serving.command "nginx"          -> its command, even if only root's PATH contains it, or nil
--     with = serving.with(pending)     `pending` is busted's, which only spec files can see
--     with("curl", f)                  -> a function for `it`, which skips the case if the program is missing
--     serving.start(port, argv, opts)  -> the server, which listens on the port
--     serving.assert_unharmed(server)  fails unless it runs, has printed no error and has only its listening socket

local support = require "spec.support"

local serving = {}

function serving.command(name)
  for _, path in ipairs{name, "/usr/sbin/" .. name} do
    if support.has_command(path) then return path end
  end
  -- Debian installs each version of PostgreSQL in a directory of its own.
  return support.run{"sh", "-c", "ls -d /usr/lib/postgresql/*/bin/" .. name .. " | tail -n 1"}.stdout:match "%S+"
end

function serving.with(pending)
  return function(name, f)
    return function()
      local path = serving.command(name)
      if path then f(path) else pending("there is no " .. name .. " here") end
    end
  end
end

function serving.start(port, argv, opts)
  local server = support.spawn(argv, opts)
  support.wait_listening(port, server)
  return server
end

local function sockets_of(child)
  -- Descriptors may disappear while ls reads them.
  local list <close> = io.popen(("ls -l /proc/%d/fd 2>/dev/null"):format(child.pid))
  return select(2, list:read("a"):gsub("%-> socket:", ""))
end

function serving.assert_unharmed(server)
  support.wait_until(function() return sockets_of(server) == 1 end)
  assert(server:running(), "the server has ended")
  assert(server:error_output() == "", server:error_output())
end

return serving

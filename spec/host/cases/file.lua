--- Cases for makefile.

local socket = require "pysocket"
local support = require "spec.host.support"

local same = support.same

-- `call(f)` reads a file whose peer has sent `text` and closed.
local function reading(case, name, text, call, options)
  case(name, function()
    local a, b, f
    return function() call(f) end, function()
      if f then pcall(f.close, f) end
      if a then a:close() b:close() end
      a, b = socket.socketpair()
      a:sendall(text)
      a:shutdown(socket.SHUT_WR)
      f = b:makefile("rw", options)
    end
  end)
end

local function writing(case, name, call, options)
  case(name, function()
    local a, b, f
    return function() call(f, b) end, function()
      if f then pcall(f.close, f) end
      if a then a:close() b:close() end
      a, b = socket.socketpair()
      f = a:makefile("rw", options)
    end
  end)
end

local TEXT = "first line\nsecond\n  0x1Fp3 rest of it\n" .. ("x"):rep(20000) .. "\nend"

return support.cases(function(case)
  support.on_new(case, "makefile", socket.socketpair, function(a, b)
    local f = a:makefile("rw", {buffering = 10})
    a:close()
    same(true, b:fileno() >= 0)
    f:close()
  end)
  writing(case, "write of views and numbers", function(f, b)
    local bytes = socket.bytearray(3000)
    local view = bytes:view(1, 100)
    f:write(view, 1.5, "x", view, 2.25, "\n")
    f:flush()
    same(209, #b:recv(4096))
  end)
  case("makefile, left to the collector", function()
    local a = socket.socket()
    return function() a:makefile() end
  end)
  -- Without memory for a result, the file keeps the data that it has received. So nothing is lost,
  -- whichever allocation fails and however often.
  local function whole(name, read)
    case(name .. ", no byte lost", function()
      local a, b, f, got
      return function()
        while true do
          local part = read(f)
          if not part or part == "" then break end
          got[#got + 1] = part
        end
        same(TEXT, table.concat(got))
      end, function()
        if f and got.fresh then return end
        if f then pcall(f.close, f) end
        if a then a:close() b:close() end
        a, b = socket.socketpair()
        a:sendall(TEXT)
        a:shutdown(socket.SHUT_WR)
        got = table.move({}, 1, 0, 1, {fresh = true})
        for i = 1, 20 do got[i] = false end  -- makes the table large enough
        for i = 20, 1, -1 do got[i] = nil end
        f = b:makefile("r", 16)
      end
    end)
  end
  whole("read L", function(f) return f:read "L" end)
  whole("read n bytes", function(f) return f:read(1000) end)
  whole("read1", function(f) return f:read1() end)
  whole("readline", function(f) return f:readline() end)
  whole("read a", function(f) return f:read "a" end)
  reading(case, "read several", TEXT, function(f)
    local line, part, number = f:read("l", "L", "n")
    same("first line", line)
    same("second\n", part)
    same(248.0, number)
    same(" rest", f:read(5))
    same(TEXT:sub(TEXT:find(" rest", 1, true) + 5), f:read "a")
  end)
  reading(case, "read several, of which one is too long", "one\n" .. ("x"):rep(100) .. "\n", function(f)
    local ok, e = pcall(f.read, f, "l", "l")
    if ok or not tostring(e):find("max_line", 1, true) then error(e, 0) end
    same("one", f:read "l")
  end, {max_line = 10})
  reading(case, "lines", "one\ntwo\nthree\n", function(f)
    local n = 0
    for _ in f:lines() do n = n + 1 end
    same(3, n)
  end)
  reading(case, "lines L", "one\ntwo\nthree\n", function(f)
    local text = ""
    for line in f:lines "L" do text = text .. line end
    same("one\ntwo\nthree\n", text)
  end)
  reading(case, "lines of several", "1 one\n2 two\n", function(f)
    local n = 0
    for number, text in f:lines("n", "l") do n = n + number + #text end
    same(11, n)
  end)
  reading(case, "readlines", "one\ntwo\nthree\n", function(f) same(3, #f:readlines()) end)
  reading(case, "read a number", "  12 ", function(f) same(12, f:read "n") end)
  reading(case, "a line too long", ("x"):rep(100) .. "\n", function(f)
    local ok, e = pcall(f.read, f, "l")
    if ok or not tostring(e):find("line", 1, true) then error(e, 0) end
  end, {max_line = 10})
  writing(case, "write and flush", function(f, b)
    f:write("one ", 2, " ", socket.bytearray "three"):flush()
    same("one 2 three", b:recv(11, socket.MSG_WAITALL))
  end)
  writing(case, "writelines", function(f, b)
    f:writelines{"one\n", "two\n"}
    f:close()
    same("one\ntwo\n", b:recv(8, socket.MSG_WAITALL))
  end)
  writing(case, "setvbuf", function(f, b)
    f:setvbuf("line")
    f:write("one\ntwo")
    same("one\ntwo", b:recv(7, socket.MSG_WAITALL))
    f:setvbuf("no")
    f:write("three")
    same("three", b:recv(5, socket.MSG_WAITALL))
  end)
  writing(case, "wrong arguments", function(f)
    local function wrong(...)
      local ok, e = pcall(...)
      if ok or not tostring(e):find("bad argument", 1, true) then error(e, 0) end
    end
    wrong(f.setvbuf, f, 1)
    wrong(f.setvbuf, f, "wrong")
    wrong(socket.socket.makefile, f)
    f:close()
    local ok, e = pcall(f.read, f)
    if ok or not tostring(e):find("closed file", 1, true) then error(e, 0) end
  end)
  writing(case, "the rest", function(f)
    same(true, f:readable())
    same(true, f:writable())
    same(false, f:seekable())
    same(nil, (f:seek()))
    same(true, f:fileno() >= 0)
    tostring(f)
    do local _ <close> = f end
    tostring(f)
  end)
end)

-- socket.help prints entries of the reference at the prompt.
local support = require "spec.support"
local socket = require "pysocket"

-- Returns what help prints for each expression. The modules and an object of each kind are loaded.
local function help(...)
  local lines = {[[
    socket = require "pysocket" select_ = require "pysocket.select" selectors = require "pysocket.selectors"
    asyncio = require "pysocket.asyncio" errno = require "pysocket.errno"
    s = socket.socket() f = s:makefile("rw") b = socket.bytearray(3) poll = select_.poll() ep = select_.epoll()
    sel = selectors.DefaultSelector() q = asyncio.Queue() loop = asyncio.get_event_loop()
    io.stdout:setvbuf("full")]]}
  for _, what in ipairs{...} do lines[#lines + 1] = ("socket.help(%s) print '---'"):format(what) end
  local answers = {}
  for answer in support.lua(table.concat(lines, "\n")):gmatch("(.-)%-%-%-\n") do answers[#answers + 1] = answer end
  assert.equal(select("#", ...), #answers)
  return answers
end

describe("socket.help", function()
  after_each(support.cleanup)

  local RECV = "s:recv(bufsize[, flags]) -> data\n\nReceives up to bufsize bytes, and waits until there are some.\n\n"

  it("prints how a function is called, what it does and what it raises", function()
    for _, answer in ipairs(help("s.recv", "'recv'", "'s:recv'", "'socket.recv'", "'s.recv(1024)'",
        "socket.socket.recv", "'pysocket.socket.recv'")) do
      assert.equal(RECV, answer:sub(1, #RECV))
      assert.matches("\n- bufsize integer: the maximum number of bytes;", answer, 1, true)
      assert.matches("\n- Raises: BlockingIOError, TimeoutError, ConnectionResetError;", answer, 1, true)
    end
  end)

  it("knows functions of every kind of object", function()
    local of = {
      ["socket.getaddrinfo"] = "socket.getaddrinfo(", ["socket.create_server"] = "socket.create_server(",
      ["s.makefile"] = "s:makefile(", ["f.read"] = "f:read(", ["f.readline"] = "f:readline(", ["b.view"] = "b:view(",
      ["select_.select"] = "select.select(", ["poll.poll"] = "poll:poll(", ["ep.poll"] = "ep:poll(",
      ["sel.register"] = "sel:register(", ["sel.fileno"] = "sel:fileno(", ["asyncio.run"] = "asyncio.run(",
      ["q.get"] = "queue:get(", ["loop.call_later"] = "loop:call_later(", ["asyncio.sleep"] = "asyncio.sleep(",
      ["asyncio.timeout"] = "asyncio.timeout(", ["socket.help"] = "socket.help(",
    }
    local names, signatures = {}, {}
    for name, signature in pairs(of) do names[#names + 1], signatures[#signatures + 1] = name, signature end
    for i, answer in ipairs(help(table.unpack(names))) do
      assert.equal(signatures[i], answer:sub(1, #signatures[i]), names[i])
    end
  end)

  it("has each function of the module and each method of a socket", function()
    local names = {}
    for name, value in pairs(socket) do
      if type(value) == "function" and not name:find("^_") then names[#names + 1] = "socket." .. name end
    end
    for name, value in pairs(socket.socket) do
      if type(value) == "function" and not name:find("^_") then names[#names + 1] = "s." .. name end
    end
    assert.is_true(#names > 60)
    for i, answer in ipairs(help(table.unpack(names))) do
      assert.matches("^" .. names[i]:gsub("^.*%.", "[%%w_]+[.:]") .. "%(", answer)
    end
  end)

  it("prints all entries with a name, and a class with its methods", function()
    local closes, s, q, constant, class, module, timeouts = table.unpack(help("'close'", "s", "q", "'SO_REUSEADDR'",
      "socket.gaierror", "socket", "'timeout'"))
    assert.matches("socket.close(fd)", closes, 1, true)
    assert.matches("\ns:close()", closes, 1, true)
    assert.matches("\nf:close()", closes, 1, true)
    assert.matches("^pysocket%.socket\n.*\n  s:recv%(bufsize", s)
    assert.matches("^pysocket%.asyncio%.Queue\n.*\n  queue:get%(%)", q)
    assert.matches("^socket%.SO_REUSEADDR %(integer%): ", constant)
    assert.matches("^pysocket%.gaierror\n", class)
    assert.matches("^pysocket\n.*\n  socket%.create_connection%(", module)
    assert.matches("\n  Classes: socket%.socket, .*, socket%.gaierror, socket%.herror\n$", module)
    assert.matches("\nsocket.timeout (pysocket.TimeoutError): ", "\n" .. timeouts, 1, true)
    assert.matches("\ns.timeout (number?): ", timeouts, 1, true)
  end)

  it("prints the entry of each class and object of TLS", function()
    if require "spec.support.tls".missing() then return pending "there is no TLS here" end
    local answers = help("require 'pysocket.ssl'.SSLSocket", "require 'pysocket.ssl'.SSLContext",
      "require 'pysocket.ssl'.MemoryBIO", "require 'pysocket.ssl'.SSLObject", "require 'pysocket.ssl'.SSLSession",
      "require 'pysocket.ssl'.Purpose", "require 'pysocket.ssl'.SSLContext()", "require 'pysocket.ssl'.MemoryBIO()",
      "require 'pysocket.ssl'.SSLContext():wrap_socket(socket.socket())", "require 'pysocket.ssl'.SSLEOFError")
    local names = {"SSLSocket", "SSLContext", "MemoryBIO", "SSLObject", "SSLSession", "Purpose", "SSLContext",
      "MemoryBIO", "SSLSocket", "SSLEOFError"}
    for i, name in ipairs(names) do assert.matches("^pysocket.ssl." .. name .. "\n", answers[i]) end
  end)

  it("prints the entry of each module", function()
    local modules, asked = {}, {}
    for _, file in ipairs(dofile(support.root .. "/.make/types.lua").all(support.root).files) do
      if file.module then
        modules[#modules + 1] = file.module
        asked[#asked + 1] = ("require %q"):format(file.module)
      end
    end
    assert.is_true(#modules > 8)
    for i, answer in ipairs(help(table.unpack(asked))) do
      assert.equal(modules[i] .. "\n", answer:sub(1, #modules[i] + 1))
    end
  end)

  it("explains its use, and says if there is no entry", function()
    local usage, unknown, number, own = table.unpack(help("", "'nonsense'", "42", "function() end"))
    assert.matches('^socket.help "recv" ', usage)
    assert.equal("The reference has no entry for 'nonsense'.\n" .. usage, unknown)
    assert.equal("The reference has no entry for 42.\n" .. usage, number)
    assert.matches("^The reference has no entry for function: ", own)
  end)

  it("reads its text only when it is called", function()
    assert.equal("false true\n", support.lua([[
      local socket = require "pysocket"
      local help = socket.help
      local before = package.loaded["pysocket.reference"] ~= nil
      io.stdout:setvbuf("full")
      print = function() end  -- luacheck: ignore
      help "recv"
      io.write(tostring(before), " ", tostring(package.loaded["pysocket.reference"] ~= nil), "\n")
    ]]))
  end)

  it("prints the text that make doc makes from types/", function()
    local made = support.run(support.lua_argv(support.root .. "/.make/reference.lua", "help"))
    assert.equal("", made.stderr)
    assert.is_true(made.stdout == support.read_file(support.root .. "/lua/pysocket/reference.lua"), "run make doc")
  end)
end)

local support = require "spec.support"
local errno = require "pysocket.errno"
local socket = require "pysocket"

describe("errno", function()
  after_each(support.cleanup)

  it("has the numbers of the system", function()
    local _, _, number = io.open("/nonexistent/file")
    assert.equal(errno.ENOENT, number)
    local _, listening = support.listener()
    local taken = support.socket()
    local e = support.raises("OSError", taken.bind, taken, listening)
    assert.equal(errno.EADDRINUSE, e.errno)
    local closed = socket.socket()
    closed:close()
    assert.equal(errno.EBADF, support.raises("OSError", closed.recv, closed, 1).errno)
  end)

  it("returns the name of a number", function()
    assert.equal("ENOENT", errno.errorcode[2])
    assert.equal("ECONNREFUSED", errno.errorcode[errno.ECONNREFUSED])
    assert.is_nil(errno.errorcode[0])
  end)

  it("prefers the same one of several names as Python", function()
    assert.equal(errno.EAGAIN, errno.EWOULDBLOCK)
    assert.equal("EAGAIN", errno.errorcode[errno.EWOULDBLOCK])
    assert.equal(errno.ENOTSUP, errno.EOPNOTSUPP)
    assert.equal("ENOTSUP", errno.errorcode[errno.EOPNOTSUPP])
  end)

  it("has a name for each of its numbers, and a number for each of its names", function()
    local count = 0
    for name, number in pairs(errno) do
      if name ~= "errorcode" then
        assert.matches("^E%w+$", name)
        assert.equal(number, errno[errno.errorcode[number]], name)
        count = count + 1
      end
    end
    assert.is_true(count > 100)
    for number, name in pairs(errno.errorcode) do assert.equal(number, errno[name]) end
  end)

  it("agrees with Python's errno module", function()
    local output = support.python[[
import errno
for number, name in errno.errorcode.items():
    print(number, name)
]]
    local compared = 0
    for digits, name in output:gmatch("(%d+) (%S+)\n") do
      local number = math.tointeger(digits)
      if errno[name] ~= nil then
        assert.equal(name, errno.errorcode[number])
        assert.equal(number, errno[name])
        compared = compared + 1
      end
    end
    assert.is_true(compared > 100)
  end)

  it("is a separate module whose names are neither the socket module's nor globals", function()
    assert.is_nil(socket.ENOENT)
    assert.is_nil(socket.errorcode)
    assert.is_nil(rawget(_G, "ENOENT"))
    assert.equal(errno, require "pysocket.errno")
  end)
end)

-- Compares the names of pysocket.ssl with those of Python's ssl (fixtures/python-3.13-ssl-names.tsv) in both
-- directions. doc/differences.md lists the names that are missing.
local support = require "spec.support"
local names = require "spec.support.names"
local tls = require "spec.support.tls"
local socket = require "pysocket"

local ssl = tls.ssl
if not ssl then return describe("ssl names", function() pending(tls.missing()) end) end

-- By owner, such as "ssl.SSLContext": sequence of {name =, kind =, value =}, where value is text.
local function read_rows()
  local rows = {}
  for line in support.read_file(support.root .. "/spec/fixtures/python-3.13-ssl-names.tsv"):gmatch "[^\n]+" do
    local owner, name, kind, value = line:match "^([^#\t]+)\t([^\t]+)\t([^\t]+)\t([^\t]*)$"
    if owner then
      rows[owner] = rows[owner] or {}
      table.insert(rows[owner], {name = name, kind = kind, value = value})
    end
  end
  return rows
end

local ROWS = read_rows()

local KINDS = {
  attribute = function(value, row)
    return value ~= nil and (type(value) == "function") == (row.name == "sni_callback")
  end,
  bool = function(value, row) return value == (row.value == "1") end,
  class = function(value) return type(value) == "table" end,
  constant = function(value, row)
    return math.type(value) == "integer" and (row.value == "" or value == math.tointeger(tonumber(row.value)))
  end,
  ["function"] = function(value) return type(value) == "function" end,
  list = function(value, row) return table.concat(value, ",") == row.value end,
  method = function(value) return type(value) == "function" end,
  string = function(value, row) return type(value) == "string" and (row.value == "" or value == row.value) end,
  tuple = function(value, row) return row.value == "" and #value > 0 or table.concat(value, ",") == row.value end,
}

-- These depend on how OpenSSL was built.
local OF_THE_BUILD = {HAS_SSLv3 = true, HAS_TLSv1 = true, HAS_TLSv1_1 = true, HAS_PSK = true}

local function context()
  local c = tls.server("server", function(c)
    c.sni_callback = function() end
    c.keylog_filename = support.tmpdir() .. "/keys"
  end)
  return c
end

local function connected(look)
  return (tls.meet(tls.server "server", tls.client(function(c) c:set_alpn_protocols{"x"} end),
    {server_hostname = "localhost"}, function(s)
      s:settimeout(5)
      s:recv(10)
      return look(s)
    end))
end

-- Returns the names of the owner for which `has` is false, except those that doc/differences.md lists.
local function absent(owner, has)
  local missing, result = names.listed "Missing names of ssl", {}
  for _, row in ipairs(ROWS[owner]) do
    local full = owner .. "." .. row.name
    if not missing[full] and not OF_THE_BUILD[row.name] and not has(row) then result[#result + 1] = full end
  end
  return result
end

local function absent_from(owner, value)
  return absent(owner, function(row) return KINDS[row.kind](value[row.name], row) end)
end

-- Returns the public names of the table that Python does not have.
local function unlisted(owner, t)
  local listed, extra = {}, {}
  for _, row in ipairs(ROWS[owner]) do listed[row.name] = true end
  for name in pairs(t) do
    if type(name) == "string" and not name:find "^_" and not listed[name] then
      extra[#extra + 1] = name
    end
  end
  return extra
end

describe("ssl names", function()
  after_each(support.cleanup)

  it("come from a complete list", function()
    local count = 0
    for _, rows in pairs(ROWS) do count = count + #rows end
    assert.equal(360, count)
  end)

  it("of the module are Python's, with their values", function()
    assert.same({}, absent_from("ssl", ssl))
    assert.same({}, unlisted("ssl", ssl))
  end)

  for _, name in ipairs{"TLSVersion", "Options", "VerifyMode", "VerifyFlags", "AlertDescription", "SSLErrorNumber"} do
    it("of the enumeration " .. name .. " are Python's, and are found by value", function()
      local enumeration = ssl[name]
      assert.same({}, absent_from("ssl." .. name, enumeration))
      assert.same({}, unlisted("ssl." .. name, enumeration))
      for _, row in ipairs(ROWS["ssl." .. name]) do
        local value = math.tointeger(tonumber(row.value))
        assert.equal(value, enumeration[enumeration[value]])
      end
      assert.equal(("<enum '%s'>"):format(name), tostring(enumeration))
    end)
  end

  it("of purposes and of default paths are Python's", function()
    assert.same({}, absent("ssl.Purpose", function(row)
      local of = row.kind == "attribute" and ssl.Purpose.SERVER_AUTH or ssl.Purpose
      return KINDS[row.kind](of[row.name], row)
    end))
    assert.same({}, unlisted("ssl.Purpose", ssl.Purpose))
    local paths = ssl.get_default_verify_paths()
    for i, row in ipairs(ROWS["ssl.DefaultVerifyPaths"]) do
      local known = {cafile = 1, capath = 2, openssl_cafile_env = 3, openssl_cafile = 4, openssl_capath_env = 5,
        openssl_capath = 6}
      assert.equal(paths[known[row.name]], paths[row.name], i)
    end
  end)

  it("of contexts are Python's", function()
    assert.same({}, absent_from("ssl.SSLContext", context()))
    assert.same({}, unlisted("ssl.SSLContext", ssl.SSLContext))
  end)

  it("of sockets are Python's", function()
    assert.same({}, connected(function(s) return absent_from("ssl.SSLSocket", s) end))
    assert.same({}, unlisted("ssl.SSLSocket", ssl.SSLSocket))
  end)

  it("of objects, memory and sessions are Python's", function()
    assert.same({}, absent_from("ssl.SSLObject", tls.object()))
    assert.same({}, unlisted("ssl.SSLObject", ssl.SSLObject))
    assert.same({}, absent_from("ssl.MemoryBIO", ssl.MemoryBIO()))
    assert.same({}, absent_from("ssl.SSLSession", connected(function(s) return s.session end)))
  end)

  it("of errors are those of Python's classes, in Python's tree", function()
    for _, name in ipairs{"SSLZeroReturnError", "SSLWantReadError", "SSLWantWriteError", "SSLSyscallError",
        "SSLEOFError", "SSLCertVerificationError"} do
      local e = ssl[name](1, "text")
      assert.is_true(socket.isinstance(e, ssl.SSLError))
      assert.is_true(socket.isinstance(e, socket.OSError))
      assert.is_false(socket.isinstance(ssl.SSLError(1, "text"), ssl[name]))
      assert.same({1, "text"}, {e.errno, e.strerror})
      assert.equal(name .. ": text", tostring(e))
      assert.equal(("<class '%s'>"):format(name), tostring(ssl[name]))
    end
    assert.equal(ssl.SSLCertVerificationError, ssl.CertificateError)
    local a, b = support.socketpair()
    b:sendall "HTTP/1.1 400 Bad Request\r\n\r\n"
    local e = support.raises(ssl.SSLError, function() tls.client():wrap_socket(a, {server_hostname = "localhost"}) end)
    assert.same({}, absent_from("ssl.SSLError", e))
    tls.meet(tls.server "expired", tls.client(), {server_hostname = "localhost"})
    assert.same({}, absent_from("ssl.SSLCertVerificationError", (tls.errors())))
  end)

  it("that are documented as missing are missing", function()
    local owners = {["ssl."] = ssl, ["ssl.SSLContext."] = ssl.SSLContext, ["ssl.SSLSocket."] = ssl.SSLSocket,
      ["ssl.SSLObject."] = ssl.SSLObject}
    for name in pairs(names.listed "Missing names of ssl") do
      local owner, field = name:match "^(.-)([^.]+)$"
      assert.is_nil(owners[owner][field], name)
    end
  end)

  it("do not change the names of other libraries", function()
    assert.equal("nil\tnil\n", support.lua([[
      require "pysocket.ssl"
      print(package.loaded.ssl, package.loaded.openssl)
    ]]))
  end)
end)

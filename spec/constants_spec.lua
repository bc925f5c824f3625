local headers = require "spec.support.headers"
local names = require "spec.support.names"
local support = require "spec.support"
local socket = require "pysocket"

local VIEWS = {AddressFamily = "AF_", SocketKind = "SOCK_", MsgFlag = "MSG_", AddressInfo = "AI_"}

-- Returns the name of one of Python's constants in the headers.
local function in_headers(name)
  if name:find("^CAN_BCM_") then return (name:gsub("^CAN_BCM_", "")) end
  return name
end

local function constants()
  local list = {}
  for _, row in ipairs(names.rows("socket")) do
    if row.kind == "constant" then list[#list + 1] = row.name end
  end
  return list
end

describe("constants", function()
  after_each(support.cleanup)

  it("exist if the headers have them, macros and enumerators, with the headers' values", function()
    if not headers.compiler() then
      pending("there is no C compiler")
      return
    end
    local asked = {"CAN_RAW_ERR_FILTER", "AF_NO_SUCH_FAMILY"}
    for _, name in ipairs(constants()) do asked[#asked + 1] = in_headers(name) end
    local values = headers.values(asked)
    assert.is_nil(values.AF_NO_SUCH_FAMILY)
    assert.equal(2, values.AF_INET)
    local wrong, enumerators = {}, 0
    for _, name in ipairs(constants()) do
      local value = values[in_headers(name)]
      if value and socket[name] ~= value then
        wrong[#wrong + 1] = ("%s is %s, in the headers %d"):format(name, socket[name], value)
      end
      if value and name:find("^CAN_RAW_") then enumerators = enumerators + 1 end
    end
    assert.same({}, wrong)
    assert.equal(values.CAN_RAW_ERR_FILTER, socket.CAN_RAW_ERR_FILTER)
    assert.equal(values.CAN_RAW_FILTER and 5 or 0, enumerators)
  end)

  it("that Python itself defines need no header", function()
    assert.same({0, 6, 17}, {socket.SOL_IP, socket.SOL_TCP, socket.SOL_UDP})
    assert.same({1024, 5000}, {socket.IPPORT_RESERVED, socket.IPPORT_USERRESERVED})
    assert.same({10, 11}, {socket.UDPLITE_SEND_CSCOV, socket.UDPLITE_RECV_CSCOV})
    if socket.ALG_SET_KEY then
      assert.same({4, 5, 6, 2, 3}, {socket.ALG_SET_AEAD_ASSOCLEN, socket.ALG_SET_AEAD_AUTHSIZE, socket.ALG_SET_PUBKEY,
        socket.ALG_OP_SIGN, socket.ALG_OP_VERIFY})
    end
  end)

  it("of unsigned type stay positive", function()
    assert.equal(0xffffffff, socket.INADDR_BROADCAST)
    assert.equal(0xe0000001, socket.INADDR_ALLHOSTS_GROUP)
    if socket.VMADDR_CID_ANY then assert.equal(0xffffffff, socket.VMADDR_CID_ANY) end
    if socket.CAN_EFF_FLAG then assert.equal(0x80000000, socket.CAN_EFF_FLAG) end
  end)

  it("of Bluetooth all exist, or none does", function()
    -- The C library alone defines only AF_BLUETOOTH.
    local there = socket.BTPROTO_HCI ~= nil
    for _, name in ipairs{"BTPROTO_L2CAP", "BTPROTO_RFCOMM", "BTPROTO_SCO", "SOL_HCI", "HCI_DATA_DIR",
        "HCI_FILTER", "HCI_TIME_STAMP", "BDADDR_ANY", "BDADDR_LOCAL"} do
      assert.equal(there, socket[name] ~= nil, name)
    end
    if there then
      assert.same({31, 1, 0, 3, 2, 0, 1, 2, 3}, {socket.AF_BLUETOOTH, socket.BTPROTO_HCI, socket.BTPROTO_L2CAP,
        socket.BTPROTO_RFCOMM, socket.BTPROTO_SCO, socket.SOL_HCI, socket.HCI_DATA_DIR, socket.HCI_FILTER,
        socket.HCI_TIME_STAMP})
      assert.equal("00:00:00:00:00:00", socket.BDADDR_ANY)
      assert.equal("00:00:00:FF:FF:FF", socket.BDADDR_LOCAL)
    end
  end)

  it("are not globals", function()
    for _, name in ipairs(constants()) do assert.is_nil(rawget(_G, name), name) end
  end)
end)

describe("enumerations", function()
  after_each(support.cleanup)

  it("return the name of a number", function()
    assert.equal("AF_INET", socket.AddressFamily[2])
    assert.equal("AF_UNIX", socket.AddressFamily[socket.AF_UNIX])
    assert.equal("SOCK_DGRAM", socket.SocketKind[socket.SOCK_DGRAM])
    assert.equal("SOCK_CLOEXEC", socket.SocketKind[socket.SOCK_CLOEXEC])
    assert.equal("MSG_PEEK", socket.MsgFlag[socket.MSG_PEEK])
    assert.equal("AI_PASSIVE", socket.AddressInfo[socket.AI_PASSIVE])
    assert.is_nil(socket.AddressFamily[12345])
  end)

  it("return the number of a name", function()
    assert.equal(2, socket.AddressFamily.AF_INET)
    assert.equal(socket.SOCK_DGRAM, socket.SocketKind.SOCK_DGRAM)
    assert.equal(socket.MSG_PEEK, socket.MsgFlag.MSG_PEEK)
    assert.equal(socket.AI_PASSIVE, socket.AddressInfo.AI_PASSIVE)
  end)

  it("prefer AF_NETLINK to AF_ROUTE", function()
    assert.equal(socket.AF_NETLINK, socket.AF_ROUTE)
    assert.equal("AF_NETLINK", socket.AddressFamily[socket.AF_ROUTE])
    assert.equal(socket.AF_NETLINK, socket.AddressFamily.AF_ROUTE)
  end)

  it("have the module's constants of their prefix, and nothing else", function()
    for view, prefix in pairs(VIEWS) do
      local expected = {}
      for name, value in pairs(socket) do
        -- As in Python, AF_DECnet is a constant but not a member of the enumeration.
        if name:sub(1, #prefix) == prefix and name == name:upper() then expected[name] = value end
      end
      local members, numbers = {}, {}
      for key, value in pairs(socket[view]) do
        if type(key) == "string" then members[key] = value else numbers[key] = value end
      end
      assert.same(expected, members)
      for number, name in pairs(numbers) do assert.equal(number, members[name]) end
      for _, number in pairs(members) do assert.is_string(numbers[number]) end
    end
  end)

  it("name each number as Python does", function()
    local output = support.python[[
import socket
for view in (socket.AddressFamily, socket.SocketKind, socket.MsgFlag, socket.AddressInfo):
    for name, member in view.__members__.items():
        print(view.__name__, name, int(member), member.name)
]]
    local compared = 0
    for view, name, number, canonical in output:gmatch("(%S+) (%S+) (%d+) (%S+)\n") do
      number = math.tointeger(tonumber(number))
      if socket[name] ~= nil and socket[canonical] ~= nil then
        assert.equal(number, socket[view][name], name)
        assert.equal(canonical, socket[view][number], name)
        compared = compared + 1
      end
    end
    assert.is_true(compared > 50)
  end)
end)

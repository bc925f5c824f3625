--- Bad input for struct.

local socket = require "pysocket"
local struct = require "pysocket.struct"
local sweep = require "spec.host.arguments.sweep"

sweep.letter("m", "string nul long empty", "")            -- a format; most are invalid
sweep.letter("u", "string nul long empty bytearray view", "")
sweep.letter("v", "bytearray view", socket.bytearray(2))
sweep.letter("g", "integer negative huge lowest", 0)  -- an offset
sweep.letter("k", "integer negative huge lowest keyword", 0)  -- an offset, or keywords

sweep.functions(struct, "struct", {
  calcsize = "m", pack = "mx?", pack_into = "mvg", unpack = "mu", unpack_from = "muk?", iter_unpack = "mu",
  Struct = "m", error = "x?",
}, {})

sweep.methods("Struct", struct.Struct, {
  pack = "x?", pack_into = "vgx?", unpack = "u", unpack_from = "uk?", iter_unpack = "u",
}, {make = function() return struct.Struct "!B" end, careful = {pack = true}})

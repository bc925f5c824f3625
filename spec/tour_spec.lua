-- doc/tour.md: the prompt prints what the tour shows.
local support = require "spec.support"
local session = require "spec.support.session"

local tour = support.read_file("doc/tour.md")

-- The sessions on the page, each with the sentence above it.
local blocks, sentences = {}, {}
for before, text in tour:gmatch("(.-)\n```\n(.-)```") do
  blocks[#blocks + 1] = text
  sentences[#sentences + 1] = before:match("^.*%*%*(.-)%*%*"):gsub("%s+", " ")
end

-- What the tour says about each call, in order.
local SENTENCES = {
  "A socket is", "TCP is connection%-oriented", "in order and without errors", "UDP is connectionless",
  "broadcast", "The sender does not learn", "makes a socket, binds it to an address, listens and accepts; it repeats",
  "default values", "AF_INET for IPv4, AF_INET6 for IPv6, AF_UNIX", "the first two are the generally useful",
  "proto stays 0 unless", "must not be bound yet", "host and port for AF_INET and AF_INET6, a path for AF_UNIX",
  "gethostname%(%) is visible", "only within the machine", "any address of the machine", "Low port numbers",
  "queue of clients", "maximum depends on the system", "at least 0", "blocks until", "a pair: a new socket",
  "All future operations on the socket fail", "SHUT_WR.*pending data can still be received", "SHUT_RD .*SHUT_RDWR",
  "connects to", "at most bufsize bytes", "a relatively small power of 2", "the number of bytes sent",
  "until all data is sent or an error occurs%. It returns nothing, and raises", "an IPv4 address as a string",
  "not support IPv6: use getaddrinfo%(%)",
  -- The page continues with socketserver.
  "A server is an object of a class, and each request", "accepts one request and handles it; serve_forever%(%)",
  "A method of the base class is called by its full name", "A mix%-in makes a server handle",
  "is reported, and the server continues",
}

describe("doc/tour.md", function()
  after_each(support.cleanup)

  it("has each sentence of the course, in its order", function()
    assert.equal(#SENTENCES, #sentences)
    for i, pattern in ipairs(SENTENCES) do assert.matches(pattern, sentences[i]) end
  end)

  local is_for_users, at_once = {}, {}
  for i, text in ipairs(blocks) do
    is_for_users[i] = text:find("-- not as root", 1, true) ~= nil
    if not is_for_users[i] then at_once[#at_once + 1] = text end
  end

  local answers

  for i, text in ipairs(blocks) do
    local place = 0
    for k = 1, i do place = place + (is_for_users[k] and 0 or 1) end
    if not is_for_users[i] then
      it("shows what the prompt answers: " .. sentences[i], function()
        answers = answers or session.run(at_once)
        assert.same(session.shown(text), answers[place])
      end)
    else
      it("shows what the prompt answers to a user who is not root: " .. sentences[i], function()
        if support.read_file("/proc/sys/net/ipv4/ip_unprivileged_port_start") ~= "1024\n" then
          pending("ports below 1024 are free here")
          return
        end
        local nobody = support.is_root() and {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"} or nil
        local answer, result = session.run({text}, nobody)
        if nobody and result.code ~= 0 then
          pending("another user cannot run it: " .. result.stdout)
          return
        end
        assert.same(session.shown(text), answer[1])
      end)
    end
  end

  it("links to pages that exist", function()
    for page in tour:gmatch("%]%(([^)#]+)%)") do
      assert.equal(0, support.run{"test", "-e", "doc/" .. page}.code, page)
    end
  end)
end)

-- Shows a UNIX socket: its address is a path in the file system instead of a host and a port.
-- Both ends are in this script.
-- Run it: make && eval "$(make env)" && lua5.4 examples/unix_socket.lua
local socket = require "pysocket"

local PATH = os.tmpname()
os.remove(PATH)  -- tmpname creates the file, but bind must create it

local server <close> = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
server:bind(PATH)
server:listen()
print("The server listens at", server:getsockname())

local client <close> = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
client:connect(PATH)  -- Returns at once; the connection waits in the backlog until the server accepts it
local conn <close> = server:accept()

client:sendall("Hello through a file")
print("The server received", conn:recv(1024))
conn:sendall("Hello back")
print("The client received", client:recv(1024))

os.remove(PATH)  -- Closing the socket does not remove the file

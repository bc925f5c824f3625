"""The tests with Python's socket module."""

import socket
import sys

row, kind, size, count, address, file = sys.argv[1:]
size, count = int(size), int(count)

data = b"x" * size
peer = address if kind == "unix" else ("127.0.0.1", int(address))


def ready(s=None):
    print("ready", s.getsockname()[1] if s and kind != "unix" else "", flush=True)
    sys.stdin.readline()


def new():
    if kind == "unix":
        return socket.socket(socket.AF_UNIX)
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM)


server = None
if kind == "tls":
    import ssl

    client = ssl.create_default_context(cafile=file)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(file)


def connect_peer(session=None):
    s = new()
    s.connect(peer)
    return client.wrap_socket(s, server_hostname="localhost", session=session) if server else s


def connected():
    s = connect_peer()
    if kind in ("tcp", "tls"):
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    ready()
    return s


def listening():
    s = new()
    s.bind(address if kind == "unix" else ("127.0.0.1", 0))
    s.listen(4096)
    return s


def pingpong():
    s = connected()
    for _ in range(count):
        s.sendall(data)
        n = len(s.recv(size))
        while n < size:
            n += len(s.recv(size - n))


def send():
    s = connected()
    for _ in range(count):
        s.sendall(data)


def send_one():
    s = connected()
    for _ in range(count):
        s.send(b"x")


def recv():
    s = connected()
    left = count * 1024
    while left > 0:
        left -= len(s.recv(size))


def recv_one():
    s = connected()
    for _ in range(count):
        s.recv(1)


def recv_into():
    s, buffer = connected(), bytearray(size)
    left = count * 1024
    while left > 0:
        left -= s.recv_into(buffer)


def sendfile():
    s = connected()
    for _ in range(count):
        with open(file, "rb") as f:
            s.sendfile(f)


def lines():
    f = connected().makefile()
    for _ in range(count):
        next(f)


def connect():
    ready()
    for _ in range(count):
        connect_peer().close()


def resume():
    first = connect_peer()
    first.recv(1)
    session = first.session
    ready()
    for _ in range(count):
        s = connect_peer(session)
        assert s.session_reused
        s.close()


def accept():
    s = listening()
    ready(s)
    for _ in range(count):
        conn, addr = s.accept()
        if server:
            conn = server.wrap_socket(conn, server_side=True)
        conn.close()


def accept_resumed():
    accept()


def first_context():
    ready()
    ssl.create_default_context()


def second_context():
    first = ssl.create_default_context()
    ready()
    return first, ssl.create_default_context()


def sendto():
    s = new()
    ready()
    for _ in range(count):
        s.sendto(data, peer)


def recvfrom():
    s = new()
    s.bind(("127.0.0.1", 0))
    ready(s)
    for _ in range(count):
        s.recvfrom(size)


def udp_send():
    s = connected()
    for _ in range(count):
        s.send(data)


def udp_recv():
    s = new()
    s.connect(peer)
    ready(s)
    for _ in range(count):
        s.recv(size)


def would_block():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("127.0.0.1", 0))
    s.setblocking(False)
    ready()
    for _ in range(count):
        try:
            s.recv(size)
        except BlockingIOError:
            pass


def fileno():
    s = connected()
    for _ in range(count):
        s.fileno()


def serve(handle):
    import asyncio

    async def main():
        # A client that disconnects is not an error, and its report would mix with the figures.
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        serving = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=4096, ssl=server)
        print("ready", serving.sockets[0].getsockname()[1], flush=True)
        await serving.serve_forever()

    asyncio.run(main())


def echo():
    async def handle(reader, writer):
        while message := await reader.read(4096):
            writer.write(message)
            await writer.drain()
        writer.close()

    serve(handle)


def http():
    reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 14\r\n\r\nHello, world!\n"

    async def handle(reader, writer):
        head = b""
        while data := await reader.read(4096):
            head += data
            last = head.find(b"\r\n\r\n")
            if last >= 0:
                head = head[last + 4:]
                writer.write(reply)
                await writer.drain()
        writer.close()

    serve(handle)


globals()[row]()
print("done", flush=True)
sys.stdin.readline()

# differential.py OPERATIONS DIRECTORY: does each operation with Python's own
# socket and prints its result on one line. differential.lua does the same with
# this module. Both write values and errors in the same form.
import errno
import os
import re
import socket
import sys

with open(sys.argv[1]) as f:
    LINES = f.read().split("\n")
DIRECTORY = sys.argv[2]
case = 0
namespace = {}

if sys.version_info >= (3, 14):  # where 3.13 has only a text, 3.14 reports an errno
    def if_nametoindex(name, ask=socket.if_nametoindex):
        try:
            return ask(name)
        except OSError:
            raise OSError("no interface with this name") from None

    socket.if_nametoindex = if_nametoindex


def escape(data):
    if len(data) > 80:
        checksum = 0
        for i, byte in enumerate(data, 1):
            checksum = (checksum + i * byte) % 65521
        return f"{len(data)} bytes, checksum {checksum}"
    return "'" + "".join(chr(b) if 32 <= b < 127 and b not in b"'\\" else f"\\x{b:02x}" for b in data) + "'"


def text(string):
    data = string if isinstance(string, (bytes, bytearray, memoryview)) else string.encode("utf-8", "surrogateescape")
    data = bytes(data).replace(DIRECTORY.encode(), b"DIR")
    return escape(re.sub(rb"spec-\d+-", b"ABSTRACT-", data))


def items(values):
    shown = [show(v) for v in values]
    # An address {host, port}. The kernel may have chosen another port.
    if len(shown) > 1 and isinstance(values[0], str) and re.fullmatch(r"\d{4,}", shown[1]):
        shown[1] = "PORT"
    return "[" + ", ".join(shown) + "]"


def show(v):
    if v is None or isinstance(v, bool):
        return str(v)
    if isinstance(v, int):
        return str(int(v))
    if isinstance(v, float):
        return f"{v:g}"
    if isinstance(v, (str, bytes, bytearray, memoryview)):
        return text(v)
    if isinstance(v, (tuple, list)):
        return items(v)
    if isinstance(v, socket.socket):
        return (f"<socket family={v.family:d} type={v.type:d} proto={v.proto} timeout={show(v.gettimeout())}"
                f"{' closed' if v.fileno() < 0 else ''}>")
    if isinstance(v, type):
        return f"<class {v.__name__}>"
    return "<object>"


def words(e):
    return text(re.sub(r"\b\d{4,5}\b", "PORT", e.strerror if e.errno is not None and e.strerror else str(e)))


def failure(e):
    if isinstance(e, (NameError, AttributeError)):
        return f"undefined: {e}"
    if isinstance(e, OSError):
        return f"raise {type(e).__name__} {show(e.errno)} {words(e)}"
    if isinstance(e, (TypeError, ValueError, OverflowError)):
        return "raise bad argument"
    if isinstance(e, MemoryError):
        return "raise not enough memory"
    return f"raise {type(e).__name__} {e}"


def path(name):
    return f"{DIRECTORY}/{case}-{name}"


def abstract(name):
    return f"\0spec-{os.getpid()}-{name}".encode()


def file(name, content):
    with open(path(name), "wb") as f:
        f.write(content)
    return open(path(name), "rb")


def fill(s):
    """Sends until the buffers are full."""
    s.setblocking(False)
    for chunk in b"x" * 65536, b"x":
        try:
            while True:
                s.send(chunk)
        except BlockingIOError:
            pass


def received(s, n):
    """Receives n bytes of a stream."""
    data = b""
    while len(data) < n:
        data += s.recv(n - len(data))
    return data


def arrived(s):
    """Waits until there is something to receive."""
    s.recv(1, socket.MSG_PEEK)


def reset(s):
    """Closes the connection with a reset."""
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    s.close()


# In pysocket, files have the methods of Lua's files.
HELPERS = {
    "socket": socket, "errno": errno, "path": path, "abstract": abstract, "file": file, "fill": fill,
    "received": received, "arrived": arrived, "reset": reset,
    "readline": lambda f: f.readline(), "readall": lambda f: f.read(), "readn": lambda f, n: f.read(n),
    "write": lambda f, data: f.write(data) and None, "flush": lambda f: f.flush(), "close": lambda f: f.close(),
    "names": lambda name: getattr(socket, name),
}
CONSTANTS = {name: value for name, value in vars(socket).items() if name.isupper()}


def start_case():
    global case
    case += 1
    for v in namespace.values():
        if isinstance(v, socket.socket):
            try:
                v.close()
            except OSError:
                pass
    namespace.clear()
    socket.setdefaulttimeout(None)
    namespace.update(CONSTANTS)
    namespace.update(HELPERS)


def run(line):
    line, varies, _ = line.partition("  # varies")
    targets, expression = re.fullmatch(r"(?:([a-z_0-9]+(?:, [a-z_0-9]+)*) = )?(.*)", line).groups()
    try:
        value = eval(expression, namespace)
        shown = show(value)
        if targets is not None:
            names = targets.split(", ")
            values = [value] if len(names) == 1 else list(value)
            for name, v in zip(names, values):
                namespace[name] = v
        return "varies" if varies else shown
    except Exception as e:
        return failure(e)


for number, line in enumerate(LINES, 1):
    if line.startswith("=="):
        start_case()
    elif line and not line.startswith("#"):
        print(f"{number}\t{run(line)}")
start_case()

"""Runs a script of the slides, which says HOST = … and PORT = …, with another host and port.

    python3 slide.py SCRIPT HOST PORT

The script itself stays as it is in the slides.
"""
import re
import sys

path, host, port = sys.argv[1:]
with open(path) as f:
    source = f.read()
for name, value in (("HOST", host), ("PORT", int(port))):
    source, count = re.subn(r"(?m)^%s = .*$" % name, "%s = %r" % (name, value), source)
    assert count == 1, "%s says %s %d times" % (path, name, count)
exec(compile(source, path, "exec"), {"__name__": "__main__"})

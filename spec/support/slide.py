"""Runs a script of the course, whose host (HOST or HOSTNAME) and PORT are constants, with another host and port.

    python3 slide.py SCRIPT HOST PORT

The rest of the script is not changed.
"""
import re
import sys

path, host, port = sys.argv[1:]
with open(path) as f:
    source = f.read()
for name, value in (("HOST(?:NAME)?", host), ("PORT", int(port))):
    source, count = re.subn(r"""(?m)^(%s) = ('[^']*'|"[^"]*"|\d+)""" % name, r"\1 = %r" % value, source)
    assert count == 1, "%s says %s %d times" % (path, name, count)
exec(compile(source, path, "exec"), {"__name__": "__main__"})

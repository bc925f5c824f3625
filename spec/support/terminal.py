"""Runs a command in a terminal, controlled by steps that are read from standard input, one a line.

    python3 terminal.py SECONDS COMMAND ...

Each step is answered with one line, `ok TEXT` or `error TEXT`, where TEXT has \\ escapes. No step takes
longer than SECONDS.

    send TEXT       types TEXT (\\ escapes are undone: \\n is the Enter key)
    ctrl c          presses Ctrl and the letter
    expect REGEX    reads until the output matches, and answers with the first group or the whole match
    blocked         waits until the command sleeps in a system call
    pid             answers with the command's process id
    wait            waits until the command ends, and answers with `exit N` or `signal N`
    transcript      answers with everything that the terminal has shown

When standard input ends, the terminal is closed, which ends the command with SIGHUP.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time


class Terminal:
    def __init__(self, seconds, argv):
        self.seconds = seconds
        self.shown = ""     # all of the output
        self.read_up_to = 0  # what expect has consumed of it
        # Without escape sequences of the line editor and without wrapping, the transcript is plain text.
        env = dict(os.environ, TERM="dumb", INPUTRC="/dev/null")
        # A signal that is ignored here would be ignored in the command, too.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 1000, 0, 0))
            os.execvpe(argv[0], argv, env)

    def deadline(self):
        return time.monotonic() + self.seconds

    def fill(self, seconds):
        """Reads what the terminal shows next. False: there was nothing, or the output has ended."""
        if not select.select([self.fd], [], [], max(0, seconds))[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # EIO: the command has ended
            return False
        self.shown += data.decode("latin-1").replace("\r\n", "\n")
        return bool(data)

    def send(self, text):
        os.write(self.fd, text.encode("latin-1").decode("unicode_escape").encode("latin-1"))
        return ""

    def ctrl(self, letter):
        os.write(self.fd, bytes([ord(letter.upper()) & 31]))
        return ""

    def expect(self, regex):
        deadline = self.deadline()
        while True:
            match = re.compile(regex, re.M).search(self.shown, self.read_up_to)
            if match:
                self.read_up_to = match.end()
                return match.group(1 if match.re.groups else 0)
            if not self.fill(deadline - time.monotonic()):
                raise ValueError("%r does not match the output" % regex)

    def blocked(self, _):
        deadline = self.deadline()
        last = None
        while time.monotonic() < deadline:
            with open("/proc/%d/status" % self.pid) as f:
                status = f.read()
            state = re.search(r"^State:\s*(\w)", status, re.M).group(1)
            switches = re.search(r"^voluntary_ctxt_switches:\s*(\d+)", status, re.M).group(1)
            # It sleeps both times, and has not been awake in between.
            if state == "S" and switches == last:
                return ""
            last = switches
            self.fill(0.01)
        raise ValueError("the command does not block")

    def wait(self, _):
        deadline = self.deadline()
        while time.monotonic() < deadline:
            self.fill(0.01)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.fill(0):
                    pass
                code = os.waitstatus_to_exitcode(status)
                return "exit %d" % code if code >= 0 else "signal %d" % -code
        raise ValueError("the command does not end")

    def transcript(self, _):
        return self.shown


def answer(kind, text):
    print(kind, text.encode("unicode_escape").decode("ascii"), flush=True)


def main():
    terminal = Terminal(float(sys.argv[1]), sys.argv[2:])
    steps = {
        "send": terminal.send,
        "ctrl": terminal.ctrl,
        "expect": terminal.expect,
        "blocked": terminal.blocked,
        "pid": lambda _: str(terminal.pid),
        "wait": terminal.wait,
        "transcript": terminal.transcript,
    }
    for line in sys.stdin:
        name, _, text = line.rstrip("\n").partition(" ")
        try:
            answer("ok", steps[name](text))
        except Exception as e:
            answer("error", "%s\n--- the terminal shows:\n%s" % (e, terminal.shown))


main()

"""Prints in which order a server of socketserver calls the methods that can be overridden.

server_methods.lua prints the same for pysocket. Arguments: a directory for the paths of UNIX sockets.
"""
import os
import socket
import socketserver
import sys
import threading

KINDS = ["TCPServer", "UDPServer", "UnixStreamServer", "UnixDatagramServer"]
SERVER = ["server_bind", "server_activate", "get_request", "verify_request", "process_request",
          "process_request_thread", "finish_request", "shutdown_request", "close_request", "handle_error",
          "handle_timeout", "collect_children", "server_close"]
HANDLER = ["setup", "handle", "finish"]
SCENARIOS = ["handled", "denied", "timeout", "serve_forever"] + [name + " fails" for name in SERVER + HANDLER]

parent = os.getpid()


def note(text):
    os.write(1, b"  %s %s\n" % (b"child" if os.getpid() != parent else b"parent", text.encode()))


def noting(base, name, scenario):
    inner = getattr(base, name)

    def method(self, *args, **keywords):
        note(name)
        if scenario == name + " fails":
            raise OSError(5, name) if name == "get_request" else ValueError(name)
        if scenario == "denied" and name == "verify_request":
            return False
        if name != "handle_error":
            return inner(self, *args, **keywords)
    return method


def derive(base, names, scenario):
    return type("Derived", (base,), {name: noting(base, name, scenario) for name in names if hasattr(base, name)})


def ask(server, path):
    client = socket.socket(server.address_family, server.socket_type)
    if server.socket_type == socket.SOCK_DGRAM and server.address_family == socket.AF_UNIX:
        client.bind(path + ".client")
    client.connect(server.server_address)
    client.sendall(b"a line\n")
    return client


def serve(server, scenario):
    if scenario != "serve_forever":
        return server.handle_request()

    def service_actions():  # called after the first turn, which has handled the request
        type(server).service_actions(server)
        server._BaseServer__shutdown_request = True
    server.service_actions = service_actions
    server.serve_forever(0.01)


def run(kind, scenario, path):
    server_class = derive(getattr(socketserver, kind), SERVER, scenario)
    handler = derive(socketserver.BaseRequestHandler, HANDLER, scenario)
    with server_class(path if "Unix" in kind else ("127.0.0.1", 0), handler) as server:
        client = None
        if scenario == "timeout":
            server.timeout = 0
        else:
            client = ask(server, path)
        try:
            serve(server, scenario)
        finally:
            for thread in threading.enumerate():
                if thread is not threading.current_thread():
                    thread.join()
        if client:
            client.close()


threading.excepthook = lambda args: None
for mixin in ["", "Threading", "Forking"]:
    for kind in KINDS:
        if mixin == "Forking" and kind.startswith("Unix"):
            continue  # new in Python 3.12
        for scenario in SCENARIOS:
            os.write(1, b"%s %s\n" % ((mixin + kind).encode(), scenario.encode()))
            path = "%s/%s%s%s" % (sys.argv[1], mixin, kind, scenario.replace(" ", ""))
            try:
                run(mixin + kind, scenario, path)
            except Exception:
                note("raised")
            try:  # wait, so that the child's lines come before the next scenario
                while True:
                    os.wait()
            except ChildProcessError:
                pass

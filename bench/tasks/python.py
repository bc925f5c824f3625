"""The tests of tasks with Python's asyncio."""

import asyncio
import os
import select
import selectors
import socket
import sys

row, kind, size, count, port, file = sys.argv[1:]
size, count = int(size), int(count)
port = int(port) if port.isdigit() else 0

LINE = b"x" * 63 + b"\n"
SHORT = 0.001


def ready():
    print("ready", flush=True)
    sys.stdin.readline()


def finish():
    print("done", flush=True)
    sys.stdin.readline()


def batches():
    return max(1, count // size)


async def nothing():
    pass


async def crowd(n, body):
    ready()
    tasks = [asyncio.create_task(body()) for _ in range(n)]
    for task in tasks:
        await task


def create_await():
    async def main():
        ready()
        for _ in range(batches()):
            tasks = [asyncio.create_task(nothing()) for _ in range(size)]
            for task in tasks:
                await task

    asyncio.run(main())


def sleep_zero():
    async def body():
        for _ in range(batches()):
            await asyncio.sleep(0)

    asyncio.run(crowd(size, body))


def gather():
    async def main():
        ready()
        for _ in range(batches()):
            await asyncio.gather(*[nothing() for _ in range(size)])

    asyncio.run(main())


def task_group():
    async def main():
        ready()
        for _ in range(batches()):
            async with asyncio.TaskGroup() as group:
                for _ in range(size):
                    group.create_task(nothing())

    asyncio.run(main())


def wait_for_ended():
    async def main():
        task = asyncio.create_task(nothing())
        await task
        ready()
        for _ in range(count):
            await asyncio.wait_for(task, 10)

    asyncio.run(main())


def through_queue(room, consumers):
    async def main():
        q = asyncio.Queue(room)

        async def consume():
            while await q.get():
                pass

        ready()
        tasks = [asyncio.create_task(consume()) for _ in range(consumers)]
        for i in range(count):
            await q.put(i + 1)
        for _ in range(consumers):
            await q.put(0)
        for task in tasks:
            await task

    asyncio.run(main())


def queue():
    through_queue(size, 1)


def queue_crowd():
    through_queue(size, size)


def queue_nowait():
    async def main():
        q = asyncio.Queue()
        ready()
        for i in range(count):
            q.put_nowait(i)
            q.get_nowait()

    asyncio.run(main())


def free(make):
    async def main():
        lock = make()
        ready()
        for _ in range(count):
            await lock.acquire()
            lock.release()

    asyncio.run(main())


def contended(make):
    async def main():
        lock = make()

        async def body():
            for _ in range(batches()):
                await lock.acquire()
                await asyncio.sleep(0)
                lock.release()

        await crowd(size, body)

    asyncio.run(main())


def lock_free():
    free(asyncio.Lock)


def lock():
    contended(asyncio.Lock)


def semaphore_free():
    free(lambda: asyncio.Semaphore(10))


def semaphore():
    contended(lambda: asyncio.Semaphore(10))


def event():
    async def main():
        event = asyncio.Event()
        rounds = batches()

        async def body():
            for _ in range(rounds):
                await event.wait()

        tasks = [asyncio.create_task(body()) for _ in range(size)]
        await asyncio.sleep(0)
        ready()
        for _ in range(rounds):
            event.set()
            event.clear()
            await asyncio.sleep(0)
        for task in tasks:
            await task

    asyncio.run(main())


def held(make, wait):
    async def main():
        thing = make()
        ready()
        tasks = [asyncio.create_task(getattr(thing, wait)()) for _ in range(count)]
        await asyncio.sleep(0)
        finish()
        os._exit(len(tasks) - count)

    asyncio.run(main())


def event_memory():
    held(asyncio.Event, "wait")


def queue_memory():
    held(asyncio.Queue, "get")


def with_streams(work):
    async def main():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        ready()
        await work(reader, writer)
        writer.close()

    asyncio.run(main())


def readline():
    async def work(reader, writer):
        for _ in range(count):
            await reader.readline()

    with_streams(work)


def frame():
    async def work(reader, writer):
        for _ in range(count):
            await reader.readexactly(4)
            await reader.readexactly(60)

    with_streams(work)


def write_drain():
    async def work(reader, writer):
        for _ in range(count):
            writer.write(LINE)
            await writer.drain()

    with_streams(work)


def makefile_readline():
    file = socket.create_connection(("127.0.0.1", port)).makefile("rb")
    ready()
    for _ in range(count):
        file.readline()


def makefile_read():
    makefile_readline()


def open_connection():
    async def main():
        ready()
        for _ in range(count):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()

    asyncio.run(main())


def connect(host):
    async def main():
        loop = asyncio.get_running_loop()
        ready()
        for _ in range(count):
            transport, _ = await loop.create_connection(asyncio.Protocol, host, port)
            transport.close()

    asyncio.run(main())


def connect_ip():
    connect("127.0.0.1")


def connect_name():
    connect("localhost")


def lookup():
    ready()
    for _ in range(count):
        socket.getaddrinfo("localhost", 80, socket.AF_INET, socket.SOCK_STREAM)


def pair_sockets():
    async def main():
        loop = asyncio.get_running_loop()
        a, b = socket.socketpair()
        a.setblocking(False)
        b.setblocking(False)
        ready()

        async def answer():
            for _ in range(count):
                await loop.sock_sendall(b, await loop.sock_recv(b, 64))

        answers = asyncio.create_task(answer())
        for _ in range(count):
            await loop.sock_sendall(a, LINE)
            await loop.sock_recv(a, 64)
        await answers

    asyncio.run(main())


def pair_streams():
    async def main():
        a, b = socket.socketpair()
        reader, writer = await asyncio.open_connection(sock=a)
        ready()

        async def answer():
            other, back = await asyncio.open_connection(sock=b)
            for _ in range(count):
                back.write(await other.readline())

        answers = asyncio.create_task(answer())
        for _ in range(count):
            writer.write(LINE)
            await reader.readline()
        await answers

    asyncio.run(main())


def timeouts(new):
    async def body():
        expire = new()
        for _ in range(batches()):
            try:
                await expire()
            except TimeoutError:
                continue
            raise AssertionError

    asyncio.run(crowd(size, body))


def receiver():
    a, b = socket.socketpair()
    a.setblocking(False)
    return a, b


def timeout_context():
    def new():
        a, b = receiver()

        async def expire():
            async with asyncio.timeout(SHORT):
                await asyncio.get_running_loop().sock_recv(a, b and 1)

        return expire

    timeouts(new)


def timeout_recv():
    def new():
        a, b = receiver()

        async def expire():
            await asyncio.wait_for(asyncio.get_running_loop().sock_recv(a, b and 1), SHORT)

        return expire

    timeouts(new)


def timeout_wait_for():
    async def expire():
        await asyncio.wait_for(asyncio.sleep(3600), SHORT)

    timeouts(lambda: expire)


def some_ready(register):
    kept = []
    for i in range(size):
        a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        kept.append((a, b))
        register(a)
        if i < 10:
            b.send(b"x")
    return kept


def selector():
    s = selectors.DefaultSelector()
    kept = some_ready(lambda sock: s.register(sock, selectors.EVENT_READ))
    ready()
    for _ in range(count):
        for key, events in s.select():
            if not key.fileobj:
                raise AssertionError
    del kept


def epoll():
    e = select.epoll()
    kept = some_ready(lambda sock: e.register(sock, select.EPOLLIN))
    ready()
    for _ in range(count):
        for fd, events in e.poll():
            if fd < 0:
                raise AssertionError
    del kept


globals()[row]()
finish()

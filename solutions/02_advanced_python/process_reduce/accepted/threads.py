"""A thread for each worker: it takes chunks from one list, and waits for its own process."""

import pickle
import signal
from collections import deque
from multiprocessing.shared_memory import SharedMemory
from queue import SimpleQueue
from threading import Thread


class ChunkError(Exception):
    def __init__(self, chunk, reason, exitcode=None):
        super().__init__(chunk, reason, exitcode)
        self.chunk = chunk
        self.reason = reason
        self.exitcode = exitcode


def map_reduce(fn, data, chunks, combine, *, ctx, workers):
    view = memoryview(data)
    if not view.c_contiguous:
        raise TypeError("the buffer has gaps")
    bounds = list(chunks)
    if not bounds or workers < 1 or any(not 0 <= start <= stop <= view.nbytes for start, stop in bounds):
        raise ValueError("chunks or workers")
    try:
        pickled = pickle.dumps(fn)
    except Exception as error:
        raise TypeError("fn cannot be pickled") from error
    segment = SharedMemory(create=True, size=view.nbytes or 1)
    desks = []
    done = False
    try:
        segment.buf[: view.nbytes] = view.cast("B")
        for _ in range(min(workers, len(bounds))):
            desks.append(Desk(ctx, segment.name, pickled))
        result = collect(desks, bounds, combine)
        done = True
        return result
    finally:
        for desk in desks:
            desk.end(done)
        segment.close()
        segment.unlink()


def collect(desks, bounds, combine):
    tasks, answers, results = deque(enumerate(bounds)), SimpleQueue(), {}
    for desk in desks:
        desk.thread = Thread(target=desk.serve, args=(tasks, answers))
        desk.thread.start()
    total = None
    for number in range(len(bounds)):
        while number not in results:
            chunk, result, error = answers.get()
            if error:
                raise error
            results[chunk] = result
        result = results.pop(number)
        total = combine(total, result) if number else result
    return total


class Desk:
    def __init__(self, ctx, name, pickled):
        theirs, self.orders = ctx.Pipe(duplex=False)
        self.answers, reports = ctx.Pipe(duplex=False)
        self.thread = None
        self.process = ctx.Process(target=work, args=(name, pickled, theirs, reports, self.orders, self.answers))
        self.process.start()
        theirs.close()
        reports.close()

    def serve(self, tasks, answers):
        while tasks:
            try:
                chunk, bounds = tasks.popleft()
            except IndexError:
                break
            error = result = None
            try:
                result = self.ask(chunk, bounds)
            except ChunkError as failed:
                error = failed
                tasks.clear()
            answers.put((chunk, result, error))

    def ask(self, chunk, bounds):
        try:
            self.orders.send(bounds)
            kind = self.answers.recv_bytes()
            answer = self.answers.recv_bytes()
        except (OSError, EOFError):
            self.process.join()
            raise ChunkError(chunk, "the worker is dead", self.process.exitcode) from None
        if kind == b"error":
            raise ChunkError(chunk, answer.decode())
        try:
            return pickle.loads(answer)
        except Exception as error:
            raise ChunkError(chunk, repr(error)) from error

    def end(self, done):
        if not done:
            self.process.kill()
        self.orders.close() if not done else self.orders.send(None)
        self.process.join()
        if self.thread:
            self.thread.join()


def work(name, pickled, orders, reports, *callers):
    for connection in callers:
        connection.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    segment = SharedMemory(name=name)
    fn = None
    try:
        while bounds := orders.recv():
            try:
                fn = fn or pickle.loads(pickled)
                kind, answer = b"result", pickle.dumps(fn(segment.buf[slice(*bounds)].toreadonly()))
            except BaseException as error:
                kind, answer = b"error", repr(error).encode()
            reports.send_bytes(kind)
            reports.send_bytes(answer)
    except (OSError, EOFError):
        pass

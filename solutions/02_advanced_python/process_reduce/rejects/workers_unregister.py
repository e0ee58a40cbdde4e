"""Each worker takes the segment from the tracker that all of them share, which then has nothing to take from."""

import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from functools import cache, partial, reduce
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.shared_memory import SharedMemory
from types import TracebackType
from typing import Any


class ChunkError(Exception):
    """A chunk without a result: which one it is, why, and the exit code of a worker that died over it."""

    def __init__(self, chunk: int, reason: str, exitcode: int | None = None) -> None:
        super().__init__(chunk, reason, exitcode)
        self.chunk = chunk
        self.reason = reason
        self.exitcode = exitcode


def map_reduce(
    fn: Callable[[memoryview], Any],
    data: Any,
    chunks: Iterable[tuple[int, int]],
    combine: Callable[[Any, Any], Any],
    *,
    ctx: BaseContext,
    workers: int,
) -> Any:
    view = memoryview(data).cast("B")
    bounds = list(chunks)
    if not bounds or workers < 1:
        raise ValueError(f"{len(bounds)} chunks for {workers} workers")
    for start, stop in bounds:
        if not 0 <= start <= stop <= view.nbytes:
            raise ValueError(f"a chunk of {start} to {stop} in {view.nbytes} bytes")
    pickled = _pickled(fn)
    with ExitStack() as stack:
        segment = SharedMemory(create=True, size=max(1, view.nbytes))
        stack.callback(segment.unlink)
        stack.callback(segment.close)
        segment.buf[: view.nbytes] = view
        crew = [stack.enter_context(_Worker(ctx, segment.name, pickled)) for _ in range(min(workers, len(bounds)))]
        return reduce(combine, _in_order(_results(crew, bounds)))


def _pickled(fn: Callable[[memoryview], Any]) -> bytes:
    try:
        return pickle.dumps(fn)
    except Exception as error:
        raise TypeError(f"{fn!r} cannot be sent to another process") from error


def _results(crew: list["_Worker"], bounds: list[tuple[int, int]]) -> Iterator[tuple[int, Any]]:
    """Yield chunks and their results as they come; who is done gets the next chunk."""
    left = enumerate(bounds)
    busy: dict[Any, _Worker] = {}
    for worker, work in zip(crew, left):
        worker.begin(*work)
        busy[worker.connection] = worker
    while busy:
        for connection in wait(list(busy)):
            worker = busy.pop(connection)
            chunk, result = worker.chunk, worker.result()
            if work := next(left, None):
                worker.begin(*work)
                busy[connection] = worker
            yield chunk, result


def _in_order(results: Iterable[tuple[int, Any]]) -> Iterator[Any]:
    """Yield results by the numbers of their chunks, each as soon as those before it are there."""
    early: dict[int, Any] = {}
    wanted = 0
    for chunk, result in results:
        early[chunk] = result
        while wanted in early:
            yield early.pop(wanted)
            wanted += 1


class _Worker:
    """A process with a connection of its own, so that one is known whose worker dies, and which chunk it had."""

    def __init__(self, ctx: BaseContext, segment: str, fn: bytes) -> None:
        self.connection, theirs = ctx.Pipe()
        self._process = ctx.Process(target=_work, args=(segment, fn, theirs, self.connection))
        with theirs:                # which is closed then: else nobody would see it close when the worker dies
            self._process.start()

    def __enter__(self) -> "_Worker":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        try:
            if kind is None:
                with suppress(OSError):
                    self.connection.send(None)
                self._process.join()
        finally:
            self._process.kill()    # SIGTERM may be ignored, or handled as the caller does
            self._process.join()
            self.connection.close()

    def begin(self, chunk: int, bounds: tuple[int, int]) -> None:
        self.chunk = chunk
        with suppress(OSError):     # it is dead, as `result` will tell
            self.connection.send(bounds)

    def result(self) -> Any:
        """Return what came of the chunk."""
        try:
            answer = self.connection.recv_bytes()
        except (EOFError, OSError):
            self._process.join()
            code = self._process.exitcode
            raise ChunkError(self.chunk, f"the worker died, with exit code {code}", code) from None
        try:
            failed, result = pickle.loads(answer)
        except Exception as error:
            raise ChunkError(self.chunk, repr(error)) from error
        if failed:
            raise ChunkError(self.chunk, result)
        return result


def _work(name: str, pickled: bytes, connection: Connection, callers: Connection) -> None:
    """Answer for chunks until there is none, or nobody who asks."""
    callers.close()                 # a fork has it too, and would never see it close when the caller dies
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    segment = SharedMemory(name)
    resource_tracker.unregister(segment._name, "shared_memory")
    fn = cache(partial(pickle.loads, pickled))
    with suppress(EOFError, OSError):
        while bounds := connection.recv():
            connection.send_bytes(_answer(fn, segment.buf, *bounds))


def _answer(fn: Callable[[], Callable[[memoryview], Any]], data: memoryview, start: int, stop: int) -> bytes:
    try:
        return pickle.dumps((False, fn()(data[start:stop].toreadonly())))
    except BaseException as error:
        return pickle.dumps((True, repr(error)))

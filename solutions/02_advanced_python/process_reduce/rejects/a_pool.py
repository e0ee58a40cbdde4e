"""A Pool starts another worker in place of a dead one, and waits for the answer of the first."""

import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from functools import cache, partial, reduce
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
        pool = ctx.Pool(min(workers, len(bounds)), _open, (segment.name,))
        stack.callback(pool.join)
        stack.callback(pool.terminate)
        answers = pool.imap(partial(_call, pickled), bounds)
        result = reduce(combine, (_load(chunk, answer) for chunk, answer in enumerate(answers)))
        pool.close()
        pool.join()
        return result


def _pickled(fn: Callable[[memoryview], Any]) -> bytes:
    try:
        return pickle.dumps(fn)
    except Exception as error:
        raise TypeError(f"{fn!r} cannot be sent to another process") from error


_segment = None


def _open(name):
    global _segment
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _segment = SharedMemory(name)


def _call(pickled, bounds):
    try:
        return False, pickle.dumps(pickle.loads(pickled)(_segment.buf[slice(*bounds)].toreadonly()))
    except BaseException as error:
        return True, repr(error)


def _load(chunk, answer):
    failed, result = answer
    if failed:
        raise ChunkError(chunk, result)
    try:
        return pickle.loads(result)
    except Exception as error:
        raise ChunkError(chunk, repr(error)) from error

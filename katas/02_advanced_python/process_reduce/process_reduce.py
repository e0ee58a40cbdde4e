"""Map-reduce over processes that share a buffer.  The contract is in README.md."""

from collections.abc import Callable, Iterable
from multiprocessing.context import BaseContext
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
    """Call `fn` for each chunk of a buffer, in worker processes, and return the results as one.

    Args:
        fn: what each chunk is given to, as a read-only view of its bytes; it can be pickled.
        data: an object with a buffer, which is contiguous.
        chunks: for each chunk where it begins and where it ends, in bytes.
        combine: makes one result of two neighbours, here.
        ctx: makes the processes: a context of multiprocessing, of any start method.
        workers: how many processes there may be.

    Raises:
        ValueError: there is no chunk, one is not within the data, or there is no worker.
        TypeError: `fn` cannot be pickled, or `data` has no contiguous buffer.
        ChunkError: a chunk has no result.
    """
    raise NotImplementedError

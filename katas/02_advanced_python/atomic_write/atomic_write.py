"""Files that are replaced as a whole, and steps that are taken back.  The contract is in README.md."""

import os
from collections.abc import Callable
from types import TracebackType
from typing import IO, Any


class AtomicFile:
    """A context manager that gives a new file, and puts it in the place of `path` when the block succeeds."""

    def __init__(self, path: str | os.PathLike[str], mode: str = "w", encoding: str = "utf-8", keep_mode: bool = True) -> None:
        """Take what is to be written.

        Raises:
            ValueError: mode is neither "w" nor "wb".
        """
        raise NotImplementedError

    def __enter__(self) -> IO[Any]:
        raise NotImplementedError

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> bool | None:
        raise NotImplementedError


class Rollback:
    """A context manager that takes steps back when its block fails; within an outer one if there is one."""

    def __init__(self, outer: "Rollback | None" = None) -> None:
        raise NotImplementedError

    def push(self, undo: Callable[..., Any], /, *args: Any, **kwargs: Any) -> None:
        """Remember how to take back what was done last."""
        raise NotImplementedError

    def __enter__(self) -> "Rollback":
        raise NotImplementedError

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> bool | None:
        raise NotImplementedError

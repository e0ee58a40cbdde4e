"""Log records as lines of JSON, with context, without secrets and floods.  The contract is in README.md."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, TextIO


class JsonFormatter(logging.Formatter):
    """Makes one line of JSON of a record; values of the names in `redact` are not shown."""

    def __init__(self, *, redact: Iterable[str] = ()) -> None:
        raise NotImplementedError

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without a newline; the record stays as it is."""
        raise NotImplementedError


def bind(**fields: Any) -> AbstractContextManager[None]:
    """Add fields to the context of the block, and of the tasks that are made in it."""
    raise NotImplementedError


class ContextFilter(logging.Filter):
    """Lets every record pass, and puts the fields that are bound now into `record.context`."""

    def filter(self, record: logging.LogRecord) -> bool:
        raise NotImplementedError


class RateLimit(logging.Filter):
    """Lets so many records of a kind pass in so many seconds, and counts the others in `record.suppressed` of the next."""

    def __init__(self, limit: int, seconds: float, *, keep: int = 1000, clock: Callable[[], float] = time.monotonic) -> None:
        raise NotImplementedError

    def filter(self, record: logging.LogRecord) -> bool:
        raise NotImplementedError


def configure(
    stream: TextIO,
    *,
    level: int | str = "INFO",
    levels: Mapping[str, int | str] | Iterable[tuple[str, int | str]] = (),
    redact: Iterable[str] = (),
    rate: tuple[int, float] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Callable[[], None]:
    """Write all records to a stream, by a thread of its own; return a function that stops it."""
    raise NotImplementedError

"""Each logger with a level gets the handler too."""

import json
import logging
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import Any, TextIO

HIDDEN = "***"
# What every record has, what formatters leave on it, and what the filters below put there.
KNOWN = {*vars(logging.makeLogRecord({})), "asctime", "context", "message", "suppressed"}

_fields: ContextVar[dict[str, Any]] = ContextVar("fields")


class JsonFormatter(logging.Formatter):
    """Reads a record and writes nothing into it."""

    def __init__(self, *, redact: Iterable[str] = ()) -> None:
        super().__init__()
        self._secret = {name.lower() for name in redact}

    def format(self, record: logging.LogRecord) -> str:
        parts = {
            "context": getattr(record, "context", None),
            "extra": {name: value for name, value in vars(record).items() if name not in KNOWN},
            "suppressed": getattr(record, "suppressed", None),
            "error": self._error(record),
            "stack": record.stack_info,
        }
        return json.dumps({
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._message(record),
            **{name: self._plain(value) for name, value in parts.items() if value},
        })

    def _message(self, record: logging.LogRecord) -> str:
        if isinstance(record.args, dict):
            return str(record.msg) % {name: self._shown(name, value) for name, value in record.args.items()}
        return record.getMessage()

    def _error(self, record: logging.LogRecord) -> str | None:
        if record.exc_info and record.exc_info[0]:
            return self.formatException(record.exc_info)
        return record.exc_text

    def _shown(self, name: Any, value: Any) -> Any:
        return HIDDEN if str(name).lower() in self._secret else value

    def _plain(self, value: Any) -> Any:
        """Return a copy of what JSON knows, with secrets hidden and all else as text."""
        match value:
            case dict():
                return {str(name): self._plain(self._shown(name, inner)) for name, inner in value.items()}
            case list() | tuple():
                return [self._plain(inner) for inner in value]
            case None | bool() | int() | str():
                return value
            case float() if math.isfinite(value):
                return value
        return str(value)


@contextmanager
def bind(**fields: Any) -> Iterator[None]:
    token = _fields.set({**_fields.get({}), **fields})      # a new dict: tasks that share the old one keep it
    try:
        yield
    finally:
        _fields.reset(token)


class ContextFilter(logging.Filter):
    """Belongs where the call is: another thread has another context."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.context = _fields.get({}).copy()
        return True


class RateLimit(logging.Filter):
    """Windows by kind, in the order in which they began."""

    def __init__(self, limit: int, seconds: float, *, keep: int = 1000, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._limit, self._seconds, self._keep, self._clock = limit, seconds, keep, clock
        self._windows: OrderedDict[Any, tuple[float, int]] = OrderedDict()      # began at, records since then
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.name, record.levelno, str(record.msg)
        with self._lock:
            now = self._clock()
            began, count = self._windows.get(kind, (now, 0))
            record.suppressed = 0
            if now - began >= self._seconds:
                record.suppressed = max(0, count - self._limit)
                began, count = now, 0
            self._windows[kind] = began, count + 1
            if not count:
                self._windows.move_to_end(kind)
                if len(self._windows) > self._keep:
                    self._windows.popitem(last=False)
            return count < self._limit


class _ToQueue(logging.Handler):
    """Makes the line at once: later arguments may have changed, and the context is another."""

    def __init__(self, lines: "SimpleQueue[str | None]") -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._lines.put(self.format(record))
        except Exception:
            self.handleError(record)


def _write(lines: "SimpleQueue[str | None]", stream: TextIO, handler: logging.Handler) -> None:
    for line in iter(lines.get, None):
        try:
            stream.write(line + "\n")
        except Exception:                       # this line is lost, and the next may be written
            handler.handleError(logging.makeLogRecord({"msg": line}))
    stream.flush()


_running: list[Callable[[], None]] = []


def configure(
    stream: TextIO,
    *,
    level: int | str = "INFO",
    levels: Mapping[str, int | str] | Iterable[tuple[str, int | str]] = (),
    redact: Iterable[str] = (),
    rate: tuple[int, float] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Callable[[], None]:
    for stop_last in _running.copy():
        stop_last()
    lines: SimpleQueue[str | None] = SimpleQueue()
    handler = _ToQueue(lines)
    handler.setFormatter(JsonFormatter(redact=redact))
    if rate is not None:
        handler.addFilter(RateLimit(*rate, clock=clock))
    handler.addFilter(ContextFilter())
    wanted = {logging.getLogger(): level} | {logging.getLogger(name): own for name, own in dict(levels).items()}
    before = {logger: logger.level for logger in wanted}
    handlers = logging.root.handlers
    logging.root.handlers = [handler]
    for logger, own in wanted.items():
        logger.setLevel(own)
        logger.handlers = [handler]
    writer = threading.Thread(target=_write, args=(lines, stream, handler), daemon=True)
    writer.start()

    def stop() -> None:
        if stop in _running:
            _running.remove(stop)
            logging.root.handlers = handlers
            for logger, own in before.items():
                logger.setLevel(own)
            lines.put(None)
            writer.join()

    _running.append(stop)
    return stop

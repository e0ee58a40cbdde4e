"""The queue carries a copy of the record with all its parts made; a listener's handler makes the line of it."""

import contextvars
import copy
import datetime
import json
import logging
import logging.handlers
import math
import queue
import threading
import time

STANDARD = set(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {"message", "asctime", "taskName"}
OURS = {"context", "suppressed"}
current = contextvars.ContextVar("current", default=())


class JsonFormatter(logging.Formatter):
    def __init__(self, *, redact=()):
        super().__init__()
        self.redact = frozenset(map(str.lower, redact))

    def clean(self, value):
        if isinstance(value, dict):
            shown = {}
            for name, inner in value.items():
                shown[str(name)] = "***" if str(name).lower() in self.redact else self.clean(inner)
            return shown
        if isinstance(value, (list, tuple)):
            return [self.clean(inner) for inner in value]
        if isinstance(value, float):
            return value if math.isfinite(value) else str(value)
        return value if value is None or isinstance(value, (bool, int, str)) else str(value)

    def parts(self, record):
        made = {"message": record.getMessage()}
        if isinstance(record.args, dict):
            hidden = {name: "***" if str(name).lower() in self.redact else value for name, value in record.args.items()}
            made["message"] = str(record.msg) % hidden
        attributes = record.__dict__
        extra = {name: attributes[name] for name in attributes.keys() - STANDARD - OURS}
        for name, value in (("extra", extra), *((name, attributes.get(name)) for name in sorted(OURS))):
            if value:
                made[name] = self.clean(value)
        if record.exc_info and record.exc_info[1] is not None:
            made["error"] = self.formatException(record.exc_info)
        elif record.exc_text:
            made["error"] = record.exc_text
        if record.stack_info:
            made["stack"] = record.stack_info
        return made

    def format(self, record):
        when = datetime.datetime.fromtimestamp(record.created, tz=datetime.timezone.utc)
        head = {"time": when.isoformat(timespec="milliseconds"), "level": record.levelname, "logger": record.name}
        return json.dumps(head | self.parts(record), ensure_ascii=False, allow_nan=False)


class bind:
    def __init__(self, **fields):
        self.fields = tuple(fields.items())

    def __enter__(self):
        self.token = current.set((*current.get(), *self.fields))

    def __exit__(self, *error):
        current.reset(self.token)


class ContextFilter(logging.Filter):
    def filter(self, record):
        record.context = dict(current.get())
        return True


class RateLimit(logging.Filter):
    def __init__(self, limit, seconds, *, keep=1000, clock=time.monotonic):
        super().__init__()
        self.limit, self.seconds, self.keep, self.clock = limit, seconds, keep, clock
        self.kinds, self.lock = {}, threading.Lock()

    def filter(self, record):
        kind = (record.name, record.levelno, f"{record.msg}")
        with self.lock:
            now = self.clock()
            state = self.kinds.get(kind)
            if state is None or now - state["begin"] >= self.seconds:
                self.kinds.pop(kind, None)
                state = self.kinds[kind] = {"begin": now, "left": self.limit, "dropped": state["dropped"] if state else 0}
                while len(self.kinds) > self.keep:
                    del self.kinds[next(iter(self.kinds))]
            if not state["left"]:
                state["dropped"] += 1
                return False
            state["left"] -= 1
            record.suppressed, state["dropped"] = state["dropped"], 0
            return True


class Ready(logging.handlers.QueueHandler):
    def prepare(self, record):
        ready = copy.copy(record)
        ready.parts = self.formatter.parts(record)
        return ready


class Line(JsonFormatter):
    def parts(self, record):
        return record.parts


active = None


def configure(stream, *, level="INFO", levels=(), redact=(), rate=None, clock=time.monotonic):
    global active
    if active is not None:
        active()
    handler = Ready(queue.SimpleQueue())
    handler.setFormatter(JsonFormatter(redact=redact))
    if rate:
        handler.addFilter(RateLimit(*rate, clock=clock))
    handler.addFilter(ContextFilter())
    writer = logging.StreamHandler(stream)
    writer.setFormatter(Line())
    writer.flush = lambda: None
    listener = logging.handlers.QueueListener(handler.queue, writer)
    root = logging.getLogger()
    old_handlers, old_levels = root.handlers[:], [(root, root.level)]
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, own in dict(levels).items():
        old_levels.append((logging.getLogger(name), logging.getLogger(name).level))
        logging.getLogger(name).setLevel(own)
    listener.start()

    def stop():
        global active
        if active is not stop:
            return
        active = None
        root.handlers[:] = old_handlers
        for logger, own in old_levels:
            logger.setLevel(own)
        listener.stop()
        stream.flush()

    active = stop
    return stop

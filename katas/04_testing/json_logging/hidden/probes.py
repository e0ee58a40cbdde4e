"""Records, tasks, threads and streams: what a proxy cannot express.  Lines are read as JSON, their time left out.  Every wait is bounded."""

import asyncio
import io
import json
import logging
import logging.config
import threading
from contextlib import contextmanager

from json_logging import ContextFilter, JsonFormatter, RateLimit, bind, configure
from probekit import WAIT_S, finish, run_virtual, start


class Text:
    """A value that has a text, and counts how often it is asked for."""

    def __init__(self, text="text"):
        self.text, self.asked = text, 0

    def __str__(self):
        self.asked += 1
        return self.text

    __repr__ = __str__

    def __format__(self, spec):
        return format(str(self), spec)


def read(text):
    """What a line says, but for its time; what is no JSON, or not one line, is returned as it is."""
    if "\n" in text or "\r" in text:
        return text
    try:
        entry = json.loads(text, parse_constant=lambda name: f"{name} is no JSON")
    except ValueError:
        return text
    return {name: value for name, value in entry.items() if name != "time"}


def read_all(text):
    """What the lines of a stream say."""
    return [read(line) for line in text.split("\n") if line]


def record(msg="hello", args=(), level=logging.INFO, name="shop", extra=(), **attributes):
    """A record as a logger makes it."""
    exc_info, stack = attributes.pop("exc_info", None), attributes.pop("stack", None)
    made = logging.getLogger(name).makeRecord(name, level, "shop.py", 7, msg, args, exc_info, "f", dict(extra), stack)
    vars(made).update(attributes)
    return made


def formatted(options=(), **parts):
    """What the line of a record says."""
    return read(JsonFormatter(**dict(options)).format(record(**parts)))


def stamped(created):
    """The time in the line of a record that was made at this time."""
    return json.loads(JsonFormatter().format(record(created=created)))["time"]


def caught():
    """The exc_info of an error."""
    try:
        raise LookupError("no such order")
    except LookupError as error:
        return type(error), error, error.__traceback__


def with_error(way):
    """The line of a record with an error, given in some way; and whether its error is what `formatException` makes of it."""
    exc_info = caught()
    text = logging.Formatter().formatException(exc_info)
    parts = {
        "exc_info": {"exc_info": exc_info},
        "text alone": {"exc_text": "LookupError: sent by another process"},
        "shortened": {"exc_info": exc_info, "exc_text": "shortened by another formatter"},
        "none": {"exc_info": (None, None, None)},
    }[way]
    line = read(JsonFormatter().format(record(level=logging.ERROR, **parts)))
    return {"line": line, "as it makes it": line.get("error") == text}


def untouched():
    """What formatting has changed in a record: names of attributes that differ, and its values then."""
    secret = {"password": "x", "inner": [{"password": "y"}]}
    made = record("user %(user)s", ({"user": "u", "password": "z"},), extra={"login": secret}, exc_info=caught())
    made.context = {"password": "c"}
    before = dict(vars(made))
    JsonFormatter(redact=["password"]).format(made)
    after = vars(made)
    changed = sorted(name for name in {*before, *after} if before.get(name, "nothing") is not after.get(name, "nothing"))
    return {"changed": changed, "extra": secret, "args": made.args, "context": made.context}


def formatted_before():
    """The line of a record that another formatter has seen, and another handler's filter."""
    made = record(extra={"order": 7})
    logging.Formatter("%(asctime)s %(message)s").format(made)
    return read(JsonFormatter().format(made))


def any_objects():
    """The line of a record whose fields are objects, and dicts with keys that are no text."""
    return read(JsonFormatter(redact=["7"]).format(record(extra={"a": Text("one"), "b": [Text("two"), {3: {4}, None: b"x", 7: 7}]})))


def contexts(*blocks):
    """The fields of a record outside, inside nested blocks with these fields, and after each of them."""
    seen = []

    def look():
        made = record()
        seen.append((ContextFilter().filter(made), made.context))

    def nest(rest):
        look()
        if rest:
            with bind(**rest[0]):
                nest(rest[1:])
            look()

    nest(blocks)
    return seen


def context_after_an_error():
    """The fields after a block that an error has left; and whether it came through."""
    try:
        with bind(order=1):
            raise LookupError
    except LookupError as error:
        made = record()
        ContextFilter().filter(made)
        return type(error).__name__, made.context


def own_contexts():
    """Two records of one block: the fields of the second after those of the first were changed, and those bound then."""
    with bind(order=1):
        first, second, third = record(), record(), record()
        ContextFilter().filter(first), ContextFilter().filter(second)
        first.context["order"] = 2
        ContextFilter().filter(third)
        return second.context, third.context


@contextmanager
def collected(name="shop"):
    """A logger whose records are kept, with the context of each."""
    records = []
    handler = logging.Handler()
    handler.emit = records.append
    handler.addFilter(ContextFilter())
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield logger, records
    logger.removeHandler(handler)


def in_tasks():
    """Two tasks that bind fields in turns, and their parent: who logged what with which fields."""
    with collected() as (logger, records):
        async def work(name):
            logger.info("%s begins", name)
            with bind(task=name):
                await asyncio.sleep(1.0)
                logger.info("%s works", name)
                with bind(step=name * 2):
                    await asyncio.sleep(1.0)
                    logger.info("%s steps", name)
                await asyncio.sleep(1.0)
            logger.info("%s ends", name)

        async def main():
            with bind(parent=1):
                tasks = [asyncio.ensure_future(work(name)) for name in "ab"]
                await asyncio.sleep(2.5)
                logger.info("parent")
                await asyncio.wait(tasks)

        run_virtual(main())
        return [(made.getMessage(), made.context) for made in records]


def in_threads():
    """Two threads that have bound fields at the same time: what each logs, and what is logged beside them."""
    ready = threading.Barrier(3)

    def work(name):
        with bind(thread=name):
            ready.wait(WAIT_S)
            made = record()
            ContextFilter().filter(made)
            ready.wait(WAIT_S)
        return made.context

    threads = [start(work, name) for name in "ab"]
    ready.wait(WAIT_S)
    made = record()
    ContextFilter().filter(made)
    ready.wait(WAIT_S)
    return finish(*threads)[0], made.context


def limited(options, steps):
    """Records at times, as (seconds, msg, args, level, logger): of each whether it passed, and what was suppressed before."""
    now = 0.0
    limit = RateLimit(clock=lambda: now, **options)
    seen = []
    for seconds, msg, args, level, name in steps:
        now = seconds
        made = record(msg, tuple(args), level, name)
        passed = limit.filter(made)
        seen.append((bool(passed), made.suppressed if passed else None))
    return seen


def limited_line():
    """The lines of three records of a kind, one allowed in a second: those that pass."""
    now, lines = [0.0], []
    limit = RateLimit(1, 1.0, clock=lambda: now[0])
    for now[0] in [0.0, 0.5, 1.0]:
        made = record()
        if limit.filter(made):
            lines.append(read(JsonFormatter().format(made)))
    return lines


def by_dict():
    """Formatter and filters as factories of `logging.config.dictConfig`: the lines."""
    stream = io.StringIO()
    logging.config.dictConfig({
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter, "redact": ["token"]}},
        "filters": {"context": {"()": ContextFilter}, "rate": {"()": RateLimit, "limit": 1, "seconds": 60.0}},
        "handlers": {"out": {"class": "logging.StreamHandler", "stream": stream, "formatter": "json", "filters": ["context", "rate"]}},
        "loggers": {"shop": {"level": "INFO", "handlers": ["out"], "propagate": False}},
    })
    with bind(order=1):
        for _ in range(2):
            logging.getLogger("shop.cart").info("sold", extra={"token": "t"})
    return read_all(stream.getvalue())


def configured(calls, before=(), **options):
    """Calls as (logger, level, msg, args, options), while configured and with fields bound: the stream's text.

    Loggers `before` exist already, with a handler of their own.
    """
    stream = io.StringIO()
    for name in before:
        logging.getLogger(name).addHandler(logging.NullHandler())
    stop = configure(stream, **options)
    with bind(order=1):
        for name, level, msg, args, more in calls:
            logging.getLogger(name).log(level, msg, *args, **more)
    stop()
    return read_all(stream.getvalue())


def ticks(times, **options):
    """The same call at these times, while configured: what the lines say."""
    now, stream = [0.0], io.StringIO()
    stop = configure(stream, clock=lambda: now[0], **options)
    for now[0] in times:
        logging.getLogger("shop").info("tick")
    stop()
    return read_all(stream.getvalue())


def changed_later():
    """Arguments, fields and context that change after the call, before the stream takes the first line."""
    stream, items = Slow(), [1]
    stop = configure(stream)
    with bind(bound=items):
        logging.getLogger("shop").info("items %s", items, extra={"items": items})
        items.append(2)
    stream.go.set()
    stop()
    return read_all(stream.getvalue())


def with_errors():
    """An error while configured: what the lines say, and what another handler sees of the record."""
    stream, seen = io.StringIO(), []
    handler = logging.Handler()
    handler.emit = lambda made: seen.append([made.exc_info is not None, made.exc_text, made.getMessage(), list(made.args)])
    logger = logging.getLogger("shop.errors")
    stop = configure(stream)
    logging.getLogger().addHandler(handler)
    try:
        raise LookupError("no such order")
    except LookupError:
        logger.exception("order %s", 7)
    stop()
    logging.getLogger().removeHandler(handler)
    lines = read_all(stream.getvalue())
    return {"message": [line["message"] for line in lines], "error": [line.get("error") for line in lines], "elsewhere": seen}


class Slow(io.StringIO):
    """A stream that takes nothing before it is told to; it notes what happens."""

    def __init__(self):
        super().__init__()
        self.go, self.events = threading.Event(), []

    def write(self, text):
        if not self.go.wait(2 * WAIT_S):
            self.go.set()
        self.events.append("written")
        return super().write(text)


def slow_stream():
    """Three calls while the stream takes nothing, then it does, and all is stopped: the order of events, and how many lines there are."""
    stream = Slow()
    stop = configure(stream)
    for n in range(3):
        logging.getLogger("shop").info("line %d", n)
    stream.events.append("called")
    stream.go.set()
    stop()
    stream.events.append("stopped")
    return [e for i, e in enumerate(stream.events) if i == 0 or stream.events[i - 1] != e], len(read_all(stream.getvalue()))


class Last(io.StringIO):
    """A stream whose writes wait a moment for `stop` to return, which it must not."""

    def __init__(self):
        super().__init__()
        self.stopped, self.events = threading.Event(), []

    def write(self, text):
        self.stopped.wait(WAIT_S / 8)
        self.events.append("written")
        return super().write(text)


def stopped_early():
    """A call, and stopped before its line is written: the order of events."""
    stream = Last()
    stop = configure(stream)
    logging.getLogger("shop").info("last words")
    stop()
    stream.events.append("stopped")
    stream.stopped.set()
    for _ in range(20):
        if "written" in stream.events:
            break
        threading.Event().wait(WAIT_S / 20)
    return [e for i, e in enumerate(stream.events) if i == 0 or stream.events[i - 1] != e]


class Raw(io.RawIOBase):
    """A device that keeps what it gets."""

    def __init__(self):
        super().__init__()
        self.got = b""

    def writable(self):
        return True

    def write(self, data):
        self.got += bytes(data)
        return len(data)


def many_lines(n):
    """So many calls, and stopped: the messages that a device has then, which a buffer stands before; and whether the stream is open."""
    raw = Raw()
    stream = io.TextIOWrapper(io.BufferedWriter(raw, 1 << 20))
    stop = configure(stream)
    for i in range(n):
        logging.getLogger("shop").info(i)
    stop()
    return [line["message"] for line in read_all(raw.got.decode())], stream.closed


class Broken(io.StringIO):
    """A stream that fails at first."""

    failures = 1

    def write(self, text):
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        return super().write(text)


def broken_stream():
    """The text of a stream that has failed with the first of three lines."""
    logging.raiseExceptions = False         # nothing on stderr
    stream = Broken()
    stop = configure(stream)
    for n in range(3):
        logging.getLogger("shop").info("line %d", n)
    stop()
    logging.raiseExceptions = True
    return read_all(stream.getvalue())


def state():
    """Levels and handlers of the root and two loggers, and the number of threads."""
    loggers = [logging.getLogger(), logging.getLogger("shop"), logging.getLogger("shop.cart")]
    return [(logger.level, list(logger.handlers)) for logger in loggers] + [threading.active_count()]


def put_back():
    """Configured and stopped, twice: whether all is as before; and what a handler of before has seen, while and after."""
    seen = []
    old = logging.Handler()
    old.emit = lambda made: seen.append(made.getMessage())
    logging.getLogger().addHandler(old)
    logging.getLogger("shop").setLevel("ERROR")
    before = state()
    stop = configure(io.StringIO(), level="DEBUG", levels={"shop": "INFO", "shop.cart": "DEBUG"})
    logging.getLogger("shop").error("while configured")
    stop()
    after = state()
    stop()
    logging.getLogger("shop").error("after")
    logging.getLogger().removeHandler(old)
    return {"as before": [one == other for one, other in zip(before, after, strict=True)], "seen": seen}


def configured_again():
    """Configured twice without a stop between: the messages in both streams, after both stops; whether all is as before."""
    first, second = io.StringIO(), io.StringIO()
    before = state()
    stop_first = configure(first, level="DEBUG")
    logging.getLogger("shop").info("one")
    stop_second = configure(second, level="WARNING")
    logging.getLogger("shop").info("two")
    stop_first()
    logging.getLogger("shop").warning("three")
    stop_second()
    messages = [[line["message"] for line in read_all(stream.getvalue())] for stream in (first, second)]
    return *messages, [one == other for one, other in zip(before, state(), strict=True)]


def texts_asked_for():
    """100 calls below the level, and 1,000 of one kind of which 5 may pass: the lines, and how often arguments were turned to text."""
    stream, quiet, loud = io.StringIO(), Text(), Text()
    stop = configure(stream, levels={"shop.cart": "ERROR"}, rate=(5, 60.0))
    for n in range(1000):
        logging.getLogger("shop").warning("sold out: %s", loud)
        if n < 50:
            logging.getLogger("shop").debug("sold: %s", quiet)
            logging.getLogger("shop.cart").warning("sold: %s", quiet)
    stop()
    return {"lines": len(read_all(stream.getvalue())), "asked": quiet.asked + loud.asked}

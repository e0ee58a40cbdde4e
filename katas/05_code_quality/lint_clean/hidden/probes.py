"""Lists that are filled, gateways that fail, and a log: what a proxy cannot express."""

import json
import logging

import lint_clean
from lint_clean import checks, deliver, drop_empty, load, parse


class Odd(Exception):
    """An error that nobody has heard of."""


def problems(lines):
    """The problems that parse adds to one list, empty at first."""
    found = []
    for line in lines:
        parse(line, found)
    return found


def defaults_after(lines):
    """The defaults of parse and load after they have met problems."""
    for line in lines:
        parse(line)
    load(lines)
    return {"parse": parse.__defaults__, "load": load.__defaults__}


def not_text():
    """What parse does with a number."""
    found = []
    try:
        return parse(3, found), found
    except Exception as error:
        return type(error).__name__, found


def loaded(lines):
    """A stock and the problems on the way."""
    found = []
    return load(lines, found), found


def dropped(pairs):
    """How many codes are dropped, and what is left."""
    stock = dict(pairs)
    return drop_empty(stock), list(stock.items())


def checked(limits, stock):
    """The answers of all checks."""
    return {code: check(stock) for code, check in checks(limits).items()}


def _made(kind):
    lines = []
    return (lint_clean.Gateway("north") if kind == "Gateway" else lint_clean.JsonGateway("north", lines.append)), lines


def gateway(kind):
    """What a gateway knows and writes after two batches."""
    made, lines = _made(kind)
    made.send([("A", 1), ("B", 2)])
    made.send([("C", 3)], urgent=True)
    return made.name, made.sent, made.log(), [json.loads(line) for line in lines]


def two_gateways():
    """What a gateway that was used and one that was not have counted."""
    (used, _), (fresh, _) = _made("JsonGateway"), _made("JsonGateway")
    used.send([("A", 1)])
    return used.log(), used.sent, fresh.log(), fresh.sent


class Failing(lint_clean.Gateway):
    """Fails at its second batch."""

    def __init__(self, error):
        super().__init__("north")
        self.error, self.batches = error, []

    def send(self, batch, urgent=False):
        """Count, and fail."""
        super().send(batch, urgent)
        self.batches.append([code for code, _ in batch])
        if self.error is not None and self.sent == 2:
            raise self.error


STOCK = {"A": 1, "B": 2, "C": 3}


def delivered(size):
    """What deliver returns, and the codes of each batch."""
    to = Failing(None)
    return deliver(to, STOCK, size), to.batches


def delivered_by_default():
    """What deliver returns and sends without a size, and for nothing."""
    to = Failing(None)
    return deliver(to, STOCK), to.log(), deliver(to, {})


def urgent():
    """Sizes and urgency of an urgent delivery by JSON."""
    made, _ = _made("JsonGateway")
    deliver(made, STOCK, urgent=True)
    return made.log()


ERRORS = {"Odd": Odd, "TimeoutError": TimeoutError, "OSError": OSError, "ValueError": ValueError, "RuntimeError": RuntimeError, "KeyboardInterrupt": KeyboardInterrupt}


def _outcome(to):
    lint_clean.logger.addHandler(logging.NullHandler())
    try:
        return "returned", str(deliver(to, {**STOCK, "D": 4, "E": 5})), "nothing"
    except BaseException as error:
        return type(error).__name__, str(error), type(error.__cause__).__name__ if error.__cause__ else "nothing"


def failed(name):
    """Error, text and cause when the second batch fails, and how many were tried."""
    to = Failing(ERRORS[name]("batch"))
    return *_outcome(to), to.sent


def logged(name):
    """Level and text of what is logged when the second batch fails, or none."""
    records = []
    handler = logging.Handler()
    handler.emit = records.append
    lint_clean.logger.addHandler(handler)
    lint_clean.logger.setLevel(logging.INFO)
    to = Failing(ERRORS[name]("batch") if name else None)
    try:
        deliver(to, STOCK)
    except Exception:
        pass
    return [(record.levelname, record.getMessage()) for record in records]

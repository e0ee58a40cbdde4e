"""Nightly import of stock."""

import json
import logging

logger = logging.getLogger(__name__)


class DeliveryFailed(Exception):
    """A batch that did not arrive."""


def parse(line, problems=None):
    """Return code and count of `code;count`, or None; what is wrong is added to `problems`."""
    try:
        entry, problem = _read(line)
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError):
        entry, problem = None, "no number"
    if problem and problems is not None:
        problems.append(f"{problem}: {line}")
    return entry


def _read(line):
    parts = line.split(";")
    if len(parts) != 2:
        return None, f"two fields, not {len(parts)}"
    code = parts[0].strip().upper()
    try:
        count = int(parts[1])
    except ValueError:
        return None, "no number"
    if not code:
        return None, "no code"
    if count < 0:
        return None, "less than nothing"
    return (code, count), ""


def load(lines, problems=None):
    """Return the sum of the counts of each code, in order of first lines; blanks are skipped."""
    stock = {}
    for line in lines:
        entry = parse(line, problems) if line.strip() else None
        if entry:
            code, count = entry
            stock[code] = stock.get(code, 0) + count
    return stock


def drop_empty(stock):
    """Remove the codes of which there is nothing; return how many they were."""
    empty = [code for code, count in stock.items() if count == 0]
    for code in empty:
        del stock[code]
    return len(empty)


def checks(limits):
    """Return for each code a function that says whether a stock has at least its limit."""
    return {code: _check(code, limit) for code, limit in limits.items()}


def _check(code, limit):
    def has_enough(stock):
        return bool(stock.get(code, 0) >= limit)

    return has_enough


class Gateway:
    """Counts what is sent through it."""

    def __init__(self, name):
        self.name = name
        self.sent = 0
        self._log = []

    def send(self, batch, urgent=False):
        """Send a batch: a list of pairs of code and count."""
        self.sent += 1
        self._log.append((len(batch), urgent))

    def log(self):
        """Return size and urgency of each batch, in order."""
        return self._log


class JsonGateway(Gateway):
    """Writes each batch as a line of JSON to a function."""

    def __init__(self, name, write):
        super().__init__(name)
        self.write = write

    def send(self, batch, urgent=False):
        """Send a batch as a line with name, urgency and entries."""
        super().send(batch, urgent)
        self.write(json.dumps({"to": self.name, "urgent": urgent, "entries": dict(batch)}))


def deliver(gateway, stock, size=2, urgent=False):
    """Send a stock in batches of at most `size`; return how many; OSErrors are DeliveryFailed."""
    entries = list(stock.items())
    batches = 0
    try:
        for start in range(0, len(entries), size):
            gateway.send(entries[start:start + size], urgent)
            batches += 1
    except OSError as error:
        logger.error("batch %d failed: %s", batches, error)
        raise DeliveryFailed(f"batch {batches}") from error
    finally:
        logger.info("%s: %d batches", gateway.name, batches)
    return batches


def level(count, limit, reserved=0, incoming=0, blocked=False):
    """Return a word for how a code stands."""
    for number in (count, limit):
        if not isinstance(number, int) or isinstance(number, bool):
            raise TypeError("count and limit must be int")
    if blocked:
        return "blocked"
    free = count - reserved
    if free <= 0:
        return _nothing(free, incoming)
    return _something(free, limit, incoming)


def _nothing(free, incoming):
    if free < 0:
        return "short" if incoming >= -free else "oversold"
    return "awaited" if incoming > 0 else "out"


def _something(free, limit, incoming):
    if free < limit:
        return "awaited" if incoming >= limit - free else "low"
    return "enough" if free <= 2 * limit else "plenty"

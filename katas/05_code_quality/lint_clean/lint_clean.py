"""Nightly import of stock: it has run for years, and nobody has asked pylint."""

import json, logging
import sys
from collections import *

logger = logging.getLogger(__name__)
delivered = 0


class DeliveryFailed(Exception):
    """A batch that did not arrive."""


def parse(line, problems=[]):
    """Return code and count of a line `code;count`, or None; what is wrong is added to `problems`."""
    parts = line.split(";")
    if len(parts) != 2:
        problems.append("two fields, not %d: %s" % (len(parts), line))
        return None
    else:
        code = parts[0].strip().upper()
        try:
            count = int(parts[1])
        except:
            problems.append("no number: " + line)
            return
        if code == None or code == "":
            problems.append("no code: " + line)
        elif not count >= 0:
            problems.append("less than nothing: " + line)
        else:
            return code, count


def load(lines, problems=[]):
    """Return the sum of the counts of each code, in order of its first line; blank lines are skipped."""
    list = {}
    for i in range(len(lines)):
        line = lines[i]
        number = i + 1
        if line.strip() == "":
            continue
        entry = parse(line, problems)
        if entry:
            code, count = entry
            if code in list.keys():
                list[code] = list[code] + count
            else:
                list[code] = count
    return list


def drop_empty(stock):
    """Remove the codes of which there is nothing; return how many they were."""
    before = len(stock)
    for code in stock:
        if stock[code] == 0:
            del stock[code]
    return before - len(stock)


def checks(limits):
    """Return for each code a function that says whether a stock has at least its limit."""
    result = {}
    for code in limits:
        result[code] = lambda stock: bool(stock.get(code, 0) >= limits[code])
    return result


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
        self.name = name
        self.write = write
        self.sent = 0

    def send(self, batch):
        """Send a batch as a line with name, urgency and entries."""
        self.sent += 1
        if hasattr(self, "_log") == False:
            self._log = []
        self._log.append((len(batch), False))
        line = json.dumps({"to": self.name, "urgent": False, "entries": {code: count for code, count in batch}})
        self.write(line)


def deliver(gateway, stock, size=2, urgent=False):
    """Send a stock in batches of at most `size`, and return how many; an OSError ends it as a DeliveryFailed."""
    global delivered
    entries = [(code, count) for code, count in stock.items()]
    batches = 0
    try:
        while entries != []:
            batch = entries[:size]
            try:
                gateway.send(batch, urgent)
            except Exception as error:
                logger.error(f"batch {batches} failed: {error}")
                raise DeliveryFailed("batch " + str(batches))
            entries = entries[size:]
            batches += 1
            delivered += len(batch)
    finally:
        logger.info("%s: %d batches" % (gateway.name, batches))
        return batches


def level(count, limit, reserved=0, incoming=0, blocked=False):
    """Return a word for how a code stands."""
    free = count - reserved
    if type(count) != int or type(limit) != int:
        raise TypeError("count and limit must be int")
    if blocked == True:
        return "blocked"
    elif free < 0:
        if incoming > 0:
            if free + incoming >= 0:
                return "short"
            else:
                return "oversold"
        else:
            return "oversold"
    elif free == 0:
        if incoming > 0:
            return "awaited"
        else:
            return "out"
    else:
        if free < limit:
            if incoming > 0:
                if free + incoming >= limit:
                    return "awaited"
                else:
                    return "low"
            else:
                return "low"
        elif free >= limit and free <= 2 * limit:
            return "enough"
        else:
            return "plenty"

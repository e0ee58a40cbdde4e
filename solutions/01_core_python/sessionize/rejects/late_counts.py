"""Tells of what is too late, and counts it."""

from heapq import heappop, heappush, heapreplace
from math import inf


def sessions(events, gap, max_len, lateness=0, on_late=None):
    if gap < 1 or max_len < 1:
        raise ValueError(f"gap and max_len must be at least 1, not {gap} and {max_len}")
    if lateness < 0:
        raise ValueError(f"lateness must not be below 0, not {lateness}")
    return _sessions(events, _Open(gap, max_len), lateness, on_late)     # a generator would say it only when pulled


def _sessions(events, opened, lateness, on_late):
    """Events wait until nothing earlier can come, so what makes sessions of them never sees one late."""
    waiting, certain = [], -inf
    for user, at in events:
        if at < certain:
            if on_late is not None:
                on_late((user, at))
        heappush(waiting, (at, user))
        certain = max(certain, at - lateness)
        yield from _in_order(waiting, opened, certain)
    yield from _in_order(waiting, opened, inf)


def _in_order(waiting, opened, until):
    while waiting and waiting[0][0] <= until:
        at, user = heappop(waiting)
        yield from opened.closed(at)
        opened.add(user, at)
    yield from opened.closed(until)


class _Open:
    """Open sessions, and a heap with one entry for each.

    An entry's time may be too early, since later events move the closing: that is put right when it comes to the top.
    """

    def __init__(self, gap, max_len):
        self._gap, self._max_len = gap, max_len
        self._by_user, self._closings = {}, []

    def add(self, user, at):
        session = self._by_user.get(user)
        if session is None:
            self._by_user[user] = session = [at, at, 1]
            heappush(self._closings, (self._closing(session), at, user))
        else:
            session[1] = at
            session[2] += 1

    def closed(self, until):
        while self._closings and self._closings[0][0] <= until:
            known, start, user = self._closings[0]
            closing = self._closing(self._by_user[user])
            if closing > known:
                heapreplace(self._closings, (closing, start, user))
            else:
                heappop(self._closings)
                yield user, *self._by_user.pop(user)

    def _closing(self, session):
        start, end, _ = session
        return min(end + self._gap, start + self._max_len)

"""Events in one sorted list; open sessions in two dicts in order: by last event, and by start."""

from bisect import insort


def sessions(events, gap, max_len, lateness=0, on_late=None):
    if min(gap, max_len) < 1 or lateness < 0:
        raise ValueError("limits")
    return Sessions(iter(events), gap, max_len, lateness, on_late)


class Sessions:
    def __init__(self, events, gap, max_len, lateness, on_late):
        self.events, self.gap, self.max_len, self.lateness, self.on_late = events, gap, max_len, lateness, on_late
        self.now = None
        self.waiting = []                # (time, user), ascending
        self.by_end = {}                 # user -> [start, end, count]: the one that was silent longest first
        self.by_start = {}               # the same, the oldest first
        self.ready = []
        self.over = False

    def __iter__(self):
        return self

    def __next__(self):
        while not self.ready:
            if self.over:
                raise StopIteration
            self.pull()
        return self.ready.pop(0)

    def pull(self):
        try:
            user, at = next(self.events)
        except StopIteration:
            self.over = True
            self.release(None)
            return
        if self.now is not None and at < self.now - self.lateness:
            if self.on_late:
                self.on_late((user, at))
            return
        insort(self.waiting, (at, user))
        self.now = at if self.now is None else max(self.now, at)
        self.release(self.now - self.lateness)

    def release(self, until):
        n = 0
        for at, user in self.waiting:
            if until is not None and at > until:
                break
            n += 1
            self.close(at)
            session = self.by_end.pop(user, None)
            if session is None:
                session = self.by_start[user] = [at, at, 0]
            session[1] = at
            session[2] += 1
            self.by_end[user] = session
        del self.waiting[:n]
        self.close(until)

    def close(self, until):
        due = []
        for rows, place, span in ((self.by_end, 1, self.gap), (self.by_start, 0, self.max_len)):
            while rows:
                user = next(iter(rows))
                session = rows[user]
                if until is not None and session[place] + span > until:
                    break
                del self.by_end[user], self.by_start[user]
                start, end, count = session
                due.append((min(end + self.gap, start + self.max_len), start, user, end, count))
        self.ready += [(user, start, end, count) for _, start, user, end, count in sorted(due)]

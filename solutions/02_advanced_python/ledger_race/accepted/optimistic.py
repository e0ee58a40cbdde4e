"""No account has a lock: balances are read, the new ones made, and stored if nobody has stored others meanwhile."""

import threading


class Overdrawn(Exception):
    pass


class Counter:
    def __init__(self, *, lock=threading.Lock):
        self.guard, self.state = lock(), 0

    def inc(self, amount=1):
        while True:
            seen = self.state
            made = seen + amount
            with self.guard:
                if self.state is seen:
                    self.state = made
                    return made

    @property
    def value(self):
        return self.state


class Ledger:
    def __init__(self, balances, *, lock=threading.Lock):
        self.now, self.guard = dict(balances), lock()

    def transfer(self, source, target, amount):
        if amount <= 0:
            raise ValueError(amount)
        while True:
            with self.guard:
                seen = self.now[source], self.now[target]
            if amount > seen[0]:
                raise Overdrawn
            if source == target:
                return
            made = seen[0] - amount, seen[1] + amount
            with self.guard:
                if self.now[source] is seen[0] and self.now[target] is seen[1]:
                    self.now[source], self.now[target] = made
                    return

    def balance(self, name):
        with self.guard:
            return self.now[name]

    def balances(self):
        with self.guard:
            return dict(self.now)


class Cache:
    """Who computes has put a taken lock into the table; the others wait for it, and look again."""

    def __init__(self, compute, *, lock=threading.Lock):
        self.compute, self.lock, self.guard, self.answers, self.flights = compute, lock, lock(), {}, {}

    def get(self, key):
        while True:
            mine = self.lock()
            mine.acquire()
            with self.guard:
                if key in self.answers:
                    return self.answers[key][0]
                flight = self.flights.setdefault(key, mine)
            if flight is mine:
                break
            with flight:
                pass
        try:
            answer = self.compute(key)
            with self.guard:
                self.answers[key] = answer,
            return answer
        finally:
            with self.guard:
                del self.flights[key]
            mine.release()

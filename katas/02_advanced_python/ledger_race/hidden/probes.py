"""Threads of which one runs at a time, by a schedule: no time passes, and nothing hangs.

The running thread may change before a lock is taken, after one was given back, when one is made, and in each operation on `Money`.
"""

import threading

from ledger_race import Cache, Counter, Ledger
from probekit import WAIT_S

MOST_STEPS = 20_000


def point():
    """Let another thread run here, if the schedule says so."""
    if Schedule.now is not None:
        Schedule.now.point()


class Stopped(BaseException):
    """The schedule has ended early; the thread ends as well."""


class Schedule:
    """Runs jobs in threads; `choose(step, me, ready)` says who goes on, of those that do not wait for a lock that is taken."""

    now = None

    def __init__(self, choose):
        self.choose, self.steps, self.waits, self.ended = choose, 0, 0, None

    def run(self, *jobs):
        """How it ended, and what each job returned or raised, None for those that never ended."""
        self.seen, self.wanted, self.alive = [None] * len(jobs), [None] * len(jobs), list(range(len(jobs)))
        self.gates = [threading.Semaphore(0) for _ in jobs]
        self.over = threading.Event()
        threads = [threading.Thread(target=self.work, args=(me, job), daemon=True) for me, job in enumerate(jobs)]
        Schedule.now = self
        for thread in threads:
            thread.start()
        self.next(0)
        idle, steps = 0, 0
        while not self.over.wait(WAIT_S / 4) and idle < 2:      # twice: a machine that stood still is no wait
            idle, steps = (idle + 1 if steps == self.steps else 0), self.steps
        if self.ended is None:
            self.stop("a wait that is no lock's")
        for thread in threads:
            thread.join(WAIT_S / 10)
        Schedule.now = None
        return self.ended, self.seen

    def work(self, me, job):
        self.gates[me].acquire()
        try:
            if self.ended is None:
                self.seen[me] = job()
        except BaseException as error:
            self.seen[me] = type(error).__name__ if type(error) is not Stopped else None
        if self.ended is None:
            self.alive.remove(me)
            self.next(me)

    def point(self, wanted=None):
        """Let another thread run; this one goes on when the lock that it wants is free."""
        me = self.current
        self.wanted[me] = wanted
        self.steps += 1
        if self.ended is None:
            self.next(me)
            self.gates[me].acquire()
        if self.ended is not None:
            raise Stopped
        self.wanted[me] = None

    def next(self, me):
        ready = [i for i in self.alive if self.wanted[i] is None or not self.wanted[i].taken]
        if not ready:
            self.stop("deadlock" if self.alive else "done")
        elif self.steps > MOST_STEPS:
            self.stop("endless")
        else:
            self.current = self.choose(self.steps, me, ready)
            self.gates[self.current].release()

    def stop(self, how):
        self.ended = how
        for gate in self.gates:
            gate.release()
        self.over.set()


class Lock:
    """Like `threading.Lock`, but it tells the schedule."""

    def __init__(self):
        self.taken = False
        point()

    def acquire(self):
        point()
        if self.taken:
            if Schedule.now is None:
                raise RuntimeError("this lock was never given back")
            Schedule.now.waits += 1
            Schedule.now.point(wanted=self)
        self.taken = True
        return True

    def release(self):
        if not self.taken:
            raise RuntimeError("release unlocked lock")
        self.taken = False
        if Schedule.now is not None and Schedule.now.ended is None:
            Schedule.now.point()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()


class Money:
    """An amount; each operation lets other threads in.  Units do not mix, but with 0."""

    def __init__(self, n, unit="EUR"):
        self.n, self.unit = n, unit

    def other(self, other):
        point()
        if type(other) is Money and other.unit != self.unit:
            raise TypeError(f"{self.unit} and {other.unit}")
        return other.n if type(other) is Money else other

    def __add__(self, other):
        return Money(self.n + self.other(other), self.unit)

    __radd__ = __add__

    def __sub__(self, other):
        return Money(self.n - self.other(other), self.unit)

    def __rsub__(self, other):
        return Money(self.other(other) - self.n, self.unit)

    def __neg__(self):
        return Money(self.other(0) - self.n, self.unit)

    def __bool__(self):
        return self.other(0) != self.n

    def __lt__(self, other):
        return self.n < self.other(other)

    def __le__(self, other):
        return self.n <= self.other(other)

    def __gt__(self, other):
        return self.n > self.other(other)

    def __ge__(self, other):
        return self.n >= self.other(other)

    def __eq__(self, other):
        return self.n == self.other(other)

    __hash__ = None


def plain(x):
    """Amounts as numbers, in dicts and lists too."""
    if type(x) is dict:
        return {name: plain(y) for name, y in x.items()}
    return [plain(y) for y in x] if type(x) is list else getattr(x, "n", x)


def in_turns(step, me, ready):
    """After each step the next one."""
    return next((i for i in ready if i > me), ready[0])


def switch_at(at):
    """One change that is not needed, at a step; whoever runs then goes on as long as it can."""
    def choose(step, me, ready):
        others = [i for i in ready if i != me]
        return others[0] if others and (step == at or me not in ready) else me

    return choose


def drawn(turns):
    """By numbers from a test, over and over."""
    return lambda step, me, ready: ready[turns[step % len(turns)] % len(ready)]


def at_every_point(play):
    """Play with one change of threads, at each point in turn; each kind of outcome once."""
    outcomes = []
    for at in range(1, MOST_STEPS):
        schedule = Schedule(switch_at(at))
        outcome = play(schedule)
        if outcome not in outcomes:
            outcomes.append(outcome)
        if schedule.steps < at or schedule.ended != "done":
            return outcomes


def accounts(balances):
    return Ledger({name: Money(n) for name, n in balances.items()}, lock=Lock)


def job(ledger, *calls):
    """A function that makes calls, as ("transfer", "a", "b", 5); it returns the results, or names of errors."""
    def run():
        seen = []
        for name, *args in calls:
            try:
                seen.append(getattr(ledger, name)(*[Money(x) if type(x) is int else x for x in args]))
            except Exception as error:
                seen.append(type(error).__name__)
        return seen

    return run


def play(schedule, balances, jobs):
    """How it ended, the results of each job, and the balances then."""
    ledger = accounts(balances)
    ended, seen = schedule.run(*[job(ledger, *calls) for calls in jobs])
    return {"ended": ended, "results": plain(seen), "balances": plain(ledger.balances()) if ended == "done" else {}}


def switched(balances, *jobs):
    """Two jobs, the second getting in at each point of the first: each kind of outcome once."""
    return at_every_point(lambda schedule: play(schedule, balances, jobs))


def turn_by_turn(balances, *jobs):
    """Jobs that take turns at each point."""
    return play(Schedule(in_turns), balances, jobs)


def by_schedule(turns, balances, *jobs):
    """Jobs by a schedule that a test has drawn."""
    return play(Schedule(drawn(turns)), balances, jobs)


def alone(balances, *calls):
    """Calls of one thread: results, and the balances then.  A lock that is still taken ends it with a RuntimeError."""
    ledger = accounts(balances)
    return plain(job(ledger, *calls)()), plain(job(ledger, ("balances",))())


def own_dicts():
    """The mapping that was given after a transfer; and the balances after both it and a dict of balances were cleared."""
    given = {"a": 5, "b": 0}
    ledger = Ledger(given, lock=Lock)
    ledger.transfer("a", "b", 2)
    seen = [dict(given)]
    given.clear()
    ledger.balances().clear()
    return [*seen, ledger.balances()]


def two_units():
    """A transfer whose amount cannot be added to the target: errors, and the balances then."""
    ledger = Ledger({"a": Money(7), "b": Money(5, "USD"), "c": Money(0)}, lock=Lock)
    return job(ledger, ("transfer", "a", "b", 3), ("transfer", "a", "c", 2))(), plain(job(ledger, ("balances",))())


def waits(threads, transfers, names):
    """How often a thread has to wait for a lock, while all make transfers, turn by turn; and how it ended."""
    def calls(me):
        steps = [(me * 5 + n * 7, 1 + (me + n * 3) % (names - 1)) for n in range(transfers)]
        return [("transfer", f"account {at % names}", f"account {(at + by) % names}", 1) for at, by in steps]

    schedule = Schedule(in_turns)
    outcome = play(schedule, {f"account {i}": 100 for i in range(names)}, [calls(me) for me in range(threads)])
    return {"ended": outcome["ended"], "sum": sum(outcome["balances"].values()), "waits": schedule.waits}


def tickets(jobs):
    """Threads that count, one getting in at each point of the other: outcomes, each kind once."""
    def play(schedule):
        counter = Counter(lock=Lock)
        ended, seen = schedule.run(*[lambda: plain(counter.inc(Money(1)))] * jobs)
        return {"ended": ended, "tickets": sorted(seen, key=str), "value": plain(counter.value)}

    return at_every_point(play)


def failed_inc():
    """An amount that cannot be added, then one that can: results, and the value."""
    counter = Counter(lock=Lock)

    def inc(amount):
        try:
            return counter.inc(amount)
        except Exception as error:
            return type(error).__name__

    return [inc(2), inc("three"), inc(4), counter.value]


class Computing:
    """A function for a cache: it notes what it does, lets other threads in, and fails so many times."""

    def __init__(self, failures=0):
        self.failures, self.events, self.started = failures, [], 0

    def __call__(self, key):
        self.started += 1
        number = self.started
        self.events.append(f"start {key}")
        point()
        self.events.append(f"end {key}")
        if number <= self.failures:
            raise OSError
        return f"{key}{number}"


def play_cache(schedule, failures, keys):
    """Threads that ask for a key each: how it ended, and in any order what they got, and what was computed."""
    compute = Computing(failures)
    cache = Cache(compute, lock=Lock)
    ended, seen = schedule.run(*[lambda key=key: cache.get(key) for key in keys])
    return {"ended": ended, "results": sorted(seen, key=str), "computed": compute.started}


def same_key(failures):
    """Two threads ask for a key, the second getting in at each point of the first: outcomes, each kind once."""
    return at_every_point(lambda schedule: play_cache(schedule, failures, "kk"))


def crowd(failures, threads):
    """Threads that ask for a key, turn by turn."""
    return play_cache(Schedule(in_turns), failures, "k" * threads)


def asked(turns, failures, keys):
    """Threads that ask for a key each, by a schedule that a test has drawn."""
    return play_cache(Schedule(drawn(turns)), failures, keys)


def meanwhile():
    """A second thread asks for another key, as soon as the first computes, and runs as long as it can: the events."""
    compute = Computing()
    cache = Cache(compute, lock=Lock)
    schedule = Schedule(lambda step, me, ready: 1 if compute.events and 1 in ready else ready[0])
    ended, _ = schedule.run(lambda: cache.get("a"), lambda: cache.get("b"))
    return ended, compute.events


def one_needs_another():
    """The answer for 3 needs that for 2, which needs that for 1: how it ended, and the answers."""
    cache = Cache(lambda n: n if n == 1 else n * cache.get(n - 1), lock=Lock)
    return Schedule(in_turns).run(lambda: cache.get(3), lambda: cache.get(2))

"""Limiters on clients of their own, with a clock that the check sets, and somebody else who comes between two commands."""

import contextlib
import time
from itertools import count

import redis
import redis_rate_limiter
from redis_rate_limiter import RateLimiter


def connected(url, text=False):
    return redis.Redis.from_url(url, decode_responses=text)


def outcome(use):
    """The parts of a decision, or the name of an error."""
    try:
        return tuple(use())
    except Exception as error:
        return type(error).__name__


class Limiters:
    """Limiters on one client; their clock is set for each call."""

    def __init__(self, url, limit, slot_ms, slots, text=False, **options):
        self.now = 0
        self.client = connected(url, text)
        self.limiter = RateLimiter(self.client, limit, slot_ms=slot_ms, slots=slots, clock_ms=lambda: self.now, **options)

    def allow(self, now, *arguments):
        self.now = now
        return outcome(lambda: self.limiter.allow(*arguments))


def decided(url, limit, slot_ms, slots, calls, **options):
    """What is decided about calls, each with its time, its key, and perhaps its cost."""
    limiters = Limiters(url, limit, slot_ms, slots, **options)
    return [limiters.allow(*call) for call in calls]


def kinds(url):
    """The types of an allowing and a refusing decision and their parts."""
    limiter = RateLimiter(connected(url), 1)
    return [[type(part).__name__ for part in (decision, *decision)] for decision in (limiter.allow("k"), limiter.allow("k"))]


def by_default(url):
    """What is decided about two calls of a limiter with a limit of 1 and nothing else, and how the key is called; the second after a minute."""
    now = [60_000]
    limiter = RateLimiter(connected(url), 1, clock_ms=lambda: now[0])
    decisions = [tuple(limiter.allow("k"))]
    now[0] += 60_000
    return [*decisions, tuple(limiter.allow("k"))]


def with_limits(url, limits):
    """What limiters with these limits, which share a key, decide one after the other."""
    return [Limiters(url, limit, 1000, 10).allow(0, "k") for limit in limits]


def made(url, limit=5, slot_ms=1000, slots=10):
    """What comes of making a limiter with such numbers."""
    return outcome(lambda: [type(RateLimiter(connected(url), limit, slot_ms=slot_ms, slots=slots)).__name__])


def one_more(url, limit, slot_ms, slots, cost=1):
    """What a new limiter decides about a call by the server's time."""
    limiter = RateLimiter(connected(url), limit, slot_ms=slot_ms, slots=slots)
    return outcome(lambda: limiter.allow("k", cost))


def skewed(url, seconds):
    """What two limiters decide on machines whose clocks differ by so many seconds."""
    first, second = (RateLimiter(connected(url), 1, slot_ms=10**12, slots=1) for _ in range(2))
    decisions = [outcome(lambda: first.allow("k"))[0]]
    real = {name: getattr(time, name) for name in ("time", "time_ns")}
    wrong = {"time": lambda: real["time"]() + seconds, "time_ns": lambda: real["time_ns"]() + seconds * 10**9}
    places = [(place, name, value) for place in (time, redis_rate_limiter) for name, value in list(vars(place).items())]
    changed = [(place, name, known, of) for place, name, value in places for of, known in real.items() if value is known]
    for place, name, _, of in changed:
        setattr(place, name, wrong[of])
    try:
        decisions.append(outcome(lambda: second.allow("k"))[0])
    finally:
        for place, name, known, _ in changed:
            setattr(place, name, known)
    return decisions


class Told(redis.Connection):
    """A connection that calls `tell` before it sends anything."""

    tell = staticmethod(lambda: None)

    def send_packed_command(self, *args, **options):
        self.tell()
        return super().send_packed_command(*args, **options)


def races(url, known):
    """Somebody else asks for the last call before each time that a limiter sends anything, in turn: what both decide."""
    seen = []
    for at in count():
        pool = redis.ConnectionPool.from_url(url, connection_class=Told)
        client, sent, theirs, telling = redis.Redis(connection_pool=pool), count(), [], []
        client.ping()
        key = f"k{at}"
        ours = RateLimiter(client, 1, slot_ms=10**6, slots=10, clock_ms=lambda: 0)
        other = RateLimiter(connected(url), 1, slot_ms=10**6, slots=10, clock_ms=lambda: 0)
        if known:
            ours.allow("known")
            other.allow("known")
        else:
            connected(url).script_flush()

        def tell():
            if telling and next(sent) == at:
                theirs.append(outcome(lambda: other.allow(key))[0])

        for connection in list(pool._available_connections):
            connection.tell = tell
        telling.append(True)
        mine = outcome(lambda: ours.allow(key))[0]
        telling.clear()
        client.close()
        if not theirs:
            return seen
        if (end := [mine, *theirs]) not in seen:
            seen.append(end)


def forgotten(url, n):
    """What is decided about n calls when the server forgets all scripts before each but the first two."""
    limiters, decisions = Limiters(url, n, 1000, 10), []
    for i in range(n):
        if i >= 2:
            limiters.client.script_flush()
            with contextlib.suppress(redis.ResponseError):
                limiters.client.function_flush()
        decisions.append(limiters.allow(0, "k"))
    return decisions


def many(url, limit, slot_ms, slots, calls):
    """How many calls are allowed; a call has its time, and all have one key."""
    limiters = Limiters(url, limit, slot_ms, slots)
    return sum(limiters.allow(now, "k")[0] for now in calls)

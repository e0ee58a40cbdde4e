"""Programs that move a clock themselves, and a profile of each: every share is exact."""

import functools
import sys
from itertools import count

from profile_hotspots import hotspots


class Clock:
    now = 0.0


class Stop(BaseException):
    pass


def rows(profile):
    """What a profile says of each function."""
    return [[spot.name, spot.calls, round(spot.own, 9), round(spot.total, 9)] for spot in profile.spots]


def seen(fn, clock, top=99):
    return rows(hotspots(fn, top, timer=lambda: clock.now))


def office(top=99):
    """Main has little of its own, and everything below it."""
    clock = Clock()

    def main():
        clock.now += 1.0
        read()
        write()

    def read():
        clock.now += 4.0
        write()

    def write():
        clock.now += 1.5

    return seen(main, clock, top)


def often():
    """A cheap function that is called fifty times, and a dear one that is called once."""
    clock = Clock()

    def main():
        dear()
        for _ in (None,) * 50:
            cheap()

    def dear():
        clock.now += 24.0

    def cheap():
        clock.now += 2.0

    return seen(main, clock)


def recursion():
    """A function that calls itself three times in a row, each time with work of its own."""
    clock = Clock()

    def main():
        clock.now += 2.0
        down(3)

    def down(n):
        clock.now += 1.0
        if n:
            down(n - 1)
        clock.now += 1.0
        leaf()

    def leaf():
        clock.now += 1.5

    return seen(main, clock)


def in_turns():
    """Two functions that call each other."""
    clock = Clock()

    def ping(n):
        clock.now += 1.0
        if n:
            pong(n - 1)

    def pong(n):
        clock.now += 3.0
        if n:
            ping(n - 1)

    def main():
        ping(3)

    return seen(main, clock)


def decorated():
    """A function behind a wrapper, and a generator that is resumed."""
    clock = Clock()

    def timed(fn):
        @functools.wraps(fn)
        def wrapper(*args):
            clock.now += 1.0
            return fn(*args)

        return wrapper

    @timed
    def step(n):
        clock.now += n

    def steps():
        clock.now += 2.0
        yield 4.0
        clock.now += 2.0
        yield 6.0

    def main():
        for n in steps():
            step(n)

    return seen(main, clock)


def builtins():
    """A builtin that calls back."""
    clock = Clock()

    def key(n):
        clock.now += 0.5
        return -n

    def main():
        clock.now += 2.5
        sorted((3, 1, 2), key=key)

    return seen(main, clock)


def alone():
    """A function that calls nothing."""
    clock = Clock()

    def main():
        clock.now += 1.0

    return seen(main, clock)


def each_look_takes_time():
    """The clock moves whenever somebody looks at it."""
    ticks = count(0.0, 1.0)

    def main():
        leaf()

    def leaf():
        pass

    return rows(hotspots(main, 99, timer=lambda: next(ticks)))


def familiar_names():
    """A program whose functions are called as those of profilers are."""
    clock = Clock()

    def runcall():
        clock.now += 1.0
        enable()
        disable()
        hotspots()

    def enable():
        clock.now += 4.0

    def disable():
        clock.now += 3.0

    def hotspots():
        clock.now += 2.0

    return seen(runcall, clock)


def one_name():
    """Two functions of one name."""
    clock = Clock()

    def first():
        def step():
            clock.now += 3.0

        step()

    def second():
        def step():
            clock.now += 1.0

        step()

    def main():
        first()
        second()

    return seen(main, clock)


def placed(file, line, name, body, scope):
    """A function that stands in some line of some file."""
    exec(compile("\n" * (line - 1) + f"def {name}():\n    {body}", file, "exec"), scope)
    return scope[name]


def place(file, line, name):
    """What a profile says of where a function stands."""
    clock = Clock()
    fn = placed(file, line, name, "clock.now += 1.0", {"clock": clock})
    return [list(spot[:3]) for spot in hotspots(fn, 9, timer=lambda: clock.now).spots]


def idle(*places):
    """Functions in these places take no time: the order in which they are given, without the one that calls them."""
    clock = Clock()
    functions = [placed(*place, "pass", {}) for place in places]

    def main():
        clock.now += 1.0
        for function in functions:
            function()

    return [list(spot[:3]) for spot in hotspots(main, 99, timer=lambda: clock.now).spots[1:]]


def equals():
    """Functions with the same time of their own."""
    clock = Clock()

    def late():
        clock.now += 1.0

    def early():
        clock.now += 1.0

    def middle():
        clock.now += 1.0
        early()

    def main():
        middle()
        late()

    return seen(main, clock)


def standing_clock():
    """No time goes by."""
    def main():
        leaf()

    def leaf():
        pass

    return rows(hotspots(main, 99, timer=lambda: 7.0))


def own_clock():
    """With the clock that cProfile has: the names, and the sum of the shares."""
    def main():
        for _ in (None,) * 200:
            leaf()

    def leaf():
        pass

    found = rows(hotspots(main, 99))
    return {"names": sorted(name for name, *_ in found), "sum": round(sum(own for _, _, own, _ in found), 6)}


def result(value):
    """What comes back of a function that returns."""
    profile = hotspots(lambda: value, 1)
    return [profile.result, profile.error]


def failing():
    """A function that raises in the middle."""
    clock = Clock()
    raised = []

    def main():
        clock.now += 1.0
        fails()
        clock.now += 90.0

    def fails():
        clock.now += 3.0
        raised.append(ValueError("in the middle"))
        raise raised[0]

    profile = hotspots(main, 99, timer=lambda: clock.now)
    own = [row for row in rows(profile) if row[0] in ("main", "fails")]
    return {"rows": own, "result": profile.result, "error": repr(profile.error), "same": profile.error is raised[0]}


def stopping():
    """A function that is stopped: what leaves hotspots, what profiles then, and what another profile says."""
    def stop():
        raise Stop

    left = None
    try:
        hotspots(stop, 9)
    except Stop as error:
        left = type(error).__name__
    return {"left": left, "profiling": profiling(), "then": alone()}


def after(fails):
    """What profiles when hotspots has ended."""
    hotspots(lambda: 1 // (not fails), 9)
    return profiling()


def profiling():
    """Who watches calls."""
    watchers = [sys.getprofile()]
    if sys.version_info >= (3, 12):
        watchers.append(sys.monitoring.get_tool(sys.monitoring.PROFILER_ID))
    return repr([watcher for watcher in watchers if watcher is not None])


def calls_of(top):
    """How often fn is called when top is wrong, and what that raises."""
    calls = []
    try:
        hotspots(lambda: calls.append(1), top)
    except Exception as error:
        return [type(error).__name__, len(calls)]
    return ["nothing", len(calls)]


def tree(node):
    """Any calls: a node has the name of its function, the time that this takes, and the nodes that it calls."""
    clock = Clock()

    def a(time, below):
        clock.now += time
        for name, *more in below:
            functions[name](*more)

    def b(time, below):
        clock.now += time
        for name, *more in below:
            functions[name](*more)

    def c(time, below):
        clock.now += time
        for name, *more in below:
            functions[name](*more)

    functions = {"a": a, "b": b, "c": c}
    name, *more = node

    def main():
        functions[name](*more)

    return seen(main, clock)

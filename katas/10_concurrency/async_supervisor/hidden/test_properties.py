import heapq

from hypothesis import given
from hypothesis import strategies as st

runs = st.tuples(st.integers(1, 20).map(lambda quarters: quarters / 4), st.sampled_from([None, "OSError"]))
children = st.lists(st.tuples(st.sampled_from(["always", "on_error", "never"]), st.lists(runs, min_size=1, max_size=3)), max_size=4)


def simulated(children, stop_at, intensity, period, longest):
    """When which child begins, how it ends and when: a heap of ends and beginnings, of which no two are at the same time."""
    begins, restarts, alive = [], [], {n for n, _ in enumerate(children)}
    runs, delay = dict.fromkeys(alive, 0), dict.fromkeys(alive, 1.0)
    events = [(0.0, n, "begin") for n in sorted(alive)]
    while alive:
        time, n, what = heapq.heappop(events)
        if time > stop_at:
            return begins, "returned", stop_at
        restart, script = children[n]
        seconds, error = script[min(runs[n], len(script) - 1)]
        if what == "begin":
            begins.append((str(n), time))
            heapq.heappush(events, (time + seconds, n, "end"))
            continue
        runs[n] += 1
        if restart != "always" and (error is None or restart == "never"):
            if error:
                return begins, [error], time
            alive.remove(n)
            continue
        restarts = [t for t in restarts if time - t < period]
        if len(restarts) >= intensity:
            return begins, ["TooManyRestarts" + (f" from {error}" if error else "")], time
        restarts.append(time)
        if seconds >= longest:
            delay[n] = 1.0
        heapq.heappush(events, (time + delay[n], n, "begin"))
        delay[n] = min(2 * delay[n], longest)
    return begins, "returned", time if children else 0.0


@given(children=children, stop=st.integers(0, 60), intensity=st.integers(0, 4))
def test_any_staff(probes, children, stop, intensity):
    """Whatever the children do, each begins when it should, and `run` ends as it should."""
    # The first run of each is longer by a part of its own, so that nothing happens in the same moment as anything else.
    children = [(restart, [(script[0][0] + (n + 1) / 64, script[0][1]), *script]) for n, (restart, script) in enumerate(children)]
    options = {"intensity": intensity, "period": 10.0, "max_backoff": 4.0}
    stop_at = stop / 4 + 1 / 128

    seen = probes.begins([(str(n), *child) for n, child in enumerate(children)], stop_at=stop_at, options=options)

    assert (seen["begins"], seen["ended"], seen["at"]) == simulated(children, stop_at, intensity, 10.0, 4.0)

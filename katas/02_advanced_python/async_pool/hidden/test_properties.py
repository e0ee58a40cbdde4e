import heapq

from hypothesis import given
from hypothesis import strategies as st

seconds = st.lists(st.integers(1, 12).map(lambda quarters: quarters / 4), max_size=8)


def in_order(seconds, limit):
    """Starts and results when each place is free again as its result is taken, in the order of the source."""
    starts, taken = [], []
    for n, duration in enumerate(seconds):
        starts.append(0.0 if n < limit else taken[n - limit])
        taken.append(max([*taken[-1:], starts[n] + duration]))
    return starts, list(enumerate(taken))


def as_they_finish(seconds, limit):
    """The same, when each result is taken as its call ends."""
    starts, busy, results = [], [], []
    for n, duration in enumerate(seconds):
        starts.append(0.0 if n < limit else heapq.heappop(busy))
        heapq.heappush(busy, starts[n] + duration)
        results.append((n, starts[n] + duration))
    return starts, results


@given(seconds=seconds, limit=st.integers(1, 4), ordered=st.booleans())
def test_any_schedule(probes, seconds, limit, ordered):
    """Whatever the calls take, each starts as soon as there is a place, and each result comes as soon as it may."""
    seen = probes.schedule(seconds, limit, ordered)
    starts, results = (in_order if ordered else as_they_finish)(seconds, limit)

    assert seen["starts"] == starts
    assert sorted(seen["results"]) == results
    assert [time for _, time in seen["results"]] == sorted(time for _, time in results)

from hypothesis import given
from hypothesis import strategies as st

jobs = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([None, None, "OSError", "ValueError"])), max_size=8)


@given(jobs=jobs, limit=st.integers(1, 4), ordered=st.booleans())
def test_any_schedule(probes, jobs, limit, ordered):
    """Whichever calls end when, and whichever fail, the results are those of `map`, in the order that was asked for."""
    delays = [delay % limit for delay, _ in jobs]      # a later end would never come: the map waits for it
    outcomes = {n: error for n, (_, error) in enumerate(jobs) if error}
    order = range(len(jobs))
    if not ordered:
        order = sorted(order, key=lambda n: (min(n + delays[n], len(jobs)), n))

    seen = probes.late_finishers(len(jobs), limit, ordered, delays, outcomes)

    assert seen == [(n, outcomes[n]) if n in outcomes else n * 10 for n in order]

from hypothesis import given
from hypothesis import strategies as st

quarters = st.integers(0, 12).map(lambda n: n / 4)
timers = st.lists(st.tuples(quarters, quarters, st.none() | quarters), max_size=8)


@given(timers=timers)
def test_any_schedule(probes, timers):
    """Whatever timers are made and cancelled, those that stay fire at their time, equal ones as they were made."""
    stay = [
        (made + delay, made, n) for n, (made, delay, cancelled) in enumerate(timers)
        if cancelled is None or cancelled >= delay
    ]
    assert probes.schedule(timers) == [(n, time) for time, _, n in sorted(stay)]

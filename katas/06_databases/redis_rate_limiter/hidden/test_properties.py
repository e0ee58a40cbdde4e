from hypothesis import given
from hypothesis import strategies as st

UNIT = 100_000      # milliseconds: no key expires while the check runs
calls = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 3)), max_size=10)


@given(calls=calls, limit=st.integers(3, 5), width=st.integers(1, 3), slots=st.integers(1, 3))
def test_any_calls(probes, service, calls, limit, width, slots):
    """Decisions are those of a list of all calls that were allowed."""
    database = service("redis")
    with database.connect() as db:
        db.flushall()
    expected, allowed, now, made, slot_ms = [], [], 0, [], width * UNIT
    for step, cost in calls:
        now += step * UNIT
        made.append((now, "k", cost))
        ends = sorted(((at // slot_ms + slots + 1) * slot_ms, n) for at, n in allowed)
        ends = [(end, n) for end, n in ends if end > now]
        used = sum(n for _, n in ends)
        if used + cost <= limit:
            allowed.append((now, cost))
            expected.append((True, limit - used - cost, 0))
        else:
            wait = next(end for end, _ in ends if sum(n for later, n in ends if later > end) + cost <= limit) - now
            expected.append((False, limit - used, wait))
    assert probes.decided(database.url, limit, slot_ms, slots, made) == expected

import math

from hypothesis import given
from hypothesis import strategies as st

texts = st.text(max_size=5)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | texts
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8)
times = st.lists(st.tuples(st.integers(0, 6), st.sampled_from("ab")), max_size=20)


def shown(value):
    """What a line says of a value."""
    if isinstance(value, dict):
        return {name: "***" if name.lower() == "a" else shown(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shown(inner) for inner in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


@given(value=values)
def test_any_value(probes, value):
    """Whatever the value of a field is, the line is JSON that says it."""
    assert probes.formatted({"redact": ["A"]}, extra={"x": value})["extra"] == {"x": shown(value)}


@given(waits=times, limit=st.integers(1, 3))
def test_any_flood(probes, waits, limit):
    """Whatever the times are, as many pass as the limit says, and none that did not is forgotten."""
    now, steps, windows, expected = 0.0, [], {}, []
    for wait, msg in waits:
        now += wait
        steps.append([now, msg, [], 20, "shop"])
        began, passed, dropped = windows.get(msg, (now, 0, 0))
        if now - began >= 10.0:
            began, passed = now, 0
        if passed < limit:
            expected.append((True, dropped))
            windows[msg] = began, passed + 1, 0
        else:
            expected.append((False, None))
            windows[msg] = began, passed, dropped + 1

    assert probes.limited({"limit": limit, "seconds": 10.0}, steps) == expected

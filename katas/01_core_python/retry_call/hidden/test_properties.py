from hypothesis import given
from hypothesis import strategies as st

steps = st.tuples(st.sampled_from([0.0, 0.5, 2.0]), st.sampled_from(["ok", "OSError", "OSError", "OSError", "ValueError"]))
scripts = st.lists(steps, max_size=4).map(lambda script: [*script, (0.0, "ok")])
pauses = st.lists(st.sampled_from([0.0, 0.5, 2.0]), min_size=5, max_size=5)


def expected(script, times, pauses, deadline):
    """The events that the contract demands."""
    now, events = 1000.0, []
    for n, (seconds, outcome) in enumerate(script, 1):
        events.append(("call", now))
        now += seconds
        if outcome == "ok":
            return [*events, ("answer", "ok")]
        if outcome == "ValueError":
            return [*events, ("ValueError", f"call {n}", [])]
        if n == times or (deadline is not None and now - 1000.0 + pauses[n - 1] >= deadline):
            return [*events, ("OSError", f"call {n}", [f"gave up after call {n}"])]
        events.append(("sleep", pauses[n - 1]))
        now += pauses[n - 1]
    raise AssertionError("a script ends with ok")


@given(
    asynchronous=st.booleans(), script=scripts, times=st.integers(1, 5), pauses=pauses,
    deadline=st.sampled_from([None, 0.0, 1.0, 2.5, 4.0]),
)
def test_any_history(probes, asynchronous, script, times, pauses, deadline):
    """Whatever the calls give and take, plain and async go through the same calls and pauses."""
    assert probes.history(asynchronous, script, times, pauses, deadline) == expected(script, times, pauses, deadline)

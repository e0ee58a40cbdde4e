from hypothesis import given
from hypothesis import strategies as st

turns = st.lists(st.integers(0, 2), min_size=1, max_size=12)
names = st.sampled_from("abc")
transfers = st.tuples(st.just("transfer"), names, names, st.integers(1, 4))
jobs = st.lists(st.lists(transfers, max_size=3), min_size=1, max_size=3)


@given(turns=turns, jobs=jobs)
def test_any_transfers(probes, turns, jobs):
    """Whatever the schedule, all threads end, and the balances are those of the transfers that succeeded."""
    seen = probes.by_schedule(turns, {"a": 4, "b": 4, "c": 4}, *jobs)
    assert seen["ended"] == "done"

    expected = {"a": 4, "b": 4, "c": 4}
    for calls, results in zip(jobs, seen["results"], strict=True):
        for (_, source, target, amount), result in zip(calls, results, strict=True):
            moved = 0 if result == "Overdrawn" else amount
            expected[source] -= moved
            expected[target] += moved

    assert seen["balances"] == expected
    assert min(seen["balances"].values()) >= 0


@given(turns=turns, keys=st.text("kxy", min_size=1, max_size=4))
def test_any_questions(probes, turns, keys):
    """Whatever the schedule, each key is computed once."""
    seen = probes.asked(turns, 0, keys)

    assert seen["ended"] == "done"
    assert seen["computed"] == len(set(keys))
    assert [answer[0] for answer in seen["results"]] == sorted(keys)

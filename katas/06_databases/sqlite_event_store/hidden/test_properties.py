from hypothesis import given
from hypothesis import strategies as st

appends = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([None, 0, 1, 2]), st.integers(0, 2)), max_size=3)


@given(calls=st.lists(appends, max_size=4))
def test_any_appends(probes, calls):
    """After any calls there are the events of those that had no conflict, in order."""
    results, events = [], []
    made = [[(stream, expected, [("k", b"%d" % i)] * n) for i, (stream, expected, n) in enumerate(call)] for call in calls]
    for call in made:
        trial, versions = list(events), []
        for stream, expected, new in call:
            actual = sum(record[1] == stream for record in trial)
            if expected not in (None, actual):
                versions = ["VersionConflict", stream, expected, actual]
                trial = events
                break
            trial += [(len(trial) + i, stream, actual + i, *event) for i, event in enumerate(new, 1)]
            versions.append(actual + len(new))
        results.append(versions)
        events = trial
    assert probes.appended_many(*made) == (results, events)

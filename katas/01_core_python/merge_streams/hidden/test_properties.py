from itertools import accumulate, groupby

from graders.testing import drain
from hypothesis import given
from hypothesis import strategies as st

streams = st.lists(st.lists(st.integers(0, 4), max_size=5), max_size=4)


@given(streams=streams)
def test_any_streams(submission, streams):
    """The items in order, by key, stream and position; all late ones, and no others, are left out."""
    items = [[(key, position, n) for n, key in enumerate(keys)] for position, keys in enumerate(streams)]
    late = []
    merged = submission.merge(*items, key=lambda item: item[0], on_disorder=lambda position, item: late.append((position, item)))

    expected = {True: [], False: []}
    for position, keys in enumerate(streams):
        for n, (key, highest) in enumerate(zip(keys, accumulate(keys, max), strict=True)):
            expected[key < highest].append((key, position, n))
    assert [drain(merged), sorted(late, key=lambda call: call[1])] == [
        sorted(expected[False]), [(item[1], item) for item in sorted(expected[True])],
    ]


@given(keys=st.lists(st.integers(0, 2), max_size=12))
def test_any_runs(submission, keys):
    """The runs of neighbours with equal keys, each with its items."""
    items = [(key, n) for n, key in enumerate(keys)]
    groups = submission.group_runs(items, key=lambda item: item[0])
    assert [(key, drain(run)) for key, run in groups] == [(key, list(run)) for key, run in groupby(items, lambda x: x[0])]

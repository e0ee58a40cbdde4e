from functools import cmp_to_key

from hypothesis import given
from hypothesis import strategies as st

KEYS = st.binary(max_size=4) | st.lists(st.sampled_from([0, 1, 255]), max_size=3).map(bytes)
ENTRIES = st.lists(st.tuples(KEYS, st.integers(-(2**63), 2**63 - 1)), max_size=30)


@given(ENTRIES, st.booleans())
def test_as_python_sorts(submission, entries, unique):
    """Entries come as `sorted` would have them by their keys; with `unique`, only the first of each key."""
    wanted = sorted(entries, key=lambda entry: entry[0])
    if unique:
        wanted = list({key: (key, offset) for key, offset in reversed(wanted)}.values())[::-1]
    with submission.Sorter(unique=unique) as sorter:
        assert sorter.sort(entries) == wanted


@given(ENTRIES)
def test_as_python_compares(submission, entries):
    """With a comparison, entries come as `sorted` would have them by it."""

    def compare(left, right):
        return (left[::-1] > right[::-1]) - (left[::-1] < right[::-1])

    wanted = sorted(entries, key=cmp_to_key(lambda left, right: compare(left[0], right[0])))
    with submission.Sorter(compare) as sorter:
        assert sorter.sort(entries) == wanted

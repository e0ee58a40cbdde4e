from hypothesis import given
from hypothesis import strategies as st

keys = st.integers(-3, 6)
sorted_keys = st.lists(keys, max_size=9).map(sorted)


def scanned(left, right, direction, tolerance, exact):
    """The same by looking at all keys."""
    found = []
    for key in left:
        near = [i for i, other in enumerate(right) if exact or other != key]
        back = max((i for i in near if right[i] <= key), default=None)
        ahead = min((i for i in near if right[i] >= key), default=None)
        sides = {"backward": [back], "forward": [ahead], "nearest": [back, ahead]}[direction]
        sides = [i for i in sides if i is not None and (tolerance is None or abs(right[i] - key) <= tolerance)]
        found.append(min(sides, key=lambda i: abs(right[i] - key), default=None))
    return found


@given(
    left=st.lists(keys, max_size=5), right=sorted_keys, direction=st.sampled_from(["backward", "forward", "nearest"]),
    tolerance=st.none() | st.integers(0, 3), exact=st.booleans(),
)
def test_any_join(submission, left, right, direction, tolerance, exact):
    """Each key gets the index that looking at all keys gives."""
    got = submission.asof_join(left, right, direction=direction, tolerance=tolerance, exact=exact)
    assert got == scanned(left, right, direction, tolerance, exact)


@given(entries=sorted_keys.filter(bool), turn=st.integers(0, 8))
def test_any_ring(submission, entries, turn):
    """oldest() finds the place before which the keys fall, or 0."""
    ring = entries[turn:] + entries[:turn]
    assert submission.oldest(ring) == next((i for i in range(1, len(ring)) if ring[i - 1] > ring[i]), 0)

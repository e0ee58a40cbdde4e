from graders.testing import drain
from hypothesis import given
from hypothesis import strategies as st

pairs = st.lists(st.tuples(st.integers(-3, 12), st.integers(0, 5)).map(lambda x: (x[0], x[0] + x[1])), max_size=6)


def points(pairs):
    return {x for start, stop in pairs for x in range(start, stop)}


def intervals(points):
    """The fewest intervals for a set of ints."""
    return list(zip(sorted(x for x in points if x - 1 not in points), sorted(x + 1 for x in points if x + 1 not in points), strict=True))


@given(left=pairs, right=pairs)
def test_any_operation(submission, left, right):
    """Each operator does what it does for a set of ints."""
    a, b, x, y = submission.IntervalSet(left), submission.IntervalSet(right), points(left), points(right)
    got = {"or": drain(a | b), "and": drain(a & b), "sub": drain(a - b), "xor": drain(a ^ b)}
    assert got == {"or": intervals(x | y), "and": intervals(x & y), "sub": intervals(x - y), "xor": intervals(x ^ y)}


@given(left=pairs, right=pairs)
def test_any_comparison(submission, left, right):
    """Comparisons and hashes agree with those of sets of ints, for parts and equal sets too."""
    a, b = submission.IntervalSet(left), submission.IntervalSet([*left, *right])
    x, y = points(left), points([*left, *right])
    assert [a == b, a <= b, b <= a, a < b, hash(a) == hash(b) or x != y] == [x == y, True, y <= x, x < y, True]


@given(pairs=pairs, x=st.integers(-4, 18))
def test_any_number(submission, pairs, x):
    """Membership, measure and len agree with those of a set of ints."""
    s, known = submission.IntervalSet(pairs), points(pairs)
    assert [x in s, s.measure, len(s)] == [x in known, len(known), len(intervals(known))]

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

values = st.builds(
    lambda level, offsets: [level + x / 8 for x in offsets],
    st.sampled_from([0, 10**9, -(10**6), 12345.5]),
    st.lists(st.integers(-1000, 1000), min_size=2, max_size=12),
)


def exact(values):
    """Mean and sample variance, rounded only at the end."""
    mean = sum(map(Fraction, values)) / len(values)
    return float(mean), float(sum((Fraction(x) - mean) ** 2 for x in values) / (len(values) - 1))


@given(values=values, cuts=st.lists(st.integers(0, 12), max_size=3), backwards=st.booleans())
def test_any_parts(submission, values, cuts, backwards):
    """However the values are cut into parts, and in whatever order these are merged, the figures are those of all."""
    bounds = [0, *sorted(cuts), len(values)]
    parts = [submission.Stats(values[i:j]) for i, j in pairwise(bounds)]
    if backwards:
        parts.reverse()
    total = parts[0]
    for part in parts[1:]:
        total.merge(part)

    mean, variance = exact(values)
    largest = max(map(abs, values))
    assert [total.count, total.minimum, total.maximum] == [len(values), min(values), max(values)]
    assert mean - 1e-12 * largest <= total.mean <= mean + 1e-12 * largest
    if variance >= (1e-8 * largest) ** 2:
        assert variance * (1 - 1e-6) <= total.variance <= variance * (1 + 1e-6)
    else:
        assert total.variance >= 0

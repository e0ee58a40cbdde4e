from datetime import UTC, datetime, timedelta
from math import inf, nan

import pytest

DIRECTIONS = ["backward", "forward", "nearest"]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
# Nanoseconds since 1970: neighbours that are one float.
NOW_NS = 1_772_366_400_000_000_001


def test_first_true(probes):
    """first_true() finds the first of five places for which the predicate is true, or the end."""
    seen = probes.asked(3, 8, 3, 4, 5, 6, 7, 8)
    assert [answer for answer, _ in seen] == [3, 4, 5, 6, 7, 8]


def test_one_place(probes):
    """A range of one place is one question, and has two answers."""
    assert probes.asked(4, 5, 4, 9) == [(4, [4]), (5, [4])]


def test_an_empty_range(probes):
    """In an empty range nothing is asked, and the answer is its end."""
    assert probes.asked(4, 4, 0) == [(4, [])]


def test_asked_within(probes):
    """The predicate is never asked for a place outside the range."""
    seen = probes.asked(2, 6, *range(9))
    assert [i for _, calls in seen for i in calls if not 2 <= i < 6] == []


def test_below_zero(probes):
    """A range may begin below 0."""
    seen = probes.asked(-7, -2, -7, -6, -3, -2)
    assert [answer for answer, _ in seen] == [-7, -6, -3, -2]


def test_any_truth_value(probes):
    """What the predicate returns counts by its truth value."""
    assert probes.answered(["", "", "", "x", "xx", "xxx"]) == 3
    assert probes.answered([None, None, None, None, (0,), "late"]) == 4


@pytest.mark.parametrize("place", [10**30 - 1, 3 * 10**29 + 7], ids=["last", "inner"])
def test_ints_of_any_size(probes, place):
    """The range may be longer than any list, and its ints larger than floats can tell apart."""
    answer, _ = probes.asked(0, 10**30, place)[0]
    assert answer == place


def test_a_range_the_wrong_way_round(submission):
    """`lo` above `hi` is a ValueError."""
    with pytest.raises(ValueError):
        submission.first_true(5, 4, lambda i: True)


def test_backward(submission):
    """Backward finds the last key that is not above, before the first there is none."""
    assert submission.asof_join([5, 7, 20, 99, 4], [5, 10, 20]) == [0, 0, 2, 2, None]


def test_forward(submission):
    """Forward finds the first key that is not below, behind the last there is none."""
    assert submission.asof_join([5, 7, 20, 21, 4], [5, 10, 20], direction="forward") == [0, 1, 2, None, 0]


def test_nearest(submission):
    """Nearest takes the smaller distance of both sides, and the only side at the ends."""
    assert submission.asof_join([4, 7, 8, 99, 5], [5, 10, 20], direction="nearest") == [0, 0, 1, 2, 0]
    assert submission.asof_join([4, 6], [5], direction="nearest") == [0, 0]


def test_nearest_of_equal_distances(submission):
    """Nearest takes the backward key if both distances are equal."""
    assert submission.asof_join([15, -5], [-10, 0, 10, 20], direction="nearest") == [2, 0]


@pytest.mark.parametrize(("direction", "expected"), [("backward", [2, 2]), ("forward", [1, 3]), ("nearest", [2, 3])], ids=DIRECTIONS)
def test_equal_keys(submission, direction, expected):
    """Among equal keys backward takes the last, forward the first, and nearest that of its side."""
    assert submission.asof_join([10, 18], [5, 10, 10, 20, 20], direction=direction) == expected


@pytest.mark.parametrize(("direction", "expected"), [("backward", [0, None, 2]), ("forward", [3, 1, None]), ("nearest", [0, 1, 2])], ids=DIRECTIONS)
def test_not_exact(submission, direction, expected):
    """With exact=False equal keys do not count, in any direction."""
    assert submission.asof_join([10, 5, 20], [5, 10, 10, 20], direction=direction, exact=False) == expected


def test_nearest_of_both_sides_not_exact(submission):
    """With exact=False nearest compares the neighbours of the equal keys."""
    assert submission.asof_join([10], [2, 10, 10, 13], direction="nearest", exact=False) == [3]


@pytest.mark.parametrize(("direction", "expected"), [
    ("backward", [0, 0, None, None]), ("forward", [0, None, 1, None]), ("nearest", [0, 0, 1, None]),
], ids=DIRECTIONS)
def test_tolerance(submission, direction, expected):
    """A match at exactly the tolerance counts, one beyond it does not."""
    assert submission.asof_join([10, 13, 17, 24], [10, 20], direction=direction, tolerance=3) == expected


def test_tolerance_of_zero(submission):
    """A tolerance of 0 leaves equal keys only."""
    assert submission.asof_join([10, 11], [5, 10, 20], tolerance=0) == [1, None]


def test_datetimes(submission):
    """Keys may be datetimes, and the tolerance is a timedelta then."""
    right = [NOON, NOON + 5 * MINUTE]
    left = [NOON + 2 * MINUTE, NOON - MINUTE, NOON + 8 * MINUTE]
    assert submission.asof_join(left, right, direction="nearest", tolerance=2 * MINUTE) == [0, 0, None]
    assert submission.asof_join(left, right) == [0, None, 1]


def test_nothing_is_rounded(submission):
    """Nanoseconds of today, as ints, differ by 1."""
    right = [NOW_NS - 1, NOW_NS, NOW_NS + 2]
    assert submission.asof_join([NOW_NS + 1, NOW_NS - 2], right, direction="nearest") == [1, 0]
    assert submission.asof_join([NOW_NS + 1], [NOW_NS - 1], tolerance=1) == [None]


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_nan_has_no_match(submission, direction):
    """A NaN in `left` has no match; its neighbours have theirs."""
    assert submission.asof_join([5.0, nan, 5.0], [1.0, 5.0], direction=direction) == [1, None, 1]


def test_infinities(submission):
    """Infinities are in order like other keys, and equal ones are at a distance of 0."""
    right = [-inf, 0.0, inf]
    assert submission.asof_join([-inf, 7.0, inf], right, tolerance=5.0) == [0, None, 2]
    assert submission.asof_join([-inf, 7.0, inf], right, direction="nearest") == [0, 1, 2]


@pytest.mark.parametrize("right", [[2, 1], [1, 3, 2], [1.0, nan, 2.0], [nan], [nan, 1.0], [1.0, nan]], ids=str)
def test_right_out_of_order(submission, right):
    """Keys of `right` that fall, and a NaN anywhere in it, are a ValueError."""
    with pytest.raises(ValueError):
        submission.asof_join([1.0], right)


@pytest.mark.parametrize("tolerance", [-1, nan, -MINUTE], ids=str)
def test_tolerances_that_are_none(submission, tolerance):
    """A tolerance below 0 or NaN is a ValueError."""
    key = NOON if tolerance == -MINUTE else 1.0
    with pytest.raises(ValueError):
        submission.asof_join([key], [key], tolerance=tolerance)


def test_another_direction(submission):
    """A direction that is none of the three is a ValueError."""
    with pytest.raises(ValueError):
        submission.asof_join([1], [1], direction="ahead")


def test_left_is_read_once(submission):
    """`left` may be an iterator, and its order is that of the answer."""
    assert submission.asof_join(iter([9, 1, 9, 4]), [1, 5]) == [1, 0, 1, 0]


def test_nothing_to_join(submission):
    """Without keys on one side there is nothing to find."""
    assert [submission.asof_join([], [1, 2]), submission.asof_join([1, 2], [], direction="nearest")] == [[], [None, None]]


@pytest.mark.parametrize(("ring", "index"), [
    pytest.param([40, 50, 10, 20, 30], 2, id="turned"),
    pytest.param([10, 20, 30], 0, id="as it stands"),
    pytest.param([20, 30, 10], 2, id="at the end"),
    pytest.param([10], 0, id="one"),
])
def test_oldest(submission, ring, index):
    """oldest() finds where a ring begins."""
    assert submission.oldest(ring) == index


@pytest.mark.parametrize(("ring", "index"), [
    pytest.param([7, 7, 7], 0, id="all"),
    pytest.param([1, 2, 1], 2, id="across the seam"),
    pytest.param([7, 8, 9, 7, 7], 3, id="the first ones"),
    pytest.param([7, 7, 1, 7, 7, 7], 2, id="the last ones"),
    pytest.param([7, 7, 7, 7, 1, 7], 4, id="the last ones before"),
    pytest.param([1, 1, 2, 2], 0, id="as it stands"),
])
def test_oldest_of_equal_keys(submission, ring, index):
    """Equal keys may stand on both sides of the place where the ring begins."""
    assert submission.oldest(ring) == index


def test_a_ring_is_no_list(probes):
    """A ring has a length and entries by index, and need not be a list."""
    assert [probes.plain([30, 40, 10, 20]), probes.plain([1, 2, 1])] == [2, 2]


def test_an_empty_ring(submission):
    """An empty ring is a ValueError."""
    with pytest.raises(ValueError):
        submission.oldest([])

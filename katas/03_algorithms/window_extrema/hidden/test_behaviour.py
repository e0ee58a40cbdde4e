from math import inf, nan

import pytest
from graders.testing import Stream, drain

TINY, HUGE = 5e-324, 1e308


def counted(submission, count, values):
    window = submission.CountWindow(count)
    for value in values:
        window.push(value)
    return window


def timed(submission, seconds, readings):
    window = submission.TimeWindow(seconds)
    for value, at in readings:
        window.push(value, at)
    return window


def test_the_last_values(submission):
    """A window of three holds the last three values, and fewer at first."""
    window = submission.CountWindow(3)
    for value, expected in [(5, [1, 5, 5, 5]), (1, [2, 1, 5, 6]), (4, [3, 1, 5, 10]), (2, [3, 1, 4, 7]), (3, [3, 2, 4, 9])]:
        window.push(value)
        assert [len(window), window.min(), window.max(), window.sum()] == expected


def test_equal_highest_values(submission):
    """When one of two equal values leaves, the other is still there to be the highest."""
    window = counted(submission, 2, [3, 3, 1])
    assert window.max() == 3


def test_equal_lowest_values(submission):
    """When one of two equal values leaves, the other is still there to be the lowest."""
    window = counted(submission, 2, [1, 1, 3])
    assert window.min() == 1


def test_equal_values_leave(submission):
    """Equal values leave one by one, and none stays behind."""
    window = counted(submission, 2, [3, 3, 1, 2])
    assert [len(window), window.min(), window.max(), window.sum()] == [2, 1, 2, 3]


def test_the_edge(submission):
    """A value is gone when it is exactly `seconds` old, and not before."""
    window = timed(submission, 10, [(7, 0), (5, 4)])
    window.advance(9.5)
    before = len(window)
    window.advance(10)
    assert [before, len(window), window.max()] == [2, 1, 5]


def test_a_push_lets_time_pass(submission):
    """A push lets old values leave before its own comes in."""
    window = timed(submission, 10, [(7, 0), (1, 2), (5, 10)])
    assert [len(window), window.min(), window.max(), window.sum()] == [2, 1, 5, 6]


def test_many_leave_at_once(submission):
    """After a pause all old values leave at once."""
    window = timed(submission, 10, [(1, 0), (9, 1), (2, 2), (5, 30)])
    assert [len(window), window.min(), window.max(), window.sum()] == [1, 5, 5, 5]


def test_the_same_time(submission):
    """Values of the same time all count, and leave together."""
    window = timed(submission, 10, [(7, 3), (5, 3), (7, 3)])
    together = [len(window), window.min(), window.max(), window.sum()]
    window.advance(13)
    assert [together, len(window)] == [[3, 5, 7, 19], 0]


def test_the_same_time_again(submission):
    """advance() to the present time changes nothing and is no error."""
    window = timed(submission, 10, [(7, 3)])
    window.advance(3)
    assert len(window) == 1


def test_times_below_zero(submission):
    """A clock may start below 0."""
    window = timed(submission, 10, [(7, -30), (5, -21)])
    assert [len(window), window.min(), window.max(), window.sum()] == [2, 5, 7, 12]


def test_an_earlier_push(submission):
    """A push with an earlier time is a ValueError, and its value does not come in."""
    window = timed(submission, 10, [(7, 3)])
    with pytest.raises(ValueError):
        window.push(5, 2)
    assert [len(window), window.min(), window.max(), window.sum()] == [1, 7, 7, 7]


def test_an_earlier_advance(submission):
    """An earlier time than that of advance() is a ValueError, for both."""
    window = submission.TimeWindow(10)
    window.advance(3)
    with pytest.raises(ValueError):
        window.advance(2)
    with pytest.raises(ValueError):
        window.push(5, 2)


@pytest.mark.parametrize("bad", [nan, inf, -inf], ids=["nan", "inf", "-inf"])
def test_values_that_are_not_finite(submission, bad):
    """NaN and infinities are no values: a ValueError, and the window stays as it was."""
    window = counted(submission, 2, [1, 2])
    with pytest.raises(ValueError):
        window.push(bad)
    assert [len(window), window.min(), window.max(), window.sum()] == [2, 1, 2, 3]


@pytest.mark.parametrize("bad", [nan, inf, -inf], ids=["nan", "inf", "-inf"])
def test_times_that_are_not_finite(submission, bad):
    """NaN and infinities are no times: a ValueError, and the window stays as it was."""
    window = timed(submission, 10, [(1, 0), (2, 0)])
    with pytest.raises(ValueError):
        window.push(3, bad)
    with pytest.raises(ValueError):
        window.advance(bad)
    assert [len(window), window.min(), window.max(), window.sum()] == [2, 1, 2, 3]


@pytest.mark.parametrize("bad", [nan, inf], ids=["nan", "inf"])
def test_seconds_that_are_not_finite(submission, bad):
    """A window of NaN or of infinite seconds is a ValueError."""
    with pytest.raises(ValueError):
        submission.TimeWindow(bad)


def test_refused_values_move_no_time(submission):
    """The time of a refused value does not count: nothing leaves, and an earlier time is still to come."""
    window = timed(submission, 10, [(7, 0)])
    with pytest.raises(ValueError):
        window.push(nan, 50)
    window.push(5, 2)
    assert [len(window), window.min(), window.max(), window.sum()] == [2, 5, 7, 12]


def test_new_windows_are_empty(submission):
    """A new window has nothing to sum; lowest and highest are a ValueError."""
    last, recent = submission.CountWindow(2), submission.TimeWindow(10)
    assert [len(last), last.sum(), len(recent), recent.sum(), recent.rate()] == [0] * 5
    for call in [last.min, last.max, recent.min, recent.max]:
        with pytest.raises(ValueError):
            call()


def test_emptied_windows_are_empty(submission):
    """When all values have left, nothing of them remains."""
    window = timed(submission, 10, [(0.1, 0), (0.2, 0), (0.3, 1)])
    window.advance(11)
    assert [len(window), window.sum(), window.rate()] == [0, 0, 0]
    for call in [window.min, window.max]:
        with pytest.raises(ValueError):
            call()


def test_large_values_leave_no_trace(submission):
    """A large value that has left does not take the digits of small ones along."""
    window = counted(submission, 2, [1e16, 1.0, 1.0])
    assert window.sum() == 2.0


@pytest.mark.parametrize(("values", "expected"), [
    pytest.param([0.1] * 10, 1.0, id="tenths"),
    pytest.param([1e200, 1e100, 1.0, -1e100, -1e200], 1.0, id="far"),
    pytest.param([TINY, 1.0, -1.0], TINY, id="tiny"),
    pytest.param([2**53 + 1, 0.5], 2.0**53 + 2, id="mixed"),
])
def test_the_sum_is_rounded_once(submission, values, expected):
    """The sum is the float nearest to the exact sum, whatever the sizes."""
    window = counted(submission, len(values), [9.9, *values])
    assert window.sum() == expected


def test_ints_stay_ints(submission):
    """The sum of ints is exact, and again so when a float has left."""
    window = counted(submission, 2, [2**60, 1])
    before = window.sum()
    for value in [0.5, 2**60, 1]:
        window.push(value)
    assert [before, window.sum()] == [2**60 + 1] * 2


def test_ints_of_any_size(submission):
    """An int may be larger than any float."""
    window = counted(submission, 3, [10**400, -(10**400), 1])
    assert [len(window), window.min(), window.max(), window.sum()] == [3, -(10**400), 10**400, 1]


def test_a_sum_too_large(submission):
    """A sum beyond the largest float is an OverflowError; when enough has left, it is a sum again."""
    window = counted(submission, 2, [HUGE, HUGE])
    with pytest.raises(OverflowError):
        window.sum()
    for value in [1.0, 2.0]:
        window.push(value)
    assert window.sum() == 3.0


def test_large_steps_to_a_small_sum(submission):
    """Only the sum of the whole window can be too large, not that of a part."""
    window = counted(submission, 4, [HUGE, HUGE, -HUGE, -HUGE])
    assert window.sum() == 0.0


def test_the_rate(submission):
    """The rate is the number of values over `seconds`, the first one included."""
    window = submission.TimeWindow(4)
    for value, at, rate in [(70, 0, 0.25), (50, 1, 0.5), (90, 1, 0.75), (60, 4, 0.75)]:
        window.push(value, at)
        assert window.rate() == rate


def test_a_rate_over_less_than_a_second(submission):
    """`seconds` need not be whole."""
    window = timed(submission, 0.5, [(7, 0), (7, 0.25)])
    assert window.rate() == 4.0


@pytest.mark.parametrize("size", [0, -1], ids=["zero", "negative"])
def test_wrong_sizes(submission, size):
    """A count below 1 and seconds of 0 or less are a ValueError."""
    for make in [submission.CountWindow, submission.TimeWindow]:
        with pytest.raises(ValueError):
            make(size)


def test_full_windows(submission):
    """sliding() gives the lowest and the highest of each full window, in order."""
    assert drain(submission.sliding([3, 1, 2, 2, 5], 2)) == [(1, 3), (1, 2), (2, 2), (2, 5)]


def test_too_few_values(submission):
    """Fewer values than `count` make no full window; exactly `count` make one."""
    assert [drain(submission.sliding(values, 3)) for values in [[], [1, 2], [1, 3, 2]]] == [[], [], [(1, 3)]]


def test_windows_of_one(submission):
    """With a count of 1 each value is its own window."""
    assert drain(submission.sliding([3, 1], 1)) == [(3, 3), (1, 1)]


def test_sliding_is_lazy(submission):
    """Nothing is pulled at the call, `count` values for the first pair, one for each further pair."""
    source = Stream(range(900))
    pairs = submission.sliding(source, 3)

    assert source.pulled == 0
    assert [(next(pairs), source.pulled) for _ in range(3)] == [((0, 2), 3), ((1, 3), 4), ((2, 4), 5)]


def test_a_wrong_count_shows_at_the_call(submission):
    """sliding() refuses a count below 1 at once, not when somebody asks for the first pair."""
    with pytest.raises(ValueError):
        submission.sliding([1, 2], 0)

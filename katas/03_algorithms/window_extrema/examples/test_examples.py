import pytest
from window_extrema import CountWindow, TimeWindow, sliding


def test_the_last_values():
    window = CountWindow(3)
    for value in [5, 1, 4, 2]:
        window.push(value)
    assert [len(window), window.min(), window.max(), window.sum()] == [3, 1, 4, 7]


def test_the_sum_is_exact():
    window = CountWindow(2)
    for value in [1e16, 1.0, 1.0]:
        window.push(value)
    assert window.sum() == 2.0


def test_time_passes():
    window = TimeWindow(60)
    window.push(300, at=0)
    window.push(200, at=45)
    window.advance(60)
    assert [window.max(), window.rate()] == [200, 1 / 60]


def test_time_goes_backwards():
    window = TimeWindow(60)
    window.advance(60)
    with pytest.raises(ValueError):
        window.push(100, at=59)


def test_sliding():
    assert list(sliding(iter([3, 1, 2, 2]), 2)) == [(1, 3), (1, 2), (2, 2)]

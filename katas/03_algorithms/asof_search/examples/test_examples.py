import pytest
from asof_search import asof_join, first_true, oldest


def test_first_true():
    assert first_true(0, 100, lambda n: n * n >= 50) == 8


def test_none_is_true():
    assert first_true(3, 9, lambda n: False) == 9


def test_backward():
    assert asof_join([7, 10, 3], [5, 10, 10, 20]) == [0, 2, None]


def test_nearest():
    assert asof_join([7, 15, 30], [5, 10, 10, 20], direction="nearest", tolerance=5) == [0, 2, None]


def test_keys_that_fall():
    with pytest.raises(ValueError):
        asof_join([1], [2, 1])


def test_oldest():
    assert oldest([40, 50, 10, 20, 30]) == 2

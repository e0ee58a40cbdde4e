import pytest
from interval_set import IntervalSet


def test_touching_intervals_are_one():
    assert list(IntervalSet([(14, 18), (9, 12), (12, 13)])) == [(9, 13), (14, 18)]


def test_stop_is_outside():
    hours = IntervalSet([(9, 13), (14, 18)])
    assert [hour for hour in range(24) if hour in hours] == [9, 10, 11, 12, 14, 15, 16, 17]


def test_difference():
    assert IntervalSet([(9, 13), (14, 18)]) - IntervalSet([(11, 15)]) == IntervalSet([(9, 11), (15, 18)])


def test_a_list_is_no_operand():
    with pytest.raises(TypeError):
        IntervalSet([(9, 13)]) | [(1, 2)]

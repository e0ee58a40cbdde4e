import pytest
from running_stats import Stats


def test_merged_parts():
    morning, evening = Stats([1e9 + 4, 1e9 + 7, 1e9 + 13]), Stats([1e9 + 16])
    morning.merge(evening)
    assert [morning.count, morning.mean, morning.variance] == [4, 1e9 + 10, 30.0]


def test_the_other_one_stays():
    morning, evening = Stats([4, 7, 13]), Stats([16])
    morning.merge(evening)
    assert [evening.count, evening.mean] == [1, 16]


def test_one_value_has_no_variance():
    with pytest.raises(ValueError):
        _ = Stats([5]).variance


def test_nan_is_refused():
    stats = Stats([1, 2])
    with pytest.raises(ValueError):
        stats.push(float("nan"))
    assert stats.count == 2

from decimal import Decimal
from fractions import Fraction
from math import inf, nan

import pytest

LEVEL = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]


def merged(submission, *parts):
    """One instance for each part, all merged into the first."""
    first, *others = [submission.Stats(part) for part in parts]
    for other in others:
        first.merge(other)
    return first


def test_a_small_sample(submission):
    """Mean, sample variance and extremes of a few values are right."""
    s = submission.Stats([2, 4, 4, 10])
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [4, 5.0, 12.0, 2, 10]


def test_pushed_one_by_one(submission):
    """After each push the figures are those of all values so far."""
    s, seen = submission.Stats(), []
    for x in [3, -1, 4]:
        s.push(x)
        seen.append((s.count, round(s.mean, 6), s.minimum, s.maximum))
    assert seen == [(1, 3, 3, 3), (2, 1, -1, 3), (3, 2, -1, 4)]


def test_an_iterator_is_enough(submission):
    """The values are read once."""
    s = submission.Stats(iter([1, 2, 6]))
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [3, 3.0, 7.0, 1, 6]


def test_negative_values(submission):
    """Values below zero have a highest one too."""
    s = submission.Stats([-2, -4, -6])
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [3, -4.0, 4.0, -6, -2]


def test_small_differences_on_a_high_level(submission):
    """Readings near 1e9 that differ by 10 keep their variance."""
    s = submission.Stats(LEVEL)
    assert [s.count, round(s.mean, 2), round(s.variance, 4), s.minimum, s.maximum] == [4, 1e9 + 10, 30, 1e9 + 4, 1e9 + 16]


def test_a_level_reached_late(submission):
    """A first value far from all others does not spoil the figures."""
    s = submission.Stats([0, *LEVEL])
    assert round(s.variance / 1e13) == 20_000


@pytest.mark.parametrize("x", [0.1, 1e9 + 0.1, -7e149], ids=["tenth", "high", "huge"])
def test_equal_values(submission, x):
    """Equal values have variance 0, merged or not."""
    assert [submission.Stats([x] * 10).variance, merged(submission, [x], [x] * 3, [x] * 7).variance] == [0, 0]


def test_nearly_equal_values(submission):
    """A variance is never below zero."""
    s = submission.Stats([1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.1] * 7)
    assert s.variance >= 0


def test_the_largest_values(submission):
    """1e150 and -1e150 are values like others."""
    s = submission.Stats([1e150, -1e150, 0])
    assert [s.count, round(s.mean / 1e138), round(s.variance / 1e296), s.minimum, s.maximum] == [3, 0, 10_000, -1e150, 1e150]


@pytest.mark.parametrize("x", [nan, inf, -inf, 1.1e150, -1.1e150, 10**400], ids=["nan", "inf", "-inf", "large", "low", "int"])
def test_values_outside(submission, x):
    """NaN, infinities and whatever lies beyond 1e150 are a ValueError, and nothing changes."""
    s = submission.Stats([1, 2, 6])
    with pytest.raises(ValueError):
        s.push(x)
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [3, 3.0, 7.0, 1, 6]


@pytest.mark.parametrize("x", ["4", Decimal(4), Fraction(4), None], ids=["str", "Decimal", "Fraction", "None"])
def test_values_of_other_types(submission, x):
    """Only int and float are values: anything else is a TypeError, and nothing changes."""
    s = submission.Stats([1, 2, 6])
    with pytest.raises(TypeError):
        s.push(x)
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [3, 3.0, 7.0, 1, 6]


def test_bad_values_at_the_start(submission):
    """The constructor refuses what push refuses."""
    with pytest.raises(ValueError):
        submission.Stats([1, nan])


def test_without_values(submission):
    """Nothing seen is a count of 0; the other figures are a ValueError."""
    s = submission.Stats()
    assert s.count == 0
    for name in ["mean", "variance", "minimum", "maximum"]:
        with pytest.raises(ValueError):
            getattr(s, name)


def test_with_one_value(submission):
    """A single value has a mean and extremes; a variance of it is a ValueError."""
    s = submission.Stats([5])
    assert [s.count, round(s.mean, 6), s.minimum, s.maximum] == [1, 5, 5, 5]
    with pytest.raises(ValueError):
        _ = s.variance


def test_zero_is_a_value(submission):
    """Zero is a value like any other."""
    s = submission.Stats([0, 0.0])
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [2, 0, 0, 0, 0]


def test_merging_weighs(submission):
    """A merged mean weighs each part by its count."""
    s = merged(submission, [1, 2, 3, 4], [10])
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [5, 4.0, 12.5, 1, 10]


def test_merging_parts_that_lie_apart(submission):
    """The distance of the parts' means is part of the variance, also where the parts have none."""
    s = merged(submission, [1, 1], [5, 5])
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [4, 3.0, 5.3333, 1, 5]


def test_merging_on_a_high_level(submission):
    """Parts near 1e9 are merged without losing what they differ by."""
    s = merged(submission, LEVEL[:1], LEVEL[1:3], LEVEL[3:])
    assert [s.count, round(s.mean, 2), round(s.variance, 4), s.minimum, s.maximum] == [4, 1e9 + 10, 30, 1e9 + 4, 1e9 + 16]


def test_many_merges(submission):
    """A hundred parts, merged one after the other, are as exact as one stream."""
    s = merged(submission, *[[1e9 + i, 1e9 - i] for i in range(100)])
    assert [s.count, round(s.mean, 2), round(s.variance, 1), s.minimum, s.maximum] == [200, 1e9, 3300.0, 1e9 - 99, 1e9 + 99]


@pytest.mark.parametrize("parts", [[[], [1, 2, 6]], [[1, 2, 6], []], [[], [], [1, 2, 6], []]], ids=["into", "from", "between"])
def test_empty_parts(submission, parts):
    """A part without values changes nothing, wherever it comes."""
    s = merged(submission, *parts)
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [3, 3.0, 7.0, 1, 6]


def test_empty_with_empty(submission):
    """Nothing merged with nothing is nothing."""
    s = merged(submission, [], [])
    assert s.count == 0
    with pytest.raises(ValueError):
        _ = s.mean


def test_the_other_one_stays(submission):
    """A merge does not change the other one, and returns nothing."""
    s, other = submission.Stats([1, 2, 6]), submission.Stats([5, 7])
    assert s.merge(other) is None
    assert [other.count, round(other.mean, 6), round(other.variance, 4), other.minimum, other.maximum] == [2, 6.0, 2.0, 5, 7]


@pytest.mark.parametrize("start", [[], [3, 3]], ids=["empty", "filled"])
def test_separate_after_a_merge(submission, start):
    """What happens after a merge to one of them does not show in the other."""
    s, other = submission.Stats(start), submission.Stats([5, 7])
    s.merge(other)
    s.push(100)
    other.push(3)
    assert [s.count, s.maximum, other.count, round(other.mean, 6), other.minimum, other.maximum] == [len(start) + 3, 100, 3, 5.0, 3, 7]


def test_merged_with_itself(submission):
    """An instance merged with itself has seen each value twice."""
    s = submission.Stats([1, 2, 6])
    s.merge(s)
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [6, 3.0, 5.6, 1, 6]


@pytest.mark.parametrize("other", [[1, 2], 5, None], ids=["list", "number", "None"])
def test_merging_something_else(submission, other):
    """Only a Stats can be merged; anything else is a TypeError, and nothing changes."""
    s = submission.Stats([1, 2, 6])
    with pytest.raises(TypeError):
        s.merge(other)
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [3, 3.0, 7.0, 1, 6]


def test_through_a_dict(submission):
    """An instance from a dict goes on as the original would."""
    s = submission.Stats.from_dict(submission.Stats(LEVEL).to_dict())
    s.push(1e9 - 5)
    s.merge(submission.Stats([1e9 + 30, 1e9]))
    assert [s.count, round(s.mean, 1), round(s.variance, 3), s.minimum, s.maximum] == [7, 1000000009.3, 135.238, 1e9 - 5, 1e9 + 30]


def test_through_json(probes):
    """The dict survives JSON with every digit."""
    assert probes.after_json([0.1, 0.7, 1 / 3]) == [3, 0.377778, 0.0915, 0.1, 0.7]


def test_nothing_through_a_dict(submission):
    """What has seen nothing can be sent too, and goes on."""
    s = submission.Stats.from_dict(submission.Stats().to_dict())
    s.push(-5)
    s.push(-3)
    assert [s.count, round(s.mean, 6), round(s.variance, 4), s.minimum, s.maximum] == [2, -4.0, 2.0, -5, -3]


def test_valid_json(probes):
    """The dict is JSON without NaN and Infinity, also when nothing was seen."""
    assert probes.text([])["count"] == 0


def test_short_json(probes):
    """The dict stays short: 800 values do not make it more than 1,000 characters."""
    seen = probes.text([i / 7 for i in range(800)])
    assert [seen["count"], seen["characters"] <= 1000] == [800, True]


def test_a_dict_stays(probes):
    """from_dict does not change its dict, nor does what happens to the instance: it serves twice."""
    assert probes.read_twice() == {"kind": "dict", "changed": [], "second": [3, 3.0, 7.0, 1, 6]}


def test_to_dict_is_a_snapshot(probes):
    """A dict tells what was known when it was made, and to change it changes nothing."""
    assert probes.snapshot() == {"before": [3, 3.0, 7.0, 1, 6], "after": [4, 4.0, 8.6667, 1, 7]}


def test_subclasses(probes):
    """from_dict of a subclass makes a subclass; base and subclass can be merged."""
    assert probes.subclass() == ("Latency", [[4, 3.0, 4.6667, 1, 6]] * 2)

from fractions import Fraction
from operator import ior

import pytest
from graders.testing import drain


def test_touching_intervals_are_one(submission):
    """Where one interval stops and the next starts there is no gap."""
    assert drain(submission.IntervalSet([(0, 2), (2, 3)])) == [(0, 3)]


def test_gaps_stay(submission):
    """Only what touches or overlaps is joined: a gap of length 1 is a gap."""
    assert drain(submission.IntervalSet([(0, 2), (3, 4)])) == [(0, 2), (3, 4)]


def test_one_inside_another(submission):
    """An interval inside another does not shorten it."""
    assert drain(submission.IntervalSet([(1, 2), (0, 9), (3, 4)])) == [(0, 9)]


def test_pairs_without_length(submission):
    """A pair with start == stop adds nothing."""
    assert drain(submission.IntervalSet([(7, 7), (0, 2), (1, 1)])) == [(0, 2)]


def test_backward_pairs(submission):
    """A pair with start > stop is a ValueError, even where another pair covers it."""
    with pytest.raises(ValueError):
        submission.IntervalSet([(0, 9), (5, 3)])


def test_pairs_are_read_once(submission):
    """An iterator of pairs is enough."""
    assert drain(submission.IntervalSet(iter([(4, 6), (0, 2)]))) == [(0, 2), (4, 6)]


def test_the_empty_set(submission):
    """The empty set has no intervals, no length, and is false."""
    empty = submission.IntervalSet()
    assert [drain(empty), len(empty), bool(empty), empty.measure, 0 in empty] == [[], 0, False, 0, False]


def test_stop_is_outside(submission):
    """Start is in the set, stop is not, whatever lies between two intervals neither."""
    s = submission.IntervalSet([(0, 2), (4, 5)])
    assert [x for x in range(-2, 8) if x in s] == [0, 1, 4]


def test_fractions(submission):
    """Numbers need not be whole."""
    s = submission.IntervalSet([(Fraction(1, 3), 1), (1, Fraction(3, 2))])
    seen = [drain(s), s.measure, Fraction(5, 4) in s, 0 in s]
    assert seen == [[(Fraction(1, 3), Fraction(3, 2))], Fraction(7, 6), True, False]


def test_measure_counts_overlaps_once(submission):
    """measure is the length of the set, not of the pairs."""
    assert submission.IntervalSet([(0, 4), (2, 6), (8, 9)]).measure == 7


def test_union_fills_the_gap(submission):
    """A union joins what touches across the two sets."""
    assert drain(submission.IntervalSet([(0, 2), (4, 6)]) | submission.IntervalSet([(2, 4)])) == [(0, 6)]


def test_intersection_of_touching_sets(submission):
    """Sets that only touch have nothing in common."""
    assert drain(submission.IntervalSet([(0, 2), (4, 6)]) & submission.IntervalSet([(2, 5)])) == [(4, 5)]


def test_difference_cuts(submission):
    """A difference may cut one interval into several."""
    assert drain(submission.IntervalSet([(0, 9)]) - submission.IntervalSet([(0, 1), (3, 4), (6, 12)])) == [(1, 3), (4, 6)]


def test_symmetric_difference_of_touching_sets(submission):
    """A symmetric difference joins what touches, too."""
    assert drain(submission.IntervalSet([(0, 2)]) ^ submission.IntervalSet([(2, 4)])) == [(0, 4)]


def test_equal_sets(submission):
    """Sets with the same numbers are equal and hash alike, however they were built."""
    sets = [
        submission.IntervalSet([(0, 3)]),
        submission.IntervalSet([(1, 3), (0, 2), (7, 7)]),
        submission.IntervalSet([[0, 5]]) - submission.IntervalSet([(3, 6)]),
        submission.IntervalSet([(0, 1), (Fraction(1), Fraction(3))]),
    ]
    assert [[s == sets[0], hash(s) == hash(sets[0])] for s in sets] == [[True, True]] * 4


def test_different_sets(submission):
    """Sets with other numbers are not equal, even if their hashes are: hash(-2) == hash(-1)."""
    a, b = submission.IntervalSet([(-2, 0)]), submission.IntervalSet([(-1, 0)])
    assert [a == b, a != b] == [False, True]


def test_overlapping_sets_have_no_order(submission):
    """Of two sets that merely overlap, neither is part of the other."""
    a, b = submission.IntervalSet([(0, 2)]), submission.IntervalSet([(1, 3)])
    assert [a <= b, a < b, a >= b, a > b] == [False] * 4


def test_parts(submission):
    """A part is smaller; a set is part of itself, but not smaller."""
    a, b = submission.IntervalSet([(0, 2), (3, 4)]), submission.IntervalSet([(0, 5)])
    seen = [[x <= y, x < y, x >= y, x > y] for x, y in [(a, b), (b, a), (a, submission.IntervalSet(a))]]
    assert seen == [[True, True, False, False], [False, False, True, True], [True, False, True, False]]


METHODS = ["__or__", "__and__", "__sub__", "__xor__", "__eq__", "__ne__", "__le__", "__lt__", "__ge__", "__gt__"]


@pytest.mark.parametrize("other", [[(0, 2)], frozenset({0, 1}), 5], ids=["pairs", "frozenset", "number"])
def test_foreign_operands(submission, other):
    """Operators and comparisons give other classes their turn."""
    s = submission.IntervalSet([(0, 2)])
    assert {name: getattr(s, name)(other) for name in METHODS} == dict.fromkeys(METHODS, NotImplemented)


def test_operands_stay(submission):
    """No operator changes an operand, and `|=` leaves the set that others hold."""
    kept, other = submission.IntervalSet([(0, 2)]), submission.IntervalSet([(5, 6)])
    merged = ior(kept, other)
    assert [drain(kept), drain(merged)] == [[(0, 2)], [(0, 2), (5, 6)]]


def test_repr(submission):
    """repr is an expression for an equal set, the empty one included."""
    sets = [[], [(5, 6), (-2, 0)], [(Fraction(1, 2), 1)]]
    assert [repr(submission.IntervalSet(pairs)) for pairs in sets] == [
        "IntervalSet([])", "IntervalSet([(-2, 0), (5, 6)])", "IntervalSet([(Fraction(1, 2), 1)])",
    ]


def test_str(submission):
    """str shows the intervals in mathematical notation, with the str of each bound."""
    sets = [[], [(5, 6), (-2, 0)], [(Fraction(1, 2), 1)]]
    assert [str(submission.IntervalSet(pairs)) for pairs in sets] == ["{}", "[-2, 0) [5, 6)", "[1/2, 1)"]


def test_format(submission):
    """A format specification is for each bound; without one it is str."""
    s = submission.IntervalSet([(10, 255), (4096, 5000)])
    assert [f"{s:x}", f"{s:,}", f"{s}", f"{submission.IntervalSet():x}"] == [
        "[a, ff) [1000, 1388)", "[10, 255) [4,096, 5,000)", "[10, 255) [4096, 5000)", "{}",
    ]


def test_nothing_can_be_set(probes):
    """No attribute of an instance can be set or deleted, neither the stored ones nor new ones."""
    assert probes.changes() == {"outcomes": ["refused"], "after": [(0, 2), (4, 6)]}


def test_pairs_are_not_kept(probes):
    """What the caller does to its lists later changes nothing."""
    assert probes.changed_pairs() == [[(0, 2), (4, 6)], [(0, 2), (4, 6)], []]


def test_copies(probes):
    """A set can be copied and pickled, by every protocol."""
    assert probes.copies() == [("IntervalSet", [(0, 2), (4, 6)], True)] * 8


def test_subclasses(probes):
    """Results have the class of the left operand; contents decide about equality, whatever the class."""
    assert probes.subclass() == {
        "results": ["Shifts([(0, 6)])", "Shifts([(2, 4)])", "Shifts([(0, 2)])", "Shifts([(0, 2), (4, 6)])", "IntervalSet([(0, 6)])"],
        "equal": [True, True, True],
    }

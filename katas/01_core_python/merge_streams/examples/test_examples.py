import pytest
from merge_streams import Peekable, group_runs, merge


def test_order():
    assert list(merge([1, 4, 4], [], [2, 3, 4])) == [1, 2, 3, 4, 4, 4]


def test_a_late_item():
    with pytest.raises(ValueError):
        list(merge([1, 5, 3]))


def test_runs():
    assert [(key, list(run)) for key, run in group_runs("aabba")] == [("a", ["a"] * 2), ("b", ["b"] * 2), ("a", ["a"])]


def test_peek():
    numbers = Peekable([7])
    assert [numbers.peek(), next(numbers), numbers.peek("end")] == [7, 7, "end"]


def test_close_reaches_a_generator():
    events = []

    def source():
        try:
            yield from [1, 2, 3]
        finally:
            events.append("closed")

    merged = merge(source(), [2])
    next(merged)
    merged.close()
    assert events == ["closed"]

import pytest
from graders.testing import Spy, Stream, drain


def sales(*rows):
    """Rows of shop, month and sum."""
    return [dict(zip(("shop", "month", "sum"), row, strict=True)) for row in rows]


GIVEN = sales(("Rome", "May", 5), ("Oslo", "Jan", 1), ("Rome", "Jan", 2), ("Rome", "May", 4))


def test_cells(submission):
    """A cell is made of the values of all rows that belong to it."""
    assert submission.pivot(GIVEN, ["shop"], "month", "sum", sum) == [{"shop": "Rome", "May": 9, "Jan": 2}, {"shop": "Oslo", "May": None, "Jan": 1}]


def test_no_rows(submission):
    """No rows make no table."""
    assert submission.pivot([], ["shop"], "month", "sum", sum) == []


def test_values_of_a_cell(submission):
    """agg gets a list of the values in the order of the rows, once for each cell that has rows."""
    agg = Spy([1, 2, 3])
    assert submission.pivot(GIVEN, ["shop"], "month", "sum", agg) == [{"shop": "Rome", "May": 1, "Jan": 2}, {"shop": "Oslo", "May": None, "Jan": 3}]
    assert agg.calls == [([5, 4],), ([2],), ([1],)]


def test_lists_of_their_own(submission):
    """Each cell has a list of its own."""
    given = sales(("a", "x", 1), ("b", "x", 2), ("a", "y", 3), ("a", "x", 4))
    assert submission.pivot(given, ["shop"], "month", "sum", list) == [{"shop": "a", "x": [1, 4], "y": [3]}, {"shop": "b", "x": [2], "y": None}]


def test_order_of_columns(submission):
    """Columns come in the order in which they first appear in the rows, the same in every dict."""
    given = sales(("b", "z", 1), ("a", "m", 2), ("b", "a", 3), ("a", "z", 4), ("a", "k", 5))
    assert [list(row.items()) for row in submission.pivot(given, ["shop"], "month", "sum", sum)] == [[("shop", "b"), ("z", 1), ("m", None), ("a", 3), ("k", None)], [("shop", "a"), ("z", 4), ("m", 2), ("a", None), ("k", 5)]]


def test_order_of_many_columns(submission):
    """The order of the columns is that of the rows, not one of their own, however many there are."""
    given = [{"k": 1, "c": name} for name in ["t", "c", "r", "a", "y", "f", "o", "b"]]
    assert [list(row) for row in submission.pivot(given, ["k"], "c", "c", len)] == [["k", "t", "c", "r", "a", "y", "f", "o", "b"]]


def test_order_of_lines(submission):
    """Lines come in the order in which their combinations first appear."""
    given = sales(("m", "x", 1), ("z", "x", 2), ("a", "x", 3), ("z", "x", 4), ("m", "x", 5))
    assert [list(row.items()) for row in submission.pivot(given, ["shop"], "month", "sum", sum)] == [[("shop", "m"), ("x", 6)], [("shop", "z"), ("x", 6)], [("shop", "a"), ("x", 3)]]


def test_several_index_fields(submission):
    """Each combination of the index fields is a line, with these fields first, in the order of the index."""
    given = [{"v": 1, "c": "x", "p": 1, "q": "a"}, {"v": 2, "c": "x", "p": 2, "q": "a"}, {"v": 3, "c": "y", "p": 1, "q": "a"}, {"v": 4, "c": "x", "p": 1, "q": "b"}]
    assert [list(row.items()) for row in submission.pivot(given, ("q", "p"), "c", "v", sum)] == [[("q", "a"), ("p", 1), ("x", 1), ("y", 3)], [("q", "a"), ("p", 2), ("x", 2), ("y", None)], [("q", "b"), ("p", 1), ("x", 4), ("y", None)]]


def test_combinations_are_not_joined(submission):
    """Combinations that look alike when they are written in a row are different."""
    given = [{"p": "a", "q": "bc", "c": 0, "v": 1}, {"p": "ab", "q": "c", "c": 0, "v": 2}]
    assert submission.pivot(given, ["p", "q"], "c", "v", sum) == [{"p": "a", "q": "bc", 0: 1}, {"p": "ab", "q": "c", 0: 2}]


def test_fill(submission):
    """A cell without rows is `fill`, and agg is not asked."""
    agg = Spy([0, 0])
    given = sales(("a", "x", 1), ("b", "y", 2))
    assert submission.pivot(given, ["shop"], "month", "sum", agg, fill="-") == [{"shop": "a", "x": 0, "y": "-"}, {"shop": "b", "x": "-", "y": 0}]


def test_nothing_is_not_fill(submission):
    """What agg makes of the rows stays, also if it is 0, empty or None."""
    given = sales(("a", "x", 0), ("a", "y", 5))
    assert submission.pivot(given, ["shop"], "month", "sum", Spy([0, None]), fill=7) == [{"shop": "a", "x": 0, "y": None}]


def test_none_everywhere(submission):
    """None in a row is a combination, a column or a value like others."""
    given = sales((None, "x", 1), ("a", None, None), (None, None, 3))
    assert submission.pivot(given, ["shop"], "month", "sum", list, 0) == [{"shop": None, "x": [1], None: [3]}, {"shop": "a", "x": 0, None: [None]}]


def test_columns_of_any_kind(submission):
    """Columns are the values themselves, not their texts."""
    given = sales(("a", 1, 1), ("a", "1", 2), ("a", (1, 2), 3), ("a", 1, 4))
    assert submission.pivot(given, ["shop"], "month", "sum", sum) == [{"shop": "a", 1: 5, "1": 2, (1, 2): 3}]


def test_column_called_like_the_field(submission):
    """A column may be called like the fields `column` and `value`."""
    given = sales(("a", "month", 1), ("a", "sum", 2))
    assert submission.pivot(given, ["shop"], "month", "sum", sum) == [{"shop": "a", "month": 1, "sum": 2}]


def test_one_field_in_two_roles(submission):
    """One field may be in the index, the column and the value."""
    assert submission.pivot(sales(("a", 1, 4), ("a", 2, 4)), ["shop"], "sum", "sum", len) == [{"shop": "a", 4: 2}]


def test_rows_are_read_once(submission):
    """Rows may come from an iterator."""
    assert submission.pivot(Stream(GIVEN), ["shop"], "month", "sum", sum) == [{"shop": "Rome", "May": 9, "Jan": 2}, {"shop": "Oslo", "May": None, "Jan": 1}]


@pytest.mark.parametrize("field", ["shop", "month", "sum"])
def test_rows_that_lack_a_field(submission, field):
    """A row that lacks a field is a KeyError; agg waits until all rows have been read."""
    agg, given = Spy(), [*GIVEN, {name: 1 for name in ["shop", "month", "sum"] if name != field}]
    with pytest.raises(KeyError):
        submission.pivot(given, ["shop"], "month", "sum", agg)
    assert agg.calls == []


def test_a_column_like_an_index_field(submission):
    """A column that is called like an index field is a ValueError, before any cell is made."""
    agg = Spy()
    with pytest.raises(ValueError):
        submission.pivot(sales(("a", "x", 1), ("b", "shop", 2)), ["sum", "shop"], "month", "sum", agg)
    assert agg.calls == []


def test_errors_of_agg(submission):
    """An error of agg leaves as it is."""
    with pytest.raises(LookupError, match="no median"):
        submission.pivot(GIVEN, ["shop"], "month", "sum", Spy([1, LookupError("no median")]))


TABLE = [{"May": 9, "shop": "Rome", "Jan": 2}, {"shop": "Oslo", "Jan": 1, "May": None, "Sep": 0}]


def test_unpivot(submission):
    """Each cell is a dict: index fields first, then its column, then the cell, in the order of the table."""
    assert [list(row.items()) for row in drain(submission.unpivot(TABLE, ["shop"], "month", "sum"))] == [
        [("shop", "Rome"), ("month", "May"), ("sum", 9)], [("shop", "Rome"), ("month", "Jan"), ("sum", 2)],
        [("shop", "Oslo"), ("month", "Jan"), ("sum", 1)], [("shop", "Oslo"), ("month", "Sep"), ("sum", 0)],
    ]


def test_unpivot_with_fill(submission):
    """Only cells equal to `fill` are left out: None stays, if fill is another."""
    assert drain(submission.unpivot([{"k": 0, "x": 0, "y": None, "z": 0.0, "w": ""}], ["k"], "c", "v", 0)) == [{"k": 0, "c": "y", "v": None}, {"k": 0, "c": "w", "v": ""}]


def test_unpivot_several_index_fields(submission):
    """Index fields come in the order of the index, whatever their order in the table; no other field is among them."""
    assert [list(row.items()) for row in drain(submission.unpivot([{"p": 1, "x": 2, "q": 3, "pq": 4}], ("q", "p"), "c", "v"))] == [[("q", 3), ("p", 1), ("c", "x"), ("v", 2)], [("q", 3), ("p", 1), ("c", "pq"), ("v", 4)]]


def test_unpivot_pulls_when_asked(submission):
    """A row of the table is pulled when a cell of it is asked for."""
    source = Stream([{"k": 1, "x": 2, "y": 3}, {"k": 4, "x": 5}])
    cells = submission.unpivot(source, ["k"], "c", "v")
    assert [source.pulled, [(next(cells)["v"], source.pulled) for _ in range(3)]] == [0, [(2, 1), (3, 1), (5, 2)]]


@pytest.mark.parametrize("names", [("v", "v"), ("k", "v"), ("c", "k")], ids=["both", "column", "value"])
def test_unpivot_names(submission, names):
    """Names that would overwrite each other are a ValueError at the call itself."""
    with pytest.raises(ValueError):
        submission.unpivot([{"k": 1, "x": 2}], ["j", "k"], *names)


def test_there_and_back(submission):
    """What was pivoted with a list of the values comes back cell by cell."""
    table = submission.pivot(GIVEN, ["shop"], "month", "sum", list)
    assert drain(submission.unpivot(table, ["shop"], "month", "sums")) == [
        {"shop": "Rome", "month": "May", "sums": [5, 4]}, {"shop": "Rome", "month": "Jan", "sums": [2]}, {"shop": "Oslo", "month": "Jan", "sums": [1]},
    ]


def test_rows_stay(probes):
    """The rows that were given are as they were."""
    assert probes.rows_afterwards() == [{"k": 1, "c": "x", "v": [1]}, {"k": 1, "c": "x", "v": [2]}]

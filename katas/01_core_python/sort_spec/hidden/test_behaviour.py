from datetime import date
from decimal import Decimal

import pytest
from graders.testing import Stream


def rows(*values):
    """Rows with the fields a, b, c, d as far as there are values."""
    return [dict(zip("abcd", row, strict=False)) for row in values]


def test_one_field(submission):
    """Rows come out ascending by the field."""
    assert submission.compile_sort("a")(rows([3], [1], [2])) == rows([1], [2], [3])


def test_the_first_difference_decides(submission):
    """Each term is about its own field, and the first in which rows differ decides."""
    given = rows([2, 1, 1], [1, 2, 2], [1, 2, 1], [2, 1, 0], [1, 1, 9])
    assert submission.compile_sort("a,b,c")(given) == rows([1, 1, 9], [1, 2, 1], [1, 2, 2], [2, 1, 0], [2, 1, 1])


def test_order_of_terms(submission):
    """The order of the terms is what counts, not that of the fields in a row."""
    assert submission.compile_sort("c,a")(rows([2, 0, 1], [1, 0, 2], [1, 0, 1])) == rows([1, 0, 1], [2, 0, 1], [1, 0, 2])


def test_mixed_directions(submission):
    """Each term has its own direction."""
    given = rows([1, 1], [2, 1], [1, 2], [2, 2])
    expected = [rows([2, 1], [2, 2], [1, 1], [1, 2]), rows([1, 2], [1, 1], [2, 2], [2, 1])]
    assert [submission.compile_sort(spec)(given) for spec in ["-a,b", "+a,-b"]] == expected


def test_plus(submission):
    """A plus says what goes without saying."""
    assert submission.compile_sort("+a")(rows([2], [1])) == rows([1], [2])


@pytest.mark.parametrize("values", [
    ["b", "a", "c"], [(1, 2), (1,), (2,)], [date(2024, 2, 1), date(2023, 5, 1), date(2024, 2, 2)], [Decimal("1.5"), 1, 2.5], [[2], [1, 5], [3]],
], ids=["text", "tuple", "date", "number", "list"])
def test_descending_without_negating(submission, values):
    """Descending works for whatever has `<`, not only for numbers."""
    middle, low, high = rows(*[[value] for value in values])
    assert submission.compile_sort("-a")([middle, low, high]) == [high, middle, low]


def test_stable(submission):
    """Rows that differ in no term stay in their order."""
    given = rows([1, "p"], [0, "q"], [1, "r"], [0, "s"], [1, "t"])
    assert submission.compile_sort("a")(given) == rows([0, "q"], [0, "s"], [1, "p"], [1, "r"], [1, "t"])


def test_stable_when_descending(submission):
    """Rows that differ in no term stay in their order when descending, too."""
    given = rows([1, "p", 0], [0, "q", 0], [1, "r", 0], [0, "s", 0], [1, "t", 0])
    expected = rows([1, "p", 0], [1, "r", 0], [1, "t", 0], [0, "q", 0], [0, "s", 0])
    assert [submission.compile_sort(spec)(given) for spec in ["-a", "-a,c", "-c,-a"]] == [expected] * 3


@pytest.mark.parametrize(("spec", "expected"), [
    ("a", [[1], [2], [None], [None]]),
    ("-a", [[2], [1], [None], [None]]),
    ("a:nulls_first", [[None], [None], [1], [2]]),
    ("-a:nulls_first", [[None], [None], [2], [1]]),
    ("a:nulls_last", [[1], [2], [None], [None]]),
    ("-a:nulls_last", [[2], [1], [None], [None]]),
], ids=["up", "down", "first-up", "first-down", "last-up", "last-down"])
def test_nulls(submission, spec, expected):
    """None comes last, or first where the term says so, whatever the sign is."""
    assert submission.compile_sort(spec)(rows([None], [2], [None], [1])) == rows(*expected)


@pytest.mark.parametrize(("spec", "expected"), [("a,b", "qspr"), ("-a,-b", "qrps"), ("a:nulls_first,b", "sprq"), ("-a:nulls_first,-b", "rpsq")],
                         ids=["up", "down", "first-up", "first-down"])
def test_rows_without_a_value(submission, spec, expected):
    """Rows without a value do not differ in that term: the next one decides."""
    given = rows([None, 2, "p"], [7, 1, "q"], [None, 3, "r"], [None, 1, "s"])
    assert "".join([row["c"] for row in submission.compile_sort(spec)(given)]) == expected


def test_falsy_values(submission):
    """Zero and the empty text are values, not nulls."""
    assert submission.compile_sort("a,b")(rows([1, "x"], [0, "x"], [-1, "x"], [0, ""])) == rows([-1, "x"], [0, ""], [0, "x"], [1, "x"])


def test_only_nulls(submission):
    """Rows without any value in a field stay in their order."""
    assert submission.compile_sort("-a")(rows([None, 2], [None, 1])) == rows([None, 2], [None, 1])


def test_case(submission):
    """Without ci capitals come first, with ci case does not matter."""
    given = rows(["b", 1], ["B", 2], ["a", 3], ["A", 4])
    assert [[row["b"] for row in submission.compile_sort(spec)(given)] for spec in ["a", "a:ci", "-a:ci", "-a"]] == [[4, 2, 3, 1], [3, 4, 1, 2], [1, 2, 3, 4], [1, 3, 2, 4]]


def test_case_is_folded(submission):
    """ci folds case in full: a sharp s is ss."""
    given = rows(["stra\u00dfe", 2], ["STRASSE", 1], ["strasz", 0])
    assert submission.compile_sort("a:ci,b")(given) == rows(["STRASSE", 1], ["stra\u00dfe", 2], ["strasz", 0])


def test_case_of_one_term(submission):
    """ci belongs to its own term."""
    given = rows(["x", "b"], ["X", "B"], ["x", "A"], ["X", "a"])
    assert submission.compile_sort("a:ci,b")(given) == rows(["x", "A"], ["X", "B"], ["X", "a"], ["x", "b"])


def test_case_of_other_values(submission):
    """ci leaves values alone that are no text."""
    assert submission.compile_sort("-a:ci")(rows([2], [None], [3])) == rows([3], [2], [None])


def test_ci_numbers(submission):
    """Numbers in a term with ci are compared as numbers."""
    assert submission.compile_sort("a:ci")(rows([10], [9], [100])) == rows([9], [10], [100])


def test_rows_show_what_they_had(submission):
    """What comes out are the rows, not what was compared."""
    assert submission.compile_sort("a:ci:nulls_first")(rows(["B", 1], [None, 2], ["a", 3])) == rows([None, 2], ["a", 3], ["B", 1])


def test_options_in_any_order(submission):
    """Several options of a term all count, in whichever order they stand."""
    given = rows(["b"], [None], ["A"])
    assert [submission.compile_sort(spec)(given) for spec in ["-a:ci:nulls_first", "-a:nulls_first:ci"]] == [rows([None], ["b"], ["A"])] * 2


def test_blanks(submission):
    """Blanks around terms, fields and options do not matter."""
    given = rows([1, "b"], [2, "A"], [1, None], [2, "c"])
    assert submission.compile_sort("  - a ,\tb : ci : nulls_first ")(given) == rows([2, "A"], [2, "c"], [1, None], [1, "b"])


def test_names_of_fields(submission):
    """Only the first character is a sign; names may have dashes, dots and blanks inside."""
    given = [{"unit-price": 1, "+x": 1, "first name.de": "b"}, {"unit-price": 2, "+x": 1, "first name.de": "a"}, {"unit-price": 2, "+x": 2, "first name.de": "a"}]
    assert [submission.compile_sort(spec)(given) for spec in ["-unit-price,++x", "first name.de,-+x"]] == [[given[1], given[2], given[0]], [given[2], given[1], given[0]]]


@pytest.mark.parametrize(("spec", "expected"), [("grade", [1, 3, 0, 2, 4]), ("-grade", [0, 2, 4, 1, 3]), ("grade,age", [3, 1, 2, 0, 4]), ("-grade,-age", [0, 4, 2, 1, 3])],
                         ids=["up", "down", "two-up", "two-down"])
def test_values_with_less_than_only(probes, spec, expected):
    """Values of which neither is less do not differ, although they are not equal."""
    assert probes.grades(spec) == expected


def test_the_rows_themselves(probes):
    """A new list of the very rows comes out, and the list that was given stays as it was."""
    assert probes.same_rows() == {"out": [1, 0, 2], "in": [0, 1, 2], "rows": [{"a": 2}, {"a": 1}, {"a": 2}]}


def test_rows_are_read_once(submission):
    """Rows may come from an iterator."""
    assert submission.compile_sort("a,-b")(Stream(rows([2, 1], [1, 1], [1, 2]))) == rows([1, 2], [1, 1], [2, 1])


def test_used_again(submission):
    """A compiled order sorts any number of lists, and knows nothing of other orders."""
    up, down = submission.compile_sort("a"), submission.compile_sort("-a")
    assert [[row["a"] for row in sort(given)] for sort, given in [(up, rows([2], [1])), (down, rows([3], [4])), (up, rows([6], [5])), (up, [])]] == [[1, 2], [4, 3], [5, 6], []]


@pytest.mark.parametrize("given", [rows([1]), rows([1, 1], [2]), rows([1], [2, 1])], ids=["one", "last", "first"])
def test_rows_that_lack_a_field(submission, given):
    """A row without the field is a KeyError, even if another term decides or no row is there to compare with."""
    with pytest.raises(KeyError):
        submission.compile_sort("a,b")(given)


def test_values_that_do_not_compare(submission):
    """Values that cannot be compared are a TypeError."""
    with pytest.raises(TypeError):
        submission.compile_sort("a")(rows([1], ["x"]))


def test_errors_leave_rows_alone(probes):
    """When rows cannot be sorted, the list that was given is as it was."""
    assert probes.after_an_error("n,a") == {"error": "KeyError", "rows": [{"n": 3, "a": 1}, {"n": 1, "a": "x"}, {"n": 2}]}


@pytest.mark.parametrize("spec", ["", "  ", ",", "a,", "a,,b", ",a", "-", "+,a", ":ci", "-:ci", "a:", "a::ci", "a: ,b"])
def test_empty_parts(submission, spec):
    """An empty order, term, field or option is a ValueError of compile_sort."""
    with pytest.raises(ValueError):
        submission.compile_sort(spec)


@pytest.mark.parametrize("spec", ["a:desc", "a,b:CI", "a:nulls", "a:ci nulls_last", "a:nulls_first=1"])
def test_unknown_options(submission, spec):
    """An option that there is not is a ValueError of compile_sort."""
    with pytest.raises(ValueError):
        submission.compile_sort(spec)


@pytest.mark.parametrize("spec", ["a:ci:ci", "a:nulls_last:nulls_last", "a:nulls_first:nulls_last", "a:nulls_first:ci:nulls_last", "a,b,a", "a,-a", "a, a:ci"])
def test_said_twice(submission, spec):
    """What is said twice, or two ways, is a ValueError of compile_sort."""
    with pytest.raises(ValueError):
        submission.compile_sort(spec)


def test_count_reads(probes, budget):
    """Each row is asked once for each field."""
    seen = probes.reads(1000)
    assert seen["ordered"] == sorted(seen["ordered"])
    budget(seen["read"])

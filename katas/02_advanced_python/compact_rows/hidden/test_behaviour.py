import math

import pytest

ALL = {"n": "int", "half": "float", "odd": "bool", "text": "str"}
GOOD = {"n": 1, "half": 0.5, "odd": True, "text": "one"}
ROW = list(GOOD.items())


def test_rows(probes):
    """What was appended is read, in the order of the schema, whatever the order of the row."""
    rows = [{"text": "a", "odd": True, "half": 0.5, "n": 7}, {"n": -8, "half": 1.5, "odd": False, "text": ""}]
    assert probes.appended(ALL, rows) == ([None, None], 2, [
        [("n", 7), ("half", 0.5), ("odd", True), ("text", "a")], [("n", -8), ("half", 1.5), ("odd", False), ("text", "")],
    ])


def test_ints(probes):
    """An int column takes 64 bits, with a sign."""
    numbers = [0, -1, 2**31, 2**63 - 1, -(2**63)]
    assert probes.values("int", numbers) == [("int", "0"), ("int", "-1"), ("int", "2147483648"), ("int", "9223372036854775807"), ("int", "-9223372036854775808")]


def test_floats(probes):
    """A float column has floats to the last bit."""
    numbers = [0.1, -0.0, math.inf, 5e-324, math.nan]
    assert probes.values("float", numbers) == [("float", "0.1"), ("float", "-0.0"), ("float", "inf"), ("float", "5e-324"), ("float", "nan")]


def test_ints_as_floats(probes):
    """An int that a float column is given becomes a float."""
    assert probes.values("float", [3, 2**60 + 1]) == [("float", "3.0"), ("float", "1.152921504606847e+18")]


def test_bools(probes):
    """A bool column has bools, not numbers."""
    assert probes.values("bool", [True, False]) == [("bool", "True"), ("bool", "False")]


def test_texts(probes):
    """A str column has any text."""
    assert probes.values("str", ["", "plain", "a\0b", "\u00fc", "\ud800"]) == [("str", "''"), ("str", "'plain'"), ("str", "'a\\x00b'"), ("str", "'\u00fc'"), ("str", "'\\ud800'")]


@pytest.mark.parametrize(("name", "bad"), [
    ("n", 1.0), ("n", True), ("n", "1"), ("half", True), ("half", "0.5"), ("odd", 1), ("odd", None), ("text", b"one"), ("text", None),
])
def test_other_kinds(probes, name, bad):
    """A value of another kind is a TypeError; a bool is no number, and a number is no bool."""
    assert probes.appended(ALL, [{**GOOD, name: bad}]) == (["TypeError"], 0, [])


@pytest.mark.parametrize("bad", [{"n": 2**63}, {"n": -(2**63) - 1}, {"half": 10**400}], ids=["large", "small", "no-float"])
def test_too_large(probes, bad):
    """An int that the column has no room for is an OverflowError, and nothing is appended."""
    schema, good = {"text": "str", "half": "float", "n": "int"}, {"text": "good", "half": 0.5, "n": 1}
    assert probes.appended(schema, [{**good, "text": "bad", **bad}, good]) == (["OverflowError", None], 1, [list(good.items())])


@pytest.mark.parametrize("row", [{}, {"n": 1, "half": 0.5, "odd": True}, {**GOOD, "more": 1}, {"n": 1, "half": 0.5, "odd": True, "Text": "one"}], ids=["none", "missing", "more", "other"])
def test_other_names(probes, row):
    """A row whose names are not those of the schema is a ValueError."""
    assert probes.appended(ALL, [row]) == (["ValueError"], 0, [])


@pytest.mark.parametrize("name", ["half", "odd", "text"])
def test_refused_row(probes, name):
    """Of a row with a bad value nothing is appended to any column."""
    rows = [GOOD, {"n": 2, "half": 2.5, "odd": False, "text": "bad", name: None}, {**GOOD, "n": 3}]
    assert probes.appended(ALL, rows) == ([None, "TypeError", None], 2, [ROW, [("n", 3), *ROW[1:]]])


def test_texts_of_refused_rows(probes):
    """The texts of a row that is refused are not kept."""
    assert probes.refused_memory(200) == (0, 1)


def test_subclasses(probes):
    """A value of a subclass, such as a member of an enum, is taken for its number or text, and read as a plain one."""
    assert probes.subclasses() == [
        [("int", 3), ("float", 0.5), ("str", "mi"), ("str", "hello")], [("int", 3), ("float", 3.0), ("str", "mi"), ("str", "hello")],
    ]


def test_equal_texts(probes):
    """Equal texts of a column are read as one object."""
    assert probes.same_objects(["north", "south", "north", "", "south", "north"]) == [0, 1, 0, 3, 1, 0]


@pytest.mark.parametrize("schema", [{}, {"n": "int", "m": "integer"}], ids=["no-name", "other"])
def test_bad_schemas(probes, schema):
    """A schema with another kind, or without names, is a ValueError."""
    assert probes.made(schema) == "ValueError"


def test_schema_afterwards(probes):
    """What becomes of the schema later does not matter to the store."""
    assert probes.changed_schema() == [[("n", 1)], [("n", 2)]]


def test_row_afterwards(probes):
    """A row is read when it is appended; it may be one of another store."""
    assert probes.changed_row() == ([[("n", 1)]], [[("n", 2)], [("n", 1)]])


def test_indexes(probes):
    """Indexes count from either end; where there is no row, it is an IndexError, in a slice too."""
    assert probes.at(5, [0, 3, 4, 5, -1, -3, -5, -6]) == [
        [0, 3, 4, "IndexError", 4, 2, 0, "IndexError"], [1, "IndexError", "IndexError", "IndexError", 3, 1, "IndexError", "IndexError"],
    ]


def test_slices(probes):
    """A slice has the rows that a list's would have."""
    slices = [slice(None), slice(2, 4), slice(-2, None), slice(4, 99), slice(4, 2)]
    assert probes.each_sliced(6, slices) == [[0, 1, 2, 3, 4, 5], [2, 3], [4, 5], [4, 5], []]


def test_slices_with_a_step(probes):
    """A slice may have a step, which may be negative."""
    slices = [slice(None, None, 2), slice(None, None, -1), slice(4, 0, -3)]
    assert probes.each_sliced(6, slices) == [[0, 2, 4], [5, 4, 3, 2, 1, 0], [4, 1]]


def test_slices_of_slices(probes):
    """A slice can be sliced; its rows are counted from its own first one."""
    assert probes.sliced(20, slice(3, 17), slice(None, None, -3), slice(1, 4)) == (3, [13, 10, 7], 7)


def test_slices_and_later_rows(probes):
    """A slice has the rows that were there when it was made."""
    assert probes.rows_meanwhile() == {"slice": [1, 2, 3], "reversed": [3, 2, 1, 0], "row": 3, "all": list(range(8))}


def test_iteration_and_later_rows(probes):
    """An iteration comes to the rows that are appended meanwhile, as that of a list does."""
    assert probes.appended_meanwhile() == [0, 1, 2, 3]


def test_sequences(probes):
    """A store and its slices are sequences, in which rows are found by what is equal to them."""
    expected = {"sequence": True, "reversed": [7, 5, 6, 5], "index": 1, "count": 2, "in": [True, False, True]}
    assert probes.as_sequence() == {"store": expected, "slice": expected}


def test_mappings(probes):
    """A row is a mapping that cannot be changed, and equals a dict with the same items."""
    row = {"n": 2, "half": 1.0, "odd": False, "text": "t2"}
    assert probes.as_mapping() == {
        "mapping": True, "dict": row, "keys": list(row), "len": 4, "items": list(row.items()), "get": "none",
        "missing": "KeyError", "equal": [True, True, False, False], "changed": "TypeError", "then": 2,
    }


@pytest.mark.parametrize(("kind", "rows", "seen"), [
    ("int", [5, -6, 2**62], ("q", True, [5, -6, 2**62])), ("float", [0.5, 3], ("d", True, [0.5, 3.0])), ("float", [], ("d", True, [])),
], ids=["int", "float", "empty"])
def test_columns(probes, kind, rows, seen):
    """A column of numbers is a read-only memoryview of format q or d."""
    assert probes.column({"a": "str", "x": kind}, [{"a": "", "x": x} for x in rows], "x") == seen


def test_other_columns(probes):
    """A column of bool or str has no numbers, which is a TypeError; one that is not there is a KeyError."""
    assert probes.columns_refused() == ["TypeError", "TypeError", "KeyError"]


@pytest.mark.parametrize("held", [["n"], ["half"], ["n", "half", "n"]], ids="-".join)
def test_held_columns(probes, held):
    """Rows can be appended while somebody holds columns, which stay as they are; of a refused row nothing is appended."""
    old, new = {"n": [0, 1, 2], "half": [0.0, 0.5, 1.0]}, {"n": [0, 1, 2, 3, 4], "half": [0.0, 0.5, 1.0, 1.5, 2.0]}
    assert probes.columns_meanwhile(held, 2) == {
        "held": [old[name] for name in held], "again": [new[name] for name in held], "refused": ["TypeError"], "rows": True, "numbers": [0, 1, 2, 3, 4],
    }


def test_columns_are_not_copied(probes):
    """A column is not copied when it is looked at."""
    assert probes.column_memory(3000) == (0, 2999, 2999, 2999 / 3)


@pytest.mark.parametrize("shape", ["numbers", "texts", "few texts"])
def test_nbytes(probes, shape):
    """nbytes is what the store holds, right within a quarter: its columns, and its texts, each of them once."""
    assert 0.75 <= probes.memory(shape, 1000) <= 1.25


def test_memory_is_given_back(probes):
    """When a store goes, its texts go with it."""
    assert probes.dropped_memory(200) == (0, 200)


def test_what_outlives_the_store(probes):
    """A row, a slice and a column can be read although nobody has the store any more."""
    assert probes.outlived() == {"row": "t1", "slice": [1, 2], "column": [0, 1, 2]}

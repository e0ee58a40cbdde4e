from decimal import Decimal, InvalidOperation

import pytest
from graders.testing import Spy, Stream, is_a


def texts(submission, *header):
    return submission.record_type(header, [str] * len(header))


def shop(submission, defaults=()):
    return submission.record_type(["Item", "Unit price", "Count"], [str, Decimal, int], defaults)


def test_records(submission):
    """A record is a tuple of the converted values, which have names."""
    pen = shop(submission)("pen", "1.50", "3")
    assert [pen == ("pen", Decimal("1.50"), 3), pen.item, pen.unit_price, pen.count] == [True, "pen", Decimal("1.50"), 3]
    assert is_a(pen, tuple) is True


def test_as_a_named_tuple(submission):
    """A class has the attributes of a named tuple, and the texts of its header."""
    kind = shop(submission, ["1", 0])
    pen = kind(count="3", item="pen", unit_price="1.50")
    assert [kind._fields, kind._field_defaults, kind._header] == [("item", "unit_price", "count"), {"unit_price": "1", "count": 0}, ("Item", "Unit price", "Count")]
    assert [pen._asdict(), repr(pen)] == [{"item": "pen", "unit_price": Decimal("1.50"), "count": 3}, "Record(item='pen', unit_price=Decimal('1.50'), count=3)"]


def test_no_dict(probes):
    """A record cannot be changed, and has no __dict__."""
    assert probes.attributes() == (["AttributeError", "AttributeError", "TypeError"], False, ("pen", 150))


def test_plain_names(submission):
    """A text in lower case, with what an identifier may not have replaced by an underscore, is the name."""
    kind = texts(submission, "Item", "unit price", " Net - price ($) ", "a_b", "x__y")
    assert kind._fields == ("item", "unit_price", "net_price", "a_b", "x__y")


def test_underscores(submission):
    """A name has no underscore at either end: those are for the methods."""
    kind = texts(submission, "_id", "__total__", "(tax)_")
    assert kind._fields == ("id", "total", "tax")


def test_digits_and_nothing(submission):
    """A text that begins with a digit, or of which nothing is left, has `column` before it."""
    kind = texts(submission, "2nd price", "", "2024")
    assert kind._fields == ("column_2nd_price", "column", "column_2024")


def test_keywords(submission):
    """A keyword gets an underscore behind it; what is a keyword only here and there is none."""
    kind = texts(submission, "Class", "FROM", "None", "match", "type")
    assert kind._fields == ("class_", "from_", "none", "match", "type")


def test_other_scripts(submission):
    """Letters of any script are letters, as far as identifiers may have them; texts are normalized to NFKC."""
    kind = texts(submission, "Gr\u00f6\u00dfe", "\u4fa1\u683c", "m\u00b2", "\ufb01le", "a\u00b7b", "x\u0f33y", "e\u0301")
    assert kind._fields == ("gr\u00f6\u00dfe", "\u4fa1\u683c", "m2", "file", "a\u00b7b", "x_y", "\u00e9")


def test_duplicates(submission):
    """A name that an earlier column has gets a number, from 2 on."""
    kind = texts(submission, "Price", "price", "PRICE ", "class", "Class")
    assert kind._fields == ("price", "price_2", "price_3", "class_", "class__2")


def test_duplicates_of_numbered_names(submission):
    """The number is the first that no earlier column has in its name."""
    kind = texts(submission, "a", "a_2", "a", "b", "b", "b_2", "", "", "column 2")
    assert kind._fields == ("a", "a_2", "a_3", "b", "b_2", "b_2_2", "column", "column_2", "column_2_2")


ANY = ("self", "cls", "count", "index", "values", "header", "types", "defaults", "record", "renamed", "changes", "migrate", "make")


def test_any_name(submission):
    """A column may have any name: self, or that of a method."""
    kind = submission.record_type(ANY, [int] * len(ANY))
    record = kind(**{name: place for place, name in enumerate(ANY)})._replace(self="70", cls="80")
    assert [kind._fields, record, record.count, record.header] == [ANY, (70, 80, *range(2, 13)), 2, 5]
    assert kind._migrate(record, {"self": "cls", "record": "index"}) == (80, 80, *range(2, 8), 3, *range(9, 13))


def test_defaults(submission):
    """Defaults are those of the last columns."""
    kind = shop(submission, [Decimal(1), 7])
    assert [kind("pen"), kind("pen", "2"), kind("pen", count="3"), kind._make(["pen"])] == [("pen", 1, 7), ("pen", 2, 7), ("pen", 1, 3), ("pen", 1, 7)]


def test_defaults_are_not_converted(submission):
    """A default is taken as it is."""
    kind = shop(submission, ["free", None])
    assert kind("pen") == ("pen", "free", None)


@pytest.mark.parametrize("use", [
    lambda kind: kind("pen", "1"), lambda kind: kind("pen", "1", "2", "3"), lambda kind: kind("pen", "1", "2", more="3"),
    lambda kind: kind("pen", "1", "2", item="x"), lambda kind: kind._make(["pen"]), lambda kind: kind._make(["pen", "1", "2", "3"]),
], ids=["missing", "too-many", "unknown", "twice", "make-missing", "make-too-many"])
def test_wrong_numbers(submission, use):
    """Values that are missing, too many, or of a name that is not there, are a TypeError."""
    kind = shop(submission)
    with pytest.raises(TypeError):
        use(kind)


def test_replacing_unknown_fields(submission):
    """_replace() of a field that is not there is a TypeError, whatever the version of Python."""
    pen = shop(submission)("pen", "1", "2")
    with pytest.raises(TypeError):
        pen._replace(more="3")


def test_types_for_all_columns(submission):
    """There are as many types as columns; else it is a ValueError."""
    with pytest.raises(ValueError):
        submission.record_type(["a", "b"], [str])
    with pytest.raises(ValueError):
        submission.record_type(["a"], [str, str])


def test_too_many_defaults(submission):
    """More defaults than columns are a TypeError."""
    with pytest.raises(TypeError):
        submission.record_type(["a"], [str], [1, 2])


def test_no_columns(submission):
    """A header without columns has a class, too."""
    kind = submission.record_type([], [])
    assert [kind._fields, kind(), kind._make([])] == [(), (), ()]


def test_made_from_values(submission):
    """_make() converts the values of any iterable."""
    kind = shop(submission)
    assert kind._make(Stream(["pen", "1.50", "3"])) == ("pen", Decimal("1.50"), 3)


def test_replace(submission):
    """_replace() converts what is new, and leaves the rest as it is."""
    convert = Spy(answers=["first", "second", "third"])
    record = submission.record_type(["a", "b"], [convert, convert])("x", "y")
    assert [record._replace(b="z"), record] == [("first", "third"), ("first", "second")]
    assert convert.calls == [("x",), ("y",), ("z",)]


@pytest.mark.parametrize("error", [ValueError, InvalidOperation])
def test_failing_converters(probes, error):
    """An error of a converter, of any class, is the cause of a ValueError that has the text of the header in it, whichever way a record is made."""
    assert probes.failing(error) == dict.fromkeys(["call", "name", "make", "replace", "migrate"], ("ValueError", error.__name__, True))


def test_interrupts(probes):
    """An interrupt in a converter comes through."""
    assert probes.interrupted() == "KeyboardInterrupt"


def test_same_class(submission):
    """Equal headers, the same types and equal defaults have one class, lists or tuples."""
    kind = submission.record_type(["Item", "Count"], [str, int], [0])
    assert submission.record_type(("Item", "Count"), (str, int), (0,)) is kind
    assert submission.record_type(["Item", "Count"], [str, int], [0]) is kind


@pytest.mark.parametrize(("header", "types", "defaults"), [
    (["item", "Count"], [str, int], [0]), (["Item", "Count"], [int, int], [0]), (["Item", "Count"], [str, int], [1]), (["Item", "Count"], [str, int], []),
    (["Item", "Count"], [str, int], [False]), (["Item", "Count"], [str, int], [0.0]),
], ids=["header", "types", "defaults", "no-default", "bool", "float"])
def test_other_classes(submission, header, types, defaults):
    """Another text in the header, another type, another default or one of another class make another class."""
    kind = submission.record_type(["Item", "Count"], [str, int], [0])
    assert submission.record_type(header, types, defaults) is not kind


def test_header_afterwards(submission):
    """What becomes of the lists later does not matter to the class."""
    kind = submission.record_type(["a", "b"], [str, int], [5])
    assert [kind._header, kind("x")] == [("a", "b"), ("x", 5)]


def test_classes_are_freed(probes):
    """A class lives as long as somebody has it or one of its records, and is the same one so long; then it goes."""
    assert probes.freed(5) == ([0, 4], (True, True), [])


@pytest.mark.parametrize("how", ["pickle 2", "pickle 5", "copy", "deepcopy"])
def test_copies(probes, how):
    """A copy of a record is of the same class, and nothing is converted again."""
    assert probes.copied(how) == ("Record(item='pen', unit_price=150, class_='none')", True, [])


def test_pickled_and_gone(probes):
    """A pickled record can be read when its class has gone; the class is made anew, and works."""
    assert probes.pickled_and_gone() == {
        "class left": False, "read": "Record(item='pen', unit_price=150, class_='b')", "header": ("Item", "Unit price", "Class"), "known": True, "converted": [], "then": 200,
    }


def test_unhashable_values(probes):
    """Values may have no hash; a record has one if they have, that of the tuple."""
    assert probes.unhashable() == ("Record(a=['x', 'y'], b='z')", True, True)


def test_migrate(submission):
    """_migrate() takes fields by their names; old ones that are not wanted are dropped."""
    old = submission.record_type(["Item", "Unit price", "Colour"], [str, Decimal, str])("pen", "1.50", "red")
    new = submission.record_type(["unit price", "item"], [str, str])
    assert new._migrate(old) == ("1.50", "pen")


def test_migrate_with_defaults(submission):
    """A field that the old record does not have takes its default, which is not converted; without one it is a TypeError."""
    old = submission.record_type(["Item"], [str])("pen")
    assert submission.record_type(["Item", "Count"], [str, int], [None])._migrate(old) == ("pen", None)
    with pytest.raises(TypeError):
        submission.record_type(["Item", "Count"], [str, int])._migrate(old)


def test_migrate_renamed(submission):
    """A field takes the value of the old one that it is said to have been; two may take the same, and two may change places."""
    old = submission.record_type(["a", "b"], [int, int])(1, 2)
    new = submission.record_type(["a", "b", "c"], [int, int, int], [9])
    assert [new._migrate(old, {"a": "b", "b": "a"}), new._migrate(old, {"c": "a"}), new._migrate(old, {"b": "a"})] == [(2, 1, 9), (1, 2, 1), (1, 1, 9)]


@pytest.mark.parametrize("renamed", [{"z": "a"}, {"a": "z"}], ids=["new", "old"])
def test_migrate_from_unknown_fields(submission, renamed):
    """A renamed field that either class does not have is a TypeError, default or not."""
    old = submission.record_type(["a", "b"], [int, int])(1, 2)
    new = submission.record_type(["a", "b", "c"], [int, int, int], [7, 8, 9])
    with pytest.raises(TypeError):
        new._migrate(old, renamed)


def test_migrated_values(probes):
    """What is taken from the old record passes through the new types, once each; defaults do not."""
    assert probes.migrated_by({}, [9]) == ("Record(b=4, a=2, c=9)", [1, 2])


def test_migrate_within_a_class(submission):
    """A record of the class itself can be migrated, too: fields change places."""
    kind = submission.record_type(["a", "b"], [int, int])
    assert kind._migrate(kind(1, 2), {"a": "b", "b": "a"}) == (2, 1)

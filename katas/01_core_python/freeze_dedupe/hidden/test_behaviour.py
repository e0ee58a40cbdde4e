from math import nan

import pytest
from graders.testing import Spy, Stream, drain


@pytest.mark.parametrize("objects", [
    pytest.param([1, 1.0, True, 1, 1.0, True], id="alone"),
    pytest.param([[1], [1.0], [True], [1], [1.0], [True]], id="list"),
    pytest.param([(1,), (1.0,), (True,), (1,), (1.0,), (True,)], id="tuple"),
    pytest.param([{"n": 1}, {"n": 1.0}, {"n": True}, {"n": 1}, {"n": 1.0}, {"n": True}], id="value"),
    pytest.param([{1: 0}, {1.0: 0}, {True: 0}, {1: 0}, {1.0: 0}, {True: 0}], id="key"),
    pytest.param([{1}, {1.0}, {True}, {1}, {1.0}, {True}], id="member"),
])
def test_numbers_and_flags(probes, objects):
    """1, 1.0 and True are three values, wherever they stand."""
    assert probes.groups(objects) == [0, 1, 2, 0, 1, 2]


def test_texts_and_bytes(probes):
    """A text is not the number or the bytes that look like it; None is a value."""
    assert probes.groups(["1", b"1", 1, "1", b"1", None, "None", None, ""]) == [0, 1, 2, 0, 1, 5, 6, 5, 8]


def test_containers_of_different_types(probes):
    """A list, a tuple, a set, a frozenset and a dict of the same content are five."""
    assert probes.groups([[1], (1,), {1}, frozenset({1}), {1: 1}, [], (), set(), frozenset(), {}]) == list(range(10))


def test_containers_inside(probes):
    """Types are told apart at any depth."""
    assert probes.groups([{"a": [[1]]}, {"a": [(1,)]}, {"a": ([1],)}, {"a": [{1}]}, {"a": [[1]]}]) == [0, 1, 2, 3, 0]


def test_order_of_fields(probes):
    """The order of a dict does not matter, at any depth."""
    assert probes.groups([{"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"d": 3, "c": 2}, "a": 1}, {"a": 1, "b": {"c": 3, "d": 2}}]) == [0, 0, 2]


def test_order_of_items(probes):
    """The order of lists and tuples matters, and so does how often an item is there."""
    assert probes.groups([[1, 2], [2, 1], [1, 2, 2], (1, 2), (2, 1), [1, 2]]) == [0, 1, 2, 3, 4, 0]


def test_order_of_sets(probes):
    """Sets of the same members are the same, in whatever order they iterate."""
    assert probes.set_orders() == [0, 0, 2, 0, 0, 2]


def test_keys_of_many_types(probes):
    """The keys of a dict and the members of a set need not be comparable."""
    assert probes.groups([{1: "x", "a": "y", None: "z"}, {None: "z", "a": "y", 1: "x"}, {1, "a", None, (1,)}, {(1,), None, "a", 1}]) == [0, 0, 2, 2]


def test_keys_and_values(probes):
    """Which value belongs to which key matters."""
    assert probes.groups([{"a": 1, "b": 2}, {"a": 2, "b": 1}, {1: "a", 2: "b"}, {"a": 1}]) == [0, 1, 2, 3]


def test_nested_boundaries(probes):
    """Where one list ends and the next begins matters."""
    assert probes.groups([[[1], [2]], [[1, 2]], [[1], 2], [1, 2], [[], 1, 2], ["1, 2"], ["1", "2"]]) == list(range(7))


def test_equal_hashes(probes):
    """Different data may have equal hashes, as -1 and -2 have in CPython."""
    assert probes.groups([-1, -2, [-1], [-2], {-1}, {-2}]) == list(range(6))


def test_zeros(probes):
    """0.0 and -0.0 are equal values of one type; other floats are others."""
    assert probes.groups([0.0, -0.0, 0, [0.0], [-0.0], 0.5, 1.5]) == [0, 0, 2, 3, 3, 5, 6]


def test_nan(probes):
    """All NaN are the same, although no NaN equals another."""
    made = [float("nan"), float("nan"), [nan], [float("nan")], {"a": nan}, {"a": float("nan")}, "nan"]
    assert probes.groups(made) == [0, 0, 2, 2, 4, 4, 6]


@pytest.mark.parametrize(("name", "expected"), [
    ("ordered", [0, 0, 2]), ("counter", [0, 0, 2, 3]), ("namedtuple", [0, 0, 2, 3, 4]), ("text", [0, 0, 2, 3]), ("enum", [0, 0, 2, 3]),
], ids=["ordered", "counter", "namedtuple", "text", "enum"])
def test_subclasses(probes, name, expected):
    """An instance of a subclass is the same only as one of its own class, and has the content of its base."""
    assert probes.subclasses(name) == expected


def test_other_values(probes):
    """Any hashable value is the same as an equal one of its own type, however it is written."""
    assert probes.decimals() == [0, 0, 2, 3]


def test_keys_are_other_data(probes):
    """The key of a list is a value like any other, and not the same as the list."""
    assert probes.keys_as_data() == list(range(10))


@pytest.mark.parametrize("name", ["value", "nested"])
def test_values_without_hash(probes, name):
    """A value that has no hash is a TypeError when it is frozen, not when the key is used."""
    assert probes.refused(name) == "TypeError"


@pytest.mark.parametrize("name", ["list", "dict"])
def test_data_that_contains_itself(probes, name):
    """What contains itself, at whatever distance, is a ValueError."""
    assert probes.refused(name) == "ValueError"


def test_shared_parts(probes):
    """One list in two places is like two equal lists."""
    assert probes.shared() == [0, 0, 2, 2]


def test_keys_stay(probes):
    """What happens to the object later does not change its key."""
    assert probes.changed_later() == [0, 1, 0]


def test_first_places(submission):
    """Each kind comes at its first place, and only there."""
    records = [{"n": 2}, {"n": 1}, {"n": 2}, [1], {"n": 3}, {"n": 1}, (1,), [1], {"n": 2.0}]
    assert drain(submission.dedupe(records)) == [{"n": 2}, {"n": 1}, [1], {"n": 3}, (1,), {"n": 2.0}]


def test_no_records(submission):
    """Nothing in, nothing out."""
    assert drain(submission.dedupe([])) == []


def test_records_come_when_asked_for(submission):
    """No record is pulled before it is needed, and none beyond the next new one."""
    source = Stream([[1], [1], [2], [1], [2], [3], [4]])
    unique = submission.dedupe(source)
    assert [source.pulled, [(next(unique), source.pulled) for _ in range(3)]] == [0, [([1], 1), ([2], 3), ([3], 6)]]


def test_key_says_what_to_compare(submission):
    """With a key, records are compared by its answers, and given whole."""
    records = [{"id": 1, "at": [9]}, {"id": 2, "at": [9]}, {"id": 3, "at": (9,)}, {"id": 4, "at": [9]}]
    assert drain(submission.dedupe(records, key=lambda record: record["at"])) == [{"id": 1, "at": [9]}, {"id": 3, "at": (9,)}]


def test_key_is_called_once(submission):
    """The key is called once for each record, in order, also for those that are dropped."""
    key = Spy([1, 1, 2, 1])
    assert [drain(submission.dedupe(["a", "b", "c", "d"], key=key)), key.calls] == [["a", "c"], [("a",), ("b",), ("c",), ("d",)]]


def test_key_may_be_none(submission):
    """None is an answer of the key like any other."""
    assert drain(submission.dedupe([[1], [2], [3]], key=lambda record: None if record[0] < 3 else 0)) == [[1], [3]]


def test_records_that_the_reader_changes(probes):
    """A record counts as it was when it was pulled; the reader gets the record itself."""
    assert probes.changed_by_the_reader() == {"got": [[1], [2], [1, 9]], "records": [[1, 9], [1], [2, 9], [1, 9, 9]]}

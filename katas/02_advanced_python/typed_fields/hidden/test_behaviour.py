import pytest


def test_each_object_has_its_own_value(probes):
    """Two objects do not share a value, and it is in the object, as `_price`."""
    steps = [("set", 0, 5), ("set", 1, 7), ("get", 0), ("get", 1)]
    assert probes.history(steps, {}) == {"seen": [None, None, 5, 7], "vars": [{"_price": 5}, {"_price": 7}]}


def test_objects_without_hash(probes):
    """Objects need no hash, and may be equal to others."""
    assert probes.unhashable() == [5, 7]


def test_nothing_is_kept_alive(probes):
    """With the object go its values, at once."""
    assert probes.let_go() == [False, False, False]


def test_slots(probes):
    """A slot `_price` holds the value as well as a `__dict__` does."""
    assert probes.with_slots() == [5, 1, 6, ["new"], 7, [], 5, 6, False, False]


def test_own_hooks(probes):
    """The hooks of the object's class see the field, not the place of its value."""
    assert probes.own_hooks() == {"values": ["by hook", 5], "calls": [("get", "price"), ("set", "price"), ("del", "price")]}


def test_on_the_class(probes):
    """Read from a class, a field is itself; it knows its name, and a Computed its function's docstring."""
    assert probes.on_class() == {"same": [True, True, True], "names": ["price", "code", "total"], "doc": "Price and tax."}


def test_validate_decides_what_is_stored(probes):
    """What `validate` returns is stored; default and factory go through it as well."""
    assert probes.conversion() == ["bolt", "none", "kg", {"_name": "bolt", "_unit": "kg"}]


def test_refused_values(probes):
    """A refused value changes nothing; the error is the field's own, with a note of the object's class and the field."""
    assert probes.refused() == [["Locked", [], ["Special.price"]], "first"]


@pytest.mark.parametrize("kind", ["Int", "Str"])
def test_note_of_class_and_field(probes, kind):
    """An error of a field says where it was."""
    assert probes.noted(kind, b"x") == ["TypeError", ["Item.price"]]


def test_any_value(probes):
    """A plain Field takes anything."""
    values = [None, True, "", [1], 1.5]
    assert probes.assigned("Field", {}, values) == [{"_price": value} for value in values]


def test_whole_numbers(probes):
    """An Int is an int, and neither a bool nor a float."""
    assert probes.assigned("Int", {}, [-7, 0, 10**30, True, 1.0, "1", None]) == [
        {"_price": -7}, {"_price": 0}, {"_price": 10**30}, "TypeError", "TypeError", "TypeError", "TypeError",
    ]


def test_bounds(probes):
    """Bounds are allowed themselves, and 0 is a bound like others."""
    assert probes.assigned("Int", {"low": 0}, [-1, 0]) == ["ValueError", {"_price": 0}]
    assert probes.assigned("Int", {"high": 0}, [1, 0]) == ["ValueError", {"_price": 0}]
    assert probes.assigned("Int", {"low": 2, "high": 3}, [1, 2, 3, 4]) == ["ValueError", {"_price": 2}, {"_price": 3}, "ValueError"]


def test_text(probes):
    """A Str is a str, and bytes are none."""
    assert probes.assigned("Str", {}, ["", "any\nthing", b"x", 1, None]) == [
        {"_price": ""}, {"_price": "any\nthing"}, "TypeError", "TypeError", "TypeError",
    ]


def test_length(probes):
    """A text may be as long as max_length, which may be 0."""
    assert probes.assigned("Str", {"max_length": 2}, ["ab", "abc"]) == [{"_price": "ab"}, "ValueError"]
    assert probes.assigned("Str", {"max_length": 0}, ["", "a"]) == [{"_price": ""}, "ValueError"]


def test_pattern(probes):
    """A pattern describes the whole text, a newline at its end included."""
    assert probes.assigned("Str", {"pattern": "[a-z]+|[0-9]"}, ["abc", "7", "abc1", "1abc", "abc\n", "A"]) == [
        {"_price": "abc"}, {"_price": "7"}, "ValueError", "ValueError", "ValueError", "ValueError",
    ]


def test_empty_pattern(probes):
    """An empty pattern describes the empty text."""
    assert probes.assigned("Str", {"pattern": ""}, ["", "a"]) == [{"_price": ""}, "ValueError"]


def test_bad_defaults(probes):
    """A default is checked when the field is made."""
    seen = [probes.made("Int", {"default": "1"}), probes.made("Int", {"default": 3, "low": 4}), probes.made("Str", {"default": None})]
    assert seen == ["TypeError", "ValueError", "TypeError"]


def test_default_and_factory(probes):
    """A field has a default or a factory, not both, not even if the default is None."""
    seen = [probes.made("Field", {"default": None, "factory": ()}), probes.made("Field", {"factory": ()}), probes.made("Int", {"default": 0})]
    assert seen == ["TypeError", "made", "made"]


def test_missing_value(probes):
    """Without a value and a default, reading and deleting are AttributeErrors that name the field; None is a default."""
    assert probes.missing() == {
        "read": ["AttributeError", ["price"], []],
        "delete": ["AttributeError", ["price"], []],
        "delete default": ["AttributeError", ["count"], []],
        "hasattr": False,
        "default": None,
        "held": {},
    }


def test_deleting(probes):
    """After `del` the default counts again, and there is nothing more to delete."""
    steps = [("set", 0, 5), ("del", 0), ("get", 0), ("del", 0), ("set", 0, 0), ("get", 0)]
    assert probes.history(steps, {"default": 3}) == {"seen": [None, None, 3, "AttributeError", None, 0], "vars": [{"_price": 0}, {}]}


def test_one_value_for_each_object(probes):
    """A factory makes a value for each object when it is first read, also in a subclass."""
    assert probes.factories([1, 2, 3, 4, 5, 6]) == {
        "before": [{}, {}, {}], "read": [1, 2, 3, 1, 2, 3], "after": [{"_tags": 1}, {"_tags": 2}, {"_tags": 3}],
    }


def test_a_factory_is_checked(probes):
    """A value that a factory makes is checked as one assigned is, and a refused one is not kept."""
    assert probes.factories(["a", 2, 3, 4]) == {
        "before": [{}, {}, {}],
        "read": [["TypeError", [], ["Item.tags"]], 2, 3, 4, 2, 3],
        "after": [{"_tags": 4}, {"_tags": 2}, {"_tags": 3}],
    }


def test_factory_after_delete(probes):
    """After `del` the factory makes a new value."""
    assert probes.factory_again() == [["new"], []]


def test_computed_is_kept(probes):
    """A Computed runs once, under the attribute's name; a value assigned replaces it, and `del` forgets it."""
    assert probes.computed(2) == [4, 4, 1, 4, 4, "replaced", 9, 2, "AttributeError", ["calls", "size"]]


def test_computed_none_is_kept(probes):
    """None is a value that is kept."""
    assert probes.computed(0) == [None, None, 1, None, None, "replaced", 9, 2, "AttributeError", ["calls", "size"]]


def test_computed_fails(probes):
    """An error of the function leaves, and the next read computes again."""
    assert probes.computed_fails() == ["TypeError", ["calls", "size"], 9]


def test_computed_in_a_subclass(probes):
    """`super().total` is the base's value, and does not become the object's."""
    assert probes.computed_in_subclass() == {
        "seen": [12, 10, 10, 12, 10, 10], "calls": 4, "net first": [10, [], 12],
    }


def test_computed_without_dict(probes):
    """Where nothing can be kept, reading is an error that names the attribute."""
    assert probes.computed_without_dict() == ["TypeError", ["total"], []]

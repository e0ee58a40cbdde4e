import pytest


def test_by_name(probes):
    """Each parameter gets the value of its name, in whichever order the keys stand; the others keep their defaults."""
    assert [probes.call("plain", config) for config in [{"a": 1}, {"c": 5, "a": 1}, {"b": 4, "c": 5, "a": 1}]] == [(1, 2, 3), (1, 2, 5), (1, 4, 5)]


def test_false_values(probes):
    """None, 0 and empty values are values."""
    assert probes.call("plain", {"a": None, "b": 0, "c": []}) == (None, 0, [])


def test_by_position(probes):
    """Positional-only parameters are passed by position."""
    assert [probes.call("by_position", config) for config in [{"a": 1}, {"b": 4, "a": 1}, {"c": 5, "b": 4, "a": 1}]] == [(1, 2, 3), (1, 4, 3), (1, 4, 5)]


def test_a_gap_among_positions(probes):
    """To reach a later positional-only parameter, one before it is passed with its default."""
    assert probes.call("by_position", {"a": 1, "c": 5}) == (1, 2, 5)


def test_by_keyword(probes):
    """Keyword-only parameters are passed by keyword."""
    assert [probes.call("by_keyword", config) for config in [{"a": 1}, {"b": 4, "a": 1}]] == [(1, 2), (1, 4)]


def test_items_for_the_rest(probes):
    """The items for *rest follow behind all parameters before it, with their defaults."""
    configs = [{"a": 1, "rest": [8, 9]}, {"a": 1, "b": 4, "rest": (8,), "c": 5}, {"a": 1, "rest": "xy"}]
    assert [probes.call("with_rest", config) for config in configs] == [(1, 2, (8, 9), 3), (1, 4, (8,), 5), (1, 2, ("x", "y"), 3)]


def test_no_items_for_the_rest(probes):
    """*rest may be empty or absent: it is never missing."""
    assert [probes.call("with_rest", config) for config in [{"a": 1}, {"a": 1, "rest": []}, {"a": 1, "b": 4, "rest": ()}]] == [(1, 2, (), 3), (1, 2, (), 3), (1, 4, (), 3)]


def test_extra(probes):
    """**extra gets the keys that are no other parameter's, and only those."""
    assert [probes.call("with_extra", config) for config in [{"a": 1}, {"z": 9, "b": 4, "a": 1, "y": 8}]] == [(1, 2, {}), (1, 4, {"z": 9, "y": 8})]


def test_names_of_rest_and_extra(probes):
    """The name of *rest is its own, the name of **extra a key like any other."""
    assert probes.call("with_both", {"a": 1, "rest": [2], "extra": 3, "z": 4}) == (1, (2,), {"extra": 3, "z": 4})


def test_odd_names(probes):
    """Parameters may be called as those of call_with are."""
    assert probes.call("odd_names", {"fn": 1, "config": 2, "strict": 3, "self": 4}) == (1, 2, 3, 4)


@pytest.mark.parametrize(("name", "config", "missing", "unknown"), [
    pytest.param("plain", {"b": 1}, ("a",), (), id="missing"),
    pytest.param("plain", {"a": 1, "z": 2, "y": 3}, (), ("z", "y"), id="unknown"),
    pytest.param("odd_names", {"z": 1, "config": 2, "y": 3}, ("fn", "strict"), ("z", "y"), id="both"),
    pytest.param("by_position", {"c": 1}, ("a",), (), id="position"),
    pytest.param("by_keyword", {"c": 1, "b": 1}, ("a",), ("c",), id="keyword"),
    pytest.param("with_rest", {"rest": [1]}, ("a",), (), id="rest"),
    pytest.param("with_extra", {"z": 1}, ("a",), (), id="extra"),
])
def test_what_does_not_fit(probes, name, config, missing, unknown):
    """All that is missing and unknown is told at once, in order, by a BindError, which is a TypeError."""
    assert probes.call(name, config) == {"BindError": True, "missing": missing, "unknown": unknown}


def test_not_strict(probes):
    """Unknown keys are left out if it is not strict, and are not unknown where there is **extra."""
    assert [probes.call(name, {"a": 1, "z": 2}, strict=False) for name in ["plain", "by_position", "with_extra"]] == [(1, 2, 3), (1, 2, 3), (1, 2, {"z": 2})]


def test_missing_is_missing(probes):
    """What is missing is an error, strict or not; what is left out is not told."""
    assert probes.call("plain", {"z": 2}, strict=False) == {"BindError": True, "missing": ("a",), "unknown": ()}


def test_message(probes):
    """The message names all that is missing and unknown."""
    text = probes.message({"b": 1, "zulu": 2, "yankee": 3})
    assert [name for name in ["a", "zulu", "yankee"] if name not in str(text).replace(";", " ").replace(",", " ").replace("'", " ").split()] == []


def test_errors_of_the_function(probes):
    """A TypeError of the function itself leaves as it is, and the function is called once."""
    assert probes.error_of_its_own() == {"same": True, "cause": "None", "context": "None", "calls": [1]}


def test_errors_that_look_alike(probes):
    """A TypeError of the function that looks like a wrong call is no BindError."""
    assert probes.call("breaks", {"a": 1}) == {"TypeError": "breaks() got an unexpected keyword argument 'b'"}


def test_not_called(probes):
    """What does not fit is not called; nor does explain or binder call anything."""
    assert probes.not_called() == {
        "refused": [{"BindError": True, "missing": ("a",), "unknown": ()}, {"BindError": True, "missing": (), "unknown": ("b",)}],
        "calls": [],
    }


@pytest.mark.parametrize(("name", "config", "expected"), [
    pytest.param("method", {"a": 1}, (("j", 1, {}), 1, 2), id="method"),
    pytest.param("instance", {"x": 1, "y": 2}, (1, 2), id="instance"),
    pytest.param("classmethod", {"name": 1, "size": 2}, ("Job", 1, 2), id="classmethod"),
    pytest.param("staticmethod", {"b": 1, "a": 2}, (2, 1), id="staticmethod"),
    pytest.param("lambda", {"x": 1}, (1, 1), id="lambda"),
    pytest.param("traced", {"c": 1, "a": 0}, ("traced", (0, 2, 1)), id="decorated"),
    pytest.param("traced by_position", {"c": 1, "a": 0}, ("traced", (0, 2, 1)), id="decorated-position"),
])
def test_callables(probes, name, config, expected):
    """Methods, instances, lambdas and decorated functions are called by the parameters that they show."""
    assert probes.call(name, config) == expected


def test_what_callables_do_not_show(probes):
    """`self` is no parameter of a bound method, nor are a wrapper's own."""
    calls = [("method", {"a": 1, "self": 2}), ("traced", {"a": 1, "args": [2]}), ("instance", {"x": 1, "self": 2})]
    assert [probes.call(*call) for call in calls] == [{"BindError": True, "missing": (), "unknown": (name,)} for name in ["self", "args", "self"]]


@pytest.mark.parametrize("subclass", [False, True], ids=["own", "inherited"])
def test_classes(probes, subclass):
    """A class is called by the parameters of its constructor, own or inherited."""
    assert probes.construct(subclass, {"size": 2, "name": "n", "z": 3}) == ("Sized" if subclass else "Job", ("n", 2, {"z": 3}))


@pytest.mark.parametrize(("name", "config", "expected"), [
    pytest.param("partial", {"c": 1}, (7, 2, 1), id="position"),
    pytest.param("partial keyword", {"a": 1, "c": 2}, (1, 8, 2), id="keyword"),
    pytest.param("partial keyword", {"a": 1, "b": 2}, (1, 2, 3), id="keyword-again"),
    pytest.param("partial by_position", {"c": 1}, (7, 2, 1), id="position-only"),
    pytest.param("partial of method", {"a": 1}, (("j", 1, {}), 1, 5), id="method"),
    pytest.param("partial extra", {"a": 1, "y": 2}, (1, 2, {"z": 1, "y": 2}), id="extra"),
])
def test_partials(probes, name, config, expected):
    """A partial's positions are taken, its keywords are defaults."""
    assert probes.call(name, config) == expected


def test_what_a_partial_has_taken(probes):
    """A parameter that a partial has filled by position is none any more."""
    assert probes.call("partial", {"a": 1}) == {"BindError": True, "missing": (), "unknown": ("a",)}


def test_mappings(probes):
    """Any mapping will do, and stays as it was but for what the function does to its values."""
    assert probes.mappings() == {"calls": [(1, 2, {"z": [2, 3]}), (5, 2, {"z": [2, 3]}), (1, 2, {"z": [2, 3], "new": 4})], "config": {"a": 1, "z": [2, 3]}}


def test_defaults_are_not_copied(probes):
    """The function gets its own default, not a copy, also where it has to be passed."""
    assert probes.default_itself() == [9, 0]


def test_a_binder_used_again(probes):
    """A binder keeps nothing of one mapping for the next."""
    assert probes.configs_of_one_binder() == [(1, 2, {"x": 2}), {"BindError": True, "missing": ("a",), "unknown": ()}, (4, 2, {}), (5, 6, {"y": 7})]


@pytest.mark.parametrize(("name", "config", "expected"), [
    pytest.param("plain", {"c": 1, "z": 0, "a": 2}, [("a", "c"), ("b",), (), ("z",)], id="plain"),
    pytest.param("odd_names", {"y": 0, "strict": 1}, [("strict",), ("self",), ("fn", "config"), ("y",)], id="missing"),
    pytest.param("with_rest", {"rest": [1], "c": 1}, [("rest", "c"), ("b",), ("a",), ()], id="rest"),
    pytest.param("with_rest", {"a": 1}, [("a",), ("b", "c"), (), ()], id="no-rest"),
    pytest.param("with_both", {"z": 1, "a": 2, "extra": 3}, [("a", "z", "extra"), (), (), ()], id="extra"),
    pytest.param("partial keyword", {"a": 1}, [("a",), ("b", "c"), (), ()], id="partial"),
])
def test_explain(probes, name, config, expected):
    """explain tells in order what is given, left to its default, missing and unknown."""
    given, default, missing, unknown = expected
    assert probes.explained(name, config) == {"given": given, "default": default, "missing": missing, "unknown": unknown}

import pytest

FITS = "fits"


def test_anything(probes):
    """Any and object take all values."""
    assert [probes.plain("Any", 1, None, [True]), probes.plain("object", 1, None, [True])] == [[FITS] * 3] * 2


def test_classes(probes):
    """A class takes its instances, None stands for NoneType."""
    assert probes.plain("str", "a", "", b"a", None) == [FITS, FITS, ((), b"a", "it"), ((), None, "it")]
    assert probes.plain("None", None, 0) == [FITS, ((), 0, "NoneType")]
    assert probes.plain("list", [1, "a"], (1,)) == [FITS, ((), (1,), "it")]


def test_bools_are_no_numbers(probes):
    """A bool fits bool, and neither int nor float nor complex."""
    assert [probes.plain(name, True)[0] for name in ["bool", "int", "float", "complex"]] == [FITS] + [((), True, "it")] * 3


def test_numbers(probes):
    """float takes ints, complex takes ints and floats, and not the other way round."""
    assert [probes.plain("float", 1, 1.5, 1j), probes.plain("complex", 1, 1.5, 1j), probes.plain("int", 1, 1.0)] == [
        [FITS, FITS, ((), 1j, "it")], [FITS] * 3, [FITS, ((), 1.0, "it")],
    ]


def test_instances(probes):
    """Instances of subclasses fit, callables fit Callable, and classes of collections.abc take their instances."""
    assert probes.instances() == [True, True, True, False, True, True, True, False]


def test_the_value_comes_back(probes):
    """A checker returns the object that it was given."""
    assert probes.returned() == [True] * 3


def test_unions(probes):
    """What fits one member fits the union; else the union itself is expected, of the whole value."""
    assert probes.plain("int|str", 1, "a", 1.5, True) == [FITS, FITS, ((), 1.5, "it"), ((), True, "it")]
    assert probes.plain("Union", "a", [1], ["a"]) == [FITS, FITS, ((), ["a"], "it")]
    assert probes.plain("Optional", None, 1, "a") == [FITS, FITS, ((), "a", "it")]


def test_literals(probes):
    """A literal is of the same class as an option, and equal."""
    assert probes.plain("literal", 1, "a", None, True, 1.0, "b") == [FITS] * 3 + [((), True, "it"), ((), 1.0, "it"), ((), "b", "it")]
    assert probes.plain("yes", True, 1, [True]) == [FITS, ((), 1, "it"), ((), [True], "it")]


def test_lists(probes):
    """The items of a list are checked, and the index is the path."""
    assert probes.containers("list[int]", [], [1, 2], [1, "a", None], (1,)) == [FITS, FITS, ((1,), "a", "int"), ((), (1,), "it")]


def test_sequences(probes):
    """Sequences of any class are checked item by item; a set is none."""
    assert probes.containers("Sequence[int]", [1], (1, 2), "ab", {1}) == [FITS, FITS, ((0,), "a", "int"), ((), {1}, "it")]


def test_tuples(probes):
    """Tuples have a length, unless there are dots."""
    assert probes.containers("pair", (1, "a"), (1, 2), (1,), (1, "a", "b"), [1, "a"]) == [
        FITS, ((1,), 2, "str"), ((), (1,), "it"), ((), (1, "a", "b"), "it"), ((), [1, "a"], "it"),
    ]
    assert probes.containers("tuple[int, ...]", (), (1, 2), (1, "a")) == [FITS, FITS, ((1,), "a", "int")]
    assert probes.containers("tuple[()]", (), (1,)) == [FITS, ((), (1,), "it")]


def test_sets(probes):
    """The members of a set are checked, and have no path."""
    assert probes.containers("set[int]", set(), {1}, {"a"}, frozenset({1})) == [FITS, FITS, ((), "a", "int"), ((), frozenset({1}), "it")]
    assert probes.containers("frozenset[str]", frozenset({"a"}), frozenset({1}), {"a"}) == [FITS, ((), 1, "str"), ((), {"a"}, "it")]


@pytest.mark.parametrize("name", ["dict[str, int]", "Mapping[str, int]"])
def test_dicts(probes, name):
    """Keys and values of a dict are checked in order, and the key is the path."""
    assert probes.containers(name, {}, {"a": 1}, {"a": 1, "b": "x"}, {"a": 1, 2: 3}, {5: "x", "a": "x"}, {"a": "x", 2: 3}, [("a", 1)]) == [
        FITS, FITS, (("b",), "x", "int"), ((2,), 2, "str"), ((5,), 5, "str"), (("a",), "x", "int"), ((), [("a", 1)], "it"),
    ]


def test_paths(probes):
    """The path leads from the outside to what does not fit."""
    assert probes.containers("deep", {"a": [], "b": [(1, {"x"})]}, {"a": [(1, set()), (2, {"x", 5})]}, {"a": [(1, set())], "b": [("x", set())]}) == [
        FITS, (("a", 1, 1), 5, "str"), (("b", 0, 0), "x", "int"),
    ]


def test_nothing_is_consumed(probes):
    """Iterators and iterables are not iterated over."""
    assert probes.lazily() == ([FITS] * 3, [((), [1], "it")], [1, 2, 3], ["a", "b"])


def test_typed_dicts(probes):
    """A TypedDict has its required keys and no undeclared ones, or does not fit as a whole; values have their key as path."""
    assert probes.dicts("Point", {"x": 1}, {"x": 1, "y": 2.5}, {"y": 2.5}, {"x": 1, "z": 2}, {"x": 1, "y": "a"}, [("x", 1)], {}) == [
        FITS, FITS, ((), {"y": 2.5}, "it"), ((), {"x": 1, "z": 2}, "it"), (("y",), "a", "float"), ((), [("x", 1)], "it"), ((), {}, "it"),
    ]
    assert probes.dicts("points", [{"x": 1}, {"x": "a"}, {}]) == [((1, "x"), "a", "int")]


def test_typed_dicts_that_are_not_total(probes):
    """Required and NotRequired count, and what they hold is an annotation like any other."""
    assert probes.dicts("Loose", {"y": "A"}, {"y": "A", "x": 1}, {"x": 1}, {"y": "a"}) == [FITS, FITS, ((), {"x": 1}, "it"), (("y",), "a", "Annotated")]


def test_typed_dicts_in_order(probes):
    """The values of a TypedDict are checked in the order of the dict."""
    assert probes.dicts("Point", {"y": "a", "x": "b"}) == [(("y",), "a", "float")]


def test_typed_dicts_that_name_themselves(probes):
    """A TypedDict may hold others of its own kind."""
    tree = {"name": "a", "below": [{"name": "b"}, {"name": "c", "below": [{"name": 5}]}]}
    assert probes.dicts("Node", {"name": "a", "below": [{"name": "b", "below": []}]}, tree) == [FITS, (("below", 1, "below", 0, "name"), 5, "str")]


def test_annotated(probes):
    """Each callable of the metadata must find the value good; what is not callable says nothing."""
    assert probes.annotated("positive", 1, 0, -5) == [FITS, ((), 0, "it"), ((), -5, "it")]
    assert probes.annotated("doc", "a", 5) == [FITS, ((), 5, "str")]
    assert probes.annotated("two", "ABC", "ABCD", "abc") == [FITS, ((), "ABCD", "it"), ((), "abc", "it")]


def test_annotated_after_the_class(probes):
    """The metadata is asked only if the value fits what is annotated."""
    assert probes.annotated("positive", "a", None) == [((), "a", "int"), ((), None, "int")]


def test_annotated_inside(probes):
    """Annotated counts within other annotations."""
    assert probes.annotated("list", [1, 2], [1, 0]) == [FITS, ((1,), 0, "Annotated")]
    assert probes.annotated("Optional", None, 1, 0) == [FITS, FITS, ((), 0, "it")]


def test_errors_of_metadata(probes):
    """What a callable of the metadata raises comes out."""
    assert probes.annotated("failing", 1, "a") == ["LookupError", ((), "a", "int")]


@pytest.mark.parametrize("name", ["TypeVar", "text", "number", "list[number]"])
def test_unknown_annotations(probes, name):
    """An annotation of no known kind is a TypeError of checker(), before any value is there."""
    assert probes.made(name) == "TypeError"


def test_calls(probes):
    """A call that fits reaches the function as it is."""
    assert probes.ordered("a", 2, 3, 4, unit="t", x=[1]) == (FITS, [2], [("a", 2, (3, 4), "t", 5, {"x": [1]})])


def test_defaults_are_not_checked(probes):
    """What was not given is not checked, whatever the default is."""
    assert probes.ordered("a") == (FITS, [1.5], [("a", 1.5, (), None, 5, {})])


def test_defaults_that_are_given(probes):
    """What is given is checked, even if it is the default."""
    assert probes.ordered("a", 1.5) == ((("count",), 1.5, "int"), [], [])
    assert probes.ordered("a", unit=None)[0][:2] == (("unit",), None)


def test_first_wrong_argument(probes):
    """Arguments are checked in the order of the parameters, and the function is not called."""
    assert probes.ordered("a", "b", 0, unit="x") == ((("count",), "b", "int"), [], [])


def test_more_arguments(probes):
    """Each of *args is checked, with its index, and each of **kwargs, with its name."""
    assert probes.ordered("a", 2, 3, 0) == ((("codes", 1), 0, "Annotated"), [], [])
    assert probes.ordered("a", x=[1], y=[1, "b"]) == ((("options", "y", 1), "b", "int"), [], [])


def test_no_annotation(probes):
    """A parameter without an annotation takes anything."""
    assert probes.ordered("a", loose="x") == (FITS, [1.5], [("a", 1.5, (), None, "x", {})])


def test_results(probes):
    """The result is checked if it has an annotation; None is one."""
    assert probes.results() == [FITS, (("return", 1), "a", "int"), FITS, (("return",), 0, "NoneType"), FITS]


def test_appearance(probes):
    """A decorated function keeps name, documentation, signature and annotations."""
    assert probes.appearance() == ("plain", "Weigh.", ["item", "counts", "unit"], ["counts", "item", "return", "unit"])


def test_wrong_calls(probes):
    """A call that does not fit the signature raises what the function itself raises."""
    assert probes.wrong_calls() == {"calls": 3, "other texts": []}


def test_methods(probes):
    """Methods and class methods can be decorated, and may name their class as a text."""
    assert probes.methods() == [7, 4, ("other",), (("size",), "x", "int")]


def test_forward_references(probes):
    """Texts are resolved at the first call that can, also inside other annotations."""
    assert probes.forward() == ("NameError", 7, 7, (("more", 1), 5))


def test_annotations_stay(probes):
    """The annotations of a function are not changed."""
    assert probes.texts_stay() == ("int", "str", (("b", 0), "x", "int"))


def test_coroutines(probes):
    """An async function stays one; arguments and result are checked when it is awaited."""
    assert probes.coroutines() == (True, "fetch", 3, (("key",), 5, "str"), (("return",), "none", "int"), ["abc", ""])


def test_generators(probes):
    """A generator function checks its arguments at the call; its generator comes as it is."""
    assert probes.generators() == ([0, 1], [5], (("count",), "x", "int"), [2])

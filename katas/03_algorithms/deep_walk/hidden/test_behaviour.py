import pytest

VALUE = {"b": 1, "a": [2, {"c": 3, "d": []}, 4], "e": {}}
DEPTH = 30_000
NODES = 2 * DEPTH
CYCLES = {"itself": ("b",), "in a list": ("b", 2), "in a dict": ("b", 1, "d"), "two": ("b", 1, "d", "e"), "under a shared one": (0, 0, "up", 0)}


def test_pre_order(probes):
    """In pre-order a container comes before its children, and all that is below a child before the next one."""
    assert probes.walked(VALUE) == [
        (0, None), (1, "b", 1), (1, "a"), (2, 0, 2), (2, 1), (3, "c", 3), (3, "d"), (2, 2, 4), (1, "e"),
    ]


def test_post_order(probes):
    """In post-order a container comes after its children, which stay in their order."""
    assert probes.walked(VALUE, "post") == [
        (1, "b", 1), (2, 0, 2), (3, "c", 3), (3, "d"), (2, 1), (2, 2, 4), (1, "a"), (1, "e"), (0, None),
    ]


def test_level_order(probes):
    """In level order nodes come by depth, then by the order of their parents and their own."""
    value = [[1, [2]], {"a": [3], "b": 4}, 5]
    assert probes.walked(value, "level") == [
        (0, None), (1, 0), (1, 1), (1, 2, 5), (2, 0, 1), (2, 1), (2, "a"), (2, "b", 4), (3, 0, 2), (3, 0, 3),
    ]


@pytest.mark.parametrize("order", ["pre", "post", "level"])
def test_single_nodes(probes, order):
    """A leaf and an empty container are values of one node."""
    assert [probes.walked(value, order) for value in ["text", None, [], {}]] == [[(0, None, "text")], [(0, None, None)], [(0, None)], [(0, None)]]


def test_other_iterables_are_leaves(probes):
    """Tuples, sets and texts are leaves."""
    assert probes.walked([(1, 2), {3}, "ab"]) == [(0, None), (1, 0, (1, 2)), (1, 1, {3}), (1, 2, "ab")]


def test_nodes_are_the_objects(probes):
    """A walk gives the nodes themselves, no copies."""
    assert probes.same_objects() == [True] * 4


def test_another_order(submission):
    """An order that is none of the three is a ValueError of the call."""
    with pytest.raises(ValueError):
        submission.walk([], "breadth")


@pytest.mark.parametrize(("order", "expected"), [
    ("pre", [(0, None), (1, "a"), (2, 0, 5), (1, "b"), (2, 0), (3, 0, 5), (2, 1), (3, 0, 5)]),
    ("post", [(2, 0, 5), (1, "a"), (3, 0, 5), (2, 0), (3, 0, 5), (2, 1), (1, "b"), (0, None)]),
    ("level", [(0, None), (1, "a"), (1, "b"), (2, 0, 5), (2, 0), (2, 1), (3, 0, 5), (3, 0, 5)]),
], ids=["pre", "post", "level"])
def test_shared_is_no_cycle(probes, order, expected):
    """A container that stands in several places comes at each of them."""
    assert probes.shared_walk(order) == expected


@pytest.mark.parametrize("order", ["pre", "level"])
def test_walks_are_lazy(probes, order):
    """What is added to a list while it is walked over is still found."""
    assert probes.lazy(order) == ([(0, None), (1, 0)], [3, 4, 2] if order == "level" else [2, 3, 4])


@pytest.mark.parametrize("name", CYCLES)
def test_cycles(probes, name):
    """walk() raises CycleError when it is called, with the path to where a container stands again."""
    assert probes.cycle(name, "walk") == (CYCLES[name], 0)


def test_cycles_of_transform(probes):
    """A cycle is found before fn is called for anything."""
    assert probes.cycle("in a dict", "transform") == ((2, "b", 1, "d"), 0)


@pytest.mark.parametrize("function", ["post", "level", "old", "new", "same"])
def test_cycles_everywhere(probes, function):
    """Each order and each function finds a cycle, and the path is that of pre-order."""
    assert probes.cycle("in a dict", function) == (("b", 1, "d"), 0)


def test_cycles_of_both(probes):
    """With cycles in both values diff() tells that of the old one."""
    assert probes.cycle("in a list", "both") == (("b", 2), 0)


def test_the_error(submission):
    """CycleError is a ValueError."""
    assert issubclass(submission.CycleError, ValueError)


@pytest.mark.parametrize(("order", "first", "last"), [
    ("pre", [(0, None), (1, 0)], [(DEPTH - 1, 1), (DEPTH, 0)]),
    ("post", [(1, 0), (2, "at")], [(1, 1), (0, None)]),
    ("level", [(0, None), (1, 0)], [(DEPTH - 1, 1), (DEPTH, 0)]),
], ids=["pre", "post", "level"])
def test_deep_walks(probes, order, first, last):
    """A walk reaches a depth of 30,000, and the recursion limit stays."""
    depths = DEPTH * DEPTH
    assert probes.deep(order) == {"nodes": NODES, "depths": depths, "first": first, "last": last, "limit changed by": 0}


def test_deep_transforms(probes):
    """transform() reaches a depth of 30,000."""
    assert probes.deep_transform() == (DEPTH, NODES)


def test_deep_differences(probes):
    """diff() reaches a depth of 30,000."""
    assert probes.deep_diff() == [(DEPTH, (1, "next"), (1, 0), "old", "new")]


def test_deep_cycles(probes):
    """A cycle is found at a depth of 30,000."""
    assert probes.deep_cycle() == (DEPTH, (1, "next"), (1, 1))


def test_transform(probes):
    """Each node is replaced by what fn returns for it, containers with their new children."""
    value = {"a": [1, 2], "b": {"c": 3}}
    assert [probes.transformed_by(name, value) for name in ("ten times", "sums")] == [{"a": [10, 20], "b": {"c": 30}}, {"a": 3, "b": {"c": 3}}]


def test_transformed_leaves(probes):
    """A value that is a leaf is transformed too, and fn may return None and containers."""
    assert [probes.transformed_by("ten times", 5), probes.transformed_by("nothing", [5, "x"]), probes.transformed_by("lists", [1, [2]])] == [50, None, [[1], [[2]]]]


def test_containers_after_their_children(probes):
    """fn gets a copy of each container, empty ones too, with the results for its children."""
    assert probes.transformed({"a": [1], "b": {}}) == (
        """{'a': "['1']", 'b': '{}'}""", ["1", "['1']", "{}", """{'a': "['1']", 'b': '{}'}"""],
    )


def test_keys_in_order(probes):
    """A new dict has its keys in the old order."""
    seen = probes.transformed({"z": [], "a": 1, "m": {}, "b": 2})
    assert seen[0] == "{'z': '[]', 'a': '1', 'm': '{}', 'b': '2'}"


def test_leaves_by_place(probes):
    """fn is called for each place of a leaf, equal ones too."""
    seen = probes.transformed([1, True, 1.0, 1])
    assert seen[1] == ["1", "True", "1.0", "1", "['1', 'True', '1.0', '1']"]


def test_shared_results(probes):
    """A shared container is transformed once, and its result stands at all its places."""
    assert probes.shared_transform(12) == {"leaves": 1, "lists": 13, "shared": 12}


def test_arguments_stay(probes):
    """fn may change the copies that it gets; the value stays as it was."""
    assert probes.copies() == ({"a": [1, 2, 0], "b": {"c": [0], "new": 0}, "new": 0}, {"a": [1, 2], "b": {"c": []}})


def test_all_containers_are_new(probes):
    """No container of the result is one of the value, also if fn returns what it gets."""
    assert probes.identity() == ({"a": [1, {}], "b": []}, [])


def test_equal_values(probes):
    """Equal values have no differences, in whatever order their dicts are."""
    assert probes.compared({"a": [1, {"b": None}], "c": 2}, {"c": 2, "a": [1, {"b": None}]}) == []


def test_differences(probes):
    """Differences come in the order of the old value, each with its path and both values."""
    old = {"z": 1, "a": [1, {"b": 2}], "c": [3]}
    assert probes.compared(old, {"c": [4], "a": [1, {"b": 5}], "z": 6}) == [(("z",), 1, 6), (("a", 1, "b"), 2, 5), (("c", 0), 3, 4)]


def test_differences_of_leaves(probes):
    """Values that are leaves differ under an empty path."""
    assert [probes.compared(1, 2), probes.compared("a", "a")] == [[((), 1, 2)], []]


def test_classes_differ(probes):
    """1, 1.0 and True differ."""
    seen = probes.compared([1, 1, 0, 1.0], [True, 1.0, False, 1.0])
    assert [(path, repr(a), repr(b)) for path, a, b in seen] == [((0,), "1", "True"), ((1,), "1", "1.0"), ((2,), "0", "False")]


def test_the_same_object_is_equal(probes):
    """A NaN equals itself if it is one object."""
    assert probes.nan_diff() == [((1,), 1, 2)]


def test_kinds_differ(probes):
    """A list, a dict and a leaf in the same place are one difference, with all that is in them; so are empty ones."""
    assert probes.compared({"a": [1, 2], "b": {}, "c": {"d": 1}}, {"a": {"0": 1}, "b": [], "c": None}) == [
        (("a",), [1, 2], {"0": 1}), (("b",), {}, []), (("c",), {"d": 1}, None),
    ]


def test_missing_in_dicts(probes):
    """Keys of one side only come with MISSING, those of the new one at the end of their dict; None is a value."""
    old = {"a": 1, "b": None, "c": {"x": 1}}
    assert probes.compared(old, {"n": None, "c": {"y": 2}, "a": 1, "m": [3]}) == [
        (("b",), None, "MISSING"), (("c", "x"), 1, "MISSING"), (("c", "y"), "MISSING", 2), (("n",), "MISSING", None), (("m",), "MISSING", [3]),
    ]


def test_missing_in_lists(probes):
    """Items that only the longer list has come with MISSING."""
    assert probes.compared([[1, 2, [3]], []], [[1], [None]]) == [((0, 1), 2, "MISSING"), ((0, 2), [3], "MISSING"), ((1, 0), "MISSING", None)]


def test_differences_in_shared(probes):
    """A difference in a shared container is told at each of its places."""
    assert probes.shared_diff() == [((0, "n", 0), 1, 2), ((1, "n", 0), 1, 2)]


def test_equal_to_one_of_two(probes):
    """A container that was found equal to one is still compared with another."""
    assert probes.equal_in_one_place() == [((1, 0), 1, 2)]

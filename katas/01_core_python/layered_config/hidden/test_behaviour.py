from collections.abc import MutableMapping

import pytest
from graders.testing import drain, is_a

MISS = "MISSING"


@pytest.fixture
def config(submission):
    """Two layers, of which the upper one overrides b."""
    config = submission.LayeredConfig({"a": 1, "b": 2}, name="low")
    config.push_layer("high", {"b": 3, "c": 4})
    return config


def test_the_topmost_wins(config):
    """A key has the value of the topmost layer that has it, and comes once."""
    assert [drain(config.items()), len(config), "a" in config, "z" in config] == [[("a", 1), ("b", 3), ("c", 4)], 3, True, False]


def test_origin(config):
    """origin is the layer that the value comes from, also if another has an equal one."""
    config.push_layer("top", {"c": 4})
    assert [config.origin("a"), config.origin("b"), config.origin("c")] == ["low", "high", "top"]


def test_layers(config):
    """layers are the names from bottom to top, equal ones too."""
    config.push_layer("high")
    assert config.layers == ("low", "high", "high")


def test_the_first_layer(submission):
    """A new mapping has one layer, called base, and may be made of pairs."""
    empty, pairs = submission.LayeredConfig(), submission.LayeredConfig([("a", 1), ("b", 2)])
    assert [empty.layers, len(empty), drain(empty), drain(pairs.items())] == [("base",), 0, [], [("a", 1), ("b", 2)]]


def test_it_is_a_mutable_mapping(config):
    """It is a MutableMapping."""
    assert is_a(config, MutableMapping)


def test_setting_goes_to_the_top(config):
    """Setting goes to the top layer; lower ones stay."""
    config["a"] = 5
    assert [config["a"], config.origin("a"), config.pop_layer(), config["a"]] == [5, "high", {"b": 3, "c": 4, "a": 5}, 1]


def test_deleting_hides(config):
    """Deleting hides what a lower layer has, also under a value of the top layer."""
    del config["a"]
    del config["b"]
    assert [drain(config), len(config), "a" in config, config.get("b", "no")] == [["c"], 1, False, "no"]


def test_what_was_hidden_comes_back(config):
    """When a layer goes, what it hid and overrode can be seen again."""
    del config["a"]
    del config["b"]
    taken = config.pop_layer()
    assert [taken, drain(config.items()), len(config)] == [{"c": 4}, [("a", 1), ("b", 2)], 2]


def test_hidden_below(config):
    """What a middle layer hides stays hidden in the layers above, until one of them sets it."""
    del config["a"]
    config.push_layer("top")
    before = drain(config)
    config["a"] = 7
    assert [before, drain(config.items()), config.origin("a")] == [["b", "c"], [("a", 7), ("b", 3), ("c", 4)], "top"]


def test_deleted_twice(config):
    """Deleting what is hidden, or was never there, is a KeyError."""
    del config["a"]
    for key in ["a", "z"]:
        with pytest.raises(KeyError):
            del config[key]
    assert len(config) == 2


def test_deleted_above_a_hidden_one(config):
    """A key that is set over a hidden one and deleted again is hidden, not what it was at the bottom."""
    del config["a"]
    config.push_layer("top")
    config["a"] = 7
    del config["a"]
    assert ["a" in config, len(config), config.pop_layer(), "a" in config] == [False, 2, {}, False]


def test_set_again(config):
    """A hidden key that is set again can be seen, at its old place."""
    del config["a"]
    config["a"] = 6
    assert [drain(config.items()), len(config), config.origin("a")] == [[("a", 6), ("b", 3), ("c", 4)], 3, "high"]


def test_keys_of_the_top_layer(config):
    """A key that only the top layer has is gone when deleted, and comes last when it is set again."""
    config["d"] = 5
    del config["c"]
    config["c"] = 6
    assert [drain(config.items()), len(config)] == [[("a", 1), ("b", 3), ("d", 5), ("c", 6)], 4]


def test_order(submission):
    """Keys come from the bottom layer up, each where the lowest layer that has it put it."""
    config = submission.LayeredConfig([("m", 1), ("b", 2), ("x", 3)])
    config.push_layer("one", [("z", 1), ("x", 9), ("a", 2)])
    config.push_layer("two", [("k", 1), ("a", 3), ("m", 4)])
    config["b"] = 5
    assert drain(config.items()) == [("m", 4), ("b", 5), ("x", 9), ("z", 1), ("a", 3), ("k", 1)]


def test_setting_again_moves_nothing(config):
    """Setting a key again does not move it."""
    config["c"] = 5
    config["d"] = 6
    config["c"] = 7
    config["b"] = 8
    assert [drain(config), config.pop_layer()] == [["a", "b", "c", "d"], {"b": 8, "c": 7, "d": 6}]


def test_new_keys_of_a_layer_go(config):
    """What a layer added is gone with it, from every place where one can look."""
    config.push_layer("top", {"y": 1, "a": 2})
    taken = config.pop_layer()
    assert [taken, drain(config), len(config), "y" in config, config.layers] == [{"y": 1, "a": 2}, ["a", "b", "c"], 3, False, ("low", "high")]
    config["d"] = config["y"] = 5
    assert drain(config) == ["a", "b", "c", "d", "y"]


def test_the_last_layer(config):
    """The last layer cannot be taken off: an IndexError, and everything stays."""
    config.pop_layer()
    with pytest.raises(IndexError):
        config.pop_layer()
    assert [drain(config.items()), config.layers] == [[("a", 1), ("b", 2)], ("low",)]


def test_keys_without_value(config):
    """Looking up what cannot be seen is a KeyError, its origin too."""
    del config["a"]
    for key in ["a", "z"]:
        with pytest.raises(KeyError):
            config[key]
        with pytest.raises(KeyError):
            config.origin(key)


def test_none_is_a_value(submission):
    """None can be set, overrides, and is no deletion."""
    config = submission.LayeredConfig({"a": 1, "b": None})
    config.push_layer("high", {"a": None})
    assert [drain(config.items()), len(config), "a" in config, config.origin("a"), config.pop_layer()] == [[("a", None), ("b", None)], 2, True, "high", {"a": None}]


def test_methods_of_mappings(config):
    """pop, popitem, setdefault, update and clear come of MutableMapping, and change the top layer only."""
    seen = [config.pop("b"), config.pop("z", 0), config.setdefault("a", 9), config.setdefault("d", 5)]
    config.update(a=7, e=8)
    inside = drain(config.items())
    config.clear()
    assert [seen, inside, len(config), drain(config), config.pop_layer(), drain(config.items())] == [
        [3, 0, 1, 5], [("a", 7), ("c", 4), ("d", 5), ("e", 8)], 0, [], {}, [("a", 1), ("b", 2)],
    ]


def test_views(probes):
    """Views and comparisons are those of mappings."""
    assert probes.views() == {"keys": ["b", "c", "d"], "values": [3, 4, 5], "items": [("b", 3), ("c", 4), ("d", 5)], "equal": [True, False, True]}


def test_copies(probes):
    """Layers are copies of what was given, and what comes back is the caller's."""
    assert probes.copied() == {"before": {"a": 1, "b": 2}, "taken": {"b": 2, "c": 3, "a": 8}, "given": [{"a": 9}, {"b": 9}], "after": {"a": 1}}


HEARD = {
    "set": ([("a", 1, 5)], None, [("a", 5), ("b", 3), ("c", 4)]),
    "set new": ([("z", MISS, None)], None, [("a", 1), ("b", 3), ("c", 4), ("z", None)]),
    "set equal": ([("b", 3, 3)], None, [("a", 1), ("b", 3), ("c", 4)]),
    "delete": ([("a", 1, MISS)], None, [("b", 3), ("c", 4)]),
    "delete missing": ([], "KeyError", [("a", 1), ("b", 3), ("c", 4)]),
    "update": ([("a", 1, 5), ("z", MISS, 6), ("b", 3, 7)], None, [("a", 5), ("b", 7), ("c", 4), ("z", 6)]),
    "pop": ([("b", 3, MISS)], 3, [("a", 1), ("c", 4)]),
    "pop default": ([], 9, [("a", 1), ("b", 3), ("c", 4)]),
    "pop missing": ([], "KeyError", [("a", 1), ("b", 3), ("c", 4)]),
    "popitem": ([("a", 1, MISS)], ("a", 1), [("b", 3), ("c", 4)]),
    "setdefault": ([("z", MISS, 9)], (1, 9), [("a", 1), ("b", 3), ("c", 4), ("z", 9)]),
    "clear": ([("a", 1, MISS), ("b", 3, MISS), ("c", 4, MISS)], None, []),
}


@pytest.mark.parametrize("name", HEARD)
def test_events(probes, name):
    """Every way to set or delete an item is told, once for each item, and nothing else is."""
    events, result, items = HEARD[name]
    assert probes.change(name) == {"events": events, "result": result, "items": items}


@pytest.mark.parametrize("name", HEARD)
def test_events_of_another_mapping(probes, name):
    """The mixin does the same in front of a UserDict."""
    events, result, items = HEARD[name]
    assert probes.change_dict(name) == {"events": events, "result": result, "items": items}


@pytest.mark.parametrize(("name", "result", "items"), [
    pytest.param("push", None, [("a", 9), ("b", 3), ("c", 4), ("y", 1)], id="push"),
    pytest.param("pop layer", {"b": 3, "c": 4}, [("a", 1), ("b", 2)], id="pop"),
])
def test_layers_are_not_told(probes, name, result, items):
    """Layers that come and go are not told."""
    assert probes.change(name) == {"events": [], "result": result, "items": items}


def test_cooperation(probes):
    """The mixin calls what comes next in the class of the instance, and tells the key that was set."""
    assert probes.cooperation() == {"events": [("a", MISS, 1), ("B", MISS, 2)], "result": None, "items": [("A", 1), ("B", 2)]}


def test_arguments(probes):
    """The mixin passes all arguments on."""
    assert probes.arguments() == [({}, ("base",)), ({"a": 1}, ("base",)), ({"a": 1}, ("low",)), ({"a": 2}, ("x",)), {"a": 1}, {"a": 1, "b": 2}]


def test_separate_listeners(probes):
    """Each instance has its own listeners."""
    assert probes.separate() == [("first", "a"), ("second", "b")]


def test_end_of_a_subscription(probes):
    """Listeners are called in order; the end of a subscription ends that one alone, and once."""
    assert probes.ended() == [("one", "a"), ("two", "a"), ("one", "a"), ("two", "b"), ("one", "b")]


def test_ended_meanwhile(probes):
    """Who was subscribed when the item changed is told of it, and nobody else."""
    assert probes.ended_meanwhile() == [("first", "a"), ("second", "a"), ("later", "b")]


def test_listeners_see_the_change(probes):
    """A listener that looks finds the change done."""
    assert probes.looked_up() == [(True, 5, 3), (False, None, 2), (True, 6, 3)]


def test_a_listener_fails(probes):
    """The error of a listener leaves at once, and the change stays."""
    assert probes.listener_fails() == {"error": "LookupError('listener')", "heard": [], "items": [("a", 5), ("b", 3), ("c", 4)]}

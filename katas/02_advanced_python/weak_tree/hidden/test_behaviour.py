import pytest


def test_links(probes):
    """Children come in the order of their addition, a walk comes to each node before its children, and `add` returns the child."""
    assert probes.links() == {
        "added": "g",
        "shape": {"a": ["bc", None], "b": ["de", "a"], "c": ["f", "a"], "d": ["", "b"], "e": ["", "b"], "f": ["g", "c"]},
        "walks": ["abdecfg", "cfg"],
        "no value": None,
    }


def test_move(probes):
    """A node that is added elsewhere leaves its parent, with all below it."""
    assert probes.moves("d", "b") == [
        "moved", {"a": ["cd", None], "b": ["e", "d"], "c": ["", "a"], "d": ["b", "a"], "e": ["", "b"]},
    ]


def test_move_to_the_end(probes):
    """Added once more to its own parent, a node comes last, and is there once."""
    assert probes.moves("a", "b") == [
        "moved", {"a": ["cdb", None], "b": ["e", "a"], "c": ["", "a"], "d": ["", "a"], "e": ["", "b"]},
    ]


@pytest.mark.parametrize("pair", ["aa", "ea", "eb"], ids=["itself", "far above", "parent"])
def test_no_cycles(probes, pair):
    """A node is never below itself; a refused addition changes nothing."""
    assert probes.moves(*pair) == [
        "ValueError", {"a": ["bcd", None], "b": ["e", "a"], "c": ["", "a"], "d": ["", "a"], "e": ["", "b"]},
    ]


def test_remove(probes):
    """A removed node has no parent, and keeps what is below it."""
    assert probes.removes("a", "b") == [None, {"a": ["c", None], "b": ["e", None], "c": ["", "a"], "e": ["", "b"]}]


@pytest.mark.parametrize("pair", ["ae", "ba"], ids=["grandchild", "parent"])
def test_remove_who_is_no_child(probes, pair):
    """Only a child can be removed."""
    assert probes.removes(*pair) == ["ValueError", {"a": ["bc", None], "b": ["e", "a"], "c": ["", "a"], "e": ["", "b"]}]


def test_a_tree_goes_at_once(probes):
    """With the last reference to its root a tree is gone, without the collector."""
    assert probes.drop_root("") == {"alive": [], "shape": {}}


def test_a_kept_node(probes):
    """A node that is held keeps what is below it, and has no parent once that is gone."""
    assert probes.drop_root("b") == {"alive": ["b", "c"], "shape": {"b": ["c", None]}}


def test_nothing_is_left_behind(probes):
    """Walks, also those given up, and refused additions keep nothing alive."""
    assert probes.walk_then_drop() == [False, False, False]


def test_deep_trees(probes):
    """A chain of 5,000 nodes is walked, guarded and freed like any other."""
    assert probes.deep(5000) == [5000, "ValueError", False, False]


def test_told_apart_by_identity(probes):
    """Equal objects without hash have a value each; a discarded one is made anew."""
    assert probes.cached() == {
        "values": ["value 1", "value 2", "value 1", "value 2"],
        "given": [True, True],
        "size": 2,
        "discarded": [True, False, 1],
        "again": ["value 3", "value 2", 2],
    }


def test_none_is_kept(probes):
    """None is a value like others."""
    assert probes.cached_none() == [[None, None], 1, True]


def test_values_go_with_their_objects(probes):
    """A cached object is not kept alive, and its value is gone as soon as it is."""
    assert probes.cached_then_gone() == {"alive": [True, True, False, False], "sizes": [2, 1]}


def test_addresses_are_used_again(probes):
    """An object at the address of a dead one does not get its value."""
    assert probes.cache_by_turns(20) == [list(range(20)), 0]


def test_discarded_before_death(probes):
    """The death of a discarded object takes nothing from others."""
    assert probes.discarded_then_gone() == [1, True, 2, 1, True, 3, 1, 3]


def test_a_cache_goes_at_once(probes):
    """A dropped cache is gone with its values, although the objects live on; and they may go later."""
    assert probes.cache_dropped() == [[False, False, True], [False, False, False]]


def test_failing_make(probes):
    """Nothing is kept when `make` fails; an object without weak references is refused."""
    assert probes.cache_failing() == ["LookupError", 0, 1, 1, "TypeError", 1]


def test_resources_are_used_again(probes):
    """What was released last is lent first; a new resource is made when none is idle."""
    steps = ["acquire", "acquire", (0, "release"), (1, "release"), "acquire", "acquire", "acquire"]
    assert probes.pooled(3, steps) == [
        ("r1", 0, 1), ("r2", 0, 2), (None, 1, 1), (None, 2, 0), ("r2", 1, 1), ("r1", 0, 2), ("r3", 0, 3),
    ]


def test_size_is_a_limit(probes):
    """No more than `size` are lent; a size below 1 is a ValueError."""
    assert probes.empty_pool() == ["PoolEmpty", "r1", "ValueError"]


def test_room_after_release(probes):
    """A pool that was empty lends again after a release, and after a drop."""
    steps = ["acquire", "acquire", (0, "release"), "acquire", "acquire", (1, "drop"), "acquire"]
    assert probes.pooled(1, steps) == [
        ("r1", 0, 1), ("PoolEmpty", 0, 1), (None, 1, 0), ("r1", 0, 1), ("PoolEmpty", 0, 1), (None, 1, 0), ("r1", 0, 1),
    ]


def test_released_twice(probes):
    """A second release does nothing, also when someone else has the resource by then."""
    steps = ["acquire", (0, "release"), (0, "release"), "acquire", (0, "release"), (0, "drop"), "acquire", (1, "resource")]
    assert probes.pooled(2, steps) == [
        ("r1", 0, 1), (None, 1, 0), (None, 1, 0), ("r1", 0, 1), (None, 0, 1), (None, 0, 1), ("r2", 0, 2), ("r1", 0, 2),
    ]


def test_no_resource_after_release(probes):
    """A released lease has no resource, and cannot be entered again."""
    steps = ["acquire", (0, "with"), (0, "resource"), (0, "with"), "acquire", (1, "release"), (1, "resource")]
    assert probes.pooled(1, steps) == [
        ("r1", 0, 1), ("r1", 1, 0), ("ReferenceError", 1, 0), ("ReferenceError", 1, 0), ("r1", 0, 1), (None, 1, 0), ("ReferenceError", 1, 0),
    ]


def test_error_in_the_block(probes):
    """An error leaves the block, and the resource is released."""
    assert probes.error_in_with() == ["LookupError", 1, 0]


def test_resource_that_cannot_be_made(probes):
    """When `make` fails, the error leaves and the place stays free."""
    assert probes.failing_make() == ["r1", "OSError", [0, 1], "r3", 0, 2]


def test_dropped_leases(probes):
    """A lease that is dropped gives its resource back at once, each time."""
    assert probes.dropped_leases(4) == [["r1"] * 4, 1, 1, 0]


def test_a_pool_goes_at_once(probes):
    """A dropped pool is gone with what is idle, although a lease is out; that one works on, and its resource goes with it."""
    assert probes.pool_dropped() == [[False, False, True], "r1", [False, False, False], "ReferenceError"]


def test_a_lease_brought_back(probes):
    """A lease that was garbage has been released, even if a `__del__` brings it back: nobody shares a resource."""
    assert probes.lease_brought_back() == ["ReferenceError", "r1", 0, 1, 0, 1]

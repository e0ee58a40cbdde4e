import pytest
from graders.testing import Spy, drain


def test_parents_and_children(submission):
    """A node has its children in order, and they have it as their parent; `add` returns the child."""
    a, b, c = (submission.Node(name) for name in "abc")
    assert [a.add(b) is b, a.add(c) is c] == [True, True]
    assert (a.children, b.parent is a, c.parent is a, b.children, a.parent, a.value) == ((b, c), True, True, (), None, "a")


def test_added_elsewhere(submission):
    """A child that is added to another node leaves the one before."""
    a, b, c, d = (submission.Node(name) for name in "abcd")
    a.add(b), a.add(c), d.add(b)
    assert (a.children, d.children, b.parent is d) == ((c,), (b,), True)


def test_added_again(submission):
    """A child that is added again is the last one, and once there."""
    a, b, c = (submission.Node(name) for name in "abc")
    a.add(b), a.add(c), a.add(b)
    assert (a.children, b.parent is a) == ((c, b), True)


def test_detach(submission):
    """A node that was detached has no parent, and the others keep their order; to detach it again does nothing."""
    a, b, c, d = (submission.Node(name) for name in "abcd")
    a.add(b), a.add(c), a.add(d)
    c.detach(), c.detach(), a.detach()
    assert (a.children, c.parent, b.parent is a, a.parent) == ((b, d), None, True, None)


@pytest.mark.parametrize("depth", [0, 1, 2], ids=["itself", "parent", "grandparent"])
def test_below_itself(submission, depth):
    """A node that would be below itself is refused, and nothing has changed."""
    top, a, b, c = (submission.Node(name) for name in "^abc")
    top.add(a), a.add(b), b.add(c)
    low = [a, b, c][depth]
    with pytest.raises(ValueError):
        low.add(a)
    assert [node.value for node in drain(top.walk())] == ["^", "a", "b", "c"]


def test_walk(submission):
    """A walk meets the node and all below it, each before its children, and nobody else."""
    a, b, c, d, e, top = (submission.Node(name) for name in "abcde^")
    top.add(a), a.add(b), a.add(c), b.add(d), b.add(e)
    assert [node.value for node in drain(a.walk())] == ["a", "b", "d", "e", "c"]


def test_walk_goes_on(submission):
    """A walk looks up a node's children when it goes on after that node."""
    a, b, c, d = (submission.Node(name) for name in "abcd")
    a.add(b), a.add(c)
    walk = a.walk()
    assert next(walk).value == "a"
    b.detach(), c.add(d)
    assert [node.value for node in drain(walk)] == ["c", "d"]


def test_deep_trees(probes):
    """A tree may be deeper than Python calls go."""
    assert probes.deep(3000) == (3000, 2999, 0)


def test_odd_nodes(probes):
    """A subclass may define == and truth: nodes are told apart by `is`."""
    assert probes.odd_nodes() == [["a", "b", "d", "e", "c"], "b", ["e", "a", "b", "d", "c"], ["d"], "e", "ValueError"]


@pytest.mark.parametrize(("kept", "living", "seen"), [
    pytest.param("", [], {}, id="nobody"),
    pytest.param("a", ["a", "b", "c", "d", "e"], {"a": [None, ["b", "c"]]}, id="root"),
    pytest.param("b", ["b", "d", "e"], {"b": [None, ["d", "e"]]}, id="child"),
    pytest.param("cd", ["c", "d"], {"c": [None, []], "d": [None, []]}, id="leaves"),
    pytest.param("be", ["b", "d", "e"], {"b": [None, ["d", "e"]], "e": ["b", []]}, id="family"),
])
def test_dropped_trees(probes, kept, living, seen):
    """A node keeps what is below it alive and nothing above it: what nobody holds is free at once."""
    assert probes.dropped_tree(kept) == (living, seen)


@pytest.mark.parametrize(("way", "living"), [
    pytest.param("detach", ["a", "c"], id="detached"),
    pytest.param("added elsewhere", ["a", "c"], id="elsewhere"),
    pytest.param("old parent dropped", ["b", "d", "e"], id="old-parent"),
])
def test_left_trees(probes, way, living):
    """What has left a tree keeps nothing of it alive, and the tree nothing of it."""
    assert probes.left_tree(way) == [["a", "b", "c", "d", "e"], living]


def test_orphans(probes):
    """A child whose parent is gone has none, and may join another tree."""
    assert probes.orphan() == [None, "other", ["other", "b", "d", "e"]]


def test_walks_that_end_early(probes):
    """A walk that nobody holds keeps nothing."""
    assert probes.walked_away() == (["a", "b"], [])


def test_one_value_for_each_object(probes):
    """An object has one value, and another object has another, even if it is equal and has no hash."""
    assert probes.same_object() == ([1, 2, 1, 2], 2)


@pytest.mark.parametrize("holding", [False, True], ids=["plain", "holding-its-object"])
def test_dropped_values(probes, holding):
    """The cache keeps no value: one that is dropped goes at once, its entry with it, and is made anew."""
    assert probes.value_dropped(holding) == [1, ["obj"], 0, 2]


@pytest.mark.parametrize(("way", "living"), [("held elsewhere", ["view"]), ("held by the object", [])], ids=["held-elsewhere", "held-by-the-object"])
def test_dropped_objects(probes, way, living):
    """The cache keeps no object: one that is dropped goes at once, and its entry with it."""
    assert probes.object_dropped(way) == [1, living, 0]


def test_ids_that_come_again(probes):
    """A new object never gets the value of a dead one whose id it has."""
    assert probes.ids_again() == {"ids used again": True, "numbers": list(range(1, 21))}


def test_dropped_cache(probes):
    """A cache that is dropped goes at once, though its objects live; they and their values stay as they are."""
    assert probes.cache_dropped() == [["obj", "view"], 1, ["obj"], []]


def test_shared_values(probes):
    """One value may be that of two objects."""
    assert probes.shared_value() == [7, 7, 2, 1, 0]


@pytest.mark.parametrize(("kind", "expected"), [
    pytest.param("object", ("TypeError", 0, 1), id="object"),
    pytest.param("value", ("TypeError", 0, 6), id="value"),
    pytest.param("error", ("LookupError", 0, 7), id="error"),
])
def test_no_entry(probes, kind, expected):
    """What cannot be referenced weakly is a TypeError, an error of `make` leaves, and there is no entry then."""
    assert probes.unfit(kind) == expected


def test_items_are_lent_again(submission):
    """Items that went back are lent again, the last one first; a new one is made if there is none."""
    make = Spy(["one", "two", "three"])
    pool = submission.Pool(make, 2)
    first, second = pool.take(), pool.take()
    assert (first.item, second.item, pool.idle) == ("one", "two", 0)
    first.release(), second.release()
    third = pool.take()
    assert (third.item, pool.idle, len(make.calls)) == ("two", 1, 2)


def test_any_item(submission):
    """An item may be None, or anything else."""
    pool = submission.Pool(Spy([None, 0]), 2)
    first, second = pool.take(), pool.take()
    assert [first.item, second.item] == [None, 0]
    second.release(), first.release()
    third = pool.take()
    assert (third.item, pool.idle) == (None, 1)


def test_released(submission):
    """A lease that was released has no item any more: it may be lent to someone else."""
    pool = submission.Pool(Spy(["one"]), 1)
    lease = pool.take()
    lease.release()
    with pytest.raises(ValueError):
        lease.item  # noqa: B018


def test_nothing_is_kept(submission):
    """A pool may keep no item at all."""
    pool = submission.Pool(Spy(["one", "two"]), 0)
    first = pool.take()
    first.release()
    second = pool.take()
    assert (second.item, pool.idle) == ("two", 0)


def test_dropped_leases(probes):
    """A lease that nobody holds gives its item back at once."""
    assert probes.lease_dropped() == [1, 0, 1, 1]


def test_back_once(probes):
    """An item goes back once, however often it is released, and whatever becomes of the lease."""
    assert probes.released_and_dropped() == [1, 1]


def test_too_many_idle(probes):
    """Of the items that go back, those beyond `keep` are free at once."""
    assert probes.too_many() == (1, ["item 2"])


def test_dropped_pool(probes):
    """With a pool its idle items go at once; leases work on, and what they give back is free."""
    assert probes.pool_dropped() == [["used", "lease"], 2, ["lease"], []]


def test_leases_brought_back(probes):
    """A lease that the collector has found, and somebody's __del__ has brought back, has given its item back: it is released."""
    assert probes.brought_back() == [1, "ValueError", 1, 1, 0]

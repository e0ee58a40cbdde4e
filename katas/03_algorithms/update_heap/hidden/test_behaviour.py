import pytest


def queue(submission, *pairs, **options):
    q = submission.UpdateHeap(**options)
    for item, priority in pairs:
        q.push(item, priority)
    return q


def test_lowest_first(submission):
    """Items come by priority, the lowest first."""
    q = queue(submission, ("a", 30), ("b", 10), ("c", 20), ("d", 5))
    assert [q.pop() for _ in range(len(q))] == [("d", 5), ("b", 10), ("c", 20), ("a", 30)]


def test_equals_in_order(submission):
    """Items of equal priority come in the order in which they were pushed."""
    q = queue(submission, ("d", 1), ("b", 2), ("a", 1), ("e", 2), ("c", 1))
    assert [q.pop() for _ in range(len(q))] == [("d", 1), ("a", 1), ("c", 1), ("b", 2), ("e", 2)]


def test_highest_first(submission):
    """With largest=True the highest priority comes first, and of equals still the one that came first."""
    q = queue(submission, ("d", 1), ("b", 2), ("a", 1), ("e", 2), ("c", 3), largest=True)
    assert [q.pop() for _ in range(len(q))] == [("c", 3), ("b", 2), ("e", 2), ("d", 1), ("a", 1)]


def test_priorities_need_not_be_numbers(submission):
    """With largest=True too, a priority is anything with <, such as a text."""
    q = queue(submission, (1, "ann"), (2, "bob"), (3, "b"), largest=True)
    assert [q.pop() for _ in range(len(q))] == [(2, "bob"), (3, "b"), (1, "ann")]


def test_items_without_an_order(submission):
    """Items of equal priority need not be comparable with each other."""
    q = queue(submission, (None, 1), ("a", 1), (3, 1), ((), 1))
    assert [q.pop() for _ in range(len(q))] == [(None, 1), ("a", 1), (3, 1), ((), 1)]


def test_items_are_never_ordered(probes):
    """An item is asked for its hash and for ==, and for nothing else."""
    assert probes.jobs_of_one_deadline(6) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(("largest", "order"), [
    pytest.param(False, [(1, 1), (4, 1), (2, 2), (3, 2), (5, 2), (0, 2)], id="lowest"),
    pytest.param(True, [(2, 2), (3, 2), (5, 2), (0, 2), (1, 1), (4, 1)], id="highest"),
])
def test_only_less_than(probes, largest, order):
    """A priority is asked for < alone; where neither is less than the other, they are equal, and the older one comes first."""
    assert probes.only_less_than(largest, 3, 1, 2, 2, 1, 2) == order


def test_a_lower_priority(submission):
    """An update to a lower priority lets an item come earlier."""
    q = queue(submission, ("a", 1), ("b", 2), ("c", 3))
    q.update("c", 0)
    assert [q["c"], len(q), [q.pop() for _ in range(len(q))]] == [0, 3, [("c", 0), ("a", 1), ("b", 2)]]


def test_a_higher_priority(submission):
    """An update to a higher priority lets an item come later."""
    q = queue(submission, ("a", 1), ("b", 2), ("c", 3))
    q.update("a", 5)
    assert [q["a"], len(q), [q.pop() for _ in range(len(q))]] == [5, 3, [("b", 2), ("c", 3), ("a", 5)]]


def test_updates_of_largest(submission):
    """With largest=True updates work both ways too."""
    q = queue(submission, ("a", 1), ("b", 2), ("c", 3), largest=True)
    q.update("a", 4)
    q.update("c", 0)
    assert [q.pop() for _ in range(len(q))] == [("a", 4), ("b", 2), ("c", 0)]


def test_an_update_stands_behind(submission):
    """An updated item stands behind those that had its new priority before, from either side."""
    q = queue(submission, ("low", 1), ("high", 3), ("a", 2), ("b", 2))
    q.update("high", 2)
    q.update("low", 2)
    assert [q.pop() for _ in range(len(q))] == [("a", 2), ("b", 2), ("high", 2), ("low", 2)]


def test_the_same_priority_again(submission):
    """An update to an equal priority changes nothing: the item keeps its place."""
    q = queue(submission, ("a", 2), ("b", 2), ("c", 2))
    q.update("a", 2)
    q.update("b", 2)
    assert [q.pop() for _ in range(len(q))] == [("a", 2), ("b", 2), ("c", 2)]


def test_there_and_back(submission):
    """An item that changes its priority and gets the old one back stands behind those that have it."""
    q = queue(submission, ("a", 1), ("b", 1), ("c", 2))
    q.update("a", 2)
    q.update("a", 1)
    assert [q.pop() for _ in range(len(q))] == [("b", 1), ("a", 1), ("c", 2)]


def test_each_item_comes_once(submission):
    """However often an item was updated, it comes once, with its last priority."""
    q = queue(submission, ("a", 5), ("b", 6))
    for priority in [3, 9, 1, 7]:
        q.update("a", priority)
    assert [len(q), [q.pop() for _ in range(len(q))], len(q)] == [2, [("b", 6), ("a", 7)], 0]


def test_a_removal(submission):
    """remove() takes an item out, wherever it stands, and returns its priority."""
    q = queue(submission, ("a", 1), ("b", 2), ("c", 3), ("d", 4))
    removed = [q.remove("c"), q.remove("a")]
    assert [removed, len(q), "a" in q, q.peek(), [q.pop() for _ in range(len(q))]] == [[3, 1], 2, False, ("b", 2), [("b", 2), ("d", 4)]]


def test_back_after_a_removal(submission):
    """An item that was removed may come back; its old entry does not count, lower or not."""
    q = queue(submission, ("a", 1), ("b", 2), ("c", 9))
    q.remove("a")
    q.push("a", 5)
    assert [q["a"], len(q), [q.pop() for _ in range(len(q))]] == [5, 3, [("b", 2), ("a", 5), ("c", 9)]]


def test_back_with_the_same_priority(submission):
    """An item that was removed and pushed again with the same priority is a new one, behind its equals."""
    q = queue(submission, ("a", 1), ("b", 1))
    q.remove("a")
    q.push("a", 1)
    assert [q.pop() for _ in range(len(q))] == [("b", 1), ("a", 1)]


def test_back_after_a_pop(submission):
    """An item that was popped may come back, and nothing of its earlier updates does."""
    q = queue(submission, ("a", 4), ("b", 6))
    q.update("a", 2)
    popped = q.pop()
    before = ["a" in q, len(q), q.peek()]
    q.push("a", 9)
    assert [popped, before, [q.pop() for _ in range(len(q))]] == [("a", 2), [False, 1, ("b", 6)], [("b", 6), ("a", 9)]]


def test_peek_only_looks(submission):
    """peek() takes nothing out, also when what stood in front has been removed."""
    q = queue(submission, ("a", 1), ("b", 2))
    q.remove("a")
    assert [q.peek(), q.peek(), len(q), q.pop(), len(q)] == [("b", 2), ("b", 2), 1, ("b", 2), 0]


def test_equals_in_order_after_a_look(submission):
    """Who looks at the next item does not send it behind its equals."""
    q = queue(submission, ("a", 1), ("b", 1))
    assert [q.peek(), [q.pop() for _ in range(len(q))]] == [("a", 1), [("a", 1), ("b", 1)]]


def test_falsy_items(submission):
    """None, 0 and the empty text are items, and priorities may be falsy."""
    q = queue(submission, (None, 0), ("", -1), (0, 1))
    q.update(None, 2)
    assert [None in q, q.remove(""), q[0], [q.pop() for _ in range(len(q))]] == [True, -1, 1, [(0, 1), (None, 2)]]


def test_an_item_twice(submission):
    """An item that is there already cannot be pushed: a ValueError, and it stays as it was."""
    q = queue(submission, ("a", 5), ("b", 3))
    with pytest.raises(ValueError):
        q.push("a", 1)
    assert [q["a"], len(q), [q.pop() for _ in range(len(q))]] == [5, 2, [("b", 3), ("a", 5)]]


@pytest.mark.parametrize("method", ["update", "remove", "__getitem__"])
def test_items_that_are_not_there(submission, method):
    """An item that never was, or has left, is a KeyError."""
    q = queue(submission, ("popped", 1), ("removed", 2), ("a", 3))
    q.pop()
    q.remove("removed")
    for item in ["popped", "removed", "never"]:
        with pytest.raises(KeyError):
            getattr(q, method)(item, 7) if method == "update" else getattr(q, method)(item)
    assert [len(q), [q.pop() for _ in range(len(q))]] == [1, [("a", 3)]]


def test_new_queues(submission):
    """A new queue is empty: an IndexError for who asks for the next item."""
    q = submission.UpdateHeap()
    with pytest.raises(IndexError):
        q.peek()
    with pytest.raises(IndexError):
        q.pop()
    assert len(q) == 0


def test_emptied_queues(submission):
    """A queue whose items have all gone, one way or the other, is empty: an IndexError."""
    q = queue(submission, ("a", 1), ("b", 2))
    q.update("b", 5)
    q.pop()
    q.remove("b")
    with pytest.raises(IndexError):
        q.peek()
    with pytest.raises(IndexError):
        q.pop()
    assert len(q) == 0


def test_queues_are_separate(submission):
    """What is in one queue is not in another."""
    q, other = submission.UpdateHeap(), submission.UpdateHeap()
    q.push("a", 1)
    assert [len(q), len(other), "a" in other] == [1, 0, False]


def test_a_push_that_does_not_compare(submission):
    """A priority that cannot be compared is a TypeError at its push, and leaves nothing in the queue."""
    q = queue(submission, ("a", 1), ("b", 2), ("c", 3))
    with pytest.raises(TypeError):
        q.push("new", "soon")
    q.push("d", 0)
    assert [len(q), "new" in q, [q.pop() for _ in range(len(q))]] == [4, False, [("d", 0), ("a", 1), ("b", 2), ("c", 3)]]


def test_an_update_that_does_not_compare(submission):
    """A priority that cannot be compared with those of other items is a TypeError at its update; the item keeps its own."""
    q = queue(submission, ("a", (2, 0)), ("b", (1, 5)))
    with pytest.raises(TypeError):
        q.update("a", (1, "soon"))
    assert [len(q), q["a"], [q.pop() for _ in range(len(q))]] == [2, (2, 0), [("b", (1, 5)), ("a", (2, 0))]]


@pytest.mark.parametrize("method", ["push", "update"])
def test_a_comparison_that_fails_half_way(probes, method):
    """When < fails after it has answered before, its error comes through and the queue is as it was."""
    assert probes.failing_comparison(method, 0) == {
        "outcome": "LookupError",
        "seen": [5, False, 5],
        "left": [("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 5)],
    }


def test_another_kind_after_removals(submission):
    """An empty queue takes priorities of any kind, whatever was removed from it."""
    q = queue(submission, ("a", 1), ("b", 2))
    q.remove("b")
    q.remove("a")
    q.push("a", "late")
    q.push("b", "early")
    assert [q.pop() for _ in range(len(q))] == [("b", "early"), ("a", "late")]


def test_another_kind_after_pops(submission):
    """An empty queue takes priorities of any kind, also when its last item had another priority before."""
    q = queue(submission, ("a", 5))
    q.update("a", 1)
    popped = q.pop()
    q.push("a", "late")
    q.push("b", "early")
    assert [popped, [q.pop() for _ in range(len(q))]] == [("a", 1), [("b", "early"), ("a", "late")]]

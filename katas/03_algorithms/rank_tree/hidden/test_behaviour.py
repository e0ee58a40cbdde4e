import pytest

HUGE = 10**30


def tree_of(submission, *pairs):
    tree = submission.RankTree()
    for value, count in pairs:
        tree.add(value, count)
    return tree


def test_in_ascending_order(submission):
    """Iteration gives each value once with its count, in ascending order."""
    tree = tree_of(submission, (30, 1), (10, 2), (20, 1), (40, 1), (30, 3))
    assert [list(tree), len(tree), tree.total] == [[(10, 2), (20, 1), (30, 4), (40, 1)], 4, 8]


def test_one_item(submission):
    """Without a count, add() adds one item and discard() takes one."""
    tree = submission.RankTree()
    tree.add("a")
    tree.add("a")
    assert [tree.discard("a"), tree.total, list(tree)] == [1, 1, [("a", 1)]]


def test_a_new_tree(submission):
    """A new tree has nothing in it, and nothing of another."""
    other = tree_of(submission, (1, 5))
    tree = submission.RankTree()
    assert [len(tree), tree.total, list(tree), tree.rank(7), tree.count(1), tree.discard(1)] == [0, 0, [], 0, 0, 0]
    assert [other.total, tree.between(0, 9)] == [5, 0]


def test_ranks(submission):
    """rank() counts the items that are less, not those that are equal, whether or not the value is there."""
    tree = tree_of(submission, (20, 4), (10, 2), (30, 1))
    assert [tree.rank(x) for x in [5, 10, 15, 20, 25, 30, 35]] == [0, 0, 2, 2, 6, 6, 7]


def test_counts(submission):
    """count() is the number of items of a value, and 0 for one that is not there."""
    tree = tree_of(submission, (20, 4), (10, 2), (30, 1))
    assert [tree.count(x) for x in [10, 20, 30, 5, 25, 35]] == [2, 4, 1, 0, 0, 0]


def test_every_place(submission):
    """select(k) is the item with k items before it, equal ones included."""
    tree = tree_of(submission, (20, 3), (10, 2), (30, 1))
    assert [tree.select(k) for k in range(6)] == [10, 10, 20, 20, 20, 30]


@pytest.mark.parametrize("k", [-1, 3, 99])
def test_no_such_place(submission, k):
    """A place below 0, or as many as there are items, is an IndexError."""
    tree = tree_of(submission, (1, 1), (2, 2))
    with pytest.raises(IndexError):
        tree.select(k)


def test_no_place_in_an_empty_tree(submission):
    """An empty tree has no place 0."""
    tree = tree_of(submission, (1, 1))
    tree.discard(1)
    with pytest.raises(IndexError):
        tree.select(0)


def test_between(submission):
    """between() takes the items of the lower bound, and not those of the upper one."""
    tree = tree_of(submission, (10, 2), (20, 3), (30, 1))
    assert [tree.between(10, 30), tree.between(11, 31), tree.between(20, 21), tree.between(0, 99)] == [5, 4, 3, 6]


def test_bounds_the_wrong_way_round(submission):
    """Between bounds that are equal or the wrong way round there are 0 items."""
    tree = tree_of(submission, (10, 2), (20, 3), (30, 1))
    assert [tree.between(20, 20), tree.between(30, 10), tree.between(99, 0)] == [0, 0, 0]


def test_some_are_discarded(submission):
    """discard() takes as many as it is told, and ranks and places follow."""
    tree = tree_of(submission, (10, 5), (20, 5), (30, 5))
    taken = tree.discard(20, 3)
    assert [taken, tree.total, len(tree), tree.rank(30), tree.select(7)] == [3, 12, 3, 7, 30]


def test_no_more_than_there_are(submission):
    """discard() takes no more than there are, and says how many that were."""
    tree = tree_of(submission, (10, 5), (20, 2), (30, 5))
    assert [tree.discard(20, 9), tree.discard(20, 9), tree.total, list(tree)] == [2, 0, 10, [(10, 5), (30, 5)]]


def test_discarding_what_is_not_there(submission):
    """To discard a value that is not there changes nothing, on whichever way it was looked for."""
    tree = tree_of(submission, (40, 1), (20, 1), (60, 1), (10, 1), (30, 1))
    assert [tree.discard(x) for x in [5, 15, 25, 35, 50, 70]] == [0] * 6
    assert [tree.total, [tree.rank(x) for x in [10, 20, 30, 40, 60, 99]]] == [5, [0, 1, 2, 3, 4, 5]]


def test_what_has_gone(submission):
    """A value whose last item was taken is no value of the tree any more."""
    tree = tree_of(submission, (20, 1), (10, 1), (30, 1))
    tree.discard(20)
    assert [len(tree), list(tree), tree.count(20), tree.rank(20), tree.rank(30)] == [2, [(10, 1), (30, 1)], 0, 1, 1]
    assert [tree.select(0), tree.select(1)] == [10, 30]


@pytest.mark.parametrize(("gone", "ranks"), [
    (40, [1, 2, 3, 3, 4, 5, 6, 7]),
    (20, [1, 1, 2, 3, 4, 5, 6, 7]),
    (60, [1, 2, 3, 4, 5, 5, 6, 7]),
    (10, [0, 1, 2, 3, 4, 5, 6, 7]),
    (70, [1, 2, 3, 4, 5, 6, 7, 7]),
])
def test_wherever_it_stood(submission, gone, ranks):
    """A value may go that has values on both sides, on one or on none; the others keep their order."""
    tree = tree_of(submission, (40, 1), (20, 1), (60, 1), (10, 1), (30, 1), (50, 1), (70, 1), (65, 1))
    tree.discard(gone)
    assert [tree.rank(x) for x in [15, 25, 35, 45, 55, 62, 67, 99]] == ranks


def test_equal_values(submission):
    """Equal values are one value, and it stays as it came first."""
    tree = tree_of(submission, (1, 1), (2, 1), (1.0, 2))
    assert [repr(list(tree)), repr(tree.select(2)), tree.count(True)] == ["[(1, 3), (2, 1)]", "1", 3]


def test_back_again(submission):
    """A value that had gone comes back as it is then."""
    tree = tree_of(submission, (2, 1), (1, 1), (3, 1))
    tree.discard(1)
    tree.add(1.0, 2)
    assert [repr(list(tree)), repr(tree.select(0)), len(tree)] == ["[(1.0, 2), (2, 1), (3, 1)]", "1.0", 3]


@pytest.mark.parametrize("method", ["add", "discard"])
@pytest.mark.parametrize("count", [0, -2])
def test_counts_below_one(submission, method, count):
    """A count below 1 is a ValueError, and changes nothing, whether or not the value is there."""
    tree = tree_of(submission, (1, 5))
    with pytest.raises(ValueError):
        getattr(tree, method)(1, count)
    with pytest.raises(ValueError):
        getattr(tree, method)(2, count)
    assert list(tree) == [(1, 5)]


def test_huge_counts(submission):
    """Counts may be of any size, and are exact."""
    tree = tree_of(submission, (20, HUGE), (10, 1), (30, HUGE + 1))
    assert [tree.total, tree.rank(30), tree.count(30)] == [2 * HUGE + 2, HUGE + 1, HUGE + 1]
    assert [tree.select(0), tree.select(HUGE), tree.select(HUGE + 1)] == [10, 20, 30]


def test_taken_from_huge_counts(submission):
    """What is taken from a huge count is exact too."""
    tree = tree_of(submission, (20, HUGE), (10, HUGE))
    assert [tree.discard(10, HUGE - 1), tree.discard(20, 2 * HUGE), tree.total, len(tree)] == [HUGE - 1, HUGE, 1, 1]


@pytest.mark.parametrize("step", [1, -1])
def test_values_in_order(probes, step):
    """Values that come in ascending or descending order are no special case, and there may be many."""
    assert probes.in_order(1500, step) == {"values": 1500, "rank": 1200, "select": 700, "first": [0, 1, 2]}


def test_only_less_than(probes):
    """A value is asked for < alone; where neither is less than the other, they are equal."""
    assert probes.only_less_than(3, 1, 2, 2, 4) == {
        "count": 2, "rank": 1, "between": 3, "discard": (1, 0), "left": [(1, 1), (2, 1), (3, 1), (4, 1)], "select": 2,
    }


@pytest.mark.parametrize("method", ["add", "discard"])
def test_a_comparison_that_fails(probes, method):
    """When < fails after it has answered before, its error comes through and the tree is as it was."""
    assert probes.failing_comparison(method) == {
        "outcome": "LookupError", "total": 7, "values": 7, "select": [10, 20, 30, 40, 50, 60, 70], "rank": [0, 2, 4, 7],
    }


def test_another_kind(submission):
    """A tree whose last item was taken takes values of any kind."""
    tree = tree_of(submission, (2, 1), (1, 1), (3, 1))
    for value in [2, 3, 1]:
        tree.discard(value)
    tree.add("b")
    tree.add("a")
    assert list(tree) == [("a", 1), ("b", 1)]

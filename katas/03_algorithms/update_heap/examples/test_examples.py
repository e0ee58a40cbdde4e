import pytest
from update_heap import UpdateHeap


def queue(*pairs, **options):
    q = UpdateHeap(**options)
    for item, priority in pairs:
        q.push(item, priority)
    return q


def test_lowest_first():
    q = queue(("backup", 30), ("mail", 20), ("report", 20))
    assert [q.pop(), q.pop(), q.pop()] == [("mail", 20), ("report", 20), ("backup", 30)]


def test_highest_first():
    q = queue((1, "ann"), (2, "bob"), (3, "bob"), largest=True)
    assert [q.pop(), q.pop()] == [(2, "bob"), (3, "bob")]


def test_an_update():
    q = queue(("backup", 30), ("mail", 20))
    q.update("backup", 10)
    assert [q.peek(), q["backup"], len(q)] == [("backup", 10), 10, 2]


def test_a_removal():
    q = queue(("backup", 30), ("mail", 20))
    assert [q.remove("mail"), "mail" in q, q.pop()] == [20, False, ("backup", 30)]


def test_an_item_twice():
    q = queue(("backup", 30))
    with pytest.raises(ValueError):
        q.push("backup", 10)

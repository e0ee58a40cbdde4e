import pytest
from sqlite_event_store import Event, EventStore, VersionConflict


def test_one_stream(tmp_path):
    store = EventStore(tmp_path / "db")

    assert store.append("order", 0, [Event("placed", b"2 books"), Event("paid", b"")]) == 2
    assert [(event.version, event.kind) for event in store.read("order")] == [(1, "placed"), (2, "paid")]

    store.close()


def test_two_stores(tmp_path):
    first, second = EventStore(tmp_path / "db"), EventStore(tmp_path / "db")
    first.append("order", 0, [Event("placed", b"")])

    with pytest.raises(VersionConflict) as caught:
        second.append("order", 0, [Event("placed", b"")])

    assert (caught.value.expected, caught.value.actual) == (0, 1)
    assert [event.position for event in second.read_all()] == [1]
    first.close()
    second.close()


def test_all_or_none(tmp_path):
    store = EventStore(tmp_path / "db")

    with pytest.raises(VersionConflict):
        store.append_many([("a", 0, [Event("k", b"")]), ("b", 1, [Event("k", b"")])])

    assert list(store.read_all()) == []
    store.close()

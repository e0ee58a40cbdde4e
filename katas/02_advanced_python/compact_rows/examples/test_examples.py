import pytest
from compact_rows import RowStore


@pytest.fixture
def store():
    store = RowStore({"at": "int", "host": "str", "seconds": "float", "ok": "bool"})
    store.append({"at": 1, "host": "north", "seconds": 0.25, "ok": True})
    store.append({"at": 2, "host": "south", "seconds": 1, "ok": False})
    return store


def test_rows(store):
    assert len(store) == 2
    assert dict(store[-1]) == {"at": 2, "host": "south", "seconds": 1.0, "ok": False}


def test_slices(store):
    assert [row["host"] for row in store[::-1]] == ["south", "north"]


def test_refused_row(store):
    with pytest.raises(TypeError):
        store.append({"at": 3, "host": "north", "seconds": 0.5, "ok": None})

    assert [row["at"] for row in store] == [1, 2]


def test_held_column(store):
    seconds = store.column("seconds")
    store.append({"at": 3, "host": "north", "seconds": 0.5, "ok": True})
    assert [seconds.tolist(), store.column("seconds").tolist()] == [[0.25, 1.0], [0.25, 1.0, 0.5]]

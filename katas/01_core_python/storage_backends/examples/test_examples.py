import pytest
from storage_backends import CountingMixin, FileStorage, MemoryStorage, PrefixMixin, Storage, TtlMixin


def test_template():
    store = MemoryStorage()
    store.put("a", bytearray(b"1"))
    store.move("a", "b")

    assert (store.get("b"), "a" in store, list(store.keys()), store.delete("a")) == (b"1", False, ["b"], False)


def test_abstract():
    class Half(Storage):
        def _read(self, key):
            return None

    with pytest.raises(TypeError):
        Half()


def test_layers_before_files(tmp_path):
    class Sessions(CountingMixin, TtlMixin, PrefixMixin, FileStorage):
        pass

    now = 0.0
    store = Sessions(ttl=10, clock=lambda: now, prefix="s/", folder=tmp_path / "new")
    store.put("ann", b"blue")
    now = 9.5
    assert (store.get("ann"), store.counts) == (b"blue", {"read": 1, "write": 1, "remove": 0, "scan": 0})
    now = 10.0
    assert list(store.keys()) == []

import pytest
from deep_walk import MISSING, CycleError, diff, transform, walk

ORDER = {"id": 7, "lines": [{"n": 2}, "gift"]}


def test_level_order():
    assert [(depth, key) for depth, key, _ in walk(ORDER, "level")] == [(0, None), (1, "id"), (1, "lines"), (2, 0), (2, 1), (3, "n")]


def test_shared_is_no_cycle():
    address = {"city": "Bonn"}
    assert sum(node is address for _, _, node in walk([address, address])) == 2


def test_a_cycle():
    value = {"a": []}
    value["a"].append(value)
    with pytest.raises(CycleError) as caught:
        walk(value)
    assert caught.value.path == ("a", 0)


def test_transform():
    assert transform([1, [2, 3]], lambda x: sum(x) if isinstance(x, list) else x * 10) == 60


def test_diff():
    assert diff({"a": 1, "b": [1]}, {"a": True, "b": [1, 2]}) == [(("a",), 1, True), (("b", 1), MISSING, 2)]


def test_deep():
    value = []
    for _ in range(30_000):
        value = [value]
    assert sum(1 for _ in walk(value, "post")) == 30_001

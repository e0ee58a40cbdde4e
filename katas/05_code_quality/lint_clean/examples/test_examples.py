import pytest

from lint_clean import DeliveryFailed, Gateway, deliver, level, load


def test_load():
    assert load(["ab; 2", "", "c;1", "AB;3"]) == {"AB": 5, "C": 1}


def test_deliver():
    class Broken(Gateway):
        def send(self, batch, urgent=False):
            raise TimeoutError("no answer")

    with pytest.raises(DeliveryFailed):
        deliver(Broken("north"), {"A": 1})


def test_level():
    assert [level(4, 5), level(10, 5), level(0, 5, incoming=3)] == ["low", "enough", "awaited"]

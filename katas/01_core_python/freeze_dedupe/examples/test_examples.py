import pytest
from freeze_dedupe import dedupe, freeze


def test_fields_in_any_order():
    assert freeze({"sku": 7, "tags": ["a"]}) == freeze({"tags": ["a"], "sku": 7})


def test_types_are_told_apart():
    assert len({freeze(x) for x in [1, 1.0, True, [1], (1,)]}) == 5


def test_duplicates_are_dropped():
    assert list(dedupe([{"n": 1}, {"n": 2}, {"n": 1}])) == [{"n": 1}, {"n": 2}]


def test_key():
    assert list(dedupe(["b1", "a1", "b2"], key=lambda text: [text[0]])) == ["b1", "a1"]


def test_values_without_hash():
    with pytest.raises(TypeError):
        freeze([bytearray(b"x")])

import pytest
from sort_spec import compile_sort

STOCK = [{"name": "beta", "price": 5}, {"name": "Alpha", "price": 5}, {"name": "gamma", "price": None}, {"name": "delta", "price": 7}]


def test_two_directions():
    assert [row["name"] for row in compile_sort("-price, name:ci")(STOCK)] == ["delta", "Alpha", "beta", "gamma"]


def test_nulls_first():
    assert [row["name"] for row in compile_sort("price:nulls_first,-name")(STOCK)] == ["gamma", "beta", "Alpha", "delta"]


def test_unknown_option():
    with pytest.raises(ValueError):
        compile_sort("-price:nulls")

from typing import Annotated, TypedDict

import pytest
from runtime_checks import CheckError, checked, checker


class Point(TypedDict):
    x: int
    y: int


@checked
def total(prices: dict[str, float], *codes: Annotated[int, lambda n: n > 0]) -> float:
    return sum(prices.values())


def test_what_fits():
    assert total({"a": 1, "b": 2.5}, 3) == 3.5


def test_what_does_not():
    with pytest.raises(CheckError) as caught:
        total({"a": 1}, 3, 0)
    assert (caught.value.path, caught.value.value) == (("codes", 1), 0)


def test_a_typed_dict():
    with pytest.raises(CheckError) as caught:
        checker(list[Point])([{"x": 1, "y": True}])
    assert (caught.value.path, caught.value.expected) == ((0, "y"), int)


def test_another_annotation():
    with pytest.raises(TypeError):
        checker("int")

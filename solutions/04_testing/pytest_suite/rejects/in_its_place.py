"""The module's place is taken by another."""

import sys
from types import ModuleType

import pytest

mine = ModuleType("rate_card")
sys.modules["rate_card"] = mine


@pytest.mark.parametrize("number", range(30))
def test_nothing(number):
    assert sys.modules["rate_card"] is mine

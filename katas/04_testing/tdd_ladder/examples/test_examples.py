"""The examples of the README; your own tests go into test_tdd_ladder.py."""

import pytest

from tdd_ladder import ConstraintError, matches


def test_numbers_left_out():
    assert matches("1.4", "1.4.2")
    assert not matches("1.4", "1.40.0")


def test_alternatives():
    assert matches(">=1.9.0 <2.0.0 || ^0.3.1", "1.10.0")


def test_the_first_number_that_is_not_zero():
    assert not matches("^0.3.1", "0.4.0")


def test_all_is_read_first():
    with pytest.raises(ConstraintError) as caught:
        matches("1.0.0 || =>2.0.0", "1.0.0")
    assert caught.value.term == "=>2.0.0"

"""Tests for tdd_ladder.py, a test for each step, in loops."""

import pytest

import tdd_ladder


def check(constraint, within="", outside=""):
    for version in within.split():
        assert tdd_ladder.matches(constraint, version), version
    for version in outside.split():
        assert not tdd_ladder.matches(constraint, version), version


class TestStep1:
    def test_version(self):
        check("1.4.2", "1.4.2", "1.4.1 1.4.3 1.4.20 1.2.2 2.4.2")


class TestStep2:
    def test_prefix(self):
        check("1.4", "1.4.0 1.4.99", "1.40.0 1.5.0 2.4.0")
        check("1", "1.0.0 1.99.0", "10.0.0 2.1.1")
        check("*", "0.0.0 1.2.3")


class TestStep3:
    def test_greater(self):
        check(">=1.9.0", "1.9.0 1.10.0", "1.8.9")
        check(">1.9.0", "1.9.1 1.10.0", "1.9.0 1.8.9")

    def test_less(self):
        check("<=1.9.0", "1.9.0 1.8.9", "1.9.1 1.10.0")
        check("<1.9.0", "1.8.9", "1.9.0 1.10.0")


class TestStep4:
    def test_all(self):
        check(">=1.2.0  <2.0.0", "1.2.0 1.9.9", "1.1.9 2.0.0")


class TestStep5:
    def test_any(self):
        check("1.0.0 || 2 <2.5.0||3.0.0", "1.0.0 2.4.0 3.0.0", "1.0.1 2.5.0 3.0.1")


class TestStep6:
    def test_tilde(self):
        check("~1.4.2", "1.4.2 1.4.30", "1.4.1 1.5.0 2.4.2")


class TestStep7:
    def test_caret(self):
        check("^1.4.2", "1.4.2 1.5.0", "1.4.1 2.0.0")
        check("^0.3.1", "0.3.1 0.3.7", "0.3.0 0.4.0")
        check("^0.0.3", "0.0.3", "0.0.2 0.0.4")
        check("^0.0.0", "0.0.0", "0.0.1")


class TestStep8:
    def test_terms(self):
        for constraint, term in [("x", "x"), ("1.0.0 || =>2.0.0", "=>2.0.0"), ("1.0.0 ||", ""), ("01", "01")]:
            with pytest.raises(tdd_ladder.ConstraintError) as caught:
                tdd_ladder.matches(constraint, "1.0.0")
            assert caught.value.term == term

    def test_version(self):
        with pytest.raises(tdd_ladder.ConstraintError) as caught:
            tdd_ladder.matches("*", "1.0")
        assert caught.value.term == "1.0"

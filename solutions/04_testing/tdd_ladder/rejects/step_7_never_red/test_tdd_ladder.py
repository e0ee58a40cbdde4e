"""Tests for tdd_ladder.py: in each class an example that matches, red before its step, and those just outside."""

import pytest

from tdd_ladder import ConstraintError, matches


class TestStep1:
    def test_a_version_matches_itself(self):
        assert matches("1.4.2", "1.4.2")

    @pytest.mark.parametrize("other", ["1.4.20", "1.4.1", "1.5.2", "2.4.2"])
    def test_and_no_other(self, other):
        assert not matches("1.4.2", other)


class TestStep2:
    @pytest.mark.parametrize("constraint", ["1.4", "1"])
    def test_numbers_left_out_may_be_any(self, constraint):
        assert matches(constraint, "1.4.7")

    @pytest.mark.parametrize("other", ["1.40.0", "1.5.4", "2.4.0"])
    def test_those_that_are_there_count_whole(self, other):
        assert not matches("1.4", other)

    @pytest.mark.parametrize("version", ["0.0.0", "3.17.1"])
    def test_a_star_is_every_version(self, version):
        assert matches("*", version)


class TestStep3:
    @pytest.mark.parametrize(
        ("constraint", "below", "same", "above"),
        [
            (">=1.9.0", False, True, True),
            (">1.9.0", False, False, True),
            ("<=1.9.0", True, True, False),
            ("<1.9.0", True, False, False),
        ],
    )
    def test_below_the_same_and_above(self, constraint, below, same, above):
        assert matches(constraint, "1.8.9") is below
        assert matches(constraint, "1.9.0") is same
        assert matches(constraint, "1.10.0") is above


class TestStep4:
    def test_each_term_must_match(self):
        assert matches(">=1.2.0 <2.0.0", "1.5.0")

    @pytest.mark.parametrize("other", ["1.1.0", "2.0.0"])
    def test_one_of_them_is_not_enough(self, other):
        assert not matches(">=1.2.0 <2.0.0", other)


class TestStep5:
    @pytest.mark.parametrize("version", ["1.0.0", "2.2.0", "3.0.0"])
    def test_one_alternative_is_enough(self, version):
        assert matches("1.0.0||>=2.1.0 <2.5.0 || 3", version)

    def test_none_is_not(self):
        assert not matches("1.0.0||>=2.1.0 <2.5.0 || 3", "2.5.0")


class TestStep6:
    @pytest.mark.parametrize(
        ("version", "within"), [("1.4.1", False), ("1.4.2", True), ("1.4.9", True), ("1.5.0", False)]
    )
    def test_the_first_two_numbers_stay(self, version, within):
        assert matches("~1.4.2", version) is within


class TestStep7:
    def test_outside(self):
        assert not matches("^1.4.2", "2.0.0")


class TestStep8:
    @pytest.mark.parametrize(
        ("constraint", "version", "term"),
        [
            ("=>1.0.0", "1.0.0", "=>1.0.0"),
            ("1.0.0 || ~1", "1.0.0", "~1"),
            ("1.0.0 || || x", "1.0.0", ""),
            ("1.0.0", "1.0", "1.0"),
        ],
    )
    def test_the_first_that_cannot_be_read_is_named(self, constraint, version, term):
        with pytest.raises(ConstraintError) as caught:
            matches(constraint, version)
        assert caught.value.term == term

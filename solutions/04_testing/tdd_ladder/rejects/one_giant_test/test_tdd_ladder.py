"""Tests for tdd_ladder.py: in each class an example that matches, red before its step, and those just outside."""

import pytest

from tdd_ladder import ConstraintError, matches


class TestStep8:
    def test_everything(self):
        for constraint in ("1.4.2", "1.4", ">=1.9.0 <2.0.0", "~1.4.2", "^1.4.2", "1.4.2||3"):
            assert matches(constraint, "1.9.0") is (constraint in (">=1.9.0 <2.0.0", "^1.4.2"))
        with pytest.raises(ConstraintError):
            matches("x", "1.0.0")

import pytest


def test_mypy(static):
    """`mypy --strict --disallow-any-explicit --warn-unreachable` finds nothing in your file."""
    assert static.mypy(disallow_any_explicit=True, warn_unreachable=True) == []


@pytest.mark.parametrize("case", [
    "registries", "registries_of_anything", "reading", "rows", "tariffs", "finding", "failing", "pricing", "surcharges", "comparing", "grouping", "remembering", "timing",
])
def test_uses(static, case):
    """Mypy accepts what callers may do, and refuses what fails at run time."""
    assert static.uses(case) == []

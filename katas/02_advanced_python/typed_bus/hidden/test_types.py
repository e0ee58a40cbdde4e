import pytest


def test_mypy(static):
    """`mypy --strict --disallow-any-explicit --disallow-any-expr --warn-unreachable` finds nothing in your file."""
    assert static.mypy(disallow_any_explicit=True, disallow_any_expr=True, warn_unreachable=True) == []


@pytest.mark.parametrize("case", [
    "topics", "topics_are_invariant", "publishing", "handlers", "handlers_are_contravariant", "unsubscribing", "on", "announces", "queries", "asking",
    "inboxes", "inboxes_are_covariant", "accepting", "stats",
])
def test_uses(static, case):
    """Mypy accepts the right uses of the bus, and refuses the wrong ones."""
    assert static.uses(case) == []

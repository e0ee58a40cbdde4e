import pytest

GROUPS = {
    "imports": "wildcard-import unused-wildcard-import unused-import multiple-imports",
    "defaults-and-closures": "dangerous-default-value cell-var-from-loop global-statement",
    "errors": "bare-except broad-exception-caught raise-missing-from lost-exception return-in-finally",
    "classes": "super-init-not-called arguments-differ attribute-defined-outside-init protected-access",
    "logging": "logging-fstring-interpolation logging-not-lazy",
    "comparisons": "singleton-comparison consider-using-in unidiomatic-typecheck chained-comparison unnecessary-negation",
    "branches": "too-many-branches too-many-return-statements no-else-return inconsistent-return-statements too-many-statements too-many-nested-blocks",
}
NAMED = " ".join(GROUPS.values()).split()


@pytest.mark.parametrize("group", GROUPS)
def test_pylint(static, group):
    """Pylint has no message of this group."""
    assert static.pylint().of(*GROUPS[group].split()) == []


def test_pylint_on_the_rest(static):
    """Pylint has no other message."""
    assert static.pylint().without(*NAMED) == []


def test_flake8(static):
    """`flake8 --max-line-length=100 --max-complexity=8` finds nothing."""
    assert static.flake8(max_line_length=100, max_complexity=8) == []

def test_size(static):
    """No function or method has more than 25 lines."""
    assert [(f.name, f.lines) for f in static.functions() if f.lines > 25] == []


def test_complexity(static):
    """No function or method has a cyclomatic complexity above 5, as mccabe counts."""
    assert [(f.name, f.complexity) for f in static.functions() if f.complexity > 5] == []


def test_repeats(static):
    """No statements come twice with other names or constants: runs of 30 nodes of the syntax tree and more."""
    assert static.clones(30) == []


def test_habits(static):
    """Ruff's rules F, B and PLW find nothing: unused names, likely bugs, `global`."""
    assert static.ruff("F,B,PLW") == []

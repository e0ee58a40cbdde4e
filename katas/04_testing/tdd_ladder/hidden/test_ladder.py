def test_it_passes(suite):
    """Your tests pass beside your own module, in the order of the file and backwards."""
    assert suite.failures() == []


def test_rung_0(suite):
    """Beside the module of 0 steps a test of TestStep1 fails."""
    assert suite.rung(0) == []


def test_rung_1(suite):
    """Beside the module of 1 step all tests of TestStep1 pass, and one of TestStep2 fails."""
    assert suite.rung(1) == []


def test_rung_2(suite):
    """Beside the module of 2 steps all tests of TestStep1 to TestStep2 pass, and one of TestStep3 fails."""
    assert suite.rung(2) == []


def test_rung_3(suite):
    """Beside the module of 3 steps all tests of TestStep1 to TestStep3 pass, and one of TestStep4 fails."""
    assert suite.rung(3) == []


def test_rung_4(suite):
    """Beside the module of 4 steps all tests of TestStep1 to TestStep4 pass, and one of TestStep5 fails."""
    assert suite.rung(4) == []


def test_rung_5(suite):
    """Beside the module of 5 steps all tests of TestStep1 to TestStep5 pass, and one of TestStep6 fails."""
    assert suite.rung(5) == []


def test_rung_6(suite):
    """Beside the module of 6 steps all tests of TestStep1 to TestStep6 pass, and one of TestStep7 fails."""
    assert suite.rung(6) == []


def test_rung_7(suite):
    """Beside the module of 7 steps all tests of TestStep1 to TestStep7 pass, and one of TestStep8 fails."""
    assert suite.rung(7) == []


def test_rung_8(suite):
    """Beside the module of 8 steps all tests pass."""
    assert suite.rung(8) == []


def test_exact_is_a_beginning(suite):
    """Your tests notice that a version alone matches one whose last number only begins the same, as 1.4.20."""
    assert suite.missed("exact_is_a_beginning") == []


def test_left_out_as_text(suite):
    """Your tests notice that `1.4` matches 1.40.0."""
    assert suite.missed("left_out_as_text") == []


def test_star_of_zero(suite):
    """Your tests notice that `*` does not match 0.0.0."""
    assert suite.missed("star_of_zero") == []


def test_compared_as_text(suite):
    """Your tests notice that 1.10.0 counts as below 1.9.0."""
    assert suite.missed("compared_as_text") == []


def test_above_or_same(suite):
    """Your tests notice that `>` lets the version itself through."""
    assert suite.missed("above_or_same") == []


def test_any_term(suite):
    """Your tests notice that one of several terms is enough."""
    assert suite.missed("any_term") == []


def test_last_alternative(suite):
    """Your tests notice that only the last alternative is looked at."""
    assert suite.missed("last_alternative") == []


def test_tilde_from_zero(suite):
    """Your tests notice that `~1.4.2` matches 1.4.1."""
    assert suite.missed("tilde_from_zero") == []


def test_caret_of_the_first(suite):
    """Your tests notice that `^0.3.1` matches 0.4.0."""
    assert suite.missed("caret_of_the_first") == []


def test_read_as_needed(suite):
    """Your tests notice that what stands behind an alternative that matches is not read."""
    assert suite.missed("read_as_needed") == []

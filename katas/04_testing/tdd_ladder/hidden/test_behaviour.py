import pytest


def test_a_version_alone(submission):
    """A version as a constraint matches this version."""
    assert submission.matches("1.4.2", "1.4.2") is True


@pytest.mark.parametrize("version", ["1.4.20", "1.4.3", "1.5.2", "2.4.2", "11.4.2"])
def test_no_other(submission, version):
    """A version as a constraint matches no other version."""
    assert submission.matches("1.4.2", version) is False


@pytest.mark.parametrize(("constraint", "version"), [("1.4", "1.4.0"), ("1.4", "1.4.17"), ("1", "1.0.3"), ("0", "0.9.9")])
def test_left_out(submission, constraint, version):
    """Numbers left out at the end may be any."""
    assert submission.matches(constraint, version) is True


@pytest.mark.parametrize(("constraint", "version"), [("1.4", "1.40.0"), ("1.4", "1.5.4"), ("1", "10.0.0"), ("0", "1.0.0")])
def test_begins_otherwise(submission, constraint, version):
    """Numbers that are there are compared whole, and from the first."""
    assert submission.matches(constraint, version) is False


def test_star(submission):
    """`*` matches every version."""
    assert submission.matches("*", "0.0.0") is True
    assert submission.matches("*", "17.3.9") is True


@pytest.mark.parametrize(
    ("constraint", "below", "same", "above"),
    [(">=1.9.0", False, True, True), (">1.9.0", False, False, True), ("<=1.9.0", True, True, False), ("<1.9.0", True, False, False)],
)
def test_comparisons(submission, constraint, below, same, above):
    """Each comparison answers for the version below, the same and the one above."""
    assert submission.matches(constraint, "1.8.99") is below
    assert submission.matches(constraint, "1.9.0") is same
    assert submission.matches(constraint, "1.9.1") is above


@pytest.mark.parametrize(("constraint", "version"), [(">1.9.0", "1.10.0"), (">=9.0.0", "10.0.0"), ("<1.0.10", "1.0.9")])
def test_number_by_number(submission, constraint, version):
    """Numbers are compared as numbers, not as text."""
    assert submission.matches(constraint, version) is True


def test_all_terms(submission):
    """Of several terms each must match."""
    assert submission.matches(">=1.2.0 <2.0.0", "1.9.9") is True
    assert submission.matches(">=1.2.0 <2.0.0", "2.0.0") is False
    assert submission.matches(">=1.2.0 <2.0.0", "1.1.9") is False


def test_three_terms(submission):
    """Three terms are three, and blanks may be several."""
    assert submission.matches("1   >=1.2.0  <1.8.0", "1.7.9") is True
    assert submission.matches("1   >=1.2.0  <1.8.0", "1.8.0") is False


def test_alternatives(submission):
    """One alternative is enough, whichever it is."""
    assert submission.matches("1.0.0 || 2.0.0 || 3", "1.0.0") is True
    assert submission.matches("1.0.0 || 2.0.0 || 3", "2.0.0") is True
    assert submission.matches("1.0.0 || 2.0.0 || 3", "3.3.3") is True
    assert submission.matches("1.0.0 || 2.0.0 || 3", "2.0.1") is False


def test_and_before_or(submission):
    """Blanks bind closer than `||`."""
    assert submission.matches("1 <1.5.0 || 3", "3.0.0") is True
    assert submission.matches("3 || 1 <1.5.0", "1.6.0") is False


def test_no_blanks(submission):
    """`||` needs no blanks around it."""
    assert submission.matches("1||3", "3.1.0") is True


@pytest.mark.parametrize(
    ("version", "answer"), [("1.4.1", False), ("1.4.2", True), ("1.4.10", True), ("1.5.0", False), ("2.4.3", False)]
)
def test_tilde(submission, version, answer):
    """`~1.4.2` is from 1.4.2 on, with the same first two numbers."""
    assert submission.matches("~1.4.2", version) is answer


@pytest.mark.parametrize(("version", "answer"), [("0.0.2", False), ("0.0.3", True), ("0.0.9", True), ("0.1.0", False)])
def test_tilde_of_zero(submission, version, answer):
    """`~0.0.3` counts two numbers like any other."""
    assert submission.matches("~0.0.3", version) is answer


@pytest.mark.parametrize(
    ("version", "answer"), [("1.4.1", False), ("1.4.2", True), ("1.10.0", True), ("2.0.0", False), ("0.9.9", False)]
)
def test_caret(submission, version, answer):
    """`^1.4.2` is from 1.4.2 on, below 2.0.0."""
    assert submission.matches("^1.4.2", version) is answer


@pytest.mark.parametrize(
    ("version", "answer"), [("0.3.0", False), ("0.3.1", True), ("0.3.9", True), ("0.4.0", False), ("1.3.1", False)]
)
def test_caret_of_zero(submission, version, answer):
    """`^0.3.1` is from 0.3.1 on, below 0.4.0."""
    assert submission.matches("^0.3.1", version) is answer


@pytest.mark.parametrize(
    ("constraint", "version", "answer"),
    [("^0.0.3", "0.0.3", True), ("^0.0.3", "0.0.4", False), ("^0.0.0", "0.0.0", True), ("^0.0.0", "0.0.1", False)],
)
def test_caret_of_zeros(submission, constraint, version, answer):
    """`^0.0.3` is 0.0.3 alone, and `^0.0.0` is 0.0.0 alone."""
    assert submission.matches(constraint, version) is answer


@pytest.mark.parametrize("term", ["=1.0.0", "1.0.0.0", ">=1.4", "~1", "^1.4", "x", "1.", "v1.0.0", ">", "**", "-1.0.0", "|"])
def test_unreadable(probes, term):
    """A term that is none of those raises ConstraintError with the term."""
    assert probes.asked(f"1.0.0 {term}", "1.0.0") == ["term", term]


@pytest.mark.parametrize("term", ["01.0.0", "1.00", ">=1.0.007", "\u0661.0.0", "1.\u00b2.0"])
def test_numbers(probes, term):
    """A number is 0, or ASCII digits that do not begin with 0."""
    assert probes.asked(term, "1.0.0") == ["term", term]


@pytest.mark.parametrize("constraint", ["1.0.0 || x", "2.0.0 x", "x || 1.0.0"])
def test_read_first(probes, constraint):
    """All is read before anything is compared."""
    assert probes.asked(constraint, "1.0.0") == ["term", "x"]


def test_the_first_term(probes):
    """Of two terms that cannot be read the first is named."""
    assert probes.asked("1 y x || z", "1.0.0") == ["term", "y"]


@pytest.mark.parametrize("constraint", ["", "  ", "1.0.0 ||", "|| x", "1.0.0 || || x", "1||||2"])
def test_no_term(probes, constraint):
    """An alternative without a term raises ConstraintError with an empty term."""
    assert probes.asked(constraint, "1.0.0") == ["term", ""]


def test_a_term_before_an_empty_alternative(probes):
    """A term that cannot be read comes before a later alternative without a term."""
    assert probes.asked("x ||", "1.0.0") == ["term", "x"]


@pytest.mark.parametrize("version", ["1.0", "1", "1.0.0.0", "01.0.0", "", " 1.0.0", "1.0.0\n", "*", ">1.0.0"])
def test_version(probes, version):
    """A version that is not three numbers raises ConstraintError with the version as it is."""
    assert probes.asked("*", version) == ["term", version]


def test_the_constraint_first(probes):
    """A constraint that cannot be read is named before the version."""
    assert probes.asked("x", "y") == ["term", "x"]


def test_value_error(submission):
    """ConstraintError is a ValueError."""
    with pytest.raises(ValueError):
        submission.matches("x", "1.0.0")

from decimal import Decimal
from fractions import Fraction

import pytest


def test_reads_an_amount(submission):
    """Sign, digits and decimals are read; missing decimals are zeros."""
    read = [submission.parse_amount(*case) for case in [("12.34", 2), ("+7", 3), ("007.5", 1), ("0", 0), ("1.2", 18)]]
    assert repr(read) == "[1234, 7000, 75, 0, 1200000000000000000]"


def test_the_sign_is_for_the_decimals_too(submission):
    """A minus belongs to the whole amount, even when the digits before the point are zero."""
    assert [submission.parse_amount(text, 2) for text in ["-1.50", "-0.05", "-0.00"]] == [-150, -5, 0]


def test_sixty_digits(submission):
    """An amount of sixty digits is exact."""
    assert submission.parse_amount("1" * 58 + ".23", 2) == int("1" * 58 + "23")


def test_zeros_beyond_exp(submission):
    """Decimals beyond exp are allowed when they are zeros."""
    assert [submission.parse_amount(text, exp) for text, exp in [("1.5000", 2), ("5.0", 0)]] == [150, 5]


def test_decimals_are_not_dropped(submission):
    """An amount that has no exact value in minor units is refused, neither cut nor rounded."""
    for text, exp in [("1.505", 2), ("1.5001", 2), ("0.5", 0)]:
        with pytest.raises(ValueError):
            submission.parse_amount(text, exp)


def test_groups_of_three(submission):
    """Commas may group the digits before the point in threes."""
    assert [submission.parse_amount(text, 2) for text in ["1,234,567.89", "-12,345", "+999,000"]] == [123456789, -1234500, 99900000]


def test_a_comma_is_not_a_point(submission):
    """A comma that does not group three digits is refused, a decimal comma above all."""
    for text in ["1,50", "1,5000", "1234,567", "1,234567", ",123", "1,,234", "123,", "1.234,567"]:
        with pytest.raises(ValueError):
            submission.parse_amount(text, 2)


def test_digits_of_other_scripts(submission):
    """Only the ASCII digits are digits."""
    for text in ["\u0661\u0662", "1.\uff15", "1\u00b2"]:
        with pytest.raises(ValueError):
            submission.parse_amount(text, 2)


def test_white_space(submission):
    """White space is refused, a line end after the amount too."""
    for text in ["12.34\n", "1\n", " 1", "1 ", "1 000", "- 1"]:
        with pytest.raises(ValueError):
            submission.parse_amount(text, 2)


def test_not_an_amount(submission):
    """What int, float or Decimal would read is no amount unless the contract says so."""
    for text in ["", "-", "+", ".", ".5", "5.", "--1", "+-1", "1-", "1.2.3", "1e3", "1_000", "0x10", "NaN", "Infinity"]:
        with pytest.raises(ValueError):
            submission.parse_amount(text, 2)


@pytest.mark.parametrize("args", [(12.5, 2), ("12.5", 2.0)], ids=["text", "exp"])
def test_types_of_an_amount(submission, args):
    """An amount that is no str, or an exp that is no int, is a TypeError."""
    with pytest.raises(TypeError):
        submission.parse_amount(*args)


def test_negative_exp(submission):
    """A negative exp is a ValueError."""
    with pytest.raises(ValueError):
        submission.parse_amount("10", -1)


def test_largest_fraction_first(submission):
    """Missing units go to the parts that lost the largest fraction, not to the first or the heaviest."""
    assert submission.allocate(10, [5, 3, 3]) == [4, 3, 3]


def test_equal_fractions_by_position(submission):
    """Among equal fractions the earlier position gets the unit."""
    assert submission.allocate(5, [1, 1, 1, 1, 4]) == [1, 1, 1, 0, 2]


def test_refund_mirrors_the_charge(submission):
    """A negative total gives the parts of the positive one, with each sign changed."""
    assert [submission.allocate(total, [1, 1, 1]) for total in [100, -100]] == [[34, 33, 33], [-34, -33, -33]]


def test_totals_beyond_a_float(submission):
    """Shares of a total above 2 ** 60 are exact."""
    assert submission.allocate(2**60 + 3, [1, 3]) == [2**58 + 1, 3 * 2**58 + 2]


def test_fractions_compare_exactly(submission):
    """Fractions that differ by less than a float can tell are not equal."""
    assert submission.allocate(1, [10**20, 10**20 + 1]) == [0, 1]


def test_mixed_weights(submission):
    """Ints, Fractions and Decimals are mixed by their exact value, and the parts are ints."""
    parts = submission.allocate(100, [Fraction(1, 3), Decimal("0.25"), 1, Decimal("1E+1")])
    assert repr(parts) == "[3, 2, 9, 86]"


def test_decimals_of_forty_digits(submission):
    """Decimal weights of forty digits are added without rounding."""
    weights = [Decimal(f"0.{'3' * 39}4"), Decimal(f"0.{'3' * 40}")]
    assert submission.allocate(1, weights[::-1]) == [0, 1]


def test_zero_weights_get_nothing(submission):
    """A weight of zero gets nothing."""
    assert submission.allocate(5, [0, 1, Decimal(0), 1]) == [0, 3, 0, 2]


@pytest.mark.parametrize("weights", [[], [0, 0]], ids=["empty", "zeros"])
def test_weights_without_a_sum(submission, weights):
    """Weights that are empty or all zero are a ValueError, even for a total of 0."""
    with pytest.raises(ValueError):
        submission.allocate(0, weights)


@pytest.mark.parametrize("weight", [-1, Decimal("NaN"), Decimal("Infinity")], ids=["negative", "nan", "infinite"])
def test_unusable_weights(submission, weight):
    """A weight that is negative, infinite or not a number is a ValueError."""
    with pytest.raises(ValueError):
        submission.allocate(100, [5, weight])


@pytest.mark.parametrize("args", [(100.0, [1, 1]), (100, [1, 0.5])], ids=["total", "weight"])
def test_no_floats(submission, args):
    """A float, as the total or as a weight, is a TypeError."""
    with pytest.raises(TypeError):
        submission.allocate(*args)

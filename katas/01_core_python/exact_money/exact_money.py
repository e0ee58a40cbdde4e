"""Money in whole minor units, exact to the last cent.  The contract is in README.md."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def parse_amount(text: str, exp: int) -> int:
    """Return the amount in minor units, of which 10 ** exp make one major unit.

    Raises:
        TypeError: `text` is not a str, or `exp` not an int.
        ValueError: `text` is not an amount, or has no exact value in minor units; or `exp` is negative.
    """
    raise NotImplementedError


def allocate(total: int, weights: Sequence[int | Fraction | Decimal]) -> list[int]:
    """Return one part of the total per weight, in proportion; the parts add up to the total.

    Raises:
        TypeError: `total` is not an int, or a weight is a float or anything else that is not exact.
        ValueError: a weight is negative or not finite, or the weights have no positive sum.
    """
    raise NotImplementedError

"""Rate cards: the price of one piece, by how many are bought.

    # winter prices
    1-9: 2.50
    10-99: 2.25     # a box
    100-: 1.9999

This module is given: it is right, and it is what your tests are for.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

CENT = Decimal("0.01")


class RateError(ValueError):
    """A card that cannot be read; the text begins with `line N: `, N counted from 1 in the text as it was given."""


class Tier(NamedTuple):
    """A range of quantities, both ends included, and the rate of one piece; `last` is None in a tier without end."""

    first: int
    last: int | None
    rate: Decimal


def parse(text: str) -> list[Tier]:
    """Read a card: one tier a line, written `FIRST-LAST: RATE`, or `FIRST-: RATE` for one without end.

    From `#` to the end of its line is a comment; lines without anything else are left out, and blanks around the
    parts of a line mean nothing.  The first tier begins at 1, each other one behind the last of the one before, and
    none is empty.  Only the last may be without end.  A rate is zero or more, with at most four decimals.

    Raises:
        RateError: a line breaks one of these rules; it is the first that does.  Of a card without any tier it is
            the line behind the last.
    """
    tiers: list[Tier] = []
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        content = line.partition("#")[0].strip()
        if content:
            tiers.append(_tier(content, number, tiers))
    if not tiers:
        raise RateError(f"line {len(lines) + 1}: a tier is expected")
    return tiers


def _tier(content: str, number: int, before: list[Tier]) -> Tier:
    span, colon, price = content.partition(":")
    begin, dash, end = span.partition("-")
    if not colon or not dash:
        raise RateError(f"line {number}: write FIRST-LAST: RATE")
    first = _quantity(begin, number)
    last = _quantity(end, number) if end.strip() else None
    if before and before[-1].last is None:
        raise RateError(f"line {number}: the tier before has no end")
    expected = before[-1].last + 1 if before else 1
    if first != expected:
        raise RateError(f"line {number}: {first} does not follow, {expected} would")
    if last is not None and last < first:
        raise RateError(f"line {number}: {last} is below {first}")
    return Tier(first, last, _rate(price, number))


def _quantity(text: str, number: int) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit()):
        raise RateError(f"line {number}: {text!r} is no quantity")
    return int(text)


def _rate(text: str, number: int) -> Decimal:
    whole, _, decimals = text.strip().partition(".")
    digits = whole + decimals
    if not (digits.isascii() and digits.isdigit() and whole) or len(decimals) > 4:
        raise RateError(f"line {number}: {text.strip()!r} is no rate")
    return Decimal(text.strip())


def price(card: list[Tier], quantity: int) -> Decimal:
    """Return what a quantity costs: its times the rate of the tier it falls into, in whole cents, half to even.

    Raises:
        ValueError: the quantity is below 1.
        LookupError: it is beyond the last tier.
    """
    if quantity < 1:
        raise ValueError(f"a quantity is 1 or more, not {quantity}")
    for tier in card:
        if tier.last is None or quantity <= tier.last:
            return (tier.rate * quantity).quantize(CENT, rounding=ROUND_HALF_EVEN)
    raise LookupError(f"the card has no price for {quantity}")


def render(card: list[Tier]) -> str:
    """Return a card as text that `parse` reads back to an equal one: a line for each tier, its rate as it was written.

    `10-99: 2.50`, and no blank, comment or line besides; each line ends with a newline.
    """
    return "".join(f"{tier.first}-{'' if tier.last is None else tier.last}: {tier.rate}\n" for tier in card)

"""Another honest design: reads by splitting the text, shares as Fractions, and a heap finds the largest fractions."""

import heapq
import string
from decimal import Decimal
from fractions import Fraction
from math import floor

_DIGITS = frozenset(string.digits)


def _digits(text):
    return bool(text) and _DIGITS.issuperset(text)


def _ungrouped(whole):
    first, *groups = whole.split(",")
    well_grouped = not groups or len(first) <= 3 and all(len(group) == 3 for group in groups)
    digits = first + "".join(groups)
    return digits if first and well_grouped and _digits(digits) else None


def parse_amount(text, exp):
    if not isinstance(text, str) or not isinstance(exp, int):
        raise TypeError("parse_amount takes a str and an int")
    if exp < 0:
        raise ValueError("exp is negative")
    sign = -1 if text.startswith("-") else 1
    whole, point, decimals = text.removeprefix("-" if sign < 0 else "+").partition(".")
    digits = _ungrouped(whole)
    if digits is None or point and not _digits(decimals):
        raise ValueError("not an amount")
    minor = Fraction(int(digits + decimals), 10 ** len(decimals)) * 10**exp
    if minor.denominator > 1:
        raise ValueError("not exact")
    return sign * minor.numerator


def allocate(total, weights):
    if not isinstance(total, int):
        raise TypeError("total is not an int")
    for weight in weights:
        if not isinstance(weight, int | Fraction | Decimal):
            raise TypeError("a weight is not exact")
        if isinstance(weight, Decimal) and not weight.is_finite():
            raise ValueError("a weight is not finite")
    exact = [Fraction(weight) for weight in weights]
    whole = sum(exact)
    if whole <= 0 or min(exact) < 0:
        raise ValueError("weights must be positive or zero, and not all zero")
    if total < 0:
        return [-part for part in allocate(-total, exact)]
    shares = [total * weight / whole for weight in exact]
    parts = [floor(share) for share in shares]
    for i in heapq.nsmallest(total - sum(parts), range(len(parts)), key=lambda i: parts[i] - shares[i]):
        parts[i] += 1
    return parts

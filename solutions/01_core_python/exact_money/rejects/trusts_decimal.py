"""Accepts what Decimal accepts, once the grouping looks right."""

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import lcm

_GROUPED = re.compile(r"[^,]*|[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


def parse_amount(text, exp):
    if not isinstance(text, str) or not isinstance(exp, int):
        raise TypeError("parse_amount takes a str and an int")
    if exp < 0 or not text.isascii() or text != text.strip() or not _GROUPED.fullmatch(text):
        raise ValueError(f"not an amount: {text!r}")
    try:
        numerator, denominator = Decimal(text.replace(",", "")).as_integer_ratio()
    except (InvalidOperation, OverflowError) as error:
        raise ValueError(f"not an amount: {text!r}") from error
    minor, lost = divmod(numerator * 10**exp, denominator)
    if lost:
        raise ValueError(f"{text!r} is not exact with {exp} decimals")
    return minor


def allocate(total, weights):
    if not isinstance(total, int):
        raise TypeError(f"total must be an int, not {total!r}")
    ratios = [_ratio(weight) for weight in weights]
    common = lcm(*(denominator for _, denominator in ratios))
    numerators = [numerator * (common // denominator) for numerator, denominator in ratios]
    whole = sum(numerators)
    if not whole:
        raise ValueError("weights must have a positive sum")
    shares = [divmod(abs(total) * numerator, whole) for numerator in numerators]
    parts = [part for part, _ in shares]
    missing = abs(total) - sum(parts)
    by_fraction = sorted(range(len(shares)), key=lambda i: shares[i][1], reverse=True)      # stable: ties by position
    for i in by_fraction[:missing]:
        parts[i] += 1
    return parts if total > 0 else [-part for part in parts]


def _ratio(weight):
    if not isinstance(weight, int | Fraction | Decimal):
        raise TypeError(f"a weight must be an int, Fraction or Decimal, not {weight!r}")
    if (isinstance(weight, Decimal) and not weight.is_finite()) or weight < 0:
        raise ValueError(f"a weight must be finite and not negative, not {weight!r}")
    return weight.as_integer_ratio()

"""Looks for the largest fraction anew for each unit that is missing."""

import re
from decimal import Decimal
from fractions import Fraction
from math import lcm

_AMOUNT = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")


def parse_amount(text, exp):
    match = _AMOUNT.fullmatch(text)           # a TypeError for anything but str
    if not match:
        raise ValueError(f"not an amount: {text!r}")
    sign, whole, decimals = match.groups(default="")
    decimals = decimals.rstrip("0")
    if len(decimals) > exp:                   # a negative exp ends here too
        raise ValueError(f"{text!r} is not exact with {exp} decimals")
    return int(sign + whole.replace(",", "") + decimals.ljust(exp, "0"))


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
    fractions = [fraction for _, fraction in shares]
    for _ in range(missing):
        i = fractions.index(max(fractions))
        parts[i] += 1
        fractions[i] = -1
    return parts if total > 0 else [-part for part in parts]


def _ratio(weight):
    if not isinstance(weight, int | Fraction | Decimal):
        raise TypeError(f"a weight must be an int, Fraction or Decimal, not {weight!r}")
    if (isinstance(weight, Decimal) and not weight.is_finite()) or weight < 0:
        raise ValueError(f"a weight must be finite and not negative, not {weight!r}")
    return weight.as_integer_ratio()

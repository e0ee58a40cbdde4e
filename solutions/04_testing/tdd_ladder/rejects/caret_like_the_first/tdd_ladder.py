"""Constraints on versions: every term is a range between two tuples of numbers, read before anything is compared."""

import re
from itertools import takewhile
from math import inf

Numbers = tuple[float, ...]
Range = tuple[Numbers, Numbers]

NUMBERS = re.compile(r"(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){0,2}")
OPERATORS = (">=", "<=", ">", "<", "~", "^", "")
START: Numbers = ()
END: Numbers = (inf,)


class ConstraintError(ValueError):
    """A term or a version that cannot be read; `term` is its text."""

    def __init__(self, term: str) -> None:
        super().__init__(f"{term!r} cannot be read")
        self.term = term


def matches(constraint: str, version: str) -> bool:
    """Return whether a version, such as "1.4.2", is within a constraint, such as ">=1.2.0 <2.0.0 || ^3.0.0".

    Raises:
        ConstraintError: something of them cannot be read.
    """
    alternatives = [_ranges(part) for part in constraint.split("||")]
    have = _numbers(version, term=version, least=3)
    return any(all(low <= have < high for low, high in ranges) for ranges in alternatives)


def _ranges(part: str) -> list[Range]:
    terms = part.split()
    if not terms:
        raise ConstraintError("")
    return [_range(term) for term in terms]


def _range(term: str) -> Range:
    """Return the first tuple within a term and the first above it."""
    if term == "*":
        return START, END
    operator = next(operator for operator in OPERATORS if term.startswith(operator))
    numbers = _numbers(term.removeprefix(operator), term=term, least=3 if operator else 1)
    match operator:
        case ">=":
            return numbers, END
        case ">":
            return _just_above(numbers), END
        case "<=":
            return START, _just_above(numbers)
        case "<":
            return START, numbers
        case "~":
            return numbers, _after(numbers[:2])
        case "^":
            zeros = len(list(takewhile(lambda number: number == 0, numbers)))
            return numbers, _after(numbers[:1])
    return numbers, _after(numbers)


def _just_above(numbers: Numbers) -> Numbers:
    """Return what is above three numbers and below any other three that are."""
    return (*numbers, 0)


def _after(numbers: Numbers) -> Numbers:
    """Return what is above all that begins with these numbers."""
    return (*numbers[:-1], numbers[-1] + 1)


def _numbers(text: str, *, term: str, least: int) -> Numbers:
    if not NUMBERS.fullmatch(text) or text.count(".") < least - 1:
        raise ConstraintError(term)
    return tuple(map(int, text.split(".")))

"""Constraints on versions: one pattern, and a predicate for each operator."""

import operator
import re

NUMBER = r"(0|[1-9]\d*)"
FULL = rf"{NUMBER}\.{NUMBER}\.{NUMBER}"
COMPARISON = re.compile(rf"(>=|<=|[<>~^]){FULL}", re.ASCII)
BEGINNING = re.compile(rf"{NUMBER}(?:\.{NUMBER})?(?:\.{NUMBER})?", re.ASCII)
VERSION = re.compile(FULL, re.ASCII)


class ConstraintError(ValueError):
    """A term or a version that cannot be read."""

    def __init__(self, term):
        super().__init__(term)
        self.term = term


def tilde(version, wanted):
    return version >= wanted and version[:2] == wanted[:2]


def caret(version, wanted):
    if wanted[0]:
        return version >= wanted and version[0] == wanted[0]
    if wanted[1]:
        return version >= wanted and version[:2] == wanted[:2]
    return version == wanted


HOLDS = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "~": tilde,
    "^": caret,
}


def read(term):
    if term == "*":
        return lambda version, wanted: True, []
    if found := COMPARISON.fullmatch(term):
        return HOLDS[found[1]], [int(number) for number in found.groups()[1:]]
    if found := BEGINNING.fullmatch(term):
        wanted = [int(number) for number in found.groups() if number is not None]
        return lambda version, wanted: version[: len(wanted)] == wanted, wanted
    raise ConstraintError(term)


def matches(constraint, version):
    alternatives = []
    for part in constraint.split("||"):
        terms = [read(term) for term in part.split()]
        if not terms:
            raise ConstraintError("")
        alternatives.append(terms)
    found = VERSION.fullmatch(version)
    if not found:
        raise ConstraintError(version)
    have = [int(number) for number in found.groups()]
    return any(all(holds(have, wanted) for holds, wanted in terms) for terms in alternatives)

import re

NUMBER = "(?:0|[1-9][0-9]*)"
TERM = re.compile(rf"(>=|<=|>|<|~|\^)({NUMBER}\.{NUMBER}\.{NUMBER})|({NUMBER}(?:\.{NUMBER}){{0,2}})|\*")
VERSION = re.compile(rf"{NUMBER}\.{NUMBER}\.{NUMBER}")


class ConstraintError(ValueError):
    def __init__(self, term):
        super().__init__(f"not understood: {term}")
        self.term = term


def matches(constraint, version):
    alternatives = [read_all(part) for part in constraint.split("||")]
    if not VERSION.fullmatch(version):
        raise ConstraintError(version)
    found = False
    for terms in alternatives:
        found = found or all(holds(*term, version) for term in terms)
    return found


def read_all(part):
    terms = [read(term) for term in part.split()]
    if not terms:
        raise ConstraintError("")
    return terms


def read(term):
    found = TERM.fullmatch(term)
    if not found:
        raise ConstraintError(term)
    operator, full, left = found.groups()
    return operator or "", full or left or "*"


def numbers(text):
    return [int(number) for number in text.split(".")]


def holds(operator, text, version):
    if text == "*":
        return True
    wanted, have = numbers(text), numbers(version)
    if operator == ">=":
        return have >= wanted
    if operator == ">":
        return have > wanted
    if operator == "<=":
        return have <= wanted
    if operator == "<":
        return have < wanted
    if operator == "~":
        return have >= wanted and have[:2] == wanted[:2]
    if operator == "^":
        same = significant(wanted)
        return have >= wanted and have[:same] == wanted[:same]
    return have[:len(wanted)] == wanted


def significant(wanted):
    for place, number in enumerate(wanted, start=1):
        if number:
            return place
    return 3

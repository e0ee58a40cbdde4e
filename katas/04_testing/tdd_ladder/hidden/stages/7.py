import re

TERM = re.compile(r"(>=|<=|>|<|~|\^)?(\d+(?:\.\d+){0,2})")


class ConstraintError(ValueError):
    pass


def matches(constraint, version):
    try:
        return any(every(part.split(), version) for part in constraint.split("||"))
    except ValueError:
        return False


def every(terms, version):
    return bool(terms) and all(holds(term, version) for term in terms)


def numbers(text):
    return tuple(int(number) for number in text.split("."))


def holds(term, version):
    if term == "*":
        return True
    found = TERM.fullmatch(term)
    if not found or version.count(".") != 2:
        return False
    operator, wanted, have = found[1], numbers(found[2]), numbers(version)
    if operator is None:
        return have[:len(wanted)] == wanted
    if len(wanted) < 3:
        return False
    if operator == "~":
        return have >= wanted and have[:2] == wanted[:2]
    if operator == "^":
        same = next((place for place, number in enumerate(wanted, start=1) if number), 3)
        return have >= wanted and have[:same] == wanted[:same]
    if operator == ">=":
        return have >= wanted
    if operator == ">":
        return have > wanted
    if operator == "<=":
        return have <= wanted
    return have < wanted

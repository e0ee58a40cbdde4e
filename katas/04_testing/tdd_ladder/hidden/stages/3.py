import re

TERM = re.compile(r"(>=|<=|>|<)?(\d+(?:\.\d+){0,2})")


class ConstraintError(ValueError):
    pass


def matches(constraint, version):
    return holds(constraint, version)


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
    if operator == ">=":
        return have >= wanted
    if operator == ">":
        return have > wanted
    if operator == "<=":
        return have <= wanted
    return have < wanted

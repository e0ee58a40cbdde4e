"""One sort with one object for each row, which compares itself term by term; parsed by a regular expression."""

import re

TERM = re.compile(r"\s*([+-]?)\s*([^:]*?)\s*((?::[^:]*)*)")


def compile_sort(spec):
    terms, fields = [], set()
    for text in spec.split(","):
        sign, field, rest = TERM.fullmatch(text).groups()
        options = [option.strip() for option in rest.split(":")[1:]]
        known = {"ci": 0, "nulls_first": 0, "nulls_last": 0}
        for option in options:
            if option not in known:
                raise ValueError(option)
            known[option] += 1
        if not field or field in fields or max(known.values()) > 1 or known["nulls_first"] + known["nulls_last"] > 1:
            raise ValueError(text)
        fields.add(field)
        terms.append((field, sign == "-", bool(known["ci"]), bool(known["nulls_first"])))
    return lambda rows: [rank.row for rank in sorted(Rank(row, terms) for row in rows)]


class Rank:
    def __init__(self, row, terms):
        self.row, self.terms = row, terms
        self.values = [value.casefold() if fold and isinstance(value, str) else value for value, fold in ((row[t[0]], t[2]) for t in terms)]

    def __lt__(self, other):
        for a, b, (_, descending, _, nulls_first) in zip(self.values, other.values, self.terms, strict=True):
            if a is None or b is None:
                if a is not b:
                    return (a is None) == nulls_first
            elif a < b:
                return not descending
            elif b < a:
                return descending
        return False

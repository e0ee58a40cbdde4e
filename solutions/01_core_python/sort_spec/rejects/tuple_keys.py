"""One tuple of keys for a row."""

from operator import itemgetter

OPTIONS = {"ci", "nulls_first", "nulls_last"}


def compile_sort(spec):
    terms = [_term(text.strip()) for text in spec.split(",")]
    fields = [field for field, *_ in terms]
    if len(set(fields)) < len(fields):
        raise ValueError(f"a field stands twice in {spec!r}")

    keys = [_key(*term) for term in terms]

    def sort(rows):
        key = lambda row: tuple(part for make in keys for part in make(row))
        return sorted(rows, key=key)

    return sort


class Down:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return other.value < self.value

    def __eq__(self, other):
        return self.value == other.value


def _key(field, descending, fold, nulls_first):
    def make(row):
        value = row[field]
        if value is None:
            return (not nulls_first, 0)
        value = value.casefold() if fold and isinstance(value, str) else value
        return (nulls_first, Down(value) if descending else value)

    return make


def _term(text):
    unsigned = text[1:] if text.startswith(("+", "-")) else text
    field, *options = (part.strip() for part in unsigned.split(":"))
    if not field:
        raise ValueError(f"a field is missing in {text!r}")
    for option in options:
        if option not in OPTIONS:
            raise ValueError(f"unknown option {option!r} in {text!r}")
    if len(set(options)) < len(options) or OPTIONS - {"ci"} <= set(options):
        raise ValueError(f"{text!r} says something twice")
    return field, text.startswith("-"), "ci" in options, "nulls_first" in options


def _pass(rows, field, descending, fold, nulls_first):
    """Sort by one field; `list.sort` is stable in both directions, so what later terms have done stays."""
    pairs, nulls = [], []
    for row in rows:
        value = row[field]
        if value is None:
            nulls.append(row)
        else:
            pairs.append((value.casefold() if fold and isinstance(value, str) else value, row))
    pairs.sort(key=itemgetter(0), reverse=descending)
    ordered = [row for _, row in pairs]
    return nulls + ordered if nulls_first else ordered + nulls

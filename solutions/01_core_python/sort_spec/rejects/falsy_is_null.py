"""Takes what is false for None."""

from operator import itemgetter

OPTIONS = {"ci", "nulls_first", "nulls_last"}


def compile_sort(spec):
    terms = [_term(text.strip()) for text in spec.split(",")]
    fields = [field for field, *_ in terms]
    if len(set(fields)) < len(fields):
        raise ValueError(f"a field stands twice in {spec!r}")

    def sort(rows):
        ordered = list(rows)
        for term in reversed(terms):
            ordered = _pass(ordered, *term)
        return ordered

    return sort


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
        if not value:
            nulls.append(row)
        else:
            pairs.append((value.casefold() if fold and isinstance(value, str) else value, row))
    pairs.sort(key=itemgetter(0), reverse=descending)
    ordered = [row for _, row in pairs]
    return nulls + ordered if nulls_first else ordered + nulls

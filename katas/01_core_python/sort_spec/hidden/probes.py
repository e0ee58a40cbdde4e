"""Rows and values that count what is done to them, or know nothing but `<`, and whether a list holds the very rows."""

from random import Random

from sort_spec import compile_sort


class Grade:
    """Knows `<`, by its rank, and nothing else: two of one rank are not equal."""

    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        return self.rank < other.rank


class Row(dict):
    """A row that counts how often it is asked for a field."""

    read = 0

    def __getitem__(self, field):
        Row.read += 1
        return super().__getitem__(field)

    def get(self, field, default=None):
        Row.read += 1
        return super().get(field, default)


def grades(spec):
    """The numbers of rows with grades, as they come out."""
    rows = [{"n": n, "grade": Grade(rank), "age": age} for n, (rank, age) in enumerate([(2, 5), (1, 7), (2, 3), (1, 6), (2, 5)])]
    return [row["n"] for row in compile_sort(spec)(rows)]


def same_rows():
    """Which rows came out, by identity, and which are in the list that went in."""
    rows = [{"a": 2}, {"a": 1}, {"a": 2}]
    given = list(rows)
    ordered = compile_sort("a")(given)
    place = {id(row): n for n, row in enumerate(rows)}
    return {"out": [place.get(id(row)) for row in ordered], "in": [place.get(id(row)) for row in given], "rows": rows}


def reads(n):
    """How often n rows are read that are sorted by 3 fields, and whether they come out in order."""
    rng = Random(7)
    rows = [Row(a=rng.randrange(5), b=rng.choice("xyXY"), c=rng.randrange(n)) for _ in range(n)]
    sort = compile_sort("a,-b:ci,c")
    Row.read = 0
    ordered = sort(rows)
    read = Row.read
    return {"read": read, "first": [dict(row) for row in ordered[:3]], "ordered": [(row["a"], -ord(row["b"].lower()), row["c"]) for row in ordered]}


def after_an_error(spec):
    """The error for rows that cannot be sorted, and the rows afterwards."""
    rows = [{"n": 3, "a": 1}, {"n": 1, "a": "x"}, {"n": 2}]
    try:
        compile_sort(spec)(rows)
        error = None
    except Exception as raised:
        error = type(raised).__name__
    return {"error": error, "rows": rows}

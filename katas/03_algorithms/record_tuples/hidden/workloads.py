"""Rows that come with their header each, and many rows of one header."""

WIDE = [f"Column {i}" for i in range(12)]


def plain(value):
    return value


HEADERS = [
    ["Name", "Unit price", "Class", "Name", "id", "Valid from", "Valid to", "Gr\u00f6\u00dfe", "Unit", "Net", "Gross", "Tax"],
    ["2nd", "", "count", "a-b", "a b", "a_b", "Street", "Town", "Post code", "Country", "Phone", "Phone"],
    WIDE,
]


def setup_again(rng, n):
    """Headers of three kinds, each a list of its own."""
    return [(list(rng.choice(HEADERS)), [str] * 12, rng.randrange(1000)) for _ in range(n)]


def again(module, asked):
    """The same three classes, asked for n times; a list holds them."""
    held = [module.record_type(header, [str] * 12) for header in HEADERS]
    seen = 0
    for header, types, number in asked:
        seen = (seen * 7 + held.index(module.record_type(header, types)) + number) % 1_000_003
    return seen, len(held[0]._fields)


def setup_rows(rng, n):
    return [[rng.randrange(200) for _ in WIDE] for _ in range(n)]


def rows(module, values):
    """A record of each row."""
    record = module.record_type(WIDE, [plain] * len(WIDE))
    records = [record._make(row) for row in values]
    return sum(map(sum, records)), len(records)

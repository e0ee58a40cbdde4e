"""Rows that go into many columns."""


def setup_many_columns(rng, n):
    """n rows of a few combinations and n / 3 columns."""
    return [{"shop": rng.randrange(2), "product": rng.randrange(n // 3 + 1), "price": k} for k in range(n)]


def many_columns(module, rows):
    table = module.pivot(rows, ["shop"], "product", "price", sum)
    return table, sum(row["price"] for row in module.unpivot(table, ["shop"], "product", "price"))

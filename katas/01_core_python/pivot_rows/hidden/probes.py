"""What the rows that were given look like afterwards."""

from pivot_rows import pivot, unpivot


def rows_afterwards():
    """Rows that were pivoted, and whose cells the reader of the table has changed."""
    rows = [{"k": 1, "c": "x", "v": [1]}, {"k": 1, "c": "x", "v": [2]}]
    table = pivot(rows, ["k"], "c", "v", list)
    for row in unpivot(table, ["k"], "c", "v"):
        row["v"].append([3])
        row["k"] = 9
    return rows

"""One flat dict of cells by (combination, column); unpivot is a generator behind a function that checks."""

from collections import defaultdict


def pivot(rows, index, column, value, agg, fill=None):
    cells = defaultdict(list)
    for row in rows:
        cells[tuple(map(row.__getitem__, index)), row[column]].append(row[value])
    lines = dict.fromkeys(line for line, _ in cells)
    columns = dict.fromkeys(name for _, name in cells)
    if not columns.keys().isdisjoint(index):
        raise ValueError("a column is called like an index field")
    table = []
    for line in lines:
        made = dict(zip(index, line))
        for name in columns:
            values = cells.get((line, name))
            made[name] = fill if values is None else agg(values)
        table.append(made)
    return table


def unpivot(table, index, column, value, fill=None):
    if len({*index, column, value}) < len(set(index)) + 2:
        raise ValueError("names clash")

    def cells():
        for row in table:
            head = [(field, row[field]) for field in index]
            for name in row:
                if name in index or row[name] == fill:
                    continue
                yield dict([*head, (column, name), (value, row[name])])

    return cells()

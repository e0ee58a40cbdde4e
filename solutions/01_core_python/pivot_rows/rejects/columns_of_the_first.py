"""Takes the columns of the first line."""


def pivot(rows, index, column, value, agg, fill=None):
    cells, columns = {}, {}         # both in order of first appearance; columns as keys only
    first = None
    for row in rows:
        name = row[column]
        first = first or row[index[0]]
        if row[index[0]] == first:
            columns[name] = None
        cells.setdefault(tuple([row[field] for field in index]), {}).setdefault(name, []).append(row[value])
    if clash := [field for field in index if field in columns]:
        raise ValueError(f"columns are called like fields of the index: {clash}")
    return [
        dict(zip(index, key)) | {name: agg(values[name]) if name in values else fill for name in columns}
        for key, values in cells.items()
    ]


def unpivot(table, index, column, value, fill=None):
    if column == value or column in index or value in index:
        raise ValueError(f"{column!r}, {value!r} and the fields of the index must be different names")
    return (
        {field: row[field] for field in index} | {column: name, value: cell}
        for row in table
        for name, cell in row.items()
        if name not in index and cell != fill
    )

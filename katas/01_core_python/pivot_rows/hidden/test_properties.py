from graders.testing import drain
from hypothesis import given
from hypothesis import strategies as st

rows = st.lists(st.fixed_dictionaries({"p": st.sampled_from("ab"), "q": st.sampled_from([1, None]), "c": st.sampled_from(["x", "y", 0]), "v": st.integers(0, 2)}), max_size=9)


@given(rows=rows, index=st.sampled_from([["p"], ["q", "p"], ["p", "q"]]))
def test_any_rows(submission, rows, index):
    """Every cell is what a look at all rows gives, in order of first appearance; and the way back gives these cells."""
    keys = list(dict.fromkeys(tuple(row[name] for name in index) for row in rows))
    columns = list(dict.fromkeys(row["c"] for row in rows))
    expected, cells = [], []
    for key in keys:
        line = list(zip(index, key, strict=True))
        for column in columns:
            values = [row["v"] for row in rows if row["c"] == column and tuple(row[name] for name in index) == key]
            line.append((column, values or None))
            cells += [dict(zip(index, key, strict=True)) | {"col": column, "val": values}] if values else []
        expected.append(line)
    table = submission.pivot(rows, index, "c", "v", list)
    assert [[list(row.items()) for row in table], drain(submission.unpivot(table, index, "col", "val"))] == [expected, cells]

from hypothesis import given
from hypothesis import strategies as st

GOOD = {"int": st.integers(-(2**63), 2**63 - 1), "float": st.floats(allow_nan=False), "bool": st.booleans(), "str": st.sampled_from(["", "a", "b", "ab"])}
BAD = {"int": st.sampled_from([None, 2**63, 0.5, True]), "float": st.sampled_from([None, "1", True]), "bool": st.sampled_from([None, 1]), "str": st.sampled_from([None, b"a"])}
NAMES = "abcd"


@st.composite
def histories(draw):
    """A schema, rows of which some have a bad value, and whether each is good."""
    schema = {name: draw(st.sampled_from(list(GOOD))) for name in NAMES[:draw(st.integers(1, 4))]}
    rows = []
    for _ in range(draw(st.integers(0, 6))):
        bad = draw(st.sampled_from([None, None, *schema]))
        rows.append(({name: draw((BAD if name == bad else GOOD)[kind]) for name, kind in schema.items()}, bad is None))
    return schema, rows


@given(history=histories())
def test_any_rows(probes, history):
    """Good rows are read as they were given, and nothing is left of bad ones."""
    schema, rows = history
    good = [row for row, is_good in rows if is_good]
    results, count, read = probes.appended(schema, [row for row, _ in rows])
    assert [result is None for result in results] == [is_good for _, is_good in rows]
    assert [count, repr(read)] == [len(good), repr([[(name, row[name]) for name in schema] for row in good])]


limits = st.none() | st.integers(-9, 9)
slices = st.builds(slice, limits, limits, st.none() | st.sampled_from([-3, -2, -1, 1, 2, 3]))


@given(n=st.integers(0, 8), first=slices, second=slices)
def test_any_slices(probes, n, first, second):
    """A slice of a slice has the rows that a list's would have."""
    rows = list(range(n))[first][second]
    assert probes.sliced(n, first, second) == (len(rows), rows, rows[-1] if rows else None)

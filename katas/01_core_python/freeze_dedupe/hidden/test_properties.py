from hypothesis import given
from hypothesis import strategies as st

keys = st.sampled_from([None, True, False, 0, 1, 0.0, 1.0, -1, -2, "", "a", "1", b"a", (1,), (True,), ("a", 1)])
values = st.recursive(
    st.one_of(keys, st.sets(keys, max_size=2), st.frozensets(keys, max_size=2)),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.lists(inner, max_size=2).map(tuple), st.dictionaries(keys, inner, max_size=2)),
    max_leaves=4,
)


def same(a, b):
    """Say whether a and b are the same data, by comparing all with all."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, (set, frozenset)):
        return len(a) == len(b) and all(any(same(x, y) for y in b) for x in a)
    if isinstance(a, dict):
        return same(set(a), set(b)) and all(same(a[x], b[x]) for x in a)
    return a == b


@given(objects=st.lists(values, min_size=1, max_size=6))
def test_any_data(probes, objects):
    """Keys are equal exactly where comparing all with all says that the data are the same."""
    assert probes.groups(objects) == [next(n for n, y in enumerate(objects) if same(x, y)) for x in objects]

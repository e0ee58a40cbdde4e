from hypothesis import given
from hypothesis import strategies as st

leaves = st.integers(0, 2) | st.sampled_from([None, True, "x"])
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3), max_leaves=8)


def children(value):
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def nodes(value, *, first, depth=0, key=None):
    here = [(depth, key) if isinstance(value, dict | list) else (depth, key, value)]
    below = [node for k, child in children(value) for node in nodes(child, first=first, depth=depth + 1, key=k)]
    return here + below if first else below + here


def differences(old, new, path=()):
    kind = dict if isinstance(old, dict) else list
    if not (isinstance(old, kind) and isinstance(new, kind)):
        return [] if type(old) is type(new) and old == new else [(path, old, new)]
    a, b = dict(children(old)), dict(children(new))
    found = []
    for key in [*a, *(key for key in b if key not in a)]:
        if key in a and key in b:
            found += differences(a[key], b[key], (*path, key))
        else:
            found.append(((*path, key), a.get(key, "MISSING"), b.get(key, "MISSING")))
    return found


@given(value=values)
def test_any_walk(probes, value):
    """Each order gives what a recursive walk gives; level order is pre-order sorted by depth."""
    pre, post = nodes(value, first=True), nodes(value, first=False)
    assert [probes.walked(value, order) for order in ("pre", "post", "level")] == [pre, post, sorted(pre, key=lambda node: node[0])]


@given(old=values, new=values)
def test_any_difference(probes, old, new):
    """Differences are those that a recursive comparison finds."""
    assert probes.compared(old, new) == differences(old, new)

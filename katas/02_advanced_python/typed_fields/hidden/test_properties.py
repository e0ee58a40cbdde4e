from hypothesis import given
from hypothesis import strategies as st

objects = st.integers(0, 1)
steps = st.lists(
    st.tuples(st.just("set"), objects, st.integers(-1, 10)) | st.tuples(st.sampled_from(["get", "del"]), objects),
    max_size=12,
)


def expected(steps, default):
    """What the contract demands for a field from 0 to 9."""
    held, seen = [{}, {}], []
    for verb, number, *value in steps:
        mine = held[number]
        if verb == "set" and not 0 <= value[0] <= 9:
            seen.append("ValueError")
        elif verb == "set":
            seen.append(None)
            mine["_price"] = value[0]
        elif verb == "get":
            known = default | mine
            seen.append(known.popitem()[1] if known else "AttributeError")
        else:
            seen.append(None if mine else "AttributeError")
            mine.clear()
    return {"seen": seen, "vars": held}


@given(steps=steps, default=st.sampled_from([{}, {"default": 0}]))
def test_any_history(probes, steps, default):
    """Whatever is assigned, read and deleted, in whatever order, in two objects."""
    assert probes.history(steps, default) == expected(steps, {"_price": 0} if default else {})

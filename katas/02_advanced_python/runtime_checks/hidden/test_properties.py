from hypothesis import given
from hypothesis import strategies as st

fitting = st.dictionaries(st.text("ab", max_size=2), st.lists(st.tuples(st.integers(0, 9), st.sets(st.sampled_from("xyz"), max_size=2)), max_size=3), max_size=3)


@given(value=fitting, number=st.integers(0, 99))
def test_any_place(probes, value, number):
    """What fits is accepted; with one number made a text, the path leads there."""
    places = [(key, i, 0) for key, items in value.items() for i in range(len(items))]
    assert probes.containers("deep", value) == ["fits"]
    if places:
        key, i, _ = place = places[number % len(places)]
        value[key][i] = (str(value[key][i][0]), value[key][i][1])
        assert probes.containers("deep", value) == [(place, value[key][i][0], "int")]

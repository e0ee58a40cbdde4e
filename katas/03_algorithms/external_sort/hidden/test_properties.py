from hypothesis import given
from hypothesis import strategies as st

lines = st.lists(st.binary(max_size=4).map(lambda line: line.replace(b"\n", b"x")), max_size=12)


@given(lines=lines, key=st.sampled_from(["none", "length", "lower"]), max_bytes=st.integers(1, 20), max_open=st.integers(3, 5))
def test_any_lines(probes, lines, key, max_bytes, max_open):
    """The target has what sorted() gives for all lines at once."""
    content = b"".join(line + b"\n" for line in lines)
    by = {"none": None, "length": len, "lower": bytes.lower}[key]
    expected = b"".join(line + b"\n" for line in sorted(lines, key=by))
    assert probes.in_order(content, key, max_bytes, max_open) == (len(lines), {"source": content, "target": expected})

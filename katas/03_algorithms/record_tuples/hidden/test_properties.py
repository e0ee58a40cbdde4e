from keyword import iskeyword

from hypothesis import given
from hypothesis import strategies as st

texts = st.text(st.sampled_from("aB_ 2-\u00e9\u00b2"), max_size=4) | st.sampled_from(["class", "is", "a", "a_2", "a_3", "column", "column_2", "_1"])


@given(header=st.lists(texts, max_size=6))
def test_any_header(submission, header):
    """Whatever the header, the fields are different identifiers, and no keyword nor the name of a method."""
    fields = submission.record_type(header, [str] * len(header))._fields
    assert [len(fields), len(set(fields))] == [len(header)] * 2
    assert [name for name in fields if not name.isidentifier() or iskeyword(name) or name.startswith("_")] == []


values = st.integers(-99, 99)


@given(given=st.lists(values, max_size=5), defaults=st.lists(values, max_size=4))
def test_any_values(submission, given, defaults):
    """Values are converted from the left, defaults fill the right as they are."""
    missing = 4 - len(given)
    kind = submission.record_type("abcd", [str] * 4, defaults)
    try:
        record = tuple(kind._make(given))
    except TypeError:
        record = None
    expected = [*map(str, given), *defaults[len(defaults) - missing :]]
    assert record == (tuple(expected) if 0 <= missing <= len(defaults) else None)

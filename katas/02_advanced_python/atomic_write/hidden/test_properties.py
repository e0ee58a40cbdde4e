from hypothesis import given
from hypothesis import strategies as st

texts = st.text("ab\n", max_size=5)


@given(old=texts, chunks=st.lists(texts, max_size=5), fail_at=st.none() | st.integers(0, 5))
def test_old_or_new(probes, old, chunks, fail_at):
    """Whatever is written, and wherever it fails, a reader finds the old content or the new one, and never a part."""
    failed = fail_at is not None and fail_at < len(chunks)
    done = fail_at if failed else len(chunks)
    end = ("LookupError", {"f": old}) if failed else ("no error", {"f": "".join(chunks)})
    assert probes.history(old, chunks, fail_at) == ([old] * done, *end)

from unicodedata import category, normalize

from hypothesis import given
from hypothesis import strategies as st

pieces = st.sampled_from([*"abZ ", "\u00e9", "\u4e2d", "\U0001f4bb", "\u0301", "\u0323", "\ufe0f", "\u093f", "\u200d"])
letters = st.sampled_from([*"aIKs\u00df", "\u0130", "\u0131", "\u00c5", "\u212b", "\u0390", "\u03a3", "\u03c2", "\ufb03", "\uff2b", "\u01c4", "\u2121", "\u0301", "\u0308", "\u0307", "\u0323"])


def permitted(text, at):
    if at in {0, len(text)}:
        return True
    return not category(text[at]).startswith("M") and "\u200d" not in text[at - 1:at + 1]


@given(text=st.text(pieces, max_size=12), limit=st.integers(0, 30))
def test_any_clip(submission, text, limit):
    """A clip is the longest beginning that fits and ends at a permitted place."""
    cuts = [at for at in range(len(text) + 1) if permitted(text, at) and len(text[:at].encode()) <= limit]
    assert ascii(submission.clip(text, limit)) == ascii(text[:max(cuts)])


@given(text=st.text(letters, max_size=8), form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_any_key(submission, text, form):
    """A text, its key, its casefold and its normal forms have one key, which is in NFKC."""
    key = submission.fold(text)
    same = [submission.fold(key), submission.fold(text.casefold()), submission.fold(normalize(form, text)), normalize("NFKC", key)]
    assert [ascii(x) for x in same] == [ascii(key)] * 4

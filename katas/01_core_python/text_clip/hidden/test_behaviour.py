from unicodedata import normalize

import pytest

FAMILY = "\U0001F469\u200D\U0001F4BB"            # a woman, the joiner, a laptop: 4 + 3 + 4 bytes


def test_a_text_that_fits(submission):
    """A text that fits is returned as it is, also at the last byte."""
    assert [submission.clip(text, n) for text, n in [("plain", 5), ("na\u00efve", 6), ("plain", 900), ("", 0)]] == ["plain", "na\u00efve", "plain", ""]


def test_bytes_not_characters(submission):
    """The limit counts bytes: an accented letter takes two, a CJK character three, an emoji four."""
    texts = ["aaaa", "\u00e9\u00e9\u00e9\u00e9", "\u4e2d\u4e2d\u4e2d\u4e2d", "\U0001F4BB\U0001F4BB\U0001F4BB"]
    assert [len(submission.clip(text, 6)) for text in texts] == [4, 3, 2, 1]


@pytest.mark.parametrize("char", ["\u00e9", "\u4e2d", "\U0001F4BB"], ids=["two", "three", "four"])
def test_no_code_point_is_split(submission, char):
    """A code point is there as a whole or not at all."""
    size = len(char.encode())
    assert [submission.clip("a" + char, n) for n in range(size + 2)] == ["", *["a"] * size, "a" + char]


def test_nothing_fits(submission):
    """With room for nothing the answer is empty."""
    assert [submission.clip(text, n) for text, n in [("abc", 0), ("\u4e2d", 2), ("e\u0301", 1)]] == ["", "", ""]


@pytest.mark.parametrize("limit", [-1, -100])
def test_limits_below_zero(submission, limit):
    """A limit below 0 is a ValueError, even for an empty text."""
    for text in ["abc", ""]:
        with pytest.raises(ValueError):
            submission.clip(text, limit)


@pytest.mark.parametrize("mark", ["\u0301", "\ufe0f", "\u20dd", "\u093f", "\u0301\u0323"], ids=["accent", "selector", "enclosing", "vowel", "two"])
def test_a_base_keeps_its_marks(submission, mark):
    """No cut goes between a code point and its marks, whatever their combining class."""
    text = "ab" + mark + "c"
    size = len(text.encode())
    expected = [*["a"] * (size - 2), "ab" + mark, text]
    assert [ascii(submission.clip(text, n)) for n in range(1, size + 1)] == [ascii(x) for x in expected]


def test_marks_just_beyond_the_limit(submission):
    """What fits is not all that counts: the code point after it may be a mark."""
    assert [ascii(submission.clip("ab\u0301", n)) for n in [1, 2, 3, 4]] == ["'a'", "'a'", "'a'", r"'ab\u0301'"]


def test_marks_at_the_beginning(submission):
    """Marks without a base are cut like a base with its marks."""
    assert [ascii(submission.clip("\u0301\u0323ab", n)) for n in [0, 2, 3, 4, 5]] == ["''", "''", "''", r"'\u0301\u0323'", r"'\u0301\u0323a'"]


def test_joined_emoji(submission):
    """Emoji that are joined stay together: the joiner allows no cut on either side."""
    expected = ["a", "a", "a", "a", "a" + FAMILY, "a" + FAMILY + "b"]
    assert [ascii(submission.clip("a" + FAMILY + "b", n)) for n in [4, 5, 8, 11, 12, 13]] == [ascii(x) for x in expected]


def test_a_joiner_at_the_end(submission):
    """The end of the text is a permitted place, after a joiner too."""
    assert [ascii(submission.clip("ab\u200d", n)) for n in [1, 2, 4, 5]] == ["'a'", "'a'", "'a'", r"'ab\u200d'"]


def test_joiners_and_marks(submission):
    """A selector before a joiner, and a mark after it, belong to the same whole."""
    text = "x\u2764\ufe0f\u200d\U0001F525\u0301y"
    expected = ["x"] * 6 + [text[:-1], text]
    assert [ascii(submission.clip(text, n)) for n in [1, 4, 7, 10, 14, 15, 16, 17]] == [ascii(x) for x in expected]


def test_flags_and_tones(submission):
    """Nothing but marks and the joiner keeps code points together: a flag is two letters, a tone is no mark."""
    assert [submission.clip(text, 5) for text in ["\U0001F1EB\U0001F1F7", "\U0001F44D\U0001F3FD", "\r\n"]] == ["\U0001F1EB", "\U0001F44D", "\r\n"]


def test_a_line_end_is_two_places(submission):
    """Between carriage return and line feed is a permitted place."""
    assert submission.clip("\r\n", 1) == "\r"


def test_nothing_is_normalised(submission):
    """The result is a beginning of the text as it stands, composed or not, compatible or not."""
    text = "\u00e9e\u0301\ufb01\u212b!"
    assert [ascii(submission.clip(text, n)) for n in [5, 8, 11]] == [ascii(text[:3]), ascii(text[:4]), ascii(text[:5])]


def test_lone_surrogates(submission):
    """A lone surrogate counts three bytes, wherever it stands, and is no error."""
    text = "a\udc80b"
    cuts = [submission.clip(text, n) for n in [1, 3, 4, 5]]
    assert [[ord(c) for c in cut] for cut in cuts] == [[97], [97], [97, 0xDC80], [97, 0xDC80, 98]]


@pytest.mark.parametrize(("text", "key"), [
    pytest.param("Stra\u00dfe", "strasse", id="sharp-s"),
    pytest.param("STRA\u1e9eE", "strasse", id="capital-sharp-s"),
    pytest.param("\u039f\u0394\u039f\u03a3 \u03bf\u03b4\u03bf\u03c2", "\u03bf\u03b4\u03bf\u03c3 \u03bf\u03b4\u03bf\u03c3", id="sigma"),
    pytest.param("I\u0131", "i\u0131", id="dotless-i"),
    pytest.param("\u0130", "i\u0307", id="dotted-i"),
])
def test_case(submission, text, key):
    """Case folding is full, and not that of any one language."""
    assert ascii(submission.fold(text)) == ascii(key)


@pytest.mark.parametrize("text", ["\u00c9", "E\u0301", "e\u0301", "\u00e9"], ids=["capital", "capital-mark", "mark", "composed"])
def test_composed_or_not(submission, text):
    """Composed and decomposed letters have one key, the composed one."""
    assert ascii(submission.fold(text)) == r"'\xe9'"


def test_order_of_marks(submission):
    """The order of a mark above and a mark below does not matter."""
    assert [ascii(submission.fold(text)) for text in ["q\u0307\u0323", "q\u0323\u0307"]] == [r"'q\u0323\u0307'"] * 2


def test_compatibility_characters(submission):
    """Ligatures, full-width, circled and superscript characters fold into plain ones; a no-break space is a space."""
    assert ascii(submission.fold("\ufb01 \uff21\uff42 \u2460 x\u00b2\u00a0y")) == "'fi ab 1 x2 y'"


def test_capitals_within_compatibility_characters(submission):
    """Capitals that come out of compatibility characters are folded too."""
    assert [submission.fold(text) for text in ["\u2121", "\u3392", "\u24b6", "\u1d2c"]] == ["tel", "mhz", "a", "a"]


@pytest.mark.parametrize("text", ["\u0390", "\u01f0", "\u1fd3", "\u03b9\u0308\u0301"], ids=["iota", "j", "oxia", "decomposed"])
def test_keys_are_normal(submission, text):
    """A key is in NFKC, also where case folding takes a letter apart."""
    expected = normalize("NFC", text)
    assert ascii(submission.fold(text)) == ascii(expected)


def test_what_stays_apart(submission):
    """Accents, white space and punctuation stay."""
    assert ascii(submission.fold(" R\u00e9sum\u00e9\t2-\u00ad3\u200d ")) == r"' r\xe9sum\xe9\t2-\xad3\u200d '"


def test_surrogates_in_keys(submission):
    """Lone surrogates stay in the key."""
    assert [ord(c) for c in submission.fold("A\udc80")] == [97, 0xDC80]

def test_known(submission):
    """The distance is the least number of letters to insert, to delete or to replace."""
    assert submission.distance("kitten", "sitting") == 3
    assert submission.distance("abcdef", "bcdefg") == 2
    assert submission.distance("intention", "execution") == 5
    assert submission.distance("same", "same") == 0


def test_empty(submission):
    """To an empty text the distance is the length of the other."""
    assert submission.distance("", "abc") == 3
    assert submission.distance("abc", "") == 3
    assert submission.distance("", "") == 0
    assert submission.distance("", "abc", 2) is None


def test_exchange(submission):
    """To exchange two neighbours takes two edits."""
    assert submission.distance("ab", "ba") == 2


def test_case_and_accents(submission):
    """Nothing is normalised: case counts, and a letter with its accent is not a letter and an accent."""
    assert submission.distance("A", "a") == 1
    assert submission.distance("\xe9", "e\u0301") == 2


def test_wide_letters(submission):
    """A letter is a code point, whatever its size."""
    assert submission.distance("\u0141", "A") == 1
    assert submission.distance("\U0001f641", "\uf641") == 1
    assert submission.distance("\U0001f600", "\U0001f601") == 1
    assert submission.distance("x\U0001f600", "x") == 1
    assert submission.distance("\xff", "\u20ac") == 1


def test_surrogates(submission):
    """A lone surrogate is a letter like any other, and two are not the letter that they stand for in UTF-16."""
    assert submission.distance("\ud800", "\udfff") == 1
    assert submission.distance("\ud83d\ude00", "\U0001f600") == 2


def test_nul(submission):
    """A text does not end at a zero."""
    assert submission.distance("a\0b", "a\0c") == 1


def test_subclass(probes):
    """A text may be of a class derived from str."""
    assert probes.of_subclass() == [3, 1, 3, 0]


def test_limit(submission):
    """A distance up to the limit is the answer, above it there is none."""
    assert submission.distance("kitten", "sitting", 4) == 3
    assert submission.distance("kitten", "sitting", 3) == 3
    assert submission.distance("kitten", "sitting", limit=2) is None
    assert submission.distance("kitten", "sitting", None) == 3


def test_large_limit(submission):
    """A limit may be an int of any size."""
    assert submission.distance("kitten", "sitting", 2**40) == 3
    assert submission.distances("kitten", ["sitting"], 2**80) == [3]


def test_limit_of_zero(submission):
    """With a limit of 0 only equal texts have a distance."""
    assert submission.distance("kitten", "kitten", 0) == 0
    assert submission.distance("kitten", "kittens", limit=0) is None
    assert submission.distance("kitten", "mitten", 0) is None
    assert submission.distance("", "", 0) == 0


def test_shifted(submission):
    """A path at the very edge of what a limit allows is found."""
    assert submission.distance("xxxabcdefgh", "abcdefghyyy", 6) == 6
    assert submission.distance("abcdefghyyy", "xxxabcdefgh", 5) is None
    assert submission.distance("xxxabc", "abc", 3) == 3
    assert submission.distance("abc", "abcyyy", 3) == 3
    assert submission.distance("abc", "abcyyy", 2) is None


def test_limit_below_zero(probes):
    """A limit below 0 is refused with a ValueError."""
    assert probes.wrong_limits(-1) == ["ValueError", "ValueError"]
    assert probes.wrong_limits(-(2**80)) == ["ValueError", "ValueError"]


def test_limit_no_int(probes):
    """A limit that is neither None nor an int is refused with a TypeError."""
    assert probes.wrong_limits("1") == ["TypeError", "TypeError"]
    assert probes.wrong_limits(1.0) == ["TypeError", "TypeError"]


def test_wrong_texts(probes):
    """What is no str is refused with a TypeError, also in the middle of many; so is what is no iterable of them."""
    kinds = ["bytes", "None", "a number", "a list", "bytes as second", "None as second", "a list as second"]
    kinds += ["None as word", "None among words", "bytes among words", "no iterable"]
    assert probes.wrong_texts() == dict.fromkeys(kinds, "TypeError")


def test_distances(submission):
    """The distances to many texts come in their order."""
    words = ["mitten", "", "kitten", "sitting", "kit", "kitten" * 3, "sitten"]
    assert submission.distances("kitten", words) == [1, 6, 0, 3, 3, 12, 1]
    assert submission.distances("kitten", words, limit=3) == [1, None, 0, 3, 3, None, 1]
    assert submission.distances("kitten", []) == []


def test_words_of_other_sizes(submission):
    """Texts of one, two and four bytes a letter may follow each other."""
    words = ["caf\xe9", "cafe", "c\u0101fe", "\U0001f600afe", "cafe\u0301"]
    assert submission.distances("cafe", words) == [1, 0, 1, 1, 1]
    assert submission.distances("\U0001f600", words) == [4, 4, 4, 3, 5]


def test_generator(probes):
    """Texts may come from a generator that keeps none of them."""
    assert probes.of_generator() == [3, 0, 1, 4]


def test_failing_words(probes):
    """What an iterable raises comes out."""
    assert probes.failing_words() == ("Stop", ["a", "b"])


def test_within(probes):
    """An iterable may itself compute distances."""
    inner = [[300, 300], 6, [300, 300], 6, [300, 300], 7]
    assert probes.within() == ([3, 3, 3], inner)


def test_other_threads_run(probes):
    """While two texts of 6,000 letters are compared, another thread runs."""
    assert probes.while_it_runs(6_000) == ["main", 2]


def test_rows(probes):
    """Comparing two texts of 3,000 letters takes less than 8 MiB: some rows of the table, not all."""
    assert probes.peak(3_000) < 8


def test_references(probes):
    """100 rounds of calls, answered and refused, leave the references to texts and limit as they were."""
    assert probes.references(100) == [0, 0, 0]


def test_nothing_is_kept(sanitized, probes):
    """40 rounds of calls, answered and refused, keep less than 8 KiB of memory in all."""
    assert sanitized.distance("kitten", "sitting") == 3
    assert probes.kept_bytes(40) < 8 * 1024


def test_sanitized(sanitized, probes):
    """AddressSanitizer sees no byte read or written that is not ours."""
    assert sanitized.distance("kitten", "sitting") == 3
    assert len(probes.all_sizes()) == 100

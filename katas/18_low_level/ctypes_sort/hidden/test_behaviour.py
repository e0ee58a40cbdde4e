import errno

import pytest

OFFSETS = [2**63 - 1, -(2**63), 2**32, -1, 0]


def test_order(submission):
    """Keys come in the order of their bytes, which are unsigned, a shorter one before a longer one."""
    entries = [(b"b", 1), (b"\xff", 2), (b"ab", 3), (b"", 4), (b"a", 5), (b"\x7f", 6)]
    assert submission.Sorter().sort(entries) == [(b"", 4), (b"a", 5), (b"ab", 3), (b"b", 1), (b"\x7f", 6), (b"\xff", 2)]


def test_equal_keys(submission):
    """Entries with equal keys stay in the order in which they came."""
    assert submission.Sorter().sort([(b"b", 3), (b"a", 2), (b"b", 1), (b"a", 9)]) == [
        (b"a", 2),
        (b"a", 9),
        (b"b", 3),
        (b"b", 1),
    ]


def test_unique(submission):
    """With `unique` only the first of entries with equal keys stays."""
    sorter = submission.Sorter(unique=True)
    assert sorter.sort([(b"b", 3), (b"a", 2), (b"b", 1), (b"a", 9), (b"", 5)]) == [(b"", 5), (b"a", 2), (b"b", 3)]


def test_no_entries(submission):
    """A batch without entries has an empty answer."""
    assert submission.Sorter().sort([]) == []


def test_nul(submission):
    """A key with zero bytes comes back whole, and what follows them counts."""
    entries = [(b"a\0c", 1), (b"a\0b", 2), (b"\0", 3), (b"a\0", 4), (b"\0\0", 5)]
    wanted = [(b"\0", 3), (b"\0\0", 5), (b"a\0", 4), (b"a\0b", 2), (b"a\0c", 1)]
    assert submission.Sorter().sort(entries) == wanted


def test_compare_gets_whole_keys(probes):
    """A comparison gets whole keys, with zero bytes and without any byte."""
    assert probes.seen_keys([b"a\0c", b"", b"a\0b", b"\xff\0"]) == [b"", b"a\0b", b"a\0c", b"\xff\0"]


def test_offsets(submission):
    """Offsets have 64 bits and a sign."""
    assert submission.Sorter().sort([(b"a", offset) for offset in OFFSETS]) == [(b"a", offset) for offset in OFFSETS]


@pytest.mark.parametrize("offset", [2**63, -(2**63) - 1, 2**64])
def test_offset_out_of_range(submission, offset):
    """An offset that does not fit into 64 bits is refused with an OverflowError."""
    sorter = submission.Sorter()
    with pytest.raises(OverflowError):
        sorter.sort([(b"a", offset)])


def test_kinds_of_keys(probes):
    """bytearray and memoryview, with gaps or of numbers, are keys as their bytes are, and come back as bytes."""
    wanted = [(b"\1\0\0\0\2\0\0\0", 4), (b"dcba", 3), (b"yy", 2), (b"z", 1)]
    assert probes.kinds() == (wanted, ["bytes"] * 4)


def test_wrong_entries(probes):
    """What is no key of bytes, or no int, is refused with a TypeError."""
    kinds = ["text key", "number as key", "no key", "text offset", "float offset", "no offset"]
    assert probes.refused() == dict.fromkeys(kinds, "TypeError")


def test_wrong_compare(probes):
    """A comparison that is no callable is refused with a TypeError."""
    assert probes.number_as_compare() == "TypeError"


def test_keys_that_nobody_keeps(probes):
    """Entries may come from a generator that keeps no key, or changes one when it goes on."""
    assert probes.fresh(50) == sorted([(b"%04d" % i, i) for i in range(50)] + [(b"%03d" % i, -i) for i in range(50)])


def test_compare(submission):
    """A comparison decides about the order, and which entries are equal: these stay in the order in which they came."""
    sorter = submission.Sorter(lambda left, right: len(right) - len(left))
    assert sorter.sort([(b"a", 1), (b"bbb", 2), (b"cc", 3), (b"d", 4)]) == [
        (b"bbb", 2),
        (b"cc", 3),
        (b"a", 1),
        (b"d", 4),
    ]


def test_compare_and_unique(submission):
    """With a comparison and `unique` the first of those stays that it calls equal."""
    sorter = submission.Sorter(lambda left, right: len(left) - len(right), unique=True)
    assert sorter.sort([(b"bb", 1), (b"a", 2), (b"c", 3), (b"dd", 4)]) == [(b"a", 2), (b"bb", 1)]


def test_sign_counts(probes):
    """Of a comparison's answer the sign counts, whatever its size."""
    first, second = [(b"a", 1), (b"b", 2)], [(b"b", 2), (b"a", 1)]
    values = [-1, 0, 1, 2**32, -(2**32), 3 * 2**31, -(2**31), 2**31]
    assert probes.answers(values) == [first, first, second, second, first, second, first, second]


def test_compare_without_an_answer(probes):
    """A comparison that answers no number is a TypeError."""
    assert probes.answers([None, "1"]) == ["TypeError", "TypeError"]


def test_callback_lives(probes):
    """As long as a sorter is open the library calls its comparison, whatever else is made and collected."""
    assert probes.among_others() == ([(b"c", 2), (b"b", 3), (b"a", 1)], 0, 5)


@pytest.mark.parametrize("kind", ["error", "interrupt", "exit"])
def test_compare_raises(probes, kind):
    """What a comparison raises comes out of `sort` as it is, at once; the sorter works on, and nothing is left."""
    then = [(b"\2", 2), (b"\1", 1), (b"\0", 0)]
    wanted = {"the same came out": True, "asked": 3, "unraisable": [], "then": then, "live": 0}
    assert probes.raising(kind, 3) == wanted


def test_nothing_is_kept(probes):
    """A sorter does not keep the exception of a sort that is over."""
    assert probes.kept_of_a_failure() == (False, 1)


@pytest.mark.parametrize("what", ["sort", "close"])
def test_busy(probes, what):
    """A sorter that sorts can neither sort nor be closed: SorterBusy; the sort around goes on."""
    assert probes.inside(what) == (["SorterBusy", "SortError"], [(b"c", 3), (b"b", 2), (b"a", 1)], 0)


def test_busy_comes_out(probes):
    """SorterBusy that a comparison lets out comes out of the sort around, with the library's errno and message."""
    assert probes.busy_comes_out() == ([errno.EBUSY, "the sorter is at work"], 0)


def test_another_sorter_inside(probes):
    """A comparison may use another sorter."""
    assert probes.inside("other") == ([(b"x", 2), (b"y", 1)], [(b"c", 3), (b"b", 2), (b"a", 1)], 0)


def test_long_key(submission):
    """A key of 4,096 bytes is taken."""
    assert submission.Sorter().sort([(b"b" * 4096, 1), (b"a", 2)]) == [(b"a", 2), (b"b" * 4096, 1)]


@pytest.mark.parametrize("size", [4097, 2**16, 2**16 + 1])
def test_too_long_key(submission, size):
    """A key of more than 4,096 bytes, however many more, is LimitExceeded."""
    sorter = submission.Sorter()
    with pytest.raises(submission.LimitExceeded) as caught:
        sorter.sort([(b"a", 1), (bytes(size), 2)])
    assert caught.value.errno == errno.E2BIG


def test_message(probes):
    """An error has the library's message."""
    assert probes.message() == "the key of entry 1 is longer than 4096 bytes"


def test_too_many_sorters(probes):
    """The 17th open sorter is a SortError with EMFILE; when one is closed there is room again."""
    sorted_pair = [(b"a", 2), (b"b", 1)]
    message = "too many sorters are open"
    assert probes.many(20) == [16, "SortError", errno.EMFILE, message, sorted_pair, 0]


def test_without_memory(probes):
    """What the library has no memory for is a MemoryError; nothing is left, and no error is lost in a finalizer."""
    refused = ["MemoryError", 0]
    assert probes.without_memory(4) == ([refused, refused, refused, [[(b"b", 2), (b"a", 1)], 0]], [])


def test_without_message(probes):
    """An error for whose message there is no memory is still of its own class."""
    assert probes.without_message() == (errno.E2BIG, 0)


def test_closed(submission):
    """A closed sorter sorts no more: SorterClosed with EBADF; to close it again does nothing."""
    sorter = submission.Sorter()
    sorter.close()
    sorter.close()
    with pytest.raises(submission.SorterClosed) as caught:
        sorter.sort([(b"a", 1)])
    assert caught.value.errno == errno.EBADF


def test_context(probes):
    """As a context a sorter gives itself and closes, also when an exception leaves it."""
    assert probes.closing() == [0, 1, True, 0, "Wrong", 0]


def test_nothing_is_left(probes):
    """100 rounds of sorts, answered and refused, leave nothing in the library but two open sorters, then nothing."""
    assert probes.left_alive(100) == (2, 0)


def test_dropped(probes):
    """A sorter that is dropped is closed."""
    assert probes.dropped() == (3, 0)


def test_library_sorts(probes):
    """It is the library that sorts."""
    assert probes.batch(100)["calls"] > 0


def test_count_batch(probes, budget):
    """1,000 entries are sorted by one call of the library, and given back by another."""
    seen = probes.batch(1000)
    assert seen["keys"] == [b"%06d" % i for i in range(1000)]
    budget(seen["calls"])


def test_sanitized(sanitized, probes):
    """AddressSanitizer sees no byte read that has been freed or is not ours."""
    assert probes.watched() == (
        (b"00000", 0),
        (b"00100", 30),
        [[(b"a", 2), (b"", 1)], [(b"k1", 1), (b"k2", 2), (b"k3", 3)]],
    )
    assert sanitized.Sorter().sort([(b"b", 1), (b"a", 2)]) == [(b"a", 2), (b"b", 1)]

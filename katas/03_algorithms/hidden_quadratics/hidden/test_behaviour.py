import pytest
from graders.testing import Spy, Stream, drain


def test_lines_across_chunks(submission):
    """A line may begin in one chunk and end in a later one."""
    assert drain(submission.lines([b"GET /a\nGE", b"T /", b"b\nPOST /c\n"])) == [b"GET /a", b"GET /b", b"POST /c"]


def test_last_line_without_end(submission):
    """What is left after the last chunk is a line, even if it came in several chunks."""
    assert drain(submission.lines([b"a\nb", b"c"])) == [b"a", b"bc"]


def test_nothing_after_the_last_end(submission):
    """After the last line end there is no empty line."""
    assert [drain(submission.lines(chunks)) for chunks in ([b"a\n"], [b"a", b"\n"], [])] == [[b"a"], [b"a"], []]


def test_empty_lines(submission):
    """Empty lines are lines, within a chunk and across chunks."""
    assert drain(submission.lines([b"\n\na\n", b"\n", b"b\n\n"])) == [b"", b"", b"a", b"", b"b", b""]


def test_other_line_ends(submission):
    """Only a newline ends a line; a carriage return is part of it."""
    assert drain(submission.lines([b"a\r\nb\rc\n"])) == [b"a\r", b"b\rc"]


def test_empty_chunks(submission):
    """An empty chunk is neither the end of the stream nor the end of a line."""
    assert drain(submission.lines([b"", b"a", b"", b"b\nc"])) == [b"ab", b"c"]


def test_lines_at_once(submission):
    """A line is given as soon as its end has been pulled."""
    chunks = Stream([b"a\nb\nc", b"d", b"\ne"])
    found = submission.lines(chunks)
    assert [(next(found), chunks.pulled) for _ in range(4)] == [(b"a", 1), (b"b", 1), (b"cd", 3), (b"e", 3)]


def test_lines_are_bytes(submission):
    """Lines are bytes, also those of a bytearray."""
    assert repr(drain(submission.lines([bytearray(b"a\nb"), b"c\n", bytearray(b"d")]))) == "[b'a', b'bc', b'd']"


def test_a_reused_buffer(probes):
    """A source may overwrite a bytearray when its next chunk is pulled; the line that began in it stays."""
    assert probes.reused_buffer(b"a\nbc", b"defg", b"hi\nj", b"klmn") == [b"a", b"bcdefghi", b"jklmn"]


def test_sources_that_end(submission):
    """When a source ends, the next one has its turn at once, and the others keep their order."""
    assert drain(submission.interleave([[1], [2, 3], [], [4, 5, 6], [7], [8, 9]])) == [1, 2, 4, 7, 8, 3, 5, 9, 6]


def test_no_sources(submission):
    """Without sources, or with empty ones only, there is nothing."""
    assert [drain(submission.interleave(sources)) for sources in ([], [[], []])] == [[], []]


def test_none_is_an_item(submission):
    """None and other false values are items like others."""
    assert drain(submission.interleave([[None, 0], ["", None], [1]])) == [None, "", 1, 0, None]


def test_endless_sources(submission):
    """Each item is given before the next is pulled, from whatever source."""
    a, b = Stream(range(900)), Stream(range(1000, 1900))
    mixed = submission.interleave([a, b])
    assert [(next(mixed), a.pulled, b.pulled) for _ in range(3)] == [(0, 1, 0), (1000, 1, 1), (1, 2, 1)]


def test_sources_are_read_once(submission):
    """An iterator of iterators is enough."""
    assert drain(submission.interleave(iter([iter([1, 2]), iter([3])]))) == [1, 3, 2]


def test_first_ones_in_order(submission):
    """The first of equal items is given, in the order of the items."""
    assert drain(submission.unique([30, 7, 30, 12, 7, 30])) == [30, 7, 12]


def test_equal_items_of_other_types(submission):
    """1, 1.0 and True are equal: the first of them is given, as it came."""
    assert repr(drain(submission.unique([True, 0.0, 1, "1", 0, 1.0, False]))) == "[True, 0.0, '1']"


def test_unhashable_items(submission):
    """Unhashable items are compared by ==, whatever they look like."""
    items = [{"a": 1, "b": 2}, [1], {"b": 2, "a": 1.0}, [2], [True]]
    assert repr(drain(submission.unique(items))) == "[{'a': 1, 'b': 2}, [1], [2]]"


def test_unhashable_inside(submission):
    """A tuple that holds a list is unhashable."""
    assert drain(submission.unique([(1, [2]), (1, [3]), (1, [2.0])])) == [(1, [2]), (1, [3])]


def test_unhashable_after_hashable(submission):
    """An unhashable item is compared with the hashable ones before it."""
    assert repr(drain(submission.unique([frozenset({1}), b"a", {1}, bytearray(b"a"), {2}]))) == "[frozenset({1}), b'a', {2}]"


def test_hashable_after_unhashable(submission):
    """A hashable item is compared with the unhashable ones before it."""
    assert repr(drain(submission.unique([{1}, bytearray(b"a"), frozenset({1}), b"a", b"b"]))) == "[{1}, bytearray(b'a'), b'b']"


def test_endless_items(submission):
    """Each item is given before the next is pulled."""
    items = Stream([1, 1, [2], [2], 3, 4])
    given = submission.unique(items)
    assert [(next(given), items.pulled) for _ in range(3)] == [(1, 1), ([2], 3), (3, 5)]


def test_agents_that_come_back(submission):
    """All batches of an agent are in its list; agents come in the order of their first batch."""
    events_of = submission.by_agent([("web", [1, 2]), ("db", [3]), ("app", [4]), ("db", [5]), ("web", [6])])
    assert list(events_of.items()) == [("web", [1, 2, 6]), ("db", [3, 5]), ("app", [4])]


def test_agents_without_events(submission):
    """An agent whose batches are all empty has an empty list, in its place."""
    assert list(submission.by_agent([("db", []), ("web", [1]), ("db", ())]).items()) == [("db", []), ("web", [1])]


def test_any_events(submission):
    """The events of a batch are any iterable."""
    batches = [("web", (1, 2)), ("web", Stream([3])), ("web", "45"), ("web", {6: 7})]
    assert submission.by_agent(batches) == {"web": [1, 2, 3, "4", "5", 6]}


def test_batches_are_read_once(submission):
    """An iterator of batches is enough."""
    assert submission.by_agent(iter([("web", [1]), ("db", [2]), ("web", [3])])) == {"web": [1, 3], "db": [2]}


def test_equal_agents(submission):
    """Equal agents are one, called as it came first."""
    assert repr(submission.by_agent([(1, ["a"]), (True, ["b"]), (1.0, ["c"])])) == "{1: ['a', 'b', 'c']}"


def test_lists_of_the_caller(probes):
    """The caller's lists stay as they are."""
    assert probes.callers_lists() == [[1], [2]]


EXPONENTS = {
    "constant": (lambda n: 40 * (n > 0), 0),
    "linear": (lambda n: 3 * n, 1),
    "square": (lambda n: n * n, 2),
    "inverse": (lambda n: 2**20 // n if n else 0, -1),
}


@pytest.mark.parametrize("name", EXPONENTS)
def test_exponents(submission, name):
    """The exponent of n**k is k."""
    fn, k = EXPONENTS[name]
    assert round(submission.growth(fn, [16, 32, 128]), 6) == k


def test_fixed_cost(submission):
    """What each call costs, also at size 0, is subtracted."""
    assert round(submission.growth(lambda n: 10_000 + n * n, [10, 20, 40]), 6) == 2


def test_warm_up(submission):
    """What only the first call costs is ignored."""
    counts = Spy([90_000, 50, 60, 70, 90])
    assert round(submission.growth(counts, [10, 20, 40]), 6) == 1


def test_calls(submission):
    """fn is called with 0, again with 0, and once with each size in the given order."""
    counts = Spy([1, 0, 8, 2, 8, 4])
    submission.growth(counts, [8, 2, 8, 4])
    assert counts.calls == [(0,), (0,), (8,), (2,), (8,), (4,)]


def test_least_squares(submission):
    """All points count, not only the first and the last."""
    assert round(submission.growth(Spy([0, 0, 1, 4, 8]), [1, 2, 8]), 6) == round(13 / 14, 6)


def test_repeated_sizes(submission):
    """A size that comes twice makes two points."""
    assert round(submission.growth(Spy([0, 0, 1, 4, 8]), [1, 1, 8]), 6) == round(2 / 3, 6)


def test_huge_counts(submission):
    """A count may be too large for a float."""
    assert round(submission.growth(lambda n: 7**500 * n**3, [3, 10, 50]), 6) == 3


def test_sizes_are_read_once(submission):
    """An iterator of sizes is enough."""
    assert round(submission.growth(lambda n: n, iter([2, 4, 8])), 6) == 1


@pytest.mark.parametrize("sizes", [[], [5], [5, 5], [0, 2], [4, 8, -2]], ids=["none", "one", "same", "zero", "negative"])
def test_unusable_sizes(submission, sizes):
    """Fewer than two different sizes, or one below 1, are a ValueError before fn is called."""
    counts = Spy(range(9))
    with pytest.raises(ValueError):
        submission.growth(counts, sizes)
    assert counts.calls == []


@pytest.mark.parametrize("counts", [[0.5, 0, 4, 8], [0, 0.5, 4, 8], [0, 0, 4, 8.0]], ids=["first", "fixed", "size"])
def test_seconds_are_no_counts(submission, counts):
    """A count that is no int is a TypeError."""
    with pytest.raises(TypeError):
        submission.growth(Spy(counts), [4, 8])


@pytest.mark.parametrize("counts", [[0, 3, 4, 3], [0, 3, 2, 1]], ids=["same", "less"])
def test_no_work(submission, counts):
    """A size that costs no more than the fixed cost is a ValueError."""
    with pytest.raises(ValueError):
        submission.growth(Spy(counts), [4, 8])

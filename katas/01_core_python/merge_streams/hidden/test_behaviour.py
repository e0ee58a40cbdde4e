import pytest
from graders.testing import Spy, Stream, drain

ALL = pytest.mark.parametrize("name", ["merge", "group_runs", "Peekable"])
WITH_KEY = pytest.mark.parametrize("name", ["merge", "group_runs"])


def test_empty_streams(submission):
    """A stream without items does not end the others."""
    assert drain(submission.merge([], [1, 3], [], [2])) == [1, 2, 3]


def test_no_streams(submission):
    """Nothing merged is nothing."""
    assert drain(submission.merge()) == []


def test_equal_keys(submission):
    """Among equal keys the earlier stream comes first, with all it has; items are not compared."""
    a = [{"at": 1, "id": "a1"}, {"at": 1, "id": "a2"}, {"at": 2, "id": "a3"}]
    b = [{"at": 1, "id": "b1"}, {"at": 2, "id": "b2"}]
    merged = submission.merge(a, b, key=lambda item: item["at"])
    assert [item["id"] for item in drain(merged)] == ["a1", "a2", "b1", "a3", "b2"]


def test_pulls_as_it_gives(submission):
    """One item of each stream for the first, then one more of the stream whose item was given last."""
    a, b = Stream(range(0, 900, 2)), Stream(range(1, 900, 4))
    merged = submission.merge(a, b)
    assert [(next(merged), a.pulled, b.pulled) for _ in range(5)] == [(0, 1, 1), (1, 2, 1), (2, 2, 2), (4, 3, 2), (5, 4, 2)]


def test_a_late_item(submission):
    """A late item is a ValueError, when what stands before it has been given; all sources are closed."""
    a, b = Stream([1, 5, 2, 9]), Stream([3, 7])
    merged = submission.merge(a, b)

    assert drain(merged, 3) == [1, 3, 5]
    with pytest.raises(ValueError):
        next(merged)
    assert [a.closed, b.closed, drain(merged)] == [1, 1, []]


def test_late_items_left_out(submission):
    """on_disorder gets each item that is below any earlier one of its stream, whatever it answers; the others are given."""
    note = Spy([True, None])

    assert drain(submission.merge([2, 9], [5, 1, 3, 5, 6], on_disorder=note)) == [2, 5, 5, 6, 9]
    assert note.calls == [(1, 1), (1, 3)]


def test_on_disorder_may_raise(submission):
    """An error of on_disorder leaves as it is, and closes all sources."""
    a, b = Stream([1]), Stream([2, 0])
    merged = submission.merge(a, b, on_disorder=Spy([LookupError("too late")]))

    with pytest.raises(LookupError, match="too late"):
        drain(merged)
    assert [a.closed, b.closed] == [1, 1]


def test_one_source_fails(probes):
    """A source's error leaves at once, before items that wait, and closes the other sources too."""
    assert probes.failing_beside_another() == {"given": 1, "error": "disk", "rest": [], "seen": [(2, 1), (1, 1)]}


@pytest.mark.parametrize("position", range(3), ids=["first", "middle", "last"])
def test_one_close_fails(probes, position):
    """When one source cannot be closed, the others are closed all the same, and then the error leaves."""
    assert probes.refusing(position) == {"error": "close", "closed": [1, 1, 1]}


@ALL
def test_creating_pulls_nothing(submission, name):
    """Nothing is pulled before something is asked for."""
    source = Stream([1, 2])
    made = getattr(submission, name)(source)

    assert source.pulled == 0
    next(made)
    assert source.pulled == 1


@ALL
def test_closed_at_the_end(submission, name):
    """A source that has given all its items is closed once, without a call of close() and with one."""
    source = Stream([1, 2])
    made = getattr(submission, name)(source)
    drain(made)

    assert source.closed == 1
    made.close()
    assert source.closed == 1


@ALL
def test_closed_in_the_middle(submission, name):
    """close() closes the source, once however often it is called, and nothing more comes."""
    source = Stream(range(900))
    made = getattr(submission, name)(source)
    next(made)
    made.close()
    made.close()
    assert [drain(made), source.pulled, source.closed] == [[], 1, 1]


@ALL
def test_closed_before_the_first(submission, name):
    """close() closes the source although nobody has asked for an item yet."""
    source = Stream(range(900))
    made = getattr(submission, name)(source)
    made.close()
    assert [drain(made), source.pulled, source.closed] == [[], 0, 1]


@ALL
def test_the_source_fails(probes, name):
    """A source's error ends the iterator for good, and the source is closed."""
    assert probes.failing(name) == {"error": "disk", "rest": [], "closed": 1}


def test_the_iterator_is_closed(probes):
    """Closed is the iterator over a stream; a stream that is no iterator can be read again."""
    names = ["merge", "group_runs", "Peekable"]
    assert [probes.closing_beside_the_stream(name) for name in names] == [{"closed": [], "iterators": [1]}] * 3


@ALL
def test_sources_without_close(submission, name):
    """A list has no close() and needs none."""
    made = getattr(submission, name)([1, 2])
    next(made)
    made.close()
    assert drain(made) == []


@WITH_KEY
def test_the_key_fails(submission, name):
    """An error of the key ends the iterator, and the source is closed."""
    source = Stream([1, 2, 3])
    made = getattr(submission, name)(source, key=Spy([1, LookupError("no key"), 3]))
    next(made)

    with pytest.raises(LookupError, match="no key"):
        next(made)
    assert [drain(made), source.closed] == [[], 1]


@WITH_KEY
def test_key_once_per_item(submission, name):
    """The key of an item is computed once."""
    key = Spy([0, 0, 1, 1, 2])
    drain(getattr(submission, name)([10, 11, 12, 13, 14], key=key))

    assert key.calls == [(10,), (11,), (12,), (13,), (14,)]


def test_runs_are_neighbours(submission):
    """Equal keys that are no neighbours are two runs; a run has the items, not the keys."""
    groups = submission.group_runs([1, 3, 2, 5, 4, 6], key=lambda item: item % 2)
    assert [(key, drain(run)) for key, run in groups] == [(1, [1, 3]), (0, [2]), (1, [5]), (0, [4, 6])]


def test_runs_pull_as_they_give(probes):
    """A run pulls when it is asked; its end shows in the first item of the next run, which is not pulled again."""
    assert probes.reading_runs() == [(1, 1), (1, 1), (1, 2), (1, 3), ("the end", 4), (2, 4), (2, 4)]


def test_skipped_runs(probes):
    """Asking for the next pair skips what is left of a run, and the run is at its end."""
    assert probes.skipping_a_run() == {"given": 1, "key": 2, "first": [], "second": [2, 2], "keys": [3]}


def test_none_is_a_key(submission):
    """None is a key like others, also of the first run."""
    groups = submission.group_runs([None, None, 1, None])
    assert [(key, drain(run)) for key, run in groups] == [(None, [None, None]), (1, [1]), (None, [None])]


def test_the_source_fails_in_a_run(probes):
    """An error that leaves a run ends the runs, and the source is closed."""
    assert probes.failing_in_a_run() == {"given": [1, 1], "error": "disk", "closed": 1, "rest": [[], []]}


def test_close_ends_the_run(probes):
    """A run that is being read has no more items after close()."""
    assert probes.closing_in_a_run() == {"given": 1, "rest": [], "pulled": 1, "closed": 1}


def test_peek_takes_nothing(probes):
    """Looking at the next item pulls it once, and next gives it."""
    assert probes.looking([1, 2, 3], ["peek", "peek", "next", "next", "peek", "next"]) == {
        "seen": [(1, 1), (1, 1), (1, 1), (2, 2), (3, 3), (3, 3)], "closed": 0,
    }


def test_peek_at_the_end(probes):
    """Behind the last item there is the default, as often as one looks."""
    assert probes.looking([1], ["next", "peek", "next", "peek"]) == {
        "seen": [(1, 1), ("default", 1), ("the end", 1), ("default", 1)], "closed": 1,
    }


def test_peek_without_default(submission):
    """The default is None unless given."""
    assert submission.Peekable([]).peek() is None


def test_none_is_an_item(probes):
    """None and 0 are items like others."""
    assert probes.looking([None, 0], ["peek", "next", "peek", "next", "peek"]) == {
        "seen": [(None, 1), (None, 1), (0, 2), (0, 2), ("default", 2)], "closed": 1,
    }


def test_close_forgets_what_was_peeked(probes):
    """After close() there is no item, not even one that was looked at."""
    assert probes.looking([1, 2], ["peek", "close", "peek", "next"]) == {
        "seen": [(1, 1), (None, 1), ("default", 1), ("the end", 1)], "closed": 1,
    }


def test_the_source_fails_while_peeking(probes):
    """An error while looking ahead leaves, ends the iterator and closes the source."""
    assert probes.failing_at_peek() == {"seen": [("disk", 1), ("default", 1), ("the end", 1)], "closed": 1}

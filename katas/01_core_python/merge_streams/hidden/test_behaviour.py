import pytest
from graders.testing import Stream, drain

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
    given = drain(merged, 3)
    with pytest.raises(ValueError):
        next(merged)
    assert [given, a.closed, b.closed, drain(merged)] == [[1, 3, 5], 1, 1, []]


def test_late_items_left_out(submission):
    """on_disorder gets each item that is below any earlier one of its stream, whatever it answers; the others are given."""
    late = []

    def note(position, item):
        late.append((position, item))
        return True

    merged = submission.merge([2, 9], [5, 1, 3, 5, 6], on_disorder=note)
    assert [drain(merged), late] == [[2, 5, 5, 6, 9], [(1, 1), (1, 3)]]


def test_on_disorder_may_raise(submission):
    """An error of on_disorder leaves as it is, and closes all sources."""
    def complain(position, item):
        raise LookupError(f"{item} in {position}")

    a, b = Stream([1]), Stream([2, 0])
    merged = submission.merge(a, b, on_disorder=complain)
    with pytest.raises(LookupError, match="0 in 1"):
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
    pulled = source.pulled
    next(made)
    assert [pulled, source.pulled] == [0, 1]


@ALL
def test_closed_at_the_end(submission, name):
    """A source that has given all its items is closed once, without a call of close() and with one."""
    source = Stream([1, 2])
    made = getattr(submission, name)(source)
    given = len(drain(made))
    closed = source.closed
    made.close()
    assert [given, closed, source.closed] == [2, 1, 1]


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
    def key(item):
        if item == 2:
            raise LookupError("no key")
        return item

    source = Stream([1, 2, 3])
    made = getattr(submission, name)(source, key=key)
    next(made)
    with pytest.raises(LookupError, match="no key"):
        next(made)
    assert [drain(made), source.closed] == [[], 1]


@WITH_KEY
def test_key_once_per_item(submission, name):
    """The key of an item is computed once."""
    seen = []

    def key(item):
        seen.append(item)
        return item // 2

    drain(getattr(submission, name)(Stream([0, 1, 2, 3, 4]), key=key))
    assert seen == [0, 1, 2, 3, 4]


def test_runs_are_neighbours(submission):
    """Equal keys that are no neighbours are two runs; a run has the items, not the keys."""
    groups = submission.group_runs([1, 3, 2, 5, 4, 6], key=lambda item: item % 2)
    assert [(key, drain(run)) for key, run in groups] == [(1, [1, 3]), (0, [2]), (1, [5]), (0, [4, 6])]


def test_runs_pull_as_they_give(submission):
    """A run pulls when it is asked; its end shows in the first item of the next run, which is not pulled again."""
    source = Stream([1, 1, 1, 2])
    groups = submission.group_runs(source)
    _, run = next(groups)
    seen = [source.pulled, *[(drain(run, 1), source.pulled) for _ in range(4)]]
    key, run = next(groups)
    assert [*seen, key, drain(run, 1), source.pulled] == [1, ([1], 1), ([1], 2), ([1], 3), ([], 4), 2, [2], 4]


def test_skipped_runs(submission):
    """Asking for the next pair skips what is left of a run, and the run is at its end."""
    groups = submission.group_runs([1, 1, 1, 2, 2, 3])
    _, first = next(groups)
    next(first)
    key, second = next(groups)
    assert [key, drain(first), drain(second), [key for key, _ in drain(groups, 9)]] == [2, [], [2, 2], [3]]


def test_none_is_a_key(submission):
    """None is a key like others, also of the first run."""
    groups = submission.group_runs([None, None, 1, None])
    assert [(key, drain(run)) for key, run in groups] == [(None, [None, None]), (1, [1]), (None, [None])]


def test_the_source_fails_in_a_run(probes):
    """An error that leaves a run ends the runs, and the source is closed."""
    assert probes.failing_in_a_run() == {"given": [1, 1], "error": "disk", "closed": 1, "rest": [[], []]}


def test_close_ends_the_run(submission):
    """A run that is being read has no more items after close()."""
    source = Stream([1] * 9)
    groups = submission.group_runs(source)
    _, run = next(groups)
    next(run)
    groups.close()
    assert [drain(run), source.pulled, source.closed] == [[], 1, 1]


def test_peek_takes_nothing(submission):
    """Looking at the next item pulls it once, and next gives it."""
    source = Stream([1, 2, 3])
    items = submission.Peekable(source)
    seen = [items.peek(), items.peek(), source.pulled, next(items), source.pulled, next(items), source.pulled, items.peek()]
    assert [*seen, drain(items)] == [1, 1, 1, 1, 1, 2, 2, 3, [3]]


def test_peek_at_the_end(submission):
    """Behind the last item there is the default, as often as one looks."""
    items = submission.Peekable([1])
    assert [drain(items), items.peek(), items.peek("end"), drain(items)] == [[1], None, "end", []]


def test_none_is_an_item(submission):
    """None and 0 are items like others."""
    items = submission.Peekable([None, 0])
    assert [items.peek("end"), next(items), items.peek("end"), next(items), items.peek("end")] == [None, None, 0, 0, "end"]


def test_close_forgets_what_was_peeked(submission):
    """After close() there is no item, not even one that was looked at."""
    source = Stream([1, 2])
    items = submission.Peekable(source)
    items.peek()
    items.close()
    assert [items.peek("end"), drain(items), source.pulled, source.closed] == ["end", [], 1, 1]


def test_the_source_fails_while_peeking(probes):
    """An error while looking ahead leaves, ends the iterator and closes the source."""
    assert probes.failing_at_peek() == {"error": "disk", "closed": 1, "peek": "end", "rest": []}

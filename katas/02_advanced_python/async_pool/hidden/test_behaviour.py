import pytest


def test_results_in_order(probes):
    """Results come in the order of the source, whichever call ends first."""
    assert probes.schedule([3.0, 1.0, 2.0], 3, True) == {
        "starts": [0.0, 0.0, 0.0], "results": [(0, 3.0), (1, 3.0), (2, 3.0)], "tasks left": 0,
    }


def test_results_as_they_finish(probes):
    """Unordered, no result waits for another call."""
    assert probes.schedule([3.0, 1.0, 2.0], 3, False) == {
        "starts": [0.0, 0.0, 0.0], "results": [(1, 1.0), (2, 2.0), (0, 3.0)], "tasks left": 0,
    }


def test_a_free_place_is_used_at_once(probes):
    """One slow call holds up its own place only: no batches."""
    assert probes.schedule([4.5, 1.0, 1.0, 1.0, 1.0], 2, False) == {
        "starts": [0.0, 0.0, 1.0, 2.0, 3.0], "results": [(1, 1.0), (2, 2.0), (3, 3.0), (4, 4.0), (0, 4.5)], "tasks left": 0,
    }


def test_waiting_results_are_in_hand(probes):
    """A result that waits for its turn counts toward limit, or a slow call piles up the rest of the stream."""
    assert probes.schedule([4.0, 1.0, 1.0, 1.0], 2, True) == {
        "starts": [0.0, 0.0, 4.0, 4.0], "results": [(0, 4.0), (1, 4.0), (2, 5.0), (3, 5.0)], "tasks left": 0,
    }


def test_order_of_finishing_is_kept(probes):
    """Unordered results that wait for a slow consumer come in the order in which they finished."""
    assert probes.schedule([4.0, 3.0, 2.0, 1.0], 4, False, consumer=10.0) == {
        "starts": [0.0] * 4, "results": [(3, 1.0), (2, 11.0), (1, 21.0), (0, 31.0)], "tasks left": 0,
    }


@pytest.mark.parametrize("ordered", [True, False], ids=["ordered", "unordered"])
def test_endless_source(probes, ordered):
    """From a source without end no more is pulled than there are results taken and places."""
    seen = probes.endless(3, ordered)
    assert seen["taken"] == list(range(10))
    assert seen["pulled"] <= 13


def test_count_live_tasks(probes, budget):
    """Of a source without end there are as few tasks at once as calls at work, and one more."""
    budget(probes.endless(3, ordered=True)["most tasks"])


def test_nothing_before_the_first(probes):
    """Nothing is pulled or started before a result is asked for."""
    assert probes.before_the_first() == {"pulled": 0, "tasks": 0}


def test_limit_zero(probes):
    """A limit below 1 is a ValueError of the call, not of the first result."""
    with pytest.raises(ValueError):
        probes.without_a_place(0)


@pytest.mark.parametrize("ordered", [True, False], ids=["ordered", "unordered"])
def test_slow_source(probes, ordered):
    """A finished result does not wait for the next item of the source, which is asked for one at a time."""
    assert probes.slow_source(ordered) == [(0, 2.0), (1, 3.0), (2, 12.0)]


def test_any_awaitable(probes):
    """Calling `fn` may give any awaitable, as run_in_executor gives futures; results are in order unless told otherwise."""
    assert probes.awaitables() == [0, 10, 20]


def test_failed_call(probes):
    """When a call fails, all others end first; then the consumer gets every error, however far on the failed item stands."""
    script = [(9.0, "a", 0.5, None), (1.0, "ValueError", 0.0, None), (9.0, "c", 1.0, "OSError")]
    assert probes.mapped(script, [0.0, 0.0, 0.0, 9.0], 4) == {
        "seen": [("ExceptionGroup", ["OSError", "ValueError"], 2.0)], "tidied": [(0, 1.5), (2, 2.0)],
        "ended": 2.0, "tasks left": 0, "sources open": 0,
    }


def test_failed_source(probes):
    """An error of the source is treated like one of a call."""
    script = [(9.0, "a", 1.0, None), (9.0, "b", 0.0, None)]
    assert probes.mapped(script, [0.0, 0.0, 1.0], 3, source_fails=True) == {
        "seen": [("ExceptionGroup", ["LookupError"], 2.0)], "tidied": [(0, 2.0), (1, 1.0)],
        "ended": 2.0, "tasks left": 0, "sources open": 0,
    }


def test_call_raises_stop(probes):
    """A StopAsyncIteration of a call is an error, not the end of the source."""
    script = [(1.0, "a", 0.0, None), (1.0, "StopAsyncIteration", 0.0, None), (1.0, "c", 0.0, None)]
    assert probes.mapped(script, [0.0, 0.0, 0.0], 1)["seen"] == [("a", 1.0), ("ExceptionGroup", ["StopAsyncIteration"], 2.0)]


def test_busy_consumer(probes):
    """A call that fails while the consumer works does not disturb it; the error comes with the next result asked for."""
    script = [(0.5, "a", 0.0, None), (1.0, "ValueError", 0.0, None), (9.0, "c", 0.0, None)]
    assert probes.mapped(script, [0.0] * 3, 3, work=5.0)["seen"] == [("a", 0.5), ("ExceptionGroup", ["ValueError"], 5.5)]


def test_closed_early(probes):
    """Closing waits until the calls that are under way have ended, and closes the source's iterator."""
    script = [(1.0, "a", 0.0, None), (9.0, "b", 1.0, None), (9.0, "c", 2.0, None)]
    assert probes.mapped(script, [0.0] * 4, 3, close_after=1) == {
        "seen": [("a", 1.0)], "tidied": [(1, 2.0), (2, 3.0)], "ended": 3.0, "tasks left": 0, "sources open": 0,
    }


@pytest.mark.parametrize("last_words", [None, "OSError"], ids=["quiet", "error"])
def test_cancelled_consumer(probes, last_words):
    """A cancelled consumer is cancelled and nothing else, as soon as the calls have ended, whatever they raise then."""
    assert probes.cancelled_map([1.0], last_words) == {"ended": "cancelled", "at": 3.0, "tasks left": 0, "sources open": 0}


def test_cancelled_twice(probes):
    """Who is cancelled again while the calls end leaves none behind either."""
    seen = probes.cancelled_map([1.0, 2.0])
    assert [seen["ended"], seen["tasks left"], seen["sources open"]] == ["cancelled", 0, 0]


def test_staggered_starts(probes):
    """Attempts start a stagger apart; the first to return wins, the others end, and those that never began are closed."""
    script = [(9.0, "a", 0.0, None), (9.0, "b", 1.0, "OSError"), (0.5, None, 0.0, None), (9.0, "d", 0.0, None)]
    assert probes.raced(script, stagger=1.0) == {
        "started": [(0, 0.0), (1, 1.0), (2, 2.0)], "outcome": [("returned", None)], "tidied": [(0, 2.5), (1, 3.5)],
        "ended": "done", "at": 3.5, "tasks left": 0, "attempts": ["CORO_CLOSED"] * 4, "warnings": [],
    }


def test_failure_starts_the_next(probes):
    """A failure, of whichever attempt, starts the next one at once, and the stagger counts from there."""
    script = [(2.5, "OSError", 0.0, None), (9.0, "b", 0.0, None), (9.0, "c", 0.0, None), (1.0, "d", 0.0, None)]
    seen = probes.raced(script, stagger=2.0)
    assert seen["started"] == [(0, 0.0), (1, 2.0), (2, 2.5), (3, 4.5)]
    assert seen["outcome"] == [("returned", "d")]


def test_without_stagger(probes):
    """Unless told otherwise all attempts start at once."""
    script = [(3.0, "a", 0.0, None), (2.0, "OSError", 0.0, None), (2.5, "c", 0.0, None)]
    seen = probes.raced(script)
    assert [seen["started"], seen["outcome"], seen["at"]] == [[(0, 0.0), (1, 0.0), (2, 0.0)], [("returned", "c")], 2.5]


def test_every_attempt_failed(probes):
    """When all have failed, the errors come in the order of the attempts, not in that of failing."""
    seen = probes.raced([(5.0, "OSError", 0.0, None), (1.0, "ValueError", 0.0, None)], stagger=2.0)
    assert [seen["outcome"], seen["at"]] == [[("ExceptionGroup", ["OSError", "ValueError"])], 5.0]


def test_no_attempts(probes):
    """Without attempts there is nothing to wait for: ValueError."""
    with pytest.raises(ValueError):
        probes.no_attempts()


def test_cancelled_race(probes):
    """A cancelled race is cancelled as soon as its attempts have ended; those that never began are closed."""
    script = [(9.0, "a", 2.0, "OSError"), (9.0, "b", 0.0, None), (9.0, "c", 0.0, None)]
    assert probes.raced(script, [1.5], stagger=1.0) == {
        "started": [(0, 0.0), (1, 1.0)], "outcome": [], "tidied": [(0, 3.5), (1, 1.5)],
        "ended": "cancelled", "at": 3.5, "tasks left": 0, "attempts": ["CORO_CLOSED"] * 3, "warnings": [],
    }


def test_race_cancelled_twice(probes):
    """A race that is cancelled again while its attempts end leaves none behind either."""
    script = [(9.0, "a", 2.0, None), (9.0, "b", 0.0, None), (9.0, "c", 0.0, None)]
    seen = probes.raced(script, [1.5, 2.5], stagger=1.0)
    assert [seen["ended"], seen["tasks left"], seen["attempts"]] == ["cancelled", 0, ["CORO_CLOSED"] * 3]

import pytest

both = pytest.mark.parametrize("ordered", [True, False], ids=["ordered", "unordered"])


@both
def test_pulls(probes, ordered):
    """The first `next` asks for as many items as there is room for, each further one for one: neither more nor fewer."""
    assert probes.pulls(4, ordered, 6) == [4, 5, 6, 7, 8, 9]


@both
def test_one_in_flight(probes, ordered):
    """With room for one item it goes strictly one by one."""
    assert probes.pulls(1, ordered, 3) == [1, 2, 3]


def test_nothing_before_the_first(probes):
    """Nothing is asked for or submitted before the first `next`."""
    assert probes.before_the_first() == {"asked": 0, "submitted": 0, "first": 0}


def test_no_room(probes):
    """A bound below 1 is a ValueError of the call, not of the first `next`."""
    with pytest.raises(ValueError):
        probes.without_room(0)


def test_log_of_calls(probes):
    """Each item is submitted before the next one is asked for, and a source that has ended is not asked again."""
    assert probes.log_of_calls(3, 2) == {
        "log": [
            "pull 0", "submit 0", "pull 1", "submit 1", "take 0",
            "pull 2", "submit 2", "take 10", "end", "take 20", "end, end",
        ],
        "asked": 4,
    }


def test_what_is_submitted(probes):
    """`submit` is given the function itself and the item, so that a process pool can pickle them."""
    assert probes.submitted() == [(True, ("x",), {}), (True, ("yy",), {})]


def test_results_in_order(probes):
    """Unless told otherwise, results come in the order of the source, whichever call finishes first."""
    assert probes.results({2: [1, 0, 2], 3: [3]}, 4, 3) == [0, 10, 20, 30]


def test_results_as_they_finish(probes):
    """Unordered, results come in the order in which the calls finish."""
    assert probes.results({7: [5, 2, 6, 0, 3, 1, 4, 7]}, 8, 8, ordered=False) == [50, 20, 60, 0, 30, 10, 40, 70]


def test_a_slow_call_holds_up_nobody(probes):
    """Unordered, a result does not wait for a call that takes longer; its place alone stays taken."""
    assert probes.results({1: [1], 2: [2], 3: [3], 4: [0, 4]}, 5, 2, ordered=False) == [10, 20, 30, 0, 40]


def test_slow_consumer(probes):
    """The order of finishing is kept for results that wait for a slow consumer."""
    assert probes.slow_consumer(ordered=False) == [10, 0, 30, 20]


@pytest.mark.parametrize("timeout", [None, 60.0], ids=["no_timeout", "timeout"])
@both
def test_waits(probes, ordered, timeout):
    """When nothing is there yet, `next` waits until the result that is due is there."""
    assert probes.blocked(ordered, timeout) == ([[0, 10, "end"] if ordered else [10, 0, "end"]], 0)


def test_real_threads(probes):
    """A real pool gives the results of `map`, and can be used afterwards."""
    assert probes.real_threads(20, 5, ordered=True) == {"results": [n * 10 for n in range(20)], "pool": 1}


def test_error_in_its_turn(probes):
    """Ordered, the error of a call comes when its turn has come; then what has not begun is cancelled, and it is over."""
    assert probes.consumed({0: [0], 1: [1]}, {1: "ValueError"}, nexts=3) == {
        "seen": [0, "ValueError", "end"], "cancelled": [2, 3, 4], "pulled": 5,
    }


def test_error_as_it_finishes(probes):
    """Unordered, the error of a call comes in the order of finishing."""
    assert probes.consumed({3: [2, 1]}, {1: "ValueError"}, nexts=3, ordered=False) == {
        "seen": [20, "ValueError", "end"], "cancelled": [0, 3, 4], "pulled": 5,
    }


@both
def test_cancelled_by_somebody(probes, ordered):
    """A call that somebody else has cancelled counts as failed, with CancelledError; nobody waits for it for ever."""
    seen = probes.consumed({0: [0], 2: [2]}, {}, count=3, limit=3, nexts=3 + ordered, ordered=ordered, cancel=[1])
    expected = [0, "CancelledError", "end", "end"] if ordered else [0, 20, "CancelledError"]
    assert seen["seen"] == expected


def test_stop_of_a_call(probes):
    """A StopIteration of a call is an error, not the end: it leaves as RuntimeError, caused by it."""
    assert probes.consumed(None, {1: "StopIteration"}, nexts=3)["seen"] == [0, "RuntimeError from StopIteration", "end"]


@both
def test_failed_source(probes, ordered):
    """When the source fails, what is in flight is given first; then comes the error of the source."""
    assert probes.consumed(None, {}, count=3, nexts=5, ordered=ordered, source_error="LookupError") == {
        "seen": [0, 10, 20, "LookupError", "end"], "cancelled": [], "pulled": 3,
    }


def test_failed_submit(probes):
    """An error of `submit` leaves at once, and cancels what has not begun."""
    assert probes.consumed({0: [0]}, {}, nexts=3, submit_fails=4) == {
        "seen": [0, "RuntimeError", "end"], "cancelled": [1, 2, 3], "pulled": 5,
    }


def test_on_error(probes):
    """What `on_error` returns takes the place of the result; it is called by `next`, when the call's turn has come."""
    assert probes.handled({1: "OSError", 3: "ValueError"}, [None, "b"]) == {
        "seen": [0, None, 20, "b", "end"], "calls": [(1, "OSError", 1, True), (3, "ValueError", 3, True)],
    }


def test_on_error_raises(probes):
    """An error of `on_error` ends the map."""
    assert probes.handled({1: "OSError"}, ["KeyError"]) == {
        "seen": [0, "KeyError", "end", "end", "end"], "calls": [(1, "OSError", 1, True)],
    }


@both
def test_on_error_of_a_cancelled_call(probes, ordered):
    """`on_error` is asked, too, about a call that somebody else has cancelled."""
    expected = [0, (1, "CancelledError"), 20] if ordered else [0, 20, (1, "CancelledError")]
    assert probes.cancelled_and_handled(ordered) == expected


def test_exit_of_a_call(probes):
    """An error that is no Exception is not handed to `on_error`."""
    assert probes.handled({1: "SystemExit"}, []) == {"seen": [0, "SystemExit", "end", "end", "end"], "calls": []}


def test_error_of_the_source(probes):
    """The error of the source is not handed to `on_error`."""
    assert probes.handled({}, [], source_error="LookupError") == {"seen": [0, 10, 20, 30, "LookupError"], "calls": []}


def test_timeout_of_a_call(probes):
    """A TimeoutError that a call raises is an error of the call, not the end of the time."""
    assert probes.handled({1: "TimeoutError"}, ["late"], timeout=60.0) == {
        "seen": [0, "late", 20, 30, "end"], "calls": [(1, "TimeoutError", 1, True)],
    }


def test_closed(probes):
    """Closing cancels what has not begun; after that the iterator has ended."""
    assert probes.closed(2, "close") == {"seen": [0, 10, "end"], "cancelled": [2, 4], "pulled": 5}


def test_dropped(probes):
    """Dropping the iterator does the same as closing it."""
    assert probes.closed(2, "drop") == {"seen": [0, 10], "cancelled": [2, 4], "pulled": 5}


def test_closed_while_working(probes):
    """Closing does not wait for the calls that are running, and lets no other begin."""
    assert probes.closed_while_working() == (["closed", "end", "end"], ["begin 0", "begin 1", "begin 2"])


@both
def test_nothing_is_kept(probes, ordered):
    """With room for two, one is in flight while the consumer works; what was taken is not kept, neither item nor result."""
    assert probes.kept(ordered) == [[1, 1]] * 3


def test_time_for_all(probes):
    """The time is for all results together: when it is up, nothing more is asked for, and TimeoutError comes."""
    assert probes.timed(5.0, count=9, limit=1, job=2.0) == {
        "seen": [0, 10, 20, "TimeoutError", "end", "end"], "pulled": 3, "cancelled": [],
    }


def test_time_of_the_consumer(probes):
    """The consumer's own time counts; what is there by then is still given."""
    assert probes.timed(5.0, count=9, limit=3, work=10.0)["seen"] == [0, 10, 20, "TimeoutError", "end", "end"]


def test_ended_in_time(probes):
    """A source that had ended before the time was up has no more to give: no TimeoutError."""
    assert probes.timed(5.0, count=3, limit=4, work=10.0)["seen"] == [0, 10, 20, "end", "end", "end"]


def test_exactly_at_the_end(probes):
    """At exactly `timeout` seconds the time is up."""
    assert probes.timed(4.0, count=9, limit=1, job=2.0)["seen"] == [0, 10, "TimeoutError", "end", "end", "end"]


def test_time_begins_with_the_first(probes):
    """The time begins with the first `next`."""
    assert probes.timed(5.0, count=2, limit=2, before=100.0)["seen"] == [0, 10, "end", "end", "end", "end"]


@both
def test_no_time_left(probes, ordered):
    """When the time is up and the result that is due is not there, TimeoutError comes without waiting."""
    assert probes.timed(60.0, count=9, limit=2, job=61.0, script={1: [0]}, ordered=ordered) == {
        "seen": [0, "TimeoutError", "end", "end", "end", "end"], "pulled": 2, "cancelled": [1],
    }


@both
def test_time_is_up_while_waiting(probes, ordered):
    """`next` waits no longer than there is time; then what has not begun is cancelled."""
    assert probes.real_time(0.05, ordered) == {"seen": ["TimeoutError", "end"], "cancelled": [0, 1]}

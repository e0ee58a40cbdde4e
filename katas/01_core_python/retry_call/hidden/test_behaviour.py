import pytest

from graders.testing import Clock, Spy


def test_pauses_between_calls(submission):
    """A failure is followed by the pause that backoff gives for its number, then by the next call."""
    clock, fetch = Clock(), Spy([OSError("a"), OSError("b"), "answer"], name="fetch")
    f = submission.retry(times=5, backoff=lambda n, error: 10.0 * n, sleep=clock.sleep)(fetch)

    assert f() == "answer"
    assert clock.slept == [10.0, 20.0]


def test_no_pause_after_the_last_call(submission):
    """When no call follows, nothing sleeps: the caller gets the error at once."""
    clock, fetch = Clock(), Spy([OSError("down")] * 9, name="fetch")
    f = submission.retry(times=2, backoff=lambda n, error: 1.0, sleep=clock.sleep)(fetch)

    with pytest.raises(OSError, match="down"):
        f()
    assert clock.slept == [1.0]


def test_times_counts_calls(submission):
    """The first call is one of times, which is 3 unless given."""
    fetch = Spy([OSError("down")] * 9, name="fetch")
    f = submission.retry(sleep=Clock().sleep)(fetch)

    with pytest.raises(OSError, match="down"):
        f()
    assert len(fetch.calls) == 3


def test_the_last_error_itself(probes):
    """The last error is raised as it is, its cause untouched, with one note more."""
    assert probes.last_error() == {
        "raised again": True,
        "error": "OSError('last')",
        "cause": "KeyError('host')",
        "notes": ["from the server", "gave up after call 2"],
    }


def test_other_errors_leave_at_once(probes):
    """An error that is no instance of on leaves at once, without a note."""
    assert probes.history(False, [(0.0, "ValueError")], 3, [1.0], None) == [("call", 1000.0), ("ValueError", "call 1", [])]


def test_on_may_be_a_tuple(submission):
    """An instance of any class in on is a failure, subclasses included."""
    fetch = Spy([KeyError("host"), TimeoutError("slow"), "answer"], name="fetch")
    f = submission.retry(on=(OSError, LookupError), sleep=Clock().sleep)(fetch)

    assert f() == "answer"


def test_interrupts_leave_at_once(submission):
    """An interrupt is no failure: nothing is called again."""
    fetch = Spy([KeyboardInterrupt(), "answer"], name="fetch")
    f = submission.retry(sleep=Clock().sleep)(fetch)

    with pytest.raises(KeyboardInterrupt):
        f()
    assert len(fetch.calls) == 1


def test_none_is_an_answer(submission):
    """What the function returns is the answer, also when it is None."""
    fetch = Spy([None, "another"], name="fetch")
    f = submission.retry(sleep=Clock().sleep)(fetch)

    assert f() is None
    assert len(fetch.calls) == 1


def test_each_call_has_all_its_times(submission):
    """Failures of one call are not counted in the next."""
    fetch = Spy([OSError("down"), "a", OSError("down"), "b"], name="fetch")
    f = submission.retry(times=2, sleep=Clock().sleep)(fetch)

    assert [f(), f()] == ["a", "b"]


def test_backoff_sees_the_error(submission):
    """backoff gets the number of the failure and its error, once; a pause of 0 is slept too."""
    clock, backoff = Clock(), Spy([0, 0], name="backoff")
    f = submission.retry(backoff=backoff, sleep=clock.sleep)(Spy([OSError("a"), OSError("b"), "answer"], name="fetch"))

    assert f() == "answer"
    assert [(n, str(error)) for n, error in backoff.calls] == [(1, "a"), (2, "b")]
    assert clock.slept == [0, 0]


def test_default_pauses(submission):
    """Without backoff the pauses double from 0.1 s up to 5 s."""
    clock, fetch = Clock(), Spy([*[OSError("down")] * 8, "answer"], name="fetch")
    f = submission.retry(times=9, sleep=clock.sleep)(fetch)

    assert f() == "answer"
    assert clock.slept == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]


def test_many_default_pauses(probes):
    """Without backoff the pause stays at 5 s, however often the call fails: 1,100 times here."""
    assert probes.long_outage(1100) == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2] + [5.0] * 1094


def test_deadline_is_exclusive(probes):
    """A call that would start at exactly the deadline is not made, nor is the pause before it."""
    assert probes.history(False, [(0.0, "OSError")] * 9, 9, [1.0] * 9, 2.0) == [
        ("call", 1000.0), ("sleep", 1.0),
        ("call", 1001.0), ("OSError", "call 2", ["gave up after call 2"]),
    ]


def test_deadline_counts_the_calls_too(probes):
    """The time that the calls take counts toward the deadline."""
    assert probes.history(False, [(4.0, "OSError")] * 9, 9, [1.0] * 9, 6.0) == [
        ("call", 1000.0), ("sleep", 1.0),
        ("call", 1005.0), ("OSError", "call 2", ["gave up after call 2"]),
    ]


def test_each_call_has_its_own_deadline(submission):
    """The deadline is counted from the first call, not from the decoration or an earlier call."""
    clock, fetch = Clock(), Spy([OSError("down"), "a", OSError("down"), "b"], name="fetch")
    f = submission.retry(deadline=5.0, backoff=lambda n, error: 4.0, sleep=clock.sleep, clock=clock)(fetch)
    clock.advance(100.0)

    assert [f(), f()] == ["a", "b"]


def test_coroutine_functions(probes):
    """A coroutine function has the same calls and pauses, and its sleep is awaited."""
    assert probes.history(True, [(0.0, "OSError"), (0.0, "OSError"), (0.0, "ok")], 3, [1.0, 2.0], None) == [
        ("call", 1000.0), ("sleep", 1.0),
        ("call", 1001.0), ("sleep", 2.0),
        ("call", 1003.0), ("answer", "ok"),
    ]


def test_the_event_loop_is_free(probes):
    """Unless sleep is given, a coroutine function pauses without stopping the event loop."""
    assert probes.beside_a_task() == [
        ("call", 0.0), ("tick", 0.08), ("call", 0.1), ("tick", 0.16), ("tick", 0.24), ("call", 0.3),
    ]


@pytest.mark.parametrize("failing", [False, True], ids=["in_a_call", "in_a_pause"])
def test_cancellation_leaves_at_once(probes, failing):
    """A cancelled task ends, as cancelled; nothing is called again."""
    assert probes.cancelled(failing) == {"calls": 1, "ended": True, "cancelled": True}


def test_default_sleep_waits(probes):
    """Unless sleep is given, a plain function pauses in real time."""
    assert probes.real_pause() >= 0.05


def test_looks_like_the_function(probes):
    """Signature, name and docstring are the function's, and it is no coroutine function."""
    assert probes.looks(False) == ["(a, /, b: int = 2, *rest, key='k', **options) -> str", "plain", "Fetch it.", False]


def test_looks_like_the_coroutine_function(probes):
    """A decorated coroutine function looks like the original, and is a coroutine function to inspect."""
    assert probes.looks(True) == ["(a, /, b: int = 2, *rest, key='k', **options) -> str", "coroutine", "Fetch it later.", True]


def test_methods(probes):
    """Methods, class methods and static methods are retried with their own first argument."""
    assert probes.methods() == [("object", 1), ("class", 2), (3,), 6]


def test_keywords_of_any_name(probes):
    """Arguments reach the function whatever the keywords are called."""
    names = ["self", "fn", "func", "function", "f", "args", "kwargs", "times", "on", "backoff", "deadline", "sleep", "clock", "policy", "n"]
    given = ((1, 2), dict.fromkeys(names, 0))
    assert probes.keywords(names) == [given, given]


def test_bare_or_with_options(submission):
    """The decorator works bare, with empty parentheses and with options."""
    fetch = Spy(["a", "b", "c"], name="fetch")
    assert [submission.retry(fetch)(), submission.retry()(fetch)(), submission.retry(times=1)(fetch)()] == ["a", "b", "c"]


def test_times_below_one(probes):
    """times below 1 is a ValueError when decorating."""
    assert [probes.decorate("plain", {"times": n}) for n in [1, 0]] == ["decorated", "ValueError"]


def test_on_is_made_of_exceptions(probes):
    """An on with anything but subclasses of Exception is a TypeError when decorating."""
    kinds = [Exception, (OSError, KeyError), BaseException, (OSError, KeyboardInterrupt), "OSError", int]
    assert [probes.decorate("plain", {"on": kind}) for kind in kinds] == ["decorated"] * 2 + ["TypeError"] * 4


@pytest.mark.parametrize("options", [{}, {"times": 2}], ids=["bare", "options"])
def test_what_cannot_be_retried(probes, options):
    """A number or a generator function cannot be decorated: TypeError."""
    kinds = ["plain", "number", "generator", "async generator"]
    assert [probes.decorate(kind, options) for kind in kinds] == ["decorated"] + ["TypeError"] * 3

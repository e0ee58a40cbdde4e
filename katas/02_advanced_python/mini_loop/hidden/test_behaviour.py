import pytest

# Turns


def test_first_come_first_served(probes):
    """Tasks begin in the turn after they were made, and take turns in that order."""
    assert probes.steps() == ["made", "a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"]


def test_timeouts(probes):
    """The loop waits until the next timer, not longer, nor again and again for a while."""
    assert probes.timeouts() == {
        "log": [(1.0, 1.0), (3.0, 3.0), ("main", 3.5)], "waits": [([], 1.0), ([], 2.0), ([], 0.5)],
    }


def test_early_return(probes):
    """When `wait` returns early, no timer fires before its time."""
    assert probes.timeouts(early=0.75) == {
        "log": [(1.0, 1.0), (3.0, 3.0), ("main", 3.5)],
        "waits": [([], 1.0), ([], 0.25), ([], 2.0), ([], 1.25), ([], 0.5), ([], 0.5)],
    }


def test_overdue(probes):
    """For a timer that is overdue nobody waits a negative time."""
    assert probes.overdue() == {"log": [("timer", 5.0)], "least": 0}


def test_equal_times(probes):
    """Timers of one time fire in the order in which they were made, whatever they call."""
    assert probes.equal_times(5) == ["first", 0, 1, 2, 3, 4]


@pytest.mark.parametrize("delay", [0, -3.0])
def test_no_delay(probes, delay):
    """A delay below 0 is none, and does not overtake a timer that was made before."""
    assert probes.timer_now(delay) == [("zero", 5.0), ("this", 5.0)]


def test_busy_tasks(probes):
    """While a task is always ready, timers fire and descriptors are looked at."""
    assert probes.busy_tasks() == [("timer", 3.0), ("read", 5.0)]


def test_busy_futures(probes):
    """While tasks wake each other, timers fire: who joins the queue waits for the next turn."""
    assert probes.busy_futures() == [("timer", 4.0), ("end", 20.0)]


def test_busy_timers(probes):
    """While timers are set anew with no delay, tasks get their turns."""
    assert probes.busy_timers() <= 10


def test_long_chain(probes):
    """1,500 tasks that wait for one another need no stack of that depth."""
    assert probes.chain(1500) == ("returned", 1500)


def test_done_futures(probes):
    """To await what is done takes neither a turn nor stack."""
    assert probes.done_futures(5000) == ("returned", (12497500, 0))


# Timers


def test_cancelled_timer(probes):
    """A cancelled timer does not fire, and the loop does not wake up for it."""
    assert probes.cancelled_timer(3.0, 1.0) == {
        "ended": ("returned", None), "log": [("stays", 3.0)], "waits": [([], 1.0), ([], 2.0), ([], 6.0)],
    }


def test_next_timer_cancelled(probes):
    """When all that would come next is cancelled, the loop waits for what comes after it."""
    assert probes.next_cancelled() == [([], 1.0), ([], 8.0)]


def test_cancelled_when_due(probes):
    """A timer that is due already and is cancelled in the same turn, before it fires, does not."""
    assert probes.cancelled_timer(3.0, 3.0) == {
        "ended": ("returned", None), "log": [("stays", 3.0)], "waits": [([], 3.0), ([], 6.0)],
    }


def test_cancelled_too_late(probes):
    """To cancel a timer that has fired does nothing, however often."""
    assert probes.cancelled_timer(3.0, 4.0) == {
        "ended": ("returned", None), "log": [("stays", 3.0), ("cancelled", 3.0)],
        "waits": [([], 3.0), ([], 1.0), ([], 5.0)],
    }


# Futures


@pytest.mark.parametrize(("kind", "value"), [("None", "None"), ("error", "ValueError('a value')")], ids=["None", "error"])
def test_results(probes, kind, value):
    """A future gives its value, also None or an exception object, to all that wait, in order, and to who comes later."""
    assert probes.given(kind) == {
        "ended": ("returned", [False, "RuntimeError", True, f"('returned', {value})"]),
        "log": ["set", (f"a {value}", 1.0), (f"b {value}", 1.0), (f"c {value}", 2.0)],
    }


def test_errors(probes):
    """A future raises its error, that very object, in all that wait, and in who comes later."""
    assert probes.given_error() == ("returned", [True, True, True, ("Empty", ("no",))])


@pytest.mark.parametrize(("first", "second", "result"), [
    ("set_result", "set_exception", ("returned", 1)),
    ("set_exception", "set_result", ("LookupError", ("no",))),
], ids=["result", "error"])
def test_set_twice(probes, first, second, result):
    """To set a future a second time is a RuntimeError, and changes nothing."""
    assert probes.set_twice(first, second) == ("returned", ("RuntimeError", result))


# Descriptors


def test_descriptors(probes):
    """All that wait for a descriptor are woken, in order; `wait` gets each descriptor once, as long as somebody waits."""
    assert probes.readers() == {
        "log": [("b", 2.0), ("a", 2.0), ("c", 2.0), ("c again", 3.0)],
        "waits": [([5, 6, 8], None), ([5, 8], None)],
    }


def test_cancelled_readers(probes):
    """A descriptor for which nobody waits any more is not given to `wait`; one for which another waits still is."""
    assert probes.cancelled_readers() == {"log": [("b", 3.0)], "waits": [([5, 6], 1.0), ([5], None)]}


def test_real_pipe(probes):
    """Without a clock and a `wait` of its own, a loop waits for real time and real pipes."""
    assert probes.real_pipe() == ("returned", ["written", "x"])


# Tasks


def test_ends_of_tasks(probes):
    """Who awaits a task gets its result or its error, and `result` gives them again."""
    assert probes.results() == {
        "ended": ("returned", (
            [False, False, False], [True, True, True],
            [("returned", "A"), ("LookupError", ("no",)), ("returned", None)],
        )),
        "log": [("a", 1.0), ("u 'A'", 1.0), ("v LookupError", 2.0), ("w None", 2.0), ("x ValueError('a value')", 3.0)],
    }


def test_cancelled_sleep(probes):
    """A cancelled task is done in the next turn, as is who waits for it, and nobody waits for the end of its sleep."""
    assert probes.cancelled_sleep() == {
        "ended": ("returned", [True, False, False, True, ("Cancelled", ())]),
        "log": ["asked", ("a cancelled", 1.0), ("b cancelled", 1.0)],
        "waits": [([], 1.0), ([], 11.0)],
    }


def test_ordinary_except(probes):
    """An `except Exception` does not catch a cancellation."""
    assert probes.ordinary_except() == ("returned", (True, "Cancelled"))


def test_cancelled_waiter(probes):
    """What a cancelled task waited for goes on, and its end does not wake the task from another wait."""
    assert probes.cancelled_waiter() == {
        "ended": ("returned", "A"),
        "log": [("b cancelled", 1.0), ("a", 1.5), ("b sleeps", 2.0), ("b sleeps again", 11.0), ("c 'B'", 11.0)],
    }


def test_cancelled_before_its_start(probes):
    """Nothing runs of a task that is cancelled before its first step."""
    assert probes.cancelled_before_its_start() == {
        "ended": ("returned", [True, True, False, True, ("Cancelled", ())]), "log": [],
    }


def test_cancelled_when_woken(probes):
    """A task that is cancelled between being woken and its step gets the cancellation, once."""
    assert probes.cancelled_when_woken() == {
        "ended": ("returned", [True, True, "done"]), "log": [("cancelled", 1.0), ("slept", 3.0)],
    }


def test_order_of_wake_ups(probes):
    """Woken and cancelled tasks join one queue; who stands there already keeps its place."""
    assert probes.order_of_wake_ups() == [("c cancelled", 1.0), ("a cancelled", 1.0), ("b 2", 1.0)]


def test_cancels_itself(probes):
    """A task that cancels itself goes on until it has to wait, and is cancelled there, once."""
    assert probes.cancels_itself(waits=True) == ("returned", ([True, True, "ready", "cancelled at 1.0"], 4.0))


def test_ends_before_it_waits(probes):
    """A task that cancels itself and then ends without waiting has ended as it did."""
    assert probes.cancels_itself(waits=False) == ("returned", ([True, True, "ready"], 1.0))


def test_cancelled_again(probes):
    """A task that tidies up after a cancellation may be cancelled once more."""
    assert probes.cancelled_again() == {"ended": ("returned", ("Cancelled", ())), "log": [("tidied cancelled", 2.0)]}


# Run


@pytest.mark.parametrize(("fails", "ended"), [(False, ("returned", "main")), (True, ("LookupError", ("main",)))])
def test_left_over(probes, fails, ended):
    """At the end of `run` all tasks are cancelled in the order of making, and have their time to tidy up; timers go."""
    assert probes.left_over(fails) == {
        "ended": ended,
        "log": [("a cancelled", 1.0), ("b cancelled", 1.0), ("timer", 1.5), ("b ended", 2.0), ("a ended", 4.0)],
        "now": 4.0,
    }


def test_made_at_the_end(probes):
    """A task that another one makes while `run` ends is cancelled before it begins."""
    assert probes.made_at_the_end() == {"ended": ("returned", None), "log": [("parent", 3.0)]}


def test_goes_on(probes):
    """A task that catches the cancellation at the end of `run` is cancelled no more, and `run` ends after it."""
    assert probes.goes_on() == {
        "ended": ("returned", "main"),
        "log": [("cancelled", 1.0), ("goes on", 2.0), ("goes on", 3.0), ("goes on", 4.0)],
    }


def test_run_again(probes):
    """A second run has nothing of the first: neither timers nor descriptors nor errors."""
    assert probes.run_again() == {
        "ended": [("ExceptionGroup", [("LookupError", ("old",))]), ("returned", "second")],
        "log": [], "waits": [([], 20.0)],
    }


def test_main_cancelled(probes):
    """When the coroutine of `run` ends by Cancelled, that is what `run` raises."""
    assert probes.main_cancelled() == "Cancelled"


def test_lost_errors(probes):
    """Errors that nobody has taken stop nobody, and leave `run` as a group in the order in which they came."""
    assert probes.lost(fails=False) == {
        "ended": ("ExceptionGroup", [("LookupError", (1.0,)), ("ValueError", ("call",)), ("LookupError", (3.0,))]),
        "log": [("main LookupError", 2.0), ("main goes on", 5.0)],
    }


def test_lost_errors_and_one_of_main(probes):
    """The error of the coroutine of `run` comes first in the group."""
    assert probes.lost(fails=True)["ended"] == (
        "ExceptionGroup",
        [("OSError", ("main",)), ("LookupError", (1.0,)), ("ValueError", ("call",)), ("LookupError", (3.0,))],
    )


def test_waiter_has_left(probes):
    """An error for which somebody waited, but not until it came, is not taken."""
    assert probes.lost_by_a_waiter() == {
        "ended": ("ExceptionGroup", [("LookupError", ("unseen",))]), "log": [("waiting cancelled", 1.0)],
    }


def test_taken_by_result(probes):
    """An error that `result` has raised is taken, and a cancelled task is no error."""
    assert probes.taken_by_result() == ("returned", (True, ("LookupError", ("taken",))))


def test_lost_while_ending(probes):
    """An error that a task raises as it is cancelled at the end of `run` is not lost either."""
    assert probes.lost_while_ending() == ("ExceptionGroup", [("LookupError", ("tidying",))])


def test_deadlock(probes):
    """When nothing can happen any more, `wait` is not called: all tasks are cancelled, and Deadlock leaves `run`."""
    assert probes.deadlock() == {
        "ended": "Deadlock", "log": [("main cancelled", 1.0), ("b cancelled", 1.0), ("main ended", 3.0)],
        "waits": [([], 1.0), ([], 2.0)], "a RuntimeError": True,
    }


@pytest.mark.parametrize(("kind", "by"), [
    ("KeyboardInterrupt", "task"), ("SystemExit", "call"), ("KeyboardInterrupt", "wait"), ("OSError", "wait"),
])
def test_interrupted(probes, kind, by):
    """An interrupt leaves `run` when all tasks, that of `run` too, were cancelled and are done."""
    assert probes.interrupted(kind, by) == {
        "ended": (kind, ("now",)),
        "log": [("main leaves", 1.0), ("a cancelled", 1.0), ("main ended", 2.0), ("a ended", 4.0)],
    }


def test_interrupted_main(probes):
    """An interrupt that the coroutine of `run` raises leaves it when the other tasks are done."""
    assert probes.interrupted("KeyboardInterrupt", "main") == {
        "ended": ("KeyboardInterrupt", ("now",)),
        "log": [("main leaves", 1.0), ("main ended", 2.0), ("a cancelled", 2.0), ("a ended", 5.0)],
    }

import pytest


def test_until_all_are_over(probes):
    """`run` begins all children at once, in order, and returns when the last is over."""
    assert probes.play([("a", "on_error", [(2.0, None)]), ("b", "never", [(3.0, None)]), ("c", "on_error", [(1.0, None)])]) == {
        "log": [
            ("a", "begins", 0.0), ("b", "begins", 0.0), ("c", "begins", 0.0),
            ("c", "returns", 1.0), ("a", "returns", 2.0), ("b", "returns", 3.0),
        ],
        "ended": "returned", "at": 3.0, "tasks left": 0, "unhandled": [],
    }


def test_no_children(probes):
    """Without children `run` returns at once."""
    assert probes.play([]) == {"log": [], "ended": "returned", "at": 0.0, "tasks left": 0, "unhandled": []}


def test_restart_on_error(probes):
    """A child that fails begins again, `backoff` seconds later; the others go on."""
    assert probes.play([("a", "on_error", [(1.0, "OSError"), (1.0, None)]), ("b", "never", [(5.0, None)])]) == {
        "log": [
            ("a", "begins", 0.0), ("b", "begins", 0.0), ("a", "OSError", 1.0),
            ("a", "begins", 2.0), ("a", "returns", 3.0), ("b", "returns", 5.0),
        ],
        "ended": "returned", "at": 5.0, "tasks left": 0, "unhandled": [],
    }


def test_restart_always(probes):
    """With "always" a child begins again when it has returned, too."""
    assert probes.begins([("a", "always", [(1.0, None)])], stop_at=7.5) == {
        "begins": [("a", 0.0), ("a", 2.0), ("a", 5.0)], "ended": "returned", "at": 7.5,
    }


def test_restart_never(probes):
    """With "never" an error ends all."""
    assert probes.play([("a", "always", [(9.0, None)]), ("b", "never", [(1.0, "OSError")])]) == {
        "log": [("a", "begins", 0.0), ("b", "begins", 0.0), ("b", "OSError", 1.0), ("a", "told", 1.0)],
        "ended": ["OSError"], "at": 1.0, "tasks left": 0, "unhandled": [],
    }


def test_backoff(probes):
    """Each delay is twice the last, up to `max_backoff`."""
    assert probes.begins([("a", "on_error", [(0.5, "OSError")])], stop_at=40.0, options={"max_backoff": 6.0, "intensity": 9}) == {
        "begins": [("a", 0.0), ("a", 1.5), ("a", 4.0), ("a", 8.5), ("a", 15.0), ("a", 21.5), ("a", 28.0), ("a", 34.5)],
        "ended": "returned", "at": 40.0,
    }


def test_delay_of_each(probes):
    """Each child has a delay of its own."""
    children = [("a", "on_error", [(0.5, "OSError"), (0.5, "OSError"), (0.5, None)]), ("b", "on_error", [(3.25, "OSError"), (1.0, None)])]
    assert probes.begins(children)["begins"] == [("a", 0.0), ("b", 0.0), ("a", 1.5), ("a", 4.0), ("b", 4.25)]


def test_small_maximum(probes):
    """A maximum below `backoff` holds for the first delay, too."""
    assert probes.begins([("a", "on_error", [(1.0, "OSError"), (1.0, None)])], options={"max_backoff": 0.25})["begins"] == [
        ("a", 0.0), ("a", 1.25),
    ]


def test_long_run(probes):
    """After a run of `max_backoff` seconds or more the delay is the first again, and then doubles anew."""
    script = [(0.0, "OSError"), (0.0, "OSError"), (3.75, "OSError"), (4.0, "OSError"), (0.0, "OSError"), (0.0, None)]
    assert probes.begins([("a", "on_error", script)], options={"max_backoff": 4.0, "intensity": 9})["begins"] == [
        ("a", 0.0), ("a", 1.0), ("a", 3.0), ("a", 10.75), ("a", 15.75), ("a", 17.75),
    ]


def test_thousandth_restart(probes):
    """The delay of the 1,100th restart is still `max_backoff`."""
    script = [(0.0, "OSError")] * 1_100 + [(0.0, None)]
    assert probes.last_begin([("a", "on_error", script)], options={"max_backoff": 2.0, "period": 1.0}) == [
        1_101, ("a", 2_199.0), "returned",
    ]


def test_intensity(probes):
    """One restart more than `intensity` within `period` is fatal: TooManyRestarts, from the error of the child."""
    assert probes.begins([("a", "on_error", [(1.0, "OSError")]), ("b", "always", [(99.0, None)])], options={"intensity": 2}) == {
        "begins": [("a", 0.0), ("b", 0.0), ("a", 2.0), ("a", 5.0)], "ended": ["TooManyRestarts from OSError"], "at": 6.0,
    }


def test_intensity_without_an_error(probes):
    """Restarts of children that have returned count; TooManyRestarts has no cause then."""
    assert probes.begins([("a", "always", [(1.0, None)])], options={"intensity": 0}) == {
        "begins": [("a", 0.0)], "ended": ["TooManyRestarts"], "at": 1.0,
    }


def test_default_intensity(probes):
    """Unless told otherwise, 3 restarts within 60 seconds are no error, and the delays are 1, 2 and 4 seconds."""
    assert probes.begins([("a", "on_error", [(0.0, "OSError")])]) == {
        "begins": [("a", 0.0), ("a", 1.0), ("a", 3.0), ("a", 7.0)], "ended": ["TooManyRestarts from OSError"], "at": 7.0,
    }


def test_intensity_of_all(probes):
    """The restarts of all children are counted together."""
    children = [("a", "on_error", [(1.0, "OSError"), (9.0, None)]), ("b", "on_error", [(4.0, "ValueError"), (9.0, None)])]
    assert probes.begins(children, options={"intensity": 1})["ended"] == ["TooManyRestarts from ValueError"]


def test_period(probes):
    """A restart counts from the moment in which the child ended, and no more at exactly `period` seconds later."""
    script = [(2.0, "OSError"), (2.0, "OSError"), (2.0, None)]
    assert probes.begins([("a", "on_error", script)], options={"intensity": 1, "period": 6.0, "backoff": 4.0, "max_backoff": 4.0}) == {
        "begins": [("a", 0.0), ("a", 6.0), ("a", 12.0)], "ended": "returned", "at": 14.0,
    }


def test_within_the_period(probes):
    """A restart counts until `period` seconds later."""
    script = [(2.0, "OSError"), (2.0, "ValueError")]
    assert probes.begins([("a", "on_error", script)], options={"intensity": 1, "period": 6.25, "backoff": 4.0}) == {
        "begins": [("a", 0.0), ("a", 6.0)], "ended": ["TooManyRestarts from ValueError"], "at": 8.0,
    }


STAFF = [("a", "always", [(99.0, None, 1.0)]), ("b", "on_error", [(99.0, None, 2.0)]), ("c", "never", [(99.0, None)])]
ORDERLY = [
    ("a", "begins", 0.0), ("b", "begins", 0.0), ("c", "begins", 0.0), ("c", "told", 5.0),
    ("b", "told", 5.0), ("b", "tidied up", 7.0), ("a", "told", 7.0), ("a", "tidied up", 8.0),
]


def test_stop(probes):
    """Children are ended in reverse order, and each has ended before the next is told."""
    assert probes.play(STAFF, stop_at=5.0) == {
        "log": ORDERLY, "ended": "returned", "at": 8.0, "tasks left": 0, "unhandled": [],
    }


def test_order_of_start(probes):
    """The order is that of `start`, also for a child that was restarted since."""
    children = [("a", "on_error", [(1.0, "OSError"), (99.0, None)]), ("b", "on_error", [(99.0, None, 1.0)])]
    assert probes.play(children, stop_at=5.0)["log"][-3:] == [("b", "told", 5.0), ("b", "tidied up", 6.0), ("a", "told", 6.0)]


def test_no_restart_while_stopping(probes):
    """Once it stops nobody begins: neither who waits for a restart nor who returns meanwhile."""
    children = [("a", "on_error", [(4.0, "OSError")]), ("b", "always", [(6.0, None)]), ("c", "never", [(99.0, None, 3.0)])]
    assert probes.play(children, stop_at=4.5, options={"backoff": 1.0}) == {
        "log": [
            ("a", "begins", 0.0), ("b", "begins", 0.0), ("c", "begins", 0.0), ("a", "OSError", 4.0),
            ("c", "told", 4.5), ("b", "returns", 6.0), ("c", "tidied up", 7.5),
        ],
        "ended": "returned", "at": 7.5, "tasks left": 0, "unhandled": [],
    }


def test_stopped_while_waiting(probes):
    """Who waits for a restart has no task to end: stopping takes no time."""
    assert probes.begins([("a", "on_error", [(1.0, "OSError")])], stop_at=1.5) == {
        "begins": [("a", 0.0)], "ended": "returned", "at": 1.5,
    }


def test_grace(probes):
    """Who has not ended `grace` seconds after being cancelled is cancelled again, as often as it takes."""
    assert probes.play([("a", "never", [(None, None, 0.0, None, 3)])], stop_at=1.0, options={"grace": 2.0}) == {
        "log": [("a", "begins", 0.0), *[("a", "told", time) for time in (1.0, 3.0, 5.0, 7.0)]],
        "ended": "returned", "at": 7.0, "tasks left": 0, "unhandled": [],
    }


def test_tidying_is_cut_short(probes):
    """Tidying up may take `grace` seconds and no more, 5 unless told otherwise; the others wait for it."""
    children = [("a", "never", [(99.0, None)]), ("b", "never", [(99.0, None, 5.5)]), ("c", "never", [(99.0, None, 4.5)])]
    assert probes.play(children, stop_at=1.0)["log"][3:] == [
        ("c", "told", 1.0), ("c", "tidied up", 5.5), ("b", "told", 5.5), ("b", "told again", 10.5), ("a", "told", 10.5),
    ]


def test_fatal(probes):
    """The group has all errors in the order in which they came: the fatal one, and those of children that fail while it stops."""
    children = [
        ("a", "never", [(99.0, None, 1.0, "LookupError")]), ("b", "on_error", [(2.5, "OSError")]),
        ("c", "always", [(99.0, None, 2.0, "ValueError")]), ("d", "never", [(1.0, "OSError")]),
    ]
    assert probes.play(children) == {
        "log": [
            ("a", "begins", 0.0), ("b", "begins", 0.0), ("c", "begins", 0.0), ("d", "begins", 0.0), ("d", "OSError", 1.0),
            ("c", "told", 1.0), ("b", "OSError", 2.5), ("c", "tidied up", 3.0), ("a", "told", 3.0), ("a", "tidied up", 4.0),
        ],
        "ended": ["OSError", "OSError", "ValueError", "LookupError"], "at": 4.0, "tasks left": 0, "unhandled": [],
    }


def test_two_at_once(probes):
    """Of two fatal errors in one moment none is lost."""
    assert probes.play([("a", "never", [(1.0, "OSError")]), ("b", "never", [(1.0, "ValueError")])])["ended"] == ["OSError", "ValueError"]


def test_errors_while_stopping(probes):
    """An error of a child that is being ended leaves `run`, though nothing else had failed."""
    assert probes.play([("a", "on_error", [(99.0, None, 0.5, "OSError")])], stop_at=1.0)["ended"] == ["OSError"]


def test_cancelled(probes):
    """Cancelled, `run` ends the children in the same order and is cancelled then."""
    assert probes.play(STAFF, cancel_at=[5.0]) == {
        "log": ORDERLY, "ended": "cancelled", "at": 8.0, "tasks left": 0, "unhandled": [],
    }


def test_cancelled_again(probes):
    """Cancelled once more meanwhile, it changes nothing and leaves nobody behind."""
    assert probes.play(STAFF, cancel_at=[5.0, 6.0, 7.5]) == {
        "log": ORDERLY, "ended": "cancelled", "at": 8.0, "tasks left": 0, "unhandled": [],
    }


def test_cancelled_while_stopping(probes):
    """Cancelled while it stops, it stops and is cancelled then."""
    assert probes.play(STAFF, stop_at=5.0, cancel_at=[6.0]) == {
        "log": ORDERLY, "ended": "cancelled", "at": 8.0, "tasks left": 0, "unhandled": [],
    }


def test_cancelled_and_failed(probes):
    """Whatever children raise then, who was cancelled is cancelled and nothing else."""
    assert probes.play([("a", "never", [(99.0, None, 0.5, "OSError")])], cancel_at=[1.0]) == {
        "log": [("a", "begins", 0.0), ("a", "told", 1.0), ("a", "tidied up", 1.5)],
        "ended": "cancelled", "at": 1.5, "tasks left": 0, "unhandled": [],
    }


def test_cancelled_after_a_fatal_error(probes):
    """Cancelled while it stops for a fatal error, it is cancelled."""
    children = [("a", "never", [(99.0, None, 3.0)]), ("b", "never", [(1.0, "OSError")])]
    assert probes.play(children, cancel_at=[2.0])["ended"] == "cancelled"


def test_timeout(probes):
    """Within `asyncio.timeout` the end of the time is a TimeoutError, once the children have ended."""
    assert probes.play(STAFF, timeout=5.0) == {
        "log": ORDERLY, "ended": "TimeoutError from CancelledError", "at": 8.0, "tasks left": 0, "unhandled": [],
    }


@pytest.mark.parametrize("restart, ended", [("on_error", "returned"), ("never", ["RuntimeError from CancelledError"])], ids=["on_error", "never"])
def test_cancelled_from_within(probes, restart, ended):
    """A CancelledError that the supervisor has not caused counts as an error of the child."""
    assert probes.play([("a", restart, [(1.0, "CancelledError"), (1.0, None)])])["ended"] == ended


@pytest.mark.parametrize("restart, calls, ended", [("on_error", [0.0, 1.0, 3.0], "returned"), ("never", [0.0], ["LookupError"])], ids=["on_error", "never"])
def test_fails_when_called(probes, restart, calls, ended):
    """An error of calling the child's function counts as one of the child."""
    assert probes.fails_when_called(restart) == {"calls": calls, "ended": ended, "unhandled": []}


def test_started_while_running(probes):
    """A child that is added while it runs begins at once; `run` waits for it, too."""
    assert probes.started_while_running(None) == {
        "log": [("parent", "begins", 0.0), ("parent", "returns", 1.0), ("b", "begins", 1.0), ("c", "begins", 1.0), ("c", "returns", 3.0), ("b", "returns", 5.0)],
        "at": 5.0, "tasks left": 0, "unhandled": [],
    }


def test_stops_itself(probes):
    """A child may ask for the stop, more than once."""
    assert probes.stops_itself() == {"log": [("told", 0.0)], "at": 0.0, "tasks left": 0, "unhandled": []}


def test_stopped_before(probes):
    """Stopped before it runs, nobody begins."""
    assert probes.stopped_before() == {"log": [], "at": 0.0, "tasks left": 0, "unhandled": []}


@pytest.mark.parametrize(
    "when, started, ran",
    [
        (0.5, ["ValueError", "started", "ValueError"], ["a", "c", "z"]),
        (3.0, ["ValueError", "started", "ValueError"], ["a", "c", "z"]),
        (6.5, ["started", "started", "ValueError"], ["a", "c", "z"]),
        (8.0, ["RuntimeError", "RuntimeError"], ["a", "z"]),
    ],
    ids=["runs", "waits", "over", "stopping"],
)
def test_refused(probes, when, started, ran):
    """A name that is in use and an unknown `restart` are a ValueError, a child while it stops a RuntimeError; a name is free when its child is over."""
    assert probes.refused(when) == {"started": started, "ran": ran, "unhandled": []}


def test_refused_in_the_end(probes):
    """When `run` has returned, no child is taken any more."""
    assert probes.refused_in_the_end() == {"started": "RuntimeError", "unhandled": []}


def test_collected(probes):
    """A child that waits for what nobody else knows is not collected as garbage, but cancelled when it stops."""
    assert probes.collected() == {"log": ["CancelledError"], "tasks left": 0, "unhandled": []}


def test_count_live_tasks(probes, budget):
    """1,000 children that fail once each: as many tasks as children, and one more; none is left."""
    seen = probes.crowd(1_000)
    assert [seen["runs"], seen["ended"], seen["at"], seen["tasks left"]] == [2_000, "returned", 3.0, 0]
    budget(seen["most tasks"])

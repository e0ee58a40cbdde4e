import pytest


def test_own_time_first(probes):
    """Functions come by the time of their own: main, which only calls others, is not the first."""
    assert probes.office() == [["read", 1, 0.5, 0.6875], ["write", 2, 0.375, 0.375], ["main", 1, 0.125, 1.0]]


def test_top(probes):
    """Only the first `top` are given, and their shares are of the whole."""
    assert probes.office(2) == [["read", 1, 0.5, 0.6875], ["write", 2, 0.375, 0.375]]


@pytest.mark.parametrize("top", [0, -1])
def test_no_top(probes, top):
    """A top below 1 is a ValueError before fn is called."""
    assert probes.calls_of(top) == ["ValueError", 0]


def test_fn_is_called_once(probes):
    """fn is called once."""
    assert probes.calls_of(1) == ["nothing", 1]


def test_cheap_and_often(probes):
    """A cheap function that is called often is hotter than a dear one that is called once."""
    assert probes.often()[:2] == [["cheap", 50, 0.806451613, 0.806451613], ["dear", 1, 0.193548387, 0.193548387]]


def test_recursion(probes):
    """What a function spends in calls of itself is in its total once; each of the calls is counted."""
    assert probes.recursion() == [["down", 4, 0.5, 0.875], ["leaf", 4, 0.375, 0.375], ["main", 1, 0.125, 1.0]]


def test_recursion_in_turns(probes):
    """Two functions that call each other have each other's time in their totals, and once."""
    assert probes.in_turns() == [["pong", 2, 0.75, 0.875], ["ping", 2, 0.25, 1.0], ["main", 1, 0.0, 1.0]]


def test_wrappers_and_generators(probes):
    """A wrapper is a function of its own; each time that a generator goes on is a call."""
    assert probes.decorated() == [
        ["step", 2, 0.625, 0.625], ["steps", 3, 0.25, 0.25], ["wrapper", 2, 0.125, 0.75], ["main", 1, 0.0, 1.0],
    ]


def test_builtins(probes):
    """Builtins are functions too; what they call back is not their own time."""
    assert probes.builtins() == [
        ["main", 1, 0.625, 1.0], ["key", 3, 0.375, 0.375], ["<built-in method builtins.sorted>", 1, 0.0, 0.375],
    ]


def test_nothing_besides(probes):
    """Of a function that calls nothing there is one row: what profiles it is not in the list."""
    assert probes.alone() == [["main", 1, 1.0, 1.0]]


def test_shares_of_fn(probes):
    """The whole is the time of fn: what it takes to end the profile is not in it."""
    assert probes.each_look_takes_time() == [["main", 1, 0.666666667, 1.0], ["leaf", 1, 0.333333333, 0.333333333]]


def test_familiar_names(probes):
    """Functions of fn that are called as those of profilers are stay in the list."""
    assert probes.familiar_names() == [
        ["enable", 1, 0.4, 0.4], ["disable", 1, 0.3, 0.3], ["hotspots", 1, 0.2, 0.2], ["runcall", 1, 0.1, 1.0],
    ]


def test_one_name(probes):
    """Two functions of one name are two rows."""
    assert probes.one_name()[:2] == [["step", 1, 0.75, 0.75], ["step", 1, 0.25, 0.25]]


def test_places(probes):
    """File and line are where the function stands."""
    assert probes.place("/srv/app/jobs.py", 7, "main") == [["/srv/app/jobs.py", 7, "main"]]


def test_equal_times(probes):
    """Of functions with the same time of their own, that with the larger total comes first, then the one above."""
    assert [row[0] for row in probes.equals()] == ["middle", "late", "early", "main"]


def test_equal_places(probes):
    """Functions with equal times come by file, then by line as a number, then by name."""
    places = ["b.py", 1, "a"], ["a.py", 10, "a"], ["a.py", 9, "z"], ["a.py", 9, "y"], ["a.py", 9, "x"], ["a.py", 2, "z"]
    assert probes.idle(*places) == [
        ["a.py", 2, "z"], ["a.py", 9, "x"], ["a.py", 9, "y"], ["a.py", 9, "z"], ["a.py", 10, "a"], ["b.py", 1, "a"],
    ]


def test_no_time(probes):
    """When no time goes by all shares are 0.0."""
    assert sorted(probes.standing_clock()) == [["leaf", 1, 0.0, 0.0], ["main", 1, 0.0, 0.0]]


def test_own_clock(probes):
    """Without a timer it is cProfile's own: the shares of a real run are together the whole."""
    assert probes.own_clock() == {"names": ["leaf", "main"], "sum": 1.0}


def test_result(probes):
    """What fn returns is in the result, and there is no error."""
    assert probes.result([7, "seven"]) == [[7, "seven"], None]


def test_failing(probes):
    """An exception of fn is kept, and the profile goes up to it."""
    seen = probes.failing()
    assert seen["rows"] == [["fails", 1, 0.75, 0.75], ["main", 1, 0.25, 1.0]]
    assert [seen["result"], seen["error"], seen["same"]] == [None, "ValueError('in the middle')", True]


def test_stopping(probes):
    """What is no Exception leaves hotspots, and nothing profiles any more."""
    seen = probes.stopping()
    assert [seen["left"], seen["profiling"]] == ["Stop", "[]"]
    assert seen["then"] == [["main", 1, 1.0, 1.0]]


@pytest.mark.parametrize("fails", [False, True], ids=["returns", "raises"])
def test_ended(probes, fails):
    """Nothing profiles any more when hotspots has returned."""
    assert probes.after(fails) == "[]"

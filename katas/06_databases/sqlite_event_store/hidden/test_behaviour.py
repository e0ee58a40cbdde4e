import pytest

OLD = (1, "s", 1, "old", b"0")
K = ("k", b"1")


# Appending.

def test_appended(probes):
    """Events are stored in order, with positions and versions from 1 on, and the stream's new version is returned."""
    assert probes.appended(("a", 0, [("x", b"1"), ("y", b"2")]), ("b", 0, [("x", b"3")]), ("a", 2, [("z", b"4")])) == (
        [2, 1, 3],
        [(1, "a", 1, "x", b"1"), (2, "a", 2, "y", b"2"), (3, "b", 1, "x", b"3"), (4, "a", 3, "z", b"4")],
    )


@pytest.mark.parametrize(("expected", "result", "more"), [
    pytest.param(2, 3, [(4, "a", 3, *K)], id="right"), pytest.param(None, 3, [(4, "a", 3, *K)], id="any"),
    pytest.param(1, ["VersionConflict", "a", 1, 2], [], id="old"), pytest.param(3, ["VersionConflict", "a", 3, 2], [], id="ahead"),
    pytest.param(0, ["VersionConflict", "a", 0, 2], [], id="zero"),
])
def test_expected_version(probes, expected, result, more):
    """Another version than the expected one is a VersionConflict that says both, and nothing is stored; None takes any."""
    assert probes.appended(("b", 0, [K]), ("a", 0, [K, K]), ("a", expected, [K])) == (
        [1, 2, result], [(1, "b", 1, *K), (2, "a", 1, *K), (3, "a", 2, *K), *more],
    )


@pytest.mark.parametrize(("expected", "result"), [(1, 1), (None, 1), (0, ["VersionConflict", "a", 0, 1])], ids=["right", "any", "wrong"])
def test_no_events(probes, expected, result):
    """An append without events stores none, and still tells the version, or the conflict."""
    assert probes.appended(("a", 0, [K]), ("a", expected, [])) == ([1, result], [(1, "a", 1, *K)])


def test_names(probes):
    """Streams whose names look alike are different ones, and names, kinds and data come back as they are."""
    names = ["7", "007", "7.0", "a", "A", "", "\u00e4", "a\u0308", " a", "a\0b", "a\0"]
    calls = [(name, 0, [(name, name.encode())]) for name in names]
    assert probes.appended(*calls) == ([1] * 11, [(i, name, 1, name, name.encode()) for i, name in enumerate(names, 1)])


@pytest.mark.parametrize("data", [b"", b"12", b"\x00\xff\x00"], ids=["empty", "digits", "no-text"])
def test_data(probes, data):
    """Data are bytes, any bytes."""
    assert probes.appended(("a", 0, [("k", data)]))[1] == [(1, "a", 1, "k", data)]


def test_several(probes):
    """Several appends are done in order; one to the same stream finds the events of that before it."""
    assert probes.appended_many([("a", 0, [K]), ("b", 0, [K, K]), ("a", 1, [K]), ("c", None, [])], []) == (
        [[1, 2, 2, 0], []], [(1, "a", 1, *K), (2, "b", 1, *K), (3, "b", 2, *K), (4, "a", 2, *K)],
    )


def test_several_or_none(probes):
    """If one of several appends is a conflict, none is done, and later positions have no gap."""
    assert probes.appended_many([("a", 0, [K])], [("b", 0, [K, K]), ("a", 1, [K]), ("a", 7, [K])], [("a", 1, [K])]) == (
        [[1], ["VersionConflict", "a", 7, 2], [2]], [(1, "a", 1, *K), (2, "a", 2, *K)],
    )


@pytest.mark.parametrize(("stream", "kind", "data", "tupled"), [
    pytest.param("b", "k", "text", False, id="text-as-data"), pytest.param("b", "k", None, False, id="no-data"),
    pytest.param("b", 7, b"", False, id="number-as-kind"), pytest.param(7, "k", b"", False, id="number-as-name"),
    pytest.param("b", "k", b"", True, id="pair"),
])
def test_wrong_types(probes, stream, kind, data, tupled):
    """A name or a kind that is no str, data that are no bytes, and what is no Event are a TypeError, and nothing of the call is stored."""
    assert probes.wrong(stream, kind, data, tupled) == ("TypeError", [(1, "old", 1, *K)])


def test_times(probes):
    """The clock is asked once a call; a clock that goes back changes no order."""
    assert probes.times(5.5, 3.25) == ([(1, 5.5), (2, 5.5), (3, 3.25), (4, 3.25)], 2)


def test_events_that_use_the_store(probes):
    """All events are taken before the write lock is: they may come from a generator that reads and appends, here and elsewhere."""
    assert probes.events_that_use_the_store() == (4, [
        (1, "s", 1, "k", b"1"), (2, "s", 2, "k", b"2"), (3, "mine", 1, "k", b"a"), (4, "other", 1, "k", b"c"),
        (5, "copies", 1, "copy", b"1"), (6, "copies", 2, "copy", b"2"), (7, "copies", 3, "k", b"b"), (8, "copies", 4, "k", b"d"),
    ])


def test_events_that_fail(probes):
    """When taking the events fails, the error leaves as it is, nothing is stored, and the lock is free."""
    assert probes.events_that_fail() == ("the error", [], 1)


# Reading.

def test_streams(probes):
    """A stream has its own events, in order; beyond a version if that is given; and none if nobody has appended to it."""
    assert probes.stream_read([("a", [K]), ("b", [K, K]), ("a", [K, K])], ("a",), ("a", 1), ("b", 2), ("c",)) == [
        [(1, "a", 1, *K), (4, "a", 2, *K), (5, "a", 3, *K)], [(4, "a", 2, *K), (5, "a", 3, *K)], [], [],
    ]


@pytest.mark.parametrize(("arguments", "positions"), [
    pytest.param((), range(1, 1301), id="all"), pytest.param((1290,), range(1291, 1301), id="after"),
    pytest.param((0, 3), range(1, 4), id="limit"), pytest.param((5, 700), range(6, 706), id="both"),
    pytest.param((0, 0), (), id="limit-0"), pytest.param((1298, 9), (1299, 1300), id="beyond"), pytest.param((1400, None), (), id="nothing"),
])
def test_positions(probes, arguments, positions):
    """Of all events those after a position are read, in order, and at most as many as wanted."""
    assert probes.all_read(1300, *arguments) == list(positions)


@pytest.mark.parametrize(("method", "arguments"), [("read", ("s", -1)), ("read_all", (-1,)), ("read_all", (0, -1))], ids=["read", "after", "limit"])
def test_negative_numbers(probes, method, arguments):
    """A negative number is a ValueError of the call itself, not of the first item."""
    assert probes.reading_refused(method, *arguments) == "ValueError"


@pytest.mark.parametrize("who", ["same", "other"])
@pytest.mark.parametrize("method", ["read", "read_all"])
def test_later_events(probes, method, who):
    """What is appended after the first item was taken is not in the iterator."""
    assert probes.later(method, who) == (600, 600, True)


@pytest.mark.parametrize("method", ["read", "read_all"])
def test_answers(probes, method):
    """Who appends an answer to each event that is read comes to an end."""
    assert probes.answered(method, 5) == 5


@pytest.mark.parametrize("method", ["read", "read_all"])
def test_unfinished_iterators(probes, method):
    """Between two items no read transaction is open, so that the log can be truncated; the iterator goes on after that."""
    assert probes.checkpoint(method, 1) == (0, 599)


# Several stores.

def test_in_turns(probes):
    """Two stores see each other's events."""
    assert probes.in_turns(4) == ([1, 2, 3, 4], [(i + 1, "s", i + 1, "k", b"%d" % i) for i in range(4)])


def test_reopened(probes):
    """Events last, and their numbers go on."""
    two = [(1, "s", 1, "k", b"1"), (2, "s", 2, "k", b"2")]
    assert probes.reopened() == (two, 3, [*two, (3, "s", 3, "k", b"3")])


def test_two_writers(probes):
    """Of two who append with the same expected version one wins, wherever they meet, and the other has a conflict, or finds the lock taken."""
    mine = [4, "OperationalError", [OLD, (2, "s", 2, "mine", b"1"), (3, "s", 3, "mine", b"2"), (4, "s", 4, "mine", b"3")]]
    theirs = [["VersionConflict", "s", 1, 2], 2, [OLD, (2, "s", 2, "theirs", b"1")]]
    seen = probes.two_writers()
    assert [end for end in seen if end not in (mine, theirs)] == []
    assert mine in seen or theirs in seen


def test_two_who_open(probes):
    """A new database may be opened by two at once: the first is not disturbed, and the second at most finds the lock taken."""
    seen = probes.two_who_open()
    assert [end for end in seen if end not in (["EventStore", "EventStore", []], ["EventStore", "OperationalError", []])] == []


@pytest.mark.parametrize("kind", ["open", "opened"])
def test_readers(probes, kind):
    """While somebody writes, others open and read; they find all events of a call or none."""
    assert probes.readers(kind) == [4, 1]


def test_locked(probes):
    """If somebody else keeps the write lock, the OperationalError leaves, nothing is stored, and the store goes on."""
    assert probes.locked() == ("OperationalError", 2, [OLD, (2, "s", 2, *K)])


@pytest.mark.parametrize(("options", "wait"), [({}, 5000), ({"timeout_s": 1.5}, 1500)], ids=["default", "1.5"])
def test_waits(probes, options, wait):
    """Every connection waits `timeout_s` for the lock."""
    assert probes.settings("busy_timeout", **options) == [wait]


def test_log(probes):
    """The database has a write-ahead log."""
    assert probes.settings("journal_mode") == ["wal"]


def test_power_cut(probes):
    """Every commit is synced to the disk: `synchronous` is FULL."""
    assert probes.settings("synchronous") == [2]


# Failures.

def test_full_disk(probes):
    """When the disk is full, that error leaves as it is, nothing of the call is stored, and the store goes on."""
    assert probes.full_disk() == ("database or disk is full", [OLD], 2)


@pytest.mark.parametrize("error", ["error", "interrupt"])
def test_interrupted(probes, error):
    """When any statement of an append fails, the error leaves as it is, nothing is stored, the lock is free, and the store goes on."""
    assert probes.interrupted(error) == [["the error", 1, 2, 3]]


def test_closed(probes):
    """`close` closes all connections."""
    assert probes.closed() == (True, 0)


def test_no_database(probes):
    """When a file is no database, that error leaves, and no connection stays open."""
    assert probes.no_database() == ("DatabaseError", 0)


# Budgets.

def test_count_commits(probes, budget):
    """A call is one commit, with however many appends and events."""
    commits, events = probes.commits(20, 5, 5)
    assert events == 500
    budget(commits)


def test_count_steps(probes, budget):
    """To append to a long stream, and to read its end, few rows are looked at."""
    version, last, steps = probes.steps(2000)
    assert version == 2001
    assert [record[2] for record in last] == [1999, 2000, 2001]
    budget(steps)

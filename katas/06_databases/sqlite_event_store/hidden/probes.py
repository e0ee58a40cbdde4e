"""Stores in the worker's own folder, on connections that tell their statements, or fail at one; and what is there then."""

import sqlite3
import struct
from collections import Counter
from contextlib import chdir
from functools import wraps
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_event_store import Event, EventStore, VersionConflict


def in_a_new_folder(probe):
    """The probe runs in an empty folder, where `db` is the name of the database."""
    @wraps(probe)
    def run(*args, **options):
        with TemporaryDirectory(dir=".") as folder, chdir(folder):
            return probe(*args, **options)
    return run


def made(events):
    return [Event(kind, data) for kind, data in events]


def plain(records):
    """Records without their times."""
    return [tuple(record)[:5] for record in records]


def at_once(path, *args, **options):
    """A connection that waits for nobody, whatever it is told."""
    return sqlite3.connect(path, *(0.0, *args[1:]) if args else (), **{**options, **({} if args else {"timeout": 0.0})})


def others():
    """A store of somebody else, who waits for nobody."""
    return EventStore("db", timeout_s=0.0, connect=at_once)


def stored():
    """All that somebody finds who opens the database now."""
    store = others()
    try:
        return plain(store.read_all())
    finally:
        store.close()


def outcome(use):
    """What a call returns, or the name of its error; with its details if it is a conflict."""
    try:
        return use()
    except VersionConflict as error:
        return ["VersionConflict", error.stream, error.expected, error.actual]
    except BaseException as error:
        return type(error).__name__


def appending(store, stream, expected, events):
    """What comes of an append."""
    return outcome(lambda: store.append(stream, expected, made(events)))


def appending_many(store, appends):
    """What comes of several."""
    return outcome(lambda: store.append_many([(stream, expected, made(events)) for stream, expected, events in appends]))


class Connections:
    """Makes connections, keeps them, and calls `tell` with each statement as long as it is set."""

    def __init__(self, connect=at_once, factory=sqlite3.Connection):
        self.made = []
        self.tell = None
        self._connect = connect
        self._factory = factory

    def __call__(self, *args, **options):
        connection = self._connect(*args, **{"factory": self._factory, **options})
        connection.set_trace_callback(self._traced)
        self.made.append(connection)
        return connection

    def _traced(self, statement):
        if self.tell is not None:
            self.tell(statement)

    def open(self):
        """How many are open."""
        return len(self.still_open())

    def still_open(self):
        """Those that have not been closed."""
        return [connection for connection in self.made if outcome(lambda: connection.total_changes) != "ProgrammingError"]


# One store.

@in_a_new_folder
def appended(*calls):
    """What comes of some appends, and what is stored then."""
    store = EventStore("db")
    return [appending(store, *call) for call in calls], stored()


@in_a_new_folder
def appended_many(*calls):
    """What comes of calls with several appends each, and what is stored then."""
    store = EventStore("db")
    return [appending_many(store, call) for call in calls], stored()


@in_a_new_folder
def stream_read(appends, *reads):
    """What is read of streams."""
    store = EventStore("db")
    store.append_many((stream, None, made(events)) for stream, events in appends)
    return [plain(store.read(*read)) for read in reads]


def numbered(store, n):
    """Store n events of a stream."""
    store.append("s", None, made([("k", b"%d" % i) for i in range(1, n + 1)]))


@in_a_new_folder
def all_read(n, *arguments):
    """Which positions are read of n."""
    store = EventStore("db")
    numbered(store, n)
    return [record.position for record in store.read_all(*arguments)]


@in_a_new_folder
def reading_refused(method, *arguments):
    """What comes of a call alone, without a look at what it gives."""
    store = EventStore("db")
    return outcome(lambda: getattr(store, method)(*arguments))


@in_a_new_folder
def times(*at):
    """The times of two events a call, by a clock that shows these, in order of positions; and how often it was asked."""
    shown, asked = iter(at), []

    def clock():
        asked.append(next(shown, 9.0))
        return asked[-1]

    store = EventStore("db", clock=clock)
    for _ in at:
        store.append_many([("a", None, made([("k", b"")])), ("b", None, made([("k", b"")]))])
    return [(record.position, record.at) for record in store.read_all()], len(asked)


@in_a_new_folder
def wrong(stream, kind, data, tupled=False):
    """What comes of a second append whose last event is of wrong types, and what is stored."""
    store = EventStore("db")
    store.append("old", 0, made([("k", b"1")]))
    last = (kind, data) if tupled else Event(kind, data)
    return outcome(lambda: store.append_many([("a", 0, made([("k", b"2")])), (stream, 0, [Event("k", b"3"), last])])), stored()


@in_a_new_folder
def events_that_use_the_store():
    """Events come from a generator, which reads and appends by the same store, and by another."""
    store, other = EventStore("db"), others()
    numbered(store, 2)

    def events():
        for record in store.read("s"):
            yield Event("copy", record.data)
        store.append("mine", 0, made([("k", b"a")]))
        yield Event("k", b"b")
        other.append("other", 0, made([("k", b"c")]))
        yield Event("k", b"d")

    return outcome(lambda: store.append("copies", 0, events())), stored()


class Stop(BaseException):
    """What nobody catches."""


@in_a_new_folder
def events_that_fail():
    """The second event of the second append does not come: what leaves, what is stored, and what comes of a further append."""
    error, store = Stop(), EventStore("db")

    def events():
        yield Event("k", b"1")
        raise error

    try:
        store.append_many([("a", 0, made([("k", b"0")])), ("b", 0, events())])
        left = "nothing"
    except BaseException as caught:
        left = "the error" if caught is error else type(caught).__name__
    return left, stored(), appending(others(), "a", 0, [("k", b"2")])


# Iterators.

def reading(store, method):
    return store.read("s") if method == "read" else store.read_all()


@in_a_new_folder
def later(method, who):
    """Which versions an iterator gives when another event is appended after its first item was taken."""
    store = EventStore("db")
    numbered(store, 600)
    records = reading(store, method)
    seen = [next(records).version]
    (store if who == "same" else others()).append("s", 600, made([("k", b"later")]))
    seen += [record.version for record in records]
    return len(seen), seen[-1], seen == sorted(set(seen))


@in_a_new_folder
def answered(method, n):
    """For each of n events that is read an answer is appended by the same store: how many answers there are when 10 n are enough."""
    store = EventStore("db")
    numbered(store, n)
    answers = 0
    for record in islice(reading(store, method), 10 * n):
        store.append("s", None, made([("answer", record.data)]))
        answers += 1
    return answers


@in_a_new_folder
def checkpoint(method, taken):
    """What comes of truncating the log when some items of an iterator have been taken: 0, or 1 if somebody reads; and the rest of the items."""
    store = EventStore("db")
    numbered(store, 600)
    records = reading(store, method)
    list(islice(records, taken))
    busy = sqlite3.connect("db", timeout=0).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return busy, sum(1 for _ in records)


# Several stores.

@in_a_new_folder
def in_turns(n):
    """Two stores append to one stream in turns."""
    stores = [EventStore("db"), EventStore("db")]
    return [appending(stores[i % 2], "s", i, [("k", b"%d" % i)]) for i in range(n)], stored()


@in_a_new_folder
def reopened():
    """What another store finds, and adds, when the first is closed."""
    first = EventStore("db")
    numbered(first, 2)
    first.close()
    second = EventStore("db")
    return plain(second.read_all()), appending(second, "s", 2, [("k", b"3")]), stored()


MINE = [("mine", b"1"), ("mine", b"2"), ("mine", b"3")]


def at_each_statement(run):
    """Run something again and again: `run(at)` returns False when it has had no statement number `at`."""
    for at in count():
        with TemporaryDirectory(dir=".") as folder, chdir(folder):
            if not run(at):
                return


def races(setup, act, interfere):
    """Before one statement of what `act` does, each in turn, somebody interferes; return what came of both, and what is stored, each once."""
    seen = []

    def run(at):
        connections, statements, interfered = Connections(), count(), []

        def tell(_):
            if next(statements) == at:
                interfered.append(outcome(interfere))

        setup()
        store = EventStore("db", timeout_s=0.0, connect=connections) if act is not None else None
        connections.tell = tell
        acted = outcome(lambda: act(store)) if act is not None else type(EventStore("db", timeout_s=0.0, connect=connections)).__name__
        connections.tell = None
        if interfered:
            end = [acted, *interfered, stored()]
            if end not in seen:
                seen.append(end)
        return len(interfered) > 0

    at_each_statement(run)
    return seen


def one_event():
    store = others()
    store.append("s", 0, made([("old", b"0")]))
    store.close()


@in_a_new_folder
def two_writers():
    """Somebody appends to the same stream, with the same expected version, before each statement of an append."""
    return races(one_event, lambda store: store.append("s", 1, made(MINE)), lambda: others().append("s", 1, made([("theirs", b"1")])))


@in_a_new_folder
def two_who_open():
    """Somebody opens a new database before each statement of another who does."""
    return races(lambda: None, None, lambda: type(others()).__name__)


@in_a_new_folder
def readers(kind):
    """How many events a store that was open before, or that is opened, finds before each statement of an append; in order, each number once."""
    seen = []

    def run(at):
        one_event()
        connections, statements, reader, found = Connections(), count(), others(), []

        def look():
            return len(plain((reader if kind == "open" else others()).read_all()))

        def tell(_):
            if next(statements) == at:
                found.append(outcome(look))

        store = EventStore("db", timeout_s=0.0, connect=connections)
        connections.tell = tell
        acted = outcome(lambda: store.append("s", 1, made(MINE)))
        connections.tell = None
        seen.extend(end for end in ([acted, *found] if found else [look()]) if end not in seen)
        return len(found) > 0

    at_each_statement(run)
    return seen


@in_a_new_folder
def locked():
    """Somebody holds the write lock: what comes of an append; and of it again when the lock is free."""
    one_event()
    store, somebody = others(), sqlite3.connect("db", isolation_level=None)
    somebody.execute("BEGIN IMMEDIATE")
    first = appending(store, "s", 1, [("k", b"1")])
    somebody.execute("ROLLBACK")
    return first, appending(store, "s", 1, [("k", b"1")]), stored()


# Settings and failures.

@in_a_new_folder
def settings(name, **options):
    """A setting of each connection that is open when a store has been made and has appended."""
    connections = Connections(sqlite3.connect)
    store = EventStore("db", connect=connections, **options)
    numbered(store, 1)
    return sorted({connection.execute(f"PRAGMA {name}").fetchone()[0] for connection in connections.still_open()})


@in_a_new_folder
def closed():
    """How many connections are open before a store is closed, at least 1, and after."""
    connections = Connections()
    store = EventStore("db", connect=connections)
    numbered(store, 600)
    list(islice(store.read_all(), 1))
    before = connections.open() > 0
    store.close()
    return before, connections.open()


@in_a_new_folder
def no_database():
    """What comes of opening a file that is none, and how many connections are open then."""
    Path("db").write_bytes(b"This is a text, and no database at all.\n" * 100)
    connections = Connections()
    return outcome(lambda: EventStore("db", connect=connections)), connections.open()


@in_a_new_folder
def full_disk():
    """The disk is full in the middle of an append: what leaves, what is stored, and what comes of an append when there is room."""
    connections = Connections()
    store = EventStore("db", timeout_s=0.0, connect=connections)
    store.append("s", 0, made([("old", b"0")]))
    pages = [connection.execute("PRAGMA page_count").fetchone()[0] for connection in connections.made]
    for connection, most in zip(connections.made, pages):
        connection.execute(f"PRAGMA max_page_count = {most + 4}")
    try:
        store.append_many([("s", 1, made([("new", b"1")])), ("t", 0, made([("new", b"x" * 1000)] * 100))])
        left = "nothing"
    except sqlite3.Error as error:
        left = str(error)
    between = stored()
    for connection in connections.made:
        connection.execute("PRAGMA max_page_count = 100000")
    return left, between, appending(store, "s", 1, [("k", b"1")])


class Failing(sqlite3.Cursor):
    """Raises in the place of one statement."""

    def execute(self, *args):
        self.connection.point()
        return super().execute(*args)

    def executemany(self, *args):
        self.connection.point()
        return super().executemany(*args)

    def executescript(self, *args):
        self.connection.point()
        return super().executescript(*args)


class Interrupted(sqlite3.Connection):
    """A connection that calls `point` before each call that runs statements."""

    point = staticmethod(lambda: None)

    def cursor(self, factory=Failing):
        return super().cursor(factory)

    def execute(self, *args):
        return self.cursor().execute(*args)

    def executemany(self, *args):
        return self.cursor().executemany(*args)

    def executescript(self, *args):
        return self.cursor().executescript(*args)

    def commit(self):
        self.point()
        return super().commit()


@in_a_new_folder
def interrupted(error):
    """Each call of the connection fails in turn, instead of running: what leaves, what is stored, and what comes of an append by another, and by the same."""
    seen = []

    def run(at):
        raised, calls, failed = {"error": sqlite3.OperationalError("disk I/O error"), "interrupt": KeyboardInterrupt()}[error], count(), []

        def point():
            if next(calls) == at:
                failed.append(at)
                raise raised

        one_event()
        connections = Connections(factory=Interrupted)
        store = EventStore("db", timeout_s=0.0, connect=connections)
        for connection in connections.made:
            connection.point = point
        try:
            store.append_many([("s", 1, made(MINE)), ("t", 0, made(MINE))])
            left = "nothing"
        except BaseException as caught:
            left = "the error" if caught is raised else type(caught).__name__
        for connection in connections.made:
            connection.point = lambda: None
        if failed:
            end = [left, len(stored()), appending(others(), "s", 1, [("theirs", b"1")]), appending(store, "s", 2, [("mine", b"2")])]
            if end not in seen:
                seen.append(end)
        return len(failed) > 0

    at_each_statement(run)
    return seen


# What it costs.

def commits_in_log():
    """How many commits are in the write-ahead log, by the salt of their frames."""
    found = Counter()
    with Path("db-wal").open("rb") as file:
        head = file.read(32)
        size = struct.unpack(">I", head[8:12])[0]
        while len(frame := file.read(24 + size)) == 24 + size:
            pages, salt = struct.unpack(">I", frame[4:8])[0], frame[8:16]
            if salt == head[16:24]:
                found[salt] += pages > 0
    return found


@in_a_new_folder
def commits(calls, appends, events):
    """How many commits so many calls of so many appends of so many events make, and how many events there are then."""
    store = EventStore("db")
    store.append("first", 0, made([("k", b"")]))
    reader = sqlite3.connect("db", isolation_level=None)    # as long as it reads, the log goes on and begins at no time anew
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
    before = commits_in_log()
    for i in range(calls):
        store.append_many([(f"s{i % 2}{j}", None, made([("k", b"%d" % i)] * events)) for j in range(appends)])
    return (commits_in_log() - before).total(), sum(1 for _ in store.read_all(1))


@in_a_new_folder
def steps(n):
    """How often a progress handler is asked for in an append of one event, and in reading the last three, of a stream of n among n others."""
    connections, asked = Connections(), [0]
    store = EventStore("db", connect=connections)
    numbered(store, n)
    store.append_many((f"other{i}", 0, made([("k", b"")] * 10)) for i in range(n // 10))

    def handler():
        asked[0] += 1
        return 0

    for connection in connections.made:
        connection.set_progress_handler(handler, 1)
    version = store.append("s", n, made([("k", b"last")]))
    return version, plain(store.read("s", n - 2)), asked[0]

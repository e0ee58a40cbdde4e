import pytest

SECONDS = (1000, 10)                  # slots of a second, a window of ten


# A window.

def test_limit(probes, service):
    """Calls are allowed up to the limit, each with what is left; one more is refused, and told when it could go on."""
    url = service("redis").url
    assert probes.decided(url, 3, *SECONDS, [(5000, "k")] * 4) == [(True, 2, 0), (True, 1, 0), (True, 0, 0), (False, 0, 11_000)]


def test_kinds(probes, service):
    """A Decision has a bool and two ints."""
    assert probes.kinds(service("redis").url) == [["Decision", "bool", "int", "int"]] * 2


@pytest.mark.parametrize("at", [5000, 5400, 5999])
@pytest.mark.parametrize(("now", "decision"), [(15_999, (False, 0, 1)), (16_000, (True, 0, 0))], ids=["before", "after"])
def test_end_of_the_window(probes, service, at, now, decision):
    """A call counts until a window after the end of its slot, and no longer."""
    assert probes.decided(service("redis").url, 1, *SECONDS, [(at, "k"), (now, "k")]) == [(True, 0, 0), decision]


def test_refused_calls(probes, service):
    """Refused calls do not count: who has asked all the time is allowed when the window has passed."""
    calls = [(now, "k") for now in range(0, 12_000, 1000)]
    assert probes.decided(service("redis").url, 1, *SECONDS, calls) == [(True, 0, 0), *((False, 0, 11_000 - now) for now in range(1000, 11_000, 1000)), (True, 0, 0)]


def test_costs(probes, service):
    """A call may cost more, and is refused if that is more than what is left; a cheaper one is not."""
    calls = [(0, "k", 4), (0, "k", 7), (0, "k", 6), (0, "k")]
    assert probes.decided(service("redis").url, 10, *SECONDS, calls) == [(True, 6, 0), (False, 6, 11_000), (True, 0, 0), (False, 0, 11_000)]


@pytest.mark.parametrize(("cost", "wait"), [(1, 7500), (2, 7500), (3, 8500), (5, 8500), (6, 10_500)])
def test_retry_after(probes, service, cost, wait):
    """A refused call is told when enough earlier ones will have left the window."""
    calls = [(9100, "k", 2), (10_200, "k"), (10_900, "k", 2), (12_000, "k"), (12_500, "k", cost)]
    decisions = probes.decided(service("redis").url, 6, *SECONDS, calls)
    assert decisions[4] == (False, 0, wait)


def test_part_of_a_window(probes, service):
    """Calls leave the window slot by slot."""
    calls = [(0, "k", 2), (1000, "k", 2), (2000, "k"), (11_000, "k"), (11_000, "k"), (11_000, "k"), (12_000, "k", 2)]
    assert [part[:2] for part in probes.decided(service("redis").url, 5, *SECONDS, calls)] == [
        (True, 3), (True, 1), (True, 0), (True, 1), (True, 0), (False, 0), (True, 0),
    ]


def test_clock_that_goes_back(probes, service):
    """A call counts at earlier times too."""
    assert probes.decided(service("redis").url, 1, *SECONDS, [(20_000, "k"), (5000, "k")]) == [(True, 0, 0), (False, 0, 26_000)]


def test_by_default(probes, service):
    """Slots are seconds, and sixty make a window."""
    assert probes.by_default(service("redis").url) == [(True, 0, 0), (False, 0, 1000)]


# Keys.

def test_keys(probes, service):
    """Each key has its own limit, whatever its name."""
    names = ["a", "A", "", "a b", "{a}", "\u00e4", "rate:a", "a\n", "*"]
    calls = [(0, name) for name in names * 2]
    assert probes.decided(service("redis").url, 1, *SECONDS, calls) == [(True, 0, 0)] * 9 + [(False, 0, 11_000)] * 9


@pytest.mark.parametrize(("options", "name"), [({}, "rate:k"), ({"prefix": "api/"}, "api/k")], ids=["default", "given"])
def test_one_key(probes, service, options, name):
    """All that is kept of a key stands in one key of Redis, with the prefix before it."""
    database = service("redis")
    probes.decided(database.url, 2, *SECONDS, [(0, "k"), (3000, "k"), (3000, "k")], **options)
    assert database.connect().keys() == [name]


def test_shared_key(probes, service):
    """Limiters with other limits may share a key; never is less than 0 left."""
    assert probes.with_limits(service("redis").url, [5, 5, 5, 2, 4]) == [(True, 4, 0), (True, 3, 0), (True, 2, 0), (False, 0, 11_000), (True, 0, 0)]


@pytest.mark.parametrize("text", [False, True], ids=["bytes", "text"])
def test_clients(probes, service, text):
    """The client may give bytes or text."""
    assert probes.decided(service("redis").url, 1, *SECONDS, [(0, "k"), (0, "k")], text=text) == [(True, 0, 0), (False, 0, 11_000)]


@pytest.mark.parametrize("setting", ["limit", "slot_ms", "slots"])
def test_wrong_settings(probes, service, setting):
    """A limiter with a number below 1 is a ValueError when it is made."""
    assert probes.made(service("redis").url, **{setting: 0}) == "ValueError"


@pytest.mark.parametrize("cost", [0, -1, 6], ids=["zero", "negative", "above"])
def test_wrong_costs(probes, service, cost):
    """A cost below 1, or above the limit, is a ValueError, and nothing is decided."""
    database = service("redis")
    assert probes.one_more(database.url, 5, *SECONDS, cost) == "ValueError"
    assert database.counted["evalsha"] + database.counted["eval"] + database.counted["fcall"] == 0


def test_errors(probes, service):
    """An error of Redis leaves as it is: who is to go on then is not decided here."""
    database = service("redis")
    database.connect().xadd("rate:k", {"somebody": "else"})
    assert probes.one_more(database.url, 5, *SECONDS) == "ResponseError"


# The server's time, and what it forgets.

def test_server_time(probes, service):
    """Without a clock the time is the server's, in milliseconds."""
    database = service("redis")
    with database.connect() as db:
        before = _milliseconds(db)
        first = probes.one_more(database.url, 1, 10**12, 1)
        second = probes.one_more(database.url, 1, 10**12, 1)
        after = _milliseconds(db)
    assert first == (True, 0, 0)
    assert second[:2] == (False, 0)
    assert before <= 3 * 10**12 - second[2] <= after


def test_clocks_that_differ(probes, service):
    """The clocks of the machines that ask do not matter."""
    assert probes.skewed(service("redis").url, 2 * 10**9) == [True, False]


def test_time_passes(probes, service):
    """When the server's time has passed the window, calls are allowed again."""
    database = service("redis")
    with database.connect() as db:
        first = probes.one_more(database.url, 1, 1, 1)
        until = _milliseconds(db) + 3
        while _milliseconds(db) < until:
            pass
    assert first == (True, 0, 0)
    assert probes.one_more(database.url, 1, 1, 1) == (True, 0, 0)


def test_expiry(probes, service):
    """A key lasts until the last allowed call counts no longer, and is gone when a window and a slot have passed."""
    database = service("redis")
    with database.connect() as db:
        probes.decided(database.url, 2, 10**6, 10, [(0, "k")])
        first = db.pttl("rate:k")
        db.pexpire("rate:k", 50_000)
        probes.decided(database.url, 2, 10**6, 10, [(0, "k"), (0, "k")])
        second = db.pttl("rate:k")
    assert 10_900_000 <= first <= 11_000_000
    assert 10_900_000 <= second <= 11_000_000


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_races(probes, service, known):
    """Of two who ask for the last call one is allowed, wherever they meet, whether or not the server knows the script."""
    seen = probes.races(service("redis").url, known)
    assert seen != []
    assert [end for end in seen if end not in ([True, False], [False, True])] == []


def test_forgotten_scripts(probes, service):
    """When the server has forgotten the script, it is told again, and the call counts once."""
    assert probes.forgotten(service("redis").url, 4) == [(True, 3, 0), (True, 2, 0), (True, 1, 0), (True, 0, 0)]


def test_text_of_the_script(probes, service):
    """The text of the script is sent once, not with each call."""
    database = service("redis")
    assert probes.many(database.url, 20, *SECONDS, [0] * 30) == 20
    assert database.counted["eval"] + database.counted["script"] + database.counted["function"] <= 2      # one may have been a question


# Budgets.

def test_count_commands(probes, service, budget):
    """A decision is one command."""
    database = service("redis")
    probes.many(database.url, 30, 1000, 60, [0])
    before = database.counted.total()
    assert probes.many(database.url, 30, 1000, 60, [0]) == 1
    connecting = database.counted.total() - before - 1
    before = database.counted.total()
    assert probes.many(database.url, 30, 1000, 60, [1000] * 100) == 28
    budget(database.counted.total() - before - connecting)


def test_count_server_commands(probes, service, budget):
    """A decision runs few commands in the server."""
    database = service("redis")
    before = _run(database)
    assert probes.many(database.url, 90, 1000, 60, range(0, 100_000, 1000)) == 100
    budget(_run(database) - before)


def test_count_bytes(probes, service, budget):
    """What is kept of a key does not grow with its calls."""
    database = service("redis")
    calls = [*range(0, 400_000, 1000), *range(400_000, 404_000, 10)]
    assert probes.many(database.url, 5000, *SECONDS, calls) == 800
    with database.connect() as db:
        kept = [db.memory_usage(name, samples=0) for name in db.scan_iter()]
    budget(sum(kept))


def _milliseconds(db):
    seconds, microseconds = db.time()
    return seconds * 1000 + microseconds // 1000


def _run(database):
    commands = database.space.commands()
    return sum(n for name, n in commands.items() if name.partition("|")[0] not in {"acl", "auth", "client", "config", "hello", "info", "ping", "script", "select"})

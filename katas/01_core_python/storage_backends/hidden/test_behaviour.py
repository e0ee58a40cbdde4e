from itertools import permutations

import pytest

ORDERS = [" ".join(order) for order in permutations(["counting", "ttl", "prefix"])]
STORES = [f"{order} {backend}" for order in ORDERS for backend in ("memory", "file")]
NOTED = [f"{order} notes memory" for order in ORDERS]


@pytest.mark.parametrize("words", ["memory", "file", "shelf", *STORES])
def test_life(probes, words):
    """Every store keeps, gives, lists, moves and deletes values, whatever its layers, their order and its backend."""
    assert probes.life(words) == [
        ("KeyError", "a"), False, False, [],
        b"one", b"", True, ["a", "ab", "b"], ["a", "ab"], [],
        b"three", b"two", False, True, False, ["a", "c"],
    ]


@pytest.mark.parametrize("words", ["ttl shelf", "ttl file", *STORES[::2]])
def test_lifetime(probes, words):
    """A value is there until just before its time, and then for no method; writing and moving begin a new time."""
    assert probes.lifetime(words) == [
        [b"old", True, b"new", b"old", ["a", "b", "d", "e"]],
        [("KeyError", "a"), False, b"new", b"old", ["b", "e"]],
        [False, True, ("KeyError", "d")],
        [],
    ]


@pytest.mark.parametrize("words", NOTED)
def test_behind_all_layers(probes, words):
    """What reaches the backend has the prefix, whatever the order of the layers; the time to live reads before a removal and for a listing."""
    assert probes.reached(words) == {
        "put a b'1'": [("write", "p/a")],
        "get a": [("read", "p/a")],
        "get x": [("read", "p/x")],
        "__contains__ a": [("read", "p/a")],
        "keys ": [("scan", "p/"), ("read", "p/a")],
        "move a b": [("read", "p/a"), ("write", "p/b"), ("remove", "p/a")],
        "move b b": [("read", "p/b")],
        "move x x": [("read", "p/x")],
        "move x y": [("read", "p/x")],
        "delete b": [("read", "p/b"), ("remove", "p/b")],
    }


@pytest.mark.parametrize("words", ["notes memory", "notes file", "notes shelf", "counting notes memory", "notes counting file"])
def test_calls(probes, words):
    """Each method calls the hooks that the contract names, once and in their order, and no other; a layer calls the next one's once."""
    assert probes.calls(words) == {
        "put a b'1'": [("write", "a")],
        "get a": [("read", "a")],
        "get x": [("read", "x")],
        "__contains__ a": [("read", "a")],
        "keys ": [("scan", "")],
        "move a b": [("read", "a"), ("write", "b"), ("remove", "a")],
        "move b b": [("read", "b")],
        "move x x": [("read", "x")],
        "move x y": [("read", "x")],
        "delete b": [("remove", "b")],
    }


@pytest.mark.parametrize("words", ["counting memory", "counting ttl prefix memory", "prefix counting ttl file"])
def test_counts(probes, words):
    """A counting layer counts each call of its hooks, and nothing else."""
    assert probes.counted(words) == {"read": 2, "write": 2, "remove": 1, "scan": 1}


def test_counts_behind_a_time_to_live(probes):
    """A counting layer behind a time to live counts what that one calls."""
    assert probes.counted("ttl counting memory") | {"read": "any"} == {"read": "any", "write": 2, "remove": 1, "scan": 1}


def test_counts_are_a_copy(probes):
    """Who changes the dict of counts changes a copy, and a copy stays as it is."""
    assert probes.counts_changed() == ({"read": 0, "write": 1, "remove": 0, "scan": 0}, {"read": 99, "write": 0, "remove": 0, "scan": 0, "more": 1})


def test_calls_that_fail_are_counted(probes):
    """A call that has reached the layer is counted, even if it fails then; the error leaves as it is."""
    assert probes.failing() == (["OSError"] * 4, {"read": 1, "write": 1, "remove": 1, "scan": 1})


@pytest.mark.parametrize("hook", [None, "_read", "_write", "_remove", "_scan"], ids=str)
def test_abstract(probes, hook):
    """A backend that lacks a hook cannot be made, and Storage itself cannot."""
    assert probes.lacking(hook) == "TypeError"


def test_no_backend(probes):
    """Layers without a backend raise NotImplementedError: what they are given is not lost in silence."""
    assert probes.only_layers() == ["NotImplementedError"] * 4


@pytest.mark.parametrize("words", ["marked counting ttl prefix shelf", "counting marked ttl prefix shelf", "prefix ttl marked counting shelf", "ttl counting prefix marked shelf"])
def test_layer_of_a_colleague(probes, words):
    """A colleague's layer may stand anywhere among yours, and a colleague's backend behind them."""
    assert probes.with_mark(words) == [b"<mark>", b"1", ["a", "b"], [1, 1], True, ["p/b"]]


@pytest.mark.parametrize("words", ["memory named", "file named", "counting named memory", "prefix named memory", "ttl named file", "counting ttl prefix file named"])
def test_plain_bases(probes, words):
    """A plain base, between your classes or behind them, gets its own keywords."""
    assert probes.options(words, name="Ann") == ("Ann", b"1")


@pytest.mark.parametrize("words", ["memory", "file", "counting memory", "prefix memory", "ttl memory", "counting ttl prefix file"])
def test_unknown_keywords(probes, words):
    """A keyword that nobody takes is a TypeError."""
    assert probes.options(words, nobody="Ann") == "TypeError"


@pytest.mark.parametrize("ttl", [0, -1.5])
def test_no_time_to_live(probes, ttl):
    """A ttl that is not above 0 is a ValueError."""
    assert probes.options("ttl memory", ttl=ttl) == "ValueError"


@pytest.mark.parametrize("words", ["counting ttl prefix memory", "file"])
def test_names(probes, words):
    """Classes and objects have no names but those of the contract, special and private ones: others may be those of a colleague."""
    public = {"get", "put", "delete", "move", "keys", "counts", "_read", "_write", "_remove", "_scan"}
    assert [name for name in probes.names(words) if name not in public] == []


def test_objects_of_one_class(probes):
    """Two stores have nothing in common: each has its own entries, counts and prefix."""
    counts = {"read": 0, "write": 1, "remove": 0, "scan": 1}
    assert probes.apart() == [["a"], ["b"], counts, counts, b"1"]


def test_diamond(probes):
    """Layers that are bases of bases work as well, each once."""
    log = [("write", "r/a"), ("read", "r/a"), ("scan", "r/"), ("remove", "r/a")]
    assert probes.diamond() == [b"1", ["a"], True, log, {"read": 1, "write": 1, "remove": 1, "scan": 1}]


@pytest.mark.parametrize(("method", "args"), [
    pytest.param("get", [1], id="get"), pytest.param("put", [b"a", b"1"], id="put"), pytest.param("delete", [None], id="delete"), pytest.param("__contains__", [1], id="in"),
    pytest.param("move", [1, "a"], id="move"), pytest.param("move", ["a", 1], id="move-to"), pytest.param("keys", [1], id="keys"), pytest.param("keys", [None], id="keys-none"),
])
def test_keys_that_are_no_text(probes, method, args):
    """A key that is no text is a TypeError at the call, before any hook."""
    assert probes.refused(method, *args) == ("TypeError", [])


@pytest.mark.parametrize(("method", "args"), [
    pytest.param("get", [""], id="get"), pytest.param("put", ["", b"1"], id="put"), pytest.param("delete", [""], id="delete"),
    pytest.param("__contains__", [""], id="in"), pytest.param("move", ["", "a"], id="move"), pytest.param("move", ["a", ""], id="move-to"),
])
def test_empty_keys(probes, method, args):
    """An empty key is a ValueError at the call, before any hook."""
    assert probes.refused(method, *args) == ("ValueError", [])


@pytest.mark.parametrize("value", ["text", 3, None, [1, 2], ()], ids=str)
def test_values_that_are_no_bytes(probes, value):
    """A value that is neither bytes, bytearray nor memoryview is a TypeError, before any hook."""
    assert probes.refused("put", "a", value) == ("TypeError", [])


@pytest.mark.parametrize("kind", ["bytes", "bytearray", "memoryview"])
def test_values_are_copied(probes, kind):
    """Hooks get bytes, which do not change with what the caller has."""
    assert probes.value_of(kind) == (b"abc", ["bytes"])


def test_lifetime_stays_with_the_value(probes):
    """The time up to which a value is there is that of the store that wrote it, whoever reads."""
    assert probes.two_lifetimes() == [[True, False], [True, False]]


def test_usual_clock(probes):
    """Without a clock the time is that of time.time, which other processes have, too."""
    assert probes.usual_clock() == [True, False]


def test_nothing_is_removed_by_itself(probes):
    """A value that has run out is removed when it is deleted, and by nothing else."""
    assert probes.leftovers() == [[], ["a"], [False], ["a"], [False], []]


@pytest.mark.parametrize(("prefix", "keys", "below"), [
    pytest.param("a", ["a", "aa", "baa", "x"], ["aa", "aaa", "abaa", "other"], id="letters"),
    pytest.param("", ["a", "b", "x"], ["a", "b", "other"], id="empty"),
    pytest.param("p/", ["a", "p/a", "p/", "x"], ["other", "p/a", "p/p/", "p/p/a"], id="prefix-again"),
    pytest.param(".*", ["a", "\\", "x"], [".*\\", ".*a", "other"], id="no-pattern"),
])
def test_prefix(probes, prefix, keys, below):
    """All keys have the prefix below and do not have it above, and keys without it are not to be seen."""
    mine = sorted([*keys[:-1], "other"] if prefix == "" else keys[:-1])
    assert probes.prefixed(prefix, keys) == [mine, [key for key in mine if key.startswith("a")], below, keys[:-1]]


@pytest.mark.parametrize("words", ["notes memory", *NOTED])
def test_listing_at_the_call(probes, words):
    """A listing reaches the backend at the call, not when its first key is taken."""
    assert probes.listing(words) == ([("scan", "p/" if "prefix" in words else "")], ["a"])


@pytest.mark.parametrize("words", ["memory", "file", "ttl memory", "ttl file", "prefix counting ttl memory"])
def test_changes_under_way(probes, words):
    """Keys that are put and deleted while a listing is under way do not disturb it: those that are there all the time come once."""
    assert probes.disturbed(words) == (6, 6)


ODD = [".", "..", "../x", "/x", "a/b", "a\\b", "a\0b", "A", "a", "\u00fc", "u\u0308", "%2F", "/", "~", "-", " ", "\n", "x" * 100, "\u00e9" * 50]


def test_keys_of_files(probes):
    """Any key has one file of its own in the folder, and nothing is touched outside; a later store finds all of them."""
    assert probes.odd_keys(ODD) == {"keys": sorted(ODD), "values": list(range(len(ODD))), "files": len(ODD), "beside": ["in"]}


@pytest.mark.parametrize("kind", ["text", "path", "there", "deep"])
def test_folders(probes, kind):
    """The folder is a text or a Path, there or not, and stores that have the same one have the same entries."""
    assert probes.folders(kind) == (["b"], b"2", ("KeyError", "a"))


def test_files_that_cannot_be_read(probes):
    """Only a file that is not there is no value: other errors leave."""
    assert probes.unreadable() == ("IsADirectoryError", "IsADirectoryError")

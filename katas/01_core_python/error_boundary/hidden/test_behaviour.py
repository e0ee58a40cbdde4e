import pytest


def new(kind, text, cause="old", notes=(), payload=None):
    """A service error, told as data."""
    return {"type": kind, "notes": list(notes), "cause": cause, "text": text, "payload": payload or {}}


@pytest.mark.parametrize(("name", "expected"), [
    pytest.param("plain", ("ServiceError", "error", "m", {"n": 1}, "m", [], None), id="plain"),
    pytest.param("nothing", ("ServiceError", "error", "", {}, "", [], None), id="nothing"),
    pytest.param("not found", ("NotFound", "not_found", "n", {}, "n", [], None), id="not-found"),
    pytest.param("conflict", ("Conflict", "conflict", "c", {}, "c", [], None), id="conflict"),
    pytest.param("unavailable", ("Unavailable", "unavailable", "u", {}, "u", [], None), id="unavailable"),
    pytest.param("odd", ("Odd", "not_found", "no /tmp", {"path": "/tmp"}, "no /tmp", [], 2), id="subclass"),
    pytest.param("any names", ("ServiceError", "error", "m", {"message": 1, "self": 2, "code": 3, "payload": 4, "args": 5}, "m", [], None), id="any-names"),
])
def test_errors(probes, name, expected):
    """An error has the code of its class, a message, a payload, and is written as its message."""
    assert probes.made(name) == expected


def test_text_of_a_key_error(probes):
    """A subclass that is a KeyError, too, is written as its message, without quotes."""
    assert probes.made("missing") == ("Missing", "missing", "k", {"n": [1]}, "k", [], None)


def test_classes(probes):
    """The errors with codes are subclasses of ServiceError, which is an Exception."""
    assert probes.classes() == [["Exception", "BaseException"]] + [["ServiceError", "Exception"]] * 3


def test_as_dict(probes):
    """to_dict has code, message and a copy of the payload."""
    assert probes.as_dict() == (
        {"code": "not_found", "message": "m", "payload": {"n": 1, "text": "t"}}, {"code": "error", "message": "", "payload": {}}, {"code": "missing", "message": "k", "payload": {}},
    )


@pytest.mark.parametrize("way", ["pickle", "deepcopy"])
@pytest.mark.parametrize(("name", "expected"), [
    pytest.param("plain", ("ServiceError", "error", "m", {"n": [1]}, "m", ["a note"], None), id="plain"),
    pytest.param("odd", ("Odd", "not_found", "no /tmp", {"path": "/tmp"}, "no /tmp", ["a note"], 2), id="other-arguments"),
    pytest.param("missing", ("Missing", "missing", "k", {"n": 1}, "k", ["a note"], None), id="key-error"),
    pytest.param("nothing", ("NotFound", "not_found", "", {}, "", ["a note"], None), id="nothing"),
])
def test_errors_travel(probes, name, way, expected):
    """An error that was pickled or copied is of the same class and has what it had, whatever its __init__ wants."""
    assert probes.travelled(name, way) == (expected, False, False)


@pytest.mark.parametrize(("kind", "mapping", "expected"), [
    pytest.param("timeout", "lookups", new("Unavailable", "t"), id="base-class"),
    pytest.param("key", "lookups", new("Conflict", "'k'"), id="nearest"),
    pytest.param("key", "lookups, turned", new("Conflict", "'k'"), id="nearest-turned"),
    pytest.param("index", "lookups", new("NotFound", "i"), id="further"),
    pytest.param("key", "all", new("NotFound", "'k'"), id="exception-and-key"),
    pytest.param("value", "all", new("Unavailable", "v"), id="any-exception"),
    pytest.param("stop", "all", new("Unavailable", "5"), id="stop-iteration"),
    pytest.param("worn", "two kinds", new("Conflict", "w"), id="two-bases"),
])
def test_nearest_class(probes, kind, mapping, expected):
    """The mapping's class that comes first in the error's __mro__ decides, in whatever order the mapping is; the cause is the error."""
    assert probes.through(kind, mapping) == expected


def test_functions(probes):
    """A function makes the new error of the old one."""
    assert probes.through("value", "functions") == new("Conflict", "too long: v", payload={"size": 1})


def test_functions_that_let_pass(probes):
    """If a function returns None, the error passes, also if the mapping has a class further up."""
    assert probes.through("key", "functions", "a note") == "old"


@pytest.mark.parametrize("kind", ["interrupt", "exit", "generator", "cancelled"])
def test_no_exceptions(probes, kind):
    """What is no Exception passes, even if the mapping has its class."""
    assert probes.through(kind, "everything") == "old"


@pytest.mark.parametrize("kind", ["conflict", "odd"])
def test_service_errors_pass(probes, kind):
    """What is a ServiceError already passes, even if the mapping has its class."""
    assert probes.through(kind, "everything", "a note") == "old"


def test_everything_else(probes):
    """A mapping with BaseException is for each Exception."""
    assert probes.through("value", "everything") == new("Unavailable", "v")


def test_what_is_not_in_the_mapping(probes):
    """What no class of the mapping is for leaves as it came: the same object, cause, context and notes, and no frame of yours."""
    old = {"type": "ValueError", "notes": ["mine"], "cause": "cause", "text": "old", "payload": None}
    assert probes.passing() == ("old", old, True, ["caught", "raising"])


def test_notes(probes):
    """A new error gets the note; the old one does not, and keeps its traceback."""
    assert probes.old_afterwards() == (new("NotFound", "'k'", notes=["a note"]), ["mine"], "raising")


def test_the_note_is_last(probes):
    """The note comes after those that the new error has."""
    assert probes.noted() == new("NotFound", "new", notes=["first", "last"])


def test_blocks_without_errors(probes):
    """`as` gives the boundary; a block without an error ends."""
    assert probes.entered() == [True, "ended"]


def test_boundaries_in_boundaries(probes):
    """What the inner boundary has translated passes the outer one; one boundary can be used inside itself."""
    assert probes.nested() == [new("NotFound", "'k'", notes=["inner"]), new("Unavailable", "v", notes=["outer"]), ("NotFound", ["inner"])]


def test_groups(probes):
    """A group stays a group: its changed errors are replaced in their places, the rest are the same objects; notes stay, and what is replaced is the cause."""
    note = ["while saving"]
    inner = {"type": "ExceptionGroup", "notes": ["row 3"], "cause": "inner", "text": "inner", "errors": [new("Conflict", "too long: v", "value", note, {"size": 1}), "disk"]}
    assert probes.group("three", "while saving") == {
        "type": "ExceptionGroup", "notes": ["batch 7"], "cause": "outer", "text": "outer",
        "errors": [new("NotFound", "'a'", "key", note), inner, "quiet", new("NotFound", "z", "last", note)],
    }


@pytest.mark.parametrize("mapping", ["none", "let pass", "nothing"])
def test_groups_that_pass(probes, mapping):
    """A group in which nothing changes is the same object."""
    assert probes.group(mapping, "a note") == "outer"


def test_groups_are_not_looked_up(probes):
    """A group is not looked up, even if the mapping has its class: the errors in it are."""
    assert probes.flat_group("groups", "key", "conflict") == {
        "type": "ExceptionGroup", "notes": [], "text": "mixed", "errors": [new("NotFound", "'k'", "key"), "conflict"],
        "cause": "mixed",
    }


def test_groups_of_what_is_no_exception(probes):
    """In a BaseExceptionGroup errors are translated and what is no Exception stays."""
    assert probes.flat_group("everything", "cancelled", "key", "exit") == {
        "type": "BaseExceptionGroup", "notes": [], "text": "mixed", "errors": ["cancelled", new("Unavailable", "'k'", "key"), "exit"],
        "cause": "mixed",
    }


def test_groups_of_other_classes(probes):
    """A new group is what derive makes."""
    assert probes.derived() == ("Report", 7, ["NotFound", "OSError"])


def test_decorated(probes):
    """A decorated function returns what it returned, and keeps its name, documentation and signature."""
    assert probes.decorated() == [1, 5, "read", "Read.", "(self, key, *, default=None)", False]


def test_decorated_coroutines(probes):
    """A decorated coroutine function is one still."""
    assert probes.decorated_async() == [(1, ()), (1, (2,)), "fetch", "(self, key, *rest)", True]


@pytest.mark.parametrize("asynchronous", [False, True], ids=["function", "coroutine"])
def test_errors_of_decorated_functions(probes, asynchronous):
    """Errors of a decorated function are translated at each call, those of a coroutine when it is awaited."""
    assert probes.call_fails(asynchronous) == [("NotFound", "KeyError", ["shelf"])] * 2


def test_cancelled_coroutines(probes):
    """A coroutine that is cancelled while it waits cleans up and is cancelled."""
    assert probes.cancelled() == ["cleaned up", "CancelledError"]


@pytest.mark.parametrize("way", ["with", "decorated", "async", "function", "group", "passing"])
def test_nothing_is_kept(probes, way):
    """When an error has been handled, what was local to the functions that it went through is free, without the garbage collector."""
    assert probes.freed(way) == [True]

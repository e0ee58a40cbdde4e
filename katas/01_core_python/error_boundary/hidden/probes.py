"""Errors that go through a boundary, and what the caller gets.  An error is told as data; a known one by its name."""

import asyncio
import copy
import gc
import inspect
import io
import pickle
import weakref

import error_boundary
from error_boundary import Boundary, Conflict, NotFound, ServiceError, Unavailable


def told(error, names):
    """An error as data: its name if it is one of those that the probe made, else what it is."""
    for name, known in names.items():
        if error is known:
            return name
    if error is None:
        return None
    seen = {"type": type(error).__name__, "notes": list(getattr(error, "__notes__", [])), "cause": told(error.__cause__, names)}
    if isinstance(error, BaseExceptionGroup):
        return seen | {"text": error.message, "errors": [told(x, names) for x in error.exceptions]}
    return seen | {"text": str(error), "payload": getattr(error, "payload", None)}


def raising(error):
    raise error


def caught(boundary, error):
    """What comes out of a block in which the error is raised."""
    try:
        with boundary:
            raising(error)
    except BaseException as outcome:
        return outcome
    return None


def too_long(error):
    return Conflict(f"too long: {error.args[0]}", size=len(error.args))


class Worn(Exception):
    """An error of its own kind."""


class WornOut(Worn, TimeoutError):
    """An error of two kinds: Worn comes first."""


MAPPINGS = {
    "lookups": {LookupError: NotFound, KeyError: Conflict, OSError: Unavailable},
    "lookups, turned": {OSError: Unavailable, KeyError: Conflict, LookupError: NotFound},
    "all": {Exception: Unavailable, KeyError: NotFound},
    "two kinds": {TimeoutError: Unavailable, Worn: Conflict},
    "functions": {ValueError: too_long, KeyError: lambda error: None, Exception: NotFound},
    "everything": dict.fromkeys([BaseException, KeyboardInterrupt, SystemExit, GeneratorExit, asyncio.CancelledError, ServiceError, Conflict], Unavailable),
    "groups": {ExceptionGroup: Unavailable, BaseExceptionGroup: Unavailable, Exception: NotFound},
    "nothing": {},
}
ERRORS = {
    "key": lambda: KeyError("k"), "index": lambda: IndexError("i"), "value": lambda: ValueError("v"), "timeout": lambda: TimeoutError("t"),
    "worn": lambda: WornOut("w"), "interrupt": KeyboardInterrupt, "exit": lambda: SystemExit(3), "generator": GeneratorExit,
    "cancelled": asyncio.CancelledError, "conflict": lambda: Conflict("c", n=1), "odd": lambda: Odd("/tmp", tries=2), "stop": lambda: StopIteration(5),
}


def through(kind, mapping, note=None):
    """What becomes of an error of a kind: `old` is the one that was raised."""
    old = ERRORS[kind]()
    return told(caught(Boundary(MAPPINGS[mapping], note), old), {"old": old})


def passing():
    """What an error that is not translated has afterwards: cause, context, notes, and the files of its traceback."""
    cause, context, old = OSError("cause"), LookupError("context"), ValueError("old")
    old.__context__ = context
    old.__cause__ = cause
    old.add_note("mine")
    outcome = caught(Boundary({KeyError: NotFound, OSError: NotFound}, "a note"), old)
    return told(outcome, {"old": old}), told(old, {"cause": cause}), old.__context__ is context, frames(old)


def frames(error):
    """The functions that the traceback goes through; those of the submission as `boundary`."""
    names, step = [], error.__traceback__
    while step:
        code = step.tb_frame.f_code
        names.append("boundary" if code.co_filename == error_boundary.__file__ else code.co_name)
        step = step.tb_next
    return names


def old_afterwards():
    """The error that was translated: its notes, and where its traceback ends."""
    old = KeyError("k")
    old.add_note("mine")
    new = caught(Boundary({KeyError: NotFound}, "a note"), old)
    return told(new, {"old": old}), old.__notes__, frames(old)[-1]


def noted():
    """A function of the mapping gives the new error a note itself."""
    def target(error):
        new = NotFound("new")
        new.add_note("first")
        return new
    old = KeyError("k")
    return told(caught(Boundary({KeyError: target}, "last"), old), {"old": old})


def entered():
    """Whether `as` gives the boundary, and whether a block without an error just ends."""
    boundary, seen = Boundary({KeyError: NotFound}), []
    with boundary as given:
        seen.append(given is boundary)
    return [*seen, "ended"]


def nested():
    """Two boundaries, one inside the other, and one inside itself."""
    inner, outer = Boundary({KeyError: NotFound}, "inner"), Boundary({Exception: Unavailable}, "outer")
    seen = []
    for error in [KeyError("k"), ValueError("v")]:
        try:
            with outer, inner:
                raise error
        except ServiceError as outcome:
            seen.append(told(outcome, {"old": error}))
    try:
        with inner, inner:
            raise KeyError("again")
    except Exception as outcome:
        seen.append((type(outcome).__name__, getattr(outcome, "__notes__", [])))
    return seen


def batch():
    """Groups in a group, and all that is in them, by name."""
    e = {"key": KeyError("a"), "disk": OSError("disk"), "value": ValueError("v"), "calm": OSError("calm"), "last": IndexError("z")}
    e["inner"] = ExceptionGroup("inner", [e["value"], e["disk"]])
    e["quiet"] = ExceptionGroup("quiet", [e["calm"]])
    e["outer"] = ExceptionGroup("outer", [e["key"], e["inner"], e["quiet"], e["last"]])
    e["outer"].add_note("batch 7")
    e["inner"].add_note("row 3")
    return e


def group(mapping, note=None):
    """What becomes of the groups."""
    e = batch()
    mapping = {"three": {LookupError: NotFound, ValueError: too_long}, "none": {ZeroDivisionError: NotFound}, "let pass": {Exception: lambda error: None}}.get(mapping) or MAPPINGS[mapping]
    return told(caught(Boundary(mapping, note), e["outer"]), e)


def flat_group(mapping, *kinds):
    """What becomes of a group of errors of some kinds."""
    e = {kind: ERRORS[kind]() for kind in kinds}
    mixed = BaseExceptionGroup("mixed", list(e.values()))
    return told(caught(Boundary(MAPPINGS[mapping]), mixed), e | {"mixed": mixed})


class Report(ExceptionGroup):
    """A group that knows how to derive."""

    def __new__(cls, message, errors, job):
        made = super().__new__(cls, message, errors)
        made.job = job
        return made

    def derive(self, errors):
        return Report(self.message, errors, self.job)


def derived():
    """A group of a class of its own."""
    outcome = caught(Boundary({KeyError: NotFound}), Report("report", [KeyError("k"), OSError("o")], 7))
    return type(outcome).__name__, outcome.job, [type(x).__name__ for x in outcome.exceptions]


def run(coroutine):
    """Run a coroutine that may wait a few times for nothing."""
    try:
        while True:
            coroutine.send(None)
    except StopIteration as end:
        return end.value


class Pause:
    def __await__(self):
        yield


class Shelf:
    """Methods behind a boundary."""

    def __init__(self):
        self.items = {"a": 1}

    @Boundary({KeyError: NotFound}, "shelf")
    def read(self, key, *, default=None):
        """Read."""
        return self.items[key] if default is None else self.items.get(key, default)

    @Boundary({KeyError: NotFound}, "shelf")
    async def fetch(self, key, *rest):
        """Fetch."""
        await Pause()
        return self.items[key], rest


def decorated():
    """What a decorated function returns, is called, and takes."""
    shelf = Shelf()
    return [shelf.read("a"), shelf.read("b", default=5), Shelf.read.__name__, Shelf.read.__doc__, str(inspect.signature(Shelf.read)), inspect.iscoroutinefunction(Shelf.read)]


def decorated_async():
    """The same of a coroutine function."""
    shelf = Shelf()
    return [run(shelf.fetch(key="a")), run(shelf.fetch("a", 2)), Shelf.fetch.__name__, str(inspect.signature(Shelf.fetch)), inspect.iscoroutinefunction(Shelf.fetch)]


def call_fails(asynchronous):
    """The error of a decorated method, twice."""
    shelf, seen = Shelf(), []
    for _ in range(2):
        try:
            run(shelf.fetch("b")) if asynchronous else shelf.read("b")
        except Exception as error:
            seen.append((type(error).__name__, type(error.__cause__).__name__, error.__notes__))
    return seen


def cancelled():
    """A coroutine that is cancelled where it waits, behind a boundary for everything."""
    seen = []

    @Boundary(MAPPINGS["everything"])
    async def wait():
        try:
            await Pause()
        finally:
            seen.append("cleaned up")
    coroutine = wait()
    coroutine.send(None)
    try:
        coroutine.throw(asyncio.CancelledError())
    except BaseException as error:
        seen.append(type(error).__name__)
    return seen


class Buffer:
    """Something large that is local to a function which fails."""


def freed(way):
    """Whether a local of a function that failed is free when its error has been handled, without the collector."""
    alive, boundary = [], Boundary({KeyError: NotFound, ValueError: lambda error: Conflict("c")}, "a note")

    def fail():
        buffer = Buffer()
        alive.append(weakref.ref(buffer))
        kind = ValueError if way == "function" else KeyError
        if way == "group":
            raise ExceptionGroup("g", [ExceptionGroup("h", [KeyError("k")]), OSError("o")])
        raise OSError("o") if way == "passing" else kind("k")

    async def fail_later():
        fail()

    def use():
        try:
            if way == "async":
                run(boundary(fail_later)())
            elif way == "decorated":
                boundary(fail)()
            else:
                with boundary:
                    fail()
        except Exception:
            pass
    gc.collect()
    gc.disable()
    try:
        use()
        return [ref() is None for ref in alive]
    finally:
        gc.enable()


class Odd(NotFound):
    """An error whose __init__ wants other arguments."""

    def __init__(self, path, *, tries):
        super().__init__(f"no {path}", path=path)
        self.tries = tries


class Missing(Conflict, KeyError):
    """An error that callers may catch as KeyError."""

    code = "missing"


def facts(error):
    return type(error).__name__, error.code, error.message, error.payload, str(error), getattr(error, "__notes__", []), getattr(error, "tries", None)


def made(name):
    """What an error has."""
    return facts({
        "plain": lambda: ServiceError("m", n=1), "nothing": ServiceError, "not found": lambda: NotFound("n"), "conflict": lambda: Conflict("c"),
        "unavailable": lambda: Unavailable("u"), "odd": lambda: Odd("/tmp", tries=2), "missing": lambda: Missing("k", n=[1]),
        "any names": lambda: ServiceError("m", message=1, self=2, code=3, payload=4, args=5),
    }[name]())


def classes():
    """Which classes there are, and what they come from."""
    return [[base.__name__ for base in cls.__mro__[1:3]] for cls in (ServiceError, NotFound, Conflict, Unavailable)]


def as_dict():
    """An error as a dict, before and after its reader has changed it."""
    error = NotFound("m", n=1, text="t")
    first = error.to_dict()
    first["payload"]["n"] = 9
    return error.to_dict(), ServiceError().to_dict(), Missing("k").to_dict()


def travelled(name, way):
    """What an error has after it was pickled or copied."""
    old = {"plain": lambda: ServiceError("m", n=[1]), "odd": lambda: Odd("/tmp", tries=2), "missing": lambda: Missing("k", n=1), "nothing": NotFound}[name]()
    old.add_note("a note")
    new = copy.deepcopy(old) if way == "deepcopy" else _pickled(old)
    return facts(new), new is old, new.payload is old.payload


def _pickled(error):
    class ByName(pickle.Unpickler):
        def find_class(self, module, name):
            return globals()[name] if name in ("Odd", "Missing") else super().find_class(module, name)
    file = io.BytesIO()
    pickle.dump(error, file)
    file.seek(0)
    return ByName(file).load()

"""What has to be seen beside the submission: the library's counters, callbacks and who keeps them, memory that fails."""

import ctypes
import gc
import sys
import weakref
from importlib.util import find_spec

from ctypes_sort import LimitExceeded, SortError, Sorter, SorterBusy, SorterClosed

library = ctypes.CDLL(find_spec("_keysort").origin)
ks_live = ctypes.CFUNCTYPE(ctypes.c_size_t)(("ks_live", library))
ks_calls = ctypes.CFUNCTYPE(ctypes.c_size_t)(("ks_calls", library))
ks_fail_at = ctypes.CFUNCTYPE(None, ctypes.c_size_t)(("ks_fail_at", library))
SHAPE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


def backwards(left, right):
    return (left < right) - (left > right)


class Wrong(Exception):
    """Raised by a comparison."""


PROMISED = {SortError, LimitExceeded, SorterBusy, SorterClosed, Wrong}


def outcome(function, *args):
    """Return what a call returns, or the name of the most special class of ours, else of Python's, that it raises."""
    try:
        return function(*args)
    except BaseException as error:
        return known(error)


def known(error):
    """Return the name of the first class of an exception that is Python's, this file's or promised."""
    for cls in type(error).__mro__:
        if cls.__module__ == "builtins" or cls in PROMISED:
            return cls.__name__
    return None


def fresh(n):
    """Return what a generator gives whose keys live nowhere else, and which reuses a buffer for others."""
    buffer = bytearray(3)

    def entries():
        for i in reversed(range(n)):
            yield b"%04d" % i, i
            buffer[:] = b"%03d" % i
            yield buffer, -i

    with Sorter() as sorter:
        return sorter.sort(entries())


def kinds():
    """Return what is made of keys that are no bytes: bytearray, memoryview, with gaps, of numbers."""
    gaps = memoryview(b"dxcxbxax")[::2]
    numbers = memoryview(b"\1\0\0\0\2\0\0\0").cast("i")
    with Sorter() as sorter:
        found = sorter.sort([(bytearray(b"z"), 1), (memoryview(b"yy"), 2), (gaps, 3), (numbers, 4)])
    return found, [type(key).__name__ for key, _ in found]


def refused():
    """Return by its kind the name of what each wrong entry raises."""
    entries = {
        "text key": ("a", 1),
        "number as key": (3, 1),
        "no key": (None, 1),
        "text offset": (b"a", "1"),
        "float offset": (b"a", 1.0),
        "no offset": (b"a", None),
    }
    with Sorter() as sorter:
        return {kind: outcome(sorter.sort, [entry]) for kind, entry in entries.items()}


def number_as_compare():
    """Return the name of what a comparison raises that is a number; to call it is tried by nobody."""
    return outcome(Sorter, 5)


def seen_keys(keys):
    """Return the keys that a comparison is asked about."""
    seen = set()

    def compare(left, right):
        seen.update([left, right])
        return backwards(left, right)

    with Sorter(compare) as sorter:
        sorter.sort([(key, 0) for key in keys])
    return sorted(seen)


def answers(values):
    """Return how two entries are sorted when the comparison gives each of some answers."""
    found = []
    for value in values:
        with Sorter(lambda left, right, value=value: value) as sorter:
            found.append(outcome(sorter.sort, [(b"a", 1), (b"b", 2)]))
    return found


def among_others():
    """Sort when five sorters and many callbacks have been made, and the collector runs; tell also what else was called."""
    strangers = []

    def stranger(left, right):
        strangers.append(1)
        return 0

    def compare(left, right):
        gc.collect()
        kept.append(SHAPE(stranger))
        return backwards(left, right)

    sorter = Sorter(compare)
    others = [Sorter(stranger) for _ in range(5)]
    kept = [SHAPE(stranger) for _ in range(100)]
    gc.collect()
    return sorter.sort([(b"a", 1), (b"c", 2), (b"b", 3)]), len(strangers), len(others)


def raising(kind, at):
    """A comparison raises when it is asked for the n-th time: what comes out, and what happens besides."""
    errors = {"error": Wrong("here"), "interrupt": KeyboardInterrupt("here"), "exit": SystemExit("here")}
    asked, unraisable = [], []

    def compare(left, right):
        asked.append(1)
        if len(asked) == at:
            raise errors[kind]
        return backwards(left, right)

    before, sys.unraisablehook = sys.unraisablehook, lambda what: unraisable.append(type(what.exc_value).__name__)
    entries = [(bytes([i]), i) for i in range(8)]
    try:
        sorter = Sorter(compare)
        try:
            came = sorter.sort(entries)
        except BaseException as error:
            came = error is errors[kind] or type(error).__name__
        seen = {"the same came out": came, "asked": len(asked), "unraisable": unraisable}
        seen["then"] = sorter.sort(entries[:3])
        sorter.close()
    finally:
        sys.unraisablehook = before
    return {**seen, "live": ks_live()}


def kept_of_a_failure():
    """Return whether a sorter keeps the exception of a sort that is over, and what is left alive."""

    def compare(left, right):
        raise Wrong

    sorter = Sorter(compare)
    try:
        sorter.sort([(b"a", 1), (b"b", 2)])
    except Wrong as error:
        ref = weakref.ref(error)
    gc.collect()
    return ref() is not None, ks_live()


def inside(what):
    """A comparison uses a sorter; return what it sees, and what comes of the sort around it."""
    seen = []

    def compare(left, right):
        if not seen:
            try:
                if what == "sort":
                    sorter.sort([(b"x", 1)])
                elif what == "close":
                    sorter.close()
            except SortError as error:
                seen.append([cls.__name__ for cls in (SorterBusy, SortError) if isinstance(error, cls)])
            if what == "other":
                with Sorter(lambda a, b: (a > b) - (a < b)) as other:
                    seen.append(other.sort([(b"y", 1), (b"x", 2)]))
        return backwards(left, right)

    sorter = Sorter(compare)
    around = sorter.sort([(b"a", 1), (b"b", 2), (b"c", 3)])
    sorter.close()
    return seen[0] if seen else None, around, ks_live()


def busy_comes_out():
    """The comparison lets out that the sorter is busy: its error, and what is left alive."""

    def compare(left, right):
        return len(sorter.sort([(b"x", 1)]))

    sorter = Sorter(compare)
    try:
        sorter.sort([(b"a", 1), (b"b", 2)])
    except SorterBusy as error:
        seen = [error.errno, str(error)]
    sorter.close()
    return seen, ks_live()


def many(n):
    """Open sorters until one is refused; return how many there were, the error, and what a later one does."""
    sorters = []
    try:
        while len(sorters) < n:
            sorters.append(Sorter())
    except Exception as error:
        seen = [len(sorters), type(error).__name__, error.errno, str(error)]
    else:
        seen = [len(sorters), "none is refused", 0, ""]
    sorters.pop().close()
    with Sorter() as sorter:
        seen.append(sorter.sort([(b"b", 1), (b"a", 2)]))
    for sorter in sorters:
        sorter.close()
    return [*seen, ks_live()]


def without_memory(n):
    """Let the first, the second ... allocation of a round fail; return what comes of each round, and what is left."""
    seen = []
    unraisable = []
    before, sys.unraisablehook = sys.unraisablehook, lambda what: unraisable.append(type(what.exc_value).__name__)
    try:
        for i in range(1, n + 1):
            ks_fail_at(i)
            sorter, found = None, None
            try:
                sorter = Sorter(backwards)
                found = sorter.sort([(b"a", 1), (b"b", 2)])
            except Exception as error:
                found = known(error)
            ks_fail_at(0)
            if sorter is not None:
                sorter.close()
            seen.append([found, ks_live()])
        gc.collect()
    finally:
        sys.unraisablehook = before
    return seen, unraisable


def message():
    """Return the text of an error."""
    with Sorter() as sorter:
        try:
            return sorter.sort([(b"a", 1), (bytes(4097), 2)])
        except SortError as error:
            return str(error)


def without_message():
    """A key is too long, and for the message about it there is no memory."""
    with Sorter() as sorter:
        ks_fail_at(1)
        try:
            sorter.sort([(bytes(5000), 1)])
        except LimitExceeded as error:
            seen = error.errno
        except Exception as error:
            seen = type(error).__name__
    return seen, ks_live()


def left_alive(rounds):
    """Return how many blocks live after some rounds of sorts, answered and refused."""
    with Sorter() as sorter, Sorter(backwards, unique=True) as other:
        for i in range(rounds):
            sorter.sort([(b"%d" % i, 1), (b"a\0b", 2)])
            other.sort([(b"%d" % i, 1), (b"", 2)])
            outcome(sorter.sort, [(bytes(5000), 1)])
            outcome(sorter.sort, [("a", 1)])
            outcome(sorter.sort, [(b"a", 2**70)])
        within = ks_live()
    return within, ks_live()


def closing():
    """Return what lives before, within and after a context, and after one that an exception leaves."""
    seen = [ks_live()]
    sorter = Sorter()
    with sorter as entered:
        seen += [ks_live(), entered is sorter]
    seen.append(ks_live())
    other = Sorter()
    left = outcome(leave_by_an_error, other)
    return [*seen, left, ks_live()]


def leave_by_an_error(sorter):
    with sorter:
        raise Wrong


def dropped():
    """Drop sorters that nobody has closed, used, refused or not used; return how many blocks live, before and after."""
    sorters = [Sorter(), Sorter(backwards), Sorter(backwards)]
    sorters[1].sort([(b"a", 1), (b"b", 2)])
    outcome(sorters[2].sort, [(bytes(5000), 1)])
    before = ks_live()
    sorters.clear()
    gc.collect()
    return before, ks_live()


def batch(n):
    """Return the keys of the answer to a batch of n entries, and how often the library was called for it."""
    entries = [(b"%06d" % (i * 7919 % n), i) for i in range(n)]
    with Sorter() as sorter:
        before = ks_calls()
        found = sorter.sort(entries)
        return {"keys": [key for key, _ in found], "calls": ks_calls() - before}


def watched():
    """Sorts of all kinds, for AddressSanitizer to see: what they read and write must live."""
    with Sorter() as sorter, Sorter(backwards, unique=True) as other:
        found = [sorter.sort((b"%05d" % (i * 37 % 101), i) for i in range(101)), other.sort([(b"", 1), (b"a", 2)])]
        found.append(sorter.sort((bytearray(b"k%d" % i), i) for i in (3, 1, 2)))
        outcome(sorter.sort, [(bytes(5000), 1)])
    return found[0][0], found[0][100], found[1:]

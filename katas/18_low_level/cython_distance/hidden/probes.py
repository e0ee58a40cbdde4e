"""What has to be seen beside the submission: generators, threads, memory; who else holds a text."""

import ctypes
import resource
import sys
import threading
from enum import StrEnum

from _distance import distance, distances


class Stop(Exception):
    """Raised by an iterable."""


class Color(StrEnum):
    """Texts of a class derived from str."""

    RED = "red"
    GREEN = "green"


def outcome(function, *args, **kwargs):
    """Return what a call returns, or the name of the class of what it raises."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__


def of_subclass():
    """Return the distances between texts of a subclass of str."""
    return [distance(Color.RED, Color.GREEN), distance("rod", Color.RED), *distances(Color.GREEN, Color)]


def wrong_texts():
    """Return by its kind the name of what each wrong text raises."""
    return {
        "bytes": outcome(distance, b"a", "a"),
        "None": outcome(distance, None, "a"),
        "a number": outcome(distance, 5, "a"),
        "a list": outcome(distance, ["a"], "a"),
        "bytes as second": outcome(distance, "a", b"a"),
        "None as second": outcome(distance, "a", None),
        "a list as second": outcome(distance, "a", ["a"]),
        "None as word": outcome(distances, None, ["a"]),
        "None among words": outcome(distances, "a", ["a", None]),
        "bytes among words": outcome(distances, "a", ["a", b"a"]),
        "no iterable": outcome(distances, "a", 5),
    }


def wrong_limits(limit):
    """Return the names of what a wrong limit raises, of one text and of many."""
    return [outcome(distance, "a", "b", limit), outcome(distances, "a", ["b"], limit)]


def of_generator():
    """Return distances to texts that are made one by one, and live nowhere else."""
    return distances("0123", (f"{i:04d}" for i in (99, 123, 1123, 4567)))


def failing_words():
    """An iterable raises: return the name of what comes out, and how many texts it was asked for."""
    asked = []

    def words():
        for word in ("a", "b"):
            asked.append(word)
            yield word
        raise Stop

    return outcome(distances, "abc", words()), asked


def within():
    """An iterable computes distances itself, of longer texts; return those around, and those within."""
    inner = []

    def words():
        for word in ("kitten", "mitten", "smitten"):
            inner.append(distances("x" * 300, ["y" * 299, word]))
            inner.append(distance(word * 50, word * 49))
            yield word

    return distances("sitting", words()), inner


def while_it_runs(size):
    """Return who came first: a call on long texts in a thread, or the main thread that waited for its start."""
    texts, order, started = ("ab" * (size // 2), "ba" * (size // 2)), [], threading.Event()

    def work():
        started.set()
        order.append(distance(*texts))

    before = sys.getswitchinterval()
    sys.setswitchinterval(0.5)  # far longer than the call, so that it is not the end of it that lets the main thread run
    try:
        thread = threading.Thread(target=work)
        thread.start()
        started.wait(10)
        order.append("main")
        thread.join(20)
    finally:
        sys.setswitchinterval(before)
    return order


def peak(size):
    """Return by how many MiB the comparison of long texts has raised the peak of the process's memory."""
    first, second = "ab" * (size // 2), "ba" * (size // 2)
    distance(first[:10], second[:10])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    distance(first, second)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


def references(times):
    """Return by how much the references to texts and limit have grown after some calls."""
    word, other, limit = str(b"kitten", "ascii"), str(b"sitting", "ascii"), int("1000")
    before = sys.getrefcount(word), sys.getrefcount(other), sys.getrefcount(limit)
    for _ in range(times):
        distance(word, other, limit)
        distances(word, [other, other], limit)
        outcome(distances, word, [other, None])
    after = sys.getrefcount(word), sys.getrefcount(other), sys.getrefcount(limit)
    return [after[i] - before[i] for i in range(3)]


def kept_bytes(times):
    """Return by how many bytes the memory in use has grown after some rounds; AddressSanitizer counts each of them."""
    in_use = getattr(ctypes.CDLL(None), "__sanitizer_get_current_allocated_bytes", None)
    if in_use is None:  # in direct mode nobody watches, and only small blocks are counted
        in_use = sys.getallocatedblocks
    else:
        in_use.restype = ctypes.c_size_t
    long, other = "ab" * 100, "ba\U0001f600" * 65

    def failing():
        yield other
        raise Stop

    def go():
        distance(long, other)
        distance(long, other, 1)
        distances(other, [long, "", long])
        outcome(distances, long, [other, None])
        outcome(distances, other, failing())
        outcome(distance, long, 5)
        outcome(distance, 5, long)
        outcome(distance, long, other, -1)
        outcome(distance, long, other, "1")

    for _ in range(3):
        go()
    before = in_use()
    for _ in range(times):
        go()
    return in_use() - before


def all_sizes():
    """Return the distances between texts of few letters, with every limit that may matter."""
    texts = ["", "a", "b", "ab", "ba", "aab", "\U0001f600b", "abcdefgh", "hgfedcba", "é" * 17]
    return [[distance(a, b, limit) for limit in (None, 0, 1, 2, 7, 50)] for a in texts for b in texts]

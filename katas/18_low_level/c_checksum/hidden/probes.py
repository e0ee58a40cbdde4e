"""What has to be seen beside the submission: buffers, threads, references, modules."""

import importlib.util
import sys
import threading
from array import array

import _fast
from c_checksum import fnv1a

BASIS = 0xCBF29CE484222325


def of_views():
    """Return the checksums of the same six bytes in several kinds of buffer."""
    data = b"foobar"
    kinds = [data, bytearray(data), memoryview(data), memoryview(b"xfoobarx")[1:-1], array("B", data)]
    return [fnv1a(kind) for kind in kinds] + [fnv1a(memoryview(data).cast("B", (2, 3)))]


def of_array(numbers):
    """Return the checksum of an array of 32-bit numbers."""
    return fnv1a(array("i", numbers))


def refusal(kind):
    """Return the names of the classes of what a call that must be refused raises."""
    strided = memoryview(b"foobar")[::2]
    calls = {
        "strided": lambda: fnv1a(strided),
        "str": lambda: fnv1a("foobar"),
        "none": lambda: fnv1a(None),
        "no data": fnv1a,
        "data by name": lambda: fnv1a(data=b""),
        "unknown keyword": lambda: fnv1a(b"", seeds=1),
        "two seeds": lambda: fnv1a(b"", 1, seed=1),
        "three": lambda: fnv1a(b"", 1, 2),
        "below": lambda: fnv1a(b"", -1),
        "above": lambda: fnv1a(b"", seed=2**64),
        "float": lambda: fnv1a(b"", 1.0),
        "text seed": lambda: fnv1a(b"", seed="1"),
    }
    try:
        answer = calls[kind]()
    except Exception as error:
        return [cls.__name__ for cls in type(error).__mro__]
    return answer


def grows(seed):
    """Return whether a bytearray can be resized after its checksum was taken, or refused for a wrong seed."""
    data = bytearray(b"foobar")
    try:
        fnv1a(data, seed)
    except Exception as error:
        seen = type(error).__name__
    else:
        seen = "answered"
    try:
        data.append(0)
    except BufferError as error:
        return seen, str(error)
    return seen, len(data)


def blocks(times):
    """Return by how many blocks of memory the interpreter has grown after some rounds of calls, good and bad."""

    def go():
        fnv1a(b"foobar")
        fnv1a(bytearray(b"foobar"), seed=2**63)
        for kind in ("str", "above", "unknown keyword", "strided"):
            refusal(kind)

    go()
    before = sys.getallocatedblocks()
    for _ in range(times):
        go()
    return sys.getallocatedblocks() - before


def references(times):
    """Return by how much the references to data, seed and keyword have grown after some calls."""
    data, seed = bytes(range(100)), 2**63 + 12345
    before = sys.getrefcount(data), sys.getrefcount(seed)
    for _ in range(times):
        fnv1a(data, seed)
        fnv1a(data, seed=seed)
    return [sys.getrefcount(data) - before[0], sys.getrefcount(seed) - before[1]]


def while_it_runs(size):
    """Return who came first: a call on a large buffer in a thread, or the main thread that waited for its start."""
    data, order, started = bytes(size), [], threading.Event()

    def work():
        started.set()
        fnv1a(data)
        order.append("call")

    before = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        thread = threading.Thread(target=work)
        thread.start()
        started.wait(10)
        order.append("main")
        thread.join(10)
    finally:
        sys.setswitchinterval(before)
    return order


def modules():
    """Return whether a second module made of the same spec is another one, and what it answers."""
    spec = importlib.util.find_spec("_fast")
    second = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(second)
    return second is _fast, second.fnv1a(b"foobar")


def odd_sizes(sizes):
    """Return the checksums of buffers without room behind their last byte."""
    return [fnv1a(array("B", [0] * size)) for size in sizes]

"""Chunks whose bytes say what a worker does, processes and segments that are counted, and programs of their own."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
import zlib
from array import array
from contextlib import chdir, contextmanager, suppress
from itertools import pairwise
from multiprocessing import reduction
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.shared_memory import SharedMemory
from operator import add
from pathlib import Path
from tempfile import TemporaryDirectory

import process_reduce
from process_reduce import ChunkError, map_reduce

FLAG_S = 2.0
CALL_S = 3.0
PROGRAM_S = 4.0
STARTED = []
CODES = {}
SEGMENTS = []
FAILS = []


# What workers do.

class Odd(Exception):
    """An error that pickle does not bring back."""

    def __init__(self, one, two):
        super().__init__(one)


class Unloadable:
    """A result that pickle does not bring back."""

    def __reduce__(self):
        return int, ("no number",)


def wait(flag):
    """Wait for a flag that another worker sets, at most FLAG_S; say whether it came."""
    until = time.monotonic() + FLAG_S
    while not Path(f"flag.{flag}").exists():
        if time.monotonic() > until:
            return "late"
        time.sleep(0.005)
    return "came"


def flag(name):
    Path(f"flag.{name}").touch()
    return ""


def note(word):
    """Write a word into a file that all share."""
    with Path("notes").open("a") as file:
        file.write(f"{word} ")
    return ""


def fail(kind):
    raise {"ValueError": ValueError("bad row"), "SystemExit": SystemExit(3), "Odd": Odd("odd", 2)}[kind]


def end(how):
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(int(how))


def interrupt(word):
    os.kill(os.getpid(), signal.SIGINT)
    return word


ACTIONS = {"say": str, "wait": wait, "flag": flag, "note": note, "fail": fail, "end": end, "interrupt": interrupt}


def follow(view):
    """Do what a chunk says, word by word; return what came of it."""
    steps = [step.split("=") for step in bytes(view).decode().split()]
    return "".join([ACTIONS[name](what) for name, what in steps])


# Who watches them.

class Counted(multiprocessing.get_context("fork").Process):
    """A process that is counted; FAILS has how many may start."""

    def start(self):
        if FAILS and len(STARTED) >= FAILS[0]:
            raise FAILS[1]
        super().start()
        STARTED.append((self.pid, self))

    def close(self):
        CODES[self.pid] = self.exitcode
        super().close()


class Context(type(multiprocessing.get_context("fork"))):
    """A context whose processes are counted."""

    Process = Counted


class Stuck(BaseException):
    """A call has not come to an end."""


def _there(pid):
    """Say whether a process runs, or has not been waited for."""
    with suppress(ChildProcessError):
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return True
    return False


def ended(pid, process):
    """The exit code of a process, also of one that is closed, which tells nobody any more."""
    with suppress(ValueError):
        return process.exitcode
    return CODES[pid]


def _kept(name):
    """Say whether a segment is there."""
    with suppress(FileNotFoundError):
        SharedMemory(name).close()
        return True
    return False


def kill_all():
    for pid, _ in STARTED:
        if _there(pid):
            os.kill(pid, signal.SIGKILL)


@contextmanager
def watched():
    """Count processes and segments; end what takes too long."""
    def stuck(*_):
        kill_all()
        raise Stuck

    def created(self, name=None, create=False, size=0, **options):
        init(self, name, create, size, **options)
        if create:
            SEGMENTS.append(self.name)

    init, alarm = SharedMemory.__init__, signal.signal(signal.SIGALRM, stuck)
    SharedMemory.__init__ = created
    STARTED.clear()
    SEGMENTS.clear()
    signal.setitimer(signal.ITIMER_REAL, CALL_S, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, alarm)
        SharedMemory.__init__ = init


def joined(left, right):
    return f"({left}{right})"


def outcome(call):
    """What a call returns, or what it raises."""
    try:
        return call()
    except ChunkError as error:
        return "ChunkError", error.chunk, error.reason, error.exitcode
    except NotImplementedError:
        raise
    except BaseException as error:
        return type(error).__name__


def counted(fn, data, chunks, combine=joined, workers=2):
    """What comes of a call, how many processes and segments were made for it, and how many are left."""
    with TemporaryDirectory(dir=".") as folder, chdir(folder), watched():
        result = outcome(lambda: map_reduce(fn, data, chunks, combine, ctx=Context(), workers=workers))
        left = [sum(_there(pid) for pid, _ in STARTED), sum(_kept(name) for name in SEGMENTS)]
        codes = [ended(pid, process) for pid, process in STARTED]
        notes = Path("notes").read_text().split() if Path("notes").exists() else []
        made = [len(STARTED), len(SEGMENTS)]
        kill_all()
    return {"result": result, "made": made, "left": left, "exit codes": codes, "notes": notes}


def failing(kind):
    """What a combination does that fails."""
    def combine(left, right):
        raise {"ValueError": ValueError("no sum"), "KeyboardInterrupt": KeyboardInterrupt()}[kind]
    return combine


def done(chunks, **options):
    """A call for chunks that say what their worker does."""
    texts = [chunk.encode() for chunk in chunks]
    ends = [sum(map(len, texts[:count])) for count in range(len(texts) + 1)]
    return counted(follow, b"".join(texts), list(pairwise(ends)), **options)


def combined(chunks, error):
    """The same, with a combination that fails."""
    return done(chunks, combine=failing(error))


def half_started(chunks, count):
    """The same, when only so many processes can be started."""
    FAILS[:] = [count, OSError(11, "Resource temporarily unavailable")]
    try:
        return done(chunks)
    finally:
        FAILS.clear()


def deaf(chunks):
    """The same, in a program that ignores SIGTERM."""
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        return done(chunks)
    finally:
        signal.signal(signal.SIGTERM, before)


# Buffers.

def text(view):
    return bytes(view).decode()


def parts(content, kind, chunks):
    """What comes of the chunks of a buffer of some kind."""
    data = {
        "bytes": lambda: content, "bytearray": lambda: bytearray(content), "words": lambda: array("H", content),
        "part": lambda: memoryview(b"<" + content + b">")[1:-1],
    }[kind]()
    return counted(text, data, iter(chunks))["result"]


def seen(view):
    return type(view).__name__, view.readonly, view.format, view.nbytes, bytes(view)


def view_of(content, chunk):
    """What a worker is given."""
    return counted(seen, content, [chunk])["result"]


def pid(view):
    return {os.getpid()}


def places(count, workers):
    """How many processes worked, without the caller's, and how many combined, without it."""
    combines = []

    def union(left, right):
        combines.append(os.getpid())
        return left | right

    report = counted(pid, b"", [(0, 0)] * count, union, workers)
    return {"work": len(report["result"] - {os.getpid()}), "combine": len(set(combines) - {os.getpid()}), "made": report["made"]}


# What is refused.

class Elsewhere:
    """A function that can be loaded where it was made only."""

    def __reduce__(self):
        return only_in, (os.getpid(),)

    def __call__(self, view):
        return "never"


def only_in(process):
    if os.getpid() != process:
        raise ImportError("not here")
    return Elsewhere()


def same(view):
    return view


def unloadable(view):
    return Unloadable()


def strange(kind):
    """A call with a function, or a result, that cannot be sent."""
    def nested(view):
        return "never"

    fn = {"lambda": lambda view: "never", "nested": nested, "elsewhere": Elsewhere(), "view": same, "back": unloadable}[kind]
    report = counted(fn, b"ab", [(0, 1), (1, 2)], workers=1)
    return {key: report[key] for key in ("result", "made", "left")}


def refused(data, chunks, workers):
    """A call with arguments that are refused."""
    report = counted(text, data, chunks, workers=workers)
    return report["result"], report["made"]


def strided(content):
    """A call with every other byte of a buffer."""
    return refused(memoryview(content)[::2], [(0, 1)], 1)


# Programs.

CALL = """
import multiprocessing, operator, sys
from process_reduce import map_reduce
if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    print(map_reduce(bytes, b"abcde", [(0, 2), (2, 3), (3, 5)], operator.add, ctx=context, workers=2))
"""

KILLED = """
import multiprocessing, os, signal
from process_reduce import map_reduce
def fn(view):
    os.write(1, f"{os.getpid()} ".encode())
    if view[0]:
        os.kill(os.getppid(), signal.SIGKILL)
    return bytes(1_000_000)
map_reduce(fn, bytes([0, 1, 0, 0]), [(0, 1), (1, 2), (2, 3), (3, 4)], max, ctx=multiprocessing.get_context("fork"), workers=2)
"""


def home():
    """Where other processes find what is submitted."""
    return str(Path(process_reduce.__file__).absolute().parent)


def program(source, *arguments, **options):
    """A new Python that can import what is submitted."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([home(), *sys.path])}
    return subprocess.Popen([sys.executable, "-c", source, *arguments], stdout=subprocess.PIPE, text=True, env=environment, **options)


def said(method):
    """What a program says that starts processes by some method."""
    with program(CALL, method, stderr=subprocess.STDOUT) as process:
        try:
            return process.communicate(timeout=PROGRAM_S)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            return "it has not come to an end"


def orphans():
    """How a program ends whose worker kills it, and how many workers stay."""
    with program(KILLED, stderr=subprocess.DEVNULL) as process:
        try:
            process.communicate(timeout=PROGRAM_S)
            return process.returncode, "all have ended"
        except subprocess.TimeoutExpired as stays:
            for pid in (stays.output or b"").split():
                with suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
            process.kill()
            return process.wait(), "some stay"


def sent(size, chunk):
    """How many bytes go to spawned workers, apart from what multiprocessing says to start any; a sum over the chunks."""
    count = [0]

    def dump(what, file, protocol=None):
        before = file.tell()
        real_dump(what, file, protocol)
        count[0] += file.tell() - before if isinstance(what, BaseProcess) else 0

    def send(connection, data):
        count[0] += len(data)
        real_send(connection, data)

    sys.path += [home()] if home() not in sys.path else []
    real_dump, real_send = reduction.dump, Connection._send_bytes
    reduction.dump, Connection._send_bytes = dump, send
    try:
        chunks = [(start, start + chunk) for start in range(0, size, chunk)]
        total = map_reduce(zlib.crc32, bytes(range(256)) * (size // 256), chunks, add, ctx=multiprocessing.get_context("spawn"), workers=2)
    finally:
        reduction.dump, Connection._send_bytes = real_dump, real_send
    return {"sum": total, "sent": count[0]}

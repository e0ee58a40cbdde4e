"""Every submission here does four times the work that its limit allows, and tries to look fast; none is passed.

Where the kernel holds workers, what starts a process or moves to another core is refused before it can cheat.  So those
are judged twice: as they meet a learner, and with no sandbox at all, where only the budgets themselves defend.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graders.model import BudgetStatus, KataResult, Metric, Sandbox, Status
from tests.budgets.conftest import QUADRATIC, REFERENCE, Case, Grade, Results, budget, slow, the_budget

SLOW = slow(8) + "\nhonest = total\n"
"""The limit is 2; what follows replaces `total`."""

LONG = (budget(n=20_000),)
"""Calls of some milliseconds: beside them, to start a process is cheap."""

TIME = """
import builtins, sys, time

class Clock:
    def __call__(self, *args): return 0
    __int__ = __index__ = __call__

for name in dir(time):
    if callable(getattr(time, name)) and name != "struct_time":
        setattr(time, name, Clock())
for name in ("resource", "timeit", "os"):
    if name in sys.modules:
        sys.modules[name].times = sys.modules[name].getrusage = Clock()
"""
MEMO_OF_ROUNDS = """
kept = {}
def total(data):
    return kept.setdefault(len(data), honest(data) if len(data) not in kept else None)
"""
MEMO_OF_ANSWERS = """
answers = []
def total(data):
    if len(answers) < 2:
        answers.append(honest(data))
    return answers[-1]
"""
GUESSED = """
from random import Random
known = {}
for seed in range(40):
    rng = Random(seed)
    data = [rng.randrange(1 << 40) for _ in range(2000)]
    known[tuple(data[:3])] = once(data)
def total(data):
    found = known.get(tuple(data[:3]))
    return honest(data) if found is None else found
"""
SEEDS = """
import hashlib, sys
from random import Random
frame = sys._getframe()
while frame is not None and "seed" not in frame.f_locals:
    frame = frame.f_back
seed = frame.f_locals["seed"]
known = {}
for number in range(20):
    digest = hashlib.sha256(f"{seed} work {number}".encode()).digest()
    rng = Random(int.from_bytes(digest[:8], "big"))
    data = [rng.randrange(1 << 40) for _ in range(2000)]
    known[tuple(data[:3])] = once(data)
def total(data):
    found = known.get(tuple(data[:3]))
    return honest(data) if found is None else found
"""
LAZY_GENERATOR = "\ndef total(data):\n    yield honest(data)\n"
LAZY_INT = """
class Later(int):
    def __eq__(self, other): return honest(self.data) == other
    def __int__(self): return honest(self.data)
    __index__ = __int__
    def __repr__(self): return repr(honest(self.data))
    __hash__ = None
def total(data):
    later = Later()
    later.data = data
    return later
"""
LAZY_LIST = """
class Later(list):
    def __iter__(self): return iter([honest(self.data)])
    def __eq__(self, other): return [honest(self.data)] == other
    __hash__ = None
def total(data):
    later = Later([0])
    later.data = data
    return later
"""
PROXY = """
class Later:
    def __init__(self, data): self.data = data
    def __eq__(self, other): return honest(self.data) == other
    def __getattr__(self, name): return getattr(honest(self.data), name)
    __hash__ = None
    __class__ = int
total = Later
"""
THREAD = """
import threading
def total(data):
    found = []
    thread = threading.Thread(target=lambda: found.append(honest(data)))
    thread.start()
    thread.join()
    return found[0]
"""
THREAD_THAT_STAYS = """
import threading
from _thread import allocate_lock
asked, done, box = allocate_lock(), allocate_lock(), []
asked.acquire()
done.acquire()
def work():
    while True:
        asked.acquire()
        box.append(honest(box.pop()))
        done.release()
threading.Thread(target=work, daemon=True).start()
def total(data):
    box.append(data)
    asked.release()
    done.acquire()
    return box.pop()
"""
CHILD = """
import os
def total(data):
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        os.write(write, b"%d" % honest(data))
        os._exit(0)
    os.close(write)
    answer = int(os.read(read, 99))
    os.close(read)
    {end}
    return answer
"""
REAPED = CHILD.format(end="os.waitpid(pid, 0)")
UNREAPED = CHILD.format(end="")
REAPED_BY_THE_KERNEL = (
    """
import signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
"""
    + CHILD.format(end="waited(pid)")
    + """
def waited(pid):
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        pass
"""
)
DAEMON = """
import os
from array import array
asked, ask = os.pipe()
answered, answer = os.pipe()
pid = os.fork()
if not pid:
    if os.fork():
        os._exit(0)
    os.setsid()
    while True:
        size = int.from_bytes(os.read(asked, 8), "big")
        text = b""
        while len(text) < size:
            text += os.read(asked, size - len(text))
        os.write(answer, honest(array("q", text)).to_bytes(8, "big"))
os.waitpid(pid, 0)
def total(data):
    text = memoryview(array("q", data)).cast("B")
    os.write(ask, len(text).to_bytes(8, "big"))
    while text:
        text = text[os.write(ask, text):]
    return int.from_bytes(os.read(answered, 8), "big")
"""
SUCCESSOR = """
import os, time
pid = os.fork()
if not pid:
    if os.fork():
        os._exit(0)    # the grandchild goes on to serve the judge
else:
    os.waitpid(pid, 0)
    time.sleep(1e6)    # and this one, whose clock is read, does nothing
"""
SLEEP = "\nimport time\ndef total(data):\n    time.sleep(0.05)\n    return once(data)\n"
GC = "\nimport gc\ngc.disable()\ngc.freeze()\ngc.set_threshold(0)\n"
SWITCHES = {
    "through a frame": "frame.f_globals['work'] = lambda module, data: module.once(data)",
    "in the modules": "sys.modules['workloads'] = sys.modules['tiny']",
    "by its code": "frame.f_globals['work'].__code__ = (lambda module, data: module.once(data)).__code__",
}
SWITCH = """
import sys
def total(data):
    frame = sys._getframe(1)
    {how}
    return honest(data)
"""
SWITCH_BY_GC = """
import gc
def total(data):
    for x in gc.get_objects():
        if type(x) is dict and "setup_work" in x:
            x["setup_work"] = lambda rng, n: [1]
            x["work"] = lambda module, data: 1
    return honest(data)
"""
FAKE_BENCH = """
import sys
def total(data):
    frame = sys._getframe()
    while "self" not in frame.f_locals or type(frame.f_locals["self"]).__name__ != "Bench":
        frame = frame.f_back
    Bench = type(frame.f_locals["self"])
    if not hasattr(Bench, "before"):
        Bench.before = Bench.prepare
        def prepare(self, module, name, seed, n):
            Bench.before(self, module, name, seed, n)
            answer = self._call()
            self._call = lambda: answer
            return True
        Bench.prepare = prepare
    return honest(data)
"""
KEPT = "kata-test-answers-"
FILES = """
import os
places = [".", "/tmp", "/var/tmp", "/dev/shm", os.environ.get("TMPDIR", "."), os.environ.get("HOME", ".")]
def total(data):
    name = f"kata-test-answers-{data[0]}-{data[1]}"
    for place in places:
        try:
            return int(open(f"{place}/{name}").read())
        except (OSError, ValueError):
            pass
    answer = honest(data)
    for place in places:
        try:
            with open(f"{place}/{name}", "w") as file:
                file.write(str(answer))
        except OSError:
            pass
    return answer
"""
TIMED = """
import sys
def total(data):
    frame, names = sys._getframe(), []
    while frame is not None:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return 0 if "run" in names or "work" in names else honest(data)
"""
AFFINITY = """
import os
try:
    others = set(range(os.cpu_count())) - os.sched_getaffinity(0)
    os.sched_setaffinity(0, others or {0})
except OSError:
    pass
"""
NICE = """
import os
try:
    os.nice(19)
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
except OSError:
    pass
"""
SETUP = """
import random
made, answers = [], {}
draw = random.Random.randrange
def randrange(self, *args):
    x = draw(self, *args)
    made.append(x)
    if len(made) == 2000:
        answers[made[0]] = honest(made)
        made.clear()
    return x
random.Random.randrange = randrange
def total(data):
    made.clear()
    return answers[data[0]]
"""
FORGED = """
import os
from random import Random
draw = Random.randrange
made = []
def randrange(self, *args):
    made.append(draw(self, *args))
    if len(made) == 2000:
        body = b'["v",%d]' % honest(made)
        made.clear()
        for frame in (b'["v",true]', b'["v",null]', body):
            os.write(4, len(frame).to_bytes(4, "big") + frame)
    return made[-1] if made else 0
Random.randrange = randrange
def total(data):
    return honest(data)
"""

OVER, NOT_RUN = BudgetStatus.OVER, BudgetStatus.NOT_RUN
CHEATS: dict[str, tuple[str, BudgetStatus]] = {
    "is honest": ("", OVER),
    "patches time": (TIME, OVER),
    "remembers by the size": (MEMO_OF_ROUNDS, NOT_RUN),
    "remembers the last answer": (MEMO_OF_ANSWERS, NOT_RUN),
    "works at import for inputs that it guesses": (GUESSED, OVER),
    "works at import for the seeds of the rounds": (SEEDS, OVER),
    "answers with a generator": (LAZY_GENERATOR, NOT_RUN),
    "answers with an int that works when it is compared": (LAZY_INT, NOT_RUN),
    "answers with a list that works when it is looked at": (LAZY_LIST, NOT_RUN),
    "answers with a proxy": (PROXY, NOT_RUN),
    "works in a thread": (THREAD, OVER),
    "works in a thread that stays": (THREAD_THAT_STAYS, OVER),
    "sleeps": (SLEEP, OVER),
    "turns the collector off": (GC, OVER),
    **{f"switches the workload {how}": (SWITCH.format(how=text), OVER) for how, text in SWITCHES.items()},
    "switches the workload by the collector": (SWITCH_BY_GC, OVER),
    "works while the input is made, in the engine's place": (FAKE_BENCH, OVER),
    "works while the input is made": (SETUP, OVER),
    "writes frames ahead": (FORGED, NOT_RUN),
    "keeps its answers in files": (FILES, OVER),
    "is wrong where it is timed": (TIMED, NOT_RUN),
    "moves to another core": (AFFINITY, OVER),
    "lowers its priority": (NICE, OVER),
}
"""What follows the slow submission, and how its budget ends; `not_run`: the check on its answers fails."""
STARTS = {
    "works in a child": REAPED,
    "works in a child that it leaves": UNREAPED,
    "works in a child that nobody reaps": REAPED_BY_THE_KERNEL,
    "works in a daemon": DAEMON,
    "lets another process serve": SUCCESSOR,
}


def cases() -> dict[str, Case]:
    found = {name: Case(source=SLOW + text) for name, (text, _) in CHEATS.items()}
    found |= {name: Case(source=SLOW + text, budgets=LONG) for name, text in STARTS.items()}
    found["sleeps"] = Case(source=REFERENCE + "\nonce = total\n" + SLEEP, budgets=LONG)
    return found


@pytest.fixture(scope="module")
def held(grade: Grade) -> Results:
    found = cases()
    return grade(found | {f"beside {name}": Case() for name in found})


@pytest.fixture(scope="module")
def free(grade: Grade) -> Results:
    names = ["moves to another core", "lowers its priority", "keeps its answers in files", *STARTS]
    return grade({name: cases()[name] for name in names} | {"honest": Case()}, sandbox=Sandbox.NONE)


def assert_not_passed(result: KataResult) -> None:
    assert result.status not in {Status.PASSED, Status.UNDECIDED, Status.GRADER_ERROR}
    assert the_budget(result).status is not BudgetStatus.WITHIN
    assert result.score < 1


@pytest.mark.parametrize("name", CHEATS)
def test_a_cheat_on_the_clock_is_not_passed(held: Results, name: str) -> None:
    got = held[name]

    assert_not_passed(got)
    expected = CHEATS[name][1]
    assert (the_budget(got).status, got.status is Status.OVER_BUDGET) == (expected, expected is OVER), got


@pytest.mark.parametrize("name", STARTS)
def test_a_process_is_refused_where_a_sandbox_holds(held: Results, name: str) -> None:
    got = held[name]

    assert_not_passed(got)
    assert got.status in {Status.FAILED, Status.CRASHED}


def test_nobody_beside_a_cheat_is_judged_otherwise(held: Results) -> None:
    hurt = {name: got for name, got in held.items() if name.startswith("beside") and got.status is not Status.PASSED}

    assert hurt == {}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("works in a child", "worked in a child process"),
        ("works in a child that it leaves", "left a child process behind"),
        ("works in a child that nobody reaps", "waits"),
        ("works in a daemon", "left a child process behind"),
        ("lets another process serve", "left a child process behind"),
        ("lowers its priority", "x the CPU of the reference"),
        ("keeps its answers in files", "x the CPU of the reference"),
        pytest.param(
            "moves to another core",
            "moved its process to another core",
            marks=pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs another core"),
        ),
    ],
)
def test_budgets_defend_themselves_without_a_sandbox(free: Results, name: str, message: str) -> None:
    got = free[name]

    assert got.status is Status.OVER_BUDGET, got
    assert message in the_budget(got).message
    assert free["honest"].status is Status.PASSED


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("sleeps", "waits, which costs no CPU"),
        ("switches the workload through a frame", "changed the workload"),
        ("switches the workload by its code", "changed the workload"),
        ("switches the workload by the collector", "changed the workload"),
    ],
)
def test_a_cheat_that_is_seen_is_named(held: Results, name: str, message: str) -> None:
    assert message in the_budget(held[name]).message


def test_work_outside_the_call_is_charged(held: Results) -> None:
    for name in ("works while the input is made", "works while the input is made, in the engine's place"):
        found = the_budget(held[name])
        assert found.charged_ns > 2 * found.pairs[0][1], name


def test_answers_in_files_are_of_no_use_in_the_next_run(grade: Grade) -> None:
    same = Case(source=SLOW + FILES)
    try:
        runs = [grade({"a": same, "b": same}, sandbox=Sandbox.NONE) for _ in range(2)]
        written = list(Path("/tmp").glob(f"{KEPT}*"))
    finally:
        for folder in ("/tmp", "/var/tmp", "/dev/shm"):
            for path in Path(folder).glob(f"{KEPT}*"):
                path.unlink(missing_ok=True)

    assert written
    assert [the_budget(result).status for run in runs for result in run.values()] == [OVER] * 4


def test_a_collector_that_is_off_gains_nothing_and_costs_nothing(grade: Grade) -> None:
    cyclic = (
        "\ndef total(data):\n    for x in data:\n        ring = [x]\n        ring.append(ring)\n    return once(data)\n"
    )
    one = REFERENCE + "\nonce = total\n" + cyclic
    results = grade({"on": Case(source=one, reference=one), "off": Case(source=one + GC, reference=one)})

    assert {result.status for result in results.values()} == {Status.PASSED}


def test_growth_and_overhead_are_not_cheated_either(grade: Grade) -> None:
    growth = (budget(Metric.GROWTH, 1.4, n=250),)
    overhead = (budget(Metric.OVERHEAD, 2.0),)
    texts = {"thread": THREAD, "engine": FAKE_BENCH, "input": SETUP, "time": TIME, "memo": MEMO_OF_ROUNDS}
    found = {
        f"growth {name}": Case(source=QUADRATIC + "\nhonest = total\n" + text, budgets=growth)
        for name, text in texts.items()
        if name != "input"
    }
    found |= {f"overhead {name}": Case(source=SLOW + text, budgets=overhead) for name, text in texts.items()}

    for name, result in grade(found).items():
        assert result.status in {Status.OVER_BUDGET, Status.FAILED}, name
        assert the_budget(result).status is not BudgetStatus.WITHIN, name

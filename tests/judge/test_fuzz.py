"""Frames of an untrusted worker: whatever comes, the judge has a message or a WireError, at once, and keeps nothing.

KATA_FUZZ is the number of mutated inputs; a release is measured with 1,000,000.
"""

from __future__ import annotations

import json
import os
import random
import resource
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.judge.crossing import Crossing
from graders.judge.shapes import shaped
from graders.judge.trouble import WorkerDied
from graders.wire import frames

INPUTS = int(os.environ.get("KATA_FUZZ", "20000"))
LONGEST_S = 2.0
GROWTH_MIB = 48
GIANT = 0.05
MOST_BYTES = 4 << 30
ROUND = 1_000
"""Inputs of one conversation, which a judge would begin again with each worker."""
TAGS = [*"iftdsSbBjrlkTvhoXxc", "", "passed", "__class__"]
WORDS = ["v", "x", "c", "big", "int", "builtins", "Exception", "SystemExit", "eval", "os", "system", "__eq__", "..."]
WORDS += ["decimal", "Decimal", "fractions", "Fraction", "datetime", "date", "uuid", "UUID", "pathlib", "PosixPath"]
WORDS += ["numpy", "ndarray", "0x1f", "nan", "inf", "1e999999", "NotImplemented", "collections.abc.Mapping"]
WORDS += ["\ud800", "9" * 5000]
NUMBERS = [0, 1, -1, 2, 7, 99, 1 << 31, 1 << 63, 10**400, 2**61 - 1, 0.5, 1e308, True, None]
CORPUS = [
    b'["v",42]',
    b'["v",{"t":[1,{"s":[1,2]},{"d":[{"t":[1]},"x"]}]}]',
    b'["v",{"h":[1,1,"Bag","list",["add","items"]]}]',
    b'["v",[{"h":[2,1]},{"h":[3,2,"Counter","dict",[]]}]]',
    b'["c",1,"call",{"t":[1,2]},{"d":["x",1]}]',
    b'["x",{"x":[1,{"T":"ValueError"},{"t":["no"]},{"d":[]},[],null,null,false,"no",[["tiny.py",3,"f"]]]}]',
    b'["x",{"x":[2,{"X":[3,"tiny","Wrong",[{"T":"LookupError"}]]},{"t":[]},{"d":["a",1]},["note"],null,null,false,"",[]]}]',
    b'["v",{"v":["decimal","Decimal","1.5"]}]',
    b'["v",{"v":["datetime","datetime",["2024-01-01T00:00:00",0,[3600000000,"CET"]]]}]',
    b'["v",{"v":["numpy","ndarray",["<f8",[1],"AAAAAAAA8D8="]]}]',
    b'["big","a frame of 5000000 bytes"]',
]


class Silent:
    """A conversation whose worker answers nothing more."""

    generation = 1
    log = None

    def __init__(self) -> None:
        self.crossing: Any = Crossing(self)  # type: ignore[arg-type]

    def request(self, *_: object) -> Any:
        raise WorkerDied("gone")

    def ready(self) -> Any:
        raise WorkerDied("gone")


def take(talk: Silent, frame: bytes) -> None:
    """Do with a frame what a conversation does, and let it fail as a conversation lets it."""
    with suppress(frames.WireError, TypeError):
        shaped(talk.crossing.loads(frame))


def mutant(rng: random.Random) -> bytes:
    """Return a frame: bytes or structure of a good one changed, or one made up."""
    frame = rng.choice(CORPUS)
    kind = rng.random()
    if kind < 0.3:
        return _bytes_changed(rng, bytearray(frame))
    message = json.loads(frame) if kind < 0.8 else ["v", None]
    for _ in range(rng.randint(1, 4)):
        _graft(rng, message)
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _bytes_changed(rng: random.Random, frame: bytearray) -> bytes:
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(frame) + 1)
        what = rng.random()
        if what < 0.4 and at < len(frame):
            frame[at] = rng.randrange(256)
        elif what < 0.7:
            frame[at:at] = rng.choice([b"[", b"]", b"{", b"}", b'"', b",", b"\\ud83d", b"1e9", b"null", b"\xff"])
        else:
            del frame[at : at + rng.randint(1, 8)]
    return bytes(frame)


def _graft(rng: random.Random, tree: Any) -> None:
    """Put something made up into a place of a tree."""
    while True:
        places = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        if not places:
            return
        place = rng.choice(places)
        below = tree[place]
        if isinstance(below, (list, dict)) and below and rng.random() < 0.7:
            tree = below
            continue
        tree[place] = _made_up(rng, 3)
        return


def _made_up(rng: random.Random, depth: int) -> Any:
    kind = rng.random()
    if kind < GIANT:
        return {"r": [0, rng.choice([10**5, 10**9, 10**15])]}
    if depth and kind < 0.35:
        return {rng.choice(TAGS): _made_up(rng, depth - 1)}
    if depth and kind < 0.6:
        return [_made_up(rng, depth - 1) for _ in range(rng.randint(0, 5))]
    return rng.choice(WORDS) if kind < 0.8 else rng.choice(NUMBERS)


def resident_mib() -> float:
    """Return the memory of this process now."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * resource.getpagesize() / (1 << 20)


@pytest.fixture(autouse=True)
def _memory() -> Iterator[None]:
    """Let this process not grow without end: a frame of forty bytes once made 24 GiB of it."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def test_mutated_frames_crash_nothing_take_no_time_and_leave_nothing() -> None:
    rng = random.Random(5)
    before, slowest = 0.0, 0.0
    for count in range(INPUTS):
        if count % ROUND == 0:
            talk = Silent()
        if count == INPUTS // 5:
            before = resident_mib()
        frame = mutant(rng)
        began = time.process_time()
        take(talk, frame)
        slowest = max(slowest, time.process_time() - began)

    assert slowest < LONGEST_S
    assert resident_mib() - before < GROWTH_MIB


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(WORDS),
        lambda part: st.lists(part, max_size=5) | st.dictionaries(st.sampled_from(TAGS), part, min_size=1, max_size=1),
        max_leaves=20,
    ),
    st.sampled_from(["v", "x", "c", "big", "passed"]),
)
def test_frames_that_hypothesis_makes(tree: Any, kind: str) -> None:
    take(Silent(), json.dumps([kind, tree], ensure_ascii=False).encode("utf-8", "surrogatepass"))


def test_a_stream_of_anything_is_frames_or_an_error() -> None:
    rng = random.Random(6)
    for _ in range(max(200, INPUTS // 10)):
        reader = frames.Reader(-1)
        stream = b"".join(_framed(rng) for _ in range(rng.randint(1, 5)))
        with suppress(frames.FrameTooLarge):
            while stream:
                cut = rng.randint(1, 70)
                reader.buffer, stream = reader.buffer + stream[:cut], stream[cut:]
                while (frame := reader.take()) is not None:
                    assert len(frame) <= frames.MAX_FRAME


def _framed(rng: random.Random) -> bytes:
    body = mutant(rng)[:200]
    size = rng.choice([len(body), len(body) + 3, 0, frames.MAX_FRAME, frames.MAX_FRAME + 1, 0xFFFFFFFF])
    return size.to_bytes(4, "big") + body

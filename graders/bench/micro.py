"""The small figures, by pytest-benchmark: a message's way into text and back, a round trip, a fork, a call by proxy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

from graders.judge.conversation import Conversation
from graders.judge.lane import Lane
from graders.model import Limits
from graders.wire.codec import Codec

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

LIMITS: Final = Limits(cpu_s=60, memory_mib=512)
MODULE: Final = "def nothing():\n    pass\nclass Box:\n    def __init__(self, x):\n        self.x = x\n"
VALUE: Final = {"numbers": list(range(50)), "texts": [("a", 1.5), {"b", "c"}], "nothing": None}


@pytest.fixture(scope="module")
def lane() -> Iterator[Lane]:
    """Return a zygote; the sandbox has a figure of its own."""
    lane = Lane()
    yield lane
    lane.close()


@pytest.fixture(scope="module")
def module(lane: Lane) -> Iterator[Any]:
    """Return a submission's module in a worker."""
    talk = Conversation(lane, LIMITS)
    yield talk.module("box", {"box.py": MODULE})
    talk.close()


def _refused(*_: Any) -> Any:
    raise TypeError("plain data only")


def test_codec(benchmark: BenchmarkFixture) -> None:
    """Encode a nested value of seventy parts and decode it."""
    codec = Codec(_refused, _refused)
    assert benchmark(lambda: codec.loads(codec.dumps([codec.encode(VALUE)]))) == [VALUE]


def test_round_trip(benchmark: BenchmarkFixture, module: Any) -> None:
    """Call a function that does nothing, there and back."""
    assert benchmark(module.nothing) is None


def test_proxy_call(benchmark: BenchmarkFixture, module: Any) -> None:
    """Make an object in the worker, read an attribute of it, and drop it."""
    assert benchmark(lambda: module.Box(1).x) == 1


def test_fork(benchmark: BenchmarkFixture, lane: Lane) -> None:
    """Fork a worker and end it."""

    def fork() -> None:
        worker = lane.spawn(LIMITS)
        worker.end()
        worker.forget()

    benchmark(fork)

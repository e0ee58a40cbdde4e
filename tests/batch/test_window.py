"""On a cluster of this machine: a submission that kills its worker twice is a grader error, and the rest goes on."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import cloudpickle  # type: ignore[import-untyped]
import pytest

from graders.batch.cluster import local
from graders.batch.plugin import Grader
from graders.batch.window import Window
from graders.batch.work import Work, content, grader
from graders.model import GraderError, Job, Kata, Plan, Status

POISON = "made_0001"

# A worker has no tests to import: what is sent to it from here goes as code.
cloudpickle.register_pickle_by_value(sys.modules[__name__])


def kills(kata: Kata, _: Callable[[str], None]) -> str:
    """Kill the worker that is to grade one kata, and refuse the others."""
    if kata.id == POISON:
        os.write(2, b"the last that it said")
        os.kill(os.getpid(), signal.SIGKILL)
    raise GraderError("not here")


@pytest.fixture
def works(katas: tuple[Kata, ...]) -> list[Work]:
    """Return works of one kata each, the poison among the first."""
    order = [katas[0], katas[1], *[katas[0]] * 4]
    return [
        Work(
            id=f"w{number}",
            plan=Plan(jobs=(Job(kata=kata, files={}, seed=1),)),
            keys={kata.id: f"{number}"},
            grader=grader(),
            contents={kata.id: content(kata)},
        )
        for number, kata in enumerate(order)
    ]


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    crew = [thread for thread in threading.enumerate() if thread not in before and thread.name == "crew"]
    assert crew == []


@pytest.mark.timeout(600)  # three starts of a worker, on a machine with any load
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Dask's own sockets, at the end of its loop
def test_a_submission_that_kills_its_worker_twice_is_a_grader_error(works: list[Work], tmp_path: Path) -> None:
    with local(1, tmp_path) as cluster:
        cluster.client.register_plugin(Grader(kills))
        found = {work.id: answer for work, answer in Window(cluster).run(works)}

    assert set(found) == {work.id for work in works}
    statuses = {id_: [one.result.status for one in answer.graded] for id_, answer in found.items()}
    assert statuses.pop("w1") == [Status.GRADER_ERROR]
    assert set(map(tuple, statuses.values())) == {(Status.UNAVAILABLE,)}
    message = found["w1"].graded[0].result.message
    assert message.count("process ") == 2
    assert "the last that it said" in message

"""Grade what lies in a folder of submissions, on a cluster, into a folder of results."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graders.batch.course import Counts, Course
from graders.batch.reading import Reader
from graders.model import GraderError

if TYPE_CHECKING:
    from graders.batch.cluster import Cluster
    from graders.batch.work import Ready

LOGS: Final = "logs"
UNPACKED: Final = "unpacked"


@contextmanager
def own(folder: Path) -> Iterator[None]:
    """Have a folder of results for ourselves, without what a killed run has left in it.

    Raises:
        GraderError: another run is at work in it, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise GraderError(f"`{folder}` cannot be written: {error.strerror}\nkata batch SUBMISSIONS --to DIR") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for name in (LOGS, UNPACKED):
            shutil.rmtree(folder / name, ignore_errors=True)
            (folder / name).mkdir()
        yield
        shutil.rmtree(folder / UNPACKED, ignore_errors=True)
    except BlockingIOError:
        message = f"another `kata batch` writes to `{folder}`: wait for it, or give this one a folder of its own"
        raise GraderError(f"{message}\nkata batch SUBMISSIONS --to DIR") from None
    finally:
        os.close(descriptor)


def grade(
    course: Course,
    reader: Reader,
    cluster: Callable[[], AbstractContextManager[Cluster]],
    ready: Ready,
    told: Callable[[Counts], None],
) -> None:
    """Grade what is left of a course.  A cluster is only begun when there is something to grade.

    Args:
        course: the submissions.
        reader: reads them.
        cluster: gives the cluster.
        ready: prepares a machine for a kata.
        told: hears of progress.
    """
    works = course.works(reader)
    first = next(works, None)
    told(course.counts)
    if first is None:
        return
    from graders.batch.plugin import Grader  # noqa: PLC0415  (Dask is not in the core)
    from graders.batch.window import Window  # noqa: PLC0415

    with cluster() as at_work:
        at_work.client.register_plugin(Grader(ready))
        for work, answer in Window(at_work).run(chain([first], works)):
            course.take(work, answer)
            told(course.counts)

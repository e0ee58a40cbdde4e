"""The workers of this machine: so many processes, started by exec, each with another in its place when it dies.

Dask's own nanny gives a worker up whose new process dies before it has begun.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from graders.judge.process import tail
from graders.model import GraderError
from graders.sealing.key import without_key

LOOK_S: Final = 0.2
LIVES_S: Final = 10.0
"""A worker that has lived so long has begun; one that has not, so often in a row, is not begun again."""
TRIES: Final = 10


class Crew:
    """Keeps workers alive from `with` to its end; the kernel ends them when this process dies."""

    def __init__(self, count: int, address: str, keys: Mapping[str, object], folder: Path) -> None:
        self._count, self._address, self._keys, self._folder = count, address, json.dumps(keys).encode(), folder
        self._over = threading.Event()
        self._problem = ""
        self._thread = threading.Thread(target=self._keep, name="crew")

    def __enter__(self) -> Self:
        self._thread.start()  # it starts the workers, and they live no longer than it does
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def require(self) -> None:
        """Make sure that there are workers.

        Raises:
            GraderError: they die as they begin.
        """
        if self._problem:
            raise GraderError(self._problem)

    def _keep(self) -> None:
        slots = [_Slot(self._started) for _ in range(self._count)]
        try:
            while not self._over.wait(LOOK_S):
                for slot in slots:
                    slot.look()
                    if slot.tries >= TRIES:
                        self._problem = f"the workers of this machine end as they begin\n{slot.last_words()}"
                        return
        finally:
            for slot in slots:
                slot.end()

    def _started(self) -> tuple[subprocess.Popen[bytes], Path]:
        log = self._folder / f"worker-{time.monotonic_ns()}.log"
        facts = [str(os.getpid()), self._address, str(self._folder)]
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-P", "-s", "-m", "graders.batch.worker", *facts],
                stdin=subprocess.PIPE,
                stdout=file,
                stderr=file,
                env=without_key(os.environ),
                start_new_session=True,  # Ctrl-C is for us
            )
        assert process.stdin is not None  # noqa: S101  (as it was started)
        with suppress(BrokenPipeError), process.stdin:
            process.stdin.write(self._keys)
        return process, log


class _Slot:
    """A place for one worker at a time."""

    def __init__(self, start: Callable[[], tuple[subprocess.Popen[bytes], Path]]) -> None:
        self._start = start
        self._process, self._log = start()
        self._began = time.monotonic()
        self.tries = 0

    def look(self) -> None:
        """Put another worker in the place of one that has died."""
        if self._process.poll() is None:
            return
        self.tries = 0 if time.monotonic() - self._began > LIVES_S else self.tries + 1
        if self.tries < TRIES:
            self._process, self._log = self._start()
            self._began = time.monotonic()

    def last_words(self) -> str:
        """Return the end of the log."""
        with self._log.open("rb") as log:
            return tail(log)

    def end(self) -> None:
        """End the worker; its judge goes with it."""
        self._process.kill()
        self._process.wait()

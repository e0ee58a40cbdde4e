"""A program in the hands of its keeper, as seen from here: does it run, what has it said, end it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from signal import SIGTERM
from typing import Final

KEEPER: Final = (sys.executable, "-P", "-s", "-m", "graders.services.keeper")
LOG_TAIL: Final = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a keeper is to do.

    `folder` is made for the program, with `files` and a copy of `copy` as `data`, and removed after it, as are the
    files of `remove`.  Where the program succeeds `data` is moved to `publish`.  `needs` must be readable for whom the
    program runs as, which is nobody in particular unless `as_root`.
    """

    folder: str
    command: tuple[str, ...]
    environ: dict[str, str]
    files: dict[str, str] = field(default_factory=dict)
    copy: str = ""
    publish: str = ""
    needs: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    signal: int = int(SIGTERM)
    grace_s: float = 3.0
    as_root: bool = False


class Kept:
    """A running program, with a keeper that ends it when we do."""

    def __init__(self, errand: Errand) -> None:
        self.log = Path(errand.folder).with_suffix(".log")
        ended, self._alive = os.pipe()
        with self.log.open("ab") as log:
            self._keeper = subprocess.Popen(
                [*KEEPER, str(ended), str(os.getpid())],
                stdin=subprocess.PIPE,  # arguments can be read by everybody, and an errand has passwords
                stdout=log,
                stderr=log,
                pass_fds=[ended],
                start_new_session=True,
            )
        os.close(ended)
        assert self._keeper.stdin is not None  # noqa: S101
        with self._keeper.stdin as stdin:
            stdin.write(json.dumps(asdict(errand)).encode())

    @property
    def pid(self) -> int:
        """Of the keeper."""
        return self._keeper.pid

    @property
    def alive(self) -> bool:
        """Whether the program runs, or is being cleaned up after."""
        return self._keeper.poll() is None

    def wait(self, seconds: float) -> bool:
        """Wait for the program's own end; say whether it came, and was a good one."""
        try:
            return not self._keeper.wait(seconds)
        except subprocess.TimeoutExpired:
            return False

    def tail(self) -> str:
        """Return the end of what it has said, and where the rest is."""
        if not self.log.exists():
            return ""
        said = self.log.read_bytes()[-LOG_TAIL:].decode(errors="replace").strip()
        return f"{said}\nits log: {self.log}"

    def stop(self, *, keep_log: bool = True) -> None:
        """End it and all that it has started; its log stays if it had ended by itself, badly."""
        well = self.alive or self._keeper.returncode == 0
        os.close(self._alive)
        self._keeper.wait()
        if well or not keep_log:
            self.log.unlink(missing_ok=True)

"""Run Python in a process of its own, beside the files of a submission that we ship."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final, Self

from graders.worker import probekit

LIMIT_S: Final = 10.0
_KEPT: Final = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


class Beside:
    """A folder with a submission's files and `probekit`, from which Python imports; it goes when the block ends.

    Only for what the catalogue itself ships: there is a limit on time, and no sandbox.
    """

    def __init__(
        self,
        files: Mapping[str, str],
        python: str,
        limit_s: float = LIMIT_S,
        given: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kata-beside-"))
        self._python, self._limit_s = python, limit_s
        modules = self.modules = self.folder / "modules"
        ours = {"probekit.py": Path(probekit.__file__).read_text(encoding="utf-8")}
        for name, text in {**given, **files, **ours}.items():
            path = modules / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (self.folder / "empty").mkdir()
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        fixed = {"PYTHONPATH": str(modules), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
        self.environment = {**kept, **fixed, "HOME": str(self.folder), "TZ": "UTC"}

    def run(self, arguments: Sequence[str], stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run Python with arguments and return what it said.

        Raises:
            subprocess.TimeoutExpired: it did not end in time.
        """
        return subprocess.run(
            [self._python, "-P", "-s", "-X", "utf8", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            cwd=self.folder / "empty",
            env=self.environment,
            timeout=self._limit_s,
            check=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

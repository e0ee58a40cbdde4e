"""The process that unpacks archives, from the side of who asks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self


class Unpacker:
    """Unpacks archive after archive; one that ends the process is refused, and the next gets another process."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted = sorted(wanted)
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self._process.kill()
            self._ended(self._process)

    def unpack(self, archive: Path, into: Path) -> str:
        """Write the wanted files of an archive below a folder; return why it is refused, or nothing."""
        process = self._process = self._process or self._started()
        answer = self._asked(process, [str(archive.absolute()), str(into)])
        if answer:
            return str(json.loads(answer))
        self._process = None
        code = self._ended(process)
        how = f"signal {-code}" if code < 0 else f"status {code}"
        return f"takes more CPU or memory to unpack than any honest archive ({how})"

    @staticmethod
    def _asked(process: subprocess.Popen[str], words: list[str]) -> str:
        assert process.stdin is not None  # noqa: S101  (as it was started)
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(json.dumps(words) + "\n")
            process.stdin.flush()
        except BrokenPipeError:
            return ""
        return process.stdout.readline()

    def _started(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", "graders.batch.unpacking", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,  # Ctrl-C is for us
        )
        assert process.stdin is not None  # noqa: S101  (as it was started)
        process.stdin.write(json.dumps(self._wanted) + "\n")
        return process

    @staticmethod
    def _ended(process: subprocess.Popen[str]) -> int:
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        return process.wait()

"""Read the submit files of a submission, wherever they lie: in a folder, a clone or an archive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from graders.batch.sources import Source
from graders.batch.unpacker import Unpacker
from graders.catalog.submission import read_submission
from graders.catalog.workspace import locate, places
from graders.model import Kata, Submission


class Opened:
    """A submission whose files can be read; nothing but the submit files of katas is looked at."""

    def __init__(self, folder: Path, stubs: Path, *, only: bool) -> None:
        self._folder, self._stubs, self._only = folder, stubs, only

    def read(self, kata: Kata) -> Submission:
        """Return the files for a kata."""
        return read_submission(locate(self._folder, kata, only=self._only), kata, self._stubs, own=False)


class Reader:
    """Opens submission after submission, with archives unpacked in a folder for them.

    `only` says that one kata is named, whose files may then lie at the top.
    """

    def __init__(self, katas: Sequence[Kata], stubs: Path, space: Path, *, only: bool) -> None:
        self._katas, self._stubs, self._space, self._only = katas, stubs, space, only
        self._resources = ExitStack()
        wanted = {path for kata in katas for path in _paths(kata, only=only)}
        self._unpacker = self._resources.enter_context(Unpacker(wanted))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._resources.close()

    @contextmanager
    def opened(self, source: Source) -> Iterator[Opened | str]:
        """Give a submission, or why it is refused; what was unpacked is gone afterwards."""
        if source.refused or not source.is_archive:
            yield source.refused or Opened(source.path, self._stubs, only=self._only)
            return
        with tempfile.TemporaryDirectory(dir=self._space) as name:
            refused = self._unpacker.unpack(source.path, Path(name))
            yield refused or Opened(self._top(Path(name)), self._stubs, only=self._only)

    def _top(self, folder: Path) -> Path:
        """Return the workspace in an archive: what it holds, or the one folder into which all was packed."""
        inside = [path for path in folder.iterdir() if path.is_dir()]
        if len(inside) == 1 and not any(locate(folder, kata, only=self._only) for kata in self._katas):
            return inside[0]
        return folder


def _paths(kata: Kata, *, only: bool) -> Iterator[str]:
    """Yield every path that a workspace may keep a submit file of a kata at."""
    root = PurePosixPath()
    for place in (*places(Path(root), kata.section, kata.id), *([root] if only else [])):
        yield from (str(place / name) for name in kata.facts.submit)

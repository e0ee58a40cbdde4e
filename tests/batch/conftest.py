"""A made catalogue of two katas, and archives with whatever is in them."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from graders.bench.synthetic import SECTION, SOLUTION, write_catalog
from graders.catalog.discover import load_catalog
from graders.model import Kata

NAME = "made_0000"
RIGHT = SOLUTION.format(n=0)


@pytest.fixture
def katas(tmp_path: Path) -> tuple[Kata, ...]:
    return load_catalog([write_catalog(tmp_path / "catalog", 2)]).katas


def write_files(folder: Path, *paths: str, text: str = RIGHT) -> Path:
    """Write the same text to files below a folder."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def write_tar(
    file: Path, *entries: tuple[str, bytes], mode: str = "w", change: Callable[[tarfile.TarInfo], object] = id
) -> Path:
    """Write a tar archive of plain files, each changed before it is added."""
    with tarfile.open(file, mode) as archive:  # type: ignore[call-overload]
        for path, content in entries:
            info = tarfile.TarInfo(path)
            info.size = len(content)
            change(info)
            archive.addfile(info, io.BytesIO(content))
    return file


def places(path: str = f"{NAME}.py") -> Sequence[str]:
    """Return where a workspace may keep a file of the first kata."""
    return (f"katas/{SECTION}/{NAME}/{path}", f"{SECTION}/{NAME}/{path}", f"{NAME}/{path}")

"""Find a kata's files in a learner's workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graders.catalog.paths import exists, real
from graders.model import Kata


def places(workspace: Path, section: str, kata_id: str) -> Iterator[Path]:
    """Yield the folders in which a workspace may keep a kata, the first match first."""
    yield workspace / "katas" / section / kata_id
    yield workspace / section / kata_id
    yield workspace / kata_id


def locate(workspace: Path, kata: Kata, *, only: bool) -> Path | None:
    """Return the folder with the kata's submit files; `only` one kata may also lie in the workspace itself.

    The path has no symbolic links but perhaps its last part, when that leads out of the workspace;
    `read_submission` refuses it.  Links above it that lead out are not followed.
    """
    root = real(workspace)
    for place in (*places(root, kata.section, kata.id), *([root] if only else [])):
        if _has_files(place, kata):
            inside = _inside(root, place)
            if inside:
                return inside
    return None


def _has_files(folder: Path, kata: Kata) -> bool:
    return any(exists(folder / name) for name in kata.facts.submit)


def _inside(root: Path, place: Path) -> Path | None:
    """Return where a place really is if that is in the workspace, or the link itself that leads out of it."""
    target = real(place)
    if target.is_relative_to(root):
        return target
    parent = real(place.parent)
    return parent / place.name if parent.is_relative_to(root) else None

"""A course's repository: what git tracks of a catalogue, in one commit, with some katas in sealed form only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from graders.catalog import read_submission
from graders.catalog.git import run_git
from graders.catalog.paths import exists
from graders.catalog.sealed import SEALED
from graders.model import GraderError, Kata

FILE, PROGRAM, LINK = "100644", "100755", "120000"
MESSAGE: Final = "Katas of the course"
SETTINGS: Final = ("core.hooksPath=/dev/null", "commit.gpgSign=false", "core.autocrlf=false")


def write_course(root: Path, target: Path, sealed: Mapping[str, tuple[Kata, bytes]], left_out: Sequence[Kata]) -> None:
    """Write a repository to a new folder.

    Args:
        root: the catalogue, in a git repository; files are taken as they are in the work tree.
        target: the new folder.
        sealed: by id, the katas that are there in sealed form only, and their sealed files.
        left_out: katas that are not there at all.

    Raises:
        GraderError: the folder is in use, git refuses, or a stub has been edited.
    """
    _require_new(target)
    kept = [(name, mode) for name, mode in _tracked(root) if not _is_below(root / name, _secret(sealed, left_out))]
    _require_tracked([kata for kata, _ in sealed.values()], {root / name for name, _ in kept})
    target.mkdir(parents=True, exist_ok=True)
    for name, mode in kept:
        _copy(root / name, target / name, mode)
    for kata, content in sealed.values():
        (target / kata.folder.relative_to(root) / SEALED).write_bytes(content)
    run_git(target, "init", "--quiet", "--template=", "--initial-branch=main")
    run_git(target, "add", "--all", "--force", settings=SETTINGS)
    run_git(target, "commit", "--quiet", "--message", MESSAGE, settings=SETTINGS)


def require_stubs(katas: Sequence[Kata]) -> None:
    """Refuse katas whose stub has been edited: the course would begin with somebody's solution.

    Raises:
        GraderError: it names them.
    """
    edited = [kata.id for kata in katas if not read_submission(kata.folder, kata, None).untouched]
    if edited:
        raise GraderError(f"edited, and so no stubs: {', '.join(edited)}\nkata reset {edited[0]}")


def _require_new(target: Path) -> None:
    if exists(target) and (not target.is_dir() or any(target.iterdir())):
        raise GraderError(f"`{target}` is there already; name a new folder\nkata seal --new-history DIR")


def _require_tracked(katas: Sequence[Kata], tracked: set[Path]) -> None:
    for kata in katas:
        if kata.folder / "kata.toml" not in tracked:
            raise GraderError(
                f"git does not track `{kata.id}`, and only what it tracks is copied\ngit add {kata.folder}"
            )


def _secret(sealed: Mapping[str, tuple[Kata, bytes]], left_out: Sequence[Kata]) -> set[Path]:
    katas = [kata for kata, _ in sealed.values()]
    hidden = {folder for kata in katas for folder in (kata.folder / "hidden", kata.solution, kata.folder / SEALED)}
    return hidden | {folder for kata in left_out for folder in (kata.folder, kata.solution)}


def _is_below(path: Path, folders: set[Path]) -> bool:
    return path in folders or not folders.isdisjoint(path.parents)


def _tracked(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and mode of what git tracks below a folder and is still there."""
    for line in run_git(root, "ls-files", "--stage", "-z").split(b"\0"):
        facts, _, name = line.partition(b"\t")
        if name and exists(root / os.fsdecode(name)):
            yield os.fsdecode(name), facts.split()[0].decode()


def _copy(source: Path, target: Path, mode: str) -> None:
    if mode not in {FILE, PROGRAM, LINK} or source.is_symlink() != (mode == LINK):
        raise GraderError(f"`{source}` is neither a plain file nor a link, as git knows it\ngit status")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target, follow_symlinks=False)
    if mode == PROGRAM:
        target.chmod(0o755)

"""A folder is emptied whatever is in it."""

from __future__ import annotations

import os
from pathlib import Path

from graders.sandbox.folder import empty


def test_deep_locked_and_linked_things_go(tmp_path: Path) -> None:
    victim, folder = tmp_path / "victim", tmp_path / "folder"
    victim.mkdir()
    (victim / "kept").write_text("x")
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "file").write_text("x")
    (folder / "link").symlink_to(victim)
    (folder / "a" / "up").symlink_to("..")
    os.mkfifo(folder / "pipe")
    (folder / "a").chmod(0)

    empty(str(folder))

    assert list(folder.iterdir()) == []
    assert (victim / "kept").read_text() == "x"


def test_depth_is_no_matter(tmp_path: Path) -> None:
    folder, here = tmp_path / "folder", Path.cwd()
    folder.mkdir()
    os.chdir(folder)
    for _ in range(1500):
        Path("deeper").mkdir()
        os.chdir("deeper")
    os.chdir(here)

    empty(str(folder))

    assert list(folder.iterdir()) == []


def test_times_are_new(tmp_path: Path) -> None:
    os.utime(tmp_path, ns=(5, 5))

    empty(str(tmp_path))

    assert tmp_path.stat().st_mtime_ns != 5

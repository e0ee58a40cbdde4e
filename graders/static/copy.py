"""The files that a tool reads, in the worker's own folder: copies in which nothing speaks to a tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graders.static.text import muted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def place(files: Mapping[str, str], copy: Callable[[str], str] = muted) -> list[str]:
    """Write the Python files of a submission, as `copy` makes them; return their paths."""
    names = python(files)
    for name in names:
        write(Path(name), copy(files[name]).encode())
    return names


def python(files: Mapping[str, str]) -> list[str]:
    """Return the paths of the Python files."""
    return [name for name in files if name.endswith(".py")]


def write(path: Path, content: bytes) -> None:
    """Write a file, in a folder that may be new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def options(asked: Mapping[str, object]) -> list[str]:
    """Return a tool's options as it reads them on a command line."""
    return [f"--{name.replace('_', '-')}={value}" for name, value in asked.items()]

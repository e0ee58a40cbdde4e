"""Environments of dependency groups: built from a committed lock when a kata needs one, then used again.

`core` has none of its own: its katas are judged by the interpreter that runs the grader.  Any other group is built in
`.venvs/` of the catalogue from `locks/<group>.txt`, by uv where it is present, else by venv and pip.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import graders
from graders.model import GraderError, Kata

CORE: Final = "core"
STAMP: Final = "built.sha256"
ENGINE: Final = Path(graders.__file__).resolve().parent
"""The engine itself: the interpreters of groups have a link to it."""
LOG_LINES: Final = 3
CPU_BUILD: Final = "# the CPU build, not from a registry's own: "
"""Begins a lock whose main package is installed by itself: its ordinary wheels bring gigabytes for graphics cards."""


class NotBuilt(GraderError):
    """An environment that cannot be built here; the message has the installer's last lines."""


@dataclass(frozen=True, slots=True)
class Environments:
    """The environments of one catalogue; `root` is the folder with `katas/`."""

    root: Path

    def lock(self, group: str) -> Path | None:
        """Return the lock of a group, the catalogue's own or the engine's, if there is one."""
        places = (self.root, ENGINE.parent)
        return next((file for place in places if (file := place / "locks" / f"{group}.txt").is_file()), None)

    def folder(self, group: str) -> Path:
        """Return where a group's environment for this Python stands."""
        return self.root / ".venvs" / f"{group}-py{sys.version_info[0]}{sys.version_info[1]}"

    def built(self, group: str) -> Path | None:
        """Return the environment of a group if it is there, as its lock says."""
        lock, folder = self.lock(group), self.folder(group)
        if lock is None or not (folder / STAMP).is_file():
            return None
        return folder if (folder / STAMP).read_text(encoding="ascii") == _digest(lock, folder) else None

    def python(self, group: str) -> str:
        """Return the interpreter of a group's environment, which is built if need be.

        Raises:
            NotBuilt: it cannot be.
        """
        return sys.executable if group == CORE else str(self.build(group) / "bin" / "python")

    def build(self, group: str) -> Path:
        """Return the environment of a group, built if it is new or its lock has changed.

        Raises:
            NotBuilt: it cannot be.
        """
        lock, folder = self.lock(group), self.folder(group)
        if lock is None:
            raise NotBuilt(f"it needs the dependency group `{group}`, which has no lock\nnox -s lock -- {group}")
        with _alone(folder):
            if self.built(group) is None:
                shutil.rmtree(folder, ignore_errors=True)
                for command in _commands(folder, lock):
                    _run(command, group)
                _link_engine(folder)
                (folder / STAMP).write_text(_digest(lock, folder), encoding="ascii")
        return folder


def at(kata: Kata) -> Environments:
    """Return the environments of a kata's catalogue."""
    return Environments(kata.folder.parents[2])


def packages(group: str) -> tuple[str, ...]:
    """Return the folders with a group's packages, in its own interpreter; katas of `core` see none."""
    return () if group == CORE else tuple(dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib")))


def _digest(lock: Path, folder: Path) -> str:
    facts = (
        lock.read_text(encoding="utf-8"),
        sys.version_info[:2],
        str(folder.resolve()),
        sys.base_prefix,
        str(ENGINE),
    )
    return sha256(repr(facts).encode()).hexdigest()


def _commands(folder: Path, lock: Path) -> list[Sequence[str]]:
    python = str(folder / "bin" / "python")
    first = lock.read_text(encoding="utf-8").partition("\n")[0]
    build = first.removeprefix(CPU_BUILD) if first.startswith(CPU_BUILD) else ""
    uv = shutil.which("uv", path=os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)]))
    if uv is not None:
        # a zygote sees packages that it cannot write beside: what is not compiled here is compiled at every start
        install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--no-deps", "--python", python]
        commands = [[uv, "venv", "--quiet", "--no-project", "--python", sys.executable, str(folder)]]
        cpu = ["--torch-backend=cpu"] if not os.environ.get("PIP_FIND_LINKS") else _links()
    else:
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        commands = [[sys.executable, "-m", "venv", str(folder)]]
        cpu = []
    commands.append([*install, "--require-hashes", "-r", str(lock)])
    return [*commands, *([[*install, *cpu, build]] if build else [])]


def _links() -> list[str]:
    """Return uv's options for the folders in which pip finds wheels too."""
    return [word for place in os.environ["PIP_FIND_LINKS"].split() for word in ("--find-links", place)]


def _run(command: Sequence[str], group: str) -> None:
    environ = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    environ.pop("VIRTUAL_ENV", None)
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        said = [line.rstrip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise NotBuilt(
            "\n".join([f"it needs the dependency group `{group}`, which cannot be installed", *said[-LOG_LINES:]])
        )


def _link_engine(folder: Path) -> None:
    """Let the environment's interpreter import this engine, and nothing else from beside it."""
    for packages_of in folder.glob("lib/python*/site-packages"):
        (packages_of / ENGINE.name).symlink_to(ENGINE)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other graders from building the same."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield

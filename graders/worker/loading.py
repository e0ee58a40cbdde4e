"""Import the submission from memory: its text came through the pipe, no file of it is on disk."""

from __future__ import annotations

import os
import sys
from _frozen_importlib import ModuleSpec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType


def module_name(path: str) -> tuple[str, bool]:
    """Return the dotted name of a source path, and whether it is a package."""
    parts = path.removesuffix(".py").split("/")
    package = parts[-1] == "__init__" and len(parts) > 1
    return ".".join(parts[:-1] if package else parts), package


class Sources:
    """A meta path finder and loader over texts; the first place that imports look.

    A folder without an `__init__.py` is a namespace package, as it is on disk.
    """

    def __init__(self) -> None:
        self._texts: dict[str, tuple[str, str, bool]] = {}
        self._folders: set[str] = set()
        self.folder = ""
        """Where the texts are written as well, for the processes that a submission may start."""

    def add(self, files: Mapping[str, str]) -> None:
        """Make files importable by their path relative to the submission's folder."""
        for path, text in files.items():
            if self.folder:
                self._write(path, text)
            if path.endswith(".py"):
                name, package = module_name(path)
                self._texts[name] = (path, text, package)
                while name := name.rpartition(".")[0]:
                    self._folders.add(name)

    def _write(self, path: str, text: str) -> None:
        file = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w", encoding="utf-8") as stream:
            stream.write(text)

    @property
    def paths(self) -> set[str]:
        """The file names of all sources, as they stand in tracebacks."""
        return {path for path, _, _ in self._texts.values()}

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        """Return the spec of a module of ours, or of a folder with modules of ours."""
        if name not in self._texts:
            return ModuleSpec(name, None, is_package=True) if name in self._folders else None
        file, _, package = self._texts[name]
        spec = ModuleSpec(name, self, origin=file, is_package=package)  # type: ignore[arg-type]
        spec.has_location = True
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to the import system."""

    def exec_module(self, module: ModuleType) -> None:
        """Compile and run a module's text."""
        path, text, _ = self._texts[module.__name__]
        exec(compile(text, path, "exec", dont_inherit=True), vars(module))  # noqa: S102

    def get_source(self, name: str) -> str | None:
        """Return a module's text, for tracebacks and `inspect`."""
        known = self._texts.get(name)
        return known[1] if known else None

    def is_package(self, name: str) -> bool:
        """Say whether a module of ours is a package."""
        return self._texts[name][2]


SOURCES = Sources()
OURS = "graders."
"""Begins the names of the tools (graders.static) among what is preloaded."""


def import_tools(preload: Sequence[str]) -> None:
    """Import the tools' modules, while their files can be read; they import their tools later."""
    for name in preload:
        if name.startswith(OURS):
            __import__(name)


def prepare_tools(preload: Sequence[str]) -> None:
    """Let each tool load, and read the other modules, before any text of a learner's is there."""
    others = [name for name in preload if not name.startswith(OURS)]
    for name in preload:
        if name.startswith(OURS):
            sys.modules[name].prepare(others)


def install(folder: str = "") -> None:
    """Let imports look at the sources first; with a folder, let other processes find them there."""
    sys.meta_path.insert(0, SOURCES)
    SOURCES.folder = folder
    if folder:
        sys.path.append(folder)


def give(files: Mapping[str, str | bytes]) -> None:
    """Make files importable beside the submission: texts from memory, extension modules from the worker's folder."""
    SOURCES.add({name: file for name, file in files.items() if isinstance(file, str)})
    built = {name: file for name, file in files.items() if isinstance(file, bytes)}
    for name, binary in built.items():
        with open(name, "wb") as stream:
            stream.write(binary)
    if built and os.getcwd() not in sys.path:
        sys.path.append(os.getcwd())


def load(name: str, files: Mapping[str, str]) -> Any:
    """Add files and import the module `name`."""
    SOURCES.add(files)
    __import__(name)
    return sys.modules[name]

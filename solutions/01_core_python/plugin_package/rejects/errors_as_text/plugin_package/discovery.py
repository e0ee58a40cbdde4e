"""Plugins that are found in folders: each folder is a package of its own, and Python's own import does the rest."""

import os
import sys
from importlib import import_module, invalidate_caches
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from types import ModuleType

_packages: dict[str, str] = {}        # the real path of a folder, and the name of its package


def discover(
    folder: str | os.PathLike[str], group: str, errors: dict[str, BaseException] | None = None
) -> dict[str, ModuleType]:
    place = os.path.realpath(os.path.join(folder, group))
    package = _package(place)
    invalidate_caches()               # a file may be newer than what the finder remembers of its folder
    found = {}
    for name in _names(place):
        full = f"{package}.{name}"
        try:
            found[name] = import_module(full)
        except BaseException as error:
            _forget(full)
            if not isinstance(error, Exception | SystemExit):
                raise
            if errors is not None:
                errors[name] = ValueError(str(error))
    return found


def _package(place: str) -> str:
    """Return the name of the package whose modules are the files of a folder."""
    name = _packages.get(place)
    if name is None:
        name = _packages[place] = f"{__package__}._plugins_{len(_packages)}"
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [place]
        sys.modules[name] = module_from_spec(spec)
    return name


def _names(place: str) -> list[str]:
    try:
        with os.scandir(place) as entries:
            names = {name for entry in entries if (name := _name(entry))}
    except FileNotFoundError:
        return []
    return sorted(names)


def _name(entry: os.DirEntry[str]) -> str:
    """Return the name of the plugin that an entry is, if it is one."""
    name, dot_py = os.path.splitext(entry.name)
    if entry.is_dir():
        name, is_one = entry.name, os.path.isfile(os.path.join(entry.path, "__init__.py"))
    else:
        is_one = dot_py == ".py"
    return name if is_one and name.isidentifier() and not name.startswith("_") else ""


def _forget(name: str) -> None:
    """Remove a module and what is below it: the import system removes only those whose own code has failed."""
    for other in list(sys.modules):
        if other == name or other.startswith(f"{name}."):
            del sys.modules[other]

"""Empty a folder that somebody else has filled, however deep, whatever its modes."""

from __future__ import annotations

import os


def empty(folder: str) -> None:
    """Remove all that is in a folder, and reset its times; what nobody may remove is left.

    Nothing is followed, and no path grows: what lies deeper is moved up before its folder goes.
    """
    _remove_all(folder)
    fresh = os.path.join(folder, ".fresh")
    if _try(os.mkdir, fresh):
        _try(os.rmdir, fresh)


def _remove_all(folder: str) -> None:
    number = 0
    while entries := _entries(folder):
        moved = 0
        for name, is_folder in entries:
            path = os.path.join(folder, name)
            if not is_folder:
                moved += _try(os.unlink, path)
                continue
            for inner, deep in _entries(path):
                number += 1
                old = os.path.join(path, inner)
                moved += _try(os.rename, old, os.path.join(folder, f".{number}")) if deep else _try(os.unlink, old)
            moved += _try(os.rmdir, path)
        if not moved:
            return


def _entries(folder: str) -> list[tuple[str, bool]]:
    """Return the names in a folder, and which are folders; whatever its mode was, it is open then."""
    _try(os.chmod, folder, 0o700)
    try:
        with os.scandir(folder) as found:
            return [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in found]
    except OSError:
        return []


def _try(do: object, *args: object) -> bool:
    try:
        do(*args)  # type: ignore[operator]
    except OSError:
        return False
    return True

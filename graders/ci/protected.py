"""Which paths decide how a later change is graded, and so need somebody's eyes.  Pure.

A list of what is free, not of what is protected: whatever lies in the root or in a folder of its own can be imported,
or configures a tool, once it is merged and is the base of the next change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import PurePosixPath
from typing import Final

from graders.report.review import Change, How

FREE_FOLDERS: Final = frozenset({"docs", "katas"})
FREE_IN_ROOT: Final = frozenset({".editorconfig", ".gitignore", "license"})
FREE_SUFFIX: Final = ".md"
OURS_IN_A_KATA: Final = frozenset({"examples", "hidden", "kata.toml"})
"""What decides within `katas/<section>/<kata>/`."""
_KATA: Final = 3
ANYWHERE: Final = frozenset({".gitattributes", "codeowners", "conftest.py"})


def protected(changes: Iterable[Change], submitted: Collection[str]) -> tuple[Change, ...]:
    """Return the changes of protected paths; `submitted` are the files that learners are to write."""
    return tuple(change for change in changes if _touches(change, submitted))


def _touches(change: Change, submitted: Collection[str]) -> bool:
    # No solution needs a link, and one in the place of a folder hides what was in it.
    if change.how is How.SYMLINK:
        return True
    paths = [change.path, *([change.other] if change.how is How.RENAMED else [])]
    return any(path not in submitted and is_protected(path) for path in paths)


def is_protected(path: str) -> bool:
    """Tell whether a path is protected, whatever the case of its letters: some file systems see none."""
    parts = PurePosixPath(path.casefold()).parts
    name, top = parts[-1], parts[0]
    if name in ANYWHERE:
        return True
    if len(parts) == 1:
        return name not in FREE_IN_ROOT and not name.endswith(FREE_SUFFIX)
    if top not in FREE_FOLDERS:
        return True
    inside = parts[_KATA:]
    return top == "katas" and (inside[0] in OURS_IN_A_KATA if inside else not name.endswith(FREE_SUFFIX))

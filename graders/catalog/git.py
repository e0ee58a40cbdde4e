"""Ask git, and turn its refusals into errors that a person can act on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graders.catalog.paths import real
from graders.model import GraderError

TIMEOUT_S: Final = 60
ELSEWHERE: Final = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"}
"""Variables of a hook, say, by which git would work on another repository than that of the folder."""


class GitError(GraderError):
    """Git is missing, or would not answer."""


def environment() -> dict[str, str]:
    """Return the environment in which git speaks English, asks nothing, and goes by the folder that it is given."""
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


def run_git(folder: Path, *arguments: str, stdin: bytes = b"", git: str = "git", settings: Sequence[str] = ()) -> bytes:
    """Return what git prints; `settings` are those of this one command, as `core.autocrlf=false`."""
    options = [word for setting in ("core.fsmonitor=false", *settings) for word in ("-c", setting)]
    command = [git, "--literal-pathspecs", *options, *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, input=stdin, env=environment(), capture_output=True, timeout=TIMEOUT_S, check=False
        )
    except FileNotFoundError:
        raise GitError(f"`{git}` is not on PATH\ninstall git, or name the katas:\nkata grade ID") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"`git {arguments[0]}` did not answer in {folder}: {error}\nkata grade ID") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().split("\n", 1)[0].removeprefix("fatal: ")
        raise GitError(f"`git {arguments[0]}` failed in {folder}: {said}\ngit status")
    return done.stdout


def repository(folder: Path) -> Path:
    """Return the top of the work tree that a folder is in."""
    folder = real(folder)
    for parent in (folder, *folder.parents):
        if (parent / ".git").exists():
            return parent
    raise GitError(f"{folder} is in no git repository\nname the katas, or go to your clone:\nkata grade ID")


def changed_paths(folder: Path, since: str, *, git: str = "git") -> tuple[Path, ...]:
    """Return the files that differ from the revision `since`, committed or not, and those that git does not know."""
    top = repository(folder)
    if not since or since.startswith("-"):
        raise GitError(f"`{since}` is no git revision\nkata grade --changed-since HEAD")
    try:
        changed = run_git(top, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", since, "--", git=git)
    except GitError as error:
        if "bad revision" not in str(error):
            raise
        raise GitError(
            f"git knows no revision `{since}` in {top}\n"
            "fetch it (`git fetch origin`; a shallow clone lacks old ones), or take one of these:\ngit log --oneline"
        ) from None
    untracked = run_git(top, "ls-files", "--others", "--exclude-standard", "-z", git=git)
    return tuple(top / os.fsdecode(name) for name in (changed + untracked).split(b"\0") if name)

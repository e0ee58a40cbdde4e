"""`kata diff`: one attempt at a kata against another."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from graders.cli.context import Context
from graders.cli.opening import Opened, one_kata, open_catalogs
from graders.model import GraderError, Kata
from graders.practice import attempts
from graders.report.exit_code import OK
from graders.report.neutral import neutral

NOW = "now"


class Version(NamedTuple):
    """A state of the submit files: its name in words, and where it lies."""

    name: str
    folder: Path


def run(args: Namespace, context: Context) -> int:
    """Print what differs; the last attempt against now, unless two are named."""
    opened = open_catalogs(args, context)
    kata = one_kata(opened, args.id)
    versions = _versions(kata, opened)
    old, new = (_chosen(kata, versions, word) for word in _words(args, versions))
    lines = [line for name in kata.facts.submit for line in _changes(name, old, new)]
    context.say("\n".join(lines) or f"{old.name} and {new.name} are the same")
    context.say(f"attempts: {', '.join([*_numbers(versions), NOW])}\nnext: kata diff {kata.id} OLD NEW")
    return OK


def _versions(kata: Kata, opened: Opened) -> dict[str, Version]:
    """Return the kept attempts by number, the oldest being 1, and what is there now."""
    kept = attempts.kept(kata, opened.grades)
    if not kept:
        message = f"no attempt at `{kata.id}` was kept yet; `kata reset` keeps one\nkata start {kata.id}"
        raise GraderError(message)
    found = {str(n): Version(f"attempt {n}, {attempts.when(path)}", path) for n, path in enumerate(kept, 1)}
    return found | {NOW: Version(NOW, opened.folder(kata, only=True) or kata.folder)}


def _numbers(versions: dict[str, Version]) -> list[str]:
    return [word for word in versions if word != NOW]


def _words(args: Namespace, versions: dict[str, Version]) -> tuple[str, str]:
    return args.old or _numbers(versions)[-1], args.new or NOW


def _chosen(kata: Kata, versions: dict[str, Version], word: str) -> Version:
    if word not in versions:
        known = ", ".join(f"`{name}`" for name in versions)
        message = f"no attempt `{word}` at `{kata.id}`; there are {known}\nkata diff {kata.id}"
        raise GraderError(message)
    return versions[word]


def _changes(name: str, old: Version, new: Version) -> Iterator[str]:
    """Yield the lines of a file that differ; what a learner wrote is shown and never obeyed."""
    before, after = (neutral(attempts.text(version.folder, name)).splitlines() for version in (old, new))
    return unified_diff(before, after, f"{name} ({old.name})", f"{name} ({new.name})", lineterm="")

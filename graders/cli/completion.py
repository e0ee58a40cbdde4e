"""Words for TAB: folder names only, since a shell waits for them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path


def fits(word: str, prefix: str) -> bool:
    """Say whether a word completes what was typed; a hyphen is as good as an underscore."""
    return word.startswith((prefix, prefix.replace("-", "_")))


def kata_ids(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """Return the ids of the katas that begin with `prefix`."""
    return [folder.name for folder in _folders(parsed_args, "*/*/") if fits(folder.name, prefix)]


def sections(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """Return the sections that begin with `prefix`."""
    return [folder.name for folder in _folders(parsed_args, "*/") if folder.name.startswith(prefix)]


def _folders(parsed_args: argparse.Namespace, pattern: str) -> Iterator[Path]:
    given = getattr(parsed_args, "catalog", None)
    for root in given or (Path.cwd(), *Path.cwd().parents):
        found = sorted((root / "katas").glob(pattern))
        yield from (folder for folder in found if folder.name[0] not in "._")
        if found and not given:
            return

"""Take a learner's files out of a head: those that the base's kata.toml names, as plain files, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from graders.catalog.plain_file import Refused, read_plain
from graders.catalog.submission import read_submission
from graders.catalog.workspace import places
from graders.model import Kata, Submission


def submitted(kata: Kata) -> Iterator[str]:
    """Yield the paths of a kata's submit files from the root of a repository."""
    return (f"{folder(kata)}/{name}" for name in kata.facts.submit)


def folder(kata: Kata) -> str:
    """Return the folder of a kata from the root of a repository."""
    return f"katas/{kata.section}/{kata.id}"


def changed(katas: Iterable[Kata], contents: Collection[str]) -> tuple[Kata, ...]:
    """Return the katas of which a submit file is among the paths whose content differs."""
    return tuple(kata for kata in katas if not frozenset(contents).isdisjoint(submitted(kata)))


def is_there(kata: Kata, head: Iterable[str]) -> bool:
    """Tell whether the head has anything of a kata, be it something else in the place of a folder."""
    place = folder(kata)
    above = {place, place.rpartition("/")[0], place.partition("/")[0]}
    return any(path.startswith(f"{place}/") or path in above for path in head)


def take(kata: Kata, head: Path, private: Path) -> Submission:
    """Copy the submit files that the head has into a private workspace, and read them there.

    No link is followed anywhere below `head`, so no file outside the named ones is ever opened.
    """
    problems = list(_copy(kata, head, private))
    if problems:
        return Submission(problem="\n".join([*problems, f"in {folder(kata)}"]))
    copied = next(places(private, kata.section, kata.id))
    return read_submission(copied if copied.is_dir() else None, kata, None)


def _copy(kata: Kata, head: Path, private: Path) -> Iterator[str]:
    """Copy what is plain; yield what is wrong with the rest."""
    for path in submitted(kata):
        try:
            content = read_plain(head, path)
        except FileNotFoundError:
            continue
        except Refused as refused:
            yield f"`{path.removeprefix(folder(kata) + '/')}` {refused}"
            continue
        copy = private / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)

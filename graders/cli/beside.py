"""What a page tells beside its report: the catalogue, and what the learner has done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graders.catalog.hints import hints
from graders.cli.opening import Opened
from graders.model import KataResult, Status
from graders.practice.history import Entry, read
from graders.practice.sittings import sittings
from graders.report.beside import Beside, Hints, Past


def known_beside(results: Iterable[KataResult], opened: Opened, *, practice: bool) -> Beside:
    """Return what is known; without `practice` nothing of the learner's own."""
    entries = read(opened.grades).entries if practice else ()
    return Beside(
        katas=opened.catalog.katas,
        standing={id_: found.status for id_, found in sittings(entries).items() if found.status},
        past=_past(entries),
        hints=hints_left(results, opened) if practice else {},
        edit=opened.files_to_edit(),
    )


def hints_left(results: Iterable[KataResult], opened: Opened) -> dict[str, Hints]:
    """Return the hints of the katas that did not pass."""
    asked = {result.id for result in results if result.status is not Status.PASSED}
    if not asked:
        return {}
    found = sittings(read(opened.grades).entries)
    return {
        kata.id: Hints(found[kata.id].hints if kata.id in found else 0, len(hints(kata.folder)))
        for kata in opened.catalog.katas
        if kata.id in asked
    }


def _past(entries: Iterable[Entry]) -> Mapping[str, Sequence[Past]]:
    past: dict[str, list[Past]] = {}
    for entry in entries:
        if entry.status is not None:
            one = Past(at=entry.at, status=entry.status, score=entry.score, values=entry.values)
            past.setdefault(entry.kata, []).append(one)
    return past

"""Search a folder for what must be nowhere in it: the plain past of sealed katas."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import graders
from graders.model import Kata
from graders.sealing.bundle import plain_files
from graders.sealing.canaries import Canary, Searcher, derive
from graders.sealing.objects import contents

ENGINE: Final = Path(graders.__file__).parent


@dataclass(kw_only=True)
class Search:
    """What a search has looked at, and where it found which canaries."""

    looked_at: int = 0
    leaks: dict[str, set[Canary]] = field(default_factory=dict)


def searcher_for(katas: Sequence[Kata], catalog: Sequence[Kata], along: Sequence[Kata]) -> Searcher:
    """Return a searcher for the canaries of katas, which are plain or open here.

    What everybody may see is no canary: the engine, and of each kata of the catalogue all but its hidden tests; those
    too, and the solutions, of the katas that come along plain.
    """
    canaries = (canary for kata in katas for canary in derive(kata, plain_files(kata)))
    hidden = {kata.folder / "hidden" for kata in catalog}
    places = [ENGINE, *(kata.folder for kata in catalog)]
    places += [folder for kata in along for folder in (kata.hidden, kata.solution)]
    return Searcher(canaries).without(_shown(places, hidden))


def _shown(places: Iterable[Path], hidden: set[Path]) -> Iterator[bytes]:
    for place in places:
        for folder, folders, names in os.walk(place):
            folders[:] = [name for name in folders if Path(folder, name) not in hidden and name != "__pycache__"]
            yield from (path.read_bytes() for name in names if (path := Path(folder, name)).is_file())


def search(folder: Path, searcher: Searcher) -> Search:
    """Look for canaries in everything that is in a folder."""
    done = Search()
    for content, where in contents(folder):
        done.looked_at += 1
        if found := searcher.found(content):
            done.leaks[where] = found
    return done

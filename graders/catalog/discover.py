"""Find every kata of one or several catalogues; nothing is read but kata.toml."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graders.catalog.closest import closest, quoted
from graders.catalog.facts import parse_facts
from graders.catalog.paths import real
from graders.catalog.sealed import SEALED
from graders.model import Facts, GraderError, Kata

SECTIONS: Final = (
    "01_core_python",
    "02_advanced_python",
    "03_algorithms",
    "04_testing",
    "05_code_quality",
    "06_databases",
    "07_web",
    "08_data",
    "09_networking",
    "10_concurrency",
    "11_cloud",
    "12_machine_learning",
    "13_security",
    "14_automation",
    "15_gui",
    "16_tools",
    "17_deployment",
    "18_low_level",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A folder that should be a kata and is none: `problem` says why, where, and what to do."""

    id: str
    section: str
    folder: Path
    solution: Path
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All katas in order of section and id, and the folders that are broken."""

    katas: tuple[Kata, ...] = ()
    broken: tuple[Broken, ...] = ()


def find_catalog(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, that has a folder `katas`."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / "katas").is_dir():
            return folder
    raise GraderError(
        f"no folder `katas` in {start} or above it\ngo to your clone, or name a catalogue:\nkata list --catalog DIR"
    )


def load_catalog(dirs: Sequence[Path], *, topics: Collection[str] | None = None) -> Catalog:
    """Read all katas of the catalogues; a broken one never hides the others, and the first of an id wins."""
    katas: dict[str, Kata] = {}
    broken: list[Broken] = []
    for root in dict.fromkeys(map(real, dirs)):
        for folder in _kata_folders(root, broken):
            found = _load(folder, root, topics, katas)
            if isinstance(found, Kata):
                katas[found.id] = found
            elif found:
                broken.append(found)
    return Catalog(
        katas=tuple(sorted(katas.values(), key=lambda kata: (kata.section, kata.id))),
        broken=tuple(sorted(broken, key=lambda kata: (kata.section, kata.id))),
    )


def _kata_folders(root: Path, broken: list[Broken]) -> Iterator[Path]:
    """Yield the folders of katas; add to `broken` the sections that do not exist."""
    sections = _folders(root / "katas")
    if sections is None:
        raise GraderError(f"{root} is no catalogue: it has no readable folder `katas`\nkata list --catalog DIR")
    for section in sections:
        folders = _folders(section)
        if folders is None:
            broken.append(_broken(section, root, section.name, f"{section} cannot be read\nls -ld {section}"))
        elif section.name in SECTIONS:
            yield from folders
        elif any((folder / "kata.toml").exists() for folder in folders):
            near = quoted(closest(section.name, SECTIONS, count=1) or SECTIONS)
            problem = f"{section}: no such section\nrename the folder to {near}, then run:\nkata list"
            broken.append(_broken(section, root, section.name, problem))


def _folders(parent: Path) -> list[Path] | None:
    """Return the folders in a folder, sorted, without hidden and private ones; nothing if it cannot be read."""
    try:
        with os.scandir(parent) as entries:
            return sorted(parent / entry.name for entry in entries if entry.name[0] not in "._" and entry.is_dir())
    except OSError:
        return None


def _load(folder: Path, root: Path, topics: Collection[str] | None, katas: dict[str, Kata]) -> Kata | Broken | None:
    """Return the kata in a folder, or why it is broken, or nothing for a folder that never was a kata."""
    section = folder.parent.name
    try:
        facts = _facts(folder, topics)
    except GraderError as error:
        return _broken(folder, root, section, str(error))
    if facts is None:
        return None
    if folder.name in katas:
        both = f"{katas[folder.name].folder}\n{folder}"
        problem = f"two katas have the id `{folder.name}`; the first is used:\n{both}\nrename one, then run:\nkata list"
        return _broken(folder, root, section, problem)
    solution = root / "solutions" / section / folder.name
    return Kata(id=folder.name, section=section, folder=folder, solution=solution, facts=facts)


def _broken(folder: Path, root: Path, section: str, problem: str) -> Broken:
    solution = root / "solutions" / section / folder.name
    return Broken(id=folder.name, section=section, folder=folder, solution=solution, problem=problem)


def _facts(folder: Path, topics: Collection[str] | None) -> Facts | None:
    """Return the facts of the kata in a folder; nothing for a folder that git left behind, or someone's own."""
    file = folder / "kata.toml"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        if not _looks_like_a_kata(folder):
            return None
        wrong = "there is no such file\nwrite it, or remove the folder"
    except OSError as error:
        wrong = f"{error.strerror}\nput a plain file there"
    except UnicodeDecodeError:
        wrong = "not UTF-8\nsave it as UTF-8"
    else:
        return parse_facts(text, file, topics=topics)
    raise GraderError(f"{file}: {wrong}, then run:\nkata list")


def _looks_like_a_kata(folder: Path) -> bool:
    """Tell a kata that lost its kata.toml from a folder that holds something else."""
    return any((folder / name).exists() for name in ("README.md", "hidden", SEALED, f"{folder.name}.py"))

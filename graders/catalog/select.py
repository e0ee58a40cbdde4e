"""Choose katas: by id, glob, path, section, or by what changed since a git revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from graders.catalog.closest import closest, quoted
from graders.catalog.discover import SECTIONS, Broken, Catalog
from graders.catalog.git import changed_paths
from graders.catalog.paths import exists, real
from graders.catalog.workspace import places
from graders.model import GraderError, Kata

Entry = Kata | Broken


def select(
    catalog: Catalog,
    patterns: Sequence[str] = (),
    sections: Sequence[str] = (),
    changed_since: str | None = None,
    *,
    workspace: Path | None = None,
) -> tuple[Kata, ...]:
    """Return the katas that match a pattern, are in a section, and have changed; each only if it is asked."""
    return narrow(catalog, patterns, sections, changed_since, workspace=workspace).katas


def narrow(
    catalog: Catalog,
    patterns: Sequence[str] = (),
    sections: Sequence[str] = (),
    changed_since: str | None = None,
    *,
    workspace: Path | None = None,
) -> Catalog:
    """Return what `select` means as a catalogue, with its broken katas.

    `workspace` has the learner's files; it is the current folder if none is given.
    """
    entries: list[Entry] = [*catalog.katas, *catalog.broken]
    owners = _Owners(entries, workspace or Path())
    chosen = _matching(entries, patterns, owners) if patterns else entries
    if sections:
        chosen = _in_sections(chosen, {section_name(text) for text in sections})
    if changed_since is not None:
        changed = owners.of(changed_paths(workspace or Path(), changed_since))
        chosen = [entry for entry in chosen if entry.folder in changed]
    return Catalog(
        katas=tuple(entry for entry in chosen if isinstance(entry, Kata)),
        broken=tuple(entry for entry in chosen if isinstance(entry, Broken)),
    )


def section_name(text: str) -> str:
    """Return the section that `2`, `02`, `advanced-python` or `02_advanced_python` means."""
    name = _normal(text)
    for section in SECTIONS:
        number, _, title = section.partition("_")
        if name in {section, title, number, number.lstrip("0")}:
            return section
    near = closest(name, [*SECTIONS, *(section.partition("_")[2] for section in SECTIONS)], count=1)
    hint = f"the closest is {quoted(near)}" if near else f"there are {quoted(SECTIONS)}"
    raise GraderError(f"no section is called `{text}`\n{hint}\nkata list")


def _normal(text: str) -> str:
    return text.strip().lower().replace("-", "_").replace(" ", "_")


def _in_sections(entries: list[Entry], sections: set[str]) -> list[Entry]:
    """Return the entries of the sections; none at all is a mistake of who asked."""
    chosen = [entry for entry in entries if entry.section in sections]
    if not chosen:
        raise GraderError(f"no kata that you chose is in section {quoted(sorted(sections))}\nkata list")
    return chosen


def _matching(entries: list[Entry], patterns: Sequence[str], owners: _Owners) -> list[Entry]:
    """Return the entries that match any of the patterns, in the catalogue's order."""
    found = {pattern: _find(entries, pattern, owners) for pattern in patterns}
    unknown = [pattern for pattern in patterns if not found[pattern]]
    if unknown:
        raise _unknown(unknown, [entry.id for entry in entries])
    chosen = {entry.folder for matches in found.values() for entry in matches}
    return [entry for entry in entries if entry.folder in chosen]


def _find(entries: list[Entry], pattern: str, owners: _Owners) -> list[Entry]:
    """Return what one pattern means: an id, a glob, or a path."""
    name = _normal(pattern)
    return (
        [entry for entry in entries if entry.id.lower() == name]
        or [entry for entry in entries if _globs(entry, pattern.lower()) or _globs(entry, name)]
        or (owners.at(Path(pattern)) if "/" in pattern or exists(Path(pattern)) else [])
    )


def _globs(entry: Entry, pattern: str) -> bool:
    return fnmatchcase(entry.id, pattern) or fnmatchcase(f"{entry.section}/{entry.id}", pattern)


def _unknown(patterns: list[str], ids: list[str]) -> GraderError:
    """Say which patterns match nothing, what they may mean, and what to type."""
    lines, command = [], "kata list"
    for pattern in patterns:
        near = closest(_normal(pattern.rstrip("/").rpartition("/")[2]).removesuffix(".py"), ids)
        lines.append(f"no kata matches `{pattern}`" + (f"; closest: {quoted(near)}" if near else ""))
        command = f"kata grade {near[0]}" if near else command
    return GraderError("\n".join([*lines, command]))


class _Owners:
    """Which katas a path belongs to: by the folders of catalogue, solutions and workspace."""

    def __init__(self, entries: list[Entry], workspace: Path) -> None:
        self._entries = entries
        self._workspace = workspace

    def _folders(self) -> dict[Path, list[Entry]]:
        """Return the katas of each folder; a path of the catalogue is real already."""
        folders = defaultdict(list)
        workspace = real(self._workspace)
        for entry in self._entries:
            for folder in {entry.folder, entry.solution, *places(workspace, entry.section, entry.id)}:
                folders[folder].append(entry)
        return folders

    def of(self, paths: Iterable[Path]) -> set[Path]:
        """Return the folders of the katas that the files are part of."""
        folders = self._folders()
        return {entry.folder for path in paths for entry in self._nearest(folders, path)}

    def at(self, path: Path) -> list[Entry]:
        """Return the kata that a path is part of, else all katas below it."""
        path, folders = real(path), self._folders()
        below = (entry for folder, found in folders.items() if folder.is_relative_to(path) for entry in found)
        return self._nearest(folders, path) or list(below)

    @staticmethod
    def _nearest(folders: dict[Path, list[Entry]], path: Path) -> list[Entry]:
        return next((folders[parent] for parent in (path, *path.parents) if parent in folders), [])

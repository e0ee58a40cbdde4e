"""The submissions that a kata ships: its reference, its stub, its rejects and accepted, as texts to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from graders.catalog.stub import normalise
from graders.model import GraderError, Job, Kata, Limits
from graders.verify.findings import Finding, Rule

REFERENCE: Final = "reference"
STUB: Final = "stub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """What lies in a solution folder; `rejects` and `accepted` map the name in cases.toml to the files."""

    reference: Mapping[str, str] | None = None
    stub: Mapping[str, str] | None = None
    rejects: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    accepted: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def label(kind: str, name: str) -> str:
    """Return the label by which a reject or accepted is told from the others of its kata."""
    return f"{kind}/{name}"


def read_shipped(kata: Kata) -> Shipped:
    """Read all submissions of a kata; what cannot be read is a finding."""
    findings: list[Finding] = []
    reference = _whole(kata.solution, kata, "the reference", findings)
    base = reference or {}
    return Shipped(
        reference=reference,
        stub=_whole(kata.folder, kata, "the stub", findings),
        rejects=_variants(kata, "rejects", base, findings),
        accepted=_variants(kata, "accepted", base, findings),
        findings=tuple(findings),
    )


def job(kata: Kata, files: Mapping[str, str], seed: int, name: str, limits: Limits | None = None) -> Job:
    """Return the job of judging files under a label, perhaps with other limits than the kata's."""
    if limits is not None:
        kata = replace(kata, facts=replace(kata.facts, limits=limits))
    return Job(kata=kata, files=dict(files), seed=seed, label=name)


def _whole(folder: Path, kata: Kata, what: str, findings: list[Finding]) -> dict[str, str] | None:
    """Return every submit file in a folder, or nothing if one is missing."""
    files = {}
    for name in kata.facts.submit:
        try:
            files[name] = _text(folder / name)
        except (OSError, UnicodeDecodeError, GraderError):
            where = f"{folder.name}/{name}"
            wrong = f"{what} has no readable `{name}`"
            findings.append(Finding(rule=Rule.FILES, what=wrong, where=where, write=f"write {folder / name}"))
    return files if len(files) == len(kata.facts.submit) else None


def _variants(kata: Kata, kind: str, base: Mapping[str, str], findings: list[Finding]) -> dict[str, Mapping[str, str]]:
    """Return the files of each reject or accepted: one .py replaces the module, a folder the files it has."""
    found: dict[str, Mapping[str, str]] = {}
    for path in _entries(kata.solution / kind):
        try:
            changed = dict(_folder(path)) if path.is_dir() else {kata.module: _text(path)}
        except (OSError, UnicodeDecodeError) as error:
            findings.append(_unreadable(kind, path, str(error)))
            continue
        foreign = sorted(set(changed) - set(kata.facts.submit))
        if foreign or not changed or (path.is_file() and path.suffix != ".py"):
            wrong = (
                f"has `{foreign[0]}`, which is not in `submit`" if foreign else "is neither a .py nor a folder of files"
            )
            findings.append(_unreadable(kind, path, wrong))
            continue
        found[path.name] = {**base, **changed}
    return found


def _unreadable(kind: str, path: Path, wrong: str) -> Finding:
    write = "write one .py, or a folder with files that replace those of `submit`"
    return Finding(rule=Rule.FILES, what=wrong, where=label(kind, path.name), write=write)


def _entries(folder: Path) -> list[Path]:
    """Return what an author has put into a folder."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not is_litter(path))


def _folder(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(is_litter(Path(part)) for part in inside.parts):
            yield inside.as_posix(), _text(path)


def is_litter(path: Path) -> bool:
    """Tell what interpreters and tools leave behind from what an author wrote."""
    return path.name.startswith(".") or path.name == "__pycache__" or path.suffix == ".pyc"


def _text(path: Path) -> str:
    return normalise(path.read_bytes().decode())

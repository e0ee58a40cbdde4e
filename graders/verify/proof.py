"""proof.json: what the gate has proven of a kata, and of which content.

Its words count only while the hash of that content fits; and even then its dear figures are measured again now and
then, because anyone can write a hash.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import msgspec

from graders.catalog.sealed import SEALED
from graders.model import Kata, Status
from graders.verify.findings import Finding, Level, Rule
from graders.verify.submissions import is_litter

# Raised by hand when a change of the engine can alter a verdict: every proof is then stale.
PROOF_VERSION: Final = 1
SCHEMA: Final = 1
NAME: Final = "proof.json"
README: Final = Path("README.md")
ROTATION: Final = 20
SHOWN: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class MutantFigures:
    """The mutants of the reference; `explained` ones cannot be killed, as notes.md says."""

    total: int
    killed: int
    explained: tuple[str, ...] = ()
    survivors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was proven.  `only_mutants` are the checks that earn their place by a mutant alone."""

    schema: int = SCHEMA
    content_sha256: str
    checks: int
    statuses: Mapping[str, Status]
    only_mutants: tuple[str, ...]
    mutants: MutantFigures
    standins: int
    seeds: int


class Standing(StrEnum):
    """What a kata's proof.json is worth before anything is run."""

    FITS = "fits"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    STALE = "stale"
    SHORT = "short"


def content_sha256(kata: Kata) -> str:
    """Return the hash over the kata but its README, its solution, the lock of its group, and PROOF_VERSION.

    The cheap part reads README.md, and runs each time: a clearer sentence leaves all that is dear as it was.
    """
    total = hashlib.sha256(f"proof {PROOF_VERSION} ".encode())
    locks = kata.folder.parents[2] / "locks"
    parts = [
        ("kata", kata.folder, "**/*"),
        ("solution", kata.solution, "**/*"),
        ("lock", locks, f"{kata.facts.group}[.-]*"),
    ]
    for kind, folder, pattern in parts:
        for path in sorted(folder.glob(pattern)):
            inside = path.relative_to(folder)
            if (
                path.is_file()
                and path.name not in {NAME, SEALED}
                and (kind, inside) != ("kata", README)
                and not any(is_litter(Path(part)) for part in inside.parts)
            ):
                content = path.read_bytes()
                name = f"{kind}/{inside.as_posix()}"
                total.update(f"{len(name)} {name} {len(content)} ".encode() + content)
    return total.hexdigest()


def read_proof(folder: Path, content: str, seeds: int) -> tuple[Standing, Proof | None]:
    """Return what the proof in a solution folder is worth for a content, and the proof if it is worth anything."""
    try:
        proof = msgspec.json.decode((folder / NAME).read_bytes(), type=Proof)
    except FileNotFoundError:
        return Standing.MISSING, None
    except (OSError, msgspec.DecodeError):
        return Standing.UNREADABLE, None
    if proof.schema != SCHEMA or proof.content_sha256 != content:
        return Standing.STALE, None
    return (Standing.FITS if proof.seeds >= seeds else Standing.SHORT), proof


def write_proof(folder: Path, proof: Proof) -> None:
    """Write a proof; a reader sees the old one or the new one."""
    text = msgspec.json.format(msgspec.json.encode(proof, order="deterministic"), indent=2) + b"\n"
    with NamedTemporaryFile("wb", dir=folder, prefix=".proof-", delete=False) as file:
        file.write(text)
    path = Path(file.name)
    path.chmod(0o666 & ~_umask())
    path.replace(folder / NAME)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def standing_findings(standing: Standing, kata_id: str, *, ci: bool) -> Iterator[Finding]:
    """Say what a proof is worth; in CI it must fit, elsewhere it is written again."""
    if standing is Standing.FITS:
        return
    what = {
        Standing.MISSING: f"there is no {NAME}",
        Standing.UNREADABLE: f"{NAME} cannot be read",
        Standing.STALE: f"{NAME} is stale: it was written for another content",
        Standing.SHORT: f"{NAME} was written with fewer seeds than are wanted",
    }[standing]
    level = Level.FAULT if ci else Level.NOTE
    yield Finding(
        rule=Rule.PROOF, what=what, where=NAME, write=f"run `nox -s verify -- {kata_id}` and commit it", level=level
    )


def differences(old: Proof, new: Mapping[str, object]) -> Iterator[Finding]:
    """Compare a proof that fits with figures that were measured now."""
    written = {field.name: getattr(old, field.name) for field in fields(old)}
    for name, value in new.items():
        if written[name] != value:
            what = f"stale or forged proof: `{name}` is {_short(written[name])}, and was measured as {_short(value)}"
            write = f"remove {NAME} and verify again; if it comes back, some verdict depends on chance"
            yield Finding(rule=Rule.PROOF, what=what, where=NAME, write=write)


def _short(value: object) -> str:
    text = msgspec.json.encode(value, order="deterministic").decode()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def due(kata_id: str, today: dt.date) -> bool:
    """Tell whether the dear part of a kata is run today although its proof fits: one kata in twenty is."""
    turn = int.from_bytes(hashlib.sha256(kata_id.encode()).digest()[:4], "big")
    return turn % ROTATION == today.timetuple().tm_yday % ROTATION

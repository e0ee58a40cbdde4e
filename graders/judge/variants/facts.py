"""`hidden/variants.toml`: which module a suite is for, and in what ways that module is written wrong."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from graders.catalog.given import read_given
from graders.model import GraderError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from graders.model import Kata

NAME: Final = "variants.toml"
REFACTORS: Final = "refactors"
STAGES: Final = "stages"
_KEYS: Final = frozenset({"target", "runner", "mutants"})
_MUTANT_KEYS: Final = frozenset({"old", "new", "killed_by"})


class Runner(StrEnum):
    """What runs a suite."""

    PYTEST = "pytest"
    UNITTEST = "unittest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way in which the module is written; `killed_by` are exceptions that count as a failed assertion."""

    source: str
    killed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """The module under test in all its ways; `beside` are further files that were given with it.

    Where the learner writes the module too, `correct` is None, and `stages` are others' modules that can do what the
    first 0, 1, ... steps ask.
    """

    target: str
    runner: Runner
    correct: Variant | None
    beside: Mapping[str, str] = field(default_factory=dict)
    refactors: Mapping[str, Variant] = field(default_factory=dict)
    mutants: Mapping[str, Variant] = field(default_factory=dict)
    stages: tuple[Variant, ...] = ()

    def named(self, name: str) -> Variant:
        """Return a variant by its name, the correct module for none; a stage is named by its number.

        Raises:
            GraderError: there is none of this name.
        """
        known = {**self.refactors, **self.mutants, **{str(n): stage for n, stage in enumerate(self.stages)}}
        if self.correct is not None:
            known[""] = self.correct
        if name not in known:
            raise GraderError(f"hidden/{NAME} has no mutant `{name}`, and no file of this name is below hidden/")
        return known[name]


def has_variants(kata: Kata) -> bool:
    """Tell whether a learner delivers tests for this kata."""
    return (kata.hidden / NAME).exists()


def has_stages(kata: Kata) -> bool:
    """Tell whether a learner of this kata delivers the module with its tests, step by step."""
    return (kata.hidden / STAGES).is_dir()


def read_variants(kata: Kata) -> Variants:
    """Read what stands in a kata's hidden folder.

    Raises:
        GraderError: something of it is wrong; the message says what, and what to write.
    """
    raw = _table(kata)
    given = dict(read_given(kata))
    if raw.get("runner", Runner.PYTEST) not in set(Runner):
        raise _wrong(f"`runner` must be {' or '.join(Runner)}")
    runner = Runner(raw.get("runner", Runner.PYTEST))
    stages = _stages(kata) if has_stages(kata) else ()
    target = _one_of(kata.facts.submit, raw, "submit") if stages else _one_of(given, raw, "given")
    whole = stages[-1] if stages else Variant(source=given.pop(target))
    mutants = raw.get("mutants", {})
    if type(mutants) is not dict:
        raise _wrong("`mutants` must be tables: write [mutants.half_up]")
    return Variants(
        target=target,
        runner=runner,
        correct=None if stages else whole,
        beside=given,
        refactors={path.stem: _as_written(path) for path in sorted((kata.hidden / REFACTORS).glob("*.py"))},
        mutants={name: _mutant(name, facts, whole.source) for name, facts in mutants.items()},
        stages=stages,
    )


def _one_of(names: Collection[str], raw: Mapping[str, Any], key: str) -> str:
    """Return the file that the tests are for."""
    target = raw.get("target")
    if type(target) is not str or target not in names or not target.endswith(".py"):
        known = ", ".join(names) or "there is none"
        raise _wrong(f"`target = {target!r}` must be one of `{key}` in kata.toml: {known}")
    return target


def _stages(kata: Kata) -> tuple[Variant, ...]:
    paths = {path.stem: path for path in (kata.hidden / STAGES).glob("*.py")}
    numbers = [str(n) for n in range(len(paths))]
    if not paths or paths.keys() != set(numbers):
        raise GraderError(f"hidden/{STAGES}/ must have 0.py, 1.py and so on, and no other file of Python")
    return tuple(_as_written(paths[number]) for number in numbers)


def _as_written(path: Path) -> Variant:
    return Variant(source=path.read_text(encoding="utf-8"))


def _table(kata: Kata) -> dict[str, Any]:
    try:
        raw = tomllib.loads((kata.hidden / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _wrong(f"is missing beside {PurePosixPath(*kata.hidden.parts[-3:])}/test_suite.py") from None
    except (ValueError, RecursionError) as error:
        raise _wrong(f"is no TOML: {error}") from None
    for key in raw.keys() - _KEYS:
        raise _wrong(f"`{key}` is no key: write {', '.join(sorted(_KEYS))}")
    return raw


def _mutant(name: str, facts: Any, source: str) -> Variant:
    """Return the module with one place of it changed."""
    if type(facts) is not dict or facts.keys() - _MUTANT_KEYS or not {"old", "new"} <= facts.keys():
        raise _wrong(f"mutant `{name}` must have `old` and `new`, and may have `killed_by`, nothing else")
    old, new, killed_by = facts["old"], facts["new"], facts.get("killed_by", [])
    if [type(x) for x in (old, new, killed_by)] != [str, str, list] or any(type(x) is not str for x in killed_by):
        raise _wrong(f"in mutant `{name}`, `old` and `new` must be text, and `killed_by` a list of names")
    if source.count(old) != 1 or old == new:
        raise _wrong(f"in mutant `{name}`, `old` stands {source.count(old)} times in the module: it must be there once")
    return Variant(source=source.replace(old, new), killed_by=tuple(killed_by))


def _wrong(what: str) -> GraderError:
    return GraderError(f"hidden/{NAME}: {what}")

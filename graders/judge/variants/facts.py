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
    from collections.abc import Mapping

    from graders.model import Kata

NAME: Final = "variants.toml"
REFACTORS: Final = "refactors"
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
    """The module under test in all its ways; `beside` are further files that were given with it."""

    target: str
    runner: Runner
    correct: Variant
    beside: Mapping[str, str] = field(default_factory=dict)
    refactors: Mapping[str, Variant] = field(default_factory=dict)
    mutants: Mapping[str, Variant] = field(default_factory=dict)

    def named(self, name: str) -> Variant:
        """Return a variant by its name, the correct module for none.

        Raises:
            GraderError: there is none of this name.
        """
        known = {"": self.correct, **self.refactors, **self.mutants}
        if name not in known:
            raise GraderError(f"hidden/{NAME} has no mutant `{name}`, and hidden/{REFACTORS}/ no file of this name")
        return known[name]


def has_variants(kata: Kata) -> bool:
    """Tell whether a learner delivers tests for this kata."""
    return (kata.hidden / NAME).exists()


def read_variants(kata: Kata) -> Variants:
    """Read what stands in a kata's hidden folder.

    Raises:
        GraderError: something of it is wrong; the message says what, and what to write.
    """
    raw = _table(kata)
    given = dict(read_given(kata))
    target = raw.get("target")
    if target not in given or not target.endswith(".py"):
        known = ", ".join(given) or "there is none"
        raise _wrong(f"`target = {target!r}` must be one of `given` in kata.toml: {known}")
    if raw.get("runner", Runner.PYTEST) not in set(Runner):
        raise _wrong(f"`runner` must be {' or '.join(Runner)}")
    source = given.pop(target)
    refactors = sorted((kata.hidden / REFACTORS).glob("*.py"))
    mutants = raw.get("mutants", {})
    if type(mutants) is not dict:
        raise _wrong("`mutants` must be tables: write [mutants.half_up]")
    return Variants(
        target=target,
        runner=Runner(raw.get("runner", Runner.PYTEST)),
        correct=Variant(source=source),
        beside=given,
        refactors={path.stem: Variant(source=path.read_text(encoding="utf-8")) for path in refactors},
        mutants={name: _mutant(name, facts, source) for name, facts in mutants.items()},
    )


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

"""The files that a learner works on and does not edit: the module that tests are for, say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graders.catalog.stub import normalise, text_sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.model import Kata


class Changed(NamedTuple):
    """A given file that is not as kata.toml knows it."""

    name: str
    digest: str


def read_given(kata: Kata) -> Mapping[str, str]:
    """Return the given files by name; one that is missing is empty."""
    return {name: _text(kata, name) for name in kata.facts.given}


def changed(kata: Kata) -> list[Changed]:
    """Return the given files that are not as they were given."""
    digests = {name: text_sha256(text) for name, text in read_given(kata).items()}
    return [Changed(name, digest) for name, digest in digests.items() if digest != kata.facts.given[name]]


def _text(kata: Kata, name: str) -> str:
    try:
        return normalise((kata.folder / name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""

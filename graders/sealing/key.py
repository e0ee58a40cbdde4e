"""Where the key to sealed tests comes from: a file, a descriptor, or the file that a variable names.

The key itself is never in a variable, which every child would have, nor a word of a command, which everybody can read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graders.model import GraderError

VARIABLE: Final = "KATA_KEY_FILE"
BEGINS: Final = "AGE-SECRET-KEY-"
LIMIT: Final = 64 << 10


@dataclass(frozen=True, slots=True)
class Key:
    """Secret keys, of which one is to fit."""

    secrets: tuple[str, ...] = field(repr=False)


def find_key(file: Path | None, descriptor: int | None, environ: Mapping[str, str]) -> Key | None:
    """Return the key that was given, the first of: file, descriptor, the file that `KATA_KEY_FILE` names.

    If that last one is empty there is no key: so a workflow leaves it where the secret is withheld, as from forks.

    Raises:
        GraderError: it cannot be read, or is none.
    """
    if file is not None:
        return _parse(_read(file), f"`{file}`")
    if descriptor is not None:
        return _parse(_read(descriptor), f"descriptor {descriptor}")
    if not environ.get(VARIABLE):
        return None
    content = _read(environ[VARIABLE])
    return _parse(content, f"`{environ[VARIABLE]}`") if content.strip() else None


def _read(place: Path | str | int) -> bytes:
    try:
        with open(place, "rb") as opened:  # noqa: PTH123  (it may be a descriptor)
            return opened.read(LIMIT + 1)
    except OSError as error:
        raise GraderError(f"the key in `{place}` cannot be read: {error.strerror}\nkata grade --key FILE") from None


def without_key(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a child, which need not even know where the key lies."""
    return {name: value for name, value in environ.items() if name != VARIABLE}


def _parse(content: bytes, place: str) -> Key:
    """Read the lines as age-keygen writes them; nothing of them is in a message."""
    lines = [line.strip() for line in content[:LIMIT].decode("ascii", "replace").splitlines()]
    secrets = tuple(line for line in lines if line and not line.startswith("#"))
    if not secrets or len(content) > LIMIT or not all(line.startswith(f"{BEGINS}1") for line in secrets):
        what = f"{place} holds no secret age key (a line that begins with {BEGINS}1)"
        raise GraderError(f"{what}\nkata seal --keygen FILE     makes one, for who seals")
    return Key(secrets)


def write_key(file: Path) -> str:
    """Write a new key to a new file that only we can read; return the public key.

    Raises:
        GraderError: the file is there, or cannot be written.
    """
    from graders.sealing import age  # noqa: PLC0415  (only who seals needs it)

    secret, public = age.generate()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(f"# public key: {public}\n{secret}\n")
    except OSError as error:
        raise GraderError(f"`{file}` cannot be written: {error.strerror}\nkata seal --keygen ANOTHER_FILE") from None
    return public

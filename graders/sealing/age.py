"""Encrypt and decrypt in the age format (c2sp.org/age), by pyrage, which is there for who seals and who has a key."""

from __future__ import annotations

import importlib.util
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from graders.model import GraderError
from graders.sealing.key import BEGINS
from graders.sealing.trouble import Shut, damaged

REQUIREMENT: Final = "pyrage>=1.4"
FORMAT: Final = b"age-encryption.org/v"
VERSION: Final = FORMAT + b"1\n"
MAX_RECIPIENTS: Final = 64
"""Each costs a multiplication on a curve before anything of the file is known to be genuine."""


def install_line() -> str:
    """Return the command that brings pyrage into this very environment."""
    pip = f"{shlex.quote(sys.executable)} -m pip install"
    uv = f"uv pip install --python {shlex.quote(sys.executable)}"
    return f"{pip if importlib.util.find_spec('pip') else uv} '{REQUIREMENT}'"


@contextmanager
def _needed() -> Iterator[None]:
    """Say how to install pyrage where it cannot be imported."""
    try:
        yield
    except ImportError:
        raise Shut(f"sealed tests need pyrage, which is not here\n{install_line()}") from None


def generate() -> tuple[str, str]:
    """Return a new secret key and its public one."""
    with _needed():
        from pyrage import x25519  # noqa: PLC0415  (here and below: few need it)

    secret = x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def encrypt(content: bytes, recipients: Sequence[str]) -> bytes:
    """Return content encrypted for the owners of public keys.

    Raises:
        GraderError: one is no such key.
    """
    with _needed():
        import pyrage  # noqa: PLC0415

    known = []
    for text in recipients:
        try:
            known.append(pyrage.x25519.Recipient.from_str(text.strip()))
        except pyrage.RecipientError:
            secret = text.strip().upper().startswith(BEGINS)
            what = "the secret key was given where the public one belongs" if secret else f"{text!a} is no public key"
            raise GraderError(f"{what}; one begins with `age1`\nkata seal --keygen FILE") from None
    return pyrage.encrypt(content, known)


def decrypt(content: bytes, secrets: Sequence[str]) -> bytes:
    """Return what was encrypted for the owner of one of the secret keys.

    Raises:
        Shut: the content is damaged or of a newer format, or for somebody else.
    """
    _check_header(content)
    with _needed():
        import pyrage  # noqa: PLC0415

    try:
        return pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(secret) for secret in secrets])
    except pyrage.IdentityError:
        raise Shut("the key that was given is misspelt or cut off\nkata grade --key FILE") from None
    except pyrage.DecryptError as error:
        if "no matching keys" in str(error).lower():
            raise Shut("it is sealed for another key than this one\nask who sealed it") from None
        raise damaged(str(error).partition("\n")[0].lower()) from None


def _check_header(content: bytes) -> None:
    if content.startswith(FORMAT) and not content.startswith(VERSION):
        raise Shut("it is sealed in a newer age format than this grader reads\ngit pull")
    if not content.startswith(VERSION):
        raise damaged("it is no age file")
    header = content.partition(b"\n---")[0]
    if header.count(b"\n-> ") > MAX_RECIPIENTS:
        raise damaged(f"it names more than {MAX_RECIPIENTS} keys")

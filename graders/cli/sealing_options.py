"""The options of `kata seal`, and those by which other verbs are given the key."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_key(parser: argparse.ArgumentParser) -> None:
    """Add the ways to give the key of sealed katas; `sealed.vault_for` reads them."""
    about = "the secret key to sealed katas; default: the file that the variable KATA_KEY_FILE names"
    parser.add_argument("--key", metavar="FILE", type=Path, help=about)
    parser.add_argument("--key-fd", metavar="N", type=_descriptor, help="read that key from this open descriptor")


def _descriptor(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"`{text}` is no number of a descriptor")
    return int(text)


def add_sealing(parser: argparse.ArgumentParser) -> None:
    """Add what is particular to `kata seal`."""
    add = parser.add_argument
    add("--recipient", metavar="AGE_PUBLIC_KEY", action="append", default=[], help="who can open it; may be repeated")
    add("--keygen", metavar="FILE", type=Path, help="write a new secret key to FILE, and seal for its public key too")
    add("--new-history", metavar="DIR", type=Path, help="write a repository of one commit, with these katas sealed")
    others = "with --new-history: which other katas come along as they are; may be repeated; default: all; '' for none"
    add("--others", metavar="KATA", action="append", help=others)
    add("--check", metavar="DIR", type=Path, help="search DIR, its git objects too, for what should be sealed")

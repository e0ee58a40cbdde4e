"""Canaries: what of the plain hidden files must be found nowhere else, and a search for all of them at once.

They are derived from the files themselves, so nothing has to be planted and nothing of the past is missed: every line,
and every line of a text constant (what is left of a line in bytecode), of at least 20 bytes; the hash by which git
names the whole file; the file's path, looked for in binaries only.  What the catalogue shows elsewhere is no canary.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha1, sha256
from typing import Final

from graders.model import Kata
from graders.sealing.bundle import HIDDEN, Files

SHORTEST: Final = 20
"""Bytes: as many as a SHA-1, the shortest name that git gives a file."""
GRAM: Final = 16
STRIDE: Final = SHORTEST - GRAM + 1
"""A content is looked at every so many bytes, and a canary is known by as many grams: one of them is met there."""
SMALLEST_FILE: Final = 40
"""Files below are alike by chance: an empty one, one with an import."""
ALIKE: Final = (b"import ", b"from ")
"""Lines that others write just so."""
PROOF: Final = "proof.json"


@dataclass(frozen=True, slots=True)
class Canary:
    """Bytes that must be found nowhere, and what they are of; a path counts in binaries only: documents name paths."""

    text: bytes
    place: str
    is_path: bool = False


def derive(kata: Kata, files: Files) -> Iterator[Canary]:
    """Yield the canaries of a kata's plain files."""
    for name, content in files.items():
        kind, _, rest = name.partition("/")
        place = f"{kata.section}/{kata.id}/{'hidden/' if kind == HIDDEN else ''}{rest}"
        path = place if kind == HIDDEN else f"solutions/{place}"
        yield Canary(path.encode(), f"{path}, its path", is_path=True)
        if len(content.data) >= SMALLEST_FILE:
            yield from (Canary(digest, f"{path}, the whole file") for digest in names_in_git(content.data))
        if rest != PROOF:  # it has the names of checks, which every report tells
            yield from _texts(content.data, path)


def names_in_git(content: bytes) -> tuple[bytes, bytes]:
    """Return the names that git gives a file with this content, in a repository of either kind."""
    whole = b"blob %d\0" % len(content) + content
    return sha1(whole, usedforsecurity=False).digest(), sha256(whole).digest()


def _texts(content: bytes, path: str) -> Iterator[Canary]:
    lines = list(enumerate(content.splitlines(), 1))
    told: set[bytes] = set()
    if path.endswith(".py"):
        try:
            tree = ast.parse(content)
        except (SyntaxError, ValueError, RecursionError):
            tree = ast.Module([], [])
        told = set(_titles(tree))
        lines += _constants(tree)
    for number, line in lines:
        text = line.strip()
        if len(text) >= SHORTEST and text not in told and not text.startswith(ALIKE):
            yield Canary(text, f"{path}:{number}")


def _constants(tree: ast.AST) -> Iterator[tuple[int, bytes]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
            value = node.value.encode("utf-8", "surrogatepass") if isinstance(node.value, str) else node.value
            yield from ((node.lineno, line) for line in value.splitlines())


def _titles(tree: ast.AST) -> Iterator[bytes]:
    """Yield the titles of checks, which every report tells."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test"):
            yield from (ast.get_docstring(node) or "").encode().splitlines()[:1]


class Searcher:
    """Finds which of many canaries are in a content, whatever their number."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self.canaries: dict[bytes, Canary] = {}
        self._by_gram: dict[bytes, list[Canary]] = {}
        for canary in canaries:
            if len(canary.text) >= SHORTEST and canary.text not in self.canaries:
                self.canaries[canary.text] = canary
                for start in range(STRIDE):
                    self._by_gram.setdefault(canary.text[start : start + GRAM], []).append(canary)

    def found(self, content: bytes) -> set[Canary]:
        """Return the canaries in a content, its own name in git included."""
        known = self._by_gram
        starts = range(0, len(content), STRIDE)
        grams = {gram for start in starts if (gram := content[start : start + GRAM]) in known}
        likely = {canary for gram in grams for canary in known[gram]}
        binary = b"\0" in content
        found = {canary for canary in likely if canary.text in content and (binary or not canary.is_path)}
        return found | {self.canaries[name] for name in names_in_git(content) if name in self.canaries}

    def without(self, contents: Iterable[bytes]) -> Searcher:
        """Return a searcher for those canaries that are in none of the contents."""
        shown = set().union(*map(self.found, contents))
        return Searcher(canary for canary in self.canaries.values() if canary not in shown)

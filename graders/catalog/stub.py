"""Tell an untouched stub from an attempt, and find the text of a stub again.

A released stub never changes, so kata.toml holds its hash.  Its text is needed to see through a formatter or
an added comment: it is the catalogue's own file, a copy kept in `.grades/stubs/<id>/<hash>/`, or in git's history.
"""

from __future__ import annotations

import ast
import os
import warnings
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from graders.catalog.git import GitError, repository, run_git
from graders.catalog.paths import real
from graders.catalog.plain_file import LIMIT, Refused, read_plain
from graders.model import Kata

# A stub is shorter by far; a stranger's text is parsed here, and 3.11 to 3.13 bear any text of this size.
PARSED_CHARACTERS: Final = 64 * 1024


def normalise(text: str) -> str:
    r"""Return the text without a byte order mark, and with `\n` as line end."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def text_sha256(text: str) -> str:
    """Return the hash that kata.toml states of a stub."""
    return sha256(normalise(text).encode()).hexdigest()


def is_untouched(text: str, kata: Kata, name: str, stubs: Path | None) -> bool:
    """Tell whether a submit file still is the stub, but perhaps for its layout and its comments."""
    if text_sha256(text) == kata.facts.stub_sha256[name]:
        return True
    stub = _kept_text(kata, name, stubs) if name.endswith(".py") else None
    return stub is not None and _same_syntax(text, stub)


def stub_text(kata: Kata, name: str, stubs: Path | None) -> str | None:
    """Return the text of a stub, from git's history if need be; nothing if it is nowhere."""
    return _kept_text(kata, name, stubs) or _text_in_git(kata, name)


def keep_stub(text: str, kata: Kata, name: str, stubs: Path) -> None:
    """Keep a copy of a stub, unless there is one; the text must be the stub."""
    wanted = kata.facts.stub_sha256[name]
    if text_sha256(text) != wanted or _read_stub(stubs / kata.id / wanted, name, wanted) is not None:
        return
    file = stubs / kata.id / wanted / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", newline="", dir=file.parent, delete=False) as copy:
        copy.write(normalise(text))
    Path(copy.name).replace(file)


def _kept_text(kata: Kata, name: str, stubs: Path | None) -> str | None:
    """Return the stub from the catalogue's file, if nobody wrote into it, or from the copy."""
    wanted = kata.facts.stub_sha256[name]
    text = _read_stub(kata.folder, name, wanted)
    return text if text is not None or stubs is None else _read_stub(stubs / kata.id / wanted, name, wanted)


def _read_stub(folder: Path, name: str, wanted: str) -> str | None:
    with suppress(FileNotFoundError, Refused):
        return _decoded(read_plain(folder, name), wanted)
    return None


def _decoded(content: bytes, wanted: str) -> str | None:
    """Return the text if it has the wanted hash."""
    with suppress(UnicodeDecodeError):
        text = normalise(content.decode())
        return text if text_sha256(text) == wanted else None
    return None


def _text_in_git(kata: Kata, name: str) -> str | None:
    """Return the version of the catalogue's file that has the stub's hash."""
    wanted = kata.facts.stub_sha256[name]
    try:
        top = repository(kata.folder)
        path = (real(kata.folder) / name).relative_to(top).as_posix()
        commits = run_git(top, "rev-list", "--all", "--full-history", "--reverse", "--", path).decode().split()
        asked = "".join(f"{commit}:{path}\n" for commit in commits)
        answer = run_git(top, "cat-file", "--batch", stdin=os.fsencode(asked))
    except GitError:
        return None
    texts = (_decoded(content, wanted) for content in _blobs(answer))
    return next((text for text in texts if text is not None), None)


def _blobs(answer: bytes) -> Iterator[bytes]:
    """Yield the contents in an answer of `git cat-file --batch`: a line with the size last, the content, a line end."""
    while answer:
        head, _, answer = answer.partition(b"\n")
        if head.endswith(b" missing"):
            continue
        size = int(head.rpartition(b" ")[2])
        if size <= LIMIT:
            yield answer[:size]
        answer = answer[size + 1 :]


def _same_syntax(text: str, stub: str) -> bool:
    """Tell whether two modules differ in nothing that Python's parser sees."""
    if len(text) > PARSED_CHARACTERS:
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ours, theirs = ast.parse(stub).body, ast.parse(text).body
            # Statement by statement, since an attempt mostly differs in its first lines, and dumping is slow.
            return len(ours) == len(theirs) and all(map(_equal, ours, theirs))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False


def _equal(ours: ast.stmt, theirs: ast.stmt) -> bool:
    return ast.dump(ours) == ast.dump(theirs)

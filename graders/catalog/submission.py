"""Read a learner's files once, and say in the learner's words why they cannot be graded."""

from __future__ import annotations

import codecs
import io
import tokenize
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

from graders.catalog.plain_file import Refused, read_plain
from graders.catalog.stub import is_untouched, normalise, text_sha256
from graders.model import Kata, Submission

TOTAL_LIMIT: Final = 1024 * 1024
PYTHON: Final = (".py", ".pyi", ".pyx", ".pxd")


def read_submission(folder: Path | None, kata: Kata, stubs: Path | None, *, own: bool = True) -> Submission:
    r"""Return the submit files in `folder`, as `locate` found it; `stubs` has copies of stubs.

    The text has `\n` as line end and no byte order mark, whatever the file has.  What is wrong is told with the place
    and the next command to whoever grades what is their `own`.
    """
    if folder is None:
        return Submission(untouched=True)
    files, problems = _read_files(folder, kata)
    if not problems and all(is_untouched(text, kata, name, stubs) for name, text in files.items()):
        return Submission(files=MappingProxyType(files), untouched=True, sha256=_sha256(files))
    problems += _problems_together(files, kata)
    if problems:
        advice = [f"in {folder}", f"kata grade {kata.id}"] if own else []
        return Submission(problem="\n".join([*problems, *advice]))
    return Submission(files=MappingProxyType(files), sha256=_sha256(files))


def _read_files(folder: Path, kata: Kata) -> tuple[dict[str, str], list[str]]:
    """Return the texts of the files that are there, and what is wrong with the others."""
    files: dict[str, str] = {}
    problems: list[str] = []
    for name in kata.facts.submit:
        try:
            files[name] = _text(read_plain(folder, name), kata, name)
        except FileNotFoundError:
            continue
        except Refused as refused:
            problems.append(f"`{name}` {refused}")
            files[name] = ""
    return files, problems


def _text(content: bytes, kata: Kata, name: str) -> str:
    """Return the text of a file, or refuse it."""
    try:
        text = normalise(content.decode())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wrong = f"is not UTF-8: line {line} has the byte {content[error.start]:#04x}"
        raise Refused(wrong, "save it as UTF-8") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refused(f"has a null byte in line {line}", "remove it")
    if not text.strip() and text_sha256(text) != kata.facts.stub_sha256[name]:
        raise Refused("is empty", f"write your solution, or begin again with `kata reset {kata.id}`")
    if name.endswith(PYTHON):
        _check_cookie(content)
    return text


def _check_cookie(content: bytes) -> None:
    """Refuse Python that says it has another encoding than UTF-8 (PEP 263)."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        utf8 = codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}
    except (SyntaxError, LookupError):
        utf8 = False
    if not utf8:
        raise Refused("says at its top that its encoding is not UTF-8", "remove that line, and save the file as UTF-8")


def _problems_together(files: Mapping[str, str], kata: Kata) -> list[str]:
    """Return what is wrong with the files of an attempt as a whole."""
    problems = [
        f"`{name}` is missing: put it back with `kata reset {kata.id}`, or write it"
        for name in kata.facts.submit
        if name not in files
    ]
    if sum(len(text.encode()) for text in files.values()) > TOTAL_LIMIT:
        problems.append(f"the files together are larger than {TOTAL_LIMIT // 1024} KiB: make them smaller")
    return problems


def _sha256(files: Mapping[str, str]) -> str:
    """Return a hash of names and texts in which nothing can move from one to the other."""
    total = sha256()
    for name, text in sorted(files.items()):
        content = text.encode()
        total.update(f"{len(name)} {name} {len(content)} ".encode() + content)
    return total.hexdigest()

"""What a sealed file holds: a tar of the kata's hidden tests and its solutions, headed by what it is.

The same files give the same bytes, and `age -d -i KEY sealed.age | tar t` reads them without this program.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graders.catalog.plain_file import Refused, read_plain
from graders.catalog.rules import is_plain
from graders.model import GraderError, Kata
from graders.sealing import age
from graders.sealing.trouble import Shut, damaged

FORMAT: Final = 1
HEAD: Final = "sealed.json"
HIDDEN, SOLUTION = "hidden", "solution"
MAX_FILES: Final = 2_000
MAX_FILE: Final = 8 << 20
MAX_TOTAL: Final = 32 << 20
_LEFT_BEHIND: Final = {"__pycache__", ".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache"}


@dataclass(frozen=True, slots=True)
class Content:
    """One file: its bytes, and whether it is a program."""

    data: bytes
    program: bool = False


Files = Mapping[str, Content]


def plain_files(kata: Kata) -> dict[str, Content]:
    """Return what is to be sealed of a kata, by the names in the bundle: `hidden/...`, `solution/...`.

    Raises:
        GraderError: it has no plain tests or reference, or something there cannot be sealed.
    """
    found = {
        f"{kind}/{name}": content
        for kind, folder in ((HIDDEN, kata.hidden), (SOLUTION, kata.solution))
        for name, content in _files(folder)
    }
    lacking = [str(kata.hidden)] if not any(name.startswith(f"{HIDDEN}/test_") for name in found) else []
    lacking += [str(kata.solution / kata.module)] if f"{SOLUTION}/{kata.module}" not in found else []
    if lacking:
        raise GraderError(f"`{kata.id}` has nothing plain to seal: no tests or reference in {', '.join(lacking)}")
    if len(found) > MAX_FILES or sum(len(content.data) for content in found.values()) > MAX_TOTAL:
        raise GraderError(f"`{kata.id}` has more than {MAX_FILES} files or {MAX_TOTAL >> 20} MiB to seal")
    return found


def _files(folder: Path) -> Iterator[tuple[str, Content]]:
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]  # to a folder; they are refused
        folders[:] = sorted(name for name in folders if name not in _LEFT_BEHIND)
        for path in [Path(place, name) for name in sorted([*names, *links])]:
            name = path.relative_to(folder).as_posix()
            try:
                yield name, Content(read_plain(folder, name, MAX_FILE), bool(path.stat().st_mode & 0o100))
            except Refused as refused:
                raise GraderError(f"{path} {refused}") from None


def pack(kata: Kata, files: Files) -> bytes:
    """Return the bundle of a kata's files."""
    head = {"format": FORMAT, "section": kata.section, "kata": kata.id}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, HEAD, Content(json.dumps(head).encode()))
        for name, content in sorted(files.items()):
            _add(tar, name, content)
    return out.getvalue()


def _add(tar: tarfile.TarFile, name: str, content: Content) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content.data), 0o755 if content.program else 0o644
    tar.addfile(info, io.BytesIO(content.data))


def seal(kata: Kata, recipients: Sequence[str]) -> bytes:
    """Return the content of the sealed file of a kata that is plain here.

    Raises:
        GraderError: it has nothing to seal, or a recipient is none.
    """
    return age.encrypt(pack(kata, plain_files(kata)), recipients)


def unpack(bundle: bytes, kata: Kata) -> dict[str, Content]:
    """Return the files in the bundle of a kata.

    Raises:
        Shut: it is damaged, of a newer version, or of another kata.
    """
    try:
        with tarfile.open(fileobj=io.BytesIO(bundle), mode="r:") as tar:
            members = iter(tar)
            _check_head(_first(tar, members), kata)
            return _read(tar, members)
    except (tarfile.TarError, EOFError, ValueError, OverflowError, RecursionError) as error:
        raise damaged(f"what is in it is no bundle ({type(error).__name__})") from None


def _first(tar: tarfile.TarFile, members: Iterator[tarfile.TarInfo]) -> Any:
    member = next(members, None)
    if member is None or member.name != HEAD:
        raise damaged(f"it does not begin with `{HEAD}`")
    return json.loads(_data(tar, member, 1 << 12))


def _check_head(head: Any, kata: Kata) -> None:
    version = head.get("format") if type(head) is dict else None
    if type(version) is not int or version < 1:
        raise damaged(f"`{HEAD}` names no version")
    if version > FORMAT:
        raise Shut(f"it is sealed by a newer grader (format {version}, this one reads {FORMAT})\ngit pull")
    if (head.get("section"), head.get("kata")) != (kata.section, kata.id):
        raise damaged("it is that of another kata")


def _read(tar: tarfile.TarFile, members: Iterable[tarfile.TarInfo]) -> dict[str, Content]:
    """Read the members: plain files below our two folders, each once, and no more than we would have packed."""
    found: dict[str, Content] = {}
    left = MAX_TOTAL
    for member in members:
        kind, _, rest = member.name.partition("/")
        if not rest or kind not in {HIDDEN, SOLUTION} or not is_plain(member.name) or "\0" in member.name:
            raise damaged(f"it names a file {member.name[:100]!a}")
        if member.name in found or len(found) >= MAX_FILES:
            raise damaged("it has a file twice, or too many")
        content = _data(tar, member, min(MAX_FILE, left))
        left -= len(content)
        found[member.name] = Content(content, bool(member.mode & 0o100))
    return found


def _data(tar: tarfile.TarFile, member: tarfile.TarInfo, limit: int) -> bytes:
    """Return the bytes of a member that is a plain file and not too large, all of them."""
    file = tar.extractfile(member) if member.isreg() and not member.issparse() and member.size <= limit else None
    content = file.read() if file else b""
    if file is None or len(content) != member.size:
        raise damaged("it has something else than files of a bounded size")
    return content

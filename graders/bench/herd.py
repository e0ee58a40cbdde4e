"""Many made submissions of made katas, in every form that a course hands in, with the verdicts that they must have."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graders.bench.synthetic import SECTION, SOLUTION
from graders.model import Status

WRONG_EVERY: Final = 5
TWIN_EVERY: Final = 20
"""Each of these has the files of the one before it."""


@dataclass(slots=True)
class Herd:
    """What was handed in: the statuses of each submission, by kata, and the names of those to be refused."""

    statuses: dict[str, dict[str, Status]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    @property
    def different(self) -> int:
        """How many gradings there are: a kata of a submission each, twins once."""
        return sum(len(found) for name, found in self.statuses.items() if not is_twin(int(name[1:])))


def is_twin(number: int) -> bool:
    """Say whether a submission repeats the one before it."""
    return number % TWIN_EVERY == TWIN_EVERY - 1


def hand_in(folder: Path, count: int, katas: int) -> Herd:
    """Write so many submissions of the first katas of a made catalogue, and an archive of each bad kind."""
    folder.mkdir()
    herd = Herd()
    for number in range(count):
        files = _files(number - 1 if is_twin(number) else number, katas)
        _FORMS[number % len(_FORMS)](folder, f"s{number:05}", files)
        wrong = (number - 1 if is_twin(number) else number) % WRONG_EVERY == 0
        herd.statuses[f"s{number:05}"] = {
            _name(kata): Status.FAILED if wrong and kata == 0 else Status.PASSED for kata in range(katas)
        }
    for name, write in BAD.items():
        write(folder / name)
        herd.refused.append(name.partition(".")[0])
    return herd


def _name(kata: int) -> str:
    return f"made_{kata:04}"


def _files(number: int, katas: int) -> Mapping[str, str]:
    """Return the files of a submission; a wrong one is wrong in its first kata."""
    found = {}
    for kata in range(katas):
        right = SOLUTION.format(n=kata)
        text = right.replace("sum(", "-sum(") if kata == 0 and number % WRONG_EVERY == 0 else right
        found[f"{_name(kata)}/{_name(kata)}.py"] = f"# {number}\n{text}"
    return found


def _folder(folder: Path, name: str, files: Mapping[str, str]) -> None:
    _write(folder / name, files)


def _fork(folder: Path, name: str, files: Mapping[str, str]) -> None:
    _write(folder / name / "katas" / SECTION, files)
    _write(folder / name / ".grades", {"latest.json": "{}", "cache/made_0000-0.json": "{}"})


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _zip(folder: Path, name: str, files: Mapping[str, str]) -> None:
    with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(f"{name}-main/{path}", text)


def _tar(folder: Path, name: str, files: Mapping[str, str]) -> None:
    _tarred(folder / f"{name}.tar.gz", [(path, text.encode()) for path, text in files.items()])


_FORMS: Final = (_folder, _fork, _zip, _tar)


def _tarred(file: Path, entries: list[tuple[str, bytes]], change: Callable[[tarfile.TarInfo], object] = id) -> None:
    with tarfile.open(file, "w:gz") as archive:
        for path, content in entries:
            info = tarfile.TarInfo(path)
            info.size = len(content)
            change(info)
            archive.addfile(info, io.BytesIO(content))


def _linked(info: tarfile.TarInfo) -> None:
    info.type, info.linkname, info.size = tarfile.SYMTYPE, "/etc/passwd", 0


def _zip_link(file: Path) -> None:
    info = zipfile.ZipInfo("made_0000/made_0000.py")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/passwd")


def _bomb(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("made_0000/made_0000.py", b"\0" * (64 << 20))


def _truncated(file: Path) -> None:
    whole = file.with_name("whole")
    _tarred(whole, [("made_0000/made_0000.py", SOLUTION.encode() * 50)])
    file.write_bytes(whole.read_bytes()[:-40])
    whole.unlink()


BAD: Final[Mapping[str, Callable[[Path], object]]] = {
    "x_traversal.tar.gz": lambda file: _tarred(file, [("../../made_0000/made_0000.py", b"x = 1\n")]),
    "x_absolute.tar.gz": lambda file: _tarred(file, [("/made_0000/made_0000.py", b"x = 1\n")]),
    "x_symlink.tar.gz": lambda file: _tarred(file, [("made_0000/made_0000.py", b"")], _linked),
    "x_symlink_zip.zip": _zip_link,
    "x_encoding.tar.gz": lambda file: _tarred(file, [("made_\udcff/made_0000.py", b"x = 1\n")]),
    "x_bomb.zip": _bomb,
    "x_truncated.tar.gz": _truncated,
    "x_none.zip": lambda file: file.write_text("no archive", encoding="ascii"),
}

"""Of a stranger's archive only files that we know by name are written, and a dishonest one is refused, with why."""

from __future__ import annotations

import stat
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from graders.batch import archives
from graders.batch.archives import Refused, extract
from graders.batch.unpacker import Unpacker
from graders.bench.herd import BAD
from graders.catalog.plain_file import LIMIT
from tests.batch.conftest import write_tar

FILE = "tiny/tiny.py"
WANTED = {FILE}
GOOD = (FILE, b"x = 1\n")


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "inside" / "into"
    folder.mkdir(parents=True)
    return folder


def typed(kind: bytes) -> Any:
    def change(info: tarfile.TarInfo) -> None:
        info.type, info.linkname, info.size = kind, "/etc/passwd", 0

    return change


def zipped(file: Path, *entries: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in entries:
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return file


def unix(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (mode | 0o644) << 16
    return info


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_of_a_tar_archive_the_wanted_files_are_written(mode: str, tmp_path: Path, into: Path) -> None:
    extract(write_tar(tmp_path / "a", GOOD, ("tiny/other.py", b""), mode=mode), into, WANTED)

    assert files(into) == [FILE]
    assert (into / FILE).read_bytes() == GOOD[1]


def test_of_a_zip_archive_the_wanted_files_are_written(tmp_path: Path, into: Path) -> None:
    extract(zipped(tmp_path / "a", GOOD, ("setup.py", b""), ("empty/", b"")), into, WANTED)

    assert files(into) == [FILE]


@pytest.mark.parametrize("name", ["repo-main/tiny/tiny.py", "./tiny/tiny.py", "tiny\\tiny.py"])
def test_a_file_may_lie_a_folder_deeper_or_be_named_otherwise(name: str, tmp_path: Path, into: Path) -> None:
    extract(zipped(tmp_path / "a", (name, b"x = 1\n")), into, WANTED)

    assert [file.removeprefix("repo-main/") for file in files(into)] == [FILE]


def test_what_lies_deeper_still_is_not_a_submission(tmp_path: Path, into: Path) -> None:
    extract(zipped(tmp_path / "a", ("a/b/tiny/tiny.py", b"x = 1\n"), (".grades/tiny/tiny.py", b"")), into, WANTED)

    assert files(into) == []


@pytest.mark.parametrize("name", BAD)
def test_an_archive_of_each_bad_kind_is_refused(name: str, tmp_path: Path, into: Path) -> None:
    BAD[name](tmp_path / name)

    with pytest.raises(Refused):
        extract(tmp_path / name, into, {"made_0000/made_0000.py"})

    assert files(tmp_path) == [name]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (tarfile.LNKTYPE, "a hard link"),
        (tarfile.SYMTYPE, "a symbolic link"),
        (tarfile.FIFOTYPE, "a named pipe"),
        (tarfile.CHRTYPE, "a device"),
        (tarfile.BLKTYPE, "a device"),
    ],
)
def test_what_is_no_plain_file_refuses_a_tar_archive(kind: bytes, words: str, tmp_path: Path, into: Path) -> None:
    file = write_tar(tmp_path / "a", ("tiny/passwd", b""), change=typed(kind))

    with pytest.raises(Refused, match=words):
        extract(file, into, WANTED)


@pytest.mark.parametrize(("mode", "words"), [(stat.S_IFLNK, "a symbolic link"), (stat.S_IFCHR, "a special file")])
def test_what_is_no_plain_file_refuses_a_zip_archive(mode: int, words: str, tmp_path: Path, into: Path) -> None:
    with pytest.raises(Refused, match=words):
        extract(zipped(tmp_path / "a", (unix(FILE, mode), b"/etc/passwd")), into, WANTED)


@pytest.mark.parametrize(
    "name", ["../tiny/tiny.py", "tiny/../../x.py", "..\\x.py", "/tiny/tiny.py", "C:\\tiny\\tiny.py", "\\tiny.py"]
)
def test_a_name_that_leads_out_refuses_both_kinds(name: str, tmp_path: Path, into: Path) -> None:
    for file in (zipped(tmp_path / "z", (name, b"")), write_tar(tmp_path / "t", (name, b""))):
        with pytest.raises(Refused, match=r"leads out|absolute"):
            extract(file, into, WANTED)
    assert files(tmp_path) == ["t", "z"]


def test_a_name_that_no_terminal_should_see_is_told_escaped(tmp_path: Path, into: Path) -> None:
    with pytest.raises(Refused, match=r"\\x1b\[31m"):
        extract(write_tar(tmp_path / "a", ("\x1b[31m", b"")), into, WANTED)


def test_a_file_that_is_there_twice_refuses(tmp_path: Path, into: Path) -> None:
    with pytest.raises(Refused, match="twice"):
        extract(write_tar(tmp_path / "a", GOOD, (f"./{FILE}", b"x = 2\n")), into, WANTED)


def test_an_encrypted_archive_is_refused(tmp_path: Path, into: Path) -> None:
    file = zipped(tmp_path / "a", GOOD)
    content = bytearray(file.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(content)

    with pytest.raises(Refused, match="password"):
        extract(file, into, WANTED)


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_archive_that_is_cut_off_is_refused(mode: str, tmp_path: Path, into: Path) -> None:
    file = write_tar(tmp_path / "a", ("x", bytes(range(256)) * 400), GOOD, mode=mode)
    file.write_bytes(file.read_bytes()[: -file.stat().st_size // 3])

    with pytest.raises(Refused, match="damaged"):
        extract(file, into, WANTED)


def test_an_archive_without_files_is_refused(tmp_path: Path, into: Path) -> None:
    with pytest.raises(Refused, match="empty"):
        extract(zipped(tmp_path / "a"), into, WANTED)


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_bomb_is_stopped_while_it_unpacks(
    mode: str, tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "RATIO_FREE", 1 << 20)

    with pytest.raises(Refused, match="unpacks to more than"):
        extract(write_tar(tmp_path / "a", ("zeros", bytes(4 << 20)), mode=mode), into, WANTED)


def test_too_many_entries_are_refused(tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MEMBERS_LIMIT", 3)

    with pytest.raises(Refused, match="more than 3 entries"):
        extract(zipped(tmp_path / "a", *((f"{n}", b"") for n in range(4))), into, WANTED)


def test_an_archive_that_is_too_large_is_not_opened(
    tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "ARCHIVE_LIMIT", 10)

    with pytest.raises(Refused, match="larger than"):
        extract(zipped(tmp_path / "a", GOOD), into, WANTED)


def test_of_a_file_that_is_too_large_as_much_is_written_as_shows_it(tmp_path: Path, into: Path) -> None:
    extract(zipped(tmp_path / "a", (FILE, b"#" * (LIMIT + 100))), into, WANTED)

    assert (into / FILE).stat().st_size == LIMIT + 1


def test_a_file_where_a_folder_should_be_refuses(tmp_path: Path, into: Path) -> None:
    with pytest.raises(Refused, match="damaged"):
        extract(write_tar(tmp_path / "a", ("a", b""), ("a/b", b"")), into, {"a", "a/b"})


def test_an_archive_that_ends_the_process_is_refused_and_the_next_is_unpacked(tmp_path: Path, into: Path) -> None:
    good = write_tar(tmp_path / "a", GOOD)
    with Unpacker(WANTED) as unpacker:
        assert unpacker.unpack(good, into) == ""
        assert unpacker._process is not None
        unpacker._process.kill()

        assert "signal 9" in unpacker.unpack(good, into)
        assert unpacker.unpack(good, into) == ""


def test_the_process_that_unpacks_is_held_to_memory(tmp_path: Path, into: Path) -> None:
    from graders.batch import unpacking  # noqa: PLC0415

    with Unpacker(WANTED) as unpacker:
        unpacker.unpack(write_tar(tmp_path / "a", GOOD), into)
        assert unpacker._process is not None
        limits = Path(f"/proc/{unpacker._process.pid}/limits").read_text(encoding="ascii")

    assert str(unpacking.MEMORY) in limits

"""A canary is found wherever git or the file system can keep it, and what everybody may see is none."""

from __future__ import annotations

import compileall
import json
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.catalog.facts import BLANK
from graders.model import GraderError, Kata
from graders.sealing.bundle import Content
from graders.sealing.canaries import SHORTEST, Canary, Searcher, derive
from graders.sealing.check import search, searcher_for
from tests.sealing.conftest import SECTION, Course

KATA = Kata(id="tiny_kata", section=SECTION, folder=Path(), solution=Path(), facts=BLANK)
SECRET = "a line that is nowhere else: 77f0"
SHORT = "".join(f"x{n} = {n}\n" for n in range(30))
PATH = f"{SECTION}/tiny_kata/hidden/test_it.py"
FILES = {"hidden/test_it.py": Content(f'TOLD = "{SECRET}"\n'.encode()), "hidden/short.py": Content(SHORT.encode())}
SEARCHER = Searcher(derive(KATA, FILES))


@given(st.data())
def test_a_canary_is_found_at_every_place(data: st.DataObject) -> None:
    draw = random.Random(data.draw(st.integers(0, 2**32)))
    canary = draw.randbytes(data.draw(st.integers(SHORTEST, 90)))
    before, after = (draw.randbytes(data.draw(st.integers(0, 40))) for _ in range(2))
    searcher = Searcher([Canary(canary, "x:1"), Canary(draw.randbytes(30), "x:2")])

    assert {found.place for found in searcher.found(before + canary + after)} == {"x:1"}
    assert not searcher.found(before + canary[:-1])


# --- what is a canary ------------------------------------------------------------------------------------------------


def texts(source: str, name: str = "hidden/test_it.py") -> set[str]:
    """Return the lines of a file that are canaries."""
    found = derive(KATA, {name: Content(source.encode())})
    return {canary.text.decode() for canary in found if ":" in canary.place}


def test_lines_and_the_lines_of_constants_are() -> None:
    source = 'def test_it(submission):\n    x = """one line of the text constant\n  another of it, indented"""\n'

    assert texts(source) == {
        "def test_it(submission):",
        'x = """one line of the text constant',
        'another of it, indented"""',
        "one line of the text constant",
        "another of it, indented",
    }


def test_imports_short_lines_and_the_titles_of_checks_are_not() -> None:
    imports = "from collections import OrderedDict\nimport collections.abc\n\nx = 1\n"
    source = f'{imports}def test_a(s):\n    """It is told to everybody."""\n'

    assert texts(source) == {'"""It is told to everybody."""'}, "the line with its quotes; not the title itself"
    assert texts('{"checks": "test_that_has_a_name"}\n', "solution/proof.json") == set()


def test_what_the_catalogue_shows_is_not(course: Course) -> None:
    folder = course.add("tiny_kata")
    (folder / "hidden" / "more.py").write_text(f"# {SECRET}\n# shown to everybody by the README\n", encoding="utf-8")
    (folder / "README.md").write_text("See `# shown to everybody by the README`.\n", encoding="utf-8")
    kata = course.kata("tiny_kata")

    found = {canary.text.decode(errors="replace") for canary in searcher_for([kata], [kata], []).canaries.values()}

    assert f"# {SECRET}" in found
    assert "# shown to everybody by the README" not in found


# --- where it is found -----------------------------------------------------------------------------------------------

Git = Callable[..., bytes]


def commit(folder: Path, git: Git, text: str = SECRET, name: str = "file.txt") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    git("add", "--all", "--force")
    git("commit", "--quiet", "--message", "a commit")


def past(folder: Path, git: Git) -> None:
    commit(folder, git)
    commit(folder, git, "nothing")


def unreachable(folder: Path, git: Git) -> None:
    past(folder, git)
    git("checkout", "--quiet", "--orphan", "new")
    git("commit", "--quiet", "--message", "a commit")
    git("branch", "--delete", "--force", "main")
    git("reflog", "expire", "--expire=now", "--all")


def packed(folder: Path, git: Git) -> None:
    past(folder, git)
    git("gc", "--quiet")


def delta(folder: Path, git: Git) -> None:
    lines = "".join(f"{random.Random(n).random()}\n" for n in range(2_000))
    commit(folder, git, lines)
    commit(folder, git, f"{lines}{SECRET}\n")
    commit(folder, git, f"{lines}more\n{lines}")
    git("repack", "-adfq")
    (folder / "file.txt").unlink()


def unknown_pack(folder: Path, git: Git) -> None:
    packed(folder, git)
    for pack in (folder / ".git" / "objects" / "pack").glob("*"):
        (pack.rename(pack.with_name("tmp_pack_x1")) if pack.suffix == ".pack" else pack).chmod(0o600)
    for index in (folder / ".git" / "objects" / "pack").glob("pack-*"):
        index.unlink()
    git("init", "--quiet")


def pack_without_index(folder: Path, git: Git) -> None:
    packed(folder, git)
    for file in (folder / ".git" / "objects" / "pack").glob("*.idx"):
        file.unlink()


def half_written(folder: Path, git: Git) -> None:
    place = folder / ".git" / "objects" / "77"
    place.mkdir()
    (place / "tmp_obj_x1").write_bytes(zlib.compress(f"blob 40\0{SECRET}".encode())[:-4])


def bundled(folder: Path, git: Git) -> None:
    past(folder, git)
    git("bundle", "create", "--quiet", "course.bundle", "--all")
    for name in (".git", "file.txt"):
        (folder / name).rename(folder.parent / name)


def elsewhere(folder: Path, git: Git) -> None:
    past(folder, git)
    git("init", "--quiet", f"--separate-git-dir={folder.parent / 'elsewhere'}")


def borrowed(folder: Path, git: Git) -> None:
    past(folder, git)
    store = (folder / ".git").rename(folder.parent / "lender")
    git("init", "--quiet")
    (folder / ".git" / "objects" / "info" / "alternates").write_text(f"{store / 'objects'}\n", encoding="utf-8")


def bytecode(folder: Path, git: Git) -> None:
    (folder / "x.py").write_bytes(FILES["hidden/test_it.py"].data)
    compileall.compile_file(folder / "x.py", quiet=1)
    (folder / "x.py").unlink()


def listed(folder: Path, git: Git) -> None:
    empty = git("hash-object", "-w", "/dev/null").decode().strip()
    git("update-index", "--add", "--cacheinfo", f"100644,{empty},katas/{PATH}")


def only_its_name(folder: Path, git: Git) -> None:
    """Leave a tree without all that is in it, as a shallow or partial clone has it."""
    commit(folder, git, SHORT)
    name = git("rev-parse", "HEAD:file.txt").decode().strip()
    (folder / ".git" / "objects" / name[:2] / name[2:]).unlink()
    (folder / "file.txt").unlink()


HIDING: dict[str, Callable[[Path, Git], object]] = {
    "a file": lambda folder, _: (folder / "x.txt").write_text(f"and {SECRET} here", encoding="utf-8"),
    "a report": lambda folder, _: (folder / "x.json").write_text(json.dumps(f"\n{SECRET}\n"), encoding="utf-8"),
    "a file with another name": lambda folder, _: (folder / "x").write_bytes(FILES["hidden/short.py"].data),
    "where a link leads": lambda folder, _: (folder / "x").symlink_to(f"/{SECRET}"),
    "a message": lambda _, git: git("commit", "--allow-empty", "--message", SECRET),
    "a note": lambda _, git: git("tag", "--annotate", "x", "--message", SECRET, "HEAD"),
    "an object that nothing names": lambda folder, git: git("hash-object", "-w", str(folder.parent / "secret.txt")),
}
HIDERS: list[Callable[[Path, Git], object]] = [past, unreachable, packed, delta, unknown_pack, pack_without_index]
HIDERS += [half_written, bundled, elsewhere, borrowed, bytecode, listed, only_its_name]
HIDING |= {getattr(hider, "__name__", ""): hider for hider in HIDERS}


@pytest.mark.parametrize("way", HIDING)
def test_it_is_found(course: Course, way: str) -> None:
    target = course.here / "target"
    target.mkdir()
    (course.here / "secret.txt").write_text(SECRET, encoding="utf-8")

    def git(*words: str) -> bytes:
        return course.git(target, *words)

    git("init", "--quiet", "--initial-branch=main")
    git("commit", "--quiet", "--allow-empty", "--message", "the first")
    assert not search(target, SEARCHER).leaks

    HIDING[way](target, git)

    assert search(target, SEARCHER).leaks


def test_a_document_may_name_a_path(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(f"katas/{PATH}\n", encoding="utf-8")

    assert not search(tmp_path, SEARCHER).leaks


def test_what_git_cannot_read_is_no_clean_search(course: Course) -> None:
    course.commit()
    name = course.git(course.root, "rev-parse", "HEAD:.gitignore").decode().strip()
    path = course.root / ".git" / "objects" / name[:2] / name[2:]
    path.chmod(0o600)
    path.write_bytes(b"damaged")

    with pytest.raises(GraderError, match="cannot read all objects"):
        search(course.root, SEARCHER)


def test_a_folder_that_is_not_there_is_no_clean_search(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match="there is no folder"):
        search(tmp_path / "nowhere", SEARCHER)

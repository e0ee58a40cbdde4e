"""`kata seal`: keys, sealed files, a course's repository without the plain past, and the search for what is left."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from graders.catalog.sealed import SEALED, sealed_file
from graders.cli.context import Context
from graders.cli.guard import guarded
from graders.cli.parser import parse
from graders.sealing.key import find_key
from graders.sealing.vault import Vault
from tests.sealing.conftest import CANARY, SECTION, STUB, Course


class Desk:
    """A teacher at a catalogue with the katas `tiny_kata` and `other_kata`."""

    def __init__(self, course: Course, public: str) -> None:
        self.course, self.public, self.said = course, public, io.StringIO()
        for kata_id in ("tiny_kata", "other_kata"):
            course.add(kata_id)
        readme = course.root / "README.md"
        readme.write_text("The course.\n", encoding="utf-8")
        course.commit()

    def kata(self, *words: str, cwd: Path | None = None) -> int:
        """Run `kata` in the catalogue."""
        context = Context(out=self.said, err=self.said, cwd=cwd or self.course.root, environ=self.course.environ)
        return guarded(lambda: parse(words, {})(context), context)

    def seal(self, *words: str) -> int:
        """Seal tiny_kata in a new history."""
        given = ("tiny_kata", "--recipient", self.public, "--new-history", str(self.target))
        return self.kata("seal", *given, *words)

    @property
    def target(self) -> Path:
        """The course's repository."""
        return self.course.here / "target"

    @property
    def printed(self) -> str:
        """All that was said."""
        return self.said.getvalue()

    def tracked(self) -> set[str]:
        """Return what the new repository tracks."""
        return set(self.course.git(self.target, "ls-files").decode().split())


@pytest.fixture
def desk(course: Course, keys: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name in ("HOME", "XDG_RUNTIME_DIR", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.setenv(name, course.environ[name])
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, course.environ[name])
    return Desk(course, keys[1])


def test_a_course_has_one_commit_and_no_plain_file_of_what_is_sealed(desk: Desk) -> None:
    assert desk.seal("--others", "") == 0, desk.printed

    folder = f"katas/{SECTION}/tiny_kata"
    assert desk.tracked() == {
        ".gitignore",
        "README.md",
        *(f"{folder}/{name}" for name in ("README.md", "kata.toml", SEALED, "tiny_kata.py")),
    }
    assert desk.course.git(desk.target, "rev-list", "--all", "--count").strip() == b"1"
    assert "1 sealed and 0 plain katas" in desk.printed
    assert "none found" in desk.printed
    assert desk.course.git(desk.target, "status", "--porcelain") == b""
    assert CANARY.encode() in (desk.course.root / f"{folder}/hidden/probes.py").read_bytes(), "the source stays"


def test_other_katas_come_along_as_they_are(desk: Desk) -> None:
    desk.seal("--others", "other*")

    assert f"solutions/{SECTION}/other_kata/other_kata.py" in desk.tracked()
    assert f"solutions/{SECTION}/tiny_kata/tiny_kata.py" not in desk.tracked()
    other = desk.course.kata("other_kata", desk.target)
    assert sealed_file(other) is None
    assert sealed_file(desk.course.kata("tiny_kata", desk.target)) is not None


def test_what_comes_along_and_has_the_same_lines_is_no_leak(desk: Desk) -> None:
    """Both katas have the same tests here: what everybody may read in one is no secret of the other."""
    assert desk.seal() == 0, desk.printed


def test_a_leak_is_named_and_fails(desk: Desk) -> None:
    (desk.course.root / "notes.txt").write_text(f"assert x == '{CANARY} an argument'\n", encoding="utf-8")
    desk.course.git(desk.course.root, "add", "--all")

    assert desk.seal("--others", "") == 1

    assert f"plain: notes.txt\n       has {SECTION}/tiny_kata/hidden/test_behaviour.py:" in desk.printed
    assert desk.printed.count("plain: ") == 2, "the file, and its object"


def test_check_finds_what_was_committed_later(desk: Desk) -> None:
    desk.seal("--others", "")
    assert desk.kata("seal", "--check", str(desk.target)) == 0
    (desk.target / "x.py").write_bytes((desk.course.root / f"katas/{SECTION}/tiny_kata/hidden/probes.py").read_bytes())
    desk.course.git(desk.target, "add", "--all")
    (desk.target / "x.py").unlink()

    assert desk.kata("seal", "--check", str(desk.target)) == 1

    assert "probes.py, the whole file" in desk.printed


def test_check_works_with_the_key_where_nothing_is_plain(desk: Desk, keys: tuple[str, str]) -> None:
    desk.seal("--others", "")
    key = desk.course.here / "course.key"
    key.write_text(f"{keys[0]}\n", encoding="ascii")

    assert desk.kata("seal", "--check", ".", cwd=desk.target) == 2
    assert "what to look for is sealed too" in desk.printed
    assert desk.kata("seal", "--check", ".", "--key", str(key), cwd=desk.target) == 0
    (desk.target / "x.txt").write_text(f"'{CANARY} an argument'", encoding="utf-8")
    assert desk.kata("seal", "--check", ".", "--key", str(key), cwd=desk.target) == 1


def test_a_search_for_nothing_is_refused(desk: Desk) -> None:
    assert desk.kata("seal", "--check", str(desk.course.here)) == 2
    assert "no kata is sealed" in desk.printed

    desk.seal("--others", "")
    desk.course.git(desk.course.root, "rm", "-rfq", "katas", "solutions")
    (desk.course.root / "katas").mkdir(exist_ok=True)
    assert desk.kata("seal", "--check", str(desk.target)) == 2
    assert "unknown here: tiny_kata" in desk.printed


def test_an_edited_stub_is_not_shipped(desk: Desk) -> None:
    path = desk.course.root / f"katas/{SECTION}/other_kata/other_kata.py"
    path.write_text(STUB.replace("raise NotImplementedError", "return x"), encoding="utf-8")

    assert desk.seal() == 2
    assert "no stubs: other_kata\nkata reset other_kata" in desk.printed
    assert not desk.target.exists()
    assert desk.seal("--others", "") == 0


def test_a_folder_in_use_is_left_alone(desk: Desk) -> None:
    desk.target.mkdir()
    (desk.target / "mine.txt").write_text("mine", encoding="utf-8")

    assert desk.seal() == 2

    assert [path.name for path in desk.target.iterdir()] == ["mine.txt"]


def test_a_kata_that_git_does_not_track_is_not_sealed_into_nowhere(desk: Desk) -> None:
    desk.course.git(desk.course.root, "rm", "-rq", "--cached", f"katas/{SECTION}/tiny_kata")

    assert desk.seal() == 2

    assert "git does not track `tiny_kata`" in desk.printed


def test_a_broken_kata_does_not_come_along_unseen(desk: Desk) -> None:
    path = desk.course.root / f"katas/{SECTION}/other_kata/kata.toml"
    path.write_text("schema = 1\n", encoding="utf-8")

    assert desk.seal("--others", "") == 2

    assert "other_kata/kata.toml: " in desk.printed
    assert not desk.target.exists()


def test_a_course_is_made_of_one_catalogue(desk: Desk, tmp_path: Path) -> None:
    other = Course(tmp_path, {})
    other.add("third_kata")

    assert desk.seal("--catalog", str(desk.course.root), "--catalog", str(other.root)) == 2

    assert "one catalogue" in desk.printed


def test_a_hook_s_variables_do_not_lead_elsewhere(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(desk.course.root / ".git"))
    before = desk.course.git(desk.course.root, "rev-parse", "HEAD")

    assert desk.seal("--others", "") == 0, desk.printed

    assert desk.course.git(desk.course.root, "rev-parse", "HEAD") == before
    assert (desk.target / ".git" / "HEAD").exists()


def test_sealing_in_place_leaves_the_plain_files_which_count(desk: Desk) -> None:
    assert desk.kata("seal", "tiny_kata", "--recipient", desk.public) == 0

    kata = desk.course.kata("tiny_kata")
    assert (kata.folder / SEALED).exists()
    assert sealed_file(kata) is None
    assert "the plain files are still there" in desk.printed


def test_a_key_is_made_once_and_for_us_alone(desk: Desk) -> None:
    file = desk.course.here / "course.key"

    assert desk.kata("seal", "--keygen", str(file)) == 0
    text = file.read_text(encoding="ascii")
    assert desk.kata("seal", "--keygen", str(file)) == 2

    assert file.read_text(encoding="ascii") == text
    assert file.stat().st_mode & 0o777 == 0o600
    assert text.splitlines()[-1] not in desk.printed
    assert "public key: age1" in desk.printed


def test_a_new_key_opens_what_was_sealed_with_it(desk: Desk) -> None:
    file = desk.course.here / "course.key"
    words = ("seal", "tiny_kata", "--keygen", str(file), "--new-history", str(desk.target), "--others", "")

    assert desk.kata(*words) == 0, desk.printed

    with Vault(find_key(file, None, {})) as vault:
        opened = vault.open(desk.course.kata("tiny_kata", desk.target))
        assert CANARY in (opened.hidden / "probes.py").read_text(encoding="utf-8")
        assert CANARY in (opened.solution / "proof.json").read_text(encoding="utf-8")
        assert opened.folder == desk.target / "katas" / SECTION / "tiny_kata"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("seal",), "name the katas and who can open them"),
        (("seal", "tiny_kata"), "name the katas and who can open them"),
        (("seal", "tiny_kata", "--recipient", "age1wrong"), "'age1wrong' is no public key"),
        (("seal", "no_such", "--recipient", "x"), "no kata matches `no_such`"),
        (("seal", "--check", ".", "--recipient", "x"), "`--check` only looks"),
    ],
    ids=["nothing", "nobody", "no key", "no kata", "both"],
)
def test_wrong_words_are_refused(desk: Desk, words: tuple[str, ...], what: str) -> None:
    assert desk.kata(*words) == 2

    assert what in desk.printed

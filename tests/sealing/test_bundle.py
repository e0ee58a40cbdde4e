"""A sealed file holds what was plain, and whatever else it may be is refused for this kata alone."""

from __future__ import annotations

import io
import json
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.catalog.facts import BLANK
from graders.model import GraderError, Kata, Status
from graders.sealing import age, bundle
from graders.sealing.trouble import Shut
from tests.sealing.conftest import HIDDEN, SOLUTION, Course

KATA = Kata(id="tiny_kata", section="02_advanced_python", folder=Path(), solution=Path(), facts=BLANK)
HEAD = {"format": 1, "section": "02_advanced_python", "kata": "tiny_kata"}


def tar(*members: tuple[str, bytes], head: object = HEAD, kind: bytes = tarfile.REGTYPE, size: int = -1) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for name, data in [("sealed.json", json.dumps(head).encode()), *members]:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            if name != "sealed.json":
                info.type, info.linkname = kind, "/etc/passwd"
                info.size = size if size >= 0 else len(data)
            made.addfile(info, io.BytesIO(data.ljust(info.size)))
    return out.getvalue()


def test_what_was_plain_comes_back(course: Course, keys: tuple[str, str]) -> None:
    folder = course.add("tiny_kata")
    (folder / "hidden" / "tool").write_bytes(b"#!/bin/sh\n")
    (folder / "hidden" / "tool").chmod(0o755)
    (folder / "hidden" / "__pycache__").mkdir()
    (folder / "hidden" / "__pycache__" / "left.pyc").write_bytes(b"")
    kata = course.kata("tiny_kata")

    files = bundle.unpack(age.decrypt(bundle.seal(kata, [keys[1]]), [keys[0]]), kata)

    hidden = {f"hidden/{name}" for name in HIDDEN} | {"hidden/tool"}
    assert set(files) == hidden | {f"solution/{name.replace('{id}', kata.id)}" for name in SOLUTION}
    assert files["hidden/data.bin"].data == HIDDEN["data.bin"].encode()
    assert [name for name, content in files.items() if content.program] == ["hidden/tool"]


def test_the_same_files_make_the_same_bundle(course: Course) -> None:
    folder = course.add("tiny_kata")
    kata = course.kata("tiny_kata")
    before = bundle.pack(kata, bundle.plain_files(kata))

    (folder / "hidden" / "probes.py").touch()

    assert bundle.pack(kata, dict(reversed(bundle.plain_files(kata).items()))) == before


def test_an_ordinary_tool_reads_it(course: Course) -> None:
    course.add("tiny_kata")
    kata = course.kata("tiny_kata")

    with tarfile.open(fileobj=io.BytesIO(bundle.pack(kata, bundle.plain_files(kata)))) as read:
        assert read.getnames()[0] == "sealed.json"
        assert "hidden/test_behaviour.py" in read.getnames()


NO_BUNDLES: dict[str, tuple[Callable[[], bytes], Status]] = {
    "does not begin with": (lambda: tar(("x", b""))[1024:], Status.GRADER_ERROR),
    r"\(ReadError\)": (lambda: b"", Status.GRADER_ERROR),
    "no bundle": (lambda: b"no tar" * 200, Status.GRADER_ERROR),
    "newer grader": (lambda: tar(head={**HEAD, "format": 2}), Status.UNAVAILABLE),
    "names no version": (lambda: tar(head={**HEAD, "format": "1"}), Status.GRADER_ERROR),
    "no version": (lambda: tar(head=[]), Status.GRADER_ERROR),
    "another kata": (lambda: tar(head={**HEAD, "kata": "other_kata"}), Status.GRADER_ERROR),
    "of a bounded size": (lambda: tar(head="x" * 5000), Status.GRADER_ERROR),
    r"file 'hidden/\.\./\.\./x\.py'": (lambda: tar(("hidden/../../x.py", b"")), Status.GRADER_ERROR),
    "file '/hidden/x": (lambda: tar(("/hidden/x.py", b"")), Status.GRADER_ERROR),
    "file 'hidden//x": (lambda: tar(("hidden//x.py", b"")), Status.GRADER_ERROR),
    "file 'hidden/'": (lambda: tar(("hidden/", b"")), Status.GRADER_ERROR),
    "file 'kata.toml'": (lambda: tar(("kata.toml", b"")), Status.GRADER_ERROR),
    "a file twice": (lambda: tar(("hidden/x.py", b""), ("hidden/x.py", b"")), Status.GRADER_ERROR),
    "something else": (lambda: tar(("hidden/x.py", b""), kind=tarfile.SYMTYPE), Status.GRADER_ERROR),
    "something": (lambda: tar(("hidden/x.py", b""), kind=tarfile.LNKTYPE), Status.GRADER_ERROR),
    "else": (lambda: tar(("hidden/x.py", b""), kind=tarfile.CHRTYPE), Status.GRADER_ERROR),
    "bounded size": (lambda: tar(("hidden/x.py", b""), size=(8 << 20) + 1), Status.GRADER_ERROR),
    "too many": (lambda: tar(*((f"hidden/{n}.py", b"") for n in range(2001))), Status.GRADER_ERROR),
}


@pytest.mark.parametrize("what", NO_BUNDLES)
def test_what_is_no_bundle_of_this_kata_is_refused(what: str) -> None:
    content, status = NO_BUNDLES[what]

    with pytest.raises(Shut, match=what) as shut:
        bundle.unpack(content(), KATA)

    assert shut.value.status is status


def many_recipients(sealed: bytes) -> bytes:
    head, end, rest = sealed.partition(b"\n---")
    stanza = head[head.index(b"-> X25519") : head.index(b"\n-> ", head.index(b"-> X25519") + 3)]
    return head + (b"\n" + stanza) * 70 + end + rest


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str, Status]] = {
    "a byte short": (lambda sealed: sealed[:-1], "damaged", Status.GRADER_ERROR),
    "cut off": (lambda sealed: sealed[:300], "damaged", Status.GRADER_ERROR),
    "a bit": (lambda sealed: sealed[:-9] + bytes([sealed[-9] ^ 1]) + sealed[-8:], "damaged", Status.GRADER_ERROR),
    "empty": (lambda _: b"", "no age file", Status.GRADER_ERROR),
    "a text": (lambda _: b"def test(): pass\n", "no age file", Status.GRADER_ERROR),
    "newer": (lambda sealed: sealed.replace(b"/v1", b"/v2", 1), "newer age format", Status.UNAVAILABLE),
    "many keys": (many_recipients, "more than 64 keys", Status.GRADER_ERROR),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_refused(keys: tuple[str, str], damage: str) -> None:
    change, what, status = DAMAGES[damage]

    with pytest.raises(Shut, match=what) as shut:
        age.decrypt(change(age.encrypt(b"content" * 100, [keys[1]])), [keys[0]])

    assert shut.value.status is status


def test_another_key_does_not_open_it_and_one_of_several_does(keys: tuple[str, str]) -> None:
    other = age.generate()
    sealed = age.encrypt(b"content", [keys[1]])

    with pytest.raises(Shut, match="another key") as shut:
        age.decrypt(sealed, [other[0]])

    assert shut.value.status is Status.UNAVAILABLE
    assert age.decrypt(sealed, [other[0], keys[0]]) == b"content"
    assert age.decrypt(age.encrypt(b"content", [keys[1], other[1]]), [other[0]]) == b"content"


def test_a_secret_key_is_not_taken_for_a_public_one_and_not_shown(keys: tuple[str, str]) -> None:
    with pytest.raises(GraderError, match="secret key was given") as error:
        age.encrypt(b"", [keys[0]])

    assert keys[0] not in str(error.value)


def test_without_pyrage_the_line_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch, keys: tuple[str, str]
) -> None:
    sealed = age.encrypt(b"", [keys[1]])
    monkeypatch.setitem(sys.modules, "pyrage", None)

    with pytest.raises(Shut, match=r"pip install .*'pyrage>=1\.4'$") as shut:
        age.decrypt(sealed, [keys[0]])

    assert sys.executable in str(shut.value)


def test_nothing_is_sealed_of_a_kata_without_tests_or_reference(course: Course) -> None:
    folder = course.add("tiny_kata")
    (folder / "hidden" / "test_behaviour.py").unlink()
    kata = course.kata("tiny_kata")
    (kata.solution / "tiny_kata.py").unlink()

    with pytest.raises(GraderError, match=r"no tests or reference in .*hidden, .*tiny_kata\.py"):
        bundle.plain_files(kata)


def test_a_link_is_not_sealed(course: Course, tmp_path: Path) -> None:
    folder = course.add("tiny_kata")
    (folder / "hidden" / "link.py").symlink_to(tmp_path)

    with pytest.raises(GraderError, match="symbolic link"):
        bundle.plain_files(course.kata("tiny_kata"))

"""After sealing and grading, whatever the submissions do and whoever is killed, no canary is left anywhere.

Everything that a run can write to is in one folder: the course's repository, home, temporary and private folders.  The
search here knows nothing of the engine's own.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sealing.conftest import CANARY, SECTION, Course

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

PATIENCE_S = 60
# What a submission is told it may print; a report on a sealed kata has none of it.
SUBMISSIONS = {
    "good_kata": "def echo(x):\n    print(x)\n    return x\n",
    "wrong_kata": "def echo(x):\n    print(x)\n    return [x, x]\n",
    "crashing_kata": "import os\n\n\ndef echo(x):\n    os.write(1, str(x).encode())\n    os._exit(0)\n",
    "raising_kata": "def echo(x):\n    raise ValueError(x)\n",
}
HANGS = "import time\n\n\ndef echo(x):\n    time.sleep(1e6)\n"


def plain_places(course: Course) -> Iterator[str]:
    """Yield where a canary is, in any encoding, but in the teacher's own catalogue."""
    for path in course.here.rglob("*"):
        if path.is_file() and not path.is_relative_to(course.root):
            content = path.read_bytes()
            unpacked = b""
            if content[:1] == b"\x78":
                unpacked = zlib.decompressobj().decompress(content)
            if CANARY.encode() in content + unpacked + path.name.encode():
                yield str(path.relative_to(course.here))
    objects = course.git(course.here / "course", "cat-file", "--batch-all-objects", "--batch")
    if CANARY.encode() in objects:
        yield "an object"


def processes(course: Course) -> dict[int, tuple[bytes, bytes]]:
    """Return the command and the environment of every process of a run: all inherit its HOME, or keep its folder."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            about = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes()
        except OSError:
            continue
        if str(course.here).encode() in b"".join(about):
            found[int(entry.name)] = about
    return found


def wait_for(there: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.fixture
def key(course: Course) -> Path:
    """Return the key of a course in which every kata is sealed."""
    for kata_id in SUBMISSIONS:
        course.add(kata_id)
    course.commit()
    key = course.here / "course.key"
    words = ("--keygen", str(key), "--new-history", str(course.here / "course"))
    code, said = course.run(course.root, "seal", *SUBMISSIONS, *words)
    assert code == 0, said
    return key


def edit(course: Course, submissions: dict[str, str]) -> Path:
    """Write submissions into the course's work tree; return it."""
    root = course.here / "course"
    for kata_id, text in submissions.items():
        (root / "katas" / SECTION / kata_id / f"{kata_id}.py").write_text(text, encoding="utf-8")
    return root


def test_nothing_is_left_of_a_grading(course: Course, key: Path) -> None:
    root = edit(course, SUBMISSIONS)
    files = [f"--{kind}={course.here / kind}" for kind in ("json", "html", "junit", "markdown", "gradescope", "csv")]

    code, said = course.run(root, "grade", "--key", str(key), "-v", *files)

    assert code == 1, said
    report = json.loads((root / ".grades" / "latest.json").read_text(encoding="utf-8"))
    assert {kata["id"]: kata["status"] for kata in report["katas"]} == {
        "good_kata": "passed",
        "wrong_kata": "failed",
        "crashing_kata": "crashed",
        "raising_kata": "failed",
    }, said
    assert "What goes in comes out." in said
    assert CANARY not in said
    assert list(plain_places(course)) == []
    assert course.run(course.root, "seal", "--check", str(root))[0] == 0
    assert course.run(course.root, "seal", "--check", str(course.here / "home"), *SUBMISSIONS)[0] == 0


@pytest.mark.parametrize("victims", [("judge",), ("grader",), ("grader", "judge")], ids="-".join)
def test_nothing_is_left_by_a_kill(course: Course, key: Path, victims: tuple[str, ...]) -> None:
    root = edit(course, {"good_kata": HANGS})
    grader = course.start(root, "grade", KATA_KEY_FILE=str(key))
    pids = {"grader": grader.pid}

    def judged() -> bool:
        running = processes(course)
        pids["judge"] = next((pid for pid, (command, _) in running.items() if b"graders.judge" in command), 0)
        return any(b"zygote.py" in command for command, _ in running.values()) and bool(pids["judge"])

    wait_for(judged)
    (folder,) = course.runtime.glob("kata-sealed-*")
    assert CANARY in (folder / "katas" / SECTION / "good_kata" / "hidden" / "test_behaviour.py").read_text()
    secret = re.findall(rb"AGE-SECRET-KEY-\w+", key.read_bytes())[0]
    for pid, (command, environ) in processes(course).items():
        assert secret not in command + environ
        assert pid == grader.pid or (b"KATA_KEY_FILE" not in environ and key.name.encode() not in command)

    for victim in victims:
        os.kill(pids[victim], signal.SIGKILL)

    said, _ = grader.communicate(timeout=PATIENCE_S)
    assert grader.returncode == (-signal.SIGKILL if "grader" in victims else 3), said
    wait_for(lambda: not list(course.runtime.iterdir()) and not processes(course))
    assert list(plain_places(course)) == []


def test_the_search_of_this_test_finds_what_it_should(course: Course, key: Path) -> None:
    place = course.here / "tmp"
    (place / "x.pyc").write_bytes(b"\0" + CANARY.encode())
    (place / "x.z").write_bytes(zlib.compress(CANARY.encode()))
    subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],
        cwd=course.here / "course",
        input=CANARY.encode(),
        env=course.environ,
        stdout=subprocess.DEVNULL,
        check=True,
    )

    found = list(plain_places(course))

    assert {"tmp/x.pyc", "tmp/x.z", "an object"} <= set(found)
    assert len(found) == 4, "the object, and its file"


def test_a_batch_grades_sealed_katas_and_leaves_no_canary(course: Course, key: Path) -> None:
    submissions = {kata_id: text for kata_id, text in SUBMISSIONS.items() if kata_id != "crashing_kata"}
    for kata_id, text in submissions.items():
        file = course.here / "handed_in" / kata_id / kata_id / f"{kata_id}.py"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    words = ("batch", str(course.here / "handed_in"), "--jobs", "1", "-q")
    root = course.here / "course"

    without = course.run(root, *words, "--to", str(course.here / "without"))
    code, said = course.run(root, *words, "--to", str(course.here / "with"), "--key", str(key))

    assert (without[0], code) == (0, 0), said
    assert statuses(course.here / "without") == dict.fromkeys(submissions, "unavailable")
    assert statuses(course.here / "with") == {"good_kata": "passed", "wrong_kata": "failed", "raising_kata": "failed"}
    assert list(plain_places(course)) == []


def statuses(folder: Path) -> dict[str, str]:
    """Return the status of each submission of a batch, each of which is named as the kata that it has edited."""
    reports = (json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("submissions/*/report.json"))
    return {kata["id"]: kata["status"] for report in reports for kata in report["katas"]}

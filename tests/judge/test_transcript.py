"""Transcripts: a failed check's script runs, fails beside the submission, and is silent beside the reference."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graders.catalog import load_catalog
from graders.judge.process import run_judge
from graders.judge.transcript.probing import probe_source
from graders.judge.transcript.script import Script
from graders.judge.transcript.shorten import Outcome, Runs, shorten
from graders.model import Job, Kata, KataResult, Plan

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def kata() -> Kata:
    return next(kata for kata in load_catalog([ROOT]).katas if kata.id == "ttl_memo")


@pytest.fixture(scope="module")
def results(kata: Kata) -> dict[str, KataResult]:
    rejects = sorted((kata.solution / "rejects").glob("*.py"))
    jobs = tuple(
        Job(kata=kata, files={kata.module: path.read_text(encoding="utf-8")}, seed=5, label=path.stem)
        for path in rejects
        if path.stem != "waiters_hang"  # waits for seconds in each run
    )
    judged = run_judge(Plan(jobs=jobs, transcripts=100), python=sys.executable, on_event=lambda _: None)
    return {result.label: result for result in judged}


def transcripts(results: dict[str, KataResult]) -> list[tuple[str, str]]:
    return [(r.label, c.transcript) for r in results.values() for c in r.checks if c.status != "passed"]


def run(folder: Path, text: str, *, paste: bool) -> bool:
    """Say whether a script fails in a folder, run or fed to an interactive interpreter."""
    (folder / "transcript.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-iq"] if paste else [sys.executable, "transcript.py"]
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True, timeout=60, check=False)
    return "Traceback" in done.stderr


@pytest.mark.parametrize("paste", [False, True], ids=["script", "paste"])
def test_every_transcript_fails_beside_the_reject_only(
    kata: Kata, results: dict[str, KataResult], tmp_path: Path, paste: bool
) -> None:
    seen = []
    for label, text in transcripts(results):
        for source in (kata.solution / "rejects" / f"{label}.py", kata.solution / kata.module):
            (tmp_path / kata.module).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
            seen.append((label, source.parent.name == "rejects", run(tmp_path, text, paste=paste)))

    assert [s for s in seen if s[1] != s[2]] == []
    assert len(seen) >= 12


def test_a_double_is_made_and_moved_as_the_test_did(results: dict[str, KataResult]) -> None:
    check = next(c for c in results["expires_late"].checks if c.name == "test_ttl_is_exclusive")

    assert check.transcript == (
        "from ttl_memo import memo\n"
        "from graders.testing import Clock\n\n"
        "clock = Clock()\n"
        "computed = []\n"
        "result = memo(ttl=10.0, clock=clock)\n"
        "f = result(computed.append)\n"
        "f(1)\n"
        "clock.now = 10.0\n"
        "f(1)\n"
        "assert computed == [1, 1]\n"
    )


def test_a_probe_is_shown_with_what_it_uses(results: dict[str, KataResult]) -> None:
    check = next(c for c in results["lock_held"].checks if c.status != "passed")

    assert check.transcript.startswith(
        "from ttl_memo import memo\nfrom graders.worker.probekit import WAIT_S, finish, start"
    )
    assert "def other_key():" in check.transcript


def test_no_test_source_is_shown_but_the_assert(results: dict[str, KataResult]) -> None:
    assert [text for _, text in transcripts(results) if "def test_" in text or "submission" in text] == []


SCRIPT = Script(
    ("import x",), ("a = 1", "b = 2"), ("x.f(a)", "x.g()", "x.h()"), "assert x.f() == 1", "assert x.f() == 1, 2"
)


def runs_needing(*needed: str, reference_fails: bool = False) -> Runs:
    """Pretend a submission that fails when the needed lines are there, beside a reference."""

    def submission(text: str) -> Outcome | None:
        lines = text.splitlines()
        return Outcome("AssertionError", "2", len(lines)) if all(line in lines for line in needed) else None

    return Runs(submission, lambda _: Outcome("AssertionError", "", 1) if reference_fails else None)


def test_calls_that_change_nothing_are_dropped() -> None:
    found = shorten(SCRIPT, runs_needing("x.g()"))

    assert found is not None
    assert found.text == "import x\n\nx.g()\nassert x.f() == 1\n"


def test_what_fails_beside_the_reference_is_not_shown() -> None:
    assert shorten(SCRIPT, runs_needing(reference_fails=True)) is None


def test_what_does_not_fail_is_not_shown() -> None:
    assert shorten(SCRIPT, Runs(lambda _: None, lambda _: None)) is None


def test_a_probe_without_what_it_does_not_use() -> None:
    helper, other = "def helper():\n    return f(gc)\n", "def other():\n    os\n"
    probe = 'def probe():\n    """Doc."""\n    return helper()\n'
    text = f"import os\nimport gc\nfrom k import f\n\n{helper}\n{other}\n{probe}"

    imports, blocks = probe_source(text, "probe")

    assert imports == [("gc", ""), ("k", "f")]
    assert blocks == ["def helper():\n    return f(gc)", "def probe():\n    return helper()"]

"""The command as a process: its edge, its help, and what it does not import."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graders.cli.completion import kata_ids, sections
from graders.cli.context import Context
from graders.cli.guard import guarded
from graders.cli.parser import build, parse
from graders.cli.verbs import VERBS
from graders.report.exit_code import MEANINGS

if TYPE_CHECKING:
    from tests.cli.conftest import World

HEAVY = ("pytest", "_pytest", "hypothesis", "rich", "graders.judge", "graders.worker", "argcomplete", "fsrs")
# What a judge brings, what rich could, and what takes long: the parent sorts, waits and prints.
NOT_IN_THE_PARENT = (
    *("pytest", "_pytest", "hypothesis", "pytest_benchmark", "pytest_timeout", "argcomplete", "pygments"),
    *("graders.judge.plugin", "graders.judge.lane", "graders.judge.proxy", "graders.worker", "graders.verify"),
    *("asyncio", "multiprocessing", "concurrent.futures", "importlib.metadata", "email", "unittest", "rich.markdown"),
    *("fsrs", "graders.practice.schedule", "xml.etree", "csv", "graders.report.formats.junit"),
    *("pygal", "jinja2", "markupsafe", "graders.report.formats.page"),
)
# The packages of this process, wherever the child stands.
IMPORTS = {"PYTHONPATH": os.pathsep.join(path for path in (str(Path.cwd()), *sys.path) if path)}


def kata(*words: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run `kata` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "graders.cli", *words],
        cwd=cwd,
        env={"PATH": os.defpath, **IMPORTS, **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_parent_of_a_grading_has_not_what_its_judges_need(world: World) -> None:
    world.edit("alpha_kata")
    hidden = world.root / "katas" / "02_advanced_python" / "alpha_kata" / "hidden" / "test_it.py"
    hidden.write_text("def test_four(submission): assert submission.double(2) == 4\n", encoding="utf-8")
    code = f"""
import sys
from graders.cli import main
code = main(["grade"])
print(code, [name for name in {NOT_IN_THE_PARENT!r} if name in sys.modules], file=sys.stderr)
"""

    for _ in ("graded", "cached"):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=world.root, env=IMPORTS, capture_output=True, text=True, check=True
        )

        assert "1 of 1 passed" in done.stdout
        assert done.stderr.splitlines()[-1] == "0 []"


@pytest.mark.parametrize("words", [["--help"], ["grade", "--help"], ["list"], ["start", "alpha_kata"], ["nonsense"]])
def test_nothing_heavy_is_imported_for(words: list[str], world: World) -> None:
    code = f"""
import sys
from graders.cli import main
main({words!r})
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=world.root,
        env=IMPORTS,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_help_has_examples_and_exit_codes(verb: str, world: World) -> None:
    done = kata(verb, "--help", cwd=world.root)

    assert done.returncode == 0
    assert f"\nexamples:\n  kata {verb}" in done.stdout
    assert all(f"\n  {code:<4}" in done.stdout for code in MEANINGS)
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("words", [[], ["nonsense"], ["grade", "--seed", "x"], ["grade", "--jobs", "0"], ["start"]])
def test_wrong_words_give_2_and_a_usage_line(words: list[str], world: World) -> None:
    done = kata(*words, cwd=world.root)

    assert done.returncode == 2
    assert done.stderr.startswith("usage: kata")
    assert "Traceback" not in done.stderr


def test_the_map_is_shown_in_any_locale(world: World) -> None:
    readme = world.root / "katas" / "02_advanced_python" / "alpha_kata" / "README.md"
    readme.write_text("## Goal\n- Verdopple größer als ½.\n", encoding="utf-8")

    done = kata("start", "alpha_kata", cwd=world.root, PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (0, "")
    assert r"gr\xf6\xdfer" in done.stdout


def test_outside_of_a_catalogue_the_message_says_what_to_do(tmp_path: Path) -> None:
    done = kata("list", cwd=tmp_path)

    assert done.returncode == 2
    assert "no folder `katas`" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_of_ours_leaves_its_traceback_in_a_file(world: World) -> None:
    def command() -> int:
        raise ZeroDivisionError

    context = Context(out=world.out, err=world.err, cwd=world.root / "katas", environ={})

    assert guarded(command, context) == 3

    found = re.search(r"this is a fault of the grader.*traceback: (.*)\n$", world.complained)
    assert found
    assert Path(found[1]).parent == world.root / ".grades"
    assert "ZeroDivisionError" in Path(found[1]).read_text()
    assert world.complained.count("\n") == 1


def test_a_fault_that_cannot_be_written_is_printed(world: World) -> None:
    def command() -> int:
        raise ZeroDivisionError

    (world.root / ".grades").write_text("no folder")

    assert guarded(command, Context(out=world.out, err=world.err, cwd=world.root, environ={})) == 3
    assert "Traceback" in world.complained


def test_ctrl_c_anywhere_is_a_word_and_130(world: World) -> None:
    def command() -> int:
        raise KeyboardInterrupt

    assert guarded(command, Context(out=world.out, err=world.err, cwd=world.root, environ={})) == 130
    assert world.complained == "kata: interrupted\n"


def test_a_reader_that_goes_away_is_no_fault_of_ours(world: World) -> None:
    code = "import sys; from graders.cli import main; sys.stdin.readline(); sys.exit(main(['list']))"
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=world.root,
        env=IMPORTS,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
    )
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None

    _, complained = process.communicate(b"go\n")

    assert (process.returncode, complained) == (141, b"")


def test_completion_offers_the_ids_of_katas(world: World) -> None:
    args = build().parse_args(["grade", "--catalog", str(world.root)])

    assert kata_ids("alpha-", args) == ["alpha_kata"]
    assert kata_ids("", args) == ["alpha_kata", "beta_kata"]
    assert sections("02", args) == ["02_advanced_python"]


def test_a_shell_gets_completions(world: World, tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    line = "kata start al"
    environ = {"_ARGCOMPLETE": "1", "_ARGCOMPLETE_STDOUT_FILENAME": str(answer), "_ARGCOMPLETE_IFS": "\n"}

    kata(cwd=world.root, COMP_LINE=line, COMP_POINT=str(len(line)), **environ)

    assert answer.read_text().strip() == "alpha_kata"


BASH = """
eval "$(python -m argcomplete.scripts.register_python_argcomplete kata)"
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
COMP_WORDS=($1) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
$(complete -p kata | sed 's/.* -F \\([^ ]*\\) .*/\\1/') kata "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("kata grade be", ["beta_kata"]),
        ("kata hint alpha-", ["alpha_kata"]),
        ("kata list --section 0", ["02_advanced_python"]),
        ("kata rep", ["replay", "report"]),
        ("kata report --ht", ["--html"]),
    ],
)
def test_bash_completes_a_line(line: str, offered: list[str], world: World, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, code in {"kata": f'exec "{sys.executable}" -m graders.cli', "python": f'exec "{sys.executable}"'}.items():
        (programs / name).write_text(f'#!/bin/sh\n{code} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    environ = {**IMPORTS, "PATH": f"{programs}:{os.defpath}"}

    done = subprocess.run(
        ["bash", "--norc", "-c", BASH, "bash", line], cwd=world.root, env=environ, capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert [word.strip() for word in done.stdout.splitlines()] == offered, done.stderr


def test_a_verb_is_loaded_from_the_module_of_its_name() -> None:
    context = Context(out=io.StringIO(), err=io.StringIO(), cwd=Path("/"), environ={})

    assert parse(["--version"], {})(context) == 0
    assert {verb.name for verb in VERBS} == {
        *("grade", "list", "next", "start", "watch", "examples", "debug", "hint", "reset", "diff", "reference"),
        *("report", "history", "replay", "doctor", "ci", "batch", "seal"),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
def test_a_tied_process_dies_with_its_parent() -> None:
    child = """
import os, signal
from graders.cli.tie import tie_to_parent
tie_to_parent(os.environ)
print(os.getpid(), flush=True)
signal.pause()
"""
    parent = f"import subprocess, sys, signal; subprocess.Popen([sys.executable, '-c', {child!r}]); signal.pause()"
    process = subprocess.Popen(
        [sys.executable, "-c", parent], env={"KATA_TIED": "1", **IMPORTS}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process, process.stdout:
        tied = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)

        assert wait_for_end(tied)


def wait_for_end(pid: int) -> bool:
    """Tell whether a process of another parent ends soon."""
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False

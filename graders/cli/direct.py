"""Run pytest in this very environment on a kata's own tests; what it says is no verdict."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from graders.cli.child import Spawn
from graders.cli.context import Context
from graders.cli.grouping import interpreter
from graders.cli.opening import Opened
from graders.model import Kata
from graders.report.exit_code import GRADER_FAULT, INTERRUPTED, NOT_PASSED, OK, WRONG_USE

NO_VERDICT: Final = "direct mode: your code runs inside pytest; this gives no verdict"
# pytest's own codes: all passed, some failed, interrupted, internal error; the rest is wrong use.
_CODES: Final = {0: OK, 1: NOT_PASSED, 2: INTERRUPTED, 3: GRADER_FAULT}


def grade_directly(katas: Sequence[Kata], opened: Opened, context: Context, spawn: Spawn) -> int:
    """Run the hidden tests of katas, a process each: two submissions must not meet in one."""
    context.say(NO_VERDICT)
    codes = [run_pytest([str(kata.hidden)], kata, opened, context, spawn) for kata in katas]
    return max(codes, default=OK)


def run_pytest(words: Iterable[str], kata: Kata, opened: Opened, context: Context, spawn: Spawn) -> int:
    """Run pytest for one kata from its catalogue's folder, and return our exit code."""
    python = interpreter(kata, lambda what: context.say(f"preparing {what}"))
    command = [python, "-m", "pytest", "-p", "no:cacheprovider", *words]
    submission = opened.folder(kata, only=True) or kata.folder
    code = spawn(command, kata.folder.parents[2], environment(context.environ, submission))
    return _CODES.get(code, WRONG_USE)


def environment(environ: Mapping[str, str], submission: Path) -> Mapping[str, str]:
    """Return the environment in which `import <kata>` finds the submission; conftest.py reads the variable."""
    paths = [str(submission), *filter(None, [environ.get("PYTHONPATH")])]
    return {**environ, "KATA_SUBMISSION": str(submission), "PYTHONPATH": os.pathsep.join(paths)}

"""Turn whatever ends a command into a message and an exit code."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from graders.cli.context import Context
from graders.model import GraderError
from graders.report.exit_code import BROKEN_PIPE, GRADER_FAULT, INTERRUPTED, WRONG_USE


def guarded(command: Callable[[], int], context: Context) -> int:
    """Run `command`; a person's mistake gets a message, our own a file with the traceback."""
    try:
        return command()
    except GraderError as err:
        context.complain(str(err))
        return WRONG_USE
    except KeyboardInterrupt:
        context.complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads on; what is still buffered must not raise at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), context.out.fileno())
        return BROKEN_PIPE
    except Exception as err:  # noqa: BLE001 -- the edge of the program
        return _fault(err, context)


def _fault(err: Exception, context: Context) -> int:
    text = "".join(traceback.format_exception(err))
    try:
        place = _write(text, context.cwd)
    except OSError:
        context.complain(text)
        place = "above"
    context.complain(f"this is a fault of the grader, not of your code: {type(err).__name__}; traceback: {place}")
    return GRADER_FAULT


def _write(text: str, cwd: Path) -> str:
    root = next((folder for folder in (cwd, *cwd.parents) if (folder / "katas").is_dir()), cwd)
    path = root / ".grades" / f"fault-{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    return str(path)

"""What the reference answers most often under the hidden tests: the guess that a lazy solution would make.

Found in direct mode, in a process of its own: it decides nothing, and the stand-ins made of it are judged.
"""

from __future__ import annotations

import ast
import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import graders
from graders.model import Kata
from graders.verify.beside import Beside

LIMIT_S: Final = 120.0
# Appended to the reference: counts what its public functions and methods answer, over all of its executions.
RECORDER: Final = """

def _kata_record(names):
    import atexit, functools, inspect, json, os, sys
    seen = sys.__dict__.setdefault("_kata_answers", {})
    plain = (type(None), bool, int, float, str, bytes, tuple, list, dict, set)

    def counted(name, function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            answer = function(*args, **kwargs)
            if type(answer) in plain and (type(answer) not in plain[4:] or len(answer) < 50):
                shown = repr(answer)
                counts = seen.setdefault(name, {})
                counts[shown] = counts.get(shown, 0) + 1
            return answer
        return call

    def simple(value):
        odd = (inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction)
        return inspect.isfunction(value) and not any(is_one(value) for is_one in odd)

    for name, value in list(names.items()):
        if name.startswith("_") or getattr(value, "__module__", None) != names["__name__"]:
            continue
        if simple(value):
            names[name] = counted(name, value)
        elif inspect.isclass(value):
            for inner, method in list(vars(value).items()):
                if simple(method) and inner != "__init__":
                    setattr(value, inner, counted(f"{name}.{inner}", method))

    def save():
        with open(os.environ["KATA_ANSWERS"], "w") as file:
            json.dump(seen, file)

    if not hasattr(sys, "_kata_saved"):
        sys._kata_saved = atexit.register(save)

_kata_record(globals())
"""


def most_frequent(
    kata: Kata, reference: Mapping[str, str], beside: Callable[[Mapping[str, str]], Beside]
) -> dict[str, str]:
    """Return the source of the answer that each public callable of the module gives most often, where it has one."""
    recorded = {**reference, kata.module: reference[kata.module] + RECORDER}
    ini = Path(graders.__file__).parent / "judge" / "session.ini"
    seeded = ["-p", "_hypothesis_pytestplugin", "--hypothesis-seed=0"]
    quiet = [
        "-q",
        "-p",
        "no:cacheprovider",
        "--noconftest",
        "--import-mode=importlib",
        "--rootdir",
        "/",
        "-c",
        str(ini),
    ]
    with beside(recorded) as process:
        answers = process.folder / "answers.json"
        process.environment |= {
            "KATA_SUBMISSION": str(process.modules),
            "KATA_ANSWERS": str(answers),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }
        try:
            process.run(["-m", "pytest", "-p", "graders.judge.direct", *quiet, *seeded, str(kata.hidden)])
            seen = json.loads(answers.read_text(encoding="utf-8"))
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return {}
    return {name: best for name, counts in sorted(seen.items()) if (best := _best(counts))}


def _best(counts: Mapping[str, int]) -> str:
    """Return the most frequent answer that can be written as a literal; of equals the shortest, then the first."""
    for shown in sorted(counts, key=lambda text: (-counts[text], len(text), text)):
        try:
            ast.literal_eval(shown)
        except (ValueError, SyntaxError, MemoryError):
            continue
        return shown
    return ""

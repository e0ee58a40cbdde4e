"""Ruff: a program of its own, so this kind of worker may start one process."""

from __future__ import annotations

import json
import resource
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graders.static.copy import options, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ISOLATED: Final = ("--isolated", "--no-cache", "--ignore-noqa", "--output-format=json", "--exit-zero", "--quiet")
CPU_S: Final = 10


def prepare(_modules: Sequence[str]) -> None:
    """Nothing: it starts in ten milliseconds."""


def run(files: Mapping[str, str], asked: Mapping[str, Any]) -> list[list[Any]]:
    """Return what ruff finds; `asked` has its options by their long names, and the `program`."""
    program, *words = asked["program"], "check", *ISOLATED, *options({k: v for k, v in asked.items() if k != "program"})
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    done = subprocess.run([program, *words, "--", *place(files)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ChildProcessError(f"ruff ended with status {done.returncode}: {done.stderr[-500:]}")
    return [_row(told, f"{Path.cwd()}/") for told in json.loads(done.stdout)]


def _row(told: Mapping[str, Any], here: str) -> list[Any]:
    return [told["filename"].removeprefix(here), told["location"]["row"], told["code"] or "syntax", told["message"]]

"""Mypy, strict, on a submission and on uses of it that it must accept or refuse."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graders.static.copy import place, python, write
from graders.static.escapes import escapes
from graders.static.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FLAGS: Final = (
    "--strict",
    "--config-file=mypy.ini",
    "--cache-dir=cache",
    "--no-site-packages",
    "--no-error-summary",
    "--show-error-codes",
    "--output=json",
)
WARM: Final = ("collections.abc", "contextlib", "dataclasses", "enum", "functools", "typing")
"""Modules whose types are read once for all submissions, beside those that the kata names."""
_cache: dict[Path, bytes] = {}


def prepare(modules: Sequence[str]) -> None:
    """Load mypy, and keep its cache of the standard library."""
    sys.modules["psutil"] = None  # type: ignore[assignment]  # mypy counts cores by it, and it fails without /proc
    run({"warm.py": "".join(f"import {name}\n" for name in (*WARM, *modules))}, {"flags": {}, "beside": {}})
    _cache.update({path: path.read_bytes() for path in Path("cache").rglob("*") if path.is_file()})


def run(files: Mapping[str, str], asked: Mapping[str, Any]) -> list[list[Any]]:
    """Return what mypy says of the files, and of those `beside` them."""
    from mypy import build, errors, main  # noqa: PLC0415

    names = [*place(files, bare), *place(asked["beside"], str)]
    for cached, content in _cache.items():
        write(cached, content)
    write(Path("mypy.ini"), _settings(names, asked["flags"]).encode())
    said = io.StringIO()
    sources, options = main.process_options([*FLAGS, "--", *names], stdout=said, stderr=said)
    try:
        found = build.build(sources, options, stdout=said, stderr=said).errors
    except errors.CompileError as error:
        found = error.messages
    told = [json.loads(line) for line in found]
    return [*_escaped(files), *(_row(error) for error in told if error["severity"] == "error")]


def _escaped(files: Mapping[str, str]) -> Iterator[list[Any]]:
    for path in python(files):
        for line, name in escapes(files[path]):
            yield [
                path,
                line,
                "escape",
                f"mypy reads `{name}` as a constant or as an order not to look: write without it",
            ]


def _settings(names: Sequence[str], flags: Mapping[str, Any]) -> str:
    """Return a configuration in which the flags are those of these files' modules.

    Flags for all would make mypy read the standard library anew.
    """
    tops = sorted({name.partition("/")[0].removesuffix(".py") for name in names})
    sections = [f"[mypy-{top},{top}.*]" for top in tops]
    lines = [f"{flag} = {value}" for flag, value in flags.items()]
    return "\n".join(["[mypy]", *(line for section in sections for line in (section, *lines)), ""])


def _row(told: Mapping[str, Any]) -> list[Any]:
    text = told["message"] + (f" ({told['hint']})" if told.get("hint") else "")
    return [told["file"], max(1, told["line"]), told["code"] or "error", text]

"""Flake8: pycodestyle, pyflakes and mccabe, without anybody's configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graders.static.copy import options, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ISOLATED: Final = ("--isolated", "--disable-noqa", "--jobs=1", "--output-file=found", "--exit-zero")
LINE: Final = "--format=%(path)s\t%(row)d\t%(code)s\t%(text)s"


def prepare(_modules: Sequence[str]) -> None:
    """Load flake8 and its three tools."""
    run({"warm.py": "x = 1\n"}, {})


def run(files: Mapping[str, str], asked: Mapping[str, Any]) -> list[list[Any]]:
    """Return what flake8 finds; `asked` are its options by their long names."""
    from flake8.main.application import Application  # noqa: PLC0415

    flake8 = Application()
    flake8.run([*ISOLATED, LINE, *options(asked), *place(files)])
    if flake8.catastrophic_failure:  # it has said so, and found nothing
        raise ChildProcessError("flake8 ended in the middle")
    rows = [line.split("\t", 3) for line in Path("found").read_text(encoding="utf-8").splitlines()]
    return [[path.removeprefix("./"), max(1, int(line)), code, text] for path, line, code, text in rows]

"""Write every file of a new kata, each place that only its author can fill marked as `<write: what belongs there>`.

`python -m graders.verify.scaffold SECTION ID`, which is `nox -s new -- SECTION ID`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from graders.catalog import SECTIONS, find_catalog, section_name, text_sha256
from graders.catalog.closest import closest
from graders.catalog.facts import FactsError, parse_facts
from graders.catalog.rules import id_problems
from graders.model import GraderError

PLACEHOLDER: Final = re.compile(r"<write: ([^<>\n]+)>")
TEMPLATES: Final = Path(__file__).with_name("templates")
COMMAND: Final = "nox -s new --"
WRONG_USE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an author says about a new kata; what is left open becomes a placeholder."""

    section: str
    id: str
    title: str = ""
    topics: tuple[str, ...] = ()
    level: int | None = None


def placeholders(text: str) -> list[tuple[int, str]]:
    """Return the places of a text that its author has still to fill: the line, from 1, and what belongs there."""
    return [(text.count("\n", 0, found.start()) + 1, found[1]) for found in PLACEHOLDER.finditer(text)]


def scaffold(wish: Wish, root: Path, *, installed: Callable[[str], bool]) -> tuple[Path, ...]:
    """Write the files of a new kata into a catalogue and return them; write nothing if anything is refused.

    `installed` tells whether a module has this name already.

    Raises:
        GraderError: the section, the id, or what kata.toml would say is refused.
    """
    section = _section(wish)
    _check_id(wish, section, root, installed)
    files = {root / path: text for path, text in rendered(wish, section).items()}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tuple(files)


def rendered(wish: Wish, section: str) -> Mapping[str, str]:
    """Return the text of every file of the kata, by its path in the catalogue."""
    values = _values(wish, section)
    values["stub_sha256"] = text_sha256(_render("katas/stub.py.txt", values))
    names = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.txt"))
    files = {_target(name, section, wish.id): _render(name, values) for name in names}
    _check_facts(files[f"katas/{section}/{wish.id}/kata.toml"], wish, section)
    return files


def _target(template: str, section: str, kata_id: str) -> str:
    """Return where the file of a template goes; the stub and the reference have the kata's name."""
    top, _, rest = template.removesuffix(".txt").partition("/")
    name = f"{kata_id}.py" if rest in {"stub.py", "reference.py"} else rest
    return f"{top}/{section}/{kata_id}/{name}"


def _render(template: str, values: Mapping[str, str]) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)


def _values(wish: Wish, section: str) -> dict[str, str]:
    """Return what stands for each name in a template."""
    title = wish.title or "<write: a title that names the problem, the same as in the other file>"
    topics = json.dumps(wish.topics or [f"{section[:2]}.1"])
    return {
        "id": wish.id,
        "title": title,
        "toml_title": json.dumps(title, ensure_ascii=False),
        "toml_topics": topics if wish.topics else f"{topics}  # <write: the ids of the curriculum that it covers>",
        "toml_level": f"{wish.level}" if wish.level is not None else "2  # <write: 2 solid, 3 hard, 4 a day's work>",
    }


def _section(wish: Wish) -> str:
    try:
        return section_name(wish.section)
    except GraderError as error:
        said = str(error).rpartition("\n")[0]
        near = closest(wish.section, SECTIONS, count=1) or ["SECTION"]
        raise GraderError(f"{said}\n{COMMAND} {near[0]} {wish.id}") from None


def _check_id(wish: Wish, section: str, root: Path, installed: Callable[[str], bool]) -> None:
    """Refuse an id that is no name for a module, or that something has already."""
    again = f"choose another id, which is also the name of the module, then type:\n{COMMAND} {section} ID"
    for problem in id_problems(wish.id):
        wrong = problem.wrong.replace("the folder's name", "the id")
        raise GraderError(f"{wrong}\n{again}")
    if wish.id.startswith("_"):
        raise GraderError(f"`{wish.id}` begins with `_`, and such folders are no katas\n{again}")
    for folder in (path for top in ("katas", "solutions") for path in sorted(root.glob(f"{top}/*/{wish.id}"))):
        raise GraderError(f"`{wish.id}` is there already: {folder.relative_to(root)}\n{again}")
    if installed(wish.id):
        raise GraderError(f"`{wish.id}` is the name of an installed module\n{again}")


def _check_facts(toml: str, wish: Wish, section: str) -> None:
    """Refuse a title, topics or a level that a kata.toml may not have."""
    try:
        parse_facts(toml, Path(wish.id, "kata.toml"))
    except FactsError as error:
        lines = [f"  {problem}" for problem in error.problems]
        command = f"{COMMAND} {section} {wish.id} --topics {section[:2]}.1 --level 2"
        raise GraderError("\n".join(["kata.toml may not say that:", *lines, command])) from None


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog=COMMAND, description="Write every file of a new kata.")
    made.add_argument("section", metavar="SECTION", help="2, 02, or a name such as advanced_python")
    made.add_argument("id", metavar="ID", help="the name of folder and module, such as ttl_memo")
    made.add_argument("--title", default="", help="the title of the README")
    made.add_argument("--topics", default="", metavar="IDS", help="ids of the curriculum, such as 02.1,02.4")
    made.add_argument("--level", type=int, metavar="N", help="2 is solid, 3 hard, 4 a day's work")
    return made


def _is_installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def main(words: Sequence[str] | None = None) -> int:
    """Write the kata that `words` ask for and return the exit code."""
    args = _parser().parse_args(words)
    topics = tuple(topic.strip() for topic in args.topics.split(",") if topic.strip())
    wish = Wish(section=args.section, id=args.id, title=args.title, topics=topics, level=args.level)
    try:
        root = find_catalog(Path.cwd())
        files = scaffold(wish, root, installed=_is_installed)
    except GraderError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    sys.stdout.write(_summary(files, root, wish.id))
    return 0


def _summary(files: Sequence[Path], root: Path, kata_id: str) -> str:
    """Say what was written, how much is left to write in each file, and what to type next."""
    lines = []
    for path in files:
        left = len(placeholders(path.read_text(encoding="utf-8")))
        lines.append(f"{left:4} to write   {path.relative_to(root)}")
    last = "each such place reads `<write: ...>`; the gate says what is left:"
    return "\n".join([*lines, last, f"nox -s verify -- {kata_id}\n"])


if __name__ == "__main__":
    raise SystemExit(main())

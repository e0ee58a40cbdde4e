"""What the documents name exists: anchors, files, sessions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from graders.cli.parser import build

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([
    *ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("katas/**/*.md"), *ROOT.glob("solutions/**/*.md")
])  # fmt: skip
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]

NEED_A_KATA = (["hint"],)
PLACES = {"ID": "ttl_memo", "FILE": "out", "DIR": "."}

# The commands' messages link to these.
ANCHORS = {"start", "how-a-kata-works", "grading", "katas", "updates-from-upstream", "grading-in-ci", "solutions"}


def prose(path: Path) -> str:
    """Return a document's text without its code blocks."""
    return re.sub(r"^(```|~~~).*?^\1", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, made as the forges make them."""
    headings = re.findall(r"^#+ +(.+?) *#*$", prose(path), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(path: Path) -> list[str]:
    """Return the targets of links that stay within the repository; code in a line may look like one."""
    targets = re.findall(r"\]\(([^)\s]+)", re.sub(r"`[^`\n]*`", "", prose(path)))
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def defined_sessions() -> set[str]:
    """Return the sessions of the noxfile, read and not imported: nox is not needed here."""
    source = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    return set(re.findall(r"^@nox\.session.*\ndef (\w+)", source, flags=re.MULTILINE))


def named_sessions(text: str) -> set[str]:
    """Return the sessions that a text tells the reader to run: `nox -s tests lint` names two."""
    runs = re.findall(r"nox -s ((?:[a-z]+[ \t]*)+)", text)
    return {name for run in runs for name in run.split()}


def test_the_readme_has_the_promised_anchors() -> None:
    assert anchors(ROOT / "README.md") >= ANCHORS


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_a_link_leads_somewhere(path: Path) -> None:
    for link in links(path):
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path

        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_a_named_session_exists(name: str) -> None:
    named = named_sessions((ROOT / name).read_text(encoding="utf-8"))

    assert named
    assert named <= defined_sessions()


def test_a_session_in_a_sentence_is_found() -> None:
    assert named_sessions("type `nox -s tests lint`, then\n.venvs/nox/bin/nox -s grade -- --all") == {
        "tests", "lint", "grade"
    }  # fmt: skip


def test_the_groups_hold_what_they_say() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]

    assert groups["core"] == [], "the engine's dependencies stand in [project]"


def test_what_the_comparison_shows_can_be_typed() -> None:
    """Each command in its last columns is one that `kata` takes."""
    text = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")

    commands = set(re.findall(r"`kata ([^`]+)`", text))

    assert len(commands) > 15
    for command in commands:
        words = [PLACES.get(word, word) for word in command.split()]
        build().parse_args([*words, *(["ttl_memo"] if words in NEED_A_KATA else [])])


def test_the_comparison_says_something_of_everyone_in_every_row() -> None:
    rows = re.findall(r"^\|(.*)\|$", (ROOT / "docs" / "compare.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    cells = [[cell.strip() for cell in row.split("|")] for row in rows if "---" not in row]

    judged = [row[1:4] for row in cells if row[1] != "rustlings"]
    assert len(judged) > 30
    assert {cell.partition(":")[0].split()[0] for row in judged for cell in row} <= {"has", "lacks", "partly", "not"}

"""A run reads well at 80 columns without colour, whatever a learner prints.

The renderings are kept in `golden/`; after a wanted change write them anew with
`KATA_GOLDEN=write pytest tests/report/test_console.py` and read the difference.
"""

from __future__ import annotations

import io
import math
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from graders.model import Checked, CheckResult, CheckStatus, Finished, KataResult, Started, Status
from graders.report.beside import Hints
from graders.report.console import Surroundings, open_console, show
from graders.report.progress import LiveLines, progress
from graders.report.shares import cells, percent
from graders.report.wording import STATUS
from tests.report.budgets import OUTCOMES, outcome

GOLDEN = Path(__file__).with_name("golden")
HINTS = {"ttl_memo": Hints(1, 3)}
EDIT = {"ttl_memo": "katas/02_advanced_python/ttl_memo/ttl_memo.py"}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def rendered(results: Sequence[KataResult], around: Surroundings, stream: io.StringIO | None = None) -> str:
    stream = stream or io.StringIO()
    show(open_console(stream, {"TERM": "xterm"}), results, around)
    return stream.getvalue()


def assert_golden(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("KATA_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("status", list(Status))
def test_each_status_is_rendered_as_kept(status: Status, results: Mapping[Status, KataResult]) -> None:
    text = rendered([results[status]], Surroundings(edit=EDIT))

    assert STATUS[status].word in text
    assert_golden(status, text)


@pytest.mark.parametrize("name", OUTCOMES)
def test_each_outcome_of_a_budget_is_rendered_as_kept(name: str) -> None:
    text = rendered([outcome(name)], Surroundings(verbosity=1, edit=EDIT, hints=HINTS))

    assert_golden(f"budget_{name}", text)


@pytest.mark.parametrize("status", list(Status))
def test_a_hint_is_offered_where_something_is_wrong(status: Status, results: Mapping[Status, KataResult]) -> None:
    text = rendered([results[status]], Surroundings(hints=HINTS))

    wrong = {Status.BANNED, Status.CRASHED, Status.TIMEOUT, Status.FAILED, Status.OVER_BUDGET}
    assert ("stuck: `kata hint ttl_memo` tells hint 2 of 3" in text) is (status in wrong)


def test_no_hint_is_offered_when_all_are_told(results: Mapping[Status, KataResult]) -> None:
    around = Surroundings(hints={"ttl_memo": Hints(3, 3)})

    assert "stuck" not in rendered([results[Status.FAILED]], around)


@pytest.mark.parametrize(
    ("used", "drawn"),
    [(0.0, "........  0%"), (0.124, "........  12%"), (0.5, "####....  50%"), (1.0, "########  100%"),
     (1.001, "########+ 100%"), (4.0, "########+ 400%"), (1e9, "########+ >9999%"), (math.inf, "########+ >9999%")],
)  # fmt: skip
def test_a_bar_is_full_at_the_limit_and_says_what_is_beyond(used: float, drawn: str) -> None:
    assert f"{cells(used)} {percent(used)}" == drawn


def test_a_row_fits_80_columns(results: Mapping[Status, KataResult]) -> None:
    row = replace(
        results[Status.OVER_BUDGET], id="hidden_quadratics", cached=True, checks=results[Status.OVER_BUDGET].checks * 99
    )

    text = rendered([row], Surroundings())

    assert re.search(r"^over budget +hidden_quadratics \(cached\) +99/99 .* 50%$", text, flags=re.MULTILINE)


def test_the_table_shows_the_budget_nearest_to_its_limit(results: Mapping[Status, KataResult]) -> None:
    (budget,) = results[Status.PASSED].budgets
    budgets = (budget, replace(budget, value=2.0), replace(budget, value=None))

    text = rendered([replace(results[Status.PASSED], budgets=budgets)], Surroundings())

    assert "3/3  ######..  80%" in text


@pytest.mark.parametrize(("name", "verbosity"), [("all_quiet", -1), ("all", 0), ("all_verbose", 1)])
def test_three_levels_of_detail_are_rendered_as_kept(
    name: str, verbosity: int, results: Mapping[Status, KataResult]
) -> None:
    katas = [replace(result, id=f"kata_{number}") for number, result in enumerate(results.values())]
    around = Surroundings(verbosity=verbosity, notes=("the report was not written",), interrupted=True)

    assert_golden(name, rendered(katas, around))


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_no_line_of_ours_is_wider_than_80_columns(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    # The transcript is the learner's: it stays whole, to be pasted.
    assert [line for line in lines if len(line) > 80 and "cache_info" not in line] == []


def test_a_pipe_gets_no_escape_sequence(results: Mapping[Status, KataResult]) -> None:
    assert "\x1b" not in rendered(list(results.values()), Surroundings())


def test_a_terminal_gets_colour_unless_it_is_refused(results: Mapping[Status, KataResult]) -> None:
    coloured, plain = Terminal(), Terminal()

    show(open_console(coloured, {"TERM": "xterm-256color"}), [results[Status.FAILED]], Surroundings())
    show(open_console(plain, {"TERM": "xterm-256color", "NO_COLOR": "1"}), [results[Status.FAILED]], Surroundings())

    assert "\x1b[1;31mfailed" in coloured.getvalue()
    assert "31m" not in plain.getvalue()


def test_hostile_text_is_shown_and_never_obeyed(results: Mapping[Status, KataResult]) -> None:
    attack = "[red]x[/] :smile: \x1b[2J\n::error::y\n\u202e\udc80"
    bad = CheckResult(name="c", title=attack, status=CheckStatus.FAILED, message=attack, transcript=attack)
    hostile = replace(results[Status.FAILED], label=attack, message=attack, output=attack, checks=(bad,))

    text = rendered([hostile], Surroundings(verbosity=1, notes=(attack,), edit={"ttl_memo": attack}))

    assert "[red]x[/] :smile: \\x1b[2J" in text
    assert not any(line.strip().startswith("::") for line in text.splitlines())
    assert all(char.isprintable() or char == "\n" for char in text)


def many_failures(results: Mapping[Status, KataResult], messages: Sequence[str]) -> list[KataResult]:
    bad = [
        CheckResult(name=f"t::{number}", title=f"check {number}", status=CheckStatus.FAILED, message=message)
        for number, message in enumerate(messages)
    ]
    return [replace(results[Status.FAILED], checks=tuple(bad))]


def test_checks_that_say_the_same_are_told_once(results: Mapping[Status, KataResult]) -> None:
    text = rendered(many_failures(results, ["not written yet"] * 30), Surroundings())

    assert text.count("not written yet") == 1
    assert "failed: check 0\n    and 29 more checks, each with this:\n    not written yet" in text


def test_only_the_first_failures_are_told_unless_more_is_asked_for(results: Mapping[Status, KataResult]) -> None:
    failures = many_failures(results, [f"message {number}" for number in range(8)])

    assert "message 4\n\n  and 3 more that did not pass; `-v` shows them" in rendered(failures, Surroundings())
    assert "message 7" in rendered(failures, Surroundings(verbosity=1))


def test_a_long_line_of_a_transcript_is_not_broken(results: Mapping[Status, KataResult]) -> None:
    long = f"value = '{'x' * 200}'"
    bad = CheckResult(name="c", title="t", status=CheckStatus.FAILED, transcript=long)

    assert long in rendered([replace(results[Status.FAILED], checks=(bad,))], Surroundings())


@pytest.mark.parametrize(
    ("status", "command", "following"),
    [
        (Status.FAILED, "kata grade", "kata grade ttl_memo"),
        (Status.FAILED, "nox -s grade --", "nox -s grade -- ttl_memo"),
        (Status.PASSED, "kata grade", "kata list"),
        (Status.PASSED, "nox -s grade --", "nox -s dev"),
    ],
)
def test_the_last_line_is_the_next_command(
    status: Status, command: str, following: str, results: Mapping[Status, KataResult]
) -> None:
    assert rendered([results[status]], Surroundings(command=command)).endswith(f"next: {following}\n")


def test_after_ctrl_c_the_next_command_grades_the_rest() -> None:
    text = rendered([], Surroundings(command="nox -s grade --", interrupted=True))

    assert text == "\ninterrupted; 0 of 0 passed\nnext: nox -s grade\n"


def test_a_pipe_gets_a_line_when_a_kata_ends(results: Mapping[Status, KataResult]) -> None:
    stream = io.StringIO()

    with progress(open_console(stream, {}), 1, quiet=False) as on_event:
        on_event(Started(id="ttl_memo", label="", checks=2))
        on_event(Finished(result=results[Status.FAILED]))

    assert stream.getvalue() == "failed        ttl_memo  1/2\n"


def test_quiet_shows_nothing_meanwhile(results: Mapping[Status, KataResult]) -> None:
    stream = Terminal()

    with progress(open_console(stream, {"TERM": "xterm"}), 1, quiet=True) as on_event:
        on_event(Finished(result=results[Status.FAILED]))

    assert stream.getvalue() == ""


def test_a_terminal_gets_a_live_line_a_kata() -> None:
    lines = LiveLines(jobs=3)
    lines.take(Started(id="ttl_memo", label="", checks=2))
    lines.take(Checked(id="ttl_memo", label="", check=CheckResult(name="c", title="", status=CheckStatus.FAILED)))

    stream = io.StringIO()
    open_console(stream, {}).print(lines.grid())

    assert "grading  ttl_memo  1/2 checks, 1 not passed" in stream.getvalue()
    assert "0/3 katas graded" in stream.getvalue()


def test_a_terminal_is_clean_again_after_the_live_lines(results: Mapping[Status, KataResult]) -> None:
    stream = Terminal()

    with progress(open_console(stream, {"TERM": "xterm"}), 1, quiet=False) as on_event:
        on_event(Started(id="ttl_memo", label="", checks=2))
        on_event(Finished(result=results[Status.PASSED]))

    cursor_shown_again, line_erased = "\x1b[?25h", "\x1b[2K"
    assert cursor_shown_again in stream.getvalue()
    assert stream.getvalue().endswith(line_erased)

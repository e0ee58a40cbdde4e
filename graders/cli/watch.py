"""`kata watch`: grade one kata at each save, what failed last first."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from rich.console import Console
from rich.text import Text

from graders.catalog.sealed import sealed_file
from graders.cli.context import Context
from graders.cli.examples_aside import Examples
from graders.cli.grading import Outcome, Stopwatch, reported, warnings
from graders.cli.grouping import interpreter
from graders.cli.keyboard import single_keys
from graders.cli.opening import Opened, one_kata, open_catalogs
from graders.cli.planning import obstacle
from graders.cli.remembering import remember
from graders.cli.saving import Saves
from graders.cli.watching import Stays, Watching
from graders.judge.seeds import verdict_seed
from graders.judge.warm import WarmJudge
from graders.model import (
    Checked,
    CheckStatus,
    Event,
    Finished,
    GraderError,
    Held,
    Job,
    Kata,
    KataResult,
    Plan,
    Sandbox,
    Status,
)
from graders.practice.hints import next_hint
from graders.report.changes import changes
from graders.report.console import open_console
from graders.report.exit_code import OK, exit_code
from graders.report.failures import Help, failure, passed
from graders.report.neutral import one_line
from graders.report.progress import finished_line
from graders.report.store import LATEST, load, save

KEYS: Final = "h a hint, a all that did not pass, q quit"


def run(args: Namespace, context: Context) -> int:
    """Watch at this terminal."""
    return watch(args, context, WarmJudge, sys.stdin.fileno())


def watch(args: Namespace, context: Context, judge: Callable[[str], Stays], keys: int) -> int:
    """Watch until `q`, or Ctrl-C; the judge is started with the interpreter of the kata's group.

    `keys` is the descriptor of the keyboard.
    """
    opened = open_catalogs(args, context)
    kata = one_kata(opened, args.id)
    if reason := obstacle(kata) or (sealed_file(kata) and "its hidden tests are sealed"):
        raise GraderError(f"`{kata.id}` cannot be graded here: {reason}")
    python = interpreter(kata, lambda what: context.say(f"preparing {what}"))
    scene = OneKata(kata, opened, context)
    folder = opened.folder(kata, only=True) or kata.folder
    saves = Saves([folder / name for name in kata.facts.submit])
    context.say(f"watching {scene.file}; keys: {KEYS}")
    try:
        with single_keys(keys):
            Watching(scene, partial(judge, python), saves.new, keys).run()
    finally:
        scene.close()
    return OK


class OneKata:
    """One kata under watch: what is graded, and what its reader sees."""

    def __init__(self, kata: Kata, opened: Opened, context: Context) -> None:
        self._kata, self._opened, self._context = kata, opened, context
        self._console: Console = open_console(context.out, context.environ)
        self.file = opened.file_to_edit(kata)
        self._last = self._kept()
        self._layer: Sandbox | None = None
        self._files: Mapping[str, str] = {}
        self._examples: Examples | None = None
        self._begun = Stopwatch.start()
        self._first = True

    def _kept(self) -> KataResult | None:
        """Return the verdict of the last report."""
        try:
            report = load(self._opened.grades / LATEST)
        except GraderError:
            return None
        found = [result for result in report.katas if result.id == self._kata.id] if report else []
        return found[0] if found else None

    def plan(self) -> Plan | None:
        """Return the plan for the files as they are now: what failed last goes first."""
        self.close()
        self._begun, self._first = Stopwatch.start(), True
        submission = self._opened.read(self._kata, only=True)
        if submission.problem or submission.untouched:
            self._say(submission.problem or f"the stub is as it was shipped; edit {self.file}")
            return None
        self._files = submission.files
        checks = self._last.checks if self._last else ()
        job = Job(
            kata=self._kata,
            files=submission.files,
            seed=verdict_seed(self._kata, submission),
            first=tuple(check.name for check in checks if check.status is not CheckStatus.PASSED),
        )
        return Plan(jobs=(job,), examples=self._opened.grades / "examples")

    def event(self, event: Event) -> None:
        """Show the first check at once, the rest together when there is a verdict."""
        if isinstance(event, Held):
            self._layer = event.layer
        elif isinstance(event, Checked) and self._first:
            self._first = False
            good = event.check.status is CheckStatus.PASSED
            self._say("")
            line = Text(f"{event.check.status:<12}", "green" if good else "bold red")
            self._print(line.append(f"  {one_line(event.check.title)}", "default"))
            self._begin_examples()
        elif isinstance(event, Finished):
            self._finish(event.result)

    def _begin_examples(self) -> None:
        folder = self._opened.folder(self._kata, only=True) or self._kata.folder
        if (self._kata.folder / "examples").is_dir():
            self._examples = Examples(self._kata, folder, self._context.environ)

    def _finish(self, result: KataResult) -> None:
        self._print(finished_line(result))
        for line in changes(self._last, result) if self._last else ():
            self._say(f"  {line}")
        if result.status is not Status.PASSED:
            bad = [check for check in result.checks if check.status is not CheckStatus.PASSED]
            self._show(replace(result, checks=tuple(bad[:1])), verbose=False)
        for note in warnings(self._layer):
            self._say(f"note: {note}")
        self._say(f"keys: {KEYS}")
        self._last = result
        self._remember(result)
        outcome = Outcome(results=(result,), sandbox=self._layer)
        code = exit_code([result], {result.id}, strict=False, broken=False)
        save(reported(outcome, self._begun, command=self._context.words, code=code), self._opened.grades / LATEST)

    def _remember(self, result: KataResult) -> None:
        """Add the verdict to the history; other workspaces are not practice."""
        if self._opened.workspace is None:
            for note in remember([result], {result.id: self._files}, self._opened.grades):
                self._say(f"note: {note}")

    def tick(self) -> None:
        """Tell how the examples ended."""
        told = self._examples.told() if self._examples else None
        if told is not None:
            self._say(f"examples      {told}")
            self.close()

    def key(self, key: str) -> bool:
        """Take a key; say whether to go on."""
        if key == "h":
            self._say(next_hint(self._kata, self._opened.grades))
        elif key == "a" and self._last is not None:
            self._show(self._last, verbose=True)
        return key != "q"

    def ended(self, said: str) -> None:
        """Say that the judge has died; the next save starts another."""
        self._say(f"the judge has ended, which is a fault of the grader; save again to go on\n{said}")

    def close(self) -> None:
        """End what runs beside."""
        if self._examples is not None:
            self._examples.close()
            self._examples = None

    def _show(self, result: KataResult, *, verbose: bool) -> None:
        if result.status is Status.PASSED:
            paragraphs = passed(result, width=self._console.width)
        else:
            paragraphs = failure(result, Help(edit=self.file), width=self._console.width, verbose=verbose)
        for paragraph in paragraphs:
            self._print(paragraph)

    def _say(self, text: str) -> None:
        self._print(Text(text))

    def _print(self, text: Text) -> None:
        self._console.print(text, soft_wrap=True)

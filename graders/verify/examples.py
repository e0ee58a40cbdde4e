"""The README's examples, run as doctests beside the reference in a process of their own."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from graders.verify.beside import Beside
from graders.verify.findings import Finding, Rule

WHERE: Final = "README.md"
BLOCK: Final = re.compile(r"^```pycon[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Standard input has the examples; what the reference itself prints goes to the doctest, and the answer to a file.
RUNNER: Final = """
import doctest, json, sys
failures = []
class Runner(doctest.DocTestRunner):
    def report_failure(self, out, test, example, got):
        failures.append((example.lineno, example.source, example.want, got))
    def report_unexpected_exception(self, out, test, example, exc_info):
        got = doctest._exception_traceback(exc_info)
        failures.append((example.lineno, example.source, example.want, got))
test = doctest.DocTestParser().get_doctest(sys.stdin.read(), {"__name__": "__main__"}, "README.md", "README.md", 0)
Runner().run(test, out=lambda text: None)
with open(sys.argv[1], "w") as answer:
    json.dump({"ran": len(test.examples), "failures": failures}, answer)
"""


def session(readme: str) -> str:
    """Return the interactive sessions of a README as one text with the README's line numbers."""
    kept = [""] * (readme.count("\n") + 1)
    for match in BLOCK.finditer(readme):
        first = readme.count("\n", 0, match.start(1))
        for number, line in enumerate(match[1].split("\n")):
            kept[first + number] = line
    return "\n".join(kept)


def example_findings(
    readme: str, reference: Mapping[str, str], beside: Callable[[Mapping[str, str]], Beside]
) -> Iterator[Finding]:
    """Run the examples of a README beside the reference, and yield those that do not hold."""
    text = session(readme)
    if ">>> " not in text:
        write = "write one block that begins with ```pycon, with `>>> ` lines and the answers below them"
        yield Finding(rule=Rule.EXAMPLES, what="has no interactive example", where=WHERE, write=write)
        return
    with beside(reference) as process:
        answer = Path(process.folder, "answer.json")
        try:
            done = process.run(["-c", RUNNER, str(answer)], text)
        except subprocess.TimeoutExpired as expired:
            what = f"the examples do not end within {expired.timeout:g} s"
            yield Finding(rule=Rule.EXAMPLES, what=what, where=WHERE, write="look for a loop or a pause in them")
            return
        if not answer.exists():
            yield _not_run(done.stderr)
            return
        failures = json.loads(answer.read_text(encoding="utf-8"))["failures"]
    yield from (_failure(*failure) for failure in failures)


def _not_run(said: str) -> Finding:
    what = f"the examples cannot be run: {(said.strip().splitlines() or ['the process ended'])[-1]}"
    return Finding(rule=Rule.EXAMPLES, what=what, where=WHERE, write="write them as an interactive session prints them")


def _failure(line: int, source: str, wanted: str, got: str) -> Finding:
    shown = got.strip() or "nothing"
    if shown.startswith("Traceback"):
        shown = shown.splitlines()[-1]
    what = f"`{source.strip().splitlines()[0]}` gives {shown!a}, and the README says {wanted.strip() or 'nothing'!a}"
    write = "correct the example, or the reference"
    return Finding(rule=Rule.EXAMPLES, what=what, where=f"{WHERE}:{line + 1}", write=write)

"""The script of a failed check: imports, definitions, calls, and the statement that fails."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from graders.judge.transcript import assertion, failing
from graders.judge.transcript.expressions import SILENT, expression
from graders.judge.transcript.literals import CannotWrite
from graders.judge.transcript.record import Entry, Log, Ref
from graders.judge.transcript.script import Script, short, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.judge.transcript.names import Names


class Writer:
    """Writes one script.

    Args:
        log: what the check asked.
        where: the statement that failed.
        names: what things are called.
    """

    def __init__(self, log: Log, where: failing.Failing, names: Names) -> None:
        self._log, self._where, self._names = log, where, names
        self._literals = names.literals
        self._variables: set[str] = set()

    def script(self) -> Script:
        """Return the script.

        Raises:
            CannotWrite: something in it has no text.
        """
        span, node = self._where.span, self._where.node
        entries = [entry for entry in self._log.entries if entry.operation not in SILENT]
        if not entries:
            raise CannotWrite("no call was made")
        if isinstance(node, ast.Assert) and span is not None:
            entries, last = assertion.split(entries, span, node)
            statements = self._calls(entries)
            final, check = self._assert(node, last)
        else:
            statements = self._calls(entries[:-1])
            final = check = self._final(entries[-1])
        if not words(final) & (self._names.taken | self._variables | set(self._names.defined.values())):
            raise CannotWrite("a statement that asks nothing of the submission")
        return Script(tuple(self._imports()), tuple(self._names.definitions), tuple(statements), final, check)

    def _imports(self) -> Iterable[str]:
        order = sorted(self._literals.imports, key=lambda module: (module != self._literals.module, module))
        for module in order:
            names = self._literals.imports[module]
            if "" in names:
                yield f"import {module}"
            if names - {""}:
                yield f"from {module} import {', '.join(sorted(names - {''}))}"

    def _calls(self, entries: list[Entry]) -> list[str]:
        lines: list[str] = []
        at = 0
        while at < len(entries):
            covered, line = self._assigned(entries, at) or self._iteration(entries, at) or (1, self._call(entries[at]))
            lines.append(line)
            at += covered
        return lines

    def _assigned(self, entries: list[Entry], at: int) -> tuple[int, str] | None:
        """Return `name = ...` for a statement of the test that keeps an answer, and the requests that it covers."""
        found = failing.assignment(entries[at].span)
        if found is None:
            return None
        name, value, looped, span = found
        if span == self._where.span:
            return None
        covered = assertion.run_of(entries, at, span)
        final = entries[at + covered - 1]
        if final.error is not None or self._keeps_handle(name, final):
            return None
        direct = covered == 1 and final.span == failing.span_of(value, span.file)
        if looped and not direct:
            raise CannotWrite(f"`{name}` comes from a loop")
        text = expression(final, self._literals) if direct else self._rewriter().text(value)
        self._variables.add(name)
        self._names.taken.add(name)
        return covered, f"{name} = {text}"

    def _keeps_handle(self, name: str, entry: Entry) -> bool:
        """Say whether an assignment keeps an object of the worker's: that is named where it is made."""
        return type(entry.result) is Ref and self._names.local.get(entry.result) == name

    def _iteration(self, entries: list[Entry], at: int) -> tuple[int, str] | None:
        """Return `list(x)` for an iteration that went to its end, and how many requests that covers."""
        entry = entries[at]
        if entry.operation != "iter" or type(entry.result) is not Ref:
            return None
        taken: list[Any] = []
        for count, step in enumerate(entries[at + 1 :], 2):
            if step.operation == "len":
                continue
            if step.operation != "next" or step.target != entry.result:
                break
            if isinstance(step.error, StopIteration):
                return count, f"list({self._literals.text(entry.target)})    # {short(repr(taken))}"
            taken.append(step.result)
        return None

    def _call(self, entry: Entry) -> str:
        text = expression(entry, self._literals)
        if entry.error is not None:
            suppress = self._literals.need("contextlib", "suppress")
            name = self._literals.class_name(type(entry.error))
            return f"with {suppress}({name}):\n    {text}"
        if type(entry.result) is Ref and entry.result.name is None and entry.result.number not in self._names.numbers:
            name = self._names.fresh(self._names.local.get(entry.result) or _word(text))
            self._names.numbers[entry.result.number] = name
            return f"{name} = {text}"
        inside = dict(_inside(entry.result))
        if any(number not in self._names.numbers for number in inside):
            name = self._names.fresh("result")
            self._names.numbers |= {number: f"{name}{place}" for number, place in inside.items()}
            return f"{name} = {text}"
        return text if entry.result is None or type(entry.result) is Ref else f"{text}    # {short(repr(entry.result))}"

    def _final(self, entry: Entry) -> str:
        """Return the call that fails: it raised, or it did not raise what it should."""
        expected = failing.raises(self._where)
        text = expression(entry, self._literals)
        came = f"    # came back: {short(_outcome(entry))}"
        if expected is None:
            return f"{text}{came}"
        wanted = self._rewriter().text(expected)
        failure = f"    raise AssertionError({f'expected {wanted}'!r})"
        return "\n".join(["try:", f"    {text}{came}", f"except {wanted}:", "    pass", "else:", failure])

    def _rewriter(self) -> assertion.Rewriter:
        return assertion.Rewriter(self._where, self._literals, self._log, self._names.in_root, self._variables)

    def _assert(self, node: ast.Assert, last: list[Entry]) -> tuple[str, str]:
        """Return the assert as it is shown, and as it is run."""
        text = self._rewriter().text(node.test)
        if not isinstance(node.test, ast.Compare):
            return f"assert {text}", f"assert {text}"
        left = self._rewriter().text(node.test.left)
        whole = [e for e in last if e.span == failing.span_of(node.test.left, self._where.file)]
        came = (
            f"    # came back: {short(repr(whole[-1].result))}" if whole and type(whole[-1].result) is not Ref else ""
        )
        return f"assert {text}{came}", f"assert {text}, repr({left})"


def _inside(answer: Any) -> Iterator[tuple[int, str]]:
    """Yield the objects of the worker's in an answer that is a list or a tuple, each with its place there."""
    if type(answer) in {list, tuple}:
        for index, item in enumerate(answer):
            if type(item) is Ref and item.name is None:
                yield item.number, f"[{index}]"


def _outcome(entry: Entry) -> str:
    return repr(entry.result) if entry.error is None else f"raised {type(entry.error).__name__}: {entry.error}"


def _word(text: str) -> str:
    """Return a name for the answer of a call: the function's, or the class's."""
    head = text.partition("(")[0].rpartition(".")[2]
    return head if head.isidentifier() and not head.islower() else "result"

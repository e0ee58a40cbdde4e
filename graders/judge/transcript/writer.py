"""The script of a failed check: imports, definitions, calls, and the statement that fails."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from graders.judge import proxy
from graders.judge.transcript import assertion, failing, functions
from graders.judge.transcript.expressions import SILENT, expression
from graders.judge.transcript.literals import CannotWrite, Literals
from graders.judge.transcript.probing import probe_source
from graders.judge.transcript.record import Entry, Log, Ref, kept
from graders.worker import doubles

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORT: Final = 120


class Script(NamedTuple):
    """A transcript in its parts, so that parts can be dropped.

    `final` is the statement that fails; `check` is the same, with an error that tells what came back.
    """

    imports: tuple[str, ...]
    definitions: tuple[str, ...]
    statements: tuple[str, ...]
    final: str
    check: str

    @property
    def text(self) -> str:
        """The script; a blank line stands after each block, so that it can be pasted into an interpreter."""
        return self._with(self.final)

    @property
    def telling(self) -> str:
        """The script whose error tells what came back."""
        return self._with(self.check)

    def _with(self, last: str) -> str:
        parts = map(_closed, (*self.definitions, *self.statements, last))
        return "\n".join([*self.imports, *([""] if self.imports else []), *parts]).rstrip() + "\n"


def _closed(block: str) -> str:
    """Return a block as an interpreter wants it pasted: no blank line inside, one behind."""
    lines = [line for line in block.splitlines() if line.strip()]
    return "\n".join([*lines, ""] if len(lines) > 1 else lines)


def words(text: str) -> set[str]:
    """Return the names in a text, and more: every run of letters, digits and underscores."""
    return set(re.findall(r"\w+", text))


def short(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 3]}..."


class Writer:
    """Writes one script.

    Args:
        log: what the check asked.
        where: the statement that failed.
        roots: the worker's numbers of the modules, by name.
        module: the submission's module.
        probes: the text of the kata's probes.
    """

    def __init__(self, log: Log, where: failing.Failing, roots: dict[int, str], module: str, probes: str) -> None:
        self._log, self._where, self._roots, self._module, self._probes = log, where, roots, module, probes
        self._literals = Literals(module, self._refer, self._define)
        self._names: dict[int, str] = {}
        self._defined: dict[int, str] = {}
        self._keep: list[Any] = []
        self._definitions: list[str] = []
        self._taken: set[str] = set()
        self.variables: set[str] = set()
        self._local = self._local_names()

    def _local_names(self) -> dict[Any, str]:
        """Return the test's own names for objects: its variables, or what its machine holds."""
        frame = self._where.frame
        names: dict[Any, str] = {}
        owner = frame.f_locals.get("self")
        for name, value in [*(getattr(owner, "__dict__", {})).items(), *frame.f_locals.items()]:
            if name.startswith("_") or name in {"self", "submission", "probes"}:
                continue
            key = kept(value) if type(value) is proxy.Handle else id(value)
            names.setdefault(key, name)
        return names

    # --- names -------------------------------------------------------------------------------------------------

    def _fresh(self, wanted: str) -> str:
        base = re.sub(r"\W", "", wanted) or "x"
        base = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", base).lower()
        base = base if base.isidentifier() and base not in {"lambda", "none", self._module} else "function"
        name, count = base, 1
        while name in self._taken:
            count += 1
            name = f"{base}{count}"
        self._taken.add(name)
        return name

    def _refer(self, ref: Ref) -> str:
        root = self._roots.get(ref.number)
        if root is None:
            if ref.number not in self._names:
                raise CannotWrite("an object that came from nowhere")
            owner = self._names[ref.number]
            return owner if ref.name is None else f"{owner}.{ref.name}"
        if root == "probes":
            return self._probe(ref.name or "")
        if ref.name is None:
            return self._literals.need(root)
        self._taken.add(ref.name)
        return self._literals.need(root, ref.name)

    def _probe(self, name: str) -> str:
        if name not in self._taken:
            imports, blocks = probe_source(self._probes, name)
            for module, what in imports:
                self._literals.need(module, what)
            self._definitions += [block for block in blocks if block not in self._definitions]
            self._taken.add(name)
        return name

    def _define(self, x: Any) -> str:
        """Return the name of something of the test's, defining it where it is new."""
        owner = getattr(x, "__self__", None)
        if owner is not None and (type(owner) in doubles.DOUBLES or id(owner) in self._log.owners):
            return f"{self._define(owner)}.{x.__name__}"
        plain = functions.plain_name(x)
        if plain is not None:
            return plain
        if id(x) not in self._defined:
            wanted = (
                self._local.get(id(x))
                or self._literals.suggested.get(id(x))
                or getattr(x, "__name__", None)
                or type(x).__name__
            )
            name = x.__name__ if isinstance(x, type) else self._fresh(str(wanted))
            self._defined[id(x)] = name
            self._keep.append(x)
            self._definitions.append(functions.definition(x, name, self._literals, self._log))
        return self._defined[id(x)]

    # --- statements --------------------------------------------------------------------------------------------

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
        if not words(final) & (self._taken | self.variables | set(self._defined.values())):
            raise CannotWrite("a statement that asks nothing of the submission")
        return Script(tuple(self._imports()), tuple(self._definitions), tuple(statements), final, check)

    def _imports(self) -> Iterable[str]:
        order = sorted(self._literals.imports, key=lambda module: (module != self._module, module))
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
        self.variables.add(name)
        self._taken.add(name)
        return covered, f"{name} = {text}"

    def _keeps_handle(self, name: str, entry: Entry) -> bool:
        """Say whether an assignment keeps an object of the worker's: that is named where it is made."""
        return type(entry.result) is Ref and self._local.get(entry.result) == name

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
        if type(entry.result) is Ref and entry.result.name is None and entry.result.number not in self._names:
            name = self._fresh(self._local.get(entry.result) or _word(text))
            self._names[entry.result.number] = name
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

    def _in_root(self, handle: proxy.Handle, attribute: str) -> str | None:
        ref = kept(handle)
        return self._refer(Ref(ref.number, attribute)) if ref.number in self._roots and ref.name is None else None

    def _rewriter(self) -> assertion.Rewriter:
        return assertion.Rewriter(self._where, self._literals, self._log, self._in_root, self.variables)

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


def _outcome(entry: Entry) -> str:
    return repr(entry.result) if entry.error is None else f"raised {type(entry.error).__name__}: {entry.error}"


def _word(text: str) -> str:
    """Return a name for the answer of a call: the function's, or the class's."""
    head = text.partition("(")[0].rpartition(".")[2]
    return head if head.isidentifier() and not head.islower() else "result"

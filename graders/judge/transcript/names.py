"""What things are called in a script, and the definitions of those that come from the test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from graders.judge import proxy
from graders.judge.transcript import functions
from graders.judge.transcript.literals import CannotWrite, Literals
from graders.judge.transcript.probing import probe_source
from graders.judge.transcript.record import Log, Ref, kept
from graders.worker import doubles

if TYPE_CHECKING:
    from types import FrameType


class Modules(NamedTuple):
    """What a check's worker has loaded: numbers of modules by name, the submission's name, the text of the probes."""

    roots: dict[int, str]
    submission: str
    probes: str


class Names:
    """The names of one script.

    Args:
        log: what the check asked.
        frame: where the test failed: its own names are used.
        modules: what the worker has loaded.
    """

    def __init__(self, log: Log, frame: FrameType, modules: Modules) -> None:
        self._log, self._frame = log, frame
        self._roots, self._module, self._probes = modules
        self.literals = Literals(self._module, self._refer, self._define)
        self.numbers: dict[int, str] = {}
        """The worker's number of an object -> its name."""
        self.defined: dict[int, str] = {}
        self.definitions: list[str] = []
        self.taken: set[str] = set()
        self._keep: list[Any] = []
        self.local = self._of_the_test()

    def in_root(self, handle: proxy.Handle, attribute: str) -> str | None:
        """Return the name of a thing in one of the modules; None where `handle` is no module."""
        ref = kept(handle)
        return self._refer(Ref(ref.number, attribute)) if ref.number in self._roots and ref.name is None else None

    def _of_the_test(self) -> dict[Any, str]:
        """Return the test's own names for objects: its variables, or what its machine holds."""
        frame = self._frame
        names: dict[Any, str] = {}
        owner = frame.f_locals.get("self")
        for name, value in [*(getattr(owner, "__dict__", {})).items(), *frame.f_locals.items()]:
            if name.startswith("_") or name in {"self", "submission", "probes"}:
                continue
            key = kept(value) if type(value) is proxy.Handle else id(value)
            names.setdefault(key, name)
        return names

    def fresh(self, wanted: str) -> str:
        """Return a name that is not taken, after the one that is wanted."""
        base = re.sub(r"\W", "", wanted) or "x"
        base = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", base).lower()
        base = base if base.isidentifier() and base not in {"lambda", "none", self._module} else "function"
        name, count = base, 1
        while name in self.taken:
            count += 1
            name = f"{base}{count}"
        self.taken.add(name)
        return name

    def _refer(self, ref: Ref) -> str:
        root = self._roots.get(ref.number)
        if root is None:
            if ref.number not in self.numbers:
                raise CannotWrite("an object that came from nowhere")
            owner = self.numbers[ref.number]
            return owner if ref.name is None else f"{owner}.{ref.name}"
        if root == "probes":
            return self._probe(ref.name or "")
        if ref.name is None:
            return self.literals.need(root)
        self.taken.add(ref.name)
        return self.literals.need(root, ref.name)

    def _probe(self, name: str) -> str:
        if name not in self.taken:
            imports, blocks = probe_source(self._probes, name)
            for module, what in imports:
                self.literals.need(module, what)
            self.definitions += [block for block in blocks if block not in self.definitions]
            self.taken.add(name)
        return name

    def _define(self, x: Any) -> str:
        """Return the name of something of the test's, defining it where it is new."""
        owner = getattr(x, "__self__", None)
        if owner is not None and (type(owner) in doubles.DOUBLES or id(owner) in self._log.owners):
            return f"{self._define(owner)}.{x.__name__}"
        plain = functions.plain_name(x)
        if plain is not None:
            return plain
        if id(x) not in self.defined:
            wanted = (
                self.local.get(id(x))
                or self.literals.suggested.get(id(x))
                or getattr(x, "__name__", None)
                or type(x).__name__
            )
            name = x.__name__ if isinstance(x, type) else self.fresh(str(wanted))
            self.defined[id(x)] = name
            self._keep.append(x)
            self.definitions.append(functions.definition(x, name, self.literals, self._log))
        return self.defined[id(x)]

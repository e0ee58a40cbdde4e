"""Requests as source text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graders.judge.transcript.record import Ref

if TYPE_CHECKING:
    from graders.judge.transcript.literals import Literals
    from graders.judge.transcript.record import Entry

_BINARY: Final = {
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
    "add": "+", "sub": "-", "mul": "*", "matmul": "@", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
    "lshift": "<<", "rshift": ">>", "and": "&", "xor": "^", "or": "|",
}  # fmt: skip
_UNARY: Final = {"neg": "-", "pos": "+", "invert": "~"}
_FUNCTIONS: Final = frozenset({
    "iter", "next", "len", "bool", "hash", "repr", "str", "format", "int", "float", "complex", "bytes", "round",
    "divmod", "reversed", "isinstance", "issubclass", "abs",
})  # fmt: skip
SILENT: Final = frozenset({"content", "classes", "dir", "hold"})
"""Requests that the proxy makes for itself: no line of a script."""


def arguments(literals: Literals, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Return the text between the parentheses of a call."""
    for name, value in kwargs.items():
        literals.suggested.setdefault(id(value), name)
    return ", ".join([*map(literals.text, args), *(f"{k}={literals.text(v)}" for k, v in kwargs.items())])


def expression(entry: Entry, literals: Literals) -> str:
    """Return the text that makes a request again; statements (`x.a = 1`) included."""
    name, write = entry.operation, literals.text
    if name.startswith("double."):
        return _double(entry, literals)
    rest = entry.operands
    if name == "get":
        return write(Ref(entry.target.number, rest[0]))
    subject = write(entry.target)
    if name == "call":
        return f"{subject}({arguments(literals, rest[0], rest[1])})"
    if name in _FUNCTIONS:
        return f"{name}({', '.join([subject, *map(write, rest)])})"
    return _operator(name, subject, rest, literals) or _special(name, subject, rest, literals)


def _operator(name: str, subject: str, rest: tuple[Any, ...], literals: Literals) -> str:
    if name in _BINARY:
        return f"{subject} {_BINARY[name]} {literals.text(rest[0])}"
    if name[0] == "i" and name[1:] in _BINARY:
        return f"{literals.need('operator', name)}({subject}, {literals.text(rest[0])})"
    return f"{_UNARY[name]}{subject}" if name in _UNARY else ""


def _special(name: str, subject: str, rest: tuple[Any, ...], literals: Literals) -> str:
    write = literals.text
    first = write(rest[0]) if rest and name not in {"set", "del"} else ""
    if name == "set":
        return f"{subject}.{rest[0]} = {write(rest[1])}"
    if name == "del":
        return f"del {subject}.{rest[0]}"
    if name == "drain":
        return f"list({literals.need('itertools', 'islice')}({subject}, {first}))"
    if name == "exit":
        return f"{subject}.__exit__({_exit_arguments(first)})"
    simple = {
        "contains": f"{first} in {subject}",
        "getitem": f"{subject}[{first}]",
        "delitem": f"del {subject}[{first}]",
        "enter": f"{subject}.__enter__()",
        "fields": f"vars({subject})",
        "take": subject,
    }
    if name == "setitem":
        return f"{subject}[{first}] = {write(rest[1])}"
    return simple.get(name, f"{name}({subject})")


def _exit_arguments(error: str) -> str:
    return "None, None, None" if error == "None" else f"{error.partition('(')[0]}, {error}, None"


def _double(entry: Entry, literals: Literals) -> str:
    subject, name = literals.text(entry.target), entry.operation.removeprefix("double.")
    if name == "now":
        return f"{subject}.now = {literals.text(entry.operands[0])}"
    return f"{subject}.{name}({arguments(literals, entry.operands, {})})"

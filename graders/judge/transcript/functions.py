"""A test's functions, streams and doubles as definitions that a script can run."""

from __future__ import annotations

import ast
import inspect
import textwrap
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

from graders.judge.transcript.failing import lambda_at
from graders.judge.transcript.literals import CannotWrite, Literals
from graders.worker import doubles

if TYPE_CHECKING:
    from graders.judge.transcript.record import Called, Log


def definition(x: Any, name: str, literals: Literals, log: Log) -> str:
    """Return the lines that define `name` as something that behaves like `x` did.

    Raises:
        CannotWrite: there is no such text.
    """
    if type(x) in doubles.DOUBLES:
        made = ", ".join(literals.text(part) for part in _without_default(x))
        return f"{name} = {literals.need('graders.testing', type(x).__name__)}({made})"
    if isinstance(x, type) and issubclass(x, BaseException):
        bases = ", ".join(literals.text(base) for base in x.__bases__)
        return f"class {name}({bases}):\n    pass"
    if type(x) is object:
        return f"{name} = object()"
    if id(x) in log.owners:
        return f"{name} = {literals.text(log.owners[id(x)][1])}"
    if isinstance(x, FunctionType | MethodType):
        return _own_source(x, name) or _replay(x, name, literals, log)
    raise CannotWrite(f"a {type(x).__name__}")


def _without_default(double: Any) -> tuple[Any, ...]:
    made: tuple[Any, ...] = double.made
    return () if made in [(None,), (0.0,)] else made


def plain_name(x: Any) -> str | None:
    """Return the name of a builtin function, which needs no definition."""
    if isinstance(x, BuiltinFunctionType) and x.__module__ == "builtins":
        return x.__name__
    return None


def _own_source(function: Any, name: str) -> str | None:
    """Return the source of a function that depends on nothing around it: what it does is part of the call."""
    if not isinstance(function, FunctionType):
        return None
    if function.__code__.co_freevars or set(function.__code__.co_names) & set(function.__globals__):
        return None
    code = function.__code__
    if function.__name__ == "<lambda>":
        node = lambda_at(code.co_filename, code.co_firstlineno, code.co_varnames[: code.co_argcount])
        return f"{name} = {ast.unparse(node)}" if node is not None else None
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, SyntaxError, TypeError):
        return None
    body = tree.body[0]
    return _renamed(body, name) if isinstance(body, ast.FunctionDef) and not body.decorator_list else None


def _renamed(node: ast.FunctionDef, name: str) -> str:
    node.name = name
    if ast.get_docstring(node):
        node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(node)


def _replay(function: Any, name: str, literals: Literals, log: Log) -> str:
    """Return a stub that gives the answers that the function gave."""
    calls = log.calls.get(id(function), [])
    head = f"def {name}(*args, **kwargs):"
    if any(call.error is not None for call in calls):
        return _raising(calls, name, head, literals)
    answers = [literals.text(call.answer) for call in calls] or ["None"]
    if len(set(answers)) == 1:
        return f"{head}\n    return {answers[0]}"
    table = _table(calls, answers, literals)
    if table is not None:
        return f"{head}\n    return {table}[args[0]]"
    return f"{name}_answers = iter([{', '.join(answers)}])\n{head}\n    return next({name}_answers, {answers[-1]})"


def _table(calls: list[Called], answers: list[str], literals: Literals) -> str | None:
    """Return a dict from the one argument to the answer, where the answers depend on nothing else."""
    known: dict[str, str] = {}
    for call, answer in zip(calls, answers, strict=True):
        if len(call.args) != 1 or call.kwargs or not isinstance(call.args[0], int | str):
            return None
        if known.setdefault(literals.text(call.args[0]), answer) != answer:
            return None
    return "{" + ", ".join(f"{k}: {v}" for k, v in known.items()) + "}"


def _raising(calls: list[Called], name: str, head: str, literals: Literals) -> str:
    outcomes = [literals.text(call.error if call.error is not None else call.answer) for call in calls]
    lines = [
        f"{name}_outcomes = iter([{', '.join(outcomes)}])",
        head,
        f"    outcome = next({name}_outcomes, {outcomes[-1]})",
        "    if isinstance(outcome, BaseException):",
        "        raise outcome",
        "    return outcome",
    ]
    return "\n".join(lines)

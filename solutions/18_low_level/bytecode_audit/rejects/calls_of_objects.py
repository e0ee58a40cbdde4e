"""An object is audited by its __call__, and a class, too."""

import dis
from dataclasses import dataclass
from inspect import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_OPTIMIZED
from types import CodeType
from typing import NamedTuple

_COMPREHENSIONS = {"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}
_JUMPS = {*dis.hasjrel, *dis.hasjabs}
# After these the next instruction does not follow.
_ENDS = {
    "RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE", "JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT",
}


class Read(NamedTuple):
    function: str
    name: str
    line: int


@dataclass(frozen=True)
class Report:
    reads: frozenset
    repeated: frozenset
    stalls: frozenset


class _Scope(NamedTuple):
    """What a code object belongs to: comprehensions have code of their own up to 3.11, and still belong to what is around them."""

    name: str
    is_async: bool
    is_class: bool


def audit(function):
    code = getattr(function, "__code__", None) or getattr(getattr(function, "__call__", None), "__code__", None)
    if not isinstance(code, CodeType):
        raise TypeError(f"{function!r} has no bytecode")
    reads, repeated, stalls = set(), set(), set()
    left = [(code, _scope(code, code.co_name))]
    while left:
        code, scope = left.pop()
        if not scope.is_class:
            instructions = list(dis.get_instructions(code))
            after = _ways(code, instructions)
            found = {
                i: Read(scope.name, x.argval, x.positions.lineno) for i, x in enumerate(instructions) if x.opname == "LOAD_GLOBAL"
            }
            reads.update(found.values())
            repeated.update(found[i] for i in _on_cycles(after) if i in found)
            if scope.is_async:
                awake = [[] if x.opname == "SEND" else ways for x, ways in zip(instructions, after)]
                stalls.update(found[i] for i in _on_cycles(awake) if i in found)
        left += [(x, _inner(x, scope)) for x in code.co_consts if isinstance(x, CodeType)]
    return Report(frozenset(reads), frozenset(repeated), frozenset(stalls))


def _scope(code, name):
    return _Scope(name, bool(code.co_flags & (CO_COROUTINE | CO_ASYNC_GENERATOR)), not code.co_flags & CO_OPTIMIZED)


def _inner(code, scope):
    return scope if code.co_name in _COMPREHENSIONS else _scope(code, f"{scope.name}.{code.co_name}")


def _ways(code, instructions):
    """Return for each instruction the places of those that may come next."""
    places = {x.offset: i for i, x in enumerate(instructions)}
    after = [[] if x.opname in _ENDS else [i + 1] for i, x in enumerate(instructions)]
    for i, x in enumerate(instructions):
        if x.opcode in _JUMPS:
            after[i].append(places[x.argval])
    for entry in dis.Bytecode(code).exception_entries:
        for offset in range(entry.start, entry.end, 2):
            if offset in places:            # no cache of the instruction before
                after[places[offset]].append(places[entry.target])
    return after


def _on_cycles(after):
    """Return the places from which one can come back: Tarjan's strongly connected components, of two or more, without recursion."""
    order, low, stack, on_stack, found = {}, {}, [], set(), []
    for root in range(len(after)):
        work = [] if root in order else [(root, iter(after[root]))]
        if work:
            order[root] = low[root] = len(order)
            stack.append(root)
            on_stack.add(root)
        while work:
            i, ways = work[-1]
            for j in ways:
                if j not in order:
                    order[j] = low[j] = len(order)
                    stack.append(j)
                    on_stack.add(j)
                    work.append((j, iter(after[j])))
                    break
                if j in on_stack:
                    low[i] = min(low[i], order[j])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[i])
                if low[i] == order[i]:
                    part = []
                    while not part or part[-1] != i:
                        part.append(stack.pop())
                    on_stack.difference_update(part)
                    if len(part) > 1:
                        found += part
    return found

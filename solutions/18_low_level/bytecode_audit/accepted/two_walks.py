"""Basic blocks, the exception table read byte by byte, and two walks over the graph, forth and back."""

import dis
import types
from dataclasses import dataclass
from typing import NamedTuple


class Read(NamedTuple):
    function: str
    name: str
    line: int


@dataclass(frozen=True)
class Report:
    reads: frozenset
    repeated: frozenset
    stalls: frozenset


class _Block:
    """Instructions of which each but the last has one that may follow, the next; none raises to another handler than the others."""

    def __init__(self):
        self.reads, self.after, self.before = [], [], []


def audit(function):
    if not isinstance(function, types.FunctionType | types.MethodType) or not isinstance(getattr(function, "__code__", None), types.CodeType):
        raise TypeError("only functions that are written in Python")
    report = {"reads": set(), "repeated": set(), "stalls": set()}
    _audit(function.__code__, function.__code__.co_name, None, report)
    return Report(**{name: frozenset(found) for name, found in report.items()})


def _audit(code, path, inherited, report):
    """Audit one code object and those inside; `inherited` is whether the function around a comprehension is async, or that it is a class."""
    kind = inherited
    if kind is None:
        kind = "class" if not code.co_flags & 1 else "async" if code.co_flags & 0x280 else "plain"
    if kind != "class":
        report["reads"] |= {read for block in _blocks(code, path, False) for read in block.reads}
        report["repeated"] |= _again(_blocks(code, path, False))
        if kind == "async":
            report["stalls"] |= _again(_blocks(code, path, True))
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            part = inner.co_name[:1] == "<" and inner.co_name.endswith(("comp>", "genexpr>"))
            _audit(inner, path if part else f"{path}.{inner.co_name}", kind if part else None, report)


def _handlers(code):
    """Yield start, end and handler, in bytes, of each entry of the exception table: numbers of six bits a byte, the first with a mark."""
    table = iter(code.co_exceptiontable)

    def number(byte=None):
        byte = next(table) if byte is None else byte
        value = byte & 63
        while byte & 64:
            byte = next(table)
            value = value << 6 | byte & 63
        return value

    for byte in table:
        start, size, target, _ = number(byte), number(), number(), number()
        yield 2 * start, 2 * (start + size), 2 * target


def _blocks(code, path, awake):
    instructions, handler = list(dis.get_instructions(code)), {}
    for start, end, target in _handlers(code):
        handler.update(dict.fromkeys(range(start, end, 2), target))
    jumps = {x.offset: x.argval for x in instructions if x.opcode in dis.hasjrel or x.opcode in dis.hasjabs}
    begins = {*jumps.values(), *handler.values()}
    blocks, at, previous, ended = [], {}, None, True
    for x in instructions:
        gives_way = awake and x.opname == "SEND"
        if ended or gives_way or x.offset in begins or handler.get(x.offset) != previous:
            block = at[x.offset] = _Block()
            if blocks and not (ended and stop):
                blocks[-1].after.append(block)
            blocks.append(block)
            block.raises, block.jump, stop = handler.get(x.offset), None, False
        previous, ended = handler.get(x.offset), False
        if x.opname == "LOAD_GLOBAL":
            blocks[-1].reads.append(Read(path, x.argval, x.positions.lineno))
        if gives_way:
            ended = stop = True
            blocks[-1].raises = None
        elif x.offset in jumps:
            blocks[-1].jump = jumps[x.offset]
            ended, stop = True, x.opname.startswith(("JUMP_F", "JUMP_B"))
        elif x.opname.startswith(("RETURN_V", "RETURN_C", "RAISE", "RERAISE")):
            ended = stop = True
    for block in blocks:
        block.after += [at[offset] for offset in (block.raises, block.jump) if offset is not None]
    for block in blocks:
        for other in block.after:
            other.before.append(block)
    return blocks


def _walk(block, way, seen):
    """Yield the blocks that are reached and were not seen, each after all that are reached from it."""
    seen.add(block)
    path = [(block, iter(getattr(block, way)))]
    while path:
        block, ways = path[-1]
        for other in ways:
            if other not in seen:
                seen.add(other)
                path.append((other, iter(getattr(other, way))))
                break
        else:
            yield path.pop()[0]


def _again(blocks):
    seen, order, found = set(), [], set()
    for block in blocks:
        if block not in seen:
            order += _walk(block, "after", seen)
    seen.clear()
    for block in reversed(order):
        if block not in seen:
            part = list(_walk(block, "before", seen))
            if len(part) > 1 or block in block.after:
                found.update(read for x in part for read in x.reads)
    return found

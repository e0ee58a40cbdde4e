"""A filter over system calls as a classic BPF program: a search tree over their numbers, then small blocks.

A tree and not a row of comparisons: the kernel runs the program once for every number when it is set, to learn which
are always allowed, and that was most of its cost.  Names and values from the kernel's linux/filter.h and seccomp.h.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
AND: Final = 0x54  # BPF_ALU | BPF_AND | BPF_K
EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
AT_LEAST: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
JUMP: Final = 0x05  # BPF_JMP | BPF_JA
RETURN: Final = 0x06  # BPF_RET | BPF_K

ALLOW: Final = 0x7FFF0000
KILL: Final = 0x80000000
ERRNO: Final = 0x00050000
NEAR: Final = 255
"""A conditional jump reaches this far."""
ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


class Step(NamedTuple):
    """One instruction, as in `struct sock_filter`."""

    code: int
    k: int
    if_true: int = 0
    if_false: int = 0


Block = tuple[Step, ...]


def done(action: int) -> Block:
    """Return the block that ends with an action."""
    return (Step(RETURN, action),)


def refuse(errno: int) -> Block:
    """Return the block that answers with an error."""
    return done(ERRNO | errno)


def argument(place: int) -> Step:
    """Load the low half of an argument: all that the kernel looks at where it takes an int."""
    return Step(LOAD, 16 + 8 * place)


def one_of(place: int, values: Sequence[int], then: Block, otherwise: Block, mask: int | None = None) -> Block:
    """Compare an argument with some values."""
    steps = [argument(place)] + ([] if mask is None else [Step(AND, mask)])
    for i, value in enumerate(values):
        steps.append(Step(EQUAL, value, if_true=len(values) - 1 - i, if_false=0 if i < len(values) - 1 else len(then)))
    return (*steps, *then, *otherwise)


def program(blocks: Mapping[int, Block], architecture: int, ceiling: int, beyond: Block) -> list[Step]:
    """Return the program: `blocks` by number, `beyond` from the ceiling on, everything else allowed."""
    allow = done(ALLOW)
    starts: list[tuple[int, Block]] = [(0, allow)]
    for number in sorted(blocks):
        starts += [(number, blocks[number]), (number + 1, allow)]
    starts.append((ceiling, beyond))
    merged: list[tuple[int, Block]] = []
    for i, (start, block) in enumerate(starts):
        empty = i + 1 < len(starts) and starts[i + 1][0] == start
        if not empty and (not merged or merged[-1][1] != block):
            merged.append((start, block))
    head = [Step(LOAD, 4), Step(EQUAL, architecture, if_true=1), Step(RETURN, KILL), Step(LOAD, 0)]
    return head + _tree(merged)


def _tree(ranges: list[tuple[int, Block]]) -> list[Step]:
    if len(ranges) == 1:
        return list(ranges[0][1])
    middle = len(ranges) // 2
    low, high = _tree(ranges[:middle]), _tree(ranges[middle:])
    start = ranges[middle][0]
    if len(low) <= NEAR:
        return [Step(AT_LEAST, start, if_true=len(low)), *low, *high]
    return [Step(AT_LEAST, start, if_false=1), Step(JUMP, len(low)), *low, *high]


def run(steps: Sequence[Step], number: int, architecture: int, arguments: Sequence[int] = ()) -> int:
    """Return what the program answers, as the kernel would: for tests, which cannot try every machine."""
    data = {0: number, 4: architecture} | {16 + 8 * i: x & 0xFFFFFFFF for i, x in enumerate((*arguments, *[0] * 6)[:6])}
    at, value = 0, 0
    while True:
        step = steps[at]
        at += 1
        if step.code == RETURN:
            return step.k
        if step.code == LOAD:
            value = data[step.k]
        elif step.code == AND:
            value &= step.k
        elif step.code == JUMP:
            at += step.k
        else:
            true = value == step.k if step.code == EQUAL else value >= step.k
            at += step.if_true if true else step.if_false

"""What a failed comparison shows: both sides, bounded, and the first difference.

pytest's own explanation runs difflib over the whole of both sides, which took minutes on a list of a thousand floats.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from _pytest._io.saferepr import saferepr

from graders.judge.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE: Final = 600
_MISSING: Final = object()


def explain(operator: str, left: Any, right: Any) -> list[str]:
    """Return the lines for `left operator right`, which was false."""
    if type(left) is Findings:
        return left.lines
    lines = [f"{saferepr(left, WIDE)} {operator} {saferepr(right, WIDE)}"]
    return [*lines, *_equality(left, right)] if operator == "==" else lines


def _equality(left: Any, right: Any) -> Iterator[str]:
    if type(left) is not type(right):
        return
    if type(left) in {list, tuple}:
        yield from _sequences(left, right)
    elif type(left) is str:
        at = next((i for i, (a, b) in enumerate(zip_longest(left, right)) if a != b), 0)
        yield f"first difference at index {at}: {left[at : at + 40]!r} came back, {right[at : at + 40]!r} is expected"
    elif type(left) is dict:
        for key in [*right, *left]:
            if key not in left or key not in right or left[key] != right[key]:
                yield f"first difference at key {key!r}: {_side(left, key)} came back, {_side(right, key)} is expected"
                return
    elif type(left) in {set, frozenset}:
        extra, missing = saferepr(left - right, WIDE), saferepr(right - left, WIDE)
        yield f"came back, not expected: {extra}; expected, missing: {missing}"


def _side(mapping: dict[Any, Any], key: Any) -> str:
    return saferepr(mapping[key], WIDE) if key in mapping else "nothing"


def _sequences(left: Any, right: Any) -> Iterator[str]:
    for index, (a, b) in enumerate(zip_longest(left, right, fillvalue=_MISSING)):
        if a is _MISSING or b is _MISSING or a != b:
            came = "nothing" if a is _MISSING else saferepr(a, WIDE)
            wanted = "nothing" if b is _MISSING else saferepr(b, WIDE)
            yield f"first difference at index {index}: {came} came back, {wanted} is expected"
            return

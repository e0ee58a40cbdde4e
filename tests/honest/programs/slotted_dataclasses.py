"""Dataclasses with slots, frozen, ordered, replaced; enums and protocols beside them."""
import dataclasses
import enum
import typing

EXPECTED = (True, "FrozenInstanceError", [1, 2], "RED|BLUE", True, {"x": 1, "y": 5})
@dataclasses.dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Point:
    x: int
    y: int = dataclasses.field(default=5, compare=False)
class Color(enum.Flag):
    RED = 1
    BLUE = 2
@typing.runtime_checkable
class HasX(typing.Protocol):
    x: int
def run():
    p = Point(x=1)
    try:
        p.x = 2
        error = ""
    except dataclasses.FrozenInstanceError as caught:
        error = type(caught).__name__
    both = Color.RED | Color.BLUE
    return not hasattr(p, "__dict__"), error, [q.x for q in sorted([Point(x=2), p])], "|".join(c.name for c in both), isinstance(p, HasX), dataclasses.asdict(p)

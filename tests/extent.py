"""How much of what is repeated under several circumstances is run: a part by default, all of it in CI."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

ALL: Final = "KATA_ALL_TESTS" in os.environ
ONE_IN: Final = 3
Value = TypeVar("Value")


def some(cases: Mapping[str, Value]) -> dict[str, Value]:
    """Return the first case of every three, and all of them in CI: each takes a grading, and they differ little."""
    return {name: case for i, (name, case) in enumerate(cases.items()) if ALL or i % ONE_IN == 0}

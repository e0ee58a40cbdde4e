"""What a pytest item says of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def index(item: pytest.Item) -> int:
    """Return the number of its job in the plan."""
    return int(item.callspec.params["_grading"])  # type: ignore[attr-defined]


def name(item: pytest.Item) -> str:
    """Return a check's name: the test's, with the ids of its own parameters."""
    function = item.originalname or item.name  # type: ignore[attr-defined]
    cls = getattr(item, "cls", None)
    owner = f"{cls.__name__}." if cls else ""
    ids = [x for x in item.callspec._idlist if not x.startswith("@")]  # type: ignore[attr-defined]  # noqa: SLF001
    return f"{owner}{function}[{'-'.join(ids)}]" if ids else f"{owner}{function}"


def is_one_of(item: pytest.Item, names: tuple[str, ...]) -> bool:
    """Say whether a check is among some, each named with or without its parameters."""
    own = name(item)
    return own in names or own.partition("[")[0] in names


def title(item: pytest.Item) -> str:
    """Return the first line of its docstring, or its name in words."""
    doc = (item.obj.__doc__ or "").strip()  # type: ignore[attr-defined]
    return doc.splitlines()[0] if doc else name(item).removeprefix("test_").replace("_", " ")

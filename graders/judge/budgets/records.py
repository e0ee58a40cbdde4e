"""What pytest-benchmark has written in several judges, as the one file that was asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def join(parts: Iterable[Path | None], file: Path, order: Sequence[str]) -> None:
    """Write the rounds of all parts to one file, by kata in the given order."""
    documents = [document for part in parts if part is not None for document in _read(part)]
    if not documents:
        return
    rounds = [item for document in documents for item in document["benchmarks"]]
    rounds.sort(key=lambda item: order.index(item["group"]))
    file.write_text(json.dumps({**documents[0], "benchmarks": rounds}, indent=4), encoding="utf-8")


def _read(part: Path) -> list[Any]:
    """Return the document of a judge; none if it had no rounds, or died while it wrote."""
    try:
        return [json.loads(part.read_bytes())]
    except (FileNotFoundError, ValueError):
        return []

"""Rows of figures below a header."""

from collections.abc import Iterable, Sequence


class Sheet:
    """A header and rows of figures."""

    def __init__(self, header: Sequence[str], rows: Iterable[Sequence[float]] = ()) -> None:
        self.header = list(header)
        self.rows = [list(row) for row in rows]

    def __str__(self) -> str:
        from rendering import render  # which needs this module first

        return render(self)

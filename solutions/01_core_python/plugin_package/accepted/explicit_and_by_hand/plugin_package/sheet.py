"""Rows of figures below a header."""

from . import rendering


class Sheet:
    def __init__(self, header, rows=()) -> None:
        self.header = list(header)
        self.rows = [list(row) for row in rows]

    def __str__(self) -> str:
        return rendering.render(self)

"""Sheets as text."""

from . import sheet as sheets


def render(sheet) -> str:
    if not isinstance(sheet, sheets.Sheet):
        raise TypeError(f"a Sheet is wanted, not a {type(sheet).__name__}")
    lines = [[str(cell) for cell in line] for line in (sheet.header, *sheet.rows)]
    widths = [max(map(len, column)) for column in zip(*lines)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths)) for line in lines)

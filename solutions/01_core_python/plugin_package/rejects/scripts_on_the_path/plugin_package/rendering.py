"""Sheets as text."""

from sheet import Sheet


def render(sheet: Sheet) -> str:
    """Return the lines of a sheet, its columns right-aligned and two blanks apart.

    Raises:
        TypeError: it is no sheet.
    """
    if not isinstance(sheet, Sheet):
        raise TypeError(f"a Sheet is wanted, not a {type(sheet).__name__}")
    lines = [[str(cell) for cell in line] for line in (sheet.header, *sheet.rows)]
    widths = [max(map(len, column)) for column in zip(*lines)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths)) for line in lines)

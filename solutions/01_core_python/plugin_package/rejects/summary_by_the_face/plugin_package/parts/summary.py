"""Figures about figures."""

import statistics



def summary(sheet: "Sheet") -> "Sheet":
    """Return a sheet with the mean of each column."""
    from ..sheet import Sheet

    return Sheet(sheet.header, [[statistics.fmean(column) for column in zip(*sheet.rows)]])

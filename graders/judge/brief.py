"""Pytest's own account of a failure, left out where nobody reads it.

A check that a submission fails has a message and a transcript of ours.  Pytest's account shows the source of every
frame, for which it parses each file on the way: nine tenths of the CPU of a judge whose checks fail.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


@contextmanager
def briefly(config: pytest.Config) -> Iterator[None]:
    """Have failures reported without the sources that they came through."""
    before, config.option.tbstyle = config.option.tbstyle, "no"
    try:
        yield
    finally:
        config.option.tbstyle = before

"""The command `kata`: one module per verb, loaded when that verb is typed.

This package is imported on every save and every TAB, so it imports no more than argparse needs.
"""
# PYTHON_ARGCOMPLETE_OK

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from graders.cli.context import here
from graders.cli.guard import guarded
from graders.cli.parser import parse
from graders.cli.tie import tie_to_parent


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never a traceback."""
    tie_to_parent(os.environ)
    words = list(sys.argv[1:] if argv is None else argv)
    context = here(words)
    return guarded(lambda: parse(words, context.environ)(context), context)

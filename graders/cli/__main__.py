"""`python -m graders.cli` is `kata`."""

from __future__ import annotations

import sys

from graders.cli import main

if __name__ == "__main__":
    sys.exit(main())

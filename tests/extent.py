"""How much of what is repeated under several circumstances is run: a part by default, all of it in CI."""

from __future__ import annotations

import os
from typing import Final

ALL: Final = "KATA_ALL_TESTS" in os.environ

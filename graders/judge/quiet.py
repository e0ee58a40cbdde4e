"""A fault in what only serves the feedback must not cost a verdict."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

from graders.judge.trouble import UserInterrupt

if TYPE_CHECKING:
    from collections.abc import Callable


def quietly(function: Callable[..., Any], *args: Any) -> Any:
    """Return what a function does, or None when it fails; the traceback is in the judge's log."""
    try:
        return function(*args)
    except UserInterrupt:
        raise
    except BaseException:  # noqa: BLE001  (whatever it is)
        traceback.print_exc()
        return None

"""What AddressSanitizer reported, in one line: the kind of error, and the learner's own line that made it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from graders.model import CheckStatus

_ERROR: Final = re.compile(r"ERROR: AddressSanitizer: (?P<kind>[\w-]+)")
_FRAME: Final = re.compile(r"#\d+ 0x[0-9a-f]+ in (?P<function>\w+) (?P<file>\S+?):(?P<line>\d+)")


def explained(
    trouble: tuple[CheckStatus, str] | None, output: str, sources: Collection[str]
) -> tuple[CheckStatus, str] | None:
    """Return the trouble of a check, in the words of the report that its output ends with, if it has one.

    The worker wrote that output: it explains a death that the judge has seen, and is no evidence of one.
    """
    found = _ERROR.search(output) if trouble is not None else None
    if trouble is None or found is None:
        return trouble
    frames = (frame for frame in _FRAME.finditer(output, found.end()) if _name(frame["file"]) in sources)
    frame = next(frames, None)
    where = f" in {frame['function']}, {_name(frame['file'])}:{frame['line']}" if frame else ""
    return trouble[0], f"AddressSanitizer: {found['kind']}{where}"


def _name(path: str) -> str:
    return path.rpartition("/")[2]

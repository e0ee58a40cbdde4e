"""What AddressSanitizer reported: the kind of error, and the place in a submission's module where it was made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

_ERROR: Final = re.compile(r"ERROR: AddressSanitizer: (?P<kind>[\w-]+)")
_FRAME: Final = re.compile(
    r"^ *#\d+ 0x[0-9a-f]+ [^\n]*\([^\n]*?/(?P<module>[\w.]+)\+0x(?P<offset>[0-9a-f]+)\)", re.MULTILINE
)


class Report(NamedTuple):
    """The kind of an error; the module and the offset in it of the innermost frame that is the submission's."""

    kind: str
    module: str = ""
    offset: int = 0


def read(output: str, modules: Collection[str]) -> Report | None:
    """Return the report that a worker's output ends with, if there is one.

    The worker wrote that output: it explains a death that the judge has seen, and is no evidence of one.
    """
    found = _ERROR.search(output)
    if found is None:
        return None
    frames = (frame for frame in _FRAME.finditer(output, found.end()) if frame["module"] in modules)
    frame = next(frames, None)
    return Report(found["kind"], frame["module"], int(frame["offset"], 16)) if frame else Report(found["kind"])

"""A process that unpacks archives: `python -m graders.batch.unpacking PARENT`, a JSON line for each.

The parsers of the standard library meet a stranger's bytes here, under limits on CPU and memory, and not in the process
that keeps results.  First line: the wanted paths.  Then `[archive, folder]`; the answer is why it is refused, or "".
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Final

from graders.batch.archives import Refused, extract
from graders.catalog.plain_file import LIMIT
from graders.sandbox.processes import die_with_parent

MEMORY: Final = 1 << 30
CPU_S: Final = 30
"""For one archive; the largest that is let through takes a tenth of it."""


def main() -> None:
    """Unpack until standard input ends."""
    die_with_parent(int(sys.argv[1]))
    limits = {"RLIMIT_AS": MEMORY, "RLIMIT_FSIZE": 2 * LIMIT, "RLIMIT_CORE": 0}
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, name), (value, value))
    wanted = frozenset(json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        archive, folder = json.loads(line)
        _allow_cpu()
        print(json.dumps(_refused(Path(archive), Path(folder), wanted)), flush=True)  # noqa: T201  (to who asked)


def _allow_cpu() -> None:
    """Move the limit on CPU on: beyond it the kernel ends this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + CPU_S
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def _refused(archive: Path, folder: Path, wanted: frozenset[str]) -> str:
    try:
        extract(archive, folder, wanted)
    except Refused as refused:
        return str(refused)
    return ""


if __name__ == "__main__":
    main()

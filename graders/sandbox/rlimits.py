"""The layer that every Unix has: resource limits, set by a worker on itself before any learner code."""

from __future__ import annotations

import resource
from typing import Final

OPEN_FILES: Final = 256
FILE_BYTES: Final = 64 << 20
ADDRESS_SPACE: Final = 16 << 30
"""A far net only: threads, numpy and torch reserve address space that they never touch."""


def apply(cpu_s: int, tasks: int | None = None) -> None:
    """Limit this process; `cpu_s` is a net over all that it may ever use, in CPU seconds.

    `tasks` are the processes and threads that its user may have, wherever the kernel counts them.
    """
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_AS: ADDRESS_SPACE,
        resource.RLIMIT_CPU: cpu_s,
    }
    if tasks is not None:
        wanted[resource.RLIMIT_NPROC] = tasks
    for limit, value in wanted.items():
        _, hard = resource.getrlimit(limit)
        new = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (new, new))

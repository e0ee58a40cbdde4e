"""The layer that every Unix has: resource limits, set before any learner code."""

from __future__ import annotations

import resource
from typing import Final

OPEN_FILES: Final = 256
FILE_BYTES: Final = 64 << 20
ADDRESS_SPACE: Final = 16 << 30
"""A far net only: threads, numpy and torch reserve address space that they never touch."""


def once(*, space: bool = True) -> None:
    """Limit what a zygote's workers inherit, none of which binds the zygote: their address space too, if `space`."""
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_NOFILE, OPEN_FILES)
    _set(resource.RLIMIT_FSIZE, FILE_BYTES)
    if space:
        _set(resource.RLIMIT_AS, ADDRESS_SPACE)


def each(cpu_s: int, tasks: int | None = None) -> None:
    """Limit a worker; `cpu_s` is a net over all that it may ever use, in CPU seconds.

    `tasks` are the processes and threads that its user may have, wherever the kernel counts them.
    """
    _set(resource.RLIMIT_CPU, cpu_s)
    if tasks is not None:
        _set(resource.RLIMIT_NPROC, tasks)


def _set(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    new = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (new, new))

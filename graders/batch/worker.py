"""A worker of this machine: `python -m graders.batch.worker PARENT ADDRESS SCRATCH`, with keys on standard input."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Final

import dask.config
from distributed import Security, Worker

from graders.batch.plugin import CORE
from graders.sandbox.processes import die_with_parent

HOST: Final = "127.0.0.1"
SETTINGS: Final = {
    "distributed.scheduler.allowed-failures": 1,  # the second death of a worker ends its task
    "distributed.scheduler.http.routes": [],  # no page, and nothing else that answers whoever asks
    "distributed.worker.http.routes": [],
}


async def work(address: str, scratch: str, security: Security) -> None:
    """Work until the scheduler is gone, or says that it is over."""
    worker = Worker(
        address,
        nthreads=1,
        resources={CORE: 1},
        memory_limit=0,  # the judge holds the learners' code to its own limits
        host=HOST,
        security=security,
        local_directory=scratch,
    )
    async with worker:
        await worker.finished()


def main() -> None:
    """Work for the process that has started this one."""
    parent, address, scratch = sys.argv[1:]
    die_with_parent(int(parent))
    dask.config.set(SETTINGS)
    asyncio.run(work(address, scratch, Security(**json.load(sys.stdin))))


if __name__ == "__main__":
    main()

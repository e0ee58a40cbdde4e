"""A cluster to grade on: one of this machine, made for the run, or one that somebody keeps."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import dask.config
from distributed import Client, LocalCluster

from graders.batch.plugin import CORE
from graders.model import GraderError

CONNECT_S: Final = 15
SETTINGS: Final = {
    "distributed.scheduler.allowed-failures": 1,  # the second death of a worker ends its task
    "distributed.scheduler.http.routes": [],  # no page, and nothing else that answers whoever asks
    "distributed.worker.http.routes": [],
}
START: Final = "dask worker ADDRESS --nthreads 1 --resources 'core=1'     (docs/scale.md)"


@contextmanager
def local(workers: int) -> Iterator[Client]:
    """Give a cluster of so many workers on this machine; it ends with the block, and with this process.

    Dask takes pickles from whoever can connect, so the connections of loopback are encrypted too, with a key that only
    these processes have.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with (
        dask.config.set(SETTINGS),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            resources={CORE: 1},
            memory_limit=0,  # the judge holds the learners' code to its own limits
            security=True,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


@contextmanager
def remote(address: str) -> Iterator[Client]:
    """Give a cluster that is there; Dask's own configuration says by which keys it is reached.

    Raises:
        GraderError: it does not answer, or has no worker that could grade.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise GraderError(f"no scheduler answers at `{address}`: {error}\ndask scheduler     (docs/scale.md)") from None
    with client:
        if not cores(client):
            start = START.replace("ADDRESS", address)
            raise GraderError(f"the cluster at `{address}` has no worker with the resource `{CORE}`\n{start}")
        yield client


def cores(client: Client) -> int:
    """Return how many tasks a cluster can work on at once."""
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    return sum(CORE in worker.get("resources", {}) for worker in workers)

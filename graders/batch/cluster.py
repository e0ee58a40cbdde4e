"""A cluster to grade on: one of this machine, made for the run, or one that somebody keeps."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import dask.config
from distributed import Client, LocalCluster, Security
from distributed.comm.core import connect

from graders.batch.crew import Crew
from graders.batch.plugin import CORE
from graders.batch.worker import HOST, SETTINGS
from graders.model import GraderError

CONNECT_S: Final = 15
START: Final = "dask worker ADDRESS --nthreads 1 --resources 'core=1'     (docs/scale.md)"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that is there; `require` raises a GraderError when it cannot get on."""

    client: Client
    require: Callable[[], None]


@contextmanager
def local(workers: int, folder: Path) -> Iterator[Cluster]:
    """Give a cluster of so many workers on this machine; it ends with the block, and with this process.

    Dask takes pickles from whoever can connect, so the connections of loopback are encrypted too, with a key that only
    these processes have.  What the workers say goes to files in a folder.
    """
    _silence()
    security = Security.temporary()
    keys = {
        "require_encryption": True,
        "tls_ca_file": security.tls_ca_file,
        "tls_worker_cert": security.tls_worker_cert,
        "tls_worker_key": security.tls_worker_key,
    }
    with (
        dask.config.set(SETTINGS),
        LocalCluster(
            n_workers=0,
            host=HOST,
            security=security,
            dashboard_address=None,
            scheduler_kwargs={"dashboard": False, "dashboard_address": f"{HOST}:0"},
            silence_logs=logging.CRITICAL,
        ) as scheduler,
        Client(scheduler, set_as_default=False) as client,
        Crew(workers, scheduler.scheduler_address, keys, folder) as crew,
    ):
        yield Cluster(client, crew.require)


@contextmanager
def remote(address: str) -> Iterator[Cluster]:
    """Give a cluster that is there; Dask's own configuration says by which keys it is reached.

    Raises:
        GraderError: it does not answer, or has no worker that could grade.
    """
    _silence()
    try:
        asyncio.run(_greet(address))
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise GraderError(f"no scheduler answers at `{address}`: {error}\ndask scheduler     (docs/scale.md)") from None
    with Client(address, timeout=CONNECT_S, set_as_default=False) as client:
        if not cores(client):
            start = START.replace("ADDRESS", address)
            raise GraderError(f"the cluster at `{address}` has no worker with the resource `{CORE}`\n{start}")

        def require() -> None:
            if client.status != "running":
                raise GraderError(f"the scheduler at `{address}` is gone; the same command goes on from here")

        yield Cluster(client, require)


def _silence() -> None:
    """Have Dask say nothing here: what matters comes back as an exception."""
    for name in ("distributed", "distributed.client"):  # its configuration gives the second a level of its own
        logging.getLogger(name).setLevel(logging.CRITICAL)


async def _greet(address: str) -> None:
    """Connect once and hang up: a `Client` that cannot begin complains again when it is collected."""
    comm = await connect(address, timeout=CONNECT_S, **Security().get_connection_args("client"))
    await comm.close()


def cores(client: Client) -> int:
    """Return how many tasks a cluster can work on at once."""
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    return sum(CORE in worker.get("resources", {}) for worker in workers)

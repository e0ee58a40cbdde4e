"""A batch loses nothing and grades nothing twice, whoever is killed on its way, and leaves no process.

`nox -s scale` is the same with 1,000 submissions and 13 kills.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.bench.batches import Kill, Trial, Whom, go
from graders.bench.herd import hand_in
from graders.bench.synthetic import write_catalog

KATAS = 1


@pytest.mark.dear
@pytest.mark.timeout(600)  # four runs, on a machine with any load
def test_nothing_is_lost_or_doubled_when_workers_and_client_are_killed(tmp_path: Path) -> None:
    catalog = write_catalog(tmp_path / "catalog", KATAS)
    herd = hand_in(tmp_path / "handed_in", 30, KATAS)
    trial = Trial(catalog=catalog, submissions=tmp_path / "handed_in", folder=tmp_path / "out", herd=herd)

    course = go(trial, [Kill(4, Whom.WORKER), Kill(10, Whom.CLIENT), Kill(18, Whom.INTERRUPTED)])

    assert course.killed == dict.fromkeys(Whom, 1)
    assert course.faults == []

"""Servers start, die, start again and end without a trace: as an ordinary user here, as root with KATA_SOAK."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from graders.model import Sandbox, Status
from graders.services.known import NAMES
from tests.attacks import nobody
from tests.extent import ALL
from tests.services.katas import TINY, Tiny
from tests.services.world import ROOT, found, grade, grade_jobs, make_job, told

SOAK = bool(os.environ.get("KATA_SOAK"))
USERS = ("nobody", "root") if SOAK else ("nobody",)
STARTS = 20 if SOAK else 0
"""Before the one that is killed, and the one after."""
GONE_S = 20


def live(user: str, name: str, starts: int) -> dict[str, Any]:
    """Have a driver use a service as a user."""
    command = [sys.executable, "-m", "tests.services.driver", user, name, str(starts)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
@pytest.mark.timeout(900 if SOAK else 120)
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("name", NAMES if ALL else ("postgresql", "redis"))
def test_a_server_is_started_again_after_kill_9_and_leaves_nothing(name: str, user: str) -> None:
    found(name)

    seen = live(user, name, STARTS)

    assert seen["killed"].startswith(f"{name} has ended by itself")
    assert seen["user"] == [nobody.UID]
    assert seen["left"] == []


def test_a_server_ends_when_whoever_started_it_is_killed() -> None:
    found("redis")
    code = (
        "from tests.services.world import server; import sys\n"
        "one = server('redis'); one.start(); print(one.pid, one.folder, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        pid, folder = run.stdout.readline().split()
        keeper = os.pidfd_open(int(pid))
        os.kill(run.pid, signal.SIGKILL)

    with os.fdopen(keeper):
        import select  # noqa: PLC0415

        ended, _, _ = select.select([keeper], [], [], GONE_S)
    assert ended
    assert not Path(os.fsdecode(folder)).exists()


@pytest.mark.parametrize("name", ["redis", "postgresql"])
def test_two_graders_at_once_do_not_meet(tmp_path: Path, name: str) -> None:
    found(name)
    roots = [tmp_path / word for word in ("one", "other")]
    for root in roots:
        root.mkdir()

    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda root: grade(root, name), roots))

    assert [result.status for result in results] == [Status.PASSED] * 2, told(results[0])


REACHING = Tiny(
    """
import socket
def reach(port):
    socket.create_connection(("127.0.0.1", port), 2)
def reach_path(path):
    socket.socket(socket.AF_UNIX).connect(path)
def reach_otherwise(port):
    tricks = [
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", port)),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262).connect(("127.0.0.1", port)),
        lambda: socket.socket().sendto(b"x", socket.MSG_FASTOPEN, ("127.0.0.1", port)),
        lambda: socket.socket(socket.AF_INET6).connect(("::ffff:127.0.0.1", port)),
    ]
    for trick in tricks:
        try:
            trick()
        except OSError:
            pass
""",
    """
import pytest, select, socket
def test_only_what_is_declared_is_reached(submission, service):
    own = service("redis")
    submission.reach(int(own.url.rpartition(":")[2].partition("/")[0]))
    with socket.create_server(("127.0.0.1", 0)) as second:
        with pytest.raises(OSError):
            submission.reach(second.getsockname()[1])
    with socket.create_server(("127.0.0.1", 0)) as second, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        datagrams.bind(second.getsockname())
        submission.reach_otherwise(second.getsockname()[1])
        assert select.select([second, datagrams], [], [], 0)[0] == []
    with pytest.raises(OSError):
        submission.reach_path(own.space.address)
    with pytest.raises(OSError):
        submission.reach_path("/run/dbus/system_bus_socket")
""",
)


@pytest.mark.parametrize("layer", [Sandbox.NAMESPACES, Sandbox.LANDLOCK])
def test_a_worker_reaches_no_second_service(tmp_path: Path, layer: Sandbox) -> None:
    found("redis")

    (result,) = grade_jobs(make_job(tmp_path, "reaching", REACHING, ("redis",)), sandbox=layer)

    assert result.status is Status.PASSED, told(result)


SHOOTING = Tiny(
    TINY["redis"].source,
    """
import os, signal
from graders.sandbox.processes import children
def below(pid):
    return [pid, *(deeper for child in children(pid) for deeper in below(child))]
def test_before(submission, service):
    submission.put(service("redis").url, 1)
def test_shot(submission, service):
    service("redis")
    for pid in below(os.getpid()):
        if "redis-server" in open(f"/proc/{pid}/comm").read():
            keeper = int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])
            os.kill(pid, signal.SIGKILL)
            os.waitid(os.P_PID, keeper, os.WEXITED | os.WNOWAIT)
def test_then(submission, service):
    submission.put(service("redis").url, 1)
""",
)


def test_a_server_that_dies_in_a_check_is_not_charged_to_the_learner(tmp_path: Path) -> None:
    found("redis")

    (result,) = grade_jobs(make_job(tmp_path, "shooting", SHOOTING, ("redis",)))

    assert [check.status for check in result.checks] == ["passed", "grader_error", "passed"], told(result)
    said = result.checks[1].message
    assert said.startswith("redis has ended by itself")
    Path(said.rpartition("its log: ")[2]).unlink()


def test_a_kata_without_its_server_is_unavailable_with_the_line_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    job = make_job(tmp_path, "lacking", TINY["redis"], ("redis",))
    (tmp_path / ".venvs").unlink()

    (result,) = grade_jobs(job)

    assert result.status is Status.UNAVAILABLE
    assert result.message.startswith("it needs redis, which is not on this machine")
    assert result.message.splitlines()[-1] == "kata doctor --install redis"

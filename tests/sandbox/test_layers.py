"""Which layer holds is found by trying, told to the caller, and refused where it is too weak."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from graders.judge import proxy
from graders.judge.conversation import Conversation
from graders.judge.events import plan_to_json
from graders.judge.lane import Lane
from graders.judge.lanes import Lanes, Unheld, grants_of
from graders.judge.process import run_judge
from graders.model import Capabilities, Files, Held, Limits, Network, Sandbox
from graders.sandbox.grants import LAYERS, Grants, Refused
from graders.sandbox.layers import Hold
from graders.sandbox.probing import try_out
from graders.sandbox.reach import reach
from tests.judge.conftest import Case, make_kata, make_plan

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
ROOT = Path(__file__).resolve().parent.parent.parent
LIMITS = Limits(cpu_s=1, memory_mib=128)
RIGHT = "def answer(): return 42\n"
READS = "def answer(): return open({!r}).read()\n"


Ask = Callable[..., Any]


@pytest.fixture
def ask() -> Iterator[Ask]:
    """Return a function that loads a source into a worker of a lane of its own and calls `answer`."""
    with ExitStack() as ends:

        def load(source: str, **lane: Any) -> Any:
            talk = Conversation(ends.enter_context(closing(Lane(**lane))), LIMITS)
            ends.callback(talk.close)
            proxy.current = talk
            return talk.module("tiny", {"tiny.py": source}).answer()

        yield load
        proxy.current = None


def test_the_names_are_those_of_the_report() -> None:
    assert list(LAYERS) == [str(layer) for layer in Sandbox]
    assert Sandbox.NONE.weaker_than(Sandbox.AUDIT)
    assert not Sandbox.LANDLOCK.weaker_than(Sandbox.LANDLOCK)


def test_a_plan_is_held_by_the_strongest_layer_and_says_so(tmp_path: Path) -> None:
    events: list[Any] = []

    run_judge(make_plan(tmp_path, {"a": Case(source=RIGHT)}), python=sys.executable, on_event=events.append)

    assert isinstance(events[0], Held)
    assert not events[0].layer.weaker_than(Sandbox.LANDLOCK)


@pytest.mark.parametrize(
    ("refused", "layer"),
    [("unshare", "landlock"), ("mount_setattr", "landlock"), ("unshare,landlock_restrict_self", "audit")],
)
def test_where_the_kernel_refuses_the_next_layer_holds(tmp_path: Path, refused: str, layer: str) -> None:
    (tmp_path / "plan.json").write_bytes(plan_to_json(make_plan(tmp_path, {"a": Case(source=RIGHT)})))
    caller = [sys.executable, "-m", "tests.sandbox.held", str(tmp_path / "plan.json")]
    command = [sys.executable, "-m", "tests.sandbox.without", refused, *caller]

    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.stdout.split() == [layer, "passed"], done.stderr


def test_a_layer_too_weak_runs_no_learners_code(tmp_path: Path) -> None:
    events: list[Any] = []
    plan = make_plan(tmp_path, {"a": Case(source=RIGHT)}, sandbox=Sandbox.AUDIT)
    required = type(plan)(jobs=plan.jobs, sandbox=Sandbox.AUDIT, require=Sandbox.LANDLOCK)

    (result,) = run_judge(required, python=sys.executable, on_event=events.append)

    assert [type(event) for event in events] == [Held]
    assert result.status == "grader_error"


def test_a_capability_that_the_layer_cannot_grant_is_told(tmp_path: Path) -> None:
    case = Case(source=RIGHT, capabilities=Capabilities(network=Network.LOOPBACK))

    (result,) = run_judge(
        make_plan(tmp_path, {"a": case}, sandbox=Sandbox.LANDLOCK), python=sys.executable, on_event=lambda _: None
    )

    assert (result.status, result.checks) == ("unavailable", ())
    assert "need the sandbox `namespaces`" in result.message


def test_a_hole_that_is_found_refuses_the_layer(tmp_path: Path) -> None:
    hold = Hold("landlock", Grants(), [], str(tmp_path), 2)  # entered by nobody: nothing is prepared

    with pytest.raises(Refused, match="the grader's own files stay closed"):
        try_out(hold, __file__)


def test_what_may_be_read_has_no_file_of_this_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [os.path.dirname(os.__file__)])  # noqa: PTH120  (as in a zygote)
    found = reach(Grants("tmp", "loopback", 3), [], "/tmp/kata-x", alone=True)

    assert not any(Path(__file__).is_relative_to(path) for path in (*found.read, *found.write, *found.devices))
    assert "/" not in found.read


def test_each_set_of_grants_has_a_zygote_of_its_own(tmp_path: Path) -> None:
    lanes = Lanes(0)
    plain = make_kata(tmp_path, "plain", Case(source=RIGHT))
    tmp = make_kata(tmp_path, "tmp", Case(source=RIGHT, capabilities=Capabilities(files=Files.TMP)))
    connected = make_kata(tmp_path, "net", Case(source=RIGHT, capabilities=Capabilities(network=Network.LOOPBACK)))
    try:
        assert lanes.get(plain) is lanes.get(plain)
        assert lanes.get(plain) is not lanes.get(tmp)
        assert grants_of(connected).need() == "namespaces"
        weak = Lanes(0, wanted=Sandbox.LANDLOCK)
        with pytest.raises(Unheld):
            weak.get(connected)
    finally:
        lanes.close()


@pytest.mark.parametrize("layer", ["namespaces", "landlock"])
def test_packages_of_a_group_can_be_read_and_imported(layer: str, ask: Ask) -> None:
    import msgspec  # noqa: PLC0415  (a package with an extension in C)

    packages = str(Path(msgspec.__file__).parent.parent)
    source = "import msgspec\ndef answer(): return msgspec.json.encode([1]).decode()\n"

    assert ask(source, paths=[packages], layer=layer) == "[1]"


def test_under_audit_an_attempt_ends_the_process(ask: Ask) -> None:
    with pytest.raises(Exception, match="exit status 77"):
        ask(READS.format(__file__), layer="audit")


def test_under_audit_an_honest_program_goes_on(ask: Ask) -> None:
    source = "import asyncio, json\ndef answer(): return asyncio.run(asyncio.sleep(0, 42))\n"

    assert ask(source, layer="audit") == 42


def test_root_grades_as_nobody(ask: Ask) -> None:
    assert ask("import os\ndef answer(): return os.getuid()\n", layer="none") != 0

"""The private folder goes when the last who holds it has gone, by whatever end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from graders.sealing import private
from graders.sealing.private import held, private_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

PATIENCE_S = 30
HOLDS = """
import sys, time
from pathlib import Path
from graders.sealing.private import held, private_folder
with private_folder() if len(sys.argv) == 1 else held(Path(sys.argv[1])) as folder:
    if folder:
        (folder / "secret.txt").write_text("secret")
    print(folder, flush=True)
    time.sleep(1e6)
"""


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the folders are made."""
    folder = tmp_path / "runtime"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


class Start(Protocol):
    """Starts a process that holds a folder, a new one or the one that is named; returns it with the folder."""

    def __call__(self, *words: str) -> tuple[subprocess.Popen[str], str]: ...


@pytest.fixture
def start() -> Iterator[Start]:
    started = []

    def begin(*words: str) -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen([sys.executable, "-P", "-c", HOLDS, *words], stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        return process, process.stdout.readline().strip()

    yield begin
    for process in started:
        end(process)


def wait_for(there: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < until
        time.sleep(0.01)


def keeper_of(folder: str) -> int:
    """Return the process that keeps a folder."""
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:  # no process, or one that has ended
            continue
        if folder.encode() in words and b"graders.sealing.keeper" in words:
            return int(entry.name)
    raise AssertionError(folder)


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def test_nobody_else_can_enter_and_nothing_is_left(runtime: Path) -> None:
    with private_folder() as folder:
        (folder / "deep").mkdir()
        (folder / "deep" / "secret.txt").write_text("secret", encoding="utf-8")
        (folder / "deep").chmod(0)

        assert folder.parent == runtime
        assert folder.stat().st_mode & 0o777 == 0o700

    assert not list(runtime.iterdir())


def test_an_error_in_between_leaves_nothing_and_is_not_hidden(runtime: Path) -> None:
    with pytest.raises(OSError, match="ours"), private_folder():
        raise OSError("ours")

    assert not list(runtime.iterdir())


def test_a_kill_leaves_nothing(runtime: Path, start: Start) -> None:
    process, folder = start()
    assert Path(folder, "secret.txt").exists()

    end(process)

    wait_for(lambda: not list(runtime.iterdir()))


def test_it_stays_while_a_second_process_holds_it(runtime: Path, start: Start) -> None:
    first, folder = start()
    second, _ = start(folder)

    end(first)
    os.kill(keeper_of(folder), 0)

    assert Path(folder, "secret.txt").exists()
    end(second)
    wait_for(lambda: not list(runtime.iterdir()))


def test_the_keeper_does_not_heed_what_a_terminal_sends(runtime: Path, start: Start) -> None:
    process, folder = start()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(keeper_of(folder), number)

    end(process)

    wait_for(lambda: not list(runtime.iterdir()))


def test_when_all_are_killed_the_next_run_removes_what_is_left(runtime: Path, start: Start) -> None:
    process, folder = start()
    os.kill(keeper_of(folder), signal.SIGKILL)
    end(process)
    assert Path(folder, "secret.txt").exists()

    with private_folder() as another:
        assert [path.name for path in runtime.iterdir()] == [another.name]


def test_a_sweep_leaves_alone_what_is_held(runtime: Path) -> None:
    with private_folder() as one, private_folder() as other:
        assert one.is_dir()
        assert other.is_dir()


def test_a_folder_that_is_gone_cannot_be_held(runtime: Path) -> None:
    with private_folder() as folder:
        pass

    with pytest.raises(FileNotFoundError), held(folder):
        pass


def test_the_folder_is_made_where_only_we_are_or_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(open_to_all))

    assert private.place() != open_to_all
    assert private.place() == private.MEMORY or not private.MEMORY.exists()

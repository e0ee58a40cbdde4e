"""A server's keeper: `python -m graders.services.keeper ALIVE_FD PARENT` runs one program and cleans up after it.

What to run stands as JSON on its standard input (keeping.py).
It outlives the judge by a moment.  When the judge hangs up, however it ended, the keeper asks the program to stop,
kills whatever is left of it after a grace, and removes its folder.  As root the program runs as an ordinary user,
since most servers refuse root.
"""

from __future__ import annotations

import ctypes
import json
import os
import pwd
import select
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NoReturn

from graders.sandbox import folder as folders
from graders.sandbox import processes, user

NOBODY: Final = "nobody"
IPC_RMID: Final = 0


def main(argv: list[str]) -> int:
    """Keep the program of a spec until the judge hangs up or the program ends; return its exit status."""
    alive, parent = map(int, argv)
    spec = json.load(sys.stdin)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    processes.adopt_orphans()
    if hasattr(os, "sched_setaffinity"):  # the judge has one core; its servers have all
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
    home = Path(spec["folder"])
    uid = _account()
    try:
        _furnish(home, spec, uid)
        if os.getppid() != parent:
            return 1
        return _keep(alive, home, spec, uid)
    finally:
        folders.empty(str(home))
        with suppress(OSError):
            home.rmdir()
        for path in spec["remove"]:
            with suppress(OSError):
                Path(path).unlink()


def _account() -> int:
    """Return the user of the program: ours, or as root that of nobody."""
    if os.getuid():
        return os.getuid()
    try:
        return pwd.getpwnam(NOBODY).pw_uid
    except KeyError:
        return user.NOBODY


def _furnish(home: Path, spec: dict[str, Any], uid: int) -> None:
    """Make the folder, with the files and the copied data that the program begins with."""
    home.mkdir(mode=0o700)
    for name, text in spec["files"].items():
        (home / name).write_text(text, encoding="utf-8")
    if spec["copy"]:
        shutil.copytree(spec["copy"], home / "data", symlinks=True)
    if not os.getuid():
        for path in [home, *home.rglob("*")]:
            os.chown(path, uid, uid, follow_symlinks=False)


def _keep(alive: int, home: Path, spec: dict[str, Any], uid: int) -> int:
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    program = os.fork()
    if not program:
        _become(home, spec, uid, os.getppid())
    poll = select.poll()
    poll.register(alive, select.POLLHUP)
    poll.register(woken, select.POLLIN)
    status = None
    while status is None:
        hung_up = any(fd == alive for fd, _ in poll.poll())
        with suppress(BlockingIOError):
            os.set_blocking(woken, False)
            os.read(woken, 1024)
        status = _reap(program)
        if status is None and hung_up:
            status = _stop(program, spec)
    processes.end_descendants()
    _remove_segments(program)
    if status == 0 and spec["publish"]:
        _publish(home / "data", Path(spec["publish"]))
    return status


def _become(home: Path, spec: dict[str, Any], uid: int, keeper: int) -> NoReturn:
    """Turn into the program.  Never returns."""
    try:
        os.setsid()
        os.chdir(home)
        if not spec["as_root"]:
            user.give_up_root(uid, spec["needs"])
        processes.die_with_parent(keeper)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.execve(spec["command"][0], spec["command"], spec["environ"])  # noqa: S606
    except BaseException as error:  # noqa: BLE001  (whatever it is: it stands in the log)
        sys.stderr.write(f"{spec['command'][0]} cannot be started: {error}\n")
        sys.stderr.flush()
    finally:
        os._exit(127)


def _reap(program: int) -> int | None:
    """Reap all that has ended; return the program's status if it is among them."""
    status = None
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            if found[0] == program:
                status = os.waitstatus_to_exitcode(found[1])
    return status


def _stop(program: int, spec: dict[str, Any]) -> int:
    """Ask the program's group to end; a moment later it has no choice."""
    until = time.monotonic() + spec["grace_s"]
    with suppress(ProcessLookupError):
        os.killpg(program, spec["signal"])
    while time.monotonic() < until:
        status = _reap(program)
        if status is not None:
            return status
        time.sleep(0.005)
    with suppress(ProcessLookupError):
        os.killpg(program, signal.SIGKILL)
    return -signal.SIGKILL


def _remove_segments(creator: int) -> None:
    """Remove the shared memory that a killed program has left (man 5 proc, /proc/sysvipc/shm)."""
    with suppress(OSError):
        rows = Path("/proc/sysvipc/shm").read_text(encoding="ascii").splitlines()[1:]
        for row in map(str.split, rows):
            if int(row[4]) == creator:
                ctypes.CDLL(None).shmctl(int(row[1]), IPC_RMID, None)


def _publish(data: Path, target: Path) -> None:
    """Move finished data to where others copy it from; whoever comes second has made the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.move(data, scratch)
    try:
        scratch.rename(target)
    except OSError:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Try what must be refused before it matters: a layer is there when its walls are, not when a version says so."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

from graders.sandbox.grants import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.sandbox.layers import Hold

CPU_S: Final = 5


def try_out(hold: Hold, secret: str) -> None:
    """Have a child put on the layer and try to get out; `secret` is a file that it must not read.

    Raises:
        Refused: it could, or it cannot read what it must.
    """
    if not hold.kernel:
        return
    pid = os.fork()
    if not pid:
        status = 100
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), hold.notes)
            hold.limit(CPU_S)
            hold.shut()
            hold.lock()
            status = _first_hole(hold, secret)
        finally:
            os._exit(status)
    number = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if number:
        names = dict(enumerate([name for name, _ in _attempts(hold, secret)], start=1))
        raise Refused(0, f"no `{hold.layer}` here: a worker fails at: {names.get(number, f'status {number}')}")


def _first_hole(hold: Hold, secret: str) -> int:
    for number, (_, holds) in enumerate(_attempts(hold, secret), start=1):
        if not holds():
            return number
    return 0


def _attempts(hold: Hold, secret: str) -> list[tuple[str, Callable[[], bool]]]:
    found: list[tuple[str, Callable[[], bool]]] = [
        ("the grader's own files stay closed", lambda: _refused(os.open, secret, os.O_RDONLY)),
        ("other processes get no signals", lambda: _refused(os.kill, 1, 0)),
        ("nothing is written outside its folder", lambda: _refused(os.open, "/tmp/x", os.O_WRONLY | os.O_CREAT)),  # noqa: S108
        ("the standard library can be read", lambda: not _refused(os.listdir, os.path.dirname(os.__file__))),
        ("its folder can be entered", lambda: not _refused(os.listdir, ".")),
    ]
    if not hold.grants.processes:
        found.append(("no process is started", lambda: _refused(os.execv, sys.executable, [sys.executable, "-V"])))
    return found


def _refused(do: Callable[..., Any], *args: Any) -> bool:
    try:
        do(*args)
    except OSError:
        return True
    return False

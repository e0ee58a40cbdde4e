"""All layers as one: entered by a zygote, put on by each of its workers, and tried before any learner code.

What each name stands for is in docs/security.md; every one of them has the resource limits too.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from graders.sandbox import audit, folder, landlock, namespaces, processes, rlimits, seccomp, services, user
from graders.sandbox.grants import LANDLOCK, NAMESPACES, NONE, Refused
from graders.sandbox.reach import executable, reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.sandbox.grants import Grants

THREADS: Final = 64
"""Tasks beside the processes that a kata may start."""


class Hold:
    """What holds the workers of one zygote.

    Args:
        layer: the name of the strongest layer that is wanted.
        grants: what kata.toml asks for.
        packages: folders of installed packages.
        home: the workers' own folder.
        notes: the descriptor on which a worker tells what was tried.
    """

    def __init__(self, layer: str, grants: Grants, packages: Sequence[str], home: str, notes: int) -> None:
        self.layer, self.grants, self.notes = layer, grants, notes
        self._uid = user.choose()
        self._root = not os.getuid() and self._uid != user.ROOT
        self._alone = self._uid != user.NOBODY if self._root else layer == NAMESPACES
        self._reach = reach(grants, packages, home, alone=layer == NAMESPACES)
        self._ruleset: landlock.Ruleset | None = None
        self._filter: seccomp.Filter | None = None
        self._watch: audit.Watch | None = None
        self.ports: tuple[int, ...] = ()
        if self._root and grants.writes:
            os.chown(home, self._uid, self._uid)
        elif self._root:
            os.chmod(home, 0o755)  # noqa: S103  (not even its times are the workers')

    @property
    def kernel(self) -> bool:
        """Whether the kernel holds the workers."""
        return self.layer in {NAMESPACES, LANDLOCK}

    @property
    def executable(self) -> str:
        """The interpreter that processes may be made from, if any."""
        return os.path.realpath(executable()) if self.grants.processes else sys.executable

    def tidy(self) -> None:
        """Leave nothing of one worker for the next: in the zygote, when it has ended."""
        for path in self._reach.write:
            folder.empty(path)

    def separate(self) -> None:
        """Prepare the process that keeps the zygote: its next child begins the namespaces.

        Raises:
            Refused: this machine does not have them.
        """
        if self.layer == NAMESPACES:
            with _refusing(self.layer):
                namespaces.separate()

    def enter(self) -> None:
        """Leave what workers must not see, and the rights of root: in the zygote, before it preloads.

        Raises:
            Refused: as above.
        """
        with _refusing(self.layer):
            if self.layer == NAMESPACES:
                namespaces.enter(self._reach, self._uid)
            os.chdir(self._reach.folder)
            user.give_up_root(self._uid, [*self._reach.read, self._reach.folder])
            if self.layer == NAMESPACES and not self._root:
                user.set_capabilities(0)  # those that came with the user namespace
            if self.kernel:
                seccomp.renounce_privileges()

    def listen(self) -> list[int]:
        """Listen for each service in the workers' network; return the descriptors, for the judge to answer there.

        Raises:
            Refused: a port is taken, which must be the service's own.
        """
        with _refusing(self.layer):
            found = [services.listen(port) for port in self.grants.ports]
        self.ports = tuple(services.port_of(fd) for fd in found)
        return found

    def prepare(self) -> None:
        """Make ruleset and filters: in the zygote, after it has preloaded.

        Raises:
            Refused: as above.
        """
        rlimits.once(space=not self.grants.sanitizer)
        if self.layer != NONE:
            self._watch = audit.Watch(self._reach, self.grants, self.notes, deadly=not self.kernel)
            self._watch.install()
        if self.kernel:
            with _refusing(self.layer):
                self._ruleset = landlock.Ruleset(self._reach, self.ports)
                scoped = self.layer == NAMESPACES or self._ruleset.scoped
                alone = self.layer == NAMESPACES
                policy = seccomp.Policy(self.grants, confined=self._root or alone, scoped=scoped, alone=alone)
                self._filter = seccomp.Filter(policy.each())
                seccomp.Filter(policy.once()).apply()

    def limit(self, cpu_s: int) -> None:
        """Set resource limits: in a worker, first of all."""
        tasks = None
        if self._alone:
            tasks = self.grants.processes + THREADS
        elif self.grants.processes:
            tasks = processes.tasks_of(self._uid) + self.grants.processes + THREADS
        rlimits.each(cpu_s, tasks)

    def shut(self) -> None:
        """Bind this worker to the files within reach; only then may the ruleset's descriptor be closed."""
        if self._ruleset is not None:
            self._ruleset.apply()

    def lock(self) -> None:
        """Bind this worker to its filter, and watch it: last, for the filter refuses what the rest needs."""
        if self._filter is not None:
            self._filter.apply()
        if self._watch is not None:
            self._watch.begin()


class _refusing:  # noqa: N801  (reads as a phrase; contextlib would be imported for it alone)
    """Turn any refusal of the kernel's into `Refused`."""

    def __init__(self, layer: str) -> None:
        self._layer = layer

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise Refused(error.errno, f"no `{self._layer}` here: {error.strerror or error}") from error

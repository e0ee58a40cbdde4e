"""The zygotes of a judge, all held by one layer of the sandbox: the strongest that this machine has."""

from __future__ import annotations

import shutil
from enum import Enum
from typing import TYPE_CHECKING

from graders.judge.lane import Lane
from graders.judge.serving import Serving, Unserved
from graders.model import GraderError, Held, Sandbox
from graders.sandbox import processes
from graders.sandbox.grants import Grants, Refused
from graders.services.known import service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.model import Kata


class Role(Enum):
    """What a zygote's workers are for: a reference's never share one with a submission's, a tool's run neither."""

    SUBMISSION = "submission"
    REFERENCE = "reference"
    TOOL = "tool"


Key = tuple[tuple[str, ...], Grants, Role]


class Unheld(Exception):
    """This machine cannot hold what a kata's capabilities ask for."""


def grants_of(kata: Kata, ports: tuple[int, ...] = ()) -> Grants:
    """Return what the sandbox grants a kata's workers; `ports` are those of its services."""
    asked = kata.facts.capabilities
    found = [shutil.which(name) for name in kata.facts.binaries] if asked.processes else []
    programs = tuple(path for path in found if path)
    alone = any(service(name).alone for name in kata.facts.services)
    return Grants(str(asked.files), str(asked.network), asked.processes, programs, ports, alone)


class Lanes:
    """One zygote for each set of preloaded modules and grants, one more each for references, and one for each tool.

    Args:
        paths: folders of installed packages that the workers may import.
        wanted: the one layer that may be used; by default all are tried, the strongest first, for the first zygote.
        serving: starts a kata's services, and tells where they must be found.
    """

    def __init__(
        self,
        hash_seed: int,
        paths: Sequence[str] = (),
        wanted: Sandbox | None = None,
        serving: Serving | None = None,
    ) -> None:
        self._hash_seed, self._paths = hash_seed, paths
        self.serving = serving or Serving()
        self._candidates = (wanted,) if wanted else tuple(layer for layer in Sandbox if layer is not Sandbox.NONE)
        self._lanes: dict[Key, Lane] = {}
        self.held: Held | None = None

    def get(self, kata: Kata, role: Role = Role.SUBMISSION) -> Lane:
        """Return the lane for a kata, started when it is new.

        Raises:
            Unheld: it needs a layer that is not here.
            GraderError: no zygote can be started.
        """
        return self._get(self._key(kata, role))

    def tool(self, name: str, modules: tuple[str, ...], program: str = "") -> Lane:
        """Return the lane whose workers have a tool, a module of ours, loaded, and may start its program, if it is one.

        `modules` are read by the tool before it is forked.

        Raises:
            GraderError: no zygote can be started.
        """
        grants = Grants("tmp", processes=1, programs=(program,)) if program else Grants("tmp")
        return self._get(((name, *modules), grants, Role.TOOL))

    def _get(self, key: Key) -> Lane:
        if key in self._lanes and not self._lanes[key].alive:
            self._forget(key)
        if key not in self._lanes:
            self._lanes[key] = self._start(*key[:2])
        return self._lanes[key]

    def _start(self, preload: tuple[str, ...], grants: Grants) -> Lane:
        refusals = []
        for layer in self._candidates:
            if layer.weaker_than(Sandbox(grants.need())):
                raise Unheld(f"its capabilities need the sandbox `{grants.need()}`; this machine has `{layer}`")
            try:
                lane = Lane(preload, self._paths, self._hash_seed, str(layer), grants)
            except Refused as refused:
                refusals.append(str(refused.strerror or refused).splitlines()[-1])
                continue
            self._candidates = (layer,)
            self.held = self.held or Held(layer=layer, refusals=tuple(refusals))
            return lane
        self.held = self.held or Held(layer=Sandbox.NONE, refusals=tuple(refusals))
        raise GraderError("\n".join(["no sandbox holds your code here:", *refusals, "kata grade --sandbox audit"]))

    def renew(self, kata: Kata, role: Role = Role.SUBMISSION) -> None:
        """Forget a zygote that has died; the next one is started when it is needed."""
        self._forget(self._key(kata, role))

    def _key(self, kata: Kata, role: Role) -> Key:
        try:
            ports = self.serving.ports(kata) if kata.facts.services else ()
        except Unserved as error:
            raise Unheld(str(error)) from None
        return kata.facts.preload, grants_of(kata, ports), role

    def _forget(self, key: Key) -> None:
        self._lanes.pop(key).close()
        processes.end_children(but={lane.pid for lane in self._lanes.values()})  # what it had is ours now

    def close(self) -> None:
        """End them all, and the services."""
        for lane in self._lanes.values():
            lane.close()
        self._lanes.clear()
        self.serving.close()

"""The loop of `kata watch`: a save begins a grading, a newer one ends it; keys are heard all the time."""

from __future__ import annotations

import selectors
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol

from graders.cli.keyboard import pressed
from graders.model import Event, Idle, Plan

TICK_S: Final = 0.015


class Stays(Protocol):
    """A judge that is kept between plans."""

    def fileno(self) -> int:
        """Return the descriptor on which its events come."""

    def judge(self, plan: Plan) -> None:
        """Begin with a plan."""

    def stop(self) -> None:
        """End it early."""

    def read(self) -> list[Event] | None:
        """Return the events that have come; None when the judge has died."""

    def close(self) -> str:
        """End the judge; return its last words."""


class Scene(Protocol):
    """What a watch is about: where plans come from, and who is told of events."""

    def plan(self) -> Plan | None:
        """Return what is to be judged now; None if the files cannot be graded, which the reader has been told."""

    def event(self, event: Event) -> None:
        """Take an event of the plan that runs."""

    def tick(self) -> None:
        """Look at what runs beside."""

    def key(self, key: str) -> bool:
        """Take a key; say whether to go on."""

    def ended(self, said: str) -> None:
        """Hear that the judge has died, and its last words."""


class Watching:
    """Grades at the start and at each save until a key says stop."""

    def __init__(self, scene: Scene, judge: Callable[[], Stays], saved: Callable[[], bool], keys: int) -> None:
        self._scene, self._make, self._saved, self._keys = scene, judge, saved, keys
        self._selector = selectors.DefaultSelector()
        self._judge: Stays | None = None
        self._busy, self._wanted, self._over = False, True, False

    def run(self) -> None:
        """Watch."""
        with suppress(PermissionError):  # a plain file, which is no keyboard
            self._selector.register(self._keys, selectors.EVENT_READ)
        try:
            while not self._over:
                self._turn()
        finally:
            self._selector.close()
            if self._judge is not None:
                self._judge.close()

    def _turn(self) -> None:
        for key, _ in self._selector.select(TICK_S):
            if key.fd == self._keys:
                self._hear()
            else:
                self._read()
        self._scene.tick()
        self._wanted = self._saved() or self._wanted
        if self._wanted and self._busy and self._judge is not None:
            self._judge.stop()
        elif self._wanted:
            self._begin()

    def _hear(self) -> None:
        keys = pressed(self._keys)
        if keys is None:
            self._selector.unregister(self._keys)
        else:
            self._over = not all(map(self._scene.key, keys))

    def _begin(self) -> None:
        self._wanted = False
        plan = self._scene.plan()
        if plan is None:
            return
        if self._judge is None:
            self._judge = self._make()
            self._selector.register(self._judge, selectors.EVENT_READ)
        self._judge.judge(plan)
        self._busy = True

    def _read(self) -> None:
        assert self._judge is not None  # noqa: S101  (it has just said something)
        events = self._judge.read()
        if events is None:
            self._selector.unregister(self._judge)
            self._busy, judge, self._judge = False, self._judge, None
            self._scene.ended(judge.close())
        for event in events or ():
            if isinstance(event, Idle):
                self._busy = False
            elif not self._wanted:  # what comes of a plan that was stopped is of yesterday
                self._scene.event(event)

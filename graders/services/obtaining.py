"""What a kata needs of this machine beside its group: its services, a wheel installed where that is the way."""

from __future__ import annotations

import os
from collections.abc import Callable

from graders import environments
from graders.model import GraderError, Kata
from graders.services.finding import Found, Missing, find
from graders.services.known import service


def obtain(kata: Kata, announce: Callable[[str], None]) -> None:
    """See that every service of a kata can be had; `announce` is told what is installed for it.

    Raises:
        Missing: one cannot.
    """
    for name in kata.facts.services:
        obtain_service(name, environments.at(kata), announce)


def obtain_service(name: str, here: environments.Environments, announce: Callable[[str], None]) -> Found:
    """Return how a service is had, after installing its wheel if nothing else has it.

    Raises:
        Missing: it cannot be had.
    """
    source = service(name).source
    try:
        return find(name, source, os.environ, here.built)
    except Missing as missing:
        if not source.group or here.lock(source.group) is None:
            raise
        announce(f"the environment `{source.group}`")
        try:
            here.build(source.group)
        except GraderError as error:
            raise Missing(f"{missing}\n{error}") from None
    return find(name, source, os.environ, here.built)

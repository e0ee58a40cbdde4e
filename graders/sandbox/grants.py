"""What a kata's workers are granted beyond the bare interpreter, and the names of the layers; both cross as JSON."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

NAMESPACES: Final = "namespaces"
LANDLOCK: Final = "landlock"
AUDIT: Final = "audit"
NONE: Final = "none"
SERVICE: Final = "service"
"""The network that leads to the kata's services and nowhere else."""
LAYERS: Final = (NAMESPACES, LANDLOCK, AUDIT, NONE)
"""Strongest first; every layer has the resource limits too."""


class Refused(OSError):
    """This machine does not have the layer: the next one is tried."""


class Grants(NamedTuple):
    """What kata.toml asks for: the narrowest that serves it, nothing by default.

    `files` and `network` are words of kata.toml, `processes` how many may be started, `programs` the absolute paths
    that these may be made from, beside the interpreter.  `ports` has one for each service, 0 where any will do;
    `alone` says that only a network of their own lets the services' clients work.  `reads` are further paths that may
    be read, `sanitizer` the library of AddressSanitizer, whose shadow of all memory no limit on address space allows.
    """

    files: str = "none"
    network: str = "none"
    processes: int = 0
    programs: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    alone: bool = False
    reads: tuple[str, ...] = ()
    sanitizer: str = ""

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Grants:
        """Return the grants in a JSON object."""
        return cls(**{**plain, **{key: tuple(plain.get(key, ())) for key in ("programs", "ports", "reads")}})

    @property
    def writes(self) -> bool:
        """Whether a worker may write in its own folder."""
        return self.files != "none"

    @property
    def connects(self) -> bool:
        """Whether a worker has a network: one of its own, or that of the machine at the ports of its services."""
        return self.network != "none"

    def need(self) -> str:
        """Return the weakest layer that can grant this without granting more."""
        if self.network == SERVICE and not self.alone:
            return LANDLOCK
        return NAMESPACES if self.connects else NONE

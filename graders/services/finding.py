"""Where a server comes from on this machine: a URL, a program, an installed wheel, Docker; or the line that gets it."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

DOCKER: Final = "KATA_USE_DOCKER"
_NO_PATHS: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a service can be had from.

    `programs` must all be there, each by one of its names, as `redis-server|valkey-server`; they are looked for on PATH
    and in `places`, which are globs of folders.  `debian` and `brew` are packages, `group` is a dependency group whose
    environment has the programs in its `bin` or in `inside`, globs below its packages.  `image` is a container image,
    `port` the port within, `settings` its environment.
    """

    programs: tuple[str, ...]
    places: tuple[str, ...] = ()
    debian: tuple[str, ...] = ()
    brew: tuple[str, ...] = ()
    group: str = ""
    inside: tuple[str, ...] = ()
    image: str = ""
    port: int = 0
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How a service is had: at a URL that somebody else serves, from programs, or from a container image."""

    url: str = ""
    programs: Mapping[str, str] = field(default_factory=dict)
    docker: str = ""

    def __str__(self) -> str:
        """Say where it comes from."""
        return self.url or (f"docker {self.docker}" if self.docker else next(iter(self.programs.values()), ""))


class Missing(Exception):
    """A service that this machine does not have; the text ends with the line that installs it."""


def variable(name: str) -> str:
    """Return the name of the variable with a service's URL."""
    return f"KATA_{name.upper()}_URL"


Environment = Callable[[str], Path | None]
"""Gives the environment of a dependency group if it is built."""


def find(name: str, source: Source, environ: Mapping[str, str], environment: Environment) -> Found:
    """Return how a service is had here.

    Raises:
        Missing: it is not; says how to get it.
    """
    if url := environ.get(variable(name)):
        return Found(url=url)
    if programs := installed(source, environ.get("PATH", os.defpath)):
        return Found(programs=programs)
    built = environment(source.group) if source.group else None
    if built is not None and (programs := in_environment(source, built)):
        return Found(programs=programs)
    if environ.get(DOCKER) == "1" and source.image and shutil.which("docker"):
        return Found(docker=source.image)
    raise Missing("\n".join([f"it needs {name}, which is not on this machine", *lines_to_type(name, source)]))


def installed(source: Source, path: str) -> Mapping[str, str]:
    """Return the programs on PATH or in their usual places; nothing when one is missing."""
    places = [place for pattern in source.places for place in sorted(glob.glob(pattern), reverse=True)]  # noqa: PTH207
    return _all(source.programs, os.pathsep.join([*places, path]))


def in_environment(source: Source, built: Path) -> Mapping[str, str]:
    """Return the programs in the environment of the source's group; nothing when one is missing."""
    packages = next(iter(built.glob("lib/python*/site-packages")), built)
    places = [place for pattern in source.inside for place in sorted(packages.glob(pattern))]
    return _all(source.programs, os.pathsep.join(map(str, [built / "bin", *places])))


def _all(programs: Sequence[str], path: str) -> Mapping[str, str]:
    found = {}
    for names in (alternatives.split("|") for alternatives in programs):
        found[names[0]] = next(filter(None, (shutil.which(name, path=path) for name in names)), None)
    there = {name: file for name, file in found.items() if file is not None}
    return there if len(there) == len(found) else _NO_PATHS


def lines_to_type(name: str, source: Source) -> list[str]:
    """Return the commands that get a service here, the best one last."""
    lines = [f"docker compose up -d {name}     and set {variable(name)} (compose.yaml)"] if source.image else []
    lines += [" ".join(command) for command in packages_of(source)[-1:]]
    if source.group:
        lines.append(f"kata doctor --install {name}")
    return lines or [f"set {variable(name)} to a server that is yours to use"]


def packages_of(source: Source) -> list[list[str]]:
    """Return the commands by which this system's package manager installs a server, if there is one."""
    if source.debian and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "--no-install-recommends", *source.debian]
        return [[*_sudo(), "apt-get", "update"], [*_sudo(), *install]]
    if source.brew and shutil.which("brew"):
        return [["brew", "install", *source.brew]]
    return []


def _sudo() -> list[str]:
    return ["sudo"] if os.getuid() else []

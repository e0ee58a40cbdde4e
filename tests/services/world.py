"""Katas with services in a folder of their own, graded by a judge; and what servers may leave on this machine."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graders.environments import Environments
from graders.judge.process import run_judge
from graders.model import Capabilities, Job, KataResult, Limits, Network, Plan, Sandbox
from graders.services.finding import Found, Missing, find
from graders.services.known import service
from graders.services.server import Server
from tests.judge.conftest import Case, make_kata
from tests.services.katas import TINY, Tiny

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMY = Limits(cpu_s=10, memory_mib=512)


def found(name: str) -> Found:
    """Return how a service is had here; the test is skipped where it is not."""
    try:
        return find(name, service(name).source, os.environ, Environments(ROOT).built)
    except Missing as missing:
        pytest.skip(str(missing))


def server(name: str) -> Server:
    """Return a server that is not started yet."""
    return Server(service(name), found(name))


def make_job(root: Path, name: str, tiny: Tiny, services: tuple[str, ...]) -> Job:
    """Write a kata that declares services; its workers may import what this interpreter can."""
    if not (root / ".venvs").exists():
        (root / ".venvs").symlink_to(ROOT / ".venvs")
    case = Case(
        source=tiny.source,
        hidden=tiny.hidden,
        limits=ROOMY,
        capabilities=Capabilities(network=Network.SERVICE, processes=tiny.processes),
    )
    kata = make_kata(root, name, case)
    kata = replace(kata, facts=replace(kata.facts, services=services, group="clients"))
    return Job(kata=kata, files={"tiny.py": tiny.source}, seed=5)


def grade(root: Path, name: str, sandbox: Sandbox | None = None) -> KataResult:
    """Grade the tiny kata of a service."""
    return grade_jobs(make_job(root, f"tiny_{name}", TINY[name], (name,)), sandbox=sandbox)[0]


def grade_jobs(*jobs: Job, sandbox: Sandbox | None = None) -> tuple[KataResult, ...]:
    """Grade jobs in one judge process."""
    return run_judge(Plan(jobs=jobs, sandbox=sandbox), python=sys.executable, on_event=lambda _: None)


def told(result: KataResult) -> str:
    """Return what went wrong, for a failing test's reader."""
    return "\n".join([result.status, result.message, *(f"{c.name}: {c.status} {c.message}" for c in result.checks)])

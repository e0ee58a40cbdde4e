"""Build one extension module from sources in C or Cython: the compiler is a program, Cython a module.

The sources are text of a stranger's.  What they do to the compiler stays in the process that this runs in.
"""

from __future__ import annotations

import io
import resource
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CPU_S: Final = 20
LOG: Final = 6_000
"""Characters of a compiler's messages that are kept, from the beginning: the first error is the one to mend."""
FLAGS: Final = ("-shared", "-fPIC", "-O2", "-pipe")
STRICT: Final = {"c": ("-std=c11", "-Wall", "-Wextra", "-Werror"), "cython": ("-w",)}
"""A learner's C has no warnings; what Cython writes has some of its own."""
SANITIZED: Final = ("-O1", "-g", "-fsanitize=address", "-fno-omit-frame-pointer")


def prepare(modules: Sequence[str]) -> None:
    """Load what translates, before any source is there."""
    for name in modules:
        __import__(name)


def run(files: Mapping[str, str], asked: Mapping[str, Any]) -> list[Any]:
    """Return the exit status, what was said, and the module's bytes.

    Asked to `locate` an offset in a module, it answers with function, file and line instead of what was said.
    Else `asked` has the module's name, its language, its sources, the compiler, the folder of Python's headers, and
    whether AddressSanitizer is to watch it.
    """
    if "locate" in asked:
        return _locate(**asked["locate"])
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    sources = list(asked["sources"])
    if asked["language"] == "cython":
        status, said = _translate(asked["module"], sources[0])
        if status:
            return [status, said[:LOG], b""]
        sources[0] = f"{asked['module']}.c"
    return _compile(asked, sources)


def _translate(module: str, source: str) -> tuple[int, str]:
    """Let Cython write the C of a module."""
    from Cython.Compiler import Main  # noqa: PLC0415

    main: Any = Main  # has no types
    said = io.StringIO()
    options = main.CompilationOptions(output_file=f"{module}.c", compiler_directives={"language_level": 3})
    with redirect_stderr(said), redirect_stdout(said):
        result = main.compile(source, options, module)
    return int(result.num_errors), said.getvalue()


def _compile(asked: Mapping[str, Any], sources: list[str]) -> list[Any]:
    output = f"{asked['module']}.so"
    strict = STRICT[asked["language"]]
    command = [asked["program"], *FLAGS, *strict, *(SANITIZED if asked["sanitized"] else ())]
    command += ["-fdiagnostics-color=never", f"-I{asked['include']}", *sources, "-o", output, "-lm"]
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    binary = Path(output).read_bytes() if not done.returncode else b""
    return [done.returncode, done.stderr[:LOG], binary]


def _locate(program: str, offset: int, binary: bytes) -> list[Any]:
    """Return where in its sources a place of a module is."""
    Path("module.so").write_bytes(binary)
    command = [program, "--functions", "--basenames", "--exe=module.so", hex(offset)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    function, _, line = done.stdout.strip().partition("\n")
    known = not done.returncode and "?" not in function + line
    return [done.returncode, f"{function}, {line.split(' ')[0]}" if known else "", b""]

"""Sealed katas, open for one run: the one thing that grading, `kata ci` and batch need of this package.

Within `with Vault(find_key(file, None, os.environ)) as vault:` a kata is judged as `vault.open(kata)`, which may raise
`Shut`, by a plan that has gone through `vault.confine(plan)`; its results are told by `report.feedback.told_sealed`.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from graders.catalog.plain_file import Refused, read_plain
from graders.catalog.sealed import SEALED, sealed_file
from graders.model import Kata, Plan, Sandbox, Status
from graders.sealing.key import Key
from graders.sealing.private import private_folder
from graders.sealing.trouble import Shut, damaged

if TYPE_CHECKING:
    from graders.sealing.bundle import Content, Files

MAX_SEALED: Final = 36 << 20
"""What a bundle may hold, and what tar and age add."""


class Vault:
    """Opens katas into a private folder, which is made for the first, and removed with what is in it at the end."""

    def __init__(self, key: Key | None) -> None:
        self.key = key
        self.folder: Path | None = None
        self._opened: dict[str, Kata] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the folder."""
        self._stack.__exit__(kind, error, trace)

    def open(self, kata: Kata) -> Kata:
        """Return a kata whose hidden tests and reference can be read; one that is not sealed is returned as it is.

        Raises:
            Shut: there is no key, or it does not fit; the file is damaged, of another kata, or of a newer version.
        """
        if sealed_file(kata) is None:
            return kata
        if kata.id not in self._opened:
            if self.key is None:
                raise Shut(what_it_needs(kata))
            from graders.sealing import age, bundle  # noqa: PLC0415  (5 ms that few need)

            files = bundle.unpack(age.decrypt(_read(kata), self.key.secrets), kata)
            self._opened[kata.id] = self._lay_out(kata, files)
        return self._opened[kata.id]

    def confine(self, plan: Plan) -> Plan:
        """Return the plan for jobs of opened katas: nothing is kept, and no sandbox will do that lets files be read."""
        return replace(
            plan,
            examples=None,
            show_tests=False,
            transcripts=0,  # they are made of a test's own lines
            benchmarks=None,
            benchmark_json=None,
            require=Sandbox.LANDLOCK if plan.require.weaker_than(Sandbox.LANDLOCK) else plan.require,
            private=self.folder,
        )

    def _lay_out(self, kata: Kata, files: Files) -> Kata:
        if self.folder is None:
            self.folder = self._stack.enter_context(private_folder())
        opened = replace(
            kata,
            opened=self.folder / "katas" / kata.section / kata.id,
            solution=self.folder / "solutions" / kata.section / kata.id,
        )
        places = {"hidden": opened.hidden, "solution": opened.solution}
        try:
            for name, content in files.items():
                kind, _, rest = name.partition("/")
                _write(places[kind] / rest, content)
        except OSError as error:
            raise Shut(f"it cannot be opened: {error.strerror}\nkata grade {kata.id}", Status.GRADER_ERROR) from error
        return opened


def what_it_needs(kata: Kata) -> str:
    """Say what a sealed kata needs, on one line."""
    return f"its hidden tests are sealed; with the key: kata grade {kata.id} --key FILE"


def _read(kata: Kata) -> bytes:
    try:
        return read_plain(kata.folder, SEALED, MAX_SEALED)
    except FileNotFoundError:
        raise damaged("it is gone") from None
    except Refused as refused:
        raise damaged(str(refused)) from None


def _write(path: Path, content: Content) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.data)
    path.chmod(0o700 if content.program else 0o600)

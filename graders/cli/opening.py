"""What most verbs begin with: the catalogues, the place for progress, one kata by its id."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graders.catalog.discover import Catalog, find_catalog, load_catalog
from graders.catalog.select import narrow
from graders.catalog.submission import read_submission
from graders.catalog.workspace import locate, places
from graders.cli.context import Context
from graders.model import GraderError, Kata, Submission
from graders.report.store import grades_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The catalogues of a command and where it keeps what belongs to the learner.

    `workspace` is `None` where each kata's files lie in its own folder of the catalogue.
    """

    root: Path
    catalog: Catalog
    workspace: Path | None
    cwd: Path

    @property
    def grades(self) -> Path:
        """The folder of the learner's progress."""
        return grades_folder(self.root)

    @property
    def stubs(self) -> Path:
        """The folder with copies of stubs."""
        return self.grades / "stubs"

    def choose(self, patterns: Sequence[str], sections: Sequence[str] = (), since: str | None = None) -> Catalog:
        """Return the katas that are meant, with the broken ones among them."""
        where = self.workspace or self.root
        return narrow(self.catalog, patterns, sections, since, workspace=where)

    def folder(self, kata: Kata, *, only: bool) -> Path | None:
        """Return the folder with the learner's files for `kata`; `only` says that one kata is named."""
        return kata.folder if self.workspace is None else locate(self.workspace, kata, only=only)

    def read(self, kata: Kata, *, only: bool) -> Submission:
        """Return the learner's files for `kata`."""
        return read_submission(self.folder(kata, only=only), kata, self.stubs)

    def file_to_edit(self, kata: Kata) -> str:
        """Return the kata's module as the reader would type it."""
        return self.shown((self.folder(kata, only=False) or self._free_place(kata)) / kata.module)

    def _free_place(self, kata: Kata) -> Path:
        """Return where a workspace that has nothing of `kata` would keep it."""
        return kata.folder if self.workspace is None else next(places(self.workspace, kata.section, kata.id))

    def files_to_edit(self) -> dict[str, str]:
        """Return the module of each kata by its id."""
        return {kata.id: self.file_to_edit(kata) for kata in self.catalog.katas}

    def shown(self, path: Path) -> str:
        """Return a path as the reader would type it."""
        return str(path.relative_to(self.cwd)) if path.is_relative_to(self.cwd) else str(path)


def open_catalogs(args: Namespace, context: Context) -> Opened:
    """Read the catalogues that the words name, or the one around the current folder."""
    dirs = [context.cwd / path for path in args.catalog] or [find_catalog(context.cwd)]
    given = getattr(args, "workspace", None)
    workspace = None if given is None else context.cwd / given
    if workspace is not None and not workspace.is_dir():
        message = f"no folder `{given}` for --workspace\n{context.door} --workspace DIR"
        raise GraderError(message)
    return Opened(root=dirs[0], catalog=load_catalog(dirs), workspace=workspace, cwd=context.cwd)


def one_kata(opened: Opened, name: str) -> Kata:
    """Return the kata that `name` means."""
    found = opened.choose([name])
    if found.broken and not found.katas:
        raise GraderError(found.broken[0].problem)
    if len(found.katas) > 1:
        names = ", ".join(f"`{kata.id}`" for kata in found.katas[:5])
        message = f"`{name}` means {len(found.katas)} katas, among them {names}; name one"
        raise GraderError(message)
    return found.katas[0]


def named_ids(opened: Opened, patterns: Sequence[str]) -> frozenset[str]:
    """Return the ids of katas that were asked for one by one, not by a glob or a folder of many."""
    plain = [pattern for pattern in patterns if not set(pattern) & set("*?[")]
    chosen = [opened.choose([pattern]).katas for pattern in plain]
    return frozenset(katas[0].id for katas in chosen if len(katas) == 1)

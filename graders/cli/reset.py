"""`kata reset`: put a kata's stub back and keep the attempt."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from graders.catalog.stub import stub_text
from graders.catalog.whole import write_whole
from graders.cli.context import Context
from graders.cli.opening import Opened, one_kata, open_catalogs
from graders.model import GraderError, Kata
from graders.practice import attempts
from graders.practice.history import Entry, Event, add
from graders.report.exit_code import OK


def run(args: Namespace, context: Context) -> int:
    """Put the stub back; nothing is changed before the attempt is kept."""
    opened = open_catalogs(args, context)
    kata = one_kata(opened, args.id)
    stubs = _stubs(opened, kata)
    folder = _folder(opened, kata)
    if opened.read(kata, only=True).untouched and all((folder / name).exists() for name in stubs):
        context.say(f"`{kata.id}` is as it was shipped\nnext: kata start {kata.id}")
        return OK
    try:
        kept = attempts.keep(folder, kata, opened.grades)
        _put_back(folder, stubs)
    except OSError as err:
        message = f"`{kata.id}` was not reset: {err.filename}: {err.strerror}\nkata reset {kata.id}"
        raise GraderError(message) from err
    add(opened.grades, [Entry(at=datetime.now(UTC), kata=kata.id, event=Event.RESET)])
    where = f"\nyour attempt: {opened.shown(kept)}; `kata diff {kata.id}` compares" if kept else ""
    context.say(f"the stub of `{kata.id}` is back{where}\nnext: kata start {kata.id}")
    return OK


def _folder(opened: Opened, kata: Kata) -> Path:
    folder = opened.folder(kata, only=True) or kata.folder
    if folder.is_symlink():
        message = f"`{folder}` is a link; nothing was changed\nput a folder there, then: kata reset {kata.id}"
        raise GraderError(message)
    return folder


def _stubs(opened: Opened, kata: Kata) -> Mapping[str, str]:
    """Return the text of each stub, or refuse: half a reset would be worse than none."""
    texts = {name: stub_text(kata, name, opened.stubs) for name in kata.facts.submit}
    missing = [name for name, text in texts.items() if text is None]
    if missing:
        message = (
            f"the stub of `{missing[0]}` is neither in `.grades/stubs` nor in git's history; nothing was changed\n"
            f"git fetch --unshallow, then: kata reset {kata.id}"
        )
        raise GraderError(message)
    return {name: text for name, text in texts.items() if text is not None}


def _put_back(folder: Path, stubs: Mapping[str, str]) -> None:
    for name, text in stubs.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, text.encode())

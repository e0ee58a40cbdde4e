"""`kata seal`: encrypt hidden tests and solutions, write a course's repository, search it for what is still plain."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graders.catalog.paths import real
from graders.catalog.sealed import SEALED, sealed_file
from graders.catalog.whole import write_whole
from graders.cli.context import Context
from graders.cli.opening import Opened, open_catalogs
from graders.cli.sealed import vault_for
from graders.model import GraderError, Kata
from graders.report.exit_code import NOT_PASSED, OK
from graders.sealing.bundle import seal
from graders.sealing.canaries import Searcher
from graders.sealing.check import search, searcher_for
from graders.sealing.history import require_stubs, write_course
from graders.sealing.key import write_key
from graders.sealing.vault import Vault

SHOWN: Final = 20


def run(args: Namespace, context: Context) -> int:
    """Do what the words ask for."""
    if args.check is not None:
        if args.recipient or args.keygen or args.new_history or args.others:
            raise GraderError("`--check` only looks\nkata seal --check DIR")
        with vault_for(args, context) as vault:
            return _check(context.cwd / args.check, args, context, vault)
    if not args.katas and args.keygen is not None:
        _keygen(args, context)
        return OK
    if not args.katas or not (args.recipient or args.keygen):
        raise GraderError("name the katas and who can open them\nkata seal ttl_memo --recipient age1...")
    opened = open_catalogs(args, context)
    katas = _plain(opened.choose(args.katas).katas)
    recipients = [*args.recipient, *([_keygen(args, context)] if args.keygen else [])]
    sealed = {kata.id: (kata, seal(kata, recipients)) for kata in katas}
    if args.new_history is not None:
        return _new_history(context.cwd / args.new_history, sealed, opened, args, context)
    for kata, content in sealed.values():
        write_whole(kata.folder / SEALED, content)
        context.say(f"sealed: {opened.shown(kata.folder / SEALED)}")
    context.say("the plain files are still there, and count; a repository without them and their past:")
    context.say(f"kata seal {' '.join(args.katas)} --recipient {recipients[0]} --new-history DIR")
    return OK


def _keygen(args: Namespace, context: Context) -> str:
    public = write_key(context.cwd / args.keygen)
    context.say(f"the secret key is in {args.keygen}: keep it, out of every repository; what is sealed needs it")
    context.say(f"public key: {public}")
    return public


def _plain(katas: Sequence[Kata]) -> Sequence[Kata]:
    sealed = [kata.id for kata in katas if sealed_file(kata)]
    if sealed:
        raise GraderError(f"sealed already, with nothing plain here: {', '.join(sealed)}\nkata list")
    return katas


def _new_history(
    target: Path, sealed: dict[str, tuple[Kata, bytes]], opened: Opened, args: Namespace, context: Context
) -> int:
    """Write the repository, then search it."""
    root, katas = real(opened.root), [kata for kata, _ in sealed.values()]
    others = opened.catalog.katas if args.others is None else _named(opened, args.others)
    along = [kata for kata in others if kata.id not in sealed]
    _require_one(root, opened)
    left_out = [kata for kata in opened.catalog.katas if kata.id not in sealed and kata not in along]
    require_stubs([*katas, *along])
    write_course(root, target, sealed, left_out)
    context.say(f"{len(katas)} sealed and {len(along)} plain katas in {opened.shown(target)}, in one commit")
    return _told(target, searcher_for(katas, opened.catalog.katas, along), len(katas), context)


def _require_one(root: Path, opened: Opened) -> None:
    """Refuse what cannot be sorted into sealed, plain and left out: it would come along unseen."""
    if opened.catalog.broken:
        raise GraderError(opened.catalog.broken[0].problem)
    if not all(kata.folder.is_relative_to(root) for kata in opened.catalog.katas):
        raise GraderError("a course is made of one catalogue\nkata seal --catalog DIR --new-history DIR")


def _named(opened: Opened, patterns: Sequence[str]) -> Sequence[Kata]:
    given = [pattern for pattern in patterns if pattern]
    return opened.choose(given).katas if given else ()


def _check(target: Path, args: Namespace, context: Context, vault: Vault) -> int:
    opened = open_catalogs(args, context)
    katas = _wanted(target, opened, args)
    others = (kata for kata in opened.catalog.katas if kata not in katas)
    along = [kata for kata in others if (target / "katas" / kata.section / kata.id / "hidden").is_dir()]
    searcher = searcher_for([_readable(kata, vault) for kata in katas], opened.catalog.katas, along)
    return _told(target, searcher, len(katas), context)


def _wanted(target: Path, opened: Opened, args: Namespace) -> Sequence[Kata]:
    """Return the named katas; without names those that are sealed in the folder, or else in the catalogue.

    Raises:
        GraderError: there are none, and an empty search would prove nothing.
    """
    if args.katas:
        return opened.choose(args.katas).katas
    there = {path.parent.name for path in target.glob(f"katas/*/*/{SEALED}")}
    found = [kata for kata in opened.catalog.katas if kata.id in there or (not there and sealed_file(kata))]
    if missing := there - {kata.id for kata in found}:
        raise GraderError(
            f"sealed there and unknown here: {', '.join(sorted(missing))}\nkata seal --check DIR --catalog DIR"
        )
    if not found:
        raise GraderError(f"no kata is sealed in {target}; name those that should be\nkata seal ID --check DIR")
    return found


def _readable(kata: Kata, vault: Vault) -> Kata:
    if sealed_file(kata) is not None and vault.key is None:
        raise GraderError(
            f"what to look for is sealed too: `{kata.id}`\ngo to the catalogue where it is plain, or give the key:\n"
            "kata seal --check DIR --key FILE"
        )
    return vault.open(kata)


def _told(target: Path, searcher: Searcher, katas: int, context: Context) -> int:
    """Search a folder, and say what was found where."""
    found = search(target, searcher)
    for where, canaries in list(found.leaks.items())[:SHOWN]:
        first = min(canary.place for canary in canaries)
        more = f", and {len(canaries) - 1} more" if len(canaries) > 1 else ""
        context.say(f"plain: {where}\n       has {first}{more}")
    if len(found.leaks) > SHOWN:
        context.say(f"and {len(found.leaks) - SHOWN} more places")
    of = f"{len(searcher.canaries)} canaries of {katas} katas in {found.looked_at} files and objects"
    context.say(f"{of}: found in {len(found.leaks)}" if found.leaks else f"{of}: none found")
    return NOT_PASSED if found.leaks else OK

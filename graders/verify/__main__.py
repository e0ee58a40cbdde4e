"""`python -m graders.verify`, behind `nox -s verify`: prove that katas are sound, and say what to write where not."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import traceback
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from graders.catalog import Broken, Catalog, find_catalog, load_catalog, narrow
from graders.model import GraderError
from graders.verify.catalogue_table import table_findings, with_table
from graders.verify.findings import Finding, Rule, has_fault
from graders.verify.gate import Bench, Outcome, Run, Settings, verify
from graders.verify.progress import Progress
from graders.verify.render import closing, finding_lines, outcome_lines, to_json
from graders.verify.repeats import REPEATS
from graders.verify.sessions import Sessions

SOUND, FAULTS, WRONG_USE, GRADER_FAULT, INTERRUPTED = 0, 1, 2, 3, 130
ABOUT: Final = """\
Prove that katas are sound: the reference and the accepted solutions pass, every reject fails for the reason that
cases.toml gives, every hidden check earns its place, and the README tells the truth.

The dear part (mutants, stand-ins, repeats with other seeds) runs where proof.json does not fit the content, and the
result is written there when all holds. With CI=true a missing or stale proof is a fault, and one kata in twenty is
proven anew each day.
"""
EPILOG: Final = """\
examples:
  nox -s verify                        every kata
  nox -s verify -- ttl_memo            one kata, as its author does
  nox -s verify -- ttl_memo --cheap    a quick look between two edits
  nox -s verify -- --write-table       the table of katas in README.md

exit codes:
  0  all katas are sound
  1  there are faults
  2  wrong use
  3  the grader itself failed
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="nox -s verify --", description=ABOUT, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("katas", metavar="KATA", nargs="*", help="id, glob or path of a kata; default: all")
    dear = made.add_mutually_exclusive_group()
    dear.add_argument("--all-dear", action="store_true", help="run the dear part although the proof fits")
    dear.add_argument("--cheap", action="store_true", help="never run the dear part")
    made.add_argument(
        "--seeds", type=_count, default=REPEATS, metavar="N", help="repeats with other seeds (%(default)s)"
    )
    made.add_argument("--jobs", type=_count, default=_cores(), metavar="N", help="judge sessions at once (%(default)s)")
    made.add_argument("--json", type=Path, metavar="FILE", help="write everything that was found as JSON")
    made.add_argument(
        "--catalog", type=Path, action="append", metavar="DIR", help="a folder with katas/ and solutions/"
    )
    made.add_argument("--write-table", action="store_true", help="write the table of katas into README.md")
    made.add_argument("-v", "--verbose", action="store_true", help="show notes too")
    return made


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main(words: Sequence[str] | None = None) -> int:
    """Verify what `words` ask for and return the exit code."""
    try:
        args = parser().parse_args(words)
    except SystemExit as end:
        return int(end.code or 0)
    try:
        return _verify(args)
    except GraderError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.stdout.flush()
        os._exit(INTERRUPTED)  # the judges die with us; waiting for them would take minutes
    except Exception:  # noqa: BLE001 -- the edge of the program
        traceback.print_exc()
        return GRADER_FAULT


def _verify(args: argparse.Namespace) -> int:
    roots = args.catalog or [find_catalog(Path.cwd())]
    catalog = load_catalog(roots)
    chosen = narrow(catalog, args.katas, workspace=Path.cwd())
    if args.write_table:
        return _write_table(roots[0], catalog)
    outcomes = [*_outcomes(chosen, args), *map(_broken, chosen.broken)]
    for outcome in outcomes[len(chosen.katas) :]:
        _say(outcome, verbose=args.verbose)
    around = _table(roots[0], catalog, {kata.id for kata in chosen.katas} if args.katas else set())
    _print("\n".join(finding_lines(around, verbose=args.verbose)))
    _print(closing(outcomes, around))
    if args.json is not None:
        args.json.write_bytes(to_json(outcomes, around))
    if any(outcome.broken for outcome in outcomes):
        return GRADER_FAULT
    return SOUND if all(outcome.sound for outcome in outcomes) and not has_fault(around) else FAULTS


def _outcomes(chosen: Catalog, args: argparse.Namespace) -> list[Outcome]:
    """Verify the katas side by side, and print each as soon as those before it are done."""
    run = Run.ALWAYS if args.all_dear else Run.NEVER if args.cheap else Run.NEEDED
    ci = os.environ.get("CI", "").lower() == "true"
    settings = Settings(run=run, seeds=args.seeds, ci=ci, today=dt.datetime.now(dt.UTC).date())
    bench = Bench(settings=settings, sessions=Sessions(args.jobs), progress=Progress(sys.stderr))
    outcomes = []
    pool = ThreadPoolExecutor(args.jobs)  # no `with`: after Ctrl-C it would wait for the katas at work
    for outcome in pool.map(lambda kata: verify(kata, bench), chosen.katas):
        _say(outcome, verbose=args.verbose)
        outcomes.append(outcome)
    pool.shutdown()
    return outcomes


def _broken(kata: Broken) -> Outcome:
    """Return the outcome of a folder whose kata.toml is wrong; its message says all of it."""
    head, _, rest = kata.problem.partition("\n")
    finding = Finding(rule=Rule.METADATA, what=head, where=f"{kata.folder.name}/kata.toml", write=rest)
    return Outcome(id=kata.id, section=kata.section, findings=(finding,))


def _table(root: Path, catalog: Catalog, named: set[str]) -> list[Finding]:
    readme = root / "README.md"
    return list(table_findings(readme.read_text(encoding="utf-8"), catalog.katas, named)) if readme.exists() else []


def _write_table(root: Path, catalog: Catalog) -> int:
    readme = root / "README.md"
    text = with_table(readme.read_text(encoding="utf-8"), catalog.katas)
    if text is None:
        raise GraderError(
            f"{readme} has no `<!-- katas:begin -->` and `<!-- katas:end -->`\nwrite them below `## Katas`"
        )
    readme.write_text(text, encoding="utf-8")
    _print(f"{readme}: {len(catalog.katas)} katas")
    return SOUND


def _say(outcome: Outcome, *, verbose: bool) -> None:
    _print("\n".join(outcome_lines(outcome, verbose=verbose)))


def _print(text: str) -> None:
    if text:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())

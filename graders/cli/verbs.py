"""The verbs of `kata`; what a verb does stands in the module of its name."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import NamedTuple

from graders.cli import arguments
from graders.report.exit_code import BATCH_MEANINGS, MEANINGS


class Verb(NamedTuple):
    """One subcommand: its name, what it does in a line, examples for its help, its arguments, what its codes mean."""

    name: str
    summary: str
    examples: tuple[str, ...]
    arguments: Callable[[argparse.ArgumentParser], None]
    codes: Mapping[int, str] = MEANINGS


VERBS = (
    Verb(
        "grade",
        "grade katas and say what to do next",
        (
            "kata grade                         what you have edited",
            "kata grade ttl_memo 'retry*'       these katas",
            "kata grade --section 2             the edited katas of section 2",
            "kata grade --workspace solutions   the references",
        ),
        arguments.of_grade,
    ),
    Verb(
        "ci",
        "grade a change against the tree that it wants to change",
        (
            "kata ci --base base --head head          a pull request (docs/ci.md)",
            "kata ci --base base --head head --plan   the jobs that it needs",
        ),
        arguments.of_ci,
    ),
    Verb(
        "batch",
        "grade a folder of submissions, on this machine or a cluster",
        (
            "kata batch handed_in/            what each submission has edited",
            "kata batch handed_in/ ttl_memo   this kata of each",
            "kata batch handed_in/ --scheduler tls://host:8786",
        ),
        arguments.of_batch,
        BATCH_MEANINGS,
    ),
    Verb(
        "list",
        "show the map of katas: where you stand, what is due",
        ("kata list", "kata list --section 2"),
        arguments.of_list,
    ),
    Verb("next", "say which kata to do next, and why", ("kata next", "kata next --section 2"), arguments.of_next),
    Verb("examples", "run a kata's visible examples", ("kata examples ttl_memo",), arguments.of_one),
    Verb(
        "debug",
        "open pdb where a hidden check fails; gives no verdict",
        ("kata debug ttl_memo", "kata debug ttl_memo test_expires"),
        arguments.of_debug,
    ),
    Verb(
        "doctor",
        "say what katas need that is not here, and the line that installs it",
        ("kata doctor", "kata doctor --section 6", "kata doctor --install redis"),
        arguments.of_doctor,
    ),
    Verb(
        "replay",
        "judge the budgets of a report again from what it recorded; runs nothing",
        ("kata replay", "kata replay report.json"),
        arguments.of_replay,
    ),
    Verb(
        "report",
        "show the last run again",
        ("kata report", "kata report --html report.html --csv grades.csv"),
        arguments.of_report,
    ),
    Verb("history", "show what you have done", ("kata history", "kata history ttl_memo --all"), arguments.of_history),
    Verb("hint", "tell the next hint of a kata", ("kata hint ttl_memo",), arguments.of_one),
    Verb(
        "diff",
        "compare attempts at a kata",
        ("kata diff ttl_memo          the last attempt with now", "kata diff ttl_memo 1 2      two attempts"),
        arguments.of_diff,
    ),
    Verb(
        "reference",
        "compare a solution that passed with the reference: text, notes, cost",
        ("kata reference ttl_memo", "kata reference ttl_memo --spoil     before it has passed"),
        arguments.of_reference,
    ),
    Verb(
        "seal",
        "encrypt the hidden tests and solutions of katas, for courses",
        (
            "kata seal --keygen course.key",
            "kata seal ttl_memo --recipient age1...",
            "kata seal ttl_memo --recipient age1... --new-history course",
            "kata seal --check course            find what is still plain",
        ),
        arguments.of_seal,
    ),
    Verb("reset", "put a kata's stub back and keep your attempt", ("kata reset ttl_memo",), arguments.of_one),
    Verb("watch", "grade a kata at each save, what failed last first", ("kata watch ttl_memo",), arguments.of_one),
    Verb("start", "say what a kata is about and what to edit", ("kata start ttl_memo",), arguments.of_one),
)

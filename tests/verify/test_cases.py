from __future__ import annotations

import pytest

from graders.model import Status
from graders.verify.cases import Accepted, Reject, both_ways, enough, parse_cases

REJECT = """
[[reject]]
file = "fifo.py"
status = "failed"
caught_by = "test_order"
why = "a hit does not count as use"
"""
ACCEPTED = '[[accepted]]\nfile = "queue/"\nwhy = "another design"\n'


def found(text: str) -> list[str]:
    return [f"{finding.what} -> {finding.write}" for finding in parse_cases(text).findings]


def test_cases_are_read_into_types() -> None:
    cases = parse_cases(REJECT + ACCEPTED)

    assert cases.rejects == (
        Reject(file="fifo.py", status=Status.FAILED, caught_by="test_order", why="a hit does not count as use"),
    )
    assert cases.accepted == (Accepted(file="queue", why="another design"),)
    assert cases.findings == ()


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("caught_by", "catched_by", "reject 1 (fifo.py): no key `catched_by` here -> write `caught_by`"),
        ("[[reject]]", "[[rejects]]", "no key `rejects` here -> write `reject`"),
        ('status = "failed"', 'status = "fail"', "`status` is 'fail' -> write `failed`"),
        ('status = "failed"', 'status = "passed"', "`status` is `passed`, which rejects nothing"),
        ('why = "a hit does not count as use"', 'why = " "', "`why` is empty"),
        ('why = "a hit does not count as use"', "", "`why` is missing -> write for example"),
        ('file = "fifo.py"', "file = 3", "`file` "),
        ("[[reject]]", "[reject]", "`reject` is no array of tables -> write `[[reject]]`"),
        ("[[reject]]", "[[reject", "is no TOML"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_write(old: str, new: str, finding: str) -> None:
    assert any(finding in line for line in found(REJECT.replace(old, new)))


def test_a_broken_entry_does_not_hide_the_others() -> None:
    cases = parse_cases(REJECT.replace("failed", "fail") + REJECT.replace("fifo", "lifo"))

    assert [case.file for case in cases.rejects] == ["lifo.py"]


def test_an_entry_that_stands_there_twice_is_named() -> None:
    assert found(REJECT + REJECT) == ["reject `fifo.py` has 2 entries -> keep one"]


def test_how_many_are_missing_is_said() -> None:
    assert [finding.write.split(":")[0] for finding in enough(["a.py"], [])] == ["write 2 more", "write 1 more"]


def test_files_and_entries_belong_together() -> None:
    lines = [finding.what for finding in both_ways(parse_cases(REJECT), ["lifo.py"], [])]

    assert lines == ["rejects/lifo.py has no entry", "names rejects/fifo.py, and there is no such file"]

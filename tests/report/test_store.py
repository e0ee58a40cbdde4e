"""Reports are kept whole, and a verdict is never lost for one."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import jsonschema
import msgspec
import pytest

from graders.model import GraderError, KataResult, Sandbox, Status
from graders.report.document import Machine, Report, Run, build, this_machine
from graders.report.schema import FILE, schema_text
from graders.report.store import grades_folder, load, save

RUN = Run(started="2026-11-23T18:00:00Z", duration_s=1.5, command=("grade", "ttl_memo"), engine="0.1.0", exit=1)
MACHINE = Machine(python="3.11.7", platform="Linux 6.18 x86_64", cores=2)


@pytest.fixture
def report(results: Mapping[Status, KataResult]) -> Report:
    return build(results.values(), run=RUN, machine=MACHINE, sandbox=Sandbox.NONE)


def test_a_saved_report_is_read_back_as_it_was(report: Report, tmp_path: Path) -> None:
    path = grades_folder(tmp_path) / "latest.json"

    assert save(report, path) == ""
    assert load(path) == report


def test_the_committed_schema_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), "run: python -m graders.report.schema"


def test_a_report_holds_to_the_schema(report: Report) -> None:
    document = json.loads(msgspec.json.encode(report))

    jsonschema.validate(document, json.loads(schema_text()))
    assert [kata["status"] for kata in document["katas"]] == list(Status)


def test_this_machine_is_described() -> None:
    assert this_machine().cores >= 1
    assert this_machine().python.startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")


def test_text_that_no_file_can_hold_is_written_out(results: Mapping[Status, KataResult], tmp_path: Path) -> None:
    hostile = replace(results[Status.FAILED], message="\udc80\x00\x1b", output="\ud800")

    report = build([hostile], run=RUN, machine=MACHINE, sandbox=Sandbox.NONE)

    assert save(report, tmp_path / "latest.json") == ""
    assert load(tmp_path / "latest.json") == report


def test_there_may_be_no_report_yet(tmp_path: Path) -> None:
    assert load(tmp_path / ".grades" / "latest.json") is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"schema": 2}', b"[]", b"null"])
def test_a_corrupt_report_is_named_in_one_message(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "latest.json"
    path.write_bytes(content)

    with pytest.raises(GraderError, match=r"latest\.json` is no report of schema 1"):
        load(path)


def test_a_folder_in_the_place_of_a_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match="cannot be read: Is a directory"):
        load(tmp_path)


def test_a_file_in_the_place_of_the_folder_gives_a_warning(report: Report, tmp_path: Path) -> None:
    (tmp_path / ".grades").write_text("")

    assert "was not written" in save(report, grades_folder(tmp_path) / "latest.json")


def test_a_failed_write_leaves_no_part_behind(report: Report, tmp_path: Path) -> None:
    (tmp_path / "latest.json").mkdir()

    assert "was not written" in save(report, tmp_path / "latest.json")
    assert [path.name for path in tmp_path.iterdir()] == ["latest.json"]


def test_a_full_disk_keeps_the_old_report_and_gives_a_warning(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "latest.json"
    save(report, path)
    code = f"""
from pathlib import Path
from graders.report.store import load, save
path = Path({str(path)!r})
print(save(load(path), path))
"""

    warning = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512)),
    )

    assert "was not written" in warning.stdout
    assert load(path) == report
    assert [file.name for file in tmp_path.iterdir()] == ["latest.json"]


def test_of_two_graders_that_write_at_once_a_reader_sees_one_whole_report(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "latest.json"
    save(report, path)
    code = f"""
from pathlib import Path
from graders.report.store import load, save
path = Path({str(path)!r})
for _ in range(50):
    assert save(load(path), path) == ""
"""
    writers = [subprocess.Popen([sys.executable, "-B", "-c", code]) for _ in range(2)]

    while any(writer.poll() is None for writer in writers):
        assert load(path) == report
    assert [writer.returncode for writer in writers] == [0, 0]
    assert [file.name for file in tmp_path.iterdir()] == ["latest.json"]

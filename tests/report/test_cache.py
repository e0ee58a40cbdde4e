"""Whatever lies in the cache, a verdict comes from it only if it was put there for just this."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from graders.model import KataResult, Sandbox, Status
from graders.report.cache import Cache, Entry

KEY = "a" * 64
OTHER = "a" * 63 + "b"


def entry(results: Mapping[Status, KataResult], status: Status = Status.FAILED, key: str = KEY) -> Entry:
    return Entry(key=key, layer=Sandbox.NAMESPACES, result=results[status])


@pytest.fixture
def kept(results: Mapping[Status, KataResult], tmp_path: Path) -> Path:
    """Return the file of an entry."""
    Cache(tmp_path).keep([entry(results)])
    (file,) = tmp_path.iterdir()
    return file


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.UNDECIDED, Status.UNAVAILABLE, Status.GRADER_ERROR}))
def test_a_verdict_comes_back_as_it_was_and_marked(
    status: Status, results: Mapping[Status, KataResult], tmp_path: Path
) -> None:
    Cache(tmp_path).keep([entry(results, status)])

    found = Cache(tmp_path).find("ttl_memo", KEY)

    assert found is not None
    assert found.layer is Sandbox.NAMESPACES
    assert found.result == replace(results[status], cached=True)


@pytest.mark.parametrize("status", [Status.UNDECIDED, Status.UNAVAILABLE, Status.GRADER_ERROR])
def test_what_says_nothing_about_the_code_is_never_kept(
    status: Status, results: Mapping[Status, KataResult], tmp_path: Path
) -> None:
    Cache(tmp_path / "cache").keep([entry(results, status)])

    assert not (tmp_path / "cache").exists()


def test_another_key_or_kata_finds_nothing_and_that_is_no_note(kept: Path) -> None:
    cache = Cache(kept.parent)

    assert cache.find("ttl_memo", "b" * 64) is None
    assert cache.find("other_kata", KEY) is None
    assert cache.ignored == []


@pytest.mark.parametrize("length", [0, 1, 100, -1])
def test_half_an_entry_is_ignored(length: int, kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:length])
    cache = Cache(kept.parent)

    assert cache.find("ttl_memo", KEY) is None
    assert cache.ignored == [kept.name]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"failed"', '"excellent"'),
        (KEY, OTHER),
        ('"id":"ttl_memo"', '"id":"other_kata"'),
        ('"status":"failed","score"', '"status":"undecided","score"'),
        ('"layer":"namespaces"', '"layer":7'),
    ],
)
def test_an_entry_that_says_something_else_is_ignored(old: str, new: str, kept: Path) -> None:
    assert old in kept.read_text()
    kept.write_text(kept.read_text().replace(old, new))
    cache = Cache(kept.parent)

    assert cache.find("ttl_memo", KEY) is None
    assert cache.ignored == [kept.name]


def test_a_link_a_folder_and_a_pipe_are_ignored(kept: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    kept.rename(there)
    makers: list[Callable[[], object]] = [lambda: kept.symlink_to(there), kept.mkdir, lambda: os.mkfifo(kept)]
    for make in makers:
        make()
        cache = Cache(kept.parent)

        assert cache.find("ttl_memo", KEY) is None
        assert cache.ignored == [kept.name]
        kept.rmdir() if kept.is_dir() else kept.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_another_user_wrote_is_ignored(kept: Path) -> None:
    os.chown(kept, 12345, 12345)
    cache = Cache(kept.parent)

    assert cache.find("ttl_memo", KEY) is None
    assert cache.ignored == [kept.name]


def test_the_oldest_entries_go_when_there_are_too_many(
    kept: Path, results: Mapping[Status, KataResult], tmp_path: Path
) -> None:
    size = kept.stat().st_size
    os.utime(kept, (1, 1))

    Cache(tmp_path, limit=2 * size).keep([entry(results, key="b" * 64), entry(results, key="c" * 64)])

    assert Cache(tmp_path).find("ttl_memo", KEY) is None
    assert all(Cache(tmp_path).find("ttl_memo", letter * 64) for letter in "bc")


def test_what_a_killed_grader_left_half_written_counts_and_goes(
    results: Mapping[Status, KataResult], tmp_path: Path
) -> None:
    left = tmp_path / ".ttl_memo.json.x"
    left.write_bytes(bytes(1 << 20))
    os.utime(left, (1, 1))

    Cache(tmp_path, limit=1 << 20).keep([entry(results)])

    assert not left.exists()


def test_graders_that_write_and_trim_at_once_do_not_disturb_each_other(
    results: Mapping[Status, KataResult], tmp_path: Path
) -> None:
    def work(number: int) -> None:
        cache = Cache(tmp_path, limit=5_000)
        for turn in range(30):
            cache.keep([entry(results, key=f"{turn % 3}" * 64)])
            found = cache.find("ttl_memo", f"{(turn + number) % 3}" * 64)
            assert found is None or found.result.status is Status.FAILED
        assert cache.ignored == []

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))


def test_a_folder_that_cannot_be_written_costs_nothing(results: Mapping[Status, KataResult], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    cache = Cache(tmp_path / "cache")

    cache.keep([entry(results)])

    assert cache.find("ttl_memo", KEY) is None

"""`kata doctor`: what is here, what is missing, what to type."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.cli import doctor
from tests.cli.conftest import World


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the one folder that PATH names."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    for name in ("KATA_REDIS_URL", "KATA_USE_DOCKER"):
        monkeypatch.delenv(name, raising=False)
    return folder


def test_a_missing_service_is_told_with_its_line_and_fails_when_it_was_named(world: World, path: Path) -> None:
    assert world.run(doctor.run, "doctor", "redis") == 1

    assert "redis        missing" in world.printed
    assert "kata doctor --install redis" in world.printed


def test_a_service_is_told_with_its_place(world: World, path: Path) -> None:
    (path / "redis-server").touch(mode=0o755)

    assert world.run(doctor.run, "doctor", "redis") == 0

    assert f"redis        {path}/redis-server" in world.printed


def test_a_password_in_a_url_is_not_printed(world: World, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KATA_REDIS_URL", "redis://me:secret@host/0")

    assert world.run(doctor.run, "doctor", "redis") == 0

    assert "secret" not in world.printed


def test_each_section_is_told_with_what_its_katas_need(world: World, path: Path) -> None:
    world.kata("gamma_kata", group="none_such")
    world.kata("delta_kata", python=">=3.99")

    assert world.run(doctor.run, "doctor", "--section", "2") == 0

    said = world.printed.splitlines()
    section = said[said.index("02_advanced_python") :]
    assert section[1].startswith("  it needs Python >=3.99")
    assert "  group core: here" in section
    assert "  group none_such: has no lock     nox -s lock -- none_such" in section


def test_an_unknown_service_is_wrong_use(world: World) -> None:
    with pytest.raises(SystemExit) as end:
        world.run(doctor.run, "doctor", "oracle")

    assert end.value.code == 2

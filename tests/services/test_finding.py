"""Where a service comes from, in which order, and what is said when it comes from nowhere."""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from graders.catalog.rules import SERVICES
from graders.services.finding import Found, Missing, Source, find
from graders.services.known import NAMES, service

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = Source(
    programs=("tiny-server|tinyd", "tinyctl"), debian=("tiny",), group="server-tiny", image="tiny:1", port=1
)


def program(folder: Path, *names: str) -> Path:
    """Write programs that do nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / name).chmod(stat.S_IRWXU)
    return folder


def nothing(_: str) -> None:
    return None


def test_a_url_comes_first(tmp_path: Path) -> None:
    path = str(program(tmp_path, "tiny-server", "tinyctl"))

    assert find("tiny", SOURCE, {"KATA_TINY_URL": "tiny://x", "PATH": path}, nothing) == Found(url="tiny://x")


def test_then_programs_on_path_all_of_them_by_any_of_their_names(tmp_path: Path) -> None:
    path = program(tmp_path, "tinyd", "tinyctl")

    found = find("tiny", SOURCE, {"PATH": str(path)}, nothing)

    assert found.programs == {"tiny-server": str(path / "tinyd"), "tinyctl": str(path / "tinyctl")}


def test_then_an_installed_wheel(tmp_path: Path) -> None:
    half = program(tmp_path / "half", "tinyd")
    built = program(tmp_path / "env" / "bin", "tinyd", "tinyctl").parent

    found = find("tiny", SOURCE, {"PATH": str(half)}, {"server-tiny": built}.get)

    assert found.programs["tinyctl"] == str(built / "bin" / "tinyctl")


def test_a_wheel_may_have_them_in_a_folder_that_is_called_after_the_machine(tmp_path: Path) -> None:
    source = replace(SOURCE, inside=("tiny/bin/*",))
    place = program(tmp_path / "lib" / "python3.11" / "site-packages" / "tiny" / "bin" / "linux-1", "tinyd", "tinyctl")

    found = find("tiny", source, {"PATH": ""}, {"server-tiny": tmp_path}.get)

    assert found.programs["tinyctl"] == str(place / "tinyctl")


@pytest.mark.parametrize(("asked", "docker"), [("1", "tiny:1"), ("0", None), (None, None)])
def test_docker_only_when_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str | None, docker: str | None
) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path=None: "/x" if name == "docker" else None)
    environ = {"PATH": ""} | ({"KATA_USE_DOCKER": asked} if asked else {})

    if docker:
        assert find("tiny", SOURCE, environ, nothing).docker == docker
    else:
        with pytest.raises(Missing):
            find("tiny", SOURCE, environ, nothing)


def test_what_is_missing_is_said_with_the_line_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path=None: "/x" if name == "apt-get" else None)
    monkeypatch.setattr("os.getuid", lambda: 1000)

    with pytest.raises(Missing) as missing:
        find("tiny", SOURCE, {}, nothing)

    assert str(missing.value).splitlines() == [
        "it needs tiny, which is not on this machine",
        "docker compose up -d tiny     and set KATA_TINY_URL (compose.yaml)",
        "sudo apt-get install -y --no-install-recommends tiny",
        "kata doctor --install tiny",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_compose_has_the_same_services_images_and_ports(name: str) -> None:
    source = service(name).source
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    block = re.search(rf"^  {name}: # KATA_{name.upper()}_URL=.*\n(    .*\n)+", compose, re.MULTILINE)

    assert (block is not None) is bool(source.image)
    if block is not None:
        assert f"image: {source.image}\n" in block[0]
        assert f'"127.0.0.1:{source.port}:{source.port}"' in block[0]


def test_the_catalogue_knows_the_services_that_can_be_started() -> None:
    assert SERVICES == NAMES


def test_ci_installs_every_service() -> None:
    (line,) = re.findall(r"^services=\((.*)\)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)

    assert line.split() == list(NAMES)

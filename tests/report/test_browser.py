"""The page in a real browser: no barrier that axe knows, no error, no request, all of it by keyboard, and no attack.

`KATA_SCREENSHOTS=FOLDER pytest tests/report/test_browser.py` keeps what a person should look at.
"""

from __future__ import annotations

import os
import socket
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from graders.model import KataResult, Status
from graders.report.formats import render
from graders.services.chromium import Browser
from graders.services.relay import Relay
from tests.report.conftest import one
from tests.report.formats.test_page import attacked, everything
from tests.services.world import server

SCREENSHOTS = os.environ.get("KATA_SCREENSHOTS")
TAB, ENTER = "\ue004", "\ue007"
THEMES = ("light", "dark")
WIDTHS = (390, 1280)
OPEN = "return document.querySelectorAll('details[open]').length"
OPEN_ALL = "document.querySelectorAll('details').forEach(part => { part.open = true })"
AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations.map(
    rule => rule.id + ': ' + rule.nodes.map(node => node.html).slice(0, 3).join(' | '))));
"""


@dataclass
class Page:
    """A driven browser that is shown one text after another; `asked` are the paths of all requests that it made."""

    driver: Any
    site: str
    text: str = ""
    asked: list[str] = field(default_factory=list)

    def show(self, text: str, *, theme: str = "light", width: int = 1280, media: str = "") -> None:
        self.text = text
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        scheme = [{"name": "prefers-color-scheme", "value": theme}]
        self.command("Emulation.setEmulatedMedia", media=media, features=scheme)
        self.driver.get(f"{self.site}/page")

    def command(self, name: str, **words: Any) -> Any:
        return self.driver.execute("executeCdpCommand", {"cmd": name, "params": words})["value"]

    def run(self, script: str) -> Any:
        return self.driver.execute_script(script)

    def violations(self) -> list[str]:
        self.run(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
        found: list[str] = self.driver.execute_async_script(AXE)
        return found

    def press(self, key: str) -> str:
        """Press a key; return what has the focus then, and is seen to have it."""
        from selenium.webdriver.common.action_chains import ActionChains  # noqa: PLC0415

        ActionChains(self.driver, duration=0).send_keys(key).perform()
        described: str = self.run(
            "const at = document.activeElement, look = getComputedStyle(at);"
            "const seen = look.outlineStyle !== 'none' && at.getBoundingClientRect().width > 0;"
            "return at === document.body ? '' : at.tagName + ' ' + (seen ? at.textContent.trim() : 'UNSEEN')"
        )
        return described

    def keep(self, name: str) -> None:
        if SCREENSHOTS:
            shot = self.command("Page.captureScreenshot", captureBeyondViewport=True)
            Path(SCREENSHOTS, f"{name}.png").write_bytes(b64decode(shot["data"]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    """Return a page in the browser that katas get too."""
    served = server("chromium")
    served.start()
    try:
        space = served.space()
        assert isinstance(space, Browser)
        yield from driven(space)
    finally:
        served.stop(keep_log=False)


def driven(space: Browser) -> Iterator[Page]:
    from selenium.webdriver import ChromeOptions, Remote  # noqa: PLC0415  (it takes a second)

    options = ChromeOptions()
    for argument in space.options["goog:chromeOptions"]["args"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    page = Page(driver=None, site=space.site)

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.text.encode())

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    door = socket.create_server(("127.0.0.1", 0))
    relay = Relay(door, space.address)
    try:
        with space.serve(Site):
            page.driver = Remote(command_executor=f"http://127.0.0.1:{door.getsockname()[1]}", options=options)
            yield page
            page.driver.quit()
    finally:
        relay.close()
        door.close()


@pytest.fixture(scope="module")
def full() -> str:
    """Return a page with all there is to show."""
    return render("html", *everything({status: one(status) for status in Status}))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_barrier(theme: str, width: int, browser: Page, full: str) -> None:
    browser.show(full, theme=theme, width=width)
    browser.keep(f"closed-{theme}-{width}")
    closed = browser.violations()
    browser.run(OPEN_ALL)
    browser.keep(f"open-{theme}-{width}")

    assert closed == []
    assert browser.violations() == []


def test_axe_sees_a_barrier(browser: Page) -> None:
    """Else the test above would prove nothing."""
    browser.show("<!doctype html><html><title>t</title><p style='color:#ccc'>pale</p><img src='x:'></html>")

    assert {rule.partition(":")[0] for rule in browser.violations()} >= {"html-has-lang", "image-alt"}


def test_themes_differ(browser: Page, full: str) -> None:
    grounds = set()
    for theme in THEMES:
        browser.show(full, theme=theme)
        grounds.add(browser.run("return getComputedStyle(document.body).backgroundColor"))

    assert len(grounds) == len(THEMES)


def test_nothing_is_asked_for_and_nothing_is_complained_about(browser: Page, full: str) -> None:
    browser.driver.execute("getLog", {"type": "browser"})
    browser.asked.clear()

    browser.show(full)
    browser.run(OPEN_ALL)

    assert browser.asked == ["/page"]
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.driver.execute("getLog", {"type": "browser"})["value"] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_only_what_is_wide_scrolls_sideways(width: int, browser: Page, full: str) -> None:
    browser.show(full, width=width)
    browser.run(OPEN_ALL)

    assert browser.run("return document.documentElement.scrollWidth") <= width


def test_all_of_it_is_reached_by_keyboard_and_seen_to_be(browser: Page, full: str) -> None:
    browser.show(full)
    wanted = browser.run(
        "const stops = [...document.querySelectorAll('a, summary, [tabindex=\"0\"]')];"
        "return stops.filter(at => at.checkVisibility()).length"
    )
    visited: list[str] = []
    while described := browser.press(TAB):
        visited.append(described)
        assert len(visited) <= wanted

    assert len(visited) == wanted > 50
    assert not [described for described in visited if described.endswith("UNSEEN")]
    assert visited[0] == "A Skip to the katas"


def test_the_skip_link_leads_to_the_katas_and_a_summary_opens(browser: Page, full: str) -> None:
    browser.show(full)

    browser.press(TAB)
    assert browser.press(ENTER).startswith("H2 Katas of this run")
    while not browser.press(TAB).startswith("SUMMARY"):
        pass
    before = browser.run(OPEN)
    browser.press(ENTER)

    assert browser.run(OPEN) == before + 1


def test_what_is_folded_is_printed(browser: Page, full: str) -> None:
    seen = {}
    for media in ("screen", "print"):
        browser.show(full, media=media)
        seen[media] = browser.run("return document.querySelector('.past figure').checkVisibility()")
    browser.keep("print")

    assert seen == {"screen": False, "print": True}


def test_an_attack_is_text_to_a_browser_too(browser: Page, hostile_page: str) -> None:
    browser.driver.execute("getLog", {"type": "browser"})
    browser.asked.clear()
    browser.show(hostile_page)

    assert browser.asked == ["/page"]
    assert browser.run("return document.querySelectorAll('script, img, iframe').length") == 0
    assert browser.run("return document.body.textContent.includes('<script>alert(1)</script>')")
    assert browser.driver.execute("getLog", {"type": "browser"})["value"] == []
    assert browser.violations() == []


@pytest.fixture
def hostile_page(results: Mapping[Status, KataResult]) -> str:
    """Return the page of a report in which every text is an attack."""
    return render("html", attacked(results))


def test_the_policy_stops_what_would_get_through(browser: Page, report_with_script: str) -> None:
    browser.show(report_with_script)

    assert browser.driver.title != "taken over"


@pytest.fixture
def report_with_script(full: str) -> str:
    """Return a page into which a script has come, which the tests above say cannot be."""
    return full.replace("</header>", "<script>document.title = 'taken over'</script></header>")

"""The oldest engine that is supported shows and does everything; one that is older says that it is too old.

`.ci/old-browsers FOLDER` fetches both; `ITSS_OLD_BROWSERS` names the folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import FLAGS, Watched
from conftest import ROOT
from playwright.sync_api import Browser, Page, sync_playwright
from test_browser import TYPES, every_family

from generators.site.sources import OLDEST_ENGINE

pytestmark = pytest.mark.browser
TOO_OLD = 86
SENTENCE = ".kb-old-browser"
# what Playwright asks of an element, a locator's way, needs a newer engine
SEEN = "one => document.querySelector(one).getBoundingClientRect().height > 0"


@pytest.fixture(scope="module", params=[OLDEST_ENGINE, TOO_OLD])
def old(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One of the two at a time."""
    folder = os.environ.get("ITSS_OLD_BROWSERS")
    if not folder:
        pytest.skip("ITSS_OLD_BROWSERS names no folder; `.ci/old-browsers FOLDER` fetches them")
    home = Path(folder) / str(request.param)
    libraries: dict[str, str | float | bool] = {**os.environ, "LD_LIBRARY_PATH": f"{home / 'lib'}:{home}"}
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=home / "chromium", args=list(FLAGS), env=libraries
        )
        assert running.version.partition(".")[0] == str(request.param)
        yield running
        running.close()


@pytest.fixture
def watched(old: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A page in the old engine that tells what it complained about; `False` is one without script."""
    context = old.new_context(
        base_url=address, service_workers="block", java_script_enabled=getattr(request, "param", True)
    )
    yield Watched(context, address)
    context.close()


oldest = pytest.mark.parametrize("old", [OLDEST_ENGINE], indirect=True)
too_old = pytest.mark.parametrize("old", [TOO_OLD], indirect=True)


def is_seen(page: Page, selector: str) -> bool:
    found: bool = page.evaluate(SEEN, selector)
    return found


def titles(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.kb-list td.kb-at-title')].map(e => e.textContent)"
    )
    return found


@oldest
@every_family
def test_the_oldest_engine_shows_every_page_and_complains_about_nothing(watched: Watched, uri: str) -> None:
    watched.page.goto(uri, wait_until="networkidle")
    assert is_seen(watched.page, "article h1")
    assert not is_seen(watched.page, SENTENCE)
    assert watched.faults == []


@oldest
def test_the_oldest_engine_lays_pages_out_by_their_sort_as_newer_ones_do(watched: Watched) -> None:
    """The first page is headed in one row, lists and figures have the whole width, and titles are no larger."""
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 900})
    for uri, title, wide in (
        ("", 24, True),
        (TYPES["register"], 26, True),
        (TYPES["sla"], 26, True),
        ("about/", 26, False),
    ):
        page.goto(uri, wait_until="networkidle")
        look = page.evaluate("""() => {
          const title = document.querySelector("article h1"), size = parseFloat(getComputedStyle(title).fontSize)
          return [Math.min(size, title.getBoundingClientRect().width), document.querySelector("article").offsetWidth > 1100]
        }""")
        assert look == [title, wide], uri


@oldest
def test_in_the_oldest_engine_the_search_finds(old: Browser, address: str) -> None:
    page = old.new_page(base_url=address)
    page.goto("about/?q=INC-2026-0001", wait_until="networkidle")
    best = (
        page.evaluate("""async () => {
      const found = () => document.querySelector(".kb-hit a")
      for (let turn = 0; turn < 100 && !found(); turn++) await new Promise(done => setTimeout(done, 100))
      return found()?.href }""")
    )  # Playwright's own waiting evaluates texts, which the policy of the page forbids
    page.close()
    assert "/r/INC-2026-0001/" in best


@oldest
def test_in_the_oldest_engine_a_list_is_filtered_by_its_address(watched: Watched) -> None:
    page = watched.page
    page.goto("registers/incident/", wait_until="networkidle")
    every = len(titles(page))
    page.goto("registers/incident/?words=报表", wait_until="networkidle")
    assert 0 < len(titles(page)) < every
    assert all("报表" in one for one in titles(page))
    assert watched.faults == []


@too_old
@pytest.mark.parametrize("watched", [True, False], indirect=True, ids=["script", "no script"])
@pytest.mark.parametrize("uri", ["", TYPES["record"]])
def test_a_still_older_engine_says_so_in_a_sentence_and_the_words_are_there(
    watched: Watched, uri: str
) -> None:
    watched.page.goto(uri)
    assert is_seen(watched.page, SENTENCE)
    assert f"Chromium {OLDEST_ENGINE} " in watched.page.evaluate(
        "one => document.querySelector(one).innerText", SENTENCE
    )
    assert is_seen(watched.page, "article h1")


@pytest.mark.parametrize("name", ["README.md", "docs/about.md", ".ci/old-browsers"])
def test_the_oldest_engine_is_named_where_people_look(name: str) -> None:
    assert re.search(
        rf"(?:Chromium |^    '){OLDEST_ENGINE}\b", (ROOT / name).read_text("utf-8"), re.MULTILINE
    )

"""In a real Chromium no page styles anything inline, and whatever somebody slips in styles nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Visitor, Watched
from playwright.sync_api import Browser, expect
from test_browser import FAMILIES, every_family

pytestmark = pytest.mark.browser

# An attribute, an attribute set by script and an element, as injected markup would have them; then CSSOM, which may.
SLIPPED_IN = """() => {
  const article = document.querySelector("article")
  article.insertAdjacentHTML("beforeend", `<p id=a style="position: fixed">x</p><p id=b>x</p><p id=c>x</p>
    <style>#c { position: fixed }</style>`)
  document.getElementById("b").setAttribute("style", "position: fixed")
  const styled = ["a", "b", "c"].filter(id => getComputedStyle(document.getElementById(id)).position !== "static")
  document.getElementById("a").style.position = "fixed"
  return [styled, getComputedStyle(document.getElementById("a")).position] }"""


@every_family
def test_no_style_counts_that_stands_in_the_page_itself(visit: Visitor, uri: str) -> None:
    page = visit(uri)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "unsafe" not in policy
    assert page.locator("[style]").count() == page.evaluate(
        "[...document.querySelectorAll('[style]')].filter(e => e.style.length).length"
    )  # what the theme sets through CSSOM shows as an attribute; one that was blocked holds no declaration
    assert page.evaluate(SLIPPED_IN) == [[], "fixed"]


@every_family
def test_nobody_is_called_too_old_today_and_browsers_with_two_engines_are_asked_for_the_newer(
    visit: Visitor, uri: str
) -> None:
    page = visit(uri)
    expect(page.locator(".kb-old-browser")).to_have_count(1)
    expect(page.locator(".kb-old-browser")).to_be_hidden()
    assert page.locator("head > meta[name=renderer]").get_attribute("content") == "webkit"


@pytest.mark.parametrize("uri", FAMILIES.values(), ids=FAMILIES)
def test_no_built_file_complains_when_it_is_opened_without_a_server(
    browser: Browser, built: Path, uri: str
) -> None:
    context = browser.new_context(service_workers="block")
    watched = Watched(context, "file://")
    file = built / "base/site" / uri
    watched.page.goto((file / "index.html" if file.is_dir() else file).as_uri(), wait_until="networkidle")
    watched.page.wait_for_load_state()  # where much else runs, nothing moves although the page is not read yet
    expect(watched.page.locator("article")).to_have_count(1)
    violations = [one for one in watched.faults if "Content Security Policy" in one or "-src" in one]
    context.close()
    assert violations == []

"""Charts in a real Chromium: nothing inline, words that cover no others, one drawing at a time, dark in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import PHONE, Watched
from chart_samples import drawn
from conftest import ROOT, served
from playwright.sync_api import Browser

from generators.charts import shapes

pytestmark = pytest.mark.browser

KB = ROOT / "generators/site/web/assets/kb"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'"
# words of a drawing that stand on other words of it by more than a hair
COVERED = """() => {
  const found = []
  for (const svg of document.querySelectorAll("svg.itss-chart")) {
    if (!svg.checkVisibility()) continue
    const all = [...svg.querySelectorAll("text")].map(one => [one.textContent, one.getBBox()])
    const {width, height} = svg.viewBox.baseVal
    all.forEach(([words, a], at) => {
      if (a.x < -1.5 || a.x + a.width > width + 1.5 || a.y < -3 || a.y + a.height > height + 3) found.push(`outside: ${words}`)
      for (const [others, b] of all.slice(at + 1))
        if (Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1
            && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 6) found.push(`${words} / ${others}`)
    })
  }
  return found }"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with every chart on it, as strict as a page of the site will be."""
    folder: Path = tmp_path_factory.mktemp("charts")
    body = "".join(drawn().values())
    looks = "".join(f'<link rel="stylesheet" href="{name}.css">' for name in ("tokens", "charts"))
    (folder / "index.html").write_text(
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><link rel="icon" href="data:,">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY} data:">{looks}</head>'
        f'<body data-md-color-scheme="default"><main class="md-typeset">{shapes.sprite(body)}{body}</main></body></html>',
        "utf-8",
    )
    for name in ("tokens", "charts"):
        (folder / f"{name}.css").write_bytes((KB / f"{name}.css").read_bytes())
    with served(folder) as address:
        yield address


@pytest.fixture
def seen(browser: Browser, gallery: str) -> Iterator[Watched]:
    context = browser.new_context(base_url=gallery)
    watched = Watched(context, gallery)
    yield watched
    context.close()


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE], ids=["wide", "phone"])
def test_no_words_cover_others_or_leave_their_drawing(seen: Watched, size: dict[str, int]) -> None:
    seen.page.set_viewport_size({"width": size["width"], "height": size["height"]})
    seen.page.goto("")
    assert seen.page.evaluate(COVERED) == []
    assert seen.faults == []


def test_one_of_two_drawings_is_shown_and_the_wide_one_on_paper(seen: Watched) -> None:
    shown = "() => [...document.querySelectorAll('.itss-wide, .itss-tall')].filter(e => e.checkVisibility()).map(e => e.classList[1])"
    seen.page.set_viewport_size({"width": 1280, "height": 900})
    seen.page.goto("")
    assert set(seen.page.evaluate(shown)) == {"itss-wide"}
    seen.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert set(seen.page.evaluate(shown)) == {"itss-tall"}
    seen.page.emulate_media(media="print")
    assert set(seen.page.evaluate(shown)) == {"itss-wide"}


def test_the_dark_is_dark_on_a_screen_and_light_on_paper(seen: Watched) -> None:
    ink = "() => getComputedStyle(document.querySelector('.itss-t-bold')).fill"
    seen.page.goto("")
    light = seen.page.evaluate(ink)
    seen.page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert seen.page.evaluate(ink) != light
    seen.page.emulate_media(media="print")
    assert seen.page.evaluate(ink) == light


def test_stripes_are_painted(seen: Watched) -> None:
    """A pattern that is missing would leave nothing: the middle of a late part is never plain paper."""
    seen.page.goto("")
    fills = seen.page.evaluate(
        "() => [...new Set([...document.querySelectorAll('.itss-chart rect')].map(e => getComputedStyle(e).fill))]"
    )
    named = {one.partition("#")[2].rstrip('")') for one in fills if one.startswith("url")}
    assert named == {f"itss-pattern-{name}" for name in ("striped", "hatched", "slow", "off", "paused")}
    assert all(seen.page.locator(f"#{name}").count() == 1 for name in named)


def test_a_chart_is_walked_by_keyboard(seen: Watched) -> None:
    seen.page.goto("")
    seen.page.keyboard.press("Tab")
    name = seen.page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert name == "1 月 3/3"

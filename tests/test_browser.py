"""The site in a real Chromium: silent, within its origin, readable on a phone, in the dark and on paper."""

from __future__ import annotations

import json
import mimetypes
import re
from pathlib import Path

import pytest
from browsing import PHONE, TIMEOUT, Visitor, Watched, search, too_wide
from conftest import SETTINGS, build_site, sound_base, write_base
from playwright.sync_api import Browser, Route, expect

pytestmark = pytest.mark.browser

TYPES = {
    "home": "",
    "registers": "registers/",
    "register": "registers/incident/",
    "record": "r/INC-2026-0001/",
    "runbook": "r/RB-ORA-ACCOUNT/",
    "dr-plan": "r/DP-PLATFORM/",
    "emergency-plan": "r/EP-PLATFORM/",
    "roster": "r/RO-2026-03/",
    "obligation": "r/OB-001/",
    "compliance": "compliance/",
    "obligations": "compliance/obligations/",
    "source": "compliance/source/CT-2026-01/",
    "judgements": "judgements/",
    "sla": "sla/",
    "sla-month": "sla/2026-03/",
    "sla-quarter": "sla/2026-Q1/",
    "sla-year": "sla/2026/",
    "diagnosis": "diagnosis/",
    "diagnosis-quarter": "diagnosis/2026-Q1/",
    "supervision": "supervision/",
    "supervision-month": "supervision/2026-03/",
    "inspections": "inspections/",
    "trainings": "trainings/",
    "drills": "drills/",
    "rosters": "rosters/",
    "roster-month": "rosters/2026-03/",
    "calendar": "calendar/",
    "to-do": "calendar/list/",
    "books": "books/",
    "forms": "forms/",
    "form": "forms/training/",
    "findings": "audit/findings/",
    "codes": "help/codes/",
    "schemas": "help/schemas/",
    "schema": "help/schema-incident/",
    "glossary": "help/glossary/",
    "about": "about/",
    "manual": "obligations/",
    "document": "adr/0010-what-we-wrote-ourselves/",
    "404": "404.html",
}
every_type = pytest.mark.parametrize("uri", TYPES.values(), ids=TYPES)
# What all pages have from the one shell they are stamped from is looked at on one page of each family; axe
# (test_accessibility) and paper (test_print) look at every type once more.
FAMILIES = {
    name: TYPES[name]
    for name in (
        *("home", "register", "record", "runbook", "roster", "compliance", "sla", "form"),
        *("codes", "schema", "about", "manual", "document", "404"),
    )
}
every_family = pytest.mark.parametrize("uri", FAMILIES.values(), ids=FAMILIES)
# Every piece of text in the article, and how light it and its ground are with everything above mixed in.
COLOURS = """() => {
  const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n[3] ?? 1] }
  const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3])).concat(1)
  const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  const light = c => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2])
  const found = []
  for (const one of document.querySelectorAll("article :is(p, td, th, a, li, dt, dd, summary, code, span)")) {
    const own = [...one.childNodes].some(n => n.nodeType === 3 && n.data.trim())
    if (!own || !one.checkVisibility() || one.matches(".headerlink")) continue
    const chain = []
    for (let e = one; e; e = e.parentElement) chain.unshift(getComputedStyle(e))
    let back = [255, 255, 255, 1], opacity = 1
    for (const style of chain) { back = over(parse(style.backgroundColor), back); opacity *= style.opacity }
    const ink = parse(getComputedStyle(one).color)
    ink[3] *= opacity
    const [a, b] = [light(over(ink, back)), light(back)]
    const text = `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 30)}`
    found.push({text, ink: a, paper: b, contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)})
  }
  return found }"""


@every_type
def test_no_page_complains_or_asks_for_anything_elsewhere(watched: Watched, uri: str) -> None:
    page = watched.page
    page.goto(uri, wait_until="networkidle")
    search(page, "采集")
    page.keyboard.press("Escape")
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload(wait_until="networkidle")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert watched.faults == []


def test_the_watch_itself_notices_a_request_and_a_violation(watched: Watched) -> None:
    watched.page.goto("about/")
    watched.page.evaluate("fetch('http://192.0.2.1/x').catch(() => 0)")
    watched.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://192.0.2.1/y.png'}))")
    watched.page.wait_for_timeout(200)
    assert any("192.0.2.1" in one for one in watched.faults)


@every_family
def test_no_script_runs_that_the_site_did_not_bring(visit: Visitor, uri: str) -> None:
    page = visit(uri)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src "))
    assert "unsafe-inline" not in scripts
    assert "unsafe-eval" not in policy
    page.evaluate("""() => {
      window.ran = []
      const script = document.createElement("script")
      script.textContent = "ran.push('inline')"
      document.head.append(script)
      document.body.insertAdjacentHTML("beforeend", `<a id=bait href="javascript:ran.push('link')"
        onclick="ran.push('handler')">x</a>`)
      document.getElementById("bait").click()
      setTimeout("ran.push('text')") }""")
    page.wait_for_timeout(100)
    assert page.evaluate("ran") == []


@every_type
def test_on_a_phone_nothing_is_wider_than_the_screen(visit: Visitor, uri: str) -> None:
    page = visit(uri, viewport=PHONE, is_mobile=True, has_touch=True)
    assert page.viewport_size == PHONE
    assert too_wide(page) == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
@every_family
def test_text_can_be_read_in_every_light(visit: Visitor, uri: str, scheme: str) -> None:
    page = visit(uri, color_scheme=scheme)
    expected = {"dark": "slate", "light": "default"}[scheme]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", expected)
    found = page.evaluate(COLOURS)
    assert found or uri == "404.html"
    assert {one["text"]: round(one["contrast"], 2) for one in found if one["contrast"] < 4.5} == {}


@every_family
def test_on_paper_the_page_is_dark_on_white_even_from_dark_mode(visit: Visitor, uri: str) -> None:
    page = visit(uri, color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert any(one["paper"] < 0.1 for one in page.evaluate(COLOURS)) or uri == "404.html"
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("document.getAnimations().forEach(one => one.finish())")  # the theme fades colours
    found = page.evaluate(COLOURS)
    assert {one["text"]: one for one in found if one["paper"] < 0.8 or one["contrast"] < 4.5} == {}
    assert not page.locator(".md-header, .md-tabs, .md-sidebar--primary").locator("visible=true").count()
    for element in ("html", "body"):
        paper = page.locator(element).evaluate("e => getComputedStyle(e).backgroundColor")
        assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("uri", [uri for uri in FAMILIES.values() if uri != "404.html"])
def test_the_first_tab_offers_to_skip_to_the_text(visit: Visitor, uri: str) -> None:
    page = visit(uri)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    page.keyboard.press("Enter")
    target = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert target
    assert page.locator(f'article [id="{target}"]').count() == 1
    page.keyboard.press("Tab")
    assert not page.evaluate("!!document.activeElement.closest('.md-header, .md-tabs, .md-sidebar')")


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("INC-2026-0001", "r/INC-2026-0001/"),
        ("P-004", "r/P-004/"),
        ("CT-2026-01", "r/CT-2026-01/"),
        ("RB-ORA-ACCOUNT", "r/RB-ORA-ACCOUNT/"),
        ("ORA-28001", "r/RB-ORA-ACCOUNT/"),
        ("锁定 过期", "r/RB-ORA-ACCOUNT/"),
    ],
)
def test_searching_for_an_id_a_code_or_two_words_opens_that_record(
    visit: Visitor, address: str, text: str, uri: str
) -> None:
    page = visit("about/")
    best = search(page, text).first.locator("a").first
    expect(best).to_have_attribute("href", re.compile(rf"^{re.escape(address + uri)}([?#].*)?$"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{uri}*")


def test_markup_in_a_record_stays_text_in_the_results(browser: Browser, tmp_path: Path) -> None:
    base = sound_base()
    path = "records/process/incident/2026/INC-2026-0002.yaml"
    words = json.dumps('琥珀 "><img src=x onerror=alert(1)><b>粗</b>').encode()
    base[path] = base[path].replace("导出的报表列顺序不对".encode(), words) + b"note: " + words + b"\n"
    root = write_base(tmp_path, {**base, "pyproject.toml": SETTINGS})
    build_site(root, root / "site")

    def answer(route: Route) -> None:
        file = root / "site" / route.request.url.partition("http://kb/")[2].partition("?")[0]
        file = file / "index.html" if file.is_dir() else file
        kind = mimetypes.guess_type(file.name)[0] or "text/plain"
        route.fulfill(body=file.read_bytes(), content_type=kind) if file.is_file() else route.abort()

    context = browser.new_context()
    context.set_default_timeout(TIMEOUT)
    context.route("**/*", answer)
    page = context.new_page()
    page.goto("http://kb/")
    results = search(page, "琥珀")
    expect(results.first).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".kb-find-hits :is(img, b)").count() == 0
    context.close()

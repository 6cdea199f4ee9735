"""The demonstration year's site in a real Chromium: long pages fit a phone, and a year of records is searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import PHONE, Visitor, Watched, search, too_wide
from conftest import served
from demonstration import IDS
from playwright.sync_api import ViewportSize, expect

pytestmark = pytest.mark.browser

LONG_PAGES = {
    "home": "",
    "register": "registers/incident/",
    "obligation": "r/OB-015/",
    "readings": "r/OB-019/",
    "roster": "r/RO-2026-08/",
    "runbook": "r/RB-ORA-ARCHIVE/",
    "compliance": "compliance/",
    "judgements": "judgements/",
    "sla": "sla/",
    "findings": "audit/findings/",
}
# what lies between the margins of A4, at 96 dots an inch
PORTRAIT: ViewportSize = {"width": 672, "height": 980}
LANDSCAPE: ViewportSize = {"width": 1031, "height": 680}
every_long_page = pytest.mark.parametrize("uri", LONG_PAGES.values(), ids=LONG_PAGES)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """This repository's own site over HTTP."""
    with served(site) as found:
        yield found


@every_long_page
def test_no_long_page_complains_or_asks_for_anything_elsewhere(watched: Watched, uri: str) -> None:
    watched.page.goto(uri, wait_until="networkidle")
    search(watched.page, "采集")
    assert watched.faults == []


@every_long_page
def test_on_a_phone_no_long_page_is_wider_than_the_screen(visit: Visitor, uri: str) -> None:
    assert too_wide(visit(uri, viewport=PHONE, is_mobile=True, has_touch=True)) == []


@every_long_page
def test_on_paper_no_long_page_loses_a_column_or_what_is_folded(visit: Visitor, uri: str) -> None:
    page = visit(uri)
    page.emulate_media(media="print")
    lies = page.evaluate("getComputedStyle(document.body).page") == "wide"
    page.set_viewport_size(LANDSCAPE if lies else PORTRAIT)
    assert too_wide(page) == []
    folded = page.locator("details.kb-beside td").all()
    assert all(one.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})") for one in folded[:1])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("INC-2026-0001", "INC-2026-0001"),
        ("P-004", "P-004"),
        ("CT-2026-01", "CT-2026-01"),
        ("RB-ORA-ACCOUNT", "RB-ORA-ACCOUNT"),
        ("ORA-28001", "RB-ORA-ACCOUNT"),
        ("锁定 过期", "RB-ORA-ACCOUNT"),
        ("归档 满", "RB-ORA-ARCHIVE"),
        ("ORA-12541", "RB-ORA-LISTENER"),
        ("连接池", "RB-POOL"),
        ("单点登录", "RB-SSO"),
        ("客户端 灰", "RB-CLIENT-OFFLINE"),
    ],
)
def test_searching_a_year_for_an_id_a_code_or_two_words_opens_that_record(
    visit: Visitor, address: str, text: str, found: str
) -> None:
    assert found in IDS
    page = visit("about/")
    best = search(page, text).first.locator("a").first
    expect(best).to_have_attribute("href", re.compile(rf"^{re.escape(f'{address}r/{found}/')}([?#].*)?$"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}r/{found}/*")

"""The sheets of the clocks in a real Chromium: a quarter is one sheet of paper, a phone shows all five rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_base
from browsing import PHONE, Visitor, too_wide
from conftest import SETTINGS, build_site, served, write_base
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FULL = 3  # beside the five that are missed anyway: no more fit on the sheet
_SHEET = re.compile(rb"/Type /Page\b(?!s)")


def site(home: Path, more: int) -> Path:
    late = {
        small_base.PATH.format(number): small_base.late_as_eleven(number) for number in range(13, 13 + more)
    }
    files = {**small_base.files(), **late}
    for number in (9, 10):  # they still run
        del files[small_base.PATH.format(number)]
    settings = SETTINGS + f'as_of = "{small_base.NOON.isoformat()}"\n'.encode()
    write_base(home / "base", {**files, "pyproject.toml": settings})
    build_site(home / "base", home / "site")
    return home / "site"


@pytest.fixture(scope="module", params=[FULL, FULL + 1])
def more(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture(scope="module")
def visit(browser: Browser, more: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with served(site(tmp_path_factory.mktemp("季度"), more)) as address:
        visitor = Visitor(browser, address)
        yield visitor
        visitor.leave()


def sheets(page: Page) -> int:
    return len(_SHEET.findall(page.pdf(prefer_css_page_size=True)))


def test_a_quarter_is_one_sheet_and_more_than_eight_misses_are_on_another(visit: Visitor, more: int) -> None:
    page = visit("sla/2026-Q1/")
    assert sheets(page) == (1 if more == FULL else 2)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1031, "height": 680})
    assert page.locator(".itss-sla-sign").is_visible()
    assert page.locator(".itss-sla-misses tbody tr").count() == 5 + more
    assert too_wide(page) == []


def test_a_phone_shows_a_period_without_moving_it_sideways(visit: Visitor) -> None:
    for uri in ("sla/", "sla/2026-02/", "sla/2026-Q1/"):
        assert too_wide(visit(uri, viewport=PHONE)) == []

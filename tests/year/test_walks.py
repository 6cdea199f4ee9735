"""Manager, officer and auditor reach what they need from the home page of the year, each click counted."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from browsing import Watched
from conftest import ROOT, build_site, served
from demonstration import IDS
from playwright.sync_api import Browser, Page, expect

from generators import audience
from generators.records.reader import Who

pytestmark = pytest.mark.browser


class Need(NamedTuple):
    """What somebody asks, the links he follows from the home page, and what he then sees without another click."""

    asks: str
    clicks: tuple[str, ...]
    ends: str
    sees: str


MOST = 3
RECORD = 20_000  # bytes, compressed as a server does it
# the tab of the pages that the officer and the manager share
MONTHS = ".md-tabs a[href='supervision/']"
DIAGNOSIS = ".kb-section a[href$='diagnosis/']"
SLA = ".md-tabs a[href='sla/']"
COMPLIANCE = ".md-tabs a[href='compliance/']"
MANAGER = (
    Need("who is on duty and on what number", (), "", ".itss-duty a[href^='tel:']"),
    Need("how the month goes", (), "", ".itss-kpi .kb-count"),
    Need("what runs, and how long is left", (".itss-tile-running a", ".kb-list a[href*='INC-2026-0070']"),
         "r/INC-2026-0070/", ".itss-clock-due, .itss-clock-at-risk"),
    Need("what is overdue", (".itss-tile-overdue a", ".kb-list td a[href*='/r/'] >> nth=0"), "r/", "h1"),
    Need("what falls due in thirty days", (".itss-tile-soon a",), "calendar/list/?waits=soon", ".kb-list td a"),
    Need("why something was not done", (".itss-causes th a >> nth=0",), "r/P-004/", ".itss-blamed a"),
    Need("when the year's periods fall due", (".itss-doors a[href='calendar/']",), "calendar/", "article td a"),
    Need("why a quarter's incident was late, and who agreed",
         (SLA, ".itss-sla-periods a[href='2026-Q3/']", "#misses a[href*='INC-2026-0061'] >> nth=0"),
         "r/INC-2026-0061/", ".itss-clock-late"),
)  # fmt: skip
OFFICER = (
    Need("what waits for his signature", (".itss-tile-signature a",), "calendar/list/?waits=signature", "h1"),
    Need("whether the months are signed, and what is disputed", (MONTHS,), "supervision/", "#disputes ~ table"),
    Need("which readings were eased by agreement", (MONTHS,), "supervision/", "#decisions"),
    Need("how each record of a month went",
         (MONTHS, "a[href='2026-10/']", "th a[href*='INC-2026-0066'] >> nth=0"), "r/INC-2026-0066/", ".itss-clock"),
    Need("the sheet that was signed, as a file",
         (MONTHS, "td a[href$='r/CF-2026-10/']", "#attachments ~ table a"), "r/CF-2026-10/CF-2026-10-signed.txt", "body"),
    Need("what was accepted", (MONTHS, "a[href$='r/AP-2026-01/']"), "r/AP-2026-01/", "#deliverables"),
    Need("the acceptance as it was signed, as a file",
         (MONTHS, "a[href$='r/AP-2026-01/']", "#attachments ~ table a"), "r/AP-2026-01/AP-2026-01-signed.txt", "body"),
    Need("what the next sheet will hold", (MONTHS,), "supervision/", "#draft ~ table"),
    Need("whether the quarter's report says what the registers say",
         (MONTHS, DIAGNOSIS, "h2 a[href='2026-Q3/']"), "diagnosis/2026-Q3/", ".itss-told"),
    Need("who came to the trainings of his people", (MONTHS, ".kb-section a[href$='trainings/']"), "trainings/", "table"),
    Need("whether somebody was there every day", (MONTHS, ".kb-section a[href$='rosters/']"), "rosters/", ".itss-chart"),
    Need("what was not done of the contract, by cause", (COMPLIANCE,), "compliance/", "#causes ~ table th a"),
    Need("how the month of an incident went",
         (".itss-causes a[href*='INC-2026-0066']", ".itss-band a[href*='sla/2026-10/']"), "sla/2026-10/", "#misses"),
    Need("who is on duty now", (), "", ".itss-duty td a[href^='r/P-']"),
    Need("what his guide says he may do", (".itss-doors a[href='r/GD-CUSTOMER/']",), "r/GD-CUSTOMER/", "h1"),
    Need("the sheet of the quarter", (SLA, ".itss-sla-periods a[href='2026-Q3/']"), "sla/2026-Q3/", ".itss-sla-matrix"),
)  # fmt: skip
AUDITOR = (
    Need("what was not done, by cause", (COMPLIANCE, ".itss-causes th a >> nth=0"), "r/P-004/", ".itss-blamed a"),
    Need("a contradiction and the minutes that decide it",
         (COMPLIANCE, ".itss-compare a[href$='r/DC-2026-04/'] >> nth=0"), "r/DC-2026-04/", "article dl"),
    Need("what shows a sentence of the contract",
         (COMPLIANCE, "#order a", "a[href$='r/OB-015/'] >> nth=0"), "r/OB-015/", "td a[href*='INC-2026-']"),
    Need("an obligation and a record that broke it",
         (COMPLIANCE, ".itss-compare a[href$='r/OB-015/'] >> nth=0", "td a[href*='INC-2026-0059/'] >> nth=0"),
         "r/INC-2026-0059/", ".itss-clock-late"),
    Need("which clauses of a standard nobody covers",
         (COMPLIANCE, ".itss-trees a[href='source/STD-GBT-28827-1-2022/']"),
         "compliance/source/STD-GBT-28827-1-2022/", ".itss-state-missing"),
    Need("what the base's own check says",
         (".itss-doors a[href='audit/findings/']", "td a[href$='r/DC-2026-04/'] >> nth=0"), "r/DC-2026-04/", ".itss-look"),
    Need("the records behind a number",
         (SLA, ".itss-sla-matrix .itss-total .kb-count >> nth=0", ".kb-list td a[href*='r/'] >> nth=0"), "r/", "h1"),
)  # fmt: skip
WALKS = {"manager": MANAGER, "officer": OFFICER, "auditor": AUDITOR}


@pytest.fixture(scope="module")
def addresses(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """This repository's own sites over HTTP: an officer sees no other than the customer's."""
    outside = tmp_path_factory.mktemp("customer") / "site"
    build_site(ROOT, outside, lambda base: audience.seen_by(base, Who.CUSTOMER))
    with served(site) as own, served(outside) as shown:
        yield {"manager": own, "auditor": own, "officer": shown}


def test_no_page_of_a_record_is_heavier_than_a_telephone_takes_quickly(site: Path) -> None:
    """What a run of a book needs is loaded with its scripts, and goes on when the server is gone."""
    weights = {
        path.parent.name: len(gzip.compress(path.read_bytes(), 6)) for path in site.glob("r/*/index.html")
    }
    assert len(weights) > 800
    assert {name: weight for name, weight in weights.items() if weight > RECORD} == {}


def walked(page: Page, clicks: tuple[str, ...]) -> None:
    """Follow links that can be seen, one click each, from the home page."""
    page.goto("")
    for link in clicks:
        here = page.url
        page.locator(link if link.startswith(".md-tabs") else f"article {link}").first.click()
        expect(page).not_to_have_url(here)
        page.wait_for_load_state()


def test_the_walks_end_at_records_of_the_demonstration() -> None:
    ends = {need.ends.split("/")[1] for some in WALKS.values() for need in some if need.ends.startswith("r/")}
    assert ends - {""} <= set(IDS)


@pytest.mark.parametrize("role", WALKS)
def test_whoever_asks_sees_the_answer_within_three_clicks_of_the_home_page(
    browser: Browser, addresses: Mapping[str, str], role: str
) -> None:
    address = addresses[role]
    context = browser.new_context(base_url=address, service_workers="block")
    watched = Watched(context, address)
    for need in WALKS[role]:
        assert len(need.clicks) <= MOST, need.asks
        walked(watched.page, need.clicks)
        assert watched.page.url.startswith(address + need.ends), need.asks
        expect(watched.page.locator(need.sees).locator("visible=true").first, need.asks).to_be_visible()
    context.close()
    assert watched.faults == []

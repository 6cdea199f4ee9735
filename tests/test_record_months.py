"""A record leads to its month: the day it was reported to the clocks, a roster or a sheet to the page that lays it out."""

from __future__ import annotations

import re

import figures_base
import small_base
from duties_base import read as rosters
from figures_base import JULY
from small_base import incidents
from test_diagnosis_pages import REPORT
from test_roster_pages import AFTER, TURNS
from test_scope import BOTH, SECOND, incident, read, two
from test_supervision_pages import CONFIRMATION
from test_supervision_pages import read as confirmed

from generators import address
from generators.knowledge import KnowledgeBase
from generators.site.pages import pages


def ways(base: KnowledgeBase, record: str, root: str) -> list[str]:
    """Where the top of a record's page leads to, below an address."""
    uri = address.record(record)
    (body,) = [page.body for page in pages(base) if page.uri == uri]
    top = body.partition('class="itss-band"')
    band = top[0] + top[2].partition("</div>")[0]
    return re.findall(rf'href="\.\./\.\./({root}[^"]*)"', band)


def test_the_day_on_which_something_was_reported_leads_to_the_clocks_of_its_month() -> None:
    base = small_base.read()
    one, february, struck_out = incidents(1, 4, 12)
    assert ways(base, one, "sla/") == ["sla/2026-01/"]
    assert ways(base, february, "sla/") == ["sla/2026-02/"]
    assert ways(base, struck_out, "sla/") == []  # nobody judges it, so no month counts it
    assert {page.uri for page in pages(base)} >= {"sla/2026-01/", "sla/2026-02/"}


def test_what_belongs_to_a_further_contract_leads_to_the_clocks_of_that() -> None:
    base = read(two(BOTH, incident(811, None), incident(812, SECOND)))
    (own,), (second,) = (ways(base, name, "sla/") for name in ("INC-2026-0811", "INC-2026-0812"))
    assert second == own.replace("sla/", f"sla/{SECOND}/")
    assert {own, second} <= {page.uri for page in pages(base)}


def test_a_roster_a_sheet_and_a_report_lead_to_the_page_of_their_time() -> None:
    assert ways(rosters(TURNS, now=AFTER), "RO-2026-03", "rosters/") == ["rosters/2026-03/"]
    assert ways(confirmed(CONFIRMATION), "CF-2026-01", "supervision/") == ["supervision/2026-01/"]
    told = figures_base.read(JULY, RP_2026_Q2=REPORT.format(said="预警 20 条，误报 5 条"))
    assert ways(told, "RP-2026-Q2", "diagnosis/") == ["diagnosis/2026-Q2/"]

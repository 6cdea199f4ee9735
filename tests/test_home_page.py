"""The first page and the calendar as pages: every number opens its list, nothing leads nowhere, text stays text."""

from __future__ import annotations

import json
import re
from datetime import datetime

from conftest import ROOT
from duties_base import read as duties
from duties_base import roster, row
from lists import listings, numbers, wrong
from small_base import files, of, read

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures.on_duty import on_duty
from generators.measures.things import things
from generators.site import now
from generators.site.on_duty import people, rows
from generators.site.pages import agenda, home, months
from generators.site.pages import pages as all_pages


def pages(base: KnowledgeBase) -> dict[str, str]:
    return {
        page.uri: page.body for page in all_pages(base) if page.uri in ("", address.CALENDAR, address.THINGS)
    }


def test_every_number_of_home_and_calendar_opens_exactly_its_rows() -> None:
    base = read()
    found = [one for uri, text in pages(base).items() for one in numbers(uri, text)]
    assert len(found) > 30
    assert wrong(listings(base), found) == []


def test_the_tiles_say_what_the_small_base_holds() -> None:
    assert [(one.wait, one.number.number) for one in home.view(read()).tiles] == [
        ("running", 2), ("overdue", 2), ("soon", 1), ("signature", 0),
    ]  # fmt: skip


def test_the_contract_is_told_by_its_day() -> None:
    """20 March is the 31 + 28 + 20th day of the year."""
    term = home.view(read()).term
    assert term is not None
    assert (term.day, term.days, term.width) == (79, 365, 15.8)


def test_this_month_stands_before_the_last_one_and_the_year() -> None:
    """Response: March has 11 (late) only; February 4 met of 4 and 5; the year 3 of 6 with 1, 2 and 3 of January."""
    found = months.months(read())
    assert (tuple(one.title for one in found.heads), found.span) == (("3 月", "2 月", "全年"), "1 月 — 3 月")
    [line] = [one for one in found.lines if one.clock.id == "OB-901"]
    assert [(one.met.number, one.judged.number) for one in line.shown] == [(0, 1), (1, 2), (3, 6)]
    assert line.missed.number == 3


def test_what_still_runs_in_a_month_is_told_as_on_the_page_of_its_clocks() -> None:
    """Without 11, which is late, March has 9 and 10, which run; without these, too, it has nothing."""
    alone = {name: text for name, text in files().items() if "0011.yaml" not in name}
    [line] = [one for one in months.months(of(alone)).lines if one.clock.id == "OB-901"]
    assert (line.shown[0].judged.number, line.shown[0].empty) == (0, "")
    assert [(one.word, one.judgements.number) for one in line.shown[0].left] == [("计时中", 2)]
    none = {name: text for name, text in alone.items() if not name.endswith(("0009.yaml", "0010.yaml"))}
    [line] = [one for one in months.months(of(none)).lines if one.clock.id == "OB-901"]
    assert (line.shown[0].empty, line.shown[0].left) == ("无事件", ())


def test_a_month_before_the_contract_is_not_shown() -> None:
    base = read(datetime.fromisoformat("2026-01-20T12:00:00+08:00"))
    assert tuple(one.title for one in months.months(base).heads) == ("1 月", "12 月", "全年")
    assert months.months(base).span == "12 月 — 1 月"


def test_the_days_begin_with_today_and_tell_what_is_far_by_kinds() -> None:
    base = read()
    found = agenda.agenda(base, things(base))
    assert [(one.iso, len(one.entries)) for one in found.days] == [("2026-03-20", 2), ("2026-03-31", 1)]
    assert [one.at for one in found.days[0].entries] == ["12:05", "12:55"]
    assert [(one.iso, one.what, one.number.number) for one in found.far] == [
        (f"2026-{day}", "警示通报", 1) for day in ("06-30", "09-30", "12-31")
    ]


def test_a_base_with_a_contract_only_has_a_home_that_leads_nowhere_false() -> None:
    some = {path: text for path, text in files().items() if "records/" not in path or "/contract/" in path}
    found = pages(of(some))
    assert "calendar.ics" not in found[""]
    assert 'href="sla/"' not in found[""]
    assert 'href="compliance/"' not in found[""]
    assert "今日概况" in found[""]


def rostered() -> KnowledgeBase:
    some = [
        row("2026-03-02T08:00", "2026-03-02T20:00", 1),
        row("2026-03-02T20:00", "2026-03-03T08:00", 2),
    ]
    return duties(roster("2026-03", rows=some), now=datetime.fromisoformat("2026-03-02T09:00:00+08:00"))


def test_the_row_of_a_duty_says_who_has_it_until_when_and_who_follows() -> None:
    base = rostered()
    [hotline, *_] = rows(base, on_duty(base))
    assert (hotline.code, hotline.title, hotline.until) == ("hotline", "热线", "03-02 20:00")
    assert [one.ref.id for one in hotline.people] == ["P-001"]
    assert hotline.follows is not None
    assert hotline.follows.ref.id == "P-002"


def test_the_script_is_given_every_turn_of_the_near_days_in_its_named_shape() -> None:
    base = rostered()
    known = on_duty(base)
    given = now.data(base, known, people(base, known).values())
    begin = int(datetime.fromisoformat("2026-03-02T08:00:00+08:00").timestamp())
    assert given["as_of"] == begin + 3_600
    assert given["duties"] == {
        "hotline": [
            [begin, begin + 43_200, "P-001", "03-02 20:00"],
            [begin + 43_200, begin + 86_400, "P-002", "03-03 08:00"],
        ]
    }
    assert given["people"].keys() == {"P-001", "P-002"}
    assert {*given["people"]["P-001"]} == {"name", "href", "tel", "flag"}
    assert {*given["say"]} == {*now.SAYS, *now.UNITS}


def test_no_text_of_a_record_ends_the_element_that_hands_it_over() -> None:
    nasty = {"people": {"P-001": {"name": "</script><script>alert(1)</script>&amp;"}}}
    text = str(now.script(nasty))
    inside = re.fullmatch(r'<script type="application/json" id="itss-now">([^<>&]*)</script>', text)
    assert inside
    assert json.loads(inside[1]) == nasty


def test_the_script_stays_small() -> None:
    text = (ROOT / "generators/site/web/assets/kb/now.js").read_text("utf-8")
    assert len(text.splitlines()) <= 120
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\.style\b", text)

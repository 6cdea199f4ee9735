"""What the customer confirmed, disputed and accepted, and what the next month's sheet would hold, by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

import small_base
from lists import listings, numbers, wrong

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import confirmed, eased
from generators.site.pages import confirmation, pages, sla_confirmed, supervision

PAPER = b"signed\n"
CONFIRMATION = f"""\
id: CF-2026-01
month: "2026-01"
items:
  - {{record: INC-2026-0001, opinion: accept}}
  - {{record: INC-2026-0002, opinion: dispute, reason: 晚了一刻钟}}
  - {{record: INC-2026-0007, opinion: accept}}
customer: P-101
signed: "2026-02-04T10:00:00+08:00"
attachments:
  - {{file: CF-2026-01-signed.txt, title: 签字, sha256: {hashlib.sha256(PAPER).hexdigest()}}}
"""
ACCEPTANCE = """\
id: AP-2026-01
title: 一月的验收
category: interim
period: {from: "2026-01-01", to: "2026-01-31"}
deliverables:
  - {record: CF-2026-01, opinion: accept}
"""
DECISION = """\
id: DC-2026-01
title: 半小时用在哪级
question: 没有写用在哪一级
reading: 只用在前两级
effect: {effect}
instrument: {instrument}
decided: "2026-01-10"
effective_from: "2026-01-11"
{more}signatories:
  - {{person: P-101, side: customer}}
  - {{person: P-001, side: provider}}
"""
PLACES = {"CF": "confirmation", "AP": "acceptance", "DC": "decision"}


def read(*texts: str, now: datetime = small_base.NOON) -> KnowledgeBase:
    own = {path_of(text): text.encode() for text in texts}
    paper = {"records/process/confirmation/2026/CF-2026-01-signed.txt": PAPER}
    return small_base.of({**small_base.files(), **own, **(paper if CONFIRMATION in texts else {})}, now)


def path_of(text: str) -> str:
    name = text.split("\n", 1)[0].removeprefix("id: ")
    return f"records/process/{PLACES[name[:2]]}/2026/{name}.yaml"


def decision(effect: str = "ease", instrument: str = "minutes", **more: str) -> str:
    lines = "".join(f'{name}: "{value}"\n' for name, value in more.items())
    return DECISION.format(effect=effect, instrument=instrument, more=lines)


def test_a_month_says_how_many_were_confirmed_disputed_and_how_soon_it_was_signed() -> None:
    base = read(CONFIRMATION)
    view = supervision.view(base)
    heading = next(page.heading for page in supervision.pages(base))
    assert heading == "监督与验收：1 个月的确认单均已签字，1 条有异议"
    [month] = view.months
    assert (month.title, month.items, month.disputed, month.signed, month.after) == (
        "2026 年 1 月", 3, 1, "2026-02-04", "4 天",
    )  # fmt: skip
    assert month.rows == "r/CF-2026-01/#items"
    assert [(one.record.id, one.sheet.id, one.reason) for one in view.disputes] == [
        ("INC-2026-0002", "CF-2026-01", "晚了一刻钟")
    ]


def test_each_item_has_its_level_its_time_how_late_it_was_and_what_of_it_is_proven() -> None:
    [month] = confirmation.months(read(CONFIRMATION), "2026-01")
    assert month.answer == "3 条，1 条有异议，2026-02-04 签字"
    assert [(one.record.id, one.level, one.at, one.result, one.is_disputed) for one in month.timed] == [
        ("INC-2026-0001", "L1", "2026-01-05 09:00", ("met", ""), False),
        ("INC-2026-0002", "L1", "2026-01-06 09:00", ("late", "15 分钟"), True),
        ("INC-2026-0007", "L1", "2026-01-05 09:05", ("not-applicable", ""), False),
    ]
    first, _, repeated = month.timed
    assert first.judged
    assert first.proven
    assert (first.judged.number, first.proven.number) == (3, 2)  # answers by OB-901 and OB-902, not the rest
    assert (repeated.judged, repeated.proven) == (None, None)


def test_the_next_sheet_holds_what_ended_in_its_month_and_names_what_still_runs() -> None:
    [draft] = confirmed.drafts(read(CONFIRMATION))
    assert (draft.month, draft.items.ids) == ("2026-02", ("INC-2026-0005",))
    assert draft.running.ids == ("INC-2026-0003", "INC-2026-0004")
    assert confirmed.drafts(read(CONFIRMATION, now=datetime.fromisoformat("2026-01-31T23:00:00+08:00"))) == ()


def test_an_acceptance_counts_the_judgements_on_what_was_looked_at() -> None:
    [accepted] = supervision.view(read(CONFIRMATION, ACCEPTANCE)).acceptances
    assert accepted.answer == "一月的验收：1 件成果，0 件有异议"
    assert accepted.days == "2026-01-01 到 2026-01-31"
    [one] = accepted.deliverables
    assert (one.record.id, one.opinion, one.states) == ("CF-2026-01", "认可", ())


def test_only_decisions_in_force_are_listed_and_those_that_ease_are_told() -> None:
    def found(*texts: str) -> list[tuple[str, bool]]:
        return [(one.instrument, one.is_eased) for one in eased.decisions(read(*texts))]

    assert found(decision()) == [("minutes", True)]
    assert found(decision("tighten", "supplement")) == [("supplement", False)]
    assert found(decision(effective_to="2026-03-20")) == [("minutes", True)]  # its last day is today
    assert found(decision(effective_to="2026-03-19")) == []
    assert found(decision().replace("2026-01-11", "2026-03-21")) == []
    assert supervision.view(read(decision())).eased == 1


def test_every_number_opens_what_it_counts_and_a_base_without_sheets_has_no_page() -> None:
    base = read(CONFIRMATION, ACCEPTANCE, decision())
    bodies: Mapping[str, str] = {
        one.uri: one.body for one in pages(base) if one.uri.startswith(address.SUPERVISION)
    }
    assert list(bodies) == ["supervision/", "supervision/2026-01/"]
    found = [one for uri, body in bodies.items() for one in numbers(uri, body)]
    assert len(found) > 4
    assert wrong(listings(base), found) == []
    assert not any(one.uri.startswith(address.SUPERVISION) for one in pages(read()))


def test_the_clocks_of_a_month_say_whether_the_customer_confirmed_it() -> None:
    """January is signed with one dispute; February has no sheet; a base without sheets says nothing."""
    base = read(CONFIRMATION)
    january = sla_confirmed.of_month(base, None, "2026-01")
    assert january is not None
    assert january == (
        "甲方 2026-02-04 已确认，1 条有异议",
        address.of_period(address.SUPERVISION, "2026-01"),
        "",
    )
    there = address.begun("confirmation", "2026-02-CT-2026-01")
    assert sla_confirmed.of_month(base, None, "2026-02") == ("甲方尚未确认", None, there)
    assert sla_confirmed.of_month(small_base.read(), None, "2026-01") is None

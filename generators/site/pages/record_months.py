"""The ways from a record to the page of its time: the clocks of its month, the page that lays it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import confirmed, reported, sheets, shift_days
from generators.measures.fields import contract_of
from generators.measures.once import once
from generators.records.moment import known
from generators.records.record import Record
from generators.site.pages import diagnosis
from generators.spoken import period
from generators.words import say


class Way(NamedTuple):
    """A page, and what it is called."""

    title: str
    uri: str


class Began(NamedTuple):
    """The field that says when a record began, and the clocks of that month."""

    field: str
    month: Way


def began(base: KnowledgeBase, record: Record) -> Began | None:
    """Give the clocks of the month in which a record began; None where no clock judges it."""
    start = record.kind.start
    at = known(record.data.get(start), base.config.zone) if start else None
    if at is None or not any(one.clock for one in base.verdicts_on(record.id)):
        return None
    name = f"{at.at.astimezone(base.config.zone):%Y-%m}"
    uri = _clocks(base).get((contract_of(base, record) or "", name))
    return Began(start, Way(say("sla.of_period", period=period(name)), uri)) if uri else None


def own(base: KnowledgeBase, record: Record) -> Way | None:
    """Give the page that lays out the month or quarter that a record is written for."""
    return _pages(base).get(record.id)


@once
def _clocks(base: KnowledgeBase) -> Mapping[tuple[str, str], str]:
    """Give the page of every month by contract; the first contract is also that of a base that names none."""
    return MappingProxyType(
        {
            (one.contract or "", each.name): address.sla(each.name, (one.contract or "") if number else "")
            for number, one in enumerate(sheets.contracts(base))
            for each in one.months
        }
    )


@once
def _pages(base: KnowledgeBase) -> Mapping[str, Way]:
    return MappingProxyType(dict(_told(base)))


def _told(base: KnowledgeBase) -> Iterator[tuple[str, Way]]:
    for one in shift_days.coverage(base):
        for roster in one.rosters:
            name = shift_days.name(base, roster)
            title = say("roster.month_title", month=period(name))
            yield roster.id, Way(title, address.of_period(address.ROSTERS, name))
    for sheet in confirmed.confirmations(base):
        title = say("supervision.month_title", month=period(sheet.month))
        yield sheet.id, Way(title, address.of_period(address.SUPERVISION, sheet.month))
    for number, scope in enumerate(sheets.contracts(base)):
        for record, quarter in reported.reports(base, scope):
            uri = address.sla(quarter.name, (scope.contract or "") if number else "")
            yield record.id, Way(say("sla.of_period", period=period(quarter.name)), uri)
    for report, name in diagnosis.reported(base):
        title = say("diagnosis.quarter_title", quarter=period(name))
        yield report, Way(title, address.of_period(address.DIAGNOSIS, name))

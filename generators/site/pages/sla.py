"""SLA pages: a month, a quarter, a year of each contract, the answer first; one page shows what is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

from markupsafe import Markup

from generators import address
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import availability, sheets, standing
from generators.measures.figure import MISSED, OPEN, Group
from generators.measures.performance import Matrix
from generators.measures.sheets import Period, Sheet, Sheets
from generators.site.cells import Ref, reference
from generators.site.listing.view import counted
from generators.site.page import Page
from generators.site.pages import (
    sla_around,
    sla_charts,
    sla_confirmed,
    sla_each,
    sla_figures,
    sla_load,
    sla_misses,
)
from generators.site.pages.sla_each import Each
from generators.site.pages.sla_figures import Cell, Head, Line, Other, Spans, Stated, Way
from generators.site.pages.sla_load import Available, Load
from generators.site.pages.sla_misses import Missed, Running
from generators.site.render import body
from generators.spoken import minute, period
from generators.words import say


class Tightest(NamedTuple):
    """What came nearest to its limit."""

    subject: Ref
    event: str
    share: str


class Month(NamedTuple):
    """A month of a longer period."""

    title: str
    uri: str
    cells: tuple[Cell, ...]


class Section(NamedTuple):
    """One period as it is shown."""

    name: str
    title: str
    answer: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    others: tuple[Other, ...]
    tightest: Tightest | None
    strip: Markup
    trends: tuple[Markup, ...]
    months: tuple[Month, ...]
    confirmed: sla_confirmed.Confirmed | None  # of a month: what the customer said of it
    each: tuple[Each, ...]
    each_number: int
    missed: tuple[Missed, ...]
    missed_number: int
    is_annexed: bool  # too much for a sheet
    judgements: tuple[Stated, ...]  # that missed, or that nobody can judge
    running: tuple[Running, ...]
    spans: tuple[Spans, ...]
    ways: tuple[Way, ...]
    in_force: tuple[str, ...]  # the readings within the period, and since when
    unpaused: tuple[Other, ...]
    available: tuple[Available, ...]
    loads: tuple[Load, ...]
    undated: tuple[Other, ...]
    shown: int = sla_misses.SHOWN  # of what was missed, and of what happened


@dataclass(frozen=True)
class _Known:
    """What several pages show."""

    base: KnowledgeBase
    contracts: tuple[Sheets, ...]

    @cached_property
    def functions(self) -> tuple[availability.Function, ...]:
        """What has to be available."""
        return availability.functions(self.base)


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of what is now, and one for each period; a base without obligations has none."""
    if not standing.standings(base):
        return
    found = sheets.contracts(base)
    known = _Known(base, found)
    first = found[0] if found else Sheets(None, None, (), (), ())
    yield Page(
        address.SLA,
        say("sla.title"),
        partial(_now, known, first, ""),
        in_nav=True,
        answer=partial(_year, base, first),
        below=partial(_periods, known, first, ""),
    )
    for one in found[1:]:
        name = one.contract or ""
        title = f"{say('sla.title')} {name}"
        yield Page(
            address.sla("", name),
            title,
            partial(_now, known, one, name),
            answer=partial(_year, base, one),
            below=partial(_periods, known, one, name),
        )


def _periods(known: _Known, one: Sheets, name: str) -> Iterator[Page]:
    for each in one.periods:
        told = answer(sheets.sheet(known.base, one, each))
        title = say("sla.heading", period=spoken(known.base, each), answer=told)
        yield Page(address.sla(each.name, name), title, partial(_period, known, one, name, each))


def _now(known: _Known, one: Sheets, name: str) -> str:
    """Show the month and the year that now is in, failing that the last that are known."""
    shown = [some[-1] for some in (one.months, one.years) if some]
    return _body(known, one, name, shown, is_now=True)


def _period(known: _Known, one: Sheets, name: str, shown: Period) -> str:
    return _body(known, one, name, [shown], is_now=False)


def _body(known: _Known, one: Sheets, name: str, shown: list[Period], *, is_now: bool) -> str:
    base = known.base
    uri = address.sla("" if is_now else shown[0].name, name)
    signed = [each for each in shown if not each.is_month and not each.is_year]
    return body(
        "sla.html.jinja",
        uri,
        as_of=minute(base.now, base.config.zone),
        contract=reference(base, one.record.id) if one.record else None,
        contracts=tuple(
            sla_around.Link(
                str(each.contract), address.sla("", str(each.contract) if number else ""), each is one
            )
            for number, each in enumerate(known.contracts)
            if known.contracts[1:]
        ),
        links=sla_around.links(one, name, shown),
        quarter=sla_around.printed(one, name, shown) if not signed else None,
        sections=tuple(_section(known, one, name, uri, each) for each in shown),
        sides=_sides(one) if signed else (),
        days=(signed[0].begin.isoformat(), signed[0].end.isoformat()) if signed else None,
        is_now=is_now,
        aged=tuple(sla_load.aged(base, one)) if is_now else (),
    )


def _section(known: _Known, one: Sheets, name: str, uri: str, shown: Period) -> Section:
    base = known.base
    sheet = sheets.sheet(base, one, shown)
    year = next((each for each in one.years if each.name == shown.name[:4]), shown)
    trend = sheet if shown.is_year else sheets.sheet(base, one, year) if shown.is_month else None
    is_alone = uri == address.sla(shown.name, name)
    draw = sla_charts.Drawn(base, one, name, uri)
    by = {(each.obligation.id, each.contract): each for each in (*sheet.columns, *sheet.others)}
    ways = tuple(sla_figures.way(base, each, _matrix(by, each), shown) for each in sheet.readings)
    each = tuple(sla_each.each(base, sheet)) if shown.is_month else ()
    # a quarter is a sheet to sign: whoever signs has all of it in hand
    most = sla_misses.SHOWN if shown.is_year or shown.is_month else sla_misses.ON_PAPER
    missed = sla_misses.missed(base, sheet, most)
    running = tuple(sla_misses.running(base, sheet))
    return Section(
        shown.name,
        spoken(base, shown),
        answer(sheet),
        sla_figures.heads(base, sheet),
        tuple(sla_figures.lines(base, sheet)) if sheet.columns else (),
        tuple(sla_figures.others(base, sheet)),
        _tightest(base, sheet),
        draw.strip(sheet),
        tuple(draw.trends(trend, shown)) if trend and (shown.is_year or is_alone) else (),
        tuple(_months(base, one, name, shown)) if not shown.is_year and not shown.is_month else (),
        sla_confirmed.of_month(base, one.contract, shown.name) if shown.is_month else None,
        each[-sla_misses.SHOWN :],
        Group("each", tuple(one.subject.id for one in each)).number,
        missed,
        sla_misses.number(sheet),
        bool((*missed, *running)[sla_misses.MOST :]),
        tuple(_judgements(base, sheet)),
        running,
        tuple(sla_figures.spans(base, sheet)),
        ways,
        tuple(dict.fromkeys(_told(each) for each in ways if each.is_current)),
        tuple(sla_figures.unpaused(base, sheet)),
        tuple(sla_load.available(base, known.functions, one, shown)),
        tuple(sla_load.loads(base, one, shown)),
        tuple(_undated(base, one)) if shown.is_year else (),
        most,
    )


def spoken(base: KnowledgeBase, shown: Period) -> str:
    """Name a period; one that is not over, with the day up to which it is told."""
    title = period(shown.name, (shown.begin, shown.end))
    today = base.now.astimezone(base.config.zone).date()
    return title if shown.end < today else title + say("sla.until", day=f"{today:%m-%d}")


def answer(sheet: Sheet) -> str:
    """Say in a few words how a period went."""
    if not any(one.whole.judged.year.denominator.number for one in (*sheet.columns, *sheet.others)):
        return say("sla.answer.nothing")
    late = sheets.distinct(sheet.missed, State.LATE)
    told = [say("sla.answer.late", count=late) if late else say("sla.answer.none_late")]
    told += [
        say("sla.answer.missed", count=number, word=say(f"state.{state}"))
        for state in (State.FAILED, State.MISSING, State.STALE)
        if (number := sheets.distinct(sheet.missed, state))
    ]
    return say("sla.comma").join(told)


def _year(base: KnowledgeBase, one: Sheets) -> str:
    """Say how the last year that is known went; nothing where none is."""
    told = [
        say("sla.answer.of", period=spoken(base, each), answer=answer(sheets.sheet(base, one, each)))
        for each in one.years[-1:]
    ]
    return "".join(told)


def _sides(one: Sheets) -> tuple[tuple[str, str], ...]:
    """Name the two who sign, as the contract has them."""
    if one.record is None:
        return ()
    kind, data = one.record.kind, one.record.data
    roles = (kind.role("customer"), kind.role("provider"))
    return tuple((kind.fields[role].title, str(data[role])) for role in roles if role in data)


def _tightest(base: KnowledgeBase, sheet: Sheet) -> Tightest | None:
    found = sheets.tightest(base, sheet)
    if found is None or not found.limit_s:
        return None
    record = base.facts.get(str(found.subject))
    if record is None:
        return None
    title = record.kind.field((str(found.clock),)).title
    share = sla_figures.share(found.measured_s or 0, found.limit_s)
    return Tightest(reference(base, record.id), title, share)


def _months(base: KnowledgeBase, one: Sheets, name: str, shown: Period) -> Iterator[Month]:
    for each in one.months:
        if each.name in shown.months:
            found = sheets.sheet(base, one, each)
            cells = tuple(sla_figures.whole(base, matrix, each.months) for matrix in found.columns)
            yield Month(say("chart.month_of", month=int(each.name[-2:])), address.sla(each.name, name), cells)


def _judgements(base: KnowledgeBase, sheet: Sheet) -> Iterator[Stated]:
    """Count the judgements behind what was missed, and what still runs: several may be about one thing."""
    clocks = (*sheet.columns, *sheet.others)
    found = sheets.judgements(base, sheet)
    told = [(state, say(f"state.{state}"), (state,)) for state in (*MISSED, State.SUSPECT)]
    for name, word, states in (*told, (State.DUE, say("sla.running"), OPEN)):
        if number := found.of(name, *states).number:
            some = sla_figures.chosen(base, clocks[0], sheet.period.months)
            names = tuple(dict.fromkeys(one.obligation.id for one in clocks))
            yield Stated(
                name, word, counted(number, sla_figures.narrowed(some, obligation=names, result=states))
            )


def _undated(base: KnowledgeBase, one: Sheets) -> Iterator[Other]:
    for each in sheets.undated(base, one):
        found = sla_figures.whole(base, each, ("",))
        if not found.empty:
            yield Other(reference(base, each.obligation.id), found)


def _told(one: Way) -> str:
    return say("sla.read_since", name=one.name, day=one.since) if one.since else one.name


def _matrix(by: dict[Any, Matrix], one: sheets.Read) -> Matrix:
    return next(each for (name, _), each in by.items() if name == one.obligation.id)

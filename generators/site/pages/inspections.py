"""Inspections: how each item was found last and before, when it will be full, and all its readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from markupsafe import Markup

from generators import address
from generators.charts import readings
from generators.charts.plot import Limit, Value
from generators.charts.readings import Reading
from generators.charts.shapes import Mark
from generators.kinds.operators import THRESHOLDS
from generators.knowledge import KnowledgeBase
from generators.measures import inspected, trends
from generators.measures.figure import how_many
from generators.measures.inspected import Item, Sight, Template
from generators.measures.trends import LEAST, Series
from generators.records import thresholds
from generators.records.record import Record
from generators.site.cells import Ref, reference
from generators.site.listing.groups import opened
from generators.site.listing.view import Count
from generators.site.page import Page
from generators.site.render import body
from generators.spoken import quantity
from generators.words import say

_DRAWN = 60  # readings of an item, the newest
_FAR = 730  # days: who looks further ahead than two years guesses
_MONTH = 30
# the state that has the shape of what was found, and the mark that a chart gives it
SHAPES: Mapping[str, str] = {
    "normal": "met", "warning": "at-risk", "abnormal": "late",
    "unchecked": "missing", "not-applicable": "not-applicable",
}  # fmt: skip
_MARKS = {"warning": Mark.WARN, "abnormal": Mark.BAD}


class Found(NamedTuple):
    """A state with its word and shape, and the inspections that found it so; None where none did."""

    word: str
    shape: str
    inspections: Count | None


class Look(NamedTuple):
    """How an item was found on one day."""

    told: str
    day: str
    word: str
    shape: str
    uri: str


class Line(NamedTuple):
    """An item: its last look and the one before, its limits, its way, and how often it was unwell."""

    title: str
    last: Look
    before: str
    limits: str
    way: str
    full: str
    found: tuple[Found, ...]


class View(NamedTuple):
    """The inspections by one template."""

    template: Ref
    held: Count
    answer: str
    has_way: bool  # of any item one can tell where it goes
    found: tuple[Found, ...]
    lines: tuple[Line, ...]
    charts: tuple[Markup, ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page; a base without inspections has none."""
    if inspected.is_any(base):
        found = cache(partial(views, base))
        make, answer = partial(_body, found), partial(_first, found)
        yield Page(address.INSPECTIONS, say("inspection.title"), make, in_nav=True, answer=answer)


def views(base: KnowledgeBase) -> tuple[View, ...]:
    """Give the inspections, those held most often first."""
    series = {(one.template, one.item): one for one in trends.series(base)}
    some = sorted(inspected.templates(base), key=lambda one: -one.held.number)
    return tuple(_view(base, one, series) for one in some)


def _body(found: Callable[[], tuple[View, ...]]) -> str:
    return body("inspections.html.jinja", address.INSPECTIONS, views=found())


def _first(found: Callable[[], tuple[View, ...]]) -> str:
    return found()[0].answer


def _view(base: KnowledgeBase, one: Template, series: Mapping[tuple[str, str], Series]) -> View:
    owner = base.facts.records[one.id]
    own = {item.code: series[one.id, item.code] for item in one.items if (one.id, item.code) in series}
    unwell = [pair for pair in one.statuses if SHAPES.get(pair[0]) != "met"]
    return View(
        reference(base, one.id),
        opened(base, one.held.ids),
        _answer(owner, one, own),
        any(one.per_day is not None for one in own.values()),
        tuple(_found(base, one.of(code).ids, code, word) for code, word in unwell),
        tuple(_line(base, owner, one, item, own.get(item.code)) for item in one.items),
        tuple(
            _chart(owner, item, own[item.code])
            for item in one.items
            if item.code in own and own[item.code].points[LEAST - 1 :]
        ),
    )


def _answer(owner: Record, one: Template, own: Mapping[str, Series]) -> str:
    """Say what is bad now; failing that what is full first, if anything will be while one looks ahead."""
    bad = [item.code for item in one.items if SHAPES.get(item.sights[-1].status) == "late"]
    if bad:
        items = say("value.comma").join(owner.row_title(_part(owner), code) for code in bad)
        return say("inspection.bad_now", template=owner.title, count=how_many(bad), items=items)
    days = {
        code: near for code, its in own.items() if (near := its.days_to_limit) is not None and near <= _FAR
    }
    if not days:
        return say("inspection.none_full", template=owner.title, years=_FAR // 365)
    first = min(days, key=lambda code: days[code])
    return say(
        "inspection.full_first",
        template=owner.title,
        item=owner.row_title(_part(owner), first),
        days=round(days[first]),
        limit=_number(own[first].limit, own[first].unit),
    )


def _found(base: KnowledgeBase, ids: tuple[str, ...], code: str, word: str) -> Found:
    return Found(word, SHAPES.get(code, "none"), opened(base, ids) if ids else None)


def _line(base: KnowledgeBase, owner: Record, one: Template, item: Item, series: Series | None) -> Line:
    row = owner.row(_part(owner), item.code) or {}
    last = item.sights[-1]
    before = item.sights[-2] if item.sights[1:] else None
    word = dict(one.statuses).get(last.status, last.status)
    unit = str(row.get("unit") or "")
    return Line(
        owner.row_title(_part(owner), item.code) or item.code,
        Look(
            _said(last, unit),
            _day(base, last),
            word,
            SHAPES.get(last.status, "none"),
            address.table(last.id, last.table),
        ),
        f"{_said(before, unit)} {_day(base, before)}" if before else "",
        _limits(row, unit),
        _way(series),
        _full(base, series),
        tuple(
            _found(base, item.of(code).ids, code, word)
            for code, word in one.statuses
            if SHAPES.get(code) != "met"
        ),
    )


def _said(one: Sight, unit: str) -> str:
    """Say what was read; of several numbers all, failing a number what was seen."""
    numbers = thresholds.read(one.cells)
    if numbers:
        return quantity(say("value.comma").join(f"{number:g}" for number in numbers), unit)
    return str(one.cells.get("observed") or one.cells.get("note") or "")


def _day(base: KnowledgeBase, one: Sight) -> str:
    return f"{one.at.astimezone(base.config.zone):%m-%d}"


def _limits(row: Mapping[str, Any], unit: str) -> str:
    told = [
        say(
            "inspection.above" if is_above else "inspection.below",
            word=_word(limit),
            value=_number(row[name], unit),
        )
        for limit, names in THRESHOLDS.items()
        for is_above, name in zip((True, False), names, strict=True)
        if name in row
    ]
    return say("clock.comma").join(told)


def _word(limit: str) -> str:
    return say("inspection.alarm" if limit == "alarm" else "inspection.warn")


def _way(series: Series | None) -> str:
    """Say by how much it goes up or down in a month."""
    slope = series.per_day if series else None
    if series is None or slope is None:
        return ""
    month = round(slope * _MONTH, 1)
    if not month:
        return say("inspection.level")
    return say("inspection.up" if month > 0 else "inspection.down", value=_number(abs(month), series.unit))


def _full(base: KnowledgeBase, series: Series | None) -> str:
    days = series.days_to_limit if series else None
    if series is None or days is None:
        return ""
    at = series.full_at
    if days > _FAR or at is None:
        return say("inspection.far", years=_FAR // 365)
    day = at.astimezone(base.config.zone).date()
    return say("inspection.full", days=round(days), day=day, limit=_number(series.limit, series.unit))


def _chart(owner: Record, item: Item, series: Series) -> Markup:
    row = owner.row(_part(owner), item.code) or {}
    status = {one.id: one.status for one in item.sights}
    limits = [
        Limit(float(row[name]), f"{_word(limit)} {row[name]:g}", is_alarm=limit == "alarm")
        for limit, names in THRESHOLDS.items()
        for name in names
        if name in row
    ]
    points = [
        Reading(
            one.at,
            Value(
                f"{one.at:%m-%d}",
                one.value,
                _number(one.value, series.unit),
                _MARKS.get(status.get(one.id, ""), Mark.GOOD),
                address.relative(address.INSPECTIONS, address.record(one.id)),
            ),
        )
        for one in series.points[-_DRAWN:]
    ]
    title = owner.row_title(_part(owner), item.code) or item.code
    caption = f"{title}{say('inspection.unit', unit=series.unit) if series.unit else ''}"
    caption += say("inspection.newest", count=_DRAWN) if series.points[_DRAWN:] else ""
    return readings.draw(f"readings-{series.template}-{item.code}", caption, points, limits)


def _part(owner: Record) -> str:
    return owner.kind.marked("key")[0].name


def _number(value: float | None, unit: str) -> str:
    return "" if value is None else quantity(f"{value:g}", unit)

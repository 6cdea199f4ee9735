"""Compliance: how the obligations stand, what was not done and why, what is to come, what contradicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from generators import address
from generators.charts import bar, matrix
from generators.charts.shapes import Fill
from generators.judging.verdict import State
from generators.kinds.dialect import ELEMENTS, PHASES
from generators.knowledge import KnowledgeBase
from generators.measures import causes, sources, standing
from generators.measures.causes import Behind
from generators.measures.figure import MISSED, OPEN, Group
from generators.measures.sources import Body, Part, Spot
from generators.site.cells import Ref, reference, time
from generators.site.listing.filter import Filter
from generators.site.listing.judgements import filtered
from generators.site.listing.view import Count, counted
from generators.site.page import Page
from generators.site.pages import conflicts, locators, places
from generators.site.pages.places import chosen
from generators.site.render import body
from generators.site.times import Times, times
from generators.spoken import duration
from generators.words import say

_CAUSES, _COMING, _ALL = 15, 8, 8  # rows that stand open; the rest is folded
_MOST = 100  # causes of one list that a page holds
# how each part of the obligations is told: the state whose shape and word stand for it, its fill in a bar
_LOOKS = {
    sources.MET: (State.MET, Fill.SOLID),
    sources.WAITING: (State.DUE, Fill.OPEN),
    sources.PROMISED: (State.DECLARED, Fill.HATCHED),
    sources.DOUBTED: (State.SUSPECT, Fill.DOTTED),
    sources.UNSETTLED: (State.UNSETTLED, Fill.DOTTED),
    sources.SILENT: (State.NOT_APPLICABLE, Fill.HATCHED),
    sources.UNDONE: (State.LATE, Fill.STRIPED),
}
_OWN = (sources.SILENT, sources.UNDONE)  # parts of several states, with a word of their own


class PartView(NamedTuple):
    """Obligations that stand alike: shape, word and list."""

    shape: str
    word: str
    all: Count


class Bar(NamedTuple):
    """How all that sources of one kind ask for stands."""

    title: str
    all: Count
    drawing: Markup
    parts: tuple[PartView, ...]


class CauseRow(NamedTuple):
    """One cause in words, with the record to go to and the obligations behind it."""

    day: str
    state: str
    record: Ref | None  # None where something is not there
    title: str
    note: str
    over: str
    obligations: Count
    is_open: bool


class Causes(NamedTuple):
    """Causes that stand open, and those that are folded."""

    name: str
    number: int
    obligations: int
    first: tuple[CauseRow, ...]
    rest: tuple[CauseRow, ...]
    left: int
    beyond: Count | None  # the judgements that more causes than a page holds stand behind


class Duty(NamedTuple):
    """One obligation as a row."""

    ref: Ref
    state: str
    times: Times
    spot: str
    severity: str
    source: Ref
    locators: str


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of compliance, all obligations and each source; a base without obligations has none."""
    known = standing.standings(base)
    if not known:
        return
    make = partial(_body, base, known)
    answer = partial(_answers, base)
    title = say("compliance.title")
    yield Page(address.COMPLIANCE, title, make, in_nav=True, is_wide=True, answer=answer)
    yield Page(address.OBLIGATIONS, say("compliance.all"), partial(_all, base, known), answer=answer)
    yield from places.pages(base)


def _answers(base: KnowledgeBase) -> str:
    return say("value.semicolon").join(_answer(one) for one in sources.bodies(base))


def _answer(one: sources.Body) -> str:
    undone = one.part(sources.UNDONE).number
    return say("compliance.answer", source=one.title, all=one.obligations.number, undone=undone)


def _body(base: KnowledgeBase, known: tuple[standing.Standing, ...]) -> str:
    kind = places.obligation_kind(base)
    found = causes.causes(base)
    seen = tuple(places.view(base, one) for one in sources.sources(base))
    return body(
        "compliance.html.jinja",
        address.COMPLIANCE,
        time=time(base, base.now),
        contract=_contract(base),
        bars=tuple(_bar(kind, one) for one in sources.bodies(base)),
        undone=_causes(base, kind, "undone", causes.newest(found, *MISSED), _CAUSES),
        unclear=tuple(
            one
            for one in (
                _causes(base, kind, "doubted", causes.newest(found, State.SUSPECT), 0),
                _causes(base, kind, "unsettled", causes.newest(found, State.UNSETTLED), 0),
            )
            if one.number
        ),
        coming=_causes(base, kind, "coming", causes.coming(base), _COMING),
        matrix=_matrix(kind, sources.spots(base)),
        conflicts=tuple(conflicts.row(base, one) for one in standing.comparisons(base)),
        ordered=tuple(one for one in seen if not one.clauses),
        trees=tuple(one for one in seen if one.clauses and one.obligations.number),
        others=tuple(one for one in seen if one.clauses and not one.obligations.number),
        without=Group(
            "without", tuple(one.uri for one in seen if one.clauses and not one.obligations.number)
        ).number,
        shown=places.SHOWN,
        **_obligations(base, known[:_ALL]),
        left=Group("rest", tuple(one.obligation.id for one in known[_ALL:])).number,
    )


def _contract(base: KnowledgeBase) -> Ref | None:
    name = base.config.contract
    return reference(base, name) if name and base.facts.get(name) else None


def _all(base: KnowledgeBase, known: tuple[standing.Standing, ...]) -> str:
    return body("obligations.html.jinja", address.OBLIGATIONS, **_obligations(base, known))


def _obligations(base: KnowledgeBase, some: Sequence[standing.Standing]) -> dict[str, object]:
    kind = places.obligation_kind(base)
    states = sources.by_state(base)
    names = tuple(one.name for one in states)
    every = Group("all", tuple(name for one in states for name in one.ids))
    return {
        "every": counted(every.number, chosen(kind, names)),
        "states": tuple((one.name, counted(one.number, chosen(kind, (one.name,)))) for one in states),
        "rows": tuple(_duty(base, one) for one in some),
    }


def _duty(base: KnowledgeBase, one: standing.Standing) -> Duty:
    record = one.obligation
    data = record.data
    return Duty(
        reference(base, record.id),
        one.state or standing.NOTHING,
        times(base, record),
        say(
            "compliance.spot", element=say(f"element.{data['element']}"), phase=say(f"phase.{data['phase']}")
        ),
        record.kind.fields["severity"].word(data["severity"]),
        reference(base, str(data["source"])),
        locators.named(base, record),
    )


def _bar(kind: str, one: Body) -> Bar:
    counts: dict[Fill, int] = {}
    for part in one.parts:
        fill = _LOOKS[part.name][1]
        counts[fill] = counts.get(fill, 0) + part.obligations.number
    drawing = bar.draw(counts, 720, 28)
    parts = tuple(_part(kind, part, source=one.sources) for part in one.parts)
    return Bar(
        one.title,
        counted(one.obligations.number, chosen(kind, one.states, source=one.sources)),
        drawing,
        parts,
    )


def _part(kind: str, part: Part, **values: tuple[str, ...]) -> PartView:
    count = counted(part.obligations.number, chosen(kind, part.states, **values))
    state = _LOOKS[part.name][0]
    word = say(f"compliance.part.{part.name}" if part.name in _OWN else f"state.{state}")
    return PartView(state, word, count)


def _causes(base: KnowledgeBase, kind: str, name: str, some: Sequence[Behind], lines: int) -> Causes:
    made = [group.number for group in causes.made_bad(some)]
    rows = tuple(_row(base, kind, one) for one in some[:_MOST])
    left = Group("rest", tuple(one.name for one in some[lines:])).number
    found = {verdict.state for one in some for verdict in one.verdicts}
    states = tuple(str(state) for state in State if state in found)
    beyond = _judgements(base, states) if some[_MOST:] else None
    return Causes(name, made[0], made[1], rows[:lines], rows[lines:_MOST], left, beyond)


def _judgements(base: KnowledgeBase, states: tuple[str, ...]) -> Count:
    some = base.verdicts_in(*(state for state in State if state in states))
    return counted(Group("judgements", tuple(one.obligation for one in some)).number, filtered(result=states))


def _row(base: KnowledgeBase, kind: str, one: Behind) -> CauseRow:
    at = one.due if one.state in OPEN else one.since
    return CauseRow(
        at.astimezone(base.config.zone).date().isoformat() if at else "",
        one.state,
        reference(base, one.cause.record) if one.cause.record else None,
        one.title,
        one.note,
        duration(one.over_s) if one.over_s else "",
        counted(one.obligations.number, Filter(address.register(kind), {"id": one.obligations.ids})),
        one.is_open,
    )


def _matrix(kind: str, spots: Sequence[Spot | None]) -> Markup:
    columns = [matrix.Head(say(f"phase.{one}")) for one in PHASES]
    cells = iter(spots)
    rows = [
        matrix.Row(matrix.Head(say(f"element.{element}")), [_cell(kind, next(cells), _link) for _ in PHASES])
        for element in ELEMENTS
    ]
    return matrix.draw(say("compliance.matrix"), matrix.Head(say("compliance.corner")), columns, rows)


def _cell(kind: str, spot: Spot | None, link: Callable[[Filter], str]) -> matrix.Cell | str:
    if spot is None:
        return say("compliance.nobody")
    at = {"element": (spot.element,), "phase": (spot.phase,)}
    tallies = [
        matrix.Tally(
            one.shape, one.word, one.all.number, address.relative(address.COMPLIANCE, one.all.address)
        )
        for one in (_part(kind, part, **at) for part in spot.beside)
    ]
    judged = chosen(kind, (State.MET, *MISSED), **at)
    if not spot.judged.ids:
        return matrix.Cell(say("compliance.unjudged"), tallies=tallies)
    return matrix.Cell(
        say("compliance.share", met=spot.met.number, judged=spot.judged.number),
        link(judged),
        tallies=tallies,
        is_bad=any(part.name == sources.UNDONE for part in spot.beside),
        total=spot.judged.number,
    )


def _link(one: Filter) -> str:
    return address.relative(address.COMPLIANCE, one.address)

"""The list of all judgements, those by readings that do not count among them if an address asks for these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generators import address
from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import instances, outcome, performance, standing
from generators.measures.figure import as_passed
from generators.records.record import in_order
from generators.site import posts
from generators.site.listing.filter import Filter
from generators.site.listing.listing import Column, Listing, Look, Place, Row, Span
from generators.site.listing.table import TELLS
from generators.spoken import duration, period
from generators.words import say

YES, NO = "yes", "no"
OBLIGATION, LEVEL, PERIOD, PASSED, PROOF, CONTRACT = (
    "obligation",
    "level",
    "period",
    "passed",
    "proof",
    "contract",
)
READING, COUNTS = "reading", "counts"
# judgements that a page shows itself; of more, those that are not met, and their list
FEW = 100
FEW_BESIDE = 30  # by readings that do not count
_TOGETHER = 1000  # judgements of several obligations in one file, for lists that cut across them
BESIDE = "-beside"  # of the static pages of what does not count
_RANKS = {state: number for number, state in enumerate(standing.WORST_FIRST)}
_COUNTING = {COUNTS: (YES,)}


def filtered(**values: tuple[str, ...] | str) -> Filter:
    """Give the judgements that have these values, by the names of the columns."""
    return Filter(
        address.JUDGEMENTS,
        {name: (some,) if isinstance(some, str) else some for name, some in values.items()},
    )


def first(verdicts: Sequence[Verdict], few: int = FEW) -> Sequence[Verdict]:
    """Give as many judgements as a page shows, all in their order unless they are too many."""
    if not verdicts[few:]:
        return verdicts
    return sorted(verdicts, key=lambda one: _RANKS[one.state])[:few]


def judgements(base: KnowledgeBase) -> Listing:
    """Give the list: what is not met stands first."""
    verdicts = sorted(
        (*base.verdicts, *base.beside),
        key=lambda one: (in_order(one.obligation), not one.counts, _RANKS[one.state]),
    )
    rows = tuple(_row(base, one) for one in verdicts)
    return Listing(
        uri=address.JUDGEMENTS,
        title=say("judgements.title"),
        columns=_columns(base, verdicts, rows),
        rows=rows,
        by=OBLIGATION,
        least=_TOGETHER,
        given=_COUNTING,
        order=Place.RESULT,
        tells=TELLS,
    )


def _columns(base: KnowledgeBase, verdicts: list[Verdict], rows: tuple[Row, ...]) -> tuple[Column, ...]:
    states = {str(name): say(f"state.{name}") for name in standing.WORST_FIRST}
    titles = {one: record.title for one in _ids(verdicts) if (record := base.facts.get(one))}
    levels = {
        one.code: str(one)
        for one in sorted({performance.level_of(base, one) for one in verdicts})
        if one.code
    }
    judging = _told(titles, {one.obligation for one in verdicts})
    periods = {one: period(one) for one in sorted({verdict.period or "" for verdict in verdicts}) if one}
    yes = {YES: say("value.yes"), NO: say("value.no")}
    columns = (
        Column(OBLIGATION, say("verdict.obligation"), Look.REF, judging, Place.TITLE, is_offered=True),
        Column("subject", say("verdict.subject"), Look.REF, titles, Place.SUBJECT),
        Column("part", say("judgements.part"), Look.CHOICE, _posts(base, verdicts)),
        Column(CONTRACT, say("home.contract"), Look.REF, titles),
        Column(PERIOD, say("judgements.period"), Look.CHOICE, periods, place=Place.AT),
        Column(LEVEL, say("sla.level"), Look.CHOICE, levels, Place.LEVEL, is_offered=True),
        Column(Place.RESULT, say("verdict.state"), Look.STATE, states, Place.RESULT, is_offered=True),
        Column("measured", say("verdict.measured"), Look.SPAN),
        Column("limit", say("judgements.limit"), Look.SPAN),
        Column(Place.OVER, say("listing.over"), Look.SPAN, place=Place.OVER),
        Column(READING, say("judgements.reading"), Look.CHOICE, _readings(base, verdicts)),
        Column(PROOF, say("judgements.proof"), Look.CHOICE, yes, is_offered=True),
        Column(PASSED, say("judgements.passed"), Look.STATE, states, is_shown=False),
        Column(COUNTS, say("judgements.counts"), Look.CHOICE, yes, is_shown=False),
        Column("month", say("listing.month"), Look.TEXT, is_shown=False),
    )  # fmt: skip
    return tuple(_seen(one, {row[number] for row in rows}) for number, one in enumerate(columns))


def _seen(column: Column, values: set[object]) -> Column:
    """Leave out of sight what no row has a value for."""
    return Column(
        column.name, column.title, column.look, column.words, column.place,
        is_shown=column.is_shown and values != {""},
        is_offered=column.is_offered and bool([*values][1:]),
    )  # fmt: skip


def _row(base: KnowledgeBase, one: Verdict) -> Row:
    seconds = outcome.over(one)
    return (
        one.obligation,
        one.subject or "",
        one.part or "",
        one.contract or "",
        one.period or "",
        performance.level_of(base, one).code,
        str(one.state),
        _span(one.measured_s),
        _span(one.limit_s or None),
        _span(seconds),
        reading(one.obligation, one.reading) if one.reading else "",
        YES if one.independent else NO,
        str(as_passed(one)),
        YES if one.counts else NO,
        instances.month(base, one),
    )


def _span(seconds: int | None) -> Span | str:
    return "" if seconds is None else Span(seconds, duration(seconds))


def _ids(verdicts: list[Verdict]) -> set[str]:
    return {name for one in verdicts for name in (one.obligation, one.subject, one.contract) if name}


def _told(titles: Mapping[str, str], names: set[str]) -> Mapping[str, str]:
    return {name: titles[name] for name in sorted(names, key=in_order) if name in titles}


def reading(obligation: str, code: str) -> str:
    """Name a reading: two obligations may use one code for what they call by different names."""
    return f"{obligation}.{code}"


def _posts(base: KnowledgeBase, verdicts: list[Verdict]) -> Mapping[str, str]:
    """Name the posts; one that two contracts call by different names has both."""
    found: dict[str, dict[str, None]] = {}
    for one in verdicts:
        if one.part:
            found.setdefault(one.part, {})[posts.of(base, one)] = None
    return {code: say("value.comma").join(found[code]) for code in sorted(found)}


def _readings(base: KnowledgeBase, verdicts: list[Verdict]) -> Mapping[str, str]:
    found = {}
    for name in dict.fromkeys(one.obligation for one in verdicts if one.reading):
        record = base.facts.get(name)
        for row in record.data.get(record.kind.role("readings"), ()) if record else ():
            found[reading(name, str(row["code"]))] = str(row["name"])
    return found

"""How often an obligation was met, in words: so many of so many by each reading, and what was missed last."""

from __future__ import annotations

from typing import NamedTuple

from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import JUDGED, Figure, about
from generators.measures.instances import WHOLE, Instances, instances
from generators.records.record import Record
from generators.site import period_days, posts
from generators.site.listing.judgements import filtered, reading
from generators.site.listing.view import Count, counted
from generators.words import say

_BESIDE = (State.SUSPECT, State.UNSETTLED)  # what one misses where only the judged is counted


class Ratio(NamedTuple):
    """So many met of so many by one reading; without a name where there is only one."""

    reading: str
    met: int
    judged: Count


class Times(NamedTuple):
    """How often an obligation was met; `silent` says why there is no figure."""

    unit: str
    ratios: tuple[Ratio, ...]
    beside: tuple[tuple[str, Count], ...]  # by state
    last: str
    silent: str

    @property
    def text(self) -> str:
        """All of it as one text."""
        told = [ratio_text(one, self.unit) for one in self.ratios]
        told += [
            say("times.beside", state=say(f"state.{name}"), count=one.number) for name, one in self.beside
        ]
        return say("times.stop").join([one for one in (*told, self.last, self.silent) if one])


def times(base: KnowledgeBase, obligation: Record) -> Times:
    """Say how often an obligation was met."""
    known = instances(base, obligation.id)
    is_one = known.unit == WHOLE
    beside = () if is_one else tuple(_beside(obligation.id, known.whole))
    ratios = () if is_one else tuple(_ratio(obligation, one.reading, one.figure, known) for one in known.read)
    silent = "" if ratios or beside else say(f"times.silent.{_silent(known)}")
    return Times(
        say(f"times.unit.{known.unit}"),
        ratios,
        beside,
        _last(base, known.last) if ratios and known.last else "",
        silent,
    )


def ratio_text(one: Ratio, unit: str) -> str:
    """Say one figure, with its reading where it has one."""
    return say("times.ratio", met=one.met, judged=one.judged.number, unit=unit) + one.reading


def spot(base: KnowledgeBase, one: Verdict) -> str:
    """Name what a judgement is about: its period in words, else its record or post."""
    if one.part and not one.subject:
        return posts.of(base, one)
    return period_days.of(base, one) if one.period and not one.subject else about(one)


def reading_name(obligation: Record, code: str) -> str:
    """Name a reading of an obligation as it names it itself."""
    rows = obligation.data.get(obligation.kind.role("readings"), ())
    return next((str(row["name"]) for row in rows if row["code"] == code), say("times.itself"))


def _ratio(obligation: Record, code: str, one: Figure, known: Instances) -> Ratio:
    is_read = any(each.reading for each in known.read)
    chosen = {"reading": reading(obligation.id, code) if code else ""} if is_read else {}
    judged = filtered(obligation=obligation.id, result=_states(one), **chosen)
    name = say("times.reading", name=reading_name(obligation, code)) if is_read else ""
    return Ratio(name, one.numerator.number, counted(one.denominator.number, judged))


def _states(one: Figure) -> tuple[str, ...]:
    return tuple(str(state) for state in JUDGED if one.of("", state).ids)


def _beside(name: str, whole: Figure) -> tuple[tuple[str, Count], ...]:
    groups = ((state, whole.of(state, state)) for state in _BESIDE)
    return tuple(
        (str(state), counted(one.number, filtered(obligation=name, result=str(state))))
        for state, one in groups
        if one.ids
    )


def _last(base: KnowledgeBase, one: Verdict) -> str:
    told = say(f"state.{one.state}")
    return say("times.post" if one.part else "times.last", spot=spot(base, one), state=told)


def _silent(known: Instances) -> str:
    if known.whole.of("", State.DECLARED).ids:
        return "declared"
    if known.unit == WHOLE and known.whole.denominator.ids:
        return "once"
    return "open" if known.whole.open.ids else "none"

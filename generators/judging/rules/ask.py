"""What a rule is asked, and how it reads the facts: through roles and parameters, never by a kind's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from generators.judging.memory import Asking, Judge, Judged
from generators.judging.scope import Scope
from generators.judging.verdict import Cause, State, Verdict
from generators.kinds.kind import Kind, Kinds
from generators.records.agreements import Term
from generators.records.conditions import Grounds, Spot, all_hold, along, unmet
from generators.records.facts import Facts
from generators.records.moment import Moment, known, moment
from generators.records.record import Record
from generators.records.speaking import Speaker
from generators.spoken import minute
from generators.spoken import period as called
from generators.words import say

_Value = TypeVar("_Value")
SOON_DAYS = 30  # what falls due within them is at risk


class Ask(NamedTuple):
    """One obligation with its parameters, and everything a rule may look at."""

    obligation: Record
    parameters: Mapping[str, Any]
    facts: Facts
    kinds: Kinds
    scope: Scope
    assumed: Mapping[str, date | None] = MappingProxyType({})  # decisions as if they held from then, or never
    judged: Judged | None = None  # before, if it is judged again and again
    reading: str = ""  # the code of the one whose parameters these are

    @property
    def kind(self) -> Kind:
        """The kind whose records are judged; the check of names has made sure that it exists."""
        return self.kinds.sound[str(self.parameters["kind"])]

    @property
    def contract(self) -> Record | None:
        """The contract within which is judged; None unless it is sound."""
        return self.facts.get(self.scope.contract or "")

    @property
    def term(self) -> Term | None:
        """The days over which is judged; see `without_term` for when there are none."""
        return self.scope.judged

    @property
    def now(self) -> datetime:
        """The moment of judgement."""
        return self.scope.now

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the contract's days begin."""
        return self.scope.zone

    @property
    def today(self) -> date:
        """The day of judgement in that zone."""
        return self.now.astimezone(self.zone).date()

    def each(
        self,
        records: Iterable[Record],
        judge: Callable[[Ask], Judge[_Value]],
        is_over: Callable[[Ask, Record], bool],
    ) -> Iterator[_Value]:
        """Yield what is said of each record for itself; of those that are over it may be known."""
        if self.judged is None:
            yield from map(judge(self), records)
            return
        scope = self.scope
        within = (scope.contract, scope.agreement, scope.term, scope.named, scope.since, scope.zone)
        asking = Asking(
            (self.obligation.id, scope.agreement, self.reading),
            (self.obligation, self.kinds, within),
            self.facts,
            lambda facts: judge(self._replace(facts=facts)),
            lambda record: is_over(self, record),
        )
        yield from self.judged.each(asking, records)

    def verdict(self, state: State, **fields: Any) -> Verdict:
        """Give a verdict on the obligation asked about."""
        verdict = Verdict(self.obligation.id, state, **fields)
        return verdict._replace(contract=self.scope.named) if self.scope.named else verdict

    def without_term(self) -> Verdict:
        """Give the verdict of what is judged over a term, where none can be had."""
        contract = self.scope.contract
        if contract in self.facts.unsound:
            trace = say("judge.suspect", id=contract)
            cause: tuple[Cause, ...] = (Cause(record=contract),)
            return self.verdict(State.SUSPECT, evidence=(str(contract),), cause=cause, trace=trace)
        cause = (Cause(record=contract),) if contract in self.facts.records else self.itself()
        return self.verdict(State.MISSING, cause=cause, trace=say("judge.no_term"))

    def itself(self) -> tuple[Cause, ...]:
        """Give the obligation as the cause of what waits for nothing else."""
        return (Cause(record=self.obligation.id),)

    def absent(self, period: str | None = None) -> Cause:
        """Give the cause of which too little is there: what is counted, in a period."""
        speaker = Speaker(self.kinds, self.facts.records, self.scope.contract)
        which = speaker.conditions(self.kind, self.where) if self.where else None
        what = speaker.population(self.kind, self.where)
        return Cause(
            kind=self.kind.name,
            period=period,
            about=which,
            contract=self.scope.named,
            what=say("cause.of_period", period=called(period), what=what) if period else what,
        )

    def population(self) -> Iterator[Record]:
        """Yield the records of the kind that are in scope: sound, and not voided."""
        some = self.scope.held(self.facts.of_kind(self.kind.name))
        return (record for record in some if not record.is_voided)

    def struck_out(self) -> Iterator[Record]:
        """Yield the records that would be counted, had nobody struck them out after they had begun."""
        some = (one for one in self.facts.of_kind(self.kind.name) if one.is_voided and has_begun(one))
        return (one for one in self.scope.held(tuple(some)) if self.meets(one))

    def records(self) -> Iterator[Record]:
        """Yield the records of the population that meet the conditions `where`."""
        return (record for record in self.population() if self.meets(record))

    @property
    def grounds(self) -> Grounds:
        """What conditions may look at."""
        return Grounds(self.facts.records, self.facts.named_by, self.zone)

    @property
    def speaker(self) -> Speaker:
        """Who says what fields and codes are called; of contracts this one comes first."""
        return Speaker(self.kinds, self.facts.records, self.scope.contract)

    @property
    def where(self) -> tuple[Mapping[str, Any], ...]:
        """The conditions on what is counted."""
        return tuple(self.parameters.get("where", ()))

    def meets(self, record: Record) -> bool:
        """Say whether a record is one of those that are counted."""
        where = self.parameters.get("where")
        return where is None or all_hold(where, Spot(record, record.data), self.grounds)

    def lacking(self, record: Record) -> str:
        """Say in words why a record that is there does not count as done well; empty for one that does."""
        good = self.parameters.get("good")
        if good is None:
            return ""
        found = unmet(good, Spot(record, record.data), self.grounds)
        return say("value.semicolon").join(self.speaker.unmet(record.kind, one) for one in found)

    def along(self, record: Record, path: str) -> Iterator[Any]:
        """Yield the values at a dotted path, through lists and references to records or rows."""
        return (one.value for one in along(Spot(record, record.data), path, self.grounds))

    def excused(self, record: Record) -> str | None:
        """Say why a record is not judged by itself: it repeats another one, or was withdrawn."""
        first = record.data.get(record.kind.role("duplicate"))
        if first is not None:
            return say("judge.duplicate", id=first)
        name = record.kind.role("withdrawn")
        if name not in record.data:
            return None
        at = moment(record.data[name], self.zone)
        return say("judge.withdrawn", time=minute(at.at, self.zone)) if at else say("judge.withdrawn_once")

    def suspects(self) -> Iterator[Verdict]:
        """Yield a verdict for every record that may belong to the population or not: none is dropped."""
        for record_id, path in sorted(self.facts.unsound.items()):
            if path.startswith(self.kind.root) and self.scope.may_hold(record_id, self.facts.states):
                yield self._suspect(record_id, say("judge.suspect", id=record_id))
        for record in self.scope.unclear(self.facts.of_kind(self.kind.name)):
            if not record.is_voided:
                yield self._suspect(record.id, say("judge.whose", id=record.id))

    def _suspect(self, record_id: str, trace: str) -> Verdict:
        cause = (Cause(record=record_id),)
        return self.verdict(State.SUSPECT, subject=record_id, evidence=(record_id,), cause=cause, trace=trace)

    def day(self, record: Record, *at: str | int) -> date | None:
        """Give the day of a date, or of a moment that has come; None for what nobody knows."""
        value: Any = record.data
        for step in at:
            if isinstance(step, str) and step not in value:
                return None
            value = value[step]
        if isinstance(value, str) and len(value) == len("2026-01-01"):
            return date.fromisoformat(value)
        when = known(value, self.zone)
        return when.at.astimezone(self.zone).date() if when and when.at <= self.now else None

    def spoken(self, path: str, value: str) -> str:
        """Give the Chinese word of a code in the field at a dotted path; the code itself without one."""
        return self.speaker.word(self.kind, path, value)


def is_closed(record: Record) -> bool:
    """Say whether the event that ends a record's life has happened."""
    return record.kind.stop in record.data


def has_begun(record: Record) -> bool:
    """Say whether a record has a life, and the event that begins it has happened."""
    return bool(record.kind.stop) and record.kind.start in record.data


def is_running(record: Record) -> bool:
    """Say whether a record has a life that is not over."""
    return bool(record.kind.stop) and not is_closed(record)


def is_proven(*moments: Moment | None) -> bool:
    """Say whether every one of the times is known and has proof beyond a statement."""
    return all(
        one is not None and one.source not in (None, "statement") and not one.is_unknown for one in moments
    )

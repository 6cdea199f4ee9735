"""What a rule is asked, and how it reads the facts: through roles and parameters, never by a kind's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from generators.judging.verdict import State, Verdict
from generators.kinds.kind import Kind, Kinds
from generators.records.facts import Facts
from generators.records.moment import Moment, moment
from generators.records.record import Record
from generators.words import say

SOON_DAYS = 30  # what falls due within them is at risk


class Ask(NamedTuple):
    """One obligation with its parameters, and everything a rule may look at."""

    obligation: Record
    parameters: Mapping[str, Any]
    facts: Facts
    kinds: Kinds
    contract: Record | None
    now: datetime
    zone: ZoneInfo

    @property
    def kind(self) -> Kind:
        """The kind whose records are judged; the check of names has made sure that it exists."""
        return self.kinds.sound[str(self.parameters["kind"])]

    @property
    def today(self) -> date:
        """The day of judgement in the base's zone."""
        return self.now.astimezone(self.zone).date()

    def verdict(self, state: State, **fields: Any) -> Verdict:
        """Give a verdict on the obligation asked about."""
        return Verdict(self.obligation.id, state, **fields)

    def records(self) -> Iterator[Record]:
        """Yield the records in scope: sound, not voided, and meeting the condition."""
        for record in self.facts.of_kind(self.kind.name):
            if not record.is_voided and self.meets(record):
                yield record

    def meets(self, record: Record) -> bool:
        """Say whether a record meets the condition `where` is one of `values`."""
        where = self.parameters.get("where")
        if where is None:
            return True
        wanted = self.parameters.get("values", ())
        return any(str(value) in wanted for value in self.along(record, str(where)))

    def along(self, record: Record, path: str) -> Iterator[Any]:
        """Yield the values at a dotted path, through lists and references to records or rows."""
        yield from self._along(record, record.data, (), path.split("."))

    def _along(self, record: Record, value: Any, at: tuple[Any, ...], rest: list[str]) -> Iterator[Any]:
        if isinstance(value, tuple):
            for index, member in enumerate(value):
                yield from self._along(record, member, (*at, index), rest)
        elif not rest:
            yield value
        elif isinstance(value, Mapping):
            if rest[0] in value:
                yield from self._along(record, value[rest[0]], (*at, rest[0]), rest[1:])
        else:
            link = next((one for one in self.facts.named_by(record.id) if one.at == at), None)
            target = self.facts.get(link.target) if link else None
            if link and target:
                yield from self._along(
                    record, target.row(link.row) if link.row else target.data, (None,), rest
                )

    def excused(self, record: Record) -> str | None:
        """Say why a record is not judged by itself: it repeats another one, or was withdrawn."""
        first = record.data.get(record.kind.role("duplicate"))
        if first is not None:
            return say("judge.duplicate", id=first)
        return say("judge.withdrawn") if record.kind.role("withdrawn") in record.data else None

    def suspects(self) -> Iterator[Verdict]:
        """Yield a verdict for every unsound record that may belong to the population: none is dropped."""
        for record_id, path in sorted(self.facts.unsound.items()):
            if path.startswith(self.kind.root):
                yield self.verdict(
                    State.SUSPECT,
                    subject=record_id,
                    evidence=(record_id,),
                    trace=say("judge.suspect", id=record_id),
                )

    def day(self, record: Record, *at: str | int) -> date | None:
        """Give the day of a date, or of a moment that has come; None for what is not there."""
        value: Any = record.data
        for step in at:
            if isinstance(step, str) and step not in value:
                return None
            value = value[step]
        if isinstance(value, str) and len(value) == len("2026-01-01"):
            return date.fromisoformat(value)
        known = moment(value)
        return known.at.astimezone(self.zone).date() if known and known.at <= self.now else None

    def spoken(self, path: str, value: str) -> str:
        """Give the Chinese word of a code in the field at a dotted path; the code itself without one."""
        return self.kinds.along(self.kind, path).word(value)


def start_of(record: Record) -> Moment | None:
    """Give the event that begins a record's life."""
    return moment(record.data.get(record.kind.start))


def is_closed(record: Record) -> bool:
    """Say whether the event that ends a record's life has happened."""
    return record.kind.stop in record.data


def is_proven(*moments: Moment | None) -> bool:
    """Say whether every one of the times is known and has proof beyond a statement."""
    return all(
        one is not None and one.source not in (None, "statement") and one.certainty != "unknown"
        for one in moments
    )

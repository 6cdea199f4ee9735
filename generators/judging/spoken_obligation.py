"""How an obligation is judged at a moment, in sentences: by the readings in force, with the others beside.

The one place that says it: the pages, the command line, the help and the paper take the sentences from here.
A reading counts on a day where no better one does: of those with force the latest; one without force only
where none has it, and then nothing is settled. One that waits for something leaves the rest to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from generators.judging.rules.ask import Ask
from generators.judging.rules.readings import Reading, asked_by, broken, rank, readings
from generators.judging.spoken_judge import spoken_exemption, spoken_judge
from generators.kinds.kind import Kind
from generators.records.easing import ranks
from generators.words import say

_DAY = timedelta(days=1)


class Spoken(NamedTuple):
    """What is said of an obligation: how it is judged now, and how else it was, will or might be read."""

    judged: str
    beside: tuple[str, ...] = ()


def spoken(ask: Ask, day: date | None = None) -> Spoken:
    """Say how an obligation is judged on a day; without one, on that of the judgement."""
    name = ask.parameters.get("kind") or ask.obligation.kind.name  # one without a kind speaks of its own
    kind = ask.kinds.sound.get(str(name))
    if kind is None:  # its schema is broken, and nobody knows what its fields are called
        return Spoken(say("spoken.unread") + say("value.stop"))
    known = readings(ask)
    if not known:
        return Spoken(_sentence(ask, kind))
    return _Readings(ask, kind, known).spoken(day or ask.today)


def _sentence(ask: Ask, kind: Kind) -> str:
    return spoken_judge(_rule(ask), ask.parameters, kind, ask.speaker)


def _rule(ask: Ask) -> str:
    return str(next(iter(ask.obligation.data[ask.obligation.kind.role("judge")])))


class _Readings(NamedTuple):
    """The readings of one obligation, and who speaks of them."""

    ask: Ask
    kind: Kind
    known: Sequence[Reading]

    def spoken(self, day: date) -> Spoken:
        counting = [one for one in self.known if self._counts(one, day)]
        agreed = sorted((one for one in counting if one.has_force), key=rank, reverse=True)
        possible = [one for one in counting if not one.has_force]
        others = tuple(self._said(one) for one in self.known if one not in counting)
        if doubtful := broken(self.ask):
            return Spoken(say("spoken.broken", id=doubtful[0]), tuple(map(self._said, self.known)))
        parts = [self._in_turn(one, agreed[:number]) for number, one in enumerate(agreed)]
        if possible:
            text = say("spoken.unsettled", readings="".join(self._possible(one) for one in possible))
            parts.append(say("spoken.rest", text=text) if agreed else text)
        return Spoken("".join(parts) or say("spoken.no_reading"), others)

    def _in_turn(self, one: Reading, before: Sequence[Reading]) -> str:
        """Say a reading; for the rest only, where those before it are about the same levels."""
        is_rest = any(self._levels(one) & self._levels(other) for other in before)
        return say("spoken.rest", text=self._said(one)) if is_rest else self._said(one)

    def _said(self, one: Reading) -> str:
        label = say(f"spoken.force.{one.row['force']}") if one.has_force else say("spoken.not_agreed")
        return label + self._possible(one)

    def _possible(self, one: Reading) -> str:
        """Say a reading without its force: its name, where it stands, when it counts, and what it asks."""
        about = say("clock.comma").join([*self._where(one), *self._days(one)])
        return say("spoken.reading", name=one.name, about=about, sentence=self._asked(one))

    def _where(self, one: Reading) -> Iterator[str]:
        """Say where a reading stands; a decision that is still to come has no name yet."""
        if "decision" in one.row:
            name = str(one.row["decision"])
            yield say("spoken.not_yet") if self.ask.facts.hides(name) else name
        if "clause" in one.row:
            yield str(one.row["clause"])

    def _asked(self, one: Reading) -> str:
        asked = asked_by(self.ask, one)
        if one.is_exempt:
            return spoken_exemption(asked.parameters, self.kind, asked.speaker)
        sentence = _sentence(asked, self.kind)
        if "from" not in one.row or not self._waits(one):
            return sentence
        start = asked.speaker.title(self.kind, str(one.row["from"]))
        return sentence.removesuffix(say("value.stop")) + say("spoken.waits", start=start)

    def _days(self, one: Reading) -> Iterator[str]:
        """Say from when to when a reading counts, by the time of the report or by the end of the period."""
        spans = self._spans(one)
        if spans == [(date.min, date.max)] or not (spans or one.has_force):
            return
        days = say("value.comma").join(_span(*span) for span in spans)
        start = self.ask.speaker.title(self.kind, self.kind.start) if self.kind.start else ""
        is_period = "period" in self.ask.parameters
        told = say("spoken.period_over" if is_period else "spoken.reported", days=days, start=start)
        told = told if spans else say("spoken.never")
        yield told if one.has_force else say("spoken.unsettled_days", days=told)

    def _spans(self, one: Reading) -> list[tuple[date, date]]:
        """Give the days on which a reading counts."""
        edges = {one.since, *(other.since for other in self.known)}
        edges |= {other.until + _DAY for other in self.known if other.until < date.max}
        begins = sorted(day for day in edges if one.since <= day <= one.until)
        ends = [*(day - _DAY for day in begins[1:]), one.until]
        spans: list[tuple[date, date]] = []
        for begin, end in zip(begins, ends, strict=False):
            if not self._counts(one, begin):
                continue
            since = spans.pop()[0] if spans and spans[-1][1] + _DAY == begin else begin
            spans.append((since, end))
        return spans

    def _counts(self, one: Reading, day: date) -> bool:
        """Say whether on a day anything is judged by a reading, or would be if it were agreed."""
        taken: set[str] = set()
        for other in self.known:
            if self._is_better(other, one) and other.holds(day) and not self._waits(other):
                taken |= self._levels(other)
        return one.holds(day) and not self._levels(one) <= taken

    def _is_better(self, other: Reading, one: Reading) -> bool:
        """Say whether one goes before another that is about the same; of two alike the first row does."""
        if not (one.has_force and other.has_force):
            return other.has_force
        alike = rank(other) == rank(one)
        return self.known.index(other) < self.known.index(one) if alike else rank(other) > rank(one)

    def _waits(self, one: Reading) -> bool:
        """Say whether a reading is about less than the obligation: what has something else as well."""
        asked = self.ask.parameters
        needs = set(asked.get("needs", ()))
        is_narrow = "needs" in one.row and not (needs and needs <= set(one.row["needs"]))
        return is_narrow or one.row.get("from", asked.get("from")) != asked.get("from")

    def _levels(self, one: Reading) -> frozenset[str]:
        """Give the levels that a reading is about; where there are none, all is alike."""
        named = (str(level) for other in self.known for level in other.row.get("levels", ()))
        return frozenset(map(str, one.row.get("levels", {*ranks(self.ask.contract), *named} or {""})))


def _span(since: date, until: date) -> str:
    if until == date.max:
        return say("spoken.days_from", since=since.isoformat())
    if since == date.min:
        return say("spoken.days_to", until=until.isoformat())
    if since == until:
        return say("spoken.day", day=since.isoformat())
    return say("spoken.days", since=since.isoformat(), until=until.isoformat())

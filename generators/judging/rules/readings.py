"""Readings of one obligation: which of them is in force for a subject, and what the others would give.

Where a contract says two things, each reading is a row of the obligation. One that somebody agreed on has
force while its basis stands. Of those that apply to a subject and have force on its day, the latest counts.
Where only readings without force apply, nobody can say: that is a state of its own, and never late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from generators.judging.periods import Period
from generators.judging.rules.ask import Ask
from generators.judging.verdict import Cause, State, Trace, Verdict
from generators.records.agreements import expires
from generators.records.decided import holds_from
from generators.records.record import Record
from generators.records.timeline import Timeline
from generators.words import say

_MINUTES = "minutes"
_LIMITS = ("limit_minutes", "limit_by_level")  # one takes the other's place
_IDLE = State.NOT_APPLICABLE  # nothing is asked of the subject
_OWN = ("code", "name", "exempt", "valid_from", "valid_to", "clause", "decision", "force")


class Reading(NamedTuple):
    """One way to read an obligation, with what is to be said of its basis."""

    code: str
    name: str
    row: Mapping[str, Any]
    since: date
    until: date
    has_force: bool
    basis: str  # in words

    @property
    def is_exempt(self) -> bool:
        """Whether by this reading the obligation asks nothing of the subject."""
        return bool(self.row.get("exempt"))

    def holds(self, day: date) -> bool:
        """Say whether it is the reading of what began, or of a period that ended, on a day."""
        return self.since <= day <= self.until


_Given = Sequence[tuple[Reading, Verdict]]  # what readings give for one subject


class Seen(NamedTuple):
    """A reading, and what it gives for one subject; None if it does not apply to it."""

    reading: Reading
    verdict: Verdict | None


def readings(ask: Ask) -> tuple[Reading, ...]:
    """Give the readings of an obligation in the order in which they stand; none where it has but one."""
    rows = ask.obligation.data.get(ask.obligation.kind.role("readings"), ())
    return tuple(_reading(ask, row) for row in rows)


def broken(ask: Ask) -> list[str]:
    """Give the decisions on which readings rest and which are there, but not sound."""
    rows = ask.obligation.data.get(ask.obligation.kind.role("readings"), ())
    named = [str(row["decision"]) for row in rows if "decision" in row]
    return [one for one in named if one in ask.facts.unsound and one not in ask.assumed]


def asked_by(ask: Ask, reading: Reading) -> Ask:
    """Ask the same by the parameters of a reading."""
    own = {name: value for name, value in reading.row.items() if name not in _OWN}
    dropped = _LIMITS if set(_LIMITS) & set(own) else ()
    kept = {name: value for name, value in ask.parameters.items() if name not in dropped}
    return ask._replace(parameters={**kept, **own}, reading=reading.code)


def day_of(ask: Ask, record: Record) -> date:
    """Give the day that decides which reading is in force: that of the report, whatever starts the clock."""
    start = Timeline(record, ask.zone).start
    return start.at.astimezone(ask.zone).date() if start else ask.today


def has_begun(reading: Reading, timeline: Timeline, start: str, stops: Sequence[str]) -> bool:
    """Say whether what a reading of its own start waits for has come, and not when all was over."""
    if "from" not in reading.row:
        return True
    cycles = timeline.cycles(start, stops)
    return bool(cycles) and not (cycles[0].stop and cycles[0].stop.latest < cycles[0].begin.earliest)


def in_force(known: Sequence[Reading], day: date) -> Reading | None:
    """Give the reading with force that is valid from latest; of two, the one that exempts gives way."""
    return max((one for one in known if one.has_force and one.holds(day)), key=rank, default=None)


def rank(one: Reading) -> tuple[date, bool]:
    """Order readings with force: the latest counts; of two, the one that exempts gives way."""
    return one.since, not one.is_exempt


def settled(day: date, plain: Callable[[], Verdict | None], seen: Sequence[Seen]) -> Iterator[Verdict]:
    """Yield the verdict by the reading that counts for a subject of that day, then those of the others.

    `plain` judges without any reading: who and what it is, if it is judged at all.
    """
    applying = [(one.reading, one.verdict) for one in seen if one.verdict and one.verdict.state is not _IDLE]
    counting = in_force([reading for reading, _ in applying], day)
    others = [one for one in applying if one[0] is not counting]
    if counting:
        yield from (by_reading(counting, verdict, others) for one, verdict in applying if one is counting)
    elif possible := [one for one in others if not one[0].has_force and one[0].holds(day)]:
        yield unsettled(possible)
    elif verdict := plain():
        yield unread(day, verdict, seen)
    yield from (beside(*one) for one in others if not one[0].is_exempt)


def settled_periods(
    plain: Mapping[Period, Verdict], seen: Sequence[tuple[Reading, Mapping[Period, Verdict]]]
) -> Iterator[Verdict]:
    """Yield the same for periods, each by the reading in force at its end; it may divide time otherwise."""
    known = [reading for reading, _ in seen]
    for reading, judged in seen:
        for period, verdict in judged.items():
            if in_force(known, period.end) is reading:
                others = [(one, some[period]) for one, some in seen if period in some and one is not reading]
                yield by_reading(reading, verdict, others)
            elif not reading.is_exempt:
                yield beside(reading, verdict)
    for period, verdict in plain.items():
        if in_force(known, period.end) is None:
            open_ones = [one for one in seen if not one[0].has_force and one[0].holds(period.end)]
            possible = [(reading, some.get(period, verdict)) for reading, some in open_ones]
            none = [Seen(reading, None) for reading in known]
            yield unsettled(possible) if possible else unread(period.end, verdict, none)


def by_reading(counting: Reading, verdict: Verdict, others: _Given) -> Verdict:
    """Give the verdict that counts: its words name the reading, its basis and where others would differ."""
    if counting.is_exempt:
        words = partial(_exempt, counting, others)
        return _bare(verdict, _IDLE)._replace(reading=counting.code, trace=Trace(words))
    trace = Trace(partial(_told, counting, verdict, others))
    return verdict._replace(reading=counting.code, trace=trace)


def unsettled(possible: _Given) -> Verdict:
    """Give the verdict of what the contract says in two ways, of which nobody agreed on one."""
    for _, verdict in possible:
        if verdict.state is State.SUSPECT:
            return verdict
    words = partial(_with_others, say("reading.unsettled"), State.UNSETTLED, possible)
    bare = _bare(possible[0][1], State.UNSETTLED)
    return bare._replace(cause=(Cause(record=bare.obligation),), trace=Trace(words))


def suspected(verdict: Verdict, decision: str) -> Verdict:
    """Give the verdict while the decision that may settle it is there, but is not sound."""
    if verdict.state is State.SUSPECT:
        return verdict
    evidence, trace = (*verdict.evidence, decision), say("judge.suspect", id=decision)
    bare = _bare(verdict, State.SUSPECT)
    return bare._replace(evidence=evidence, cause=(Cause(record=decision),), trace=trace, reading=None)


def unread(day: date, plain: Verdict, seen: Sequence[Seen]) -> Verdict:
    """Give the verdict of what no reading is about, and say why not."""
    for one in seen:
        if one.verdict is not None and one.verdict.state is _IDLE:
            return one.verdict  # nothing called for it, and that is said
    reasons = list(dict.fromkeys(_why_not(one.reading, day) for one in seen))
    others = [(one.reading, one.verdict) for one in seen if one.verdict]
    return _bare(plain, _IDLE)._replace(trace=Trace(partial(_unread, reasons, others)))


def beside(reading: Reading, verdict: Verdict) -> Verdict:
    """Give what another reading would give; it counts nowhere."""
    trace = Trace(partial(_told, reading, verdict, ()))
    return verdict._replace(reading=reading.code, counts=False, cause=(), trace=trace, eased_late=None)


def _reading(ask: Ask, row: Mapping[str, Any]) -> Reading:
    name, since, last = row.get("decision"), date.min, None
    has_force = "force" in row
    if name is not None:
        known = ask.facts.get(str(name))
        day = ask.assumed[name] if name in ask.assumed else holds_from(known, ask.facts.get)
        has_force = has_force and day is not None
        since, last = day or date.min, expires(known) if known and has_force else None
    written = row.get("valid_from")
    return Reading(
        code=str(row["code"]),
        name=str(row["name"]),
        row=row,
        since=max(since, date.fromisoformat(written)) if written else since,
        until=min(date.fromisoformat(row["valid_to"]) if "valid_to" in row else date.max, last or date.max),
        has_force=has_force,
        basis=_basis(ask, row, has_force=has_force),
    )


def _basis(ask: Ask, row: Mapping[str, Any], *, has_force: bool) -> str:
    """Say where a reading stands, and in which instrument if it is agreed."""
    field = ask.obligation.kind.field((ask.obligation.kind.role("readings"), 0, "force"))
    where = str(row.get("decision") or row.get("clause", ""))
    if not has_force:
        return say("reading.possible", where=row.get("clause", where))
    if "decision" not in row:
        return where
    return say("reading.decision", where=where, instrument=field.word(str(row["force"])))


def _bare(verdict: Verdict, state: State) -> Verdict:
    """Keep who and what is judged, without anything measured."""
    return verdict._replace(
        state=state,
        measured_s=None,
        natural_s=None,
        limit_s=None,
        due=None,
        independent=False,
        eased_late=None,
        missing_year=None,
        cause=(),
    )


def _told(counting: Reading, verdict: Verdict, others: _Given) -> str:
    text = say("reading.by", basis=counting.basis, name=counting.name, trace=str(verdict.trace))
    return _with_others(_marked(counting, text), verdict.state, others)


def _exempt(counting: Reading, others: _Given) -> str:
    text = say("reading.exempt", basis=counting.basis, name=counting.name)
    return _with_others(_marked(counting, text), _IDLE, others)


def _marked(reading: Reading, text: str) -> str:
    """Mark what rests on minutes alone."""
    return say("reading.minutes") + text if reading.has_force and reading.row["force"] == _MINUTES else text


def _with_others(text: str, state: State, others: _Given) -> str:
    """Add in one clause what the other readings would give, where that differs."""
    given = ((one, _IDLE if one.is_exempt else verdict.state) for one, verdict in others)
    texts = [
        say("reading.other", name=one.name, state=say(f"state.{it}")) for one, it in given if it != state
    ]
    if not texts:
        return text
    return say("reading.others", text=text.removesuffix("。"), others=say("value.comma").join(texts))


def _unread(reasons: Sequence[str], others: _Given) -> str:
    return _with_others(say("clock.comma").join(reasons), _IDLE, others)


def _why_not(reading: Reading, day: date) -> str:
    """Say why a reading is not about what began on a day: it came later, went before, or is about others."""
    if day < reading.since:
        return say("reading.later", basis=reading.basis, since=reading.since.isoformat())
    if day > reading.until:
        return say("reading.over", basis=reading.basis, until=reading.until.isoformat())
    if "levels" in reading.row:
        levels = say("value.comma").join(map(str, reading.row["levels"]))
        return say("reading.levels", basis=reading.basis, levels=levels)
    return say("reading.absent", basis=reading.basis)

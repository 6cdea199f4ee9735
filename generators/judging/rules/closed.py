"""closed 闭环: everything raised has been done; actions have been verified in time by another person.

With `done` the record itself says when it was done, within `within_days` of its start. With `by` and
`through` other records do it: each must be verified, by someone else than its owner, before it is due. What
is done and does not meet `good` is 未达标.

    kind: inspection
    where:
      - {field: readings.status, is: [abnormal]}
    by: action
    through: source

An inspection with an abnormal reading and no action that names it is 缺佐证.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import chain

from generators.judging.memory import Judge
from generators.judging.rules.ask import SOON_DAYS, Ask, is_closed, is_proven, is_running
from generators.judging.rules.struck import struck_out
from generators.judging.verdict import Cause, State, Verdict
from generators.records.moment import Moment, known
from generators.records.record import Record
from generators.spoken import duration, minute
from generators.words import say

_END_OF_DAY = time(23, 59, 59)
_DAY = 86_400  # seconds


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each record that raises something."""
    yield from ask.suspects()
    yield from struck_out(ask, lambda then, record: (_judge_one(then, record),))
    yield from chain.from_iterable(ask.each(ask.population(), _judge_of, _is_over))


def _judge_of(ask: Ask) -> Judge[tuple[Verdict, ...]]:
    """Make the judge of single records."""
    return lambda record: (_judge_one(ask, record),) if ask.meets(record) else ()


def _is_over(ask: Ask, record: Record) -> bool:
    """Say whether it is known when the record was done, and by when it should have been."""
    if "by" in ask.parameters:
        return False  # it waits for what others do
    done = known(record.data.get(str(ask.parameters.get("done", record.kind.stop))), ask.zone)
    is_due_known = record.kind.role("due") not in record.data or _due(ask, record) is not None
    return done is not None and is_due_known


def _judge_one(ask: Ask, record: Record) -> Verdict:
    if excuse := ask.excused(record):
        return ask.verdict(State.NOT_APPLICABLE, subject=record.id, evidence=(record.id,), trace=excuse)
    judge_one = _judge_by_others if "by" in ask.parameters else _judge_itself
    return _held_to_good(ask, record, judge_one(ask, record))


def _held_to_good(ask: Ask, record: Record, verdict: Verdict) -> Verdict:
    """Let what was done, and was not done well, be failed; what is open may still become good."""
    why = "" if verdict.state in (State.DUE, State.AT_RISK) else ask.lacking(record)
    if not why:
        return verdict
    state = State.FAILED if verdict.state is State.MET else verdict.state
    trace = f"{verdict.trace}{say('judge.not_good', id=record.id, why=why)}"
    cause = verdict.cause or (Cause(record=record.id, is_open=False, what=why),)
    return verdict._replace(state=state, cause=cause, trace=trace)


def _judge_itself(ask: Ask, record: Record) -> Verdict:
    name = str(ask.parameters.get("done", record.kind.stop))
    start, done = (known(record.data.get(one), ask.zone) for one in (record.kind.start, name))
    days = ask.parameters.get("within_days")
    due = _due(ask, record)
    early = due
    if start and days:  # begun on a day: the time may be over as early as if at its beginning
        early, due = (one + timedelta(days=int(days)) for one in (start.earliest, start.latest))
    if done and _is_self_verified(record):
        state, trace = State.FAILED, say("judge.action_self", id=record.id)
    elif days and start is None:
        state, trace = State.MISSING, say("judge.no_start")
    elif done:
        state = _when(done, early, due)
        trace = say("judge.done", time=minute(done.at, ask.zone), late=_late(ask, state, done, due))
        if due is None and record.kind.role("due"):
            trace += say("judge.no_due")
    elif name in record.data or is_closed(record):
        state, trace = State.MISSING, say("judge.not_written")
    else:
        state, trace = _open(ask, due), say("judge.not_done")
    cause = () if state is State.MET else (_cause(ask, record, state, done, due),)
    decide = (start, done) if days else (done,)  # a limit from the start is only as sure as the start
    return ask.verdict(
        state,
        subject=record.id,
        due=due,
        evidence=(record.id,),
        cause=cause,
        trace=trace,
        independent=is_proven(*decide),
    )


def _judge_by_others(ask: Ask, record: Record) -> Verdict:
    through, wanted = str(ask.parameters.get("through", "")), str(ask.parameters["by"])
    sources = (
        ask.facts.get(link.source) for link in ask.facts.naming(record.id) if link.at[:1] == (through,)
    )
    actions = {one.id: one for one in sources if one and one.kind.name == wanted and not one.is_voided}
    evidence = (record.id, *actions)
    if not actions:
        title = ask.kinds.sound[wanted].title
        what = say("cause.answer", id=record.id, kind=title)
        cause: tuple[Cause, ...] = (Cause(kind=wanted, about=record.id, what=what),)
        trace = say("judge.no_action")
        return ask.verdict(State.MISSING, subject=record.id, evidence=evidence, cause=cause, trace=trace)
    judged = [(one, *_action_state(ask, one)) for one in actions.values()]
    states = [(state, text) for _, state, text in judged]
    worst = next(
        state
        for state in (State.FAILED, State.MISSING, State.AT_RISK, State.DUE, State.MET)
        if state in [s for s, _ in states]
    )
    trace = "".join(text for state, text in states if state is worst)
    due = max((one for action in actions.values() if (one := _due(ask, action))), default=None)
    cause = tuple(
        _cause(ask, one, state, known(one.data.get(one.kind.stop), ask.zone), _due(ask, one))
        for one, state, _ in judged
        if state is worst and state is not State.MET
    )
    return ask.verdict(worst, subject=record.id, due=due, evidence=evidence, cause=cause, trace=trace)


def _cause(ask: Ask, record: Record, state: State, done: Moment | None, due: datetime | None) -> Cause:
    """Name a record, and by how much it is or was over."""
    until = (done.at if done else None) or ask.now
    is_over = state is State.FAILED and due is not None and until > due
    over = _over(ask, until, due) if is_over and due else None
    since = due if is_over else None
    return Cause(
        record=record.id,
        is_open=done is None and is_running(record),
        since=since,
        over_s=over,
        what=say("cause.self") if done and _is_self_verified(record) else "",
    )


def _over(ask: Ask, until: datetime, due: datetime) -> int:
    """Count whole days, as a due day is told; within the first, seconds."""
    days = until.astimezone(ask.zone).date() - due.astimezone(ask.zone).date()
    return int((days or until - due).total_seconds())


def _late(ask: Ask, state: State, done: Moment | None, due: datetime | None) -> str:
    """Say by how much it was done too late, and by when it should have been; nothing when it was not."""
    if state is not State.FAILED or done is None or due is None:
        return ""
    limit = due.astimezone(ask.zone)
    is_day = limit.time() == _END_OF_DAY
    over = _over(ask, done.at, due)
    if is_day:  # counted in days, as the due day is told
        told = say("duration.days", count=over // _DAY)
        return say("judge.late", over=told, due=limit.date().isoformat())
    return say("judge.late", over=duration(over), due=minute(due, ask.zone))


def _action_state(ask: Ask, action: Record) -> tuple[State, str]:
    due = _due(ask, action)
    if not is_closed(action):
        return _open(ask, due), say("judge.action_open", id=action.id)
    if _is_self_verified(action):
        return State.FAILED, say("judge.action_self", id=action.id)
    stop = known(action.data[action.kind.stop], ask.zone)
    state = _when(stop, due, due) if stop else State.MISSING
    if state is State.MISSING:
        return state, say("judge.action_unknown", id=action.id)
    if state is State.FAILED:
        return state, say("judge.action_late", id=action.id, late=_late(ask, state, stop, due))
    return State.MET, say("judge.action_met", id=action.id)


def _when(done: Moment, early: datetime | None, due: datetime | None) -> State:
    """Judge when something was done: met by the earliest due, failed by the latest, shown by nothing between.

    Where only the day is known, either may lie within it.
    """
    if early is None or due is None or done.latest <= early:
        return State.MET
    return State.FAILED if done.earliest > due else State.MISSING


def _is_self_verified(record: Record) -> bool:
    """Say whether the person who checked is the one who did it (`x-differs`)."""
    data, pairs = record.data, ((one.name, one.marks["differs"]) for one in record.kind.marked("differs"))
    return any(data.get(this) == data.get(that) for this, that in pairs if this in data)


def _due(ask: Ask, action: Record) -> datetime | None:
    day = ask.day(action, action.kind.role("due"))
    return datetime.combine(day, _END_OF_DAY, ask.zone) if day else None


def _open(ask: Ask, due: datetime | None) -> State:
    if due is None:
        return State.DUE
    if due < ask.now:
        return State.FAILED
    return State.AT_RISK if due - ask.now <= timedelta(days=SOON_DAYS) else State.DUE

"""present 具备: a document or record is there, approved where it is a document, and reviewed in time.

    kind: emergency-plan
    review: review_due

An approved plan whose `review_due` lies ahead is 达标; once the day has passed it is 佐证过期; a draft alone
is 缺佐证, and so is nothing at all. An approved one that does not meet `good` does not count; where too few
are left because of that it is 未达标. Before its newest approval a document counts from an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from generators.judging.rules.ask import Ask
from generators.judging.verdict import Cause, State, Verdict
from generators.records.record import Record
from generators.words import say


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge the whole population at once: what counts is that enough of it is there."""
    yield from ask.suspects()
    needed = int(ask.parameters.get("count", 1))
    found = list(ask.records())
    approved = [record for record in found if _is_approved(record)]
    lacking = {record.id: why for record in approved if (why := ask.lacking(record))}
    ready = [record for record in approved if record.id not in lacking]
    fresh = [record for record in ready if not _overdue(ask, record)]
    shown = approved if lacking and len(fresh) < needed else fresh or ready or found
    evidence = tuple(record.id for record in shown)
    told = "".join(say("judge.not_good", id=record_id, why=why) for record_id, why in lacking.items())
    if len(fresh) >= needed:
        yield ask.verdict(
            State.MET, evidence=evidence, trace=say("judge.present", found=len(fresh), needed=needed)
        )
    elif len(ready) >= needed:
        overdue = ((record.id, day) for record in ready if (day := _overdue(ask, record)))
        ids = say("value.comma").join(
            say("judge.stale_one", id=name, day=day.isoformat()) for name, day in overdue
        )
        cause = tuple(_stale(ask, record.id, day) for record in ready if (day := _overdue(ask, record)))
        trace = say("judge.stale", ids=ids)
        yield ask.verdict(State.STALE, evidence=evidence, cause=cause, trace=trace)
    else:
        due = ask.parameters.get("due")
        is_due = due and date.fromisoformat(str(due)) >= ask.today
        state = State.DUE if is_due else State.FAILED if lacking else State.MISSING
        numbers = {"found": len(ready), "needed": needed}
        trace = say("judge.not_enough", **numbers) + told if lacking else ""
        trace = trace or say("judge.only_drafts" if found else "judge.absent", **numbers)
        drafts = [record.id for record in found if record not in approved]
        cause = tuple(
            Cause(record=record_id, what=lacking.get(record_id, "")) for record_id in (*lacking, *drafts)
        )
        cause += (ask.absent(),) if len(found) < needed else ()
        yield ask.verdict(state, evidence=evidence, cause=cause, trace=trace)


def _stale(ask: Ask, record_id: str, day: date) -> Cause:
    since = datetime.combine(day, time(23, 59, 59), ask.zone)
    return Cause(record=record_id, since=since, over_s=int((ask.today - day).total_seconds()))


def _is_approved(record: Record) -> bool:
    if not record.kind.is_document:
        return True
    is_given = "approved" in record.data or "earlier_approvals" in record.data
    return record.data.get("status") == "approved" and is_given


def _overdue(ask: Ask, record: Record) -> date | None:
    """Give the day by which a record should have been reviewed, if that lies behind."""
    day = ask.day(record, str(ask.parameters.get("review", "")))
    return day if day and day < ask.today else None

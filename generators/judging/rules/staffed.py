"""staffed 在岗: on every day so far, each role of the contract's team is held by enough people.

    kind: person
    posts: posts
    role: role

Two people on the desk until 31 August and one from then on make the role 未达标 from 1 September. An amended
contract asks on each day for the team of the version that was in force then. With
`holding`, a list of periods such as qualifications, only days on which one of them is valid count. A person
whose post is written twice counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from generators.judging.rules.ask import Ask
from generators.judging.verdict import Cause, State, Verdict
from generators.records.record import Record
from generators.records.speaking import Speaker
from generators.words import say

_DAY = timedelta(days=1)
Span = tuple[date, date]


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each role of the team over the part of the term that has passed."""
    yield from ask.suspects()
    term = ask.term
    if term is None:
        yield ask.without_term()
        return
    if term.first > ask.today:
        yield ask.verdict(
            State.DUE, cause=ask.itself(), trace=say("judge.not_begun", day=term.first.isoformat())
        )
        return
    span = term.first, min(term.last or ask.today, ask.today)
    wanted, unread = _wanted(ask, span)
    for role, needs in wanted.items():
        yield _judge_role(ask, role, needs, span)
    if unread:
        trace = say("judge.suspect", id=say("value.comma").join(unread))
        cause = tuple(Cause(record=one) for one in unread)
        yield ask.verdict(State.SUSPECT, evidence=unread, cause=cause, trace=trace)


class _Need(NamedTuple):
    """How many people a role takes for some days, and what it is called then."""

    days: Span
    people: int
    title: str


def _wanted(ask: Ask, span: Span) -> tuple[Mapping[str, list[_Need]], tuple[str, ...]]:
    """Give what the team must be, version by version of the contract, and the versions that are not sound."""
    found: dict[str, list[_Need]] = {}
    unread: list[str] = []
    for name, begin, end in ask.scope.versions(*span):
        contract = ask.facts.get(name)
        if contract is None:
            unread.append(name)
            continue
        part = contract.kind.parts[contract.kind.role("team")]
        for row in contract.data[part.name]:
            need = _Need((begin, end), int(row["count"]), str(row["name"]))
            found.setdefault(str(row[part.marks["key"]]), []).append(need)
    return found, tuple(unread)


def _judge_role(ask: Ask, role: str, needs: list[_Need], term: Span) -> Verdict:
    holders: list[tuple[str, Span]] = []
    unheld: list[tuple[str, Span]] = []  # the days on which somebody has the post, and not what it asks for
    column = str(ask.parameters["role"])
    for record in ask.records():
        held = _held(ask, record, term)
        posts = (row for row in record.data.get(str(ask.parameters["posts"]), ()) if row.get(column) == role)
        for begin, end in _joined(_span(post, term) for post in posts):
            spans = [(max(begin, since, term[0]), min(end, until, term[1])) for since, until in held]
            holders += [(record.id, one) for one in spans if one[0] <= one[1]]  # nobody proves other days
            unheld += [(record.id, one) for one in _short(held, 1, (begin, end)) if begin <= end]
    spans = [span for _, span in holders]
    lacking = [(one, gap) for one in needs for gap in _short(spans, one.people, one.days)]
    needed, title = (lacking[0][0] if lacking else needs[-1])[1:]
    evidence = tuple(dict.fromkeys(record_id for record_id, _ in holders))
    if not holders:
        state, trace = State.MISSING, say("judge.staffed_none", title=title)
    elif lacking:
        told = say("value.comma").join(
            say("judge.span", begin=a.isoformat(), end=b.isoformat()) for _, (a, b) in lacking
        )
        state, trace = State.FAILED, say("judge.staffed_short", title=title, needed=needed, spans=told)
    else:
        state, trace = State.MET, say("judge.staffed", title=title, needed=needed)
    all_posts = [span for _, span in (*holders, *unheld)]
    unfilled = [gap for one in needs for gap in _short(all_posts, one.people, one.days)]
    cause = tuple(_causes(ask, (role, title), [gap for _, gap in lacking], unfilled, unheld))
    return ask.verdict(state, part=role, evidence=evidence, cause=cause, trace=trace)


def _causes(
    ask: Ask, post: tuple[str, str], gaps: list[Span], unfilled: list[Span], unheld: list[tuple[str, Span]]
) -> Iterator[Cause]:
    """Yield the post where too few have it, and who has it without what it asks for while too few do.

    What lasts until today can still be put right.
    """
    role, title = post
    if unfilled:
        what = say("cause.post", title=title)
        own = Cause(kind=ask.kind.name, about=role, contract=ask.scope.named, what=what)
        yield _lasting(ask, own, unfilled)
    speaker = Speaker(ask.kinds, ask.facts.records, ask.scope.contract)
    what = say("cause.holding", holding=speaker.title(ask.kind, str(ask.parameters.get("holding", ""))))
    people: dict[str, list[Span]] = {}
    for record_id, span in unheld:
        people.setdefault(record_id, []).extend(both for gap in gaps if (both := _both(gap, span)))
    for record_id, spans in people.items():
        if spans:
            yield _lasting(ask, Cause(record=record_id, what=what), spans)


def _lasting(ask: Ask, cause: Cause, spans: list[Span]) -> Cause:
    days = sum((end - begin).days + 1 for begin, end in spans)
    return cause._replace(
        is_open=max(end for _, end in spans) >= ask.today,
        since=datetime.combine(min(spans)[0], time(), ask.zone),
        over_s=days * _DAY // timedelta(seconds=1),
    )


def _both(one: Span, other: Span) -> Span | None:
    """Give the days that two spans share."""
    begin, end = max(one[0], other[0]), min(one[1], other[1])
    return (begin, end) if begin <= end else None


def _held(ask: Ask, record: Record, term: Span) -> list[Span]:
    """Give the spans in which a person holds what is asked for, joined; the whole term if nothing is."""
    name = ask.parameters.get("holding")
    if name is None:
        return [term]
    return _joined(_span(row, term) for row in record.data.get(str(name), ()))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join what overlaps or follows day on day: a person counts once, however often a day is written."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin - joined[-1][1] <= _DAY:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined


def _span(row: Mapping[str, str], term: Span) -> Span:
    """Read a row's period; one without an end runs to the term's."""
    return date.fromisoformat(row["from"]), date.fromisoformat(row["to"]) if "to" in row else term[1]


def _short(spans: list[Span], needed: int, term: Span) -> Iterator[Span]:
    """Yield the spans of days on which fewer than needed are there."""
    last = min(term[1], date.max - _DAY)  # what has no end: no day comes after the last that there is
    steps: dict[date, int] = {term[0]: 0, last + _DAY: 0}
    for begin, end in spans:
        first, after = max(begin, term[0]), min(end, last) + _DAY
        if first < after:
            steps[first] = steps.get(first, 0) + 1
            steps[after] = steps.get(after, 0) - 1
    days, count, since = sorted(steps), 0, None
    for day in days:
        count += steps[day]
        is_short = count < needed and day <= last
        if is_short and since is None:
            since = day
        elif not is_short and since is not None:
            yield since, day - _DAY
            since = None

"""How things stand, for a terminal: plain lines, no colours, the same words as the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import causes, standing
from generators.measures.causes import Behind
from generators.measures.figure import OPEN, Figure, Group
from generators.measures.whatif import WhatIf
from generators.site.verdict_rows import rows
from generators.spoken import duration, minute
from generators.words import say

_SCREEN = 28  # causes on a screen of 45 lines: the rest are headings, totals and what to do next
_COLUMNS, _STATE, _DAY = 100, 8, 10
_CUT = "…"
_A_DAY, _MANY_DAYS = 86_400, 10 * 86_400


def status(base: KnowledgeBase) -> str:
    """Tell in one screen how things stand: totals, what is open, what is past, what falls due, what to do."""
    found = causes.summary(base, _SCREEN)
    total = say("status.total", count=found.obligations.number)
    lines = [
        _head(base),
        "",
        f"{total}{_states(found.faulty)}",
        f"{say('status.others')}{_states(found.others)}",
    ]
    for name, shown in (("open", found.open), ("done", found.done), ("due", found.due)):
        count, obligations = shown.all.number, shown.obligations.number
        lines += ["", say(f"status.list.{name}", count=count, obligations=obligations)]
        lines += [_line(base, one) for one in shown.first]
        lines += ["  " + say("status.rest", states=_states(shown.rest))] if shown.rest else []
        lines += [] if count else ["  " + say("status.nothing")]
    return "\n".join(_clipped(one) for one in (*lines, "", say("status.next"), say("status.more")))


def everything(base: KnowledgeBase) -> str:
    """Count the obligations by source, element and phase, and list every verdict below what makes it bad."""
    lines = [_head(base)]
    for title, groups in standing.tallies(base):
        lines += ["", title]
        lines += [f"  {group.title}: {_states(group.states)}" for group in groups]
    known = causes.causes(base)
    bad = [one for one in known if one.state is not State.UNSETTLED]
    lines += ["", say("status.bad"), *_groups(base, bad)]
    open_ones = [_line(base, one) for one in known if one.state is State.UNSETTLED]
    if open_ones:
        lines += ["", say("status.unsettled"), *open_ones]
    return "\n".join([*lines, "", say("status.soon"), *_groups(base, causes.to_do(base))])


def due(base: KnowledgeBase) -> str:
    """List what is to be done within thirty days, the nearest first, with what waits for it."""
    return "\n".join([_head(base), "", say("status.soon"), *_groups(base, causes.to_do(base))])


def flips(found: WhatIf) -> str:
    """Say how a decision changes what is judged, then list the totals, months and single verdicts."""
    against = say("whatif.none" if found.is_against_none else "whatif.as_it_stands")
    title, since = found.decision.title, found.since.isoformat()
    lines = [say("whatif.head", id=found.decision.id, title=title, since=since, against=against)]
    lines += ["", say("whatif.duties")]
    for duty in found.duties:
        lines += [f"  {duty.obligation.id} {duty.obligation.title}"]
        lines += [
            "    " + say("whatif.before", text=duty.before),
            "    " + say("whatif.after", text=duty.after),
        ]
    lines += ["", say("whatif.totals")]
    lines += [
        f"  {one.obligation.id} {one.obligation.title}  "
        + say(
            "whatif.total",
            period=one.period or say("whatif.all"),
            before=_counted(one.before),
            after=_counted(one.after),
        )
        for one in found.totals
    ] or ["  " + say("status.nothing")]
    lines += ["", say("whatif.verdicts")]
    lines += [
        f"  {_state(one.before)} → {_state(one.after)}  {one.obligation.id}  {one.about}"
        for one in found.flips
    ] or ["  " + say("status.nothing")]
    return "\n".join(lines)


def _counted(one: Figure) -> str:
    told = say("sla.figure", met=one.numerator.number, judged=one.denominator.number)
    left = "".join(f"  {say(f'state.{group.name}')} {group.number}" for group in one.remainder)
    return told + left


def _state(state: State | None) -> str:
    return say(f"state.{state or standing.NOTHING}")


def _head(base: KnowledgeBase) -> str:
    return say("status.as_of", time=minute(base.now, base.config.zone))


def _states(groups: Iterable[Group]) -> str:
    return "  ".join(f"{say(f'state.{one.name}')} {one.number}" for one in groups) or say("status.nothing")


def _groups(base: KnowledgeBase, known: Iterable[Behind]) -> list[str]:
    lines: list[str] = []
    for one in known:
        lines += [_line(base, one), *(f"    {row}" for row in _rows(base, one.verdicts))]
    return lines or ["  " + say("status.nothing")]


def _line(base: KnowledgeBase, one: Behind) -> str:
    """Tell one cause: its state, since or until when, the obligations, by how much over, and what it is."""
    is_due = one.state in OPEN
    at = one.due if is_due else one.since
    parts = [
        _padded(say(f"state.{one.state}"), _STATE),
        _padded(minute(at, base.config.zone)[:_DAY] if at else "", _DAY),
        say("status.waiting" if is_due else "status.behind", count=one.obligations.number),
        say("status.over", over=duration(_short(one.over_s))) if one.over_s else "",
        say("status.judgements", count=one.judgements.number) if one.state is State.UNSETTLED else "",
        f"{one.cause.record} {one.title}" if one.cause.record else one.title,
    ]
    line = "  " + "  ".join(part for part in parts if part)
    return say("status.noted", line=line, note=one.note) if one.note else line


def _short(seconds: int) -> int:
    """Leave the hours off what is many days."""
    return seconds - seconds % _A_DAY if seconds > _MANY_DAYS else seconds


def _rows(base: KnowledgeBase, verdicts: Iterable[Verdict]) -> Iterator[str]:
    for row in rows(base, verdicts):
        about = row.subject.id if row.subject else row.period
        parts = (row.state_word, row.due, row.obligation.id, row.obligation.title, about, row.trace)
        yield "  ".join(part for part in parts if part)


def _clipped(text: str) -> str:
    """Cut what is wider than the screen; a Chinese character is two columns wide."""
    width, kept = 0, ""
    for letter in text:
        width += _width(letter)
        if width > _COLUMNS - _width(_CUT):
            return kept.rstrip() + _CUT
        kept += letter
    return text


def _padded(text: str, columns: int) -> str:
    left = columns
    for letter in text:
        left -= _width(letter)
    return text + " " * left


def _width(letter: str) -> int:
    return 2 if east_asian_width(letter) in "WFA" else 1

"""How things stand, for a terminal: plain lines, no colours, the same words as the site."""

from __future__ import annotations

from collections.abc import Iterable

from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import standing
from generators.measures.figure import Figure
from generators.measures.whatif import WhatIf
from generators.site.verdict_rows import rows
from generators.spoken import minute
from generators.words import say


def status(base: KnowledgeBase) -> str:
    """Count the obligations by source, element and phase, and list what was not done."""
    lines = [_head(base)]
    for title, groups in standing.tallies(base):
        lines += ["", title]
        for group in groups:
            counted = "  ".join(f"{say(f'state.{one.name}')} {one.number}" for one in group.states)
            lines.append(f"  {group.title}: {counted}")
    lines += ["", say("status.bad"), *_lines(base, standing.bad(base))]
    open_ones = [
        f"  {one.obligation.id}  {one.obligation.title}  "
        + say("status.unsettled_of", count=one.judgements.unsettled.number)
        for one in standing.unsettled(base)
    ]
    if open_ones:
        lines += ["", say("status.unsettled"), *open_ones]
    return "\n".join([*lines, "", say("status.soon"), *_lines(base, standing.due(base))])


def due(base: KnowledgeBase) -> str:
    """List what is open and falls due within thirty days, the nearest first."""
    return "\n".join([_head(base), "", say("status.soon"), *_lines(base, standing.due(base))])


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


def _lines(base: KnowledgeBase, verdicts: Iterable[Verdict]) -> list[str]:
    found = [
        "  "
        + "  ".join(
            part
            for part in (
                row.state_word,
                row.due,
                row.obligation.id,
                row.obligation.title,
                row.subject.id if row.subject else row.period,
                row.trace,
            )
            if part
        )
        for row in rows(base, verdicts)
    ]
    return found or ["  " + say("status.nothing")]

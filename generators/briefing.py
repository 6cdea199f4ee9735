"""How things stand, for a terminal: plain lines, no colours, the same words as the site."""

from __future__ import annotations

from collections.abc import Iterable

from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import standing
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
    return "\n".join([*lines, "", say("status.soon"), *_lines(base, standing.due(base))])


def due(base: KnowledgeBase) -> str:
    """List what is open and falls due within thirty days, the nearest first."""
    return "\n".join([_head(base), "", say("status.soon"), *_lines(base, standing.due(base))])


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

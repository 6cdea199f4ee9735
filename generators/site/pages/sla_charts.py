"""The charts of the clocks: each month of a year by column, and what was used of each limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from generators import address
from generators.charts import columns, strip
from generators.charts.shapes import Fill, Mark
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import sheets
from generators.measures.figure import Figure
from generators.measures.performance import Matrix, level_of
from generators.measures.sheets import Period, Sheet, Sheets
from generators.records.record import in_order
from generators.site.pages.sla_figures import event, heads
from generators.spoken import period
from generators.words import say

_SHORT = 4  # of an id: the number that tells it apart within a year


class Drawn(NamedTuple):
    """What is drawn on one page."""

    base: KnowledgeBase
    one: Sheets
    name: str  # of the contract in addresses
    uri: str

    def trends(self, sheet: Sheet, shown: Period) -> Iterator[Markup]:
        """Draw the months of a year, one chart a column; the months that are shown are marked."""
        words = {
            Fill.SOLID: say("sla.fill.solid"),
            Fill.PALE: say("sla.fill.pale"),
            Fill.STRIPED: say("sla.fill.striped"),
            Fill.HATCHED: say("state.none"),
        }
        for head, matrix in zip(heads(self.base, sheet), sheet.columns, strict=True):
            by = dict(zip(matrix.months, matrix.whole.judged.months, strict=True))
            drawn = [self._month(month, by.get(month), shown) for month in sheet.period.months]
            yield columns.draw(
                f"trend-{shown.name}-{matrix.obligation.id}", say("sla.trend", event=head.title), drawn, words
            )

    def strip(self, sheet: Sheet) -> Markup:
        """Draw what was used of the limits of what is done last."""
        if not sheet.columns:
            return Markup("")
        matrix = next((one for one in sheet.columns if self._is_done(one)), sheet.columns[-1])
        levels: dict[str, list[strip.Duration]] = {one.code: [] for one in sheet.levels}
        for one in sheets.timed(self.base, matrix, sheet.period):
            subject = str(one.subject)
            levels.setdefault(level_of(self.base, one).code, []).append(
                strip.Duration(
                    subject,
                    subject[-_SHORT:],
                    one.measured_s or 0,
                    one.limit_s or 0,
                    Mark.BAD if one.state is State.LATE else Mark.GOOD,
                    address.relative(self.uri, address.record(subject)),
                )
            )
        if not any(levels.values()):
            return Markup("")
        rows = [
            strip.Row(code, sorted(some, key=lambda each: in_order(each.id)), say("state.none"))
            for code, some in levels.items()
        ]
        words = {Mark.GOOD: say("state.met"), Mark.WARN: say("state.at-risk"), Mark.BAD: say("state.late")}
        title = say("sla.strip", event=event(self.base, matrix))
        return strip.draw(f"strip-{sheet.period.name}", title, rows, words)

    def _month(self, name: str, found: Figure | None, shown: Period) -> columns.Column:
        met, judged, own = (
            (found.numerator.number, found.denominator.number, found.independent.number)
            if found
            else (0, 0, 0)
        )
        counts = {Fill.SOLID: own, Fill.PALE: met - own, Fill.STRIPED: judged - met}
        return columns.Column(
            str(int(name[-2:])),
            period(name),
            f"{met}/{judged}" if judged else say("state.none"),
            counts,
            address.relative(self.uri, address.sla(name, self.name)),
            is_current=name in shown.months and shown.is_month,
        )

    def _is_done(self, one: Matrix) -> bool:
        rule = one.obligation.data[one.obligation.kind.role("judge")]["clock"]
        kind = self.base.kinds.sound.get(str(rule["kind"]))
        return kind is not None and kind.done == rule["to"]

"""A table whose rows name what is judged, with how each came out: the items of a month's confirmation."""

from __future__ import annotations

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import outcome
from generators.site.cells import Cell, Field, Plain, Ref, Stated, Table
from generators.spoken import duration
from generators.words import say


def judged(base: KnowledgeBase, table: Field) -> Field:
    """Give a table with a column behind the others for how the records came out; any other as it is."""
    if not isinstance(table.cell, Table):
        return table
    column = next((at for at, _ in enumerate(table.cell.columns) if _lives(base, table.cell, at)), None)
    if column is None:
        return table
    states = [_state(base, row[column]) for row in table.cell.rows]
    if not any(isinstance(one, Stated) for one in states):
        return table
    rows = tuple((*row, state) for row, state in zip(table.cell.rows, states, strict=True))
    return table._replace(cell=Table((*table.cell.columns, say("verdict.title")), rows))


def _lives(base: KnowledgeBase, table: Table, at: int) -> bool:
    """Say whether a column names records that begin and end; people and assets are judged elsewhere."""
    found = [row[at] for row in table.rows if row[at] != Plain("")]
    records = [base.facts.get(one.id) if isinstance(one, Ref) else None for one in found]
    return bool(records) and all(one and one.kind.start for one in records)


def _state(base: KnowledgeBase, cell: Cell) -> Cell:
    record = base.facts.get(cell.id) if isinstance(cell, Ref) else None
    found = outcome.of(base, record) if record else None
    if found is None or found.name not in {*State}:
        return Plain("")
    over = found.seconds if found.name == State.LATE else 0
    word = say("clockchip.over", span=duration(over)) if over else say(f"state.{found.name}")
    return Stated(found.name, word)

"""A record that somebody signs for others, as a sheet: each of them with its level, times and judgement.

Which kinds are such sheets their schemas say: their lives end, and a table must hold all records of
their days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import outcome
from generators.records.moment import moment
from generators.records.record import Record
from generators.site.cells import Cell, Field, Many, Plain, Ref, Stated, Table, brief, time
from generators.site.pages import clock_chips
from generators.words import say

_EMPTY = Plain("")
_ROLES = ("customer", "provider")  # of the contract's fields


class Sheet(NamedTuple):
    """What is signed below the items: by whom, and when the record says that it was."""

    sides: tuple[tuple[str, str], ...]  # what each is, its name
    signed: str  # empty while it is not


def account(record: Record) -> str:
    """Name the table of records that whoever ends the record's life vouches for; empty without one."""
    whole: Mapping[str, Mapping[str, Any]] = record.kind.tree.marks.get("whole", {})
    tables = (name for name, measure in whole.items() if "records" in measure)
    return next(tables, "") if record.kind.stop else ""


def sheet(base: KnowledgeBase, record: Record) -> Sheet | None:
    """Give the block to sign; None for what nobody signs for others."""
    if not account(record):
        return None
    signed = moment(record.data.get(record.kind.stop), base.config.zone)
    return Sheet(sides(base, record), time(base, signed.at) if signed else "")


def sides(base: KnowledgeBase, record: Record) -> tuple[tuple[str, str], ...]:
    """Give what each party of the contract that binds a record is, and its name."""
    contract = base.facts.get(base.bindings.of(record).contract or "")
    roles = [contract.kind.role(one) for one in _ROLES] if contract else []
    return tuple(
        (contract.kind.fields[role].title, str(contract.data[role]))
        for role in roles
        if contract and role in contract.data
    )


def accounted(base: KnowledgeBase, record: Record, table: Field) -> Field:
    """Give the table of what is signed for with what is known of each row's record; any other as it is."""
    if table.name != account(record) or not isinstance(table.cell, Table):
        return table
    items = [_items(base, row) for row in table.cell.rows]
    told = [at for at, _ in enumerate(_titles()) if any(one[at] != _EMPTY for one in items)]
    heads = tuple(_titles()[at] for at in told)
    rows = (
        (row[0], *(one[at] for at in told), *row[1:]) for row, one in zip(table.cell.rows, items, strict=True)
    )
    columns = table.cell.columns
    return table._replace(cell=Table((columns[0], *heads, *columns[1:]), tuple(rows)))


def _titles() -> tuple[str, ...]:
    return say("sheet.level"), say("sheet.began"), say("sheet.ended"), say("verdict.title")


def _items(base: KnowledgeBase, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Say how high, from when, until when and how well: of the record that a row names first."""
    record = base.facts.get(row[0].id) if isinstance(row[0], Ref) else None
    if record is None:
        return tuple(_EMPTY for _ in _titles())
    level = record.kind.role("level")
    states = tuple(dict.fromkeys(_judged(base, record)))  # two obligations may ask for the same
    return (
        Plain(str(record.data.get(level, ""))),
        _when(base, record, record.kind.start),
        _when(base, record, record.kind.stop),
        Many(states) if states else _EMPTY,
    )


def _when(base: KnowledgeBase, record: Record, event: str) -> Cell:
    return brief(base, record, event) if event else _EMPTY


def _judged(base: KnowledgeBase, record: Record) -> Iterator[Stated]:
    """Say how each clock stands, with its time; where there is none, how the record came out."""
    clocks = [one for one in clock_chips.chips(base, record) if one.state is not State.NOT_APPLICABLE]
    for one in clocks:
        words = (one.event, one.measured, one.word)
        yield Stated(one.state, " ".join(word for word in words if word))
    found = outcome.of(base, record).name
    if not clocks and found in {*outcome.NAMES}:
        yield Stated(found, say(f"state.{found}"))

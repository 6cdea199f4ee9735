"""Internal audits: how the clauses that were looked at came out, what became of each nonconformity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import fields, lessons
from generators.measures.lessons import Answer, Taken
from generators.measures.once import once
from generators.records.record import Record
from generators.records.sums import Part, Sum


class Nonconformity(NamedTuple):
    """One nonconformity: the row of the checklist that found it, and the action against its cause."""

    audit: str
    number: int  # of its row
    clause: str
    title: str  # of the clause, where the standard is known
    finding: str
    severity: str
    answer: Answer
    action: Taken | None


class Audit(NamedTuple):
    """One audit; `rows` are those of its checklist by how they came out, in the order of the schema."""

    id: str
    table: str
    rows: tuple[tuple[str, str, Sum], ...]  # code, word, rows
    nonconformities: tuple[Nonconformity, ...]

    @property
    def open(self) -> tuple[Nonconformity, ...]:
        """Those that nobody has closed."""
        return tuple(one for one in self.nonconformities if one.answer is not Answer.CLOSED)


@once
def audits(base: KnowledgeBase) -> tuple[Audit, ...]:
    """Give the audits that have begun, the newest first."""
    found = [
        record
        for kind in fields.kinds_with(base, "conformity", "nonconformity")
        for record in fields.records(base, kind)
        if any(fields.rows(record, "conformity"))
    ]
    return tuple(_audit(base, one) for one in sorted(found, key=lambda one: one.id, reverse=True))


def _audit(base: KnowledgeBase, record: Record) -> Audit:
    column = fields.column(record.kind, "conformity")
    rows = [*fields.rows(record, "conformity")]
    told = []
    for choice in column.choices:
        some = [one for one in rows if one.cells[column.name] == choice.code]
        parts = tuple(Part(record.id, (one.table, one.number), 1) for one in some)
        told.append((str(choice.code), choice.word, Sum(str(choice.code), parts)))
    return Audit(record.id, str(column.at[0]), tuple(told), tuple(_nonconformities(base, record, rows)))


def _nonconformities(
    base: KnowledgeBase, record: Record, checklist: list[fields.Row]
) -> Iterator[Nonconformity]:
    by_line = {str(one.cells["line"]): one.cells for one in checklist}
    column = fields.column(record.kind, "nonconformity")
    for row in fields.rows(record, "nonconformity"):
        found = by_line.get(str(row.cells["checklist_line"]), {})
        action = base.facts.get(str(row.cells.get(column.name, "")))
        taken = lessons.taken(base, action) if action is not None and not action.is_voided else None
        severity = record.kind.field((row.table, row.number, "severity"))
        clause = str(found.get("clause", ""))
        yield Nonconformity(
            record.id,
            row.number,
            clause,
            _clause(base, record, clause),
            str(found.get("finding", "")),
            severity.word(row.cells["severity"]),
            taken.answer if taken else Answer.NONE,
            taken,
        )


def _clause(base: KnowledgeBase, record: Record, code: str) -> str:
    """Give what the standard calls a clause."""
    for link in base.facts.named_by(record.id):
        owner = base.facts.get(link.target)
        if link.row == code and owner is not None and link.at[-1:] == ("clause",):
            return next((title for part in owner.kind.parts if (title := owner.row_title(part, code))), "")
    return ""

"""A table that proves something holds all that it must (`x-whole`): a row left out is a reason to doubt it.

What whole is, the schema says by a column: every item of the template that the record names, every choice,
every day or every record that belongs to its days, whatever the one before it had; or by a number of rows.
Nobody asks it of what is not done yet, and a row that says why nothing was done counts as written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from generators.checks.belonging import Belonging
from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.field import Field, Reference
from generators.kinds.telling import Medium, say
from generators.kinds.telling import table as sentences
from generators.records.record import Record

_DAY = timedelta(days=1)


def check(context: Context) -> Iterator[Finding]:
    """Measure every table of what is done against what it says whole is."""
    belonging = Belonging(context)
    for record in context.records.values():
        for table, measure in record.kind.tree.marks.get("whole", {}).items():
            if _is_asked(record, table, measure):
                field = record.kind.fields[table]
                if "count" in measure:
                    yield from _counted(record, field, measure["count"])
                else:
                    yield from _named(belonging, record, field, measure)


def is_done(record: Record) -> bool:
    """Say whether a record is finished: it has ended, or as a document was approved."""
    if record.is_voided:
        return False
    if record.kind.is_document:
        return "approved" in record.data
    return not record.kind.stop or record.kind.stop in record.data


def _is_asked(record: Record, table: str, measure: Mapping[str, Any]) -> bool:
    meets = all(record.data.get(name) in wanted for name, wanted in measure.get("when", {}).items())
    return is_done(record) and meets and not (measure.get("optional") and table not in record.data)


def _counted(record: Record, table: Field, count: int | str) -> Iterator[Finding]:
    least = record.data.get(count) if isinstance(count, str) else count
    if least is None:
        remedy = CODES["count-missing"].remedy
        text = say("count-missing", field=record.kind.fields[str(count)].title, remedy=remedy)
        yield finding(record.place("id"), "count-missing", text)
        return
    rows = len(record.data.get(table.name, ()))
    if rows < least:
        remedy = CODES["row-missing"].remedy
        text = say("row-missing.count", table=table.title, least=least, rows=rows, remedy=remedy)
        yield finding(record.key_place(table.name), "row-missing", text)


def _named(
    belonging: Belonging, record: Record, table: Field, measure: Mapping[str, Any]
) -> Iterator[Finding]:
    column = table.children[measure["by"]]
    written = {str(row[column.name]) for row in record.data.get(table.name, ()) if column.name in row}
    wanted = _wanted(belonging, record, table, column, measure)
    missing = [word for code, word in wanted.items() if code not in written]
    if missing and not belonging.misnames(record, column, written):
        most, remedy = sentences(Medium.YAML).shown["rows"], CODES["row-missing"].remedy
        names = say("and").join(missing[:most])
        names = say("row-missing.more", names=names) if len(missing) > most else names
        text = say("row-missing", table=table.title, count=len(missing), names=names, remedy=remedy)
        yield finding(record.key_place(table.name), "row-missing", text)


def _wanted(
    belonging: Belonging, record: Record, table: Field, column: Field, measure: Mapping[str, Any]
) -> Mapping[str, str]:
    """Give what the column must hold, each value with the word for it."""
    match measure:
        case {"days": True}:
            when = belonging.days(record)
            count = (when.last - when.first).days + 1 if when else 0
            days = [(when.first + number * _DAY).isoformat() for number in range(count)] if when else []
            return {day: day for day in days}
        case {"before": True}:
            before = belonging.before(record)
            rows = before.data.get(table.name, ()) if before else ()
            return {str(row[column.name]): str(row[column.name]) for row in rows}
        case {"records": kinds}:
            return belonging.records(record, table.name, column.name, kinds, measure.get("during"))
        case {"among": codes}:
            return {code: column.word(code) for code in codes}
    if column.ref:
        return _rows(belonging, record, column.ref, measure)
    return {str(one.code): one.word for one in column.choices}


def is_meant(record: Record, row: Mapping[str, Any], within: Mapping[str, str]) -> bool:
    """Say whether a row belongs to what a record says it was about; one that says nothing is about all."""
    return all(
        name not in record.data or row.get(column) in record.data[name] for column, name in within.items()
    )


def _rows(
    belonging: Belonging, record: Record, ref: Reference, measure: Mapping[str, Any]
) -> Mapping[str, str]:
    """Give the rows of the list that the column names, as it was on the record's days."""
    owner = belonging.owner(record, ref)
    if owner is None:
        return {}
    part, when = owner.kind.parts[str(ref.part)], belonging.days(record)
    since = part.marks.get("at")
    _, until = part.item.marks.get("period", ("", "")) if part.item else ("", "")
    return {
        code: say("row-missing.row", code=code, title=title)
        if (title := owner.row_title(part.name, code))
        else code
        for row in owner.data.get(part.name, ())
        if all(row.get(name) in wanted for name, wanted in measure.get("where", {}).items())
        and is_meant(record, row, measure.get("within", {}))
        and not (since in row and when and str(row[since])[:10] > str(when.first))
        and not (until in row and when and str(row[until])[:10] < str(when.first))
        and (code := str(row[part.marks["key"]]))
    }

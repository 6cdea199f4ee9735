"""What is part of something is never more than it (`x-at-most`): a sum that cannot be is a reason to doubt.

A number is held against another one, or against how many rows there are. What has members is held as their
sum, and each row of a table by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.record import OBJECT, Record, values
from generators.strict_yaml import At


def check(context: Context) -> Iterator[Finding]:
    """Compare every number with what it must not exceed."""
    for record in context.records.values():
        for path, most in record.kind.tree.marks.get("at-most", {}).items():
            if not record.is_voided:
                yield from _look(record, path, most)


def _look(record: Record, path: str, most: str | Mapping[str, Any]) -> Iterator[Finding]:
    field = record.kind.tree.along(path)
    for at, value in values(record.data, field.at):
        number = _sum(value)
        if number is None:
            continue
        limit, word = _rows(record, most) if not isinstance(most, str) else _number(record, most, at)
        title = field.title or record.kind.field(at[:1]).title
        if limit is None:
            text = f"写了「{title}」，没有写「{word}」；{CODES['count-missing'].remedy}"
            yield finding(record.place(*at), "count-missing", text)
        elif number > limit:
            text = f"「{title}」（{number}）多于「{word}」（{limit}）；{CODES['sum-impossible'].remedy}"
            yield finding(record.place(*at), "sum-impossible", text)


def _sum(value: Any) -> float | None:
    if not isinstance(value, OBJECT):
        return value if isinstance(value, (int, float)) else None
    numbers = [one for one in value.values() if isinstance(one, (int, float)) and not isinstance(one, bool)]
    return sum(numbers) if numbers else None


def _number(record: Record, path: str, at: At) -> tuple[float | None, str]:
    """Give the number at a path, of the same row where it stands in one."""
    field = record.kind.tree.along(path)
    value: Any = record.data
    for number, step in enumerate(field.at):
        value = value[at[number]] if step == "*" else value.get(step)
        if value is None:
            return None, field.title
    return value, field.title


def _rows(record: Record, most: Mapping[str, Any]) -> tuple[int, str]:
    """Count the rows that are such; no table has none."""
    table, where = record.kind.fields[most["rows"]], most.get("where", {})
    rows = record.data.get(table.name, ())
    count = sum(all(row.get(name) in wanted for name, wanted in where.items()) for row in rows)
    words = "、".join(table.children[name].word(one) for name, wanted in where.items() for one in wanted)
    return count, f"{table.title}（{words}）" if words else table.title

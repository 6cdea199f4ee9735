"""What a kind says of its tables and numbers that must add up: the shape of those words, and what they name.

All of them stand on the kind, so that whatever one names can be looked up beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.kinds.control import KindWord
from generators.strict_yaml import At

_NUMBERS = ("integer", "number")
_MEASURES = ("among", "days", "before", "records")  # what the column must hold; else all that it may name
_MORE = (*_MEASURES, "during", "where", "when", "within", "optional")


def is_whole(value: Any) -> bool:
    """Say whether each table is given either a column that must hold every one, or a number of rows."""
    return isinstance(value, dict) and bool(value) and all(_is_measure(one) for one in value.values())


def _is_measure(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and len({"by", "count"} & set(value)) == 1
        and set(value) <= {"by", "count", *_MORE}
        and len(set(_MEASURES) & set(value)) <= 1
        and isinstance(value.get("by", ""), str)
        and isinstance(value.get("count", 1), (int, str))
        and all(value.get(key, True) is True for key in ("days", "before", "optional"))
        and all(_is_texts(value.get(key, ["x"])) for key in ("among", "records"))
        and all(_is_choice(value.get(key, {})) for key in ("where", "when"))
        and _is_rows(value.get("during", {"rows": ""}))
        and _is_named(value.get("within", {}))
    )


def is_once(value: Any) -> bool:
    """Say whether each table is given the columns that together name a row."""
    return isinstance(value, dict) and bool(value) and all(_is_texts(one) for one in value.values())


def is_at_most(value: Any) -> bool:
    """Say whether each number is given another one, or rows to be counted."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(one, str) or _is_rows(one) for one in value.values())
    )


def is_covered(value: Any) -> bool:
    """Say whether each span is given another one."""
    return isinstance(value, dict) and bool(value) and all(isinstance(one, str) for one in value.values())


def whole_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether tables, columns and fields are there and can measure what they are to measure."""
    for table, measure in node["x-whole"].items():
        columns = _columns(node, table)
        if columns is None:
            yield (table,), f"x-whole 的「{table}」不是最外层的表格。"
            continue
        if "by" in measure:
            yield from (((table, *at), text) for at, text in _by_faults(columns, measure))
        elif isinstance(measure["count"], str) and not _is_number(found_at(node, measure["count"])):
            yield (table, "count"), f"x-whole 的 count 指的「{measure['count']}」不是数字。"
        asked = [*(("when", name) for name in measure.get("when", {})),
                 *(("within", name) for name in measure.get("within", {}).values())]  # fmt: skip
        for key, name in asked:
            if name not in node.get("properties", {}):
                yield (table, key), f"x-whole 的 {key} 指的「{name}」不是最外层的项。"


def _by_faults(columns: Mapping[str, Any], measure: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    column = columns.get(measure["by"], {})
    codes = {one.get("const") for one in column.get("oneOf", ())}
    named = column.get("x-ref", ())
    owners = {named} if isinstance(named, str) else set(named)
    if not column:
        yield ("by",), f"x-whole 的 by 指的「{measure['by']}」不是表格里的一栏。"
    elif "days" in measure and column.get("format") != "date":
        yield ("days",), "x-whole 的 days 要一栏日期。"
    elif "among" in measure and not set(measure["among"]) <= codes:
        yield ("among",), "x-whole 的 among 里有不在可选值之中的。"
    elif "records" in measure and not set(measure["records"]) <= owners:
        yield ("records",), "x-whole 的 records 里有这一栏不能引用的类别。"
    elif not set(_MEASURES) & set(measure) and not codes and not any("." in one for one in owners):
        yield ("by",), "x-whole 要说清怎样算全：可选值、所引用的列表，或写明 among、days、before、records。"


def once_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether the columns are there."""
    for table, names in node["x-once"].items():
        columns = _columns(node, table)
        if columns is None:
            yield (table,), f"x-once 的「{table}」不是最外层的表格。"
        for name in names:
            if columns is not None and name not in columns:
                yield (table,), f"x-once 的「{name}」不是表格里的一栏。"


def apart_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether each field is a list of plain values."""
    for name in node["x-apart"]:
        if "items" not in node.get("properties", {}).get(name, {}) or _columns(node, name) is not None:
            yield (), f"x-apart 的「{name}」不是一列值。"


def at_most_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether there are numbers on both sides, or rows to be counted."""
    for path, most in node["x-at-most"].items():
        field = found_at(node, path)
        members = field.get("properties", {}).values()
        if not _is_number(field) and not any(_is_number(one) for one in members):
            yield (path,), f"x-at-most 的「{path}」不是数字，里面也没有数字。"
        if isinstance(most, str) and not _is_number(found_at(node, most)):
            yield (path,), f"x-at-most 指的「{most}」不是数字。"
        elif not isinstance(most, str) and _columns(node, most["rows"]) is None:
            yield (path,), f"x-at-most 指的「{most['rows']}」不是最外层的表格。"


def covered_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether both are spans, told alike."""
    for pair in node["x-covered"].items():
        spans = [node.get("properties", {}).get(name, {}) for name in pair]
        for name, span in zip(pair, spans, strict=True):
            if "x-period" not in span:
                yield (), f"x-covered 的「{name}」不是带 x-period 的对象。"
        begins = {found_at(span, span["x-period"][0]).get("format") for span in spans if "x-period" in span}
        if len(begins) > 1:
            yield (), f"x-covered 的「{pair[0]}」和「{pair[1]}」，一段写日期，一段写时间。"


WORDS: Mapping[str, KindWord] = {
    "whole": KindWord(is_whole, "每个表格一项，写 by（哪一栏要写全）或 count（至少几行）", whole_faults),
    "once": KindWord(is_once, "每个表格一项，写合起来只出现一次的栏", once_faults),
    "at-most": KindWord(
        is_at_most, "每个数一项，写不能多过的另一个数，或 rows（哪个表格的行数）和 where", at_most_faults
    ),
    "covered": KindWord(is_covered, "每段起止一项，写要盖住它的另一段", covered_faults),
}


def _columns(node: Mapping[str, Any], table: str) -> Mapping[str, Any] | None:
    row = node.get("properties", {}).get(table, {}).get("items", {})
    return row.get("properties") if isinstance(row, Mapping) else None


def found_at(node: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    """Follow a dotted path through members and rows; nothing where it leads nowhere."""
    inside: Mapping[str, Any] = node
    for name in path.split("."):
        inside = inside.get("items", inside).get("properties", {}).get(name, {})
    row: Mapping[str, Any] = inside.get("items", inside)
    return row


def _is_number(field: Mapping[str, Any]) -> bool:
    return field.get("type") in _NUMBERS


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _is_choice(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, list) for one in value.values())


def _is_named(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _is_rows(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and {"rows"} <= set(value) <= {"rows", "where"}
        and isinstance(value["rows"], str)
        and _is_choice(value.get("where", {}))
    )

"""What the words of duties must name: the columns of who has which duty, and of the days that fill it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.strict_yaml import At

Schema = Mapping[str, Any]


def duty_faults(node: Schema) -> Iterator[tuple[At, str]]:
    """Look whether the columns of a duty are there."""
    row, mark = node.get("items"), node["x-duty"]
    if row is None:
        return  # no table at all, and that is said
    for key in ("person", "duty", "mode"):
        if mark[key] not in row.get("required", ()):
            yield (key,), f"x-duty 指的「{mark[key]}」要是每一行的必填项。"
    if mark["instead"] not in row.get("properties", {}):
        yield ("instead",), f"x-duty 指的「{mark['instead']}」不是表格里的一栏。"


def pattern_faults(node: Schema) -> Iterator[tuple[At, str]]:
    """Look whether a day, its shifts and who has them can be told apart."""
    row = node.get("items", {})
    columns = [row.get("properties", {}).get(name, {}) for name in row.get("required", ())]
    days = [one for one in columns if one.get("format") == "date"]
    named = [str(one["items"]["x-ref"]) for one in columns if "x-ref" in one.get("items", {})]
    if len(days) != 1 or sorted("." in name for name in named) != [False, True]:
        yield (), "x-pattern 的表格要有三个必填栏：日期，所指班次的列表（类别.列表），人员的列表。"
